"""Whatever stops a batch, starting it again gives every hand-in what an undisturbed batch gives it.

KERAS_COURSE_KILLS=50 kills a batch of 60 as often, which takes some minutes; without it the class and the number of
kills are small.
"""

import contextlib
import fcntl
import gzip
import json
import os
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import time
from datetime import timedelta

import nbformat
import psutil
import pytest
from small_class import CHAPTER, DAMAGED, DUE, SmallClass

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="a class is graded on Linux only")

KILLS = int(os.environ.get("KERAS_COURSE_KILLS", 8))
STUDENTS = 60 if KILLS >= 50 else 20
GO_ON = "give the same command again to go on."


@pytest.fixture(scope="module")
def folder(tmp_path_factory):
    return tmp_path_factory.mktemp("classes")


@pytest.fixture(scope="module")
def handed_in(folder):
    return SmallClass(folder / "handed-in", STUDENTS)


@pytest.fixture(scope="module")
def undisturbed(handed_in, folder):
    """A class that was graded in one go; `start` is how long that takes to begin, `pace` how long for a hand-in."""
    room = handed_in.copy(folder / "undisturbed")
    begun = time.monotonic()
    process = start(room)
    wait_for(process, lambda: marks(room))
    room.start = time.monotonic() - begun
    process.communicate()
    room.pace = (time.monotonic() - begun - room.start) / STUDENTS
    assert process.returncode == 1  # the damaged ones are told
    return room


@pytest.fixture
def room(handed_in, undisturbed, folder, request):
    """The class, ungraded, and all that came out when its hand-ins were executed: grading it needs no sandbox."""
    room = handed_in.copy(folder / request.node.name.translate(str.maketrans("[]", "--")))  # brackets are patterns
    shutil.copytree(undisturbed.folder / ".grading", room.folder / ".grading")
    yield room
    shutil.rmtree(room.folder)


def graded_all(room, **options):
    done = room.run("utils.grading", CHAPTER, "--workers", "2", **options)
    assert done.returncode == 1, done.stdout + done.stderr  # the damaged ones are told
    assert "Traceback" not in done.stdout + done.stderr
    return done


def stopped(done, sentence):
    """Hold that the batch has told in one sentence why it does not go on."""
    text = " ".join(done.stdout.split())
    assert (done.returncode, done.stderr) == (2, ""), done.stdout + done.stderr
    assert sentence in text and GO_ON in text, text


def marks(room):
    """The hand-ins that count as graded: {student: what tells that they were not graded again}."""
    found = {student: room.autograded(student) / ".graded" for student in room.students}
    return {student: (path.stat().st_mtime_ns, path.read_text()) for student, path in found.items() if path.exists()}


def same(room, undisturbed):
    """Hold that nothing differs from an undisturbed batch."""
    assert room.record() == undisturbed.record()
    assert marks(room).keys() == set(room.students) - DAMAGED.keys()
    for student in marks(room):
        assert room.page(student).read_bytes() == undisturbed.page(student).read_bytes(), student
        assert _notebook(room, student) == _notebook(undisturbed, student)


def nothing_left_over(room):
    """Hold that no file is damaged, or was to be there for a moment only."""
    for path in room.folder.glob(".grading/*/*.gz"):
        assert {"student", "tests"} == json.loads(gzip.decompress(path.read_bytes())).keys()
    for path in room.folder.joinpath("backups").iterdir():
        with contextlib.closing(sqlite3.connect(path)) as copy:
            assert copy.execute("PRAGMA integrity_check").fetchone() == ("ok",)
    left = [path for path in room.folder.rglob("*") if path.name.startswith(".probe") or ".part" in path.name]
    assert left == []
    assert not room.folder.joinpath("gradebook.db-journal").exists()


def _notebook(room, student):
    cells = nbformat.read(room.autograded(student) / f"{CHAPTER}.ipynb", as_version=4).cells
    return [{name: value for name, value in cell.items() if name != "id"} for cell in cells]


def start(room, **options):
    return room.run("utils.grading", CHAPTER, "--workers", "2", popen=subprocess.Popen, **options)


def wait_for(process, happened):
    while process.poll() is None and not happened():
        time.sleep(0.005)


