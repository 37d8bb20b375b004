# %% right: one-hot rows times the table
def embed(ids, table):
    one_hot = np.eye(len(table), dtype="float32")[ids]
    return {"vectors": one_hot @ table, "mask": ids > 0}


# %% right: keras.ops
def embed(ids, table):
    return {"vectors": keras.ops.take(table, ids, axis=0), "mask": keras.ops.not_equal(ids, 0)}


# %% right: the layer itself, with mask_zero
def embed(ids, table):
    layer = keras.layers.Embedding(*table.shape, mask_zero=True)
    layer.build((None, None))
    layer.set_weights([table])
    return {"vectors": layer(ids), "mask": layer.compute_mask(ids)}


# %% right: loops
def embed(ids, table):
    vectors = [[table[i] for i in review] for review in ids]
    return {"vectors": np.array(vectors), "mask": np.array([[bool(i) for i in review] for review in ids])}


# %% right: TensorFlow
import tensorflow as tf


def embed(ids, table):
    return dict(vectors=tf.nn.embedding_lookup(table, ids), mask=tf.cast(ids, tf.bool))


# %% right: a functional model, and lists
def embed(ids, table):
    inputs = keras.Input((None,), dtype="int32")
    layer = keras.layers.Embedding(*table.shape)
    model = keras.Model(inputs, layer(inputs))
    layer.set_weights([table])
    return {"mask": np.logical_not(ids == 0), "vectors": model.predict(ids, verbose=0).tolist()}


# %% wrong: padding becomes zeros
# says: Padding gets row 0 of the table
# earns: embed-mask
def embed(ids, table):
    mask = ids != 0
    return {"vectors": table[ids] * mask[:, :, None], "mask": mask}


# %% wrong: rows off by one
# says: The rows are off by one
# earns: embed-mask
def embed(ids, table):
    return {"vectors": table[ids - 1], "mask": ids != 0}


# %% wrong: take without an axis
# says: np.take needs axis=0
# earns: embed-mask
def embed(ids, table):
    return {"vectors": np.take(table, ids), "mask": ids != 0}


# %% wrong: columns of the table
# says: stopped with IndexError
def embed(ids, table):
    return {"vectors": table[:, ids], "mask": ids != 0}


# %% wrong: the mask the wrong way round
# says: The mask is the wrong way round
# earns: embed-vectors
def embed(ids, table):
    return {"vectors": table[ids], "mask": ids == 0}


# %% wrong: the mask in numbers
# says: A mask holds True and False
# earns: embed-vectors
def embed(ids, table):
    return {"vectors": table[ids], "mask": (ids != 0).astype("float32")}


# %% wrong: the mask from the vectors
# says: The mask is made from the ids
# earns: embed-vectors
def embed(ids, table):
    vectors = table[ids]
    return {"vectors": vectors, "mask": np.any(vectors != 0, axis=-1)}


# %% wrong: two values
# says: Return one dict
def embed(ids, table):
    return table[ids], ids != 0


# %% wrong: padding only before the words
# says: The mask is True where the id is not 0
# earns: embed-vectors
def embed(ids, table):
    return {"vectors": table[ids], "mask": np.cumsum(ids, axis=1) > 0}
