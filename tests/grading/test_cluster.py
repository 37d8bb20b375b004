"""Grading on a Dask cluster, with a real scheduler and real workers: the same grades, whatever happens to a worker."""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
import psutil
import pytest

from tests.grading.corpus import answers
from tools.classroom import Classroom, answer
from utils.grading import cluster, pool

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="student code can be locked away on Linux only")

CHAPTER = "01-basics"
TRAINING = "train-on-rings"  # the exercise that takes seconds
STUDENTS = 10
MARK = "keras_course_hand_in"  # in each hand-in


class Cluster:
    """A scheduler on this machine, and workers that are started one by one."""

    def __init__(self, folder):
        self.folder, self._stack = Path(folder), contextlib.ExitStack()
        file = self.folder / "scheduler.json"
        self._start("scheduler", "--host", "127.0.0.1", "--port", "0", "--scheduler-file", file)
        _wait_for(file.exists)
        self.address = json.loads(file.read_text())["address"]

    def worker(self, *arguments, **environment):
        """Start workers; returns the psutil.Process of `dask worker`."""
        scratch = self.folder / "scratch"
        return self._start("worker", self.address, "--local-directory", scratch, *arguments, **environment)

    def _start(self, kind, *arguments, **environment):
        command = [sys.executable, "-m", f"distributed.cli.dask_{kind}", "--no-dashboard", *map(str, arguments)]
        process = subprocess.Popen(
            command,
            cwd=self.folder,  # not the repository, which would be the first place where Python looks for `utils`
            env={**os.environ, **environment},
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )
        self._stack.callback(_end, process)
        return psutil.Process(process.pid)

    def close(self):
        self._stack.close()


def _end(process):
    with contextlib.suppress(psutil.NoSuchProcess):
        for one in psutil.Process(process.pid).children(recursive=True):
            with contextlib.suppress(psutil.NoSuchProcess):
                one.kill()
    process.kill()
    process.wait()


def _wait_for(condition, seconds=180):
    until = time.monotonic() + seconds
    while not (found := condition()):
        assert time.monotonic() < until, "it takes too long"
        time.sleep(0.1)
    return found


def _running(process, word):
    """The descendants of a process (psutil.Process) that have `word` in their command line."""
    found = []
    for one in process.children(recursive=True):
        with contextlib.suppress(psutil.Error):
            if any(word in part for part in one.cmdline()):
                found.append(one)
    return found


@pytest.fixture
def own_cluster(tmp_path):
    with contextlib.closing(Cluster(tmp_path)) as started:
        yield started


@pytest.fixture(scope="module")
def handed_in(tmp_path_factory):
    """A course's folder with hand-ins, and what each is graded with on this machine."""
    folder = tmp_path_factory.mktemp("course")
    room = Classroom(folder, [CHAPTER])
    released = nbformat.read(room.release(CHAPTER), as_version=4)
    corpus = {exercise: found for exercise, found in answers(CHAPTER).items() if exercise != TRAINING}
    for n in range(STUDENTS):
        chosen = {exercise: f"# {MARK}\n" + found[n % len(found)].source for exercise, found in corpus.items()}
        room.submit(f"student-{n}", CHAPTER, answer(released, chosen))
    untouched = folder.with_name("untouched")
    shutil.copytree(folder, untouched)
    done = room.grade(CHAPTER)
    assert done.returncode == 0, done.stdout + done.stderr
    return untouched, room.points(CHAPTER)


@pytest.fixture
def room(handed_in, tmp_path):
    """The course's folder, with nothing graded."""
    folder = tmp_path / "course"
    shutil.copytree(handed_in[0], folder)
    return Classroom(folder, [CHAPTER])


@pytest.fixture(scope="module")
def two_workers(tmp_path_factory):
    with contextlib.closing(Cluster(tmp_path_factory.mktemp("cluster"))) as started:
        started.workers = started.worker("--nworkers", "2", "--nthreads", "1")
        yield started


def _words(done):
    return " ".join((done.stdout + done.stderr).split())


def test_grades_are_those_of_this_machine_and_workers_keep_nothing_on_disk(room, two_workers, handed_in):
    _wait_for(lambda: len(_workers(two_workers.address)) == 2)
    done = room.grade(CHAPTER, "--scheduler", two_workers.address)
    assert done.returncode == 0, done.stdout + done.stderr
    assert room.points(CHAPTER) == handed_in[1]
    hidden = "BEGIN HIDDEN TESTS"
    assert hidden in (room.folder / "solutions" / CHAPTER / f"{CHAPTER}.ipynb").read_text(encoding="utf-8")
    kept = [path for path in two_workers.folder.rglob("*") if path.is_file()]
    assert kept, "the workers' folder is elsewhere"
    for path in kept:
        content = path.read_bytes()
        assert MARK.encode() not in content and hidden.encode() not in content, path


