# %% right: Keras's own function
def preprocess(photos):
    return keras.applications.imagenet_utils.preprocess_input(photos)


# %% right: Keras's own function on floats, on a copy
from keras.applications.imagenet_utils import preprocess_input


def preprocess(photos):
    return preprocess_input(photos.astype("float32").copy(), mode="caffe")


# %% right: channel by channel, stacked
def preprocess(photos):
    red, green, blue = (photos[..., i].astype(np.float32) for i in range(3))
    return np.stack([blue - 103.939, green - 116.779, red - 123.68], axis=-1)


# %% right: in place on a copy, the type last
def preprocess(photos):
    x = np.flip(photos, axis=-1).astype("float64")
    x -= [103.939, 116.779, 123.68]
    return x.astype("float32")


# %% right: keras.ops
def preprocess(photos):
    x = keras.ops.cast(keras.ops.flip(photos, axis=-1), "float32")
    return x - keras.ops.array([103.939, 116.779, 123.68])


# %% right: TensorFlow
import tensorflow as tf


def preprocess(photos):
    return tf.reverse(tf.cast(photos, tf.float32), [3]) - tf.constant([103.939, 116.779, 123.68])


# %% wrong: means in the order red, green, blue
# says: The means are in the wrong order
def preprocess(photos):
    return photos[..., ::-1].astype("float32") - np.array([123.68, 116.779, 103.939], "float32")


# %% wrong: channels as they were
# says: The channels are still red, green, blue
def preprocess(photos):
    return photos.astype("float32") - np.array([103.939, 116.779, 123.68], "float32")


# %% wrong: columns turned around
# says: The columns are turned around
def preprocess(photos):
    return photos[:, :, ::-1].astype("float32") - np.array([103.939, 116.779, 123.68], "float32")


# %% wrong: the order of the photos turned around
# says: The photos are turned around, last for first
def preprocess(photos):
    return photos[::-1].astype("float32") - np.array([103.939, 116.779, 123.68], "float32")


# %% wrong: divided by 255 at the end
# says: Nothing is divided
def preprocess(photos):
    return (photos[..., ::-1].astype("float32") - np.array([103.939, 116.779, 123.68], "float32")) / 255


# %% wrong: from -1 to 1
# says: This goes from -1 to 1
def preprocess(photos):
    return keras.applications.imagenet_utils.preprocess_input(photos, mode="tf")


# %% wrong: mode torch
# says: This is mode torch
def preprocess(photos):
    return keras.applications.imagenet_utils.preprocess_input(photos, mode="torch")


# %% wrong: the mean of the batch
# says: The photos have lost the mean of this batch
def preprocess(photos):
    x = photos[..., ::-1].astype("float32")
    return x - x.mean(axis=(0, 1, 2))


# %% wrong: computed in uint8
# says: The means became whole numbers in uint8
def preprocess(photos):
    return (photos[..., ::-1] - np.array([103.939, 116.779, 123.68]).astype("uint8")).astype("float32")


# %% wrong: float64
# says: float64 takes twice the memory
# earns: preprocess-photos-order-and-means
def preprocess(photos):
    return photos[..., ::-1] - np.array([103.939, 116.779, 123.68])


# %% wrong: the batch axis is gone
# says: The batch axis is gone
def preprocess(photos):
    return photos[0, :, :, ::-1].astype("float32") - np.array([103.939, 116.779, 123.68], "float32")


# %% wrong: swapped in place
# says: Red is lost
def preprocess(photos):
    x = photos.astype("float32")
    x[..., 0], x[..., 2] = x[..., 2], x[..., 0]
    return x - np.array([103.939, 116.779, 123.68], "float32")
