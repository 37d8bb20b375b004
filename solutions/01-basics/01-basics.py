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
# # Keras basics: layers, losses and optimizers
#
# In this chapter you train a network that reads handwritten digits, then take it apart until every piece is something you
# could have written yourself.

# %% [markdown]
# ## Questions
#
# - What are the few lines that make, train and judge a neural network?
# - What does a layer compute, and where are its weights?
# - Why is there a softmax at the end, and a dropout in the middle?
# - What is the difference between a loss and a metric?
# - What do optimizers do with the same gradient that makes them differ?

# %% [markdown]
# ## What you will be able to do
#
# - write, train and evaluate a Keras model for images of digits;
# - compute a dense layer, ReLU, softmax, dropout and cross-entropy in NumPy, and check yourself against Keras;
# - count the parameters of a network before Keras does;
# - choose and configure a loss, a metric and an optimizer, by name or as an object;
# - design a small network that meets a goal within a budget.

# %% [markdown]
# ## Before you start
#
# You need Python functions and NumPy arrays: indexing, `@` for the matrix product, `axis=`. You need no earlier contact with
# neural networks. Chapter 00 shows how to run a cell, take a hint and hand in.
#
# **Time:** 50 minutes to read and run, 70 minutes for the exercises. On two CPU cores the longest cell trains for half a
# minute and shows how long is left.
#
# Numbers change a little from machine to machine and from run to run; chapter 00 says why.

# %%
from utils import checks, datasets, plotting  # first, because it quietens TensorFlow's start

import ipywidgets
import keras
import numpy as np

keras.utils.set_random_seed(1)

# %% [markdown]
# ## 1. What Keras is
#
# Keras (κέρας is Greek for horn) is a high-level interface for neural networks: you say which layers you want, and something
# else does the arithmetic. That something is the **backend**. In 2018 you chose between TensorFlow, Theano and CNTK; the
# last two are no longer developed. Since Keras 3 the choice is TensorFlow, JAX or PyTorch, and the same model runs
# on each. This course runs on TensorFlow.

# %%
print("Keras", keras.__version__.split(".")[0], "on", keras.backend.backend())

# %% [markdown]
# ## 2. A whole program
#
# MNIST holds 70,000 images of handwritten digits, 28 by 28 pixels, each a number from 0 (paper) to 255 (ink). 60,000 are for
# training; the other 10,000, the **test set**, are for the exam, and the network never learns from them.

# %% tags=["not-when-grading"]
(x_train, y_train), (x_test, y_test) = datasets.load_mnist()
x_train, x_test = x_train.astype("float32") / 255, x_test.astype("float32") / 255

# %% tags=["nbval-check-output", "not-when-grading"]
print("x_train", x_train.shape, x_train.dtype, "from", x_train.min(), "to", x_train.max())
print("y_train", y_train.shape, y_train.dtype, "classes", sorted(set(y_train.tolist())))

# %% tags=["not-when-grading"]
plotting.images(x_train[:20], labels=y_train[:20], columns=10)

# %% [markdown]
# Here is the whole model. A `Sequential` model is a straight road: what leaves one layer enters the next.
#
# - `Flatten` lays the 28 rows of an image end to end: 784 numbers.
# - `Dense(512)` computes 512 weighted sums of all 784, and `relu` sets the negative ones to zero.
# - `Dropout(0.2)` silences a random fifth of them while training.
# - `Dense(10)` with `softmax` turns the rest into ten probabilities, one for each digit.
#
# `compile` adds what training needs: a loss to make small, an optimizer to do it, and a metric for us to read.
#
# **Predict before you run.** How many numbers does this model learn: about 4,000, about 40,000 or about 400,000?

# %% tags=["not-when-grading"]
model = keras.Sequential(
    [
        keras.Input((28, 28)),
        keras.layers.Flatten(),
        keras.layers.Dense(512, activation="relu"),
        keras.layers.Dropout(0.2),
        keras.layers.Dense(10, activation="softmax"),
    ]
)
model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])

# %% tags=["nbval-check-output", "not-when-grading"]
print(f"{model.count_params():,} parameters")

# %% tags=["not-when-grading"]
plotting.model(model)

# %% [markdown]
# Five **epochs** means that the network sees every training image five times. Look at the accuracy after the very first.

# %% tags=["not-when-grading"]
progress = plotting.progress()
history = model.fit(x_train, y_train, epochs=5, verbose=0, callbacks=[progress])

# %% [markdown]
# Now the exam. `evaluate` gives the loss and the accuracy on images that played no part in training.

# %% tags=["not-when-grading"]
test_loss, test_accuracy = model.evaluate(x_test, y_test, verbose=0)
print(f"test loss {test_loss:.4f}, test accuracy {test_accuracy:.4f}")

# %% [markdown]
# The course keeps the figures of its main programs, with the time and the memory that they took. This small table also
# goes into RESULTS.md, one page for all chapters.

# %% tags=["not-when-grading"]
plotting.record("MNIST, 512 units", progress, seed=1, accuracy=test_accuracy, loss=test_loss)
plotting.history(history)

# %% [markdown]
# `predict` returns ten probabilities for each image. The class is the place of the largest one.

# %% tags=["not-when-grading"]
probabilities = model.predict(x_test, verbose=0)
predicted = probabilities.argmax(axis=1)
wrong = np.flatnonzero(predicted != y_test)
print(f"{len(wrong)} of {len(y_test)} test images are read wrongly; the first ten of them:")
plotting.images(x_test[wrong[:10]], labels=y_test[wrong[:10]], predictions=predicted[wrong[:10]], columns=5)

# %% [markdown]
# **Think about it.** Which of these mistakes would you forgive a human? What does that say about reaching 100 %?
#
# <details><summary>One answer</summary>
#
# Some of these digits are ambiguous: two people would not agree on them. Once a network makes only such mistakes, the labels
# are as much in doubt as the network, and the last per mille say more about luck than about skill.
#
# </details>

# %% [markdown]
# ## 3. A layer is a function with weights
#
# `Dense(32)`, a **dense layer** of 32 **units**, is a function that you call on a batch. Each unit gives one number:
#
# $$\text{output} = \text{activation}(\text{input} \cdot \text{kernel} + \text{bias})$$
#
# The **kernel** and the **bias** are the layer's **weights**: the numbers that training changes, also called **parameters** when
# they are counted one by one. The first axis is always the **batch**: as many rows come out as went in. We write it as `*`, and
# Keras writes `None`, because it may be any number. The layer makes its weights when it first sees an input, for only then does
# it know how many numbers come in.
#
# **Predict before you run.** The layer below maps shape `(*, 16)` to `(*, 32)`. What are the shapes of kernel and bias?

# %% tags=["nbval-check-output", "not-when-grading"]
layer = keras.layers.Dense(32)
print("weights before the first call:", len(layer.get_weights()))
output = layer(np.ones((5, 16)))
kernel, bias = layer.get_weights()
print("input (5, 16) gives", tuple(output.shape), "with kernel", kernel.shape, "and bias", bias.shape)

# %% [markdown]
# A layer answers questions about itself. `get_config` holds every argument that it was made with, so a new layer can be made
# from it. The copy has the same form but its own weights, until you set them.

# %% tags=["nbval-check-output", "not-when-grading"]
config = layer.get_config()
print({key: config[key] for key in ("units", "activation", "use_bias")})
copy = keras.layers.Dense.from_config(config)
copy.build((None, 16))
x = np.linspace(-1, 1, 16).reshape(1, 16)
print("same output with its own weights:", np.allclose(layer(x), copy(x)))
copy.set_weights(layer.get_weights())
print("same output with the same weights:", np.allclose(layer(x), copy(x)))

