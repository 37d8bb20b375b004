# %% right: units as a layer of one's own, 22 layers
class Unit(keras.layers.Layer):
    def __init__(self):
        super().__init__()
        self.first = keras.layers.Dense(4, activation="relu")
        self.second = keras.layers.Dense(4)

    def call(self, x):
        return x + self.second(self.first(x))


def train_deep(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(4, activation="relu")])
    for _ in range(10):
        model.add(Unit())
    model.add(keras.layers.Dense(3, activation="softmax"))
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=25, batch_size=40, verbose=0)
    return model


# %% right: silu, operators, logits
def train_deep(x, y, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((2,))
    z = keras.layers.Dense(4, activation="silu")(inputs)
    for _ in range(9):
        z = keras.ops.add(z, keras.layers.Dense(4)(keras.layers.Dense(4, activation="silu")(z)))
    model = keras.Model(inputs, keras.layers.Dense(3)(z))
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    model.compile(keras.optimizers.Adam(0.02), loss)
    model.fit(x, y, epochs=20, batch_size=50, verbose=0)
    return model


# %% right: what came before is kept beside what is new
def train_deep(x, y, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((2,))
    z = inputs
    for _ in range(19):
        z = keras.layers.Concatenate()([z, keras.layers.Dense(3, activation="relu")(z)])
    model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(z))
    model.compile(keras.optimizers.Adam(0.01), "categorical_crossentropy")
    model.fit(x, keras.utils.to_categorical(y, 3), epochs=15, batch_size=50, verbose=0)
    return model


# %% right: a shortcut around each layer, tanh, a tf.data pipeline
import tensorflow as tf


def train_deep(x, y, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((2,))
    z = keras.layers.Dense(4, activation="tanh")(inputs)
    for _ in range(18):
        z = keras.layers.add([z, keras.layers.Activation("tanh")(keras.layers.Dense(4)(z))])
    model = keras.Model(inputs, keras.layers.Dense(3, activation=keras.activations.softmax)(z))
    model.compile(keras.optimizers.Adam(0.01), keras.losses.SparseCategoricalCrossentropy())
    model.fit(tf.data.Dataset.from_tensor_slices((x, y)).shuffle(500, seed=seed).batch(40), epochs=15, verbose=0)
    return model


# %% wrong: a plain stack
# says: the gradient dies on the way
def train_deep(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((2,))])
    for _ in range(19):
        model.add(keras.layers.Dense(4, activation="relu"))
    model.add(keras.layers.Dense(3, activation="softmax"))
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=20, batch_size=50, verbose=0)
    return model


# %% wrong: twenty layers side by side
# says: The layers stand side by side
def train_deep(x, y, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((2,))
    z = keras.layers.Concatenate()([keras.layers.Dense(4, activation="relu")(inputs) for _ in range(19)])
    model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(z))
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=10, batch_size=50, verbose=0)
    return model


# %% wrong: too wide
# says: Make the layers narrower
def train_deep(x, y, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((2,))
    z = keras.layers.Dense(16, activation="relu")(inputs)
    for _ in range(9):
        z = keras.layers.Add()([z, keras.layers.Dense(16)(keras.layers.Dense(16, activation="relu")(z))])
    model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(z))
    model.compile(keras.optimizers.Adam(0.003), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=5, batch_size=50, verbose=0)
    return model


# %% wrong: shortcuts but no activation
# says: all layers compute no more than one
def train_deep(x, y, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((2,))
    z = keras.layers.Dense(4)(inputs)
    for _ in range(9):
        z = keras.layers.Add()([z, keras.layers.Dense(4)(keras.layers.Dense(4)(z))])
    model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(z))
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=5, batch_size=50, verbose=0)
    return model


# %% wrong: never trained
# says: is fit called before return
def train_deep(x, y, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((2,))
    z = keras.layers.Dense(4, activation="relu")(inputs)
    for _ in range(9):
        z = keras.layers.Add()([z, keras.layers.Dense(4)(keras.layers.Dense(4, activation="relu")(z))])
    model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(z))
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    return model


# %% wrong: trained on points of its own
# says: Learn from x and y alone
# earns: train-deep-accuracy
def train_deep(x, y, seed):
    x, y = datasets.make_rings(400, seed=1)
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((2,))
    z = keras.layers.Dense(4, activation="relu")(inputs)
    for _ in range(9):
        z = keras.layers.Add()([z, keras.layers.Dense(4)(keras.layers.Dense(4, activation="relu")(z))])
    model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(z))
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=20, batch_size=50, verbose=0)
    return model


# %% wrong: every seed becomes 1
# says: Use the seed that you are given
# earns: train-deep-accuracy
def train_deep(x, y, seed):
    seed = 1
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((2,))
    features = keras.layers.Dense(4, activation="relu")(inputs)
    for _ in range(9):
        change = keras.layers.Dense(4, activation="relu")(features)
        features = keras.layers.Add()([features, keras.layers.Dense(4)(change)])
    model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(features))
    model.compile(optimizer=keras.optimizers.SGD(0.02, momentum=0.9), loss="sparse_categorical_crossentropy")
    model.fit(x, y, epochs=40, batch_size=50, verbose=0)
    return model
