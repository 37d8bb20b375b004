"""Hostile submissions, graded by the real command: each costs its own student the points, and nobody anything else."""

import contextlib
import copy
import ctypes
import html
import os
import re
import shutil
import socket
import stat
import subprocess
import sys
import sysconfig
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import nbformat
import psutil
import pytest
from attack_corpus import BREACH, FOLDER, attacks, cells_of, put_in

import utils
from tools.classroom import Classroom, answer, reference_answers
from utils.grading.job import job_of
from utils.grading.limits import Limits
from utils.grading.sandbox import Sandbox

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="student code can be locked away on Linux only")

CHAPTER = "01-basics"
ATTACKS = attacks()
CANARY = "keras_course_canary"
LIMITS = """
c.Limits.cell_seconds, c.Limits.cell_cpu_seconds = 25, 5
c.Limits.submission_seconds, c.Limits.submission_cpu_seconds = 60, 20
c.Limits.replays, c.Limits.memory_mb = 1, 2048
"""
PR_SET_CHILD_SUBREAPER = 36
LARGE = 1 << 22  # bytes; files above, such as bombs, are not read


class Outside:
    """What must stay as it is: sockets that nobody is to reach, a process, files, and the children of this process."""

    def __init__(self, folder, stack):
        self.folder, self.home, self.empty = folder / "course", folder / "home", folder / "outside"
        for place in (self.folder, self.home, self.empty):
            place.mkdir()
            place.chmod(0o777)  # what protects is the sandbox, not who owns the files
        for place in (self.folder, self.home):
            (place / "canary.txt").write_text(CANARY)
        self._listeners = {
            "IPV4": self._listen(stack, socket.AF_INET, ("127.0.0.1", 0)),
            "IPV6": self._listen(stack, socket.AF_INET6, ("::1", 0)),
            "UDP": self._listen(stack, socket.AF_INET, ("127.0.0.1", 0), socket.SOCK_DGRAM),
            "UNIX": self._listen(stack, socket.AF_UNIX, str(folder / "socket")),
            "ABSTRACT": self._listen(stack, socket.AF_UNIX, f"\0{folder}"),
        }
        (folder / "socket").chmod(0o777)
        self._target = stack.enter_context(
            subprocess.Popen(
                [sys.executable, "-c", "import sys; sys.stdin.read()", "keras_course_target"], stdin=subprocess.PIPE
            )
        )
        # An orphan among the grader's descendants then becomes a child of this process, and is found.
        ctypes.CDLL(None).prctl(PR_SET_CHILD_SUBREAPER, 1, 0, 0, 0)
        self._children = set(psutil.Process().children(recursive=True))

    def known(self):
        """What an attacker is told, to make it easy."""
        addresses = {name: listener.getsockname()[:2] for name, listener in self._listeners.items() if listener}
        addresses |= {name: one.decode() for name, one in addresses.items() if isinstance(one, bytes)}
        paths = {"COURSE": str(self.folder), "HOME": str(self.home), "OUTSIDE": str(self.empty)}
        return {"IPV6": ("::1", 9), **addresses, "UNIX": self._path("UNIX"), **paths, "TARGET": self._target.pid}

    def files(self):
        """Every file that the grader has no business to write: {path: kind, size, time and content}."""
        own = ("autograded", "feedback")
        kept = [one for one in self.folder.iterdir() if one.name not in own]
        return {
            str(path.relative_to(self.folder)): _state(path)
            for top in kept
            if top.name in ("submitted", "solutions", "course", "canary.txt", "nbgrader_config.py")
            for path in [top, *top.rglob("*")]
        }

    def contacts(self):
        """The names of the sockets that somebody has reached."""
        return [name for name, listener in self._listeners.items() if listener and _reached(listener)]

    def marks(self):
        """The files that an attack has made where it must not."""
        folders = [Path(utils.__file__).parent, *map(Path, sysconfig.get_paths().values()), Path("/"), Path("/usr/bin")]
        folders += [one / "keras" for one in folders] + [Path("/usr"), Path("/etc"), Path("/tmp"), Path("/var/tmp")]
        marks = [one / "keras_course_attack" for one in folders]
        found = [one for one in marks if one.exists()]
        copies = [self.folder / one for one in ("submitted", "autograded", "feedback")]
        for path in [*self.folder.rglob("*"), *self.home.rglob("*")]:
            if "keras_course_attack" in path.name and not any(path.is_relative_to(copy) for copy in copies):
                found.append(path)
        return found + list(self.empty.iterdir())

    def processes(self):
        """What runs since this object was made, ten seconds after it should have ended."""
        new = set(psutil.Process().children(recursive=True)) - self._children
        return [one for one in psutil.wait_procs(new, timeout=10)[1] if one.status() != psutil.STATUS_ZOMBIE]

    def target_lives(self):
        return self._target.poll() is None

    def close(self):
        self._target.stdin.close()
        for path in self.marks():
            shutil.rmtree(path) if path.is_dir() else path.unlink()

    @staticmethod
    def _listen(stack, family, address, kind=socket.SOCK_STREAM):
        try:
            listener = stack.enter_context(socket.socket(family, kind))
            listener.bind(address)
        except OSError:  # a machine without IPv6
            return None
        listener.setblocking(False)
        if kind == socket.SOCK_STREAM:
            listener.listen()
        return listener

    def _path(self, name):
        return self._listeners[name].getsockname()


