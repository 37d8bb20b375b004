"""One chapter of a class, in one go: a pool executes the hand-ins, this process lets nbgrader grade them.

What a pool has executed is kept in the store; nbgrader's own Autograde then finds it there. A hand-in is done when its
mark is written, which names all that its grades depend on: an interrupted batch goes on where it was.
"""

import contextlib
import errno
import glob
import hashlib
import itertools
import json
import logging
import os
import shutil
import sys
from concurrent.futures import FIRST_COMPLETED, wait
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
from nbgrader.api import Grade, Gradebook, MissingEntry, Student, SubmittedAssignment, SubmittedNotebook
from nbgrader.converters import Autograde, GenerateFeedback
from nbgrader.preprocessors import AssignLatePenalties
from sqlalchemy.exc import DBAPIError
from traitlets import TraitError

from .backup import NoBackup, back_up
from .feedback import refused_page
from .gradebook import opened, transaction
from .handin import NBGRADERS, flaw_of
from .job import PART, Store, files_in, job_of, replacing
from .limits import Limits
from .preprocess import ExecuteIsolated, restore, source_cells
from .sandbox import PROBE, Broken, NoResult, Unsafe, execute_here

MARK = ".graded"


class Stopped(Exception):
    """The batch cannot go on; the text says why, and what to do. What is graded stays graded."""


@contextlib.contextmanager
def stopping():
    """Raise Stopped where the disk, the gradebook or a setting fails, which is no hand-in's fault."""
    try:
        yield
    except Stopped:
        raise
    except NoBackup as problem:
        raise Stopped(f"{problem} {_AGAIN}") from None
    except TraitError as problem:
        raise Stopped(f"A setting in nbgrader_config.py cannot be used: mend it, and try again. {problem}") from None
    except Exception as error:
        trouble = _trouble(error)
        if not trouble:
            raise
        raise Stopped(trouble) from None


class Damaged(Exception):
    """A hand-in that cannot be graded; the text says why."""


@dataclass
class Graded:
    """What became of one hand-in."""

    student: str
    points: float = 0.0
    unchanged: bool = False  # graded before, and nothing it depends on has changed
    late: float = 0.0  # seconds
    problem: str | None = None  # why it could not be graded, and has no points
    notes: list = field(default_factory=list)  # what was put right in it, or went wrong in its cells


