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
# # SqueezeNet: a large task for a small network
#
# In this chapter you build a network that tells a thousand kinds of things apart with a fiftieth of the parameters of a famous one, load
# weights that others have trained, look at what it sees, and put it to a task of your own.

# %% [markdown]
# ## Questions
#
# - Where do the parameters of a large network sit, and which of them can be spared?
# - What does a fire module save, and what does it not save?
# - How do weights from a file get into your network, and how do you know that they arrived?
# - Why does the same network give the same photo 64 % on one computer and 61 % on another?
# - Which part of a photo speaks for an elephant?
# - How far do 150 photos get you if the network has seen a million others before?
# - How few bits are enough for a weight?

# %% [markdown]
# ## What you will be able to do
#
# - count what a fire module saves, and build one;
# - build the whole SqueezeNet, with and without bypass, so that the public weights fit;
# - prepare a photo as the network has learned to see it, and read its thousand probabilities;
# - draw a class activation map;
# - use a trained network for other photos by training a small head, and judge fairly whether that helps;
# - store weights in 8 bits, and measure what it costs.

# %% [markdown]
# ## Before you start
#
# You need chapters 01 to 04: convolutions, the functional API, intervals and cross-validation.
#
# **Time:** 55 minutes to read and run, 85 minutes for the exercises. On two CPU cores all training together takes about two minutes; no
# cell takes much longer than one.
#
# The network's trained weights, the names of its classes and two photos come from the network, or from where your teacher has put them.
# Where they cannot be had, everything else still runs, and the cells that need them say what they skip.

# %%
from utils import checks, datasets, plotting  # first, because it quietens TensorFlow's start

import time

import keras
import numpy as np
import tensorflow as tf
from IPython.display import display

# %% [markdown]
# ## 1. Where the parameters are
#
# **ImageNet** is a collection of photos sorted by what they show; a yearly contest had programs learn a thousand of its classes from 1.2
# million photos. In 2012 **AlexNet** won it by far, and made convolutional networks famous. Its layers, and what each of them holds:

# %% tags=["nbval-check-output"]
alexnet = {  # kernel height and width, channels that a filter sees, filters, places where it is used
    "conv1": (11, 3, 96, 55 * 55), "conv2": (5, 48, 256, 27 * 27), "conv3": (3, 256, 384, 13 * 13),
    "conv4": (3, 192, 384, 13 * 13), "conv5": (3, 192, 256, 13 * 13),
    "fc6": (6, 256, 4096, 1), "fc7": (1, 4096, 4096, 1), "fc8": (1, 4096, 1000, 1),
}  # fmt: skip
alexnet_parameters = {name: side**2 * channels * filters + filters for name, (side, channels, filters, _) in alexnet.items()}
alexnet_total = sum(alexnet_parameters.values())
print(f"AlexNet: {alexnet_total:,} parameters, {4 * alexnet_total / 1e6:.0f} MB as float32")

# %% [markdown]
# **Predict before you run.** Five layers are convolutions, three are dense. Which of them hold the most?

# %%
plotting.bars({name: count / 1e6 for name, count in alexnet_parameters.items()}, "parameters of AlexNet, millions")

# %% [markdown]
# The dense layers hold 96 % of them: `fc6` has a weight for every place of every map, 4,096 times over. (`conv2`, `conv4` and `conv5` see
# only half of the channels before them: two graphics cards shared the work.)
#
# A network of 244 MB is slow to send to a phone and may not fit into a small device. In 2016 Iandola and others asked how small a network
# of the same accuracy can be. **SqueezeNet** follows three strategies:
#
# 1. **1 × 1 in place of 3 × 3.** A kernel of 1 by 1 has a ninth of the weights. It mixes the channels of one place and sees no neighbours.
# 2. **Fewer channels into the 3 × 3 kernels.** A layer's weights are kernel size × channels in × filters. So let a layer with few filters
#    reduce the channels first.
# 3. **Pool late.** Large maps cost no parameters, and the paper expects them to help accuracy.
#
# And it has no dense layer: the last convolution makes one map for each class, and the mean of a map, which is global average
# pooling as in chapter 03, is the score of its class.

# %% [markdown]
# **Think about it.** A kernel of 1 by 1 sees a single place. Why is it not useless, and when would a network of such kernels alone be?
#
# <details><summary>One answer</summary>
#
# At its place it sees all channels, and these already tell of a neighbourhood, because earlier layers have looked at it. It is a dense
# layer, used at every place alike: it makes new features of the ones that it finds. With such kernels alone, no unit would ever know more
# than one pixel, and any shuffling of the pixels would give the same answer.
#
# </details>

# %% [markdown]
# ## 2. The fire module
#
# Strategies 1 and 2 together make the **fire module**, a small network that is used eight times:
#
# ```
#                 ┌─ expand 1 × 1, e filters ─┐
# squeeze 1 × 1 ──┤                           ├── side by side: 2 e channels
#   s filters     └─ expand 3 × 3, e filters ─┘
# ```
#
# The **squeeze** layer is narrow: few channels leave it, so both **expand** layers are cheap. A ReLU follows each of the three.
# Compare it with a plain layer of 3 by 3 kernels that makes the same 2 e channels. What is saved?

# %% [markdown]
# ### Exercise 1: what a fire module saves
#
# A fire module reads maps of `channels` channels. Its squeeze layer has `squeeze` filters of 1 by 1. What it gives is read by both
# expand layers, one with `expand` filters of 1 by 1 and one with `expand` filters of 3 by 3, and their maps are put side by side.
# Count its parameters, biases included. Then count those of the plain way to as many maps: a single convolution of 3 by 3 from
# `channels` channels to `2 * expand`. How many times as many are these?

# %% nbgrader={"grade": false, "grade_id": "fire-savings", "locked": false, "schema_version": 3, "solution": true, "task": false}
def fire_savings(channels, squeeze, expand):
    """The parameters of a fire module, and of one plain convolution in its place.

    Args:
        channels: int, 1 or more, the channels that the module reads.
        squeeze: int, 1 or more, the filters of the squeeze layer.
        expand: int, 1 or more, the filters of each of the two expand layers.

    Returns:
        dict of "fire", int, the parameters of the module; "plain", int, those of a 3 by 3 convolution from channels to
        2 * expand channels; "times", float, plain divided by fire, not rounded.
    """
    ### BEGIN SOLUTION
    squeeze1x1 = (channels + 1) * squeeze
    expand1x1 = (squeeze + 1) * expand
    expand3x3 = (3 * 3 * squeeze + 1) * expand
    fire = squeeze1x1 + expand1x1 + expand3x3
    plain = (3 * 3 * channels + 1) * 2 * expand
    return {"fire": fire, "plain": plain, "times": plain / fire}
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Count each of the three convolutions for itself, and add them up. A filter has a weight for each place of its kernel in each channel
# that it reads, and one bias. Putting maps side by side costs nothing.
#
# </details>
# <details><summary>Hint 2</summary>
#
# The squeeze layer reads `channels` channels; both expand layers read the `squeeze` maps that it gives. So the expensive kernels, those of
# 3 by 3, see few channels: that is the whole trick.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `(channels + 1) * squeeze`, `(squeeze + 1) * expand` and `(9 * squeeze + 1) * expand` make `fire`. `plain` is
# `(9 * channels + 1) * 2 * expand`, and `times` is `plain / fire`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "fire-savings-fire", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks

exercise = checks.exercise("fire_savings", "fire_savings counts the parameters of a fire module")


@exercise.check
def names(fire_savings):
    """The dict has the names fire, plain and times."""
    found = fire_savings(64, 16, 64)
    checks.true(isinstance(found, dict), "Return one dict with three names.", "a dict", f"a {type(found).__name__}")
    checks.equal(sorted(found), ["fire", "plain", "times"], 'Return {"fire": ..., "plain": ..., "times": ...}.')


@exercise.check
def two_modules(fire_savings):
    """With 5 channels, 2 and 3 filters there are 78; the first module of SqueezeNet, with 64, 16 and 64, has 11,408."""
    for c, s, e in [(5, 2, 3), (64, 16, 64)]:
        checks.equal(
            fire_savings(c, s, e)["fire"],
            c * s + s + 10 * s * e + 2 * e,
            "Add three convolutions: (channels + 1) * squeeze, (squeeze + 1) * expand and (9 * squeeze + 1) * expand.",
            mistakes={
                "The biases are missing: each filter has one.": c * s + 10 * s * e,
                "The biases of the expand layers are missing: each filter has one.": c * s + s + 10 * s * e,
                "The biases of the squeeze layer are missing: each filter has one.": c * s + 10 * s * e + 2 * e,
                "Both expand layers have biases, expand of them each.": c * s + s + 10 * s * e + e,
                "A layer has one bias for each filter, not one in all.": c * s + 10 * s * e + 3,
                "The 3 by 3 kernel has nine weights in each channel, not three.": c * s + s + 4 * s * e + 2 * e,
                "Both expand layers have expand filters each; they do not share them.": c * s + s + 5 * s * e + e,
                "The expand layers read what squeeze gives: squeeze channels, not channels.": c * s + s + 10 * c * e + 2 * e,
                "Only the 1 by 1 layer reads the squeezed maps here: the 3 by 3 layer reads them too.": c * s + s + s * e + 9 * c * e + 2 * e,
                "The 3 by 3 layer reads the squeezed maps, not those of the 1 by 1 layer.": c * s + s + s * e + 9 * e * e + 2 * e,
                "The squeeze layer is missing: it has parameters too.": 10 * s * e + 2 * e,
                "The squeeze layer is 1 by 1: one weight in each channel.": 9 * c * s + s + 10 * s * e + 2 * e,
                "The expand layer of 1 by 1 is missing.": c * s + s + 9 * s * e + e,
                "The expand layer of 3 by 3 is missing.": c * s + s + s * e + e,
                "Both expand layers are counted with 3 by 3: one of them is 1 by 1.": c * s + s + 18 * s * e + 2 * e,
                "Both expand layers are counted with 1 by 1: one of them is 3 by 3.": c * s + s + 2 * s * e + 2 * e,
                "This is the plain convolution: fire and plain are exchanged.": (9 * c + 1) * 2 * e,
            },
        )


