"""The instructor's notes of a chapter name its exercises, and their minutes add up to those that the chapter tells."""

import re

import pytest

from tools.build import sources
from tools.classroom import reference_answers

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