class Batch:
    """The hand-ins of one assignment.

    Args:
        app: nbgrader.apps.NbGrader with the course's configuration.
        coursedir: nbgrader.coursedir.CourseDirectory.
        assignment: the chapter's name.
        trusted: run the code without locking it away.

    `copy` is the path of the gradebook's copy from before the first change; None as long as nothing changes.

    Raises:
        Stopped: if the gradebook does not know the assignment, or cannot be read.
    """

    @stopping()
    def __init__(self, app, coursedir, assignment, trusted=False):
        self._app, self._coursedir, self._assignment, self._trusted = app, coursedir, assignment, trusted
        coursedir.assignment_id = assignment
        self._limits = Limits(parent=app).as_dict()
        self._store_folder = Path(coursedir.root, ExecuteIsolated(parent=app).store)
        self._store = Store(self._store_folder, self._limits)
        self.copy = None
        try:
            with Gradebook(coursedir.db_url, coursedir.course_id) as gradebook:
                record = gradebook.find_assignment(assignment)
                self._cells = {one.name: source_cells(gradebook, one.name, assignment) for one in record.notebooks}
                due = str(record.duedate)
                self._in_gradebook = _in_gradebook(gradebook, assignment)
        except MissingEntry:
            raise Stopped(
                f"The gradebook knows no assignment {assignment}: run `nbgrader generate_assignment {assignment}`."
            ) from None
        tests = [[str(cell) for cell in cells] for cells in self._cells.values()]
        penalty = AssignLatePenalties(parent=app).plugin_class
        lateness = [due, str(penalty), str(penalty(parent=app).trait_values(config=True))]
        self._graded_by = self._store.key({"cells": [], "files": {}}).encode() + json.dumps([tests, lateness]).encode()

    @contextlib.contextmanager
    def alone(self):
        """Hold that no other batch works in this course's folder, and remove what a killed one left behind.

        Raises:
            Stopped: if one does.
        """
        try:
            import fcntl
        except ImportError:  # on Windows nothing is graded, and `sandbox` says so
            yield
            return
        with stopping():
            self._store_folder.mkdir(parents=True, exist_ok=True)
            lock = open(self._store_folder / "lock", "w")
        with lock:  # the system gives it back, even when this process is killed
            try:
                fcntl.flock(lock, fcntl.LOCK_EX | fcntl.LOCK_NB)
            except BlockingIOError:
                raise Stopped("Another batch is being graded in this folder: wait until it has ended.") from None
            for part in self._store_folder.glob(f"*/*{PART}"):
                part.unlink(missing_ok=True)
            for probe in Path(self._coursedir.root).glob(f"{PROBE}*"):
                shutil.rmtree(probe, ignore_errors=True)
            yield

    def students(self):
        """Who handed in: list of str."""
        pattern = Path(self._folder("*"))
        place = pattern.parts.index("*")
        return sorted(Path(path).parts[place] for path in glob.glob(str(pattern)) if os.path.isdir(path))

    def grade(self, students, executor, window):
        """Grade the hand-ins of `students`, as they get ready.

        Args:
            students: list of str.
            executor: concurrent.futures.Executor.
            window: function that says how many hand-ins may be in work at a time.

        Yields:
            Graded, one for each.

        Raises:
            Stopped: if the gradebook or the disk cannot be written to.
            sandbox.Unsafe: if the code cannot be locked away.
        """
        with stopping(), opened(self._coursedir) as self._gradebook:
            yield from self._grade(students, executor, window)

    def _grade(self, students, executor, window):
        left, working = iter(students), {}  # student -> (the futures that the hand-in waits for, mark)
        running = {}  # key of a job -> its future: what is the same is executed once
        try:
            while True:
                for student in left:
                    flaw = flaw_of(self._folder(student), [f"{name}.ipynb" for name in self._cells])
                    if flaw:
                        yield self._refuse(student, flaw)
                        continue
                    mark = self._mark_for(student)
                    if self._is_done(student, mark):
                        yield self._unchanged(student)
                        continue
                    futures = self._execute(student, executor, running)
                    if not futures:
                        yield self._finish(student, mark)
                        continue
                    working[student] = (futures, mark)
                    if len(working) >= window():
                        break
                if not working:
                    return
                wait([one for futures, _ in working.values() for one in futures], return_when=FIRST_COMPLETED)
                for student, (futures, mark) in list(working.items()):
                    if all(future.done() for future in futures):
                        del working[student]
                        try:
                            for future in futures:
                                self._keep(future, running)
                        except NoResult as problem:
                            yield self._refuse(student, str(problem))
                        else:
                            yield self._finish(student, mark)
        finally:
            for futures, _ in working.values():
                for future in futures:
                    future.cancel()

    def _execute(self, student, executor, running):
        """The futures of what has to be executed of a hand-in."""
        futures = []
        for job in self._jobs(student):
            missing = self._store.missing(job)
            if missing:
                key = self._store.key(job)
                if key not in running:
                    future = executor.submit(execute_here, missing, self._limits, self._trusted)
                    running[key] = future
                    future.job, future.key = missing, key
                futures.append(running[key])
        return futures

    def _keep(self, future, running):
        first = running.pop(future.key, None)
        result = future.result()
        if first:
            self._store.keep(future.job, result)

    def _jobs(self, student):
        """The jobs of the notebooks of a hand-in that can be read; the others are nbgrader's to complain about."""
        folder = Path(self._folder(student))
        jobs = []
        for name, cells in self._cells.items():
            with contextlib.suppress(Exception):  # whatever a file may hold
                notebook = nbformat.read(folder / f"{name}.ipynb", as_version=4)
                restore(notebook, cells)
                jobs.append(job_of(notebook, files_in(folder))[0])
        return jobs

    def _unchanged(self, student):
        """What is to be told of a hand-in that is done; its feedback is made again if somebody has removed it."""
        graded = Graded(student, self._in_gradebook[student][0], unchanged=True)
        if not os.path.isdir(self._folder(student, "feedback")):
            with self._converting(student) as heard:
                self._give_feedback(graded, heard)
        return graded

    def _finish(self, student, mark):
        """Let nbgrader grade a hand-in whose results are in the store, make its feedback, and mark it as done."""
        self._back_up()
        graded, has_feedback = Graded(student), False
        with self._converting(student) as heard:
            try:
                with transaction(self._gradebook):
                    self._convert(Autograde, heard)
            except Damaged as problem:
                return self._refuse(student, str(problem))
            graded.notes = [one for one in heard.lines if one.startswith(("The cell ", "A cell "))]
            has_feedback = self._give_feedback(graded, heard)
        written = self._tell_points(graded)
        if has_feedback and written:
            self._set_mark(student, {"of": mark, "scores": written[1]})
        return graded

    def _refuse(self, student, problem):
        """Record a hand-in that cannot be graded: neither an older score stays nor what was made of an older one."""
        self._back_up()
        shutil.rmtree(self._folder(student, "autograded"), ignore_errors=True)
        self._tell_why(student, problem)
        with transaction(self._gradebook):
            self._gradebook.update_or_create_student(student)
            submission = self._gradebook.update_or_create_submission(self._assignment, student)
            for notebook in submission.notebooks:
                for grade in notebook.grades:
                    grade.auto_score, grade.needs_manual_grade = 0, False
        graded = Graded(student, problem=problem)
        self._tell_points(graded)
        return graded

    def _tell_why(self, student, problem):
        """Put the sentence `problem` in the place of the feedback, with the files by which nbgrader releases it."""
        folder, handed_in = Path(self._folder(student, "feedback")), Path(self._folder(student))
        shutil.rmtree(folder, ignore_errors=True)
        if handed_in.is_symlink() or handed_in.parent.is_symlink():  # the files are perhaps somebody else's
            return
        folder.mkdir(parents=True)
        for name in self._cells:
            page = refused_page(student, self._assignment, name, problem)
            folder.joinpath(f"{name}.html").write_text(page, encoding="utf-8")
        for name in NBGRADERS:
            file = handed_in / name
            if file.is_file() and not file.is_symlink() and os.access(file, os.R_OK) and file.stat().st_size < 1000:
                shutil.copyfile(file, folder / name)

    def _tell_points(self, graded):
        """Put points and lateness of a hand-in into `graded`; returns what the gradebook has of it."""
        with transaction(self._gradebook):
            submission = self._gradebook.find_submission(self._assignment, graded.student)
            graded.points, graded.late = submission.score, submission.total_seconds_late
            return _in_gradebook(self._gradebook, self._assignment, graded.student).get(graded.student)

    def _back_up(self):
        self.copy = self.copy or back_up(self._coursedir.db_url, Path(self._coursedir.root, "backups"))

    def _give_feedback(self, graded, heard):
        """Make the feedback of a hand-in; returns whether there is one."""
        try:
            with transaction(self._gradebook):
                self._convert(GenerateFeedback, heard)
        except Damaged as problem:
            graded.notes.append(f"It has its points and no feedback page. {problem}")
            return False
        return True

    @contextlib.contextmanager
    def _converting(self, student):
        self._coursedir.student_id = glob.escape(student)
        with _listening(self._app.log) as heard:
            yield heard

    def _convert(self, converter, heard):
        try:
            converter = converter(coursedir=self._coursedir, parent=self._app)
            converter.force = True
            converter.start()
        except Exception:  # nbgrader tells the cause to its log only
            error = heard.error or sys.exc_info()[1]
            if isinstance(error, (Broken, Unsafe)):
                raise error from None
            if _trouble(error):
                raise Stopped(_trouble(error)) from None
            raise Damaged(f"It cannot be read as a notebook ({type(error).__name__}).") from None

    def _mark_for(self, student):
        """A text that names all that the grades of a hand-in depend on."""
        folder, digest = Path(self._folder(student)), hashlib.sha256()
        for path in sorted(folder.rglob("*")):
            if path.is_file():
                content = path.read_bytes()
                digest.update(json.dumps([str(path.relative_to(folder)), len(content)]).encode() + content)
        digest.update(self._graded_by)
        return digest.hexdigest()

    def _is_done(self, student, mark):
        try:
            found = json.loads(self._mark_path(student).read_text())
        except (OSError, ValueError):
            return False
        return student in self._in_gradebook and found == {"of": mark, "scores": self._in_gradebook[student][1]}

    def _set_mark(self, student, mark):
        path = self._mark_path(student)
        if path.is_dir():  # a student's files lie in this folder too, and may be called the same
            shutil.rmtree(path)
        with replacing(path) as file:
            file.write(json.dumps(mark).encode())

    def _mark_path(self, student):
        return Path(self._folder(student, "autograded"), MARK)

    def _folder(self, student, step="submitted"):
        directory = getattr(self._coursedir, f"{step}_directory")
        return self._coursedir.format_path(directory, student, self._assignment)


