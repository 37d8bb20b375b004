# %% right: a helper with the name of a check
def one_layer(inputs, units):
    return (inputs + 1) * units


def count_parameters(sizes):
    total = 0
    for i in range(len(sizes) - 1):
        total += one_layer(sizes[i], sizes[i + 1])
    return total


# %% right: asks Keras
def count_parameters(sizes):
    model = keras.Sequential([keras.Input((sizes[0],))])
    for units in sizes[1:]:
        model.add(keras.layers.Dense(units))
    return model.count_params()


# %% right: NumPy
def count_parameters(sizes):
    sizes = np.array(sizes)
    return np.sum((sizes[:-1] + 1) * sizes[1:])


# %% right: a recursion
def count_parameters(sizes):
    if len(sizes) < 2:
        return 0
    inputs, units, *_ = sizes
    return units * (inputs + 1) + count_parameters(sizes[1:])


# %% wrong: no biases
# says: The biases are missing
def count_parameters(sizes):
    return sum(a * b for a, b in zip(sizes, sizes[1:]))


# %% wrong: a bias for each input
# says: A bias belongs to each unit, not to each input
def count_parameters(sizes):
    return sum(a * b + a for a, b in zip(sizes, sizes[1:]))


# %% wrong: the first layer only
# says: Only the first layer is counted
def count_parameters(sizes):
    return (sizes[0] + 1) * sizes[1]


# %% wrong: the known value, written down
# says: Go through all neighbours
# earns: count-parameters-mnist
def count_parameters(sizes):
    return {2: 8, 3: 407050}.get(len(sizes), 0)


# %% wrong: takes the list apart
# says: Make a new array instead of changing
# earns: count-parameters-mnist
def count_parameters(sizes):
    total, inputs = 0, sizes.pop(0)
    while sizes:
        total, inputs = total + (inputs + 1) * sizes[0], sizes.pop(0)
    return total


# %% wrong: one bias for the whole layer
# says: Every layer has one bias for each unit, not one in all
def count_parameters(sizes):
    return sum(a * b + 1 for a, b in zip(sizes, sizes[1:]))
