# %% right: layers one by one, lists in the order of the outputs
def build_two_heads(units):
    left = keras.Input(shape=(28, 28), name="left")
    right = keras.Input(shape=(28, 28), name="right")
    hidden = keras.layers.Dense(units)
    code_left = keras.layers.ReLU()(hidden(keras.layers.Flatten()(left)))
    code_right = keras.layers.ReLU()(hidden(keras.layers.Reshape((784,))(right)))
    both = keras.ops.concatenate([code_right, code_left], axis=-1)
    total = keras.layers.Softmax(name="sum")(keras.layers.Dense(19)(both))
    larger = keras.layers.Activation("sigmoid", name="larger")(keras.layers.Dense(1)(both))
    model = keras.Model(inputs=[right, left], outputs=[total, larger])
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=[keras.losses.SparseCategoricalCrossentropy(), keras.losses.BinaryCrossentropy()],
        loss_weights=[0.5, 1.0],
        metrics=[["accuracy"], ["accuracy"]],
    )
    return model


# %% right: inputs and outputs in dicts
def build_two_heads(units):
    inputs = {side: keras.Input((28, 28), name=side) for side in ("right", "left")}
    image = keras.Input((28, 28))
    code = keras.layers.Dense(units, activation="relu")(keras.layers.Flatten()(image))
    encoder = keras.Model(image, code)
    codes = keras.layers.concatenate([encoder(inputs["left"]), encoder(inputs["right"])])
    outputs = {
        "sum": keras.layers.Dense(19, activation="softmax")(codes),
        "larger": keras.layers.Dense(1, activation="sigmoid")(codes),
    }
    model = keras.Model(inputs, outputs)
    model.compile(
        "adam",
        loss={"sum": keras.losses.sparse_categorical_crossentropy, "larger": keras.losses.binary_crossentropy},
        loss_weights={"sum": 0.5, "larger": 1},
        metrics={"larger": "accuracy", "sum": "accuracy"},
    )
    return model


# %% right: tf.keras, an encoder that is a layer of its own
import tensorflow as tf


class Encoder(tf.keras.layers.Layer):
    def __init__(self, units):
        super().__init__()
        self.flatten = tf.keras.layers.Flatten()
        self.dense = tf.keras.layers.Dense(units, activation=tf.nn.relu)

    def call(self, image):
        return self.dense(self.flatten(image))


def build_two_heads(units):
    left, right = tf.keras.Input((28, 28), name="left"), tf.keras.Input((28, 28), name="right")
    encoder = Encoder(units)
    codes = tf.keras.layers.Concatenate()([encoder(left), encoder(right)])
    larger = tf.keras.layers.Dense(1, activation="sigmoid", name="larger")(codes)
    total = tf.keras.layers.Dense(19, activation="softmax", name="sum")(codes)
    model = tf.keras.Model([left, right], [larger, total])
    losses = ["binary_crossentropy", "sparse_categorical_crossentropy"]
    model.compile(optimizer="adam", loss=losses, loss_weights=[1.0, 0.5])
    return model


# %% right: heads as small models, an operation joins the codes
def build_two_heads(units):
    inputs = [keras.Input((28, 28), name=name) for name in ("left", "right")]
    encoder = keras.Sequential([keras.layers.Reshape((784,)), keras.layers.Dense(units), keras.layers.ReLU()])
    codes = keras.ops.reshape(keras.ops.stack([encoder(image) for image in inputs], axis=1), (-1, 2 * units))
    larger = keras.Sequential([keras.layers.Dense(1), keras.layers.Activation("sigmoid")], name="larger")(codes)
    total = keras.Sequential([keras.layers.Dense(19), keras.layers.Softmax()], name="sum")(codes)
    model = keras.Model(inputs, (total, larger))
    losses = [keras.losses.sparse_categorical_crossentropy, "bce"]
    model.compile(optimizer=keras.optimizers.Adam(3e-4), loss=losses, loss_weights=(0.5, 1))
    return model


