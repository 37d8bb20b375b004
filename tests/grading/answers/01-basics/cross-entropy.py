# %% right: one-hot
def cross_entropy(probabilities, labels):
    one_hot = np.eye(probabilities.shape[1])[labels]
    return -np.mean(np.sum(one_hot * np.log(probabilities), axis=1))


# %% right: a loop
def cross_entropy(probabilities, labels):
    total = 0.0
    for row, label in zip(probabilities, labels):
        total -= np.log(row[label])
    return total / len(labels)


# %% right: take_along_axis
def cross_entropy(probabilities, labels):
    return np.mean(-np.log(np.take_along_axis(probabilities, labels[:, None], axis=1)))


# %% right: the Keras loss
def cross_entropy(probabilities, labels):
    return keras.losses.SparseCategoricalCrossentropy()(labels, probabilities)


# %% wrong: the sum
# says: This is the sum over the batch
def cross_entropy(probabilities, labels):
    return -np.log(probabilities[np.arange(len(labels)), labels]).sum()


# %% wrong: the sign
# says: The sign is wrong
def cross_entropy(probabilities, labels):
    return np.log(probabilities[np.arange(len(labels)), labels]).mean()


# %% wrong: the mean over all classes
# says: This is the mean over all classes
def cross_entropy(probabilities, labels):
    return -np.mean(np.eye(probabilities.shape[1])[labels] * np.log(probabilities))


# %% wrong: base two
# says: This is a logarithm to base 2
def cross_entropy(probabilities, labels):
    return -np.log2(probabilities[np.arange(len(labels)), labels]).mean()


# %% wrong: the logarithm of the mean
# says: The logarithm is taken of the mean
def cross_entropy(probabilities, labels):
    return -np.log(probabilities[np.arange(len(labels)), labels].mean())


# %% wrong: the largest probability
# says: The largest probability of each row was taken
def cross_entropy(probabilities, labels):
    return -np.log(probabilities.max(axis=1)).mean()
