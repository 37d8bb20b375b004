"""Answers to the exercises, right and wrong, from tests/grading/answers/NN-name/GRADE-ID.py.

Each cell of such a file is one answer: `# %% right: what is different` or `# %% wrong: what is wrong`, the second with
a line `# says: ...`, a part of the message that names the cause. If something in it is right, a line
`# earns: GRADE-ID, ...` names the test cells that it passes.
"""

import re
from dataclasses import dataclass
from pathlib import Path

import jupytext

FOLDER = Path(__file__).parent / "answers"


@dataclass(frozen=True)
class Answer:
    """One answer to the exercise `grade_id`; `says` is None for a right one, `earns` holds ids of test cells."""

    grade_id: str
    title: str
    source: str
    says: str | None
    earns: frozenset


def answers(chapter):
    """All answers of a chapter: {grade_id: [Answer, ...]}.

    Raises:
        ValueError: if a cell is neither right nor wrong, or a wrong one does not say its message.
    """
    return {
        path.stem: [_answer(path, cell) for cell in _cells(path)] for path in sorted((FOLDER / chapter).glob("*.py"))
    }


def right_and_wrong(chapter):
    """The answers of a chapter, right ones and wrong ones apart: two dicts of the same form."""
    corpus = answers(chapter)
    return tuple(
        {key: [one for one in column if bool(one.says) == wrong] for key, column in corpus.items()}
        for wrong in (False, True)
    )


def _cells(path):
    return [cell for cell in jupytext.read(path).cells if cell.cell_type == "code"]


def _answer(path, cell):
    kind, _, title = cell.metadata.get("title", "").partition(": ")
    says = re.search(r"^# says: (.+)$", cell.source, flags=re.MULTILINE)
    if kind not in ("right", "wrong") or not title or (kind == "wrong") != bool(says):
        raise ValueError(
            f"{path}: begin a cell with `# %% right: title`, or `# %% wrong: title` and `# says: message`."
        )
    earns = re.search(r"^# earns: (.+)$", cell.source, flags=re.MULTILINE)
    return Answer(path.stem, title, cell.source, says and says[1], frozenset(earns[1].split(", ") if earns else ()))
