"""Hand-ins graded by the command for a class: right answers get all points, wrong ones lose some and are told why."""

import itertools

import nbformat
import pytest
from corpus import answers

from tools.build import sources
from tools.classroom import Classroom, answer, reference_answers

CHAPTERS = [source.parent.name for source in sources()]
GRADED = [name for name in CHAPTERS if name != "00-welcome"]


class Graded:
    """A chapter after `python -m utils.grading`: who handed in what, points and messages.

    Every hand-in answers all exercises with the n-th right (or wrong) answer of each: few notebooks try them all. Where
    an exercise has no n-th answer the reference stands, or nothing if it is one of the `slow` ones.
    """

    def __init__(self, folder, chapter, slow):
        self.chapter = chapter
        self.room = Classroom(folder, [chapter])
        self.released = nbformat.read(self.room.release(chapter), as_version=4)
        self.reference = reference_answers(self.room.folder / "solutions" / chapter / f"{chapter}.ipynb")
        self.handed_in = {}  # student -> {grade_id of the exercise: Answer}
        self.room.submit("reference", chapter, answer(self.released, self.reference))
        self.room.submit("untouched", chapter, self.released)
        corpus = answers(chapter).values()
        for kind, wanted in (("right", False), ("wrong", True)):
            columns = [[one for one in column if bool(one.says) == wanted] for column in corpus]
            for n, row in enumerate(itertools.zip_longest(*columns), start=1):
                chosen = {one.grade_id: one for one in row if one}
                sources = {grade_id: source for grade_id, source in self.reference.items() if grade_id not in slow}
                sources |= {grade_id: one.source for grade_id, one in chosen.items()}
                self.handed_in[f"{kind}-{n}"] = chosen
                self.room.submit(f"{kind}-{n}", chapter, answer(self.released, sources))
        done = self.room.grade(chapter)
        assert done.returncode == 0, done.stdout + done.stderr
        self.points = self.room.points(chapter)

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

    def told(self, student, exercise):
        """What the test cells of `exercise` said to `student`."""
        path = self.room.folder / "autograded" / student / self.chapter / f"{self.chapter}.ipynb"
        cells = {cell.metadata.get("nbgrader", {}).get("grade_id"): cell for cell in nbformat.read(path, 4).cells}
        outputs = [output for grade_id in self.tests_of(exercise) for output in cells[grade_id].outputs]
        return "\n".join(output.get("text") or "\n".join(output.get("traceback", [])) for output in outputs)


@pytest.fixture(scope="class")
def graded(request, tmp_path_factory):
    chapter = request.cls.chapter
    return Graded(tmp_path_factory.mktemp(chapter), chapter, request.cls.slow)


class RoundTrip:
    """The tests of one chapter. A class is what `make test` gives to one of its workers."""

    slow = ()  # exercises whose answers train, or are large networks

    def test_the_reference_gets_all_points(self, graded):
        points = graded.points["reference"]
        assert all(score == most for score, most in points.values()), points
        assert sum(most for _, most in points.values()) >= 20

    def test_the_untouched_release_gets_none_and_is_told_so(self, graded):
        assert sum(score for score, _ in graded.points["untouched"].values()) == 0
        for exercise in graded.reference:
            assert "○ Not started" in graded.told("untouched", exercise)

    def test_every_exercise_has_three_other_right_answers_and_five_mistakes(self, graded):
        corpus = answers(graded.chapter)
        assert corpus.keys() == graded.reference.keys()
        for exercise, tried in corpus.items():
            wrong = sum(bool(one.says) for one in tried)
            assert len(tried) - wrong >= 3 and wrong >= 5, exercise

    def test_right_answers_get_all_points(self, graded):
        refused = {
            (one.grade_id, one.title): graded.told(student, exercise)
            for student, chosen in graded.handed_in.items()
            for exercise, one in chosen.items()
            if not one.says and graded.lost(student, exercise)
        }
        assert not refused, "\n".join(f"{key}\n{text}" for key, text in refused.items())

    def test_mistakes_lose_points_and_are_named(self, graded):
        missed = {
            (one.grade_id, one.title): graded.told(student, exercise)
            for student, chosen in graded.handed_in.items()
            for exercise, one in chosen.items()
            if one.says and not (graded.lost(student, exercise) and one.says in graded.told(student, exercise))
        }
        assert not missed, "\n".join(f"{key}\n{text}" for key, text in missed.items())

    def test_a_mistake_costs_nothing_elsewhere(self, graded):
        for student, chosen in graded.handed_in.items():
            for exercise in graded.reference.keys() - chosen.keys() - set(self.slow):
                assert not graded.lost(student, exercise), (student, exercise)


class Test01Basics(RoundTrip):
    """And what is the same in every chapter."""

    chapter = "01-basics"
    slow = ("train-on-rings",)

    def test_feedback_shows_the_messages(self, graded):
        pages = graded.room.pages(graded.chapter)
        assert pages.keys() == graded.points.keys()
        assert "✓ Correct" in pages["reference"].read_text(encoding="utf-8")
        assert "Not yet" in pages["wrong-1"].read_text(encoding="utf-8")

    def test_a_deleted_test_cell_is_put_back(self, graded):
        lossy = answer(graded.released, graded.reference)
        gone = graded.tests_of(next(iter(graded.reference)))[0]
        lossy.cells = [cell for cell in lossy.cells if cell.metadata.get("nbgrader", {}).get("grade_id") != gone]
        graded.room.submit("lossy", graded.chapter, lossy)
        graded.room.grade(graded.chapter, "--student=lossy")
        points = graded.room.points(graded.chapter)["lossy"]
        # The cell is put back and run, so the work that is there counts, and no older score can stay.
        assert points[gone] == graded.points["reference"][gone]


class Test02Sequential(RoundTrip):
    chapter = "02-sequential"
    slow = ("train-on-shapes",)


class Test03Functional(RoundTrip):
    chapter = "03-functional"
    slow = ("train-deep",)


class Test04HappyModel(RoundTrip):
    chapter = "04-happy-model"
    slow = ("train-better",)


class Test05ImdbLstm(RoundTrip):
    chapter = "05-imdb-lstm"
    slow = ("train-reader",)


class Test06SqueezeNet(RoundTrip):
    chapter = "06-squeezenet"
    slow = ("squeezenet", "transfer-head")


def test_every_graded_chapter_makes_the_round_trip():
    assert sorted(one.chapter for one in RoundTrip.__subclasses__()) == sorted(GRADED)
