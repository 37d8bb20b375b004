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
# # Welcome: check your set-up and find your way
#
# In a quarter of an hour you know that the course runs on this computer, and how to work through a chapter from the
# first cell to handing it in.

# %% [markdown]
# ## Questions
#
# - Does everything that the course needs work here, and if not, what do I do?
# - How do I read a chapter so that I learn from it?
# - What does a test cell tell me, and where is help when I am stuck?
# - How do I hand in, and how do I keep my work?

# %% [markdown]
# ## What you will be able to do
#
# - run cells, restart, and find out what is missing on a computer;
# - predict what a cell will show before you run it;
# - do an exercise, take a hint, and read the three outcomes of a test cell;
# - validate your notebook and hand it in, or save it from a session that is not kept.

# %% [markdown]
# ## Before you start
#
# You need to have written a Python function before. This chapter is not graded, needs no network and downloads nothing.
#
# **Time:** 10 minutes to read and run, 5 minutes for the exercise. No cell takes more than a few seconds, except the
# first one, which starts TensorFlow.
#
# A notebook is made of cells. Click the cell below and press Shift+Enter: it runs, and the next cell is selected. While
# it runs there is a `[*]` beside it, and then a number. If it stops with `ModuleNotFoundError`, JupyterLab was started
# from another Python: close it, go to the course's folder and type `make lab`.

# %%
from utils import checks, datasets, plotting  # first, because it quietens TensorFlow's start

import keras
import numpy as np

# %% [markdown]
# ## 1. Does everything work here?
#
# Run the cells of this section one after the other. You need not understand them: they fill a table, and the last one
# shows it.
#
# First the versions. The course is tested within bounds, which it declares when it is installed. Outside them, a
# chapter may still run, or may show something else than we describe.

# %%
import platform
from importlib import metadata

import tensorflow as tf
from packaging.requirements import Requirement
from packaging.specifiers import SpecifierSet

rows, again = [], "set up again: `make clean`, then `make lab`"
bounds = {one.name: one.specifier for one in map(Requirement, metadata.requires("keras-course"))}
bounds["python"] = SpecifierSet(metadata.metadata("keras-course")["Requires-Python"])
installed = {one.metadata["Name"].lower(): one.version for one in metadata.distributions()}
versions = {"Python": platform.python_version(), "TensorFlow": tf.__version__, "Keras": keras.__version__}
versions |= {name: installed.get(name.lower(), "missing") for name in ("NumPy", "JupyterLab", "nbgrader")}

for name, number in versions.items():
    tested = bounds[name.lower()]
    fits = number != "missing" and tested.contains(number, prereleases=True)
    rows.append(("✓" if fits else "✗", name, number, f"the course is tested with {tested}; {again}"))

# %% [markdown]
# Then the computer and the data. Data that is not here is no fault: a chapter fetches it when it needs it, and without
# a network it says so and goes on with a **stand-in** that the course makes itself.

# %%
import os

import psutil

own = psutil.Process().memory_info().rss
limit = float(os.environ.get("MEM_LIMIT", "inf"))  # of a shared server such as Binder; bytes
free = min(psutil.virtual_memory().available, limit - own) / 1e9
rows.append(("✓" if free > 1 else "✗", "free memory", f"{free:.1f} GB", "1 GB is needed: shut down other notebooks"))
rows.append(("✓", "processor cores", str(os.cpu_count()), ""))

here = [name for name in datasets.ITEMS if datasets.where(name)]
found = f"{len(here)} of {len(datasets.ITEMS)} files here"
fetch = "fetched when needed; before a class without a network: `python -m utils.datasets fetch`"
rows.append(("✓" if len(here) == len(datasets.ITEMS) else "○", "data", found, fetch))

# %% [markdown]
# A few programs are optional: for each one that is missing, the table says what it would do and how it is installed.

# %%
import shutil

installers = {"apt": "sudo apt install", "dnf": "sudo dnf install", "brew": "brew install", "winget": "winget install"}
install = next((command for program, command in installers.items() if shutil.which(program)), "install")
programs = {
    "graphviz": (["dot"], "draws model graphs, which the course can also do without it"),
    "bubblewrap": (["bwrap"], "for instructors: will isolate what they grade"),
    "chromium": (["chromium", "chromium-browser", "google-chrome"], "for contributors: runs tests in a browser"),
}
if platform.system() != "Linux":
    del programs["bubblewrap"]  # it exists on Linux only

