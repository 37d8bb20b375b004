# %% right: Sequential by list, activations of other spelling, padding in the convolution
def build_happy_model(input_shape):
    model = keras.Sequential(
        [
            keras.Input(input_shape),
            keras.layers.Conv2D(32, (7, 7), strides=(1, 1), padding="same", name="conv0"),
            keras.layers.BatchNormalization(axis=3, name="bn0"),
            keras.layers.Activation("relu"),
            keras.layers.MaxPooling2D((2, 2), name="max_pool"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, name="fc"),
            keras.layers.Activation("sigmoid"),
        ],
        name="HappyModel",
    )
    loss, metric = keras.losses.BinaryCrossentropy(), keras.metrics.BinaryAccuracy()
    model.compile(optimizer=keras.optimizers.Adam(), loss=loss, metrics=[metric])
    return model


# %% right: by add, without Input, compiled by position
def build_happy_model(input_shape):
    model = keras.Sequential()
    model.add(keras.layers.ZeroPadding2D(padding=((3, 3), (3, 3))))
    model.add(keras.layers.Conv2D(filters=32, kernel_size=7, name="conv0"))
    model.add(keras.layers.BatchNormalization(name="bn0"))
    model.add(keras.layers.ReLU())
    model.add(keras.layers.MaxPool2D(name="max_pool"))
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1, "sigmoid", name="fc"))
    model.compile("adam", "bce", metrics=["acc"])
    return model


