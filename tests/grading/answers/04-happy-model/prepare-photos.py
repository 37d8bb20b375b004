# %% right: keras.ops
def prepare_photos(x, y):
    pixels = keras.ops.cast(x, "float32") / 255.0
    return {"x": pixels, "y": keras.ops.expand_dims(keras.ops.cast(y, "float32"), -1)}


# %% right: a Rescaling layer, a new axis
def prepare_photos(x, y):
    return dict(x=keras.layers.Rescaling(1 / 255)(x), y=np.float32(y)[:, np.newaxis])


# %% right: NumPy's own division, then one type for all
def prepare_photos(x, y):
    prepared = {"y": y.reshape(len(y), 1), "x": x / 255}
    return {name: array.astype(np.float32) for name, array in prepared.items()}


# %% right: photo by photo
def prepare_photos(x, y):
    pixels, labels = np.empty(x.shape, "float32"), np.zeros((len(y), 1), "float32")
    for n in range(len(x)):
        pixels[n] = x[n] * (1 / 255)
        labels[n, 0] = y[n]
    return {"x": pixels, "y": labels}


# %% right: TensorFlow, in place on a copy
import tensorflow as tf


def prepare_photos(x, y):
    pixels = x.astype("float32")
    pixels /= 255
    return {"x": pixels, "y": tf.reshape(tf.cast(y, tf.float32), (-1, 1))}


# %% right: a table of 256 fractions, the labels' shape set
def prepare_photos(x, y):
    labels = y.astype("float32")
    labels.shape = (-1, 1)
    return {"y": labels, "x": np.linspace(0, 1, 256, dtype="float32")[x]}


# %% wrong: divided by 256
# says: divide by 255, not by 256
# earns: prepare-photos-labels
def prepare_photos(x, y):
    return {"x": x.astype("float32") / 256, "y": y.astype("float32").reshape(-1, 1)}


# %% wrong: float64
# says: Change the type before you divide
# earns: prepare-photos-labels
def prepare_photos(x, y):
    return {"x": x / 255, "y": y.astype("float32").reshape(-1, 1)}


# %% wrong: whole numbers
# says: The pixels became whole numbers again
# earns: prepare-photos-labels
def prepare_photos(x, y):
    return {"x": (x // 255).astype("float32"), "y": y.astype("float32").reshape(-1, 1)}


# %% wrong: labels in one row
# says: This is one row of all labels
# earns: prepare-photos-pixels
def prepare_photos(x, y):
    return {"x": x.astype("float32") / 255, "y": y.astype("float32").reshape(1, -1)}


# %% wrong: labels as they are
# says: The labels still stand side by side
# earns: prepare-photos-pixels
def prepare_photos(x, y):
    return {"x": x.astype("float32") / 255, "y": y.astype("float32")}


# %% wrong: labels stay uint8
# says: Change the type of the labels too
# earns: prepare-photos-pixels
def prepare_photos(x, y):
    return {"x": x.astype("float32") / 255, "y": y.reshape(-1, 1)}


# %% wrong: divided by the brightest pixel
# says: This is divided by the brightest pixel of all photos
# earns: prepare-photos-labels
def prepare_photos(x, y):
    return {"x": x.astype("float32") / x.max(), "y": y.astype("float32").reshape(-1, 1)}


# %% wrong: scaled in place
# says: Make a new array instead of changing the one you are given
# earns: prepare-photos-labels
def prepare_photos(x, y):
    pixels = x.astype("float32") / 255
    x[:] = 0
    return {"x": pixels, "y": y.astype("float32").reshape(-1, 1)}


# %% wrong: a pair in place of the dict
# says: Return a dict
def prepare_photos(x, y):
    return x.astype("float32") / 255, y.astype("float32").reshape(-1, 1)


# %% wrong: one-hot labels
# says: These are one-hot rows
# earns: prepare-photos-pixels
def prepare_photos(x, y):
    return {"x": x.astype("float32") / 255, "y": keras.utils.to_categorical(y, 2)}


# %% wrong: divided only if some pixel is larger than 1
# says: divide by 255 without an if
# earns: prepare-photos-labels
def prepare_photos(x, y):
    x = x.astype("float32")
    if x.max() > 1:
        x = x / 255
    return {"x": x, "y": y.astype("float32").reshape(-1, 1)}


# %% wrong: the labels' own shape is changed
# says: Make a new array instead of changing the one you are given
# earns: prepare-photos-labels
def prepare_photos(x, y):
    y.shape = (-1, 1)
    return {"x": x.astype("float32") / 255, "y": y.astype("float32")}


# %% wrong: labels -1 and 1
# says: The labels stay 0 and 1
# earns: prepare-photos-pixels
def prepare_photos(x, y):
    return {"x": x.astype("float32") / 255, "y": 2 * y.astype("float32").reshape(-1, 1) - 1}
