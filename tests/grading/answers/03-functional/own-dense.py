# %% right: the class above the function, other spellings
import tensorflow as tf


class Affine(keras.Layer):
    def __init__(self, units, activation=None, **kwargs):
        super().__init__(**kwargs)
        self.units = units
        self.activation = activation

    def build(self, input_shape):
        self.kernel = self.add_weight(name="kernel", shape=(input_shape[-1], self.units), initializer="glorot_uniform")
        self.bias = self.add_weight(name="bias", shape=(self.units,), initializer="zeros")
        super().build(input_shape)

    def call(self, inputs):
        outputs = tf.matmul(inputs, self.kernel) + self.bias
        return outputs if self.activation is None else keras.layers.Activation(self.activation)(outputs)


def make_dense(units, activation):
    return Affine(units, activation)


# %% right: the function of the activation is an argument of the class
class FromFunction(keras.layers.Layer):
    def __init__(self, units, function):
        super().__init__()
        self.units, self.function = units, function

    def build(self, input_shape):
        self.kernel = self.add_weight((input_shape[-1], self.units), "random_normal")
        self.bias = self.add_weight((self.units,), "zeros")

    def call(self, inputs):
        return self.function(inputs @ self.kernel + self.bias)


def make_dense(units, activation):
    return FromFunction(units, keras.activations.get(activation))


# %% right: variables by hand, a sum of products
def make_dense(units, activation):
    class Own(keras.layers.Layer):
        def build(self, input_shape):
            start = np.random.uniform(-0.5, 0.5, (input_shape[-1], units)).astype("float32")
            self.kernel = keras.Variable(start)
            self.bias = keras.Variable(np.zeros(units, "float32"))

        def call(self, x):
            z = keras.ops.sum(keras.ops.expand_dims(x, -1) * self.kernel, axis=1)
            z = keras.ops.add(z, self.bias)
            return getattr(keras.activations, activation)(z) if activation else z

    return Own()


# %% right: an addition layer inside, a class below a class of one's own
class Affine(keras.Layer):
    def __init__(self, units):
        super().__init__()
        self.units = units
        self.add = keras.layers.Add()

    def build(self, input_shape):
        self.kernel = self.add_weight(shape=(input_shape[-1], self.units), initializer="he_normal")
        self.bias = self.add_weight(shape=(self.units,), initializer=keras.initializers.Zeros())

    def call(self, inputs):
        return self.add([keras.ops.einsum("ij,jk->ik", inputs, self.kernel), self.bias])


class Activated(Affine):
    def __init__(self, units, activation):
        super().__init__(units)
        self.activation = keras.layers.Activation(activation)

    def call(self, inputs):
        return self.activation(super().call(inputs))


def make_dense(units, activation):
    return Activated(units, activation)


# %% wrong: Keras's own layer
# says: derive your class from keras.layers.Layer itself
# earns: own-dense-like-keras
def make_dense(units, activation):
    return keras.layers.Dense(units, activation=activation)


# %% wrong: a Dense inside
# says: Dense hides in your layer
# earns: own-dense-like-keras
def make_dense(units, activation):
    class Own(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.dense = keras.layers.Dense(units, activation=activation)

        def call(self, inputs):
            return self.dense(inputs)

    return Own()


# %% wrong: weights in __init__
# says: Make the weights in build
def make_dense(units, activation):
    class Own(keras.layers.Layer):
        def __init__(self):
            super().__init__()
            self.kernel = self.add_weight(shape=(4, units))
            self.bias = self.add_weight(shape=(units,), initializer="zeros")

        def call(self, inputs):
            return keras.activations.get(activation)(keras.ops.matmul(inputs, self.kernel) + self.bias)

    return Own()


# %% wrong: no bias
# says: The bias is missing
def make_dense(units, activation):
    class Own(keras.layers.Layer):
        def build(self, input_shape):
            self.kernel = self.add_weight(shape=(input_shape[-1], units))

        def call(self, inputs):
            return keras.activations.get(activation)(keras.ops.matmul(inputs, self.kernel))

    return Own()


# %% wrong: the activation is forgotten
# says: The activation is missing
# earns: own-dense-weights
def make_dense(units, activation):
    class Own(keras.layers.Layer):
        def build(self, input_shape):
            self.kernel = self.add_weight(shape=(input_shape[-1], units))
            self.bias = self.add_weight(shape=(units,), initializer="zeros")

        def call(self, inputs):
            return keras.ops.matmul(inputs, self.kernel) + self.bias

    return Own()


# %% wrong: the activation before the bias
# says: The activation comes too early
# earns: own-dense-weights
def make_dense(units, activation):
    class Own(keras.layers.Layer):
        def build(self, input_shape):
            self.kernel = self.add_weight(shape=(input_shape[-1], units))
            self.bias = self.add_weight(shape=(units,), initializer="zeros")

        def call(self, inputs):
            return keras.activations.get(activation)(keras.ops.matmul(inputs, self.kernel)) + self.bias

    return Own()
