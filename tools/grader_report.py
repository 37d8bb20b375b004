"""Prove the tests of the exercises: python -m tools.grader_report writes GRADER.md.

All verdicts come from the command for a class, on whole notebooks: the answers of tests/grading/answers, mutants of the
references, the references as students with all kinds of habits hand them in, accidents, and all answers again and
again with other seeds and thread counts. What has been graded is kept in build/grader-report: a second run executes
only what has changed. Run before it with the Python of an environment that has another Keras or TensorFlow, and with
--compare, it keeps the verdicts of these, and the page tells whether they agree.
"""

import json
import shutil
import statistics
import time
from collections import defaultdict
from dataclasses import asdict, dataclass, field
from importlib.metadata import version
from typing import Annotated

import nbformat
import typer
from nbformat.v4 import new_code_cell
from rich.console import Console

from tests.grading.accidents import ACCIDENTS
from tests.grading.corpus import right_and_wrong
from tests.grading.habits import HABITS
from tests.grading.mutants import equivalents, mistaken
from tests.grading.verdicts import Verdicts
from tools.benchmarks import machine
from tools.build import ROOT, sources
from utils.grading.limits import Limits
from utils.grading.sandbox import Sandbox

VERSIONS = f"Keras {version('keras')}, TensorFlow {version('tensorflow-cpu')}"
FOLDER = ROOT / "build" / "grader-report" / VERSIONS.replace(" ", "-").replace(",", "")
PAGE = ROOT / "GRADER.md"
CHAPTERS = [path.parent.name for path in sources() if path.parent.name != "00-welcome"]

console = Console()


@dataclass
class Exercise:
    """What was found of one exercise; pairs are (as it should be, of so many)."""

    grade_id: str
    points: float
    aspects: int
    right: tuple
    wrong: tuple
    mutants: tuple
    equivalent: int
    repeated: tuple
    seconds: float
    verdicts: dict  # title of an answer -> the test cells that it does not pass
    short: list = field(default_factory=list)  # what is not as it should be


@dataclass
class Report:
    """What was found of one chapter."""

    exercises: list
    habits: dict  # name -> exercises that did not get all points
    accidents: dict  # title -> as it should be


def prove(chapter, repeats):
    """Grade all that there is for a chapter.

    Args:
        chapter: its name, such as "01-basics".
        repeats: int, how often each answer of the corpus is graded once more; a quarter as often if it trains.

    Returns:
        Report.
    """
    shutil.rmtree(FOLDER / chapter / "submitted", ignore_errors=True)
    verdicts = Verdicts(FOLDER / chapter, chapter)
    equivalent, (right, wrong) = equivalents(chapter), right_and_wrong(chapter)
    handed_in = {
        "right": verdicts.hand_in_rows("right", right),
        "wrong": verdicts.hand_in_rows("wrong", wrong),
        "mutant": verdicts.hand_in_rows("mutant", mistaken(chapter, verdicts.reference)),
    }
    verdicts.hand_in("reference", verdicts.reference)
    for habit in HABITS:
        verdicts.hand_in(f"habit-{habit.__name__}", verdicts.reference, habit)
    for number in range(len(ACCIDENTS)):
        verdicts.hand_in(f"accident-{number}", verdicts.quick)
    corpus, again = {key: right[key] + wrong[key] for key in right}, []
    for n in range(repeats):
        if n == _few(repeats):
            corpus = {key: column for key, column in corpus.items() if key not in verdicts.slow}
        sessions = [_session(n)] * max(map(len, corpus.values()))
        again += verdicts.hand_in_rows(f"again-{n}", corpus, sessions)
    verdicts.grade(stdout=None, stderr=None)
    for number, accident in enumerate(ACCIDENTS):
        accident.happens(verdicts.submitted(f"accident-{number}"))
    verdicts.grade(stdout=None, stderr=None)
    return Report(
        [_exercise(verdicts, key, handed_in, again, len(equivalent.get(key, ()))) for key in verdicts.reference],
        {
            habit.__name__: [key for key in verdicts.reference if verdicts.lost(f"habit-{habit.__name__}", key)]
            for habit in HABITS
        },
        {one.title: _as_told(verdicts, f"accident-{number}", one) for number, one in enumerate(ACCIDENTS)},
    )


