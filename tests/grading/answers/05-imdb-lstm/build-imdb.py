# %% right: add, without Input, objects in compile
def build_imdb_model(words, units):
    model = keras.Sequential()
    model.add(keras.layers.Embedding(input_dim=words, output_dim=32))
    model.add(keras.layers.LSTM(units))
    model.add(keras.layers.Dense(1))
    model.add(keras.layers.Activation("sigmoid"))
    model.compile(
        optimizer=keras.optimizers.Adam(),
        loss=keras.losses.BinaryCrossentropy(),
        metrics=[keras.metrics.BinaryAccuracy()],
    )
    return model


# %% right: functional, ids as int32
def build_imdb_model(words, units):
    ids = keras.Input(shape=(None,), dtype="int32")
    vectors = keras.layers.Embedding(words, 32)(ids)
    state = keras.layers.LSTM(units)(vectors)
    praise = keras.ops.sigmoid(keras.layers.Dense(1)(state))
    model = keras.Model(ids, praise)
    model.compile("adam", "binary_crossentropy", metrics=["acc"])
    return model


# %% right: tf.keras, all states and the last one of them
import tensorflow as tf


def build_imdb_model(words, units):
    inputs = tf.keras.Input((None,))
    states = tf.keras.layers.LSTM(units, return_sequences=True)(tf.keras.layers.Embedding(words, 32)(inputs))
    outputs = tf.keras.layers.Dense(1, activation=tf.nn.sigmoid)(states[:, -1])
    model = tf.keras.Model(inputs, outputs)
    model.compile(optimizer="adam", loss=tf.keras.losses.binary_crossentropy, metrics=["accuracy"])
    return model


# %% right: a class of its own
def build_imdb_model(words, units):
    class Reader(keras.Model):
        def __init__(self):
            super().__init__()
            self.table = keras.layers.Embedding(words, 32)
            self.reader = keras.layers.LSTM(units)
            self.head = keras.layers.Dense(1, activation="sigmoid")

        def call(self, ids):
            return self.head(self.reader(self.table(ids)))

    model = Reader()
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% right: RNN around a cell, batch_shape
def build_imdb_model(words, units):
    model = keras.models.Sequential([keras.Input(batch_shape=(None, None), dtype="int64")])
    model.add(keras.layers.Embedding(words, 32))
    model.add(keras.layers.RNN(keras.layers.LSTMCell(units)))
    model.add(keras.layers.Dense(1, "sigmoid"))
    model.compile(loss="bce", optimizer="Adam", metrics=[keras.metrics.binary_accuracy])
    return model


# %% right: a model in a model, the sigmoid as an operation
def build_imdb_model(words, units):
    inputs = keras.Input((None,))
    reader = keras.Sequential([keras.layers.Embedding(words, 32), keras.layers.LSTM(units)])
    model = keras.Model(inputs, keras.ops.sigmoid(keras.layers.Dense(1)(reader(inputs))))
    model.compile("Adam", "bce", metrics=["acc"])
    return model


# %% wrong: a fixed length
# says: The length of the reviews stays open
def build_imdb_model(words, units):
    model = keras.Sequential([keras.Input((500,)), keras.layers.Embedding(words, 32), keras.layers.LSTM(units)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: a mask
# says: leave out mask_zero=True
# earns: build-imdb-compiled
def build_imdb_model(words, units):
    model = keras.Sequential([keras.layers.Embedding(words, 32, mask_zero=True), keras.layers.LSTM(units)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: a state for each word
# says: leave out return_sequences
def build_imdb_model(words, units):
    model = keras.Sequential([keras.layers.Embedding(words, 32), keras.layers.LSTM(units, return_sequences=True)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: no sigmoid
# says: The sigmoid is missing
def build_imdb_model(words, units):
    model = keras.Sequential([keras.layers.Embedding(words, 32), keras.layers.LSTM(units), keras.layers.Dense(1)])
    model.compile("adam", keras.losses.BinaryCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% wrong: not compiled
# says: a model that is not compiled
# earns: build-imdb-network
def build_imdb_model(words, units):
    model = keras.Sequential([keras.layers.Embedding(words, 32), keras.layers.LSTM(units)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    return model


# %% wrong: softmax over one unit
# says: A softmax over one unit is always 1
def build_imdb_model(words, units):
    model = keras.Sequential([keras.layers.Embedding(words, 32), keras.layers.LSTM(units)])
    model.add(keras.layers.Dense(1, activation="softmax"))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: a GRU
# says: This is a GRU
# earns: build-imdb-compiled
def build_imdb_model(words, units):
    model = keras.Sequential([keras.layers.Embedding(words, 32), keras.layers.GRU(units)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: dropout, as later programs have it
# says: has no dropout
# earns: build-imdb-compiled
def build_imdb_model(words, units):
    model = keras.Sequential([keras.layers.Embedding(words, 32), keras.layers.LSTM(units, dropout=0.5)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: the loss of several classes, no metric
# says: categorical_crossentropy needs a softmax
# earns: build-imdb-network
def build_imdb_model(words, units):
    model = keras.Sequential([keras.layers.Embedding(words, 32), keras.layers.LSTM(units)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="adam", loss="categorical_crossentropy")
    return model


# %% wrong: a GRU's neighbour, an LSTM in both directions
# says: reads the reviews in both directions
# earns: build-imdb-compiled
def build_imdb_model(words, units):
    model = keras.Sequential([keras.layers.Embedding(words, 32)])
    model.add(keras.layers.Bidirectional(keras.layers.LSTM(units)))
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: a regularizer
# says: no regularizer
# earns: build-imdb-network
def build_imdb_model(words, units):
    model = keras.Sequential([keras.layers.Embedding(words, 32), keras.layers.LSTM(units, kernel_regularizer="l2")])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: the metrics in the place of the loss weights
# says: Give compile metrics=
# earns: build-imdb-network
def build_imdb_model(words, units):
    model = keras.Sequential([keras.layers.Embedding(words, 32), keras.layers.LSTM(units)])
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile("adam", "binary_crossentropy", ["accuracy"])
    return model
