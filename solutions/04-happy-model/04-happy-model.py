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
# # The HappyModel: who is smiling?
#
# In this chapter you build a network that reads a face, train it on only 600 pictures, and find out how far its accuracy can be believed.

# %% [markdown]
# ## Questions
#
# - How does a small convolutional network tell a smile from a serious face?
# - What does batch normalization do, and why is a new network good in `fit` and bad in `evaluate`?
# - What happens if `fit` is called a second time?
# - How large should a batch be, and how many epochs are enough?
# - How much is an accuracy on 150 pictures worth?
# - Where does the network look, and what does it make of your own photo?

# %% [markdown]
# ## What you will be able to do
#
# - prepare photos and labels for a network with one sigmoid unit;
# - build the HappyModel, and account for each of its 37,633 parameters;
# - compute batch normalization by hand, in training and after it;
# - choose batch size and epochs on a validation set, and say what it costs to choose them on the test set;
# - give an accuracy with its interval, and measure it by cross-validation where pictures are few;
# - find out which part of a photo an answer depends on;
# - find a better network for the same number of parameters.

# %% [markdown]
# ## Before you start
#
# You need chapters 01 to 03: training, convolutions, the functional API, and what ResNet's batch normalization is for.
#
# **Time:** 60 minutes to read and run, 90 minutes for the exercises. On two CPU cores all training together takes about five minutes; no
# cell takes much longer than one, and each shows how long is left.
#
# Numbers change a little from machine to machine and from run to run.

# %%
from utils import checks, datasets, plotting  # first, because it quietens TensorFlow's start

import io

import keras
import numpy as np

# %% [markdown]
# ## 1. The photos
#
# The data are 600 photos to learn from and 150 to test with, each of 64 by 64 pixels in three colours, labelled 1 if the person smiles and
# 0 if not. The photos exist in few places. Where they cannot be had, drawn faces take their place, and the line below says so.

# %% tags=["not-when-grading", "stand-in-allowed"]
(train_images, y_train), (test_images, y_test) = datasets.load_happy()

# %% [markdown]
# The 150 test photos are a file of their own, which is easier to get. We load it separately, so that we have real photos even where the
# 600 are drawn. Read its line too: the rest of the chapter speaks of **the 600**, of **their test set**, and of **the photos**. If the two
# lines say the same, the photos *are* the test set; if not, they are pictures of another kind.

# %% tags=["not-when-grading"]
photo_images, y_photos = datasets.load_happy_test()
sets = {"the 600": (train_images, y_train), "test set": (test_images, y_test), "photos": (photo_images, y_photos)}
for name, (x, y) in sets.items():
    print(f"{name:<8}  {x.shape} {x.dtype}, {x.nbytes / 1e6:.1f} MB, {y.mean():.0%} smiling")

# %% [markdown]
# **Look at the pictures** before you train anything. First some of the 600.

# %% tags=["not-when-grading"]
names = np.array(["serious", "smiling"])
plotting.images(train_images[:16], labels=names[y_train[:16]], columns=8)

# %% [markdown]
# Then some of the photos. What makes it hard? Faces turned away, faces against the light, a smile that is two pixels high. (Figures
# of the photos show people whom nobody asked, so only a description is kept in the saved notebook. Run the cell to see them.)

# %% tags=["not-when-grading", "picture-not-kept"]
plotting.images(photo_images[:16], labels=names[y_photos[:16]], columns=8)

# %% [markdown]
# **Think about it.** In the real photos a handful of people appear again and again, before the same garden, in the same shirts. However one
# splits such photos, the same people are on both sides. What does an accuracy on the test side tell us, and what not?
#
# <details><summary>One answer</summary>
#
# It tells how good the network is on *further photos of these people in this place*. It does not tell how it does with somebody new, or
# in another room, because it may know the people by heart: this man, head up, is the one who smiled. To learn about new people, all
# photos of a person have to be on one side, either for training or for the test. These files do not say who is who, so we cannot do it;
# but we can say so beside every number.
#
# </details>

# %% [markdown]
# Now prepare photos and labels, in the form that `fit` likes best.

# %% [markdown]
# ### Exercise 1: prepare the photos
#
# A photo is whole numbers from 0 to 255, a network learns best from numbers between 0 and 1. Its last unit is a sigmoid, which gives
# one number for each photo, in a column: its outputs have shape (n, 1), and the labels should have the same. Prepare both, and return
# them in a dict, under the names that `fit` gives them.

# %% nbgrader={"grade": false, "grade_id": "prepare-photos", "locked": false, "schema_version": 3, "solution": true, "task": false}
def prepare_photos(x, y):
    """Photos and labels in the form that a network with one sigmoid unit learns from.

    Args:
        x: uint8 array of shape (n, height, width, channels), 0 to 255. It stays as it is.
        y: uint8 array of shape (n,), 0 or 1. It stays as it is.

    Returns:
        dict of "x": float32 array of the shape of x, where 0 became 0 and 255 became 1;
        "y": float32 array of shape (n, 1), 0 or 1.
    """
    ### BEGIN SOLUTION
    return {"x": x.astype("float32") / 255, "y": y.astype("float32").reshape(-1, 1)}
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `astype("float32")` makes a new array of another type, and leaves the old one alone. What does the largest possible pixel have to be
# divided by, to become 1?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A column has one number in each row: `reshape(-1, 1)`, where -1 means "as many rows as there are numbers".
#
# </details>
# <details><summary>Hint 3</summary>
#
# `{"x": x.astype("float32") / 255, "y": ...}`, and for the labels `y.astype("float32").reshape(-1, 1)`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "prepare-photos-pixels", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("prepare_photos", "prepare_photos scales the pixels to 0 to 1")


@exercise.check
def one_photo(prepare_photos):
    """A photo of 2 by 2 pixels: 0 becomes 0, 51 becomes 0.2, 255 becomes 1."""
    x = np.array([[[[0, 51, 255], [102, 0, 0]], [[0, 204, 0], [255, 255, 153]]]], "uint8")
    found = prepare_photos(x, np.array([1], "uint8"))
    checks.true(isinstance(found, dict), 'Return a dict: {"x": ..., "y": ...}.', "a dict", f"a {type(found).__name__}")
    checks.equal(sorted(found), ["x", "y"], 'The dict has two names, "x" and "y".')
    checks.equal(
        found["x"],
        x / 255,
        "Divide every pixel by 255, and keep the shape.",
        mistakes={
            "The pixels are not scaled: divide by 255.": x,
            "255 should become 1: divide by 255, not by 256.": x / 256,
            "The pixels became whole numbers again: change the type first, and divide with /.": x // 255,
            "This goes from -1 to 1: divide by 255, and subtract nothing.": x / 127.5 - 1,
            "The photos are one row of numbers each: keep height, width and channels.": (x / 255).reshape(1, -1),
            "The batch axis is gone: keep all four axes.": x[0] / 255,
            "The labels are under the name of the photos.": [[1]],
        },
    )


@exercise.check
def dark_photos(prepare_photos):
    """A pixel of 60 means the same in every photo, whatever the brightest pixel is."""
    x = np.array([[[[0, 30, 60]]], [[[10, 20, 40]]]], "uint8")
    checks.equal(
        prepare_photos(x, np.array([1, 0], "uint8"))["x"],
        x / 255,
        "Divide by 255, whatever the photos hold.",
        mistakes={
            "This is divided by the brightest pixel of all photos: divide by 255.": x / 60,
            "Each photo is divided by its own brightest pixel: divide by 255.": x / np.array([60, 40]).reshape(2, 1, 1, 1),
            "This is stretched from the darkest to the brightest pixel: divide by 255.": (x - x.min()) / 60,
            "This is brought to mean 0 and deviation 1: divide by 255, nothing else.": (x - x.mean()) / x.std(),
        },
    )
    night = np.array([[[[0, 1, 1]]]], "uint8")
    checks.equal(
        prepare_photos(night, np.array([1], "uint8"))["x"],
        night / 255,
        "Divide by 255, whatever the photos hold.",
        mistakes={"Photos that are all but black are scaled too: divide by 255 without an if.": night},
    )


@exercise.check
def type_of_pixels(prepare_photos):
    """The pixels are float32, half the memory of NumPy's own choice, float64."""
    x = np.asarray(prepare_photos(np.zeros((2, 3, 3, 3), "uint8"), np.array([1, 0], "uint8"))["x"])
    checks.equal(str(x.dtype), "float32", 'Change the type before you divide: x.astype("float32") / 255.')


@exercise.check
def photos_stay(prepare_photos):
    """The arrays that it is given stay as they are."""
    checks.unchanged(prepare_photos, np.full((2, 3, 3, 3), 9, "uint8"), np.array([1, 0], "uint8"))