# %% wrong: an encoder for each image
# says: There are two encoders
# earns: two-heads-outputs, two-heads-compiled
def build_two_heads(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    codes = keras.layers.Concatenate()(
        [keras.layers.Dense(units, activation="relu")(keras.layers.Flatten()(image)) for image in (left, right)]
    )
    larger = keras.layers.Dense(1, activation="sigmoid", name="larger")(codes)
    total = keras.layers.Dense(19, activation="softmax", name="sum")(codes)
    model = keras.Model([left, right], [larger, total])
    losses = {"larger": "binary_crossentropy", "sum": "sparse_categorical_crossentropy"}
    model.compile(optimizer="adam", loss=losses, loss_weights={"larger": 1.0, "sum": 0.5})
    return model


# %% wrong: codes added
# says: put the two codes end to end with Concatenate
# earns: two-heads-outputs, two-heads-compiled
def build_two_heads(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units, activation="relu")])
    codes = keras.layers.Add()([encoder(left), encoder(right)])
    larger = keras.layers.Dense(1, activation="sigmoid", name="larger")(codes)
    total = keras.layers.Dense(19, activation="softmax", name="sum")(codes)
    model = keras.Model([left, right], [larger, total])
    losses = {"larger": "binary_crossentropy", "sum": "sparse_categorical_crossentropy"}
    model.compile(optimizer="adam", loss=losses, loss_weights={"larger": 1.0, "sum": 0.5})
    return model


# %% wrong: heads without names
# says: An output has the name of the layer that makes it
def build_two_heads(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units, activation="relu")])
    codes = keras.layers.Concatenate()([encoder(left), encoder(right)])
    larger = keras.layers.Dense(1, activation="sigmoid")(codes)
    total = keras.layers.Dense(19, activation="softmax")(codes)
    model = keras.Model([left, right], [larger, total])
    losses = ["binary_crossentropy", "sparse_categorical_crossentropy"]
    model.compile(optimizer="adam", loss=losses, loss_weights=[1.0, 0.5])
    return model


# %% wrong: the losses in the other order
# says: The losses are exchanged
# earns: two-heads-sharing, two-heads-outputs
def build_two_heads(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units, activation="relu")])
    codes = keras.layers.Concatenate()([encoder(left), encoder(right)])
    larger = keras.layers.Dense(1, activation="sigmoid", name="larger")(codes)
    total = keras.layers.Dense(19, activation="softmax", name="sum")(codes)
    model = keras.Model([left, right], [total, larger])
    losses = ["binary_crossentropy", "sparse_categorical_crossentropy"]
    model.compile(optimizer="adam", loss=losses, loss_weights=[1.0, 0.5])
    return model


# %% wrong: no weights of the losses
# says: The weights are missing
# earns: two-heads-sharing, two-heads-outputs
def build_two_heads(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units, activation="relu")])
    codes = keras.layers.Concatenate()([encoder(left), encoder(right)])
    larger = keras.layers.Dense(1, activation="sigmoid", name="larger")(codes)
    total = keras.layers.Dense(19, activation="softmax", name="sum")(codes)
    model = keras.Model([left, right], [larger, total])
    losses = {"larger": "binary_crossentropy", "sum": "sparse_categorical_crossentropy"}
    model.compile(optimizer="adam", loss=losses)
    return model


# %% wrong: the left image twice
# says: Both codes are of the left image
# earns: two-heads-outputs, two-heads-compiled
def build_two_heads(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units, activation="relu")])
    codes = keras.layers.Concatenate()([encoder(left), encoder(left)])
    larger = keras.layers.Dense(1, activation="sigmoid", name="larger")(codes)
    total = keras.layers.Dense(19, activation="softmax", name="sum")(codes)
    model = keras.Model([left, right], [larger, total])
    losses = {"larger": "binary_crossentropy", "sum": "sparse_categorical_crossentropy"}
    model.compile(optimizer="adam", loss=losses, loss_weights={"larger": 1.0, "sum": 0.5})
    return model