def _few(repeats):
    """How often an answer that trains is graded again: it sets its own seed, and there are four numbers of threads."""
    return -(-repeats // 4)


def verdicts_on_answers(chapter):
    """What the answers of a chapter get, right ones and wrong ones: {grade_id: {title: test cells that it fails}}."""
    shutil.rmtree(FOLDER / chapter / "submitted", ignore_errors=True)
    verdicts, (right, wrong) = Verdicts(FOLDER / chapter, chapter), right_and_wrong(chapter)
    rows = verdicts.hand_in_rows("right", right) + verdicts.hand_in_rows("wrong", wrong)
    verdicts.grade(stdout=None, stderr=None)
    found = {key: {} for key in verdicts.reference}
    for student, key, one in rows:
        found[key][one.title] = verdicts.lost(student, key)
    return found


def _session(number):
    """A change of a notebook: another seed, and another number of threads."""
    source = (
        "import keras\nimport tensorflow as tf\n"
        f"tf.config.threading.set_intra_op_parallelism_threads({1 + number % 4})\n"
        f"keras.utils.set_random_seed({number})"
    )
    return lambda notebook: notebook.cells.insert(0, new_code_cell(source))


def _exercise(verdicts, key, handed_in, again, equivalent):
    tests = verdicts.tests_of(key)
    points = [verdicts.points["reference"][grade_id][1] for grade_id in tests]
    short, counts, first = [], {}, {}
    for kind, rows in handed_in.items():
        tried = [(student, one) for student, exercise, one in rows if exercise == key]
        failed = []
        for student, one in tried:
            lost = verdicts.lost(student, key)
            if kind != "mutant":
                first[one.title] = lost
            if kind == "right" and lost:
                failed.append(f"right answer refused: {one.title}")
            elif kind == "wrong" and not (lost and one.says in verdicts.told(student, key)):
                failed.append(f"mistake not named: {one.title}" if lost else f"mistake accepted: {one.title}")
            elif kind == "mutant" and not lost:
                failed.append(f"mutant alive: {one}")
        counts[kind] = (len(tried) - len(failed), len(tried))
        short += failed
    repeated = [(student, one) for student, exercise, one in again if exercise == key]
    other = [one.title for student, one in repeated if verdicts.lost(student, key) != first[one.title]]
    short += [f"another verdict with another seed: {title}" for title in sorted(set(other))]
    if verdicts.lost("reference", key):
        short.append("the reference is refused")
    return Exercise(
        key,
        sum(points),
        len(tests),
        counts["right"],
        counts["wrong"],
        counts["mutant"],
        equivalent,
        (len(repeated) - len(other), len(repeated)),
        _seconds(verdicts, key),
        first,
        short,
    )


_sandbox = None


def _seconds(verdicts, key):
    """Seconds that the answer of the reference and its tests take in a sandbox: median of 3."""
    global _sandbox
    _sandbox = _sandbox or Sandbox()
    notebook = nbformat.read(verdicts.room.folder / "solutions" / verdicts.chapter / f"{verdicts.chapter}.ipynb", 4)
    wanted = {key, *verdicts.tests_of(key)}
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    cells = [{"test": False, "source": code[0].source, "grade_id": None}]
    for cell in code:
        part = cell.metadata.get("nbgrader", {})
        if part.get("grade_id") in wanted:
            cells.append({"test": part["grade"], "source": cell.source, "grade_id": part["grade_id"]})
    times = []
    for _ in range(3):
        start = time.perf_counter()
        _sandbox.execute({"cells": cells, "files": {}}, Limits().as_dict())
        times.append(time.perf_counter() - start)
    return statistics.median(times)


def _as_told(verdicts, student, accident):
    """Whether an accident cost what it should, and the feedback page says so."""
    costs = accident.exercises(list(verdicts.quick))
    return verdicts.lost_exercises(student) == costs and (accident.told or "") in verdicts.page(student)


def page(reports, others):
    """The text of GRADER.md.

    Args:
        reports: {chapter: Report}.
        others: what other versions of Keras and TensorFlow say, {versions: {chapter: as of verdicts_on_answers}}.
    """
    exercises = [one for report in reports.values() for one in report.exercises]
    lines = [INTRODUCTION.format(machine=machine("keras", "tensorflow-cpu", "nbgrader", "mutmut"))]
    total = [f"**{_sum(exercises, kind)}**" for kind in ("right", "wrong", "mutants", "repeated")]
    equivalent = sum(one.equivalent for one in exercises)
    total.insert(3, f"**{equivalent}**")
    lines += [*_HEAD, *[f"| {_row(chapter, one)} |" for chapter in reports for one in reports[chapter].exercises]]
    lines.append(f"| | **all {len(exercises)}** | | | {' | '.join(total)} | |")
    short = [f"- `{one.grade_id}`: {what}" for one in exercises for what in one.short]
    lines += ["", "## What falls short", "", *(short or ["Nothing."])]
    lines += ["", "## Habits", "", HABITS_NOTE, "", "| habit | exercises with full marks |", "|---|---|"]
    for habit in HABITS:
        lost = [f"{key} lost" for report in reports.values() for key in report.habits[habit.__name__]]
        told = ", ".join([f"{len(exercises) - len(lost)} of {len(exercises)}", *lost])
        lines.append(f"| {habit.__doc__.strip().rstrip('.')} | {told} |")
    lines += ["", "## Accidents", "", ACCIDENTS_NOTE, ""]
    lines += ["| accident | costs | chapters in which it does |", "|---|---|---|"]
    for one in ACCIDENTS:
        fine = sum(report.accidents[one.title] for report in reports.values())
        lines.append(f"| {one.title} | {one.costs} | {fine} of {len(reports)} |")
    lines += ["", "## Other versions", ""]
    lines += [_agreement(reports, *other) for other in others.items()] or ["Not tried."]
    return "\n".join(lines) + "\n"


def _agreement(reports, versions, other):
    """A line that tells whether the verdicts are the same with other versions."""
    pairs = [
        (one.verdicts.get(title), lost, f"{one.grade_id}: {title}")
        for chapter, verdicts in other.items()
        for one in reports[chapter].exercises
        for title, lost in verdicts[one.grade_id].items()
    ]
    differ = [name for one, before, name in pairs if one != before]
    told = f"- {versions}: {len(pairs) - len(differ)} of {len(pairs)} verdicts agree"
    return f"{told}; not {', '.join(differ)}" if differ else told


INTRODUCTION = """\
# Is the grader right?

Each exercise's tests are tested themselves, with hand-ins that the command for a class grades. `make grader-report`
writes this page ({machine}).

- **Right**: the answers in `tests/grading/answers` that differ from the reference in kind, and get all points.
- **Mistakes**: those made by name, which lose points and are told a sentence that names the cause.
- **Mutants**: the reference with one thing changed, by `tests/grading/mutants.py`, which lose points.
- **As good**: further mutants that compute what the reference does, or something as good as the exercise asks:
  `tests/grading/equivalent_mutants` lists each with the reason.
- **Again**: answers and mistakes graded again with other seeds and 1 to 4 threads, whose verdicts stay the same; where
  they train, which they do with a seed of the test's, a quarter as often.
- **Seconds**: for answer and tests of the reference in the sandbox, median of 3.
"""
_HEAD = (
    "| chapter | exercise | points | aspects | right | mistakes | mutants | as good | again | seconds |",
    "|---|---|---|---|---|---|---|---|---|---|",
)
HABITS_NOTE = "The reference answers of all exercises, as somebody hands them in who has the habit."
ACCIDENTS_NOTE = "Each befalls a hand-in that had full marks. The feedback page tells those that matter."


def _sum(exercises, kind):
    pairs = [getattr(one, kind) for one in exercises]
    return f"{sum(pair[0] for pair in pairs)} of {sum(pair[1] for pair in pairs)}"


def _row(chapter, one):
    right, wrong, mutants, repeated = (
        f"{fine} of {tried}" for fine, tried in (one.right, one.wrong, one.mutants, one.repeated)
    )
    cells = [int(chapter[:2]), f"`{one.grade_id}`", f"{one.points:g}", one.aspects]
    return " | ".join(map(str, [*cells, right, wrong, mutants, one.equivalent, repeated, f"{one.seconds:.2f}"]))


def main(
    chapters: Annotated[list[str] | None, typer.Argument(help="Such as 01-basics; all if none is named.")] = None,
    repeats: Annotated[
        int, typer.Option(min=0, help="How often each answer is graded once more; a quarter as often if it trains.")
    ] = 20,
    compare: Annotated[bool, typer.Option("--compare", help="Only what this environment says of the answers.")] = False,
) -> None:
    """Grade all answers, mutants, habits and accidents; of all chapters at once, write GRADER.md."""
    for chapter in chapters or CHAPTERS:
        if compare:
            _write(f"{chapter}-compared", verdicts_on_answers(chapter))
            continue
        start = time.perf_counter()
        report = prove(chapter, repeats)
        minutes = (time.perf_counter() - start) / 60
        _write(chapter, asdict(report))
        short = [f"{one.grade_id}: {what}" for one in report.exercises for what in one.short]
        short += [f"{habit}: {key}" for habit, keys in report.habits.items() for key in keys]
        short += [f"accident not as it should be: {title}" for title, fine in report.accidents.items() if not fine]
        console.print(f"{chapter}: {minutes:.0f} minutes, {len(short)} not as they should be", highlight=False)
        for line in short:
            console.print(f"  {line}", markup=False, highlight=False)
    if not chapters and not compare:  # a chapter graded at another time may have had other tests
        PAGE.write_text(page(_reports(), _compared()), encoding="utf-8")


def _write(name, found):
    (FOLDER / f"{name}.json").write_text(json.dumps({"versions": VERSIONS, "found": found}, indent=1), encoding="utf-8")


def _reports():
    """What this environment has found: {chapter: Report}."""
    reports = {}
    for chapter in CHAPTERS:
        found = json.loads((FOLDER / f"{chapter}.json").read_text(encoding="utf-8"))["found"]
        reports[chapter] = Report(**found | {"exercises": [Exercise(**one) for one in found["exercises"]]})
    return reports


def _compared():
    """What other environments have found: {versions: {chapter: as of verdicts_on_answers}}."""
    compared = defaultdict(dict)
    for path in sorted(FOLDER.parent.glob("*/*-compared.json")):
        told = json.loads(path.read_text(encoding="utf-8"))
        compared[told["versions"]][path.stem.removesuffix("-compared")] = told["found"]
    return compared


if __name__ == "__main__":
    typer.run(main)
