# %% right: a binomial mask
def inverted_dropout(x, rate, seed, training):
    if training:
        mask = np.random.default_rng(seed).binomial(1, 1 - rate, size=x.shape)
        return x * mask / (1 - rate)
    return x


# %% right: the older random state
def inverted_dropout(x, rate, seed, training):
    y = x.copy()
    if training:
        y = y / (1 - rate)
        y[np.random.RandomState(seed).uniform(size=x.shape) < rate] = 0
    return y


# %% right: keras.random
def inverted_dropout(x, rate, seed, training):
    if not training:
        return x
    return keras.random.dropout(keras.ops.convert_to_tensor(x, dtype="float32"), rate, seed=seed)


# %% wrong: not scaled
# says: What is kept is not scaled
def inverted_dropout(x, rate, seed, training):
    if not training:
        return x
    return x * (np.random.default_rng(seed).random(x.shape) >= rate)


# %% wrong: also when it is used
# says: Return x when training is False
def inverted_dropout(x, rate, seed, training):
    return x * (np.random.default_rng(seed).random(x.shape) >= rate) / (1 - rate)


# %% wrong: keeps the share that it should drop
# says: The share that is kept is rate
def inverted_dropout(x, rate, seed, training):
    if not training:
        return x
    return np.where(np.random.default_rng(seed).random(x.shape) < rate, x / (1 - rate), 0)


# %% wrong: whole columns
# says: Draw one random number for each element
def inverted_dropout(x, rate, seed, training):
    if not training:
        return x
    return x * (np.random.default_rng(seed).random(x.shape[-1]) >= rate) / (1 - rate)


# %% wrong: no seed
# says: Make the random numbers from seed alone
def inverted_dropout(x, rate, seed, training):
    if not training:
        return x
    return x * (np.random.random(x.shape) >= rate) / (1 - rate)
