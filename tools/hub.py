"""A hub for a class on this machine: `make classroom` runs it. CLASSROOM.md says what a teacher does with it.

    FOLDER/env        Python, its libraries and `utils`, for everybody to read; nobody's course is in it
    FOLDER/settings   Jupyter's settings, for students and for instructors
    FOLDER/exchange   through which chapters, hand-ins and feedback travel
    FOLDER/data       the chapters' data, if somebody puts them there
    FOLDER/hub        what the hub keeps, root's alone
    ~/keras-course    the course, in the home of the instructor alone
"""

import grp
import os
import pwd
import secrets
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import time
import urllib.parse
import urllib.request
from pathlib import Path
from typing import Annotated

import typer
from rich.console import Console

ROOT = Path(__file__).parent.parent
PROXY = "configurable-http-proxy@5.3.0"
STUDENTS, INSTRUCTORS = "keras-students", "keras-instructors"  # groups of accounts; classroom/jupyterhub_config.py
NOBODY = 65534
COURSE = "keras-course"

console = Console(highlight=False)
app = typer.Typer(add_completion=False, no_args_is_help=True)
Folder = Annotated[Path, typer.Option(resolve_path=True, help="Where what is shared lies; all must reach it.")]
SHARED = Path("/srv/keras-course")


class Trouble(Exception):
    """What keeps the hub from starting; the text says what to do."""


@app.command()
def start(
    students: Annotated[list[str] | None, typer.Argument(help="Accounts of students; new ones are made.")] = None,
    instructor: Annotated[str, typer.Option(help="The account that holds the course; it is made if new.")] = "",
    address: Annotated[str, typer.Option(help="Where the hub listens.")] = "http://127.0.0.1:8000",
    folder: Folder = SHARED,
) -> None:
    """Set up what is missing and start a hub for the accounts of this machine, until Ctrl-C."""
    if trouble := node_trouble():
        raise Trouble(trouble)
    if students and not (instructor or members(INSTRUCTORS)):
        raise Trouble("A class needs an instructor: name one, as in INSTRUCTOR=kim")
    where = urllib.parse.urlsplit(address)
    with socket.socket() as probe:
        probe.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
        try:
            probe.bind((where.hostname, where.port))
        except (OSError, TypeError, ValueError):
            raise Trouble(f"No hub can listen on {address}: try ADDRESS=http://127.0.0.1:8001") from None
    set_up(folder)
    if not (folder / "proxy" / "node_modules" / ".bin" / PROXY.split("@")[0]).exists():
        run("npm", "install", "--silent", "--no-fund", "--no-audit", "--prefix", folder / "proxy", PROXY)
    if not (instructor or students or members(INSTRUCTORS)):
        instructor, students = "instructor", ["student1", "student2", "student3"]
    for name in students or []:
        add_account(name, STUDENTS)
    if instructor:
        add_account(instructor, INSTRUCTORS)
        give_course(instructor, folder)
    serve(folder, address)


@app.command()
def prepare(
    instructor: Annotated[str, typer.Argument(help="The account of the machine that holds the course.")],
    folder: Folder = SHARED,
) -> None:
    """Set up the course for a hub that is there already, such as The Littlest JupyterHub."""
    if instructor not in {one.pw_name for one in pwd.getpwall()}:
        raise Trouble(f"There is no account {instructor}: let the instructor log in to the hub once, then try again.")
    set_up(folder)
    give_course(instructor, folder)
    console.print(f"Ready. The hub's settings for the course: {folder / 'keras_course.py'}")


