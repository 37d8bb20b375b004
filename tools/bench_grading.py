"""Measure how fast hand-ins are graded, by ours and by others, and write it into BENCHMARKS.md.

One class hands in a chapter; each student has another mixture of the right and wrong answers in tests/grading/answers.
The graders of tools/graders.py have their turns in several rounds. An exercise that trains takes seconds in each of
them, so the class comes twice: with its answers and without.
"""

import contextlib
import os
import random
import statistics
import tempfile
import threading
from functools import partial
from pathlib import Path
from typing import Annotated

import nbformat
import psutil
import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn

from tests.grading.corpus import answers
from tools import graders
from tools.benchmarks import machine, write_section
from tools.classroom import answer

CHAPTER = "01-basics"
TRAINING = "train-on-rings"  # the exercise that trains
BUSY = 0.5  # from this load on the machine is not ours alone

console = Console()


def hand_ins(number, training):
    """The answers of `number` students: {student: {grade_id: source}}, no two of them the same.

    Args:
        training: whether they try the exercise that trains; else its stub stays.

    The names begin with "a-" and "b-" in turns, so that two processes can take half of the class each.
    """
    rng, found = random.Random(1), []
    corpus = {exercise: tried for exercise, tried in answers(CHAPTER).items() if training or exercise != TRAINING}
    while len(found) < number:
        chosen = {exercise: rng.choice(tried).source for exercise, tried in corpus.items()}
        if chosen not in found:
            found.append(chosen)
    return {f"{'ab'[n % 2]}-{n:03}": chosen for n, chosen in enumerate(found)}


def compare(hand_in, few, rounds, advance):
    """Have every grader grade, in turns; returns the rows of a table.

    Args:
        hand_in: graders.Class.
        few: the names of those students whom the slow graders grade too.
        rounds: how often; the medians count.
        advance: function to call with what comes next.

    Raises:
        graders.Failed: if a grader fails, or ours gives other points than nbgrader.
    """
    everybody = list(hand_in.students)
    turns = [
        ("nbgrader alone, one process", partial(graders.stock, processes=1), few),
        ("nbgrader alone, two processes", partial(graders.stock, processes=2), few),
        ("ours", graders.ours, few),
        ("ours", graders.ours, everybody),
        ("forked children, nothing else", graders.children, everybody),
        ("`otter run`, two at a time", graders.otter, few),
    ]
    seconds, points = [[] for _ in turns], [{} for _ in turns]
    for number in range(1, rounds + 1):
        for turn, (name, grader, names) in enumerate(turns):
            advance(f"{name}: {len(names)} hand-ins, round {number} of {rounds}")
            took, points[turn] = grader(hand_in, names)
            seconds[turn].append(took / len(names))
    by_nbgrader, _, *by_ours, _, by_otter = points
    differ = sorted(name for name in few for given in by_ours if given[name] != by_nbgrader[name])
    if differ:
        raise graders.Failed(f"nbgrader alone and ours differ in the points of {', '.join(differ)}.")
    medians = [statistics.median(each) for each in seconds]
    same = sum(by_otter[name] == by_nbgrader[name] for name in few)
    remarks = [""] * 5 + [f"the same points for {same} of {len(few)}"]
    return [
        (name, str(len(names)), f"{60 / each:.1f}", f"{each:.2f} s", f"{medians[0] / each:.1f}", remark)
        for (name, _, names), each, remark in zip(turns, medians, remarks)
    ]


def memory(hand_in):
    """Peak memory in MB while our command grades: (the command, the warm interpreter, the children of one hand-in).

    A page that processes share counts for each of them in part (PSS), so that the sum is what they take together.
    """
    room, done, peak = hand_in.room(hand_in.students), threading.Event(), [0, 0, 0]

    def watch():
        while not done.wait(0.2):
            peak[:] = map(max, peak, _memory_now())

    watcher = threading.Thread(target=watch)
    watcher.start()
    try:
        graders.grade(room, CHAPTER)
    finally:
        done.set()
        watcher.join()
    command, warm, children = (used / 1e6 for used in peak)
    return command, warm, children / graders.WORKERS


def _memory_now():
    command, warm, children = 0, 0, 0
    started = {}  # process number -> parent's, of the warm interpreter and all that it forked
    used = {}
    for process in psutil.Process().children(recursive=True):
        with contextlib.suppress(psutil.Error):  # it has ended
            size, is_warm = process.memory_full_info().pss, "utils.grading.warm" in process.cmdline()
            if is_warm and process.name() != "bwrap":
                started[process.pid] = process.ppid()
            used[process.pid] = size
    for pid, size in used.items():
        if pid not in started:
            command += size
        elif started[pid] in started:
            children += size
        else:
            warm += size
    return command, warm, children