def end(process, *signals):
    """Stop a process at this very moment, send it `signals`, and hold that nothing of it lives on."""
    with contextlib.suppress(psutil.NoSuchProcess):
        own = psutil.Process(process.pid)
        own.suspend()
        descendants = own.children(recursive=True)
        for one in signals:
            own.send_signal(one)
        own.resume()
        assert psutil.wait_procs(descendants, timeout=20)[1] == []
    return process.wait()


def phase(room, before):
    """What the batch was doing, as far as its files tell."""
    graded = marks(room)
    for student in room.students:
        folder = room.autograded(student)
        if folder.exists() and student not in graded:
            notebook = folder / f"{CHAPTER}.ipynb"
            return "feedback" if notebook.exists() and not notebook.stat().st_mode & 0o222 else "grading"
    if graded != before:
        return "between two hand-ins"
    return "executing" if list(room.folder.glob(".grading/*/*")) else "starting"


def test_killed_at_any_moment(handed_in, undisturbed, folder):
    rng, room, before = random.Random(KILLS), handed_in.copy(folder / "killed"), {}
    gradebook, seen, killed = room.folder / "gradebook.db", [], 0
    for number in range(KILLS):
        changed, enough = gradebook.stat().st_mtime_ns, int(number / KILLS * 0.9 * STUDENTS)
        process = start(room)
        if number % 4 == 0:
            time.sleep(rng.uniform(0, undisturbed.start))
        else:
            wait_for(process, lambda: gradebook.stat().st_mtime_ns != changed and len(marks(room)) >= enough)  # noqa: B023
            time.sleep(rng.uniform(0, undisturbed.pace))
        if number % 4 == 1:  # its sandbox first, which it starts again
            with contextlib.suppress(psutil.NoSuchProcess):
                for child in psutil.Process(process.pid).children():
                    child.kill()
            time.sleep(rng.uniform(0, undisturbed.pace))
        killed += end(process, signal.SIGKILL) == -signal.SIGKILL
        after = marks(room)
        assert before.items() <= after.items(), "A hand-in that was graded has been graded again."
        seen.append((phase(room, before), len(after)))
        before = after
    print(f"{killed} of {KILLS} kills met a batch at work:", seen)
    assert killed > 0.7 * KILLS
    graded_all(room)
    assert before.items() <= marks(room).items()
    same(room, undisturbed)
    nothing_left_over(room)


def test_a_batch_with_nothing_to_do_changes_nothing(room):
    graded_all(room)
    graded_all(room)  # the damaged ones are looked at again, after a backup of what the first batch has written
    gradebook, marked = room.folder.joinpath("gradebook.db").read_bytes(), marks(room)
    backups = sorted(room.folder.joinpath("backups").iterdir())
    graded_all(room)
    assert room.folder.joinpath("gradebook.db").read_bytes() == gradebook
    assert sorted(room.folder.joinpath("backups").iterdir()) == backups
    assert marks(room) == marked


def test_a_backup_that_is_copied_back_is_the_gradebook_as_it_was(room, undisturbed):
    before = room.record()
    graded_all(room)
    backup, = room.folder.joinpath("backups").iterdir()
    shutil.copy(backup, room.folder / "gradebook.db")
    assert room.record() == before
    graded_all(room)  # what was graded since the backup is graded again
    same(room, undisturbed)


def test_a_gradebook_with_the_same_points_elsewhere_is_graded_again(room, undisturbed):
    graded_all(room)
    with room.gradebook() as gradebook:
        for student in room.students:
            grades = {one.name: one for one in gradebook.find_submission_notebook(CHAPTER, CHAPTER, student).grades}
            one, other = grades["softmax-one-row"], grades["count-parameters-mnist"]
            one.auto_score, other.auto_score = other.auto_score, one.auto_score
        gradebook.db.commit()
    graded_all(room)
    same(room, undisturbed)


