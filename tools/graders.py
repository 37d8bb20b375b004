"""The graders that tools/bench_grading.py compares: each grades the same hand-ins of one chapter.

stock      `nbgrader autograde` as nbgrader has it, and `nbgrader generate_feedback`
ours       `python -m utils.grading`
children   the same cells in forked children and nothing else (tools/bare_children.py)
otter      `otter run` of otter-grader, with the same tests in its own form

Each takes a `Class` and names of students, and returns (seconds, {student: points in all}).
"""

import json
import os
import shutil
import subprocess
import sys
import time
import zipfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import nbformat

from tools.classroom import ROOT, Classroom, answer
from utils.grading.sandbox import ONE_THREAD

WORKERS = 2
SKIPPED = "not-when-grading"  # the tag of cells that grading leaves out
OTTER = "otter-grader==7.0.0"
OTTER_HOME = ROOT / "build" / "otter"
# What nbgrader needs to grade the same cells by itself.
STOCK = """
c = get_config()
c.CourseDirectory.course_id = "keras-course"
c.CourseDirectory.source_directory = "solutions"
c.CourseDirectory.release_directory = "course"
c.ExecutePreprocessor.skip_cells_with_tag = "not-when-grading"
c.ExecutePreprocessor.timeout = 120
c.KernelManager.transport_encryption = "auto"
"""


class Failed(Exception):
    """A grader did not do its work; the message says which and what it printed."""


class Class:
    """A chapter, released, and what a class handed in.

    Args:
        folder: an empty folder, in which it is graded.
        chapter: its name, such as "01-basics".
        students: {name: {grade_id of an answer cell: source}}.
    """

    def __init__(self, folder, chapter, students):
        self.folder, self.chapter, self.students = Path(folder), chapter, students
        self._rooms = 0
        first = Classroom(self.folder / "released", [chapter])
        self.released = nbformat.read(first.release(chapter), as_version=4)
        self._solution = nbformat.read(first.folder / "solutions" / chapter / f"{chapter}.ipynb", as_version=4)

    def room(self, names):
        """A Classroom with what the students `names` handed in, and nothing graded."""
        self._rooms += 1
        folder = self.folder / f"room-{self._rooms}"
        shutil.copytree(self.folder / "released", folder)
        room = Classroom(folder, [self.chapter])
        for name in names:
            room.submit(name, self.chapter, answer(self.released, self.students[name]))
        return room

    def cells(self, name):
        """The code cells of a student's that grading runs, with the hidden tests."""
        stubs = {one.metadata.nbgrader.grade_id: one.source for one in self.released.cells if has_role(one, "solution")}
        cells = answer(self._solution, stubs | self.students[name]).cells
        return [cell for cell in cells if cell.cell_type == "code" and SKIPPED not in cell.metadata.get("tags", [])]


def has_role(cell, role):
    """Whether nbgrader's metadata of a cell say that it is a "solution" or a "grade"."""
    return cell.metadata.get("nbgrader", {}).get(role, False)


def stock(hand_in, names, processes):
    """nbgrader's own grading, in one process, or in two for the students a-... and b-..."""
    room = hand_in.room(names)
    (room.folder / "nbgrader_config.py").write_text(STOCK, encoding="utf-8")

    def grade_part(part):
        room.nbgrader("autograde", hand_in.chapter, "--create", *part)
        room.nbgrader("generate_feedback", hand_in.chapter, *part)

    parts = [[]] if processes == 1 else [["--student=a-*"], ["--student=b-*"]]
    start = time.perf_counter()
    with ThreadPoolExecutor(processes) as pool:
        list(pool.map(grade_part, parts))
    return time.perf_counter() - start, _points(room, hand_in.chapter)


def ours(hand_in, names):
    """The command for a class, from a cold start."""
    room = hand_in.room(names)
    return grade(room, hand_in.chapter), _points(room, hand_in.chapter)


