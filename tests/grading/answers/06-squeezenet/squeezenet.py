# %% right: step by step, ReLU layers of their own, names of the table
def fire_module(x, fire_id, squeeze=16, expand=64):
    s_id = "fire" + str(fire_id) + "_"
    x = keras.layers.Convolution2D(squeeze, (1, 1), padding="valid", name=s_id + "squeeze1x1")(x)
    x = keras.layers.Activation("relu", name=s_id + "relu_squeeze1x1")(x)
    left = keras.layers.Conv2D(expand, (1, 1), padding="valid", name=s_id + "expand1x1")(x)
    left = keras.layers.Activation("relu", name=s_id + "relu_expand1x1")(left)
    right = keras.layers.Conv2D(expand, (3, 3), padding="same", name=s_id + "expand3x3")(x)
    right = keras.layers.Activation("relu", name=s_id + "relu_expand3x3")(right)
    return keras.layers.concatenate([left, right], axis=3, name=s_id + "concat")


def build_squeezenet(classes=1000, bypass=False):
    inputs = keras.layers.Input(shape=(227, 227, 3))
    x = keras.layers.Convolution2D(64, (3, 3), strides=(2, 2), padding="valid", name="conv1")(inputs)
    x = keras.layers.Activation("relu", name="relu_conv1")(x)
    x = keras.layers.MaxPooling2D(pool_size=(3, 3), strides=(2, 2), name="pool1")(x)
    fire2 = fire_module(x, 2, 16, 64)
    fire3 = fire_module(fire2, 3, 16, 64)
    if bypass:
        fire3 = keras.layers.add([fire2, fire3])
    pool3 = keras.layers.MaxPooling2D(pool_size=(3, 3), strides=(2, 2), name="pool3")(fire3)
    fire4 = fire_module(pool3, 4, 32, 128)
    fire5 = fire_module(fire4, 5, 32, 128)
    if bypass:
        fire5 = keras.layers.add([fire4, fire5])
    pool5 = keras.layers.MaxPooling2D(pool_size=(3, 3), strides=(2, 2), name="pool5")(fire5)
    fire6 = fire_module(pool5, 6, 48, 192)
    fire7 = fire_module(fire6, 7, 48, 192)
    if bypass:
        fire7 = keras.layers.add([fire6, fire7])
    fire8 = fire_module(fire7, 8, 64, 256)
    fire9 = fire_module(fire8, 9, 64, 256)
    if bypass:
        fire9 = keras.layers.add([fire8, fire9])
    x = keras.layers.Dropout(0.5, name="drop9")(fire9)
    x = keras.layers.Convolution2D(classes, (1, 1), padding="valid", name="conv10")(x)
    x = keras.layers.Activation("relu", name="relu_conv10")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    x = keras.layers.Activation("softmax", name="loss")(x)
    return keras.Model(inputs, x, name="squeezenet")


# %% right: each module a model of its own
def fire(shape, fire_id, squeeze, expand):
    inputs = keras.Input(shape)
    x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(inputs)
    left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
    right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
    return keras.Model(inputs, keras.layers.Concatenate()([left, right]), name=f"fire{fire_id}")


