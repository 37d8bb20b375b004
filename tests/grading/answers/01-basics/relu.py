# %% right: where
def relu(z):
    return np.where(z > 0, z, 0)


# %% right: multiplication
def relu(z):
    return z * (z > 0)


# %% right: Keras's own, a tensor
def relu(z):
    return keras.activations.relu(z)


# %% right: element by element
def relu(z):
    return np.array([value if value > 0 else 0.0 for value in z.flat]).reshape(z.shape)


# %% wrong: one number for the whole array
# says: This is one number for the whole array
def relu(z):
    return max(np.max(z), 0)


# %% wrong: absolute value
# says: This is the absolute value
def relu(z):
    return np.abs(z)


# %% wrong: changes its argument
# says: Make a new array instead of changing
def relu(z):
    z[z < 0] = 0
    return z


# %% wrong: minimum
# says: This keeps the smaller
def relu(z):
    return np.minimum(z, 0)


# %% wrong: the slope
# says: the slope of relu
def relu(z):
    return (z > 0).astype(float)


# %% wrong: prints instead of returning
# says: returned None
def relu(z):
    print(np.maximum(z, 0))
