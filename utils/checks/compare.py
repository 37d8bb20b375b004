"""Comparisons that return quietly or raise `Failed` with what was expected, what was found and what to look at."""

import numpy as np

from .messages import say


class Failed(Exception):
    """One check that does not hold.

    Args:
        look_at: the sentence that tells the student where to look.
        expected, found: how to tell the two, as text; either may be None.
    """

    def __init__(self, look_at, expected=None, found=None):
        super().__init__(look_at)
        self.look_at, self.expected, self.found = look_at, expected, found


def equal(found, expected, look_at, tolerance=1e-5, mistakes=None):
    """Hold that `found` equals `expected`: the same shape and, for numbers, values within `tolerance`.

    A list and a tuple are the same, and so are a list of numbers and the array made from it; float32 and float64 too.

    Args:
        found: plain data from the student's function.
        expected: number, str, bool, None, list, dict or array.
        look_at: what the student should look at if it differs.
        tolerance: largest difference, absolute for values up to 1 and relative above.
        mistakes: dict of sentence -> the value that this well-known mistake gives. If `found` is one of them, its
            sentence is told in place of `look_at`.

    Raises:
        Failed: if they differ.
    """
    if _same(found, expected, tolerance):
        return
    if _same_but_shape(found, expected, tolerance):
        look_at = say("look_shape")
    look_at = _cause(mistakes, lambda value: _same(found, value, tolerance), look_at)
    raise Failed(look_at, *_tell_difference(found, expected, tolerance))


def shape(found, expected, look_at, mistakes=None):
    """Hold that the array `found` has the shape `expected`, a tuple of int.

    `mistakes` maps a sentence to the shape that this well-known mistake gives, as in `equal`.
    """
    array = _as_array(found)
    found_shape = None if array is None else array.shape
    if found_shape == tuple(expected):
        return
    look_at = _cause(mistakes, lambda value: found_shape == tuple(value), look_at)
    told = _tell(found) if array is None else say("shape", shape=found_shape)
    raise Failed(look_at, say("shape", shape=tuple(expected)), told)


def true(condition, look_at, expected=None, found=None):
    """Hold that `condition` is true; `expected` and `found` are told to the student as they are, if given."""
    if not condition:
        raise Failed(look_at, expected, None if found is None else _tell(found))


def unchanged(function, *arguments):
    """Hold that the student's `function`, called with `arguments`, leaves the arrays in them as they are."""
    for position, (before, after) in enumerate(zip(arguments, function.arguments_after(*arguments)), start=1):
        if not _same(after, before, tolerance=0):
            raise Failed(say("look_copy"), say("unchanged"), say("changed", position=position))


def seeded(train):
    """Hold that a training can be repeated: one seed always gives the same model, and another seed another one.

    Args:
        train: function of a seed, an int, that returns the `View` of a trained model.

    Raises:
        Failed: if two calls with one seed give weights that differ by more than 1e-3, or with two seeds equal ones.
    """
    first, again, other = (np.concatenate([one.ravel() for one in train(seed).weights()]) for seed in (5, 5, 6))
    if not np.allclose(first, again, atol=1e-3, equal_nan=True):
        raise Failed(say("look_seed"), say("same_model"), say("other_model"))
    if np.array_equal(first, other, equal_nan=True):
        raise Failed(say("look_other_seed"), say("seed_counts"), say("seed_unused"))


def _cause(mistakes, is_it, look_at):
    """The sentence of the first of `mistakes` whose value `is_it`, else `look_at`."""
    return next((sentence for sentence, value in (mistakes or {}).items() if is_it(value)), look_at)


def _as_array(value):
    """`value` as a numeric array, or None if it is not one."""
    if isinstance(value, str) or value is None or isinstance(value, dict):
        return None
    try:
        array = np.asarray(value)
    except ValueError:  # ragged lists
        return None
    return array if array.dtype.kind in "biuf" else None