def build_squeezenet(classes=1000, bypass=False):
    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    for fire_id in range(2, 10):
        squeeze, expand = [(16, 64), (32, 128), (48, 192), (64, 256)][fire_id // 2 - 1]
        y = fire(x.shape[1:], fire_id, squeeze, expand)(x)
        x = x + y if bypass and x.shape == y.shape else y
        if fire_id in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")(x)
    return keras.Model(inputs, keras.layers.Softmax()(keras.layers.GlobalAveragePooling2D()(x)))


# %% right: Sequential, with own layers for the modules
class FireLayer(keras.layers.Layer):
    def __init__(self, fire_id, bypass):
        super().__init__()
        n, self.bypass = fire_id // 2, bypass and fire_id % 2 == 1
        self.squeeze = keras.layers.Conv2D(16 * n, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")
        self.left = keras.layers.Conv2D(64 * n, 1, activation="relu", name=f"fire{fire_id}_expand1x1")
        self.right = keras.layers.Conv2D(64 * n, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")

    def call(self, x):
        s = self.squeeze(x)
        y = keras.ops.concatenate([self.left(s), self.right(s)], axis=-1)
        return x + y if self.bypass else y


def build_squeezenet(classes=1000, bypass=False):
    model = keras.Sequential()
    model.add(keras.Input((227, 227, 3)))
    model.add(keras.layers.Conv2D(64, 3, 2, activation="relu", name="conv1"))
    model.add(keras.layers.MaxPool2D(3, 2))
    for fire_id in range(2, 10):
        model.add(FireLayer(fire_id, bypass))
        if fire_id in (3, 5):
            model.add(keras.layers.MaxPool2D(3, 2))
    model.add(keras.layers.Dropout(0.5))
    model.add(keras.layers.Conv2D(classes, 1, name="conv10"))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.GlobalAvgPool2D())
    model.add(keras.layers.Activation("softmax"))
    model.compile("adam", "categorical_crossentropy")
    return model


# %% right: a subclass of Model, not built
class SqueezeNet(keras.Model):
    def __init__(self, classes, bypass):
        super().__init__()
        self.bypass = bypass
        self.conv10 = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")
        self.drop = keras.layers.Dropout(0.5)
        self.pool = keras.layers.MaxPooling2D(3, 2)
        self.fires = []
        for i in range(2, 10):
            self.fires += [
                keras.layers.Conv2D(16 * (i // 2), 1, activation="relu", name=f"fire{i}_squeeze1x1"),
                keras.layers.Conv2D(64 * (i // 2), 1, activation="relu", name=f"fire{i}_expand1x1"),
                keras.layers.Conv2D(64 * (i // 2), 3, padding="same", activation="relu", name=f"fire{i}_expand3x3"),
            ]
        self.conv1 = keras.layers.Conv2D(64, 3, 2, activation="relu", name="conv1")

    def call(self, x, training=False):
        x = self.pool(self.conv1(x))
        for i in range(2, 10):
            squeeze, left, right = self.fires[3 * i - 6 : 3 * i - 3]
            s = squeeze(x)
            y = keras.ops.concatenate([left(s), right(s)], axis=3)
            x = x + y if self.bypass and i % 2 else y
            if i in (3, 5):
                x = self.pool(x)
        x = self.conv10(self.drop(x, training=training))
        return keras.ops.softmax(keras.ops.mean(x, axis=[1, 2]))


def build_squeezenet(classes=1000, bypass=False):
    return SqueezeNet(classes, bypass)


# %% right: tf.keras, sizes left open, operations between the layers
import tensorflow as tf


def build_squeezenet(classes=1000, bypass=False):
    def conv(name, filters, size=1, **more):
        return tf.keras.layers.Conv2D(filters, size, name=name, **more)

    inputs = tf.keras.Input(shape=(None, None, 3))
    x = keras.ops.max_pool(keras.ops.relu(conv("conv1", 64, 3, strides=2)(inputs)), 3, 2)
    for fire_id, n in enumerate([1, 1, 2, 2, 3, 3, 4, 4], start=2):
        s = keras.ops.relu(conv(f"fire{fire_id}_squeeze1x1", 16 * n)(x))
        left = conv(f"fire{fire_id}_expand1x1", 64 * n)(s)
        right = conv(f"fire{fire_id}_expand3x3", 64 * n, 3, padding="same")(s)
        y = keras.ops.relu(keras.ops.concatenate([left, right], axis=-1))
        x = keras.ops.relu(keras.ops.add(y, x)) if bypass and fire_id in [3, 5, 7, 9] else y
        x = keras.ops.max_pool(x, 3, 2, padding="valid") if fire_id in [3, 5] else x
    x = keras.ops.relu(conv("conv10", classes)(tf.keras.layers.Dropout(rate=0.5)(x)))
    x = tf.keras.layers.GlobalAveragePooling2D(keepdims=True)(x)
    x = tf.keras.layers.Flatten()(x)
    return tf.keras.Model(inputs, tf.keras.layers.Activation(tf.nn.softmax)(x))


# %% wrong: no ReLU after conv10
# says: conv10 has no ReLU
# earns: squeezenet-shapes-and-parameters, squeezenet-names
def build_squeezenet(classes=1000, bypass=False):
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(x)
        left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
        return keras.layers.Concatenate()([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    for i in range(2, 10):
        before, x = x, fire(x, i, 16 * (i // 2), 64 * (i // 2))
        if bypass and i in (3, 5, 7, 9):
            x = keras.layers.Add()([before, x])
        if i in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1, name="conv10")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, keras.layers.Softmax()(x))


# %% wrong: softmax before the mean of the maps
# says: The softmax comes before the mean of the maps
# earns: squeezenet-shapes-and-parameters, squeezenet-names
def build_squeezenet(classes=1000, bypass=False):
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(x)
        left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
        return keras.layers.Concatenate()([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    for i in range(2, 10):
        before, x = x, fire(x, i, 16 * (i // 2), 64 * (i // 2))
        if bypass and i in (3, 5, 7, 9):
            x = keras.layers.Add()([before, x])
        if i in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")(x)
    x = keras.layers.Softmax()(x)
    return keras.Model(inputs, keras.layers.GlobalAveragePooling2D()(x))


# %% wrong: Flatten and Dense
# says: There is a dense layer on all numbers of fire9
def build_squeezenet(classes=1000, bypass=False):
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(x)
        left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
        return keras.layers.Concatenate()([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    for i in range(2, 10):
        before, x = x, fire(x, i, 16 * (i // 2), 64 * (i // 2))
        if bypass and i in (3, 5, 7, 9):
            x = keras.layers.Add()([before, x])
        if i in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Flatten()(x)
    return keras.Model(inputs, keras.layers.Dense(classes, activation="softmax", name="conv10")(x))


# %% wrong: poolings that pad
# says: The poolings pad the maps
# earns: squeezenet-shapes-and-parameters, squeezenet-names
def build_squeezenet(classes=1000, bypass=False):
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(x)
        left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
        return keras.layers.Concatenate()([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2, padding="same")(x)
    for i in range(2, 10):
        before, x = x, fire(x, i, 16 * (i // 2), 64 * (i // 2))
        if bypass and i in (3, 5, 7, 9):
            x = keras.layers.Add()([before, x])
        if i in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2, padding="same")(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, keras.layers.Softmax()(x))


# %% wrong: poolings of version 1.0
# says: The poolings stand where version 1.0 has them
# earns: squeezenet-shapes-and-parameters, squeezenet-names
def build_squeezenet(classes=1000, bypass=False):
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(x)
        left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
        return keras.layers.Concatenate()([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    for i in range(2, 10):
        before, x = x, fire(x, i, 16 * (i // 2), 64 * (i // 2))
        if bypass and i in (3, 5, 7, 9):
            x = keras.layers.Add()([before, x])
        if i in (4, 8):
            x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, keras.layers.Softmax()(x))


# %% wrong: no names
# says: Name each convolution where you make it
# earns: squeezenet-shapes-and-parameters
def build_squeezenet(classes=1000, bypass=False):
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu")(x)
        left = keras.layers.Conv2D(expand, 1, activation="relu")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu")(x)
        return keras.layers.Concatenate()([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    for i in range(2, 10):
        before, x = x, fire(x, i, 16 * (i // 2), 64 * (i // 2))
        if bypass and i in (3, 5, 7, 9):
            x = keras.layers.Add()([before, x])
        if i in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, keras.layers.Softmax()(x))


# %% wrong: squeeze and expand exchanged
# says: squeeze and expand are exchanged: squeeze is the smaller number
def build_squeezenet(classes=1000, bypass=False):
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(x)
        left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
        return keras.layers.Concatenate()([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    for i in range(2, 10):
        before, x = x, fire(x, i, 64 * (i // 2), 16 * (i // 2))
        if bypass and i in (3, 5, 7, 9):
            x = keras.layers.Add()([before, x])
        if i in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, keras.layers.Softmax()(x))


# %% wrong: dropout after conv10
# says: Dropout comes before conv10, not after it
# earns: squeezenet-shapes-and-parameters, squeezenet-outputs, squeezenet-bypass
def build_squeezenet(classes=1000, bypass=False):
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(x)
        left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
        return keras.layers.Concatenate()([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    for i in range(2, 10):
        before, x = x, fire(x, i, 16 * (i // 2), 64 * (i // 2))
        if bypass and i in (3, 5, 7, 9):
            x = keras.layers.Add()([before, x])
        if i in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, keras.layers.Softmax()(x))


# %% wrong: no bypass
# says: There is no bypass
# earns: squeezenet-shapes-and-parameters, squeezenet-names, squeezenet-outputs
def build_squeezenet(classes=1000, bypass=False):
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(x)
        left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
        return keras.layers.Concatenate()([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    for i in range(2, 10):
        x = fire(x, i, 16 * (i // 2), 64 * (i // 2))
        if i in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, keras.layers.Softmax()(x))


# %% wrong: bypass always
# says: The bypass is there without bypass=True
# earns: squeezenet-shapes-and-parameters, squeezenet-names, squeezenet-bypass
def build_squeezenet(classes=1000, bypass=False):
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(x)
        left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
        return keras.layers.Concatenate()([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    for i in range(2, 10):
        before, x = x, fire(x, i, 16 * (i // 2), 64 * (i // 2))
        if i in (3, 5, 7, 9):
            x = keras.layers.Add()([before, x])
        if i in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, keras.layers.Softmax()(x))


# %% wrong: bypass by concatenation
# says: Input and output are joined, which doubles the channels
# earns: squeezenet-outputs
def build_squeezenet(classes=1000, bypass=False):
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(x)
        left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
        return keras.layers.Concatenate()([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    for i in range(2, 10):
        before, x = x, fire(x, i, 16 * (i // 2), 64 * (i // 2))
        if bypass and i in (3, 5, 7, 9):
            x = keras.layers.Concatenate()([before, x])
        if i in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, keras.layers.Softmax()(x))


# %% wrong: bypass before the ReLU
# says: The sum comes before the ReLU of the expand layers
# earns: squeezenet-shapes-and-parameters, squeezenet-names, squeezenet-outputs
def build_squeezenet(classes=1000, bypass=False):
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(x)
        left = keras.layers.Conv2D(expand, 1, name=f"fire{fire_id}_expand1x1")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", name=f"fire{fire_id}_expand3x3")(x)
        return keras.layers.Concatenate()([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2)(x)
    for i in range(2, 10):
        before, x = x, fire(x, i, 16 * (i // 2), 64 * (i // 2))
        if bypass and i in (3, 5, 7, 9):
            x = keras.layers.Add()([before, x])
        x = keras.layers.ReLU()(x)
        if i in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2)(x)
    x = keras.layers.Dropout(0.5)(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, keras.layers.Softmax()(x))
