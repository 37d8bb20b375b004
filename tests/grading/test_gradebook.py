"""A batch's gradebook: one for all that nbgrader opens, a hand-in whole or not at all, not slower for a large class."""

import os
import shutil
import sys
from pathlib import Path
from types import SimpleNamespace

import pytest
from nbgrader.api import Gradebook, MissingEntry
from sqlalchemy import event

from utils.grading.gradebook import _INDEXES, opened, transaction

CELLS = 5
pytestmark = pytest.mark.filterwarnings("ignore::sqlalchemy.exc.SAWarning")  # nbgrader's own, harmless


@pytest.fixture(scope="module")
def new(tmp_path_factory):
    """The file of a gradebook with one assignment."""
    path = tmp_path_factory.mktemp("new") / "gradebook.db"
    with pytest.MonkeyPatch.context() as patch:
        # nbgrader calls `alembic` by name, which lies next to this Python.
        patch.setenv("PATH", str(Path(sys.executable).parent), prepend=os.pathsep)
        with Gradebook(f"sqlite:///{path}", "course") as gradebook:
            gradebook.add_assignment("digits")
            gradebook.add_notebook("digits", "digits")
            for number in range(CELLS):
                gradebook.add_grade_cell(f"test-{number}", "digits", "digits", max_score=1, cell_type="code")
                gradebook.add_solution_cell(f"answer-{number}", "digits", "digits")
            for index in _INDEXES:  # it is nbgrader's, who knows none of them
                index.drop(gradebook.engine)
    return path


@pytest.fixture
def coursedir(new, tmp_path):
    """What `opened` needs of nbgrader's CourseDirectory."""
    shutil.copy(new, tmp_path)
    return SimpleNamespace(db_url=f"sqlite:///{tmp_path / 'gradebook.db'}", course_id="course")


def _hand_in(coursedir, student):
    """Grade a hand-in, with the gradebooks that nbgrader opens for it."""
    with Gradebook(coursedir.db_url, "course") as gradebook:
        gradebook.update_or_create_student(student)
    with Gradebook(coursedir.db_url, "course") as gradebook:
        gradebook.update_or_create_submission("digits", student)
    with Gradebook(coursedir.db_url, "course") as gradebook:
        for number in range(CELLS):
            gradebook.find_grade(f"test-{number}", "digits", "digits", student).auto_score = 1
            gradebook.db.commit()
            gradebook.find_comment(f"answer-{number}", "digits", "digits", student).auto_comment = "No response."
            gradebook.db.commit()


def _score(coursedir, student):
    with Gradebook(coursedir.db_url, "course") as gradebook:
        return gradebook.find_submission("digits", student).score


def test_what_a_transaction_holds_is_kept(coursedir):
    with opened(coursedir) as gradebook:
        with transaction(gradebook):
            _hand_in(coursedir, "ada")
            assert gradebook.find_submission("digits", "ada").score == CELLS  # it is read anew after each commit
    assert _score(coursedir, "ada") == CELLS


def test_a_transaction_that_breaks_off_leaves_nothing(coursedir):
    with opened(coursedir) as gradebook:
        with pytest.raises(ZeroDivisionError), transaction(gradebook):
            _hand_in(coursedir, "ada")
            raise ZeroDivisionError
        with transaction(gradebook):
            _hand_in(coursedir, "emmy")
    assert _score(coursedir, "emmy") == CELLS
    with pytest.raises(MissingEntry):
        _score(coursedir, "ada")


def test_others_see_a_hand_in_only_when_it_is_whole(coursedir):
    with opened(coursedir) as gradebook:
        with transaction(gradebook):
            _hand_in(coursedir, "ada")
            other = gradebook.engine.connect()
            assert other.exec_driver_sql("SELECT count(*) FROM grade").scalar() == 0
            other.close()
    assert _score(coursedir, "ada") == CELLS


def test_nbgrader_opens_its_own_again_afterwards(coursedir):
    with pytest.raises(ZeroDivisionError), opened(coursedir) as gradebook:
        assert Gradebook(coursedir.db_url, "course").engine is gradebook.engine
        raise ZeroDivisionError
    with Gradebook(coursedir.db_url, "course") as other:
        assert other.engine is not gradebook.engine


def _steps(coursedir, student):
    """How many steps SQLite takes to grade a hand-in, and to read its grades."""
    count = 0

    def step():
        nonlocal count
        count += 1

    with opened(coursedir) as gradebook:
        event.listen(gradebook.engine, "checkout", lambda connection, *_: connection.set_progress_handler(step, 10))
        with transaction(gradebook):
            _hand_in(coursedir, student)
            submission = gradebook.find_submission("digits", student)
            assert submission.score == CELLS
            assert [len(one.grades) + len(one.comments) for one in submission.notebooks] == [2 * CELLS]
    return count


def test_a_large_class_takes_no_more_steps_for_each(coursedir):
    _hand_in(coursedir, "first")
    few = _steps(coursedir, "second")
    with opened(coursedir) as gradebook, transaction(gradebook):
        for number in range(100):
            _hand_in(coursedir, f"student-{number}")
    assert _steps(coursedir, "last") < 1.5 * few