# %% [markdown]
# The arguments of `Dense`, and what you get if you say nothing:
#
# | argument | default | what it does |
# |---|---|---|
# | `units` | none | how many numbers come out |
# | `activation` | `None` | function applied to each output; `None` leaves it as it is |
# | `use_bias` | `True` | add a bias |
# | `kernel_initializer` | `"glorot_uniform"` | random start of the kernel |
# | `bias_initializer` | `"zeros"` | start of the bias |
# | `kernel_regularizer`, `bias_regularizer`, `activity_regularizer` | `None` | a price on large weights or outputs, added to the loss |
# | `kernel_constraint`, `bias_constraint` | `None` | a rule that weights must keep, such as not being negative |
#
# Only the first layer of a model needs to be told its input, with `keras.Input((16,))`. Every later layer sees what the one
# before it gives.

# %% [markdown]
# ### Exercise 1: a dense layer in NumPy
#
# Write the formula, without an activation: you are writing what Keras does.

# %% nbgrader={"grade": false, "grade_id": "dense-layer", "locked": false, "schema_version": 3, "solution": true, "task": false}
def dense_layer(x, kernel, bias):
    """What a Dense layer without activation computes.

    Args:
        x: float array of shape (batch, inputs).
        kernel: float array of shape (inputs, units).
        bias: float array of shape (units,).

    Returns:
        float array of shape (batch, units).
    """
    ### BEGIN SOLUTION
    return x @ kernel + bias
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Each output is a weighted sum of one row of `x`: multiply element by element with one column of `kernel`, and add up.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The matrix product does all rows and all columns at once. In NumPy it is the operator `@`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `x @ kernel` has shape (batch, units). Adding `bias`, of shape (units,), adds it to every row: NumPy calls this broadcasting.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "dense-layer-formula", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("dense_layer", "dense_layer computes the formula")


@exercise.check
def two_rows_by_hand(dense_layer):
    """Two rows of three numbers and a layer of two units: the result that you can check by hand."""
    x = np.array([[1.0, 2.0, 3.0], [0.0, 1.0, -1.0]])
    kernel = np.array([[1.0, 0.0], [0.0, 2.0], [1.0, -1.0]])
    bias = np.array([10.0, 20.0])
    checks.equal(
        dense_layer(x, kernel, bias),
        [[14.0, 21.0], [9.0, 23.0]],
        "Multiply x by kernel with @, then add bias.",
        mistakes={
            "The bias is missing: add it after the product.": x @ kernel,
            "The bias was subtracted: add it.": x @ kernel - bias,
            "This is the bias times the product: add it instead.": (x @ kernel) * bias,
        },
    )


@exercise.check
def negative_sums_stay(dense_layer):
    """A negative weighted sum stays negative, because this layer has no activation."""
    found = dense_layer(np.array([[1.0]]), np.array([[-2.0]]), np.array([0.5]))
    checks.equal(found, [[-1.5]], "Leave the sums as they are.", mistakes={"A ReLU hides here: leave it out.": [[0.0]]})


### BEGIN HIDDEN TESTS
@exercise.check
def other_sizes(dense_layer):
    """Other sizes and random numbers."""
    rng = np.random.default_rng(5)
    for batch, inputs, units in [(4, 7, 3), (2, 2, 2), (6, 1, 5)]:
        x, kernel, bias = rng.normal(size=(batch, inputs)), rng.normal(size=(inputs, units)), rng.normal(size=units)
        checks.equal(
            dense_layer(x, kernel, bias),
            x @ kernel + bias,
            "The formula must hold for every size: use the arguments, not fixed numbers.",
            mistakes={"The bias is missing: add it after the product.": x @ kernel},
        )


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "dense-layer-like-keras", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("dense_layer", "dense_layer agrees with Keras, row by row")


@exercise.check
def like_keras(dense_layer):
    """On Keras's own weights it gives what Keras's Dense gives."""
    layer = keras.layers.Dense(4, bias_initializer="random_normal")
    x = np.linspace(-1, 1, 15).reshape(3, 5).astype("float32")
    expected = np.asarray(layer(x))
    checks.equal(dense_layer(x, *layer.get_weights()), expected, "Compare your line with the formula above.")


@exercise.check
def one_row(dense_layer):
    """One row in, one row out: the batch axis stays."""
    found = dense_layer(np.ones((1, 3)), np.ones((3, 2)), np.zeros(2))
    checks.shape(
        found,
        (1, 2),
        "Keep the batch axis: do not squeeze or flatten the result.",
        mistakes={"The batch axis is lost: return the matrix, not its first row.": (2,)},
    )


@exercise.check
def arguments_stay(dense_layer):
    """The arrays that it is given stay as they are."""
    checks.unchanged(dense_layer, np.ones((2, 3)), np.ones((3, 2)), np.ones(2))


exercise.report()

# %% [markdown]
# ### Exercise 2: count the parameters
#
# A stack of dense layers is described by its sizes: `[784, 512, 10]` is an input of 784 numbers, a layer of 512 units and a
# layer of 10. Count what it learns, and compare with what you predicted above.

# %% nbgrader={"grade": false, "grade_id": "count-parameters", "locked": false, "schema_version": 3, "solution": true, "task": false}
def count_parameters(sizes):
    """The number of weights that a stack of Dense layers, each with a bias, learns.

    Args:
        sizes: list of at least two positive ints: the number of inputs, then the units of each layer.

    Returns:
        int.
    """
    ### BEGIN SOLUTION
    return sum(inputs * units + units for inputs, units in zip(sizes[:-1], sizes[1:]))
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# A layer with `inputs` inputs and `units` units has a kernel of shape (inputs, units) and a bias of shape (units,).
#
# </details>
# <details><summary>Hint 2</summary>
#
# The units of one layer are the inputs of the next: you need each pair of neighbours in the list.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `zip(sizes[:-1], sizes[1:])` gives the pairs. Add `inputs * units + units` over all of them.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "count-parameters-mnist", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks

exercise = checks.exercise("count_parameters", "count_parameters knows the model above")


@exercise.check
def one_layer(count_parameters):
    """Three inputs and two units: six weights in the kernel and two in the bias."""
    checks.equal(
        count_parameters([3, 2]),
        8,
        "Count the kernel and the bias.",
        mistakes={
            "The biases are missing: one for each unit.": 6,
            "A bias belongs to each unit, not to each input.": 9,
            "Every layer has one bias for each unit, not one in all.": 7,
        },
    )


@exercise.check
def the_mnist_model(count_parameters):
    """The model of section 2 has 407,050."""
    checks.equal(
        count_parameters([784, 512, 10]),
        407050,
        "Add up both layers.",
        mistakes={
            "The biases are missing: one for each unit.": 406528,
            "Only the first layer is counted.": 401920,
            "Only the last layer is counted.": 5130,
        },
    )


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "count-parameters-any-depth", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras

from utils import checks

exercise = checks.exercise("count_parameters", "count_parameters counts a stack of any depth")


@exercise.check
def three_layers(count_parameters):
    """Three layers, counted by Keras."""
    sizes = [5, 4, 3, 2]
    model = keras.Sequential([keras.Input((sizes[0],)), *[keras.layers.Dense(units) for units in sizes[1:]]])
    checks.equal(count_parameters(sizes), model.count_params(), "Go through all neighbours in the list, first to last.")


### BEGIN HIDDEN TESTS
@exercise.check
def other_stacks(count_parameters):
    """Other stacks, shallow and deep."""
    for sizes in ([1, 1], [10, 20, 30, 40, 50], [7, 1, 7, 1, 7, 1]):
        expected = sum((a + 1) * b for a, b in zip(sizes, sizes[1:]))
        checks.equal(count_parameters(sizes), expected, "Use the sizes you are given, however many there are.")


