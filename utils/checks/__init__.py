"""What a student sees of a test.

A test cell makes an `exercise`, adds checks (plain functions whose docstring is a sentence and whose body compares),
and calls `report()`, which runs all of them and tells one of three outcomes: not started, not yet, correct.
"""

from utils import quiet  # noqa: F401, I001  (before anything that imports TensorFlow)

from .compare import Failed, equal, seeded, shape, true, unchanged
from .exercise import Exercise as exercise
from .exercise import NotStarted, NotYet
from .progress import progress
from .view import View

__all__ = [
    "Failed", "NotStarted", "NotYet", "View", "equal", "exercise", "progress", "seeded", "shape", "true", "unchanged",
]  # fmt: skip