def test_a_worker_killed_in_mid_batch_costs_nothing(room, two_workers, handed_in):
    _wait_for(lambda: len(_workers(two_workers.address)) == 2)
    batch = room.run("utils.grading", CHAPTER, "--scheduler", two_workers.address, popen=subprocess.Popen)
    _wait_for(lambda: list(room.folder.glob("autograded/*/*/.graded")) or batch.poll() is not None)
    assert batch.poll() is None, batch.communicate()
    victim = _workers(two_workers.address)[0]
    psutil.Process(victim).kill()
    said = batch.communicate()
    assert batch.returncode == 0, said
    assert room.points(CHAPTER) == handed_in[1]


def _workers(address):
    """The numbers of the workers' processes."""
    from distributed import Client

    with Client(address, set_as_default=False) as client:
        return list(client.run(os.getpid).values())


def test_when_all_workers_have_gone_it_says_so_and_their_interpreters_end(own_cluster, monkeypatch):
    monkeypatch.setattr(cluster, "PATIENCE", 3)
    worker = own_cluster.worker("--no-nanny", "--nthreads", "1")
    _wait_for(lambda: _workers(own_cluster.address))
    with pytest.raises(pool.NoPool, match="the last of its workers, has gone"):
        with pool.executor(1, own_cluster.address) as (executor, window):
            assert window() == 4
            waiting = executor.submit(time.sleep, 600)
            interpreters = _wait_for(lambda: _running(worker, "utils.grading.warm"))
            worker.kill()
            waiting.result(timeout=120)
    assert not psutil.wait_procs(interpreters, timeout=10)[1]


@pytest.mark.parametrize("address", ["tcp://127.0.0.1:9", "tcp://nowhere.invalid:8786", "ftp://127.0.0.1:9"])
def test_an_address_where_no_scheduler_answers(address):
    with pytest.raises(pool.NoPool, match=f"No Dask scheduler answers at {address}"):
        with pool.executor(1, address):
            pass


def test_a_scheduler_without_workers(room, own_cluster):
    done = room.grade(CHAPTER, "--scheduler", own_cluster.address)
    assert done.returncode == 2
    assert f"has no workers: start `dask worker {own_cluster.address}` first." in _words(done)
    assert "Traceback" not in done.stdout + done.stderr


def test_a_worker_that_cannot_lock_code_away_refuses(room, own_cluster):
    own_cluster.worker("--no-nanny", PATH=str(own_cluster.folder))
    _wait_for(lambda: _workers(own_cluster.address))
    done = room.grade(CHAPTER, "--scheduler", own_cluster.address)
    assert done.returncode == 2
    assert "The worker at tcp://127.0.0.1:" in _words(done) and "bubblewrap is not installed" in _words(done)
    assert "Traceback" not in done.stdout + done.stderr
    assert not list(room.folder.glob("autograded/*"))


def test_a_worker_with_another_version_of_the_course_refuses(room, own_cluster):
    other = own_cluster.folder / "other"
    shutil.copytree(Path(pool.__file__).parent.parent, other / "utils", ignore=shutil.ignore_patterns("__pycache__"))
    with open(other / "utils" / "checks" / "messages.py", "a", encoding="utf-8") as file:
        file.write("# another\n")
    own_cluster.worker("--no-nanny", PYTHONPATH=str(other))
    _wait_for(lambda: _workers(own_cluster.address))
    done = room.grade(CHAPTER, "--scheduler", own_cluster.address)
    assert done.returncode == 2
    assert "has another version of this course" in _words(done)
    assert "Traceback" not in done.stdout + done.stderr


def test_a_worker_without_the_course_refuses(own_cluster):
    (own_cluster.folder / "utils.py").touch()  # the first `utils` that Python finds
    own_cluster.worker("--no-nanny", PYTHONPATH=str(own_cluster.folder))
    _wait_for(lambda: _workers(own_cluster.address))
    with pytest.raises(pool.NoPool, match="A worker cannot load the grader"):
        with pool.executor(1, own_cluster.address):
            pass


def test_dask_is_imported_for_a_cluster_only():
    code = "import sys\nfrom utils.grading import __main__, batch, pool\nprint('distributed' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", code], capture_output=True, text=True).stdout == "False\n"