### END HIDDEN TESTS
@exercise.check
def list_stays(count_parameters):
    """The list that it is given stays as it is."""
    checks.unchanged(count_parameters, [4, 3, 2])


exercise.report()

# %% [markdown]
# **Think about it.** Two dense layers without an activation, one after the other: what can they compute that one cannot?
#
# <details><summary>One answer</summary>
#
# Nothing. $(xA + b)B + c = x(AB) + (bB + c)$, which is one dense layer with kernel $AB$. What lies between layers and bends the
# line is what makes depth worth having. That is the next section.
#
# </details>

# %% [markdown]
# ## 4. Activations
#
# An **activation** is a function applied to what a layer computes. It can stand in the layer, `Dense(512, activation="relu")`,
# or be a layer of its own, `Activation("relu")` or `ReLU()`: the network is the same.
#
# Look at the ends of the curves in the figure: where a curve is flat, its derivative is near zero and learning stands still.

# %% tags=["not-when-grading"]
plotting.activations(["relu", "leaky_relu", "elu", "sigmoid", "tanh", "softplus"])

# %% [markdown]
# **ReLU**, `relu`, is a good first choice inside a network: cheap, and never flat for positive values. **Sigmoid** gives a number
# between 0 and 1, the probability of a yes. For one class out of several there is **softmax**:
#
# $$\text{softmax}(z)_i = \frac{e^{z_i}}{\sum_j e^{z_j}}$$
#
# It looks at all classes together, so the result is positive and adds up to 1: probabilities. What goes in, any numbers at all,
# is called **logits**. That is why softmax comes last: before it, a network is free to say "much more", and after it
# the scores can be compared with a label.
#
# **Predict before you run.** Multiply all logits by 3. Does the winner change? Does its probability?

# %% tags=["nbval-check-output", "not-when-grading"]
logits = np.array([[2.0, 1.0, -1.0]])
for factor in (1, 3):
    print(factor, np.asarray(keras.activations.softmax(keras.ops.convert_to_tensor(factor * logits))).round(3))

# %% [markdown]
# ### Exercise 3: ReLU
#
# $\text{relu}(z) = \max(z, 0)$ for every element, for an array of any shape.

# %% nbgrader={"grade": false, "grade_id": "relu", "locked": false, "schema_version": 3, "solution": true, "task": false}
def relu(z):
    """Set the negative elements to zero.

    Args:
        z: float array of any shape. It stays as it is.

    Returns:
        float array of the same shape.
    """
    ### BEGIN SOLUTION
    return np.maximum(z, 0)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# You want the larger of two numbers, element by element. `max` and `np.max` look for one largest number of the whole array.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `np.maximum(a, b)` compares element by element, and `b` may be a single number.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "relu-values", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("relu", "relu keeps what is positive")


@exercise.check
def one_row(relu):
    """[-2, -0.5, 0, 3] becomes [0, 0, 0, 3]."""
    z = np.array([-2.0, -0.5, 0.0, 3.0])
    checks.equal(
        relu(z),
        [0.0, 0.0, 0.0, 3.0],
        "Negative numbers become 0; the others stay.",
        mistakes={
            "This is the absolute value: negative numbers become 0.": np.abs(z),
            "This keeps the smaller of z and 0: keep the larger.": np.minimum(z, 0),
            "This is 1 where z is positive, the slope of relu: return z itself there.": (z > 0).astype(float),
            "This is one number for the whole array: compare element by element, with np.maximum.": 3.0,
        },
    )


@exercise.check
def any_shape(relu):
    """A three-dimensional array keeps its shape."""
    z = np.arange(-6.0, 6.0).reshape(2, 3, 2)
    checks.equal(relu(z), np.where(z > 0, z, 0), "Work on the array as it comes, whatever its shape.")


@exercise.check
def argument_stays(relu):
    """The array that it is given stays as it is."""
    checks.unchanged(relu, np.array([-1.0, 2.0]))


