# %% right: the formula with logarithms, subclasses for loss and metric
class CostlyMisses(keras.losses.Loss):
    def __init__(self, miss_cost):
        super().__init__()
        self.miss_cost = miss_cost

    def call(self, y_true, y_pred):
        hits = self.miss_cost * y_true * keras.ops.log(y_pred)
        return -keras.ops.mean(hits + (1 - y_true) * keras.ops.log(1 - y_pred), axis=-1)


class MeanPrediction(keras.metrics.Mean):
    def update_state(self, y_true, y_pred, sample_weight=None):
        super().update_state(y_pred, sample_weight)


def build_detector(inputs, miss_cost):
    model = keras.Sequential()
    model.add(keras.layers.Dense(1))
    model.add(keras.layers.Activation("sigmoid"))
    metrics = [MeanPrediction(name="mean_pred")]
    model.compile(keras.optimizers.SGD(learning_rate=0.5), CostlyMisses(miss_cost), metrics=metrics)
    return model


# %% right: where, Keras's loss for the batch, functional
def mean_pred(y_true, y_pred):
    return keras.ops.mean(y_pred)


def build_detector(inputs, miss_cost):
    def loss(y_true, y_pred):
        cost = keras.ops.where(keras.ops.squeeze(y_true, axis=-1) > 0.5, miss_cost, 1.0)
        return cost * keras.losses.binary_crossentropy(y_true, y_pred)

    x = keras.Input((inputs,))
    model = keras.Model(x, keras.ops.sigmoid(keras.layers.Dense(1)(x)))
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=loss, metrics=["accuracy", mean_pred])
    return model


# %% right: lambdas, tf functions
import tensorflow as tf


def build_detector(inputs, miss_cost):
    model = tf.keras.Sequential([tf.keras.Input((inputs,)), tf.keras.layers.Dense(1, activation=tf.nn.sigmoid)])
    average = tf.keras.metrics.MeanMetricWrapper(lambda y_true, y_pred: y_pred, name="mean_pred")
    model.compile(
        tf.keras.optimizers.SGD(0.5),
        lambda y, p: tf.reduce_mean(-miss_cost * y * tf.math.log(p) - (1 - y) * tf.math.log(1 - p)),
        metrics=[average],
    )
    return model


# %% right: an object as loss, weights of the examples
class CostlyMisses:
    def __init__(self, miss_cost):
        self.miss_cost, self.entropy = miss_cost, keras.losses.BinaryCrossentropy()

    def __call__(self, y_true, y_pred):
        return self.entropy(y_true, y_pred, sample_weight=keras.ops.where(y_true == 1, self.miss_cost, 1.0))


def mean_pred(y_true, y_pred):
    return keras.ops.mean(y_pred)


def build_detector(inputs, miss_cost):
    model = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.SGD(0.5), CostlyMisses(miss_cost), metrics=[mean_pred])
    return model


# %% wrong: NumPy in the loss
# says: use the function of the same name in `keras.ops`
# earns: own-loss-value
def build_detector(inputs, miss_cost):
    def costly_misses(y_true, y_pred):
        return np.mean(-miss_cost * y_true * np.log(y_pred) - (1 - y_true) * np.log(1 - y_pred))

    def mean_pred(y_true, y_pred):
        return keras.ops.mean(y_pred)

    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=costly_misses, metrics=[mean_pred])
    return model


# %% wrong: the cost on the wrong label
# says: Label 0 costs more here
def build_detector(inputs, miss_cost):
    def costly_misses(y_true, y_pred):
        weights = 1 + (miss_cost - 1) * (1 - y_true)
        return keras.ops.mean(weights * keras.ops.binary_crossentropy(y_true, y_pred))

    def mean_pred(y_true, y_pred):
        return keras.ops.mean(y_pred)

    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=costly_misses, metrics=[mean_pred])
    return model


# %% wrong: every weight with every example
# says: Each weight is multiplied with every example
def build_detector(inputs, miss_cost):
    def costly_misses(y_true, y_pred):
        weights = 1 + (miss_cost - 1) * y_true
        return keras.ops.mean(weights * keras.losses.binary_crossentropy(y_true, y_pred))

    def mean_pred(y_true, y_pred):
        return keras.ops.mean(y_pred)

    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=costly_misses, metrics=[mean_pred])
    return model


# %% wrong: the sum over the batch
# says: This is the sum over the batch
def build_detector(inputs, miss_cost):
    def costly_misses(y_true, y_pred):
        weights = 1 + (miss_cost - 1) * y_true
        return keras.ops.sum(weights * keras.ops.binary_crossentropy(y_true, y_pred))

    def mean_pred(y_true, y_pred):
        return keras.ops.mean(y_pred)

    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=costly_misses, metrics=[mean_pred])
    return model


# %% wrong: a metric of another name
# says: the name that is shown is that of the function
# earns: own-loss-value
def build_detector(inputs, miss_cost):
    def costly_misses(y_true, y_pred):
        weights = 1 + (miss_cost - 1) * y_true
        return keras.ops.mean(weights * keras.ops.binary_crossentropy(y_true, y_pred))

    def average(y_true, y_pred):
        return keras.ops.mean(y_pred)

    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=costly_misses, metrics=[average])
    return model


# %% wrong: Keras's own loss
# says: miss_cost is not used
def build_detector(inputs, miss_cost):
    def mean_pred(y_true, y_pred):
        return keras.ops.mean(y_pred)

    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss="binary_crossentropy", metrics=[mean_pred])
    return model
