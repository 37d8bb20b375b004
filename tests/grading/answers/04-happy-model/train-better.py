# %% right: functional, a dense layer before the last, optimizer and loss as objects
def train_better(x, y, seed):
    keras.utils.set_random_seed(seed)
    z = inputs = keras.Input((32, 32, 3))
    for filters in (8, 16, 32):
        z = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(z)
        z = keras.ops.relu(keras.layers.BatchNormalization(momentum=0.7)(z))
        z = keras.layers.MaxPooling2D()(z)
    z = keras.layers.Dense(32, activation="relu")(keras.layers.Flatten()(z))
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(z))
    rate = keras.optimizers.schedules.CosineDecay(0.003, decay_steps=12 * len(x) // 50)
    model.compile(keras.optimizers.Adam(rate), keras.losses.BinaryCrossentropy(), metrics=["accuracy"])
    model.fit(x, y, epochs=12, batch_size=50, verbose=0)
    return model


# %% right: tf.keras, each photo brought to one light first, dropout, AdamW
import tensorflow as tf


def train_better(x, y, seed):
    tf.keras.utils.set_random_seed(seed)
    model = tf.keras.Sequential([tf.keras.Input((32, 32, 3)), tf.keras.layers.GroupNormalization(1)])
    for filters in (12, 24, 32):
        model.add(tf.keras.layers.Conv2D(filters, 3, padding="same"))
        model.add(tf.keras.layers.LeakyReLU(0.1))
        model.add(tf.keras.layers.MaxPooling2D())
    model.add(tf.keras.layers.Flatten())
    model.add(tf.keras.layers.Dropout(0.2))
    model.add(tf.keras.layers.Dense(1, activation=tf.nn.sigmoid))
    model.compile(tf.keras.optimizers.AdamW(0.004, weight_decay=0.01), "binary_crossentropy")
    model.fit(x, y, epochs=12, batch_size=40, verbose=0)
    return model


# %% right: each channel's mean over the whole map, a layer of one's own
class Block(keras.layers.Layer):
    def __init__(self, filters):
        super().__init__()
        self.convolve = keras.layers.Conv2D(filters, 3, padding="same")
        self.normalize = keras.layers.BatchNormalization(momentum=0.8)

    def call(self, z, training=False):
        return keras.ops.max_pool(keras.ops.relu(self.normalize(self.convolve(z), training=training)), 2)


def train_better(x, y, seed):
    keras.utils.set_random_seed(seed)
    blocks = [Block(filters) for filters in (8, 16, 32, 32)]
    head = [keras.layers.GlobalAveragePooling2D(), keras.layers.Dense(1, activation="sigmoid")]
    model = keras.Sequential([keras.Input((32, 32, 3)), *blocks, *head])
    model.compile(keras.optimizers.Adam(0.003), keras.losses.BinaryCrossentropy())
    model.fit(x, y, epochs=12, batch_size=50, verbose=0)
    return model


# %% right: no batch normalization, photos brought to one light
def train_better(x, y, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((32, 32, 3))
    z = keras.layers.LayerNormalization(axis=[1, 2, 3], center=False, scale=False)(inputs)
    for filters in (8, 16, 32):
        z = keras.layers.MaxPooling2D()(keras.layers.Conv2D(filters, 3, padding="same", activation="elu")(z))
    outputs = keras.layers.Dense(1, activation="sigmoid")(keras.layers.Flatten()(z))
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.Adam(0.004), "binary_crossentropy")
    model.fit(x, y, epochs=12, batch_size=40, verbose=0)
    return model


# %% right: mirrored faces added
def train_better(x, y, seed):
    keras.utils.set_random_seed(seed)
    x, y = np.concatenate([x, x[:, :, ::-1]]), np.concatenate([y, y])
    model = keras.Sequential()
    for filters in (8, 16, 32):
        model.add(keras.layers.Conv2D(filters, 3, padding="same"))
        model.add(keras.layers.BatchNormalization(momentum=0.8))
        model.add(keras.layers.ReLU())
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.002), "binary_crossentropy")
    model.fit(x, y, epochs=8, batch_size=40, verbose=0)
    return model


