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
# # Sequential: one straight road of layers
#
# In this chapter you train the two classic networks for handwritten digits, a perceptron and a convolutional network,
# compare them honestly, and take over everything that `fit` does for you.

# %% [markdown]
# ## Questions
#
# - When does a model get its weights, and what can it tell you before that?
# - Which examples does `validation_split` take away, and why does their order matter?
# - What does `fit` do that a loop of your own would not?
# - What do padding, strides and channels do to the shape of an image on its way through a network?
# - How much better is a convolutional network, and what does it cost?

# %% [markdown]
# ## What you will be able to do
#
# - write a `Sequential` model as a list or with `add`, and say when it is built;
# - prepare images and labels, hold out a validation set, and train with `fit` or with a loop of your own;
# - work out the output shape and the parameters of a convolution before Keras does;
# - read a confusion matrix and say whether one network is really better than another;
# - stop training in time, keep the best model in a file, and load it again;
# - bring a Keras program of 2016 up to date.

# %% [markdown]
# ## Before you start
#
# You need chapter 01: dense layers, softmax, dropout, losses, `compile`, `fit` and `evaluate`.
#
# **Time:** 55 minutes to read and run, 80 minutes for the exercises. The longest cell trains for one and a half to two
# minutes on two CPU cores, another one for up to a minute; both show how long is left.
#
# Numbers change a little from machine to machine and from run to run.

# %%
from utils import checks, datasets, plotting  # first, because it quietens TensorFlow's start

import tempfile
import warnings

import keras
import numpy as np
import tensorflow as tf

# %% [markdown]
# ## 1. One straight road
#
# In a `Sequential` model, what leaves one layer enters the next. There are two ways to write it: as a list, or layer by
# layer with `add`. The two models below are meant to be the same, but only the first one says what comes in. (The
# activation is the second argument of `Dense`, so its name may be left out.)
#
# **Predict before you run.** A dense layer has two arrays of weights, its kernel and its bias. How many arrays does
# each model have at this moment?

# %% tags=["nbval-check-output"]
listed = keras.Sequential([keras.Input((784,)), keras.layers.Dense(256, "relu"), keras.layers.Dense(10, "softmax")])
added = keras.Sequential()
added.add(keras.layers.Dense(256, "relu"))
added.add(keras.layers.Dense(10, "softmax"))
print(f"listed: {len(listed.weights)} arrays of weights; added: {len(added.weights)}")

# %% [markdown]
# The second model cannot have a kernel yet: nobody told it how many numbers come in, so it does not know how many rows
# the kernel needs. In its summary, question marks stand where the shapes should be.

# %%
added.summary()

# %% [markdown]
# The weights are made when the first batch arrives, or when you call `build` with the shape of a batch. `None` stands
# for any number of examples.

# %%
added.build((None, 784))
added.summary()

# %% [markdown]
# Now both are the same network. `Input` itself is not a layer of the road but the sign at its beginning: `layers`
# leaves it out. `layers` is a list that you can look at, and `pop` takes the last layer off. That is how a network that
# has learned one task starts on another, letters in place of digits: a new last layer, and the layers before it keep
# their weights.

# %% tags=["nbval-check-output"]
kernel = listed.layers[0].get_weights()[0]
listed.pop()
listed.add(keras.layers.Dense(26, "softmax"))
same = np.array_equal(kernel, listed.layers[0].get_weights()[0])
print("shapes:", [layer.output.shape for layer in listed.layers], "  first kernel as it was:", same)

# %% [markdown]
# **Think about it.** If `Input` makes a model complete at once, when would you leave it out on purpose?
#
# <details><summary>One answer</summary>
#
# When one recipe should serve inputs of several sizes, and the data decide. The price: until the first batch there is
# no shape to look at, and a layer that does not fit is found out late, in the middle of `fit` and not in the line that
# added it.
#
# </details>

# %% [markdown]
# ## 2. The perceptron
#
# A network of dense layers is also called a **multilayer perceptron**. The one that we build here comes from a tutorial
# of January 2021, written for Keras in R; it ends with a test accuracy of 0.9714 and a loss of 0.1031. Let us see what
# the same program gives today.
#
# A dense layer wants a row of numbers, so each image of 28 by 28 pixels becomes one row of 784. The order is
# **row-major**: the first row of pixels, then the second, and so on, so the pixel in row $r$ and column $c$ lands at
# place $28 r + c$. NumPy and Keras read arrays in this order; R, like Fortran, reads columns first, and a program that
# mixes the two feeds its network pixels in wrong places.

# %% tags=["nbval-check-output"]
image = np.array([[1, 2, 3], [4, 5, 6]])
print("row-major:", image.reshape(-1), "  column-major:", image.reshape(-1, order="F"))

# %% [markdown]
# Labels become **one-hot** rows: as many numbers as there are classes, all 0 but one. For such rows the loss is
# `"categorical_crossentropy"`; chapter 01 kept the class numbers and took the sparse one.

# %% tags=["nbval-check-output"]
print(keras.utils.to_categorical([2, 0, 1], num_classes=4))

# %% [markdown]
# And pixels from 0 to 255 become numbers from 0 to 1. Here are the three steps for all images of MNIST.

# %% tags=["not-when-grading"]
(x_train, labels_train), (x_test, labels_test) = datasets.load_mnist()
x_train, x_test = (images.reshape(-1, 784).astype("float32") / 255 for images in (x_train, x_test))
y_train, y_test = (keras.utils.to_categorical(labels, 10) for labels in (labels_train, labels_test))
print("x_train", x_train.shape, x_train.dtype, "  y_train", y_train.shape, y_train.dtype)

# %% [markdown]
# **Think about it.** Suppose all images, for training and for testing, are read column by column. Would the perceptron
# do worse?
#
# <details><summary>One answer</summary>
#
# No. Each unit has a weight for every pixel and no idea which pixels are neighbours, so any fixed order is as good as
# any other, even a random one. Only mixing two orders hurts. Seen the other way: the perceptron makes no use of what we
# all know about images, that neighbouring pixels belong together. Section 4 does.
#
# </details>

# %% [markdown]
# ### Exercise 1: prepare images and labels
#
# Write what a dense network needs before it can begin: every image as one row of numbers from 0 to 1, and every label
# as a one-hot row. Rows of pixels are laid end to end, first row first, as `Flatten` does it.

# %% nbgrader={"grade": false, "grade_id": "prepare-images", "locked": false, "schema_version": 3, "solution": true, "task": false}
def prepare(images, labels, classes):
    """Images and labels in the form that a dense network learns from.

    Args:
        images: uint8 array of shape (n, height, width), from 0 to 255. It stays as it is.
        labels: int array of shape (n,), from 0 to classes - 1; some classes may be missing. It stays as it is.
        classes: int, how many classes there are.

    Returns:
        x, y: float32 array of shape (n, height * width), where 0 became 0 and 255 became 1; and an array of
        shape (n, classes) with a 1 in the column that the label names and 0 elsewhere.
    """
    ### BEGIN SOLUTION
    x = images.reshape(len(images), -1).astype("float32") / 255
    return x, keras.utils.to_categorical(labels, classes)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# There are three steps for the images: one row for each, another type of number, another scale. `reshape` reads
# the last axis fastest, which is the order you want.
#
# </details>
# <details><summary>Hint 2</summary>
#
# What does a pixel of 255 become? Always 1, even in a batch where no pixel is that large: divide by 255, not by what
# you find in the batch. For the labels, Keras has `keras.utils.to_categorical`; tell it how many classes there are.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `x = images.reshape(len(images), -1).astype("float32") / 255` and `y = keras.utils.to_categorical(labels, classes)`.
# Return both: `return x, y`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "prepare-images-pixels", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("prepare", "prepare turns images into rows from 0 to 1")


@exercise.check
def two_images(prepare):
    """Two images of 2 by 3 pixels become two rows of six numbers."""
    images = np.array([[[0, 51, 102], [153, 204, 255]], [[255, 0, 0], [0, 0, 51]]], dtype="uint8")
    found = prepare(images, np.array([1, 0]), 2)
    checks.true(isinstance(found, list) and len(found) == 2, "Return both: `return x, y`.", "two arrays", found)
    row_by_row = images.reshape(2, -1) / 255
    checks.equal(
        found[0],
        row_by_row,
        "Make one row of each image and divide by 255.",
        mistakes={
            "The columns were read before the rows: reshape(len(images), -1) reads row by row.": images.reshape(2, -1, order="F") / 255,
            "The pixels are mixed up: the batch is the first axis, so keep it first, with reshape(len(images), -1).": images.reshape(-1, 2).T / 255,
            "The batch axis is gone: make one row for each image.": images.reshape(-1) / 255,
            "The images are still pictures: make one row of each.": images / 255,
            "The pixels are not scaled: divide by 255.": images.reshape(2, -1),
            "The pixels became whole numbers: divide with /, and keep the fractions.": images.reshape(2, -1) // 255,
            "This is scaled to -1 to 1: divide by 255 and subtract nothing.": row_by_row * 2 - 1,
            "255 must become 1: divide by 255, not by 256.": images.reshape(2, -1) / 256,
            "The labels came first: return x, then y.": np.eye(2)[[1, 0]],
        },
    )


@exercise.check
def pale_batch(prepare):
    """A batch without any pixel of 255 is scaled by the same 255."""
    images = np.array([[[0, 10], [20, 30]], [[40, 60], [0, 0]]], dtype="uint8")
    flat = images.reshape(2, -1)
    checks.equal(
        prepare(images, np.array([1, 0]), 2)[0],
        flat / 255,
        "A pixel of 30 means the same in every batch: divide by 255.",
        mistakes={
            "This is divided by the largest pixel of the batch: divide by 255, whatever the batch holds.": flat / 60,
            "This is divided by the largest pixel of each image: divide by 255, whatever an image holds.": flat / [[30], [60]],
        },
    )


@exercise.check
def float32(prepare):
    """The numbers are float32, half the memory of NumPy's own choice, float64."""
    x = np.asarray(prepare(np.zeros((2, 3, 3), "uint8"), np.array([1, 0]), 2)[0])
    checks.true(x.dtype == "float32", 'Change the type with astype("float32").', "float32", str(x.dtype))


@exercise.check
def one_image(prepare):
    """One image gives one row."""
    x = prepare(np.zeros((1, 4, 5), "uint8"), np.array([1]), 2)[0]
    checks.shape(x, (1, 20), "The batch axis stays, even if it is 1: do not squeeze.")


@exercise.check
def arguments_stay(prepare):
    """The arrays that it is given stay as they are."""
    checks.unchanged(prepare, np.full((2, 2, 2), 7, "uint8"), np.array([1, 0]), 2)


