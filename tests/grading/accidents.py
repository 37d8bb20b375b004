"""What befalls a hand-in by accident: to a cell, to the file, to the folder. Each is what the student did not mean."""

import copy
import shutil
from collections.abc import Callable
from dataclasses import dataclass

import nbformat
from nbformat.v4 import new_code_cell, new_output

from tools.classroom import answer_cells


@dataclass(frozen=True)
class Accident:
    """One accident.

    Args:
        title: what happens.
        happens: function of the path of the handed-in notebook (pathlib.Path).
        costs: "nothing", "the exercise" (the first, which accidents befall), or "all".
        told: a part of the feedback page that says so; None if there is nothing to say.
    """

    title: str
    happens: Callable
    costs: str = "nothing"
    told: str | None = None

    def exercises(self, everything):
        """Of all exercises (list of grade_ids, in order) the set of those that it costs."""
        return set({"nothing": [], "the exercise": everything[:1], "all": everything}[self.costs])


def _tests(notebook):
    parts = [(cell, cell.metadata.get("nbgrader", {})) for cell in notebook.cells]
    return [cell for cell, part in parts if part.get("grade") and not part["solution"]]


def _in_notebook(change):
    """An accident to cells: `change` is given the notebook."""

    def happens(path):
        notebook = nbformat.read(path, as_version=4)
        change(notebook)
        nbformat.write(notebook, path)

    return happens


def _after(notebook, cell, new):
    notebook.cells.insert(notebook.cells.index(cell) + 1, new)


def _copied(cell):
    new = copy.deepcopy(cell)
    new.id = f"copy-of-{cell.id}"[:64]
    return new


def _copy_test(notebook):
    _after(notebook, _tests(notebook)[0], _copied(_tests(notebook)[0]))


def _split_test(notebook):
    cell = _tests(notebook)[0]
    lines = cell.source.split("\n")
    cell.source = "\n".join(lines[:5])
    _after(notebook, cell, new_code_cell("\n".join(lines[5:])))


def _edit_test(notebook):
    _tests(notebook)[0].source = _tests(notebook)[0].source.replace("checks.", "check.")


def _empty_test(notebook):
    _tests(notebook)[0].source = ""


def _delete_test(notebook):
    notebook.cells.remove(_tests(notebook)[0])


def _delete_answer(notebook):
    notebook.cells.remove(answer_cells(notebook)[0])


def _duplicate_answer(notebook):
    _after(notebook, answer_cells(notebook)[0], _copied(answer_cells(notebook)[0]))


def _paste_answer_over_test(notebook):
    _tests(notebook)[0].source = answer_cells(notebook)[0].source


def _make_markdown(notebook):
    cell = answer_cells(notebook)[0]
    cell.cell_type = "markdown"
    del cell["outputs"], cell["execution_count"]


def _half_a_line(notebook):
    answer_cells(notebook)[0].source += "\n    return ("


def _huge_output(notebook):
    answer_cells(notebook)[0].outputs = [new_output("stream", text="0123456789abcdef\n" * 1_000_000)]


def _prints_much(notebook):
    _after(notebook, answer_cells(notebook)[0], new_code_cell("for n in range(300_000):\n    print('epoch', n)"))


def _stray_stderr(notebook):
    _after(notebook, _tests(notebook)[0], new_code_cell("import sys\nprint('careful', file=sys.stderr)"))


def _ends_the_kernel(notebook):
    _after(notebook, _tests(notebook)[0], new_code_cell("exit()"))


def _older_format(path):
    nbformat.write(nbformat.read(path, as_version=4), path, version=3)


def _no_cells(notebook):
    notebook.cells = []


def _rename(path):
    path.rename(path.with_name(f"{path.stem} (1).ipynb"))


def _export(path):
    path.with_suffix(".py").write_text("print('exported')", encoding="utf-8")
    path.unlink()


def _second_notebook(path):
    shutil.copy(path, path.with_name(f"{path.stem}-Copy1.ipynb"))


def _checkpoints(path):
    folder = path.parent / ".ipynb_checkpoints"
    folder.mkdir()
    shutil.copy(path, folder / f"{path.stem}-checkpoint.ipynb")


def _merge_conflict(path):
    text = path.read_text(encoding="utf-8")
    path.write_text(f"<<<<<<< HEAD\n{text}=======\n{text}>>>>>>> mine\n", encoding="utf-8")


def _cut_short(path):
    path.write_bytes(path.read_bytes()[:-500])


def _marked(path):
    path.write_bytes(b"\xef\xbb\xbf" + path.read_bytes())


ACCIDENTS = (
    Accident("nothing", lambda path: None),
    Accident("a test cell is copied", _in_notebook(_copy_test), told="more than once"),
    Accident("a test cell is split in two", _in_notebook(_split_test), told="was changed: it is what it was again"),
    Accident("a test cell is edited", _in_notebook(_edit_test), told="was changed: it is what it was again"),
    Accident("a test cell is emptied", _in_notebook(_empty_test), told="was changed: it is what it was again"),
    Accident("a test cell is deleted", _in_notebook(_delete_test), told="is missing: put back"),
    Accident("the answer is pasted over a test", _in_notebook(_paste_answer_over_test), told="was changed"),
    Accident("an answer cell is deleted", _in_notebook(_delete_answer), "the exercise", "the place of an answer"),
    Accident("an answer cell is duplicated", _in_notebook(_duplicate_answer), told="more than once"),
    Accident("an answer cell becomes text", _in_notebook(_make_markdown), told="has become a markdown cell"),
    Accident("an answer ends in half a line", _in_notebook(_half_a_line), "the exercise", "SyntaxError"),
    Accident("17 MB of output lie in the file", _in_notebook(_huge_output)),
    Accident("a cell prints 300,000 lines", _in_notebook(_prints_much)),
    Accident("a line on stderr", _in_notebook(_stray_stderr)),
    Accident("a cell calls exit()", _in_notebook(_ends_the_kernel)),
    Accident("saved in the format of 2013", _older_format),
    Accident("all cells are deleted", _in_notebook(_no_cells), "all", "is missing: put back"),
    Accident("the notebook has another name", _rename, "all", "There is no notebook called"),
    Accident("a program is handed in instead", _export, "all", "There is no notebook called"),
    Accident("a copy lies beside it", _second_notebook),
    Accident("a checkpoint lies beside it", _checkpoints),
    Accident("an empty file", lambda path: path.write_bytes(b""), "all", "cannot be read as a notebook"),
    Accident("not JSON", lambda path: path.write_text("answers"), "all", "cannot be read as a notebook"),
    Accident("JSON, but no notebook", lambda path: path.write_text("[1]"), "all", "cannot be read as a notebook"),
    Accident("a conflict of versions", _merge_conflict, "all", "cannot be read as a notebook"),
    Accident("the file is cut short", _cut_short, "all", "cannot be read as a notebook"),
    Accident("saved with a byte order mark", _marked, "all", "cannot be read as a notebook"),
    Accident("the folder is empty", lambda path: path.unlink(), "all", "the folder is empty"),
)
