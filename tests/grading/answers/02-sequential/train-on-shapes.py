# %% right: functional, large filters, logits
def train_on_shapes(x, y, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((12, 12, 1))
    maps = keras.layers.Conv2D(8, 5, activation="relu")(inputs)
    model = keras.Model(inputs, keras.layers.Dense(3)(keras.layers.GlobalMaxPooling2D()(maps)))
    model.compile(keras.optimizers.RMSprop(0.02), keras.losses.SparseCategoricalCrossentropy(from_logits=True))
    model.fit(x, y, epochs=12, batch_size=30, verbose=0)
    return model


# %% right: MaxPooling2D and Flatten, one-hot labels
def train_on_shapes(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential()
    model.add(keras.layers.Conv2D(10, 3))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.MaxPooling2D(5))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(3, activation="softmax"))
    model.compile(keras.optimizers.Adam(0.02), "categorical_crossentropy", metrics=["accuracy"])
    model.fit(x, keras.utils.to_categorical(y, 3), epochs=15, verbose=0)
    return model


# %% right: two convolutions
def train_on_shapes(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            keras.layers.Conv2D(6, 3, activation="relu", padding="same"),
            keras.layers.Conv2D(6, 3, activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.02), "sparse_categorical_crossentropy")
    for _ in range(15):
        for start in range(0, len(x), 30):
            model.train_on_batch(x[start : start + 30], y[start : start + 30])
    return model


# %% right: a subclass, trained on a tf.data pipeline
import tensorflow as tf


class Finder(keras.Model):
    def __init__(self):
        super().__init__()
        self.patterns = keras.layers.Conv2D(9, 4, padding="same", activation="relu")
        self.anywhere = keras.layers.GlobalMaxPooling2D()
        self.figures = keras.layers.Dense(3)

    def call(self, images):
        return keras.ops.softmax(self.figures(self.anywhere(self.patterns(images))))


def train_on_shapes(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = Finder()
    model.compile(keras.optimizers.Adam(0.02), "sparse_categorical_crossentropy")
    batches = tf.data.Dataset.from_tensor_slices((x, y)).shuffle(len(x), seed=seed).batch(30)
    model.fit(batches, epochs=15, verbose=0)
    return model


# %% wrong: a dense network
# says: A dense layer learns each figure anew in every place
def train_on_shapes(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            keras.layers.Flatten(),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=15, batch_size=32, verbose=0)
    return model


# %% wrong: over the budget
# says: Take fewer filters
def train_on_shapes(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.02), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=12, batch_size=32, verbose=0)
    return model


# %% wrong: never trained
# says: is fit called before return
def train_on_shapes(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.03), "sparse_categorical_crossentropy")
    return model


# %% wrong: no Flatten and no global pooling
# says: sees one row of numbers for each image
def train_on_shapes(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(10),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.03), "sparse_categorical_crossentropy")
    model.fit(x, y[:, None, None], epochs=3, batch_size=32, verbose=0)
    return model


# %% wrong: returns the history
# says: call it on one line, and return the model on the next
def train_on_shapes(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.03), "sparse_categorical_crossentropy")
    return model.fit(x, y, epochs=2, batch_size=32, verbose=0)


# %% wrong: an average and no activation
# says: The convolution has no activation
def train_on_shapes(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            keras.layers.Conv2D(8, 3),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(keras.optimizers.Adam(0.03), "sparse_categorical_crossentropy")
    model.fit(x, y, epochs=15, batch_size=32, verbose=0)
    return model


# %% wrong: the seed comes after the layers
# says: before anything draws a random number
# earns: train-on-shapes-accuracy
def train_on_shapes(x, y, seed):
    model = keras.Sequential([keras.Input((12, 12, 1))])
    model.add(keras.layers.Conv2D(12, 3, activation="relu"))
    model.add(keras.layers.GlobalMaxPooling2D())
    model.add(keras.layers.Dense(3, activation="softmax"))
    keras.utils.set_random_seed(seed)
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="sparse_categorical_crossentropy")
    model.fit(x, y, epochs=20, batch_size=32, verbose=0)
    return model
