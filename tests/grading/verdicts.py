"""What the command for a class says of hand-ins of a chapter: points, and the messages of its tests."""

import itertools

import nbformat

from tools.classroom import Classroom, answer, reference_answers

# Exercises whose answers train, or are large networks: they are put in only where they are tried.
SLOW = {
    "01-basics": {"train-on-rings"},
    "02-sequential": {"train-on-shapes"},
    "03-functional": {"train-deep"},
    "04-happy-model": {"train-better"},
    "05-imdb-lstm": {"train-reader"},
    "06-squeezenet": {"squeezenet", "transfer-head"},
}


class Verdicts:
    """Hand-ins of one chapter, and what came out.

    Args:
        folder: an empty folder, or one that earlier Verdicts have used: what was graded there is not executed again.
        chapter: its name, such as "01-basics".
    """

    def __init__(self, folder, chapter):
        self.chapter = chapter
        self.room = Classroom(folder, [chapter])
        self.released = nbformat.read(self.room.release(chapter), as_version=4)
        self.reference = reference_answers(self.room.folder / "solutions" / chapter / f"{chapter}.ipynb")
        self.slow = SLOW[chapter]
        self.quick = {key: source for key, source in self.reference.items() if key not in self.slow}
        self.points = {}  # student -> {grade_id of a test cell: (points, most points)}

    def hand_in(self, student, answers, change=None):
        """Hand in `answers`, {grade_id of an exercise: source}; `change` is given the notebook, to change it."""
        notebook = answer(self.released, answers)
        if change:
            change(notebook)
        self.room.submit(student, self.chapter, notebook)

    def hand_in_rows(self, name, columns, changes=(), others=None):
        """Hand in several answers of several exercises in as few notebooks as there can be.

        The n-th notebook has the n-th answer of each exercise.

        Args:
            name: str, of the students: name-1, name-2 and so on.
            columns: {grade_id: list of objects with a `source`}.
            changes: for each notebook a function that changes it.
            others: {grade_id: source}, the answers of exercises that have none left; without it they stay untouched.

        Returns:
            list of (student, grade_id, object), for all of them.
        """
        found = []
        rows = itertools.zip_longest(*columns.values())
        for n, (row, change) in enumerate(itertools.zip_longest(rows, changes), start=1):
            chosen = {key: one for key, one in zip(columns, row, strict=True) if one}
            found += [(f"{name}-{n}", key, one) for key, one in chosen.items()]
            self.hand_in(f"{name}-{n}", (others or {}) | {key: one.source for key, one in chosen.items()}, change)
        return found

    def grade(self, *arguments, **options):
        """Grade what was handed in.

        Args:
            arguments: str, those of the command.
            options: of subprocess.run, such as stdout=None, which shows the command's progress.

        Returns:
            bool, whether all could be graded.

        Raises:
            RuntimeError: if the command fails.
        """
        done = self.room.run("utils.grading", self.chapter, *arguments, **options)
        if done.returncode not in (0, 1):  # 1: one or more could not be graded
            raise RuntimeError(f"{done.stdout}{done.stderr}")
        self.points = self.room.points(self.chapter)
        return done.returncode == 0

    def submitted(self, student):
        """The path of the notebook that `student` handed in."""
        return self.room.folder / "submitted" / student / self.chapter / f"{self.chapter}.ipynb"

    def page(self, student):
        """The feedback page of `student`, as text."""
        path = self.room.folder / "feedback" / student / self.chapter / f"{self.chapter}.html"
        return path.read_text(encoding="utf-8")

    def tests_of(self, exercise):
        """The ids of the test cells that follow the answer cell `exercise`."""
        found, current = [], None
        for cell in self.released.cells:
            nbgrader = cell.metadata.get("nbgrader", {})
            if nbgrader.get("solution"):
                current = nbgrader["grade_id"]
            elif nbgrader.get("grade") and current == exercise:
                found.append(nbgrader["grade_id"])
        return found

    def lost(self, student, exercise):
        """The test cells of `exercise` in which `student` did not get all points."""
        points = self.points[student]
        return [grade_id for grade_id in self.tests_of(exercise) if points[grade_id][0] < points[grade_id][1]]

    def lost_exercises(self, student):
        """The exercises in which `student` lost points, but for the slow ones."""
        return {exercise for exercise in self.quick if self.lost(student, exercise)}

    def told(self, student, exercise):
        """What the test cells of `exercise` said to `student`."""
        path = self.room.folder / "autograded" / student / self.chapter / f"{self.chapter}.ipynb"
        cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in nbformat.read(path, 4).cells}
        outputs = [output for grade_id in self.tests_of(exercise) for output in cells[grade_id].outputs]
        return "\n".join(output.get("text") or "\n".join(output.get("traceback", [])) for output in outputs)