for name, (commands, purpose) in programs.items():
    there = any(map(shutil.which, commands))
    rows.append(("✓" if there else "○", name, "installed" if there else "missing", f"{purpose}: `{install} {name}`"))

# %% [markdown]
# Now the tests themselves. A test cell calls a function of yours and has three things to say. Here are three functions
# that should return 2, and what a test cell says of one of them.

# %%
def right():
    return 2


def wrong():
    return 3


def untouched():
    raise NotImplementedError()

# %%
import contextlib
import io


def told(name):
    """What a test cell says of the function called `name`, which should return 2."""
    exercise = checks.exercise(name, f"{name} returns 2")

    @exercise.check
    def returns_two(function):
        """It returns 2."""
        checks.equal(function(), 2, "Change the number after return.")

    with contextlib.redirect_stdout(io.StringIO()) as output:
        try:
            exercise.report()
        except (checks.NotYet, checks.NotStarted) as outcome:
            print(outcome)
    return output.getvalue()

# %% [markdown]
# Last, some real work: compute something, draw a figure, draw the graph of a model, and test those three functions.

# %%
model = keras.Sequential([keras.Input((1,)), keras.layers.Dense(1)])
attempts = {
    "computing": lambda: f"{keras.backend.backend()} adds up to {float(keras.ops.sum(keras.ops.ones(4))):g}",
    "figures": lambda: plotting.bars({"one": 1}, "number").savefig(io.BytesIO()) or "drawn",
    "model graphs": lambda: plotting.model(model) and f"drawn with{'' if shutil.which('dot') else 'out'} Graphviz",
    "test cells": lambda: "outcomes " + " ".join(told(name)[0] for name in ("right", "wrong", "untouched")),
}
expected = {"computing": "tensorflow adds up to 4", "test cells": "outcomes ✓ ✗ ○"}
for name, attempt in attempts.items():
    try:
        result = attempt()
        good = result == expected.get(name, result)
    except Exception as error:  # whatever is wrong becomes a line of the table
        result, good = f"{type(error).__name__}: {error}".splitlines()[0], False
    rows.append(("✓" if good else "✗", name, result, f"{again}; if that does not help, ask, with this line"))

# %% [markdown]
# Here is the table. ✓ is as it should be, ○ is missing but the course does without it, and ✗ needs you: the last column
# says what to do.

# %%
from IPython.display import display

lines = ["| | what | found | what to do |", "|---|---|---|---|"]
for mark, what, value, advice in rows:
    lines.append(f"| {mark} | {what} | {value.replace('|', '/')} | {'' if mark == '✓' else advice} |")
table = "\n".join(lines)
display({"text/markdown": table, "text/plain": table}, raw=True)

troubles = sum(mark == "✗" for mark, *_ in rows)
print("All is well." if not troubles else f"{troubles} of {len(rows)} lines need you.")

# %% [markdown]
# ## 2. Predict, then run
#
# You learn little by pressing Shift+Enter and nodding. Where a chapter says **Predict before you run**, stop, say aloud
# or write down what you expect, then run the cell. When you are wrong, you have found the place to read again.
#
# **Predict before you run.** The figure below shows twelve points and the line $y = \text{weight} \cdot x +
# \text{bias}$, with both numbers at 0. Which way must you move `weight` to bring the line closer to the points, and
# which way `bias`?

# %%
x = np.linspace(-1, 1, 12)
y = 0.8 * x + 0.3 + np.random.default_rng(1).normal(scale=0.1, size=12)


def line(weight, bias):
    error = np.mean((weight * x + bias - y) ** 2)
    text = f"y = {weight:.1f} x + {bias:.1f}, mean squared error {error:.3f}"
    figure, axis = plotting.figure(alt=f"Twelve points that rise to the right, from -0.5 to 1.2. The line {text}.")
    axis.plot(x, y, linestyle="none", marker="o", label="points")
    axis.plot(x, weight * x + bias, label="your line")
    axis.set(xlabel="x", ylabel="y", ylim=(-1.5, 1.5), title=text)
    axis.legend(loc="upper left")
    return figure


plotting.explore(line, weight=(-1.0, 1.0, 0.1), bias=(-1.0, 1.0, 0.1))

