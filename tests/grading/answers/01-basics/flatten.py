# %% right: the number of features worked out
def flatten(x):
    return np.reshape(x, (x.shape[0], int(np.prod(x.shape[1:]))))


# %% right: example by example
def flatten(x):
    return np.stack([example.ravel() for example in x])


# %% right: the Keras layer
def flatten(x):
    return keras.layers.Flatten()(x)


# %% right: TensorFlow
import tensorflow as tf


def flatten(x):
    return tf.reshape(x, (len(x), -1))


# %% wrong: the batch too
# says: The batch axis is gone
def flatten(x):
    return x.flatten()


# %% wrong: column by column
# says: The columns were read before the rows
def flatten(x):
    return x.reshape(len(x), -1, order="F")


# %% wrong: transposed
# says: The batch became the columns
def flatten(x):
    return x.reshape(len(x), -1).T


# %% wrong: always 784
# says: stopped with ValueError
def flatten(x):
    return x.reshape(-1, 784)


# %% wrong: two axes only
# says: The last axis is still there
def flatten(x):
    return x.reshape(-1, x.shape[-1])


# %% wrong: reshapes its argument
# says: Make a new array instead of changing
def flatten(x):
    x.shape = (len(x), -1)
    return x
