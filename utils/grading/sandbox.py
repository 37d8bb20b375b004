"""The warm interpreter behind bubblewrap, as the parent sees it, and the probe that its walls hold."""

import contextlib
import json
import os
import shutil
import socket
import subprocess
import sys
import tempfile
import threading
import time
from dataclasses import dataclass
from pathlib import Path

import platformdirs
import psutil

from .. import __file__ as utils_file
from . import wire
from .checker import JOBS
from .limits import Limits

_START_SECONDS = 180  # importing TensorFlow on a slow, busy machine
_MARGIN = 60  # seconds that the checker may take beyond the student's
_NOBODY = 65534
ONE_THREAD = ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "TF_NUM_INTRAOP_THREADS", "TF_NUM_INTEROP_THREADS")
PROBE = ".probe-"  # how the name of the probe's folder begins


class Unsafe(Exception):
    """Student code cannot be locked away here; the text says why, and what to do."""


class Broken(Exception):
    """The warm interpreter does not start, or ended."""


class NoResult(Exception):
    """Nothing came out of a job; the text says why. It may be the machine's fault, so that it is worth another try."""


class Sandbox:
    """A warm interpreter that executes jobs (see job.py), several at a time.

    Args:
        trusted: run the code without locking it away.

    Raises:
        Unsafe: if there is no bubblewrap, or it may not do its work.
        Broken: if the interpreter does not start.
    """

    def __init__(self, trusted=False):
        self._trusted = trusted
        self._lock = threading.Lock()
        self._process = self._control = None
        self._idle = []  # checkers that wait for their next job
        self._closed = False
        self._start()

    def execute(self, job, limits):
        """The result of `job`, as checker.Execution.run returns it.

        Args:
            job: as from `job_of`.
            limits: dict as from `Limits.as_dict`.

        Raises:
            NoResult: if nothing came out, twice.
            Broken: if the warm interpreter has ended and does not start again.
        """
        seconds = limits["submission_seconds"] + _MARGIN
        for attempt in range(2):
            process = self._process
            try:
                return self._execute(job, limits, time.monotonic() + seconds, anew=attempt > 0)
            except wire.TooLate:
                raise NoResult(f"It did not end within {seconds:g} seconds, and was stopped.") from None
            except (wire.BadMessage, OSError):
                if self._closed:
                    raise Broken("The warm interpreter was closed.") from None
                with self._lock:
                    if self._process is process and not self._closed and not self._answers():
                        self._kill()
                        self._start()
        raise NoResult("The grader's checker ended over it, twice. Is there enough memory?")

    def _execute(self, job, limits, end, anew):
        checker = self._checker(limits, anew)
        try:
            wire.send(checker.dialogue, job)
            result = wire.receive(checker.dialogue, 1 << 30, lambda: end - time.monotonic())
        except BaseException:
            checker.end()
            raise
        checker.jobs_left -= 1
        with self._lock:
            # One whose student's process went astray has heard strange things: its successor starts afresh.
            if checker.jobs_left and not result["lost"] and checker.process is self._process and not self._closed:
                self._idle.append(checker)
            else:
                checker.end()
        return result

    def _checker(self, limits, anew):
        """A checker that waits, or a new one."""
        from .warm import ask

        with self._lock:
            while self._idle and not anew:
                checker = self._idle.pop()
                if checker.limits == limits:
                    return checker
                checker.end()
            dialogue, theirs = socket.socketpair()
            leash, their_leash = socket.socketpair()
            checker = _Checker(dialogue, leash, self._process, limits)
            with theirs, their_leash:
                try:
                    ask(self._control, "checker", limits, theirs, their_leash)
                except OSError:
                    checker.end()
                    raise
            return checker

    def _start(self):
        if sys.platform != "linux":
            raise Unsafe(f"Hand-ins are graded on Linux only, and this is {sys.platform}: use a Linux machine, or WSL.")
        self._control, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        said = tempfile.TemporaryFile()
        with theirs:
            kind = "trusted" if self._trusted else "isolated"
            # By the folder's own name, the one that exists inside, should .venv be a link to a larger disk.
            folder, name = os.path.split(sys.executable)
            python = os.path.join(os.path.realpath(folder), name)
            program = [python, "-m", "utils.grading.warm", str(theirs.fileno()), kind]
            self._process = subprocess.Popen(
                program if self._trusted else [*_walls(), *program],
                env=_environment(self._trusted),
                pass_fds=[theirs.fileno()],
                stdin=subprocess.DEVNULL,
                stdout=said,
                stderr=said,
                start_new_session=True,  # Ctrl-C in a terminal is for the parent alone
            )
        self._control.settimeout(_START_SECONDS)
        with contextlib.suppress(OSError):
            if self._control.recv(16) == b"ready":
                return
        self._kill()
        said.seek(0)
        lines = said.read().decode(errors="replace").strip().splitlines() or ["it says nothing"]
        if not self._trusted and lines[-1].startswith("bwrap:"):
            raise Unsafe(_cannot(f"bubblewrap may not do its work on this system ({lines[-1]})"))
        raise Broken(f"The interpreter that runs student code does not start: {lines[-1]}")

    def _answers(self):
        """Whether the warm interpreter is alive and well."""
        try:
            self._control.sendall(b'{"kind": "ping"}')
            return self._control.recv(16) == b"pong"
        except OSError:
            return False

    def processes(self):
        """All processes that it consists of now (list of psutil.Process)."""
        own = psutil.Process(self._process.pid)
        return [own, *own.children(recursive=True)]

    def close(self):
        """End it, with all that runs in it; what it executes then fails with `Broken`."""
        self._closed = True
        with self._lock:
            self._kill()

    def _kill(self):
        while self._idle:
            self._idle.pop().end()
        self._control.close()
        self._process.kill()
        self._process.wait()