def test_another_penalty_or_due_date_counts_at_once(room):
    def penalties():
        with room.gradebook() as gradebook:
            found = gradebook.assignment_submissions(CHAPTER)
            return {one.student.id: one.late_submission_penalty for one in found if one.late_submission_penalty}

    graded_all(room)
    assert penalties() == {}
    with open(room.folder / "nbgrader_config.py", "a", encoding="utf-8") as config:
        config.write('c.LateSubmissionPlugin.penalty_method = "zero"\n')
    graded_all(room)
    with room.gradebook() as gradebook:
        late = [one for one in gradebook.assignment_submissions(CHAPTER) if one.total_seconds_late and one.score]
        assert late and penalties() == {one.student.id: one.score for one in late}
        gradebook.update_or_create_assignment(CHAPTER, duedate=DUE + timedelta(days=2))
    graded_all(room)
    assert penalties() == {}


@pytest.mark.parametrize(
    "setting",
    ['AssignLatePenalties.plugin_class = "nowhere.Plugin"', 'Limits.memory_mb = "much"'],
    ids=["plugin", "limit"],
)
def test_a_setting_that_cannot_be_used(room, setting):
    with open(room.folder / "nbgrader_config.py", "a", encoding="utf-8") as config:
        config.write(f"c.{setting}\n")
    before = room.record()
    done = room.grade(CHAPTER)
    assert done.returncode == 2 and "Traceback" not in done.stdout + done.stderr
    assert "A setting in nbgrader_config.py cannot be used: mend it, and try again." in " ".join(done.stdout.split())
    assert room.record() == before


def test_ten_backups_are_kept(room):
    from utils.grading.backup import back_up

    with contextlib.closing(sqlite3.connect(room.folder / "gradebook.db", isolation_level=None)) as gradebook:
        gradebook.execute("CREATE TABLE changes (number)")
        copies = []
        for number in range(12):
            gradebook.execute("INSERT INTO changes VALUES (?)", [number])
            copies.append(back_up(room.db_url, room.folder / "backups"))
            assert back_up(room.db_url, room.folder / "backups") == copies[-1]
    assert sorted(room.folder.joinpath("backups").iterdir()) == copies[2:]


def test_what_is_damaged_or_gone_is_made_again(room, undisturbed):
    graded_all(room)
    untouched = marks(room)
    some = sorted(untouched)[::3]
    for path in room.folder.glob(".grading/*/*.gz"):
        path.write_bytes(path.read_bytes()[:-20])  # needed for the first two of `some`
    room.autograded(some[0]).joinpath(".graded").write_text("{")
    shutil.rmtree(room.autograded(some[1]))
    shutil.rmtree(room.page(some[2]).parent)
    graded_all(room)
    same(room, undisturbed)
    again = {student for student, mark in marks(room).items() if mark != untouched[student]}
    assert again == set(some[:2])


@pytest.mark.parametrize("left", [0, 200, 600])
def test_a_full_disk(room, undisturbed, left):
    """`left`: kilobytes that are free when the batch starts."""
    with _small_disk(room) as (on_disk, filler):
        free = shutil.disk_usage(on_disk.folder).free
        filler.write_bytes(bytes(free - (left << 10)))
        stopped(start_and_wait(on_disk), "disk is full")
        counted = marks(on_disk)
        _counts_only_what_is_graded(on_disk, undisturbed)
        filler.unlink()
        graded_all(on_disk)
        assert counted.items() <= marks(on_disk).items()
        same(on_disk, undisturbed)
        nothing_left_over(on_disk)


@contextlib.contextmanager
def _small_disk(room):
    disk = room.folder.with_name(f"{room.folder.name}-disk")
    disk.mkdir()
    if subprocess.run(["mount", "-t", "tmpfs", "-o", "size=64m", "tmpfs", disk], capture_output=True).returncode:
        pytest.skip("a small disk can be mounted by root only")
    try:
        yield room.copy(disk / "course"), disk / "filler"
    finally:
        subprocess.run(["umount", disk], check=True)
        disk.rmdir()


def start_and_wait(room, **options):
    return room.run("utils.grading", CHAPTER, "--workers", "2", **options)


def _counts_only_what_is_graded(room, undisturbed):
    """Hold that a stopped batch has given nobody other points than an undisturbed one."""
    record, whole = room.record(), undisturbed.record()
    for student in marks(room):
        assert record[student] == whole[student]
    for student, values in record.items():
        for name, value in values.items():
            if name != "when" and isinstance(value[0], float):
                assert value[0] == whole[student][name][0], (student, name)