# %% wrong: the HappyModel itself
# says: accuracy of at least 0.93
def train_better(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.ZeroPadding2D(3),
            keras.layers.Conv2D(32, 7),
            keras.layers.BatchNormalization(momentum=0.8),
            keras.layers.ReLU(),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile("adam", "binary_crossentropy")
    model.fit(x, y, epochs=3, batch_size=50, verbose=0)
    return model


# %% wrong: a linear model
# says: A dense layer learns each place for itself
def train_better(x, y, seed):
    keras.utils.set_random_seed(seed)
    layers = [keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")]
    model = keras.Sequential([keras.Input((32, 32, 3)), *layers])
    model.compile("adam", "binary_crossentropy")
    model.fit(x, y, epochs=20, batch_size=50, verbose=0)
    return model


# %% wrong: over the budget
# says: Pool more before the dense layer
def train_better(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.Conv2D(16, 3, strides=2, padding="same", activation="relu"),
            keras.layers.Flatten(),
            keras.layers.Dense(32, activation="relu"),
            keras.layers.Dense(1, activation="sigmoid"),
        ]
    )
    model.compile("adam", "binary_crossentropy")
    model.fit(x, y, epochs=3, batch_size=50, verbose=0)
    return model


# %% wrong: never trained
# says: is fit called before return
def train_better(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((32, 32, 3))])
    for filters in (8, 16, 32):
        model.add(keras.layers.Conv2D(filters, 3, padding="same", activation="relu"))
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile("adam", "binary_crossentropy")
    return model


# %% wrong: moving averages that come too late
# says: The moving averages of batch normalization have not got there
def train_better(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((32, 32, 3))])
    for filters in (8, 16, 32):
        model.add(keras.layers.Conv2D(filters, 3, padding="same"))
        model.add(keras.layers.BatchNormalization(momentum=0.999))
        model.add(keras.layers.ReLU())
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy")
    model.fit(x, y, epochs=5, batch_size=50, verbose=0)
    return model


# %% wrong: no sigmoid
# says: The last unit needs a sigmoid
def train_better(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((32, 32, 3))])
    for filters in (8, 16):
        model.add(keras.layers.Conv2D(filters, 3, strides=2, padding="same", activation="relu"))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1))
    model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(x, y, epochs=2, batch_size=50, verbose=0)
    return model


# %% wrong: the History in place of the model
# says: `fit` gives back a History
def train_better(x, y, seed):
    keras.utils.set_random_seed(seed)
    layers = [keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")]
    model = keras.Sequential([keras.Input((32, 32, 3)), *layers])
    model.compile("adam", "binary_crossentropy")
    return model.fit(x, y, epochs=1, verbose=0)


# %% wrong: trained on faces of its own
# says: Learn from x and y alone
# earns: train-better-accuracy
def train_better(x, y, seed):
    faces, smiling = datasets.make_faces(500, seed=1)
    x, y = faces[:, 24:56, 16:48].astype("float32") / 255, smiling[:, None].astype("float32")
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((32, 32, 3))])
    for filters in (8, 16, 32):
        model.add(keras.layers.Conv2D(filters, 3, padding="same"))
        model.add(keras.layers.BatchNormalization(momentum=0.9))
        model.add(keras.layers.ReLU())
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.003), "binary_crossentropy")
    model.fit(x, y, epochs=10, batch_size=50, verbose=0)
    return model


# %% wrong: labels exchanged
# says: It says the opposite
def train_better(x, y, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((32, 32, 3))])
    for filters in (8, 16, 32):
        model.add(keras.layers.Conv2D(filters, 3, padding="same"))
        model.add(keras.layers.BatchNormalization(momentum=0.8))
        model.add(keras.layers.ReLU())
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.002), "binary_crossentropy")
    model.fit(x, 1 - y, epochs=12, batch_size=40, verbose=0)
    return model


# %% wrong: a seed of its own
# says: Use the seed that you are given
# earns: train-better-accuracy
def train_better(x, y, seed):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((32, 32, 3))])
    for filters in (8, 16, 32):
        model.add(keras.layers.Conv2D(filters, 3, padding="same"))
        model.add(keras.layers.BatchNormalization(momentum=0.8))
        model.add(keras.layers.ReLU())
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer=keras.optimizers.Adam(0.002), loss="binary_crossentropy")
    model.fit(x, y, epochs=20, batch_size=40, verbose=0)
    return model
