"""nbgrader's preprocessors of this grader; nbgrader_config.py puts them in place of nbgrader's own.

`Restore` makes a hand-in what was released again, but for the student's own cells, whatever its metadata say.
`ExecuteIsolated` takes the place of nbgrader's `Execute`.
"""

from dataclasses import dataclass
from pathlib import Path

from nbformat import from_dict
from nbformat.v4 import new_code_cell, new_markdown_cell
from nbgrader.api import Gradebook
from nbgrader.preprocessors import ClearHiddenTests, NbGraderPreprocessor
from traitlets import Bool, Unicode

from .job import Store, files_in, job_of
from .limits import Limits
from .sandbox import execute_here

RESTORED = "restored"  # what Restore calls its sentences in the metadata of a notebook


@dataclass(frozen=True)
class SourceCell:
    """What the gradebook knows of a released cell."""

    grade_id: str
    cell_type: str
    source: str
    released: str  # the source without hidden tests
    checksum: str
    locked: bool
    grade: bool
    solution: bool
    task: bool
    points: float


def source_cells(gradebook, notebook, assignment):
    """The gradebook's cells of a notebook, in order: list of SourceCell."""
    record = gradebook.find_notebook(notebook, assignment)
    points = {cell.name: cell.max_score for cell in [*record.grade_cells, *record.task_cells]}
    grades = {cell.name for cell in record.grade_cells}
    solutions = {cell.name for cell in record.solution_cells}
    tasks = {cell.name for cell in record.task_cells}
    clear = ClearHiddenTests(enforce_metadata=False)
    return [
        SourceCell(
            cell.name,
            cell.cell_type,
            cell.source,
            clear.preprocess_cell(new_code_cell(cell.source), {}, 0)[0].source,
            cell.checksum,
            cell.locked,
            cell.name in grades,
            cell.name in solutions,
            cell.name in tasks,
            points.get(cell.name, 0),
        )
        for cell in record.source_cells
    ]


def restore(notebook, cells):
    """Restore a hand-in in place: each of the gradebook's cells is there once, with its own type, points and rights.

    A locked cell gets its source back, a missing one is put back after the one before it, of a cell that is there
    twice the last counts, and cells that claim to be graded and are not become plain ones.

    Args:
        notebook: nbformat.NotebookNode.
        cells: list of SourceCell.

    Returns:
        list of str, a sentence for each change that somebody should know of.
    """
    notes = []
    known = {cell.grade_id: cell for cell in cells}
    seen = set()
    for cell in reversed(notebook.cells):
        nbgrader = cell.metadata.pop("nbgrader", None)
        grade_id = nbgrader.get("grade_id") if isinstance(nbgrader, dict) else None
        if not isinstance(grade_id, str) or grade_id not in known:
            if isinstance(nbgrader, dict) and (nbgrader.get("grade") or nbgrader.get("solution")):
                notes.append(f"A cell called {grade_id!r} is not part of this chapter: taken as the student's own.")
        elif grade_id in seen:
            notes.append(f"The cell {grade_id} is there more than once: the last one counts.")
        else:
            seen.add(grade_id)
            notes += _restore_cell(cell, known[grade_id])
    place = 0
    for source in cells:
        found = [n for n, cell in enumerate(notebook.cells) if _grade_id(cell) == source.grade_id]
        if found:
            place = found[0] + 1
        elif source.grade or source.task or source.locked:
            notes.append(f"The cell {source.grade_id} is missing: put back.")
            new = new_code_cell if source.cell_type == "code" else new_markdown_cell
            cell = new(source.source)
            _restore_cell(cell, source)
            notebook.cells.insert(place, cell)
            place += 1
        elif source.solution:
            notes.append(f"The cell {source.grade_id} is missing, and with it the place of an answer.")
    return notes


def _grade_id(cell):
    return cell.metadata.get("nbgrader", {}).get("grade_id")


def _restore_cell(cell, source):
    """Make `cell` what the gradebook's `source` says; returns sentences as `restore` does."""
    notes = []
    if cell.cell_type != source.cell_type:
        notes.append(
            f"The cell {source.grade_id} has become a {cell.cell_type} cell: it is a {source.cell_type} cell again."
        )
        cell.cell_type = source.cell_type
        if source.cell_type == "code":
            cell.update(outputs=[], execution_count=None)
        else:
            cell.pop("outputs", None)
            cell.pop("execution_count", None)
    if source.locked:
        if _lines(cell.source) not in (_lines(source.released), _lines(source.source)):
            notes.append(f"The cell {source.grade_id} was changed: it is what it was again.")
        cell.source = source.source
    cell.metadata["nbgrader"] = {
        "schema_version": 3,
        "grade_id": source.grade_id,
        "grade": source.grade,
        "solution": source.solution,
        "task": source.task,
        "locked": source.locked,
        "cell_type": source.cell_type,
        "checksum": source.checksum,
        **({"points": source.points} if source.grade or source.task else {}),
    }
    return notes


def _lines(source):
    """The lines of a source, however an editor ends them, and without the blanks that it takes away or leaves."""
    return [line.rstrip() for line in source.strip().splitlines()]


class Restore(NbGraderPreprocessor):
    """Restores a hand-in to what was released, but for the student's own cells."""

    def preprocess(self, nb, resources):
        nbgrader = resources["nbgrader"]
        with Gradebook(nbgrader["db_url"]) as gradebook:
            cells = source_cells(gradebook, nbgrader["notebook"], nbgrader["assignment"])
        nb.metadata[RESTORED] = restore(nb, cells)
        for note in nb.metadata[RESTORED]:
            self.log.warning(note)
        return nb, resources


class ExecuteIsolated(NbGraderPreprocessor):
    """Executes a hand-in: the student's cells locked away, the test cells elsewhere."""

    trusted = Bool(False, help="Run the code without locking it away: for your own code only").tag(config=True)
    store = Unicode(".grading", help="Folder of results, relative to the course's").tag(config=True)

    def preprocess(self, nb, resources):
        if self.trusted:
            self.log.warning("ExecuteIsolated.trusted is on: a hand-in may read and change all that you can.")
        limits = Limits(parent=self).as_dict()
        nbgrader, coursedir = resources["nbgrader"], self.parent.parent.coursedir
        # What was handed in, not nbgrader's copy of it in autograded/.
        handed_in = coursedir.format_path(coursedir.submitted_directory, nbgrader["student"], nbgrader["assignment"])
        job, numbers = job_of(nb, files_in(handed_in))
        store = Store(self.store, limits)
        missing = store.missing(job)
        if missing:
            store.keep(missing, execute_here(missing, limits, self.trusted))
        for number, outputs in zip(numbers, store.outputs(job)):
            nb.cells[number].outputs = [from_dict(one) for one in outputs]
            nb.cells[number].execution_count = number + 1
        return nb, resources


def remove_links(assignment, student, notebooks):
    """The hook of `nbgrader autograde` before it copies a hand-in: links and devices go, because it would follow them.

    A batch has refused such a hand-in before, and leaves it as it is.

    Args:
        notebooks: paths of the notebooks of one hand-in; the others say which were asked for.
    """
    for folder in {Path(one).parent for one in notebooks}:
        linked = [place for place in (folder, folder.parent) if place.is_symlink()]
        for path in linked or sorted(folder.rglob("*")):
            if path.is_symlink() or not (path.is_file() or path.is_dir()):
                path.unlink()
