# %% right: array_split of each class, lists
def make_folds(labels, folds, seed):
    rng = np.random.default_rng(seed)
    parts = [np.array_split(rng.permutation(np.where(labels == label)[0]), folds) for label in np.unique(labels)]
    return [sorted(np.concatenate(part).tolist()) for part in zip(*parts)]


# %% right: dealt out one by one, Python's own generator
import random


def make_folds(labels, folds, seed):
    generator, dealt = random.Random(seed), [[] for _ in range(folds)]
    for label in (0, 1):
        positions = [i for i, one in enumerate(labels) if one == label]
        generator.shuffle(positions)
        for turn, position in enumerate(positions):
            dealt[turn % folds].append(position)
    return [np.array(fold, dtype="int64") for fold in dealt]


# %% right: one shuffle, then a stable sort by class
def make_folds(labels, folds, seed):
    order = np.random.RandomState(seed).permutation(len(labels))
    order = order[np.argsort(labels[order], kind="stable")]
    return [order[start::folds] for start in range(folds)]


# %% right: a random number for each photo, ranked within its class
def make_folds(labels, folds, seed):
    keras.utils.set_random_seed(seed)
    draws = np.random.random(len(labels))
    number = np.empty(len(labels), "int32")
    for label in (0, 1):
        mask = labels == label
        number[mask] = draws[mask].argsort().argsort() % folds
    return tuple(np.flatnonzero(number == fold) for fold in range(folds))


# %% right: keras.random, and NumPy's old generator for the second class
def make_folds(labels, folds, seed):
    np.random.seed(seed)
    smiling, others = np.nonzero(labels)[0], np.nonzero(labels == 0)[0]
    smiling = keras.ops.convert_to_numpy(keras.random.shuffle(smiling, seed=seed))
    np.random.shuffle(others)
    return [np.append(smiling[i::folds], others[folds - 1 - i :: folds]) for i in range(folds)]


# %% right: one sort by label and chance, an array where the folds are equally large
def make_folds(labels, folds, seed):
    order = np.lexsort((np.random.default_rng(seed).random(len(labels)), labels))
    result = [order[fold::folds] for fold in range(folds)]
    return result if len(labels) % folds else np.array(result)


# %% wrong: cut off one after the other
# says: The folds are cut off one after the other
def make_folds(labels, folds, seed):
    return np.array_split(np.arange(len(labels)), folds)


# %% wrong: random, not stratified
# says: The folds are equally large, but not stratified
# earns: make-folds-random
def make_folds(labels, folds, seed):
    return np.array_split(np.random.default_rng(seed).permutation(len(labels)), folds)


# %% wrong: no shuffle
# says: Shuffle the positions of each class with a generator made from seed
# earns: make-folds-stratified
def make_folds(labels, folds, seed):
    order = np.argsort(labels, kind="stable")
    return [order[fold::folds] for fold in range(folds)]


# %% wrong: the folds are shuffled, not the photos
# says: not only the folds afterwards
# earns: make-folds-stratified
def make_folds(labels, folds, seed):
    order = np.argsort(labels, kind="stable")
    rng = np.random.default_rng(seed)
    return [order[fold::folds] for fold in rng.permutation(folds)]


# %% wrong: one seed for all
# says: Shuffle the positions of each class with a generator made from seed
# earns: make-folds-stratified
def make_folds(labels, folds, seed):
    rng = np.random.default_rng(1)
    shuffled = np.concatenate([rng.permutation(np.flatnonzero(labels == label)) for label in (0, 1)])
    return [shuffled[fold::folds] for fold in range(folds)]


# %% wrong: no seed
# says: Make the generator from the seed in the function
# earns: make-folds-stratified
def make_folds(labels, folds, seed):
    rng = np.random.default_rng()
    shuffled = np.concatenate([rng.permutation(np.flatnonzero(labels == label)) for label in (0, 1)])
    return [shuffled[fold::folds] for fold in range(folds)]


