"""Runs at the start of a test's kernel: long training becomes one short epoch, and so does long evaluation.

A chapter knows nothing of it. What trains on little anyway, as the exercises do, stays as it is.
"""

import functools  # noqa: I001  (utils comes before Keras, because it quietens TensorFlow)
import math
import os

import utils.checks  # noqa: F401
import keras

MANY = 2000  # examples
MUCH = 20_000_000  # numbers in all epochs' examples: a few hundred photos reach it
BATCHES = 16  # of a data set that makes its batches itself
ONLY_DATA_SETS = "ONLY_DATA_SETS" in os.environ  # such data sets are cut to a few batches, and arrays stay whole

whole_fit, whole_evaluate = keras.Model.fit, keras.Model.evaluate


def shortened(x, y):
    """The first examples of arrays, several inputs and outputs among them."""
    if ONLY_DATA_SETS or y is None or len(keras.tree.flatten(x)[0]) <= MANY:
        return x, y
    return keras.tree.map_structure(lambda array: array[:MANY], (x, y))


@functools.wraps(whole_fit)
def fit(self, x=None, y=None, *args, **options):
    if isinstance(x, keras.utils.PyDataset):
        options |= {"epochs": 1, "steps_per_epoch": min(BATCHES, len(x))}
    elif y is not None and not ONLY_DATA_SETS:
        first = keras.tree.flatten(x)[0]
        if len(first) > MANY or math.prod(first.shape) * options.get("epochs", 1) > MUCH:
            options["epochs"] = options.get("initial_epoch", 0) + 1
        x, y = shortened(x, y)
    return whole_fit(self, x, y, *args, **options)


@functools.wraps(whole_evaluate)
def evaluate(self, x=None, y=None, *args, **options):
    if isinstance(x, keras.utils.PyDataset):
        options["steps"] = min(BATCHES, len(x))
    return whole_evaluate(self, *shortened(x, y), *args, **options)


keras.Model.fit, keras.Model.evaluate = fit, evaluate