### BEGIN HIDDEN TESTS
@exercise.check
def other_photos(prepare_photos):
    """Other numbers and sizes of photos."""
    rng = np.random.default_rng(5)
    for shape in [(4, 64, 64, 3), (1, 5, 8, 3), (3, 2, 7, 1)]:
        x = rng.integers(0, 200, size=shape, dtype="uint8")
        found = prepare_photos(x, rng.integers(2, size=shape[0], dtype="uint8"))["x"]
        checks.equal(found, x / 255, "It must hold for photos of every number and size.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "prepare-photos-labels", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("prepare_photos", "prepare_photos puts the labels in a column")


@exercise.check
def four_labels(prepare_photos):
    """The labels 1, 0, 0, 1 become a column of four rows."""
    y = np.array([1, 0, 0, 1], "uint8")
    found = prepare_photos(np.zeros((4, 2, 2, 3), "uint8"), y)
    checks.true(isinstance(found, dict), 'Return a dict: {"x": ..., "y": ...}.', "a dict", f"a {type(found).__name__}")
    checks.equal(sorted(found), ["x", "y"], 'The dict has two names, "x" and "y".')
    checks.equal(
        found["y"],
        [[1], [0], [0], [1]],
        "The label of each photo stands in a row of its own: y.reshape(-1, 1).",
        mistakes={
            "This is one row of all labels: the photos are the rows, so reshape(-1, 1).": [[1, 0, 0, 1]],
            "The labels still stand side by side, shape (n,): make a column of them, reshape(-1, 1).": y,
            "These are one-hot rows: one sigmoid unit wants a single number, 0 or 1.": np.eye(2)[y],
            "The labels are divided by 255: they are 0 and 1 already.": y.reshape(-1, 1) / 255,
            "Smiling is 1 and stays 1: these labels are exchanged.": 1 - y.reshape(-1, 1),
            "The labels stay 0 and 1, which is what a sigmoid gives.": 2.0 * y.reshape(-1, 1) - 1,
        },
    )


@exercise.check
def type_of_labels(prepare_photos):
    """The labels are float32, as the outputs of the network are."""
    y = np.asarray(prepare_photos(np.zeros((3, 2, 2, 3), "uint8"), np.array([1, 0, 1], "uint8"))["y"])
    checks.equal(str(y.dtype), "float32", 'Change the type of the labels too: y.astype("float32").')


### BEGIN HIDDEN TESTS
@exercise.check
def other_labels(prepare_photos):
    """Other numbers of photos, one among them, and labels of one kind only."""
    for y in [np.array([1], "uint8"), np.zeros(3, "uint8"), np.random.default_rng(6).integers(2, size=9, dtype="uint8")]:
        found = prepare_photos(np.zeros((len(y), 2, 2, 3), "uint8"), y)["y"]
        checks.equal(found, y[:, None], "The labels stay as they are; only their type and shape change.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# Our own photos take four times as much space as `float32` than as whole numbers, about 29 MB for the 600; as `float64`, NumPy's usual
# type, they would take eight times. The labels we leave as they are: Keras's own losses and metrics make the column themselves. Do not
# count on that elsewhere: NumPy subtracts an array of shape (600,) from one of shape (600, 1) without a word, and the result has shape
# (600, 600).

# %% tags=["not-when-grading"]
x_train, x_test, x_photos = (images / np.float32(255) for images in (train_images, test_images, photo_images))
print(f"x_train: {x_train.dtype}, {x_train.min():.0f} to {x_train.max():.0f}, {x_train.nbytes / 1e6:.1f} MB")

# %% [markdown]
# ## 2. First, something simpler
#
# A number such as 90 % means nothing by itself. So begin with a **baseline**, what can be had for little: the most frequent answer, given
# every time, and a linear model, which adds up all pixels, each times a weight of its own, and puts the sum through a sigmoid.
#
# **Predict before you run.** The linear model has 12,289 parameters and sees only 600 pictures. How good will it be on those, and
# how good on the test set?

# %% tags=["not-when-grading"]
keras.utils.set_random_seed(1)
inputs = keras.Input((64, 64, 3))
linear = keras.Sequential([inputs, keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")])
linear.compile("adam", "binary_crossentropy", metrics=["accuracy"])
history = linear.fit(x_train, y_train, epochs=40, batch_size=50, verbose=0, callbacks=[plotting.progress()])

# %% tags=["not-when-grading"]
majority = np.bincount(y_test).max() / len(y_test)
linear_accuracy = linear.evaluate(x_test, y_test, verbose=0)[1]
print(f"always the most frequent answer: {majority:.3f} of the test set right")
print(f"linear model: {linear_accuracy:.3f} of the test set right,", end=" ")
print(f"and {linear.evaluate(x_train, y_train, verbose=0)[1]:.3f} of the 600")

# %% [markdown]
# **Think about it.** Whatever its accuracy: what can a linear model know about a smile, and what must be the same in all photos for that?
#
# <details><summary>One answer</summary>
#
# It has one weight for each place. It can know that *this* pixel is brighter in photos with a smile, where the teeth are, say. That helps
# as long as all mouths lie at the same place and all photos are equally bright. Move the head by five pixels and the weights meet the chin.
# What it lacks is the same detector at every place, which is what a convolution is.
#
# </details>

# %% [markdown]
# ## 3. The HappyModel, layer by layer
#
# One block of convolution, and one unit that decides:
#
# | layer | output | parameters | what it does |
# |---|---|---|---|
# | input | 64, 64, 3 | 0 | |
# | `ZeroPadding2D(3)` | 70, 70, 3 | 0 | three black pixels all around, so that the edges count as well |
# | `Conv2D`, 32 filters of 7 × 7, name `conv0` | 64, 64, 32 | 4,736 | 32 detectors, the same at every place |
# | `BatchNormalization`, name `bn0` | 64, 64, 32 | 128 | brings each detector's answers to one scale |
# | `ReLU` | 64, 64, 32 | 0 | keeps what was found |
# | `MaxPooling2D`, 2 × 2, name `max_pool` | 32, 32, 32 | 0 | the strongest of four neighbours |
# | `Flatten` | 32,768 | 0 | |
# | `Dense`, 1 unit, sigmoid, name `fc` | 1 | 32,769 | adds up what was found where: the probability of a smile |
#
# Together 37,633 parameters, of which 64 are not trainable. Before you read on, try to say which 64.

# %% [markdown]
# ### Exercise 2: where the parameters are
#
# Count the parameters of the HappyModel by arithmetic, layer by layer, for photos and settings of any size: `filters` filters of
# `kernel` by `kernel` in `conv0`, a zero padding of 3 on every side and a pooling of 2, as above. The table above shows the shapes and
# the numbers for photos of 64 by 64; your function should give the same for them, and the right ones for others.
#
# The 64 parameters that are not trainable are yours to explain. Which layer holds numbers that it keeps, but that no gradient changes,
# and how many for each channel?

# %% nbgrader={"grade": false, "grade_id": "count-parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_parameters(side, channels, filters, kernel):
    """The parameters of the HappyModel, by layer.

    Args:
        side: int, height and width of the photos.
        channels: int, 1 or more.
        filters: int, how many filters conv0 has.
        kernel: int, height and width of a filter, at most side + 5.

    Returns:
        dict of int: "conv0", "bn0" and "fc", all parameters of these layers; "total", all of the model;
        "not_trainable", those among them that training does not change by a gradient.
    """
    ### BEGIN SOLUTION
    conv0 = (kernel * kernel * channels + 1) * filters
    bn0 = 4 * filters
    pooled = (side + 2 * 3 - kernel + 1) // 2
    fc = pooled * pooled * filters + 1
    return {"conv0": conv0, "bn0": bn0, "fc": fc, "total": conv0 + bn0 + fc, "not_trainable": 2 * filters}
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A filter has a weight for each of the numbers that it sees at once, in all channels, and a bias. For `fc`, follow the shape:
# the padding adds 3 on each side, a kernel without padding of its own takes away `kernel - 1`, and the pooling halves, rounding down.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Batch normalization works on each channel for itself, and keeps four numbers for it: a factor and a shift, which training learns,
# and two that it only observes, for use after training. What are these two averages of, and how many channels does `conv0` give?
#
# </details>
# <details><summary>Hint 3</summary>
#
# `conv0 = (kernel * kernel * channels + 1) * filters`; `bn0 = 4 * filters`, half of them not trainable;
# `pooled = (side + 6 - kernel + 1) // 2`, and `fc` has a weight for each of the `pooled * pooled * filters` numbers, and one bias.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "count-parameters-conv-and-norm", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks

exercise = checks.exercise("count_parameters", "count_parameters counts the convolution and the batch normalization")


@exercise.check
def names(count_parameters):
    """The dict has the five names."""
    found = count_parameters(64, 3, 32, 7)
    checks.true(isinstance(found, dict), "Return one dict with five names.", "a dict", f"a {type(found).__name__}")
    checks.equal(
        sorted(found),
        ["bn0", "conv0", "fc", "not_trainable", "total"],
        'Return {"conv0": ..., "bn0": ..., "fc": ..., "total": ..., "not_trainable": ...}.',
    )


@exercise.check
def convolution(count_parameters):
    """32 filters of 7 by 7 on 3 channels have 4,736 parameters, 10 of 5 by 5 on 2 channels have 510."""
    for side, channels, filters, kernel, expected in [(64, 3, 32, 7, 4736), (20, 2, 10, 5, 510)]:
        weights = kernel * kernel * channels
        checks.equal(
            count_parameters(side, channels, filters, kernel)["conv0"],
            expected,
            "Each filter has kernel * kernel weights for every channel, and one bias.",
            mistakes={
                "The biases are missing: each filter has one.": weights * filters,
                "The channels are missing: a filter has kernel * kernel weights for each of them.": (kernel * kernel + 1) * filters,
                "A filter has one bias, not one for each channel.": (kernel * kernel + 1) * channels * filters,
                "There is one bias for each filter, not one for the whole layer.": weights * filters + 1,
                "A filter is kernel by kernel: the size counts twice.": (kernel * channels + 1) * filters,
                "This is one filter: there are filters of them.": weights + 1,
                "The same filter is used at every place: the size of the photo does not matter.": side * side * weights * filters,
            },
        )


@exercise.check
def batch_normalization(count_parameters):
    """For 32 channels batch normalization has 128 parameters, for 10 it has 40."""
    for side, channels, filters, kernel in [(64, 3, 32, 7), (20, 2, 10, 5)]:
        checks.equal(
            count_parameters(side, channels, filters, kernel)["bn0"],
            4 * filters,
            "Batch normalization keeps four numbers for each channel that conv0 gives.",
            mistakes={
                "These are the trainable ones only: count those that it observes too.": 2 * filters,
                "Its channels are those that conv0 gives, filters of them, not those of the photo.": 4 * channels,
                "This is always 128: count from filters.": 128,
            },
        )


### BEGIN HIDDEN TESTS
@exercise.check
def other_sizes(count_parameters):
    """Other photos and settings."""
    for side, channels, filters, kernel in [(33, 1, 5, 4), (12, 4, 1, 1), (9, 3, 6, 14)]:
        found = count_parameters(side, channels, filters, kernel)
        checks.equal(found["conv0"], (kernel**2 * channels + 1) * filters, "Use all arguments as they are given.")
        checks.equal(found["bn0"], 4 * filters, "Use filters as it is given.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "count-parameters-dense", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks

exercise = checks.exercise("count_parameters", "count_parameters counts the dense layer")


@exercise.check
def like_the_table(count_parameters):
    """For photos of 64 by 64 and a kernel of 7 the maps stay 64 by 64, and are 32 by 32 after the pooling: 32,769."""
    checks.equal(
        count_parameters(64, 3, 32, 7)["fc"],
        32769,
        "The dense layer has a weight for every number that the pooling leaves, in all maps, and one bias.",
        mistakes={
            "The bias is missing.": 32768,
            "The pooling is missing: it halves height and width.": 64 * 64 * 32 + 1,
            "The pooling halves height and width, so a quarter of the numbers is left.": 64 * 32 * 32 + 1,
            "The zero padding is missing: it adds 3 on each of the four sides.": 29 * 29 * 32 + 1,
            "The zero padding adds 3 on each side, so 6 to the height and to the width.": 30 * 30 * 32 + 1,
            "The convolution takes kernel - 1 from the padded size, not kernel.": 31 * 31 * 32 + 1,
            "The convolution takes kernel - 1 from the padded size.": 35 * 35 * 32 + 1,
            "There is a map for each filter: multiply by filters.": 32 * 32 + 1,
            "The maps are those of conv0, filters of them, not the channels of the photo.": 32 * 32 * 3 + 1,
        },
    )


@exercise.check
def other_kernel(count_parameters):
    """A kernel of 5 leaves more: photos of 20 by 20 give maps of 22 by 22, and 11 by 11 after the pooling."""
    checks.equal(
        count_parameters(20, 3, 8, 5)["fc"],
        969,
        "The padding of 3 fits a kernel of 7: with another kernel the size of the maps changes.",
        mistakes={
            "Only a kernel of 7 leaves the size as it is: side + 6 - kernel + 1.": 10 * 10 * 8 + 1,
            "The zero padding is 3 whatever the kernel is; it is not half of the kernel.": 100 * 8 + 1,
        },
    )


@exercise.check
def rounding(count_parameters):
    """Photos of 15 by 15 with a kernel of 7: of 15 rows the pooling makes 7, for the last one has no partner."""
    checks.equal(
        count_parameters(15, 3, 8, 7)["fc"],
        7 * 7 * 8 + 1,
        "The pooling leaves out a row or column that has no partner: divide with //.",
        mistakes={
            "Half a row does not exist: halve the height with //, which rounds down, and only then multiply.": 7.5 * 7.5 * 8 + 1,
            "The pooling rounds down, not up: divide with //.": 8 * 8 * 8 + 1,
            "Round down before you square: the rows first, the columns first, then their product.": 15 * 15 // 4 * 8 + 1,
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_sizes(count_parameters):
    """Other photos and settings, even kernels among them."""
    for side, channels, filters, kernel, pooled in [(33, 1, 5, 4, 18), (12, 4, 1, 1, 9), (9, 3, 6, 14, 1), (10, 2, 3, 8, 4)]:
        found = count_parameters(side, channels, filters, kernel)["fc"]
        checks.equal(found, pooled * pooled * filters + 1, "Follow the size: padding, convolution, pooling.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "count-parameters-total", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks

exercise = checks.exercise("count_parameters", "count_parameters adds up, and knows what is not trainable")


@exercise.check
def total(count_parameters):
    """The HappyModel has 37,633 parameters in all."""
    checks.equal(
        count_parameters(64, 3, 32, 7)["total"],
        37633,
        "Add conv0, bn0 and fc: the other layers have no parameters.",
        mistakes={
            "These are the trainable ones only: the total counts all.": 37569,
            "bn0 is missing in the total.": 37505,
            "The ones that are not trainable are among those of bn0: they count once.": 37697,
        },
    )


@exercise.check
def not_trainable(count_parameters):
    """Of 32 filters, 64 parameters are not trainable."""
    checks.equal(
        count_parameters(64, 3, 32, 7)["not_trainable"],
        64,
        "Which of the numbers that batch normalization keeps are not moved by a gradient?",
        mistakes={
            "Batch normalization learns half of its numbers, the factor and the shift; the other half it only observes.": 128,
            "There are two for each channel that batch normalization sees.": 32,
            "These are the trainable ones.": 37569,
            "The channels that count are those that conv0 gives.": 6,
        },
    )


@exercise.check
def not_by_the_photo(count_parameters):
    """10 filters make another number, and a larger photo does not."""
    for side in (60, 64):
        checks.equal(
            count_parameters(side, 3, 10, 5)["not_trainable"],
            20,
            "Count from the number of filters, and from nothing else.",
            mistakes={
                "It is 64 for 32 filters only; that a photo has 64 rows is a coincidence.": 64,
                "It has nothing to do with the side of the photo, which happens to be 64.": side,
            },
        )


### BEGIN HIDDEN TESTS
@exercise.check
def other_sizes(count_parameters):
    """Other photos and settings."""
    for side, channels, filters, kernel, expected in [(33, 1, 5, 4, 1726), (12, 4, 1, 1, 91), (9, 3, 6, 14, 3565)]:
        found = count_parameters(side, channels, filters, kernel)
        checks.equal(found["total"], expected, "Add conv0, bn0 and fc.")
        checks.equal(found["not_trainable"], 2 * filters, "Count from filters.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# ### Batch normalization: one layer, two behaviours
#
# **In training** the layer takes mean and variance of each channel from the batch that passes, and brings the channel to mean 0 and
# variance 1. (A factor and a shift for each channel follow. They are learned, and begin at 1 and 0.) Later, when one photo comes alone,
# there is no batch to compare it with. So the layer keeps **moving averages** of the means and variances that it has seen, and uses them
# **after training**, in `evaluate` and `predict`. No gradient changes them, they are counted along: two for each of 32 channels, the 64.
#
# They begin at mean 0 and variance 1, and every step brings them one hundredth of the way to the batch that passes. Here are batches of
# 50 numbers with mean 5 and standard deviation 2.
#
# **Predict before you run.** In training, the output has mean 0 from the first step on. What mean has it after training, if training
# stops after 1 step, or after 12, 60 or 480?

# %% tags=["nbval-check-output", "not-when-grading"]
layer, rng = keras.layers.BatchNormalization(), np.random.default_rng(1)
for step in range(1, 481):
    batch = rng.normal(5, 2, (50, 1)).astype("float32")
    seen = layer(batch, training=True)
    if step in (1, 12, 60, 480):
        moving_mean, moving_variance = (average[0] for average in layer.get_weights()[2:])
        in_training, after = (float(keras.ops.mean(output)) for output in (seen, layer(batch, training=False)))
        print(f"{step:>3} steps: moving mean {moving_mean:.2f}, moving variance {moving_variance:.2f};", end=" ")
        print(f"mean output {abs(in_training):.2f} in training, {after:.2f} after it")

# %% [markdown]
# After one step the moving averages know next to nothing, and the same layer with the same numbers gives quite another output outside of
# training. $0.99^{12} = 0.89$ of the beginning is still in them after 12 steps, $0.99^{60} = 0.55$ after 60, and less than one hundredth
# after 480. Twelve steps are one epoch of 600 photos in batches of 50. Keep that in mind for the next section.

# %% [markdown]
# ### Exercise 3: batch normalization by hand
#
# Write what Keras's `BatchNormalization` computes. Each channel is treated for itself. **In training** its mean $\mu$ and its variance
# $\sigma^2$ are taken over everything that the batch holds of it, all photos and all places, and
#
# $$\text{output} = \gamma \cdot \frac{x - \mu}{\sqrt{\sigma^2 + 0.001}} + \beta$$
#
# Besides, the two moving averages take a small step towards what was just seen:
#
# $$\text{moving} \leftarrow 0.99 \cdot \text{moving} + 0.01 \cdot \text{seen in this batch}$$
#
# **After training** the moving averages take the place of $\mu$ and $\sigma^2$, and stay as they are. The variance is the mean of the
# squared distances from $\mu$.

# %% nbgrader={"grade": false, "grade_id": "batch-norm", "locked": false, "schema_version": 3, "solution": true, "task": false}
def batch_norm(x, gamma, beta, moving_mean, moving_variance, training):
    """Batch normalization of feature maps.

    Args:
        x: float32 array of shape (n, height, width, channels). It stays as it is, and so do the others.
        gamma, beta: float32 arrays of shape (channels,), the factor and the shift of each channel.
        moving_mean, moving_variance: float32 arrays of shape (channels,), the averages so far.
        training: bool, whether this is a step of training.

    Returns:
        dict of "output": float array of the shape of x;
        "moving_mean", "moving_variance": float arrays of shape (channels,), the averages after this call.
    """
    ### BEGIN SOLUTION
    mean, variance = moving_mean, moving_variance
    if training:
        mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))
        moving_mean = 0.99 * moving_mean + 0.01 * mean
        moving_variance = 0.99 * moving_variance + 0.01 * variance
    output = gamma * (x - mean) / np.sqrt(variance + 0.001) + beta
    return {"output": output, "moving_mean": moving_mean, "moving_variance": moving_variance}
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A channel's mean is one number, so all axes but the last one disappear. NumPy's `mean` takes several axes at once, in a tuple. What is
# left has shape (channels,), and fits `x` by broadcasting, as do gamma and beta.
#
# </details>
# <details><summary>Hint 2</summary>
#
# There are two pairs of mean and variance: what the batch gives, and the moving ones. Decide by `training` which pair the formula
# uses. `x.var(axis=...)` is the mean of the squared distances; the small 0.001 belongs under the root.
#
# </details>
# <details><summary>Hint 3</summary>
#
# In training: `mean, variance = x.mean(axis=(0, 1, 2)), x.var(axis=(0, 1, 2))`, and the new averages are
# `0.99 * moving_mean + 0.01 * mean` and the same for the variance. Otherwise `mean, variance = moving_mean, moving_variance`. In
# both cases the output is `gamma * (x - mean) / np.sqrt(variance + 0.001) + beta`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "batch-norm-training", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("batch_norm", "batch_norm in training brings each channel to mean beta and deviation gamma")


@exercise.check
def names(batch_norm):
    """The dict has the three names, and the output has the shape of x."""
    ones, zeros = np.ones(2, "float32"), np.zeros(2, "float32")
    found = batch_norm(np.arange(24, dtype="float32").reshape(2, 2, 3, 2), ones, zeros, zeros, ones, True)
    checks.true(isinstance(found, dict), "Return one dict with three names.", "a dict", f"a {type(found).__name__}")
    checks.equal(
        sorted(found),
        ["moving_mean", "moving_variance", "output"],
        'Return {"output": ..., "moving_mean": ..., "moving_variance": ...}.',
    )
    checks.shape(found["output"], (2, 2, 3, 2), "The output has the shape of x.")


@exercise.check
def random_maps(batch_norm):
    """Random feature maps of three channels come out as Keras's layer gives them."""
    rng = np.random.default_rng(1)
    x = (rng.normal(size=(4, 3, 2, 3)) * [0.05, 1, 3] + [5, 0, -2]).astype("float32")
    gamma, beta = np.array([2.0, 0.5, 1.5], "float32"), np.array([0.3, -1.0, 2.0], "float32")
    moving_mean, moving_variance = np.array([4.0, 0.5, 1.0], "float32"), np.array([2.0, 0.7, 4.0], "float32")
    layer = keras.layers.BatchNormalization()
    layer.build(x.shape)
    layer.set_weights([gamma, beta, moving_mean, moving_variance])
    expected = keras.ops.convert_to_numpy(layer(x, training=True))

    def normalize(mean, variance, epsilon=0.001):
        return gamma * (x - mean) / np.sqrt(variance + epsilon) + beta

    axes = (0, 1, 2)
    mean, variance = x.mean(axis=axes), x.var(axis=axes)
    checks.equal(
        batch_norm(x, gamma, beta, moving_mean, moving_variance, True)["output"],
        expected,
        "Take mean and variance of each channel over all photos and places, then follow the formula.",
        tolerance=1e-3,
        mistakes={
            "Mean and variance are taken over the photos only: a channel has one of each, over all places too.": normalize(
                x.mean(axis=0), x.var(axis=0)
            ),
            "Mean and variance are taken for each photo alone: take them over the whole batch.": normalize(
                x.mean(axis=(1, 2), keepdims=True), x.var(axis=(1, 2), keepdims=True)
            ),
            "Mean and variance are taken for each photo and over its channels: each channel has one of each.": normalize(
                x.mean(axis=(1, 2, 3), keepdims=True), x.var(axis=(1, 2, 3), keepdims=True)
            ),
            "The columns are left apart: take mean and variance over photos, rows and columns.": normalize(
                x.mean(axis=(0, 1)), x.var(axis=(0, 1))
            ),
            "Mean and variance are taken over all channels together: each channel has its own.": normalize(x.mean(), x.var()),
            "Mean and variance are taken over the channels: take them over all the other axes.": normalize(
                x.mean(axis=3, keepdims=True), x.var(axis=3, keepdims=True)
            ),
            "The moving averages are used in training: take mean and variance of the batch.": normalize(moving_mean, moving_variance),
            "The averages after their step are used: take mean and variance of the batch.": normalize(
                0.99 * moving_mean + 0.01 * mean, 0.99 * moving_variance + 0.01 * variance
            ),
            "The root is missing: divide by the deviation, the root of the variance.": gamma * (x - mean) / (variance + 0.001) + beta,
            "The root of the deviation is taken: x.var is the variance, x.std its root already.": normalize(mean, x.std(axis=axes)),
            "The 0.001 stands outside the root: add it to the variance.": gamma * (x - mean) / (np.sqrt(variance) + 0.001) + beta,
            "The 0.001 is missing: add it to the variance, under the root.": normalize(mean, variance, epsilon=0),
            "The small number is another one: Keras adds 0.001.": normalize(mean, variance, epsilon=1e-5),
            "Gamma and beta are missing: multiply by gamma and add beta.": (x - mean) / np.sqrt(variance + 0.001),
            "Beta is missing: add it at the end.": normalize(mean, variance) - beta,
            "Gamma is missing: multiply by it, then add beta.": (x - mean) / np.sqrt(variance + 0.001) + beta,
            "Beta is added too early: multiply by gamma first.": gamma * ((x - mean) / np.sqrt(variance + 0.001) + beta),
            "Gamma and beta are exchanged: gamma is the factor, beta the shift.": beta * (x - mean) / np.sqrt(variance + 0.001) + gamma,
            "The mean is not taken away: x - mean.": gamma * x / np.sqrt(variance + 0.001) + beta,
        },
    )


@exercise.check
def small_batch(batch_norm):
    """Two numbers, 1 and 5, have the variance 4: they become -1 and 1, but for the small 0.001."""
    x, one, zero = np.array([1, 5], "float32").reshape(2, 1, 1, 1), np.ones(1, "float32"), np.zeros(1, "float32")
    sides = x - 3
    checks.equal(
        batch_norm(x, one, zero, 0 * one, 1 * one, True)["output"],
        sides / np.sqrt(4.001),
        "The variance is the mean of the squared distances from the mean, 4 and 4.",
        mistakes={
            "This variance divides by one less than the count: take the plain mean of the squared distances.": sides / np.sqrt(8.001),
            "The squared distances are added up: take their mean.": sides / np.sqrt(8.001),
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_maps(batch_norm):
    """Other shapes, a channel that is constant among them."""
    rng = np.random.default_rng(8)
    for shape in [(3, 4, 4, 2), (1, 5, 2, 1), (6, 1, 1, 4), (2, 3, 4, 3)]:
        x, channels = rng.normal(size=shape).astype("float32"), shape[-1]
        x[..., 0] = 0.75
        gamma, beta, mean = rng.normal(size=(3, channels)).astype("float32")
        found = batch_norm(x, gamma, beta, mean, np.exp(mean), True)["output"]
        expected = gamma * (x - x.mean(axis=(0, 1, 2))) / np.sqrt(x.var(axis=(0, 1, 2)) + 0.001) + beta
        checks.equal(found, expected, "It must hold for every shape.", tolerance=1e-3)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "batch-norm-moving", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("batch_norm", "batch_norm in training moves the averages by a small step")


@exercise.check
def one_step(batch_norm):
    """A batch of mean 4 and variance 9 moves 10 to 9.94, and a variance of 2 to 2.07."""
    x, one, zero = np.array([1, 7], "float32").reshape(2, 1, 1, 1), np.ones(1, "float32"), np.zeros(1, "float32")
    found = batch_norm(x, one, zero, 10 * one, 2 * one, True)
    checks.equal(
        found["moving_mean"],
        [9.94],
        "0.99 of the moving mean so far, and 0.01 of the mean of this batch.",
        mistakes={
            "The momentum is the wrong way round: keep 0.99 of the old average.": [0.01 * 10 + 0.99 * 4],
            "The average did not move: in training it takes a step.": [10.0],
            "This is the mean of the batch itself: the average takes a small step only.": [4.0],
            "Of the new mean it takes only 0.01.": [0.99 * 10 + 4],
            "Of the old average it keeps only 0.99.": [10 + 0.01 * 4],
            "The momentum is another one: Keras keeps 0.99.": [0.9 * 10 + 0.1 * 4],
            "This is half way between both: keep 0.99 of the old average.": [7.0],
            "The moving mean takes its step to the mean of x, not to that of the output.": [9.9],
            "The two averages are exchanged.": [2.07],
        },
    )
    checks.equal(
        found["moving_variance"],
        [2.07],
        "0.99 of the moving variance so far, and 0.01 of the variance of this batch.",
        mistakes={
            "The momentum is the wrong way round: keep 0.99 of the old average.": [0.01 * 2 + 0.99 * 9],
            "The average did not move: in training it takes a step.": [2.0],
            "This is a step to the deviation: take the variance, which is its square.": [0.99 * 2 + 0.01 * 3],
            "This variance divides by one less than the count: take the plain mean of the squared distances.": [0.99 * 2 + 0.01 * 18],
            "The 0.001 is for the root only: the average takes the variance itself.": [0.99 * 2 + 0.01 * 9.001],
            "This is the variance of the batch itself: the average takes a small step only.": [9.0],
        },
    )


@exercise.check
def like_keras(batch_norm):
    """After three batches the averages are those of Keras's layer."""
    rng = np.random.default_rng(2)
    gamma, beta = np.array([1.5, 0.5], "float32"), np.array([0.2, -0.4], "float32")
    mean, variance = np.array([1.0, -1.0], "float32"), np.array([0.3, 6.0], "float32")
    layer = keras.layers.BatchNormalization()
    layer.build((None, 3, 3, 2))
    layer.set_weights([gamma, beta, mean, variance])
    for _ in range(3):
        x = (rng.normal(size=(5, 3, 3, 2)) * [3, 20] + [-20, 7]).astype("float32")
        layer(x, training=True)
        found = batch_norm(x, gamma, beta, mean, variance, True)
        mean, variance = np.asarray(found["moving_mean"]), np.asarray(found["moving_variance"])
        expected = layer.get_weights()[2:]
        checks.shape(mean, (2,), "The moving mean has one number for each channel.")
        checks.shape(variance, (2,), "The moving variance has one number for each channel.")
        checks.equal(mean, expected[0], "The new average is 0.99 * old + 0.01 * seen.", tolerance=1e-4)
        look_at = "The new average is 0.99 * old + 0.01 * seen, where seen is the variance of the batch."
        checks.equal(variance, expected[1], look_at, tolerance=1e-4)


@exercise.check
def arguments_stay(batch_norm):
    """The arrays that it is given stay as they are, the moving averages too: the new ones are in the dict."""
    x = np.arange(12, dtype="float32").reshape(3, 1, 2, 2)
    gamma, beta, mean, variance = np.array([[2, 3], [1, -1], [4, 5], [1, 2]], "float32")
    checks.unchanged(batch_norm, x, gamma, beta, mean, variance, True)


### BEGIN HIDDEN TESTS
@exercise.check
def other_maps(batch_norm):
    """Other shapes and averages."""
    rng = np.random.default_rng(9)
    for shape in [(3, 4, 4, 2), (1, 5, 2, 1), (2, 3, 4, 3)]:
        x, channels = (rng.normal(scale=5, size=shape) + 30).astype("float32"), shape[-1]
        gamma, beta, mean = rng.normal(size=(3, channels)).astype("float32")
        variance = np.exp(mean)
        found = batch_norm(x, gamma, beta, mean, variance, True)
        checks.equal(found["moving_mean"], 0.99 * mean + 0.01 * x.mean(axis=(0, 1, 2)), "0.99 of the old, 0.01 of the new.", 1e-4)
        look_at = "0.99 of the old, 0.01 of the variance of the batch."
        checks.equal(found["moving_variance"], 0.99 * variance + 0.01 * x.var(axis=(0, 1, 2)), look_at, 1e-4)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "batch-norm-inference", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("batch_norm", "batch_norm after training uses the moving averages, and leaves them alone")


@exercise.check
def moving_averages_are_used(batch_norm):
    """With a moving mean of 10 and a moving variance of 4, 10 becomes 0 and 14 becomes nearly 2, whatever the batch."""
    x, one, zero = np.array([10, 14, 8], "float32").reshape(1, 3, 1, 1), np.ones(1, "float32"), np.zeros(1, "float32")
    root = np.sqrt(4.001)
    checks.equal(
        batch_norm(x, one, zero, 10 * one, 4 * one, False)["output"],
        (x - 10) / root,
        "After training, the moving averages take the place of mean and variance of the batch.",
        mistakes={
            "The batch's own mean and variance are used: after training it is the moving ones.": (x - x.mean()) / np.sqrt(x.var() + 0.001),
            "The mean is the batch's own: after training both are the moving ones.": (x - x.mean()) / root,
            "The variance is the batch's own: after training both are the moving ones.": (x - 10) / np.sqrt(x.var() + 0.001),
            "The root of the moving variance is missing.": (x - 10) / 4.001,
            "The 0.001 is missing: add it to the moving variance too, under the root.": (x - 10) / 2,
            "The 0.001 stands outside the root: add it to the variance.": (x - 10) / 2.001,
        },
    )


@exercise.check
def averages_stay(batch_norm):
    """The moving averages come back as they were."""
    x, one, zero = np.array([1, 5], "float32").reshape(2, 1, 1, 1), np.ones(1, "float32"), np.zeros(1, "float32")
    found = batch_norm(x, one, zero, 10 * one, 2 * one, False)
    moved = "The averages move in training only: after it a prediction must not depend on those before it."
    checks.equal(found["moving_mean"], [10.0], "Return the moving mean as it is.", mistakes={moved: [9.93]})
    checks.equal(found["moving_variance"], [2.0], "Return the moving variance as it is.", mistakes={moved: [2.02]})


@exercise.check
def arguments_stay(batch_norm):
    """The arrays that it is given stay as they are."""
    x = np.arange(12, dtype="float32").reshape(3, 1, 2, 2)
    gamma, beta, mean, variance = np.array([[2, 3], [1, -1], [4, 5], [1, 2]], "float32")
    checks.unchanged(batch_norm, x, gamma, beta, mean, variance, False)


@exercise.check
def like_keras(batch_norm):
    """With three channels it gives what Keras's layer gives."""
    rng = np.random.default_rng(3)
    x = rng.normal(size=(2, 3, 4, 3)).astype("float32")
    weights = [*rng.normal(size=(3, 3)).astype("float32"), rng.uniform(0.001, 2, 3).astype("float32")]
    layer = keras.layers.BatchNormalization()
    layer.build(x.shape)
    layer.set_weights(weights)
    gamma, beta, mean, variance = weights
    plain = (x - mean) / np.sqrt(variance + 0.001)
    checks.equal(
        batch_norm(x, *weights, False)["output"],
        keras.ops.convert_to_numpy(layer(x, training=False)),
        "The formula is the one of training, with the moving averages in it.",
        tolerance=1e-3,
        mistakes={
            "Gamma and beta are missing: they are used after training too.": plain,
            "Beta is missing: it is used after training too.": gamma * plain,
            "Gamma is missing: it is used after training too.": plain + beta,
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def one_photo(batch_norm):
    """What a photo gives does not depend on the other photos of the batch."""
    rng = np.random.default_rng(10)
    x, (gamma, beta, mean) = rng.normal(size=(5, 2, 3, 4)).astype("float32"), rng.normal(size=(3, 4)).astype("float32")
    variance = np.exp(mean)
    together = np.asarray(batch_norm(x, gamma, beta, mean, variance, False)["output"])
    alone = batch_norm(x[2:3], gamma, beta, mean, variance, False)["output"]
    expected = gamma * (x - mean) / np.sqrt(variance + 0.001) + beta
    checks.equal(together, expected, "Use the moving averages.", tolerance=1e-4)
    checks.equal(alone, expected[2:3], "Use the moving averages.", tolerance=1e-4)


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# Now build the whole.

# %% [markdown]
# ### Exercise 4: the HappyModel
#
# Build the network of this chapter yourself, for photos of any size, and compile it:
#
# | step | layer | name |
# |---|---|---|
# | 1 | three rows and columns of zeros on every side | |
# | 2 | convolution, 32 filters of 7 × 7, no padding of its own | `conv0` |
# | 3 | batch normalization | `bn0` |
# | 4 | ReLU | |
# | 5 | the largest of each 2 × 2 | `max_pool` |
# | 6 | one long row | |
# | 7 | one unit, sigmoid | `fc` |
#
# Optimizer: Adam. Loss: the one for a yes or no. Metric: accuracy.

# %% nbgrader={"grade": false, "grade_id": "happy-model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_happy_model(input_shape):
    """The HappyModel, compiled.

    Args:
        input_shape: tuple of 3 int, (height, width, channels) of the photos.

    Returns:
        a compiled keras.Model: input (batch, height, width, channels), output (batch, 1), the probability of a smile.
    """
    ### BEGIN SOLUTION
    inputs = keras.Input(input_shape)
    x = keras.layers.ZeroPadding2D(3)(inputs)
    x = keras.layers.Conv2D(32, 7, name="conv0")(x)
    x = keras.layers.BatchNormalization(name="bn0")(x)
    x = keras.layers.ReLU()(x)
    x = keras.layers.MaxPooling2D(2, name="max_pool")(x)
    x = keras.layers.Flatten()(x)
    model = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid", name="fc")(x))
    model.compile(optimizer="adam", loss="binary_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One line for each step of the table, functional as `x = layer(x)` or as a list for `Sequential`. A layer gets its name by `name="..."`.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The layers are `ZeroPadding2D`, `Conv2D`, `BatchNormalization`, `ReLU`, `MaxPooling2D`, `Flatten` and `Dense`. The activation cannot be
# an argument of the convolution here, because batch normalization comes between the two.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `ZeroPadding2D(3)`, `Conv2D(32, 7, name="conv0")`, `BatchNormalization(name="bn0")`, `ReLU()`, `MaxPooling2D(2, name="max_pool")`,
# `Flatten()`, `Dense(1, activation="sigmoid", name="fc")`. Then `compile` with `"adam"`, `"binary_crossentropy"` and
# `metrics=["accuracy"]`, and return the model.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "happy-model-layers", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_happy_model", "build_happy_model has the layers of the table")


@exercise.check
def one_of_each(build_happy_model):
    """There is one convolution, one batch normalization, one pooling and one dense layer."""
    model = build_happy_model((64, 64, 3)).for_inputs((64, 64, 3))
    for layer_type in ("Conv2D", "BatchNormalization", "MaxPooling2D", "Dense"):
        count = model.count(layer_type)
        checks.true(count == 1, f"The table has one {layer_type}.", f"one {layer_type}", f"{count} of them")


@exercise.check
def settings(build_happy_model):
    """The convolution has 32 filters of 7 by 7 in steps of 1, the pooling takes 2 by 2, and the last layer has one unit."""
    model = build_happy_model((64, 64, 3)).for_inputs((64, 64, 3))
    checks.equal(model.settings("filters", "Conv2D"), [32], "Conv2D(32, 7): the number of filters comes first.")
    checks.equal(
        model.settings("kernel_size", "Conv2D"),
        [[7, 7]],
        "Conv2D(32, 7): the kernel is 7 by 7.",
        mistakes={"The kernel is 7 by 7; 3 is the padding.": [[3, 3]]},
    )
    look_at = "The convolution goes on in steps of 1: the third argument of Conv2D is strides, so leave it out."
    checks.equal(model.settings("strides", "Conv2D"), [[1, 1]], look_at)
    checks.equal(model.settings("pool_size", "MaxPooling2D"), [[2, 2]], "MaxPooling2D(2): the largest of each 2 by 2.")
    checks.equal(model.settings("units", "Dense"), [1], "One unit with a sigmoid is enough for yes or no.")


@exercise.check
def sizes(build_happy_model):
    """Photos of 64 by 64 leave the convolution as 64 by 64, so that the dense layer sees 32 times 32 times 32 numbers."""
    model = build_happy_model((64, 64, 3)).for_inputs((64, 64, 3))
    kernels = [weight.shape[0] for weight in model.weights() if weight.ndim == 2]
    checks.equal(
        kernels,
        [32 * 32 * 32],
        "Follow the shape: 64 and 6 of padding make 70, the kernel takes away 6, the pooling halves, and Flatten makes one row.",
        mistakes={
            "The zero padding is missing: without it the convolution leaves 58 by 58.": [29 * 29 * 32],
            "The photo is padded twice: the convolution has no padding of its own.": [35 * 35 * 32],
            "The Flatten is missing: the dense layer should see all numbers of a photo at once.": [32],
            "The pooling moves on in steps of 1: leave its strides out.": [63 * 63 * 32],
            "The padding is 1 on every side: it should be 3.": [30 * 30 * 32],
            "The padding is 2 on every side: it should be 3.": [31 * 31 * 32],
        },
    )
    checks.shape(model.outputs(np.zeros((5, 64, 64, 3))), (5, 1), "Five photos give five numbers, in a column.")


### BEGIN HIDDEN TESTS
@exercise.check
def other_photos(build_happy_model):
    """Photos of other sizes, grey ones too."""
    for shape in [(20, 14, 3), (9, 11, 1)]:
        model = build_happy_model(shape).for_inputs(shape)
        found = [weight.shape[0] for weight in model.weights() if weight.ndim == 2]
        checks.equal(found, [(shape[0] // 2) * (shape[1] // 2) * 32], "Use input_shape as it is given.")
        checks.shape(model.outputs(np.zeros((2, *shape))), (2, 1), "Two photos give two numbers, in a column.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "happy-model-names-and-parameters", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks

exercise = checks.exercise("build_happy_model", "build_happy_model names its layers and has 37,633 parameters")


@exercise.check
def names(build_happy_model):
    """The convolution is called conv0, the batch normalization bn0, the pooling max_pool and the dense layer fc."""
    model = build_happy_model((64, 64, 3)).for_inputs((64, 64, 3))
    for layer_type, name in [("Conv2D", "conv0"), ("BatchNormalization", "bn0"), ("MaxPooling2D", "max_pool"), ("Dense", "fc")]:
        found = model.names(layer_type)
        checks.true(bool(found), f"The table has a {layer_type}.", f"a {layer_type} called {name}", f"no {layer_type}")
        look_at = f'Name the layer where you make it: {layer_type}(..., name="{name}").'
        checks.true(found == [name], look_at, name, ", ".join(found))


@exercise.check
def parameters(build_happy_model):
    """There are 37,633 parameters."""
    conv0, bn0, fc = 4736, 128, 32769
    checks.equal(
        build_happy_model((64, 64, 3)).for_inputs((64, 64, 3)).params,
        conv0 + bn0 + fc,
        "Compare layer by layer: 4,736 in conv0, 128 in bn0 and 32,769 in fc.",
        mistakes={
            "The zero padding is missing: without it the maps are smaller.": conv0 + bn0 + 29 * 29 * 32 + 1,
            "The pooling is missing.": conv0 + bn0 + 64 * 64 * 32 + 1,
            "The batch normalization is missing.": conv0 + fc,
            "The Flatten is missing: the dense layer should see all numbers of a photo at once.": conv0 + bn0 + 33,
            "The convolution has no bias: leave use_bias as it is.": conv0 - 32 + bn0 + fc,
            "The convolution and the dense layer have no bias: leave use_bias as it is.": conv0 - 32 + bn0 + fc - 1,
            "The last layer has two units: one with a sigmoid is enough.": conv0 + bn0 + 2 * fc,
            "The convolution is 3 by 3: the 3 is the padding, the kernel is 7 by 7.": 28 * 32 + bn0 + 34 * 34 * 32 + 1,
            "Batch normalization has lost its scale or its shift: leave its settings as they are.": conv0 + bn0 - 32 + fc,
            "Batch normalization takes the rows for channels: leave its axis as it is.": conv0 + 4 * 64 + fc,
        },
    )


@exercise.check
def not_trainable(build_happy_model):
    """64 of them are not trainable."""
    checks.equal(
        build_happy_model((64, 64, 3)).for_inputs((64, 64, 3)).non_trainable_params,
        64,
        "Nothing is frozen: only the moving averages of bn0 are not trained.",
        mistakes={
            "The batch normalization is missing: its moving averages are the 64.": 0,
            "Either the batch normalization is frozen, or it works on 64 channels: it should learn, on the 32 that conv0 gives.": 128,
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_photos(build_happy_model):
    """Photos of other sizes, grey ones too."""
    for shape, params in [((20, 14, 3), 7105), ((9, 11, 1), 2369)]:
        model = build_happy_model(shape).for_inputs(shape)
        checks.equal([model.params, model.non_trainable_params], [params, 64], "Use input_shape as it is given.")
        found = [name for layer_type in ("Conv2D", "BatchNormalization", "MaxPooling2D", "Dense") for name in model.names(layer_type)]
        checks.equal(found, ["conv0", "bn0", "max_pool", "fc"], "Name the layers as the table does.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "happy-model-outputs", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("build_happy_model", "build_happy_model computes what the table says")


def give_weights(model, shape, rng):
    """Random weights in the model, and the same by name."""
    rows = (shape[0] // 2) * (shape[1] // 2) * 32
    own = {
        "kernel": rng.normal(scale=0.1, size=(7, 7, shape[2], 32)),
        "bias": rng.normal(size=32),
        "gamma": rng.normal(size=32),
        "beta": rng.normal(size=32),
        "mean": rng.normal(size=32),
        "variance": rng.uniform(0.002, 2, size=32),
        "fc": rng.normal(scale=2 / rows**0.5, size=(rows, 1)),
        "fc_bias": rng.normal(size=1),
    }
    own = {name: weight.astype("float32") for name, weight in own.items()}
    found = [list(weight.shape) for weight in model.weights()]
    expected = [list(weight.shape) for weight in own.values()]
    look_at = "A convolution of 32 filters of 7 by 7, one batch normalization and one unit have weights of these shapes."
    checks.equal(sorted(found, key=str), sorted(expected, key=str), look_at)
    bias_at = found.index(expected[0]) + 1  # right after the kernel, wherever that stands
    others = iter([own[name] for name in ("gamma", "beta", "mean", "variance")])
    ends = {str(expected[0]): "kernel", str(expected[6]): "fc", str(expected[7]): "fc_bias"}
    model.set_weights(
        [
            own["bias"] if i == bias_at else own[ends[str(one)]] if str(one) in ends else next(others)
            for i, one in enumerate(found)
        ]
    )
    return own


def happy(x, own, relu=keras.ops.relu, last=keras.ops.sigmoid, pool=keras.ops.max_pool, order="conv norm relu pool", batch=False):
    """What the HappyModel gives for the photos `x`, or what it would give with other steps."""
    steps = {
        "conv": lambda z: keras.ops.conv(keras.ops.pad(z, [[0, 0], [3, 3], [3, 3], [0, 0]]), own["kernel"]) + own["bias"],
        "norm": lambda z: normalize(z, own, batch),
        "relu": relu,
        "pool": lambda z: pool(z, 2),
    }
    for step in order.split():
        x = steps[step](x)
    rows = keras.ops.reshape(x, (len(x), -1))
    return keras.ops.convert_to_numpy(last(keras.ops.matmul(rows, own["fc"]) + own["fc_bias"]))


def normalize(z, own, batch):
    mean, variance = keras.ops.moments(z, axes=[0, 1, 2]) if batch else (own["mean"], own["variance"])
    return own["gamma"] * (z - mean) / keras.ops.sqrt(variance + 0.001) + own["beta"]


@exercise.check
def same_outputs(build_happy_model):
    """With weights that we set, it gives the probabilities that we compute step by step."""
    shape, rng = (12, 10, 3), np.random.default_rng(1)
    model = build_happy_model(shape).for_inputs(shape)
    own, linear = give_weights(model, shape, rng), keras.activations.linear
    x = rng.random((4, *shape)).astype("float32")
    checks.equal(
        model.outputs(x),
        happy(x, own),
        f"Compare each step and its settings with the table. Your steps are {', '.join(model.types())}.",
        tolerance=1e-3,
        mistakes={
            "The ReLU is missing: it follows the batch normalization.": happy(x, own, relu=linear),
            "The ReLU comes before the batch normalization: it follows it.": happy(x, own, order="conv relu norm pool"),
            "There is a second ReLU between convolution and batch normalization.": happy(x, own, order="conv relu norm relu pool"),
            "The batch normalization comes after the pooling: it follows the convolution.": happy(x, own, order="conv relu pool norm"),
            "The pooling comes before the batch normalization, which follows the convolution.": happy(x, own, order="conv pool norm relu"),
            "The sigmoid at the end is missing.": happy(x, own, last=linear),
            "A softmax over one unit is always 1: take sigmoid.": np.ones((4, 1)),
            "A ReLU stands at the end: a probability needs a sigmoid.": happy(x, own, last=keras.ops.relu),
            "A tanh stands at the end: a probability needs a sigmoid.": happy(x, own, last=keras.ops.tanh),
            "The pooling takes the average: take the largest, MaxPooling2D.": happy(x, own, pool=keras.ops.average_pool),
            "The ReLU and the sigmoid are missing.": happy(x, own, relu=linear, last=linear),
        },
    )


@exercise.check
def while_training(build_happy_model):
    """In training, too, nothing but the batch normalization is different: it takes mean and variance of the batch."""
    shape, rng = (8, 8, 1), np.random.default_rng(2)
    model = build_happy_model(shape).for_inputs(shape)
    own = give_weights(model, shape, rng)
    x = rng.random((6, *shape)).astype("float32")
    checks.equal(
        model.outputs(x, training=True),
        happy(x, own, batch=True),
        "It takes the steps of the table in training too: no Dropout, for instance, and no step that is missing above.",
        tolerance=5e-3,
        mistakes={"The batch normalization does not know that it is in training: leave its settings as they are.": happy(x, own)},
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_photos(build_happy_model):
    """Photos of other sizes and other weights; odd sizes are rounded down by the pooling."""
    rng = np.random.default_rng(3)
    for shape in [(9, 11, 1), (20, 14, 3), (7, 6, 4)]:
        model = build_happy_model(shape).for_inputs(shape)
        own, x = give_weights(model, shape, rng), rng.normal(size=(3, *shape)).astype("float32")
        checks.equal(model.outputs(x), happy(x, own), "Use input_shape as it is given.", tolerance=1e-3)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "happy-model-compiled", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_happy_model", "build_happy_model is compiled for a yes or no")


@exercise.check
def adam(build_happy_model):
    """It is compiled, with Adam."""
    model = build_happy_model((8, 8, 3))
    model.need_compiled()
    checks.equal(model.compiled["optimizer"], "adam", 'Give compile optimizer="adam".')


@exercise.check
def loss(build_happy_model):
    """The loss is the binary cross-entropy of probabilities."""
    model = build_happy_model((8, 8, 3))
    model.need_compiled()
    name = model.compiled["loss"]
    look_at = 'A yes or no from a sigmoid takes loss="binary_crossentropy".'
    several = "This loss is for one class out of several, with a unit for each: for one unit take binary_crossentropy."
    checks.true("categorical" not in str(name), several, "binary_crossentropy", name)
    y_true, y_pred = np.array([[1.0], [0.0]], "float32"), np.array([[0.8], [0.4]], "float32")
    checks.equal(
        model.loss_value(y_true, y_pred),
        -np.log([0.8, 0.6]).mean(),
        look_at,
        tolerance=1e-4,
        mistakes={
            "from_logits=True expects no sigmoid at the end: leave it out.": np.log([1 + np.exp(-0.8), 1 + np.exp(0.4)]).mean(),
            "The squared error is for numbers: for yes or no there is binary_crossentropy.": (0.2**2 + 0.4**2) / 2,
        },
    )


@exercise.check
def accuracy(build_happy_model):
    """Accuracy is among the metrics."""
    model = build_happy_model((8, 8, 3))
    model.need_compiled()
    exactly = "keras.metrics.Accuracy counts outputs that equal the label exactly, which a probability never does: write \"accuracy\"."
    several = "This accuracy is for one class out of several: write metrics=[\"accuracy\"], and Keras takes the one that fits."
    found = model.compiled["metrics"]
    look_at = 'Give compile metrics=["accuracy"].'
    look_at = exactly if "keras.metrics.Accuracy" in found else several if "categorical" in str(found) else look_at
    checks.true("accuracy" in found, look_at, "accuracy", ", ".join(found) or "no metrics")


exercise.report()

# %% [markdown]
# Here is our way to write it, as a list of layers. The seed decides with which random weights it begins.

# %%
def happy_model(seed):
    """A new HappyModel, compiled."""
    keras.utils.set_random_seed(seed)
    layers = [
        keras.Input((64, 64, 3)),
        keras.layers.ZeroPadding2D(3),
        keras.layers.Conv2D(32, 7, name="conv0"),
        keras.layers.BatchNormalization(name="bn0"),
        keras.layers.ReLU(),
        keras.layers.MaxPooling2D(name="max_pool"),
        keras.layers.Flatten(),
        keras.layers.Dense(1, activation="sigmoid", name="fc"),
    ]
    model = keras.Sequential(layers, name="HappyModel")
    model.compile("adam", "binary_crossentropy", metrics=["accuracy"])
    return model


# %% [markdown]
# `summary` prints the table, and the graph shows the same as a picture.

# %%
model = happy_model(seed=1)
model.summary()
plotting.model(model)

# %% [markdown]
# **Think about it.** Nearly nine tenths of the parameters are in `fc`. What does it know that the convolution does not, and what would be
# lost if it saw only the largest answer of each detector in the whole photo?
#
# <details><summary>One answer</summary>
#
# It knows *where*. Each of its weights belongs to one detector at one place: white teeth count in the lower middle, and not in the
# background. With one number for each detector, 33 parameters would do instead of 32,769, and a smile would count wherever it stands; but
# anything that looks like teeth would count as well, a bright branch or the print on a shirt. Between the two lie many better networks.
# Exercise 8 asks for one.
#
# </details>

# %% [markdown]
# ## 4. Four steps: create, compile, fit, evaluate
#
# The model is created and compiled. We evaluate it before we train it: that is a guess, and a check that nothing is wrong. The next
# cells train 40 epochs in two halves, which takes about a minute on two cores.

# %% tags=["not-when-grading"]
happy_training = plotting.progress()
before = model.evaluate(x_test, y_test, verbose=0)
first = model.fit(x_train, y_train, epochs=20, batch_size=50, verbose=0, callbacks=[happy_training])
halfway = model.evaluate(x_test, y_test, verbose=0)

# %% [markdown]
# **Predict before you run.** `fit` a second time, on the same model. Does it begin again, or go on?

# %% tags=["not-when-grading"]
second = model.fit(x_train, y_train, epochs=20, batch_size=50, verbose=0, callbacks=[happy_training])
after = model.evaluate(x_test, y_test, verbose=0)
for name, (loss, accuracy) in [("before", before), ("after 20 epochs", halfway), ("after 40 epochs", after)]:
    print(f"{name:<16} test loss {loss:.3f}, test accuracy {accuracy:.3f}")
print(f"training loss: first fit {first.history['loss'][0]:.3f} to {first.history['loss'][-1]:.3f},", end=" ")
print(f"second fit {second.history['loss'][0]:.3f} to {second.history['loss'][-1]:.3f}")

# %% [markdown]
# It goes on: the second `fit` begins about where the first one ended. `fit` makes no new weights; they belong to the layers. To start anew,
# **make a new model**. A second `compile` is not enough: it starts Adam anew, and keeps the weights. Whether more epochs make the *test*
# accuracy better as well is another question: compare the second line with the third.

# %% tags=["not-when-grading"]
new = happy_model(seed=1)
history = new.fit(x_train, y_train, epochs=1, batch_size=50, verbose=0, callbacks=[plotting.progress()])
print(f"training loss in the first epoch of a new model: {history.history['loss'][0]:.3f}")

# %% [markdown]
# With few photos, batch normalization springs a surprise. We train a new model on the 150 photos: 3 steps in each epoch, 36 in twelve.
# Then we let it judge **the very photos that it has learned from**, once with its moving averages, as `evaluate` and `predict` do, and
# once with `training=True`.
#
# **Predict before you run.** $0.99^{36} = 0.70$ of the beginning is still in the moving averages. How far will the two accuracies lie
# apart?

# %% tags=["not-when-grading"]
new = happy_model(seed=1)
new.fit(x_photos, y_photos, epochs=12, batch_size=50, verbose=0, callbacks=[plotting.progress()])
moving_mean = new.get_layer("bn0").get_weights()[2]
x, y = x_photos[:75], y_photos[:75]
with_averages = new.evaluate(x, y, verbose=0)[1]
with_the_batch = keras.ops.convert_to_numpy(new(x, training=True))[:, 0] > 0.5
print(f"of 75 photos right: {with_averages:.2f} in evaluate, {(with_the_batch == y).mean():.2f} with training=True")
print("moving means of four channels, new model:", moving_mean[:4].round(3))
print("and after 40 epochs on the 600:          ", model.get_layer("bn0").get_weights()[2][:4].round(3))

# %% [markdown]
# The same network, the same weights, the same photos. What `evaluate` says so early is not about the weights; nor is it overfitting, for
# these are the photos of the training. More steps help: more epochs, or smaller batches.
#
# They do not always suffice, because the averages also run behind weights that still move. Is that so in the model of 40 epochs? We let it look
# at the 600 once more, batch by batch, and take the averages from these alone. No weight changes.
#
# **Predict before you run.** If the averages were up to date, what would happen to the test accuracy?

# %% tags=["not-when-grading"]
norm = model.get_layer("bn0")
for i in range(12):
    norm.momentum = i / (i + 1)  # nothing is kept of the old averages, and all batches count the same
    model(x_train[50 * i : 50 * (i + 1)], training=True)
norm.momentum = 0.99
settled = model.evaluate(x_test, y_test, verbose=0)
print(f"test accuracy with the averages that fit left behind: {after[1]:.3f}, with fresh ones: {settled[1]:.3f}")

# %% [markdown]
# The difference, if there is one, was never in what the network had learned. From here on the model keeps its fresh averages.
#
# The comparison so far, all on the same 150 pictures of the test set:

# %% tags=["not-when-grading"]
for name, accuracy in [("one answer", majority), ("linear model", linear_accuracy), ("HappyModel", settled[1])]:
    print(f"{name:<16} {accuracy:.3f}")
figures = {"accuracy": after[1], "loss": after[0], "accuracy_with_fresh_averages": settled[1]}
plotting.record("HappyModel", happy_training, seed=1, **figures)

# %% [markdown]
# ## 5. Batch size and epochs
#
# How many photos in a batch, and how many epochs? These are **hyperparameters**: no gradient finds them, so one tries. To try on the test set
# would spoil it (the next section shows how much), so we hold 120 of the 600 back as a validation set, also called development set, and train
# on the other 480. Three batch sizes, 12 epochs each, together about a minute.
#
# **Predict before you run.** Which batch size learns fastest, counted in epochs? One often reads that this network is steady after two to
# five epochs. Is it?

# %% tags=["not-when-grading"]
order = np.random.default_rng(1).permutation(len(x_train))
dev, rest = order[:120], order[120:]
held_back = x_train[dev], y_train[dev]
runs, progress = {}, plotting.progress(fits=3)
for size in (5, 20, 50):
    options = {"epochs": 12, "batch_size": size, "validation_data": held_back, "verbose": 0, "callbacks": [progress]}
    runs[f"batches of {size}"] = happy_model(seed=1).fit(x_train[rest], y_train[rest], **options)

# %% [markdown]
# The figure draws the validation set dashed; the printed lines give its accuracy after 1, 2, 5, 8 and 12 epochs, and
# how many steps these are.

# %% tags=["not-when-grading"]
for name, run in runs.items():
    steps, accuracy = run.params["steps"], run.history["val_accuracy"]
    epochs = [n for n in (1, 2, 5, 8, 12) if n <= len(accuracy)]
    print(f"{name:<14}", *[f"step {n * steps:>3}: {accuracy[n - 1]:.3f}" for n in epochs], sep="   ")
plotting.history(runs)

# %% [markdown]
# Read it with section 4 in mind. An epoch is 96 steps with batches of 5, but only 10 with batches of 50, and both the weights and the
# moving averages move step by step. A solid line is measured during the epoch, with each batch's own mean and variance, a dashed one after
# it, with the moving averages. Where a dashed line stays behind at first and then catches up, it waited for those; where it stays behind to
# the end, the network has learned the 480 by heart. So "steady after two to five epochs" depends on which line is meant, and on the batch
# size.
#
# **Think about it.** Is it fair to compare batch sizes after the same number of epochs?
#
# <details><summary>One answer</summary>
#
# It depends on what is scarce. The same number of epochs means about the same number of photos seen and the same computation, but small
# batches take more steps, each with a noisier gradient. With the same number of *steps* the large batch would see ten times as many
# photos. If time is scarce, compare after the same time; on a graphics card a step with 50 photos takes hardly longer than one with 5.
# And the best learning rate is not the same for all: a fair comparison would tune it for each.
#
# </details>

# %% [markdown]
# ## 6. What is this accuracy worth?
#
# ### 150 is not many
#
# Suppose that a network is right on 95 % of all photos in the world. On 150 of them it will be right 142 or 143 times, or, by chance, 138
# or 147 times. The other way round: from what we saw, which true accuracies are plausible? All those $p$ from which our result is at most
# 1.96 standard errors away, $\sqrt{p(1-p)/n}$ each. That is E. B. Wilson's **confidence interval** of 1927, and here it is by trying all $p$:

# %% tags=["nbval-check-output"]
def plausible(right, total):
    p = np.linspace(0, 1, 10_001)
    near = p[abs(right / total - p) <= 1.96 * np.sqrt(p * (1 - p) / total)]
    return right / total, near[0], near[-1]


for right, total in [(143, 150), (953, 1000), (9533, 10_000), (150, 150)]:
    print("{} of {}: accuracy {:.3f}, plausible from {:.3f} to {:.3f}".format(right, total, *plausible(right, total)))

# %% [markdown]
# Even 150 right out of 150 do not make a perfect network. Trying all $p$ is solving an equation by patience; there is a formula.

# %% [markdown]
# ### Exercise 5: how sure is an accuracy?
#
# A network is right on some of the test photos. With other photos of the same kind it would be a few more or a few less. Within which
# limits does its true accuracy lie? For $n$ photos, of which the share $p$ is right, E. B. Wilson (1927) gives the limits
#
# $$\frac{p + \dfrac{z^2}{2n} \pm z \sqrt{\dfrac{p(1-p)}{n} + \dfrac{z^2}{4n^2}}}{1 + \dfrac{z^2}{n}}$$
#
# Take $z = 1.96$: limits made in this way hold the true accuracy in about 95 of 100 cases. The interval of the schoolbook,
# $p \pm z\sqrt{p(1-p)/n}$, says "exactly 1, no doubt" when all photos are right. This one does not.

# %% nbgrader={"grade": false, "grade_id": "accuracy-interval", "locked": false, "schema_version": 3, "solution": true, "task": false}
def accuracy_interval(right, total):
    """The limits within which the true accuracy lies, with 95 % confidence.

    Args:
        right: int, how many photos were judged right, 0 to total.
        total: int, how many photos there were, 1 or more.

    Returns:
        (low, high): float, 0 to 1, the lower limit first, exact to 5 decimals.
    """
    ### BEGIN SOLUTION
    p, z = right / total, 1.96
    middle = p + z**2 / (2 * total)
    margin = z * np.sqrt(p * (1 - p) / total + z**2 / (4 * total**2))
    scale = 1 + z**2 / total
    return (middle - margin) / scale, (middle + margin) / scale
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Give the parts of the formula names of their own: what stands before the ±, what stands after it, and the denominator. Then the
# two limits are two short lines.
#
# </details>
# <details><summary>Hint 2</summary>
#
# $\frac{z^2}{2n}$ is `z**2 / (2 * total)`. Without the parentheses Python would divide by 2 and then multiply by `total`. The root is
# `np.sqrt(...)`, or `(...) ** 0.5`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `middle = p + z**2 / (2 * total)`; `margin = z * np.sqrt(p * (1 - p) / total + z**2 / (4 * total**2))`;
# `scale = 1 + z**2 / total`. Return `(middle - margin) / scale, (middle + margin) / scale`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "accuracy-interval-limits", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("accuracy_interval", "accuracy_interval gives Wilson's limits")


@exercise.check
def two_numbers(accuracy_interval):
    """It returns two numbers, the lower limit first."""
    found = accuracy_interval(30, 40)
    if isinstance(found, np.ndarray):
        found = found.tolist()
    checks.true(isinstance(found, list) and len(found) == 2, "Return both limits: `return low, high`.", "two numbers", found)
    checks.true(found[0] < found[1], "The lower limit comes first.", "low < high", found)


@exercise.check
def thirty_of_forty(accuracy_interval):
    """30 right of 40: the true accuracy lies between 0.5981 and 0.8581."""
    p, n, z = 0.75, 40, 1.96
    middle, margin, scale = 0.7980200, 0.1425252, 1.09604
    spread = p * (1 - p) / n

    def limits(p, z):
        root = (p * (1 - p) / n + z**2 / (4 * n**2)) ** 0.5
        return [(p + z**2 / (2 * n) + sign * z * root) / (1 + z**2 / n) for sign in (-1, 1)]

    checks.equal(
        accuracy_interval(30, 40),
        [0.598057, 0.858130],
        "Compute what stands before the ±, what stands after it, and the denominator, each for itself.",
        mistakes={
            "This is the interval of the schoolbook, p ± z times the root: take Wilson's formula.": [
                p - z * spread**0.5,
                p + z * spread**0.5,
            ],
            "The denominator is missing: divide both limits by 1 + z² / n.": [middle - margin, middle + margin],
            "The denominator divides only what stands before the ±.": [middle / scale - margin, middle / scale + margin],
            "The denominator divides only what stands after the ±.": [middle - margin / scale, middle + margin / scale],
            "The z before the root is missing.": [(middle - margin / z) / scale, (middle + margin / z) / scale],
            "The root is missing.": [(middle - margin**2 / z) / scale, (middle + margin**2 / z) / scale],
            "There is no z in it: take 1.96 where the formula says z.": limits(p, 1),
            "Here z is 2: take 1.96.": limits(p, 2),
            "Here z is 0.95: 95 % belongs to z = 1.96.": limits(p, 0.95),
            "Here z is 1.645, which belongs to 90 %: take 1.96.": limits(p, 1.645),
            "The share of those right is 0 here: divide with /, for // rounds down.": limits(0, z),
            "These are the limits for the share of wrong answers: p is right / total.": limits(1 - p, z),
            "Python divides by 1 and then adds z² / n: put the whole denominator in parentheses.": [
                middle - margin + z**2 / n,
                middle + margin + z**2 / n,
            ],
            "These are percent: the limits go from 0 to 1.": [59.8057, 85.8130],
            "This is the middle and the margin: return the middle minus the margin, and plus it.": [middle / scale, margin / scale],
            "These are counts of photos: the limits are shares, from 0 to 1.": [0.598057 * n, 0.858130 * n],
            "The limits are rounded, or tried out in small steps: compute them, and return them as they are.": [0.5981, 0.8581],
            "The limits are rounded: return them as they are.": [0.6, 0.86],
            "z² / (4n²) is missing under the root.": [
                (middle - z * spread**0.5) / scale,
                (middle + z * spread**0.5) / scale,
            ],
            "z² / (2n) is missing before the ±.": [(p - margin) / scale, (p + margin) / scale],
            "In z² / (4n²) the n is squared too.": [
                (middle - z * (spread + z**2 / (4 * n)) ** 0.5) / scale,
                (middle + z * (spread + z**2 / (4 * n)) ** 0.5) / scale,
            ],
            "Python reads z**2 / 2 * n as half of z², times n: put 2 * n in parentheses.": [
                (p + z**2 / 2 * n - margin) / scale,
                (p + z**2 / 2 * n + margin) / scale,
            ],
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_counts(accuracy_interval):
    """Other numbers of photos."""
    for right, total, low, high in [(143, 150, 0.906812, 0.977214), (1, 3, 0.061490, 0.792345), (5000, 10000, 0.490202, 0.509798)]:
        checks.equal(accuracy_interval(right, total), [low, high], "Use right and total as they are given.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "accuracy-interval-extremes", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks

exercise = checks.exercise("accuracy_interval", "accuracy_interval stays sensible when all photos are right, or none")


@exercise.check
def all_right(accuracy_interval):
    """20 right of 20: the true accuracy may still be as low as 0.8389."""
    low, high = accuracy_interval(20, 20)
    schoolbook = "With p = 1 the schoolbook's interval has no width: Wilson's has, by the terms with z²."
    checks.equal(low, 0.838870, "Keep the term z² / (4n²): it is all that is left under the root.", mistakes={schoolbook: 1.0})
    checks.equal(high, 1.0, "The upper limit is 1: an accuracy cannot be larger.")


@exercise.check
def none_right(accuracy_interval):
    """0 right of 20: the true accuracy may be as high as 0.1611."""
    low, high = accuracy_interval(0, 20)
    schoolbook = "With p = 0 the schoolbook's interval has no width: Wilson's has, by the terms with z²."
    checks.equal(low, 0.0, "The lower limit is 0: an accuracy cannot be smaller.")
    checks.equal(high, 0.161130, "Keep the term z² / (4n²): it is all that is left under the root.", mistakes={schoolbook: 0.0})


@exercise.check
def more_photos(accuracy_interval):
    """Four times as many photos make an interval of about half the width."""
    few, many = (high - low for low, high in (accuracy_interval(right, 4 * right // 3) for right in (750, 3000)))
    look_at = "The width falls with the root of the number of photos: total belongs under the root, too."
    checks.true(0.49 * few < many < 0.51 * few, look_at, "half the width", f"a width of {few:.4f}, and then of {many:.4f}")


### BEGIN HIDDEN TESTS
@exercise.check
def within_0_and_1(accuracy_interval):
    """Every count of every small number of photos: the limits lie within 0 and 1, and the share between them."""
    for total in range(1, 30):
        for right in range(total + 1):
            low, high = accuracy_interval(right, total)
            slack = 1e-6  # of float32
            inside = -slack <= low <= right / total + slack and right / total - slack <= high <= 1 + slack
            checks.true(inside, f"Look at {right} right of {total}.", "0 <= low <= share <= high <= 1", [low, high])


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# **Think about it.** Your network is right on 140 of the 150, a friend's on 143. Is the friend's better?
#
# <details><summary>One answer</summary>
#
# The intervals overlap widely, so from these two numbers nobody can tell. But both networks saw the same photos, and that helps: look at
# those where they differ. If the friend's network is right on 3 that yours misses, and on all others they agree, that is 3 to 0: a fair
# coin gives so one-sided a result, one way or the other, one time in four. To tell 93.3 % from 95.3 % reliably one needs thousands of
# photos.
#
# </details>

# %% [markdown]
# ### The test set as a validation set
#
# It is tempting to look at the test accuracy after every epoch, for several seeds, and to keep the best. To see what that costs one needs
# plenty of new pictures. Drawn faces we can have as many of as we like: 300 to train on, and 1200 for eight test sets of 150. Three
# seeds and 8 epochs give 24 candidates, and a callback notes after every epoch which of the 1200 a candidate gets right.
# This takes about a minute.
#
# `predict` compiles a network before it uses it, which pays for many photos. Here and below we call the network itself, on 50 photos at a
# time so that memory stays small.

# %%
def outputs(network, x):
    """What a network gives for each photo: an array (photos, outputs)."""
    parts = [network(x[start : start + 50]) for start in range(0, len(x), 50)]
    return keras.ops.convert_to_numpy(keras.ops.concatenate(parts))


# %% tags=["not-when-grading"]
(faces, smiles), (new_faces, new_smiles) = datasets.make_faces(300, seed=11), datasets.make_faces(1200, seed=12)
faces, new_faces = faces / np.float32(255), new_faces / np.float32(255)
candidates, last, progress = [], {}, plotting.progress(fits=3)


def note(epoch, logs):
    candidates.append((outputs(candidate, new_faces)[:, 0] > 0.5) == new_smiles)


for seed in (1, 2, 3):
    candidate = happy_model(seed)
    callbacks = [progress, keras.callbacks.LambdaCallback(on_epoch_end=note)]
    candidate.fit(faces, smiles, epochs=8, batch_size=10, verbose=0, callbacks=callbacks)
    last[seed] = candidates[-1].mean()

# %% [markdown]
# **Predict before you run.** For each of the eight test sets, the candidate that is best *there* is chosen. How good is it there, and how
# good on the other seven sets, which had no say in the choice?

# %% tags=["not-when-grading"]
accuracy = np.reshape(candidates, (len(candidates), 8, 150)).mean(axis=2)  # of each candidate on each test set
best = accuracy.argmax(axis=0)
there = accuracy.max(axis=0)
elsewhere = (accuracy[best].sum(axis=1) - there) / 7
print("the chosen one on the set that chose it:", there.round(3), f" mean {there.mean():.3f}")
print("the same one on the other seven:        ", elsewhere.round(3), f" mean {elsewhere.mean():.3f}")
print(f"the choice flatters by {there.mean() - elsewhere.mean():.3f}")
print("three seeds, last epoch, all 1200 faces:", *[f"{value:.3f}" for value in last.values()])

# %% [markdown]
# On average the best score is too good by what the third line says, and it flatters the more, the more candidates there are and the
# smaller the test set is. The chosen network may well be a good one; it is its *score* that cannot be believed. So choose on a
# validation set, and look at the test set once. And since another seed alone changes the accuracy, report several, and not the best of
# them.

# %% [markdown]
# ### Cross-validation: every photo is tested once
#
# With the 150 photos alone, a fixed split would leave perhaps 30 for the test, far too few. **Cross-validation** uses all: divide them
# into five folds, train on four, test on the fifth, and let every fold take its turn. No network is tested on a photo that it has learned
# from, and in the end all 150 count.

# %% [markdown]
# ### Exercise 6: folds
#
# Cross-validation lets every photo take its turn in the test set, once: the positions 0 to n - 1 are dealt out into folds, one fold is
# held out for the test, the others train, and so on around. Make the folds, so that they are fair:
#
# - each position is in exactly one fold;
# - the folds are **stratified**: of each class, two folds hold equally many, or one of them one more;
# - who comes into which fold is **random**. The same seed makes the same folds again, and another seed others.

# %% nbgrader={"grade": false, "grade_id": "make-folds", "locked": false, "schema_version": 3, "solution": true, "task": false}
def make_folds(labels, folds, seed):
    """Positions for cross-validation, stratified and random.

    Args:
        labels: uint8 array of shape (n,), 0 or 1, each at least `folds` times. It stays as it is.
        folds: int, 2 or more.
        seed: int, from which all randomness comes.

    Returns:
        list of as many int arrays as there are folds, the positions in each fold, in any order.
    """
    ### BEGIN SOLUTION
    rng = np.random.default_rng(seed)
    shuffled = np.concatenate([rng.permutation(np.flatnonzero(labels == label)) for label in (0, 1)])
    return [shuffled[fold::folds] for fold in range(folds)]
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Deal out as with cards: shuffle, then give one to each fold in turn, and begin again. Every fold gets equally many, give or
# take one. Do so for each class.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.flatnonzero(labels == 1)` gives the positions of a class, `np.random.default_rng(seed)` makes a generator, and its
# `permutation(positions)` gives them in random order. `positions[fold::folds]` is every `folds`-th position, from `fold` on.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Make one generator. Shuffle the positions of class 0 and those of class 1, and put them end to end with `np.concatenate`. The
# folds are `shuffled[fold::folds]` for each `fold` in `range(folds)`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "make-folds-stratified", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("make_folds", "make_folds deals out every position once, and each class evenly")


def positions_of(found, folds):
    """The folds as lists of int, after holding that they are such."""
    checks.true(not isinstance(found, dict), "Return a list of the folds; it needs no names.", "a list", "a dict")
    numbered = all(isinstance(one, int) for one in found) if isinstance(found, list) else np.ndim(found) == 1
    checks.true(not numbered, "These are numbers of folds, one for each position: return the positions in each fold.")
    checks.true(len(found) == folds, "Return a list with one array for each fold.", f"{folds} folds", f"{len(found)} of them")
    nested = any(isinstance(one, (list, np.ndarray)) for fold in found for one in fold)
    checks.true(not nested, "Return one array of positions for each fold, the held-out ones: the training set is all the other folds.")
    numbers = [np.asarray(fold) for fold in found]
    checks.true(all(fold.dtype.kind != "b" for fold in numbers), "These are True and False: return positions, np.flatnonzero finds them.")
    checks.true(all((fold == fold.astype(int)).all() for fold in numbers), "A position is a whole number.")
    return [fold.astype(int).tolist() for fold in numbers]


@exercise.check
def every_position_once(make_folds):
    """Of 12 positions in 3 folds, each is in exactly one."""
    labels = np.array([0, 1, 1, 0, 1, 0, 0, 1, 1, 0, 1, 0], "uint8")
    folds = positions_of(make_folds(labels, 3, 1), 3)
    checks.equal(
        sorted(position for fold in folds for position in fold),
        list(range(12)),
        "Deal out each position from 0 to 11 once.",
        mistakes={
            "These are the labels: deal out positions, with which labels and photos are picked.": sorted(labels.tolist()),
            "The folds hold the positions of training: each fold is what is held out.": sorted(2 * list(range(12))),
            "Positions begin at 0.": list(range(1, 13)),
            "These are positions within each class: take them from np.flatnonzero(labels == label).": sorted(2 * list(range(6))),
        },
    )


@exercise.check
def each_class_evenly(make_folds):
    """Sorted labels, 8 times 0 and then 12 times 1: each of 4 folds holds two of class 0 and three of class 1."""
    labels = np.repeat([0, 1], [8, 12]).astype("uint8")
    folds = positions_of(make_folds(labels, 4, 1), 4)
    counts = [[int((labels[fold] == label).sum()) for label in (0, 1)] for fold in folds]
    sizes_only = "The folds are equally large, but not stratified: deal out each class for itself."
    look_at = sizes_only if {sum(count) for count in counts} == {5} else "Deal out each class for itself, one to each fold in turn."
    checks.equal(
        counts,
        4 * [[2, 3]],
        look_at,
        mistakes={"The folds are cut off one after the other: shuffle, and deal out each class for itself.": [[5, 0], [3, 2], [0, 5], [0, 5]]},
    )


@exercise.check
def what_is_left(make_folds):
    """7 and 9 photos of a class do not go into 5 folds evenly: two folds then differ by one at most."""
    labels = np.array([0, 1, 1, 0, 1, 0, 1, 1, 0, 1, 0, 1, 0, 1, 0, 1], "uint8")
    folds = positions_of(make_folds(labels, 5, 2), 5)
    checks.equal(sorted(sum(folds, [])), list(range(16)), "What is left over belongs into the folds too, one to each.")
    for label in (0, 1):
        counts = [int((labels[fold] == label).sum()) for fold in folds]
        look_at = f"Class {label} is dealt out unevenly: one to each fold in turn, what is left over too."
        checks.true(max(counts) - min(counts) <= 1, look_at, "counts that differ by one at most", counts)


### BEGIN HIDDEN TESTS
@exercise.check
def other_labels(make_folds):
    """Other numbers of photos, classes of very different size, and a photo of a class for each fold."""
    rng = np.random.default_rng(3)
    for zeros, ones, folds in [(66, 84, 5), (15, 16, 2), (34, 6, 6), (3, 20, 3)]:
        n, labels = zeros + ones, rng.permutation(np.repeat([0, 1], [zeros, ones])).astype("uint8")
        found = positions_of(make_folds(labels, folds, n), folds)
        checks.equal(sorted(sum(found, [])), list(range(n)), "Each position is in exactly one fold.")
        for label in (0, 1):
            counts = [int((labels[fold] == label).sum()) for fold in found]
            look_at = "Deal out each class for itself, one to each fold in turn."
            checks.true(max(counts) - min(counts) <= 1, look_at, "counts that differ by one at most", counts)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "make-folds-random", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("make_folds", "make_folds is random, and its seed repeats it")


def fold_of_each(found, n):
    """The number of the fold in which each of n positions is."""
    where = {int(position): number for number, fold in enumerate(found) for position in np.ravel(fold)}
    checks.true(sorted(where) == list(range(n)), "Deal out every position, in a list of arrays of positions.")
    return np.array([where[position] for position in range(n)])


@exercise.check
def same_seed(make_folds):
    """The same seed makes the same folds again."""
    labels = np.arange(40, dtype="uint8") % 2
    first, second = (fold_of_each(make_folds(labels, 5, 7), 40) for _ in range(2))
    checks.true((first == second).all(), "Make the generator from the seed in the function: np.random.default_rng(seed).")


@exercise.check
def other_seed(make_folds):
    """Another seed makes other folds."""
    labels = np.arange(40, dtype="uint8") % 2
    first, second = (fold_of_each(make_folds(labels, 5, seed), 40) for seed in (7, 8))
    checks.true((first != second).any(), "Shuffle the positions of each class with a generator made from seed.")


@exercise.check
def who_meets_whom(make_folds):
    """Over 100 seeds, two photos of a class are sometimes in one fold and mostly not, wherever they lie."""
    labels = np.arange(40, dtype="uint8") % 2
    numbers = np.array([fold_of_each(make_folds(labels, 5, seed), 40) for seed in range(100)])
    for label in (0, 1):
        for one, other in [(0, 2), (0, 10), (16, 36)]:
            together = int((numbers[:, one + label] == numbers[:, other + label]).sum())
            look_at = "Both should happen: shuffle the positions of each class before they are dealt out, not only the folds afterwards."
            expected = f"positions {one + label} and {other + label} in one fold with some seeds and not with others"
            checks.true(0 < together < 100, look_at, expected, f"in one fold with {together} of 100 seeds")


@exercise.check
def labels_stay(make_folds):
    """The labels stay as they are."""
    checks.unchanged(make_folds, np.array([0, 1, 1, 0, 1, 0], "uint8"), 2, 1)


### BEGIN HIDDEN TESTS
@exercise.check
def other_labels(make_folds):
    """Other labels, and seeds that were not shown."""
    labels = (np.random.default_rng(5).random(90) < 0.6).astype("uint8")
    first, again, other = (fold_of_each(make_folds(labels, 3, seed), 90) for seed in (101, 101, 102))
    checks.true((first == again).all(), "The same seed makes the same folds.")
    checks.true((first != other).any(), "Another seed makes other folds.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# Our folds deal out the photos like cards, those without a smile first, without shuffling. 40 epochs as before, but in smaller batches,
# since 120 photos make few steps. Nothing is chosen by the held-out fold: the settings are the same throughout. Five networks, about a
# minute together.

# %% tags=["not-when-grading"]
folds = np.empty(len(y_photos), dtype=int)
folds[np.argsort(y_photos, kind="stable")] = np.arange(len(y_photos)) % 5
answers, progress = np.empty(len(y_photos)), plotting.progress(fits=5)
for fold in range(5):
    train, held_out = folds != fold, folds == fold
    photo_model = happy_model(seed=1)
    photo_model.fit(x_photos[train], y_photos[train], epochs=40, batch_size=16, verbose=0, callbacks=[progress])
    answers[held_out] = outputs(photo_model, x_photos[held_out])[:, 0]
right = (answers > 0.5) == y_photos
print("right in each fold:", *[f"{right[folds == fold].sum()} of {(folds == fold).sum()}" for fold in range(5)])
plotting.record("HappyModel, five folds of the photos", progress, seed=1, accuracy=right.mean())

# %% [markdown]
# ### Another kind of picture
#
# **Predict before you run.** The HappyModel of section 4 has learned from the 600. How good is it on their test set, on the photos, and
# on new drawn faces? Look again at the lines in section 1, which say what is of one kind with the 600 and what is not. Below it stands
# what the cross-validation gave, where the network had learned from photos.

# %% tags=["not-when-grading"]
sets = {"their test set": (x_test, y_test), "the photos": (x_photos, y_photos), "drawn faces": (new_faces, new_smiles)}
rows = {"linear model, their test set": plausible(round(150 * linear_accuracy), 150)}
for name, (x, y) in sets.items():
    rows[f"HappyModel, {name}"] = plausible(((outputs(model, x)[:, 0] > 0.5) == y).sum(), len(y))
rows["five folds of the photos"] = plausible(right.sum(), len(right))
for name, row in rows.items():
    print("{:<28} accuracy {:.3f}, plausible from {:.3f} to {:.3f}".format(name, *row))
plotting.intervals(rows)

# %% [markdown]
# Compare the rows. A network that has learned from one kind of picture may do little better than a coin on another kind, though a smile is
# a smile: this is **domain shift**. The interval does not protect from it: it speaks of further pictures *of the same
# kind*, and so does cross-validation.

# %% [markdown]
# ## 7. Where the network looks
#
# ### Its mistakes
#
# Which pictures cost most? Those for which the right answer got the least probability. First in the test set of the 600. A cross marks a
# wrong answer, with the right one in parentheses.

# %%
def worst(images, y, answers):
    """The eight pictures whose right answer got the least probability; `answers` are those of a smile."""
    chosen = np.argsort(np.where(y == 1, answers, 1 - answers))[:8]
    print("probability of a smile:", *[f"{answer:.2f}" for answer in answers[chosen]])
    return plotting.images(images[chosen], names[y[chosen]], names[(answers[chosen] > 0.5).astype(int)], columns=4)


# %% tags=["not-when-grading"]
worst(test_images, y_test, outputs(model, x_test)[:, 0])

# %% [markdown]
# Then among the photos, with the answers of the cross-validation.

# %% tags=["not-when-grading", "picture-not-kept"]
worst(photo_images, y_photos, answers)

# %% [markdown]
# ### Covering a part
#
# Does it look at the mouth? That can be found out without looking inside: cover a part of the photo, and see what becomes of the answer.
# This is called **occlusion**.

# %% [markdown]
# ### Exercise 7: cover a part of the photo
#
# Cover one part of a photo after the other, so that a network can judge each of the copies. The photo is divided into squares of `size` by
# `size` pixels, side by side, beginning at the top left, without gaps and without overlap. There is one copy for each square, in reading
# order: the first row of squares from left to right, then the second row, and so on. Where the photo's height or width is not a multiple of
# `size`, the last squares are cut off at the edge.

# %% nbgrader={"grade": false, "grade_id": "occlude", "locked": false, "schema_version": 3, "solution": true, "task": false}
def occlude(photo, size, value):
    """Copies of a photo, each with one square covered.

    Args:
        photo: array of shape (height, width, channels), of any type of number. It stays as it is.
        size: int, height and width of the square in pixels, 1 or more.
        value: number, what the covered pixels become, in all channels.

    Returns:
        array of the type of photo, of shape (squares, height, width, channels), in reading order.
    """
    ### BEGIN SOLUTION
    height, width = photo.shape[:2]
    copies = []
    for top in range(0, height, size):
        for left in range(0, width, size):
            copy = photo.copy()
            copy[top : top + size, left : left + size] = value
            copies.append(copy)
    return np.array(copies)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `range(0, height, size)` counts the first rows of the squares: 0, size, 2 * size and so on. You need the same for the columns, in a
# loop within the loop.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Each turn begins with `photo.copy()`; a plain `copy = photo` would be a second name for the same array. A slice that reaches
# beyond the edge is cut off by NumPy itself.
#
# </details>
# <details><summary>Hint 3</summary>
#
# In the inner loop: `copy = photo.copy()`, `copy[top : top + size, left : left + size] = value`, `copies.append(copy)`. At the end
# `np.array(copies)`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "occlude-squares", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("occlude", "occlude covers one square after the other")


@exercise.check
def four_squares(occlude):
    """A photo of 4 by 4 with squares of 2: four copies, in reading order."""
    photo = np.arange(1, 17, dtype="uint8").reshape(4, 4, 1)
    found = occlude(photo, 2, 0)
    expected = np.stack(4 * [photo])
    expected[0, :2, :2] = expected[1, :2, 2:] = expected[2, 2:, :2] = expected[3, 2:, 2:] = 0
    checks.shape(
        found,
        (4, 4, 4, 1),
        "Two squares in a row, two in a column: four copies of the whole photo.",
        mistakes={
            "There is a copy for each pixel: the squares stand side by side, so go on in steps of size.": (16, 4, 4, 1),
            "There are too many squares: go on in steps of size, side by side, and no further than the edge.": (9, 4, 4, 1),
            "There is one copy too many: each has a square covered.": (5, 4, 4, 1),
            "Whole rows or columns are covered: a square has both, so you need two loops.": (2, 4, 4, 1),
            "These are the squares themselves: return whole copies of the photo.": (4, 2, 2, 1),
            "The copies stand in rows and columns: put them one after the other, on one axis.": (2, 2, 4, 4, 1),
            "Cover the squares one by one, each on a copy of its own.": (4, 4, 1),
            "The last squares are missing: range stops before its end, so let it run to height and width.": (1, 4, 4, 1),
        },
    )
    larger, smaller = np.stack(8 * [photo]).reshape(2, 4, 4, 4, 1)
    for number, (top, left) in enumerate([(0, 0), (0, 2), (2, 0), (2, 2)]):
        larger[number, top : top + 3, left : left + 3] = smaller[number, top, left] = 0
    covered = np.cumprod(expected != 0, axis=0, dtype="uint8") * photo
    only_square = np.where(expected == 0, photo, 0)
    checks.equal(
        found,
        expected,
        "Copy number 0 has its top left square covered, number 1 the one to its right.",
        mistakes={
            "The squares run down the columns: the inner loop goes from left to right.": expected[[0, 2, 1, 3]],
            "What was covered stays covered in the next copy: begin each time with a new copy of the photo.": covered,
            "All copies are one and the same array: take photo.copy() in every turn.": np.zeros_like(expected),
            "All is covered but the square: cover the square.": only_square,
            "Nothing is covered: set the square to value.": np.stack(4 * [photo]),
            "The copies begin at the bottom right.": expected[::-1],
            "The squares are one pixel too large: a slice ends before its second number.": larger,
            "The squares are one pixel too small: a slice ends before its second number.": smaller,
        },
    )


@exercise.check
def all_channels(occlude):
    """In a photo with three channels, all three are covered, with the value that is asked for."""
    photo = np.arange(1, 25, dtype="uint8").reshape(2, 4, 3)
    expected = np.stack(2 * [photo])
    expected[0, :, :2] = expected[1, :, 2:] = 127
    first_channel, black = np.stack(2 * [photo]), np.where(expected == 127, 0, expected)
    first_channel[0, :, :2, 0] = first_channel[1, :, 2:, 0] = 127
    checks.equal(
        occlude(photo, 2, 127),
        expected,
        "Cover rows and columns of the square in all channels: copy[rows, columns] = value.",
        mistakes={
            "Only the first channel is covered.": first_channel,
            "The squares are black: set them to value.": black,
        },
    )


@exercise.check
def type_stays(occlude):
    """The copies have the type of the photo, whole numbers or fractions."""
    for kind, value in [("uint8", 127), ("float32", 0.5)]:
        found = np.asarray(occlude(np.ones((4, 4, 3), kind), 2, value))
        checks.equal(str(found.dtype), kind, f"Copies of a photo of {kind} are {kind} too: make them from photo.copy().")
        checks.equal(found[0, 0, 0], [value] * 3, "The covered pixels are value, with its fraction where the photo has fractions.")


@exercise.check
def photo_stays(occlude):
    """The photo itself stays as it is."""
    checks.unchanged(occlude, np.full((4, 4, 3), 9, "uint8"), 2, 0)


### BEGIN HIDDEN TESTS
@exercise.check
def other_photos(occlude):
    """Other sizes, photos wider than high and higher than wide."""
    rng = np.random.default_rng(7)
    for height, width, channels, size in [(6, 9, 3, 3), (8, 4, 1, 4), (5, 5, 2, 5), (3, 4, 3, 1)]:
        photo = rng.integers(1, 200, size=(height, width, channels), dtype="uint8")
        places = [(top, left) for top in range(0, height, size) for left in range(0, width, size)]
        expected = np.stack(len(places) * [photo])
        for copy, (top, left) in zip(expected, places):
            copy[top : top + size, left : left + size] = 250
        checks.equal(occlude(photo, size, 250), expected, "It must hold for every photo and size.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "occlude-edges", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("occlude", "occlude cuts the last squares off at the edge")


@exercise.check
def how_many(occlude):
    """A photo of 5 by 7 with squares of 3 has two rows of three squares."""
    checks.shape(
        occlude(np.ones((5, 7, 3), "uint8"), 3, 0),
        (6, 5, 7, 3),
        "Count the squares that are cut off, too.",
        mistakes={
            "The squares at the edge are missing: what is left there is a square too, cut off.": (2, 5, 7, 3),
            "The photo has grown: the squares are cut off at its edge.": (6, 6, 9, 3),
            "The last row of squares is missing.": (3, 5, 7, 3),
            "The last column of squares is missing.": (4, 5, 7, 3),
        },
    )


@exercise.check
def cut_off(occlude):
    """Covered with 0, its squares take away 9, 9, 3 pixels in the first row and 6, 6, 2 in the second."""
    found = np.asarray(occlude(np.ones((5, 7, 1), "uint8"), 3, 0))
    checks.equal(
        (found == 0).sum(axis=(1, 2, 3)),
        [9, 9, 3, 6, 6, 2],
        "Begin a square at every multiple of size; at the edge it is cut off.",
        mistakes={
            "The last squares are moved back into the photo: they begin at multiples of size, and are cut off.": [9, 9, 9, 9, 9, 9],
            "The squares run down the columns: the inner loop goes from left to right.": [9, 6, 9, 6, 3, 2],
        },
    )


@exercise.check
def every_pixel_once(occlude):
    """Taken together, the copies cover every pixel exactly once."""
    times = (np.asarray(occlude(np.ones((5, 7, 2), "float32"), 3, 0.0)) == 0).sum(axis=0)
    checks.equal(times, np.ones((5, 7, 2), int), "No gap and no overlap: go on in steps of size, up to the edge.")


### BEGIN HIDDEN TESTS
@exercise.check
def other_photos(occlude):
    """Other sizes, and a square larger than the photo."""
    rng = np.random.default_rng(11)
    for height, width, size in [(64, 64, 12), (3, 8, 5), (4, 3, 9), (7, 7, 2)]:
        photo = rng.random((height, width, 3)).astype("float32")
        places = [(top, left) for top in range(0, height, size) for left in range(0, width, size)]
        expected = np.stack(len(places) * [photo])
        for copy, (top, left) in zip(expected, places):
            copy[top : top + size, left : left + size] = -1
        checks.equal(occlude(photo, size, -1.0), expected, "It must hold for every photo and size.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# For a finer figure our squares overlap: their middles are 4 pixels apart, whatever their size, and they are grey. If the answer falls, the
# network has used what is below the square. If it rises, that part spoke against a smile. At each place we draw how much the answer falls. As
# answer we take the logit, the sum that `fc` computes *before* its sigmoid: a probability near 1 hardly moves, even when much of the evidence
# is gone.

# %%
def evidence(network, x):
    """What `fc` computes before its sigmoid: positive for a smile, negative against it."""
    kernel, bias = network.get_layer("fc").get_weights()
    inner = keras.Model(network.inputs[0], network.get_layer("fc").input)
    return (outputs(inner, x) @ kernel + bias)[:, 0]


# %%
def occlusion(network, photo, size):
    """By how much the evidence for a smile falls if a square is laid on the photo, around each of 16 by 16 places."""
    centres = range(2, 64, 4)
    covered = np.repeat(photo[None], 16 * 16 + 1, axis=0)  # the last one stays as it is
    for i, (row, column) in enumerate((row, column) for row in centres for column in centres):
        top, left = max(0, row - size // 2), max(0, column - size // 2)
        covered[i, top : row + size // 2, left : column + size // 2] = 0.5
    sums = evidence(network, covered)
    return (sums[-1] - sums[:-1]).reshape(16, 16)


# %% [markdown]
# Orange places speak for a smile, blue ones against it. The titles say what is true, and the probability of a smile that the network gave.

# %%
def looks(network, x, y, square=12):
    """Photos with the heat of their occlusion."""
    titles = [f"{names[label]}: {answer:.2f}" for label, answer in zip(y, outputs(network, x)[:, 0])]
    return plotting.heatmaps(x, [occlusion(network, photo, square) for photo in x], titles)


# %% tags=["not-when-grading"]
looks(model, x_test[:8], y_test[:8])

# %% [markdown]
# And the photos, those of the last fold, which its network has not seen in training.

# %% tags=["not-when-grading", "picture-not-kept"]
shown = np.flatnonzero(folds == 4)[[0, 1, 2, 3, -4, -3, -2, -1]]
looks(photo_model, x_photos[shown], y_photos[shown])

# %% [markdown]
# Try other pictures of the test set, and other squares: a small one finds details, a large one covers the whole mouth at once.

# %% tags=["not-when-grading"]
def draw(picture, square):
    return looks(model, x_test[[picture - 1]], y_test[[picture - 1]], square)


# %% tags=["not-when-grading"]
plotting.explore(draw, picture=(1, 150, 1), square=(4, 32, 4))

# %% [markdown]
# **Think about it.** Suppose that the strongest places are not at the mouth but at the shoulders, or in the garden behind. The network is
# right all the same. Would you be content?
#
# <details><summary>One answer</summary>
#
# As long as everything stays as it is, the answer is right, and as soon as something changes, it may not be. Such a network has found a
# shortcut, in another sense than ResNet's: who is in the photo, and how this person held the head when smiling, may be enough for a few
# people in one place. The accuracy does not show it, since the test photos have the same shortcut. That is what such figures are for; but a
# figure of eight photos is a reason to look further, not a proof.
#
# </details>

# %% [markdown]
# ## 8. Your own photo
#
# `datasets.read_photo` takes a picture file, turns it upright, cuts out the square in the middle and makes it 64 by 64 pixels. Two
# networks judge it: the HappyModel trained on the 600, and the last one of the cross-validation, trained on 120 of the photos. First with
# a picture of the test set, saved as a PNG file in memory.

# %% tags=["not-when-grading"]
def judge(file):
    """The photo as the networks see it, with the probability of a smile that each of them gives."""
    photo = datasets.read_photo(file)[None]
    x = photo / np.float32(255)
    by_600, by_photos = (outputs(network, x).item() for network in (model, photo_model))
    return plotting.images(photo, [f"smile, by the 600: {by_600:.0%}\nsmile, by the photos: {by_photos:.0%}"])


# %% tags=["not-when-grading"]
file = io.BytesIO()
keras.utils.array_to_img(test_images[0], scale=False).save(file, "PNG")
judge(file.getvalue())

# %% [markdown]
# Now yours: a face in the middle, about half as wide as the picture. It is read by this kernel and stays there; nothing is sent
# elsewhere. If this notebook runs on a server, the kernel does too.

# %% tags=["not-when-grading"]
plotting.upload(judge)

# %% [markdown]
# What if the file is no picture? A clear sentence is part of a program as much as the network is.

# %% tags=["not-when-grading"]
for file in (b"", b"Dear diary, today I smiled.", "no-such-photo.jpg"):
    try:
        judge(file)
    except datasets.DataError as problem:
        print(problem)

# %% [markdown]
# **Think about it.** A shop wants to count how many customers smile at the till. What would you ask before you build it, and what of this
# chapter would you tell the owner?
#
# <details><summary>One answer</summary>
#
# Whether the customers know and agree, what is kept, and what for: a face is personal, and in many countries the law has a say. A smile
# is also no measure of a mood; people smile out of politeness, and do not when they are content. And that a network which has seen a few
# people before one garden will fail with other people, another light, another camera, and not equally for all: those who are missing
# among the photos pay for it. To know how much, one has to measure for each group, on photos from that shop.
#
# </details>

# %% [markdown]
# ## 9. A better model for the same budget
#
# One block, and nearly all parameters in one layer: that need not be the last word. The last exercise is to do better, with what you know.

# %% [markdown]
# ### Exercise 8: a better model under the same budget
#
# The HappyModel spends 32,769 of its 37,633 parameters on one dense layer, which has a weight for every place of every map. Spend them
# better: design, compile **and train** a network that has at most **37,633 parameters** as well, and is right on at least **93 %** of
# faces that it has not seen. It learns from 500 drawn faces, and to be done in a few seconds, it sees only the part around the mouth,
# 32 by 32 pixels.

# %%
x_faces, y_faces = datasets.make_faces(16, seed=1)
plotting.images(x_faces[:, 24:56, 16:48], labels=np.array(["not smiling", "smiling"])[y_faces], columns=8)

# %% nbgrader={"grade": false, "grade_id": "train-better", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_better(x, y, seed):
    """A small model, trained to tell a smile.

    Args:
        x: float32 array of shape (n, 32, 32, 3), 0 to 1.
        y: float32 array of shape (n, 1), 0 or 1.
        seed: int; pass it to keras.utils.set_random_seed first: the same seed gives the same model, another one another.

    Returns:
        a trained keras.Model of at most 37,633 parameters: input (batch, 32, 32, 3), output (batch, 1), the
        probability that the label is 1.
    """
    ### BEGIN SOLUTION
    keras.utils.set_random_seed(seed)
    model = keras.Sequential([keras.Input((32, 32, 3))])
    for filters in (8, 16, 32):
        model.add(keras.layers.Conv2D(filters, 3, padding="same"))
        model.add(keras.layers.BatchNormalization(momentum=0.8))
        model.add(keras.layers.ReLU())
        model.add(keras.layers.MaxPooling2D())
    model.add(keras.layers.Flatten())
    model.add(keras.layers.Dense(1, activation="sigmoid"))
    model.compile(optimizer=keras.optimizers.Adam(0.002), loss="binary_crossentropy")
    model.fit(x, y, epochs=12, batch_size=40, verbose=0)
    return model
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# One block of convolution and pooling leaves large maps, and a dense layer on them learns places by heart. Put several blocks one after
# the other, with more filters and smaller maps each time: `count_parameters` shows where the parameters go.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Kernels of 3 by 3 will do: after each pooling they see twice as far. Batch normalization makes training faster, but a few seconds are few
# steps, and with a momentum of 0.99 its moving averages would not get there in time: give it `momentum=0.8`. A larger learning rate saves
# time, too.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Three blocks with 8, 16 and 32 filters, each `Conv2D(filters, 3, padding="same")`, `BatchNormalization(momentum=0.8)`, `ReLU()` and
# `MaxPooling2D()`; then `Flatten()` and `Dense(1, activation="sigmoid")`. Adam with 0.002, and
# `fit(x, y, epochs=12, batch_size=40, verbose=0)`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "train-better-accuracy", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks, datasets

exercise = checks.exercise("train_better", "train_better reaches 93 % on new faces, within the budget")


@exercise.check
def learns(train_better):
    """Trained on 500 faces, a model of at most 37,633 parameters is right on at least 93 % of 400 others."""
    faces, smiling = datasets.make_faces(500, seed=1)
    new_faces, new_smiling = datasets.make_faces(400, seed=2)
    x, x_new = (photos[:, 24:56, 16:48].astype("float32") / 255 for photos in (faces, new_faces))
    model = train_better(x, smiling[:, None].astype("float32"), 1).for_inputs((32, 32, 3))
    look_at = "Pool more before the dense layer, or take fewer filters."
    checks.true(model.params <= 37633, look_at, "at most 37,633 parameters", f"{model.params:,} parameters")
    outputs = model.outputs(x_new)
    checks.shape(outputs, (400, 1), "The last layer has one unit, and sees one row of numbers for each face.")
    checks.true(outputs.min() >= 0 and outputs.max() <= 1, "The last unit needs a sigmoid.", "probabilities, 0 to 1", outputs[:, 0])
    accuracy = ((outputs[:, 0] > 0.5) == new_smiling).mean()
    accuracy_seen = ((model.outputs(x)[:, 0] > 0.5) == smiling).mean()
    in_training = ((model.outputs(x, training=True)[:, 0] > 0.5) == smiling).mean()
    if "Conv" not in " ".join(model.types()):
        look_at = "A dense layer learns each place for itself: begin with convolutions."
    elif "BatchNormalization" in model.types() and in_training > accuracy_seen + 0.05:
        look_at = "The moving averages of batch normalization have not got there in so few steps: give it momentum=0.8."
    elif accuracy_seen < 0.3:
        look_at = "It says the opposite: give the probability that the label is 1, and train on y as it is."
    elif accuracy_seen < 0.6:
        look_at = "This is near guessing, on the faces of training too: is fit called before return, on x and y, for enough steps?"
    elif accuracy_seen > 0.95:
        look_at = "It knows the faces of training by heart, but not new ones: more blocks of convolution and pooling, a smaller dense layer."
    else:
        look_at = "It learns, but not enough: more epochs, a larger learning rate, more filters, or batch normalization."
    checks.true(accuracy >= 0.93, look_at, "accuracy of at least 0.93", f"accuracy {accuracy:.3f}; {accuracy_seen:.3f} on the faces of training")


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "train-better-any-faces", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks, datasets

exercise = checks.exercise("train_better", "train_better learns from the faces and labels that it is given")


@exercise.check
def another_draw(train_better):
    """Trained on other faces, with 1 for those that do not smile, it keeps to the budget and is as good."""
    faces, smiling = datasets.make_faces(500, seed=11)
    x, serious = faces[:, 24:56, 16:48].astype("float32") / 255, 1 - smiling
    model = train_better(x, serious[:, None].astype("float32"), 3).for_inputs((32, 32, 3))
    look_at = "Pool more before the dense layer, or take fewer filters."
    checks.true(model.params <= 37633, look_at, "at most 37,633 parameters", f"{model.params:,} parameters")
    outputs = model.outputs(x)
    checks.shape(outputs, (500, 1), "The last layer has one unit, and sees one row of numbers for each face.")
    checks.true(outputs.min() >= 0 and outputs.max() <= 1, "The last unit needs a sigmoid.", "probabilities, 0 to 1", outputs[:, 0])
    ### BEGIN HIDDEN TESTS
    faces, smiling = datasets.make_faces(400, seed=12)
    outputs = model.outputs(faces[:, 24:56, 16:48].astype("float32") / 255)
    accuracy = ((outputs[:, 0] > 0.5) == 1 - smiling).mean()
    look_at = "Learn from x and y alone, and aim above 93 %, so that another draw is no matter of luck."
    checks.true(accuracy >= 0.93, look_at, "accuracy of at least 0.93", f"accuracy {accuracy:.3f}")
    ### END HIDDEN TESTS


@exercise.check
def repeated(train_better):
    """The same seed gives the same model, and another seed another one."""
    faces, smiling = datasets.make_faces(40, seed=5)
    x, y = faces[:, 24:56, 16:48].astype("float32") / 255, smiling[:, None].astype("float32")
    checks.seeded(lambda seed: train_better.in_one_epoch(x, y, seed).for_inputs((32, 32, 3)))


exercise.report()

# %% [markdown]
# Which exercises are done, and which are open? The table knows the test cells that you have run since the kernel started.

# %% tags=["not-when-grading"]
checks.progress()

# %% [markdown]
# Last, the memory. A free Binder machine gives 2 GB, so this chapter keeps the pictures as whole numbers until they are needed, takes
# `float32` and not `float64`, and uses batches of at most 50: in training, each feature map of `conv0` exists for every photo of the
# batch at the same time.

# %% tags=["not-when-grading"]
print(f"this kernel has needed {datasets.peak_memory():,} MB at most")

# %% [markdown]
# ## Common mistakes
#
# - **Calling `fit` again to start anew.** It goes on. A new start needs a new model.
# - **Judging batch normalization too early.** In the first epochs `evaluate` can be far worse than `fit` says, with the same weights. Count
#   the steps.
# - **Forgetting to divide by 255**, or dividing twice. Print the smallest and the largest pixel before you train.
# - **Labels in a row and outputs in a column.** In a sum of your own, shapes (n, 1) and (n,) make (n, n), and no error.
# - **Choosing by the test set**, an epoch, a seed or a batch size, and reporting that very score.
# - **An accuracy without its number of pictures.** 95 % of 150 and 95 % of 10,000 are two different statements.
# - **The same person on both sides of the split.** Then the test is easier than the world.
# - **Trusting a network on another kind of picture** than it has learned from.

# %% [markdown]
# ## Take-away
#
# - Padding, convolution, batch normalization, ReLU, pooling and one sigmoid unit: eight lines, 37,633 parameters, most of them in the last layer.
# - Batch normalization uses the batch in training and its moving averages after it; two numbers for each channel are counted along, not learned.
# - `fit` goes on where it stopped.
# - Choose on a validation set, report on a test set, with an interval. Where pictures are few, cross-validate.
# - An accuracy holds for pictures of the same kind, of the same people if they recur, and no further.
# - Covering a part of the photo shows what an answer depends on.

# %% [markdown]
# ## To go further
#
# - Batch normalization: S. Ioffe and C. Szegedy, *Batch Normalization: Accelerating Deep Network Training by Reducing Internal
#   Covariate Shift*, arXiv 1502.03167.
# - The interval: E. B. Wilson, *Probable Inference, the Law of Succession, and Statistical Inference*, Journal of the American
#   Statistical Association 22, 1927.
# - Covering parts of a photo: M. D. Zeiler and R. Fergus, *Visualizing and Understanding Convolutional Networks*, arXiv 1311.2901.
# - Next chapter: film reviews, and a network that reads them word by word.
