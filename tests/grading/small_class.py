"""A class that hands in little, so that much can be tried with it: four exercises of chapter 1, and a text.

Its hand-ins are answers of the corpus, right and wrong, and stubs: most of them differ, some are the same, some are
late, and three are damaged. Some have points and comments by hand before anything is graded.
"""

import copy
import itertools
import random
import shutil
from datetime import datetime
from pathlib import Path

import nbformat
from corpus import answers
from nbformat.v4 import new_markdown_cell
from nbgrader.api import Gradebook

from tools.classroom import ROOT, Classroom, answer

CHAPTER = "01-basics"
EXERCISES = ("count-parameters", "relu", "softmax", "flatten")  # whose messages are the same each time
DUE = datetime(2026, 1, 1)
DAMAGED = {"not-json": f"{CHAPTER}.ipynb", "no-notebook": "notes.txt", "wrong-name": "homework.ipynb"}


class SmallClass(Classroom):
    """A Classroom in which everybody has handed in, and nothing is graded.

    Args:
        folder: pathlib.Path, an empty folder or one that is not there.
        number: how many hand in.
        db_url: the gradebook's address; None for nbgrader's own choice, a file in the folder.
    """

    def __init__(self, folder, number, db_url=None):
        (folder / "released" / CHAPTER).mkdir(parents=True)
        nbformat.write(_short_chapter(), folder / "released" / CHAPTER / f"{CHAPTER}.ipynb")
        super().__init__(folder, [CHAPTER], solutions=folder / "released")
        self.db_url = db_url or f"sqlite:///{folder / 'gradebook.db'}"
        if db_url:
            with open(folder / "nbgrader_config.py", "a", encoding="utf-8") as file:
                file.write(f"c.CourseDirectory.db_url = {db_url!r}\n")
        released = nbformat.read(self.release(CHAPTER), as_version=4)
        self.students = [f"student-{n:02}" for n in range(number - len(DAMAGED))]
        for n, (student, chosen) in enumerate(zip(self.students, _answers())):
            self.submit(student, CHAPTER, _text(answer(released, chosen), f"{n % 4} words" if n % 4 else ""))
            if n % 7 == 0:
                self.submitted(student).joinpath("timestamp.txt").write_text(f"2026-01-01 0{n % 10}:00:00 UTC")
        for student, name in DAMAGED.items():
            self.submitted(student).mkdir(parents=True)
            self.submitted(student).joinpath(name).write_text('{"cells": [')
        self.students += DAMAGED
        with self.gradebook() as gradebook:
            gradebook.update_or_create_assignment(CHAPTER, duedate=DUE)
            for n, student in enumerate(self.students[::9]):
                _grade_by_hand(gradebook, student, n)

    def copy(self, folder):
        """The same class in another folder, if its gradebook is a file in this one."""
        shutil.copytree(self.folder, folder, dirs_exist_ok=True)
        other = copy.copy(self)
        other.folder, other.db_url = Path(folder), f"sqlite:///{Path(folder, 'gradebook.db')}"
        return other

    def gradebook(self):
        return Gradebook(self.db_url, "keras-course")

    def submitted(self, student):
        return self.folder / "submitted" / student / CHAPTER

    def autograded(self, student):
        return self.folder / "autograded" / student / CHAPTER

    def page(self, student):
        return self.folder / "feedback" / student / CHAPTER / f"{CHAPTER}.html"

    def record(self):
        """All that the gradebook has of the hand-ins, as plain data: {student: {name: values}}."""
        with self.gradebook() as gradebook:
            return {
                submission.student.id: {
                    "when": (submission.timestamp, submission.total_seconds_late, submission.score),
                    **{
                        one.name: (one.auto_score, one.manual_score, one.extra_credit, one.needs_manual_grade)
                        for notebook in submission.notebooks
                        for one in notebook.grades
                    },
                    **{
                        f"{one.name} comment": (one.auto_comment, one.manual_comment)
                        for notebook in submission.notebooks
                        for one in notebook.comments
                    },
                }
                for submission in gradebook.assignment_submissions(CHAPTER)
            }


def _short_chapter():
    """The chapter's first cell of code, some exercises with their tests, and a text that a person grades."""
    notebook = nbformat.read(ROOT / "solutions" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
    kept, current = [next(cell for cell in notebook.cells if cell.cell_type == "code")], None
    for before, cell in itertools.pairwise(notebook.cells):
        part = cell.metadata.get("nbgrader", {})
        if part.get("solution"):
            current = part["grade_id"]
        if part and current in EXERCISES:
            kept += [before, cell] if part["solution"] else [cell]
    text = {"grade_id": "in-words", "grade": True, "solution": True, "locked": False, "task": False, "points": 2}
    kept.append(new_markdown_cell("What is a layer?", metadata={"nbgrader": text | {"schema_version": 3}}))
    notebook.cells = kept
    return notebook


def _answers():
    """One hand-in's answers after the other; each fifth has those of the first."""
    corpus, rng, first = answers(CHAPTER), random.Random(6), None
    for n in itertools.count():
        tried = {exercise: rng.choice([*corpus[exercise], None]) for exercise in EXERCISES}
        chosen = {exercise: f"{one.source}\n# {n}" for exercise, one in tried.items() if one}
        first = first or chosen
        yield chosen if n % 5 else first


def _text(notebook, text):
    if text:
        notebook.cells[-1].source = text
    return notebook


def _grade_by_hand(gradebook, student, number):
    gradebook.update_or_create_student(student)
    gradebook.update_or_create_submission(CHAPTER, student)
    gradebook.find_grade("in-words", CHAPTER, CHAPTER, student).manual_score = number % 3
    gradebook.find_grade("relu-values", CHAPTER, CHAPTER, student).extra_credit = 0.5
    gradebook.find_comment("in-words", CHAPTER, CHAPTER, student).manual_comment = f"Seen by hand, {number}."
    gradebook.db.commit()
