# %% right: a convolution of three neighbours, the strongest answer
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(words, 16), keras.layers.Conv1D(24, 3, activation="relu")])
    model.add(keras.layers.GlobalMaxPooling1D())
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer=keras.optimizers.Adam(0.01), loss="binary_crossentropy", metrics=["accuracy"])
    model.fit(ids, y, epochs=8, batch_size=50, verbose=0)
    return model


# %% right: functional, a GRU with a mask, any length
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((None,), dtype="int32")
    x = keras.layers.Embedding(words, 12, mask_zero=True)(inputs)
    outputs = keras.layers.Dense(1, activation="sigmoid")(keras.layers.GRU(16)(x))
    model = keras.Model(inputs, outputs)
    model.compile(keras.optimizers.RMSprop(0.02), keras.losses.BinaryCrossentropy())
    model.fit(ids, y.astype("float32"), epochs=6, batch_size=64, verbose=0)
    return model


# %% right: in both directions
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((16,)), keras.layers.Embedding(words, 8, mask_zero=True)])
    model.add(keras.layers.Bidirectional(keras.layers.LSTM(8)))
    model.add(keras.layers.Dense(1, "sigmoid"))
    model.compile(keras.optimizers.Adam(0.03), "bce")
    model.fit(ids, y, epochs=6, batch_size=100, verbose=0)
    return model


# %% right: every place has its own weights
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(words, 8), keras.layers.Flatten()])
    model.add(keras.layers.Dense(32, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    model.fit(ids, y, epochs=10, batch_size=50, verbose=0)
    return model


# %% right: an LSTM without embedding, of one-hot rows, in a class
def train_reader(ids, y, words, seed):
    class Reader(keras.Model):
        def __init__(self):
            super().__init__()
            self.reader = keras.layers.LSTM(16)
            self.head = keras.layers.Dense(1, activation="sigmoid")

        def call(self, ids):
            return self.head(self.reader(keras.ops.one_hot(keras.ops.cast(ids, "int32"), words)))

    keras.utils.set_random_seed(seed)
    model = Reader()
    model.compile(keras.optimizers.Adam(0.02), "binary_crossentropy")
    model.fit(ids, y, epochs=6, batch_size=64, verbose=0)
    return model


# %% right: a plain recurrent layer, in batches of its own
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(words, 16, mask_zero=True), keras.layers.SimpleRNN(24)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    for start in [*range(0, len(ids), 50)] * 10:
        model.train_on_batch(ids[start : start + 50], y[start : start + 50, None])
    return model


# %% wrong: the average of the words
# says: Does anything here know the order of the words?
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(words, 16, mask_zero=True), keras.layers.GlobalAveragePooling1D()])
    model.add(keras.layers.Dense(32, activation="relu"))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    model.fit(ids, y, epochs=12, batch_size=50, verbose=0)
    return model


# %% wrong: a bag of words
# says: Does anything here know the order of the words?
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((16,)), keras.layers.CategoryEncoding(words, output_mode="multi_hot")])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.05), "binary_crossentropy")
    model.fit(ids, y, epochs=10, batch_size=50, verbose=0)
    return model


# %% wrong: every output 1
# says: It praises everything
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(words, 16), keras.layers.LSTM(16)])
    model.add(keras.layers.Dense(1, activation="softmax"))
    model.compile(keras.optimizers.Adam(0.02), "binary_crossentropy")
    model.fit(ids, y, epochs=1, batch_size=100, verbose=0)
    return model


# %% wrong: never trained
# says: is fit called before return
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(words, 16), keras.layers.LSTM(16)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.02), "binary_crossentropy")
    return model


# %% wrong: a probability for each word
# says: keep its last state
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(words, 16), keras.layers.LSTM(16, return_sequences=True)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.02), "binary_crossentropy")
    model.fit(ids, np.repeat(y[:, None], 16, axis=1)[..., None], epochs=4, batch_size=100, verbose=0)
    return model


# %% wrong: two classes
# says: Return the probability of praise alone
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(words, 16), keras.layers.LSTM(16)])
    model.add(keras.layers.Dense(2, activation="softmax"))
    model.compile(keras.optimizers.Adam(0.02), "sparse_categorical_crossentropy")
    model.fit(ids, y, epochs=4, batch_size=100, verbose=0)
    return model


# %% wrong: no sigmoid
# says: The output is a probability
# earns: train-reader-any-words
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(words, 16), keras.layers.LSTM(16), keras.layers.Dense(1)])
    model.compile(keras.optimizers.Adam(0.02), keras.losses.BinaryCrossentropy(from_logits=True))
    model.fit(ids, y, epochs=4, batch_size=100, verbose=0)
    return model


# %% wrong: what fit returns
# says: `fit` gives back a History
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(words, 16), keras.layers.LSTM(16)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.02), "binary_crossentropy")
    return model.fit(ids, y, epochs=1, batch_size=100, verbose=0)


# %% wrong: trained on other reviews than those given
# says: learn from any ids and y
# earns: train-reader-accuracy
from utils import datasets


def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    reviews, verdicts = datasets.make_reviews(1000, seed=50)
    model = keras.Sequential([keras.layers.Embedding(words, 16), keras.layers.LSTM(16)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.02), "binary_crossentropy")
    model.fit(keras.utils.pad_sequences(reviews, 16), verdicts, epochs=6, batch_size=100, verbose=0)
    return model


# %% wrong: the labels exchanged
# says: It is wrong more often than right
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(words, 16), keras.layers.LSTM(16)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.02), "binary_crossentropy")
    model.fit(ids, 1 - y, epochs=6, batch_size=100, verbose=0)
    return model


# %% wrong: a step far too large
# says: These are no numbers any more
def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(words, 16), keras.layers.LSTM(16)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.SGD(float("inf")), "binary_crossentropy")
    model.fit(ids, y, epochs=1, batch_size=100, verbose=0)
    return model


# %% wrong: a table for these words only
# says: stopped with InvalidArgumentError
# earns: train-reader-accuracy
from utils import datasets


def train_reader(ids, y, words, seed):
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.layers.Embedding(datasets.REVIEW_WORDS, 16), keras.layers.LSTM(16)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(keras.optimizers.Adam(0.02), "binary_crossentropy")
    model.fit(ids, y, epochs=6, batch_size=100, verbose=0)
    return model


# %% wrong: always the same seed
# says: Use the seed that you are given
# earns: train-reader-accuracy
def train_reader(ids, y, words, seed=0):
    keras.utils.set_random_seed(1)
    layers = [keras.layers.Embedding(words, 16), keras.layers.LSTM(16), keras.layers.Dense(1, activation="sigmoid")]
    model = keras.Sequential([keras.Input((16,)), *layers])
    model.compile(optimizer=keras.optimizers.Adam(0.02), loss="binary_crossentropy")
    model.fit(ids, y, epochs=10, batch_size=100, verbose=0)
    return model
