# %% right: a Normalization layer inside the model
def read_features(features, labels, new_features, seed):
    keras.utils.set_random_seed(seed)
    scale = keras.layers.Normalization()
    scale.adapt(features)
    inputs = keras.Input(features.shape[1:])
    head = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(scale(inputs)))
    head.compile(keras.optimizers.Adam(0.01), keras.losses.BinaryCrossentropy(), metrics=["accuracy"])
    head.fit(features, labels[:, None], epochs=20, batch_size=32, verbose=0)
    return keras.ops.reshape(head(new_features), (-1,))


# %% right: gradient descent by hand, weights that decay
def read_features(features, labels, new_features, seed):
    mean, deviation = features.mean(axis=0), features.std(axis=0) + 1e-7
    x, w, b = (features - mean) / deviation, np.zeros(features.shape[1]), 0.0
    for _ in range(200):
        error = 1 / (1 + np.exp(-(x @ w + b))) - labels
        w -= 0.1 * (x.T @ error / len(x) + 0.01 * w)
        b -= 0.1 * error.mean()
    return 1 / (1 + np.exp(-((new_features - mean) / deviation @ w + b)))


# %% right: columns from 0 to 1, tf.keras, logits, RMSprop
import tensorflow as tf


def read_features(features, labels, new_features, seed):
    tf.keras.utils.set_random_seed(seed)
    low, high = features.min(0), features.max(0)
    width = np.where(high > low, high - low, 1)
    head = tf.keras.Sequential([tf.keras.Input((features.shape[1],)), tf.keras.layers.Dense(1)])
    head.compile(tf.keras.optimizers.RMSprop(0.01), tf.keras.losses.BinaryCrossentropy(from_logits=True))
    head.fit((features - low) / width, labels.astype("float32"), epochs=30, verbose=0)
    return tf.sigmoid(head.predict((new_features - low) / width, verbose=0)).numpy().ravel()


# %% right: two units and a softmax, the mean left where it is
def read_features(features, labels, new_features, seed):
    keras.utils.set_random_seed(seed)
    deviation = np.maximum(features.std(axis=0), 1e-6)
    head = keras.Sequential([keras.layers.Dense(2, activation="softmax", kernel_initializer="zeros")])
    head.compile(keras.optimizers.Adam(0.01), "sparse_categorical_crossentropy")
    for _ in range(40):
        for batch in np.array_split(np.random.permutation(len(labels)), 4):
            head.train_on_batch(features[batch] / deviation, labels[batch])
    return head.predict_on_batch(new_features / deviation)[:, 1]


# %% right: ridge regression in closed form, in Python's list
def read_features(features, labels, new_features, seed):
    mean, deviation = features.mean(axis=0), features.std(axis=0)
    deviation = np.where(deviation > 0, deviation, 1)
    x, target = (features - mean) / deviation, 2.0 * labels - 1
    w = x.T @ np.linalg.solve(x @ x.T + 100 * np.eye(len(x)), target - target.mean())
    return [float(1 / (1 + np.exp(-4 * z))) for z in (new_features - mean) / deviation @ w]


# %% right: constant columns left out, a hidden layer, SGD with momentum
def read_features(features, labels, new_features, seed):
    keras.utils.set_random_seed(seed)
    varies = features.std(axis=0) > 0
    x, new = features[:, varies], new_features[:, varies]
    x, new = (x - x.mean(0)) / x.std(0), (new - x.mean(0)) / x.std(0)
    layers = [keras.layers.Dense(16, activation="relu"), keras.layers.Dense(1, activation="sigmoid")]
    head = keras.Sequential(layers)
    head.compile(keras.optimizers.SGD(0.05, momentum=0.9), "binary_crossentropy")
    head.fit(x, labels, epochs=20, verbose=0)
    return head.predict(new, verbose=0).squeeze(axis=1)


