"""Grade a class that does not exist: python -m tools.simulate_class 10000

Each student hands in chapter 1 with another mixture of the answers in tests/grading/answers; one in ten tries the
exercise that trains. Of a hundred, five are late, two handed in what is no notebook or is not called like one, and two
attack the grader. The real command grades them. Meanwhile its memory is measured, and what its bar says of the time
left is held against the time that was left. The summary goes into BENCHMARKS.md with --record.
"""

import fcntl
import os
import pty
import random
import re
import statistics
import struct
import subprocess
import tempfile
import termios
import time
from collections import Counter
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Annotated

import nbformat
import psutil
import typer
from nbgrader.api import Gradebook
from rich.console import Console
from rich.progress import track

from tests.grading.attack_corpus import FOLDER as ATTACKS
from tests.grading.attack_corpus import cells_of, put_in
from tests.grading.corpus import answers
from tools.benchmarks import machine, write_section
from tools.classroom import Classroom, answer

CHAPTER = "01-basics"
TRAINING = "train-on-rings"  # its exercise that trains for seconds
DUE = datetime(2026, 10, 1, 12)
BROKEN = {"cut short": "{", "empty": "", "not a notebook": "[1]", "in another form": "\ufeffanswers"}
# Attacks that cost the grader no more time than an honest hand-in; tests/grading/test_attacks.py tries all.
HOSTILE = "equal_to_everything exits forge_replies patch_compare print_correct replace_later_cells stub_run_cell"

# On a line of the command's bar: done, of how many, time so far, time left.
BAR = re.compile(r"(\d+)/(\d+) +(\d+:\d\d:\d\d) +left +(\d+:\d\d:\d\d)")
COLOUR = re.compile(r"\x1b\[[0-9;?]*[A-Za-z]")  # and other orders to a terminal

console = Console()


@dataclass
class Sample:
    """What was seen at one moment."""

    seconds: float  # since the command began
    done: int
    left: float | None  # seconds left, as the command says
    memory: int  # bytes that the command's process holds


def hand_in(room, number):
    """Have a class of `number` students hand in, in the folder of `room` (Classroom).

    Returns:
        (collections.Counter of the kinds of hand-ins, int, how many notebooks differ).
    """
    released = nbformat.read(room.release(CHAPTER), as_version=4)
    with Gradebook(f"sqlite:///{room.folder / 'gradebook.db'}", "keras-course") as gradebook:
        gradebook.update_or_create_assignment(CHAPTER, duedate=DUE)
    corpus, rng, kinds, distinct = answers(CHAPTER), random.Random(1), Counter(), set()
    for n in track(range(number), "handing in", console=console):
        student = f"student-{n:05}"
        chosen = {exercise: rng.randrange(len(found)) for exercise, found in corpus.items()}
        if rng.random() > 0.1:
            del chosen[TRAINING]
        notebook = answer(released, {exercise: corpus[exercise][one].source for exercise, one in chosen.items()})
        kind = rng.choices(["in time", "late", "broken", "hostile"], [91, 5, 2, 2])[0]
        kinds[kind] += 1
        if kind == "hostile":
            name = rng.choice(HOSTILE.split())
            put_in(notebook, cells_of(ATTACKS / f"{name}.py"), {})
        room.submit(student, CHAPTER, notebook)
        path = room.folder / "submitted" / student / CHAPTER / f"{CHAPTER}.ipynb"
        if kind == "broken":
            damage = rng.choice([*BROKEN, "another name"])
            if damage == "another name":
                path.rename(path.with_name("my homework.ipynb"))
            else:
                path.write_text(BROKEN[damage], encoding="utf-8")
        else:
            distinct.add((tuple(chosen.items()), name if kind == "hostile" else None))
        late = rng.random() * 86400 * (1 if kind == "late" else -1)
        path.with_name("timestamp.txt").write_text(f"{DUE + timedelta(seconds=late)} UTC", encoding="utf-8")
    return kinds, len(distinct)


