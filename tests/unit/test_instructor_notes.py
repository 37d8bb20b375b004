"""The instructor's notes name a chapter's exercises, their minutes add up to its own, and no student gets them."""

import re
import shutil

import pytest

from tools.build import sources
from tools.classroom import Classroom, reference_answers

CHAPTERS = [path for path in sources() if path.parent.name != "00-welcome"]


@pytest.mark.parametrize("source", CHAPTERS, ids=[path.parent.name for path in CHAPTERS])
def test_notes(source):
    notes = source.with_name("INSTRUCTOR.md").read_text(encoding="utf-8")
    rows = [[part.strip() for part in line.split("|")[1:-1]] for line in notes.splitlines() if line.startswith("| ")]
    told = [re.fullmatch(r"(\d+) `([\w-]+)`", row[0]).groups() for row in rows[1:]]
    exercises = reference_answers(source.with_suffix(".ipynb"))
    assert told == [(str(number), grade_id) for number, grade_id in enumerate(exercises, start=1)]
    chapter = re.search(r"(\d+) minutes for the\s+(?:# )?exercises", source.read_text(encoding="utf-8"))[1]
    assert notes.splitlines()[2].startswith(f"{chapter} minutes for the exercises")
    assert sum(int(row[-1]) for row in rows[1:]) == int(chapter)


def test_students_get_the_notebook_alone(tmp_path):
    source = CHAPTERS[0].parent
    room = Classroom(tmp_path, [source.name])
    shutil.copytree(source, tmp_path / "solutions" / source.name, dirs_exist_ok=True)
    released = room.release(source.name)
    assert [path.name for path in released.parent.iterdir()] == [released.name]
