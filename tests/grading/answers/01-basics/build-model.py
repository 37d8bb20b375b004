# %% right: add, no Input, objects
def build_model(hidden_units, rate):
    model = keras.Sequential()
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(hidden_units))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(10))
    model.add(keras.layers.Softmax())
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.SparseCategoricalCrossentropy(),
        metrics=[keras.metrics.SparseCategoricalAccuracy()],
    )
    return model


# %% right: functional
def build_model(hidden_units, rate):
    inputs = keras.Input((28, 28))
    x = keras.layers.Reshape((784,))(inputs)
    x = keras.layers.Dense(hidden_units)(x)
    x = keras.ops.relu(x)
    x = keras.layers.Dropout(rate)(x)
    model = keras.Model(inputs, keras.activations.softmax(keras.layers.Dense(10)(x)))
    model.compile("adam", keras.losses.sparse_categorical_crossentropy, metrics=["acc"])
    return model


# %% right: tf.keras and tf.nn
import tensorflow as tf


def build_model(hidden_units, rate):
    model = tf.keras.models.Sequential(
        [
            tf.keras.layers.Flatten(input_shape=(28, 28)),
            tf.keras.layers.Dense(hidden_units, activation=tf.nn.relu),
            tf.keras.layers.Dropout(rate),
            tf.keras.layers.Dense(10, activation=tf.nn.softmax),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% right: a subclass
class Classifier(keras.Model):
    def __init__(self, hidden_units, rate):
        super().__init__()
        self.flatten = keras.layers.Flatten()
        self.hidden = keras.layers.Dense(hidden_units, activation="relu")
        self.dropout = keras.layers.Dropout(rate)
        self.classes = keras.layers.Dense(10, activation="softmax")

    def call(self, images, training=False):
        return self.classes(self.dropout(self.hidden(self.flatten(images)), training=training))


def build_model(hidden_units, rate):
    model = Classifier(hidden_units, rate)
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: no activation inside
# says: The hidden layer has no activation
# earns: build-model-probabilities, build-model-compiled
def build_model(hidden_units, rate):
    model = keras.Sequential(
        [
            keras.layers.Flatten(),
            keras.layers.Dense(hidden_units),
            keras.layers.Dropout(rate),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: no Flatten
# says: The Flatten is missing
# earns: build-model-compiled
def build_model(hidden_units, rate):
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Dense(hidden_units, activation="relu"),
            keras.layers.Dropout(rate),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: the loss for one-hot rows
# says: categorical_crossentropy needs one-hot rows
# earns: build-model-layers, build-model-probabilities
def build_model(hidden_units, rate):
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(hidden_units, activation="relu"),
            keras.layers.Dropout(rate),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: returns what compile returns
# says: returned None
def build_model(hidden_units, rate):
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(hidden_units, activation="relu"),
            keras.layers.Dropout(rate),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    return model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])


# %% wrong: softmax and logits
# says: from_logits=True expects no softmax
# earns: build-model-layers, build-model-probabilities
def build_model(hidden_units, rate):
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(hidden_units, activation="relu"),
            keras.layers.Dropout(rate),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile("adam", keras.losses.SparseCategoricalCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% wrong: fixed sizes
# says: The hidden layer has 512 units
# earns: build-model-probabilities, build-model-compiled
def build_model(hidden_units, rate):
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(512, activation="relu"),
            keras.layers.Dropout(0.2),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
