"""A folder in which nbgrader works with its real commands: solutions, release, hand-ins, gradebook, feedback."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
from nbgrader.api import Gradebook

ROOT = Path(__file__).parent.parent


class NbgraderFailed(Exception):
    """An nbgrader command ended with an error; the message holds what it printed."""


class Classroom:
    """An nbgrader course of its own, set up from this repository's solutions.

    Args:
        folder: an empty folder, or one that an earlier Classroom has used.
        chapters: names such as "01-basics".
        solutions: folder that holds their executed notebooks.
        environment: dict of variables that nbgrader's commands get besides those of this process.
    """

    def __init__(self, folder, chapters, solutions=ROOT / "solutions", environment=None):
        self.folder = Path(folder)
        self.environment = environment or {}
        for chapter in chapters:
            copy = self.folder / "solutions" / chapter / f"{chapter}.ipynb"
            copy.parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(solutions / chapter / f"{chapter}.ipynb", copy)
        shutil.copy(ROOT / "nbgrader_config.py", self.folder)

    def nbgrader(self, command, *arguments):
        """Run `nbgrader command arguments` in the folder.

        Returns:
            str, what the command printed.

        Raises:
            NbgraderFailed: if it ends with an error.
        """
        done = self.run("nbgrader", command, *arguments)
        output = done.stdout + done.stderr
        if done.returncode:
            raise NbgraderFailed(f"nbgrader {command} failed:\n{output}")
        return output

    def grade(self, chapter, *arguments):
        """Grade everything that was handed in for `chapter`, with the command for a class.

        Returns:
            subprocess.CompletedProcess, with its output as text.
        """
        return self.run("utils.grading", chapter, *arguments)

    def run(self, module, *arguments, popen=subprocess.run, **options):
        """Run `python -m module arguments` in the folder, with `subprocess.run` or another function like it."""
        environment = {**os.environ, **self.environment}
        # nbgrader calls `alembic` by name, which lies next to this Python.
        environment["PATH"] = f"{Path(sys.executable).parent}{os.pathsep}{environment['PATH']}"
        # The venv's Jupyter settings only, so that a user's own nbgrader_config.py does not interfere.
        environment["JUPYTER_CONFIG_DIR"] = str(self.folder / ".jupyter")
        options = {"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "text": True} | options
        command = [sys.executable, "-m", module, *arguments]
        return popen(command, cwd=self.folder, env=environment, stdin=subprocess.DEVNULL, **options)

    def release(self, chapter):
        """Make the student's version; returns its path."""
        self.nbgrader("generate_assignment", chapter, "--force")
        return self.folder / "course" / chapter / f"{chapter}.ipynb"

    def submit(self, student, chapter, notebook):
        """Hand in `notebook` (nbformat.NotebookNode) as the work of `student`."""
        path = self.folder / "submitted" / student / chapter / f"{chapter}.ipynb"
        path.parent.mkdir(parents=True, exist_ok=True)
        nbformat.write(notebook, path)

    def autograde(self, chapter, *arguments):
        """Grade everything that was handed in for `chapter`; returns the log."""
        return self.nbgrader("autograde", chapter, "--create", *arguments)

    def feedback(self, chapter):
        """Make the feedback pages; returns {student: path of the HTML page}."""
        self.nbgrader("generate_feedback", chapter, "--force")
        return self.pages(chapter)

    def pages(self, chapter):
        """The feedback pages that are there: {student: path}."""
        return {
            path.parent.parent.name: path for path in sorted(self.folder.glob(f"feedback/*/{chapter}/{chapter}.html"))
        }

    def points(self, chapter):
        """The gradebook's points: {student: {grade_id: (points, max points)}}."""
        with Gradebook(f"sqlite:///{self.folder / 'gradebook.db'}", "keras-course") as gradebook:
            return {
                submission.student.id: {
                    grade.name: (grade.score, grade.max_score)
                    for notebook in submission.notebooks
                    for grade in notebook.grades
                }
                for submission in gradebook.assignment_submissions(chapter)
            }


def answer(notebook, answers):
    """A hand-in: a copy of a released notebook with code in its answer cells.

    Args:
        notebook: nbformat.NotebookNode, the released chapter.
        answers: {grade_id of the answer cell: source}; cells that are not named stay as they are.
    """
    notebook = nbformat.from_dict(notebook)
    for cell in answer_cells(notebook):
        grade_id = cell.metadata.nbgrader.grade_id
        if grade_id in answers:
            cell.source = answers[grade_id]
    return notebook


def reference_answers(path):
    """The answers of a solution notebook: {grade_id: source}."""
    cells = answer_cells(nbformat.read(path, as_version=4))
    return {cell.metadata.nbgrader.grade_id: cell.source for cell in cells}


def answer_cells(notebook):
    """The cells of a notebook in which a student answers: list of nbformat.NotebookNode."""
    return [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("solution")]
