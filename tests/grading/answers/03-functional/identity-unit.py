# %% right: operators and activation layers
def identity_unit(height, width, filters):
    inputs = keras.Input(shape=(height, width, filters))
    x = inputs
    for last in (False, True):
        x = keras.layers.Conv2D(filters, (3, 3), strides=1, padding="same", use_bias=False)(x)
        x = keras.layers.BatchNormalization()(x)
        if not last:
            x = keras.activations.relu(x)
    return keras.Model(inputs, keras.layers.Activation("relu")(inputs + x))


# %% right: the road as a Sequential
def identity_unit(height, width, filters):
    road = keras.Sequential(
        [
            keras.layers.Conv2D(filters, 3, padding="same", use_bias=False),
            keras.layers.BatchNormalization(),
            keras.layers.Activation("relu"),
            keras.layers.Conv2D(filters, 3, padding="same", use_bias=False),
            keras.layers.BatchNormalization(),
        ]
    )
    inputs = keras.Input((height, width, filters))
    return keras.Model(inputs, keras.ops.relu(keras.ops.add(inputs, road(inputs))))


# %% right: a subclass
class Unit(keras.Model):
    def __init__(self, filters):
        super().__init__()
        self.first = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)
        self.second = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)
        self.normalize_first = keras.layers.BatchNormalization()
        self.normalize_second = keras.layers.BatchNormalization()

    def call(self, x, training=False):
        y = keras.ops.relu(self.normalize_first(self.first(x), training=training))
        y = self.normalize_second(self.second(y), training=training)
        return keras.ops.relu(x + y)


def identity_unit(height, width, filters):
    return Unit(filters)


# %% right: tf.keras
import tensorflow as tf


def identity_unit(height, width, filters):
    inputs = tf.keras.layers.Input((height, width, filters))
    x = tf.keras.layers.Convolution2D(filters, 3, padding="SAME", use_bias=False)(inputs)
    x = tf.keras.layers.Activation(tf.nn.relu)(tf.keras.layers.BatchNormalization(axis=-1)(x))
    x = tf.keras.layers.Convolution2D(filters, 3, padding="SAME", use_bias=False)(x)
    x = tf.keras.layers.add([inputs, tf.keras.layers.BatchNormalization()(x)])
    return tf.keras.models.Model(inputs, tf.keras.layers.ReLU()(x))


# %% wrong: a ReLU before the addition
# says: There is a ReLU before the addition
# earns: identity-unit-layers
def identity_unit(height, width, filters):
    inputs = keras.Input((height, width, filters))
    x = inputs
    for _ in range(2):
        x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    return keras.Model(inputs, keras.layers.ReLU()(keras.layers.Add()([x, inputs])))


# %% wrong: no shortcut
# says: The shortcut is missing
# earns: identity-unit-layers
def identity_unit(height, width, filters):
    inputs = keras.Input((height, width, filters))
    x = inputs
    for _ in range(2):
        x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    return keras.Model(inputs, x)


# %% wrong: the input added after the last ReLU
# says: The input is added after the last ReLU
# earns: identity-unit-layers
def identity_unit(height, width, filters):
    inputs = keras.Input((height, width, filters))
    x = inputs
    for _ in range(2):
        x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
        x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    return keras.Model(inputs, keras.layers.Add()([x, inputs]))


# %% wrong: concatenated
# says: Concatenate puts the feature maps side by side
def identity_unit(height, width, filters):
    inputs = keras.Input((height, width, filters))
    x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(inputs)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = keras.layers.BatchNormalization()(x)
    return keras.Model(inputs, keras.layers.ReLU()(keras.layers.Concatenate()([x, inputs])))


# %% wrong: one convolution
# says: The second half is missing
# earns: identity-unit-shortcut
def identity_unit(height, width, filters):
    inputs = keras.Input((height, width, filters))
    x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(inputs)
    x = keras.layers.BatchNormalization()(x)
    return keras.Model(inputs, keras.layers.ReLU()(keras.layers.Add()([x, inputs])))


# %% wrong: convolutions with a bias
# says: The convolutions have a bias
def identity_unit(height, width, filters):
    inputs = keras.Input((height, width, filters))
    x = keras.layers.Conv2D(filters, 3, padding="same")(inputs)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    x = keras.layers.Conv2D(filters, 3, padding="same")(x)
    x = keras.layers.BatchNormalization()(x)
    return keras.Model(inputs, keras.layers.ReLU()(keras.layers.Add()([x, inputs])))