def _same(found, expected, tolerance):
    if isinstance(expected, dict):
        return (
            isinstance(found, dict)
            and found.keys() == expected.keys()
            and all(_same(found[key], expected[key], tolerance) for key in expected)
        )
    if expected is None or isinstance(expected, str):
        return type(found) is type(expected) and found == expected
    found_array, expected_array = _as_array(found), _as_array(expected)
    if expected_array is not None:
        return (
            found_array is not None
            and found_array.shape == expected_array.shape
            and _close(found_array, expected_array, tolerance).all()
        )
    return (
        isinstance(found, (list, tuple))
        and len(found) == len(expected)
        and all(_same(a, b, tolerance) for a, b in zip(found, expected))
    )


def _same_but_shape(found, expected, tolerance):
    found, expected = _as_array(found), _as_array(expected)
    if found is None or expected is None or found.shape == expected.shape or found.size != expected.size:
        return False
    return found.size > 0 and _close(found.ravel(), expected.ravel(), tolerance).all()


def _close(found, expected, tolerance):
    found, expected = found.astype("float64"), expected.astype("float64")
    with np.errstate(invalid="ignore"):
        near = np.abs(found - expected) <= tolerance * np.maximum(1.0, np.abs(expected))
    return near | (found == expected)  # equal infinities


def _tell(value):
    """A short text for any plain value."""
    if isinstance(value, np.ndarray):
        if value.ndim == 0:
            return _number(value.item())
        values = np.array2string(value, precision=4, threshold=12, edgeitems=3, separator=", ", suppress_small=True)
        return say("array", shape=value.shape, values=" ".join(values.split()))
    if isinstance(value, float):
        return _number(value)
    return value if isinstance(value, str) and "\n" not in value else " ".join(repr(value).split())


def tell_typed(value):
    """A short text for a value of the wrong type; a `View` names its own."""
    if not isinstance(value, (bool, int, float, str, list, dict, np.ndarray)):
        return repr(value)
    return say("text_type", type=type(value).__name__, value=short(" ".join(repr(value).split())))


def short(text, longest=200):
    """`text`, cut to `longest` characters: a student may return a million numbers."""
    return text if len(text) <= longest else text[: longest - 3] + "..."


def _number(value):
    return f"{value:.6g}" if isinstance(value, float) else str(value)


def _tell_difference(found, expected, tolerance):
    """How to tell a student that `found` is not `expected`: two texts."""
    found_array, expected_array = _as_array(found), _as_array(expected)
    if expected_array is None or found_array is None:
        if isinstance(expected, dict) and isinstance(found, dict) and found.keys() == expected.keys():
            key = next(key for key in expected if not _same(found[key], expected[key], tolerance))
            return f"{key}: {_tell(expected[key])}", f"{key}: {_tell(found[key])}"
        if type(found) is not type(expected) and not isinstance(found, (list, np.ndarray)):
            return _tell(expected), tell_typed(found)
        return _tell(expected), _tell(found)
    if found_array.shape != expected_array.shape:
        return (
            _tell(expected_array) if expected_array.size <= 12 else say("shape", shape=expected_array.shape),
            _tell(found_array) if found_array.size <= 12 else say("shape", shape=found_array.shape),
        )
    if expected_array.ndim == 0:
        return _number(expected_array.item()), _number(found_array.item())
    nans = int(np.isnan(found_array).sum()) if found_array.dtype.kind == "f" else 0
    if nans and not np.isnan(expected_array.astype("float64")).any():
        return _tell(expected_array), say("not_a_number", count=nans, size=found_array.size)
    index = tuple(int(i) for i in np.argwhere(~_close(found_array, expected_array, tolerance))[0])
    shown = index[0] if len(index) == 1 else index
    if expected_array.size <= 12:
        return _tell(expected_array), say(
            "differs_first", found=_tell(found_array), value=_number(found_array[index].item()), index=shown
        )
    return (
        say("differs_at", value=_number(expected_array[index].item()), index=shown),
        say("differs_at", value=_number(found_array[index].item()), index=shown),
    )
