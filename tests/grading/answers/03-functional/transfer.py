# %% right: pop the old head, one model in another
def build_transfer(weights, classes):
    base = keras.Sequential()
    base.add(keras.Input((28, 28, 1)))
    base.add(keras.layers.Conv2D(8, (3, 3), activation="relu"))
    base.add(keras.layers.MaxPooling2D((2, 2)))
    base.add(keras.layers.Conv2D(16, (3, 3), activation="relu"))
    base.add(keras.layers.GlobalAveragePooling2D())
    base.add(keras.layers.Dense(10, activation="softmax"))
    base.set_weights(weights)
    base.pop()
    base.trainable = False
    return keras.Sequential([base, keras.layers.Dense(classes, activation="softmax")])


# %% right: functional, each layer frozen on its own, compiled
def build_transfer(weights, classes):
    inputs = keras.Input((28, 28, 1))
    x = keras.layers.ReLU()(keras.layers.Conv2D(8, 3)(inputs))
    x = keras.layers.ReLU()(keras.layers.Conv2D(16, 3)(keras.layers.MaxPool2D(2)(x)))
    features = keras.layers.GlobalAveragePooling2D()(x)
    base = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(features))
    base.set_weights(weights)
    body = keras.Model(inputs, features)
    for layer in body.layers:
        layer.trainable = False
    model = keras.Model(inputs, keras.ops.softmax(keras.layers.Dense(classes)(body(inputs, training=False))))
    model.compile("adam", "sparse_categorical_crossentropy", metrics=["accuracy"])
    return model


# %% right: only the four arrays of the body, in a model without the old head
def build_transfer(weights, classes):
    body = keras.Sequential(
        [
            keras.layers.Conv2D(8, 3, activation="relu", input_shape=(28, 28, 1)),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
        ]
    )
    body.set_weights(weights[:4])
    body.trainable = False
    inputs = keras.Input((28, 28, 1))
    outputs = keras.layers.Dense(classes, activation="softmax")(body(inputs))
    return keras.Model(inputs, outputs)


# %% right: layers frozen one by one, a mean instead of the pooling
def build_transfer(weights, classes):
    first = keras.layers.Conv2D(8, 3, activation="relu", trainable=False)
    second = keras.layers.Conv2D(16, 3, activation="relu", trainable=False)
    inputs = keras.Input((28, 28, 1))
    features = keras.ops.mean(second(keras.layers.MaxPooling2D()(first(inputs))), axis=(1, 2))
    first.set_weights(weights[:2])
    second.set_weights(weights[2:4])
    return keras.Model(inputs, keras.layers.Softmax()(keras.layers.Dense(classes)(features)))


# %% wrong: nothing frozen
# says: Nothing is frozen
# earns: transfer-outputs
def build_transfer(weights, classes):
    base = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    base.set_weights(weights)
    return keras.Model(base.inputs, keras.layers.Dense(classes, activation="softmax")(base.layers[-2].output))


# %% wrong: the old head is left in
# says: The old head is still there
def build_transfer(weights, classes):
    base = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    base.set_weights(weights)
    base.trainable = False
    return keras.Sequential([base, keras.layers.Dense(classes, activation="softmax")])


# %% wrong: the weights are not used
# says: The body has other weights than those given
# earns: transfer-frozen
def build_transfer(weights, classes):
    base = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
        ]
    )
    base.trainable = False
    return keras.Sequential([base, keras.layers.Dense(classes, activation="softmax")])


# %% wrong: everything frozen
# says: Everything is frozen
# earns: transfer-outputs
def build_transfer(weights, classes):
    base = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    base.set_weights(weights)
    model = keras.Model(base.inputs, keras.layers.Dense(classes, activation="softmax")(base.layers[-2].output))
    model.trainable = False
    return model


# %% wrong: no softmax
# says: The new head has no activation
# earns: transfer-frozen
def build_transfer(weights, classes):
    base = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    base.set_weights(weights)
    base.trainable = False
    return keras.Model(base.inputs, keras.layers.Dense(classes)(base.layers[-2].output))


# %% wrong: cut before the pooling
# says: The base is cut off before the pooling
# earns: transfer-frozen
def build_transfer(weights, classes):
    base = keras.Sequential(
        [
            keras.Input((28, 28, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Conv2D(16, 3, activation="relu"),
            keras.layers.GlobalAveragePooling2D(),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    base.set_weights(weights)
    base.trainable = False
    return keras.Model(base.inputs, keras.layers.Dense(classes, activation="softmax")(base.layers[-3].output))
