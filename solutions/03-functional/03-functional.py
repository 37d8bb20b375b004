# ---
# jupyter:
#   jupytext:
#     text_representation:
#       extension: .py
#       format_name: percent
#   kernelspec:
#     display_name: Python 3
#     language: python
#     name: python3
# ---

# %% [markdown]
# # The functional API: networks that branch, share and skip
#
# In this chapter you build networks that are no longer one straight road: with several inputs and outputs, with layers that are
# used twice, and with the shortcuts that made very deep networks possible.

# %% [markdown]
# ## Questions
#
# - What does it mean that a layer is a function?
# - How does one network read two images and answer two questions?
# - What is shared when a layer is used twice?
# - Why does adding a layer's input to its output let networks grow deep?
# - How do you write a layer, a loss or a metric of your own?
# - How do you take a finished network apart and use a part of it?

# %% [markdown]
# ## What you will be able to do
#
# - write networks with several inputs, several outputs, shared layers and shortcuts;
# - write a layer as a class, with weights of its own;
# - build ResNet's two units and stack them into a network;
# - measure what happens to the gradient on its way down a deep network;
# - write a loss and a metric on `keras.ops`;
# - take an inner output of a network, freeze a part of it, and put a new head on it;
# - read the three errors that everyone meets here.

# %% [markdown]
# ## Before you start
#
# You need chapters 01 and 02: layers, losses, training, and what a convolution does to the shape of an image.
#
# **Time:** 70 minutes to read and run, 100 minutes for the exercises. On two CPU cores the ResNet of section 3 trains for two to four
# minutes; its cell shows how long is left. No other takes more than about half a minute.
#
# Numbers change a little from machine to machine and from run to run.

# %%
from utils import checks, datasets, plotting  # first, because it quietens TensorFlow's start

import keras
import numpy as np
import tensorflow as tf

keras.utils.set_random_seed(1)

# %% [markdown]
# ## 1. A layer is a function
#
# `Sequential` hides what connects its layers. The **functional API** shows it. A layer is called like a function, and what you
# give it and get from it are **symbolic tensors**: they hold no numbers, only a shape, a type and the memory of where they came
# from. `keras.Input` makes the first one. Each call adds one step to the road, and `keras.Model(inputs, outputs)` follows the
# road back from the outputs to the inputs and makes a model of everything that it passes.
#
# `Dense(64, activation="relu")(x)` has two pairs of parentheses. The first makes a layer; the second calls it.
#
# **Predict before you run.** A `Sequential` model is made from the very layers of the functional one. Does it give the same output?

# %% tags=["nbval-check-output"]
inputs = keras.Input((28, 28))
x = keras.layers.Flatten()(inputs)
x = keras.layers.Dense(64, activation="relu")(x)
outputs = keras.layers.Dense(10, activation="softmax")(x)
model = keras.Model(inputs, outputs)
print("x is a", type(x).__name__, "of shape", x.shape, "and type", x.dtype)
straight = keras.Sequential(model.layers)
images = np.random.default_rng(1).random((5, 28, 28))
print("a Sequential of the same layers gives the same output:", np.allclose(model(images), straight(images)))

# %% [markdown]
# So `Sequential` is the special case in which every layer has one input and one output. Whatever it can do, the functional API
# can do as well; the rest of this chapter is about what it cannot.
#
# ### A layer of your own
#
# A layer is a class of three methods. `__init__` keeps the settings; `build` makes the weights, once, when the shape of the input is
# known; `call` computes the output. The rest comes from `keras.Layer`: above all, what `add_weight` makes is trained. Here is a layer
# that multiplies every feature by a factor of its own.

# %%
class Scale(keras.Layer):
    def __init__(self, start):
        super().__init__()
        self.start = start

    def build(self, input_shape):
        start = keras.initializers.Constant(self.start)
        self.factor = self.add_weight(shape=(input_shape[-1],), initializer=start)

    def call(self, x):
        return x * self.factor


# %% [markdown]
# Does it learn? Every factor starts at 1. We show the layer numbers, and the same numbers times 2, -1 and 0.5.

# %% tags=["not-when-grading"]
model = keras.Sequential([keras.Input((3,)), Scale(start=1.0)])
model.compile(keras.optimizers.SGD(0.5), "mean_squared_error")
x = np.random.default_rng(1).normal(size=(200, 3))
history = model.fit(x, x * [2, -1, 0.5], epochs=6, verbose=0, callbacks=[plotting.progress()])
print("factors after training:", model.get_weights()[0].round(3))

# %% [markdown]
# `Dense` needs no more than these three methods.

# %% [markdown]
# ### Exercise 1: a dense layer of your own
#
# Write `Dense` once as a layer class. A subclass of `keras.layers.Layer` has three parts: `__init__` keeps the settings, `build`
# makes the weights as soon as the shape of the input is known, and `call` computes. Take nothing from `keras.layers.Dense`: the
# product and the sum are yours.
#
# Before its first call the layer has no weights. Then it has a kernel of shape (inputs, units), random at the start, and a bias of
# shape (units,), zero at the start, in this order, and both can be trained.

# %% nbgrader={"grade": false, "grade_id": "own-dense", "locked": false, "schema_version": 3, "solution": true, "task": false}
def make_dense(units, activation):
    """A new layer of your own class, which computes activation(inputs @ kernel + bias).

    Args:
        units: int, how many numbers come out.
        activation: name of an activation, such as "relu", or None for no activation.

    Returns:
        an instance of your subclass of keras.layers.Layer: inputs (batch, inputs), outputs (batch, units).
    """
    ### BEGIN SOLUTION
    class OwnDense(keras.layers.Layer):
        def __init__(self, units, activation):
            super().__init__()
            self.units = units
            self.activation = keras.activations.get(activation)

        def build(self, input_shape):
            self.kernel = self.add_weight(shape=(input_shape[-1], self.units))
            self.bias = self.add_weight(shape=(self.units,), initializer="zeros")

        def call(self, inputs):
            return self.activation(keras.ops.matmul(inputs, self.kernel) + self.bias)

    return OwnDense(units, activation)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The `Scale` layer above has the same three parts. Here `build` makes two weights, and the shape of the first one depends on the
# last number of `input_shape`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `keras.activations.get` takes a name and gives the function. For None it gives the function that changes nothing, so you need no
# `if`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# In `build`: `self.kernel = self.add_weight(shape=(input_shape[-1], self.units))`, and a `self.bias` of shape `(self.units,)` with
# `initializer="zeros"`. In `call`: `self.activation(keras.ops.matmul(inputs, self.kernel) + self.bias)`. Return an instance of the
# class.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "own-dense-weights", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras

from utils import checks

exercise = checks.exercise("make_dense", "make_dense gives a layer of your own, which makes its weights when it is called")


@exercise.check
def own_class(make_dense):
    """The layer is of a class of your own, without Keras's Dense in it."""
    layer = make_dense(3, None)
    checks.true(layer.kind not in ("Sequential", "Functional"), "Return one layer: a subclass of keras.layers.Layer.", "a layer", layer.kind)
    checks.true(
        layer.bases == ["Layer"],
        "Keras's own layer does the work here: derive your class from keras.layers.Layer itself, and write build and call.",
        "a class that derives from Layer",
        f"a class that derives from {' and '.join(layer.bases)}",
    )
    built = layer.for_inputs((4,))
    helpers = [row["type"] for row in built.layers if row["params"] and hasattr(keras.layers, row["type"])] if built.inner else []
    checks.true(not helpers, f"{' and '.join(helpers)} hides in your layer and does the work: make the weights with add_weight.")


@exercise.check
def no_weights_before_the_first_call(make_dense):
    """Before the first call the layer has no weights: it cannot know their shapes."""
    layer = make_dense(3, "relu")
    checks.true(
        not layer.built and layer.params == 0,
        "Make the weights in build, which Keras calls with the shape of the first input, and not in __init__.",
        "0 weights",
        f"{layer.params} weights",
    )


@exercise.check
def kernel_and_bias(make_dense):
    """Four inputs and three units: a kernel of shape (4, 3), then a bias of shape (3,), both trainable."""
    layer = make_dense(3, None).for_inputs((4,))
    checks.true(layer.non_trainable_params == 0, "Both weights learn: leave trainable=True, which add_weight does by itself.")
    checks.equal(
        [list(weight.shape) for weight in layer.weights()],
        [[4, 3], [3]],
        "Call add_weight twice in build: the kernel has shape (input_shape[-1], units), the bias (units,).",
        mistakes={
            "The bias is missing: add a weight of shape (units,).": [[4, 3]],
            "Keras knows of no weights: make them with self.add_weight, so that they can be trained and saved.": [],
            "The kernel lies on its side: the inputs come first, then the units.": [[3, 4], [3]],
            "Make the kernel first, then the bias.": [[3], [4, 3]],
            "A bias belongs to each unit, not to each input.": [[4, 3], [4]],
            "One bias for the whole layer is too few: it has shape (units,).": [[4, 3], [1]],
            "The bias needs one axis only: shape (units,).": [[4, 3], [1, 3]],
        },
    )


@exercise.check
def random_start(make_dense):
    """The kernel starts with random numbers, another draw for each layer, and the bias with zeros."""
    first, second = make_dense(8, None).for_inputs((5,)).weights(), make_dense(8, None).for_inputs((5,)).weights()
    checks.true(
        len(set(first[0].ravel().tolist())) > 1,
        "With equal numbers in the kernel all units compute the same for ever: leave add_weight its random initializer.",
        "random numbers in the kernel",
        first[0],
    )
    checks.true(
        (first[0] != second[0]).any(), "Two new layers have the same kernel: make a new layer in every call, without a fixed seed."
    )
    checks.equal(first[1], [0.0] * 8, 'Give the bias initializer="zeros".')


