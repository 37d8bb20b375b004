"""A class of three on JupyterHub, as `make classroom` starts it: from the release of a chapter to the grades.

The tests are one story, told in order. Accounts are made for it and removed; pictures are kept in build/browser/class.
"""

import csv
import os
import re
import secrets
import shlex
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat
import psutil
import pytest
from traitlets.config import PyFileConfigLoader

from tools.classroom import ROOT, answer, reference_answers

hub = pytest.importorskip("tools.hub", reason="a hub for several accounts needs Linux")
CHAPTER = "01-basics"
PICTURES = ROOT / "build" / "browser" / "class"
CHROMIUM = next(filter(None, map(shutil.which, ("chromium", "chromium-browser", "google-chrome"))), None)
QUIET = ["--no-sandbox", "--disable-background-networking", "--disable-component-update", "--disable-sync"]
SECONDS = 120  # for a server or a kernel to start, or a hand-in to be graded, on a busy machine
COMMENT = "Short and clear."


def why_not():
    """What this machine lacks for a classroom, or None."""
    if sys.platform != "linux" or os.getuid():
        return "a hub for several accounts needs Linux and root"
    if not CHROMIUM:
        return "there is no Chromium"
    if not shutil.which("bwrap"):
        return "there is no bubblewrap"
    if trouble := hub.node_trouble():
        return trouble
    if subprocess.run(["npm", "ping", "--fetch-retries=0"], capture_output=True).returncode:
        return "npm has no network, from which the hub's proxy is installed"


class Room:
    """A hub of its own, with its accounts and a browser; each account has a page of its own."""

    def __init__(self, browser):
        mark = secrets.token_hex(3)
        self.ada, self.bo, self.cem, self.kim = self.names = [f"k{mark}{name}" for name in ("ada", "bo", "cem", "kim")]
        self.students = self.names[:3]
        self.groups = [group for group in (hub.STUDENTS, hub.INSTRUCTORS) if not hub.members(group)]
        self.folder = Path(tempfile.mkdtemp(prefix="keras-class-", dir="/var/tmp"))
        self.folder.chmod(0o755)
        with socket.socket() as probe:
            probe.bind(("127.0.0.1", 0))
            self.address = f"http://127.0.0.1:{probe.getsockname()[1]}"
        command = [sys.executable, "-m", "tools.hub", "start", *self.students, "--instructor", self.kim]
        command += ["--folder", str(self.folder), "--address", self.address]
        self.hub = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True)
        self.browser, self.pages, self.said = browser, {}, []
        for line in self.hub.stdout:
            self.said.append(line)
            if line.startswith("Ctrl-C"):
                break
        self.passwords = dict(re.findall(r"New account (\w+), password (\w+)", "".join(self.said)))

    def page(self, name):
        """The page of an account, in JupyterLab; it logs in at the first time."""
        if name not in self.pages:
            page = self.browser.new_context(viewport={"width": 1500, "height": 1000}).new_page()
            page.set_default_timeout(1000 * SECONDS)
            page.goto(self.address)
            page.get_by_label("Username").fill(name)
            page.get_by_label("Password").fill(self.passwords[name])
            page.get_by_role("button", name="Sign in").click()
            page.locator("#jp-main-dock-panel").wait_for()
            self.pages[name] = page
        return self.pages[name]

    def open(self, name, item):
        """Choose an item of the menu Nbgrader; returns the page."""
        page = self.page(name)
        page.get_by_role("menuitem", name="Nbgrader").click()
        page.get_by_role("menuitem", name=item).click()
        return page

    def formgrader(self):
        self.open(self.kim, "Formgrader")
        return self.page(self.kim).frame_locator("iframe[src*=formgrader]")

    def picture(self, name, title):
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page(name).wait_for_timeout(500)  # a menu that closes, a box that fades in
        self.page(name).screenshot(path=PICTURES / f"{title}.png")

    def home(self, name):
        return Path("/home", name)

    def exchange(self, folder):
        return self.folder / "exchange" / "keras-course" / folder

    def tries(self, name, command):
        """What a shell command of this account says, if it succeeds; else None."""
        shell = ["runuser", "-u", name, "--", "sh", "-c", command]
        done = subprocess.run(shell, capture_output=True, text=True, cwd="/")
        return None if done.returncode else done.stdout

    def running(self):
        return [one.info for one in psutil.process_iter(["username", "cmdline"]) if one.info["username"] in self.names]

    def close(self):
        if self.hub.poll() is None:
            self.hub.send_signal(signal.SIGINT)
            self.said += self.hub.communicate(timeout=SECONDS)[0].splitlines(keepends=True)

    def remove(self):
        """Leave nothing behind, whatever went wrong."""
        try:
            self.close()
        finally:
            self._remove()

    def _remove(self):
        self.hub.kill()
        for name in self.names:
            subprocess.run(["userdel", "--remove", "--force", name], capture_output=True)
        for group in self.groups:
            subprocess.run(["groupdel", group], capture_output=True)
        shutil.rmtree(self.folder)


