"""A hand-in is what was released, but for the student's own cells, whatever its metadata say."""

import copy

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from utils.grading.preprocess import SourceCell, restore


def source(grade_id, cell_type="code", text="# {}", **kind):
    told = {"grade": False, "solution": False, "task": False, "locked": False, "points": 0.0} | kind
    text = text.format(grade_id)
    hidden = f"{text}\n### BEGIN HIDDEN TESTS\nhidden\n### END HIDDEN TESTS" if told["locked"] else text
    return SourceCell(grade_id, cell_type, hidden, text, "checksum", **told)


CELLS = [
    source("one", solution=True),
    source("one-test", grade=True, locked=True, points=2.0),
    source("two", solution=True),
    source("two-test", grade=True, locked=True, points=3.0),
    source("essay", "markdown", grade=True, solution=True, points=5.0),
]


def released():
    """The hand-in of somebody who wrote `answer one` and `answer two`, with a cell of their own."""
    cells = []
    for cell in CELLS:
        text = f"answer {cell.grade_id}" if cell.solution else cell.released
        new = (new_code_cell if cell.cell_type == "code" else new_markdown_cell)(text)
        kind = {"grade": cell.grade, "solution": cell.solution, "locked": cell.locked, "task": cell.task}
        new.metadata["nbgrader"] = {"grade_id": cell.grade_id, "schema_version": 3, **kind}
        if cell.grade:
            new.metadata["nbgrader"]["points"] = cell.points
        cells.append(new)
    cells.insert(1, new_code_cell("own = 1"))
    return new_notebook(cells=cells)


def restored(notebook):
    log = restore(notebook, CELLS)
    nbformat.validate(notebook)
    return notebook, log


def summary(notebook):
    """(grade_id, source, points) of each cell."""
    nbgrader = [cell.metadata.get("nbgrader", {}) for cell in notebook.cells]
    return [(one.get("grade_id"), cell.source, one.get("points")) for one, cell in zip(nbgrader, notebook.cells)]


WHOLE = [
    ("one", "answer one", None),
    (None, "own = 1", None),
    ("one-test", CELLS[1].source, 2.0),
    ("two", "answer two", None),
    ("two-test", CELLS[3].source, 3.0),
    ("essay", "answer essay", 5.0),
]


def test_an_honest_hand_in_stays_as_it_is():
    notebook, log = restored(released())
    assert summary(notebook) == WHOLE and log == []


def by_id(notebook, grade_id):
    return next(cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") == grade_id)


def lie(**change):
    def damage(notebook):
        by_id(notebook, "one-test").metadata["nbgrader"].update(change)

    return damage


LIES = {
    "points": lie(points=1000),
    "points as text": lie(points="many"),
    "negative points": lie(points=-1),
    "a solution": lie(solution=True),
    "not graded": lie(grade=False),
    "not locked": lie(locked=False),
    "a task": lie(task=True),
    "another cell type": lie(cell_type="markdown"),
    "an old schema": lie(schema_version=0),
    "a schema of the future": lie(schema_version=99),
    "a checksum": lie(checksum="0"),
    "much else": lie(score=100, comment="well done", extra={"a": [1]}),
}


@pytest.mark.parametrize("name", LIES)
def test_lies_in_metadata_change_nothing(name):
    notebook = released()
    LIES[name](notebook)
    assert summary(restored(notebook)[0]) == WHOLE
    assert by_id(notebook, "one-test").metadata.nbgrader == {
        "schema_version": 3, "grade_id": "one-test", "grade": True, "solution": False, "task": False, "locked": True,
        "cell_type": "code", "checksum": "checksum", "points": 2.0,
    }  # fmt: skip


@pytest.mark.parametrize("metadata", ["text", ["list"], 7, None, {"grade_id": ["one"]}, {"grade_id": None}])
def test_metadata_of_the_wrong_kind_are_dropped(metadata):
    notebook = released()
    notebook.cells[1].metadata["nbgrader"] = copy.deepcopy(metadata)
    assert summary(restored(notebook)[0]) == WHOLE


@pytest.mark.parametrize("source", ["pass", "", "# one-test\nsurplus = 1"])
def test_an_edited_test_is_the_gradebooks_again(source):
    notebook = released()
    by_id(notebook, "one-test").source = source
    notebook, log = restored(notebook)
    assert summary(notebook) == WHOLE and "one-test was changed" in log[0]


@pytest.mark.parametrize("source", [CELLS[1].source, "# one-test\r\n", "\n# one-test  "])
def test_a_test_as_an_editor_may_save_it_is_not_edited(source):
    notebook = released()
    by_id(notebook, "one-test").source = source
    assert restored(notebook)[1] == []


def test_an_answer_that_is_gone_is_told():
    notebook = released()
    notebook.cells.remove(by_id(notebook, "two"))
    assert restored(notebook)[1] == ["The cell two is missing, and with it the place of an answer."]


def test_a_test_made_markdown_is_code_again():
    notebook = released()
    cell = by_id(notebook, "one-test")
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]
    notebook, log = restored(notebook)
    assert summary(notebook) == WHOLE and "has become a markdown cell" in log[0]


@pytest.mark.parametrize("gone", [["one-test"], ["two-test"], ["one-test", "two-test"]])
def test_missing_tests_are_put_back_after_their_answer(gone):
    notebook = released()
    notebook.cells = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade_id") not in gone]
    notebook, log = restored(notebook)
    own = WHOLE.index((None, "own = 1", None))
    after = [row[0] for row in summary(notebook)]
    assert sorted(map(str, summary(notebook))) == sorted(map(str, WHOLE))
    assert after.index("one-test") - after.index("one") <= own + 1 and after.index("two-test") == after.index("two") + 1
    assert len(log) == len(gone)


def test_tests_whose_answer_is_gone_too_are_put_back_in_order():
    notebook = released()
    notebook.cells = notebook.cells[:1]
    notebook, _ = restored(notebook)
    assert [row[0] for row in summary(notebook)] == ["one", "one-test", "two-test", "essay"]


def test_an_empty_notebook_has_all_tests_again():
    notebook, _ = restored(new_notebook())
    assert [row[0] for row in summary(notebook)] == ["one-test", "two-test", "essay"]


def test_of_a_copied_cell_the_last_counts():
    notebook = released()
    notebook.cells.append(copy.deepcopy(by_id(notebook, "one")))
    notebook.cells[-1].source = "answer once more"
    notebook.cells[-1].id = "other"
    notebook, log = restored(notebook)
    assert summary(notebook) == [(None, "answer one", None), *WHOLE[1:], ("one", "answer once more", None)]
    assert "more than once" in log[0]


def test_a_made_up_test_is_a_plain_cell():
    notebook = released()
    notebook.cells[1].metadata["nbgrader"] = {"grade": True, "grade_id": "mine", "points": 100, "schema_version": 3}
    notebook, log = restored(notebook)
    assert summary(notebook) == WHOLE and "'mine' is not part of this chapter" in log[0]