def test_a_gradebook_that_may_only_be_read(room, undisturbed):
    room.folder.joinpath("gradebook.db").chmod(0o444)
    stopped(start_and_wait(room, popen=_as_anybody), "attempt to write a readonly database")
    assert marks(room) == {}
    _counts_only_what_is_graded(room, undisturbed)
    room.folder.joinpath("gradebook.db").chmod(0o644)
    graded_all(room)
    same(room, undisturbed)


def _as_anybody(command, **options):
    """Like subprocess.run, but that a file's rights hold for root too."""
    rights = [] if os.geteuid() else ["setpriv", "--bounding-set", "-dac_override,-dac_read_search"]
    return subprocess.run([*rights, *command], **options)


@pytest.mark.parametrize(("after", "lock"), [(0, "EXCLUSIVE"), (3, "EXCLUSIVE"), (3, "IMMEDIATE")])
def test_a_gradebook_that_another_program_has_locked(room, undisturbed, after, lock):
    """`after`: how many hand-ins are graded when it is locked. `lock`: against all, or against writing."""
    with contextlib.closing(sqlite3.connect(room.folder / "gradebook.db", isolation_level=None)) as other:
        process = start(room) if after else None
        if process:
            wait_for(process, lambda: len(marks(room)) >= after)
        other.execute(f"BEGIN {lock}")
        process = process or start(room)
        output, errors = process.communicate(timeout=60)
        other.execute("ROLLBACK")
    done = subprocess.CompletedProcess(process.args, process.returncode, output, errors)
    stopped(done, "The gradebook is locked by another program: close it.")
    assert after <= len(marks(room)) < STUDENTS - len(DAMAGED)
    _counts_only_what_is_graded(room, undisturbed)
    graded_all(room)
    same(room, undisturbed)


def test_interrupted_from_the_keyboard(handed_in, undisturbed, folder):
    room = handed_in.copy(folder / "interrupted")
    # Whoever runs these tests in the background may ignore SIGINT, which a process inherits.
    process = start(room, start_new_session=True, preexec_fn=lambda: signal.signal(signal.SIGINT, signal.SIG_DFL))
    wait_for(process, lambda: marks(room))
    children = psutil.Process(process.pid).children(recursive=True)
    os.killpg(process.pid, signal.SIGINT)
    output, errors = process.communicate(timeout=60)
    stopped(subprocess.CompletedProcess(process.args, process.returncode, output, errors), "Interrupted.")
    assert psutil.wait_procs(children, timeout=20)[1] == []
    _counts_only_what_is_graded(room, undisturbed)
    graded_all(room)
    same(room, undisturbed)


def test_two_batches_do_not_work_in_one_folder(room):
    with open(room.folder / ".grading" / "lock", "w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        done = start_and_wait(room)
    assert done.returncode == 2 and "Another batch is being graded in this folder" in done.stdout
    assert marks(room) == {}


def test_no_hand_in_stops_the_others(room, undisturbed):
    """Files and folders of a hand-in may have names and rights that are in the grader's way."""
    file, directory, page, closed = room.students[:4]
    room.submitted(file).joinpath(".graded").write_text("{}")
    room.submitted(directory).joinpath(".graded", "x").mkdir(parents=True)
    room.submitted(directory).joinpath(".graded", "x", "y").write_text("")
    room.submitted(page).joinpath(f"{CHAPTER}.html").mkdir()
    room.submitted(page).joinpath(f"{CHAPTER}.html", "x").write_text("")
    room.submitted(closed).joinpath("data.txt").write_text("")
    room.submitted(closed).joinpath("data.txt").chmod(0)
    told = " ".join(graded_all(room, popen=_as_anybody).stdout.split())
    assert f"{page}: It has its points and no feedback page." in told
    assert f"{closed}: data.txt may not be read" in told
    record, whole = room.record(), undisturbed.record()
    assert {student for student in room.students if record[student] != whole[student]} == {closed}
    assert marks(room).keys() == set(room.students) - DAMAGED.keys() - {page, closed}
