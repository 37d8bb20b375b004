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


# %% right: a loop over the elements, with Python's random numbers
import random


def inverted_dropout(x, rate, seed, training):
    if not training:
        return x
    draws = random.Random(seed)
    kept = [value / (1 - rate) if draws.random() >= rate else 0.0 for value in x.ravel()]
    return np.array(kept).reshape(x.shape)


# %% wrong: not scaled
# says: What is kept is not scaled
# earns: inverted-dropout-inference, inverted-dropout-share
def inverted_dropout(x, rate, seed, training):
    if not training:
        return x
    return x * (np.random.default_rng(seed).random(x.shape) >= rate)


# %% wrong: also when it is used
# says: Return x when training is False
# earns: inverted-dropout-scale, inverted-dropout-share
def inverted_dropout(x, rate, seed, training):
    return x * (np.random.default_rng(seed).random(x.shape) >= rate) / (1 - rate)


# %% wrong: keeps the share that it should drop
# says: The share that is kept is rate
# earns: inverted-dropout-scale
def inverted_dropout(x, rate, seed, training):
    if not training:
        return x
    return np.where(np.random.default_rng(seed).random(x.shape) < rate, x / (1 - rate), 0)


# %% wrong: whole columns
# says: Draw one random number for each element
# earns: inverted-dropout-inference, inverted-dropout-scale
def inverted_dropout(x, rate, seed, training):
    if not training:
        return x
    return x * (np.random.default_rng(seed).random(x.shape[-1]) >= rate) / (1 - rate)


# %% wrong: no seed
# says: Make the random numbers from seed alone
# earns: inverted-dropout-inference, inverted-dropout-scale
def inverted_dropout(x, rate, seed, training):
    if not training:
        return x
    return x * (np.random.random(x.shape) >= rate) / (1 - rate)


# %% wrong: what is dropped vanishes
# says: dropped elements become 0, they do not vanish
def inverted_dropout(x, rate, seed, training):
    if not training:
        return x
    return x[np.random.default_rng(seed).random(x.shape) >= rate] / (1 - rate)