@pytest.fixture(scope="module")
def room():
    if reason := why_not():
        pytest.skip(reason)
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=CHROMIUM, args=QUIET)
        room = Room(browser)
        try:
            assert room.passwords, "".join(room.said)
            yield room
        finally:
            room.remove()
            browser.close()


def done(formgrader):
    """Wait for the formgrader's answer and close it; returns its text."""
    box = formgrader.locator(".modal.in")
    box.wait_for()
    text = box.inner_text()
    assert "Success" in text, text
    box.locator(".modal-footer button").click()
    box.wait_for(state="detached")
    return text


def test_the_hub_says_where_it_is_and_who_may_come(room):
    said = "".join(room.said)
    assert f"The classroom is open: {room.address}" in said
    assert room.passwords.keys() == set(room.names)
    assert len(said.splitlines()) < 20, said


def test_the_instructor_releases_a_chapter(room):
    formgrader = room.formgrader()
    row = formgrader.locator("tr", has_text=CHAPTER)
    row.locator(".assign a").click()
    done(formgrader)
    row.locator(".release a").click()
    done(formgrader)
    room.picture(room.kim, "1-released")


def test_students_fetch_it_and_one_works_in_the_browser(room):
    for name in room.students:
        page = room.open(name, "Assignment List")
        page.get_by_role("button", name="Fetch", exact=True).click()
        page.locator("#fetched_assignments_list").get_by_role("button", name="Submit").wait_for()
    page = room.page(room.ada)
    room.picture(room.ada, "2-fetched")
    fetched = page.locator("#fetched_assignments_list")
    fetched.locator(".assignment-notebooks-link").click()
    fetched.locator(".nested_list_item a").click()
    stub = page.locator(".jp-CodeCell", has_text="def relu(").first
    stub.scroll_into_view_if_needed()
    stub.locator(".cm-line", has_text="raise NotImplementedError").click()
    page.keyboard.press("Control+A")
    page.keyboard.insert_text("def relu(z):\n    return z * (z > 0)")
    page.keyboard.press("Shift+Enter")
    test = page.locator(".jp-CodeCell", has_text='"relu keeps what is positive"')
    test.scroll_into_view_if_needed()
    test.locator(".cm-line").first.click()
    page.keyboard.press("Shift+Enter")
    test.locator(".jp-OutputArea-output", has_text="✓ Correct").wait_for()
    room.picture(room.ada, "3-worked")
    page.keyboard.press("Control+S")
    page.wait_for_function("!document.querySelector('.jp-mod-dirty')")


def test_a_student_has_neither_formgrader_nor_news(room):
    page = room.page(room.bo)
    page.get_by_role("menuitem", name="Nbgrader").click()
    assert page.get_by_role("menuitem", name="Assignment List").is_visible()
    assert not page.get_by_role("menuitem", name="Formgrader").count()
    assert not page.get_by_role("menuitem", name="Course List").count()
    page.keyboard.press("Escape")
    assert page.request.get(f"{room.address}/user/{room.bo}/formgrader").status == 404
    assert not page.get_by_text("Would you like to get notified").count()


