"""Hand-ins graded by the command for a class: right answers get all points, wrong ones lose some and are told why."""

import sys

import pytest
from bs4 import BeautifulSoup
from corpus import answers, right_and_wrong
from habits import HABITS
from mutants import mistaken
from verdicts import Verdicts

from tools.build import sources

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a class is graded on Linux only")

CHAPTERS = [source.parent.name for source in sources()]
GRADED = [name for name in CHAPTERS if name != "00-welcome"]


class Graded(Verdicts):
    """A chapter after grading: the reference, the untouched release, rows of right and wrong answers and of mutants.

    Whoever hands in right answers has a habit, another one in each notebook.
    """

    def __init__(self, folder, chapter):
        super().__init__(folder, chapter)
        self.hand_in("reference", self.reference)
        self.hand_in("untouched", {})
        right, wrong = right_and_wrong(chapter)
        most = max(map(len, right.values()))
        first = 5 * GRADED.index(chapter)
        habits = [HABITS[n % len(HABITS)] for n in range(first, first + most)]
        self.right = self.hand_in_rows("right", right, habits, self.quick)
        self.wrong = self.hand_in_rows("wrong", wrong, others=self.quick)
        sample = {key: column[:: len(column) // 2][:2] for key, column in mistaken(chapter, self.quick).items()}
        self.mutants = self.hand_in_rows("mutant", sample)
        assert self.grade()


@pytest.fixture(scope="class")
def graded(request, tmp_path_factory):
    chapter = request.cls.chapter
    return Graded(tmp_path_factory.mktemp(chapter), chapter)


class RoundTrip:
    """The tests of one chapter. A class is what `make test` gives to one of its workers."""

    def test_the_reference_gets_all_points(self, graded):
        points = graded.points["reference"]
        assert all(score == most for score, most in points.values()), points
        assert sum(most for _, most in points.values()) >= 20

    def test_the_untouched_release_gets_none_and_is_told_so(self, graded):
        assert sum(score for score, _ in graded.points["untouched"].values()) == 0
        for exercise in graded.reference:
            assert "○ Not started" in graded.told("untouched", exercise)

    def test_every_exercise_has_four_other_right_answers_and_six_mistakes(self, graded):
        corpus = answers(graded.chapter)
        assert corpus.keys() == graded.reference.keys()
        for exercise, tried in corpus.items():
            wrong = sum(bool(one.says) for one in tried)
            assert len(tried) - wrong >= 4 and wrong >= 6, exercise

    def test_right_answers_get_all_points(self, graded):
        refused = [
            f"{student}, {exercise}, {one.title}:\n{graded.told(student, exercise)}"
            for student, exercise, one in graded.right
            if graded.lost(student, exercise)
        ]
        assert not refused, "\n".join(refused)

    def test_no_habit_is_taken_for_a_changed_notebook(self, graded):
        for student in {student for student, _, _ in graded.right}:
            assert not BeautifulSoup(graded.page(student), "html.parser").header.find_all("li"), student

    def test_mistakes_lose_points_and_are_named(self, graded):
        missed = [
            f"{student}, {exercise}, {one.title}:\n{graded.told(student, exercise)}"
            for student, exercise, one in graded.wrong
            if not (graded.lost(student, exercise) and one.says in graded.told(student, exercise))
        ]
        assert not missed, "\n".join(missed)

    def test_what_is_right_in_a_mistake_has_its_points(self, graded):
        other = {}
        for student, exercise, one in graded.wrong:
            earned = set(graded.tests_of(exercise)) - set(graded.lost(student, exercise))
            if earned != one.earns:
                other[exercise, one.title] = earned
        assert not other

    def test_mutants_lose_points(self, graded):
        """Two of each quick exercise: `make grader-report` tries all."""
        assert {exercise for _, exercise, _ in graded.mutants} == graded.quick.keys()
        alive = [f"{key}: {one}" for student, key, one in graded.mutants if not graded.lost(student, key)]
        assert not alive

    def test_a_mistake_costs_nothing_elsewhere(self, graded):
        tried = {(student, exercise) for student, exercise, _ in graded.wrong}
        for student in {student for student, _ in tried}:
            for exercise in graded.quick:
                assert (student, exercise) in tried or not graded.lost(student, exercise), (student, exercise)


class Test01Basics(RoundTrip):
    """And what is the same in every chapter."""

    chapter = "01-basics"

    def test_feedback_shows_the_messages(self, graded):
        pages = graded.room.pages(graded.chapter)
        assert pages.keys() == graded.points.keys()
        assert "✓ Correct" in pages["reference"].read_text(encoding="utf-8")
        assert "Not yet" in pages["wrong-1"].read_text(encoding="utf-8")


class Test02Sequential(RoundTrip):
    chapter = "02-sequential"


class Test03Functional(RoundTrip):
    chapter = "03-functional"


class Test04HappyModel(RoundTrip):
    chapter = "04-happy-model"


class Test05ImdbLstm(RoundTrip):
    chapter = "05-imdb-lstm"


class Test06SqueezeNet(RoundTrip):
    chapter = "06-squeezenet"


def test_every_graded_chapter_makes_the_round_trip():
    assert sorted(one.chapter for one in RoundTrip.__subclasses__()) == sorted(GRADED)