def set_up(folder):
    """Make or renew all that is shared. Nothing that anybody has written is touched."""
    for name, mode in {"data": 0o755, "hub": 0o700, "exchange": 0o1777}.items():
        (folder / name).mkdir(parents=True, exist_ok=True)
        (folder / name).chmod(mode)
    python = folder / "env" / "bin" / "python"
    with console.status("The students' environment is set up: a few minutes the first time."):
        if not python.exists():
            uv("venv", "--quiet", "--python", python_for_all(), folder / "env")
        install = ["pip", "install", "--quiet", "--python", python, "--compile-bytecode"]
        lock, done = ROOT / "requirements.txt", folder / "env" / "requirements.txt"
        if not done.exists() or done.read_text() != lock.read_text():  # else it starts without a network, too
            extras = [f"--extra={extra}" for extra in ("cpu", "lab", "classroom")]
            uv(*install, "--constraints", lock, *extras, "-r", ROOT / "pyproject.toml")
            shutil.copy(lock, done)
        with tempfile.TemporaryDirectory() as copy:  # a build leaves files behind
            for name in ("pyproject.toml", "README.md", "LICENSE"):
                shutil.copy(ROOT / name, copy)
            shutil.copytree(ROOT / "utils", Path(copy, "utils"))
            uv(*install, "--no-deps", "--no-build-isolation", "--reinstall-package", COURSE, copy)
    settings = folder / "settings"
    shutil.rmtree(settings, ignore_errors=True)
    shutil.copytree(ROOT / ".jupyter", settings / "course")
    shutil.copy(ROOT / "nbgrader_config.py", settings / "course")
    for role in ("student", "instructor"):
        shutil.copytree(ROOT / "classroom" / role, settings / role)
    for name in ("keras_course.py", "jupyterhub_config.py"):
        shutil.copy(ROOT / "classroom" / name, folder)
    if runs(python, f"import os; os.listdir({str(ROOT / 'solutions')!r})"):
        ROOT.chmod(0o700)
        console.print(f"Closed to other accounts, for the solutions in it: {ROOT}")
    if not runs(python, "import jupyterhub, nbgrader, utils"):
        raise Trouble(f"Students cannot read {folder}: name a folder that they can reach, as in FOLDER={SHARED}")


def uv(*arguments):
    """Run uv with the package index that pip is set to, as the Makefile does: uv does not read pip's settings."""
    command = [sys.executable, "-m", "pip", "config", "get", "global.index-url"]
    mirror = subprocess.run(command, capture_output=True, text=True).stdout.strip()
    index = {"UV_DEFAULT_INDEX": mirror} if mirror else {}
    run(Path(sys.executable).with_name("uv"), *arguments, env=index | os.environ)


def node_trouble():
    """A sentence that says why the hub's proxy cannot run here, or None if it can."""
    if not (shutil.which("node") and shutil.which("npm")):
        return "The hub's proxy needs Node.js 20 or newer with npm: install both."
    version = subprocess.run(["node", "--version"], capture_output=True, text=True).stdout.strip()
    if int(version.strip("v").split(".")[0]) < 20:
        return f"This is Node.js {version}, and the hub's proxy needs 20 or newer."
    return None


def python_for_all():
    """A Python that every account can run; this one may lie in somebody's home."""
    ours = Path(sys.base_prefix, "bin", "python3")
    for python in (ours, Path("/usr/bin/python3"), Path("/usr/local/bin/python3")):
        if python.exists() and runs(python, "import sys, venv; assert (3, 11) <= sys.version_info[:2] <= (3, 13)"):
            return python
    raise Trouble(f"Students cannot run {ours}: install Python 3.11, 3.12 or 3.13 as /usr/bin/python3.")


def runs(python, code):
    """Whether somebody without rights can run `code` with `python`."""
    rights = {"user": NOBODY, "group": NOBODY, "extra_groups": []}
    try:
        return not subprocess.run([python, "-I", "-c", code], cwd="/", capture_output=True, **rights).returncode
    except PermissionError:
        return False