# %% [markdown]
# Now move the sliders, and make the error as small as you can. You have just done what training does: change numbers
# until an error is small. Every chapter has at least one figure like this. Without a running kernel you see its last
# picture.
#
# The same line is the smallest network there is: one layer with one unit.
#
# **Predict before you run.** How many numbers does it learn?

# %% tags=["nbval-check-output"]
print(model.count_params(), "parameters")

# %%
plotting.model(model)

# %% [markdown]
# **Think about it.** You moved two sliders until the error was small. The network of chapter 01 has 407,050 of them.
# What would you have to know about each slider in order not to try them all?
#
# <details><summary>One answer</summary>
#
# In which direction, and how steeply, the error changes when this slider moves a little, while the others stay. That is
# the gradient. It can be computed for all sliders at once, so one step can move every one of them the right way. You
# have no need to see the picture, and no picture of 407,050 sliders could be drawn.
#
# </details>

# %% [markdown]
# ### Numbers differ a little
#
# A computer rounds after every operation, so the order of a sum matters, and another machine may choose another order.
#
# **Predict before you run.** Are these two sums equal?

# %% tags=["nbval-check-output"]
print((0.1 + 0.2) + 0.3 == 0.1 + (0.2 + 0.3))
print((0.1 + 0.2) + 0.3, "and", 0.1 + (0.2 + 0.3))

# %% [markdown]
# A network starts from random numbers and adds up millions of products. We fix the random numbers with a **seed**; the
# rounding we cannot fix. If we print 0.98 and you see 0.978, all is well, and no exercise asks for more digits than
# you can trust.

# %% [markdown]
# ## 3. What a test cell says
#
# Below each exercise stand one or more test cells. They are locked: you run them, and your work stays above them. Each
# tells one of three outcomes, and if it is not yet right, every check with what was expected, what was found and where
# to look. These are the three functions from section 1.

# %% tags=["nbval-check-output"]
print(told("right"), told("wrong"), told("untouched"), sep="\n")

# %% [markdown]
# A test that fails costs nothing: run it as often as you like. When a chapter is graded, hidden tests run too, with
# other inputs, so a function that is right only for the numbers you can see does not pass.

# %% [markdown]
# ## 4. An exercise
#
# The cell below is a **stub**: a function with its description and without its work. Take out `raise
# NotImplementedError()` and write the work in its place. The description says what comes in and what must go out:
# shapes, types, ranges.
#
# ### Exercise 1: from 0 to 255, to 0 to 1
#
# A grey image holds a number from 0 to 255 for each pixel. Networks start best with numbers from 0 to 1.
#
# First run the test cell as it is, to see *not started*. Then try a wrong answer on purpose, `return image`. Then do
# it.

# %% nbgrader={"grade": false, "grade_id": "scale-pixels", "locked": false, "schema_version": 3, "solution": true, "task": false}
def scale_pixels(image):
    """Bring pixels to the range from 0 to 1.

    Args:
        image: array of any shape, numbers from 0 to 255. It stays as it is.

    Returns:
        float array of the same shape: 0 stays 0, and 255 becomes 1.
    """
    ### BEGIN SOLUTION
    return image / 255
    ### END SOLUTION

# %% [markdown]
# Stuck? Hints come in levels: open the first, try again, and only then open the next.
#
# <details><summary>Hint 1</summary>
#
# By which number must 255 be divided to become 1? The same division is right for every pixel.
#
# </details>
# <details><summary>Hint 2</summary>
#
# NumPy divides a whole array at once: `array / number` divides every element, and makes a new array.
#
# </details>
# <details><summary>Hint 3</summary>
#
# `return image / 255`
#
# </details>

# %% nbgrader={"grade": true, "grade_id": "scale-pixels-practice", "locked": true, "points": 0, "schema_version": 3, "solution": false, "task": false}
import numpy as np

from utils import checks

exercise = checks.exercise("scale_pixels", "scale_pixels brings 0 to 255 to 0 to 1")


@exercise.check
def four_pixels(scale_pixels):
    """Four pixels, 0, 51, 102 and 255, become 0, 0.2, 0.4 and 1."""
    image = np.array([[0, 51], [102, 255]])
    checks.equal(
        scale_pixels(image),
        [[0.0, 0.2], [0.4, 1.0]],
        "Divide every pixel by the largest value that a pixel can have.",
        mistakes={
            "The image comes back as it was: divide it.": image,
            "There are 256 values, but the largest is 255: divide by that.": image / 256,
            "255 was divided by the pixels' sum: divide by 255 alone.": image / image.sum(),
            "// rounds down to whole numbers: divide with /.": image // 255,
        },
    )


