# %% right: functional, tanh
def train_on_rings(x, y, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((2,))
    outputs = keras.layers.Dense(3, activation="softmax")(keras.layers.Dense(18, activation="tanh")(inputs))
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.RMSprop(0.03), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=50, batch_size=50, verbose=0)
    return model


# %% right: logits
def train_on_rings(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Dense(18, activation="elu"), keras.layers.Dense(3)])
    model.compile(keras.optimizers.Adam(0.05), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(x, y, epochs=50, batch_size=64, verbose=0)
    return model


# %% right: one-hot labels
def train_on_rings(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Dense(15, activation="relu"), keras.layers.Dense(3, activation="softmax")])
    model.compile(keras.optimizers.Adam(0.04), "categorical_crossentropy")
    model.fit(x, keras.utils.to_categorical(y, 3), epochs=45, batch_size=40, verbose=0)
    return model


# %% right: a loop of gradient steps
import tensorflow as tf


def train_on_rings(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(19, activation="tanh"), keras.layers.Dense(3)])
    loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)
    optimizer = keras.optimizers.Adam(0.1)

    @tf.function
    def step():
        with tf.GradientTape() as tape:
            value = loss(y, model(x))
        optimizer.apply_gradients(
            zip(tape.gradient(value, model.trainable_variables), model.trainable_variables, strict=True)
        )

    optimizer.build(model.trainable_variables)
    for _ in range(300):
        step()
    return model


# %% wrong: no hidden layer
# says: Without a hidden layer only straight lines are possible
def train_on_rings(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(3, activation="softmax")])
    model.compile(keras.optimizers.Adam(0.03), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=40, batch_size=50, verbose=0)
    return model


# %% wrong: over the budget
# says: Take fewer hidden units
def train_on_rings(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(64, activation="relu")])
    model.add(keras.layers.Dense(3, activation="softmax"))
    model.compile(keras.optimizers.Adam(0.03), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=40, batch_size=50, verbose=0)
    return model


# %% wrong: never trained
# says: is fit called before return
def train_on_rings(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(16, activation="relu")])
    model.add(keras.layers.Dense(3, activation="softmax"))
    model.compile(keras.optimizers.Adam(0.03), "sparse_categorical_crossentropy")
    return model


# %% wrong: no activation in the hidden layer
# says: two layers compute no more than one
def train_on_rings(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(16)])
    model.add(keras.layers.Dense(3, activation="softmax"))
    model.compile(keras.optimizers.Adam(0.03), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=40, batch_size=50, verbose=0)
    return model


# %% wrong: one output
# says: The last layer has one unit for each ring
def train_on_rings(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.03), "mse")
    model.fit(x, y, epochs=40, batch_size=50, verbose=0)
    return model


# %% wrong: a step too small to arrive
# says: It learns, but not enough
def train_on_rings(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(16, activation="relu")])
    model.add(keras.layers.Dense(3, activation="softmax"))
    model.compile("adam", "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=40, batch_size=50, verbose=0)
    return model


# %% wrong: only NumPy's random numbers have the seed
# says: Begin with `keras.utils.set_random_seed(seed)`
# earns: train-on-rings-accuracy
def train_on_rings(x, y, seed):
    np.random.seed(seed)
    layers = [keras.Input((2,)), keras.layers.Dense(18, activation="relu"), keras.layers.Dense(3, activation="softmax")]
    model = keras.Sequential(layers)
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="sparse_categorical_crossentropy")
    model.fit(x, y, epochs=40, batch_size=50, verbose=0)
    return model
