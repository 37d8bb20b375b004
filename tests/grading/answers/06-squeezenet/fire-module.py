# %% right: separate ReLU layers, concatenate as a function
def build_fire_module(input_shape, fire_id, squeeze, expand):
    s_id = "fire" + str(fire_id) + "_"
    inputs = keras.layers.Input(shape=input_shape)
    x = keras.layers.Convolution2D(squeeze, (1, 1), padding="valid", name=s_id + "squeeze1x1")(inputs)
    x = keras.layers.Activation("relu", name=s_id + "relu_squeeze1x1")(x)
    left = keras.layers.Conv2D(expand, (1, 1), padding="valid", name=s_id + "expand1x1")(x)
    left = keras.layers.Activation("relu", name=s_id + "relu_expand1x1")(left)
    right = keras.layers.Conv2D(expand, (3, 3), padding="same", name=s_id + "expand3x3")(x)
    right = keras.layers.Activation("relu", name=s_id + "relu_expand3x3")(right)
    return keras.Model(inputs, keras.layers.concatenate([left, right], axis=3, name=s_id + "concat"))


# %% right: one ReLU for both halves, zeros padded by hand
def build_fire_module(input_shape, fire_id, squeeze, expand):
    inputs = keras.Input(input_shape)
    x = keras.ops.relu(keras.layers.Conv2D(squeeze, 1, name=f"fire{fire_id}_squeeze1x1")(inputs))
    left = keras.layers.Conv2D(expand, 1, name=f"fire{fire_id}_expand1x1")(x)
    right = keras.layers.Conv2D(expand, 3, name=f"fire{fire_id}_expand3x3")(keras.layers.ZeroPadding2D(1)(x))
    x = keras.layers.Concatenate(axis=-1, name=f"fire{fire_id}_concat")([left, right])
    return keras.Model(inputs=inputs, outputs=keras.layers.ReLU()(x))


# %% right: a subclass of Model, not built
class Fire(keras.Model):
    def __init__(self, fire_id, squeeze, expand):
        super().__init__(name=f"fire{fire_id}")
        self.join = keras.layers.Concatenate(name=f"fire{fire_id}_concat")
        self.expand3x3 = keras.layers.Conv2D(
            expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3"
        )
        self.expand1x1 = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")
        self.squeeze = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")

    def call(self, x):
        x = self.squeeze(x)
        return self.join([self.expand1x1(x), self.expand3x3(x)])


def build_fire_module(input_shape, fire_id, squeeze, expand):
    return Fire(fire_id, squeeze, expand)


# %% right: tf.keras, height and width left open
import tensorflow as tf


def build_fire_module(input_shape, fire_id, squeeze, expand):
    name = "fire{}_{}".format
    inputs = tf.keras.Input((None, None, input_shape[2]))
    options = {"activation": tf.nn.relu, "padding": "same"}
    x = tf.keras.layers.Conv2D(squeeze, 1, name=name(fire_id, "squeeze1x1"), **options)(inputs)
    halves = [
        tf.keras.layers.Conv2D(expand, size, name=name(fire_id, f"expand{size}x{size}"), **options)(x)
        for size in (1, 3)
    ]
    return tf.keras.Model(inputs, tf.keras.layers.Concatenate(name=name(fire_id, "concat"))(halves))


# %% right: a layer of its own inside a Sequential
class FireLayer(keras.layers.Layer):
    def __init__(self, fire_id, squeeze, expand):
        super().__init__()
        options = {"activation": "relu", "padding": "same"}
        self.steps = [
            keras.layers.Conv2D(squeeze, 1, name=f"fire{fire_id}_squeeze1x1", **options),
            keras.layers.Conv2D(expand, 1, name=f"fire{fire_id}_expand1x1", **options),
            keras.layers.Conv2D(expand, 3, name=f"fire{fire_id}_expand3x3", **options),
            keras.layers.Concatenate(name=f"fire{fire_id}_concat"),
        ]

    def build(self, input_shape):
        squeeze, left, right, _ = self.steps
        squeeze.build(input_shape)
        for half in (left, right):
            half.build((*input_shape[:3], squeeze.filters))

    def call(self, x):
        squeeze, left, right, join = self.steps
        x = squeeze(x)
        return join([left(x), right(x)])


def build_fire_module(input_shape, fire_id, squeeze, expand):
    return keras.Sequential([keras.Input(input_shape), FireLayer(fire_id, squeeze, expand)])