# %% right: a subclass of Model
class HappyModel(keras.Model):
    def __init__(self):
        super().__init__()
        self.fc = keras.layers.Dense(1, activation="sigmoid", name="fc")
        self.normalize = keras.layers.BatchNormalization(name="bn0")
        self.pad = keras.layers.ZeroPadding2D((3, 3))
        self.pool = keras.layers.MaxPooling2D(name="max_pool")
        self.convolve = keras.layers.Conv2D(32, 7, name="conv0")

    def call(self, photos, training=False):
        x = self.normalize(self.convolve(self.pad(photos)), training=training)
        x = self.pool(keras.ops.relu(x))
        return self.fc(keras.ops.reshape(x, (keras.ops.shape(x)[0], -1)))

    def build(self, input_shape):
        _, height, width, channels = input_shape
        self.convolve.build((None, height + 6, width + 6, channels))
        self.normalize.build((None, height, width, 32))
        self.fc.build((None, (height // 2) * (width // 2) * 32))
        self.built = True


def build_happy_model(input_shape):
    model = HappyModel()
    model.build((None, *input_shape))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% right: tf.keras, operations between the layers, ReLU after the largest, which is the same
import tensorflow as tf


def build_happy_model(input_shape):
    photos = tf.keras.Input(shape=input_shape)
    x = keras.ops.pad(photos, [[0, 0], [3, 3], [3, 3], [0, 0]])
    x = tf.keras.layers.Conv2D(32, 7, name="conv0", padding="valid")(x)
    x = tf.keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.ops.relu(tf.keras.layers.MaxPooling2D(name="max_pool")(x))
    x = tf.keras.layers.Reshape((-1,))(x)
    x = tf.keras.layers.Dense(1, activation=tf.nn.sigmoid, name="fc")(x)
    model = tf.keras.Model(inputs=photos, outputs=x)
    model.compile(tf.keras.optimizers.Adam(1e-3), loss=tf.keras.losses.binary_crossentropy, metrics=["binary_accuracy"])
    return model


# %% right: in two parts
def build_happy_model(input_shape):
    features = keras.Sequential(
        [
            keras.layers.ZeroPadding2D(3),
            keras.layers.Conv2D(32, 7, name="conv0"),
            keras.layers.BatchNormalization(name="bn0"),
            keras.layers.Activation(keras.activations.relu),
            keras.layers.MaxPooling2D(name="max_pool"),
            keras.layers.Flatten(),
        ]
    )
    head = keras.layers.Dense(1, activation="sigmoid", name="fc")
    model = keras.Sequential([keras.Input(shape=input_shape), features, head])
    model.compile(optimizer="Adam", loss=["binary_crossentropy"], metrics=["accuracy"])
    return model


# %% right: a subclass of Model with a list of layers, not built
class Steps(keras.Model):
    def __init__(self):
        super().__init__()
        self.steps = [
            keras.layers.ZeroPadding2D(3),
            keras.layers.Conv2D(32, 7, name="conv0"),
            keras.layers.BatchNormalization(name="bn0"),
            keras.layers.ReLU(),
            keras.layers.MaxPooling2D(name="max_pool"),
            keras.layers.Flatten(),
            keras.layers.Dense(1, activation="sigmoid", name="fc"),
        ]

    def call(self, x):
        for step in self.steps:
            x = step(x)
        return x


def build_happy_model(input_shape):
    model = Steps()
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% right: an output with a name, losses and metrics by it
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.ops.maximum(keras.layers.BatchNormalization(name="bn0")(x), 0)
    x = keras.layers.Flatten()(keras.layers.MaxPooling2D(name="max_pool")(x))
    model = keras.Model(inputs, {"fc": keras.layers.Dense(1, activation="sigmoid", name="fc")(x)})
    model.compile("adam", {"fc": "binary_crossentropy"}, metrics={"fc": ["accuracy"]})
    return model


# %% wrong: no padding
# says: The zero padding is missing
# earns: happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.Conv2D(32, 7, name="conv0")(inputs)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: no batch normalization
# says: The batch normalization is missing
# earns: happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, activation="relu", name="conv0")(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: ReLU before the batch normalization
# says: The ReLU comes before the batch normalization
# earns: happy-model-layers, happy-model-names-and-parameters, happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, activation="relu", name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: batch normalization after the pooling
# says: The pooling comes before the batch normalization
# earns: happy-model-layers, happy-model-names-and-parameters, happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization(name="bn0")(x))
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: no ReLU
# says: The ReLU is missing
# earns: happy-model-layers, happy-model-names-and-parameters, happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: no names
# says: Name the layer where you make it
# earns: happy-model-layers, happy-model-outputs, happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7)(x)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(2)(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: softmax over one unit
# says: A softmax over one unit is always 1
# earns: happy-model-layers, happy-model-names-and-parameters, happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="softmax", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: the average of each 2 by 2
# says: The table has one MaxPooling2D
# earns: happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.AveragePooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: Dropout added
# says: no Dropout, for instance
# earns: happy-model-layers, happy-model-names-and-parameters, happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Dropout(0.5)(keras.layers.Flatten()(x))
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: not compiled
# says: Call `model.compile(optimizer=..., loss=..., metrics=[...])`
# earns: happy-model-layers, happy-model-names-and-parameters, happy-model-outputs
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    return keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))


# %% wrong: the loss for several classes
# says: This loss is for one class out of several
# earns: happy-model-layers, happy-model-names-and-parameters, happy-model-outputs
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: always 64 by 64
# says: Look at the shape that you give `keras.Input`
# earns: happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input((64, 64, 3))
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: the metric that counts exact hits
# says: counts outputs that equal the label exactly
# earns: happy-model-layers, happy-model-names-and-parameters, happy-model-outputs
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=[keras.metrics.Accuracy()])
    return model


# %% wrong: logits expected, sigmoid given
# says: expects no sigmoid at the end
# earns: happy-model-layers, happy-model-names-and-parameters, happy-model-outputs
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss=keras.losses.BinaryCrossentropy(from_logits=True), metrics=["accuracy"])
    return model


# %% wrong: LeakyReLU
# says: Your steps are ZeroPadding2D, Conv2D, BatchNormalization, LeakyReLU
# earns: happy-model-layers, happy-model-names-and-parameters, happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.LeakyReLU()(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: all zeros on two sides
# says: Compare each step and its settings with the table
# earns: happy-model-layers, happy-model-names-and-parameters, happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(((6, 0), (6, 0)))(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model


# %% wrong: normalized by rows
# says: Batch normalization takes the rows for channels
# earns: happy-model-layers, happy-model-compiled
def build_happy_model(input_shape):
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(axis=1, name="bn0")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model