def again(hand_in, advance):
    """Grade a class that has been graded before, and one with copies in it; returns the rows of a table.

    Args:
        hand_in: graders.Class.
        advance: function to call with what comes next.
    """
    names = list(hand_in.students)
    half = names[: len(names) // 2]
    advance("grading again")
    room = hand_in.room(names)
    rows = [("no two the same", graders.grade(room, CHAPTER))]
    rows.append(("again, nothing changed", graders.grade(room, CHAPTER)))
    _change_a_test(room)
    rows.append(("again, one test changed", graders.grade(room, CHAPTER)))
    room = hand_in.room(half)
    for name in half:
        room.submit(f"{name}-copied", CHAPTER, answer(hand_in.released, hand_in.students[name]))
    rows.append(("half of them copies of the others", graders.grade(room, CHAPTER)))
    return [(f"{len(names)} hand-ins, {what}", f"{took:.1f} s", f"{60 * len(names) / took:.0f}") for what, took in rows]


def _change_a_test(room):
    path = room.folder / "solutions" / CHAPTER / f"{CHAPTER}.ipynb"
    notebook = nbformat.read(path, as_version=4)
    next(cell for cell in notebook.cells if graders.has_role(cell, "grade")).source += "\n# corrected"
    nbformat.write(notebook, path)
    room.release(CHAPTER)


def bench(
    students: Annotated[int, typer.Option(min=4, help="How many hand in.")] = 60,
    few: Annotated[int, typer.Option(min=2, help="How many of them the slow graders grade.")] = 6,
    rounds: Annotated[int, typer.Option(min=1, help="How often each grader grades; the medians count.")] = 3,
) -> None:
    """Measure how fast hand-ins are graded and write it into BENCHMARKS.md."""
    load = os.getloadavg()[0]
    if load > BUSY:
        console.print(f"This machine is busy (load {load:.1f}): end other programs for true figures.", style="red")
    lines = [
        f"From `make bench-grading` on {machine('tensorflow-cpu', 'keras', 'nbgrader')}, {graders.OTTER}; load before "
        f"it {load:.1f}.",
        "",
        f"Each of {students} students handed in {CHAPTER} with another mixture of right and wrong answers. Every "
        f"grader had its turn in each of {rounds} rounds, and the medians count. A time is from the command to the "
        f"last page of feedback, with start, sandbox and gradebook. The slow graders graded {few} of the {students}.",
        "",
    ]
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn(), TimeElapsedColumn()]
    with tempfile.TemporaryDirectory() as folder, Progress(*columns, console=console) as bar:
        task = bar.add_task("otter-grader's environment", total=2 * (6 * rounds + 1) + 1)

        def advance(what):
            bar.update(task, description=what, advance=1)

        graders.install_otter()
        for training in (False, True):
            hand_in = graders.Class(Path(folder, f"{training}"), CHAPTER, hand_ins(students, training))
            lines += [f"### {'With' if training else 'Without'} answers to the exercise that trains", ""]
            rows = compare(hand_in, list(hand_in.students)[:few], rounds, advance)
            lines += _table(["grader", "hand-ins", "a minute", "each", "times nbgrader alone", ""], rows)
            advance("memory")
            command, warm, children = memory(hand_in)
            lines += [
                f"Ours took at most {command:.0f} MB for the command, {warm:.0f} MB for the warm interpreter and "
                f"{children:.0f} MB for the processes of each of the {graders.WORKERS} hand-ins that it executed at a "
                "time.",
                "",
            ]
            if not training:
                lines += _table(["ours", "time", "a minute"], again(hand_in, advance))
    lines += [
        "Forked children run the cells of two hand-ins at a time, without a sandbox, a gradebook or kept outputs, and "
        "the start of the interpreter that they are forked from is not counted. `otter run` runs the same tests, each "
        "as a test file that raises what the cell raises: in the interpreter of the student's code, without a "
        "container. It writes the points and the messages into a file; there is no gradebook and no page."
    ]
    write_section("Grading", lines)
    console.print("\n".join(lines), markup=False, soft_wrap=True)
    console.print("Written to BENCHMARKS.md.")


def _table(heads, rows):
    return [_row(heads), _row(["---"] * len(heads)), *map(_row, rows), ""]


def _row(values):
    return f"| {' | '.join(values)} |"


if __name__ == "__main__":
    try:
        typer.run(bench)
    except graders.Failed as problem:
        console.print(str(problem), style="red", markup=False)
        raise SystemExit(1) from None