def _state(path):
    """What tells whether a file has changed."""
    info = path.lstat()
    if stat.S_ISLNK(info.st_mode):
        return info.st_mode, os.readlink(path)
    content = path.read_bytes() if stat.S_ISREG(info.st_mode) and info.st_size < LARGE else None
    return info.st_mode, info.st_size, info.st_mtime_ns, content


def _reached(listener):
    try:
        listener.recv(1) if listener.type == socket.SOCK_DGRAM else listener.accept()
    except BlockingIOError:
        return False
    return True


class Graded:
    """A class of attackers and three honest students, after one run of the grader."""

    def __init__(self, outside):
        self.outside = outside
        environment = {"HOME": str(outside.home), "KERAS_COURSE_SECRET": CANARY}
        self.room = Classroom(outside.folder, [CHAPTER], environment=environment)
        with open(outside.folder / "nbgrader_config.py", "a", encoding="utf-8") as file:
            file.write(LIMITS)
        self.released = nbformat.read(self.room.release(CHAPTER), as_version=4)
        self.reference = reference_answers(outside.folder / "solutions" / CHAPTER / f"{CHAPTER}.ipynb")
        quick = {name: source for name, source in self.reference.items() if name != "train-on-rings"}
        some = {name: self.reference[name] for name in ("dense-layer", "flatten", "build-model")}
        self.honest = {"reference": quick, "some": some, "untouched": {}}
        for student, answers in self.honest.items():
            self.room.submit(student, CHAPTER, answer(self.released, answers))
        known, short = outside.known(), _without_examples(self.released)
        for student, attack in ATTACKS.items():
            folder = outside.folder / "submitted" / student / CHAPTER
            folder.mkdir(parents=True)
            attack.hand_in(folder, copy.deepcopy(short), known)
        self.before = outside.files()
        done = self.room.grade(CHAPTER)
        assert done.returncode in (0, 1), done.stdout + done.stderr  # 1 says that some could not be graded
        self.log = done.stdout
        self.points = self.room.points(CHAPTER)
        self.secrets = [CANARY, *self._hidden_lines()]

    def _hidden_lines(self):
        """Lines of the solution notebook, of its answers and hidden tests, that the release does not hold."""
        solution = nbformat.read(self.outside.folder / "solutions" / CHAPTER / f"{CHAPTER}.ipynb", as_version=4)
        hidden = set(_lines(solution)) - set(_lines(self.released))
        # What is told to a student, docstrings and sentences to look at, stands between quotation marks.
        return [line for line in hidden if len(line) > 20 and '"' not in line and "###" not in line]

    def path(self, kind, student, suffix):
        return self.outside.folder / kind / student / CHAPTER / f"{CHAPTER}{suffix}"

    def notebook(self, student):
        """The autograded notebook of a student; one without cells if there is none."""
        path = self.path("autograded", student, ".ipynb")
        return nbformat.read(path, as_version=4) if path.exists() else nbformat.v4.new_notebook()

    def page(self, student):
        """The feedback page of a student; empty if there is none."""
        path = self.path("feedback", student, ".html")
        return path.read_text(encoding="utf-8") if path.exists() else ""

    def returned(self, student):
        """All that came out of a submission, as text: outputs, the page, and the files beside them."""
        texts = [str(cell.get("outputs", "")) for cell in self.notebook(student).cells]
        texts += [html.unescape(self.page(student)), html.unescape(re.sub("<[^>]*>", "", self.page(student)))]
        for kind in ("autograded", "feedback"):
            for path in (self.outside.folder / kind / student).rglob("*"):
                beside = path.is_file() and path.suffix not in (".ipynb", ".html") and path.stat().st_size < LARGE
                texts.append(path.read_text(encoding="utf-8", errors="replace") if beside else "")
        return "\n".join(texts)


