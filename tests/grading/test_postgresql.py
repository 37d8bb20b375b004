"""A gradebook in PostgreSQL: a real server, made and started here, behind a UNIX socket."""

import contextlib
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import pytest
from small_class import CHAPTER, DAMAGED, SmallClass
from sqlalchemy import create_engine, text

pytest.importorskip("psycopg", reason="the driver of PostgreSQL is not installed")

USER = 65534  # the server refuses to run as root
PROGRAMS = max(Path("/usr/lib/postgresql").glob("*/bin"), default=Path("/usr/bin"))  # where Debian has them

pytestmark = [
    pytest.mark.skipif(sys.platform != "linux", reason="a class is graded on Linux only"),
    pytest.mark.skipif(not (PROGRAMS / "initdb").exists(), reason="the server is not there: apt install postgresql"),
]


class Server:
    """A server with its own folder and nobody's data."""

    def __init__(self, folder):
        self.folder = folder
        _run_as_server("initdb", "--pgdata", folder / "data", "--username", "teacher", "--auth", "trust", "--no-sync")
        self.start()

    def start(self):
        options = f"-k {self.folder} -c listen_addresses= -c fsync=off"
        data = ["--pgdata", self.folder / "data"]
        _run_as_server("pg_ctl", "start", "--wait", *data, "--log", self.folder / "log", "--options", options)

    def stop(self, how="fast"):
        _run_as_server("pg_ctl", "stop", "--wait", "--pgdata", self.folder / "data", "--mode", how)

    def database(self, name):
        """Make an empty database; returns its address."""
        _run("createdb", "--host", self.folder, "--username", "teacher", name)
        return f"postgresql://teacher@/{name}?host={self.folder}"

    def restore(self, copy, name):
        """Read a backup into a new database; returns its address."""
        address = self.database(name)
        command = ["--quiet", "--set", "ON_ERROR_STOP=1", "--file", copy, "--dbname", name]
        _run("psql", "--host", self.folder, "--username", "teacher", *command)
        return address


def _run(program, *arguments, **options):
    options |= {"stdout": subprocess.DEVNULL, "stderr": subprocess.PIPE, "text": True}
    done = subprocess.run([PROGRAMS / program, *arguments], **options)
    assert done.returncode == 0, done.stderr


def _run_as_server(program, *arguments):
    other_user = {} if os.geteuid() else {"user": USER, "group": USER, "extra_groups": []}
    _run(program, *arguments, **other_user)


@pytest.fixture(scope="module")
def server():
    with tempfile.TemporaryDirectory(dir="/var/tmp") as name:
        folder = Path(name)
        if not os.geteuid():
            shutil.chown(folder, USER, USER)
        folder.chmod(0o755)
        server = Server(folder)
        yield server
        with contextlib.suppress(AssertionError):  # stopped already
            server.stop("immediate")


@pytest.fixture(scope="module")
def rooms(server, tmp_path_factory):
    """The same class twice, ungraded: with a gradebook in a file, and in PostgreSQL."""
    folder = tmp_path_factory.mktemp("rooms")
    return SmallClass(folder / "file", 12), SmallClass(folder / "server", 12, server.database("gradebook"))


def grade(room):
    done = room.grade(CHAPTER, "--workers", "2")
    assert done.returncode == 1 and done.stderr == "", done.stdout + done.stderr  # the damaged ones are told
    return " ".join(done.stdout.split())


def rows(address):
    """Everything in a database: {table: rows}."""
    engine = create_engine(address)
    with engine.connect() as connection:
        names = connection.execute(text("SELECT tablename FROM pg_tables WHERE schemaname = 'public'")).scalars()
        found = {name: sorted(map(repr, connection.execute(text(f"SELECT * FROM {name}")))) for name in names}
    engine.dispose()
    return found


def test_a_class_is_graded_as_in_a_file(server, rooms):
    in_a_file, on_server = rooms
    ungraded = rows(on_server.db_url)
    grade(in_a_file)

    # A server that ends in the middle costs nothing.
    process = on_server.run("utils.grading", CHAPTER, "--workers", "2", popen=subprocess.Popen)
    while process.poll() is None and not list(on_server.folder.glob("autograded/*/*/.graded")):
        time.sleep(0.005)
    server.stop("immediate")
    output, errors = process.communicate()
    assert (process.returncode, errors) == (2, ""), output + errors
    assert "The gradebook cannot be read or written" in output
    server.start()
    (first,) = on_server.folder.joinpath("backups").iterdir()
    assert "graded before, unchanged 0" not in grade(on_server)
    assert on_server.record() == in_a_file.record()
    assert rows(server.restore(first, "before")) == ungraded

    # What has changed is graded again, the rest is not.
    graded = rows(on_server.db_url)
    other = on_server.submitted("student-05").joinpath(f"{CHAPTER}.ipynb")
    shutil.copy(other, on_server.submitted("student-02"))
    assert f"graded before, unchanged {12 - len(DAMAGED) - 1}" in grade(on_server)
    record, before = on_server.record(), in_a_file.record()
    assert record["student-02"]["relu-values"][0] == before["student-05"]["relu-values"][0]
    assert [student for student in record if record[student] != before[student]] == ["student-02"]
    assert rows(server.restore(max(on_server.folder.joinpath("backups").iterdir()), "later")) == graded