def grade(room, *arguments):
    """Run the command for a class in a terminal of its own.

    Returns:
        list of Sample, one a second, the last at its end; str, the end of what it printed.
    """
    terminal, theirs = pty.openpty()
    fcntl.ioctl(theirs, termios.TIOCSWINSZ, struct.pack("HHHH", 40, 120, 0, 0))
    room.environment |= {"TERM": "xterm", "COLUMNS": "120"}
    started, said, samples = time.monotonic(), "", []
    process = room.run("utils.grading", CHAPTER, *arguments, popen=subprocess.Popen, stdout=theirs, stderr=theirs)
    os.close(theirs)
    command = psutil.Process(process.pid)
    while process.poll() is None:
        try:
            said = (said + os.read(terminal, 1 << 16).decode(errors="replace"))[-20_000:]
        except OSError:  # the terminal is closed
            break
        seconds = time.monotonic() - started
        found = BAR.findall(COLOUR.sub("", said))
        if found and (not samples or seconds >= samples[-1].seconds + 1):
            done, _, _, left = found[-1]
            samples.append(Sample(seconds, int(done), _seconds(left), command.memory_info().rss))
            console.print(f"{done} graded, {left} left, {samples[-1].memory >> 20} MB", end="\r")
    process.wait()
    os.close(terminal)
    samples.append(Sample(time.monotonic() - started, samples[-1].done if samples else 0, None, 0))
    return samples, COLOUR.sub("", said.replace("\r\n", "\n"))[-2000:]


def _seconds(text):
    hours, minutes, seconds = map(int, text.split(":"))
    return 3600 * hours + 60 * minutes + seconds


def summary(number, kinds, distinct, samples):
    """The lines (list of str) that tell how it went."""
    total, seen = samples[-1].seconds, samples[:-1]
    rows = ["| graded | seconds | memory of the command, MB |", "|---|---|---|"]
    for tenth in range(1, 11):
        at = next((one for one in seen if one.done >= number * tenth / 10), seen[-1])
        rows.append(f"| {at.done} | {at.seconds:.0f} | {at.memory / 2**20:.0f} |")
    wrong = [
        abs(one.left - (total - one.seconds)) / (total - one.seconds)
        for one in seen
        if number / 10 <= one.done <= number * 0.95 and one.left is not None
    ]
    mixture = ", ".join(f"{count} {kind}" for kind, count in kinds.most_common())
    lines = [f"{number} hand-ins ({mixture}), {distinct} different notebooks: {total:.0f} s, "]
    lines[0] += f"{60 * number / total:.0f} a minute, {total / number:.2f} s each."
    if wrong:
        lines.append(
            "The time left, as the bar said it between one tenth and 95 %, was wrong by "
            f"{statistics.median(wrong):.0%} in the median, and by {max(wrong):.0%} at most."
        )
    return [*lines, "", *rows]


def main(
    number: Annotated[int, typer.Argument(min=1, help="How many students.")] = 10_000,
    workers: Annotated[int, typer.Option(min=1, help="Hand-ins executed at a time.")] = os.cpu_count() or 1,
    scheduler: Annotated[str | None, typer.Option(help="Execute on this Dask cluster.")] = None,
    record: Annotated[bool, typer.Option("--record", help="Write the summary into BENCHMARKS.md.")] = False,
) -> None:
    with tempfile.TemporaryDirectory(prefix="class-", dir="/var/tmp") as folder:
        room = Classroom(folder, [CHAPTER])
        kinds, distinct = hand_in(room, number)
        where = ["--scheduler", scheduler] if scheduler else ["--workers", str(workers)]
        samples, said = grade(room, *where)
        print(said[said.rfind("\r") + 1 :])
        if len(samples) < 3:
            raise typer.Exit(1)
        place = scheduler or f"{workers} at a time"
        lines = [f"{machine('nbgrader', 'tensorflow-cpu')}. {place}.", "", *summary(number, kinds, distinct, samples)]
        lines.append("")
        for name in ("submitted", "autograded", "feedback", ".grading", "gradebook.db"):
            kilobytes = _size(room.folder / name) / 1024 / number
            lines.append(f"- disk, `{name}`: {kilobytes:.0f} KB for each hand-in")
        console.print("\n".join(lines), markup=False, highlight=False)
        if record:
            write_section(f"A class of {number:,}", lines)


def _size(path):
    return sum(one.stat().st_size for one in (path.rglob("*") if path.is_dir() else [path]) if one.is_file())


if __name__ == "__main__":
    typer.run(main)