# %% wrong: the 3 by 3 maps first
# says: The two halves are exchanged
# earns: fire-module-shapes-and-parameters, fire-module-names-and-kernels
def build_fire_module(input_shape, fire_id, squeeze, expand):
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(inputs)
    left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
    right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
    return keras.Model(inputs, keras.layers.Concatenate(name=f"fire{fire_id}_concat")([right, left]))


# %% wrong: no ReLU after the squeeze layer
# says: The squeeze layer has no ReLU
# earns: fire-module-shapes-and-parameters, fire-module-names-and-kernels
def build_fire_module(input_shape, fire_id, squeeze, expand):
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(squeeze, 1, name=f"fire{fire_id}_squeeze1x1")(inputs)
    left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
    right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
    return keras.Model(inputs, keras.layers.Concatenate(name=f"fire{fire_id}_concat")([left, right]))


# %% wrong: no activations
# says: There is no ReLU at all
# earns: fire-module-shapes-and-parameters, fire-module-names-and-kernels
def build_fire_module(input_shape, fire_id, squeeze, expand):
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(squeeze, 1, name=f"fire{fire_id}_squeeze1x1")(inputs)
    left = keras.layers.Conv2D(expand, 1, name=f"fire{fire_id}_expand1x1")(x)
    right = keras.layers.Conv2D(expand, 3, padding="same", name=f"fire{fire_id}_expand3x3")(x)
    return keras.Model(inputs, keras.layers.Concatenate(name=f"fire{fire_id}_concat")([left, right]))


# %% wrong: expand layers on the input
# says: The expand layers read the input
def build_fire_module(input_shape, fire_id, squeeze, expand):
    inputs = keras.Input(input_shape)
    squeezed = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(inputs)
    left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(inputs)
    right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(inputs)
    outputs = keras.layers.Concatenate(name=f"fire{fire_id}_concat")([left, right])
    return keras.Model(inputs, outputs + 0 * squeezed[..., :1])


# %% wrong: one convolution after the other
# says: The 3 by 3 layer reads what the 1 by 1 layer of expand gives
def build_fire_module(input_shape, fire_id, squeeze, expand):
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(inputs)
    left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
    right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(left)
    return keras.Model(inputs, keras.layers.Concatenate(name=f"fire{fire_id}_concat")([left, right]))


# %% wrong: halves added
# says: The maps of the two expand layers are added
# earns: fire-module-names-and-kernels
def build_fire_module(input_shape, fire_id, squeeze, expand):
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(inputs)
    left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
    right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
    return keras.Model(inputs, keras.layers.Add(name=f"fire{fire_id}_concat")([left, right]))


# %% wrong: no padding
# says: line 6 of `build_fire_module`
def build_fire_module(input_shape, fire_id, squeeze, expand):
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(inputs)
    left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
    right = keras.layers.Conv2D(expand, 3, activation="relu", name=f"fire{fire_id}_expand3x3")(x)
    return keras.Model(inputs, keras.layers.Concatenate(name=f"fire{fire_id}_concat")([left, right]))


# %% wrong: no names
# says: Name the convolution where you make it
# earns: fire-module-shapes-and-parameters
def build_fire_module(input_shape, fire_id, squeeze, expand):
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(squeeze, 1, activation="relu")(inputs)
    left = keras.layers.Conv2D(expand, 1, activation="relu")(x)
    right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu")(x)
    return keras.Model(inputs, keras.layers.Concatenate()([left, right]))


# %% wrong: always fire2
# says: Put fire_id into each name
# earns: fire-module-shapes-and-parameters
def build_fire_module(input_shape, fire_id, squeeze, expand):
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(squeeze, 1, activation="relu", name="fire2_squeeze1x1")(inputs)
    left = keras.layers.Conv2D(expand, 1, activation="relu", name="fire2_expand1x1")(x)
    right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name="fire2_expand3x3")(x)
    return keras.Model(inputs, keras.layers.Concatenate(name="fire2_concat")([left, right]))


# %% wrong: dense layers for 1 by 1
# says: take Conv2D(..., 1), not Dense
# earns: fire-module-shapes-and-parameters
def build_fire_module(input_shape, fire_id, squeeze, expand):
    inputs = keras.Input(input_shape)
    x = keras.layers.Dense(squeeze, activation="relu", name=f"fire{fire_id}_squeeze1x1")(inputs)
    left = keras.layers.Dense(expand, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
    right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
    return keras.Model(inputs, keras.layers.Concatenate(name=f"fire{fire_id}_concat")([left, right]))


# %% wrong: the output tensor
# says: A tensor is not yet a model
def build_fire_module(input_shape, fire_id, squeeze, expand):
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(inputs)
    left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
    right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
    return keras.layers.Concatenate(name=f"fire{fire_id}_concat")([left, right])
