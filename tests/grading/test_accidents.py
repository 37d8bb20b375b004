"""What happens by accident costs what it must and no more, is told on the feedback page, and nothing else is."""

import sys

import pytest
from accidents import ACCIDENTS
from bs4 import BeautifulSoup
from verdicts import Verdicts

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a class is graded on Linux only")

CHAPTER = "01-basics"


@pytest.fixture(scope="module")
def graded(tmp_path_factory):
    """All hand in the same right answers and are graded; then each has an accident, and all are graded again."""
    verdicts = Verdicts(tmp_path_factory.mktemp("accidents"), CHAPTER)
    for number in range(len(ACCIDENTS)):
        verdicts.hand_in(f"student-{number}", verdicts.quick)
        verdicts.submitted(f"student-{number}").with_name("submission_secret.txt").write_text(f"secret of {number}")
    verdicts.hand_in("late", {})
    verdicts.grade()
    verdicts.lost_before = {student: verdicts.lost_exercises(student) for student in verdicts.points}
    for number, accident in enumerate(ACCIDENTS):
        accident.happens(verdicts.submitted(f"student-{number}"))
    verdicts.hand_in("late", verdicts.quick)
    verdicts.grade()
    return verdicts


def test_all_had_their_points_before(graded):
    assert graded.lost_before.pop("late") == set(graded.quick)
    assert len(graded.lost_before) == len(ACCIDENTS) and not any(graded.lost_before.values())


def test_who_hands_in_again_has_the_new_points(graded):
    assert graded.lost_exercises("late") == set()


@pytest.mark.parametrize("number", range(len(ACCIDENTS)), ids=[one.title for one in ACCIDENTS])
def test_an_accident(graded, number):
    accident, student = ACCIDENTS[number], f"student-{number}"
    assert graded.lost_exercises(student) == accident.exercises(list(graded.quick))
    # By this file nbgrader finds out whose page it is when it gives the pages back.
    secret = graded.room.folder / "feedback" / student / CHAPTER / "submission_secret.txt"
    assert secret.read_text() == f"secret of {number}"
    page = BeautifulSoup(graded.page(student), "html.parser")
    if accident.told:
        assert accident.told in page.get_text()
    else:
        assert not page.header.find_all("li")
