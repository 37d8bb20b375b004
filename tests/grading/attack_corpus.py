"""The attacks of tests/grading/attacks as submissions of chapter 01-basics; none of them answers an exercise.

`NAME.py` is a notebook: a text cell with one sentence, what it tries, then cells to be put into the release. A cell
with `answer="GRADE-ID"` stands in place of that answer, one with `after="GRADE-ID"` after that cell, and the others
after the first code cell, which imports. `damaged.py` holds attacks that need no code.

Attacks are harmless if they succeed: they write files called keras_course_attack, connect to the test's own sockets,
and stop at some gigabytes or some thousand processes. One that notices that it has succeeded prints `BREACH`.
"""

import inspect
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import jupytext
import nbformat

from tests.grading.attacks import damaged

FOLDER = Path(__file__).parent / "attacks"
BREACH = "keras_course_breach"


@dataclass(frozen=True)
class Attack:
    """One attack.

    Args:
        tries: a sentence.
        hand_in: function of the submission's folder, the untouched release, and a dict of names that the attacker's
            code may use -> their values.
    """

    tries: str
    hand_in: Callable


def attacks():
    """All attacks by the name of the student who hands them in: {name: Attack}."""
    notebooks = {path.stem: _in_a_notebook(path) for path in FOLDER.glob("*.py") if path.stem != "damaged"}
    files = {
        name: _damaged(function)
        for name, function in inspect.getmembers(damaged, inspect.isfunction)
        if not name.startswith("_")
    }
    return {name.replace("_", "-"): attack for name, attack in sorted((notebooks | files).items())}


def _damaged(function):
    return Attack(function.__doc__, lambda folder, notebook, known: function(folder, notebook))


def _in_a_notebook(path):
    def hand_in(folder, notebook, known):
        put_in(notebook, cells_of(path), known)
        nbformat.write(notebook, folder / "01-basics.ipynb")

    return Attack(jupytext.read(path).cells[0].source, hand_in)


def cells_of(path):
    """The cells of an attack, without the one that says what it tries."""
    return jupytext.read(path).cells[1:]


def put_in(notebook, cells, known):
    """Put an attack's cells into a notebook.

    Args:
        notebook: nbformat.NotebookNode, the untouched release; it is changed.
        cells: list of the attack's cells.
        known: dict of name -> value.
    """
    places = {cell.metadata.nbgrader["grade_id"]: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    setup = next(cell for cell in notebook.cells if cell.cell_type == "code")
    # The word is put together where it runs, so that no source holds it.
    names = [f"BREACH = {BREACH[:5]!r} + {BREACH[5:]!r}", *(f"{name} = {value!r}" for name, value in known.items())]
    after = {id(setup): [nbformat.v4.new_code_cell("\n".join(names))]}
    for cell in cells:
        if "answer" in cell.metadata:
            places[cell.metadata["answer"]].source = cell.source
        else:
            place = places[cell.metadata["after"]] if "after" in cell.metadata else setup
            new = nbformat.v4.new_code_cell if cell.cell_type == "code" else nbformat.v4.new_markdown_cell
            after.setdefault(id(place), []).append(new(cell.source))
    notebook.cells = [one for cell in notebook.cells for one in (cell, *after.get(id(cell), ()))]
