# %% right: layers for every step
def build_same_digit(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    flatten, dense = keras.layers.Flatten(), keras.layers.Dense(units, activation="relu")
    difference = keras.layers.Subtract()([dense(flatten(left)), dense(flatten(right))])
    distance = keras.layers.Lambda(lambda z: abs(z))(difference)
    outputs = keras.layers.Activation("sigmoid")(keras.layers.Dense(1)(distance))
    return keras.Model(inputs=[left, right], outputs=outputs)


# %% right: the larger minus the smaller, inputs in a dict
def build_same_digit(units):
    inputs = {"right": keras.Input((28, 28), name="right"), "left": keras.Input((28, 28), name="left")}
    image = keras.Input((28, 28))
    encoder = keras.Model(image, keras.ops.relu(keras.layers.Dense(units)(keras.layers.Flatten()(image))))
    a, b = encoder(inputs["left"]), encoder(inputs["right"])
    distance = keras.ops.maximum(a, b) - keras.ops.minimum(a, b)
    model = keras.Model(inputs, keras.ops.sigmoid(keras.layers.Dense(1)(distance)))
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model


# %% right: a layer of its own for the distance, the right image first
class Distance(keras.layers.Layer):
    def call(self, a, b):
        return keras.ops.absolute(a - b)


def build_same_digit(units):
    right, left = keras.Input((28, 28), name="right"), keras.Input((28, 28), name="left")
    encoder = keras.Sequential()
    encoder.add(keras.layers.Reshape((28 * 28,)))
    encoder.add(keras.layers.Dense(units))
    encoder.add(keras.layers.ReLU())
    same = keras.layers.Dense(1, activation=keras.activations.sigmoid, name="same")
    return keras.Model([right, left], same(Distance()(encoder(right), encoder(left))))


# %% right: tf operations in a Lambda
import tensorflow as tf


def build_same_digit(units):
    left, right = tf.keras.Input((28, 28), name="left"), tf.keras.Input((28, 28), name="right")
    encoder = tf.keras.Sequential([tf.keras.layers.Flatten(), tf.keras.layers.Dense(units, activation=tf.nn.relu)])
    distance = tf.keras.layers.Lambda(lambda codes: tf.abs(codes[0] - codes[1]))([encoder(left), encoder(right)])
    return tf.keras.Model([left, right], tf.keras.layers.Dense(1, activation=tf.nn.sigmoid)(distance))


# %% right: the one output in a dict
def build_same_digit(units):
    images = {side: keras.Input((28, 28), name=side) for side in ("right", "left")}
    dense = keras.layers.Dense(units, activation="relu")
    left, right = (dense(keras.layers.Flatten()(images[side])) for side in ("left", "right"))
    distance = keras.ops.where(left > right, left - right, right - left)
    return keras.Model(images, {"same": keras.layers.Dense(1, activation="sigmoid")(distance)})


# %% wrong: an encoder for each image
# says: There are two encoders
def build_same_digit(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    codes = [keras.layers.Dense(units, activation="relu")(keras.layers.Flatten()(image)) for image in (left, right)]
    difference = keras.ops.abs(codes[0] - codes[1])
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(difference))


# %% wrong: no absolute value
# says: The absolute value is missing
# earns: same-digit-encoder
def build_same_digit(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units, activation="relu")])
    difference = encoder(left) - encoder(right)
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(difference))


# %% wrong: codes joined
# says: The codes are joined
def build_same_digit(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units, activation="relu")])
    codes = keras.layers.Concatenate()([encoder(left), encoder(right)])
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(codes))


# %% wrong: NumPy between the layers
# says: You cannot convert it to a NumPy array
def build_same_digit(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units, activation="relu")])
    difference = np.abs(np.subtract(encoder(left), encoder(right)))
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(difference))


# %% wrong: no activation in the encoder
# says: The encoder has no activation
# earns: same-digit-encoder
def build_same_digit(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units)])
    difference = keras.ops.abs(encoder(left) - encoder(right))
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(difference))


# %% wrong: images compared instead of codes
# says: The difference is taken of the images
# earns: same-digit-encoder
def build_same_digit(units):
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units, activation="relu")])
    code = encoder(keras.ops.abs(left - right))
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(code))
