# %% right: functional, the last batch apart
def train_by_hand(weights, x, y, batch_size, epochs):
    kernel, bias = weights
    inputs = keras.Input((kernel.shape[0],))
    model = keras.Model(inputs, keras.layers.Softmax()(keras.layers.Dense(len(bias))(inputs)))
    model.compile(keras.optimizers.SGD(learning_rate=0.1), keras.losses.CategoricalCrossentropy())
    model.set_weights(weights)
    full = len(x) // batch_size
    for _ in range(epochs):
        for i in range(full):
            batch = slice(i * batch_size, (i + 1) * batch_size)
            model.train_on_batch(x[batch], y[batch])
        if len(x) % batch_size:
            model.train_on_batch(x[full * batch_size :], y[full * batch_size :])
    return model


# %% right: np.array_split, metrics, while
def train_by_hand(weights, x, y, batch_size, epochs):
    layer = keras.layers.Dense(y.shape[1], activation="softmax")
    model = keras.Sequential([layer])
    model.build((None, x.shape[1]))
    layer.kernel.assign(weights[0])
    layer.bias.assign(weights[1])
    model.compile(keras.optimizers.SGD(0.1), "categorical_crossentropy", metrics=["accuracy"])
    borders = np.arange(batch_size, len(x), batch_size)
    while epochs > 0:
        for x_batch, y_batch in zip(np.array_split(x, borders), np.array_split(y, borders)):
            model.train_on_batch(x_batch, y_batch, return_dict=True)
        epochs -= 1
    return model


# %% right: a gradient tape
import tensorflow as tf


def train_by_hand(weights, x, y, batch_size, epochs):
    model = tf.keras.Sequential([tf.keras.Input((len(weights[0]),)), tf.keras.layers.Dense(len(weights[1]), "softmax")])
    model.set_weights(weights)
    optimizer, loss = tf.keras.optimizers.SGD(0.1), tf.keras.losses.CategoricalCrossentropy()
    for _ in range(epochs):
        for x_batch, y_batch in tf.data.Dataset.from_tensor_slices((x, y)).batch(batch_size):
            with tf.GradientTape() as tape:
                value = loss(y_batch, model(x_batch, training=True))
            optimizer.apply(tape.gradient(value, model.trainable_weights), model.trainable_weights)
    return model


# %% right: fit, told not to shuffle
def train_by_hand(weights, x, y, batch_size, epochs):
    inputs, classes = weights[0].shape
    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(classes, activation="softmax")])
    model.set_weights(weights)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="categorical_crossentropy")
    if epochs:
        model.fit(x, y, batch_size=batch_size, epochs=epochs, shuffle=False, verbose=0)
    return model


# %% wrong: the last batch dropped
# says: The last, smaller batch is left out
def train_by_hand(weights, x, y, batch_size, epochs):
    inputs, classes = weights[0].shape
    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(classes, activation="softmax")])
    model.set_weights(weights)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="categorical_crossentropy")
    for _ in range(epochs):
        for i in range(len(x) // batch_size):
            model.train_on_batch(x[i * batch_size : (i + 1) * batch_size], y[i * batch_size : (i + 1) * batch_size])
    return model


# %% wrong: one epoch
# says: This is one epoch
# earns: train-by-hand-one-epoch
def train_by_hand(weights, x, y, batch_size, epochs):
    inputs, classes = weights[0].shape
    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(classes, activation="softmax")])
    model.set_weights(weights)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="categorical_crossentropy")
    for start in range(0, len(x) * min(epochs, 1), batch_size):
        model.train_on_batch(x[start : start + batch_size], y[start : start + batch_size])
    return model


# %% wrong: weights not set
# says: Give the model the start weights
def train_by_hand(weights, x, y, batch_size, epochs):
    inputs, classes = weights[0].shape
    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(classes, activation="softmax")])
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="categorical_crossentropy")
    for _ in range(epochs):
        for start in range(0, len(x), batch_size):
            model.train_on_batch(x[start : start + batch_size], y[start : start + batch_size])
    return model


# %% wrong: fit shuffles
# says: fit shuffles
def train_by_hand(weights, x, y, batch_size, epochs):
    inputs, classes = weights[0].shape
    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(classes, activation="softmax")])
    model.set_weights(weights)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="categorical_crossentropy")
    model.fit(x, y, batch_size=batch_size, epochs=epochs, verbose=0)
    return model


# %% wrong: the start weights changed in place
# says: argument 1 changed by the call
# earns: train-by-hand-epochs
def train_by_hand(weights, x, y, batch_size, epochs):
    kernel, bias = weights
    for _ in range(epochs):
        for start in range(0, len(x), batch_size):
            x_batch, y_batch = x[start : start + batch_size], y[start : start + batch_size]
            e = np.exp(x_batch @ kernel + bias)
            error = (e / e.sum(axis=1, keepdims=True) - y_batch) / len(x_batch)
            kernel -= 0.1 * x_batch.T @ error
            bias -= 0.1 * error.sum(axis=0)
    model = keras.Sequential([keras.Input((len(kernel),)), keras.layers.Dense(len(bias), activation="softmax")])
    model.set_weights([kernel, bias])
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="categorical_crossentropy")
    return model


# %% wrong: returns the loss
# says: Return the model or the layer itself
def train_by_hand(weights, x, y, batch_size, epochs):
    inputs, classes = weights[0].shape
    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(classes, activation="softmax")])
    model.set_weights(weights)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="categorical_crossentropy")
    loss = 0.0
    for _ in range(epochs):
        for start in range(0, len(x), batch_size):
            loss = model.train_on_batch(x[start : start + batch_size], y[start : start + batch_size])
    return loss
