"""What students put into the exchange's inbound folder is collected as theirs, and nothing else is."""

import os
import sys
from datetime import UTC, datetime, timedelta

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_notebook

from tools.classroom import Classroom
from utils.grading.collect import copy_own_files

CHAPTER = "01-basics"
FILE = f"{CHAPTER}.ipynb"
pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="nbgrader has no exchange on Windows")
ROOT = sys.platform != "win32" and os.getuid() == 0
others_exist = pytest.mark.skipif(not ROOT, reason="only root can make files that belong to others")

STRANGE = [f"gil+{CHAPTER}+yesterday+abc", f"+{CHAPTER}+2026-12-01 10:00:00 UTC+abc"]


def earlier():
    return datetime.now(UTC) - timedelta(minutes=1)


class Exchange:
    """A course with an exchange, into which a test puts whatever a student might."""

    def __init__(self, folder):
        self.room = Classroom(folder / "course", [CHAPTER])
        self.root = folder / "exchange"
        self.inbound = self.root / "keras-course" / "inbound"
        self.inbound.mkdir(parents=True)
        self.root.chmod(0o777)

    def hand_in(self, student, text, when=None, owner=None):
        """What `nbgrader submit` leaves; returns the folder."""
        when = when or datetime.now(UTC)
        folder = self.inbound / f"{student}+{CHAPTER}+{when:%Y-%m-%d %H:%M:%S.%f} UTC+abcdefghijkl"
        folder.mkdir()
        nbformat.write(new_notebook(cells=[new_code_cell(text)]), folder / FILE)
        (folder / "timestamp.txt").write_text(f"{when:%Y-%m-%d %H:%M:%S.%f} UTC")
        if owner:
            import pwd

            for path in (folder, *folder.iterdir()):
                os.chown(path, pwd.getpwnam(owner).pw_uid, -1)
        return folder

    def collect(self, *arguments):
        """Collect with nbgrader's command; returns its log."""
        return self.room.nbgrader("collect", CHAPTER, f"--Exchange.root={self.root}", *arguments)

    def collected(self):
        """The text of what was collected: {student: text of the first cell, None without a notebook}."""
        found = {}
        for folder in self.room.folder.glob(f"submitted/*/{CHAPTER}"):
            path = folder / FILE
            found[folder.parent.name] = nbformat.read(path, 4).cells[0].source if path.exists() else None
        return found

    def files(self, student):
        """The names of the files that were collected of a student."""
        return sorted(os.listdir(self.room.folder / "submitted" / student / CHAPTER))


@pytest.fixture(scope="module")
def exchange(tmp_path_factory):
    """A course whose students have put all of this into the exchange; `log` is what collecting it said."""
    exchange = Exchange(tmp_path_factory.mktemp("exchange"))
    solutions = exchange.room.folder / "solutions" / CHAPTER
    exchange.hand_in("ada", "first", earlier())
    exchange.hand_in("ada", "second")
    exchange.early = exchange.hand_in("early", "two days ago, it says", earlier() - timedelta(days=2))
    exchange.link = exchange.inbound / f"eve+{CHAPTER}+2026-12-01 10:00:00.000000 UTC+abcdefghijkl"
    exchange.link.symlink_to(solutions)
    with_links = exchange.hand_in("fay", "hers")
    (with_links / FILE).unlink()
    (with_links / FILE).symlink_to(solutions / FILE)
    (with_links / "all").symlink_to(exchange.room.folder)
    for name in STRANGE:
        (exchange.inbound / name).mkdir()
    if ROOT:
        with_hard_link = exchange.hand_in("mail", "its own", owner="mail")
        os.link(solutions / FILE, with_hard_link / "more.ipynb")
        exchange.hand_in("daemon", "its own", earlier(), owner="daemon")
        exchange.forged = exchange.hand_in("daemon", "forged", owner="mail")
    exchange.log = exchange.collect()
    return exchange


def test_hand_ins_are_collected_and_the_newest_counts(exchange):
    assert exchange.collected()["ada"] == "second"
    assert f"ada+{CHAPTER}" not in exchange.log  # no warning of hers


def test_a_newer_one_takes_the_place_of_the_collected_one(tmp_path):
    exchange = Exchange(tmp_path)
    exchange.hand_in("ada", "first", earlier())
    exchange.collect()
    exchange.hand_in("ada", "second")
    exchange.collect("--update")
    assert exchange.collected() == {"ada": "second"}


def test_a_link_in_the_place_of_a_hand_in_is_not_followed(exchange):
    assert f"{exchange.link.name} is not collected: it is a link or a file, and not a folder." in exchange.log
    assert "eve" not in exchange.collected()


def test_links_inside_a_hand_in_are_left_out(exchange):
    for name in (FILE, "all"):
        assert f"{name} is a link, or may not be read: left out." in exchange.log
    assert exchange.files("fay") == ["timestamp.txt"]


@pytest.mark.parametrize("name", STRANGE)
def test_a_strange_name_costs_nobody_else_anything(exchange, name):
    assert f"{name} is not collected: " in exchange.log


def test_who_claims_to_have_been_early_is_told_of(exchange):
    assert f"{exchange.early.name} says that it was handed in at" in exchange.log and "is it late?" in exchange.log
    assert "early" in exchange.collected()


@others_exist
def test_a_hard_link_to_a_file_of_somebody_else_is_left_out(exchange):
    assert "more.ipynb belongs to somebody else: left out." in exchange.log
    assert exchange.files("mail") == [FILE, "timestamp.txt"]


@others_exist
def test_nobody_hands_in_under_anothers_name_nor_takes_the_place_of_their_work(exchange):
    told = f"{exchange.forged.name} is not collected: it is said to be daemon's, and mail has made it."
    assert told in exchange.log
    assert exchange.collected()["daemon"] == "its own"


def test_what_may_not_be_copied_is_told_and_the_rest_is_there(tmp_path):
    source, target = tmp_path / "source", tmp_path / "target"
    source.mkdir()
    (source / "notebook.ipynb").write_text("{}")
    (source / "pictures").mkdir()
    (source / "pictures" / "plot.png").write_bytes(b"png")
    with open(source / "sparse", "wb") as file:
        file.truncate(1 << 40)
    os.mkfifo(source / "pipe")
    os.makedirs(source.joinpath(*["deep"] * 300))
    left_out = copy_own_files(source, target)
    assert [sentence.split()[0] for sentence in left_out] == ["deep", "pipe", "sparse"]
    files = sorted(str(path.relative_to(target)) for path in target.rglob("*") if path.is_file())
    assert files == ["notebook.ipynb", "pictures/plot.png"]


def test_a_folder_that_has_become_a_link_is_not_followed(tmp_path):
    (tmp_path / "secret").mkdir()
    (tmp_path / "secret" / "solution.ipynb").write_text("{}")
    (tmp_path / "source").symlink_to(tmp_path / "secret")
    assert copy_own_files(tmp_path / "source", tmp_path / "target") == ["it cannot be read (Not a directory)."]
    assert list((tmp_path / "target").iterdir()) == []