@dataclass
class _Checker:
    """A checker's process, as the parent holds it."""

    dialogue: socket.socket
    leash: socket.socket
    process: subprocess.Popen  # the warm interpreter that forked it
    limits: dict
    jobs_left: int = JOBS

    def end(self):
        """End the process, and those of the student's that it leads."""
        self.leash.close()
        self.dialogue.close()


_own = {}  # trusted or not -> Sandbox
_own_lock = threading.Lock()


def execute_here(job, limits, trusted=False):
    """Execute a job in this process's own sandbox, which is started and probed when first needed.

    This is the function that a pool calls, on this machine or another.
    """
    return own(trusted).execute(job, limits)


def own(trusted=False):
    """This process's sandbox."""
    with _own_lock:
        if trusted not in _own:
            sandbox = Sandbox(trusted)
            if not trusted:
                try:
                    probe(sandbox)
                except BaseException:
                    sandbox.close()
                    raise
            _own[trusted] = sandbox
        return _own[trusted]


def close_own():
    """End this process's sandboxes; they start again when they are needed."""
    with _own_lock:
        while _own:
            _own.popitem()[1].close()


def probe(sandbox):
    """Hold that a student's cell reaches neither network nor this course's files, and leaves no process.

    Raises:
        Unsafe: if it does.
    """
    course, limits = Path.cwd(), Limits().as_dict()
    with contextlib.ExitStack() as stack:
        folder = Path(stack.enter_context(tempfile.TemporaryDirectory(dir=course, prefix=PROBE)))
        (folder / "gradebook.db").write_text("secret")
        addresses = []
        for family, address in (
            (socket.AF_INET, ("127.0.0.1", 0)),
            (socket.AF_INET6, ("::1", 0)),
            (socket.AF_UNIX, f"\0keras-course-{os.getpid()}"),
            (socket.AF_UNIX, str(folder / "socket")),
        ):
            with contextlib.suppress(OSError):  # a machine without IPv6, a path too long for a socket
                listener = stack.enter_context(socket.socket(family))
                listener.bind(address)
                listener.listen()
                addresses.append((int(family), listener.getsockname()))
        paths = [str(folder), str(course / "nbgrader_config.py"), str(Path.home() / ".bashrc"), "/proc/1/environ"]
        source = _PROBE.format(addresses=addresses, paths=paths, pid=os.getpid())
        job = {"cells": [{"test": False, "source": source, "grade_id": None}], "files": {}}
        sandbox.execute({"cells": [], "files": {}}, limits)  # starts a checker, which stays
        before = {process.pid for process in sandbox.processes()}
        outputs = sandbox.execute(job, limits)["outputs"][0]
        try:
            reached = json.loads(outputs[0]["text"])
        except (IndexError, KeyError, ValueError):
            raise Unsafe(_cannot(f"the probe of the sandbox could not be read ({outputs})")) from None
    until = time.monotonic() + 10
    while any(process.pid not in before for process in sandbox.processes()):
        if time.monotonic() > until:
            reached.append("a process that outlives its submission")
            break
        time.sleep(0.02)
    if reached:
        raise Unsafe(_cannot(f"in the sandbox a student's cell reaches {', '.join(reached)}"))


