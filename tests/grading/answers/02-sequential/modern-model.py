# %% right: line by line, with add
def modern_model(filters, classes):
    model = keras.models.Sequential()
    model.add(keras.layers.Convolution2D(filters, (3, 3), padding="same", input_shape=(32, 32, 3)))
    model.add(keras.layers.Activation("relu"))
    model.add(keras.layers.MaxPooling2D(pool_size=(2, 2)))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(units=classes))
    model.add(keras.layers.Activation("softmax"))
    sgd = keras.optimizers.SGD(learning_rate=0.05)
    model.compile(loss="categorical_crossentropy", optimizer=sgd, metrics=["accuracy"])
    return model


# %% right: functional, ReLU after the pooling
def modern_model(filters, classes):
    images = keras.Input((32, 32, 3))
    x = keras.layers.Conv2D(filters, kernel_size=3, strides=1, padding="same")(images)
    x = keras.ops.relu(keras.layers.MaxPool2D(2)(x))
    x = keras.layers.Reshape((-1,))(x)
    model = keras.Model(images, keras.layers.Softmax()(keras.layers.Dense(classes)(x)))
    model.compile(
        keras.optimizers.SGD(0.05),
        keras.losses.CategoricalCrossentropy(),
        metrics=[keras.metrics.CategoricalAccuracy()],
    )
    return model


# %% right: tf.keras, no Input
import tensorflow as tf


def modern_model(filters, classes):
    model = tf.keras.Sequential(
        [
            tf.keras.layers.Conv2D(filters, 3, padding="SAME", activation=tf.nn.relu),
            tf.keras.layers.MaxPooling2D((2, 2), strides=2),
            tf.keras.layers.Flatten(data_format="channels_last"),
            tf.keras.layers.Dense(classes, activation=tf.nn.softmax),
        ]
    )
    model.compile(tf.keras.optimizers.SGD(0.05), loss=tf.keras.losses.categorical_crossentropy, metrics=["acc"])
    return model


# %% right: a subclass
class Modern(keras.Model):
    def __init__(self, filters, classes):
        super().__init__()
        self.dense = keras.layers.Dense(classes)
        self.convolution = keras.layers.Conv2D(filters, 3, padding="same")

    def call(self, images):
        x = keras.activations.relu(self.convolution(images))
        x = keras.ops.max_pool(x, 2)
        x = keras.ops.reshape(x, (-1, np.prod(x.shape[1:])))
        return keras.activations.softmax(self.dense(x))


def modern_model(filters, classes):
    model = Modern(filters, classes)
    model.compile(optimizer=keras.optimizers.SGD(0.05), loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: channels first
# says: The channels come first here
# earns: modern-model-compiled
def modern_model(filters, classes):
    model = keras.Sequential(
        [
            keras.Input((3, 32, 32)),
            keras.layers.Conv2D(filters, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.SGD(0.05), loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: the second 3 becomes strides
# says: moves on in steps of 3
# earns: modern-model-compiled
def modern_model(filters, classes):
    model = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.Conv2D(filters, 3, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.SGD(0.05), loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: no padding
# says: border_mode="same" is padding="same" today
# earns: modern-model-compiled
def modern_model(filters, classes):
    model = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.Conv2D(filters, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.SGD(0.05), loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: the default learning rate
# says: This is SGD's default
# earns: modern-model-layers
def modern_model(filters, classes):
    model = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.Conv2D(filters, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(optimizer="sgd", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: the old name of the learning rate
# says: Argument(s) not recognized: {'lr'
def modern_model(filters, classes):
    model = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.Conv2D(filters, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.SGD(lr=0.05), loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: no activations
# says: The relu and the softmax are missing
# earns: modern-model-compiled
def modern_model(filters, classes):
    model = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.Conv2D(filters, 3, padding="same"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(classes),
        ]
    )
    model.compile(optimizer=keras.optimizers.SGD(0.05), loss="categorical_crossentropy", metrics=["accuracy"])
    return model
