# %% right: the shortcut first, operators
def projection_unit(height, width, channels, filters, strides):
    inputs = keras.Input(shape=(height, width, channels))
    shortcut = keras.layers.Conv2D(filters, (1, 1), strides=(strides, strides), use_bias=False)(inputs)
    shortcut = keras.layers.BatchNormalization()(shortcut)
    x = keras.layers.Conv2D(filters, (3, 3), (strides, strides), "same", use_bias=False)(inputs)
    x = keras.activations.relu(keras.layers.BatchNormalization()(x))
    x = keras.layers.Conv2D(filters, (3, 3), padding="same", use_bias=False)(x)
    return keras.Model(inputs, keras.ops.relu(shortcut + keras.layers.BatchNormalization()(x)))


# %% right: a helper for convolution and normalization
def convolve(x, filters, size, strides=1):
    x = keras.layers.Conv2D(filters, size, strides=strides, padding="same", use_bias=False)(x)
    return keras.layers.BatchNormalization()(x)


def projection_unit(height, width, channels, filters, strides):
    x = keras.Input((height, width, channels))
    y = keras.layers.Activation("relu")(convolve(x, filters, 3, strides))
    y = keras.layers.add([convolve(x, filters, 1, strides), convolve(y, filters, 3)])
    return keras.Model(x, keras.layers.Activation("relu")(y))


# %% right: two roads as Sequential models
def projection_unit(height, width, channels, filters, strides):
    settings = {"padding": "same", "use_bias": False}
    road = keras.Sequential(
        [
            keras.layers.Conv2D(filters, 3, strides=strides, **settings),
            keras.layers.BatchNormalization(),
            keras.layers.ReLU(),
            keras.layers.Conv2D(filters, 3, **settings),
            keras.layers.BatchNormalization(),
        ]
    )
    shortcut = keras.Sequential(
        [keras.layers.Conv2D(filters, 1, strides=strides, **settings), keras.layers.BatchNormalization()]
    )
    inputs = keras.Input((height, width, channels))
    return keras.Model(inputs, keras.layers.ReLU()(road(inputs) + shortcut(inputs)))


# %% right: a subclass that leaves out pixels before the projection
class Projection(keras.Model):
    def __init__(self, filters, strides):
        super().__init__()
        self.strides = strides
        self.first = keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)
        self.second = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)
        self.shortcut = keras.layers.Conv2D(filters, 1, use_bias=False)
        self.normalize = [keras.layers.BatchNormalization() for _ in range(3)]

    def call(self, x, training=False):
        y = keras.ops.relu(self.normalize[0](self.first(x), training=training))
        y = self.normalize[1](self.second(y), training=training)
        some = x[:, :: self.strides, :: self.strides]
        return keras.ops.relu(y + self.normalize[2](self.shortcut(some), training=training))


def projection_unit(height, width, channels, filters, strides):
    return Projection(filters, strides)


# %% wrong: strides in the second convolution
# says: The second convolution has the strides
# earns: projection-unit-layers
def projection_unit(height, width, channels, filters, strides):
    inputs = keras.Input((height, width, channels))
    x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(inputs)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    x = keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(x)
    x = keras.layers.BatchNormalization()(x)
    shortcut = keras.layers.Conv2D(filters, 1, strides=strides, padding="same", use_bias=False)(inputs)
    shortcut = keras.layers.BatchNormalization()(shortcut)
    return keras.Model(inputs, keras.layers.ReLU()(keras.layers.Add()([x, shortcut])))


# %% wrong: strides in the road alone
# says: Inputs have incompatible shapes
def projection_unit(height, width, channels, filters, strides):
    inputs = keras.Input((height, width, channels))
    x = keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(inputs)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = keras.layers.BatchNormalization()(x)
    shortcut = keras.layers.Conv2D(filters, 1, padding="same", use_bias=False)(inputs)
    shortcut = keras.layers.BatchNormalization()(shortcut)
    return keras.Model(inputs, keras.layers.ReLU()(keras.layers.Add()([x, shortcut])))


# %% wrong: the shortcut is not normalized
# says: The batch normalization of the shortcut is missing
def projection_unit(height, width, channels, filters, strides):
    inputs = keras.Input((height, width, channels))
    x = keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(inputs)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = keras.layers.BatchNormalization()(x)
    shortcut = keras.layers.Conv2D(filters, 1, strides=strides, padding="same", use_bias=False)(inputs)
    return keras.Model(inputs, keras.layers.ReLU()(keras.layers.Add()([x, shortcut])))


# %% wrong: a ReLU in the shortcut
# says: There is a ReLU in the shortcut
# earns: projection-unit-layers
def projection_unit(height, width, channels, filters, strides):
    inputs = keras.Input((height, width, channels))
    x = keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(inputs)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = keras.layers.BatchNormalization()(x)
    shortcut = keras.layers.Conv2D(filters, 1, strides=strides, padding="same", use_bias=False)(inputs)
    shortcut = keras.layers.ReLU()(keras.layers.BatchNormalization()(shortcut))
    return keras.Model(inputs, keras.layers.ReLU()(keras.layers.Add()([x, shortcut])))


# %% wrong: a projection of 3 × 3
# says: The projection of the shortcut is 3 × 3
def projection_unit(height, width, channels, filters, strides):
    inputs = keras.Input((height, width, channels))
    x = keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(inputs)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = keras.layers.BatchNormalization()(x)
    shortcut = keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(inputs)
    shortcut = keras.layers.BatchNormalization()(shortcut)
    return keras.Model(inputs, keras.layers.ReLU()(keras.layers.Add()([x, shortcut])))


# %% wrong: strides of 2, whatever was asked for
# says: Use all arguments as they are given
def projection_unit(height, width, channels, filters, strides):
    inputs = keras.Input((height, width, channels))
    x = keras.layers.Conv2D(filters, 3, strides=2, padding="same", use_bias=False)(inputs)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = keras.layers.BatchNormalization()(x)
    shortcut = keras.layers.Conv2D(filters, 1, strides=2, padding="same", use_bias=False)(inputs)
    shortcut = keras.layers.BatchNormalization()(shortcut)
    return keras.Model(inputs, keras.layers.ReLU()(keras.layers.Add()([x, shortcut])))
