# %% right: a list, no Input, objects
def build_perceptron(units, rates):
    layers = []
    for n, rate in zip(units, rates):
        layers += [keras.layers.Dense(n), keras.layers.ReLU(), keras.layers.Dropout(rate)]
    model = keras.Sequential([*layers, keras.layers.Dense(10), keras.layers.Softmax()])
    model.compile(
        optimizer=keras.optimizers.RMSprop(),
        loss=keras.losses.CategoricalCrossentropy(),
        metrics=[keras.metrics.CategoricalAccuracy()],
    )
    return model


# %% right: functional
def build_perceptron(units, rates):
    inputs = x = keras.Input((784,))
    for i in range(len(units)):
        x = keras.ops.relu(keras.layers.Dense(units[i])(x))
        x = keras.layers.Dropout(rates[i])(x)
    model = keras.Model(inputs, keras.activations.softmax(keras.layers.Dense(10)(x)))
    model.compile("rmsprop", keras.losses.categorical_crossentropy, metrics=["acc"])
    return model


# %% right: a subclass
class Perceptron(keras.Model):
    def __init__(self, units, rates):
        super().__init__()
        self.classes = keras.layers.Dense(10, activation="softmax")
        self.hidden = [keras.layers.Dense(n) for n in units]
        self.dropouts = [keras.layers.Dropout(rate) for rate in rates]

    def call(self, x, training=False):
        for hidden, dropout in zip(self.hidden, self.dropouts):
            x = dropout(keras.activations.relu(hidden(x)), training=training)
        return self.classes(x)


def build_perceptron(units, rates):
    model = Perceptron(units, rates)
    model.compile(optimizer="RMSprop", loss="categorical_crossentropy", metrics=["categorical_accuracy"])
    return model


# %% right: tf.keras, blocks in a model
import tensorflow as tf


def build_perceptron(units, rates):
    model = tf.keras.Sequential([tf.keras.layers.InputLayer(shape=(784,))])
    for n, rate in zip(units, rates):
        model.add(tf.keras.Sequential([tf.keras.layers.Dense(n, activation=tf.nn.relu), tf.keras.layers.Dropout(rate)]))
    model.add(tf.keras.layers.Dense(10, "softmax"))
    model.compile(tf.keras.optimizers.RMSprop(0.001), "categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: no activation inside
# says: The hidden layers have no activation
# earns: perceptron-layers, perceptron-compiled
def build_perceptron(units, rates):
    model = keras.Sequential([keras.Input((784,))])
    for n, rate in zip(units, rates):
        model.add(keras.layers.Dense(n))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: Dropout before the hidden layer
# says: Each Dropout comes before its hidden layer
# earns: perceptron-probabilities, perceptron-compiled
def build_perceptron(units, rates):
    model = keras.Sequential([keras.Input((784,))])
    for n, rate in zip(units, rates):
        model.add(keras.layers.Dropout(rate))
        model.add(keras.layers.Dense(n, activation="relu"))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: fixed sizes
# says: The hidden layers have 256 and 128 units
# earns: perceptron-compiled
def build_perceptron(units, rates):
    model = keras.Sequential(
        [
            keras.Input((784,)),
            keras.layers.Dense(256, activation="relu"),
            keras.layers.Dropout(0.4),
            keras.layers.Dense(128, activation="relu"),
            keras.layers.Dropout(0.3),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: the loss for class numbers
# says: The sparse loss takes class numbers
# earns: perceptron-layers, perceptron-probabilities
def build_perceptron(units, rates):
    model = keras.Sequential([keras.Input((784,))])
    for n, rate in zip(units, rates):
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: one Dropout, after the loop
# says: There is only one Dropout, after the last hidden layer
# earns: perceptron-probabilities, perceptron-compiled
def build_perceptron(units, rates):
    model = keras.Sequential([keras.Input((784,))])
    for n in units:
        model.add(keras.layers.Dense(n, activation="relu"))
    model.add(keras.layers.Dropout(rates[-1]))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: the metrics in the third place
# says: that of loss_weights
# earns: perceptron-layers, perceptron-probabilities
def build_perceptron(units, rates):
    model = keras.Sequential([keras.Input((784,))])
    for n, rate in zip(units, rates):
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile("rmsprop", "categorical_crossentropy", ["accuracy"])
    return model
