# %% right: np.eye and float32 throughout
def prepare(images, labels, classes):
    n, height, width = images.shape
    x = np.reshape(images, (n, height * width)) / np.float32(255)
    return [x, np.eye(classes, dtype="float32")[labels]]


# %% right: the Keras layers
def prepare(images, labels, classes):
    x = keras.layers.Flatten()(keras.layers.Rescaling(1 / 255)(images))
    y = keras.layers.CategoryEncoding(num_tokens=classes, output_mode="one_hot")(labels[:, None])
    return x, y


# %% right: keras.ops
def prepare(images, labels, classes):
    x = keras.ops.reshape(keras.ops.cast(images, "float32"), (len(images), -1)) / 255.0
    return x, keras.ops.one_hot(labels, classes)


# %% right: a loop, and a comparison
def prepare(images, labels, classes):
    x = np.zeros((len(images), images[0].size), dtype=np.float32)
    for row, image in zip(x, images):
        row[:] = image.ravel() / 255
    return x, labels[:, np.newaxis] == np.arange(classes)


# %% wrong: column by column
# says: The columns were read before the rows
# earns: prepare-images-labels
def prepare(images, labels, classes):
    x = images.reshape(len(images), -1, order="F").astype("float32") / 255
    return x, keras.utils.to_categorical(labels, classes)


# %% wrong: scaled by the batch
# says: This is divided by the largest pixel of the batch
# earns: prepare-images-labels
def prepare(images, labels, classes):
    x = images.reshape(len(images), -1).astype("float32")
    return x / x.max(), keras.utils.to_categorical(labels, classes)


# %% wrong: float64
# says: Change the type with astype("float32")
# earns: prepare-images-labels
def prepare(images, labels, classes):
    return images.reshape(len(images), -1) / 255, keras.utils.to_categorical(labels, classes)


# %% wrong: the batch flattened away
# says: The batch axis is gone
# earns: prepare-images-labels
def prepare(images, labels, classes):
    return images.flatten().astype("float32") / 255, keras.utils.to_categorical(labels, classes)


# %% wrong: classes counted from the labels
# says: The classes are counted from these labels
# earns: prepare-images-pixels
def prepare(images, labels, classes):
    x = images.reshape(len(images), -1).astype("float32") / 255
    return x, keras.utils.to_categorical(labels)


# %% wrong: labels as they are
# says: These are the labels as they came
# earns: prepare-images-pixels
def prepare(images, labels, classes):
    return images.reshape(len(images), -1).astype("float32") / 255, labels