def _in_gradebook(gradebook, assignment, student=None):
    """What the gradebook has of an assignment: {student: (points, a text that names what a batch has written)}."""
    query = (
        gradebook.db.query(Student.id, SubmittedAssignment.timestamp, Grade.score, Grade.cell_id, Grade.auto_score)
        .select_from(SubmittedAssignment)
        .join(Student, SubmittedAssignment.student_id == Student.id)
        .join(SubmittedNotebook, SubmittedNotebook.assignment_id == SubmittedAssignment.id)
        .join(Grade, Grade.notebook_id == SubmittedNotebook.id)
        .filter(SubmittedAssignment.assignment_id == gradebook.find_assignment(assignment).id)
        .order_by(Student.id, Grade.cell_id)
    )
    if student is not None:
        query = query.filter(Student.id == student)
    found = {}
    for name, rows in itertools.groupby(query, key=lambda row: row[0]):
        rows = [tuple(row) for row in rows]
        written = [[str(when), cell, auto] for _, when, _, cell, auto in rows]
        found[name] = sum(row[2] for row in rows), hashlib.sha256(json.dumps(written).encode()).hexdigest()
    return found


class _Heard(logging.Handler):
    """What nbgrader logs: the warnings, and the exception that it tells of."""

    def __init__(self):
        super().__init__(logging.WARNING)
        self.lines, self.error = [], None

    def emit(self, record):
        self.lines.append(record.getMessage())
        self.error = sys.exc_info()[1] or self.error