# %% wrong: not scaled
# says: from columns of large numbers
def read_features(features, labels, new_features, seed):
    keras.utils.set_random_seed(seed)
    head = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    head.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    head.fit(features, labels, epochs=100, verbose=0)
    return head.predict(new_features, verbose=0)[:, 0]


# %% wrong: one mean and one deviation for all columns
# says: bring each column to mean 0 and deviation 1
def read_features(features, labels, new_features, seed):
    keras.utils.set_random_seed(seed)
    mean, deviation = features.mean(), features.std()
    head = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    head.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    head.fit((features - mean) / deviation, labels, epochs=50, verbose=0)
    return head.predict((new_features - mean) / deviation, verbose=0)[:, 0]


# %% wrong: divided by 0
# says: has deviation 0: divide it by 1
# earns: transfer-head-one-by-one
def read_features(features, labels, new_features, seed):
    keras.utils.set_random_seed(seed)
    mean, deviation = features.mean(axis=0), features.std(axis=0)
    head = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    head.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    head.fit((features - mean) / deviation, labels, epochs=20, verbose=0)
    return head.predict((new_features - mean) / deviation, verbose=0)[:, 0]


# %% wrong: new photos scaled by their own mean and deviation
# says: The other new photos have a say
# earns: transfer-head-learns
def scaled(x):
    return (x - x.mean(axis=0)) / (x.std(axis=0) + 1e-7)


def read_features(features, labels, new_features, seed):
    keras.utils.set_random_seed(seed)
    head = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    head.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    head.fit(scaled(features), labels, epochs=20, verbose=0)
    return head.predict(scaled(new_features), verbose=0)[:, 0]


# %% wrong: mean and deviation of old and new photos together
# says: The other new photos have a say
# earns: transfer-head-learns
def read_features(features, labels, new_features, seed):
    keras.utils.set_random_seed(seed)
    both = np.concatenate([features, new_features])
    mean, deviation = both.mean(axis=0), both.std(axis=0) + 1e-7
    head = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    head.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    head.fit((features - mean) / deviation, labels, epochs=20, verbose=0)
    return head.predict((new_features - mean) / deviation, verbose=0)[:, 0]


# %% wrong: never trained
# says: It has hardly learned
def read_features(features, labels, new_features, seed):
    keras.utils.set_random_seed(seed)
    mean, deviation = features.mean(axis=0), features.std(axis=0) + 1e-7
    head = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    return head.predict((new_features - mean) / deviation, verbose=0)[:, 0]


# %% wrong: a column of probabilities
# says: predict gives a column of shape (m, 1)
def read_features(features, labels, new_features, seed):
    keras.utils.set_random_seed(seed)
    mean, deviation = features.mean(axis=0), features.std(axis=0) + 1e-7
    head = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    head.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    head.fit((features - mean) / deviation, labels, epochs=20, verbose=0)
    return head.predict((new_features - mean) / deviation, verbose=0)


# %% wrong: no sigmoid
# says: The unit needs a sigmoid
def read_features(features, labels, new_features, seed):
    keras.utils.set_random_seed(seed)
    mean, deviation = features.mean(axis=0), features.std(axis=0) + 1e-7
    head = keras.Sequential([keras.layers.Dense(1)])
    head.compile(keras.optimizers.Adam(0.01), keras.losses.BinaryCrossentropy(from_logits=True))
    head.fit((features - mean) / deviation, labels, epochs=20, verbose=0)
    return head.predict((new_features - mean) / deviation, verbose=0)[:, 0]


# %% wrong: the seed is not used
# says: Two calls with the same arguments differ
# earns: transfer-head-learns
def read_features(features, labels, new_features, seed):
    mean, deviation = features.mean(axis=0), features.std(axis=0) + 1e-7
    head = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    head.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    head.fit((features - mean) / deviation, labels, epochs=20, verbose=0)
    return head.predict((new_features - mean) / deviation, verbose=0)[:, 0]