### BEGIN HIDDEN TESTS
@exercise.check
def other_sizes(make_dense):
    """Other numbers of inputs and units."""
    for inputs, units in [(1, 5), (6, 6), (7, 1)]:
        layer = make_dense(units, "tanh").for_inputs((inputs,))
        checks.equal([list(weight.shape) for weight in layer.weights()], [[inputs, units], [units]], "Use input_shape and units.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "own-dense-like-keras", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("make_dense", "make_dense computes what Keras's Dense computes")


@exercise.check
def by_hand(make_dense):
    """One row of two numbers, weights that you can follow, no activation."""
    layer = make_dense(2, None).for_inputs((2,))
    layer.set_weights([np.array([[1.0, 0.0], [2.0, -1.0]]), np.array([10.0, 0.5])])
    checks.equal(
        layer.outputs(np.array([[3.0, 4.0]])),
        [[21.0, -3.5]],
        "In call: keras.ops.matmul(inputs, self.kernel) + self.bias.",
        mistakes={
            "The bias is missing: add it after the product.": [[11.0, -4.0]],
            "Without an activation the sums stay as they are, the negative ones too.": [[21.0, 0.0]],
        },
    )


@exercise.check
def like_keras(make_dense):
    """With ReLU, and with the same weights as a Dense, it gives what Dense gives."""
    dense = keras.layers.Dense(6, activation="relu", bias_initializer="random_normal")
    x = np.random.default_rng(2).normal(size=(5, 4)).astype("float32")
    expected = keras.ops.convert_to_numpy(dense(x))
    kernel, bias = dense.get_weights()
    layer = make_dense(6, "relu").for_inputs((4,))
    layer.set_weights([kernel, bias])
    checks.equal(
        layer.outputs(x),
        expected,
        "Apply the activation to the sum of product and bias.",
        mistakes={
            "The activation is missing: apply it last.": x @ kernel + bias,
            "The activation comes too early: add the bias first.": np.maximum(x @ kernel, 0) + bias,
            "The bias is missing: add it after the product.": np.maximum(x @ kernel, 0),
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_activations(make_dense):
    """Other activations, sizes and weights."""
    rng = np.random.default_rng(7)
    for activation, inputs, units in [("tanh", 3, 4), ("sigmoid", 5, 2), ("softmax", 2, 7), (None, 4, 4)]:
        x = rng.normal(size=(6, inputs)).astype("float32")
        weights = [rng.normal(size=(inputs, units)), rng.normal(size=units)]
        dense = keras.layers.Dense(units, activation=activation)
        dense.build((None, inputs))
        dense.set_weights(weights)
        layer = make_dense(units, activation).for_inputs((inputs,))
        layer.set_weights(weights)
        checks.equal(layer.outputs(x), keras.ops.convert_to_numpy(dense(x)), "Take the activation that you are asked for.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# ## 2. Two inputs, two outputs
#
# Take two digits. Which is larger, and what do they add up to? A network for that has two inputs and two outputs. We draw pairs
# from MNIST at random. The inputs become a dict of arrays, and so do the labels: the names say which array belongs where.

# %% tags=["not-when-grading"]
(x_train, y_train), (x_test, y_test) = datasets.load_mnist()
x_train, x_test = x_train[..., None], x_test[..., None]  # one channel

# %%
def random_pairs(x, y, count, seed):
    """Pairs of images, and for each whether the left digit is larger, and the sum of both."""
    left, right = np.random.default_rng(seed).integers(len(x), size=(2, count))
    larger = (y[left] > y[right]).astype("float32")
    return {"left": x[left], "right": x[right]}, {"larger": larger, "sum": y[left] + y[right]}


# %% tags=["not-when-grading"]
pairs, answers = random_pairs(x_train, y_train, 20_000, seed=1)
new_pairs, new_answers = random_pairs(x_test, y_test, 5_000, seed=2)
side_by_side = np.concatenate([new_pairs["left"], new_pairs["right"]], axis=2)
plotting.images(side_by_side[:8], labels=new_answers["sum"][:8], columns=4)

# %% [markdown]
# The title of each pair is its sum. The pixels are still whole numbers from 0 to 255. Now write such a function yourself, with pixels
# from 0 to 1.

# %% [markdown]
# ### Exercise 2: pairs of digits
#
# Make the data of the pairs above: the left images are the given ones in their order, and the right images are the same ones
# in another order. Mind the type of the labels: `uint8` knows no negative numbers, so 3 - 5 is 254.

# %% nbgrader={"grade": false, "grade_id": "digit-pairs", "locked": false, "schema_version": 3, "solution": true, "task": false}
def make_pairs(images, labels, order):
    """Pairs of digits: which one is larger, and what is their sum?

    Args:
        images: uint8 array of shape (pairs, 28, 28), 0 to 255. It stays as it is.
        labels: uint8 array of shape (pairs,), 0 to 9.
        order: int array of shape (pairs,): the right image of pair i is images[order[i]].

    Returns:
        dict of "left" and "right": float32 arrays of shape (pairs, 28, 28), 0 to 1;
        "larger": float32 array of shape (pairs,), 1 where the left digit is larger than the right one, else 0;
        "sum": int array of shape (pairs,), the sum of the two digits, 0 to 18.
    """
    ### BEGIN SOLUTION
    pixels = images.astype("float32") / 255
    return {
        "left": pixels,
        "right": pixels[order],
        "larger": (labels > labels[order]).astype("float32"),
        "sum": labels.astype("int64") + labels[order],
    }
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Indexing with an array of ints puts in order: `images[order]` has the image `order[i]` at place i. The labels go the same way.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `labels > labels[order]` compares without a subtraction. It gives True and False, which `astype("float32")` turns into 1 and 0.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `pixels = images.astype("float32") / 255`; then a dict of `pixels`, `pixels[order]`,
# `(labels > labels[order]).astype("float32")` and `labels.astype("int64") + labels[order]`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "digit-pairs-images", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("make_pairs", "make_pairs puts the images side by side")


@exercise.check
def names(make_pairs):
    """The dict has the four names."""
    pairs = make_pairs(np.zeros((2, 28, 28), "uint8"), np.array([3, 5], "uint8"), np.array([1, 0]))
    checks.true(isinstance(pairs, dict), "Return one dict with four names, and not several values.", "a dict", f"a {type(pairs).__name__}")
    checks.equal(sorted(pairs), ["larger", "left", "right", "sum"], 'Return {"left": ..., "right": ..., "larger": ..., "sum": ...}.')
    for side in ("left", "right"):
        checks.true(isinstance(pairs[side], np.ndarray), "Return the images as one array.", "an array", f"a {type(pairs[side]).__name__}")


@exercise.check
def left_and_right(make_pairs):
    """Four grey images: left in their own order, right in the other one, from 0 to 1."""
    grey = np.array([0, 51, 102, 255], "uint8")
    order = np.array([1, 2, 3, 0])
    pairs = make_pairs(np.broadcast_to(grey[:, None, None], (4, 28, 28)), np.zeros(4, "uint8"), order)
    for side in ("left", "right"):
        checks.shape(pairs[side], (4, 28, 28), "Keep the images as they are: pairs, rows, columns.")
    left, right = pairs["left"][:, 14, 14], pairs["right"][:, 14, 14]
    checks.equal(
        left,
        [0.0, 0.2, 0.4, 1.0],
        "The left images are all images in their own order, divided by 255.",
        mistakes={
            "Divide by 255, so that the pixels go from 0 to 1.": grey,
            "These are the right images: the left ones keep their order.": [0.2, 0.4, 1.0, 0.0],
            "The division left whole numbers only: convert to float32 first.": grey // 255,
            "The pixels go from 0 to 1, not from -1 to 1: divide by 255, nothing else.": grey / 127.5 - 1,
        },
    )
    checks.equal(
        right,
        [0.2, 0.4, 1.0, 0.0],
        "The right image of pair i is images[order[i]].",
        mistakes={
            "The right images are in the order of the left ones: index with order.": [0.0, 0.2, 0.4, 1.0],
            "The order is used the wrong way round: pair i gets the image order[i], so images[order].": [1.0, 0.0, 0.2, 0.4],
            "Divide by 255, so that the pixels go from 0 to 1.": grey[order],
        },
    )


@exercise.check
def type_of_pixels(make_pairs):
    """The pixels are float32, which is what Keras computes with."""
    pairs = make_pairs(np.full((2, 28, 28), 7, "uint8"), np.array([3, 5], "uint8"), np.array([1, 0]))
    for side in ("left", "right"):
        checks.equal(str(pairs[side].dtype), "float32", 'float64 takes twice the memory for nothing: images.astype("float32").')
        checks.equal(
            pairs[side].max(),
            7 / 255,
            "A pixel of 7 becomes 7 / 255.",
            mistakes={"Divide by 255 always, not by the largest pixel of these images.": 1.0},
        )


@exercise.check
def images_stay(make_pairs):
    """The arrays that it is given stay as they are."""
    checks.unchanged(make_pairs, np.full((2, 28, 28), 9, "uint8"), np.array([3, 5], "uint8"), np.array([1, 0]))


### BEGIN HIDDEN TESTS
@exercise.check
def random_images(make_pairs):
    """Random images in an order in which some come twice."""
    rng = np.random.default_rng(4)
    images, order = rng.integers(256, size=(6, 28, 28), dtype="uint8"), np.array([5, 5, 0, 2, 2, 1])
    pairs = make_pairs(images, rng.integers(10, size=6, dtype="uint8"), order)
    checks.equal(pairs["left"], images / 255, "The left images are all images, divided by 255.")
    checks.equal(pairs["right"], images[order] / 255, "The right image of pair i is images[order[i]].")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "digit-pairs-labels", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("make_pairs", "make_pairs labels every pair")


@exercise.check
def larger(make_pairs):
    """Left 3, 5, 9, 4 beside right 5, 3, 9, 1: the left digit is larger in the second and the last pair."""
    labels = np.array([3, 5, 9, 4, 1], "uint8")
    order = np.array([1, 0, 2, 4, 3])
    found = make_pairs(np.zeros((5, 28, 28), "uint8"), labels, order)["larger"]
    checks.equal(
        found,
        [0.0, 1.0, 0.0, 1.0, 0.0],
        "larger is 1 where the left label is larger than the right one.",
        mistakes={
            "uint8 has no negative numbers, so 3 - 5 is 254 and counts as larger: compare with > and do not subtract.": (
                labels - labels[order] > 0
            ),
            "This is 1 where the right digit is larger: compare the other way round.": labels < labels[order],
            "Two equal digits are no case of larger: use > and not >=.": labels >= labels[order],
            "These are the differences, wrapped around in uint8: compare with >.": labels - labels[order],
            "These are the differences: compare with >.": labels.astype(int) - labels[order],
            "The positions are compared, not the labels: labels > labels[order].": np.arange(5) > order,
        },
    )
    kind = str(found.dtype) if isinstance(found, np.ndarray) else "a list"
    checks.equal(kind, "float32", 'A loss computes with float32: turn what you have into 1 and 0 with astype("float32").')


@exercise.check
def sums(make_pairs):
    """0 and 0 make 0, 9 and 9 make 18, 3 and 5 make 8."""
    labels, order = np.array([0, 9, 3, 5], "uint8"), np.array([0, 1, 3, 2])
    found = make_pairs(np.zeros((4, 28, 28), "uint8"), labels, order)["sum"]
    checks.equal(
        found,
        [0, 18, 8, 8],
        "Add the label of the left and of the right image.",
        mistakes={
            "Each label is added to itself: the right one is labels[order].": 2 * labels.astype(int),
            "The positions are added, not the labels: index the labels with order.": labels.astype(int) + order,
            "This is the difference: add the labels.": np.abs(labels.astype(int) - labels[order]),
            "These are one-hot rows: return the sum itself, a class number.": np.eye(19)[[0, 18, 8, 8]],
        },
    )
    kind = str(found.dtype) if isinstance(found, np.ndarray) else "a list"
    checks.true("int" in kind, "A sum of digits is a class number from 0 to 18: return an array of int.", "int", kind)


### BEGIN HIDDEN TESTS
@exercise.check
def many_pairs(make_pairs):
    """A thousand random pairs."""
    rng = np.random.default_rng(12)
    labels, order = rng.integers(10, size=1000, dtype="uint8"), rng.permutation(1000)
    pairs = make_pairs(np.zeros((1000, 28, 28), "uint8"), labels, order)
    digits = labels.astype(int)
    checks.equal(pairs["larger"], digits > digits[order], "larger is 1 where the left label is larger than the right one.")
    checks.equal(pairs["sum"], digits + digits[order], "Add the label of the left and of the right image.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# ### One encoder, used twice
#
# Both images are digits, so whatever helps to read the left one helps to read the right one. We make one small vision model (two
# convolutions, a pooling, a dense layer) and call it on both: a model can be called like a layer. It is an **encoder**: what leaves it, 64
# numbers, is a code of the image. From the two codes, side by side, one **head**, the last layers for one question, says whether left is
# larger, and another gives a probability for each sum from 0 to 18. The first layer of `vision` divides the pixels by 255: images kept as
# whole numbers take a quarter of the memory.
#
# **Predict before you run.** `vision` has 39,408 parameters and is called twice. How many does it contribute to the model?

# %%
image = keras.Input((28, 28, 1))
x = keras.layers.Rescaling(1 / 255)(image)
x = keras.layers.Conv2D(16, 3, activation="relu")(x)
x = keras.layers.Conv2D(16, 3, strides=2, activation="relu")(x)
x = keras.layers.Flatten()(keras.layers.MaxPooling2D(2)(x))
vision = keras.Model(image, keras.layers.Dense(64, activation="relu")(x), name="vision")

# %% tags=["nbval-check-output"]
left, right = keras.Input((28, 28, 1), name="left"), keras.Input((28, 28, 1), name="right")
x = keras.layers.Concatenate()([vision(left), vision(right)])
x = keras.layers.Dense(64, activation="relu")(x)
larger = keras.layers.Dense(1, activation="sigmoid", name="larger")(x)
total = keras.layers.Dense(19, activation="softmax", name="sum")(x)
pair_model = keras.Model({"left": left, "right": right}, {"larger": larger, "sum": total})
print(f"vision: {vision.count_params():,} parameters; the whole model: {pair_model.count_params():,}")

# %%
plotting.model(pair_model)

# %% [markdown]
# The box of `vision` is there once, with an arrow from each image.
#
# Each output has its own loss. Training needs one number, so Keras adds them up, each times its **loss weight**. Before
# training, a yes or no costs $\log 2 \approx 0.69$ and one of 19 sums $\log 19 \approx 2.94$, four times as much; a weight of 0.25
# gives both the same say at the start.

# %%
losses = {"larger": "binary_crossentropy", "sum": "sparse_categorical_crossentropy"}
loss_weights, metrics = {"larger": 1.0, "sum": 0.25}, {"larger": "accuracy", "sum": "accuracy"}
pair_model.compile("adam", losses, loss_weights=loss_weights, metrics=metrics)

# %% tags=["not-when-grading"]
progress = plotting.progress()
history = pair_model.fit(pairs, answers, epochs=8, batch_size=100, verbose=0, callbacks=[progress])

# %% [markdown]
# Now pairs of test images. An accuracy means little by itself, so beside it stands what one gets for the most frequent answer,
# given every time.

# %% tags=["not-when-grading"]
scores = pair_model.evaluate(new_pairs, new_answers, verbose=0, return_dict=True)
for name, labels in new_answers.items():
    always = np.unique(labels, return_counts=True)[1].max() / len(labels)
    print(f"{name}: accuracy {scores[name + '_accuracy']:.3f}, always the same answer {always:.3f}")
print(f"loss {scores['loss']:.3f} = {scores['larger_loss']:.3f} + 0.25 * {scores['sum_loss']:.3f}")
plotting.record("two inputs, two outputs", progress, seed=1, larger_accuracy=scores["larger_accuracy"],
                sum_accuracy=scores["sum_accuracy"])

# %% [markdown]
# **Think about it.** Nobody told this network which digit is which: it saw only sums and comparisons. Must it have learned to tell all ten
# digits apart?
#
# <details><summary>One answer</summary>
#
# Nearly. To get every sum right, the encoder has to say about each image what its digit adds, and no two digits add the same. So labels
# for a harder question can teach an easier one that was never asked. It need not keep apart what makes no difference to
# either question: the style of writing, for one.
#
# </details>

# %% [markdown]
# ### Exercise 3: two inputs, two heads
#
# Build the network for the pairs of digits, with the functional API. One encoder, `Flatten` and then `Dense(units)` with ReLU, turns
# an image into a code of `units` numbers. It is **the same encoder for both images**: one set of weights, used twice. The two codes are put
# end to end, and two heads read the result:
#
# | output | head | loss | its weight |
# |---|---|---|---|
# | `larger` | one unit, sigmoid | binary cross-entropy | 1.0 |
# | `sum` | 19 units, softmax | cross-entropy for class numbers | 0.5 |
#
# Compile the model with Adam.

# %% nbgrader={"grade": false, "grade_id": "two-heads", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_two_heads(units):
    """The model for pairs of digits, compiled.

    Args:
        units: int, how many numbers the code of one image has.

    Returns:
        a compiled functional keras.Model with inputs named "left" and "right", (batch, 28, 28) each, and outputs
        named "larger", (batch, 1), and "sum", (batch, 19).
    """
    ### BEGIN SOLUTION
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units, activation="relu")])
    codes = keras.layers.Concatenate()([encoder(left), encoder(right)])
    larger = keras.layers.Dense(1, activation="sigmoid", name="larger")(codes)
    total = keras.layers.Dense(19, activation="softmax", name="sum")(codes)
    model = keras.Model([left, right], [larger, total])
    losses = {"larger": "binary_crossentropy", "sum": "sparse_categorical_crossentropy"}
    model.compile(optimizer="adam", loss=losses, loss_weights={"larger": 1.0, "sum": 0.5})
    return model
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Make the encoder once, as a small `Sequential` without `Input`, and call it twice: `encoder(left)` and `encoder(right)`. A second
# `Dense(...)` would be a second set of weights.
#
# </details>
# <details><summary>Hint 2</summary>
#
# An input takes its name from `keras.Input((28, 28), name="left")`, an output from the layer that makes it:
# `keras.layers.Dense(1, activation="sigmoid", name="larger")`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `codes = keras.layers.Concatenate()([encoder(left), encoder(right)])`; both heads are called on `codes`;
# `keras.Model([left, right], [larger, total])`. In `compile`, `loss` and `loss_weights` are dicts with the names of the
# outputs as keys.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "two-heads-sharing", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_two_heads", "build_two_heads reads both images with one encoder")


@exercise.check
def parameters(build_two_heads):
    """With 16 units there are 13,220 parameters: 12,560 in the one encoder, 33 and 627 in the heads."""
    model = build_two_heads(16).for_inputs({"left": (28, 28), "right": (28, 28)})
    encoder, larger, total = 785 * 16, 2 * 16 + 1, 19 * (2 * 16 + 1)
    checks.equal(
        model.params,
        encoder + larger + total,
        "One encoder with 784 inputs and units outputs; each head sees 2 * units numbers.",
        mistakes={
            "There are two encoders: make one, and call it on left and on right.": 2 * encoder + larger + total,
            "The heads see units numbers, not 2 * units: put the two codes end to end with Concatenate.": encoder + 20 * 17,
            "The images are joined before the encoder: encode each one, then join the codes.": 1569 * 16 + 20 * 17,
            "The head of the sum reads the other head: call both on the joined codes.": encoder + larger + 19 * 2,
            "The head of larger reads the other head: call both on the joined codes.": encoder + total + 20,
            "The Flatten is missing: the encoder should see 784 numbers.": 29 * 16 + larger + total,
        },
    )


@exercise.check
def outputs_by_hand(build_two_heads):
    """With other weights the outputs are what NumPy computes: ReLU codes, joined, then a sigmoid and a softmax."""
    model = build_two_heads(5).for_inputs({"left": (28, 28), "right": (28, 28)})
    rng = np.random.default_rng(3)
    weights = [rng.normal(scale=0.3, size=weight.shape) for weight in model.weights()]
    of_shape = {weight.shape: weight for weight in weights}
    checks.equal(
        sorted(list(shape) for shape in of_shape),
        [[1], [5], [10, 1], [10, 19], [19], [784, 5]],
        "Kernel and bias of one encoder and of two heads, with 5 units: six arrays of these shapes.",
    )
    model.set_weights(weights)
    images = rng.random((2, 3, 28, 28)).astype("float32")
    found = model.outputs({"left": images[0], "right": images[1]})

    def expected(first, second, activation):
        codes = [activation(x.reshape(3, 784) @ of_shape[784, 5] + of_shape[5,]) for x in (first, second)]
        joined = np.concatenate(codes, axis=1)
        scores = np.exp(joined @ of_shape[10, 19] + of_shape[19,])
        return {
            "larger": 1 / (1 + np.exp(-joined @ of_shape[10, 1] - of_shape[1,])),
            "sum": scores / scores.sum(axis=1, keepdims=True),
        }

    def relu(z):
        return np.maximum(z, 0)

    right_first = expected(images[1], images[0], relu)  # the order of the codes is yours
    if not np.allclose(found.get("larger"), right_first["larger"], atol=1e-4):
        checks.equal(
            found,
            expected(images[0], images[1], relu),
            "Follow one image: Flatten, Dense with ReLU, Concatenate, head.",
            tolerance=1e-4,
            mistakes={
                "The encoder has no activation: give its Dense relu.": expected(images[0], images[1], lambda z: z),
                "Both codes are of the left image: encode left and right.": expected(images[0], images[0], relu),
                "Both codes are of the right image: encode left and right.": expected(images[1], images[1], relu),
            },
        )


### BEGIN HIDDEN TESTS
@exercise.check
def other_units(build_two_heads):
    """Other numbers of units."""
    for units in (3, 40):
        model = build_two_heads(units).for_inputs({"left": (28, 28), "right": (28, 28)})
        checks.equal(model.params, 785 * units + 20 * (2 * units + 1), "Use units as it is given.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "two-heads-outputs", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_two_heads", "build_two_heads answers both questions")


@exercise.check
def names(build_two_heads):
    """It takes inputs named left and right, and its outputs are named larger and sum."""
    model = build_two_heads(8).for_inputs({"left": (28, 28), "right": (28, 28)})
    found = model.outputs({"left": np.zeros((2, 28, 28)), "right": np.zeros((2, 28, 28))})
    checks.equal(
        sorted(found) if isinstance(found, dict) else "one output",
        ["larger", "sum"],
        'An output has the name of the layer that makes it, the last one: Dense(1, activation="sigmoid", name="larger").',
        mistakes={"Give keras.Model both outputs in a list.": "one output"},
    )


@exercise.check
def shapes(build_two_heads):
    """Five pairs give five single numbers, and five rows of 19."""
    model = build_two_heads(8).for_inputs({"left": (28, 28), "right": (28, 28)})
    found = model.outputs({"left": np.zeros((5, 28, 28)), "right": np.zeros((5, 28, 28))})
    checks.shape(
        found["larger"],
        (5, 1),
        "The head of larger has one unit.",
        mistakes={"The names of the two heads are exchanged.": (5, 19), "One unit with a sigmoid is enough for yes or no.": (5, 2)},
    )
    checks.shape(
        found["sum"],
        (5, 19),
        "There are 19 sums, from 0 to 18: 19 units.",
        mistakes={"0 is a sum too: 0 to 18 makes 19 classes.": (5, 18), "There are ten digits but 19 sums, 0 to 18.": (5, 10)},
    )


@exercise.check
def probabilities(build_two_heads):
    """larger lies between 0 and 1, and each row of sum adds up to 1."""
    model = build_two_heads(8).for_inputs({"left": (28, 28), "right": (28, 28)})
    rng = np.random.default_rng(6)
    model.set_weights([rng.normal(size=weight.shape) for weight in model.weights()])
    images = rng.random((2, 20, 28, 28))
    found = model.outputs({"left": images[0], "right": images[1]})
    larger, total = found["larger"], found["sum"]
    checks.true((larger < 1).any(), "A softmax over one unit is always 1: the head of larger needs sigmoid.", "numbers below 1", larger)
    checks.true(
        larger.min() >= 0 and larger.max() <= 1, "The head of larger needs a sigmoid.", "numbers from 0 to 1", larger
    )
    checks.true(total.min() >= 0, "The head of the sum needs a softmax.", "probabilities", total)
    checks.equal(
        total.sum(axis=1),
        np.ones(20),
        "The head of the sum needs a softmax: one class out of 19, so the probabilities add up to 1.",
        tolerance=1e-3,
    )


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "two-heads-compiled", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_two_heads", "build_two_heads trains both heads at once")


@exercise.check
def adam(build_two_heads):
    """It is compiled, with Adam."""
    model = build_two_heads(8)
    model.need_compiled()
    checks.equal(model.compiled["optimizer"], "adam", 'Give compile optimizer="adam".')


@exercise.check
def losses_by_name(build_two_heads):
    """Each output has its own loss and its own weight."""
    model = build_two_heads(8)
    model.need_compiled()
    loss, weights = model.compiled["loss"], model.compiled["loss_weights"]
    yes_or_no, classes = "binary_crossentropy", "sparse_categorical_crossentropy"
    for sentence, mistake in {
        "The losses are exchanged: yes or no needs binary_crossentropy, class numbers sparse_categorical_crossentropy.": {
            "larger": classes,
            "sum": yes_or_no,
        },
        "One loss for both outputs: give a dict with a loss for each name.": {"larger": yes_or_no, "sum": yes_or_no},
        "categorical_crossentropy needs one-hot rows; the sums are class numbers, so take the sparse one.": {
            "larger": yes_or_no,
            "sum": "categorical_crossentropy",
        },
        "mean_squared_error is for numbers; for yes or no there is binary_crossentropy.": {"larger": "mean_squared_error", "sum": classes},
    }.items():
        checks.true(loss != mistake, sentence, 'a loss for "larger" and another for "sum"', loss)
    checks.equal(
        weights,
        {"larger": 1.0, "sum": 0.5},
        'Give compile loss_weights={"larger": 1.0, "sum": 0.5}.',
        mistakes={
            "The weights are missing: without them both losses count in full.": {"larger": None, "sum": None},
            "The weights are exchanged.": {"larger": 0.5, "sum": 1.0},
        },
    )


@exercise.check
def loss_of_larger(build_two_heads):
    """The loss of larger is the binary cross-entropy of probabilities."""
    found = build_two_heads(8).loss_value(np.array([[1.0], [0.0]], "float32"), np.array([[0.8], [0.4]], "float32"), "larger")
    checks.equal(
        found,
        -np.log([0.8, 0.6]).mean(),
        'For "larger", a yes or no from a sigmoid, take "binary_crossentropy".',
        tolerance=1e-4,
        mistakes={"from_logits=True expects no sigmoid at the end: leave it out.": np.log([1 + np.exp(-0.8), 1 + np.exp(0.4)]).mean()},
    )


@exercise.check
def loss_of_sum(build_two_heads):
    """The loss of sum takes class numbers, such as 17, and softmax probabilities."""
    y_pred = np.full((2, 19), 0.5 / 18, "float32")
    y_pred[0, 17] = y_pred[1, 3] = 0.5
    scores = np.exp(y_pred[0])
    checks.equal(
        build_two_heads(8).loss_value(np.array([17, 0]), y_pred, "sum"),
        -np.log([0.5, 0.5 / 18]).mean(),
        'For "sum", a class number and a softmax, take "sparse_categorical_crossentropy".',
        tolerance=1e-4,
        mistakes={"from_logits=True expects no softmax at the end: leave it out.": -np.log(scores[[17, 0]] / scores.sum()).mean()},
    )


exercise.report()

# %% [markdown]
# ### Are these two digits the same?
#
# A network that compares two things with one shared encoder is called **Siamese**. Two random digits differ nine times out of ten, so
# we choose half of the pairs from those that agree and half from those that do not: a guess is right half the time.

# %%
def balanced_pairs(x, y, count, seed):
    """Pairs of images, and for each whether the digits are the same, which half of them are."""
    left, right = np.random.default_rng(seed).integers(len(x), size=(2, 10 * count))
    same = y[left] == y[right]
    chosen = np.concatenate([np.flatnonzero(answer)[: count // 2] for answer in (same, ~same)])
    return {"left": x[left[chosen]], "right": x[right[chosen]]}, same[chosen].astype("float32")


# %% [markdown]
# The encoder is the one that we have just trained. The two codes are compared element by element: the squared differences
# go into a single unit. Arithmetic on symbolic tensors, such as `-`, becomes a step of the network like any layer.

# %%
difference = keras.ops.square(vision(left) - vision(right))
same = keras.layers.Dense(1, activation="sigmoid", name="same")(difference)
twins = keras.Model({"left": left, "right": right}, same)
twins.compile("adam", "binary_crossentropy", metrics=["accuracy"])

# %% tags=["not-when-grading"]
some = balanced_pairs(x_train, y_train, 20_000, seed=3)
history = twins.fit(*some, epochs=3, batch_size=100, verbose=0, callbacks=[plotting.progress()])
others = balanced_pairs(x_test, y_test, 5_000, seed=4)
same_accuracy = twins.evaluate(*others, verbose=0)[1]
print(f"same or not: accuracy {same_accuracy:.3f}, a guess {others[1].mean():.3f}")

# %% [markdown]
# **Predict before you run.** We have trained `twins`. What has become of the other model, which we have not touched since?

# %% tags=["not-when-grading"]
after = pair_model.evaluate(new_pairs, new_answers, verbose=0, return_dict=True)
print(f"accuracy for the sum: {scores['sum_accuracy']:.3f} before, {after['sum_accuracy']:.3f} now")

# %% [markdown]
# A **shared layer** is one layer, wherever it is used. Training `twins` moved the weights of `vision`, and the layers that follow it in
# `pair_model` still expect the codes of before. Section 6 mends this.

# %% [markdown]
# ### Exercise 4: are they the same?
#
# A network that judges whether two things are alike should not care which one comes first. Encode both images with one encoder, as in
# exercise 3, take the absolute difference of the two codes, number by number, and let one unit with a sigmoid decide.

# %% nbgrader={"grade": false, "grade_id": "same-digit", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_same_digit(units):
    """The model that tells whether two images show the same digit.

    Args:
        units: int, how many numbers the code of one image has. The encoder is Flatten and Dense(units) with ReLU.

    Returns:
        a functional keras.Model, compiled or not: inputs named "left" and "right", (batch, 28, 28) each, and one
        output, (batch, 1).
    """
    ### BEGIN SOLUTION
    left, right = keras.Input((28, 28), name="left"), keras.Input((28, 28), name="right")
    encoder = keras.Sequential([keras.layers.Flatten(), keras.layers.Dense(units, activation="relu")])
    difference = keras.ops.abs(encoder(left) - encoder(right))
    return keras.Model([left, right], keras.layers.Dense(1, activation="sigmoid")(difference))
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Between two layers you may compute with symbolic tensors: `a - b` is one more step of the graph.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The absolute value is `keras.ops.abs`. NumPy's function cannot work on tensors that hold no numbers yet.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `difference = keras.ops.abs(encoder(left) - encoder(right))`, then `keras.layers.Dense(1, activation="sigmoid")(difference)`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "same-digit-encoder", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_same_digit", "build_same_digit has one encoder and one unit that decides")


@exercise.check
def parameters(build_same_digit):
    """With 16 units there are 12,577 parameters: 12,560 in the encoder and 17 in the last unit."""
    checks.equal(
        build_same_digit(16).for_inputs({"left": (28, 28), "right": (28, 28)}).params,
        785 * 16 + 17,
        "One encoder with 784 inputs and units outputs; the last unit sees units differences.",
        mistakes={
            "There are two encoders: make one, and call it on left and on right.": 2 * 785 * 16 + 17,
            "The codes are joined: the last unit should see their differences, units numbers.": 785 * 16 + 33,
            "The difference is one number: leave it a difference for each number of the code.": 785 * 16 + 2,
            "The last unit is missing: Dense(1) reads the differences.": 785 * 16,
            "The Flatten is missing: the encoder should see 784 numbers.": 29 * 16 + 17,
        },
    )


@exercise.check
def one_number_for_each_pair(build_same_digit):
    """Four pairs give four numbers between 0 and 1."""
    model = build_same_digit(8).for_inputs({"left": (28, 28), "right": (28, 28)})
    rng = np.random.default_rng(2)
    model.set_weights([rng.normal(size=weight.shape) for weight in model.weights()])
    images = rng.random((2, 4, 28, 28))
    found = model.outputs({"left": images[0], "right": images[1]})
    checks.shape(
        found,
        (4, 1),
        "The last layer has one unit.",
        mistakes={"There is no Flatten: each of the 28 rows of an image is judged on its own.": (4, 28, 1)},
    )
    checks.true((found < 1).any(), "A softmax over one unit is always 1: take sigmoid.", "numbers below 1", found)
    checks.true(found.min() >= 0 and found.max() <= 1, "The last unit needs a sigmoid.", "numbers from 0 to 1", found)


### BEGIN HIDDEN TESTS
@exercise.check
def other_units(build_same_digit):
    """Other numbers of units."""
    for units in (3, 40):
        model = build_same_digit(units).for_inputs({"left": (28, 28), "right": (28, 28)})
        checks.equal(model.params, 785 * units + units + 1, "Use units as it is given.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "same-digit-difference", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_same_digit", "build_same_digit judges by the absolute difference of the codes")


@exercise.check
def swapping_changes_nothing(build_same_digit):
    """Exchanging the two images changes nothing."""
    model = build_same_digit(6).for_inputs({"left": (28, 28), "right": (28, 28)})
    images = np.random.default_rng(5).random((2, 4, 28, 28)).astype("float32")
    first = model.outputs({"left": images[0], "right": images[1]})
    second = model.outputs({"left": images[1], "right": images[0]})
    checks.equal(second, first, "One encoder for both images, and the absolute value of the difference, which has no sign.")


@exercise.check
def equal_images(build_same_digit):
    """For two equal images only the last bias is left: with a bias of 0.7 the output is sigmoid(0.7), 0.668."""
    model = build_same_digit(6).for_inputs({"left": (28, 28), "right": (28, 28)})
    model.set_weights([np.full(weight.shape, 0.7) for weight in model.weights()])
    images = np.random.default_rng(6).random((3, 28, 28)).astype("float32")
    found = model.outputs({"left": images, "right": images})
    checks.equal(
        found,
        np.full((3, 1), 1 / (1 + np.exp(-0.7))),
        "The difference of two equal codes is 0, so nothing but the bias of the last unit may reach the sigmoid.",
        tolerance=1e-4,
        mistakes={"The last unit needs a sigmoid.": np.full((3, 1), 0.7), "The last unit needs its bias.": np.full((3, 1), 0.5)},
    )


@exercise.check
def by_hand(build_same_digit):
    """With other weights the outputs are what NumPy computes: two ReLU codes, their absolute difference, a sigmoid."""
    model = build_same_digit(5).for_inputs({"left": (28, 28), "right": (28, 28)})
    rng = np.random.default_rng(3)
    weights = [rng.normal(scale=0.2, size=weight.shape) for weight in model.weights()]
    of_shape = {weight.shape: weight for weight in weights}
    checks.equal(
        sorted(list(shape) for shape in of_shape),
        [[1], [5], [5, 1], [784, 5]],
        "Kernel and bias of the encoder and of the last unit, with 5 units: four arrays of these shapes.",
    )
    model.set_weights(weights)
    images = rng.random((2, 3, 28, 28)).astype("float32")
    left, right = images.reshape(2, 3, 784) @ of_shape[784, 5] + of_shape[5,]

    def decide(difference):
        return 1 / (1 + np.exp(-difference @ of_shape[5, 1] - of_shape[1,]))

    code_left, code_right = np.maximum(left, 0), np.maximum(right, 0)
    code_of_difference = np.maximum(np.abs(images[0] - images[1]).reshape(3, 784) @ of_shape[784, 5] + of_shape[5,], 0)
    checks.equal(
        model.outputs({"left": images[0], "right": images[1]}),
        decide(np.abs(code_left - code_right)),
        "Flatten and Dense with ReLU for each image, then keras.ops.abs(a - b), then Dense(1) with a sigmoid.",
        tolerance=1e-4,
        mistakes={
            "The encoder has no activation: give its Dense relu.": decide(np.abs(left - right)),
            "The absolute value is missing: keras.ops.abs of the difference.": decide(code_left - code_right),
            "The difference is squared: take its absolute value.": decide((code_left - code_right) ** 2),
            "A ReLU of the difference loses its negative half: take the absolute value.": decide(np.maximum(code_left - code_right, 0)),
            "The difference is taken of the images: encode first, then compare the codes.": decide(code_of_difference),
            "The codes are added: take the absolute value of their difference.": decide(code_left + code_right),
            "The codes are multiplied: take the absolute value of their difference.": decide(code_left * code_right),
        },
    )


exercise.report()

# %% [markdown]
# ## 3. The ResNet unit
#
# More layers can express more, yet a plain stack of many layers is hard to train. In 2015 Kaiming He and others changed one
# thing: they added to the output of a few layers $f$ what went into them,
#
# $$y = x + f(x)$$
#
# so that the layers need only learn what to *change*. If nothing should change, $f = 0$ is enough. The road around $f$ is the **shortcut**,
# and a network of such units is a **residual network**, ResNet for short. In the functional API it costs one call: the same tensor is used
# twice.

# %%
inputs = keras.Input((64,), name="x")
f = keras.layers.Dense(64, activation="relu", name="f")(inputs)
plotting.model(keras.Model(inputs, keras.layers.Add(name="x_plus_f")([inputs, f])), rankdir="LR")

# %% [markdown]
# For images, $f$ has two convolutions of size 3 by 3, each followed by **batch normalization**, which brings every channel to mean 0 and
# variance 1 over the batch and then lets the network choose another mean and variance. So it has a bias of its own, and the convolution
# before it needs none. Each channel has four numbers for that: the two that are chosen, which training learns, and moving averages of mean
# and variance, which are used after training and count as *not trainable*. A ReLU stands between the two, and another one after the sum:
#
# `Conv2D → BatchNormalization → ReLU → Conv2D → BatchNormalization → + x → ReLU`
#
# A sum needs equal shapes. With the *same* padding and as many filters as `x` has channels, they are equal: this is the unit with the
# **identity shortcut**.

# %% [markdown]
# ### Exercise 5: the identity unit
#
# Write this unit as a small model of its own:
#
# $$\text{output} = \text{relu}(x + f(x))$$
#
# where $f$ is a 3 × 3 convolution, batch normalization, ReLU, a second 3 × 3 convolution and batch normalization. The convolutions keep
# height and width, and have no bias, because the batch normalization that follows brings its own.

# %% nbgrader={"grade": false, "grade_id": "identity-unit", "locked": false, "schema_version": 3, "solution": true, "task": false}
def identity_unit(height, width, filters):
    """A residual unit whose shortcut is the input itself.

    Args:
        height, width: int, the size of the feature maps.
        filters: int, how many feature maps come in; as many go out.

    Returns:
        a functional keras.Model: input (batch, height, width, filters), output of the same shape.
    """
    ### BEGIN SOLUTION
    inputs = keras.Input((height, width, filters))
    x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(inputs)
    x = keras.layers.BatchNormalization()(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = keras.layers.BatchNormalization()(x)
    return keras.Model(inputs, keras.layers.ReLU()(keras.layers.Add()([x, inputs])))
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Keep the input tensor under a name of its own. You need it twice: as the start of the road, and at the end to be added.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)` keeps height and width. Each activation stands alone, because batch
# normalization comes between convolution and ReLU.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Conv2D, BatchNormalization, ReLU, Conv2D, BatchNormalization, then `keras.layers.Add()([x, inputs])`, and one more ReLU on the sum.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "identity-unit-layers", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("identity_unit", "identity_unit has two convolutions, each with batch normalization")


@exercise.check
def parameters(identity_unit):
    """With 8 filters there are 1,216 parameters: 576 in each convolution and 32 in each batch normalization."""
    model = identity_unit(6, 6, 8).for_inputs((6, 6, 8))
    convolution, normalization = 9 * 8 * 8, 4 * 8
    checks.equal(
        model.params,
        2 * convolution + 2 * normalization,
        "Two convolutions, 3 × 3 and without bias, and two batch normalizations.",
        mistakes={
            "The convolutions have a bias: use_bias=False.": 2 * (convolution + 8 + normalization),
            "One convolution has a bias: use_bias=False in both.": 2 * convolution + 8 + 2 * normalization,
            "The second half is missing: there are two convolutions, each with batch normalization.": convolution + normalization,
            "There are no batch normalizations: one follows each convolution.": 2 * convolution,
            "One batch normalization is missing: one follows each convolution.": 2 * convolution + normalization,
            "There is a convolution in the shortcut: the identity unit adds the input as it is.": (
                2 * convolution + 2 * normalization + 8 * 8
            ),
            "There is a third batch normalization: the shortcut has none.": 2 * convolution + 3 * normalization,
            "The kernels are 1 × 1: take 3 × 3.": 2 * 8 * 8 + 2 * normalization,
        },
    )
    checks.equal(model.trainable_params, 2 * convolution + 2 * 16, "All layers learn; only moving averages are not trained.")


@exercise.check
def shape_stays(identity_unit):
    """Feature maps of shape (5, 7, 4) come out as (5, 7, 4)."""
    found = identity_unit(5, 7, 4).for_inputs((5, 7, 4)).outputs(np.zeros((2, 5, 7, 4)))
    checks.shape(
        found,
        (2, 5, 7, 4),
        'With padding="same" and strides of 1 the convolutions keep height and width.',
        mistakes={"Concatenate puts the feature maps side by side: add them with keras.layers.Add.": (2, 5, 7, 8)},
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_sizes(identity_unit):
    """Other sizes and numbers of filters."""
    for height, width, filters in [(3, 4, 1), (8, 8, 5)]:
        model = identity_unit(height, width, filters).for_inputs((height, width, filters))
        checks.equal(model.params, 18 * filters**2 + 8 * filters, "Use filters as it is given.")
        checks.shape(model.outputs(np.zeros((1, height, width, filters))), (1, height, width, filters), "Keep height and width.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "identity-unit-shortcut", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("identity_unit", "identity_unit lets its input through")


@exercise.check
def empty_kernels(identity_unit):
    """With kernels of zeros f(x) is 0, and relu(x) comes out."""
    model = identity_unit(4, 4, 3).for_inputs((4, 4, 3))
    model.set_weights([weight * (weight.ndim < 4) for weight in model.weights()])
    x = np.random.default_rng(1).normal(size=(2, 4, 4, 3)).astype("float32")
    checks.equal(
        model.outputs(x),
        np.maximum(x, 0),
        "The input is added to what the second batch normalization gives, and one ReLU follows the sum.",
        mistakes={
            "The shortcut is missing, or does not begin at the input: add the input itself before the last ReLU.": np.zeros_like(x),
            "The input is added after the last ReLU, or that ReLU is missing: add first, then ReLU.": x,
            "Concatenate puts the feature maps side by side: add them with keras.layers.Add.": np.maximum(
                np.concatenate([np.zeros_like(x), x], axis=-1), 0
            ),
            "Concatenate puts the feature maps side by side: add them, do not join them.": np.maximum(
                np.concatenate([x, np.zeros_like(x)], axis=-1), 0
            ),
            "The input is subtracted: add it.": np.maximum(-x, 0),
            "The input is added twice.": np.maximum(2 * x, 0),
        },
    )


@exercise.check
def negative_sum(identity_unit):
    """What batch normalization shifts below zero takes away from the input, before the last ReLU."""
    model = identity_unit(3, 3, 2).for_inputs((3, 3, 2))
    weights = [weight * (weight.ndim < 4) for weight in model.weights()]
    vectors = [i for i, weight in enumerate(weights) if weight.ndim == 1]
    for beta in vectors[1::4]:  # gamma, beta, moving mean, moving variance
        weights[beta] = np.full(2, -0.5)
    model.set_weights(weights)
    checks.equal(
        model.outputs(np.ones((1, 3, 3, 2))),
        np.full((1, 3, 3, 2), 0.5),
        "Add before the last ReLU: 1 - 0.5 makes 0.5.",
        mistakes={
            "There is a ReLU before the addition, or no batch normalization right before it: what it takes away is lost.": np.ones((1, 3, 3, 2))
        },
    )


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "identity-unit-road", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("identity_unit", "identity_unit computes f(x) in the right order")


@exercise.check
def by_hand(identity_unit):
    """With random weights the output is relu(x + f(x)), computed step by step."""
    model = identity_unit(5, 4, 3).for_inputs((5, 4, 3))
    rng = np.random.default_rng(9)
    gamma, beta, mean, variance = rng.uniform(0.5, 1.5, (4, 3)) * [[10], [0.4], [-1], [100]]
    first, second = rng.normal(scale=0.3, size=(2, 3, 3, 3, 3)).astype("float32")
    kernels, vectors = iter([first, second]), iter(2 * [gamma, beta, mean, variance])
    found = sorted(list(weight.shape) for weight in model.weights())
    checks.equal(found, 8 * [[3]] + 2 * [[3, 3, 3, 3]], "With 3 filters there are two kernels and two batch normalizations.")
    model.set_weights([next(kernels) if weight.ndim == 4 else next(vectors) for weight in model.weights()])

    def convolve(x, kernel):
        return keras.ops.convert_to_numpy(keras.ops.conv(x.astype("float32"), kernel, padding="same"))

    def normalize(x):
        return gamma * (x - mean) / np.sqrt(variance) + beta

    def relu(x):
        return np.maximum(x, 0)

    x = rng.normal(size=(2, 5, 4, 3)).astype("float32")
    inner = convolve(relu(normalize(convolve(x, first))), second)
    checks.equal(
        model.outputs(x),
        relu(x + normalize(inner)),
        "Convolution, batch normalization, ReLU, convolution, batch normalization, add the input, ReLU.",
        tolerance=1e-3,
        mistakes={
            "There is a ReLU before the addition: leave it to the sum.": relu(x + relu(normalize(inner))),
            "There is no ReLU between the two convolutions.": relu(x + normalize(convolve(normalize(convolve(x, first)), second))),
            "The ReLU comes before the first batch normalization: normalize, then ReLU.": relu(
                x + normalize(convolve(normalize(relu(convolve(x, first))), second))
            ),
            "Each batch normalization comes before its convolution: it follows it.": relu(
                x + convolve(normalize(relu(convolve(normalize(x), first))), second)
            ),
            "The last ReLU is missing.": x + normalize(inner),
            "The input is added after the last ReLU: add first, then ReLU.": x + relu(normalize(inner)),
            "The shortcut is missing: add the input before the last ReLU.": relu(normalize(inner)),
        },
    )


exercise.report()

# %% [markdown]
# A network for images also has to make them smaller and give them more channels. Then the first convolution takes `strides=2` and
# more filters, and $x$ no longer fits. The way out is the **projection**: a convolution of size 1 by 1 with the same strides and
# filters, and batch normalization, on the shortcut.

# %% [markdown]
# ### Exercise 6: the projection unit
#
# Where a network halves the size of its feature maps, or changes their number, the input no longer fits the sum. The shortcut then gets a
# projection: a 1 × 1 convolution with the same strides, and batch normalization, without ReLU. The road is as in the identity unit, but
# its **first** convolution takes the strides. All three convolutions have padding `"same"` and no bias.

# %% nbgrader={"grade": false, "grade_id": "projection-unit", "locked": false, "schema_version": 3, "solution": true, "task": false}
def projection_unit(height, width, channels, filters, strides):
    """A residual unit whose shortcut is a projection.

    Args:
        height, width, channels: int, size and number of the feature maps that come in.
        filters: int, how many feature maps go out.
        strides: int, 1 or more.

    Returns:
        a functional keras.Model: input (batch, height, width, channels), output
        (batch, height / strides, width / strides, filters), the quotients rounded up.
    """
    ### BEGIN SOLUTION
    inputs = keras.Input((height, width, channels))
    x = keras.layers.Conv2D(filters, 3, strides=strides, padding="same", use_bias=False)(inputs)
    x = keras.layers.ReLU()(keras.layers.BatchNormalization()(x))
    x = keras.layers.Conv2D(filters, 3, padding="same", use_bias=False)(x)
    x = keras.layers.BatchNormalization()(x)
    shortcut = keras.layers.Conv2D(filters, 1, strides=strides, padding="same", use_bias=False)(inputs)
    shortcut = keras.layers.BatchNormalization()(shortcut)
    return keras.Model(inputs, keras.layers.ReLU()(keras.layers.Add()([x, shortcut])))
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Begin with your identity unit. Give the first convolution `strides=strides`; the second one keeps strides of 1.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The shortcut begins at the input too: `keras.layers.Conv2D(filters, 1, strides=strides, use_bias=False)(inputs)`, and then a
# batch normalization of its own.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Add the shortcut in place of the input: `keras.layers.Add()([x, shortcut])`, and a ReLU on the sum.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "projection-unit-layers", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("projection_unit", "projection_unit changes the size and the number of feature maps")


@exercise.check
def parameters(projection_unit):
    """From 3 to 8 feature maps there are 912 parameters: 216 and 576 on the road, 24 in the projection, three times 32 to normalize."""
    model = projection_unit(6, 6, 3, 8, 2).for_inputs((6, 6, 3))
    first, second, projection, normalization = 9 * 3 * 8, 9 * 8 * 8, 3 * 8, 4 * 8
    road = first + second
    checks.equal(
        model.params,
        road + projection + 3 * normalization,
        "Two 3 × 3 convolutions and one 1 × 1 convolution, none with a bias, and a batch normalization after each.",
        mistakes={
            "The batch normalization of the shortcut is missing.": road + projection + 2 * normalization,
            "The projection of the shortcut is 3 × 3: take a 1 × 1 convolution.": road + 9 * projection + 3 * normalization,
            "One of the convolutions has a bias: use_bias=False in all three.": road + projection + 8 + 3 * normalization,
            "Two of the convolutions have a bias: use_bias=False in all three.": road + projection + 16 + 3 * normalization,
            "The convolutions have a bias: use_bias=False in all three.": road + projection + 24 + 3 * normalization,
            "The road has one convolution: it has two.": first + projection + 2 * normalization,
            "The shortcut begins after the first convolution: it begins at the input.": road + 8 * 8 + 3 * normalization,
            "There is one batch normalization only: each of the three convolutions has its own.": road + projection + normalization,
            "The first convolution keeps the number of feature maps: it has filters of them, as the second.": (
                9 * 3 * 3 + first + projection + 4 * 3 + 2 * normalization
            ),
            "There is no projection in the shortcut.": road + 2 * normalization,
        },
    )


@exercise.check
def shape(projection_unit):
    """With strides of 2, feature maps of shape (8, 6, 3) come out as (4, 3, 5)."""
    found = projection_unit(8, 6, 3, 5, 2).for_inputs((8, 6, 3)).outputs(np.zeros((2, 8, 6, 3)))
    checks.shape(
        found,
        (2, 4, 3, 5),
        "The first convolution of the road and the shortcut have the strides that you are given; the other convolution has 1.",
        mistakes={
            "The strides are missing: give them to the first convolution and to the shortcut.": (2, 8, 6, 5),
            "The strides are taken twice: only the first convolution of the road has them.": (2, 2, 2, 5),
            "Concatenate puts the feature maps side by side: add them with keras.layers.Add.": (2, 4, 3, 10),
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_sizes(projection_unit):
    """Other sizes, numbers of feature maps and strides; odd sizes are rounded up."""
    for height, width, channels, filters, strides in [(7, 9, 2, 3, 2), (5, 5, 4, 4, 1), (10, 7, 1, 6, 3)]:
        model = projection_unit(height, width, channels, filters, strides).for_inputs((height, width, channels))
        found = model.outputs(np.zeros((1, height, width, channels)))
        checks.shape(found, (1, -(-height // strides), -(-width // strides), filters), "Use all arguments as they are given.")
        params = 10 * channels * filters + 9 * filters**2 + 12 * filters
        checks.equal(
            model.params,
            params,
            "Use channels and filters.",
            mistakes={"This unit has its projection also where the shape stays as it is.": params - channels * filters - 4 * filters},
        )


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "projection-unit-road", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("projection_unit", "projection_unit adds the projected input to f(x)")


@exercise.check
def by_hand(projection_unit):
    """With random weights the output is relu(projection(x) + f(x)), computed step by step."""
    model = projection_unit(6, 8, 2, 3, 2).for_inputs((6, 8, 2))
    rng = np.random.default_rng(4)
    gamma, beta, mean, variance = rng.uniform(0.5, 1.5, (4, 3)) * [[10], [0.4], [-1], [100]]
    first, second = rng.normal(scale=0.4, size=(3, 3, 2, 3)), rng.normal(scale=0.3, size=(3, 3, 3, 3))
    projection = rng.normal(size=(1, 1, 2, 3))
    found = sorted(list(weight.shape) for weight in model.weights())
    expected = sorted(12 * [[3]] + [list(kernel.shape) for kernel in (first, second, projection)])
    checks.equal(found, expected, "From 2 to 3 feature maps: kernels of these shapes, and three batch normalizations.")
    of_shape, vectors = {kernel.shape: kernel for kernel in (first, second, projection)}, iter(3 * [gamma, beta, mean, variance])
    model.set_weights([of_shape[weight.shape] if weight.ndim == 4 else next(vectors) for weight in model.weights()])

    def convolve(x, kernel, strides):
        x, kernel = x.astype("float32"), kernel.astype("float32")
        return keras.ops.convert_to_numpy(keras.ops.conv(x, kernel, strides=strides, padding="same"))

    def normalize(x):
        return gamma * (x - mean) / np.sqrt(variance) + beta

    def relu(x):
        return np.maximum(x, 0)

    x = rng.normal(size=(2, 6, 8, 2))
    road = normalize(convolve(relu(normalize(convolve(x, first, 2))), second, 1))
    late = normalize(convolve(relu(normalize(convolve(x, first, 1))), second, 2))
    shortcut = normalize(convolve(x, projection, 2))
    checks.equal(
        model.outputs(x),
        relu(road + shortcut),
        "The road is as in the identity unit; the shortcut is a 1 × 1 convolution and batch normalization; add, then ReLU.",
        tolerance=1e-3,
        mistakes={
            "The second convolution has the strides: give them to the first.": relu(late + shortcut),
            "There is a ReLU in the shortcut: leave it out.": relu(road + relu(shortcut)),
            "There is a ReLU at the end of the road: leave it to the sum.": relu(relu(road) + shortcut),
            "There is a ReLU before the addition: leave it to the sum.": relu(relu(road) + relu(shortcut)),
            "The last ReLU is missing.": road + shortcut,
            "The sum comes after the ReLU: add first, then ReLU.": relu(road) + shortcut,
            "There is no ReLU between the two convolutions of the road.": relu(
                normalize(convolve(normalize(convolve(x, first, 2)), second, 1)) + shortcut
            ),
            "The ReLU comes before the first batch normalization: normalize, then ReLU.": relu(
                normalize(convolve(normalize(relu(convolve(x, first, 2))), second, 1)) + shortcut
            ),
        },
    )


@exercise.check
def empty_road(projection_unit):
    """With kernels of zeros on the road, relu of the projection comes out."""
    model = projection_unit(5, 5, 2, 3, 1).for_inputs((5, 5, 2))
    model.set_weights([weight * (weight.shape[:2] != (3, 3)) for weight in model.weights()])
    projection = next((weight for weight in model.weights() if weight.shape == (1, 1, 2, 3)), np.zeros((1, 1, 2, 3)))
    x = np.random.default_rng(5).normal(size=(2, 5, 5, 2)).astype("float32")
    checks.equal(
        model.outputs(x),
        np.maximum(x @ projection[0, 0], 0),
        "The shortcut begins at the input of the unit, and ends at the sum.",
        tolerance=1e-2,
        mistakes={
            "The shortcut is missing: add it before the last ReLU.": np.zeros((2, 5, 5, 3)),
            "The last ReLU is missing.": x @ projection[0, 0],
        },
    )


exercise.report()

# %% [markdown]
# ### A small ResNet
#
# For a whole network it is handy to write the unit as a function of a symbolic tensor. First what occurs three times in it, a
# convolution with batch normalization; then the unit, with either shortcut.

# %%
def convolution(x, filters, size, strides=1):
    x = keras.layers.Conv2D(filters, size, strides, padding="same", use_bias=False)(x)
    return keras.layers.BatchNormalization()(x)


# %%
def unit(x, filters, strides):
    """ResNet's unit around the symbolic tensor `x`, with a projection where the shape changes."""
    y = keras.layers.ReLU()(convolution(x, filters, 3, strides))
    y = convolution(y, filters, 3)
    shortcut = x if x.shape == y.shape else convolution(x, filters, 1, strides)
    return keras.layers.ReLU()(keras.layers.Add()([shortcut, y]))


# %% [markdown]
# Its drawing shows the two roads: on one side two convolutions of size 3, on the other the projection.

# %%
inputs = keras.Input((14, 14, 16))
plotting.model(keras.Model(inputs, unit(inputs, filters=32, strides=2)))

# %% [markdown]
# Four units after a first convolution, then each channel's mean, called **global average pooling**, then ten probabilities. There is no large
# dense layer; in chapter 02's convolutional network one such layer holds 204,928 of all 225,034 parameters.
#
# The learning rate follows half a cosine as in chapter 02, from 0.005 down to 0. New is `AdamW`, which is Adam with **weight decay**: every
# step also makes all weights a little smaller, which holds back overfitting.

# %% tags=["nbval-check-output"]
inputs = keras.Input((28, 28, 1))
x = keras.layers.Rescaling(1 / 255)(inputs)
x = keras.layers.ReLU()(convolution(x, 16, 3, strides=2))
for filters, strides in [(16, 1), (32, 2), (32, 1), (64, 2)]:
    x = unit(x, filters, strides)
x = keras.layers.Dropout(0.4)(keras.layers.GlobalAveragePooling2D()(x))
resnet = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(x))
rate = keras.optimizers.schedules.CosineDecay(0.005, decay_steps=10 * 469)  # 10 epochs of 469 batches
adam = keras.optimizers.AdamW(rate, weight_decay=0.15)
resnet.compile(adam, loss="sparse_categorical_crossentropy", metrics=["accuracy"])
print(f"{resnet.count_params():,} parameters")

# %% [markdown]
# The next cell trains for two to four minutes and shows how long is left.

# %% tags=["not-when-grading"]
progress = plotting.progress()
history = resnet.fit(x_train, y_train, epochs=10, batch_size=128, verbose=0, callbacks=[progress])

# %% tags=["not-when-grading"]
test_loss, test_accuracy = resnet.evaluate(x_test, y_test, verbose=0)
print(f"test loss {test_loss:.4f}, test accuracy {test_accuracy:.4f}")
plotting.record("MNIST, ResNet", progress, seed=1, accuracy=test_accuracy, loss=test_loss)

# %% [markdown]
# Beside it, chapter 02's network, with the figures that chapter 02 prints. An accuracy on 10,000 images is itself uncertain:
# with other images of the same kind it would differ by about $\sqrt{p(1-p)/10000}$, its standard error.

# %% tags=["not-when-grading"]
chapter_2 = 225_034, 0.9934  # as chapter 02 prints them
runs = {"chapter 02": chapter_2, "ResNet": (resnet.count_params(), test_accuracy)}
for name, (parameters, p) in runs.items():
    print(f"{name:<10}  {parameters:>7,} parameters  accuracy {p:.4f} ± {(p * (1 - p) / 10_000) ** 0.5:.4f}")

# %% [markdown]
# **Think about it.** Is the ResNet better, and is it the shortcuts that make it so?
#
# <details><summary>One answer</summary>
#
# It has fewer parameters: that is certain. Its accuracy has to be held against the standard error of a difference, which is
# $\sqrt{a^2 + b^2}$ for independent errors $a$ and $b$: about 0.001 here, rather less because both saw the same images. A difference of one such error
# is easily chance, one of three hardly. One run of each is little to go by in any case, for another seed gives another accuracy. And even a
# clear difference would not show what made it: the two networks also differ in batch normalization, in the optimizer and in the number of
# epochs. To know what the shortcuts do, train the same network without them. The next section looks at them alone.
#
# </details>

# %% [markdown]
# ## 4. What happens to the gradient
#
# Training moves each weight by its gradient, and the gradient reaches the first layer only through all the others: backwards, it
# is multiplied by each layer's derivative in turn. Fifty factors of a half make $10^{-15}$. With a shortcut the derivative of
# $x + f(x)$ is $1 + f'(x)$: the 1 lets the gradient through even where $f$ itself would stop it.
#
# Let us measure it. A stack of equal dense layers, new and untrained, sees random numbers, with labels that mean nothing. The tape of
# TensorFlow records the computation and then gives the gradient of the loss for each kernel; we take its length, the norm.

# %%
def gradient_norms(depth, shortcuts, activation="sigmoid", normalize=False):
    """The norm of the gradient for the kernel of each of `depth` layers, the first layer first."""
    keras.utils.set_random_seed(1)
    x, labels = keras.random.normal((200, 64)), np.arange(200) % 10
    layers = [keras.layers.Dense(64, activation=activation) for _ in range(depth)]
    with tf.GradientTape() as tape:
        for layer in layers:
            y = layer(x)
            if normalize:
                y = keras.layers.BatchNormalization()(y, training=True)
            x = x + y if shortcuts else y
        probabilities = keras.layers.Dense(10, activation="softmax")(x)
        loss = keras.ops.mean(keras.losses.sparse_categorical_crossentropy(labels, probabilities))
    gradients = tape.gradient(loss, [layer.kernel for layer in layers])
    # In float32 the squares of very small numbers would be 0.
    return [float(keras.ops.norm(keras.ops.cast(gradient, "float64"))) for gradient in gradients]


# %% [markdown]
# **Predict before you run.** The slope of a sigmoid is at most 1/4. What is left of the gradient after 20 layers, and after 50?

# %% tags=["not-when-grading"]
norms = {"20 layers, plain": gradient_norms(20, False), "20 layers, shortcuts": gradient_norms(20, True)}
norms |= {"50 layers, plain": gradient_norms(50, False), "50 layers, shortcuts": gradient_norms(50, True)}
for name, values in norms.items():
    print(f"{name:<20}  first layer {values[0]:8.1e}  last layer {values[-1]:8.1e}")
plotting.gradient_norms(norms)

# %% [markdown]
# In the plain stack the first layers do not learn: with 50 layers the gradient of the first is some $10^{30}$ times smaller than that of
# the last, and no learning rate suits both: this is the **vanishing gradient**. With shortcuts, every layer gets a gradient that it can use.
#
# Sigmoid is the worst case. Try the others, and look at what `relu` does with shortcuts: each layer adds to the sum, so the numbers grow
# instead. `normalize` puts batch normalization at the end of each $f$, as ResNet does.

# %%
def draw(activation, **options):
    return plotting.gradient_norms({activation: gradient_norms(activation=activation, **options)})


# %% tags=["not-when-grading"]
activations = ["relu", "tanh", "sigmoid"]
plotting.explore(draw, activation=activations, depth=(5, 50, 5), shortcuts=True, normalize=False)

# %% [markdown]
# **Think about it.** Draw 50 ReLU layers without normalization, once with shortcuts and once without. One gradient is far too large, the other
# far too small. Could a learning rate that fits mend either?
#
# <details><summary>One answer</summary>
#
# Partly. If all layers have about the same norm, one learning rate can fit them all, as far as the loss itself is still a sensible number.
# But where the norm differs from layer to layer by many powers of ten, as with sigmoid, a rate that moves the first layers throws the last
# ones far away. Adam, with a step size for each weight, helps, but below about $10^{-7}$ it takes a gradient for 0: a small constant in its
# formula keeps it from dividing by nothing. Shortcuts and normalization go to the cause.
#
# </details>

# %% [markdown]
# ## 5. Your own metric, your own loss
#
# A metric or a loss is a function of the labels and the predictions. Write it with `keras.ops`, which has most of NumPy's functions under
# the same names: Keras can then find its gradient, and it runs on every backend. (In 2018 one wrote `K.mean`, from `keras.backend`.)
#
# One machine in thirty breaks down, somewhat more often the hotter it is. A network of a single unit is to say how likely that is. Its
# loss is the squared distance from the truth, and beside the accuracy we read `mean_pred`, the mean of the predictions.
#
# **Predict before you run.** The loss will fall. What will accuracy do, and what is `mean_pred` going to approach?

# %%
def squared_distance(y_true, y_pred):
    return keras.ops.mean(keras.ops.square(y_true - y_pred))


# %%
def mean_pred(y_true, y_pred):
    return keras.ops.mean(y_pred)


# %% tags=["not-when-grading"]
rng = np.random.default_rng(1)
heat = rng.normal(size=(2000, 1))
broken = heat[:, 0] + 2 * rng.normal(size=2000) > 4
print(f"{broken.mean():.3f} of the machines break down")
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, "sigmoid", kernel_initializer="zeros")])
model.compile(keras.optimizers.SGD(1.0), squared_distance, metrics=["accuracy", mean_pred])
history = model.fit(heat, broken, epochs=20, verbose=0, callbacks=[plotting.progress()])

# %% [markdown]
# The accuracy is the same from the first epoch to the last: it counts only on which side of 0.5 a prediction lies, and all lie on the
# side of no. Meanwhile the predictions move from 0.5 towards the true share, and the loss sees that. A metric that does not move
# does not mean that nothing is learned, and one that is high does not mean that much is.
#
# **Think about it.** Why not make accuracy itself the loss?
#
# <details><summary>One answer</summary>
#
# Move a weight a little: nearly always no prediction crosses 0.5, and the accuracy stays as it is. Its derivative is 0 wherever it has
# one, so there is no direction to step in. A loss has to change when the predictions do, however little. That is also why it
# must be written with operations that have a gradient, and a metric need not.
#
# </details>

# %% [markdown]
# ### Exercise 7: a loss and a metric of your own
#
# A detector of rare faults may cry wolf now and then, but it should not miss a fault. Write a loss that says so: binary cross-entropy, in which
# an example with label 1 counts $c$ times, where $c$ is `miss_cost`:
#
# $$\text{loss} = \text{mean of } w \cdot \left(-y \log p - (1 - y) \log (1 - p)\right), \quad w = c \text{ if } y = 1 \text{, else } 1$$
#
# and a metric with the name `mean_pred`, the mean of the predictions, which shows how often the detector cries. The model is
# `Dense(1)` with a sigmoid; compile it with `keras.optimizers.SGD(0.5)`.

# %% nbgrader={"grade": false, "grade_id": "own-loss", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_detector(inputs, miss_cost):
    """A detector that is afraid of misses, compiled.

    Args:
        inputs: int, how many numbers describe an example.
        miss_cost: float, 1 or more; how many times an example with label 1 counts in the loss.

    Returns:
        a compiled keras.Model: input (batch, inputs), output (batch, 1); its labels have shape (batch, 1), 0 or 1.
    """
    ### BEGIN SOLUTION
    def costly_misses(y_true, y_pred):
        weights = 1 + (miss_cost - 1) * y_true
        return keras.ops.mean(weights * keras.ops.binary_crossentropy(y_true, y_pred))

    def mean_pred(y_true, y_pred):
        return keras.ops.mean(y_pred)

    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(1, activation="sigmoid")])
    model.compile(optimizer=keras.optimizers.SGD(0.5), loss=costly_misses, metrics=[mean_pred])
    return model
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A loss is a function of `y_true` and `y_pred`. Write it inside `build_detector`, where it sees `miss_cost`, and give `compile` the
# function itself, without parentheses.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `1 + (miss_cost - 1) * y_true` is `miss_cost` where the label is 1, and 1 where it is 0. `keras.ops.binary_crossentropy` gives one
# number for each example, in the shape of `y_pred`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The loss returns `keras.ops.mean(weights * keras.ops.binary_crossentropy(y_true, y_pred))`. The metric, a function called
# `mean_pred`, returns `keras.ops.mean(y_pred)`. Then `model.compile(optimizer=keras.optimizers.SGD(0.5), loss=..., metrics=[mean_pred])`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "own-loss-value", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_detector", "build_detector has a loss in which a miss costs more")


@exercise.check
def costs_alike(build_detector):
    """With a miss_cost of 1 the loss is the binary cross-entropy."""
    y_true, y_pred = np.array([[1.0], [0.0]], "float32"), np.array([[0.8], [0.4]], "float32")
    checks.equal(
        build_detector(3, 1.0).loss_value(y_true, y_pred),
        -np.log([0.8, 0.6]).mean(),
        "Begin with the binary cross-entropy: -log of the probability that the model gives to what is true, and the mean of it.",
        tolerance=1e-4,
        mistakes={
            "The sign is missing: the logarithm of a probability is negative, a loss is not.": np.log([0.8, 0.6]).mean(),
            "This is the sum over the batch: take the mean.": -np.log([0.8, 0.6]).sum(),
            "Examples with label 0 are left out: they count once.": -np.log(0.8) / 2,
            "The labels are exchanged: -log(p) belongs to label 1, -log(1 - p) to label 0.": -np.log([0.2, 0.4]).mean(),
        },
    )


@exercise.check
def misses_cost_five_times(build_detector):
    """With a miss_cost of 5 an example with label 1 counts five times, and one with label 0 once."""
    y_true = np.array([[1.0], [0.0], [1.0], [0.0]], "float32")
    y_pred = np.array([[0.8], [0.4], [0.3], [0.1]], "float32")
    entropy, weights = -np.log([0.8, 0.6, 0.3, 0.9]), np.array([5, 1, 5, 1])
    checks.equal(
        build_detector(3, 5.0).loss_value(y_true, y_pred),
        (weights * entropy).mean(),
        "Multiply the cross-entropy of each example by its weight, and take the mean.",
        tolerance=1e-4,
        mistakes={
            "miss_cost is not used: multiply where the label is 1.": entropy.mean(),
            "Label 0 costs more here: it is the examples with label 1 that count miss_cost times.": (entropy * [1, 5, 1, 5]).mean(),
            "All examples count miss_cost times: only those with label 1 should.": 5 * entropy.mean(),
            "Each weight is multiplied with every example: weights of shape (batch, 1) need cross-entropies of that shape, "
            "which keras.ops.binary_crossentropy gives.": weights.mean() * entropy.mean(),
            "The weights are divided by their sum: take the mean over the examples.": (weights * entropy).sum() / weights.sum(),
            "This is the sum over the batch: take the mean.": (weights * entropy).sum(),
            "Examples with label 1 count one time too often: the weight is 1 + (miss_cost - 1) * y_true.": (entropy * [6, 1, 6, 1]).mean(),
            "Examples with label 0 are left out: they count once.": (entropy * [5, 0, 5, 0]).mean(),
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_costs(build_detector):
    """Other batches and costs."""
    rng = np.random.default_rng(3)
    for batch, cost in [(3, 2.0), (8, 10.0), (1, 3.5)]:
        y_true, y_pred = rng.integers(2, size=(batch, 1)).astype("float32"), rng.uniform(0.05, 0.95, (batch, 1)).astype("float32")
        expected = np.where(y_true == 1, -cost * np.log(y_pred), -np.log(1 - y_pred)).mean()
        checks.equal(build_detector(2, cost).loss_value(y_true, y_pred), expected, "Use miss_cost as it is given.", tolerance=1e-4)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "own-loss-step", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_detector", "build_detector learns with its loss and shows its metric")


@exercise.check
def one_unit(build_detector):
    """Three inputs and one unit with a sigmoid make four parameters."""
    model = build_detector(3, 2.0).for_inputs((3,))
    checks.equal(model.params, 4, "The model is Dense(1) on inputs numbers.")
    model.set_weights([np.array([[1.0], [-2.0], [0.5]]), np.array([0.3])])
    checks.equal(
        model.outputs(np.array([[1.0, 1.0, 0.0], [2.0, 0.0, 2.0]])),
        1 / (1 + np.exp([[0.7], [-3.3]])),
        "The unit is a weighted sum, a bias and a sigmoid.",
        mistakes={"The unit needs a sigmoid.": [[-0.7], [3.3]], "A softmax over one unit is always 1: take sigmoid.": [[1.0], [1.0]]},
    )


@exercise.check
def one_step(build_detector):
    """A training step moves the weights as NumPy says, and reports mean_pred, the mean of the predictions."""
    model = build_detector(2, 4.0).for_inputs((2,))
    model.need_compiled()
    checks.equal(model.compiled["optimizer"], "sgd", "The optimizer is keras.optimizers.SGD(0.5).")
    checks.equal(model.compiled["optimizer_config"]["momentum"], 0.0, "Leave the momentum out: keras.optimizers.SGD(0.5).")
    kernel, bias = np.array([[0.5], [-0.3]]), np.array([0.1])
    model.set_weights([kernel, bias])
    x = np.array([[1.0, 2.0], [-1.0, 0.5], [0.3, -0.8], [2.0, 1.0]], "float32")
    y = np.array([[1.0], [0.0], [0.0], [0.0]], "float32")
    p = 1 / (1 + np.exp(-x @ kernel - bias))
    logs = model.train_on_batch(x, y)

    def moved(weights, rate=0.5):
        slope = weights * (p - y) / 4  # of the loss by x @ kernel + bias
        return np.append(kernel - rate * x.T @ slope, bias - rate * slope.sum(axis=0))

    weights = np.where(y == 1, 4.0, 1.0)
    checks.equal(
        np.append(*model.weights()),
        moved(weights),
        "The loss of the formula above, as the loss of compile, and SGD with learning rate 0.5.",
        tolerance=1e-4,
        mistakes={
            "Training does not know your loss: give it to compile, loss=your_function.": moved(1.0),
            "The learning rate is the default, 0.01: keras.optimizers.SGD(0.5).": moved(weights, rate=0.01),
            "The loss is a sum over the batch: take the mean.": moved(4 * weights),
        },
    )
    checks.true(
        "mean_pred" in logs,
        'Give compile metrics=[mean_pred]: the name that is shown is that of the function, or name="mean_pred" of a metric object.',
        "mean_pred",
        ", ".join(sorted(logs)),
    )
    checks.equal(
        logs["mean_pred"],
        p.mean(),
        "mean_pred is the mean of y_pred, keras.ops.mean(y_pred).",
        tolerance=1e-4,
        mistakes={
            "This is the mean of the labels: take the predictions, y_pred.": y.mean(),
            "This is the share of predictions above 0.5: take the mean of the predictions as they are.": (p > 0.5).mean(),
            "This is the sum of the predictions: take the mean.": p.sum(),
        },
    )


exercise.report()

# %% [markdown]
# ### A model as a class, and when not to
#
# `keras.Model` can be subclassed as `keras.Layer` can: layers in `__init__`, the road between them in `call`. There you may write what
# no graph can hold, such as a loop whose length depends on the data. What it costs is visible at once.

# %%
class Classifier(keras.Model):
    def __init__(self):
        super().__init__()
        self.hidden = keras.layers.Dense(64, activation="relu", name="hidden")
        self.classes = keras.layers.Dense(10, activation="softmax")

    def call(self, x):
        return self.classes(self.hidden(x))


# %%
def complaint(action):
    """The kind and the first line of the error with which `action` ends."""
    try:
        action()
    except Exception as error:
        return f"{type(error).__name__}: {str(error).splitlines()[0]}"


# %% tags=["nbval-check-output"]
classifier = Classifier()
print(complaint(lambda: classifier.count_params()))
classifier(np.ones((1, 784)))
print(f"after the first call: {classifier.count_params():,} parameters")
print(complaint(lambda: classifier.hidden.output))

# %% [markdown]
# Until it is called it knows no shape, so Keras can neither count nor draw nor check it. Even afterwards there is no graph: `call` is code
# that runs, and its inner outputs cannot be taken ("never called" means: on no symbolic tensor that it could remember). A saved file can be
# loaded only where the class is known, and if `__init__` has arguments, saving needs a `get_config`. So write a graph where the network is
# a graph, a layer of your own for a new piece of it, and a subclass of `Model` only for what neither can say.
#
# **Think about it.** A network reads a sentence word by word and stops reading as soon as it is sure. Functional, or a class?
#
# <details><summary>One answer</summary>
#
# A class. How many steps it takes depends on the numbers that pass through, and a graph of layers is fixed before any number passes.
# A step itself is the same every time, so it can be a functional model, called in the loop.
#
# </details>

# %% [markdown]
# ## 6. A graph can be taken apart
#
# A functional model keeps its graph: every layer knows its input and its output. So an inner output can become the output of
# another model. It shares all weights with the first, needs no training, and is called a **feature extractor**.

# %% tags=["nbval-check-output"]
sums = [layer for layer in resnet.layers if isinstance(layer, keras.layers.Add)]
extractor = keras.Model(resnet.input, [layer.output for layer in sums])
print(f"{len(resnet.layers)} layers; after each shortcut:", *[layer.output.shape for layer in sums])

# %% tags=["not-when-grading"]
plotting.feature_maps(extractor.predict(x_test[:1], verbose=0)[0][0])

# %% [markdown]
# These are the 16 channels after the first shortcut, for the first test image: red is positive, blue negative. Every channel has made
# something else of the digit.
#
# ### Freezing a part
#
# To **freeze** a layer or a whole model, set `trainable = False`: its weights stay as they are. A model goes by what was trainable when it
# was made ready for training, so compile it again after a change. In section 2 we left `pair_model` with an encoder that `twins` had trained
# for itself. `twins` needs that encoder as it is. So we freeze it and train only what `pair_model` has of its own.

# %%
def trainable(model):
    return sum(np.prod(weight.shape) for weight in model.trainable_weights)


# %% tags=["nbval-check-output"]
print(f"to be trained: {trainable(pair_model):,} of {pair_model.count_params():,} parameters")
vision.trainable = False
pair_model.compile("adam", losses, loss_weights=loss_weights, metrics=metrics)
print(f"with vision frozen: {trainable(pair_model):,}")

# %% tags=["not-when-grading"]
history = pair_model.fit(pairs, answers, epochs=3, batch_size=100, verbose=0, callbacks=[plotting.progress()])
mended = pair_model.evaluate(new_pairs, new_answers, verbose=0, return_dict=True)
print(f"accuracy for the sum: {after['sum_accuracy']:.3f} before, {mended['sum_accuracy']:.3f} now")
same_accuracy_now = twins.evaluate(*others, verbose=0)[1]
print(f"accuracy for the same digit: {same_accuracy:.3f} before, {same_accuracy_now:.3f} now")

# %% [markdown]
# With a fifth of its weights trained, `pair_model` is nearly what it was in section 2, and `twins` is exactly what it was.
#
# To keep the **body** of a trained network and give it a new head is called **transfer learning**. It needs few examples and little time,
# because only the head has to learn.

# %% [markdown]
# ### Exercise 8: build on what another network has learned
#
# Somebody has trained this **base network** for ten classes and gives you its weights, a list as `get_weights` returns it:
#
# | step | layer |
# |---|---|
# | input | (28, 28, 1) |
# | 1 | `Conv2D`, 8 filters, 3 × 3, ReLU, no padding |
# | 2 | `MaxPooling2D` |
# | 3 | `Conv2D`, 16 filters, 3 × 3, ReLU, no padding |
# | 4 | `GlobalAveragePooling2D` |
# | 5 | `Dense`, 10 units, softmax |
#
# You have other classes. Build the base network, give it the weights, keep it up to and including step 4 as it is, **frozen**, and put a new
# `Dense` with softmax on top.

# %% nbgrader={"grade": false, "grade_id": "transfer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_transfer(weights, classes):
    """A new head on the frozen body of a trained network.

    Args:
        weights: list of 6 float32 arrays, the weights of the base network: kernel and bias of steps 1, 3 and 5.
        classes: int, how many classes the new head tells apart.

    Returns:
        a keras.Model, compiled or not: input (batch, 28, 28, 1), output (batch, classes) probabilities.
    """
    ### BEGIN SOLUTION
    inputs = keras.Input((28, 28, 1))
    x = keras.layers.MaxPooling2D()(keras.layers.Conv2D(8, 3, activation="relu")(inputs))
    x = keras.layers.Conv2D(16, 3, activation="relu")(x)
    features = keras.layers.GlobalAveragePooling2D()(x)
    base = keras.Model(inputs, keras.layers.Dense(10, activation="softmax")(features))
    base.set_weights(weights)
    base.trainable = False
    return keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(features))
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Build the base network first, all five steps, and give it the weights with `set_weights`. Only then cut it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Keep the tensor that step 4 gives under a name, `features`: the old head is called on it, and so may be a new one. With a `Sequential`
# you find it as `base.layers[-2].output`, and the inputs as `base.inputs`. `base.trainable = False` freezes every layer of the base.
#
# </details>
# <details><summary>Hint 3</summary>
#
# After `base = keras.Model(inputs, old_head)`: `base.set_weights(weights)`, `base.trainable = False`, then
# `keras.Model(inputs, keras.layers.Dense(classes, activation="softmax")(features))`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "transfer-frozen", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_transfer", "build_transfer freezes the body and trains a new head")


def some_base_weights(seed):
    shapes = [(3, 3, 1, 8), (8,), (3, 3, 8, 16), (16,), (16, 10), (10,)]
    rng = np.random.default_rng(seed)
    return [rng.normal(scale=0.3, size=shape).astype("float32") for shape in shapes]


@exercise.check
def parameters(build_transfer):
    """For 4 classes there are 1,316 parameters: 1,248 in the body and 68 in the new head."""
    checks.equal(
        build_transfer(some_base_weights(1), 4).for_inputs((28, 28, 1)).params,
        80 + 1168 + 17 * 4,
        "The body is steps 1 to 4; the new head sees its 16 numbers.",
        mistakes={
            "The old head is still there, and the new one reads it: cut the base off after step 4.": 80 + 1168 + 170 + 11 * 4,
            "This is the base network itself: the new head is missing.": 80 + 1168 + 170,
            "The base is cut off before the pooling, and flattened: keep step 4.": 80 + 1168 + (11 * 11 * 16 + 1) * 4,
            "The new head is missing.": 80 + 1168,
        },
    )


@exercise.check
def trainable_parameters(build_transfer):
    """For 4 classes 68 parameters can be trained: 16 times 4 weights and 4 biases."""
    checks.equal(
        build_transfer(some_base_weights(1), 4).for_inputs((28, 28, 1)).trainable_params,
        17 * 4,
        "Freeze the body, and nothing else.",
        mistakes={
            "Nothing is frozen: set trainable = False on the base, before or after you build on it.": 80 + 1168 + 17 * 4,
            "Everything is frozen: the new head has to learn.": 0,
            "The first convolution still learns: freeze all of the body.": 80 + 17 * 4,
            "The second convolution still learns: freeze all of the body.": 1168 + 17 * 4,
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_classes(build_transfer):
    """Other numbers of classes."""
    for classes in (2, 25):
        model = build_transfer(some_base_weights(2), classes).for_inputs((28, 28, 1))
        found = [model.trainable_params, model.non_trainable_params]
        checks.equal(found, [17 * classes, 1248], "The new head has classes units; the body is frozen.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "transfer-outputs", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("build_transfer", "build_transfer sees images as the trained network does")


def some_base_weights(seed):
    shapes = [(3, 3, 1, 8), (8,), (3, 3, 8, 16), (16,), (16, 10), (10,)]
    rng = np.random.default_rng(seed)
    return [rng.normal(scale=0.3, size=shape).astype("float32") for shape in shapes]


@exercise.check
def body_has_the_weights(build_transfer):
    """The two convolutions have the weights that were given."""
    given = some_base_weights(3)
    model = build_transfer(given, 4).for_inputs((28, 28, 1))
    for shape, expected in [((3, 3, 1, 8), given[0]), ((8,), given[1]), ((3, 3, 8, 16), given[2]), ((16,), given[3])]:
        found = [weight for weight in model.weights() if weight.shape == shape]
        checks.true(len(found) == 1, "Build the body as the table says.", f"one array of shape {shape}", f"{len(found)} of them")
        checks.equal(
            found[0], expected, "The body has other weights than those given: hand them to the base network with base.set_weights(weights)."
        )


@exercise.check
def new_head(build_transfer):
    """Three images give three rows of probabilities, computed from the 16 numbers of the body by the new head."""
    given = some_base_weights(4)
    model = build_transfer(given, 5).for_inputs((28, 28, 1))
    images = np.random.default_rng(5).random((3, 28, 28, 1)).astype("float32")
    rng = np.random.default_rng(6)
    kernel, bias = rng.normal(size=(16, 5)), rng.normal(size=5)
    model.set_weights([{(16, 5): kernel, (5,): bias}.get(weight.shape, weight) for weight in model.weights()])
    found = model.outputs(images)
    checks.shape(
        found,
        (3, 5),
        "The new head has classes units, after the pooling of step 4.",
        mistakes={
            "The base is cut off before the pooling: keep step 4.": (3, 11, 11, 5),
            "These are the ten classes of the base: put your own head in their place.": (3, 10),
            "The head is missing: put Dense(classes) on top.": (3, 16),
        },
    )
    x = keras.ops.relu(keras.ops.conv(images, given[0]) + given[1])
    x = keras.ops.relu(keras.ops.conv(keras.ops.max_pool(x, 2), given[2]) + given[3])
    features = keras.ops.convert_to_numpy(keras.ops.mean(x, axis=(1, 2)))
    logits = features @ kernel + bias
    largest = keras.ops.convert_to_numpy(keras.ops.max(x, axis=(1, 2))) @ kernel + bias

    def softmax(z):
        return np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)

    checks.equal(
        found,
        softmax(logits),
        "Follow the table: convolution with ReLU, pooling, convolution with ReLU, average, then the new Dense with softmax.",
        tolerance=1e-3,
        mistakes={
            "The new head has no activation: give it softmax.": logits,
            "The new head has a sigmoid: one class out of several needs softmax.": 1 / (1 + np.exp(-logits)),
            "The new head has a ReLU: probabilities need softmax.": np.maximum(logits, 0),
            "Step 4 is the average over the feature map, not the largest value.": softmax(largest),
        },
    )


exercise.report()

# %% [markdown]
# ## 7. Errors that everyone meets
#
# Of a long traceback read the end first: there stands the message, a sentence about your network. Here are three, each with its cure;
# the first is about a sum of shapes that do not fit.

# %% tags=["nbval-check-output"]
a, b = keras.Input((14, 14, 16)), keras.Input((14, 14, 32))
print(complaint(lambda: keras.layers.Add()([a, b])))
print("cured:", keras.layers.Add()([convolution(a, 32, 1), b]).shape)

# %% [markdown]
# **The cure:** bring both to one shape; for images that is the projection. If you did not expect the shapes in the message, print
# `x.shape` after each line.
#
# The next output depends on two inputs, and the model is given one. In older versions the message says *Graph disconnected*.

# %% tags=["nbval-check-output"]
both = keras.layers.Concatenate()([a, b])
print(complaint(lambda: keras.Model(a, both)))
print("cured:", keras.Model([a, b], both).output_shape)

# %% [markdown]
# **The cure:** give `keras.Model` every `Input` that the road back from the output leads to. If the list looks complete, a cell was
# run twice: a new `Input` under an old name is another tensor. Run the whole cell that builds the network, from its first line.
#
# The third: `Dense(10)` makes a layer but does not call it.

# %% tags=["nbval-check-output"]
print(complaint(lambda: keras.Model(a, keras.layers.Dense(10, name="classes"))))
print("cured:", keras.Model(a, keras.layers.Dense(10, name="classes")(a)).output_shape)

# %% [markdown]
# **The cure:** the second pair of parentheses, with the tensor in it.

# %% [markdown]
# ## 8. A deep network of your own
#
# You have all the pieces by now. The last exercise asks for a network so deep that a plain stack does not learn.

# %% [markdown]
# ### Exercise 9: design a network that is deep and learns
#
# The three rings of chapter 01 again, and the opposite of a wide network: at least **20** `Dense` layers one after the other, none but the
# last wider than **4** units. Try a plain stack first, and see what it learns. Then build a network that reaches **90 %** on points that
# it has not seen, with a few seconds of training.

# %% nbgrader={"grade": false, "grade_id": "train-deep", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_deep(x, y, seed):
    """A deep and narrow model, trained to tell the rings apart.

    Args:
        x: float32 array of shape (points, 2), between -1.3 and 1.3.
        y: int array of shape (points,), 0, 1 or 2.
        seed: int; pass it to keras.utils.set_random_seed first: the same seed gives the same model, another one another.

    Returns:
        a trained keras.Model: input (batch, 2), output (batch, 3), the largest output marking the class.
    """
    ### BEGIN SOLUTION
    keras.utils.set_random_seed(seed)
    inputs = keras.Input((2,))
    features = keras.layers.Dense(4, activation="relu")(inputs)
    for _ in range(9):
        change = keras.layers.Dense(4, activation="relu")(features)
        features = keras.layers.Add()([features, keras.layers.Dense(4)(change)])
    model = keras.Model(inputs, keras.layers.Dense(3, activation="softmax")(features))
    model.compile(optimizer=keras.optimizers.SGD(0.02, momentum=0.9), loss="sparse_categorical_crossentropy")
    model.fit(x, y, epochs=25, batch_size=50, verbose=0)
    return model
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Section 4 shows what happens to the gradient on a long road, and what keeps it alive. All layers have the same width, so
# the input of a unit can be added to its output as it is.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Write one unit in a loop, after the pattern of the identity unit: a `Dense` with ReLU, a `Dense` without activation, and `Add` with what
# came in. Nine such units, one layer before and one after them, make 20.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Before the loop `features = Dense(4, activation="relu")(inputs)`; in it `change = Dense(4, activation="relu")(features)` and
# `features = Add()([features, Dense(4)(change)])`; after it `Dense(3, activation="softmax")`. `SGD(0.02, momentum=0.9)` and
# `fit(x, y, epochs=25, batch_size=50, verbose=0)` will do.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "train-deep-accuracy", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks, datasets

exercise = checks.exercise("train_deep", "train_deep reaches 90 % on new points with a deep and narrow network")


@exercise.check
def learns(train_deep):
    """Trained on 400 points, a network of 20 layers or more is right on at least 90 % of 600 others."""
    model = train_deep(*datasets.make_rings(400, seed=1), 1).for_inputs((2,))
    x, y = datasets.make_rings(600, seed=4)
    units, outputs = model.settings("units", "Dense"), model.outputs(x)
    checks.true(len(units) >= 20, "Add layers: each counts that has weights of its own.", "at least 20 Dense layers", f"{len(units)} of them")
    in_a_row = model.depth or len(units)  # a class has no graph to count in
    checks.true(in_a_row >= 20, "The layers stand side by side: each should read what the one before gives.", "20 one after the other", f"{in_a_row}")
    checks.true(max(units[:-1]) <= 4, "Make the layers narrower, all but the last.", "at most 4 units", f"{max(units[:-1])} units")
    checks.shape(outputs, (600, 3), "The last layer has one unit for each ring: 3.")
    accuracy = (outputs.argmax(axis=1) == y).mean()
    if model.count("Activation") == model.count("Activation", activation="softmax"):
        look_at = "Without an activation between them, all layers compute no more than one: give every second one relu."
    elif accuracy < 0.45 and not {"Add", "Concatenate", "Average"} & set(model.types()):
        look_at = "This is guessing. Is fit called? If so, the gradient dies on the way: give the network shortcuts, Add()([x, f(x)])."
    elif accuracy < 0.45:
        look_at = "This is guessing: is fit called before return, on x and y, with the loss for class numbers?"
    else:
        look_at = "It learns, but not enough: shortcuts over two layers at a time, another learning rate, or more epochs."
    checks.true(accuracy >= 0.9, look_at, "accuracy of at least 0.90", f"accuracy {accuracy:.3f}")


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "train-deep-any-rings", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks, datasets

exercise = checks.exercise("train_deep", "train_deep keeps its form on any rings, and learns from what it is given")


@exercise.check
def another_draw(train_deep):
    """Trained on other points, with their classes renamed, it has the same form and is as good."""
    x, y = datasets.make_rings(400, seed=11)
    model = train_deep(x, 2 - y, 3).for_inputs((2,))
    units, (x_new, y_new) = model.settings("units", "Dense"), datasets.make_rings(600, seed=12)
    checks.true(len(units) >= 20, "Add layers: each counts that has weights of its own.", "at least 20 Dense layers", f"{len(units)} of them")
    in_a_row = model.depth or len(units)  # a class has no graph to count in
    checks.true(in_a_row >= 20, "The layers stand side by side: each should read what the one before gives.", "20 one after the other", f"{in_a_row}")
    checks.true(max(units[:-1]) <= 4, "Make the layers narrower, all but the last.", "at most 4 units", f"{max(units[:-1])} units")
    outputs = model.outputs(x_new)
    checks.shape(outputs, (600, 3), "The last layer has one unit for each ring: 3.")
    ### BEGIN HIDDEN TESTS
    accuracy = (outputs.argmax(axis=1) == 2 - y_new).mean()
    checks.true(accuracy >= 0.9, "Learn from x and y alone.", "accuracy of at least 0.90", f"accuracy {accuracy:.3f}")
    ### END HIDDEN TESTS


@exercise.check
def repeated(train_deep):
    """The same seed gives the same model, and another seed another one."""
    x, y = datasets.make_rings(40, seed=5)
    checks.seeded(lambda seed: train_deep.in_one_epoch(x, y, seed).for_inputs((2,)))


exercise.report()

# %% [markdown]
# Which exercises are done, and which are open? The table knows the test cells that you have run since the kernel started.

# %% tags=["not-when-grading"]
checks.progress()

# %% [markdown]
# ## Common mistakes
#
# - **Making a layer where one should be used twice.** `Dense(64)(a)` and `Dense(64)(b)` are two layers with weights of their own. To share,
#   give the layer a name and call that: `dense(a)`, `dense(b)`.
# - **Forgetting what is shared.** Training one model changes every model that shares a layer with it.
# - **NumPy on symbolic tensors.** They hold no numbers. Use `keras.ops`, or a layer.
# - **ReLU before the sum.** In ResNet's unit the second ReLU comes after it; before it, $f$ could never take anything away.
# - **Freezing without compiling again.** A model that has been trained goes on with the weights that it trained before.
# - **Names that do not fit.** The keys of losses, labels and metrics are the names of the outputs.
# - **A subclass of `Model` for what is a graph.** It cannot be drawn, checked or taken apart.

# %% [markdown]
# ## Take-away
#
# - A layer is a function; a symbolic tensor remembers where it came from; a model is the road from inputs to outputs.
# - Several outputs have several losses, added up by weight. A layer called twice has its weights once.
# - A shortcut makes the derivative $1 + f'(x)$, so that the gradient reaches the first layers of a deep network.
# - The loss is what training makes small, and it needs a gradient; a metric is for you to read. Both can be your own.
# - A functional model is a graph that can be drawn, cut, extended and frozen in part.

# %% [markdown]
# ## To go further
#
# - The guides on the functional API, on new layers and models by subclassing, and on transfer learning, on [keras.io](https://keras.io).
# - The shortcut: K. He, X. Zhang, S. Ren and J. Sun, *Deep Residual Learning for Image Recognition*, arXiv 1512.03385.
# - Batch normalization: S. Ioffe and C. Szegedy, *Batch Normalization: Accelerating Deep Network Training by Reducing Internal
#   Covariate Shift*, arXiv 1502.03167.
# - Next chapter: faces, smiling or not, and a network that says which.
