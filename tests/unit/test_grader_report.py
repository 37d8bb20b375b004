"""The page that tells how surely the grader grades: nothing that falls short is left out of it."""

import dataclasses
import platform
import sys

import pytest

if (sys.platform, platform.machine()) != ("linux", "x86_64"):
    pytest.skip("the proof is made on Linux on x86", allow_module_level=True)

from tests.grading.accidents import ACCIDENTS  # noqa: E402
from tests.grading.habits import HABITS  # noqa: E402
from tools.grader_report import Exercise, Report, page  # noqa: E402

VERDICTS = {"np.where": [], "abs": ["relu-sign"]}
FINE = Exercise("relu", 2, 2, (4, 4), (6, 6), (9, 9), 1, (200, 200), 0.05, VERDICTS)


def report(*exercises, habits=None, accidents=None):
    return Report(
        list(exercises),
        {habit.__name__: [] for habit in HABITS} | (habits or {}),
        {one.title: True for one in ACCIDENTS} | (accidents or {}),
    )


def test_an_exercise_is_a_row():
    text = page({"01-basics": report(FINE)}, {})
    assert "| 1 | `relu` | 2 | 2 | 4 of 4 | 6 of 6 | 9 of 9 | 1 | 200 of 200 | 0.05 |" in text
    assert "## What falls short\n\nNothing.\n" in text and "Not tried." in text


def test_what_falls_short_is_named_and_counted():
    short = dataclasses.replace(FINE, right=(3, 4), mutants=(7, 9), short=["right answer refused: np.where"])
    text = page({"01-basics": report(FINE), "02-sequential": report(short, habits={"a_plot": ["relu"]})}, {})
    assert "- `relu`: right answer refused: np.where" in text and "Nothing." not in text
    assert "| **7 of 8** | **12 of 12** | **16 of 18** | **2** |" in text
    assert "| A figure after each answer | 1 of 2, relu lost |" in text


def test_an_accident_that_costs_too_much_is_counted():
    text = page({"01-basics": report(FINE), "02-sequential": report(FINE, accidents={"not JSON": False})}, {})
    assert "| not JSON | all | 1 of 2 |" in text


def test_other_versions_agree_or_what_differs_is_named():
    now = {"01-basics": report(FINE)}
    same, other = ({"01-basics": {"relu": titles}} for titles in (VERDICTS, VERDICTS | {"abs": []}))
    text = page(now, {"Keras 3.15.0, TensorFlow 2.21.0": same, "Keras 3.14.1, TensorFlow 2.21.0": other})
    assert "- Keras 3.15.0, TensorFlow 2.21.0: 2 of 2 verdicts agree\n" in text
    assert "- Keras 3.14.1, TensorFlow 2.21.0: 1 of 2 verdicts agree; not relu: abs\n" in text
