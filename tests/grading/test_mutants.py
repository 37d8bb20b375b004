"""What may change in an answer, and that the mutants named as no mistakes are still made."""

import pytest
from mutants import EQUIVALENT, equivalents, mutants
from verdicts import SLOW

from tools.classroom import ROOT, reference_answers


def changed(line):
    """What becomes of `line`, as the only one of a program."""
    return {one.after for one in mutants(line)}


@pytest.mark.parametrize(
    "line, becomes",
    [
        ("y = x @ w + b", {"y = x @ w - b", "y = (x @ w)", "y = (b)", "y = (w) @ (x) + b"}),
        ("s = x.sum(axis=-1)", {"s = x.mean(axis=-1)", "s = x", "s = x.sum(axis=0)", "s = x.sum(axis=-2)"}),
        ('Dense(3, activation="relu")', {'Dense(4, activation="relu")', "Dense(3)", 'Dense(3, activation="tanh")'}),
        ("kept = x >= rate", {"kept = x > rate", "kept = x <= rate"}),
        ("layers = [a, b]", {"layers = [a, ]", "layers = [b]"}),
        ("model.compile(loss)", {"pass", "(loss)"}),
        ("x[mask] = 0", {"pass", "x[mask] = 1"}),
    ],
)  # fmt: skip
def test_a_line_changes(line, becomes):
    assert becomes <= changed(line)


def test_a_return_is_left_out():
    assert [one.after for one in mutants("def f(x):\n    return x")] == ["pass"]


def test_what_says_the_same_is_no_mutant():
    source = 'def f(x: "np.ndarray") -> int:\n    """Three, 3, or so."""\n    return x + 0'
    found = mutants(source)
    assert len({one.source for one in found}) == len(found) and source not in {one.source for one in found}
    assert all('"np.ndarray"' in one.source and "Three, 3, or so" in one.source for one in found)


@pytest.mark.parametrize("chapter", SLOW)
def test_a_mutant_that_is_no_mistake_is_one(chapter):
    references = reference_answers(ROOT / "solutions" / chapter / f"{chapter}.ipynb")
    for grade_id, good in equivalents(chapter).items():
        made = {(one.before, one.after) for one in mutants(references[grade_id])}
        assert not good.keys() - made and all(why.endswith(".") for why in good.values()), grade_id


def test_every_list_belongs_to_a_chapter():
    assert {path.stem for path in EQUIVALENT.iterdir()} <= set(SLOW)