def _without_examples(notebook):
    """A copy without the code cells that only show something: what runs is the attack."""
    short = copy.deepcopy(notebook)
    setup = next(cell for cell in short.cells if cell.cell_type == "code")
    short.cells = [
        cell for cell in short.cells if cell is setup or cell.cell_type == "markdown" or "nbgrader" in cell.metadata
    ]
    return short


def _lines(notebook):
    return [line.strip() for cell in notebook.cells if cell.cell_type == "code" for line in cell.source.splitlines()]


@pytest.fixture(scope="module")
def graded():
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir="/var/tmp")))
        folder.chmod(0o777)
        outside = Outside(folder, stack)
        stack.callback(outside.close)
        yield Graded(outside)


@pytest.fixture(scope="module")
def sandbox():
    with contextlib.closing(Sandbox()) as own:
        yield own


class Active(HTMLParser):
    """What a page holds besides text: scripts, embedded pages, handlers, and links that run something."""

    TAGS = set("script iframe frame object embed applet base form input button meta link svg math style".split())

    def __init__(self, page):
        super().__init__()
        self.found = set()
        self._inside = None
        self.feed(page)

    def handle_starttag(self, tag, attributes):
        self._inside = tag if tag in ("script", "style") else None
        if tag in self.TAGS:
            self.found.add((tag, tuple(attributes)))
        for name, value in attributes:
            link = re.sub(r"[\s\x00-\x20]", "", value or "").lower()
            data = link.startswith("data:") and not link.startswith("data:image/")
            if name.startswith("on") or link.startswith(("javascript:", "vbscript:")) or data or name == "srcdoc":
                self.found.add((tag, name, value))
            if name in ("src", "srcset", "poster", "background", "action") and "//" in link and "data:" not in link:
                self.found.add((tag, name, value))

    def handle_data(self, data):
        if self._inside:
            self.found.add((self._inside, data))
            self._inside = None


def test_there_are_enough_attacks():
    assert len(ATTACKS) >= 60
    assert all(one.tries.endswith(".") and "\n" not in one.tries for one in ATTACKS.values())


# What a model says of itself is the word of the process that it lives in (GRADING.md says so).
BELIEVED = pytest.param(
    "large-model-that-says-it-is-small", marks=pytest.mark.xfail(reason="a model's own word is believed", strict=True)
)