### BEGIN HIDDEN TESTS
@exercise.check
def other_modules(fire_savings):
    """Other modules, the smallest among them."""
    for c, s, e, expected in [(1, 1, 1, 14), (512, 64, 256, 197184), (3, 7, 2, 172), (8, 1, 20, 249)]:
        checks.equal(fire_savings(c, s, e)["fire"], expected, "Use all three arguments as they are given.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "fire-savings-times", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks

exercise = checks.exercise("fire_savings", "fire_savings compares it with a plain convolution")


@exercise.check
def plain(fire_savings):
    """From 5 channels to 6 a plain convolution has 276 parameters, from 64 to 128 it has 73,856."""
    for c, s, e in [(5, 2, 3), (64, 16, 64)]:
        checks.equal(
            fire_savings(c, s, e)["plain"],
            (9 * c + 1) * 2 * e,
            "One convolution: 2 * expand filters, each with 9 * channels weights and one bias.",
            mistakes={
                "The biases are missing: each of the 2 * expand filters has one.": 9 * c * 2 * e,
                "There is one bias for each of the 2 * expand filters.": 9 * c * 2 * e + e,
                "There is one bias for each filter, not one for the whole layer.": 9 * c * 2 * e + 1,
                "It gives as many maps as the module does: 2 * expand, for both halves stand side by side.": (9 * c + 1) * e,
                "The plain convolution reads the module's input, channels, not the squeezed maps.": (9 * s + 1) * 2 * e,
                "The 3 by 3 kernel has nine weights in each channel, not three.": (3 * c + 1) * 2 * e,
                "The plain convolution is 3 by 3, with nine weights in each channel.": (c + 1) * 2 * e,
                "This is the fire module: fire and plain are exchanged.": c * s + s + 10 * s * e + 2 * e,
                "There is no squeeze layer before the plain convolution.": (c + 1) * s + (9 * s + 1) * 2 * e,
            },
        )


@exercise.check
def times(fire_savings):
    """The plain convolution has 6.474 times as many parameters as the first module of SqueezeNet."""
    checks.equal(
        fire_savings(64, 16, 64)["times"],
        73856 / 11408,
        "Divide plain by fire.",
        mistakes={
            "Divide plain by fire, not fire by plain.": 11408 / 73856,
            "This is a whole number: divide with /, not with //.": 6,
            "Leave the quotient as it is, do not round it.": 6.5,
            "Leave it as it is, and do not round it.": 6.47,
            "It is not rounded, not even to three places.": 6.474,
            "This is what is saved, as a part of plain: divide plain by fire.": 1 - 11408 / 73856,
            "This is the difference: divide plain by fire.": 73856 - 11408,
            "This is without biases: each filter has one, in both.": 73728 / 11264,
            "This is a percentage: plain / fire is enough.": 100 * 73856 / 11408,
        },
    )


@exercise.check
def no_saving(fire_savings):
    """With many squeeze filters it saves nothing: with 4, 16 and 8 the plain convolution has fewer parameters."""
    checks.equal(
        fire_savings(4, 16, 8)["times"],
        592 / 1376,
        "Divide plain by fire, even if fire is larger.",
        mistakes={
            "Always divide plain by fire, not the larger by the smaller.": 1376 / 592,
            "Leave the quotient below 1 as it is.": 1.0,
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_modules(fire_savings):
    """Other modules, the smallest among them."""
    for c, s, e, fire, expected in [(1, 1, 1, 14, 20), (512, 64, 256, 197184, 2359808), (3, 7, 2, 172, 112), (8, 1, 20, 249, 2920)]:
        found = fire_savings(c, s, e)
        checks.equal(found["plain"], expected, "Use channels and expand as they are given.")
        checks.equal(found["times"], expected / fire, "Divide plain by fire.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# Now in Keras.

# %% [markdown]
# ### Exercise 2: the fire module
#
# Build one fire module as a model of its own:
#
# | step | layer | reads | name, if `fire_id` is 2 |
# |---|---|---|---|
# | 1 | convolution, `squeeze` filters of 1 × 1, ReLU | the input | `fire2_squeeze1x1` |
# | 2 | convolution, `expand` filters of 1 × 1, ReLU | step 1 | `fire2_expand1x1` |
# | 3 | convolution, `expand` filters of 3 × 3, *same* padding, ReLU | step 1 | `fire2_expand3x3` |
# | 4 | the maps of step 2, then those of step 3, side by side on the channel axis | steps 2 and 3 | `fire2_concat` |
#
# The names matter: by them the weights of ImageNet will find their layers.

# %% nbgrader={"grade": false, "grade_id": "fire-module", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_fire_module(input_shape, fire_id, squeeze, expand):
    """A fire module of SqueezeNet.

    Args:
        input_shape: tuple of 3 int, (height, width, channels) of what the module reads.
        fire_id: int, the number in the names of its layers.
        squeeze: int, the filters of the squeeze layer.
        expand: int, the filters of each of the two expand layers.

    Returns:
        a keras.Model: input (batch, height, width, channels), output (batch, height, width, 2 * expand).
    """
    ### BEGIN SOLUTION
    inputs = keras.Input(input_shape)
    squeezed = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(inputs)
    left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(squeezed)
    right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(squeezed)
    return keras.Model(inputs, keras.layers.Concatenate(name=f"fire{fire_id}_concat")([left, right]))
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The road forks after the squeeze layer, so write the functional form: keep what the squeeze layer gives under a name, and let both expand
# layers read it.
#
# </details>
# <details><summary>Hint 2</summary>
#
# An f-string puts the number into a name: `name=f"fire{fire_id}_squeeze1x1"`. `padding="same"` leaves the maps of the 3 by 3 convolution
# as large as those of the 1 by 1; otherwise the two would not fit side by side.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `squeezed = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(inputs)`, then `left` and `right`
# likewise from `squeezed`, and `keras.layers.Concatenate(name=f"fire{fire_id}_concat")([left, right])` is the model's output.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "fire-module-shapes-and-parameters", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_fire_module", "build_fire_module has the right shapes and parameters")


@exercise.check
def shapes(build_fire_module):
    """Maps of 14 by 10 with 8 channels come out as 14 by 10 with 12, twice the 6 filters of an expand layer."""
    model = build_fire_module((14, 10, 8), 2, 3, 6).for_inputs((14, 10, 8))
    checks.shape(
        model.outputs(np.zeros((2, 14, 10, 8))),
        (2, 14, 10, 12),
        "Each expand layer gives expand maps of the size of the input, and they are put side by side on the last axis.",
        mistakes={
            "The maps of the two expand layers are added: put them side by side, with Concatenate.": (2, 14, 10, 6),
            "The maps are put below one another, along the height: join them on the last axis.": (2, 28, 10, 6),
            "The maps are put beside one another, along the width: join them on the last axis.": (2, 14, 20, 6),
            "The squeezed maps are joined too: only those of the two expand layers come out.": (2, 14, 10, 15),
            "The input is joined too: only the maps of the two expand layers come out.": (2, 14, 10, 20),
            "The module has a pooling or a stride: height and width stay as they are.": (2, 7, 5, 12),
            'The 3 by 3 convolution loses the border: it needs padding="same".': (2, 12, 8, 12),
        },
    )


@exercise.check
def parameters(build_fire_module):
    """With 256 channels, 48 and 192 filters, as in SqueezeNet's fire6, it has 104,880 parameters."""
    c, s, e = 256, 48, 192
    fire = c * s + s + 10 * s * e + 2 * e
    checks.equal(
        build_fire_module((13, 13, 256), 6, 48, 192).for_inputs((13, 13, 256)).params,
        fire,
        "12,336 in the squeeze layer, 9,408 and 83,136 in the two expand layers.",
        mistakes={
            "The convolutions have no bias: leave use_bias as it is.": c * s + 10 * s * e,
            "The expand layers read the input: they should read what the squeeze layer gives.": c * s + s + 10 * c * e + 2 * e,
            "The 3 by 3 layer reads the input: it should read what the squeeze layer gives.": c * s + s + s * e + 9 * c * e + 2 * e,
            "The 1 by 1 layer of expand reads the input: it should read what the squeeze layer gives.": c * s + s + c * e + 9 * s * e + 2 * e,
            "The 3 by 3 layer reads what the 1 by 1 layer of expand gives: it should read what the squeeze layer gives.": (
                c * s + s + s * e + 9 * e * e + 2 * e
            ),
            "The 1 by 1 layer of expand reads what the 3 by 3 layer gives: it should read what the squeeze layer gives.": (
                c * s + s + 9 * s * e + e * e + 2 * e
            ),
            "The squeeze layer is 3 by 3: it should be 1 by 1.": 9 * c * s + s + 10 * s * e + 2 * e,
            "Both expand layers are 3 by 3: one of them should be 1 by 1.": c * s + s + 18 * s * e + 2 * e,
            "Both expand layers are 1 by 1: one of them should be 3 by 3.": c * s + s + 2 * s * e + 2 * e,
            "squeeze and expand are exchanged.": c * e + e + 10 * e * s + 2 * s,
            "The expand layers share the filters: each of them has expand.": c * s + s + 5 * s * e + e,
            "The expand layers have 2 * expand filters each: it should be expand.": c * s + s + 20 * s * e + 4 * e,
            "There are batch normalizations: a fire module has none.": fire + 4 * (s + 2 * e),
            "There is a batch normalization: a fire module has none.": fire + 8 * e,
            "The squeeze layer is left out of the way from input to output.": 10 * c * e + 2 * e,
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_modules(build_fire_module):
    """Other sizes and numbers of filters."""
    for shape, s, e, params in [((5, 9, 3), 7, 2, 172), ((13, 13, 384), 64, 256, 188992), ((1, 1, 1), 1, 1, 14)]:
        model = build_fire_module(shape, 5, s, e).for_inputs(shape)
        checks.equal(model.params, params, "Use input_shape, squeeze and expand as they are given.")
        look_at = "Height and width stay, and there are 2 * expand channels."
        checks.shape(model.outputs(np.zeros((3, *shape))), (3, *shape[:2], 2 * e), look_at)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "fire-module-names-and-kernels", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
from utils import checks

exercise = checks.exercise("build_fire_module", "build_fire_module names its layers")


def kernels(model):
    """The shape of each layer's kernel, by the layer's name."""
    return {name: list(own[0].shape) for name, own in model.named_weights().items()}


@exercise.check
def names(build_fire_module):
    """With fire_id 2, the convolutions are called fire2_squeeze1x1, fire2_expand1x1 and fire2_expand3x3."""
    found = kernels(build_fire_module((14, 10, 8), 2, 3, 6).for_inputs((14, 10, 8)))
    for name in ("fire2_squeeze1x1", "fire2_expand1x1", "fire2_expand3x3"):
        look_at = f'Name the convolution where you make it: name=f"{name.replace("2", "{fire_id}")}".'
        checks.true(name in found, look_at, f"a layer called {name}", ", ".join(found))
    checks.true(len(found) == 3, "A fire module has three layers with weights.", "three layers", ", ".join(found))


@exercise.check
def own_kernels(build_fire_module):
    """Each name belongs to the convolution that it tells: 3 filters of 1 by 1, 6 of 1 by 1, 6 of 3 by 3."""
    found = kernels(build_fire_module((14, 10, 8), 2, 3, 6).for_inputs((14, 10, 8)))
    expected = {"fire2_squeeze1x1": [1, 1, 8, 3], "fire2_expand1x1": [1, 1, 3, 6], "fire2_expand3x3": [3, 3, 3, 6]}
    dense = "The weights file holds kernels of a convolution: take Conv2D(..., 1), not Dense."
    checks.equal(
        found,
        expected,
        "The kernel's shape is (height, width, channels that it reads, filters).",
        mistakes={
            "The names of the two expand layers are exchanged.": expected
            | {"fire2_expand1x1": [3, 3, 3, 6], "fire2_expand3x3": [1, 1, 3, 6]},
            "The squeeze layer's name and that of an expand layer are exchanged.": expected
            | {"fire2_expand1x1": [1, 1, 8, 3], "fire2_squeeze1x1": [1, 1, 3, 6]},
            "squeeze and expand are exchanged.": {
                "fire2_squeeze1x1": [1, 1, 8, 6], "fire2_expand1x1": [1, 1, 6, 3], "fire2_expand3x3": [3, 3, 6, 3],
            },
            dense: expected | {"fire2_squeeze1x1": [8, 3], "fire2_expand1x1": [3, 6]},
            dense + " The squeeze layer is one.": expected | {"fire2_squeeze1x1": [8, 3]},
            dense + " The expand layer of 1 by 1 is one.": expected | {"fire2_expand1x1": [3, 6]},
        },
    )  # fmt: skip


@exercise.check
def name_of_the_concatenation(build_fire_module):
    """The concatenation is called fire2_concat."""
    model = build_fire_module((14, 10, 8), 2, 3, 6).for_inputs((14, 10, 8))
    found = [row["name"] for row in model.layers if not row["params"]]
    look_at = 'Join with keras.layers.Concatenate(name=f"fire{fire_id}_concat").'
    checks.true("fire2_concat" in found, look_at, "a layer called fire2_concat", ", ".join(found) or "no such layer")


### BEGIN HIDDEN TESTS
@exercise.check
def other_modules(build_fire_module):
    """Other numbers, sizes and filters."""
    for fire_id, shape, s, e in [(7, (5, 9, 3), 7, 2), (12, (4, 4, 6), 2, 5)]:
        model = build_fire_module(shape, fire_id, s, e).for_inputs(shape)
        names, shapes = ("squeeze1x1", "expand1x1", "expand3x3"), ([1, 1, shape[2], s], [1, 1, s, e], [3, 3, s, e])
        expected = {f"fire{fire_id}_{name}": kernel for name, kernel in zip(names, shapes)}
        checks.equal(kernels(model), expected, "Put fire_id into each name, as it is given.")
        names = [row["name"] for row in model.layers]
        checks.true(f"fire{fire_id}_concat" in names, "Put fire_id into each name.", f"fire{fire_id}_concat", ", ".join(names))


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "fire-module-outputs", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("build_fire_module", "build_fire_module computes what the table says")


def give_weights(model, fire_id, channels, squeeze, expand, rng):
    """Random weights in the model; returns (kernel, bias) of squeeze1x1, expand1x1 and expand3x3."""
    expected = {
        f"fire{fire_id}_squeeze1x1": (1, 1, channels, squeeze),
        f"fire{fire_id}_expand1x1": (1, 1, squeeze, expand),
        f"fire{fire_id}_expand3x3": (3, 3, squeeze, expand),
    }
    found = {name: [one.shape for one in weights] for name, weights in model.named_weights().items()}
    look_at = "We set the weights by the names of the layers, so first make the test of the names pass."
    checks.equal(found, {name: [shape, shape[-1:]] for name, shape in expected.items()}, look_at)
    own = [[rng.normal(size=shape) / 2, rng.normal(size=shape[-1]) / 2] for shape in expected.values()]
    own = [[one.astype("float32") for one in pair] for pair in own]
    model.set_named_weights(dict(zip(expected, own)))
    return own


def fire(x, own, relus="squeeze left right", join=lambda left, right: [left, right]):
    """What the module gives for maps `x`, or would give with ReLUs at these places only, or joined in another way."""

    def convolve(x, weights, place):
        x = keras.ops.conv(x, weights[0], padding="same") + weights[1]
        return keras.ops.relu(x) if place in relus else x

    squeezed = convolve(x, own[0], "squeeze")
    left, right = convolve(squeezed, own[1], "left"), convolve(squeezed, own[2], "right")
    return keras.ops.convert_to_numpy(keras.ops.concatenate(join(left, right), axis=-1))


def bordered(x, own):
    """What the module gives if the 3 by 3 convolution has no padding, and zeros are put around its maps."""
    return fire(x, own) * np.pad(np.ones((1, x.shape[1] - 2, x.shape[2] - 2, 1)), [(0, 0), (1, 1), (1, 1), (0, 0)])


@exercise.check
def by_hand(build_fire_module):
    """With weights that we set, it gives the maps that we compute step by step."""
    rng = np.random.default_rng(1)
    model = build_fire_module((7, 5, 3), 3, 2, 4).for_inputs((7, 5, 3))
    own, x = give_weights(model, 3, 3, 2, 4, rng), rng.normal(size=(2, 7, 5, 3)).astype("float32")
    expected = fire(x, own)
    n = expected.shape[-1] // 2
    checks.equal(
        model.outputs(x),
        expected,
        "Squeeze with ReLU; from there both expand layers, each with ReLU; then 1 by 1 first, 3 by 3 second.",
        tolerance=1e-4,
        mistakes={
            "The two halves are exchanged: the maps of 1 by 1 come first.": fire(x, own, join=lambda left, right: [right, left]),
            "The squeeze layer has no ReLU.": fire(x, own, "left right"),
            "The expand layers have no ReLU.": fire(x, own, "squeeze"),
            "There is no ReLU at all: each of the three convolutions has one.": fire(x, own, ""),
            "Only the expand layer of 3 by 3 has its ReLU: each of the three convolutions has one.": fire(x, own, "right"),
            "Only the expand layer of 1 by 1 has its ReLU: each of the three convolutions has one.": fire(x, own, "left"),
            "The expand layer of 1 by 1 has no ReLU.": fire(x, own, "squeeze right"),
            "The expand layer of 3 by 3 has no ReLU.": fire(x, own, "squeeze left"),
            "The 1 by 1 layer stands there twice: the second half comes from 3 by 3.": np.concatenate([expected[..., :n]] * 2, axis=-1),
            "The 3 by 3 layer stands there twice: the first half comes from 1 by 1.": np.concatenate([expected[..., n:]] * 2, axis=-1),
            'The 3 by 3 convolution misses the border: give it padding="same".': np.concatenate(
                [expected[..., :n], bordered(x, own)[..., n:]], axis=-1
            ),
        },
    )


@exercise.check
def while_training(build_fire_module):
    """In training it gives the same."""
    rng = np.random.default_rng(2)
    model = build_fire_module((4, 4, 5), 9, 3, 2).for_inputs((4, 4, 5))
    own, x = give_weights(model, 9, 5, 3, 2, rng), rng.normal(size=(2, 4, 4, 5)).astype("float32")
    look_at = "There is no Dropout in a fire module, and nothing else that changes in training."
    checks.equal(model.outputs(x, training=True), fire(x, own), look_at, tolerance=1e-4)


### BEGIN HIDDEN TESTS
@exercise.check
def other_modules(build_fire_module):
    """Other sizes, numbers of filters and weights."""
    rng = np.random.default_rng(3)
    for shape, s, e in [((5, 9, 4), 7, 2), ((6, 6, 1), 1, 5)]:
        model = build_fire_module(shape, 4, s, e).for_inputs(shape)
        own, x = give_weights(model, 4, shape[2], s, e, rng), rng.normal(size=(3, *shape)).astype("float32")
        checks.equal(model.outputs(x), fire(x, own), "Use all arguments as they are given.", tolerance=1e-4)


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# ### How much to squeeze
#
# The **squeeze ratio** is s / 2 e, the filters of the squeeze layer as a share of those that expand. SqueezeNet takes 0.125. In the table
# below, FIRES has the two numbers of each module, and `parts` counts the parameters of the whole network, layer by layer, for any ratio.

# %%
FIRES = {2: (16, 64), 3: (16, 64), 4: (32, 128), 5: (32, 128), 6: (48, 192), 7: (48, 192), 8: (64, 256), 9: (64, 256)}


def parts(ratio):
    """Parameters of SqueezeNet's layers and modules if each module squeezes to this ratio; 1,000 classes."""
    found, channels = {"conv1": 3 * 3 * 3 * 64 + 64}, 64
    for number, (_, expand) in FIRES.items():
        squeeze = round(ratio * 2 * expand)
        found[f"fire{number}"] = channels * squeeze + squeeze + 10 * squeeze * expand + 2 * expand
        channels = 2 * expand
    return found | {"conv10": channels * 1000 + 1000}


# %% tags=["nbval-check-output"]
def draw(ratio):
    total = sum(parts(ratio).values())
    return plotting.bars(parts(ratio), f"parameters at ratio {ratio}: {total:,} in all, AlexNet has {alexnet_total / total:.1f} times as many")


# %% [markdown]
# **Predict before you run.** With ratio 0.125 there are 1.2 million. With ratio 1 nothing is squeezed. How many will there be then?

# %%
plotting.explore(draw, ratio=[0.125, 0.03125, 0.0625, 0.25, 0.5, 0.75, 1.0])

# %% [markdown]
# The paper tried this too, with its first version and real training: from ratio 0.125 to 0.75 the network grows from 4.8 to 19 MB, and its
# accuracy (the right class among the best five) from 80.3 % to 86.0 %; beyond 0.75 it gains nothing. AlexNet has 80.3 %.

# %% [markdown]
# ## 3. The whole network
#
# This is version 1.1, which its authors published later: at the same accuracy it needs fewer computations than the first. Small maps come
# late, as strategy 3 has it: of the pooling layers, the last stands before `fire6`. For 1,000 classes it has 1,235,496 parameters, from
# 11,408 in `fire2` to 197,184 in `fire9`, and 513,000 in `conv10`.

# %% [markdown]
# ### Exercise 3: SqueezeNet
#
# Now the whole network, for photos of 227 × 227 pixels in three colours. Every convolution is followed by a ReLU, the last one too.
#
# | step | layers | output |
# |---|---|---|
# | 1 | convolution `conv1`: 64 filters of 3 × 3, strides of 2, *valid* padding | 113, 113, 64 |
# | 2 | the largest of each 3 × 3, strides of 2, *valid* padding | 56, 56, 64 |
# | 3 | `fire2` and `fire3`: squeeze 16, expand 64 | 56, 56, 128 |
# | 4 | the largest of each 3 × 3, strides of 2, *valid* padding | 27, 27, 128 |
# | 5 | `fire4` and `fire5`: squeeze 32, expand 128 | 27, 27, 256 |
# | 6 | the largest of each 3 × 3, strides of 2, *valid* padding | 13, 13, 256 |
# | 7 | `fire6` and `fire7`: squeeze 48, expand 192 | 13, 13, 384 |
# | 8 | `fire8` and `fire9`: squeeze 64, expand 256 | 13, 13, 512 |
# | 9 | dropout of 0.5 | 13, 13, 512 |
# | 10 | convolution `conv10`: as many filters of 1 × 1 as there are classes | 13, 13, classes |
# | 11 | the mean of each map | classes |
# | 12 | softmax | classes |
#
# Name the convolutions in the modules as in exercise 2, `fire2_squeeze1x1` to `fire9_expand3x3`; names of other layers are yours.
#
# The paper also tries **simple bypass**: around `fire3`, `fire5`, `fire7` and `fire9`, which give as many channels as they read, what
# goes in is added to what comes out, as in a ResNet. With `bypass=True` build this form. It has no further parameters.

# %% nbgrader={"grade": false, "grade_id": "squeezenet", "locked": false, "schema_version": 3, "solution": true, "task": false}
def build_squeezenet(classes=1000, bypass=False):
    """SqueezeNet (version 1.1), with or without simple bypass.

    Args:
        classes: int, how many classes it tells apart.
        bypass: bool; True adds the input of fire3, fire5, fire7 and fire9 to their output.

    Returns:
        a keras.Model: input (batch, 227, 227, 3), output (batch, classes), the probability of each class.
    """
    ### BEGIN SOLUTION
    def fire(x, fire_id, squeeze, expand):
        x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{fire_id}_squeeze1x1")(x)
        left = keras.layers.Conv2D(expand, 1, activation="relu", name=f"fire{fire_id}_expand1x1")(x)
        right = keras.layers.Conv2D(expand, 3, padding="same", activation="relu", name=f"fire{fire_id}_expand3x3")(x)
        return keras.layers.Concatenate(name=f"fire{fire_id}_concat")([left, right])

    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    x = keras.layers.MaxPooling2D(3, strides=2, name="pool1")(x)
    for fire_id in range(2, 10):
        before, width = x, fire_id // 2  # fire2 and fire3 have width 1, fire4 and fire5 width 2, and so on
        x = fire(x, fire_id, 16 * width, 64 * width)
        if bypass and fire_id in (3, 5, 7, 9):
            x = keras.layers.Add()([before, x])
        if fire_id in (3, 5):
            x = keras.layers.MaxPooling2D(3, strides=2, name=f"pool{fire_id}")(x)
    x = keras.layers.Dropout(0.5, name="drop9")(x)
    x = keras.layers.Conv2D(classes, 1, activation="relu", name="conv10")(x)
    x = keras.layers.GlobalAveragePooling2D()(x)
    return keras.Model(inputs, keras.layers.Activation("softmax", name="loss")(x))
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Write a small function inside yours, `fire(x, fire_id, squeeze, expand)`, which takes a tensor and returns a tensor: the lines of exercise 2
# without `Input` and `Model`. Then each row of the table is a line or two.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `keras.layers.MaxPooling2D(3, strides=2)` needs its strides, which would else be 3. `GlobalAveragePooling2D()` takes the mean of each map;
# the softmax comes after it, as a layer of its own: `keras.layers.Activation("softmax")`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# For the bypass keep the module's input under a second name, `before = x`, then `x = fire(x, 3, 16, 64)`, and then, if `bypass` is true,
# `x = keras.layers.Add()([before, x])`. In steps 3 and 5 this comes before the pooling that follows.
#
# </details>
# <details><summary>Hint 4</summary>
#
# `keras.Input((227, 227, 3))`, `Conv2D(64, 3, strides=2, activation="relu", name="conv1")`, `MaxPooling2D(3, strides=2)`, the modules with
# a pooling after `fire3` and after `fire5`, `Dropout(0.5)`, `Conv2D(classes, 1, activation="relu", name="conv10")`,
# `GlobalAveragePooling2D()`, `Activation("softmax")`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "squeezenet-shapes-and-parameters", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_squeezenet", "build_squeezenet has the right shapes and 1,235,496 parameters")


def body(fire=lambda c, s, e: c * s + s + 10 * s * e + 2 * e, conv1=28 * 64, widths=((16, 64), (32, 128), (48, 192), (64, 256))):
    """The parameters up to fire9, or what they would be with another fire module, conv1 or other numbers of filters."""
    channels = 64
    for squeeze, expand in np.repeat(widths, 2, axis=0).tolist():
        conv1, channels = conv1 + fire(channels, squeeze, expand), 2 * expand
    return conv1


@exercise.check
def shapes(build_squeezenet):
    """Two photos of 227 by 227 give two rows of 1000 probabilities."""
    model = build_squeezenet().for_inputs((227, 227, 3))
    found = model.outputs(np.zeros((2, 227, 227, 3), "float32"))
    checks.shape(
        found,
        (2, 1000),
        "After conv10 there is a map for each class; GlobalAveragePooling2D makes one number of each.",
        mistakes={
            "The global average pooling is missing: each class has a map of 13 by 13 yet.": (2, 13, 13, 1000),
            "The global pooling should leave rows of numbers: leave keepdims out.": (2, 1, 1, 1000),
            "The last layers are missing: dropout, conv10, the mean of each map and softmax follow fire9.": (2, 13, 13, 512),
            "conv10 is missing: without it there are the 512 maps of fire9.": (2, 512),
        },
    )


@exercise.check
def parameters(build_squeezenet):
    """With 1000 classes there are 1,235,496 parameters."""
    top = 513 * 1000
    checks.equal(
        build_squeezenet(1000).for_inputs((227, 227, 3)).params,
        body() + top,
        "1,792 in conv1, 720,704 in the eight fire modules, 513,000 in conv10.",
        mistakes={
            "The convolutions have no bias: leave use_bias as it is.": body(lambda c, s, e: c * s + 10 * s * e, 27 * 64) + 512 * 1000,
            "conv10 has no bias: leave use_bias as it is.": body() + 512 * 1000,
            "conv10 is missing.": body(),
            "squeeze and expand are exchanged: squeeze is the smaller number.": (
                body(widths=((64, 16), (128, 32), (192, 48), (256, 64))) + 129 * 1000
            ),
            "There is a dense layer on all numbers of fire9: take conv10, and the mean of each of its maps.": body() + (169 * 512 + 1) * 1000,
            "There is a dense layer after conv10: the mean of each of its maps is enough.": body() + top + 1001 * 1000,
            "There is a dense layer on all numbers of conv10: the mean of each of its maps is enough.": (
                body() + top + (169 * 1000 + 1) * 1000
            ),
            "conv10 is 3 by 3: it should be 1 by 1.": body() + (9 * 512 + 1) * 1000,
            "conv1 is that of version 1.0, 96 filters of 7 by 7: here it has 64 of 3 by 3.": (
                body(conv1=148 * 96) + 32 * 16 + top
            ),
            "conv1 has 7 by 7: here it has 3 by 3.": body(conv1=148 * 64) + top,
            "The expand layers read the module's input: they should read what squeeze gives.": (
                body(lambda c, s, e: c * s + s + 10 * c * e + 2 * e) + top
            ),
            "The 3 by 3 layers read the module's input: they should read what squeeze gives.": (
                body(lambda c, s, e: c * s + s + s * e + 9 * c * e + 2 * e) + top
            ),
            "The 3 by 3 layers read what the 1 by 1 layers of expand give: they should read what squeeze gives.": (
                body(lambda c, s, e: c * s + s + s * e + 9 * e * e + 2 * e) + top
            ),
            "The squeeze layers are 3 by 3: they should be 1 by 1.": body(lambda c, s, e: 9 * c * s + s + 10 * s * e + 2 * e) + top,
            "Both expand layers are 3 by 3: one of them should be 1 by 1.": body(lambda c, s, e: c * s + s + 18 * s * e + 2 * e) + top,
            "Both expand layers are 1 by 1: one of them should be 3 by 3.": body(lambda c, s, e: c * s + s + 2 * s * e + 2 * e) + top,
            "fire8 and fire9 are missing.": body(widths=((16, 64), (32, 128), (48, 192))) + 385 * 1000,
            "fire6 and fire7 are missing.": body(widths=((16, 64), (32, 128), (64, 256))) + top,
            "fire4 and fire5 are missing.": body(widths=((16, 64), (48, 192), (64, 256))) + top,
            "fire2 and fire3 are missing.": body(widths=((32, 128), (48, 192), (64, 256))) + top,
            "There are batch normalizations: SqueezeNet has none.": (
                body(lambda c, s, e: c * s + s + 10 * s * e + 2 * e + 4 * (s + 2 * e), 28 * 64 + 4 * 64) + top
            ),
            "bypass is there already, with convolutions of its own: without bypass=True nothing is added.": (
                body() + sum(c * d + d for c, d in [(64, 128), (128, 256), (256, 384), (384, 512)]) + top
            ),
        },
    )


@exercise.check
def ten_classes(build_squeezenet):
    """For ten classes only conv10 is different: 727,626 parameters, and ten probabilities."""
    model = build_squeezenet(classes=10).for_inputs((227, 227, 3))
    checks.equal(
        model.params,
        body() + 513 * 10,
        "conv10 has a filter for each class.",
        mistakes={"conv10 always has 1000 filters: give it classes.": body() + 513 * 1000},
    )
    checks.shape(model.outputs(np.zeros((1, 227, 227, 3), "float32")), (1, 10), "One photo gives ten probabilities.")


### BEGIN HIDDEN TESTS
@exercise.check
def other_classes(build_squeezenet):
    """Another number of classes, with bypass."""
    model = build_squeezenet(7, True).for_inputs((227, 227, 3))
    checks.equal(model.params, body() + 513 * 7, "conv10 has a filter for each class.")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "squeezenet-names", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("build_squeezenet", "build_squeezenet has the names of the weights file, and its dropout")


def named_kernels(classes):
    """The shape of each kernel in the weights file, by its name, for another number of classes too."""
    shapes, channels = {"conv1": [3, 3, 3, 64]}, 64
    for fire_id in range(2, 10):
        squeeze, expand = 16 * (fire_id // 2), 64 * (fire_id // 2)
        shapes[f"fire{fire_id}_squeeze1x1"] = [1, 1, channels, squeeze]
        shapes[f"fire{fire_id}_expand1x1"] = [1, 1, squeeze, expand]
        shapes[f"fire{fire_id}_expand3x3"] = [3, 3, squeeze, expand]
        channels = 2 * expand
    return shapes | {"conv10": [1, 1, channels, classes]}


def check_names(model, classes):
    found, expected = {name: list(own[0].shape) for name, own in model.named_weights().items()}, named_kernels(classes)
    missing, others = [name for name in expected if name not in found], [name for name in found if name not in expected]
    look_at = 'Name each convolution where you make it: name="conv1", name=f"fire{fire_id}_squeeze1x1" and so on.'
    more = " and more" if len(missing) > 3 else ""
    seen = f"layers with other names: {', '.join(others[:3])}" if others else "no such layer with weights"
    checks.true(not missing, look_at, f"layers called {', '.join(missing[:3])}{more}", seen)
    checks.true(not others, "Only the convolutions of the table have weights.", "26 layers with weights", seen)
    without = [name for name, own in model.named_weights().items() if len(own) < 2]
    checks.true(not without, "Each convolution has a bias: leave use_bias as it is.", "kernel and bias", ", ".join(without))
    for name, shape in expected.items():
        filters = "squeeze and expand are exchanged in this module, or the name stands at the wrong layer."
        dense = "The weights file holds kernels of a convolution: take Conv2D(..., 1), not Dense."
        checks.equal(
            [name, found[name]],
            [name, shape],
            "A kernel's shape is (height, width, channels that it reads, filters): compare with the table.",
            mistakes={
                filters: [name, [*shape[:2], shape[3], shape[2]]],
                "squeeze and expand are exchanged: squeeze is the smaller number.": (
                    [name, [1, 1, shape[2], 4 * shape[3]]] if "squeeze" in name else None
                ),
                dense: [name, shape[2:]],
                "The names of the two expand layers are exchanged.": (
                    [name, [4 - shape[0]] * 2 + shape[2:]] if "expand" in name else None
                ),
            },
        )


@exercise.check
def names(build_squeezenet):
    """The 26 convolutions have the names and the kernels of the public weights file, conv1 to conv10."""
    check_names(build_squeezenet().for_inputs((227, 227, 3)), 1000)


@exercise.check
def dropout(build_squeezenet):
    """One Dropout of 0.5 changes in training what conv10 reads: equal filters still agree, others do not."""
    model = build_squeezenet(20).for_inputs((227, 227, 3))
    found = model.settings("rate", "Dropout")
    checks.true(bool(found), "Dropout(0.5) stands between fire9 and conv10.", "one Dropout", "none")
    checks.equal(found, [0.5], "There is one Dropout, of 0.5, between fire9 and conv10.")
    check_names(model, 20)
    weights = {name: [kernel * 0, bias * 0 + 1] for name, (kernel, bias) in model.named_weights().items()}
    reads = [0] * 10 + list(range(1, 11))  # the maps of fire9 are all 1; class i sees map reads[i] alone
    weights["conv10"][0][0, 0, reads, range(20)] = 1
    model.set_named_weights(weights)
    x = np.zeros((1, 227, 227, 3), "float32")
    found = model.outputs(x)
    checks.shape(found, (1, 20), "One photo gives one row of probabilities.")
    checks.true(np.ptp(found) < 1e-4, "After training nothing is dropped.", "twenty equal probabilities", found)
    found = model.outputs(x, training=True)[0]
    look_at = "Dropout stands between fire9 and conv10."
    checks.true(np.ptp(found) > 1e-4, look_at, "probabilities that differ in training", found)
    checks.true(
        np.ptp(found[:10]) < 1e-4,
        "Dropout comes before conv10, not after it: equal filters of conv10 should see the same.",
        "equal probabilities for ten equal filters",
        found[:10],
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_classes(build_squeezenet):
    """The names stay for another number of classes, and with bypass."""
    check_names(build_squeezenet(6, True).for_inputs((227, 227, 3)), 6)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "squeezenet-outputs", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import keras
import numpy as np

from utils import checks

exercise = checks.exercise("build_squeezenet", "build_squeezenet computes what the table says")
relu, softmax = keras.ops.relu, keras.ops.softmax


def linear(x):
    return x


def means(x):
    return keras.ops.mean(x, axis=(1, 2))


def largest(x, size=3, strides=2, padding="valid"):
    return keras.ops.max_pool(x, size, strides, padding)


def give_weights(model, classes, rng):
    """Random weights in the model, and the same as a dict of a layer's name -> [kernel, bias]."""
    shapes, channels = {"conv1": (3, 3, 3, 64)}, 64
    for fire_id in range(2, 10):
        squeeze, expand = 16 * (fire_id // 2), 64 * (fire_id // 2)
        shapes[f"fire{fire_id}_squeeze1x1"] = (1, 1, channels, squeeze)
        shapes[f"fire{fire_id}_expand1x1"] = (1, 1, squeeze, expand)
        shapes[f"fire{fire_id}_expand3x3"] = (3, 3, squeeze, expand)
        channels = 2 * expand
    shapes["conv10"] = (1, 1, channels, classes)
    found = {name: [one.shape for one in own] for name, own in model.named_weights().items()}
    look_at = "We set the weights by the names of the layers, so first make the test of the names pass."
    fits = found == {name: [shape, shape[-1:]] for name, shape in shapes.items()}
    checks.true(fits, look_at, "names and kernels of the table", "other ones")
    own = {
        name: [rng.normal(scale=(2 / np.prod(shape[:3])) ** 0.5, size=shape), rng.normal(scale=0.2, size=shape[3])]
        for name, shape in shapes.items()
    }
    own["conv10"][0] *= 0.4  # small sums, so that no class takes all the probability
    own["conv1"][1] -= 2  # else hardly a pooling would see nothing but negative numbers, and need the ReLU
    own = {name: [one.astype("float32") for one in pair] for name, pair in own.items()}
    model.set_named_weights(own)
    return own


def squeezenet(
    x, own, start=(("strides", 2),), pool=largest, pools=(1, 3, 5), join=lambda left, right: [left, right], bypass=(),
    end=(relu, means, softmax), no_relu=(),
):  # fmt: skip
    """What SqueezeNet gives for photos `x`, or what it would give with other steps."""

    def convolve(x, name, **options):
        x = keras.ops.conv(x, own[name][0], **options) + own[name][1]
        return x if name == "conv10" or any(part in name for part in no_relu) else relu(x)

    x = convolve(x, "conv1", **dict(start))
    for fire_id in range(1, 10):
        if fire_id > 1:
            before, squeezed = x, convolve(x, f"fire{fire_id}_squeeze1x1")
            left = convolve(squeezed, f"fire{fire_id}_expand1x1")
            right = convolve(squeezed, f"fire{fire_id}_expand3x3", padding="same")
            x = keras.ops.concatenate(join(left, right), axis=-1)
            x = x + before if fire_id in bypass else x
        x = pool(x) if fire_id in pools else x
    x = convolve(x, "conv10")
    for step in end:
        x = step(x)
    return keras.ops.convert_to_numpy(x)


def largest_with(**options):
    return lambda x: largest(x, **options)


# What another step would give, by the sentence that names it.
MISTAKES = {
    "conv10 has no ReLU: every convolution has one, the last too.": {"end": (linear, means, softmax)},
    "conv10's ReLU comes after the mean of its maps: it comes before.": {"end": (means, relu, softmax)},
    "The softmax comes before the mean of the maps: it comes after, as the last step.": {"end": (relu, softmax, means)},
    "The softmax stands in the place of conv10's ReLU: it comes last, after the mean.": {"end": (softmax, means)},
    "There are two softmax, one before and one after the mean of the maps.": {"end": (softmax, means, softmax)},
    "The softmax at the end is missing.": {"end": (relu, means)},
    "A sigmoid stands at the end: probabilities of which one is true need a softmax.": {"end": (relu, means, keras.ops.sigmoid)},
    "The last pooling takes the largest of each map: it should take the mean, GlobalAveragePooling2D.": {
        "end": (relu, lambda x: keras.ops.max(x, axis=(1, 2)), softmax)
    },
    "The convolutions of the fire modules have no ReLU: every convolution has one.": {"no_relu": ("fire",)},
    "The squeeze layers have no ReLU.": {"no_relu": ("squeeze",)},
    "The expand layers have no ReLU.": {"no_relu": ("expand",)},
    "The expand layers of 1 by 1 have no ReLU.": {"no_relu": ("expand1x1",)},
    "The expand layers of 3 by 3 have no ReLU.": {"no_relu": ("expand3x3",)},
    "conv1 has no ReLU.": {"no_relu": ("conv1",)},
    "conv1 and conv10 have no ReLU.": {"no_relu": ("conv1",), "end": (linear, means, softmax)},
    "conv1 has strides of 1: it should have 2.": {"start": {"strides": 1}},
    "conv1 pads the photo with zeros: its padding is valid.": {"start": {"strides": 2, "padding": "same"}},
    "The poolings pad the maps: their padding is valid.": {"pool": largest_with(padding="same")},
    "conv1 and the poolings pad with zeros: their padding is valid.": {
        "start": {"strides": 2, "padding": "same"}, "pool": largest_with(padding="same"),
    },
    "The poolings have strides of 3, which is their size if you say nothing: give them strides=2.": {"pool": largest_with(strides=3)},
    "The poolings are 2 by 2: they should be 3 by 3, with strides of 2.": {"pool": largest_with(size=2)},
    "The poolings take the average: they should take the largest, MaxPooling2D.": {"pool": lambda x: keras.ops.average_pool(x, 3, 2)},
    "The poolings stand where version 1.0 has them: here one follows conv1, fire3 and fire5 each.": {"pools": (1, 4, 8)},
    "The last two poolings come one module too late: one follows fire3, and one fire5.": {"pools": (1, 4, 6)},
    "The last two poolings come one module too early: one follows fire3, and one fire5.": {"pools": (1, 2, 4)},
    "There is a pooling too many after fire7: only conv1, fire3 and fire5 have one.": {"pools": (1, 3, 5, 7)},
    "The pooling after conv1 is missing.": {"pools": (3, 5)},
    "The pooling after fire3 is missing.": {"pools": (1, 5)},
    "The pooling after fire5 is missing.": {"pools": (1, 3)},
    "In the fire modules the maps of 3 by 3 come first: those of 1 by 1 do.": {"join": lambda left, right: [right, left]},
    "The bypass is there without bypass=True.": {"bypass": (3, 5, 7, 9)},
}  # fmt: skip


@exercise.check
def same_outputs(build_squeezenet):
    """With weights that we set, it gives the probabilities that we compute step by step."""
    rng = np.random.default_rng(1)
    model = build_squeezenet(8).for_inputs((227, 227, 3))
    own, x = give_weights(model, 8, rng), rng.normal(size=(1, 227, 227, 3)).astype("float32")
    found = model.outputs(x)
    checks.shape(found, (1, 8), "One photo gives one row of probabilities.")
    expected = squeezenet(x, own)
    mistakes = {} if np.allclose(found, expected, atol=1e-5) else MISTAKES  # computed only where they are needed
    checks.equal(
        found,
        expected,
        "Compare each step and its settings with the table.",
        tolerance=1e-4,
        mistakes={sentence: squeezenet(x, own, **options) for sentence, options in mistakes.items()},
    )
    checks.equal(found.sum(), 1.0, "Probabilities add up to 1.", tolerance=1e-4)


### BEGIN HIDDEN TESTS
@exercise.check
def other_classes(build_squeezenet):
    """Another number of classes, other photos and weights."""
    rng = np.random.default_rng(2)
    model = build_squeezenet(30).for_inputs((227, 227, 3))
    own, x = give_weights(model, 30, rng), rng.normal(size=(2, 227, 227, 3)).astype("float32")
    checks.equal(model.outputs(x), squeezenet(x, own), "Build it by the table, for any number of classes.", tolerance=1e-4)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "squeezenet-bypass", "locked": true, "points": 2, "schema_version": 3, "solution": false, "task": false}
import itertools

import keras
import numpy as np

from utils import checks

exercise = checks.exercise("build_squeezenet", "build_squeezenet adds the bypass")
AROUND = (3, 5, 7, 9)


def give_weights(model, classes, rng):
    """Random weights in the model, and the same as a dict of a layer's name -> [kernel, bias]."""
    params, found, own = 722496 + 513 * classes, model.named_weights(), {}
    look_at = f"A sum has no parameters: with {classes} classes there are {params:,}, as without bypass."
    checks.equal(model.params, params, look_at)
    names = ["conv1", *(f"fire{i}_{part}" for i in range(2, 10) for part in ("squeeze1x1", "expand1x1", "expand3x3")), "conv10"]
    look_at = "We set the weights by the names of the layers, so first make the test of the names pass."
    fits = sorted(found) == sorted(names) and all(len(one) == 2 and one[0].ndim == 4 for one in found.values())
    checks.true(fits, look_at, "names and kernels of the table", "other ones")
    for name, (kernel, bias) in found.items():
        scale = (2 / np.prod(kernel.shape[:-1])) ** 0.5
        own[name] = [rng.normal(scale=scale, size=kernel.shape), rng.normal(scale=0.2, size=bias.shape)]
    own["conv10"][0] *= 0.1  # small sums, so that no class takes all the probability
    own = {name: [one.astype("float32") for one in pair] for name, pair in own.items()}
    model.set_named_weights(own)
    return own


def squeezenet(x, own, bypass=AROUND, add=keras.ops.add, sum_first=False):
    """What SqueezeNet gives for photos `x` with a bypass around these modules, or with another way of adding."""
    relu, pool = keras.ops.relu, lambda x: keras.ops.max_pool(x, 3, 2)

    def convolve(x, name, **options):
        return keras.ops.conv(x, own[name][0], **options) + own[name][1]

    x = pool(relu(convolve(x, "conv1", strides=2)))
    for fire_id in range(2, 10):
        before, squeezed = x, relu(convolve(x, f"fire{fire_id}_squeeze1x1"))
        left = convolve(squeezed, f"fire{fire_id}_expand1x1")
        right = convolve(squeezed, f"fire{fire_id}_expand3x3", padding="same")
        x = keras.ops.concatenate([left, right], axis=-1)
        x = x if sum_first else relu(x)
        x = relu(add(before, x) if fire_id in bypass else x)
        x = pool(x) if fire_id in (3, 5) else x
    x = keras.ops.mean(relu(convolve(x, "conv10")), axis=(1, 2))
    return keras.ops.convert_to_numpy(keras.ops.softmax(x))


# What another way would give, by the sentence that names it.
MISTAKES = {
    "There is no bypass: bypass=True should add the input of fire3, fire5, fire7 and fire9 to what they give.": {"bypass": ()},
    "The sum comes before the ReLU of the expand layers: add to what the module gives, after its ReLU.": {"sum_first": True},
    "Input and output are averaged: add them.": {"add": lambda a, b: (a + b) / 2},
    "The larger of input and output is taken: add them.": {"add": keras.ops.maximum},
    "Input and output are multiplied: add them.": {"add": keras.ops.multiply},
    "The input is subtracted: add it.": {"add": lambda a, b: b - a},
    "The input is added twice.": {"add": lambda a, b: 2 * a + b},
    "The output is added to itself: keep the module's input under a name of its own.": {"add": lambda a, b: 2 * b},
    **{
        f"The bypass around {' and '.join(f'fire{i}' for i in AROUND if i not in some)} is missing.": {"bypass": some}
        for number in (1, 2, 3)
        for some in itertools.combinations(AROUND, number)
    },
}


@exercise.check
def no_more_parameters(build_squeezenet):
    """With bypass there are as many parameters as without: 1,235,496 for 1000 classes."""
    plain, complex_bypass = 1235496, [(64, 128), (128, 256), (256, 384), (384, 512)]
    checks.equal(
        build_squeezenet(1000, bypass=True).for_inputs((227, 227, 3)).params,
        plain,
        "A sum has no parameters: add the input of fire3, fire5, fire7 and fire9 to what these modules give.",
        mistakes={
            "There is a convolution around fire2, fire4, fire6 and fire8, the paper's complex bypass: the simple one leaves these out.": (
                plain + sum(c * d + d for c, d in complex_bypass)
            ),
            "There is a convolution around fire2, fire4, fire6 and fire8: the simple bypass leaves these modules out.": (
                plain + sum(c * d for c, d in complex_bypass)
            ),
            "There are convolutions around fire3, fire5, fire7 and fire9: their inputs fit as they are, so add them.": (
                plain + sum(d * d + d for _, d in complex_bypass)
            ),
            "Input and output are joined, which doubles the channels: add them, with keras.layers.Add.": (
                plain + 128 * 32 + 256 * 48 + 384 * 64 + 512 * 1000
            ),
        },
    )


@exercise.check
def same_outputs(build_squeezenet):
    """With weights that we set, it gives the probabilities of a network with bypass, computed step by step."""
    rng = np.random.default_rng(3)
    model = build_squeezenet(8, True).for_inputs((227, 227, 3))
    own, x = give_weights(model, 8, rng), rng.normal(size=(1, 227, 227, 3)).astype("float32")
    found, expected = model.outputs(x), squeezenet(x, own)
    checks.shape(found, (1, 8), "One photo gives one row of probabilities.")
    mistakes = {} if np.allclose(found, expected, atol=1e-5) else MISTAKES  # computed only where they are needed
    checks.equal(
        found,
        expected,
        "Add the input of fire3, fire5, fire7 and fire9 to what each gives. The rest is as without bypass: first make the test above pass.",
        tolerance=1e-4,
        mistakes={sentence: squeezenet(x, own, **options) for sentence, options in mistakes.items()},
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_classes(build_squeezenet):
    """Another number of classes, other photos and weights."""
    rng = np.random.default_rng(4)
    model = build_squeezenet(classes=5, bypass=True).for_inputs((227, 227, 3))
    own, x = give_weights(model, 5, rng), rng.normal(size=(2, 227, 227, 3)).astype("float32")
    checks.equal(model.outputs(x), squeezenet(x, own), "Add around the four modules, for any number of classes.", tolerance=1e-4)


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# This is our own form, which the rest of the chapter uses. Compare it with yours: both are right if the tests say so.

# %%
def squeezenet():
    """SqueezeNet 1.1 for 1,000 classes."""
    inputs = keras.Input((227, 227, 3))
    x = keras.layers.Conv2D(64, 3, strides=2, activation="relu", name="conv1")(inputs)
    for number, (squeeze, expand) in FIRES.items():
        if number in (2, 4, 6):
            x = keras.layers.MaxPooling2D(3, 2, name=f"pool{number - 1}")(x)
        x = fire(x, number, squeeze, expand)
    x = keras.layers.Dropout(0.5, name="drop9")(x)
    x = keras.layers.Conv2D(1000, 1, activation="relu", name="conv10")(x)
    x = keras.layers.GlobalAveragePooling2D(name="pool10")(x)
    return keras.Model(inputs, keras.layers.Softmax(name="loss")(x), name="squeezenet")


def fire(x, number, squeeze, expand):
    """A fire module, which gives 2 * expand channels."""
    x = keras.layers.Conv2D(squeeze, 1, activation="relu", name=f"fire{number}_squeeze1x1")(x)
    branches = [
        keras.layers.Conv2D(expand, side, padding="same", activation="relu", name=f"fire{number}_expand{side}x{side}")(x)
        for side in (1, 3)
    ]
    return keras.layers.Concatenate(name=f"fire{number}_concat")(branches)


# %% tags=["nbval-check-output"]
keras.utils.set_random_seed(1)
model = squeezenet()
total = model.count_params()
print(f"SqueezeNet: {total:,} parameters, {4 * total / 1e6:.1f} MB; AlexNet has {alexnet_total / total:.1f} times as many")

# %% [markdown]
# "50 times fewer parameters", says the title of the paper, and that is about right. What about the work? The unit is the **multiply-add**:
# one weight times one number, added to a sum. A convolution uses each of its weights once for every place of its output. So the cost of a
# layer is the weights times the places.
#
# **Predict before you run.** SqueezeNet has a fiftieth of AlexNet's parameters. Does it need a fiftieth of the multiply-adds, too?

# %%
def multiply_adds(network):
    """Millions of multiply-adds of the convolutions for one photo, summed over each fire module."""
    found = {}
    for layer in network.layers:
        if isinstance(layer, keras.layers.Conv2D):
            _, height, width, _ = layer.output.shape
            name = layer.name.split("_")[0]
            found[name] = found.get(name, 0) + height * width * layer.get_weights()[0].size / 1e6
    return found


# %% tags=["nbval-check-output"]
alexnet_work = sum(side**2 * channels * filters * places for side, channels, filters, places in alexnet.values()) / 1e6
ours = multiply_adds(model)
print(f"multiply-adds for one photo: AlexNet {alexnet_work:.0f} million, SqueezeNet {sum(ours.values()):.0f} million")

# %%
plotting.bars(ours, "multiply-adds of SqueezeNet, millions")

# %% [markdown]
# That is strategy 3: the early modules are small in parameters, but they work on large maps. Few parameters make a network quick to send
# and easy to store; whether it is quick to *run* is another question, and has to be counted separately.

# %% [markdown]
# ## 4. Weights that others have trained
#
# To train SqueezeNet on ImageNet takes days on graphics cards. Its authors have published the weights. The file holds numbers and their
# names, in the form HDF5, and nothing that could be run. That matters: a **pickle** file, another common form, may run any program while it
# is opened. Load such files only from people you trust.

# %% tags=["not-when-grading"]
weights, names = datasets.load_squeezenet_weights(), datasets.load_imagenet_names()
elephants = datasets.load_elephants()

# %% [markdown]
# How do weights find their layer? By order or by name. By order nothing is compared but the shapes, so two layers of equal shape may be
# exchanged. By name is safer, as long as what is missing is noticed: old functions left out, without a word, every layer whose name they
# did not find, and the network stayed half random. So count what arrives. (Slashes in names, `fire2/squeeze1x1`, are no longer
# allowed; ours have `_` in their place.)

# %% tags=["not-when-grading"]
if weights and names:
    for name, values in weights.items():
        model.get_layer(name).set_weights(values)  # refuses other shapes
    arrived = sum(value.size for values in weights.values() for value in values)
    print(f"{len(weights)} layers, {arrived:,} of {total:,} parameters came from the file")
else:
    weights = None
    print("Skipped: without weights and names the network knows nothing, and the cells below that need them say so.")

# %% [markdown]
# ### The photo as the network knows it
#
# A network answers to the kind of numbers that it has learned from, and every network has learned from photos prepared in its own way.

# %% [markdown]
# ### Exercise 4: photos as the network knows them
#
# Weights fit only photos that are prepared as in the training. These come from the framework Caffe, whose custom was this:
#
# 1. The channels stand in the order **blue, green, red**, while a picture file, and Pillow, give red, green, blue.
# 2. From each channel the **mean** that it has over all photos of ImageNet is taken away: 103.939 from blue, 116.779 from green, 123.68 from
#    red. Nothing is divided by anything.
#
# Write it for a batch of photos.

# %% nbgrader={"grade": false, "grade_id": "preprocess-photos", "locked": false, "schema_version": 3, "solution": true, "task": false}
def preprocess(photos):
    """Photos in the form that the ImageNet weights were trained on.

    Args:
        photos: uint8 array of shape (n, height, width, 3), 0 to 255: red, green, blue. It stays as it is.

    Returns:
        float32 array of the same shape: blue minus 103.939, green minus 116.779, red minus 123.68.
    """
    ### BEGIN SOLUTION
    return photos[..., ::-1].astype("float32") - np.array([103.939, 116.779, 123.68], "float32")
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The channels are the last axis. `photos[..., 0]` is red; `photos[..., ::-1]` reads the last axis backwards and leaves the others alone.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A uint8 holds no fraction and nothing below 0: change the type to float32 before you subtract. An array of three means, in the order of
# the turned channels, is subtracted from every pixel at once.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `photos[..., ::-1].astype("float32")`, minus `np.array([103.939, 116.779, 123.68], "float32")`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "preprocess-photos-order-and-means", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("preprocess", "preprocess turns the channels around and subtracts the means")


@exercise.check
def one_pixel(preprocess):
    """A pixel of red 200, green 100, blue 50 becomes -53.939, -16.779, 76.32."""
    photos = np.array([[[[200, 100, 50]]]], "uint8")
    means = np.array([103.939, 116.779, 123.68])
    rgb = photos.astype("float64")
    bgr = rgb[..., ::-1]
    still_rgb = "The channels are still red, green, blue: turn the last axis around, once."
    scaled = "Nothing is divided: the numbers keep the size of a pixel."
    wrapped = "This was computed in uint8, where 50 - 104 is 202: change the type to float32 first."
    checks.equal(
        preprocess(photos),
        bgr - means,
        "Turn the channels around, then subtract from each its own mean.",
        tolerance=1e-4,
        mistakes={
            "The means are in the wrong order: blue comes first and has 103.939.": bgr - means[::-1],
            still_rgb: rgb - means,
            "The means fit, but the channels still stand as red, green, blue: turn them around as well.": rgb - means[::-1],
            "The means are not subtracted.": bgr,
            "Nothing has changed but the type: turn the channels around and subtract the means.": rgb,
            "Subtract the means: they are added here.": bgr + means,
            "This is the mean minus the pixel: it goes the other way round.": means - bgr,
            "The means have decimals: subtract 103.939, 116.779 and 123.68 as they are.": bgr - np.floor(means),
            "The means are rounded: subtract 103.939, 116.779 and 123.68 as they are.": bgr - np.round(means),
            "Each channel has a mean of its own: this is the same for all three.": bgr - means.mean(),
            "The means became whole numbers in uint8, and " + wrapped[5:]: (bgr - np.floor(means)) % 256,
            wrapped: (bgr - np.round(means)) % 256,
            "The result is uint8, which holds nothing below 0: return float32.": np.trunc(bgr - means) % 256,
            scaled: (bgr - means) / 255,
            "The pixels are divided by 255 before the means are subtracted: divide by nothing.": bgr / 255 - means,
            "The pixels are divided by 255: subtract the means instead.": rgb / 255,
            "The pixels are turned and divided by 255: subtract the means instead.": bgr / 255,
            "This goes from -1 to 1, as other networks want it: these weights want the means subtracted.": rgb / 127.5 - 1,
            "This goes from -1 to 1, as other networks want it, in blue, green, red: subtract the means.": bgr / 127.5 - 1,
            "This is mode torch, for other weights: these want mode caffe.": (rgb / 255 - [0.485, 0.456, 0.406]) / [0.229, 0.224, 0.225],
            "This is the pixel minus the mean of its own photo: subtract the means of ImageNet.": bgr - bgr,
            "Red is lost: a swap in place overwrites one channel before it is read.": bgr[..., [0, 1, 0]] - means,
            "Blue is lost: a swap in place overwrites one channel before it is read.": bgr[..., [2, 1, 2]] - means,
            "The signs are lost: a number below the mean stays negative.": np.abs(bgr - means),
            "Negative numbers are right here: cut nothing off at 0.": np.maximum(bgr - means, 0),
            "The result became whole numbers: keep the decimals, as float32.": np.trunc(bgr - means),
            "The batch axis is gone: keep all four axes.": (bgr - means)[0],
        },
    )


@exercise.check
def only_the_channels(preprocess):
    """In two photos of 2 by 2 pixels, every pixel stays at its place."""
    photos = np.array(
        [[[[10, 60, 90], [0, 255, 30]], [[70, 80, 20], [5, 6, 7]]], [[[99, 1, 50], [140, 3, 2]], [[8, 9, 200], [33, 44, 66]]]], "uint8"
    )
    means = np.array([103.939, 116.779, 123.68])
    expected = photos[..., ::-1] - means
    channels_first = np.moveaxis(expected, -1, 1)
    of_each, of_all = expected.mean(axis=(1, 2), keepdims=True), expected.mean(axis=(0, 1, 2))
    checks.equal(
        preprocess(photos),
        expected,
        "Every pixel stays at its place; only its channels turn around, photos[..., ::-1]. Then come the means.",
        tolerance=1e-4,
        mistakes={
            "The columns are turned around, left for right: the channels are the last axis.": photos[:, :, ::-1] - means,
            "The rows are turned around, top for bottom: the channels are the last axis.": photos[:, ::-1] - means,
            "The photos are turned around, last for first: the channels are the last axis.": photos[::-1] - means,
            "All axes are turned around: only the last one, the channels.": photos[::-1, ::-1, ::-1, ::-1] - means,
            "The photos are mirrored as well: turn the last axis around only.": photos[:, :, ::-1, ::-1] - means,
            "The photos stand on their heads: turn the last axis around only.": photos[:, ::-1, :, ::-1] - means,
            "The channels are still red, green, blue: turn the last axis around, once.": photos - means,
            "Each photo has lost its own mean: subtract the means of ImageNet, the same for every photo.": expected - of_each,
            "The photos have lost the mean of this batch: subtract the means of ImageNet.": expected - of_all,
            "The channels came first: they stay the last axis.": channels_first,
            "Only the first photo is here: prepare all.": expected[:1],
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def other_pixels(preprocess):
    """Other photos, dark and bright."""
    rng = np.random.default_rng(64)
    for low, high in [(0, 256), (0, 2), (250, 256)]:
        photos = rng.integers(low, high, size=(2, 4, 3, 3), dtype="uint8")
        expected = photos[..., ::-1] - np.array([103.939, 116.779, 123.68])
        checks.equal(preprocess(photos), expected, "The same holds for every photo, whatever is in it.", tolerance=1e-4)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "preprocess-photos-type-and-shape", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("preprocess", "preprocess keeps the shape, and returns float32")


@exercise.check
def type_of_pixels(preprocess):
    """The result is float32, the type of the weights."""
    checks.equal(
        str(np.asarray(preprocess(np.full((2, 3, 4, 3), 7, "uint8"))).dtype),
        "float32",
        'Change the type with astype("float32").',
        mistakes={
            "float64 takes twice the memory: make the means float32 as well, or change the type at the end.": "float64",
            "uint8 holds no fraction and nothing below 0: change the type before you subtract.": "uint8",
        },
    )


@exercise.check
def any_number(preprocess):
    """One photo and five, of any height and width: the shape stays."""
    for shape in [(1, 227, 227, 3), (5, 2, 4, 3), (3, 6, 1, 3)]:
        checks.shape(
            preprocess(np.zeros(shape, "uint8")),
            shape,
            "The result has the shape of photos.",
            mistakes={
                "The batch axis is gone: keep all four axes, for one photo too.": shape[1:],
                "There is an axis too many: photos are a batch already.": (1, *shape),
                "The channels came first: they stay the last axis.": (shape[0], 3, *shape[1:3]),
                "Only the first photo is here: prepare all.": (1, *shape[1:]),
            },
        )


@exercise.check
def one_by_one(preprocess):
    """A photo becomes the same alone and among others."""
    photos = np.arange(2 * 3 * 4 * 3, dtype="uint8").reshape(2, 3, 4, 3)
    together = preprocess(photos)
    alone = [preprocess(photos[i : i + 1])[0] for i in range(2)]
    look_at = "What is subtracted is the same for every photo, whatever else is in the batch."
    checks.equal(alone, together, look_at, tolerance=1e-4)


@exercise.check
def photos_stay(preprocess):
    """The photos that it is given stay as they are."""
    checks.unchanged(preprocess, np.arange(24, dtype="uint8").reshape(2, 2, 2, 3))


### BEGIN HIDDEN TESTS
@exercise.check
def other_sizes(preprocess):
    """Batches of other sizes, with their numbers."""
    rng = np.random.default_rng(65)
    for shape in [(1, 1, 1, 3), (4, 3, 3, 3), (3, 8, 5, 3)]:
        photos = rng.integers(256, size=shape, dtype="uint8")
        expected = photos[..., ::-1] - np.array([103.939, 116.779, 123.68])
        checks.equal(preprocess(photos), expected, "It must hold for photos of every number and size.", tolerance=1e-4)


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# Keras has a function for it, which we use from here on. Mind that it changes an array of float numbers *in place*; `astype` makes a new
# one.

# %%
def outputs(network, photos):
    """What SqueezeNet, or a part that begins like it, gives for photos of 227 by 227 pixels, ten at a time."""
    prepare = keras.applications.imagenet_utils.preprocess_input
    batches = [photos[i : i + 10].astype("float32") for i in range(0, len(photos), 10)]
    return np.concatenate([keras.ops.convert_to_numpy(network(prepare(batch))) for batch in batches])


# %% [markdown]
# The output is a row of a thousand probabilities. The class index names them.

# %% [markdown]
# ### Exercise 5: the best classes and their names
#
# For each photo the network gives 1000 probabilities, and nobody wants to read them all. Write the function that finds the best `top` of
# them and gives each its name: for every photo a list of pairs, name and probability, best first.
#
# Classes may share a name: ImageNet has two called "crane", a bird and a machine. Keep them apart. Where two probabilities are equal, either
# may come first. And where `top` is more than there are classes, return all.

# %% nbgrader={"grade": false, "grade_id": "decode-predictions", "locked": false, "schema_version": 3, "solution": true, "task": false}
def decode(probabilities, names, top):
    """The most probable classes of each photo, by name.

    Args:
        probabilities: float array of shape (photos, classes), 0 to 1. It stays as it is.
        names: list of str, the name of each class. It stays as it is.
        top: int, 1 or more: how many classes to give.

    Returns:
        list with a list for each photo, of (name, probability) pairs, str and float, best first: top of them, or as many
        as there are classes.
    """
    ### BEGIN SOLUTION
    best = np.argsort(-probabilities)[:, :top]
    return [[(names[i], float(row[i])) for i in indices] for row, indices in zip(probabilities, best)]
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Begin with one photo. `np.argsort(row)` gives the positions of the numbers in `row`, from the smallest number to the largest. How do you
# turn that around, and how do you cut it off after `top`?
#
# </details>
# <details><summary>Hint 2</summary>
#
# A position belongs to a name and to a probability: `names[i]` and `row[i]`. A dict from name to probability will not do, because it has
# room for one "crane" only. A slice such as `[:top]` may reach beyond the end.
#
# </details>
# <details><summary>Hint 3</summary>
#
# For each `row` of `probabilities`: `best = np.argsort(-row)[:top]`, and then `[(names[i], float(row[i])) for i in best]`. Collect these
# in a list.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "decode-predictions-best-first", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("decode", "decode finds the best classes of a photo, best first")


@exercise.check
def three_of_five(decode):
    """Of owl 0.125, cat 0.5625, fox 0, dog 0.25, bat 0.0625, the best three are cat, dog, owl."""
    row, names = np.array([0.125, 0.5625, 0, 0.25, 0.0625], "float32"), ["owl", "cat", "fox", "dog", "bat"]

    def pairs(*indices):
        return [[[names[i], float(row[i])] for i in indices]]

    softmax = np.exp(row) / np.exp(row).sum()
    found = decode(row[None], names, 3)
    text = isinstance(found, np.ndarray) and found.dtype.kind == "U"
    checks.true(not text, "An array of names and numbers makes text of all: return lists.", pairs(1, 3, 0), found)
    checks.equal(
        found,
        pairs(1, 3, 0),
        "Sort the positions by their probability, from the largest to the smallest, and take the first three.",
        mistakes={
            "These are the least probable, worst first: argsort begins with the smallest number.": pairs(2, 4, 0),
            "The right three, but the best comes last: turn the order around.": pairs(0, 3, 1),
            "The least probable three: turn the order around before you cut it off.": pairs(0, 4, 2),
            "The best class is left out: positions begin at 0.": pairs(3, 0, 4),
            "These are the first three classes as they stand: sort by probability.": pairs(0, 1, 2),
            "These are all classes: cut the list off after top.": pairs(1, 3, 0, 4, 2),
            "One is missing: take top of them.": pairs(1, 3),
            "Only the best class is here: take top of them.": pairs(1),
            "They are sorted by name: sort by probability.": pairs(4, 1, 3),
            "They are sorted by name, from z to a: sort by probability.": pairs(0, 2, 3),
            "The best three are in the order of the classes: sort them by probability.": pairs(0, 1, 3),
            "The probabilities are sorted but the names are not: take both by the same position.": [
                [["owl", 0.5625], ["cat", 0.25], ["fox", 0.125]]
            ],
            "The names are sorted but the probabilities are not: take both by the same position.": [
                [["bat", 0.125], ["cat", 0.5625], ["dog", 0.0]]
            ],
            "The name comes first in each pair, then the probability.": [[[0.5625, "cat"], [0.25, "dog"], [0.125, "owl"]]],
            "Each class has three entries, with its position: give pairs of a name and a probability.": [
                [[names[i], i, float(row[i])] for i in (1, 3, 0)]
            ],
            "These are names alone: give pairs of a name and a probability.": [["cat", "dog", "owl"]],
            "These are probabilities alone: give pairs of a name and a probability.": [[0.5625, 0.25, 0.125]],
            "These are the positions of the classes: take the names at these positions.": [[[1, 0.5625], [3, 0.25], [0, 0.125]]],
            "These are only the positions: give pairs of a name and a probability.": [[1, 3, 0]],
            "These are the positions: in each pair give the probability at that position.": [[["cat", 1], ["dog", 3], ["owl", 0]]],
            "This is the list of one photo: put it in a list that holds one for each photo.": pairs(1, 3, 0)[0],
            "This is a dict for each photo: give a list of pairs.": [{"cat": 0.5625, "dog": 0.25, "owl": 0.125}],
            "These are percent: leave the probabilities from 0 to 1.": [[["cat", 56.25], ["dog", 25.0], ["owl", 12.5]]],
            "The probabilities are rounded: return them as they are.": [[["cat", 0.56], ["dog", 0.25], ["owl", 0.12]]],
            "The probabilities are text: return numbers.": [[["cat", "0.5625"], ["dog", "0.25"], ["owl", "0.125"]]],
            "These are probabilities already: no further softmax.": [[[names[i], float(softmax[i])] for i in (1, 3, 0)]],
            "These are dicts: give pairs, first the name, then the probability.": [
                [{"name": names[i], "probability": float(row[i])} for i in (1, 3, 0)]
            ],
        },
    )


@exercise.check
def one_name_twice(decode):
    """Two classes called crane are two classes."""
    checks.equal(
        decode(np.array([[0.5, 0.125, 0.375]], "float32"), ["crane", "wolf", "crane"], 3),
        [[["crane", 0.5], ["crane", 0.375], ["wolf", 0.125]]],
        "Sort the positions, not the names: each class has a probability of its own.",
        mistakes={
            "One crane is lost: in a dict from name to probability the second takes the place of the first.": [
                [["crane", 0.375], ["wolf", 0.125]]
            ],
            "One crane is lost: keep both, each with its probability.": [[["crane", 0.5], ["wolf", 0.125]]],
            "The probability of the first crane is taken for both: go by position, not by names.index.": [
                [["crane", 0.5], ["crane", 0.5], ["wolf", 0.125]]
            ],
        },
    )


@exercise.check
def equal_probabilities(decode):
    """Two classes that are equally probable are both there, in either order."""
    found = decode(np.array([[0.25, 0.5, 0.25]], "float32"), ["kite", "wolf", "swan"], 3)
    kite_first, swan_first = ([[["wolf", 0.5], [a, 0.25], [b, 0.25]]] for a, b in [("kite", "swan"), ("swan", "kite")])
    checks.equal(
        found,
        swan_first if found == swan_first else kite_first,
        "Sort the positions: each class has its own, even where the probabilities are equal.",
        mistakes={
            "A class comes twice and another is lost: row.index finds the first of two equal numbers; go by position.": [
                [["wolf", 0.5], ["kite", 0.25], ["kite", 0.25]]
            ],
            "A class is lost: in a dict with probabilities as keys, the second takes the place of the first.": [
                [["wolf", 0.5], ["swan", 0.25]]
            ],
            "A class is lost: equal probabilities are two classes all the same.": [[["wolf", 0.5], ["kite", 0.25]]],
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def a_thousand_classes(decode):
    """A photo with a thousand classes."""
    rng = np.random.default_rng(66)
    row, names = rng.permutation(1000).astype("float32") / 499500, [f"class {i % 990}" for i in rng.permutation(1000)]
    for top in (1, 5, 12):
        expected = [[[names[i], float(row[i])] for i in np.argsort(row)[::-1][:top]]]
        checks.equal(decode(row[None], names, top), expected, "The same holds for any number of classes.", tolerance=1e-7)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "decode-predictions-many-photos", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("decode", "decode handles many photos, and any top")


@exercise.check
def three_photos(decode):
    """Three photos have three lists, each with its own best two."""
    probabilities = np.array([[0.125, 0.625, 0.25], [0.75, 0.1875, 0.0625], [0.25, 0.3125, 0.4375]], "float32")
    names = ["bee", "ant", "fly"]
    expected = [
        [["ant", 0.625], ["fly", 0.25]],
        [["bee", 0.75], ["ant", 0.1875]],
        [["fly", 0.4375], ["ant", 0.3125]],
    ]
    down = np.argsort(-probabilities, axis=0)[:2].T
    down_same_photo = [[[names[i], float(row[i])] for i in best] for row, best in zip(probabilities, down)]
    first_order = [[[names[i], float(row[i])] for i in (1, 2)] for row in probabilities]
    checks.equal(
        decode(probabilities, names, 2),
        expected,
        "Go through the photos one by one: each has an order of its own.",
        mistakes={
            "There are more than two: cut each list off after top.": [
                [[names[i], float(row[i])] for i in np.argsort(-row)] for row in probabilities
            ],
            "Only the first photo is here: go through all.": expected[:1],
            "Only the first photo is here: return stands inside the loop, so the loop ends after one.": expected[0],
            "Only the last photo is here: collect the lists of all.": expected[2:],
            "Only the last photo is here: collect the lists of all, in a list.": expected[2],
            "All photos are in one list: make a list for each.": [pair for photo in expected for pair in photo],
            "Every list is the last photo's: make a new list for each photo.": 3 * expected[2:],
            "Every list is the first photo's: each photo has probabilities of its own.": 3 * expected[:1],
            "Every photo has the first photo's order: sort each row by itself.": first_order,
            "It is sorted down the photos: sort along the classes, axis 1.": down_same_photo,
            "The photos are in reverse order: [::-1] turns the classes around, [:, ::-1] where there are photos.": expected[::-1],
            "The lists grow from photo to photo: begin each with an empty list.": [
                [pair for photo in expected for pair in photo]
            ] * 3,
        },
    )


@exercise.check
def more_than_there_are(decode):
    """Where top is 5 and there are three classes, all three come, best first."""
    checks.equal(
        decode(np.array([[0.25, 0.125, 0.625], [0.5, 0.375, 0.125]]), ["bee", "ant", "fly"], 5),
        [[["fly", 0.625], ["bee", 0.25], ["ant", 0.125]], [["bee", 0.5], ["ant", 0.375], ["fly", 0.125]]],
        "Give as many as there are: a slice may reach beyond the end.",
    )


@exercise.check
def only_one(decode):
    """With top 1, each photo has a list of one pair."""
    checks.equal(
        decode(np.array([[0.25, 0.75], [0.875, 0.125]], "float32"), ["no", "yes"], 1),
        [[["yes", 0.75]], [["no", 0.875]]],
        "A list of one pair is a list all the same.",
        mistakes={
            "The pairs are no longer in a list of their photo: keep the list, even of one.": [["yes", 0.75], ["no", 0.875]],
            "It gives more than one: cut the list off after top.": [[["yes", 0.75], ["no", 0.25]], [["no", 0.875], ["yes", 0.125]]],
        },
    )


@exercise.check
def arguments_stay(decode):
    """The probabilities and the names stay as they are."""
    checks.unchanged(decode, np.array([[0.25, 0.125, 0.625], [0.5, 0.375, 0.125]], "float32"), ["fly", "ant", "bee"], 2)


### BEGIN HIDDEN TESTS
@exercise.check
def other_photos(decode):
    """Other numbers of photos and classes, single and double precision."""
    rng = np.random.default_rng(67)
    for photos, classes, top, kind in [(1, 2, 2, "float64"), (6, 30, 4, "float32"), (2, 7, 7, "float32"), (4, 3, 9, "float64")]:
        probabilities = np.array([rng.permutation(classes) for _ in range(photos)]).astype(kind) / classes**2
        names = [f"{'abcde'[i % 5]}{i}" for i in rng.permutation(classes)]
        expected = [[[names[i], float(row[i])] for i in np.argsort(row)[::-1][:top]] for row in probabilities]
        checks.equal(decode(probabilities, names, top), expected, "It must hold for every number of photos and classes.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# Two photos that it has to tell apart: an Indian elephant, and two African ones, whose ears are larger.
#
# **Predict before you run.** What else among a thousand classes could it take them for?

# %% tags=["not-when-grading"]
def show(photo):
    """The photo with its five best classes."""
    probabilities = outputs(model, photo[None])[0]
    best = probabilities.argsort()[::-1][:5]
    return plotting.predictions(photo, [names[i].replace("_", " ") for i in best], probabilities[best])


# %% tags=["not-when-grading"]
if weights:
    display(show(elephants[0]), show(elephants[1]))
    first, second = outputs(model, elephants)
    indian, african, tusker = (names.index(name) for name in ("Indian_elephant", "African_elephant", "tusker"))
    plotting.record("SqueezeNet", indian_elephant=first[indian], african_elephant=first[african], tusker=first[tusker])
    plotting.record("SqueezeNet, African elephants", african_elephant=second[african])
else:
    print("Skipped: what SqueezeNet takes the elephants for.")

# %% [markdown]
# A tusker is an animal with tusks, elephants among others: ImageNet's classes overlap, which is one reason to look at the best five.

# %% [markdown]
# ### Why not 0.641?
#
# A book of 2018 shows the first photo with the same weights, and the same five classes in the same order. But it prints 0.641, 0.228 and
# 0.129 for the first three. Who is wrong? Nobody, as it turns out; but let us see what such a number hangs on.

# %% tags=["not-when-grading"]
if weights:
    photo = elephants[0]
    file = tf.io.encode_jpeg(photo, quality=95)
    variants = {
        "as it is": photo,
        "moved to the right by a pixel": np.roll(photo, 1, axis=1),
        "mirrored": photo[:, ::-1],
        "red and blue exchanged": photo[..., ::-1],
        "saved as JPEG and read again": tf.io.decode_jpeg(file, dct_method="INTEGER_ACCURATE"),
        "the same file read otherwise": tf.io.decode_jpeg(file, dct_method="INTEGER_ACCURATE", fancy_upscaling=False),
    }
    found = outputs(model, np.stack(list(variants.values())))
    for name, row in zip(variants, found):
        print(f"{name:<30} Indian {row[indian]:.3f}   African {row[african]:.3f}   tusker {row[tusker]:.3f}")
else:
    print("Skipped: what the probabilities hang on.")

# %% [markdown]
# To move the photo by one pixel, which nobody would see, changes the answer more than the whole difference to the book. And look at the
# last two lines: a JPEG file stores colours at half the resolution, and leaves it to the program that reads it how to bring them back to
# full size. In 2018, Python's Pillow came with a library (libjpeg 9) that does it differently from the one it comes with today
# (libjpeg-turbo). We read the photo's file with the library of Pillow 5.2: the network then says 0.6415, 0.2286 and 0.1290, within 0.0003
# of what the book prints. The photo is what differs, by a shade here and there; network and weights are the same.

# %% [markdown]
# **Think about it.** A network says 61 %, and after a change that no eye can see, 48 %. What does the number mean, then?
#
# <details><summary>One answer</summary>
#
# It is the output of a function at one point, and between two classes that look alike the function is steep. It is not the share of such
# photos that would be Indian elephants: for that, one has to compare predictions with the truth on many photos, and a softmax is often too
# sure. Which five classes are the best is more stable than their numbers and their order, and a mean over small changes (moved, mirrored)
# is more stable than a single answer.
#
# </details>

# %% [markdown]
# ### Your own photo
#
# Choose a file: an animal, a cup, a bicycle. The square in its middle is taken. People are not among the thousand classes, but
# what they wear is. The photo is read by this kernel and stays there; nothing is sent elsewhere.

# %% tags=["not-when-grading"]
if weights:
    plotting.upload(lambda file: show(datasets.read_photo(file, 227)))
else:
    print("Skipped: a photo of your own.")

# %% [markdown]
# ## 5. What it sees
#
# The first layer's 64 filters look at the photo itself, so they can be shown as small pictures of 3 by 3 pixels. Their channels
# are blue, green, red: turned round, and scaled so that grey is 0.

# %% tags=["not-when-grading"]
if weights:
    kernel = model.get_layer("conv1").get_weights()[0][:, :, ::-1]
    filters = 0.5 + 0.5 * kernel / np.abs(kernel).max(axis=(0, 1, 2))
    display(plotting.images(filters.transpose(3, 0, 1, 2), columns=16))
else:
    print("Skipped: the filters of the first layer.")

# %% [markdown]
# Some look for an edge in one direction, some for a colour against another. Deeper layers build on them. Here is what modules 2, 5 and 9
# make of the Indian elephant, 16 channels each, those with the largest mean.

# %% tags=["not-when-grading"]
if weights:
    for name in ("fire2_concat", "fire5_concat", "fire9_concat"):
        maps = outputs(keras.Model(model.input, model.get_layer(name).output), elephants[:1])[0]
        strongest = maps.mean(axis=(0, 1)).argsort()[::-1][:16]
        print(f"{name}: {maps.shape[2]} maps of {maps.shape[0]} by {maps.shape[1]}")
        display(plotting.feature_maps(maps[:, :, np.sort(strongest)], columns=8))
else:
    print("Skipped: what the fire modules make of an elephant.")

# %% [markdown]
# The maps become smaller, and what they show has less to do with edges and more with places: here is something of a kind.
#
# ### Where the elephant is
#
# In chapter 04 we covered parts of a photo to find out what an answer depends on. Here that is not needed. The last convolution makes one
# map for each class, and the map itself says which places speak for it. This is a **class activation map**.

# %% [markdown]
# ### Exercise 6: where does the network see a class?
#
# After the last fire module come only `conv10`, which has one filter of 1 by 1 for each class, ReLU, and the mean over all places. So before
# the mean is taken, each class has a map of its own: how much each place of the photo speaks for it. The mean of the map is the score of
# the class.
#
# Compute the map of one class. A filter of 1 by 1 looks at one place at a time: it multiplies the numbers of all channels there by the
# class's weights, adds them up, and adds the class's bias. Then ReLU.

# %% nbgrader={"grade": false, "grade_id": "class-map", "locked": false, "schema_version": 3, "solution": true, "task": false}
def class_map(features, kernel, bias, index):
    """How much each place of a photo speaks for one class.

    Args:
        features: float32 array of shape (height, width, channels), 0 or more: what goes into conv10, for one photo.
        kernel: float32 array of shape (1, 1, channels, classes), the weights of conv10.
        bias: float32 array of shape (classes,). All three arrays stay as they are.
        index: int, 0 to classes - 1: the class.

    Returns:
        float array of shape (height, width): the output of conv10 for this class, after ReLU.
    """
    ### BEGIN SOLUTION
    return np.maximum(features @ kernel[0, 0, :, index] + bias[index], 0)
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# The kernel's last axis is the class. `kernel[0, 0, :, index]` has the weights of one class, one for each channel.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `features @ weights` multiplies and adds up along the last axis, at every place at once: (height, width, channels) @ (channels,) has shape
# (height, width). Add the bias of this class alone, and cut off what is below 0 last of all.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `np.maximum(..., 0)` of `features @ kernel[0, 0, :, index] + bias[index]`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "class-map-one-class", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("class_map", "class_map computes conv10 for one class")


@exercise.check
def two_places(class_map):
    """Two places with two channels, (1, 2) and (2, 1); weights (3, -1), bias 1.5: the map is 2.5, 6.5."""
    features = np.array([[[1, 2], [2, 1]]], "float32")
    kernel, bias = np.array([[[[3, 2], [-1, 1]]]], "float32"), np.array([1.5, -1], "float32")
    maps = features @ kernel[0, 0] + bias
    one = maps[..., 0]
    over_classes = np.exp(maps) / np.exp(maps).sum(axis=-1, keepdims=True)
    over_places = np.exp(one) / np.exp(one).sum()
    checks.equal(
        class_map(features, kernel, bias, 0),
        one,
        "At each place: the sum of channels times weights, plus the bias of the class.",
        tolerance=1e-4,
        mistakes={
            "The bias is missing: add bias[index].": one - 1.5,
            "All biases are added, one for each column: add bias[index] alone.": features @ kernel[0, 0, :, 0] + bias,
            "The kernel's last axis is the class: take kernel[0, 0, :, index], not kernel[0, 0, index].": [[8.5, 9.5]],
            "This is the map of class 1: take index as it is.": maps[..., 1],
            "These are the maps of all classes: take the one of index.": maps,
            "These are the maps of all classes, in a batch: take the one of index.": maps[None],
            "This is one number, the mean: that is the score, the map comes before.": one.mean(),
            "This is one number, the sum: a map has a number for each place.": one.sum(),
            "These are the scores of all classes: a map has a number for each place.": maps.mean(axis=(0, 1)),
            "The numbers are made to add up to 1: no softmax over the places.": over_places,
            "This is a softmax over the classes: return the map before it.": over_classes[..., 0],
            "The map is stretched to 0 to 1: return it as it is.": (one - one.min()) / (one.max() - one.min()),
            "The map is divided by its largest number: return it as it is.": one / one.max(),
            "The map is divided by its mean: return it as it is.": one / one.mean(),
            "The map is divided by the number of places: each place counts in full.": one / 2,
            "Height and width are exchanged: the map lies as the photo does.": one.T,
            "This is one long row: give the map its height and width.": one.ravel(),
            "The class axis is still there: return (height, width).": one[..., None],
            "The batch axis is still there: return (height, width).": one[None],
            "These are products, not yet added up: add up over the channels.": features * kernel[0, 0, :, 0] + 1.5,
            "This adds up the channels without the weights.": features.sum(axis=-1) + 1.5,
            "This is the mean over the channels: add them up.": (one - 1.5) / 2 + 1.5,
            "The map became whole numbers: keep the decimals.": [[2, 6]],
        },
    )


@exercise.check
def other_class(class_map):
    """Class 1 of the same, weights (2, 1), bias -1: the map is 3, 4."""
    features = np.array([[[1, 2], [2, 1]]], "float32")
    kernel, bias = np.array([[[[3, 2], [-1, 1]]]], "float32"), np.array([1.5, -1], "float32")
    checks.equal(
        class_map(features, kernel, bias, 1),
        [[3, 4]],
        "Weights and bias are those of class index.",
        tolerance=1e-4,
        mistakes={
            "This is class 0, whatever index says.": [[2.5, 6.5]],
            "The weights are those of class 0: take kernel[0, 0, :, index].": [[0, 4]],
            "The bias is that of class 0: take bias[index].": [[5.5, 6.5]],
            "The bias is missing: add bias[index].": [[4, 5]],
            "The kernel's last axis is the class: take kernel[0, 0, :, index], not kernel[0, 0, index].": [[0, 0]],
        },
    )


### BEGIN HIDDEN TESTS
@exercise.check
def many_channels(class_map):
    """Many channels and classes, as in the network itself."""
    rng = np.random.default_rng(68)
    features = rng.random((13, 13, 128), dtype="float32")
    kernel, bias = rng.normal(size=(1, 1, 128, 20)).astype("float32"), rng.normal(size=20).astype("float32")
    for index in (0, 7, 19):
        expected = np.maximum(features.astype("float64") @ kernel[0, 0, :, index] + bias[index], 0)
        checks.equal(class_map(features, kernel, bias, index), expected, "It must hold for every class.", tolerance=1e-3)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "class-map-mean-is-score", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("class_map", "class_map gives maps whose mean is the class's score")


@exercise.check
def what_speaks_against(class_map):
    """Where the sum is negative, the map is 0: evidence against a class is cut off by ReLU."""
    features = np.array([[[1, 3], [4, 1]], [[0, 0], [5, 2]]], "float32")
    kernel, bias = np.array([[[[2], [-3]]]], "float32"), np.array([-1], "float32")
    products = features * kernel[0, 0, :, 0]
    sums = products.sum(axis=-1)
    checks.equal(
        class_map(features, kernel, bias, 0),
        [[0, 4], [0, 3]],
        "ReLU comes last: negative numbers become 0.",
        tolerance=1e-4,
        mistakes={
            "ReLU is missing: negative numbers become 0.": sums - 1,
            "This is the absolute value: ReLU makes negative numbers 0.": np.abs(sums - 1),
            "ReLU comes before the bias here: add the bias first.": np.maximum(sums, 0) - 1,
            "ReLU comes before the bias here, and once more after it: add the bias first.": np.maximum(np.maximum(sums, 0) - 1, 0),
            "ReLU is applied to each product: add up the channels first.": np.maximum(products, 0).sum(axis=-1) - 1,
            "ReLU is applied to each product: add up the channels first, then the bias.": np.maximum(
                np.maximum(products, 0).sum(axis=-1) - 1, 0
            ),
            "The numbers are cut off at 1 as well: ReLU has no upper end.": np.clip(sums - 1, 0, 1),
            "This is a sigmoid: conv10 has ReLU.": 1 / (1 + np.exp(1 - sums)),
            "The bias is missing: add it before ReLU.": np.maximum(sums, 0),
            "Height and width are exchanged: the map lies as the photo does.": [[0, 0], [4, 3]],
            "It is upside down: evidence for the class stays, evidence against it is cut off.": np.maximum(1 - sums, 0),
            "The bias is subtracted: add it.": np.maximum(sums + 1, 0),
        },
    )


@exercise.check
def mean_is_the_score(class_map):
    """The mean of each class's map is what global average pooling gives for this class."""
    rng = np.random.default_rng(1)
    features = rng.integers(0, 5, size=(4, 5, 3)).astype("float32")
    kernel = rng.integers(-3, 4, size=(1, 1, 3, 6)).astype("float32")
    bias = rng.integers(-2, 3, size=6).astype("float32")
    scores = np.maximum(features @ kernel[0, 0] + bias, 0).mean(axis=(0, 1))
    maps = [class_map(features, kernel, bias, index) for index in range(6)]
    for one in maps:
        checks.shape(
            one,
            (4, 5),
            "A map has a number for each place.",
            mistakes={
                "Height and width are exchanged: the map lies as the photo does.": (5, 4),
                "This is one number, and a map has one for each place.": (),
                "These are the maps of all classes: take the one of index.": (4, 5, 6),
                "The class axis is still there: return (height, width).": (4, 5, 1),
                "The batch axis is still there: return (height, width).": (1, 4, 5),
                "There is a number for each channel: add up over the channels.": (4, 5, 3),
            },
        )
    checks.equal(
        np.mean(maps, axis=(1, 2)),
        scores,
        "Return what conv10 gives after ReLU, neither scaled nor shifted.",
        tolerance=1e-4,
        mistakes={
            "The biases are missing: add bias[index].": np.maximum(features @ kernel[0, 0], 0).mean(axis=(0, 1)),
            "ReLU is missing, so that places against the class count as well.": (features @ kernel[0, 0] + bias).mean(axis=(0, 1)),
            "Every map has the mean 1 / places: no softmax over the places.": np.full(6, 1 / 20),
        },
    )


@exercise.check
def arguments_stay(class_map):
    """Features, kernel and bias stay as they are."""
    features, kernel = np.full((2, 3, 2), 2, "float32"), np.full((1, 1, 2, 3), -1, "float32")
    checks.unchanged(class_map, features, kernel, np.full(3, -4, "float32"), 1)


### BEGIN HIDDEN TESTS
@exercise.check
def other_sizes(class_map):
    """One place only, one channel, one class, wide and high maps."""
    rng = np.random.default_rng(69)
    for height, width, channels, classes in [(1, 1, 4, 3), (1, 6, 1, 2), (7, 2, 5, 1), (3, 3, 3, 3)]:
        features = rng.integers(0, 5, size=(height, width, channels)).astype("float32")
        kernel = rng.integers(-3, 4, size=(1, 1, channels, classes)).astype("float32")
        bias = rng.integers(-2, 3, size=classes).astype("float32")
        for index in range(classes):
            expected = np.maximum(features @ kernel[0, 0, :, index] + bias[index], 0)
            look_at = "It must hold for every size of features and every number of classes."
            checks.equal(class_map(features, kernel, bias, index), expected, look_at, tolerance=1e-4)


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# Drawn over the photos, for the class that they show and for the tusker. All share one scale.

# %% tags=["not-when-grading"]
if weights:
    all_maps = outputs(keras.Model(model.input, model.get_layer("conv10").output), elephants)
    shown = [(0, indian), (0, tusker), (1, african), (1, tusker)]
    titles = [f"{names[index].replace('_', ' ')}: {all_maps[i, :, :, index].mean():.1f}" for i, index in shown]
    display(plotting.heatmaps(elephants[[i for i, _ in shown]], [all_maps[i, :, :, index] for i, index in shown], titles))
else:
    print("Skipped: class activation maps of the elephants.")

# %% [markdown]
# **Think about it.** Nobody has told the network where in the training photos the elephant is; it got only the name. How can it
# know the place?
#
# <details><summary>One answer</summary>
#
# A convolution knows only places: each number of a map depends on its surroundings alone. To make the mean of the elephant's map large,
# and small for other photos, training has to raise it where something occurs that other photos do not have, which is mostly the elephant.
# If elephants always stood on grass, and nothing else did, grass would do as well; the map would show that.
#
# </details>

# %% [markdown]
# ## 6. Another task: smiles
#
# ImageNet has no class "smiling". But whoever tells a thousand classes apart has learned about edges, skin, teeth and eyes. In chapter 03
# you put a new head on a body that you had trained yourself; now the body has seen a million photos. The photos of the new task are the
# 150 of chapter 04, and the weights without the last layer are a file of their own.

# %% tags=["not-when-grading"]
photos, smiling = datasets.load_happy_test()
body_weights = datasets.load_squeezenet_weights(top=False)

# %% [markdown]
# The photos have 64 by 64 pixels. We enlarge them to 227, let the body compute 512 maps of 13 by 13, and take the mean of each:
# 512 numbers for a photo, its **features**. The body stays as it is, so this has to be done only once.

# %% tags=["not-when-grading"]
large = keras.ops.image.resize(photos.astype("float32"), (227, 227), interpolation="bicubic")
large = keras.ops.convert_to_numpy(large).clip(0, 255).astype("uint8")
body = keras.Model(model.input, keras.layers.GlobalAveragePooling2D()(model.get_layer("fire9_concat").output))
if body_weights:
    for name, values in body_weights.items():
        model.get_layer(name).set_weights(values)
    began = time.perf_counter()
    features = outputs(body, large)
    print(f"features: {features.shape}, {features.min():.1f} to {features.max():.1f}, in {time.perf_counter() - began:.1f} s")
else:
    print("Skipped: the features of the photos.")

# %% [markdown]
# Now the head: the logistic unit that you know from the linear model of chapter 04, on other numbers.

# %% [markdown]
# ### Exercise 7: a head on features
#
# SqueezeNet's body turns a photo into 512 numbers, the means of its last feature maps. None is negative, and they differ in size: over 40
# photos of faces, some columns had a mean above 5 and as many one below 0.03, and one was 0 throughout. A new task needs a new head
# only: one unit with a sigmoid, trained on the features of a few photos. It takes seconds, since the body stays as it is.
#
# Columns of large numbers drown the small ones, and here, where the largest are 1000 times the smallest, the small ones know the answer.
# Give each column mean 0 and deviation 1 first, train the head, and return what it says of new photos. A new photo may come alone: what is
# needed to scale it has to be known from the photos of training. And a column that never changes has deviation 0, by which nobody can divide.

# %% nbgrader={"grade": false, "grade_id": "transfer-head", "locked": false, "schema_version": 3, "solution": true, "task": false}
def read_features(features, labels, new_features, seed):
    """Train a logistic head on features of labelled photos, and ask it about new photos.

    Args:
        features: float32 array of shape (n, d), one row for each photo of training: 0 or more, in columns of very
            different scale.
        labels: uint8 array of shape (n,), 0 or 1.
        new_features: float32 array of shape (m, d), m at least 1, the same for the new photos.
        seed: int; pass it to keras.utils.set_random_seed first, so that your result can be repeated.

    Returns:
        float array of shape (m,): for each new photo the probability that its label is 1. What other new photos come
        along makes no difference to it.
    """
    ### BEGIN SOLUTION
    keras.utils.set_random_seed(seed)
    mean, deviation = features.mean(axis=0), features.std(axis=0)
    deviation[deviation == 0] = 1
    head = keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])
    head.compile(keras.optimizers.Adam(0.01), "binary_crossentropy")
    head.fit((features - mean) / deviation, labels, epochs=20, verbose=0)
    return head.predict((new_features - mean) / deviation, verbose=0)[:, 0]
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Columns are scaled one by one: `features.mean(axis=0)` has a number for each column. Keep it and the deviation, and use both for
# `new_features` as well: two photos with the same numbers must get the same answer, today and tomorrow.
#
# </details>
# <details><summary>Hint 2</summary>
#
# A column that is 0 on all photos has mean 0 and deviation 0. Divide by 1 there: `deviation[deviation == 0] = 1`.
#
# </details>
# <details><summary>Hint 3</summary>
#
# The head is `keras.Sequential([keras.layers.Dense(1, activation="sigmoid")])`, compiled with `keras.optimizers.Adam(0.01)` and
# `"binary_crossentropy"`, and trained with `fit((features - mean) / deviation, labels, epochs=20, verbose=0)`. `predict` gives a column;
# `[:, 0]` makes a row of it.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "transfer-head-learns", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("read_features", "read_features learns from columns of every scale")


def drawn_features(seed, photos, columns):
    """Features and labels: the largest column is 1000 times the smallest; the small ones tell the label; some are 0."""
    rng = np.random.default_rng(seed)
    scale = rng.permutation(np.geomspace(0.03, 30, columns))
    labels = rng.permutation(np.arange(photos) % 5 < 2).astype("uint8")
    means = np.full((photos, columns), 1.5)
    telling = np.argsort(scale)[: 3 * columns // 10]
    means[:, telling] += np.outer(labels - 0.5, rng.choice([-1, 1, 1, 1], len(telling)))
    features = scale * np.maximum(0, rng.normal(means, 1))
    features[:, rng.choice(columns, columns // 20, replace=False)] = 0
    return features.astype("float32"), labels


def holds(read_features, seed, photos, columns):
    """Hold that it learns from the first 160 photos what the labels of the others are."""
    x, y = drawn_features(seed, photos, columns)
    found = np.asarray(read_features(x[:160], y[:160], np.concatenate([x[160:], x[:160]]), seed))
    checks.shape(
        found,
        (photos,),
        "One probability for each row of new_features, in one row: of what predict gives, take [:, 0].",
        mistakes={
            "predict gives a column of shape (m, 1): take [:, 0] of it.": (photos, 1),
            "These are two columns, one for each class: take that of class 1, [:, 1].": (photos, 2),
            "These are the photos of training: predict for new_features.": (160,),
        },
    )
    look_at = "A column that is the same on all photos has deviation 0: divide it by 1."
    checks.true(np.isfinite(found).all(), look_at, "numbers from 0 to 1", f"{(~np.isfinite(found)).sum()} of {photos} are no numbers")
    look_at = "The unit needs a sigmoid, which makes a probability of its sum."
    checks.true(found.min() >= 0 and found.max() <= 1, look_at, "probabilities, 0 to 1", found)
    look_at = "Is the head trained, on columns brought to one scale, and is its activation a sigmoid? A softmax of one unit is always 1."
    checks.true(np.ptp(found) > 1e-6, look_at, "other answers for other photos", f"{found[0]:.4f} for all photos")
    look_at = "Return the probabilities themselves, and leave it to the caller where to draw the line."
    checks.true(not np.isin(found, (0, 1)).all(), look_at, "probabilities between 0 and 1", "0 and 1 only")
    right = (found > 0.5) == np.concatenate([y[160:], y[:160]])
    accuracy, seen = right[:-160].mean(), right[-160:].mean()
    if accuracy < 0.3:
        look_at = "It says the opposite: return the probability of class 1."
    elif seen > 0.97:
        look_at = "It knows the photos of training by heart, from columns of large numbers: bring each column to mean 0 and deviation 1, axis=0."
    elif (np.abs(found - 0.5) > 0.49).mean() > 0.5:
        look_at = "It is all but certain, and wrong: new_features need the same scaling as features, column by column, axis=0."
    else:
        look_at = "It has hardly learned: scale each column, axis=0, then train for more epochs or with a larger learning rate."
    checks.true(accuracy >= 0.9, look_at, "accuracy of at least 0.90 on new photos", f"accuracy {accuracy:.2f}; {seen:.2f} on the photos of training")


@exercise.check
def five_hundred_columns(read_features):
    """From 160 photos with 512 columns, one 1000 times as large as another, it is right on at least 90 % of 200 new ones."""
    holds(read_features, 1, 360, 512)


### BEGIN HIDDEN TESTS
@exercise.check
def other_features(read_features):
    """Other features, of another number, and another seed."""
    holds(read_features, 2, 300, 400)


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "transfer-head-one-by-one", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("read_features", "read_features judges each new photo by itself")


@exercise.check
def alone_and_among_others(read_features):
    """A new photo gets the same answer alone as among others, of which some are three times as bright."""
    rng = np.random.default_rng(4)
    scale = rng.permutation(np.geomspace(0.03, 30, 300))
    labels = rng.permutation(np.arange(200) % 5 < 2).astype("uint8")
    signs = np.where(scale < 0.3, rng.choice([-1, 1], 300), 0)
    features = (scale * np.maximum(0, rng.normal(1.5 + np.outer(labels - 0.5, signs), 1))).astype("float32")
    x, y, new, seed = features[:160], labels[:160], np.concatenate([features[160:], 3 * features[160:180]]), 7
    among = np.asarray(read_features(x, y, new, seed))
    checks.shape(among, (60,), "One probability for each row of new_features, in one row: of what predict gives, take [:, 0].")
    checks.true(np.isfinite(among).all() and among.min() >= 0 and among.max() <= 1, "Return probabilities.", "numbers from 0 to 1", among)
    accuracy = ((among[:40] > 0.5) == labels[160:]).mean()
    look_at = "First let it learn, as the cell above asks: scale each column by the mean and deviation of features, then train."
    checks.true(accuracy >= 0.8, look_at, "accuracy of at least 0.80", f"accuracy {accuracy:.2f}")

    alone = np.asarray(read_features(x, y, new[:1], seed))
    look_at = "For one new photo return an array with one number: squeeze and float drop its axis, [:, 0] does not."
    checks.shape(alone, (1,), look_at)
    if not np.abs(alone[0] - among[0]) <= 1e-3:  # nan is no answer either
        if np.abs(np.asarray(read_features(x, y, new, seed)) - among).max() > 1e-3:
            look_at = "Two calls with the same arguments differ: begin with keras.utils.set_random_seed(seed)."
        else:
            look_at = "The other new photos have a say: take mean and deviation from features alone, for new_features too."
        checks.true(False, look_at, f"{among[0]:.4f}, as among the others", f"{alone[0]:.4f} alone")


exercise.report()

# %% [markdown]
# ### Is it better?
#
# Three ways to learn from the same photos, compared by cross-validation in the five folds of chapter 04:
#
# - the HappyModel from scratch, as there;
# - a head on the features;
# - **fine-tuning**: the last two fire modules learn as well, in small steps, starting from ImageNet's weights. The maps of `fire7` are
#   computed once, and only what comes after them is trained.
#
# **Predict before you run.** HappyModel got 87 % in chapter 04. What will a head get, which learns 513 numbers from 120 photos? And does it
# help to let 386,176 more learn?

# %%
def plausible(right, total):
    """The accuracy and its interval, as in chapter 04."""
    p = np.linspace(0, 1, 10_001)
    near = p[abs(right / total - p) <= 1.96 * np.sqrt(p * (1 - p) / total)]
    return right / total, near[0], near[-1]


# %% tags=["not-when-grading"]
folds = np.empty(len(smiling), dtype=int)
folds[np.argsort(smiling, kind="stable")] = np.arange(len(smiling)) % 5
results = {}


def compare(name, new_network, x, epochs, learning_rate):
    """Cross-validate what `new_network(x of the other folds)` makes; the five networks."""
    networks, right, progress, began = [], 0, plotting.progress(fits=5), time.perf_counter()
    for fold in range(5):
        keras.utils.set_random_seed(1)
        train, held_out = folds != fold, folds == fold
        network = new_network(x[train])
        network.compile(keras.optimizers.Adam(learning_rate), "binary_crossentropy", metrics=["accuracy"])
        network.fit(x[train], smiling[train], epochs=epochs, batch_size=16, verbose=0, callbacks=[progress])
        answers = keras.ops.convert_to_numpy(network(x[held_out]))[:, 0]
        right += ((answers > 0.5) == smiling[held_out]).sum()
        networks.append(network)
    learn = sum(int(np.prod(weight.shape)) for weight in network.trainable_weights)
    results[name] = (*plausible(right, len(smiling)), learn, time.perf_counter() - began)
    plotting.record(f"{name}, five folds", progress, seed=1, accuracy=right / len(smiling))
    return networks


# %% [markdown]
# First from scratch, about a minute.

# %% tags=["not-when-grading"]
def happy_model(_):
    """The HappyModel of chapter 04."""
    layers = [keras.Input((64, 64, 3)), keras.layers.ZeroPadding2D(3), keras.layers.Conv2D(32, 7)]
    layers += [keras.layers.BatchNormalization(), keras.layers.ReLU(), keras.layers.MaxPooling2D()]
    return keras.Sequential([*layers, keras.layers.Flatten(), keras.layers.Dense(1, activation="sigmoid")])


scratch = compare("HappyModel from scratch", happy_model, photos / np.float32(255), epochs=40, learning_rate=0.001)

# %% [markdown]
# Then the head. `Normalization` brings each feature to mean 0 and deviation 1, as measured on the photos that it learns from.

# %% tags=["not-when-grading"]
def smile_head(x):
    normalization = keras.layers.Normalization()
    normalization.adapt(x)
    return keras.Sequential([keras.Input(x.shape[1:]), normalization, keras.layers.Dense(1, activation="sigmoid")])


if body_weights:
    heads = compare("head on SqueezeNet", smile_head, features, epochs=40, learning_rate=0.003)
else:
    print("Skipped: a head on the features.")

# %% [markdown]
# And fine-tuning, about half a minute. The learning rate is small: large steps would soon destroy what a million photos have taught.

# %% tags=["not-when-grading"]
def last_modules(x):
    """Modules 8 and 9 with ImageNet's weights, and a new head."""
    inputs = keras.Input(x.shape[1:])
    tail = fire(fire(inputs, 8, *FIRES[8]), 9, *FIRES[9])
    tail = keras.layers.GlobalAveragePooling2D()(tail)
    network = keras.Model(inputs, keras.layers.Dense(1, activation="sigmoid")(tail))
    for name, values in body_weights.items():
        if name.startswith(("fire8", "fire9")):
            network.get_layer(name).set_weights(values)
    return network


if body_weights:
    maps = outputs(keras.Model(model.input, model.get_layer("fire7_concat").output), large)
    tuned = compare("fine-tuned", last_modules, maps, epochs=10, learning_rate=0.0003)
else:
    print("Skipped: fine-tuning.")

# %% tags=["not-when-grading"]
print(f"{'':<24} accuracy  plausible         learning   seconds")
for name, (accuracy, low, high, learn, seconds) in results.items():
    print(f"{name:<24} {accuracy:>8.3f}  {low:.3f} to {high:.3f}  {learn:>8,}  {seconds:>8.1f}")
plotting.intervals({name: row[:3] for name, row in results.items()})

# %% [markdown]
# The head takes seconds, and so do the features; and it is right more often than a network that had to find out from 120 photos what an
# edge is. Fine-tuning takes longer, for a difference of a few photos: the intervals of the last two lie almost on one another, and 120
# photos are little for 386,689 parameters. With thousands of photos fine-tuning mostly pays. Chapter 04's warning holds here, too: the same
# few people are in all folds.

# %% [markdown]
# **Think about it.** The features come from photos of animals and things. When would you expect them to be of little use?
#
# <details><summary>One answer</summary>
#
# The farther the new pictures are from photos of things, the less: X-rays, spectra, drawings, satellite pictures. Early layers (edges,
# colours, textures) mostly help even then, the last ones, made for ImageNet's classes, less. So one takes the features of a middle layer,
# or fine-tunes more of the network if there are pictures enough. The way to know is the table above: measure against a network from scratch.
#
# </details>

# %% [markdown]
# ## 7. Smaller still
#
# The title of the paper promises less than 0.5 MB, ten times less than our 4.9. The rest comes from storing weights with fewer bits. A
# `float32` has 32. `float16` has 16, and half the size at once. With 8 bits there are only 256 different numbers; which ones, is
# decided for each layer: from its smallest weight to its largest, in even steps. This is **quantization**.

# %% [markdown]
# ### Exercise 8: weights in a quarter of the space
#
# A `float32` takes four bytes. One byte holds a whole number from 0 to 255. So lay a ladder of 256 rungs over the weights of a layer: the
# lowest rung at the smallest weight, the highest at the largest. For each weight, keep the number of the rung that is **nearest**. To
# restore it, you need only know where the ladder begins and how far its rungs are apart:
#
# $$w \approx low + step \cdot number, \qquad step = \frac{max - min}{255}.$$
#
# No weight is then off by more than half a step. If all weights are equal, the ladder has no height: take care that the weights are
# restored exactly all the same. Which step you return then is up to you, as long as it is a number.

# %% nbgrader={"grade": false, "grade_id": "quantize-weights", "locked": false, "schema_version": 3, "solution": true, "task": false}
def quantize(weights):
    """Weights as whole numbers of 8 bits.

    Args:
        weights: float32 array of any shape, with one weight or more. It stays as it is.

    Returns:
        dict of "numbers": uint8 array of the shape of weights, 0 for the smallest weight and 255 for the largest;
        "low": float, the smallest weight;
        "step": float, (largest - smallest) / 255, or any number if all weights are equal.
        low + step * numbers is within half a step of weights.
    """
    ### BEGIN SOLUTION
    low = float(weights.min())
    step = float(weights.max() - low) / 255
    if step == 0:  # all weights are equal, and any step will do
        step = 1.0
    return {"numbers": np.round((weights - low) / step).astype("uint8"), "low": low, "step": step}
    ### END SOLUTION

# %% [markdown]
# <details><summary>Hint 1</summary>
#
# Subtract the smallest weight, and all weights are 0 or more. Divide by the step, and the largest is 255. What is left to do is to choose
# the nearest whole number, and to change the type.
#
# </details>
# <details><summary>Hint 2</summary>
#
# `astype("uint8")` cuts the decimals off, which may be off by nearly a whole step: `np.round` comes first. If the largest weight equals the
# smallest, the step is 0, and 0 / 0 is not a number: set the step to 1 then.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `low = float(weights.min())`, `step = float(weights.max() - low) / 255`, and `if step == 0: step = 1.0`. The numbers are
# `np.round((weights - low) / step).astype("uint8")`.
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "quantize-weights-range-and-error", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("quantize", "quantize uses all 256 numbers, and is off by half a step at most")


@exercise.check
def five_weights(quantize):
    """Five weights from -1 to 2.984375: low is -1, step 1/64, and the numbers are 0, 1, 3, 101, 255."""
    rungs = np.array([0, 1.25, 2.75, 100.75, 255])
    found = quantize((rungs / 64 - 1).astype("float32"))
    checks.true(isinstance(found, dict), 'Return a dict: {"numbers": ..., "low": ..., "step": ...}.', "a dict", f"a {type(found).__name__}")
    checks.equal(sorted(found), ["low", "numbers", "step"], 'The dict has three names, "numbers", "low" and "step".')
    checks.equal(
        found["low"],
        -1,
        "low is the smallest weight.",
        mistakes={
            "The ladder goes as far below 0 as above, and much of it stays empty: begin at the smallest weight.": -2.984375,
            "The ladder begins at 0, but there are weights below: begin at the smallest.": 0,
            "low is the smallest weight, not the largest.": 2.984375,
            "low is the smallest weight, not the mean.": (rungs / 64 - 1).mean(),
            "low lies half a step too high: it is the smallest weight itself.": -1 + 1 / 128,
            "low is the weight, not the number of its rung.": -64,
            "low is the smallest weight with its sign.": 1,
        },
    )
    checks.equal(
        found["step"],
        1 / 64,
        "step is (largest - smallest) / 255.",
        tolerance=1e-6,
        mistakes={
            "256 rungs have 255 steps between them: divide by 255, not by 256.": 3.984375 / 256,
            "256 rungs have 255 steps between them: divide by 255, not by 254.": 3.984375 / 254,
            "This goes as far below 0 as above, and wastes a part of the numbers: take (largest - smallest) / 255.": 2 * 2.984375 / 255,
            "This is the step of numbers from -127 to 127: take (largest - smallest) / 255.": 2.984375 / 127,
            "This is the largest weight alone: take (largest - smallest) / 255.": 2.984375 / 255,
            "This is the whole range: divide it by 255.": 3.984375,
            "This is the factor that weights are multiplied by: return its inverse, the step.": 64,
            "255 is missing: divide the range by it.": 1 / 3.984375,
        },
    )
    checks.equal(
        found["numbers"],
        [0, 1, 3, 101, 255],
        "Subtract low, divide by step, and round.",
        mistakes={
            "The decimals are cut off, which is not the nearest rung: round before you change the type.": [0, 1, 2, 100, 255],
            "These are rounded up: round to the nearest.": [0, 2, 3, 101, 255],
            "These are not rounded: round them, and make them uint8.": rungs,
            "These are 127 at most: use all 256 numbers.": np.round(rungs / 255 * 127),
            "These go from -128 to 127: uint8 holds 0 to 255.": [-128, -127, -125, -27, 127],
            "255 does not fit into int8 and became -1: take uint8.": [0, 1, 3, 101, -1],
            "The weights themselves are rounded: subtract low and divide by step first.": np.round(rungs / 64 - 1) % 256,
            "The weights themselves are cut off to whole numbers: subtract low, divide by step and round first.": np.trunc(
                rungs / 64 - 1
            )
            % 256,
            "low is not subtracted: without it the smallest weight is not 0.": np.round(rungs - 64) % 256,
            "The ladder is upside down: the smallest weight has number 0.": [255, 254, 252, 154, 0],
            "The weights are not divided by step.": np.round(rungs / 64),
            "The weights are not divided by step before they become whole numbers.": np.trunc(rungs / 64),
            "These are the restored weights: return the numbers of the rungs.": np.round(rungs) / 64 - 1,
            "Multiplying by 256 sends the largest weight to 256, which uint8 turns into 0.": [0, 1, 3, 101, 0],
        },
    )


@exercise.check
def largest_error(quantize):
    """Of 1000 weights, each is restored to within half a step."""
    weights = np.random.default_rng(1).normal(scale=0.05, size=1000).astype("float32")
    found = quantize(weights)
    restored = found["low"] + found["step"] * np.asarray(found["numbers"]).astype("float64")
    checks.shape(restored, (1000,), "There is a number for each weight, and one low and step for all.")
    half = (float(weights.max()) - float(weights.min())) / 510
    errors = restored - weights
    if np.isnan(errors).any():
        look_at = "Some weights are restored as nan: look at what is divided by what."
    elif (errors <= 1e-6).all():
        look_at = "Every weight is restored too small: the decimals are cut off. Round to the nearest."
    elif (errors >= -1e-6).all():
        look_at = "Every weight is restored too large: round to the nearest, not up."
    else:
        look_at = "Subtract low, divide by step and round: low and step are those that you return."
    largest = np.abs(errors).max()
    expected = f"an error of at most {half:.6f}, half a step"
    checks.true(largest <= half * 1.05 + 1e-6, look_at, expected, f"an error of {largest:.6f}")  # float32 itself rounds


@exercise.check
def every_number(quantize):
    """256 weights at equal distances have the numbers from 0 to 255, each once."""
    numbers = quantize(np.linspace(-0.5, 0.775, 256, dtype="float32"))["numbers"]
    look_at = "The smallest weight has number 0 and the largest 255: scale by (largest - smallest) / 255."
    if np.ndim(numbers) == 1 and np.size(np.unique(numbers)) == 1:
        look_at = "All weights have the same number: scale before you change the type."
    checks.equal(numbers, np.arange(256), look_at)


### BEGIN HIDDEN TESTS
@exercise.check
def other_weights(quantize):
    """Other weights, tiny ones, and one far away from the rest."""
    rng = np.random.default_rng(70)
    for weights in [rng.normal(scale=0.001, size=500), rng.uniform(-3, 9, size=300), np.append(rng.normal(size=200), 20)]:
        weights = weights.astype("float32")
        found = quantize(weights)
        numbers = np.asarray(found["numbers"]).astype("float64")
        span = float(weights.max()) - float(weights.min())
        checks.equal(found["step"] / span * 255, 1, "step is (largest - smallest) / 255.", tolerance=1e-4)
        checks.equal([numbers.min(), numbers.max()], [0, 255], "The smallest weight has number 0 and the largest 255.")
        largest = np.abs(found["low"] + found["step"] * numbers - weights).max()
        allowed = span / 510 * 1.05 + 1e-6 * np.abs(weights).max()  # float32 itself rounds
        expected = f"an error of at most {span / 510:.6f}, half a step"
        checks.true(largest <= allowed, "Round to the nearest rung.", expected, f"an error of {largest:.6f}")


### END HIDDEN TESTS
exercise.report()

# %% nbgrader={"grade": true, "grade_id": "quantize-weights-edge-cases", "locked": true, "points": 1, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("quantize", "quantize holds for any layer's weights")


@exercise.check
def type_of_numbers(quantize):
    """The numbers are uint8, one byte each."""
    checks.equal(
        str(np.asarray(quantize(np.array([-0.5, 0.25, 2], "float32"))["numbers"]).dtype),
        "uint8",
        'Change the type last: np.round(...).astype("uint8").',
        mistakes={
            "int8 goes from -128 to 127: 0 to 255 needs uint8.": "int8",
            "The numbers are still float32, four bytes each: make them uint8.": "float32",
            "The numbers are still float64, eight bytes each: make them uint8.": "float64",
            "int64 takes eight bytes for each number, twice what the weights took: make it a uint8 array.": "int64",
        },
    )


@exercise.check
def shape_stays(quantize):
    """Numbers have the shape of the weights: a bias, a dense kernel, a kernel of 3 by 3."""
    for shape in [(4,), (2, 5), (3, 3, 2, 4)]:
        size = int(np.prod(shape))
        checks.shape(
            quantize(np.linspace(-1, 1, size, dtype="float32").reshape(shape))["numbers"],
            shape,
            "Keep the shape of weights.",
            mistakes={"The numbers are one long row: keep the shape of weights.": (size,)},
        )


@exercise.check
def one_ladder(quantize):
    """low and step are one number each, for the whole array."""
    found = quantize(np.array([[-1, 0.5], [0.25, 1.55]], "float32"))
    look_at = "Take the smallest and largest of all weights: min() and max() without an axis."
    checks.equal([np.shape(found["low"]), np.shape(found["step"])], [(), ()], look_at)


@exercise.check
def one_side_of_zero(quantize):
    """Weights that are all positive, or all negative, use all numbers too."""
    for weights in [np.array([2, 3, 7.1], "float32"), np.array([-7.1, -3, -2], "float32")]:
        found = quantize(weights)
        checks.equal(
            found["low"],
            weights.min(),
            "low is the smallest weight, on whichever side of 0.",
            mistakes={
                "The ladder begins at 0, where no weight is: begin at the smallest.": 0,
                "The ladder goes as far below 0 as above: begin at the smallest weight.": -7.1,
            },
        )
        checks.equal(
            found["step"],
            5.1 / 255,
            "step is (largest - smallest) / 255.",
            mistakes={
                "The ladder reaches to 0, where no weight is: take (largest - smallest) / 255.": 7.1 / 255,
                "This is the step of a ladder around 0: take (largest - smallest) / 255.": 14.2 / 255,
            },
        )
        look_at = "The smallest weight has number 0 and the largest 255."
        checks.equal([np.min(found["numbers"]), np.max(found["numbers"])], [0, 255], look_at)


@exercise.check
def all_equal(quantize):
    """Weights that are all equal are restored exactly."""
    for value in (0.75, 0.0, -2.5):
        found = quantize(np.full((2, 3), value, "float32"))
        restored = found["low"] + found["step"] * np.asarray(found["numbers"]).astype("float64")
        look_at = "The range is 0 here: set the step to 1 before you divide by it, and the numbers become 0."
        finite = np.isfinite(found["low"]) and np.isfinite(found["step"])
        checks.true(finite, look_at, "finite numbers", f"low {found['low']}, step {found['step']}")
        checks.equal(restored, np.full((2, 3), value), look_at)


@exercise.check
def weights_stay(quantize):
    """The weights that it is given stay as they are."""
    checks.unchanged(quantize, np.array([[0.5, -1], [2, 0.25]], "float32"))


### BEGIN HIDDEN TESTS
@exercise.check
def other_shapes(quantize):
    """Kernels of other shapes, a single weight, and weights far from 0."""
    rng = np.random.default_rng(71)
    for shape, middle in [((3, 3, 4, 8), 0), ((1, 1, 16, 6), -5), ((2, 3, 4), 5), ((1,), 3), ((10,), 0)]:
        weights = rng.normal(middle, 0.5, size=shape).astype("float32")
        found = quantize(weights)
        numbers = np.asarray(found["numbers"])
        checks.equal(str(numbers.dtype), "uint8", "The numbers are uint8, whatever the weights.")
        checks.shape(numbers, shape, "Keep the shape of weights.")
        largest = np.abs(found["low"] + found["step"] * numbers.astype("float64") - weights).max()
        half = (float(weights.max()) - float(weights.min())) / 510
        look_at = "Round to the nearest rung, and see that a range of 0 does no harm."
        expected = f"an error of at most {half:.6f}, half a step"
        allowed = half * 1.05 + 1e-6 * np.abs(weights).max()  # float32 itself rounds
        checks.true(largest <= allowed, look_at, expected, f"an error of {largest:.6f}")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# How far can one go? We store all weights of SqueezeNet's body in fewer and fewer bits, let it compute the features anew, and ask the heads
# from section 6, unchanged, about the photos that they have not learned from.
#
# **Predict before you run.** Where will it break: at 16 bits, 8, 6, 5, 4, 3?

# %%
def stored(values, bits):
    """Weights as they come back from so many bits each."""
    if bits in (16, 32):
        return values.astype(f"float{bits}").astype("float32")
    low, step = values.min(), (values.max() - values.min()) / (2**bits - 1)
    return (low + step * np.round((values - low) / step)).astype("float32")


# %% tags=["not-when-grading"]
if body_weights:
    accuracies = {}
    for bits in (32, 16, 8, 6, 5, 4, 3):
        for name, values in (weights or body_weights).items():
            model.get_layer(name).set_weights([stored(value, bits) for value in values])
        features = outputs(body, large)
        answers = np.stack([keras.ops.convert_to_numpy(head(features))[:, 0] for head in heads])
        accuracy = ((answers[folds, np.arange(len(folds))] > 0.5) == smiling).mean()
        accuracies[f"{bits} bits"] = accuracy
        elephant = f", Indian elephant {outputs(model, elephants[:1])[0, indian]:.3f}" if weights else ""
        print(f"{bits:>2} bits: {total * bits / 8e6:.2f} MB, accuracy {accuracy:.3f}{elephant}")
    display(plotting.bars(accuracies, "accuracy on the photos"))
else:
    print("Skipped: accuracy against the size of a weight.")

# %% [markdown]
# Look for the place where the accuracy leaves its interval in section 6: differences within it are chance. Down to there, the bits that we
# saved carried nothing that this task needs. The probability of the elephant moves earlier; section 4 has shown how little that takes. The
# paper goes further by leaving out weights near zero altogether, and by choosing the values of the steps by training, and arrives at 0.47 MB.

# %% [markdown]
# What all this has needed of your computer's memory:

# %% tags=["not-when-grading"]
print(f"this kernel has needed {datasets.peak_memory():,} MB at most")

# %% [markdown]
# Which exercises are done, and which are open? The table knows the test cells that you have run since the kernel started.

# %% tags=["not-when-grading"]
checks.progress()

# %% [markdown]
# ## Common mistakes
#
# - **Photos prepared for another network.** Nothing fails; the network is only worse, sometimes much worse. The order of the colours, the
#   mean and the scale belong to the weights.
# - **Believing that the weights arrived.** Count them, or compare an output with a published one. A network that is half random still
#   answers.
# - **ReLU after `conv10` forgotten.** The weights fit all the same, and the probabilities are others.
# - **Few parameters taken for few computations.** A convolution uses each weight at every place. Count both.
# - **Fine-tuning with large steps.** One epoch with a learning rate fit for new layers, and the old ones have forgotten.
# - **Names as keys.** Two of ImageNet's classes are called "crane", two "maillot"; in a dict from name to probability one of each is lost.
# - **Each class map scaled for itself.** Then the map of what is not in the photo looks as convincing as that of what is.
# - **Scaling features with the photos to be judged.** Mean and deviation come from those that are learned from.

# %% [markdown]
# ## Take-away
#
# - Most of AlexNet's parameters sit in dense layers. A convolution with global average pooling does without them.
# - A fire module squeezes the channels before the expensive kernels: SqueezeNet has 49 times fewer parameters than AlexNet, but only
#   about half as many multiply-adds.
# - Bypasses cost no parameter, where input and output have the same shape.
# - Trained weights come with a way to prepare photos, and both have to be checked. Probabilities between classes that look alike hang on
#   details that nobody sees.
# - The map of a class shows where its evidence lies.
# - With few photos, a head on a trained body beats a network from scratch in seconds; measure it with its interval.
# - A weight needs far fewer than 32 bits.

# %% [markdown]
# ## To go further
#
# - F. Iandola and others, *SqueezeNet: AlexNet-level accuracy with 50x fewer parameters and <0.5MB model size*, 2016, arXiv 1602.07360:
#   sections 5 and 6 try out ratios and bypasses.
# - B. Zhou and others, *Learning Deep Features for Discriminative Localization*, CVPR 2016: class activation maps.
# - The page of `keras.applications`: some forty networks with their weights, sizes and times, and for each its own `preprocess_input`.
# - Take photos of two things at home, thirty each, and train a head that tells them apart.
