# %% right: Python's sorted and its own random numbers
import random


def make_batches(lengths, batch_size, seed):
    order = sorted(range(len(lengths)), key=lambda i: lengths[i])
    batches = []
    while order:
        batches.append(np.array(order[:batch_size]))
        order = order[batch_size:]
    random.Random(seed).shuffle(batches)
    return batches


# %% right: array_split and a permutation, longest first
def make_batches(lengths, batch_size, seed):
    order = np.argsort(-lengths)
    batches = np.array_split(order, int(np.ceil(len(lengths) / batch_size)))
    return [batches[i] for i in np.random.default_rng(seed).permutation(len(batches))]


# %% right: reviews of one length shuffled too
def make_batches(lengths, batch_size, seed):
    rng = np.random.default_rng(seed)
    order = rng.permutation(len(lengths))
    order = order[np.argsort(lengths[order], kind="stable")]
    starts = np.arange(0, len(order), batch_size)
    return [order[start : start + batch_size] for start in rng.permutation(starts)]


# %% right: lengths with a little noise, the global seed, a tuple
def make_batches(lengths, batch_size, seed):
    np.random.seed(seed)
    order = np.argsort(lengths * np.random.uniform(0.98, 1.02, len(lengths)))
    batches = np.split(order, range(batch_size, len(order), batch_size))
    np.random.shuffle(batches)
    return tuple(batches)


# %% right: Keras
def make_batches(lengths, batch_size, seed):
    order = keras.ops.argsort(lengths)
    starts = keras.random.shuffle(keras.ops.arange(0, len(lengths), batch_size), seed=seed)
    return [order[int(start) : int(start) + batch_size] for start in starts]


# %% right: the small batch is that of the shortest reviews
def make_batches(lengths, batch_size, seed):
    cuts = range(len(lengths) % batch_size, len(lengths), batch_size)
    batches = [batch for batch in np.split(np.argsort(lengths), cuts) if len(batch)]
    np.random.RandomState(seed).shuffle(batches)
    return batches


# %% wrong: the batches stay in order
# says: Shuffle the batches
def make_batches(lengths, batch_size, seed):
    order = np.argsort(lengths)
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


# %% wrong: everything shuffled
# says: Long and short reviews stand in the same batch
# earns: make-batches-positions
def make_batches(lengths, batch_size, seed):
    order = np.random.default_rng(seed).permutation(len(lengths))
    return [order[start : start + batch_size] for start in range(0, len(order), batch_size)]


# %% wrong: the last batch left out
# says: The last, smaller batch is missing
def make_batches(lengths, batch_size, seed):
    order = np.argsort(lengths)
    batches = [order[n * batch_size : (n + 1) * batch_size] for n in range(len(order) // batch_size)]
    np.random.default_rng(seed).shuffle(batches)
    return batches


# %% wrong: lengths in place of positions
# says: These are lengths, not positions
def make_batches(lengths, batch_size, seed):
    order = np.sort(lengths)
    batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
    np.random.default_rng(seed).shuffle(batches)
    return batches


# %% wrong: what shuffle returns
# says: make_batches` returned None
def make_batches(lengths, batch_size, seed):
    order = np.argsort(lengths)
    batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
    return np.random.default_rng(seed).shuffle(batches)


# %% wrong: no seed
# says: The same seed must give the same order
# earns: make-batches-padding
def make_batches(lengths, batch_size, seed):
    order = np.argsort(lengths)
    batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
    np.random.default_rng().shuffle(batches)
    return batches


# %% wrong: shuffled within the batches only
# says: Shuffle the batches
def make_batches(lengths, batch_size, seed):
    order = np.argsort(lengths)
    rng = np.random.default_rng(seed)
    return [rng.permutation(order[start : start + batch_size]) for start in range(0, len(order), batch_size)]


# %% wrong: neighbouring batches overlap
# says: Some reviews come twice
def make_batches(lengths, batch_size, seed):
    order = np.argsort(lengths)
    batches = [order[start : start + batch_size + 1] for start in range(0, len(order), batch_size)]
    np.random.default_rng(seed).shuffle(batches)
    return batches


# %% wrong: one seed for all
# says: The order of the batches is always the same
# earns: make-batches-padding
def make_batches(lengths, batch_size, seed):
    order = np.argsort(lengths)
    batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
    np.random.default_rng(7).shuffle(batches)
    return batches


# %% wrong: in order, from another place on
# says: Shuffle the batches
# earns: make-batches-positions
def make_batches(lengths, batch_size, seed):
    order = np.argsort(lengths)
    batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
    return batches[seed:] + batches[:seed]


# %% wrong: an empty batch
# says: A batch is empty
def make_batches(lengths, batch_size, seed):
    order = np.argsort(lengths)
    batches = [order[start : start + batch_size] for start in range(0, len(order) + batch_size, batch_size)]
    np.random.default_rng(seed).shuffle(batches)
    return batches


# %% wrong: batch_size batches
# says: not how many batches there are
def make_batches(lengths, batch_size, seed):
    batches = np.array_split(np.argsort(lengths), batch_size)
    np.random.default_rng(seed).shuffle(batches)
    return batches


# %% wrong: the lengths sorted in place
# says: argument 1 changed by the call
# earns: make-batches-padding
def make_batches(lengths, batch_size, seed):
    order = np.argsort(lengths)
    lengths.sort()
    batches = [order[start : start + batch_size] for start in range(0, len(order), batch_size)]
    np.random.default_rng(seed).shuffle(batches)
    return batches