### BEGIN HIDDEN TESTS
@exercise.check
def random_numbers(relu):
    """Random numbers, large and small."""
    z = np.random.default_rng(3).normal(size=(4, 5)) * 100
    checks.equal(relu(z), np.where(z > 0, z, 0), "Positive numbers stay as they are, however large.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# ### Exercise 4: a softmax that does not overflow
#
# `np.exp(1000)` is too large for a computer. Logits of 1000 are rare but legal, and the answer is an ordinary number: adding
# the same constant to all logits of a row changes nothing, so you are free to choose the constant.

# %% nbgrader={"grade": false, "grade_id": "softmax", "locked": false, "schema_version": 3, "solution": true, "task": false}
def softmax(z):
    """Turn each row of logits into probabilities.

    Args:
        z: float array of shape (batch, classes), any finite values. It stays as it is.

    Returns:
        float array of the same shape; each row is positive or zero and adds up to 1.
    """
    ### BEGIN SOLUTION
    e = np.exp(z - z.max(axis=1, keepdims=True))
    return e / e.sum(axis=1, keepdims=True)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Begin with the formula: `np.exp(z)` divided by its sum in each row. `axis=1` sums along a row, and `keepdims=True` keeps the
# result a column, so that the division finds the right row.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Subtract from each row its own largest logit. The largest exponent is then 0, and `np.exp` never exceeds 1.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `e = np.exp(z - z.max(axis=1, keepdims=True))`, then divide `e` by `e.sum(axis=1, keepdims=True)`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "softmax-one-row", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("softmax", "softmax of one row follows the formula")


@exercise.check
def known_values(softmax):
    """Logits of log 1, log 2 and log 5 give probabilities of 1/8, 2/8 and 5/8."""
    checks.equal(
        softmax(np.log([[1.0, 2.0, 5.0]])),
        [[0.125, 0.25, 0.625]],
        "Take np.exp of each logit and divide by the sum of its row.",
        mistakes={
            "The division is missing: these are the exponentials.": [[1.0, 2.0, 5.0]],
            "The exponentials are divided by the largest, not by their sum.": [[0.2, 0.4, 1.0]],
            "This is the logarithm of softmax: return the probabilities.": np.log([[0.125, 0.25, 0.625]]),
            "The logits are divided by their sum: take np.exp first.": np.log([[1.0, 2.0, 5.0]]) / np.log(10.0),
        },
    )


@exercise.check
def sums_to_one(softmax):
    """The probabilities of a row add up to 1."""
    checks.equal(np.sum(softmax(np.array([[0.3, -2.0, 1.5, 0.0]]))), 1.0, "Divide by the sum over the row.")


### BEGIN HIDDEN TESTS
@exercise.check
def other_logits(softmax):
    """Other logits, positive and negative."""
    z = np.random.default_rng(8).normal(size=(1, 6))
    checks.equal(softmax(z), np.exp(z) / np.exp(z).sum(), "Take np.exp of each logit and divide by the sum of its row.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "softmax-batch", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("softmax", "softmax treats every row of a batch on its own")


@exercise.check
def two_rows(softmax):
    """Each of two rows adds up to 1."""
    z = np.log([[1.0, 3.0], [4.0, 1.0]])
    e = np.exp(z)
    checks.equal(
        softmax(z),
        [[0.25, 0.75], [0.8, 0.2]],
        "Sum along each row: axis=1 with keepdims=True.",
        mistakes={
            "These sum to 1 down the columns: the classes are in axis 1, not in axis 0.": e / e.sum(axis=0),
            "The whole batch sums to 1: sum each row on its own.": e / e.sum(),
            "Each row was divided by another row's sum: use keepdims=True.": e / e.sum(axis=1),
        },
    )


@exercise.check
def rows_and_columns(softmax):
    """A batch of three rows and four classes keeps its shape, and its rows add up to 1."""
    found = softmax(np.arange(12.0).reshape(3, 4))
    checks.shape(found, (3, 4), "Return one probability for each logit.")
    checks.equal(np.sum(found, axis=1), [1.0, 1.0, 1.0], "Sum along each row: axis=1 with keepdims=True.")


@exercise.check
def argument_stays(softmax):
    """The array that it is given stays as it is."""
    checks.unchanged(softmax, np.array([[1.0, 2.0], [0.0, 5.0]]))


### BEGIN HIDDEN TESTS
@exercise.check
def random_batch(softmax):
    """A random batch."""
    z = np.random.default_rng(9).normal(size=(5, 3))
    checks.equal(softmax(z), np.exp(z) / np.exp(z).sum(axis=1, keepdims=True), "Treat every row on its own.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "softmax-large-logits", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("softmax", "softmax survives very large and very small logits")


@exercise.check
def large_logits(softmax):
    """1000, 1001 and 1002 give what 0, 1 and 2 give."""
    e = np.exp([[0.0, 1.0, 2.0]])
    found = softmax(np.array([[1000.0, 1001.0, 1002.0]]))
    checks.equal(found, e / e.sum(), "Subtract the largest logit of the row before np.exp.")


@exercise.check
def small_logits(softmax):
    """-1000 and -1000 give one half each."""
    found = softmax(np.array([[-1000.0, -1000.0]]))
    checks.equal(found, [[0.5, 0.5]], "Subtract the largest logit of the row: a sum of zeros cannot be divided by.")


@exercise.check
def large_and_small(softmax):
    """-1000, 0 and 1000 in one row: the last one takes all."""
    found = softmax(np.array([[-1000.0, 0.0, 1000.0]]))
    checks.equal(found, [[0.0, 0.0, 1.0]], "Subtract the largest logit of the row, not the smallest, nor the mean.")


### BEGIN HIDDEN TESTS
@exercise.check
def rows_far_apart(softmax):
    """Rows of very different size in one batch."""
    found = softmax(np.array([[2000.0, 2000.0], [-2000.0, -2000.0]]))
    checks.equal(found, [[0.5, 0.5], [0.5, 0.5]], "Subtract from each row its own largest logit, not the batch's.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# ## 5. Dropout
#
# **Dropout**: a `Dropout(0.2)` layer sets each number that passes to zero with probability 0.2, anew in every training step. No
# unit can rely on a particular neighbour, which helps against learning the training images by heart. When the network is used,
# nothing is dropped.
#
# To keep the average where it was, the survivors are multiplied by $1 / (1 - 0.2) = 1.25$ while training: this is called
# *inverted* dropout. Let us measure it on a hundred thousand ones.
#
# **Predict before you run.** Which values will come out while training, and what is their mean?

# %% tags=["not-when-grading"]
ones = np.ones((1, 100_000))
dropout = keras.layers.Dropout(0.2, seed=1)
for training in (True, False):
    values = np.asarray(dropout(ones, training=training))
    share = ", ".join(f"{value:g} ({(values == value).mean():.1%})" for value in np.unique(values))
    print(f"training={training}: values {share}; mean {values.mean():.3f}")

# %% [markdown]
# ### Exercise 5: inverted dropout
#
# Write what the layer does, with a seed so that it can be repeated.

# %% nbgrader={"grade": false, "grade_id": "inverted-dropout", "locked": false, "schema_version": 3, "solution": true, "task": false}
def inverted_dropout(x, rate, seed, training):
    """Drop a random share of the elements while training; leave all as they are otherwise.

    Args:
        x: float array of any shape. It stays as it is.
        rate: float from 0 to below 1, the probability that an element is dropped.
        seed: int; the same seed drops the same elements.
        training: bool.

    Returns:
        float array of the same shape; while training, dropped elements are 0 and the others are divided by 1 - rate.
    """
    ### BEGIN SOLUTION
    if not training:
        return x
    keep = np.random.default_rng(seed).random(x.shape) >= rate
    return np.where(keep, x / (1 - rate), 0.0)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `np.random.default_rng(seed).random(x.shape)` gives one number between 0 and 1 for each element. Which share of them lies below
# `rate`?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A comparison gives an array of True and False, one for each element: `keep = numbers >= rate`. Multiplying by it
# sets the elements that are not kept to 0.
#
# </details>
# <details><summary>Hint 3</summary>
#
# If not training, return `x`. Else return `x * keep / (1 - rate)`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "inverted-dropout-inference", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("inverted_dropout", "inverted_dropout drops nothing outside training")


@exercise.check
def nothing_is_dropped(inverted_dropout):
    """With training=False the values come back as they are."""
    x = np.arange(1.0, 7.0).reshape(2, 3)
    checks.equal(
        inverted_dropout(x, 0.5, 1, False),
        x,
        "Return x when training is False.",
        mistakes={
            "The values are scaled although nothing is dropped: scale only while training.": x * 2,
            "The values are multiplied by 1 - rate: with inverted dropout the scaling happens while training.": x / 2,
        },
    )


@exercise.check
def rate_zero(inverted_dropout):
    """With rate 0 the values come back as they are, even while training."""
    x = np.arange(1.0, 7.0).reshape(2, 3)
    checks.equal(inverted_dropout(x, 0.0, 1, True), x, "A rate of 0 drops nothing, and 1 / (1 - 0) is 1.")


### BEGIN HIDDEN TESTS
@exercise.check
def nothing_is_dropped_elsewhere(inverted_dropout):
    """Other values, rates and shapes with training=False."""
    x = np.random.default_rng(2).normal(size=(3, 4, 2))
    for rate in (0.1, 0.9):
        checks.equal(inverted_dropout(x, rate, 7, False), x, "Return x when training is False, whatever the rate.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "inverted-dropout-scale", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("inverted_dropout", "inverted_dropout scales what it keeps")


@exercise.check
def zero_or_scaled(inverted_dropout):
    """While training, with rate 0.2, a one becomes 0 or 1.25."""
    found = inverted_dropout(np.ones((50, 40)), 0.2, 1, True)
    checks.shape(found, (50, 40), "Return an array of the shape of x: dropped elements become 0, they do not vanish.")
    checks.equal(
        np.unique(np.round(found, 6)),
        [0.0, 1.25],
        "Divide what is kept by 1 - rate; the rest is 0.",
        mistakes={
            "What is kept is not scaled: divide it by 1 - rate.": [0.0, 1.0],
            "What is kept is divided by rate: divide it by 1 - rate.": [0.0, 5.0],
            "What is kept is multiplied by 1 - rate: divide it by 1 - rate.": [0.0, 0.8],
            "Nothing was dropped: training is True here.": [1.0],
        },
    )


@exercise.check
def keeps_the_values(inverted_dropout):
    """What is kept is x / (1 - rate), element by element."""
    x = np.arange(1.0, 201.0)
    found = np.asarray(inverted_dropout(x, 0.5, 3, True))
    checks.shape(found, (200,), "Return an array of the shape of x.")
    checks.equal(found, np.where(found == 0, 0, 2 * x), "Each kept element stands in its place, doubled at rate 0.5.")


### BEGIN HIDDEN TESTS
@exercise.check
def other_rates(inverted_dropout):
    """Other rates and negative values."""
    x = np.random.default_rng(4).normal(size=(30, 30))
    for rate in (0.1, 0.75):
        found = np.asarray(inverted_dropout(x, rate, 11, True))
        checks.true((found == 0).any(), "Something must be dropped at every rate above 0.")
        checks.equal(found, np.where(found == 0, 0, x / (1 - rate)), "Use the rate that you are given.")


### END HIDDEN TESTS
@exercise.check
def argument_stays(inverted_dropout):
    """The array that it is given stays as it is."""
    checks.unchanged(inverted_dropout, np.ones((4, 5)), 0.5, 1, True)


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "inverted-dropout-share", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("inverted_dropout", "inverted_dropout drops the right share, at random")


@exercise.check
def the_right_share(inverted_dropout):
    """With rate 0.2, about a fifth of ten thousand elements is dropped."""
    share = float(np.mean(np.asarray(inverted_dropout(np.ones((100, 100)), 0.2, 1, True)) == 0))
    checks.equal(
        share,
        0.2,
        "Drop an element where its random number is below rate.",
        tolerance=0.03,
        mistakes={"The share that is kept is rate: drop that share instead.": 0.8},
    )


@exercise.check
def element_by_element(inverted_dropout):
    """Each element has its own chance: no row and no column is dropped as a whole."""
    dropped = np.asarray(inverted_dropout(np.ones((60, 60)), 0.5, 5, True)) == 0
    shares = np.concatenate([dropped.mean(axis=0), dropped.mean(axis=1)])
    checks.true(
        0.1 < shares.min() and shares.max() < 0.9,
        "Draw one random number for each element: random(x.shape).",
        expected="about half of every row and every column dropped",
        found=f"between {shares.min():.0%} and {shares.max():.0%} of a row or column dropped",
    )


@exercise.check
def the_seed_decides(inverted_dropout):
    """The same seed drops the same elements; another seed drops others."""
    x = np.ones((20, 20))
    first = inverted_dropout(x, 0.5, 1, True)
    checks.equal(inverted_dropout(x, 0.5, 1, True), first, "Make the random numbers from seed alone, in every call anew.")
    checks.true(
        not np.array_equal(first, inverted_dropout(x, 0.5, 2, True)),
        "Use the seed that you are given.",
        expected="other elements dropped with seed 2 than with seed 1",
        found="the same elements dropped with seeds 1 and 2",
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_shares(inverted_dropout):
    """Other rates on arrays of other shapes."""
    for rate, shape in [(0.5, (20_000,)), (0.9, (10, 40, 50))]:
        share = float(np.mean(np.asarray(inverted_dropout(np.ones(shape), rate, 21, True)) == 0))
        checks.equal(share, rate, "Drop an element where its random number is below rate.", tolerance=0.03)


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# **Think about it.** During training, `fit` often reports a *lower* accuracy on the training images than `evaluate` finds on the
# very same images afterwards. Name two reasons.
#
# <details><summary>One answer</summary>
#
# While training, dropout is on and the network works with a part of its units; `evaluate` uses all of them. And the number that
# `fit` reports is an average over an epoch, in which the network was worse at the beginning than at the end.
#
# </details>

# %% [markdown]
# ## 6. Flatten
#
# `Flatten` lays each example's numbers in a row, the last axis first. It has no weights, and the batch axis stays.

# %% tags=["nbval-check-output", "not-when-grading"]
flatten_layer = keras.layers.Flatten()
for shape in [(2, 28, 28), (2, 32, 32, 64)]:
    print(shape, "becomes", tuple(flatten_layer(np.zeros(shape)).shape), "with", flatten_layer.count_params(), "parameters")

# %% [markdown]
# ### Exercise 6: flatten in NumPy
#
# Write what the layer does, for a batch of any number of axes. One line of NumPy is enough.

# %% nbgrader={"grade": false, "grade_id": "flatten", "locked": false, "schema_version": 3, "solution": true, "task": false}
def flatten(x):
    """Lay out each example of a batch as one row, the last axis running fastest.

    Args:
        x: array of shape (batch, ...), with at least one axis after the batch. It stays as it is.

    Returns:
        array of shape (batch, features), where features is the product of the other axes.
    """
    ### BEGIN SOLUTION
    return x.reshape(len(x), -1)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# `x.flatten()` lays out everything, batch and all. You want to keep the first axis.
#
# </details>
# <details><summary>Hint 2</summary>
#
# In `reshape`, one axis may be -1: NumPy works it out. The other one is `len(x)`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "flatten-values", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("flatten", "flatten keeps the batch and the order")


@exercise.check
def two_images(flatten):
    """Two images of 2 by 3 pixels become two rows of six numbers."""
    x = np.arange(12).reshape(2, 2, 3)
    checks.equal(
        flatten(x),
        [[0, 1, 2, 3, 4, 5], [6, 7, 8, 9, 10, 11]],
        "Keep the first axis and lay out the others.",
        mistakes={
            "The batch axis is gone: keep the first axis.": x.reshape(-1),
            "The columns were read before the rows: the last axis runs fastest.": x.reshape(2, -1, order="F"),
            "The batch became the columns: it is the first axis.": x.reshape(2, -1).T,
            "The last axis is still there: lay out all axes after the first.": x.reshape(-1, 3),
        },
    )


@exercise.check
def one_example(flatten):
    """A batch of one keeps its batch axis."""
    checks.shape(flatten(np.zeros((1, 4, 5))), (1, 20), "The first axis stays even if it is 1: do not squeeze.")


@exercise.check
def argument_stays(flatten):
    """The array that it is given stays as it is."""
    checks.unchanged(flatten, np.zeros((2, 2, 3)))


### BEGIN HIDDEN TESTS
@exercise.check
def more_axes(flatten):
    """Two axes and five axes."""
    checks.equal(flatten(np.arange(6).reshape(3, 2)), np.arange(6).reshape(3, 2), "A flat batch stays as it is.")
    x = np.arange(120).reshape(2, 3, 2, 5, 2)
    checks.equal(flatten(x), x.reshape(2, 60), "Lay out all axes after the first, however many there are.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# ## 7. Losses and metrics
#
# A **loss** says how wrong a prediction is, as one number that training makes small. It must be smooth, because training follows
# its slope. A **metric** is for people: **accuracy** says how many digits were read rightly. Accuracy jumps, so it has no slope
# to follow; it is computed, shown and never trained on.
#
# For a label and ten probabilities, the usual loss is **cross-entropy**: minus the logarithm of the probability that the network
# gave to the right class. The figure shows why: a network that is sure and wrong pays without limit, and squared error lets it
# off lightly.

# %% tags=["not-when-grading"]
plotting.losses()

# %% [markdown]
# Keras has a loss for each form of the task, by name or as an object:
#
# | the last layer gives | the labels are | loss |
# |---|---|---|
# | `softmax` probabilities | class numbers: `3` | `"sparse_categorical_crossentropy"` |
# | `softmax` probabilities | one-hot rows: `[0, 0, 0, 1, ...]` | `"categorical_crossentropy"` |
# | one `sigmoid` probability | 0 or 1 | `"binary_crossentropy"` |
# | logits, no activation | class numbers | `SparseCategoricalCrossentropy(from_logits=True)` |
# | any number | any number | `"mean_squared_error"` |

# %% tags=["nbval-check-output", "not-when-grading"]
y_true, y_pred = np.array([2, 0]), np.array([[0.1, 0.1, 0.8], [0.5, 0.25, 0.25]])
by_name = keras.losses.get("sparse_categorical_crossentropy")(y_true, y_pred)
as_object = keras.losses.SparseCategoricalCrossentropy()(y_true, y_pred)
print("each example:", np.asarray(by_name).round(4), "  the batch:", round(float(as_object), 4))

# %% [markdown]
# ### Exercise 7: cross-entropy from labels
#
# Write the loss of the figure's left half for a batch: probabilities in rows, and the number of the right class for each row.

# %% nbgrader={"grade": false, "grade_id": "cross-entropy", "locked": false, "schema_version": 3, "solution": true, "task": false}
def cross_entropy(probabilities, labels):
    """The mean cross-entropy of a batch.

    Args:
        probabilities: float array of shape (batch, classes), each value above 0 and at most 1. It stays as it is.
        labels: int array of shape (batch,), from 0 to classes - 1. It stays as it is.

    Returns:
        float: the mean of -log(probability of the right class), with the natural logarithm.
    """
    ### BEGIN SOLUTION
    return float(-np.log(probabilities[np.arange(len(labels)), labels]).mean())
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# From each row you need one number: the one in the column that the label names.
#
# </details>
# <details><summary>Hint 2</summary>
#
# Two index arrays pick pairs: `probabilities[rows, labels]` with `rows = np.arange(len(labels))`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Take `-np.log(...)` of what you picked, and the mean of that.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "cross-entropy-value", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("cross_entropy", "cross_entropy of a small batch")


@exercise.check
def two_examples(cross_entropy):
    """Two examples whose right classes got 0.8 and 0.25."""
    probabilities, labels = np.array([[0.1, 0.1, 0.8], [0.5, 0.25, 0.25]]), np.array([2, 1])
    losses = -np.log([0.8, 0.25])
    checks.equal(
        cross_entropy(probabilities, labels),
        losses.mean(),
        "Take the mean of -log of the right class's probability.",
        mistakes={
            "The sign is wrong: the logarithm of a probability is negative, a loss is positive.": -losses.mean(),
            "This is the sum over the batch: take the mean.": losses.sum(),
            "This is the mean over all classes: only the right class counts, and the mean is over the batch.": losses.sum() / 6,
            "This is a logarithm to base 2: use np.log.": losses.mean() / np.log(2),
            "This is a logarithm to base 10: use np.log.": losses.mean() / np.log(10),
            "The logarithm is taken of the mean: take it of each probability, then the mean.": -np.log(0.525),
            "This is the mean probability of the right class: take -log of each first.": 0.525,
            "The largest probability of each row was taken: take the one that the label names.": -np.log([0.8, 0.5]).mean(),
            "This is one loss for each example: take the mean.": losses,
        },
    )


@exercise.check
def certain_and_right(cross_entropy):
    """A probability of 1 for the right class costs nothing."""
    checks.equal(cross_entropy(np.array([[1e-9, 1.0]]), np.array([1])), 0.0, "-log(1) is 0: look at the right class only.")


@exercise.check
def arguments_stay(cross_entropy):
    """The arrays that it is given stay as they are."""
    checks.unchanged(cross_entropy, np.array([[0.25, 0.75], [0.5, 0.5]]), np.array([1, 0]))


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "cross-entropy-like-keras", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("cross_entropy", "cross_entropy agrees with Keras")


@exercise.check
def like_keras(cross_entropy):
    """Four examples and three classes, computed by Keras."""
    probabilities = np.array([[0.7, 0.2, 0.1], [0.3, 0.3, 0.4], [0.05, 0.9, 0.05], [0.25, 0.25, 0.5]])
    labels = np.array([0, 0, 1, 1])
    expected = float(keras.losses.SparseCategoricalCrossentropy()(labels, probabilities))
    checks.equal(cross_entropy(probabilities, labels), expected, "Pick by the label of each row, in order.", tolerance=1e-4)


### BEGIN HIDDEN TESTS
@exercise.check
def other_batches(cross_entropy):
    """Batches of other sizes, with classes that repeat."""
    rng = np.random.default_rng(6)
    for batch, classes in [(1, 4), (7, 10), (3, 2)]:
        probabilities, labels = rng.dirichlet(np.ones(classes), size=batch), rng.integers(classes, size=batch)
        expected = -np.log(probabilities[np.arange(batch), labels]).mean()
        checks.equal(cross_entropy(probabilities, labels), expected, "It must hold for every batch and number of classes.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# **Think about it.** A new network with ten classes knows nothing. Which loss do you expect before training, and why is it worth
# looking at?
#
# <details><summary>One answer</summary>
#
# It gives about 0.1 to each class, so the loss is about $-\log 0.1 \approx 2.3$. If the first number that you see is very different,
# something is wrong before training began: the labels, the last layer or the loss.
#
# </details>

# %% [markdown]
# ## 8. Optimizers
#
# The **gradient** says in which direction the loss rises, and how steeply. An **optimizer** says how far to step the other way:
#
# - `SGD` takes a step of the **learning rate** times the gradient;
# - with **momentum**, the step also keeps a part of the last one, like a ball that rolls;
# - with `nesterov`, the gradient is taken a little ahead, where the ball is about to be;
# - `RMSprop` and `Adam` give every weight a step size of its own, from the gradients it has seen.
#
# By name you get the defaults; as an object you choose. In 2018 one wrote
# `SGD(lr=0.01, decay=1e-6, momentum=0.9, nesterov=True)`. Today `lr` is `learning_rate`, and a decay is a **schedule** that
# the learning rate follows.

# %% tags=["nbval-check-output", "not-when-grading"]
slower_and_slower = keras.optimizers.schedules.InverseTimeDecay(0.01, decay_steps=1, decay_rate=1e-6)
sgd = keras.optimizers.SGD(learning_rate=slower_and_slower, momentum=0.9, nesterov=True)
for step in (0, 100_000, 1_000_000):
    print(f"learning rate after {step:>9,} steps: {float(slower_and_slower(step)):.4f}")

# %% [markdown]
# To see them walk, we let each one run down the same bowl: a valley that is ten times steeper one way than the other.

# %%
def bowl(a, b):
    return 0.05 * a**2 + 0.5 * b**2


def walk(optimizer, steps=40, start=(-9.0, 2.5)):
    """The points that `optimizer` visits on its way down the bowl: array of shape (steps + 1, 2)."""
    weights = keras.Variable(np.array(start))
    points = [keras.ops.convert_to_numpy(weights)]
    for _ in range(steps):
        gradient = points[-1] * np.array([0.1, 1.0])
        optimizer.apply([keras.ops.convert_to_tensor(gradient, dtype="float32")], [weights])
        points.append(keras.ops.convert_to_numpy(weights))
    return np.array(points)


# %% tags=["not-when-grading"]
plotting.paths(
    bowl,
    {
        "SGD": walk(keras.optimizers.SGD(0.5)),
        "SGD, momentum 0.8": walk(keras.optimizers.SGD(0.5, momentum=0.8)),
        "SGD, Nesterov 0.8": walk(keras.optimizers.SGD(0.5, momentum=0.8, nesterov=True)),
        "Adam": walk(keras.optimizers.Adam(0.5)),
    },
)

# %% [markdown]
# Now you. Move the learning rate. At which value does plain SGD begin to jump across the valley, and at which does it fly away?

# %% tags=["not-when-grading"]
plotting.explore(
    lambda learning_rate, momentum: plotting.paths(
        bowl,
        {f"SGD, {learning_rate:g}": walk(keras.optimizers.SGD(learning_rate, momentum=momentum), steps=30)},
        limits=((-10, 10), (-4, 4)),
    ),
    learning_rate=ipywidgets.FloatSlider(0.5, min=0.1, max=2.1, step=0.1),
    momentum=ipywidgets.FloatSlider(0.0, min=0.0, max=0.9, step=0.1),
)

# %% [markdown]
# **Think about it.** The slope across the valley is $b$, so one step of SGD takes $b$ to $(1 - \text{learning rate}) \cdot b$. Which
# learning rates make $b$ smaller at all?
#
# <details><summary>One answer</summary>
#
# Those with $|1 - \text{learning rate}| < 1$, so between 0 and 2. Above 1 it changes sides with every step, and above 2 each step
# lands further out than the last. The steepest direction sets the limit for all the others: this is why Adam's own step
# size for every weight is worth having.
#
# </details>

# %% [markdown]
# ## 9. Your own model
#
# ### Exercise 8: build and compile
#
# A layer between the input and the last layer is called a **hidden layer**. Write a function that makes the model of section 2
# for any number of hidden units and any dropout rate, ready for `fit`. A list of layers, `add`, or functions of layers: every
# spelling is right if the network is.

# %% nbgrader={"grade": false, "grade_id": "build-model", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_model(hidden_units, rate):
    """The digit classifier, compiled.

    Args:
        hidden_units: int, the units of the hidden layer, which has a ReLU.
        rate: float from 0 to below 1, the dropout rate after the hidden layer.

    Returns:
        a compiled keras.Model: input (batch, 28, 28), output (batch, 10) probabilities, optimizer Adam,
        the loss that fits labels 0 to 9, and accuracy as a metric.
    """
    ### BEGIN SOLUTION
    model = keras.Sequential(
        [
            keras.Input((28, 28)),
            keras.layers.Flatten(),
            keras.layers.Dense(hidden_units, activation="relu"),
            keras.layers.Dropout(rate),
            keras.layers.Dense(10, activation="softmax"),
        ]
    )
    model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])
    return model
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Go back to section 2. Which two numbers there are now arguments?
#
# </details>
# <details><summary>Hint 2</summary>
#
# `compile` changes the model and returns None. Call it on one line and return the model on the next.
#
# </details>
# <details><summary>Hint 3</summary>
#
# Flatten, `Dense(hidden_units, activation="relu")`, `Dropout(rate)`, `Dense(10, activation="softmax")`; then
# `model.compile(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"])`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "build-model-layers", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks

exercise = checks.exercise("build_model", "build_model has the right layers")


@exercise.check
def parameters(build_model):
    """With 64 hidden units there are 50,890 parameters."""
    checks.equal(
        build_model(64, 0.2).for_inputs((28, 28)).params,
        50890,
        "784 inputs, hidden_units units, 10 units, each layer with a bias.",
        mistakes={
            "The hidden layer has 512 units: use hidden_units.": 407050,
            "The hidden layer is missing.": 7850,
            "The biases are missing.": 50816,
            "The Flatten is missing or comes too late: the hidden layer should see 784 numbers.": 28 * 64 + 64 + 64 * 10 + 10,
        },
    )


@exercise.check
def activations(build_model):
    """ReLU after the hidden layer and softmax at the end."""
    found = [name for name in build_model(32, 0.2).for_inputs((28, 28)).types() if name not in ("Flatten", "Reshape", "Dropout")]
    checks.equal(
        found,
        ["Dense", "relu", "Dense", "softmax"],
        "The hidden layer needs relu, the last one softmax.",
        mistakes={
            "The hidden layer has no activation: give it relu.": ["Dense", "Dense", "softmax"],
            "The last layer has no activation: give it softmax.": ["Dense", "relu", "Dense"],
            "The last layer has sigmoid: one class out of ten needs softmax.": ["Dense", "relu", "Dense", "sigmoid"],
            "The last layer has relu: probabilities need softmax.": ["Dense", "relu", "Dense", "relu"],
        },
    )


@exercise.check
def dropout(build_model):
    """One Dropout between the two dense layers, with the rate that was asked for."""
    model = build_model(32, 0.3).for_inputs((28, 28))
    checks.equal(model.settings("rate", "Dropout"), [0.3], "Put Dropout(rate) after the hidden layer.", mistakes={"The Dropout is missing.": []})
    order = [name for name in model.types() if name in ("Dense", "Dropout")]
    checks.equal(order, ["Dense", "Dropout", "Dense"], "Dropout comes after the hidden layer and before the last one.")


### BEGIN HIDDEN TESTS
@exercise.check
def other_sizes(build_model):
    """Other sizes and rates."""
    for hidden_units, rate in [(7, 0.5), (128, 0.1)]:
        model = build_model(hidden_units, rate).for_inputs((28, 28))
        checks.equal(model.params, 785 * hidden_units + 10 * hidden_units + 10, "Use hidden_units as it is given.")
        checks.equal(model.settings("rate", "Dropout"), [rate], "Use rate as it is given.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "build-model-probabilities", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_model", "build_model turns images into probabilities")


@exercise.check
def ten_for_each_image(build_model):
    """Five images give five rows of ten probabilities, each row adding up to 1."""
    images = np.random.default_rng(1).random((5, 28, 28)).astype("float32")
    found = build_model(16, 0.2).for_inputs((28, 28)).outputs(images)
    checks.shape(
        found,
        (5, 10),
        "The last layer has 10 units, one for each digit.",
        mistakes={"There is no Flatten: each of the 28 rows of an image is classified on its own.": (5, 28, 10)},
    )
    checks.equal(np.sum(found, axis=1), np.ones(5), "A softmax at the end makes each row add up to 1.", tolerance=1e-3)


@exercise.check
def dropout_rests(build_model):
    """Outside training the same images give the same probabilities; while training, dropout makes them differ."""
    images = np.random.default_rng(2).random((5, 28, 28)).astype("float32")
    model = build_model(64, 0.5).for_inputs((28, 28))
    checks.equal(model.outputs(images), model.outputs(images), "Nothing random may happen outside training.")
    first, second = model.outputs(images, training=True), model.outputs(images, training=True)
    checks.true(not np.allclose(first, second), "Put Dropout(rate) into the model, so that training drops units.")


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "build-model-compiled", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_model", "build_model is ready to train")


@exercise.check
def adam(build_model):
    """It is compiled, with Adam."""
    model = build_model(16, 0.2)
    model.need_compiled()
    checks.equal(model.compiled["optimizer"], "adam", 'Give compile optimizer="adam".')


@exercise.check
def loss_for_class_numbers(build_model):
    """The loss takes class numbers, such as 3, and softmax probabilities."""
    model = build_model(16, 0.2)
    model.need_compiled()
    look_at = 'Labels are class numbers and outputs are probabilities: "sparse_categorical_crossentropy".'
    by_name = {
        "categorical_crossentropy": "categorical_crossentropy needs one-hot rows; for class numbers there is the sparse one.",
        "mean_squared_error": "mean_squared_error is for numbers; for classes use sparse_categorical_crossentropy.",
        "binary_crossentropy": "binary_crossentropy is for one yes or no; for ten classes use sparse_categorical_crossentropy.",
    }
    loss = model.compiled["loss"]
    checks.true(loss not in by_name, by_name.get(loss, look_at), "a loss for class numbers", loss)
    y_pred = np.array([[0.1, 0.2, 0.7], [0.5, 0.3, 0.2]], dtype="float32")
    found = model.loss_value(np.array([2, 0]), y_pred)
    logits = -np.mean([0.7 - np.log(np.exp(y_pred[0]).sum()), 0.5 - np.log(np.exp(y_pred[1]).sum())])
    checks.equal(
        found,
        -np.log([0.7, 0.5]).mean(),
        look_at,
        tolerance=1e-4,
        mistakes={"from_logits=True expects no softmax at the end: leave it out, because this model ends in softmax.": logits},
    )


@exercise.check
def accuracy(build_model):
    """Accuracy is among the metrics."""
    model = build_model(16, 0.2)
    model.need_compiled()
    checks.true(
        "accuracy" in model.compiled["metrics"],
        'Give compile metrics=["accuracy"], by its name: Keras then takes the accuracy that fits the loss.',
        "accuracy",
        model.compiled["metrics"],
    )


exercise.report()

# %% [markdown]
# ### Exercise 9: design a small classifier
#
# Points lie on three rings, one inside the other, and the class is the ring. No straight line separates them, so a network without
# a hidden layer fails. Write a function that builds, compiles **and trains** a model, within a budget: at most **120 parameters**, at
# least **90 %** accuracy on points that it has not seen, in a few seconds.

# %%
x_rings, y_rings = datasets.make_rings(400, seed=1)

# %% tags=["not-when-grading"]
plotting.points(x_rings, y_rings)

# %% nbgrader={"grade": false, "grade_id": "train-on-rings", "locked": false, "schema_version": 3, "solution": true, "task": false}
def train_on_rings(x, y, seed):
    """A small model, trained to tell the rings apart.

    Args:
        x: float32 array of shape (points, 2), between -1.3 and 1.3.
        y: int array of shape (points,), 0, 1 or 2.
        seed: int; pass it to keras.utils.set_random_seed first: the same seed gives the same model, another one another.

    Returns:
        a trained keras.Model: input (batch, 2), output (batch, 3), the largest output marking the class;
        at most 120 parameters.
    """
    ### BEGIN SOLUTION
    keras.utils.set_random_seed(seed)
    model = keras.Sequential(
        [keras.Input((2,)), keras.layers.Dense(16, activation="relu"), keras.layers.Dense(3, activation="softmax")]
    )
    model.compile(optimizer=keras.optimizers.Adam(0.03), loss="sparse_categorical_crossentropy")
    model.fit(x, y, epochs=40, batch_size=50, verbose=0)
    return model
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Use `count_parameters([2, hidden_units, 3])` to find out how many hidden units the budget allows.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The default learning rate of Adam, 0.001, is cautious. A problem this small stands a step ten or thirty times as large:
# `keras.optimizers.Adam(0.03)`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `Dense(16, activation="relu")`, then `Dense(3, activation="softmax")`; Adam with 0.03, the loss for class numbers, and
# `fit(x, y, epochs=40, batch_size=50, verbose=0)`. Return the model after `fit`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "train-on-rings-accuracy", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
from utils import checks, datasets

exercise = checks.exercise("train_on_rings", "train_on_rings reaches 90 % on new points, within the budget")


@exercise.check
def learns(train_on_rings):
    """Trained on 400 points, it is right on at least 90 % of 600 others."""
    model = train_on_rings(*datasets.make_rings(400, seed=1), 1).for_inputs((2,))
    x, y = datasets.make_rings(600, seed=4)
    outputs = model.outputs(x)
    checks.shape(outputs, (600, 3), "The last layer has one unit for each ring: 3.")
    accuracy = (outputs.argmax(axis=1) == y).mean()
    if model.count("Dense") < 2:
        look_at = "Without a hidden layer only straight lines are possible: add one."
    elif "Dense Dense" in " ".join(model.types()):
        look_at = "The hidden layer has no activation, so two layers compute no more than one: give it relu."
    elif accuracy < 0.45:
        look_at = "This is near guessing: is fit called before return, on x and y, with the loss for class numbers?"
    else:
        look_at = "It learns, but not enough: a larger learning rate, more epochs, or more hidden units within the budget."
    checks.true(accuracy >= 0.9, look_at, "accuracy of at least 0.90", f"accuracy {accuracy:.3f}")
    checks.true(model.params <= 120, "Take fewer hidden units.", "at most 120 parameters", f"{model.params} parameters")


exercise.report()

# %% nbgrader={"grade": true, "grade_id": "train-on-rings-budget", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from functools import cache

from utils import checks, datasets

exercise = checks.exercise("train_on_rings", "train_on_rings stays within the budget, on any rings")


@cache
def trained(train_on_rings):
    """The model, trained once for all checks below: on other points than above, with their classes renamed."""
    x, y = datasets.make_rings(450, seed=11)
    return train_on_rings(x, 2 - y, 3).for_inputs((2,))


@exercise.check
def budget(train_on_rings):
    """The model takes two numbers, gives three, and has at most 120 parameters."""
    model = trained(train_on_rings)
    checks.true(model.params <= 120, "Take fewer hidden units.", "at most 120 parameters", f"{model.params} parameters")
    checks.shape(model.outputs(datasets.make_rings(7, seed=3)[0]), (7, 3), "The last layer has one unit for each ring: 3.")


@exercise.check
def repeated(train_on_rings):
    """The same seed gives the same model, and another seed another one."""
    x, y = datasets.make_rings(40, seed=5)
    checks.seeded(lambda seed: train_on_rings.in_one_epoch(x, y, seed).for_inputs((2,)))


### BEGIN HIDDEN TESTS
@exercise.check
def another_draw(train_on_rings):
    """Trained on other points, with their classes renamed, it is as good: it learns from what it is given."""
    x_new, y_new = datasets.make_rings(600, seed=12)
    accuracy = (trained(train_on_rings).outputs(x_new).argmax(axis=1) == 2 - y_new).mean()
    checks.true(accuracy >= 0.9, "Learn from x and y alone.", "accuracy of at least 0.90", f"accuracy {accuracy:.3f}")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# **Think about it.** The square of the distance from the centre, $a^2 + b^2$, as a third input would make the task easy even without a
# hidden layer. What is gained and what is lost by giving a network such an input?
#
# <details><summary>One answer</summary>
#
# Gained: fewer parameters, less data, a model that one can read. Lost: it works only because someone knew that the classes are
# rings. Hidden layers find such inputs by themselves, at the price of data, time and a model that says less about why.
#
# </details>

# %% [markdown]
# ## 10. What comes with Keras
#
# `keras.datasets` holds small classic data sets, and `keras.applications` holds known networks with weights trained on ImageNet.
# Both download on first use; in this course `utils.datasets` does that, with a check of what was received and a stand-in when
# there is no network.

# %%
for module in (keras.datasets, keras.applications):
    names = [name for name in dir(module) if not name.startswith("_")]
    print(f"{module.__name__}: {len(names)} modules and classes, such as {', '.join(names[:6])}")

# %% [markdown]
# Which exercises are done, and which are open? The table knows the test cells that you have run since the kernel started.

# %% tags=["not-when-grading"]
checks.progress()

# %% [markdown]
# ## Common mistakes
#
# - **Labels and loss do not fit.** Class numbers need the *sparse* loss, one-hot rows the other. Keras complains about shapes, or
#   learns nothing.
# - **Softmax on one unit.** One number divided by itself is always 1. For yes or no, use one unit with `sigmoid`.
# - **Softmax twice.** A softmax at the end *and* `from_logits=True` in the loss: it trains, slowly and badly.
# - **Pixels from 0 to 255.** Networks start best with numbers around 0 to 1. Divide.
# - **Reading accuracy on the training images.** They are what the network has seen. Judge on images that it has not.
# - **Expecting equal numbers.** Random starts, and sums taken in another order on another machine, change the last digits. Compare
#   over several seeds before you call something better.

# %% [markdown]
# ## Take-away
#
# - A model is layers plus what `compile` adds: loss, optimizer, metrics. `fit` trains it, `evaluate` judges it, `predict` uses it.
# - `Dense` computes `activation(input @ kernel + bias)`; it has (inputs + 1) × units parameters, and the batch axis passes through.
# - ReLU inside, softmax at the end for one class out of several, dropout only while training.
# - The loss is what training makes small; the metric is what you read.
# - An optimizer is a way to turn gradients into steps, and its learning rate is the first thing to try.

# %% [markdown]
# ## To go further
#
# - The guides and the reference on [keras.io](https://keras.io): begin with the Sequential model.
# - Dropout was proposed by N. Srivastava and others, *Dropout: A Simple Way to Prevent Neural Networks from Overfitting*, Journal of
#   Machine Learning Research 15 (2014).
# - Adam: D. Kingma and J. Ba, *Adam: A Method for Stochastic Optimization*, arXiv 1412.6980.
# - Next chapter: the straight road of layers, walked to its end, with convolutions.