### BEGIN HIDDEN TESTS
@exercise.check
def other_images(prepare):
    """Images of other sizes."""
    rng = np.random.default_rng(12)
    for n, height, width in [(5, 28, 28), (3, 1, 7), (4, 6, 2)]:
        images = rng.integers(0, 200, size=(n, height, width), dtype="uint8")
        x = prepare(images, rng.integers(4, size=n), 4)[0]
        checks.equal(x, images.reshape(n, -1) / 255, "It must hold for every size of image and batch.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "prepare-images-labels", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("prepare", "prepare makes one-hot rows of labels")


@exercise.check
def three_labels(prepare):
    """The labels 1, 0 and 2 out of three classes."""
    labels = np.array([1, 0, 2], dtype="uint8")
    found = prepare(np.zeros((3, 2, 2), "uint8"), labels, 3)
    checks.true(isinstance(found, list) and len(found) == 2, "Return both: `return x, y`.", "two arrays", found)
    checks.equal(
        found[1],
        [[0, 1, 0], [1, 0, 0], [0, 0, 1]],
        "A row for each label, with a 1 in the column that the label names.",
        mistakes={
            "These are the labels as they came: make a one-hot row of each.": labels,
            "The labels are still numbers, now in a column: make a one-hot row of each.": labels[:, None],
            "These are the rows of the classes in order: pick the row of each label.": np.eye(3),
            "There are always ten columns: use classes.": np.eye(10)[labels],
            "The images came last: return x, then y.": np.zeros((3, 4)),
        },
    )


@exercise.check
def missing_class(prepare):
    """Labels 0 and 1 out of four classes give four columns."""
    checks.equal(
        prepare(np.zeros((3, 2, 2), "uint8"), np.array([1, 0, 1]), 4)[1],
        [[0, 1, 0, 0], [1, 0, 0, 0], [0, 1, 0, 0]],
        "There is a column for every class, whether or not a label names it: use classes.",
        mistakes={
            "The classes are counted from these labels, and two are missing there: use classes.": [[0, 1], [1, 0], [0, 1]],
            "There are always ten columns: use classes.": np.eye(10)[[1, 0, 1]],
            "The classes run down the columns: one row for each label.": [[0, 1, 0], [1, 0, 1], [0, 0, 0], [0, 0, 0]],
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_labels(prepare):
    """Other labels, many and few classes."""
    rng = np.random.default_rng(13)
    for n, classes in [(6, 10), (1, 5), (9, 26)]:
        labels = rng.integers(classes, size=n)
        y = prepare(rng.integers(0, 256, size=(n, 3, 4), dtype="uint8"), labels, classes)[1]
        checks.equal(y, np.eye(classes)[labels], "It must hold for every number of labels and classes.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# To choose between models, or to decide how long to train, you need examples that the network does not learn from and
# that are not the test images either: a **validation set**. `fit(validation_split=0.2)` holds out a fifth of what you
# give it. Which fifth?
#
# To find out, let us train on the numbers 0 to 9 with a model that predicts nothing but its input, and with a learning
# rate of 0, so that it stays so. The target is always 0; the mean absolute error then is the mean of the examples
# themselves.
#
# **Predict before you run.** What will the validation loss be, if the fifth is taken at random? If it is taken from the
# end?

# %% tags=["not-when-grading"]
numbers = np.arange(10.0).reshape(10, 1)
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1, use_bias=False, kernel_initializer="ones")])
model.compile(optimizer=keras.optimizers.SGD(0.0), loss="mean_absolute_error")
history = model.fit(numbers, 0 * numbers, epochs=2, validation_split=0.2, verbose=0, callbacks=[plotting.progress()])

# %% [markdown]
# 8.5 is the mean of 8 and 9: the split takes the **last** part, and the same one in every epoch. `fit` shuffles only
# what it trains on, and only after that. With data that lie in some order, this goes wrong, and Keras does not warn
# you. The images of MNIST come mixed; here is what the last fifth would hold had somebody sorted them by class.

# %% tags=["not-when-grading"]
for order, labels in {"as they come": labels_train, "sorted": np.sort(labels_train)}.items():
    print(f"{order:12}: the last fifth holds the classes", np.unique(labels[-12_000:]))

# %% [markdown]
# ### Exercise 2: the validation split
#
# `fit(x, y, validation_split=0.2)` lays the **last** fifth aside, in the order in which the examples came, and only
# then begins to shuffle the rest. Write what it does. Where the border falls between two examples, the number of
# examples to learn from, $n \cdot (1 - \text{fraction})$, is rounded down.

# %% nbgrader={"grade": false, "grade_id": "validation-split", "locked": false, "schema_version": 3, "solution": true, "task": false}
def split_validation(x, y, fraction):
    """Lay aside the last part of the examples, as fit does with validation_split=fraction.

    Args:
        x: array of shape (n, ...). It stays as it is.
        y: array of shape (n, ...), a label for each example. It stays as it is.
        fraction: float above 0 and below 1, small and large enough that neither part is empty.

    Returns:
        x_fit, y_fit, x_validation, y_validation: four arrays.
    """
    ### BEGIN SOLUTION
    border = int(len(x) * (1 - fraction))
    return x[:border], y[:border], x[border:], y[border:]
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One number decides everything: the place of the border, counted from the start. Slices of `x` and of `y` then need
# the same one.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `int` cuts off what stands after the point: `border = int(len(x) * (1 - fraction))`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Return `x[:border], y[:border], x[border:], y[border:]`, in this order.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "validation-split-last-part", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("split_validation", "split_validation lays the last part aside")


@exercise.check
def four_arrays(split_validation):
    """It returns four arrays."""
    found = split_validation(np.zeros((10, 2)), np.zeros(10), 0.2)
    checks.true(
        isinstance(found, list) and len(found) == 4,
        "Return all four: `return x_fit, y_fit, x_validation, y_validation`.",
        "four arrays",
        found,
    )


@exercise.check
def last_fifth(split_validation):
    """Of ten examples, 0.2 lays the last two aside."""
    x, y = np.arange(20).reshape(10, 2), np.arange(10) + 100
    x_fit, y_fit, x_validation, y_validation = split_validation(x, y, 0.2)
    if np.shape(x_fit) == (8, 2):
        checks.true(
            (np.diff(np.asarray(x_fit)[:, 0]) > 0).all(),
            "Do not shuffle: fit lays the last part aside before it does.",
            "the first 8 examples in their order",
            x_fit,
        )
    checks.equal(
        x_fit,
        x[:8],
        "The first 8 of 10 examples are for fit.",
        mistakes={
            "The first fifth is laid aside: fit takes the last.": x[2:],
            "The two parts have changed places: x_fit is the larger one here, and comes first.": x[8:],
            "This is a part of fraction, not of 1 - fraction: fit gets the larger part here.": x[:2],
            "Every fifth example is laid aside: fit takes the last ones, all in a row.": x[np.arange(10) % 5 > 0],
        },
    )
    checks.equal(
        y_fit,
        y[:8],
        "The labels of x_fit: cut y where x is cut.",
        mistakes={
            "The second array is x_validation: the order is x_fit, y_fit, x_validation, y_validation.": x[8:],
            "The labels come from another part than the examples: cut y where x is cut.": y[2:],
        },
    )
    checks.equal(x_validation, x[8:], "The last 2 of 10 examples are for validation.")
    checks.equal(y_validation, y[8:], "The labels of x_validation: cut y where x is cut.")


@exercise.check
def arguments_stay(split_validation):
    """The arrays that it is given stay as they are."""
    checks.unchanged(split_validation, np.arange(10.0).reshape(10, 1), np.arange(10), 0.2)


### BEGIN HIDDEN TESTS
@exercise.check
def other_fractions(split_validation):
    """Other fractions, images and one-hot labels."""
    rng = np.random.default_rng(21)
    for n, fraction, border in [(12, 0.25, 9), (6, 0.5, 3), (20, 0.75, 5)]:
        x, y = rng.random((n, 3, 3, 1)), rng.random((n, 4))
        found = split_validation(x, y, fraction)
        for part, expected in zip(found, (x[:border], y[:border], x[border:], y[border:]), strict=True):
            checks.equal(part, expected, "Use fraction as it is given, and leave the other axes as they are.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "validation-split-border", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("split_validation", "split_validation rounds as fit does")


@exercise.check
def between_two_examples(split_validation):
    """A quarter of ten: 7.5 examples to learn from are rounded down to 7, and 3 are laid aside."""
    x, y = np.arange(10), np.arange(10) + 100
    x_fit, y_fit, x_validation, y_validation = split_validation(x, y, 0.25)
    checks.equal(
        x_fit,
        x[:7],
        "The examples to learn from are n * (1 - fraction), rounded down.",
        mistakes={
            "Round down what is left for fit: n * (1 - fraction) is 7.5 here, so it gets 7 of 10.": x[:8],
            "This is a part of fraction, not of 1 - fraction: fit gets the larger part here.": x[:2],
            "The two parts have changed places: x_fit is the larger one here, and comes first.": x[7:],
        },
    )
    checks.equal(
        x_validation,
        x[7:],
        "What is not for fit is for validation.",
        mistakes={"The example at the border is in neither part: begin where the first part ends.": x[8:]},
    )
    checks.equal(y_fit, y[:7], "y is cut elsewhere than x: use the same border for both.")
    checks.equal(y_validation, y[7:], "y is cut elsewhere than x: use the same border for both.")


### BEGIN HIDDEN TESTS
@exercise.check
def other_borders(split_validation):
    """Other borders between two examples."""
    for n, fraction, border in [(7, 0.2, 5), (11, 0.1, 9), (13, 0.3, 9), (3, 0.5, 1), (101, 0.2, 80)]:
        x, y = np.arange(n) * 2.0, -np.arange(n)
        found = split_validation(x, y, fraction)
        for part, expected in zip(found, (x[:border], y[:border], x[border:], y[border:]), strict=True):
            checks.equal(part, expected, "The examples to learn from are n * (1 - fraction), rounded down.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# Now the network: 256 units, 128 units, 10 probabilities, with dropout after each hidden layer, RMSprop and batches of
# 128.

# %% tags=["nbval-check-output"]
keras.utils.set_random_seed(1)
perceptron = keras.Sequential([
    keras.Input((784,)),
    keras.layers.Dense(256, activation="relu"), keras.layers.Dropout(0.4),
    keras.layers.Dense(128, activation="relu"), keras.layers.Dropout(0.3),
    keras.layers.Dense(10, activation="softmax"),
])
perceptron.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
print(f"{perceptron.count_params():,} parameters")

# %% [markdown]
# Thirty epochs take up to a minute on two cores.

# %% tags=["not-when-grading"]
perceptron_training = plotting.progress()
history = perceptron.fit(x_train, y_train, epochs=30, batch_size=128, validation_split=0.2,
                         verbose=0, callbacks=[perceptron_training])

# %% tags=["not-when-grading"]
plotting.history(history)

# %% [markdown]
# At first the validation curves are better than the training curves: dropout is on while training and off while
# judging, and the training figures are means over an epoch in which the network still improves. Later the training loss
# goes on falling, but the validation loss rises from its lowest point, in our run after half of the epochs, while the
# validation accuracy hardly moves. The network makes about as many mistakes as before and pays more for them: it has
# become too sure of itself. Section 6 stops in time.

# %% tags=["not-when-grading"]
test_loss, test_accuracy = perceptron.evaluate(x_test, y_test, verbose=0)
print(f"2021: loss 0.1031, accuracy 0.9714     here: loss {test_loss:.4f}, accuracy {test_accuracy:.4f}")
plotting.record("MNIST, perceptron 256-128", perceptron_training, seed=1, accuracy=test_accuracy, loss=test_loss)

# %% [markdown]
# `predict` gives a row of ten probabilities for each image; the class is the place of the largest. The 2021 program
# asked `predict_classes` for it, which is gone. Here is the test image of which the network is least sure.

# %% tags=["not-when-grading"]
probabilities = perceptron.predict(x_test, verbose=0)
classes = probabilities.argmax(axis=1)
unsure = probabilities.max(axis=1).argmin()
plotting.images(x_test[[unsure]].reshape(-1, 28, 28), labels=labels_test[[unsure]], predictions=classes[[unsure]])

# %% tags=["not-when-grading"]
plotting.bars({str(digit): p for digit, p in enumerate(probabilities[unsure])}, label="probability")

# %% [markdown]
# ### Exercise 3: a perceptron of any depth
#
# Write a function that builds the perceptron of this section for any list of units and of dropout rates, and compiles
# it for one-hot labels. With `[256, 128]` and `[0.4, 0.3]` it is the model above.

# %% nbgrader={"grade": false, "grade_id": "perceptron", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_perceptron(units, rates):
    """A multilayer perceptron for rows of 784 pixels, compiled.

    Args:
        units: list of one or more ints, the units of each hidden layer, which has a ReLU.
        rates: list of as many floats from 0 to below 1, the rate of the Dropout that follows each hidden layer.

    Returns:
        a compiled keras.Model: input (batch, 784), output (batch, 10) probabilities, optimizer RMSprop,
        the loss that fits one-hot labels, and accuracy as a metric.
    """
    ### BEGIN SOLUTION
    model = keras.Sequential([keras.Input((784,))])
    for n, rate in zip(units, rates):
        model.add(keras.layers.Dense(n, activation="relu"))
        model.add(keras.layers.Dropout(rate))
    model.add(keras.layers.Dense(10, activation="softmax"))
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Begin with a model that holds only `keras.Input((784,))`, and `add` layers to it in a loop. What comes after the loop?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `for n, rate in zip(units, rates):` gives both numbers of one hidden layer: add a `Dense` with ReLU and a `Dropout`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# After the loop add `Dense(10, activation="softmax")`, then call
# `model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])`, and return the model on
# a line of its own.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "perceptron-layers", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_perceptron", "build_perceptron has the right layers")


@exercise.check
def parameters(build_perceptron):
    """With 64 and 32 hidden units there are 52,650 parameters."""
    checks.equal(
        build_perceptron([64, 32], [0.4, 0.3]).for_inputs((784,)).params,
        52650,
        "784 inputs, the units of each hidden layer, 10 units; each layer has a bias.",
        mistakes={
            "The hidden layers have 256 and 128 units: use units.": 235146,
            "The biases are missing.": 784 * 64 + 64 * 32 + 32 * 10,
            "Only the first hidden layer is there: go through all of units.": 785 * 64 + 65 * 10,
            "Only the last hidden layer is there: add a layer in every turn of the loop.": 785 * 32 + 33 * 10,
            "The hidden layers come in reverse order.": 785 * 32 + 33 * 64 + 65 * 10,
            "Both hidden layers have the units of the first: use each number of the list.": 785 * 64 + 65 * 64 + 65 * 10,
            "The last layer, with 10 units, is missing.": 785 * 64 + 65 * 32,
            "The layer of 10 units stands in the loop: add it once, after the loop.": 785 * 64 + 65 * 10 + 11 * 32 + 33 * 10,
            "The model is returned in the first turn of the loop: return it after the last layer.": 785 * 64,
            "The hidden layers are missing.": 7850,
        },
    )


@exercise.check
def rates(build_perceptron):
    """One Dropout for each hidden layer, with its own rate."""
    checks.equal(
        build_perceptron([32, 16], [0.4, 0.3]).for_inputs((784,)).settings("rate", "Dropout"),
        [0.4, 0.3],
        "Add Dropout(rate) after each hidden layer, with the rate that belongs to it.",
        mistakes={
            "The Dropout is missing.": [],
            "There is only one Dropout: each hidden layer has one.": [0.4],
            "There is only one Dropout, after the last hidden layer: each hidden layer has one.": [0.3],
            "Both have the first rate: use each number of the list.": [0.4, 0.4],
            "The rates come in reverse order.": [0.3, 0.4],
            "The rate is the share that is dropped, not the share that is kept.": [0.6, 0.7],
        },
    )


@exercise.check
def dropout_in_its_place(build_perceptron):
    """Dropout after each hidden layer: with rates of 0.5 and 0.75 and these weights, the last layer sees 0, 4 and 12."""
    model = build_perceptron([11, 12], [0.5, 0.75]).for_inputs((784,))
    to_last = np.eye(12, 10)
    to_last[0, 0] = 0  # what class 0 gets never changes, so the others can be compared with it
    weights = {
        (784, 11): np.zeros((784, 11)), (11,): np.ones(11),  # the first hidden layer gives 1, and 0 or 2 when dropped
        (11, 12): np.eye(11, 12), (12,): np.ones(12),  # the second adds 1, hence 1 or 3; dropped: 0, 4 or 12
        (12, 10): to_last, (10,): np.linspace(0, 1, 10),
    }  # fmt: skip
    checks.equal(sorted(one.shape for one in model.weights()), sorted(weights), "First give each layer its units.")
    model.set_weights([weights[weight.shape] for weight in model.weights()])
    outputs = model.outputs(np.ones((100, 784), "float32"), training=True)
    checks.equal(outputs.sum(axis=1), np.ones(100), "First end the model with softmax, and with no Dropout after it.", tolerance=1e-3)
    logits = np.log(np.maximum(outputs, 1e-30)) - weights[10,]
    checks.equal(
        np.unique(np.round(logits - logits[:, :1], 2) + 0.0),
        [0.0, 4.0, 12.0],
        "The order is hidden layer with relu, Dropout, hidden layer with relu, Dropout, last layer.",
        mistakes={
            "Nothing is dropped between the layers.": [0.0, 2.0],
            "Each Dropout comes before its hidden layer: put it after.": [0.0, 1.0, 5.0],
            "Both come after the last hidden layer: put one after each.": [0.0, 16.0],
            "Both come after the first hidden layer: put one after each.": [0.0, 1.0, 9.0],
            "The Dropout after the second hidden layer is missing.": [0.0, 1.0, 3.0],
            "The Dropout after the first hidden layer is missing.": [0.0, 8.0],
        },
        tolerance=0.01,
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_depths(build_perceptron):
    """One hidden layer and four."""
    for units, rates in [([7], [0.2]), ([9, 8, 3, 6], [0.0, 0.5, 0.25, 0.1])]:
        model = build_perceptron(units, rates).for_inputs((784,))
        sizes = [784, *units, 10]
        checks.equal(model.params, sum((a + 1) * b for a, b in zip(sizes, sizes[1:])), "Use units, however many there are.")
        checks.equal(model.settings("rate", "Dropout"), rates, "Use rates, however many there are.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "perceptron-probabilities", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_perceptron", "build_perceptron turns pixels into probabilities")


@exercise.check
def ten_for_each_row(build_perceptron):
    """Five rows of pixels give five rows of ten probabilities, each adding up to 1."""
    pixels = np.random.default_rng(31).random((5, 784)).astype("float32")
    found = build_perceptron([16, 8], [0.4, 0.3]).for_inputs((784,)).outputs(pixels)
    checks.shape(found, (5, 10), "The last layer has 10 units, one for each digit.")
    checks.equal(np.sum(found, axis=1), np.ones(5), "A softmax at the end makes each row add up to 1.", tolerance=1e-3)


@exercise.check
def relu_and_softmax(build_perceptron):
    """With weights that we set, the probabilities are those of ReLU inside and softmax at the end."""
    model = build_perceptron([6, 5], [0.4, 0.3]).for_inputs((784,))
    rng = np.random.default_rng(32)
    x = rng.random((4, 784)).astype("float32")
    shapes = [(784, 6), (6,), (6, 5), (5,), (5, 10), (10,)]
    weights = [rng.normal(scale=0.4, size=shape) for shape in shapes]
    k1, b1, k2, b2, k3, b3 = weights
    checks.equal(sorted(one.shape for one in model.weights()), sorted(shapes), "First give each layer its units.")
    model.set_weights([weights[shapes.index(weight.shape)] for weight in model.weights()])

    relu, linear = lambda z: np.maximum(z, 0), lambda z: z
    sigmoid, softmax = lambda z: 1 / (1 + np.exp(-z)), lambda z: np.exp(z) / np.exp(z).sum(axis=1, keepdims=True)

    def forward(first, second, last):
        return last(second(first(x @ k1 + b1) @ k2 + b2) @ k3 + b3)

    checks.equal(
        model.outputs(x),
        forward(relu, relu, softmax),
        "The hidden layers need relu, the last one softmax.",
        tolerance=1e-4,
        mistakes={
            "The hidden layers have no activation: give them relu.": forward(linear, linear, softmax),
            "Only the first hidden layer has relu: give it to all of them.": forward(relu, linear, softmax),
            "The first hidden layer has no activation: give it relu.": forward(linear, relu, softmax),
            "The hidden layers have sigmoid: give them relu.": forward(sigmoid, sigmoid, softmax),
            "The hidden layers have softmax: give them relu, and softmax to the last one alone.": forward(softmax, softmax, softmax),
            "The hidden layers have tanh: give them relu.": forward(np.tanh, np.tanh, softmax),
            "The last layer has no activation: give it softmax.": forward(relu, relu, linear),
            "The last layer has sigmoid: one class out of ten needs softmax.": forward(relu, relu, sigmoid),
            "The last layer has relu: probabilities need softmax.": forward(relu, relu, relu),
            "There are two softmax at the end: one is enough.": softmax(forward(relu, relu, softmax)),
        },
    )


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "perceptron-compiled", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_perceptron", "build_perceptron is ready for one-hot labels")


@exercise.check
def rmsprop(build_perceptron):
    """It is compiled, with RMSprop."""
    model = build_perceptron([16], [0.2])
    model.need_compiled()
    optimizer = model.compiled["optimizer"].replace("_", "")
    checks.equal(optimizer, "rmsprop", 'Give compile optimizer="rmsprop".')


@exercise.check
def loss_for_one_hot_rows(build_perceptron):
    """The loss takes one-hot rows and softmax probabilities."""
    model = build_perceptron([16], [0.2])
    model.need_compiled()
    look_at = 'Labels are one-hot rows and outputs are probabilities: "categorical_crossentropy".'
    by_name = {
        "sparse_categorical_crossentropy": "The sparse loss takes class numbers; for one-hot rows there is categorical_crossentropy.",
        "mean_squared_error": "mean_squared_error is for numbers; for classes use categorical_crossentropy.",
        "binary_crossentropy": "binary_crossentropy is for one yes or no; for one class out of ten use categorical_crossentropy.",
    }
    loss = model.compiled["loss"]
    checks.true(loss not in by_name, by_name.get(loss, look_at), "a loss for one-hot rows", loss)
    y_pred = np.array([[0.1, 0.2, 0.7], [0.5, 0.3, 0.2]], dtype="float32")
    found = model.loss_value(np.eye(3, dtype="float32")[[2, 0]], y_pred)
    logits = -np.mean([0.7 - np.log(np.exp(y_pred[0]).sum()), 0.5 - np.log(np.exp(y_pred[1]).sum())])
    checks.equal(
        found,
        -np.log([0.7, 0.5]).mean(),
        look_at,
        tolerance=1e-4,
        mistakes={"from_logits=True expects no softmax at the end: leave it out, because this model ends in softmax.": logits},
    )


@exercise.check
def accuracy(build_perceptron):
    """Accuracy is among the metrics."""
    model = build_perceptron([16], [0.2])
    model.need_compiled()
    look_at = 'Give compile metrics=["accuracy"], by its name: Keras then takes the accuracy that fits the loss.'
    third = 'The third place in compile is that of loss_weights: write metrics=["accuracy"].'
    checks.true(
        "accuracy" in model.compiled["metrics"],
        third if model.compiled["loss_weights"] else look_at,
        "accuracy",
        model.compiled["metrics"],
    )


exercise.report()

# %% [markdown]
# ## 3. The manual way
#
# `fit` is a loop over epochs, and in each a loop over batches. `train_on_batch` is one turn of the inner loop: it
# computes the loss of one batch and takes one step of the optimizer. So we can write the loop ourselves.
#
# Two copies of a small model start from the same seed. One is trained by `fit`, told not to shuffle; the other one by
# two `for` loops over the same batches. 2,000 images are enough here.

# %%
def small_model():
    keras.utils.set_random_seed(3)
    model = keras.Sequential([keras.Input((784,)), keras.layers.Dense(256, "relu"), keras.layers.Dense(10, "softmax")])
    model.compile(optimizer="rmsprop", loss="categorical_crossentropy", metrics=["accuracy"])
    return model

# %% tags=["not-when-grading"]
x_few, y_few = x_train[:2000], y_train[:2000]
fitted, by_hand = small_model(), small_model()
fitted.fit(x_few, y_few, batch_size=128, epochs=3, shuffle=False, verbose=0, callbacks=[plotting.progress()])
for _ in range(3):
    for start in range(0, len(x_few), 128):
        by_hand.train_on_batch(x_few[start : start + 128], y_few[start : start + 128])

# %% [markdown]
# 2,000 is not a multiple of 128: the last batch of each epoch has 80 images, and `fit` uses it too.
#
# **Predict before you run.** How far apart are the two models' 203,530 weights, at most?

# %% tags=["not-when-grading"]
pairs = zip(fitted.get_weights(), by_hand.get_weights())
print("largest difference between two weights:", max(np.abs(one - other).max() for one, other in pairs))

# %% [markdown]
# What does `fit` do besides? It shuffles anew in each epoch, it collects the metrics, and it tells **callbacks** when
# training and its epochs begin and end. The progress bar is such a callback and knows no more than it is told. So a
# loop of your own can have the same bar, if it says the same words.

# %% tags=["not-when-grading"]
model, rng = small_model(), np.random.default_rng(1)
callbacks = keras.callbacks.CallbackList([plotting.progress()], model=model, epochs=5, steps=16)
callbacks.on_train_begin()
for epoch in range(5):
    callbacks.on_epoch_begin(epoch)
    losses = []
    for batch in np.array_split(rng.permutation(2000), 16):
        losses.append(model.train_on_batch(x_few[batch], y_few[batch], return_dict=True)["loss"])
    callbacks.on_epoch_end(epoch, {"loss": np.mean(losses)})
callbacks.on_train_end()

# %% [markdown]
# Write such a loop when the next batch depends on how the last one went, when data arrive piece by piece and never lie
# in one array, or when two models take turns. In all other cases let `fit` do it.

# %% [markdown]
# ### Exercise 4: an epoch by hand
#
# At its heart, `fit` does what `train_on_batch` does, in a loop. Write that loop for the smallest model there is, one
# dense layer with softmax, from start weights that you are given. An epoch takes the examples in their order,
# `batch_size` at a time; if some are left over at the end, they make a last, smaller batch. Nothing is shuffled, so
# that the result can be computed in NumPy, which the tests do.

# %% nbgrader={"grade": false, "grade_id": "train-by-hand", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_by_hand(weights, x, y, batch_size, epochs):
    """One dense layer with softmax, trained batch by batch, in order.

    Args:
        weights: list [kernel, bias], the start weights: float32 arrays of shape (inputs, classes) and (classes,).
        x: float32 array of shape (n, inputs).
        y: float32 array of shape (n, classes), one-hot rows.
        batch_size: int, at least 1; it need not divide n, and may be larger.
        epochs: int, how often to go through all examples; 0 leaves the start weights as they are.

    Returns:
        the trained keras.Model: input (batch, inputs), output (batch, classes) probabilities; the optimizer is
        keras.optimizers.SGD(0.1), the loss categorical cross-entropy.
    """
    ### BEGIN SOLUTION
    inputs, classes = weights[0].shape
    model = keras.Sequential([keras.Input((inputs,)), keras.layers.Dense(classes, activation="softmax")])
    model.set_weights(weights)
    model.compile(optimizer=keras.optimizers.SGD(0.1), loss="categorical_crossentropy")
    for _ in range(epochs):
        for start in range(0, len(x), batch_size):
            model.train_on_batch(x[start : start + batch_size], y[start : start + batch_size])
    return model
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The shape of the kernel tells both sizes of the layer. `model.set_weights(weights)` puts the start weights into the
# model, once its `Input` is known.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Two loops, one inside the other: epochs, and the starts of the batches. `range(0, len(x), batch_size)` gives the
# starts.
#
# </details>
# <details><summary>Hint 3</summary>
#
# In the inner loop: `model.train_on_batch(x[start : start + batch_size], y[start : start + batch_size])`. A slice
# that reaches beyond the end is cut off there, so the last, smaller batch needs no care. Return the model after both
# loops.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "train-by-hand-one-epoch", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("train_by_hand", "train_by_hand goes once through all examples")


@exercise.check
def start_weights(train_by_hand):
    """With 0 epochs the model has the start weights, and gives probabilities."""
    kernel, bias = np.linspace(-1, 1, 6).reshape(3, 2).astype("float32"), np.array([0.5, -0.5], "float32")
    x = np.array([[1, 2, 3], [0, -1, 1]], "float32")
    model = train_by_hand([kernel, bias], x, np.eye(2, dtype="float32"), 2, 0).for_inputs((3,))
    checks.equal(model.weights(), [kernel, bias], "Give the model the start weights, model.set_weights(weights), and no step more.")
    sums = x @ kernel + bias
    softmax = np.exp(sums) / np.exp(sums).sum(axis=1, keepdims=True)
    checks.equal(
        model.outputs(x),
        softmax,
        "The layer is a Dense with softmax.",
        mistakes={
            "The softmax is missing: the model gives probabilities.": sums,
            "This is a sigmoid: one class out of several needs softmax.": 1 / (1 + np.exp(-sums)),
        },
    )


@exercise.check
def one_epoch(train_by_hand):
    """Ten examples in batches of four: three steps, the last with two examples."""
    rng = np.random.default_rng(41)
    start = [rng.normal(size=(3, 4)).astype("float32"), rng.normal(size=4).astype("float32")]
    x, y = rng.normal(size=(10, 3)).astype("float32"), np.eye(4, dtype="float32")[rng.integers(4, size=10)]

    def after(batches, learning_rate=0.1, mean=True):
        """The weights after a step of gradient descent on each of `batches`, slices of the examples."""
        kernel, bias = start
        for batch in batches:
            e = np.exp(x[batch] @ kernel + bias)
            error = e / e.sum(axis=1, keepdims=True) - y[batch]
            step = learning_rate / (len(error) if mean else 1)
            kernel, bias = kernel - step * x[batch].T @ error, bias - step * error.sum(axis=0)
        return [kernel, bias]

    in_order = [slice(0, 4), slice(4, 8), slice(8, 12)]
    checks.equal(
        train_by_hand(start, x, y, 4, 1).for_inputs((3,)).weights(),
        after(in_order),
        "Three steps of SGD(0.1) with categorical_crossentropy, in this order: examples 0 to 3, 4 to 7, 8 and 9.",
        tolerance=1e-4,
        mistakes={
            "These are the start weights: train on every batch, and set the weights only before the first.": start,
            "The last, smaller batch is left out: it counts too.": after(in_order[:2]),
            "Only the first batch was used: loop over the starts of the batches, and return after the loop.": after(in_order[:1]),
            "Only the last batch counts: make and fill the model once, before the loop.": after(in_order[2:]),
            "All examples went into one step: cut x and y into batches.": after([slice(0, 10)]),
            "All examples went into each step: cut x and y from start to start + batch_size.": after([slice(0, 10)] * 3),
            "Each example had a step of its own: cut x and y into batches.": after([slice(i, i + 1) for i in range(10)]),
            "The batches overlap: the next one starts batch_size further on.": after([slice(i, i + 4) for i in range(10)]),
            "The batches went in reverse order.": after(in_order[::-1]),
            "SGD has its default learning rate, 0.01: make it keras.optimizers.SGD(0.1).": after(in_order, learning_rate=0.01),
            "The loss is summed over the batch: the mean is what a loss gives by itself.": after(in_order, mean=False),
        },
    )


@exercise.check
def arguments_stay(train_by_hand):
    """The arrays that it is given stay as they are."""
    weights, x = [np.ones((2, 2), "float32"), np.zeros(2, "float32")], np.array([[1, 2], [5, 3]], "float32")
    checks.unchanged(train_by_hand, weights, x, np.eye(2, dtype="float32"), 1, 1)


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "train-by-hand-epochs", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("train_by_hand", "train_by_hand goes on, epoch after epoch")


@exercise.check
def three_epochs(train_by_hand):
    """Three epochs of seven examples in batches of three."""
    rng = np.random.default_rng(42)
    start = [rng.normal(size=(2, 3)).astype("float32"), rng.normal(size=3).astype("float32")]
    x, y = rng.normal(size=(7, 2)).astype("float32"), np.eye(3, dtype="float32")[rng.integers(3, size=7)]

    def after(batches):
        """The weights after a step of gradient descent on each of `batches`, slices of the examples."""
        kernel, bias = start
        for batch in batches:
            e = np.exp(x[batch] @ kernel + bias)
            error = (e / e.sum(axis=1, keepdims=True) - y[batch]) / len(e)
            kernel, bias = kernel - 0.1 * x[batch].T @ error, bias - 0.1 * error.sum(axis=0)
        return [kernel, bias]

    in_order = [slice(0, 3), slice(3, 6), slice(6, 9)]
    found = train_by_hand(start, x, y, 3, 3).for_inputs((2,)).weights()
    checks.equal(
        found,
        after(in_order * 3),
        "Go through all batches in each epoch, always in the same order: fit shuffles, train_on_batch does not.",
        tolerance=1e-4,
        mistakes={
            "This is one epoch: go on with the same model and its weights, and return after both loops.": after(in_order),
            "The last, smaller batch is left out: it counts too.": after(in_order[:2] * 3),
            "Every epoch is one step on the first batch: loop over all batches.": after(in_order[:1] * 3),
            "Every epoch is one step on all examples: cut x and y into batches.": after([slice(0, 7)] * 3),
            "Each batch was trained on three times in a row: the loop over epochs is the outer one.": after(np.repeat(in_order, 3)),
            "One epoch is missing.": after(in_order * 2),
            "This is one epoch too many.": after(in_order * 4),
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_sizes(train_by_hand):
    """Batches that fit, and one that is larger than the data."""
    rng = np.random.default_rng(43)
    for n, inputs, classes, batch_size, epochs in [(6, 4, 2, 2, 2), (5, 2, 3, 8, 4)]:
        kernel, bias = rng.normal(size=(inputs, classes)).astype("float32"), rng.normal(size=classes).astype("float32")
        x = rng.normal(size=(n, inputs)).astype("float32")
        y = np.eye(classes, dtype="float32")[rng.integers(classes, size=n)]
        found = train_by_hand([kernel, bias], x, y, batch_size, epochs).for_inputs((inputs,)).weights()
        for start in list(range(0, n, batch_size)) * epochs:
            x_batch, y_batch = x[start : start + batch_size], y[start : start + batch_size]
            e = np.exp(x_batch @ kernel + bias)
            error = (e / e.sum(axis=1, keepdims=True) - y_batch) / len(e)
            kernel, bias = kernel - 0.1 * x_batch.T @ error, bias - 0.1 * error.sum(axis=0)
        checks.equal(found, [kernel, bias], "Use batch_size and epochs as they are given.", tolerance=1e-4)


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# **Think about it.** With batches of 128, an epoch over 2,000 images takes 16 steps. With one batch of all 2,000 it
# takes a single one. What is gained, and what is lost?
#
# <details><summary>One answer</summary>
#
# Gained: the gradient of all images, without the luck of a small sample. Lost: fifteen steps of sixteen, for about the
# same arithmetic. A rough direction that is taken often mostly leads further than an exact one taken once. A large
# batch also needs more memory, since all its images are on their way through the network at the same time.
#
# </details>

# %% [markdown]
# ## 4. Convolution
#
# A dense layer has a weight of its own for every pixel. A **convolution** has a small kernel, 3 by 3 say, that visits
# every place of the image and computes the same weighted sum everywhere: an edge is an edge, wherever it lies. One
# such kernel gives one new image, called a **feature map**; a layer has as many kernels as you want maps: its
# **filters**.
#
# - **Padding.** With `"valid"`, the kernel stays inside the image. With `"same"`, the image gets a border of zeros, so
#   that the kernel can be centred on every pixel, those at the edge too.
# - **Strides.** With strides of 2 the kernel jumps two pixels at a time, down and across.
# - **Channels.** Colour images have three channels, feature maps as many as there were filters. A kernel has weights
#   for all channels and adds everything up.
#
# **Predict before you run.** A kernel of 3 by 3 slides over an image 28 pixels wide and stays inside. In how many
# places across can it stand?

# %% tags=["nbval-check-output"]
print("channels  kernel  strides  padding  output shape       parameters")
for channels, kernel_size, strides in [(1, 3, 1), (1, 5, 1), (1, 3, 2), (3, 3, 1), (32, 3, 1)]:
    for padding in ("valid", "same"):
        layer = keras.layers.Conv2D(16, kernel_size, strides=strides, padding=padding)
        shape = tuple(layer(np.zeros((1, 28, 28, channels))).shape)
        print(f"{channels:8}{kernel_size:8}{strides:9}  {padding:7}  {shape!s:17}{layer.count_params():12,}")

# %% [markdown]
# Padding and strides change the shape and leave the number of parameters alone; channels do the reverse. To make maps
# smaller one often takes **max pooling**, `MaxPooling2D()`, instead of strides: it keeps the largest of each 2 by 2
# pixels, and has no parameters.
#
# Now play. Three kernels are set by hand here: number 0 finds vertical edges, because it is negative on its left side
# and positive on its right; number 1 finds horizontal edges; number 2 blurs. Red is positive, blue is negative, white
# is 0.

# %% tags=["not-when-grading"]
def filtered(kernel_size, strides, padding):
    ramp = np.tile(np.linspace(-1, 1, kernel_size, dtype="float32"), (kernel_size, 1))
    kernels = np.stack([ramp, ramp.T, np.ones_like(ramp)], axis=-1)[:, :, None] / kernel_size
    maps = keras.ops.convert_to_numpy(keras.ops.conv(x_test[:1].reshape(1, 28, 28, 1), kernels, strides, padding))[0]
    figure = plotting.feature_maps(maps)
    figure.suptitle(f"{maps.shape[0]} × {maps.shape[1]}")
    return figure

# %% tags=["not-when-grading"]
plotting.explore(filtered, kernel_size=[3, 5, 7, 9], strides=[1, 2, 3], padding=["valid", "same"])

# %% [markdown]
# Programs of 2016 write a convolution in another way:
#
# `Conv2D(64, 3, 3, border_mode="same", input_shape=(3, 32, 32))`
#
# | then | now |
# |---|---|
# | `3, 3`: height and width of the kernel | `3` or `(3, 3)`; a third number now means **strides** |
# | `border_mode="same"` | `padding="same"` |
# | `(3, 32, 32)`: channels first | `(32, 32, 3)`: channels last, in an `Input` |
#
# One of these three you are told about if you forget it: `border_mode` is refused, as section 7 shows. The other two
# run without a word.
#
# **Predict before you run.** The shape should be `(1, 32, 32, 64)`. What does each forgotten change make of it?

# %% tags=["nbval-check-output"]
photos_2016, photos = np.zeros((1, 3, 32, 32)), np.zeros((1, 32, 32, 3))
print("today:              ", tuple(keras.layers.Conv2D(64, 3, padding="same")(photos).shape))
print("3, 3 left as it was:", tuple(keras.layers.Conv2D(64, 3, 3, padding="same")(photos).shape))
print("channels still first:", tuple(keras.layers.Conv2D(64, 3, padding="same")(photos_2016).shape))

# %% [markdown]
# The last one is the worst: Keras takes the three colours for three rows of pixels and the columns for channels, and
# would train on that. Pictures that are stored channels first need `np.moveaxis(photos, 1, -1)`, which moves the axis.
# `reshape` gives the same shape, but it mixes the pixels.

# %% [markdown]
# ### Exercise 5: what comes out of a convolution
#
# Predict the output of a `Conv2D` layer without making one. Along each side, $n$ numbers go in and a kernel of $k$
# moves on in steps of $s$. With `padding="valid"` the kernel stays inside the image; with `padding="same"` zeros are
# added around it until a kernel fits at every position, and $\lceil n / s \rceil$ numbers come out.

# %% nbgrader={"grade": false, "grade_id": "conv-shape", "locked": false, "schema_version": 3, "solution": true, "task": false}
def conv_shape(height, width, channels, filters, kernel_size, strides, padding):
    """The shape of what a Conv2D layer gives, and the number of weights that it learns.

    Args:
        height, width, channels: ints, the shape of one image.
        filters: int, how many filters the layer has.
        kernel_size: int, the side of the square kernel, at most height and width.
        strides: int, the step in both directions, at least 1.
        padding: "valid" or "same".

    Returns:
        output height, output width, filters, parameters: four ints. The layer has a bias.
    """
    ### BEGIN SOLUTION
    if padding == "valid":
        height, width = height - kernel_size + 1, width - kernel_size + 1
    parameters = (kernel_size * kernel_size * channels + 1) * filters
    return -(-height // strides), -(-width // strides), filters, parameters
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# With "valid" and a stride of 1, in how many places does a kernel of 3 fit into a row of 5? Draw it. A larger stride
# then keeps every second place, or every third, and the first place of all is always kept.
#
# </details>
# <details><summary>Hint 2</summary>
#
# With "valid", `(n - kernel_size) // strides + 1` numbers come out of a row of `n`; with "same",
# `math.ceil(n / strides)`. Each filter has one weight for every number below the kernel, in all channels, and one bias.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The parameters are `(kernel_size * kernel_size * channels + 1) * filters`, whatever strides and padding. Work out
# the height with `if padding == "valid":` and `else:`, the width likewise, and return all four numbers.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "conv-shape-output", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras

from utils import checks

exercise = checks.exercise("conv_shape", "conv_shape knows the shape of the output")


@exercise.check
def valid(conv_shape):
    """Without padding, a kernel of 3 takes 2 from the height and the width."""
    found = conv_shape(28, 20, 1, 32, 3, 1, "valid")
    checks.shape(found, (4,), "Return four numbers: height, width, filters and parameters.")
    checks.equal(
        found[:3],
        [26, 18, 32],
        "A kernel of 3 fits into a row of n in n - 2 places; each filter gives one channel.",
        mistakes={
            "One more fits: a kernel of 3 has 26 places in a row of 28.": [25, 17, 32],
            "The size stays the same only with padding.": [28, 20, 32],
            "Height and width have changed places.": [18, 26, 32],
            "The output has as many channels as there are filters.": [26, 18, 1],
            "The width is worked out from the height: it has a size of its own.": [26, 26, 32],
        },
    )


@exercise.check
def valid_in_steps_of_two(conv_shape):
    """Without padding, in steps of two: 29 by 26 gives 14 by 12."""
    checks.equal(
        conv_shape(29, 26, 3, 8, 3, 2, "valid")[:3],
        [14, 12, 8],
        "The first place counts, then every second one that fits: (n - kernel_size) // strides + 1.",
        mistakes={
            "The strides are left out: the kernel moves on two at a time.": [27, 24, 8],
            "Round down before you add 1: (n - kernel_size) // strides + 1.": [13, 12, 8],
            "The 1 is missing: the first place counts too.": [13, 11, 8],
            "A last step that does not fit whole is left out: round down.": [14, 13, 8],
            "A last step that does not fit whole is left out: these numbers are not rounded down.": [14.0, 12.5, 8],
            "With padding it would be so; here the kernel must stay inside the image.": [15, 13, 8],
        },
    )


@exercise.check
def same(conv_shape):
    """With padding, the stride alone decides: 7 by 6 stays so; 9 by 6 becomes 5 by 3 in steps of two, whatever the kernel."""
    checks.equal(
        conv_shape(7, 6, 1, 4, 3, 1, "same")[:3],
        [7, 6, 4],
        'With "same" and a stride of 1, the height and width stay.',
        mistakes={'This is the shape for "valid": look at padding.': [5, 4, 4]},
    )
    checks.equal(
        conv_shape(9, 6, 1, 4, 4, 2, "same")[:3],
        [5, 3, 4],
        "Divide by the strides and round up.",
        mistakes={
            'The strides count with "same" too.': [9, 6, 4],
            "Round up: the last place counts even if the step to it is cut short.": [4, 3, 4],
            "Divide by the strides and round up; these numbers are not rounded.": [4.5, 3.0, 4],
            'This is the shape for "valid": look at padding.': [3, 2, 4],
            "Half the kernel on either side is too much when it is even: divide by the strides and round up.": [5, 4, 4],
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def like_keras(conv_shape):
    """Many layers, worked out by Keras."""
    for size in [(5, 6, 2), (32, 31, 3)]:
        for kernel_size, strides in [(1, 1), (5, 1), (2, 2), (3, 3), (1, 2), (4, 3)]:
            for padding in ("valid", "same"):
                layer = keras.layers.Conv2D(6, kernel_size, strides=strides, padding=padding)
                expected = layer.compute_output_shape((None, *size))[1:]
                found = conv_shape(*size, 6, kernel_size, strides, padding)
                checks.equal(found[:3], expected, "It must hold for every size, kernel and stride.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "conv-shape-parameters", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras

from utils import checks

exercise = checks.exercise("conv_shape", "conv_shape counts the parameters")


@exercise.check
def one_channel(conv_shape):
    """32 filters of 3 by 3 on one channel: nine weights and a bias each, 320 in all."""
    checks.equal(
        conv_shape(28, 28, 1, 32, 3, 1, "valid")[-1],
        320,
        "Each filter has kernel_size * kernel_size weights for each channel, and one bias.",
        mistakes={
            "The biases are missing: one for each filter.": 288,
            "There is one bias for each filter, not one in all.": 289,
            "The kernel is a square: kernel_size * kernel_size weights.": 4 * 32,
            "Filters share their weights over all places: the size of the image does not count.": 320 * 26 * 26,
            "This is a dense layer: a filter sees only what lies below its kernel.": (784 + 1) * 32,
        },
    )


@exercise.check
def three_channels(conv_shape):
    """8 filters of 5 by 5 on three channels: 608."""
    checks.equal(
        conv_shape(32, 32, 3, 8, 5, 2, "same")[-1],
        608,
        "Each filter looks at all channels at once, and has one bias.",
        mistakes={
            "The channels are left out: a filter has its own weights for each.": 208,
            "The biases are missing: one for each filter.": 600,
            "A filter has one bias, not one for each channel.": 26 * 3 * 8,
            "A bias belongs to each filter, not to each channel.": 603,
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def parameters_like_keras(conv_shape):
    """Other layers, counted by Keras."""
    for channels, filters, kernel_size in [(1, 1, 1), (4, 2, 3), (64, 10, 1), (3, 7, 4)]:
        for strides, padding in [(1, "valid"), (2, "same")]:
            layer = keras.layers.Conv2D(filters, kernel_size, strides=strides, padding=padding)
            layer.build((None, 10, 12, channels))
            found = conv_shape(10, 12, channels, filters, kernel_size, strides, padding)
            checks.equal(found[-1], layer.count_params(), "Strides, padding and the image's size do not count.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# ## 5. The convolutional network
#
# The tutorial of 2021 ends with the heading of a convolutional network and the words "to be completed". Let us complete
# it. Two rounds of convolution and pooling turn an image into 64 small maps; then follows a perceptron.

# %% tags=["nbval-check-output"]
keras.utils.set_random_seed(1)
cnn = keras.Sequential([
    keras.Input((28, 28, 1)),
    keras.layers.Conv2D(32, 3, activation="relu"), keras.layers.MaxPooling2D(),
    keras.layers.Conv2D(64, 3, activation="relu"), keras.layers.MaxPooling2D(),
    keras.layers.Flatten(), keras.layers.Dropout(0.5),
    keras.layers.Dense(128, activation="relu"), keras.layers.Dropout(0.5),
    keras.layers.Dense(10, activation="softmax"),
])
for layer in cnn.layers:
    print(f"{type(layer).__name__:13} {layer.output.shape!s:20} {layer.count_params():9,} parameters")

# %% [markdown]
# Where are most of the parameters? Not in the convolutions.
#
# The learning rate follows half a cosine, from 0.002 down to 0: large steps while there is much to learn, small ones
# to settle. Such a schedule must know the number of all steps beforehand. The labels stay class numbers this time, so
# the loss is the sparse one.

# %% tags=["nbval-check-output"]
steps = 469  # in an epoch: 60,000 / 128, rounded up, because the last batch is smaller
schedule = keras.optimizers.schedules.CosineDecay(2e-3, decay_steps=10 * steps)
cnn.compile(optimizer=keras.optimizers.Adam(schedule), loss="sparse_categorical_crossentropy", metrics=["accuracy"])
print("learning rate after 0, 5, 9 epochs:", [round(float(schedule(n * steps)), 6) for n in (0, 5, 9)])

# %% [markdown]
# **The next cell trains for one and a half to two minutes** on two cores, the longest of this chapter. There is no
# validation set: how long to train was fixed before, so all 60,000 images can be learned from.

# %% tags=["not-when-grading"]
cnn_training = plotting.progress()
cnn.fit(x_train.reshape(-1, 28, 28, 1), labels_train, epochs=10, batch_size=128, verbose=0, callbacks=[cnn_training])

# %% tags=["not-when-grading"]
x_pictures = x_test.reshape(-1, 28, 28, 1)
test_loss, test_accuracy = cnn.evaluate(x_pictures, labels_test, verbose=0)
print(f"test loss {test_loss:.4f}, test accuracy {test_accuracy:.4f}")
plotting.record("MNIST, convolutional network", cnn_training, seed=1, accuracy=test_accuracy, loss=test_loss)

# %% [markdown]
# What does it look at? A layer is a function, so we can call the first one on an image and draw its 32 feature maps.
# Nobody told these kernels what to look for.

# %% tags=["not-when-grading"]
plotting.feature_maps(keras.ops.convert_to_numpy(cnn.layers[0](x_pictures[:1]))[0])

# %% [markdown]
# Some maps keep only the horizontal stroke of the digit, some only one side of the slanting one, some the whole. The
# second convolution sees all 32 at once and finds combinations of them.
#
# Which digits does the network confuse? A **confusion matrix** counts, for each true class (row), how often each class
# was predicted (column).

# %% tags=["not-when-grading"]
probabilities = cnn.predict(x_pictures, verbose=0)
cnn_classes = probabilities.argmax(axis=1)
plotting.confusion(tf.math.confusion_matrix(labels_test, cnn_classes, num_classes=10).numpy())

# %% [markdown]
# And the worst mistakes: the images whose true class got the smallest probability. Cover the titles and read them
# yourself before you judge the network.

# %% tags=["not-when-grading"]
worst = probabilities[np.arange(10_000), labels_test].argsort()[:10]
plotting.images(x_pictures[worst], labels=labels_test[worst], predictions=cnn_classes[worst], columns=5)

# %% [markdown]
# Now compare. An accuracy measured on $n$ images is uncertain: had the test set held other images, it would be another
# one. With accuracy $p$, the **standard error** is $\sqrt{p(1-p)/n}$, and a difference of one or two of them may be
# luck. That is meant for networks judged on different images; here both judge the same ones, so the last line also
# counts those on which only one of them is right.

# %% tags=["not-when-grading"]
print("               trained on  parameters  seconds  test accuracy")
right, cnn_right = classes == labels_test, cnn_classes == labels_test
for name, count, model, seconds, p in [
    ("perceptron", 48_000, perceptron, perceptron_training.seconds, right.mean()),
    ("convolutional", 60_000, cnn, cnn_training.seconds, cnn_right.mean()),
]:
    error = np.sqrt(p * (1 - p) / len(labels_test))
    print(f"{name:14} {count:10,} {model.count_params():11,} {seconds:8.0f}  {p:.4f} ± {error:.4f}")
print("only one is right:", sum(right & ~cnn_right), "times the perceptron,", sum(cnn_right & ~right), "times the other")

# %% [markdown]
# In our run, 66 mistakes are left of 181, with somewhat fewer parameters. The difference of 0.0115 is over seven times
# its own standard error, $\sqrt{0.0013^2 + 0.0008^2} \approx 0.0015$. The last line says it even more plainly: where
# only one of the two is right, it is the convolutional network six times in seven. That is no luck of the test images.
# The price is time. The seconds are those of 30 epochs for the perceptron and of 10 for the other: divide, and an epoch
# takes about six times as long.
#
# The comparison is not quite even. The perceptron learned from 48,000 images with a fixed learning rate, the other from
# all 60,000 with a schedule, and each was trained once, with one seed. So it compares two programs. To know what
# convolution alone is worth, you would keep all else equal, and try several seeds.

# %% [markdown]
# ### Exercise 6: a confusion matrix
#
# Which digits are taken for which? Count, for every pair of classes, how often an example of one was predicted as the
# other.

# %% nbgrader={"grade": false, "grade_id": "confusion-matrix", "locked": false, "schema_version": 3, "solution": true, "task": false}
def confusion_matrix(y_true, y_pred, classes):
    """How often each class was predicted as each other.

    Args:
        y_true: int array of shape (n,), also uint8, the right classes, from 0 to classes - 1. It stays as it is.
        y_pred: int array of shape (n,), the predicted classes, likewise.
        classes: int, how many classes there are; some may be missing in y_true or y_pred.

    Returns:
        int array of shape (classes, classes): row i, column j counts the examples of class i predicted as class j.
    """
    ### BEGIN SOLUTION
    matrix = np.zeros((classes, classes), dtype=int)
    np.add.at(matrix, (y_true, y_pred), 1)
    return matrix
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Begin with a matrix of zeros. Each example adds 1 in one place: in the row of its right class and the column of its
# prediction.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A loop over `zip(y_true, y_pred)` does it. `matrix[y_true, y_pred] += 1` looks as if it did, but a pair that occurs
# twice is counted once there: NumPy reads all places, adds 1, and writes them back.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `matrix = np.zeros((classes, classes), dtype=int)`, then `for i, j in zip(y_true, y_pred): matrix[i, j] += 1`.
# Without a loop: `np.add.at(matrix, (y_true, y_pred), 1)`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "confusion-matrix-counts", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("confusion_matrix", "confusion_matrix counts every example once")


@exercise.check
def each_pair_once(confusion_matrix):
    """Five examples of three classes, no pair of classes twice."""
    counts = np.array([[1, 1, 0], [0, 1, 1], [0, 0, 1]])
    checks.equal(
        confusion_matrix(np.array([0, 0, 1, 1, 2]), np.array([0, 1, 1, 2, 2]), 3),
        counts,
        "Example by example: add 1 in the row of the right class and the column of the prediction.",
        mistakes={
            "Rows and columns have changed places: the right class is the row.": counts.T,
            "Only the right predictions are counted: the mistakes are what it is about.": np.diag([1, 1, 1]),
            "These are the right predictions of each class: make a row and a column for each class.": [1, 1, 1],
            "Only the mistakes are counted: right predictions stand on the diagonal.": counts - np.eye(3),
            "The rows are divided by their sums: return the counts.": counts / counts.sum(axis=1, keepdims=True),
            "The columns are divided by their sums: return the counts.": counts / counts.sum(axis=0),
            "The matrix is divided by the number of examples: return the counts.": counts / 5,
            "Only the first example is counted: return the matrix after the loop.": np.diag([1, 0, 0]),
            "[[0] * classes] * classes holds one row several times: take np.zeros((classes, classes), dtype=int).": [[1, 2, 2]] * 3,
        },
    )


@exercise.check
def pairs_again_and_again(confusion_matrix):
    """Seven examples, where some pairs of classes occur two or three times."""
    y_true, y_pred = np.array([0, 0, 0, 1, 1, 1, 0]), np.array([0, 0, 0, 0, 0, 1, 1])
    counts = np.array([[3, 1], [2, 1]])
    checks.equal(
        confusion_matrix(y_true, y_pred, 2),
        counts,
        "Each example adds 1, also where others have added before.",
        mistakes={
            "A pair that occurs again is counted once: matrix[y_true, y_pred] += 1 writes each place only once. Use a loop or np.add.at.": [[1, 1], [1, 1]],
            "Rows and columns have changed places: the right class is the row.": counts.T,
            "Only the right predictions are counted: the mistakes are what it is about.": np.diag([3, 1]),
        },
    )


@exercise.check
def arguments_stay(confusion_matrix):
    """The arrays that it is given stay as they are."""
    checks.unchanged(confusion_matrix, np.array([2, 1, 0]), np.array([1, 0, 1]), 3)


### BEGIN HIDDEN TESTS
@exercise.check
def many_examples(confusion_matrix):
    """A thousand examples, of ten classes and of one."""
    rng = np.random.default_rng(61)
    y_true, y_pred = rng.integers(10, size=1000), rng.integers(10, size=1000)
    expected = np.bincount(10 * y_true + y_pred, minlength=100).reshape(10, 10)
    checks.equal(confusion_matrix(y_true, y_pred, 10), expected, "Each example adds 1, in one place.")
    zeros = np.zeros(1000, dtype="uint8")
    checks.equal(confusion_matrix(zeros, zeros, 2), [[1000, 0], [0, 0]], "Count in dtype=int: uint8 holds numbers up to 255.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "confusion-matrix-classes", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("confusion_matrix", "confusion_matrix has a row and a column for every class")


@exercise.check
def missing_classes(confusion_matrix):
    """Of four classes only 0 and 2 occur: the others have rows and columns of zeros."""
    counts = np.array([[1, 0, 1, 0], [0, 0, 0, 0], [0, 0, 2, 0], [0, 0, 0, 0]])
    checks.equal(
        confusion_matrix(np.array([0, 2, 2, 0]), np.array([0, 2, 2, 2]), 4),
        counts,
        "Make a row and a column for each of the classes, whether or not it occurs.",
        mistakes={
            "The size comes from the largest class that occurs: use classes.": counts[:3, :3],
            "The size comes from the classes that occur: use classes.": [[1, 1], [0, 2]],
            "There are always ten rows and columns: use classes.": np.pad(counts, (0, 6)),
            "Rows and columns have changed places: the right class is the row.": counts.T,
            "A class without examples was divided by its sum, 0: return the counts.": np.where(
                counts.sum(axis=1, keepdims=True) > 0, counts / np.maximum(counts.sum(axis=1, keepdims=True), 1), np.nan
            ),
        },
    )


@exercise.check
def whole_numbers(confusion_matrix):
    """They are whole numbers, of an integer type."""
    found = np.asarray(confusion_matrix(np.array([0, 1, 1]), np.array([0, 1, 0]), 2))
    checks.true(found.dtype.kind in "iu", "Begin with integers: np.zeros(..., dtype=int).", "an integer type", str(found.dtype))


### BEGIN HIDDEN TESTS
@exercise.check
def predictions_nobody_needed(confusion_matrix):
    """Predictions of a class that never occurs, and labels of type uint8, as MNIST has them."""
    checks.equal(confusion_matrix(np.array([0]), np.array([2]), 3), [[0, 0, 1], [0] * 3, [0] * 3], "Use classes.")
    y_true, y_pred = np.full(300, 25, "uint8"), np.arange(300).astype("uint8") % 26
    expected = np.zeros((26, 26), int)
    expected[25] = np.bincount(y_pred, minlength=26)
    checks.equal(confusion_matrix(y_true, y_pred, 26), expected, "Use labels as places only: uint8 holds numbers up to 255.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# **Think about it.** The convolutional network has fewer parameters than the perceptron, and yet an epoch takes it
# several times as long. How can that be?
#
# <details><summary>One answer</summary>
#
# A weight of a dense layer is used once for each image. A weight of the first convolution is used at 26 × 26 = 676
# places. Parameters say how much memory a network takes and how much there is to learn; the time goes with the
# multiplications.
#
# </details>

# %% [markdown]
# **Think about it.** We could train with ten seeds and report the best of the ten test accuracies. What is wrong with
# that?
#
# <details><summary>One answer</summary>
#
# The test images would choose the network, and then judge it. The best of ten is partly the luckiest of ten, and on new
# images the luck is gone. Report all ten, or their mean and spread; or choose on a validation set, and use the test
# images once.
#
# </details>

# %% [markdown]
# ## 6. Callbacks: stop in time, keep the best
#
# In section 3 a callback drew a bar. It can do more: look at the metrics after each epoch, and act.
#
# | callback | after each epoch |
# |---|---|
# | `EarlyStopping` | ends the training when a metric has not improved for `patience` epochs |
# | `ModelCheckpoint` | writes the model to a file, always or only if it is the best so far |
# | `ReduceLROnPlateau` | makes the learning rate smaller when a metric no longer improves |
# | `LearningRateScheduler` | sets the learning rate to what a function of yours says |
# | `CSVLogger` | appends the metrics to a table |
# | `TensorBoard` | writes them for [TensorBoard](https://www.tensorflow.org/tensorboard), a program that shows them in a browser; optional |
#
# What they watch should be measured on examples that are not trained on, mostly the validation loss. Here the small
# model trains on 2,000 images, which it soon knows by heart, and 1,000 others watch.

# %% tags=["not-when-grading"]
folder, model = tempfile.TemporaryDirectory(), small_model()
x_others, y_others = x_train[2000:3000], y_train[2000:3000]
callbacks = [
    keras.callbacks.ReduceLROnPlateau(factor=0.5, patience=2),
    keras.callbacks.EarlyStopping(patience=5, restore_best_weights=True),
    keras.callbacks.ModelCheckpoint(f"{folder.name}/best.keras", save_best_only=True),
    plotting.progress(),
]
history = model.fit(x_few, y_few, epochs=60, validation_data=(x_others, y_others), verbose=0, callbacks=callbacks)

# %% tags=["not-when-grading"]
print(f"{len(history.epoch)} of 60 epochs; lowest validation loss in epoch {np.argmin(history.history['val_loss']) + 1}")
plotting.history(history, metrics=["loss", "learning_rate"])

# %% [markdown]
# The training loss goes on falling; the validation loss does not. What the model learns from there on is true of its
# 2,000 images only: this is **overfitting**. Three callbacks answered. When two epochs in a row brought nothing, the
# learning rate was halved; after five, training ended, which is called **early stopping**, and
# `restore_best_weights=True` brought the weights of the best epoch back. Without it you keep the last ones.
#
# The file is a second copy of that best epoch. A `.keras` file holds everything: layers, weights, `compile`'s settings
# and the state of the optimizer, so the model that you load can be used at once, or trained further.

# %% tags=["not-when-grading"]
loaded = keras.models.load_model(f"{folder.name}/best.keras")
print("same predictions:", np.array_equal(loaded.predict(x_others, verbose=0), model.predict(x_others, verbose=0)))

# %% [markdown]
# To save a model yourself, call `model.save("name.keras")`.

# %% [markdown]
# ### Exercise 7: early stopping
#
# `EarlyStopping(monitor="val_loss", patience=3)` ends the training once the validation loss has not fallen below its
# best for three epochs in a row. Given the losses that would come, say when it stops, and which epoch was the best of
# those trained. Epochs are numbered from 1, as the progress bar does.

# %% nbgrader={"grade": false, "grade_id": "early-stopping", "locked": false, "schema_version": 3, "solution": true, "task": false}
def early_stopping(val_losses, patience):
    """What EarlyStopping(monitor="val_loss", patience=patience) makes of a series of validation losses.

    Args:
        val_losses: list of one or more floats, the loss after each epoch, if nothing stopped the training.
        patience: int, at least 1: training stops after so many epochs in a row without a loss below the best so far.
            A loss equal to the best is no improvement.

    Returns:
        epochs_trained, best_epoch: ints, from 1. The first is the last epoch that was trained, len(val_losses) if
        nothing stopped it; the second is the one with the lowest loss so far, the earliest if several share it.
    """
    ### BEGIN SOLUTION
    best = 0
    for epoch, loss in enumerate(val_losses):
        if loss < val_losses[best]:
            best = epoch
        if epoch - best == patience:
            break
    return epoch + 1, best + 1
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Go through the losses in order, and keep in mind where the best one so far was. How long is it ago?
#
# </details>
# <details><summary>Hint 2</summary>
#
# If a loss is lower than the best, it becomes the best. If the best is `patience` epochs ago, leave the loop with
# `break`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# With `best = 0` before `for epoch, loss in enumerate(val_losses):`, the loop holds two decisions:
# `if loss < val_losses[best]: best = epoch` and `if epoch - best == patience: break`. `enumerate` counts from 0, so
# return `epoch + 1` and `best + 1`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "early-stopping-epochs", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("early_stopping", "early_stopping knows when training stops")


@exercise.check
def stops(early_stopping):
    """Patience of 3: the best loss comes in epoch 5, so training stops after epoch 8."""
    found = early_stopping([1.0, 1.1, 0.9, 1.0, 0.5, 0.6, 0.55, 0.65, 0.7, 0.8, 0.4], 3)
    checks.shape(found, (2,), "Return two numbers: `return epochs_trained, best_epoch`.")
    checks.equal(
        found[0],
        8,
        "Epochs 6, 7 and 8 are no better than epoch 5: that makes three.",
        mistakes={
            "One epoch too few: epochs are numbered from 1, and the last one that is waited for is trained too.": 7,
            "One epoch too many: training stops as soon as patience epochs have passed without improvement.": 9,
            "Patience begins anew after each improvement: only epochs in a row count.": 6,
            "This stops at the first rise: be patient.": 2,
            "Patience is counted from the first epoch: count from the best one.": 3,
            "Patience begins anew after each improvement, and the first epoch is one.": 4,
            "Training goes on after the first epoch: is return inside the loop?": 1,
            "Compare with the best loss so far, not with the loss of the epoch before.": 10,
            "Nothing stopped it: leave the loop when patience epochs have passed without improvement.": 11,
            "This is the best epoch: the first number is the last epoch that was trained.": 5,
        },
    )


@exercise.check
def ties(early_stopping):
    """A loss equal to the best is no improvement."""
    checks.equal(
        early_stopping([0.5, 0.5, 0.5, 0.4], 2)[0],
        3,
        "Epochs 2 and 3 bring nothing.",
        mistakes={"A loss equal to the best counted as better: compare with <, not with <=.": 4},
    )


@exercise.check
def goes_on(early_stopping):
    """If nothing stops it, all epochs are trained."""
    checks.equal(
        early_stopping([0.9, 0.5, 0.6, 0.4], 2)[0],
        4,
        "One epoch without improvement is within a patience of 2.",
        mistakes={"There are no more epochs than losses: return their number if nothing stops it.": 5},
    )
    checks.equal(
        early_stopping([3.0, 2.0, 2.5, 1.0, 0.9], 2)[0],
        5,
        "Return the number of losses if none stops it.",
        mistakes={
            "Any first loss is the best so far: begin with it, or with infinity.": 2,
            "Epoch 4 improves just in time: compare its loss before you decide whether to stop.": 4,
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def epochs_like_keras(early_stopping):
    """Many series of losses, watched by Keras's own callback."""
    rng = np.random.default_rng(71)
    for epochs, patience in [(1, 1), (6, 1), (12, 2), (20, 3), (20, 5), (8, 20)] * 3:
        val_losses = [round(float(loss), 1) for loss in 2 + rng.random(epochs) - 0.05 * np.arange(epochs)]
        model, callback = keras.Sequential(), keras.callbacks.EarlyStopping("val_loss", patience=patience, mode="min")
        callback.set_model(model)
        callback.on_train_begin()
        model.stop_training, epoch = False, 0
        while epoch < epochs and not model.stop_training:
            callback.on_epoch_end(epoch, {"val_loss": val_losses[epoch]})
            epoch += 1
        look_at = f"Keras with a patience of {patience} and losses of {val_losses}."
        checks.equal(early_stopping(val_losses, patience)[0], epoch, look_at)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "early-stopping-best", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("early_stopping", "early_stopping knows the best epoch")


@exercise.check
def best_so_far(early_stopping):
    """Patience of 3: epoch 5 is the best of the eight that are trained."""
    found = early_stopping([1.0, 1.1, 0.9, 1.0, 0.5, 0.6, 0.55, 0.65, 0.7, 0.8, 0.4], 3)
    checks.shape(found, (2,), "Return two numbers: `return epochs_trained, best_epoch`.")
    checks.equal(
        found[1],
        5,
        "The lowest loss of the epochs that are trained.",
        mistakes={
            "Epochs are numbered from 1.": 4,
            "Epoch 11 would have been better, but training has stopped before: look at the trained epochs only.": 11,
            "This is the loss: return the number of its epoch.": 0.5,
            "This is the last epoch: the best one came before it.": 8,
        },
    )


@exercise.check
def earliest(early_stopping):
    """Of two equal losses, the earlier one is the best: the later one brought no improvement."""
    checks.equal(
        early_stopping([0.5, 0.3, 0.4, 0.3, 0.6], 5)[1],
        2,
        "Only a lower loss makes a new best.",
        mistakes={"A loss equal to the best counted as better: compare with <, not with <=.": 4},
    )


@exercise.check
def without_a_stop(early_stopping):
    """If nothing stops the training, the best epoch is still the one with the lowest loss."""
    checks.equal(
        early_stopping([0.9, 0.4, 0.6, 0.7, 0.3, 0.5], 4)[1],
        5,
        "It need not be patience epochs before the last.",
        mistakes={
            "This is patience epochs before the last, which is right only where training was stopped.": 2,
            "This is the last epoch: the best one came before it.": 6,
            "Epochs are numbered from 1.": 4,
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def best_like_keras(early_stopping):
    """Many series of losses, watched by Keras's own callback."""
    rng = np.random.default_rng(72)
    for epochs, patience in [(1, 1), (6, 1), (12, 2), (20, 3), (20, 5), (8, 20)] * 3:
        val_losses = [round(float(loss), 1) for loss in 2 + rng.random(epochs) - 0.05 * np.arange(epochs)]
        model, callback = keras.Sequential(), keras.callbacks.EarlyStopping("val_loss", patience=patience, mode="min")
        callback.set_model(model)
        callback.on_train_begin()
        model.stop_training, epoch = False, 0
        while epoch < epochs and not model.stop_training:
            callback.on_epoch_end(epoch, {"val_loss": val_losses[epoch]})
            epoch += 1
        look_at = f"Keras with a patience of {patience} and losses of {val_losses}."
        checks.equal(early_stopping(val_losses, patience)[1], callback.best_epoch + 1, look_at)


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# **Think about it.** You stop at the epoch with the highest validation accuracy and report that accuracy as the quality
# of the model. Why is it a little too good?
#
# <details><summary>One answer</summary>
#
# Because you took the largest of many numbers, each partly luck. The validation set has helped to choose, so it is no
# longer unseen. That is what the test set is for.
#
# </details>

# %% [markdown]
# ## 7. What the names of 2016 became
#
# On the web you will find many Keras programs of 2016 to 2018. Most of what they need is other names:
#
# | then | now |
# |---|---|
# | `output_dim=64` | `units=64`, or simply `64` |
# | `input_dim=100`, `input_shape=(100,)` | a `keras.Input((100,))` before the first layer |
# | `border_mode="same"` | `padding="same"` |
# | `Convolution2D` | `Conv2D`; the long name still works |
# | `Conv2D(16, 3, 3)`, `(3, 32, 32)` | `Conv2D(16, 3)`, `(32, 32, 3)` |
# | `lr=0.05` | `learning_rate=0.05` |
# | `nb_epoch=5` | `epochs=5` |
# | `predict_proba(x)` | `predict(x)` |
# | `predict_classes(x)` | `predict(x).argmax(axis=1)` |
#
# Is that true? Section 4 ran the row that goes wrong in silence. Here are the others: each old call with what Keras says
# to it, and the new one. Of these, only `input_dim` still runs, with a warning; to see it too, we let a warning count as
# an error.

# %% tags=["nbval-check-output", "not-when-grading"]
model, data = small_model(), {"x": np.zeros((8, 784)), "y": np.zeros((8, 10))}
for owner, old, new in [
    (keras.layers, "Dense(output_dim=64)", "Dense(units=64)"),
    (keras.layers, "Dense(64, input_dim=100)", "Input((100,))"),
    (keras.layers, "Conv2D(16, 3, border_mode='same')", "Conv2D(16, 3, padding='same')"),
    (keras.optimizers, "SGD(lr=0.05)", "SGD(learning_rate=0.05)"),
    (model, "fit(x, y, nb_epoch=2)", "fit(x, y, epochs=2, verbose=0)"),
    (model, "predict_proba(x)", "predict(x, verbose=0)"),
    (model, "predict_classes(x)", "predict(x, verbose=0).argmax(axis=1)"),
]:
    try:
        with warnings.catch_warnings(action="error", category=UserWarning):
            eval(f"owner.{old}", {"owner": owner, **data})
    except Exception as error:
        print(f"{old}\n    {type(error).__name__}: {error}".split(". ")[0])
    eval(f"owner.{new}", {"owner": owner, **data})
    print(f"{new}\n    runs\n")

# %% [markdown]
# ### Exercise 8: a program of 2016
#
# This is how a small network for colour images was written in 2016, when the channels often came first:
#
# ```python
# model = Sequential()
# model.add(Convolution2D(filters, 3, 3, border_mode="same", input_shape=(3, 32, 32)))
# model.add(Activation("relu"))
# model.add(MaxPooling2D(pool_size=(2, 2)))
# model.add(Flatten())
# model.add(Dense(output_dim=classes))
# model.add(Activation("softmax"))
# model.compile(loss="categorical_crossentropy", optimizer=SGD(lr=0.05), metrics=["accuracy"])
# ```
#
# Write it for today's Keras, for images whose channels come last.

# %% nbgrader={"grade": false, "grade_id": "modern-model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def modern_model(filters, classes):
    """The network of 2016 in today's Keras, compiled.

    Args:
        filters: int, the filters of the convolution.
        classes: int, the units of the last layer.

    Returns:
        a compiled keras.Model: input (batch, 32, 32, 3), output (batch, classes) probabilities.
    """
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((32, 32, 3)),
            keras.layers.Conv2D(filters, 3, padding="same", activation="relu"),
            keras.layers.MaxPooling2D(),
            keras.layers.Flatten(),
            keras.layers.Dense(classes, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.SGD(0.05), loss="categorical_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Go line by line through the table of names above. `filters` images of 32 by 32 leave the convolution, because its
# padding is "same".
#
# </details>
# <details><summary>Hint 2</summary>
#
# `Conv2D(filters, 3, 3)` still runs, and means something else: the second 3 is the strides today. The kernel's size
# is one argument, `3` or `(3, 3)`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `keras.Input((32, 32, 3))`, `Conv2D(filters, 3, padding="same", activation="relu")`, `MaxPooling2D()`, `Flatten()`,
# `Dense(classes, activation="softmax")`; `compile` with `keras.optimizers.SGD(learning_rate=0.05)`, the same loss and
# the same metrics.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "modern-model-layers", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("modern_model", "modern_model computes what the program of 2016 did")


@exercise.check
def channels_last(modern_model):
    """It takes images of 32 by 32 pixels with three channels, the channels last."""
    model = modern_model(16, 10)
    checks.true(
        model.input_shape != [None, 3, 32, 32],
        "The channels come first here: today they come last, keras.Input((32, 32, 3)).",
        "inputs of shape (32, 32, 3)",
        "inputs of shape (3, 32, 32)",
    )
    model.for_inputs((32, 32, 3))


@exercise.check
def parameters(modern_model):
    """With 16 filters and 10 classes there are 41,418 parameters: 448 in the convolution and 40,970 in the dense layer."""
    checks.equal(
        modern_model(16, 10).for_inputs((32, 32, 3)).params,
        41418,
        "Follow the shape: 32 by 32 after the convolution, 16 by 16 after the pooling, then one long row.",
        mistakes={
            'border_mode="same" is padding="same" today; without it the convolution cuts off the border.': 448 + 3601 * 10,
            "Conv2D(filters, 3, 3) moves on in steps of 3: the third argument is strides today. Give the kernel as 3 or (3, 3).": 448 + 401 * 10,
            "The pooling is missing.": 448 + (32 * 32 * 16 + 1) * 10,
            "The Flatten is missing, or an average stands in its place: the dense layer sees 16 * 16 * filters numbers.": 448 + 17 * 10,
            "The convolution sees one channel: colour images have three.": 160 + 40970,
            "The biases are missing.": 432 + 40960,
            "The kernel has another size: the old program's is 3 by 3.": 1216 + 40970,
            "filters and classes have changed places.": 280 + 2561 * 16,
        },
    )


def old_program(x, weights, inside=keras.ops.relu, last=keras.ops.softmax, pool=keras.ops.max_pool):
    """What the program of 2016 gives for the images `x`, or what it would give with other functions in it."""
    kernel, bias, dense_kernel, dense_bias = weights
    maps = inside(keras.ops.conv(x, kernel, padding="same") + bias)
    rows = keras.ops.reshape(pool(maps, 2), (len(x), -1))
    return keras.ops.convert_to_numpy(last(keras.ops.matmul(rows, dense_kernel) + dense_bias))


@exercise.check
def same_outputs(modern_model):
    """With weights that we set, it gives the probabilities that the old program would give."""
    rng = np.random.default_rng(81)
    for filters, classes in [
        (4, 5),
        ### BEGIN HIDDEN TESTS
        (1, 2),
        (7, 3),
        ### END HIDDEN TESTS
    ]:
        model = modern_model(filters, classes).for_inputs((32, 32, 3))
        shapes = [(3, 3, 3, filters), (filters,), (256 * filters, classes), (classes,)]
        checks.equal(
            sorted(weight.shape for weight in model.weights()),
            sorted(shapes),
            "Use filters for the convolution and classes for the dense layer.",
        )
        weights = [rng.normal(scale=0.2, size=shape).astype("float32") for shape in shapes]
        model.set_weights([weights[shapes.index(weight.shape)] for weight in model.weights()])
        x, linear = rng.random((3, 32, 32, 3)).astype("float32"), keras.activations.linear
        checks.equal(
            model.outputs(x),
            old_program(x, weights),
            "Convolution, relu, the largest of each 2 by 2, a row, a dense layer, softmax.",
            tolerance=1e-3,
            mistakes={
                "The relu after the convolution is missing.": old_program(x, weights, inside=linear),
                "The softmax at the end is missing.": old_program(x, weights, last=linear),
                "The relu and the softmax are missing.": old_program(x, weights, inside=linear, last=linear),
                "A sigmoid stands at the end: the old program had a softmax.": old_program(x, weights, last=keras.ops.sigmoid),
                "The pooling takes the average: the old program takes the largest.": old_program(x, weights, pool=keras.ops.average_pool),
            },
        )
        checks.equal(
            model.outputs(x, training=True),
            old_program(x, weights),
            "It must do the same while it is trained: the old program has no Dropout.",
            tolerance=1e-3,
        )


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "modern-model-compiled", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("modern_model", "modern_model is compiled as the program of 2016 was")


@exercise.check
def sgd(modern_model):
    """Plain SGD with a learning rate of 0.05."""
    model = modern_model(4, 5)
    model.need_compiled()
    checks.equal(model.compiled["optimizer"], "sgd", "The optimizer is SGD.")
    config = model.compiled["optimizer_config"]
    checks.equal(
        config["learning_rate"],
        0.05,
        "lr is called learning_rate today: keras.optimizers.SGD(learning_rate=0.05).",
        mistakes={"This is SGD's default: give it the learning rate, keras.optimizers.SGD(learning_rate=0.05).": 0.01},
    )
    checks.equal(config["momentum"], 0.0, "The old program had no momentum.")
    extras = {key: config[key] for key in ("weight_decay", "clipnorm", "clipvalue", "global_clipnorm") if config[key]}
    checks.true(not extras, "Give SGD the learning rate alone, as the old program did.", "plain SGD", extras)


@exercise.check
def loss_for_one_hot_rows(modern_model):
    """The loss for one-hot rows, as in the old program."""
    model = modern_model(4, 3)
    model.need_compiled()
    look_at = 'The old program had "categorical_crossentropy", which is called so today.'
    loss = model.compiled["loss"]
    checks.true(loss != "sparse_categorical_crossentropy", "The sparse loss takes class numbers, this program one-hot rows.", None, loss)
    y_pred = np.array([[0.1, 0.2, 0.7], [0.5, 0.3, 0.2]], dtype="float32")
    found = model.loss_value(np.eye(3, dtype="float32")[[2, 0]], y_pred)
    logits = -np.mean([0.7 - np.log(np.exp(y_pred[0]).sum()), 0.5 - np.log(np.exp(y_pred[1]).sum())])
    checks.equal(
        found,
        -np.log([0.7, 0.5]).mean(),
        look_at,
        tolerance=1e-4,
        mistakes={"from_logits=True expects no softmax at the end: leave it out, because this model ends in softmax.": logits},
    )


@exercise.check
def accuracy(modern_model):
    """Accuracy is among the metrics."""
    model = modern_model(4, 5)
    model.need_compiled()
    look_at = 'Give compile metrics=["accuracy"], by its name, as the old program did.'
    third = 'The third place in compile is that of loss_weights: write metrics=["accuracy"].'
    checks.true(
        "accuracy" in model.compiled["metrics"],
        third if model.compiled["loss_weights"] else look_at,
        "accuracy",
        model.compiled["metrics"],
    )


exercise.report()

# %% [markdown]
# ## 8. A network of your own
#
# A convolution can find something wherever it is. The last exercise asks for just that, on a budget of parameters in
# which a dense layer on all 144 pixels has room for three units. One more layer is good to know:
# `GlobalMaxPooling2D` keeps the largest number of each whole feature map.

# %% [markdown]
# ### Exercise 9: design a small convolutional network
#
# Small images show a plus, a square or a diagonal cross, each anywhere in the image. A dense network must learn every
# figure anew in every place; a filter that has found it in one place finds it in all. Write a function that builds,
# compiles **and trains** a model, within a budget: at most **500 parameters**, at least **90 %** accuracy on images
# that it has not seen, in a few seconds.

# %%
x_shapes, y_shapes = datasets.make_shapes(300, seed=1)
plotting.images(x_shapes[:12], labels=np.array(["plus", "square", "cross"])[y_shapes[:12]], columns=6)

# %% nbgrader={"grade": false, "grade_id": "train-on-shapes", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_on_shapes(x, y, seed):
    """A small model, trained to tell the figures apart.

    Args:
        x: float32 array of shape (images, 12, 12, 1), from 0 to 1.
        y: int array of shape (images,), 0, 1 or 2.
        seed: int; pass it to keras.utils.set_random_seed first: the same seed gives the same model, another one another.

    Returns:
        a trained keras.Model: input (batch, 12, 12, 1), output (batch, 3), the largest output marking the class;
        at most 500 parameters.
    """
    ### BEGIN SOLUTION
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [
            keras.Input((12, 12, 1)),
            keras.layers.Conv2D(8, 3, activation="relu"),
            keras.layers.GlobalMaxPooling2D(),
            keras.layers.Dense(3, activation="softmax"),
        ]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="sparse_categorical_crossentropy")
    model.fit(x, y, epochs=12, batch_size=32, verbose=0)
    return model
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Where do the parameters go? `conv_shape(12, 12, 1, filters, kernel_size, 1, "valid")` counts those of the
# convolution: few. A dense layer on the flattened maps costs many more, unless a pooling has made the maps small.
#
# </details>
# <details><summary>Hint 2</summary>
#
# You need to know whether a filter has found its pattern, not where: `GlobalMaxPooling2D` keeps the largest number of
# each whole map, and `MaxPooling2D(5)` that of each 5 by 5. As in chapter 01's exercise on rings, a learning rate above
# Adam's 0.001 saves time.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `Conv2D(8, 3, activation="relu")`, `GlobalMaxPooling2D()`, `Dense(3, activation="softmax")`; Adam with 0.03, the
# loss for class numbers, and `fit(x, y, epochs=12, batch_size=32, verbose=0)`. Return the model after `fit`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "train-on-shapes-accuracy", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from utils import checks, datasets

exercise = checks.exercise("train_on_shapes", "train_on_shapes reaches 90 % on new images, within the budget")


@exercise.check
def learns(train_on_shapes):
    """Trained on 300 images whose classes are renamed, it is right on at least 90 % of 600 others."""
    x, y = datasets.make_shapes(300, seed=1)
    x_new, y_new = datasets.make_shapes(600, seed=4)
    model = train_on_shapes(x, 2 - y, 1).for_inputs((12, 12, 1))
    outputs = model.outputs(x_new)
    checks.shape(outputs, (600, 3), "The last layer has one unit for each figure, and sees one row of numbers for each image.")
    accuracy = (outputs.argmax(axis=1) == 2 - y_new).mean()
    if "Conv" not in " ".join(model.types()):
        look_at = "A dense layer learns each figure anew in every place: begin with a Conv2D."
    elif accuracy < 0.45:
        look_at = "This is near guessing: is fit called before return, on x and y, with a learning rate neither tiny nor huge?"
    elif not {"relu", "leaky_relu", "elu", "selu", "gelu", "silu", "sigmoid", "tanh"} & set(model.types()):
        look_at = "The convolution has no activation, so all its maps add up to one weighted sum: give it relu."
    else:
        look_at = "It learns, but not enough: a larger learning rate, more epochs, or more filters within the budget."
    checks.true(accuracy >= 0.9, look_at, "accuracy of at least 0.90", f"accuracy {accuracy:.3f}")
    look_at = "Take fewer filters, or pool more before the dense layer."
    checks.true(model.params <= 500, look_at, "at most 500 parameters", f"{model.params} parameters")


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "train-on-shapes-budget", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks, datasets

exercise = checks.exercise("train_on_shapes", "train_on_shapes stays within the budget, on any figures")


@exercise.check
def budget(train_on_shapes):
    """The model takes images of 12 by 12, gives three numbers, and has at most 500 parameters."""
    model = train_on_shapes(*datasets.make_shapes(12, seed=2), 1).for_inputs((12, 12, 1))
    look_at = "Take fewer filters, or pool more before the dense layer."
    checks.true(model.params <= 500, look_at, "at most 500 parameters", f"{model.params} parameters")
    outputs = model.outputs(datasets.make_shapes(7, seed=3)[0])
    checks.shape(outputs, (7, 3), "The last layer has one unit for each figure, and sees one row of numbers for each image.")


@exercise.check
def repeated(train_on_shapes):
    """The same seed gives the same model, and another seed another one."""
    x, y = datasets.make_shapes(40, seed=5)
    checks.seeded(lambda seed: train_on_shapes.in_one_epoch(x, y, seed).for_inputs((12, 12, 1)))


### BEGIN HIDDEN TESTS
@exercise.check
def another_draw(train_on_shapes):
    """Trained on other images, with their classes renamed, it is as good: it learns from what it is given."""
    x, y = datasets.make_shapes(300, seed=11)
    x_new, y_new = datasets.make_shapes(600, seed=12)
    outputs = train_on_shapes(x, (y + 1) % 3, 3).for_inputs((12, 12, 1)).outputs(x_new)
    checks.shape(outputs, (600, 3), "The last layer has one unit for each figure, and sees one row of numbers for each image.")
    accuracy = (outputs.argmax(axis=1) == (y_new + 1) % 3).mean()
    look_at = "It must learn from any x and y, and from nothing else: aim well above 90 %, so that another draw is no matter of luck."
    checks.true(accuracy >= 0.9, look_at, "accuracy of at least 0.90", f"accuracy {accuracy:.3f}")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# Which exercises are done, and which are open? The table knows the test cells that you have run since the kernel
# started.

# %% tags=["not-when-grading"]
checks.progress()

# %% [markdown]
# ## Common mistakes
#
# - **No `Input`, then `summary` or `count_params`.** There are no weights yet. Add `keras.Input(...)`, or call `build`.
# - **`validation_split` on sorted data.** The last part is held out as it lies. Shuffle first, images and labels in the
#   same order.
# - **One-hot rows with the sparse loss, or the reverse.** The labels decide: class numbers need
#   `"sparse_categorical_crossentropy"`.
# - **Images without a channel axis.** A convolution wants `(batch, height, width, channels)`; grey images have one
#   channel: `x.reshape(-1, 28, 28, 1)`.
# - **A program of 2016 that runs.** A third number in `Conv2D` means strides, and `(3, 32, 32)` means three rows.
#   Compare shapes.
# - **Keeping the last weights.** `EarlyStopping` gives back the best ones only with `restore_best_weights=True`.
# - **Choosing on the test set.** Choose epochs, sizes and seeds on validation data. The test set answers one question,
#   once.

# %% [markdown]
# ## Take-away
#
# - A `Sequential` model is a list of layers. Its weights exist from the moment when the shape of the input is known.
# - `validation_split` holds out the last part, before any shuffling.
# - `fit` is a loop around the step that `train_on_batch` takes; it also shuffles, averages and calls callbacks.
# - A convolution uses the same small kernel everywhere. Its parameters depend on kernel, channels and filters, and not
#   on the size of the image; its output shape depends on padding and strides.
# - An accuracy comes with a standard error, and a comparison with parameters, time and the data behind it.

# %% [markdown]
# ## To go further
#
# - The guide to the Sequential model and the reference of callbacks on [keras.io](https://keras.io).
# - Convolutional networks for digits: Y. LeCun, L. Bottou, Y. Bengio and P. Haffner, *Gradient-Based Learning Applied
#   to Document Recognition*, Proceedings of the IEEE 86 (1998).
# - The arithmetic of shapes, with pictures: V. Dumoulin and F. Visin, *A guide to convolution arithmetic for deep
#   learning*, arXiv 1603.07285.
# - The cosine schedule: I. Loshchilov and F. Hutter, *SGDR: Stochastic Gradient Descent with Warm Restarts*, arXiv
#   1608.03983.
# - Next chapter: roads that fork and join, with the functional API.
