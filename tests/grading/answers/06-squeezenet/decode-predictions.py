# %% right: sorted pairs, lists
def decode(probabilities, names, top):
    pairs = [sorted(zip(row, names), reverse=True)[:top] for row in probabilities.tolist()]
    return [[[name, probability] for probability, name in photo] for photo in pairs]


# %% right: argsort, turned around
def decode(probabilities, names, top):
    result = []
    for row in probabilities:
        best = np.argsort(row)[::-1][:top]
        result.append([(names[i], row[i]) for i in best])
    return result


# %% right: argsort of the last ones
def decode(probabilities, names, top):
    order = probabilities.argsort(axis=1)[:, -top:][:, ::-1]
    return [[(names[j], probabilities[i, j].item()) for j in order[i]] for i in range(len(order))]


# %% right: TensorFlow's top_k
import tensorflow as tf


def decode(probabilities, names, top):
    values, indices = tf.math.top_k(probabilities, k=min(top, len(names)))
    return [list(zip((names[i] for i in best), row)) for row, best in zip(values.numpy().tolist(), indices.numpy())]


# %% right: keras.ops, NumPy's take
def decode(probabilities, names, top):
    values, indices = keras.ops.top_k(probabilities, min(top, probabilities.shape[1]))
    labels = np.take(names, keras.ops.convert_to_numpy(indices))
    return [[(str(name), float(value)) for name, value in zip(*photo)] for photo in zip(labels, values)]


# %% right: the best one is picked out, again and again
def decode(probabilities, names, top):
    photos = []
    for row in probabilities:
        left, pairs = row.copy(), []
        for _ in range(min(top, len(names))):
            i = int(np.argmax(left))
            pairs.append((names[i], float(row[i])))
            left[i] = -1
        photos.append(pairs)
    return photos


# %% wrong: worst first
# says: These are the least probable, worst first
def decode(probabilities, names, top):
    return [[(names[i], float(row[i])) for i in np.argsort(row)[:top]] for row in probabilities]


# %% wrong: the first classes
# says: These are the first three classes as they stand
def decode(probabilities, names, top):
    return [list(zip(names, row.tolist()))[:top] for row in probabilities]


# %% wrong: all classes
# says: These are all classes: cut the list off
def decode(probabilities, names, top):
    return [[(names[i], float(row[i])) for i in np.argsort(-row)] for row in probabilities]


# %% wrong: probability before name
# says: The name comes first in each pair
def decode(probabilities, names, top):
    return [sorted(zip(row.tolist(), names), reverse=True)[:top] for row in probabilities]


# %% wrong: names only
# says: These are names alone
def decode(probabilities, names, top):
    return [[names[i] for i in np.argsort(-row)[:top]] for row in probabilities]


# %% wrong: names in their own order beside sorted probabilities
# says: The probabilities are sorted but the names are not
def decode(probabilities, names, top):
    return [list(zip(names, sorted(row.tolist(), reverse=True)))[:top] for row in probabilities]


# %% wrong: positions in place of names
# says: These are the positions of the classes
def decode(probabilities, names, top):
    return [[(int(i), float(row[i])) for i in np.argsort(-row)[:top]] for row in probabilities]


# %% wrong: a dict from name to probability
# says: One crane is lost: in a dict from name to probability
# earns: decode-predictions-many-photos
def decode(probabilities, names, top):
    result = []
    for row in probabilities:
        by_name = dict(zip(names, row.tolist()))
        result.append(sorted(by_name.items(), key=lambda pair: -pair[1])[:top])
    return result


# %% wrong: one list for all photos
# says: All photos are in one list
def decode(probabilities, names, top):
    return [(names[i], float(row[i])) for row in probabilities for i in np.argsort(-row)[:top]]


# %% wrong: range(top), however few classes there are
# says: decode` stopped with IndexError
# earns: decode-predictions-best-first
def decode(probabilities, names, top):
    best = np.argsort(-probabilities)
    return [[(names[best[n, k]], float(probabilities[n, best[n, k]])) for k in range(top)] for n in range(len(best))]


# %% wrong: percent
# says: These are percent
def decode(probabilities, names, top):
    return [[(names[i], 100 * float(row[i])) for i in np.argsort(-row)[:top]] for row in probabilities]


# %% wrong: the best ones are erased from the probabilities
# says: Make a new array instead of changing the one you are given
# earns: decode-predictions-best-first
def decode(probabilities, names, top):
    photos = []
    for row in probabilities:
        pairs = []
        for _ in range(min(top, len(names))):
            i = int(np.argmax(row))
            pairs.append((names[i], float(row[i])))
            row[i] = -1
        photos.append(pairs)
    return photos