def test_students_submit(room):
    # The second student has all the answers, the third has done nothing.
    path = room.home(room.bo) / CHAPTER / f"{CHAPTER}.ipynb"
    reference = reference_answers(ROOT / "solutions" / CHAPTER / f"{CHAPTER}.ipynb")
    nbformat.write(answer(nbformat.read(path, as_version=4), reference), path)
    for name in room.students:
        page = room.page(name)
        page.get_by_role("tab", name="Assignments").click()
        page.locator("#fetched_assignments_list").get_by_role("button", name="Submit").click()
        page.locator("#submitted_assignments_list .item_name", has_text=CHAPTER).wait_for()
    room.picture(room.ada, "4-submitted")


def test_the_instructor_collects_and_grades(room):
    formgrader = room.formgrader()
    row = formgrader.locator("tr", has_text=CHAPTER)
    row.locator(".collect a").click()
    done(formgrader)
    row.locator(".num-submissions a", has_text="3").click()
    for name in room.students:
        formgrader.locator("tr", has_text=name).locator(".autograde a").click()
        done(formgrader)
    points = [formgrader.locator("tr", has_text=name).locator(".score").inner_text() for name in room.students]
    room.picture(room.kim, "5-graded")
    assert points == ["1 / 20", "20 / 20", "0 / 20"]


def test_the_instructor_adds_a_point_and_a_comment(room):
    formgrader = room.formgrader()
    formgrader.get_by_role("link", name="Manual Grading").click()
    formgrader.locator("tbody").get_by_role("link", name=CHAPTER).click()
    formgrader.locator("tbody td", has_text="20").first.wait_for()
    formgrader.locator("tbody").get_by_role("link", name=CHAPTER).click()
    # Names are hidden; the row of the one who has one point.
    rows = formgrader.locator("tbody tr", has=formgrader.get_by_text("1 / 20", exact=True))
    page = room.page(room.kim)
    with page.expect_response(lambda answer: "/api/comments" in answer.url):
        rows.first.get_by_role("link").first.click()
    page.wait_for_timeout(1000)  # the boxes are filled with what came
    for box, text in (("relu-comment", COMMENT), ("relu-values_extra_credit", "1")):
        field = formgrader.locator(f"[id='{box}']")
        field.fill(text)
        with page.expect_response(lambda answer: answer.request.method == "PUT") as saved:
            field.press("Tab")
        assert saved.value.ok and text in saved.value.text()
    formgrader.locator("#relu-comment").scroll_into_view_if_needed()
    room.picture(room.kim, "6-commented")


def test_a_student_reads_the_feedback(room):
    formgrader = room.formgrader()
    for link in ("Manual Grading", "Manage Assignments"):
        formgrader.get_by_role("link", name=link).click()
    row = formgrader.locator("tr", has_text=CHAPTER)
    for step in (".generate-feedback a", ".release-feedback a"):
        row.locator(step).click()
        done(formgrader)
    for name in room.students:
        page = room.page(name)
        page.get_by_role("tab", name="Assignments").click()
        page.locator("#refresh_assignments_list").click()
        submitted = page.locator("#submitted_assignments_list")
        submitted.get_by_role("button", name="Fetch Feedback").click()
        submitted.get_by_text("(view feedback)").click()
        page.locator(".jp-DirListing-item", has_text=f"{CHAPTER}.html").dblclick()
        feedback = page.frame_locator(".jp-HTMLViewer iframe").locator("body")
        feedback.get_by_text(name).first.wait_for()
        room.picture(name, f"7-feedback-{name[7:]}")
        assert (COMMENT in feedback.inner_text()) is (name == room.ada)
        assert f"{'2 20 0'.split()[room.students.index(name)]} of 20 points" in feedback.inner_text()


def test_grades_are_exported(room):
    page = room.page(room.kim)
    page.get_by_title("New Launcher").first.click()
    page.locator(".jp-LauncherCard", has_text="Terminal").click()
    page.locator(".xterm-helper-textarea").wait_for(state="attached")
    page.keyboard.type("cd keras-course && nbgrader export\n")
    grades = room.home(room.kim) / "keras-course" / "grades.csv"
    for _ in range(SECONDS):
        page.wait_for_timeout(1000)
        if grades.exists():
            break
    room.picture(room.kim, "8-exported")
    with grades.open() as file:
        rows = [row for row in csv.DictReader(file) if row["assignment"] == CHAPTER]
    scores = {row["student_id"]: float(row["score"]) for row in rows}
    assert scores == {room.ada: 2, room.bo: 20, room.cem: 0}