# %% wrong: what is left over is dropped
# says: What is left over belongs into the folds too
# earns: make-folds-random
def make_folds(labels, folds, seed):
    rng = np.random.default_rng(seed)
    parts = []
    for label in (0, 1):
        positions = rng.permutation(np.flatnonzero(labels == label))
        parts.append(positions[: len(positions) // folds * folds].reshape(folds, -1))
    return list(np.concatenate(parts, axis=1))


# %% wrong: what is left over goes into the last fold
# says: is dealt out unevenly
# earns: make-folds-random
def make_folds(labels, folds, seed):
    rng = np.random.default_rng(seed)
    result = [[] for _ in range(folds)]
    for label in (0, 1):
        positions = rng.permutation(np.flatnonzero(labels == label))
        size = len(positions) // folds
        for fold in range(folds):
            stop = len(positions) if fold == folds - 1 else (fold + 1) * size
            result[fold] += positions[fold * size : stop].tolist()
    return result


# %% wrong: the positions of training
# says: The folds hold the positions of training
# earns: make-folds-random
def make_folds(labels, folds, seed):
    rng = np.random.default_rng(seed)
    shuffled = np.concatenate([rng.permutation(np.flatnonzero(labels == label)) for label in (0, 1)])
    return [np.setdiff1d(shuffled, shuffled[fold::folds]) for fold in range(folds)]


# %% wrong: a fold for each position
# says: These are numbers of folds, one for each position
def make_folds(labels, folds, seed):
    rng = np.random.default_rng(seed)
    number = np.empty(len(labels), int)
    for label in (0, 1):
        positions = rng.permutation(np.flatnonzero(labels == label))
        number[positions] = np.arange(len(positions)) % folds
    return number


# %% wrong: pairs of training and test
# says: Return one array of positions for each fold, the held-out ones
def make_folds(labels, folds, seed):
    rng = np.random.default_rng(seed)
    shuffled = np.concatenate([rng.permutation(np.flatnonzero(labels == label)) for label in (0, 1)])
    held_out = [shuffled[fold::folds] for fold in range(folds)]
    return [(np.setdiff1d(shuffled, fold), fold) for fold in held_out]


# %% wrong: the labels themselves
# says: These are the labels
def make_folds(labels, folds, seed):
    rng = np.random.default_rng(seed)
    shuffled = np.concatenate([rng.permutation(labels[labels == label]) for label in (0, 1)])
    return [shuffled[fold::folds] for fold in range(folds)]


# %% wrong: a dict
# says: Return a list of the folds
def make_folds(labels, folds, seed):
    rng = np.random.default_rng(seed)
    shuffled = np.concatenate([rng.permutation(np.flatnonzero(labels == label)) for label in (0, 1)])
    return {fold: shuffled[fold::folds] for fold in range(folds)}


# %% wrong: turned, not shuffled
# says: shuffle the positions of each class before they are dealt out
# earns: make-folds-stratified
def make_folds(labels, folds, seed):
    order = np.concatenate([np.roll(np.flatnonzero(labels == label), seed) for label in (0, 1)])
    return [order[fold::folds] for fold in range(folds)]


# %% wrong: only one class is shuffled
# says: shuffle the positions of each class before they are dealt out
# earns: make-folds-stratified
def make_folds(labels, folds, seed):
    smiling = np.random.default_rng(seed).permutation(np.flatnonzero(labels == 1))
    order = np.concatenate([np.flatnonzero(labels == 0), smiling])
    return [order[fold::folds] for fold in range(folds)]


# %% wrong: True and False
# says: These are True and False
def make_folds(labels, folds, seed):
    rng = np.random.default_rng(seed)
    number = np.empty(len(labels), int)
    for label in (0, 1):
        number[labels == label] = rng.permutation(np.arange((labels == label).sum()) % folds)
    return [number == fold for fold in range(folds)]