@contextlib.contextmanager
def _listening(log):
    heard = _Heard()
    log.addHandler(heard)
    try:
        yield heard
    finally:
        log.removeHandler(heard)


_DISK = (errno.ENOSPC, errno.EDQUOT, errno.EROFS, errno.EACCES, errno.EPERM, errno.EIO)


def _trouble(error):
    """What to tell of an exception if the disk or the gradebook is behind it; else None."""
    while error:
        if isinstance(error, DBAPIError):
            return _database_trouble(str(error.orig))
        if isinstance(error, OSError) and error.errno in _DISK:
            why = "the disk is full" if error.errno in (errno.ENOSPC, errno.EDQUOT) else error.strerror
            return f"Nothing more can be written to {error.filename or 'the course folder'}: {why}. {_AGAIN}"
        error = error.__cause__ or error.__context__  # nbgrader passes some on as errors of its own
    return None


def _database_trouble(text):
    if "locked" in text:
        return f"The gradebook is locked by another program: close it. {_AGAIN}"
    if "full" in text or "disk" in text:
        return f"The gradebook cannot be written: {text}. Make room on the disk. {_AGAIN}"
    return f"The gradebook cannot be read or written: {text.strip().splitlines()[0]}. {_AGAIN}"


_AGAIN = "What has been graded is kept; then give the same command again to go on."