_PROBE = """
import json, os, socket
reached = []
for family, address in {addresses!r}:
    try:
        socket.socket(family).connect(tuple(address) if isinstance(address, list) else address)
        reached.append("the network")
    except OSError:
        pass
reached += [path for path in {paths!r} if os.path.exists(path)]
try:
    os.kill({pid}, 0)
    reached.append("other processes")
except OSError:
    pass
if os.fork() == 0:
    os.setsid()
    import time
    time.sleep(600)
    os._exit(0)
if os.getuid() == 0:
    reached.append("the rights of root")
print(json.dumps(sorted(set(reached))))
"""


def _cannot(why):
    return (
        f"Student code cannot be locked away here: {why}. Nothing was run. Grade on a Linux system with bubblewrap "
        "(Debian, Ubuntu: apt install bubblewrap) and user namespaces, or, if all the code is your own, with --trusted."
    )


def _walls():
    """The command line of bubblewrap, up to the program: what is inside, all of it read-only, and nothing else."""
    bwrap = shutil.which("bwrap")
    if not bwrap:
        raise Unsafe(_cannot("bubblewrap is not installed"))
    own_folders = [*map(Path, library_folders()), *_data().values()]
    command = [bwrap, "--unshare-ipc", "--unshare-pid", "--unshare-net", "--unshare-uts", "--unshare-cgroup-try"]
    command += ["--die-with-parent", "--new-session", "--ro-bind", "/usr", "/usr"]
    for name in ("/bin", "/sbin", "/lib", "/lib32", "/lib64"):
        if os.path.islink(name):
            command += ["--symlink", os.readlink(name), name]
        elif os.path.isdir(name):
            command += ["--ro-bind", name, name]
    command += ["--perms", "0755", "--dir", "/etc"]
    for name in ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "localtime", "fonts", "alternatives", "mime.types"):
        command += ["--ro-bind-try", f"/etc/{name}", f"/etc/{name}"]
    command += ["--perms", "1777", "--tmpfs", "/tmp"]
    for folder in own_folders:
        for parent in reversed(folder.resolve().parents[:-1]):
            command += ["--perms", "0755", "--dir", str(parent)]
    for folder in own_folders:
        command += ["--ro-bind", str(folder.resolve()), str(folder.resolve())]
    command += ["--proc", "/proc", "--dev", "/dev", "--chdir", "/"]
    if os.geteuid() != 0:
        return [*command, "--unshare-user"]
    # The limit on processes does not hold for root, so that root's sandbox runs as nobody.
    command += ["--cap-drop", "ALL", "--cap-add", "CAP_SETUID", "--cap-add", "CAP_SETGID"]
    return [*command, "setpriv", f"--reuid={_NOBODY}", f"--regid={_NOBODY}", "--clear-groups", "--inh-caps=-all"]


def library_folders():
    """The folders of Python, of its libraries and of this course's (list of str), which student code needs to read."""
    return [os.path.realpath(folder) for folder in (sys.base_prefix, sys.prefix, Path(utils_file).parent)]


def _data():
    """Where the course's data are, as utils.datasets finds them: {variable: folder}."""
    folders = {
        "KERAS_COURSE_DATA": os.environ.get("KERAS_COURSE_DATA"),
        "KERAS_COURSE_CACHE": os.environ.get("KERAS_COURSE_CACHE") or platformdirs.user_cache_dir("keras-course"),
    }
    return {name: Path(folder).resolve() for name, folder in folders.items() if folder and os.path.isdir(folder)}


def _environment(trusted):
    """The sandbox's variables: none of the parent's, which may hold secrets."""
    own = {
        "PATH": "/usr/bin:/bin",
        "LANG": "C.UTF-8",
        "HOME": "/tmp",
        "TMPDIR": "/tmp",
        "MPLCONFIGDIR": "/tmp/matplotlib",
        "PYTHONPATH": str(Path(utils_file).parent.parent),
        "PYTHONDONTWRITEBYTECODE": "1",
        "PYTHONHASHSEED": "0",
        # As many submissions run at a time as there are processors; each keeps to one.
        **dict.fromkeys(ONE_THREAD, "1"),
        **{name: str(folder) for name, folder in _data().items()},
    }
    return {**os.environ, **own, "HOME": os.environ.get("HOME", "/tmp")} if trusted else own
