"""The results of a program: a small table for the reader, and the same as data for RESULTS.md."""

import math
import platform
from datetime import date
from numbers import Integral, Real

import keras
import tensorflow as tf
from IPython.display import display

from utils.datasets.memory import peak_memory

from .messages import say
from .style import PlottingError, in_notebook
from .tables import numbers, table
from .training import Progress

RESULT = "application/vnd.keras-course.result+json"


def record(program, training=None, seed=None, **figures):
    """Show a program's figures in a small table, and keep them in the notebook for RESULTS.md.

    The output's data, of the type `RESULT`, are a dict: program, seed, figures; epochs as `plotting.progress` keeps
    them (a list for each model) and their seconds, both None without a training; peak_mb, the most memory that the
    kernel has needed so far (`datasets.peak_memory`); date (YYYY-MM-DD) and versions of Python, Keras and TensorFlow.

    Args:
        program: str, what the row is called.
        training: what `plotting.progress()` returned, after the fits that it watched; adds their epochs and seconds.
            None where nothing was trained, or nothing is to be said about it.
        seed: int, the seed of the run; None if it has none.
        figures: at least one number by its name, such as `accuracy=0.98, loss=0.08`.

    Raises:
        PlottingError: if there is no name or no figure, if one of them is no finite number, or if `training` is
            something else or has seen no epoch.
    """
    if not isinstance(program, str) or not program.strip():
        raise PlottingError(say("record_program", program=program))
    if not figures:
        raise PlottingError(say("record_no_figures"))
    for name, value in figures.items():
        if not isinstance(value, Real) or isinstance(value, bool) or not math.isfinite(value):
            raise PlottingError(say("record_figures", name=name, value=value))
    if training is not None and not isinstance(training, Progress):
        raise PlottingError(say("record_training", type=type(training).__name__))
    if training is not None and not any(training.epochs):
        raise PlottingError(say("record_not_trained"))
    if seed is not None and (not isinstance(seed, Integral) or isinstance(seed, bool)):
        raise PlottingError(say("record_seed", seed=seed))
    result = {
        "program": program,
        "seed": seed if seed is None else int(seed),
        "figures": {name: int(x) if isinstance(x, Integral) else float(x) for name, x in figures.items()},
        "seconds": training and training.seconds,
        "epochs": training and training.epochs,
        "peak_mb": peak_memory(),
        "date": date.today().isoformat(),
        "versions": {"python": platform.python_version(), "keras": keras.__version__, "tensorflow": tf.__version__},
    }
    bundle = table(say("record_caption", program=program), [_row(result)])
    if in_notebook():
        display(bundle | {RESULT: result}, raw=True)
    else:
        print(bundle["text/plain"])


def _row(result):
    """What the reader sees of a result: dict from the name of a column to the text of its cell."""
    row = numbers(result["figures"])
    if result["seed"] is not None:
        row[say("seed")] = str(result["seed"])
    if result["epochs"]:
        row[say("epochs")] = str(sum(len(model) for model in result["epochs"]))
        row[say("seconds")] = f"{result['seconds']:.1f}"
    row[say("memory")] = f"{result['peak_mb']:,}"
    return row