def add_account(name, group):
    """Put the account `name` into `group`; make either if it is not there, and say the password of a new account."""
    run("groupadd", "--force", group)
    if name == "root":
        raise Trouble("root may do anything here: name another account.")
    if name in {one.pw_name for one in pwd.getpwall()}:
        run("usermod", "--append", "--groups", group, name)
        return
    run("useradd", "--create-home", "--key", "HOME_MODE=0700", "--shell", "/bin/bash", "--groups", group, name)
    password = "".join(secrets.choice("abcdefghjkmnpqrstuvwxyz23456789") for _ in range(10))  # for paper: no l, 1, o, 0
    run("chpasswd", input=f"{name}:{password}\n")
    console.print(f"New account {name}, password {password}")


def members(group):
    """The accounts in a group (list of str); none if there is no such group."""
    try:
        return grp.getgrnam(group).gr_mem
    except KeyError:
        return []


def give_course(instructor, folder):
    """Give the instructor the course, unless it is there, and the exchange."""
    owner = pwd.getpwnam(instructor)
    course = Path(owner.pw_dir, COURSE)
    if not (course / "solutions").exists():
        shutil.copytree(ROOT / "solutions", course / "solutions")
        for path in (course, *course.rglob("*")):
            os.chown(path, owner.pw_uid, owner.pw_gid)
        course.chmod(0o700)
    exchange = folder / "exchange" / COURSE
    # nbgrader's own permissions, and the sticky bit where all may write: nobody moves what another has put there.
    for path, mode in {".": 0o755, "outbound": 0o755, "inbound": 0o3733, "feedback": 0o711}.items():
        path = exchange / path
        if not path.exists():
            path.mkdir()
            os.chown(path, owner.pw_uid, owner.pw_gid)
            path.chmod(mode)
    if exchange.owner() != instructor:
        raise Trouble(f"{exchange.owner()} holds the course in {folder}: name no other instructor, or another FOLDER.")


def serve(folder, address):
    """Run the hub until Ctrl-C, and say where it is and who can log in."""
    environment = {**os.environ, "KERAS_COURSE_ADDRESS": address}
    environment["PATH"] = f"{folder / 'env' / 'bin'}{os.pathsep}{environment['PATH']}"
    command = [folder / "env" / "bin" / "jupyterhub", "--config", folder / "jupyterhub_config.py"]
    log = folder / "hub" / "hub.log"
    ended = f"The hub has ended; the last lines of {log} say why."
    with log.open("wb") as said:
        # Ctrl-C is for this process alone, which then ends the hub, and the hub its proxy and servers.
        options = {"cwd": folder / "hub", "env": environment, "start_new_session": True}
        hub = subprocess.Popen(command, stdin=subprocess.DEVNULL, stdout=said, stderr=said, **options)
    for number in (signal.SIGINT, signal.SIGTERM, signal.SIGHUP):
        signal.signal(number, signal.default_int_handler)
    try:
        while not answers(address):
            if hub.poll() is not None:
                raise Trouble(ended)
            time.sleep(0.3)
        console.print(f"Instructor: {', '.join(members(INSTRUCTORS))}. Students: {', '.join(members(STUDENTS))}.")
        console.print(f"The classroom is open: {address}", "Ctrl-C closes it; nothing is lost.", sep="\n")
        hub.wait()
        raise Trouble(ended)
    except KeyboardInterrupt:
        console.print("Closing.")
    finally:
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        hub.terminate()
        hub.wait()


def answers(address):
    try:
        return urllib.request.urlopen(f"{address}/hub/health", timeout=5).status == 200
    except OSError:
        return False


def run(*command, **options):
    """Run a command; if it fails, what it said is the trouble."""
    done = subprocess.run(list(map(str, command)), capture_output=True, text=True, **options)
    if done.returncode:
        raise Trouble(f"{Path(command[0]).name} failed: {(done.stderr or done.stdout).strip()}")


if __name__ == "__main__":
    if sys.platform != "linux" or os.getuid() != 0:
        sys.exit("A classroom starts servers for other accounts, which needs Linux and root: sudo make classroom")
    os.umask(0o022)
    try:
        app(prog_name="python -m tools.hub")
    except Trouble as trouble:
        sys.exit(str(trouble))