@pytest.mark.parametrize("student", [*sorted(ATTACKS.keys() - set(BELIEVED.values)), BELIEVED])
def test_an_attack_gets_no_point(graded, student):
    points = graded.points.get(student, {})
    assert not any(score for score, _ in points.values()), ATTACKS[student].tries
    assert {most for _, most in points.values()} <= {1, 2}


@pytest.mark.parametrize("student", ATTACKS)
def test_an_attack_learns_no_secret(graded, student):
    returned = graded.returned(student)
    assert [secret for secret in graded.secrets if secret in returned] == []


@pytest.mark.parametrize("student", ATTACKS)
def test_an_attack_notices_no_success(graded, student):
    outputs = [output for cell in graded.notebook(student).cells for output in cell.get("outputs", [])]
    assert BREACH not in str([one for one in outputs if one.output_type != "error"])


@pytest.mark.parametrize("student", ATTACKS)
def test_the_page_of_an_attack_runs_nothing(graded, student):
    assert Active(graded.page(student)).found <= Active(graded.page("untouched")).found


@pytest.mark.parametrize("student", ["reference", "some", "untouched"])
def test_a_neighbours_grade_is_as_ever(graded, student):
    current = None
    for cell in graded.released.cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        if nbgrader.get("solution"):
            current = nbgrader["grade_id"]
        elif nbgrader.get("grade"):
            score, most = graded.points[student][nbgrader["grade_id"]]
            assert score == (most if current in graded.honest[student] else 0), nbgrader["grade_id"]
            assert most == nbgrader["points"]


@pytest.mark.parametrize("student", ["reference", "some", "untouched"])
def test_a_neighbour_is_told_nothing_of_an_attack(graded, student):
    assert BREACH not in graded.returned(student) and CANARY not in graded.returned(student)


def test_nobody_has_extra_credit(graded):
    from nbgrader.api import Gradebook

    with Gradebook(f"sqlite:///{graded.outside.folder / 'gradebook.db'}", "keras-course") as gradebook:
        grades = [
            grade
            for submission in gradebook.assignment_submissions(CHAPTER)
            for notebook in submission.notebooks
            for grade in notebook.grades
        ]
        assert not any(grade.manual_score or grade.extra_credit for grade in grades)


def test_every_attack_that_can_be_graded_is_in_the_gradebook(graded):
    assert graded.points.keys() <= ATTACKS.keys() | graded.honest.keys()
    for student in ATTACKS:
        if graded.path("submitted", student, ".ipynb").is_file() and student not in graded.points:
            assert student in graded.log, student


def test_nothing_outside_has_changed(graded):
    after = graded.outside.files()
    assert {path for path in after.keys() | graded.before.keys() if after.get(path) != graded.before.get(path)} == set()
    assert graded.outside.marks() == []


def test_nobody_was_reached(graded):
    assert graded.outside.contacts() == []


def test_no_process_is_left_and_none_was_ended(graded):
    assert graded.outside.processes() == []
    assert graded.outside.target_lives()


@pytest.mark.parametrize(
    "name",
    [
        "daemon",
        "endless_loop",
        "ignore_the_death_of_the_parent",
        "kill_the_whole_group",
        "stop_the_whole_group",
        "threads_that_outlive",
    ],
)
def test_no_process_outlives_its_submission(sandbox, name):
    setup = nbformat.v4.new_notebook(cells=[nbformat.v4.new_code_cell("import os")])
    put_in(setup, cells_of(FOLDER / f"{name}.py"), {"OUTSIDE": "/", "COURSE": "/", "ABSTRACT": "\0nobody"})
    job, _ = job_of(setup, {})
    limits = Limits().as_dict() | {"cell_seconds": 1}
    sandbox.execute({"cells": [], "files": {}}, limits)  # starts a checker, which waits for the next
    before = {process.pid for process in sandbox.processes()}
    sandbox.execute(job, limits)
    left = psutil.wait_procs([one for one in sandbox.processes() if one.pid not in before], timeout=10)[1]
    assert left == []