@exercise.check
def dark_image(scale_pixels):
    """An image without white stays dark: its brightest pixel, 51, becomes 0.2."""
    checks.equal(
        scale_pixels(np.array([0, 51])),
        [0.0, 0.2],
        "Divide by 255.",
        mistakes={"This divides by the brightest pixel of this image: divide by 255, in every image.": [0.0, 1.0]},
    )


@exercise.check
def image_stays(scale_pixels):
    """The image that it is given stays as it is."""
    checks.unchanged(scale_pixels, np.array([[0.0, 255.0]]))


### BEGIN HIDDEN TESTS
@exercise.check
def small_integers(scale_pixels):
    """Pixels as images hold them, of type uint8, in a batch."""
    images = np.arange(24, dtype="uint8").reshape(2, 3, 4)
    checks.equal(scale_pixels(images), images.astype(float) / 255, "Divide the array as it comes, whatever its shape.")


### END HIDDEN TESTS
exercise.report()

# %% [markdown]
# At the end of a chapter, this line shows which tests pass and which are open. It knows what you have run since the
# kernel started.

# %% tags=["not-when-grading"]
checks.progress()

# %% [markdown]
# ## 5. Validate and hand in
#
# 1. **Save**: Ctrl+S, on a Mac Command+S.
# 2. **Restart and run all**: in the menu *Kernel*, *Restart Kernel and Run All Cells…*. A notebook remembers what you
#    ran, in the order in which you ran it, even cells that you have deleted since. A fresh start shows what the person
#    who grades will see. It stops at the first test that is not passed.
# 3. **Validate**: press *Validate* above the notebook. It runs everything afresh and lists the test cells that do not
#    pass. It does not stop at the first. You may hand in although some fail: the others count.
# 4. **Hand in**: if your class uses the assignment list, open *Nbgrader*, *Assignment List*, and press *Submit* beside
#    the chapter. You may submit again; the last one counts. If the list is empty, send your instructor the file, under
#    the name that it has.
#
# Write only where a stub was, or in new cells of your own. Do not delete, copy, split or unlock test cells.

# %% [markdown]
# ## 6. If you are in Binder
#
# Binder lends you a computer in a browser, and takes it back **with everything on it** when the session ends: when you
# close it, or after about ten minutes without activity. So, before you leave and every half hour:
#
# - in the menu *File*, choose *Download*: the notebook, with your work, goes to your own computer;
# - next time, bring it back with the *Upload Files* button above the list of files, into the folder it came from.
#
# Memory is about 2 GB: when you change to another chapter, choose *Kernel*, *Shut Down Kernel* in the one that you
# leave.

# %% [markdown]
# ## Common mistakes
#
# - **Running cells out of order.** A name is unknown, or has an old value. Restart the kernel and run from the top.
# - **Changing a function and not running its cell.** The test still sees the old one. Run the cell, then the test.
# - **`print` in place of `return`.** You see the value, and the test does not get it.
# - **Writing in a test cell.** It is replaced by the original when your work is graded.
# - **Opening all hints at once.** The last one is almost the answer, and answers that one has read are soon forgotten.
# - **Waiting for equal numbers.** The last digits differ from machine to machine.

# %% [markdown]
# ## Take-away
#
# - The table in section 1 says what is wrong on a computer, and what to do.
# - Predict, then run; read again where you were wrong.
# - Every test cell says *not started*, *not yet* with reasons, or *correct*. Trying is free.
# - Save, restart and run all, validate, hand in. In Binder, download.

# %% [markdown]
# ## To go further
#
# - JupyterLab, from menus to shortcuts: [jupyterlab.readthedocs.io](https://jupyterlab.readthedocs.io).
# - Arrays, if `image / 255` was new to you: *NumPy: the absolute basics for beginners* on
#   [numpy.org](https://numpy.org/doc/stable/user/absolute_beginners.html).
# - [The book on one page](../../BOOK.md) says what each chapter teaches, how long it takes and what every exercise tests;
#   the [glossary](../../GLOSSARY.md) explains the terms, in English and Chinese. A chapter that introduces a term prints
#   it bold.
# - Next chapter: a network that reads handwritten digits, taken apart until you could have written each piece.
