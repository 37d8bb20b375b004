# %% right: rows in a loop
def softmax(z):
    rows = []
    for row in z:
        e = np.exp(row - row.max())
        rows.append(e / e.sum())
    return np.array(rows)


# %% right: keras.ops
def softmax(z):
    return keras.ops.softmax(z, axis=-1)


# %% right: through the logarithm of the sum
def softmax(z):
    z = z - np.max(z, axis=-1)[:, None]
    return np.exp(z - np.log(np.sum(np.exp(z), axis=-1))[:, None])


# %% right: TensorFlow, with the mean subtracted first
import tensorflow as tf


def softmax(z):
    return tf.nn.softmax(z - np.mean(z, axis=1, keepdims=True))


# %% wrong: overflows
# says: Subtract the largest logit of the row
# earns: softmax-one-row, softmax-batch
def softmax(z):
    return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)


# %% wrong: sums down the columns
# says: the classes are in axis 1, not in axis 0
def softmax(z):
    e = np.exp(z - z.max(axis=0))
    return e / e.sum(axis=0)


# %% wrong: sums over the whole batch
# says: The whole batch sums to 1
# earns: softmax-one-row
def softmax(z):
    e = np.exp(z - z.max())
    return e / e.sum()


# %% wrong: forgets keepdims
# says: use keepdims=True
# earns: softmax-one-row
def softmax(z):
    e = np.exp(z)
    return e / e.sum(axis=1)


# %% wrong: not divided
# says: The division is missing
def softmax(z):
    return np.exp(z)


# %% wrong: the logits divided by their sum
# says: The logits are divided by their sum: take np.exp first
def softmax(z):
    return z / z.sum(axis=1, keepdims=True)