def test_no_account_sees_anothers_files_nor_the_solutions(room):
    hand_in = next(room.exchange("inbound").glob(f"{room.ada}+*"))
    feedback = next(room.exchange("feedback").iterdir())
    assert room.tries(room.cem, f"ls {room.home(room.cem)} {room.exchange('outbound')}")  # it can read at all
    secret = [room.home(room.ada), room.home(room.kim), room.home(room.kim) / "keras-course" / "gradebook.db"]
    secret += [room.home(room.ada) / CHAPTER / f"{CHAPTER}.ipynb", room.exchange("inbound"), room.exchange("feedback")]
    secret += [room.folder / "hub", ROOT / "solutions", ROOT / "tests"]
    for path in secret:
        assert room.tries(room.cem, f"ls {path}/ || cat {path}") is None, path
    for where, kept in (("inbound", hand_in), ("feedback", feedback), ("", room.exchange("inbound"))):
        assert room.tries(room.cem, f"cd {room.exchange(where)} && mv '{kept.name}' stolen") is None, kept
    assert room.tries(room.cem, f"mv {room.exchange('')} {room.exchange('')}2") is None
    for path in ("env", "settings/student", "exchange/keras-course/outbound", "data"):
        assert room.tries(room.cem, f"touch {room.folder / path}/mine") is None, path
    # A line of an answer and one of a hidden test: nowhere for a student, in the solutions for the instructor.
    text = (ROOT / "solutions" / CHAPTER / f"{CHAPTER}.py").read_text(encoding="utf-8")
    for begin in ("### BEGIN SOLUTION", "### BEGIN HIDDEN TESTS"):
        line = max(re.findall(rf"{begin}\n(?:.*\n)?\s*(.*)", text), key=len)
        kinds = "--include=*.py --include=*.ipynb --include=*.html"
        search = f"grep -rsFl {kinds} -e {shlex.quote(line)} {room.folder} /home {ROOT}; true"
        assert room.tries(room.cem, search) == "", line
        assert f"solutions/{CHAPTER}/{CHAPTER}.py" in room.tries(room.kim, search), line


def test_no_student_reaches_anothers_server(room):
    request = room.page(room.cem).request
    own = request.get(f"{room.address}/user/{room.cem}/api/contents")
    assert own.status == 200 and CHAPTER in own.text()
    for name in (room.ada, room.kim):
        for path in ("api/contents", f"files/{CHAPTER}/{CHAPTER}.ipynb", "formgrader", "lab"):
            assert request.get(f"{room.address}/user/{name}/{path}").status in (403, 404), (name, path)
    assert request.get(f"{room.address}/hub/api/users").status == 403
    assert request.get(f"{room.address}/hub/admin").status == 403


def test_another_hub_takes_the_settings_by_a_link(room, tmp_path):
    """As The Littlest JupyterHub does."""
    (tmp_path / "course.py").symlink_to(room.folder / "keras_course.py")
    config = PyFileConfigLoader("course.py", path=str(tmp_path)).load_config()
    assert config.Spawner.cmd == [f"{room.folder}/env/bin/jupyterhub-singleuser"]
    assert config.Spawner.environment["KERAS_COURSE_EXCHANGE"] == f"{room.folder}/exchange"


def test_ctrl_c_ends_all_and_keeps_everything(room):
    assert room.running()
    room.close()
    assert room.hub.returncode == 0, "".join(room.said)
    assert not room.running()
    assert (room.home(room.kim) / hub.COURSE / "gradebook.db").exists()
    assert (room.home(room.ada) / CHAPTER / "feedback").exists()
    with pytest.raises(ConnectionRefusedError):
        socket.create_connection(("127.0.0.1", int(room.address.rsplit(":")[-1])))
