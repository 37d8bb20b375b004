# %% right: np.dot and np.add
def dense_layer(x, kernel, bias):
    return np.add(np.dot(x, kernel), bias)


# %% right: einsum
def dense_layer(x, kernel, bias):
    return np.einsum("bi,iu->bu", x, kernel) + bias[None, :]


# %% right: loops over rows and units
def dense_layer(x, kernel, bias):
    rows = []
    for row in x:
        rows.append([sum(a * b for a, b in zip(row, column)) + c for column, c in zip(kernel.T, bias)])
    return np.array(rows)


# %% right: keras.ops
def dense_layer(x, kernel, bias):
    return keras.ops.matmul(x, kernel) + bias


# %% wrong: no bias
# says: The bias is missing
def dense_layer(x, kernel, bias):
    return x @ kernel


# %% wrong: a relu on top
# says: A ReLU hides here
def dense_layer(x, kernel, bias):
    return np.maximum(x @ kernel + bias, 0)


# %% wrong: prints instead of returning
# says: returned None
def dense_layer(x, kernel, bias):
    print(x @ kernel + bias)


# %% wrong: the product the other way round
# says: stopped with ValueError
def dense_layer(x, kernel, bias):
    return kernel @ x + bias


# %% wrong: only the first row
# says: The batch axis is lost
def dense_layer(x, kernel, bias):
    return (x @ kernel + bias)[0]


# %% wrong: the values of the visible test
# says: The formula must hold for every size
def dense_layer(x, kernel, bias):
    if kernel.shape == (3, 2):
        return np.array([[14.0, 21.0], [9.0, 23.0]])
    return np.array([[-1.5]])