def children(hand_in, names):
    """Forked children that run the same cells and do nothing else; the start of their interpreter is not counted.

    As in ours, two run at a time and each keeps to one thread: together they are faster so.
    """
    folder = hand_in.folder / "children"
    folder.mkdir(exist_ok=True)
    for name in names:
        nbformat.write(nbformat.v4.new_notebook(cells=hand_in.cells(name)), folder / f"{name}.ipynb")
    command = [sys.executable, "-m", "tools.bare_children", *(folder / f"{name}.ipynb" for name in names)]
    environment = {**os.environ, **dict.fromkeys(ONE_THREAD, "1")}
    done = subprocess.run(command, cwd=ROOT, env=environment, capture_output=True, text=True, check=True)
    return float(done.stdout), {}


def otter(hand_in, names):
    """`otter run` for each, two at a time, with each test cell as a test file of otter-grader."""
    folder = hand_in.folder / "otter"
    folder.mkdir(exist_ok=True)
    for name in names:
        own = [cell for cell in hand_in.cells(name) if not has_role(cell, "grade")]
        notebook = nbformat.v4.new_notebook(cells=own, metadata=hand_in.released.metadata)
        nbformat.write(notebook, folder / f"{name}.ipynb")
    with zipfile.ZipFile(folder / "autograder.zip", "w") as autograder:
        autograder.writestr("otter_config.json", json.dumps({"lang": "python"}))
        for cell in hand_in.cells(names[0]):
            if has_role(cell, "grade"):
                autograder.writestr(f"tests/{cell.metadata.nbgrader.grade_id}.py", _otter_test(cell))

    def grade_one(name):
        results = folder / name
        results.mkdir(exist_ok=True)
        command = [OTTER_HOME / "bin" / "otter", "run", "--no-logo", "-a", folder / "autograder.zip", "-o", results]
        environment = {**os.environ, "PYTHONPATH": str(ROOT)}  # the tests use `utils.checks`
        subprocess.run([*command, folder / f"{name}.ipynb"], env=environment, capture_output=True, check=True)
        tests = json.loads((results / "results.json").read_text(encoding="utf-8"))["tests"]
        return sum(test.get("score", 0) for test in tests)  # the first of them is a summary

    start = time.perf_counter()
    with ThreadPoolExecutor(WORKERS) as pool:
        points = list(pool.map(grade_one, names))
    return time.perf_counter() - start, dict(zip(names, points))


def _otter_test(cell):
    grade_id, points = cell.metadata.nbgrader.grade_id, cell.metadata.nbgrader.points
    return (
        f"from otter.test_files import test_case\n\nOK_FORMAT = False\nname = {grade_id!r}\npoints = {points}\n"
        f"cell = {cell.source!r}\n\n\n@test_case()\ndef test(env):\n    exec(cell, env)\n"
    )


def install_otter():
    """Give otter-grader an environment of its own, with what the chapters need."""
    uv, python = Path(sys.executable).parent / "uv", OTTER_HOME / "bin" / "python"
    if not (OTTER_HOME / "bin" / "otter").exists():
        subprocess.run([uv, "venv", "--quiet", "--clear", "--python", sys.executable, OTTER_HOME], check=True)
        requirements = ["--requirements", ROOT / "pyproject.toml", "--extra", "cpu", OTTER]
        command = [uv, "pip", "install", "--quiet", "--compile-bytecode", "--python", python, *requirements]
        subprocess.run(command, check=True)


def grade(room, chapter):
    """Have our command grade what was handed in into `room`; returns the seconds that it took."""
    start = time.perf_counter()
    done = room.grade(chapter, "--workers", str(WORKERS))
    seconds = time.perf_counter() - start
    if done.returncode:
        raise Failed(f"`python -m utils.grading {chapter}` failed:\n{done.stdout}{done.stderr}")
    return seconds


def _points(room, chapter):
    return {name: sum(score for score, _ in tests.values()) for name, tests in room.points(chapter).items()}
