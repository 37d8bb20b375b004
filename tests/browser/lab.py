"""JupyterLab as `make lab` starts it, on a copy of the course, and what a reader of a chapter does and sees there."""

import os
import re
import shutil
import subprocess
import sys
import time
from pathlib import Path

import nbformat
from playwright.sync_api import expect

from tools.build import ROOT

PICTURES = ROOT / "build" / "browser"
LAPTOP = {"width": 1400, "height": 900}
SECONDS = 120  # for a server, a kernel or a validation, on a busy machine
NOWHERE = "http://127.0.0.1:9"  # nothing listens there
COPIED = ["course", ".jupyter", "nbgrader_config.py", "BOOK.md", "GLOSSARY.md"]
# Tags and formulas that a reader sees as their source.
RAW = re.compile(r"</?(?:details|summary|img|div|table|tr|td|br)\b.*|\$\$.*|\\(?:frac|text|cdot|begin)\b.*")

expect.set_options(1000 * SECONDS)


class Lab:
    """A JupyterLab of its own, on a copy of the course in `folder / "course"`."""

    def __init__(self, folder):
        self.course = folder / "course"
        for name in COPIED:
            copy = shutil.copytree if (ROOT / name).is_dir() else shutil.copy
            (self.course / name).parent.mkdir(parents=True, exist_ok=True)
            copy(ROOT / name, self.course / name)
        steps = shutil.copytree(ROOT / "tests" / "notebooks" / "few_steps", folder / "ipython")
        own = {"HOME": "home", "XDG_DATA_HOME": "data", "JUPYTER_CONFIG_DIR": "none", "JUPYTER_RUNTIME_DIR": "runtime"}
        environment = os.environ | {name: str(folder / where) for name, where in own.items()}
        environment |= {"KERAS_COURSE_CACHE": str(folder / "cache"), "KERAS_COURSE_DATA": "", "IPYTHONDIR": str(steps)}
        environment |= {"HTTP_PROXY": NOWHERE, "HTTPS_PROXY": NOWHERE, "NO_PROXY": ""}
        environment |= {"JUPYTER_CONFIG_PATH": ".jupyter"}
        self.log = folder / "log"
        with self.log.open("w") as log:
            command = [Path(sys.executable).with_name("jupyter-lab"), "--no-browser", "--ServerApp.port=0"]
            self._server = subprocess.Popen(command, cwd=self.course, env=environment, stdout=log, stderr=log)

    def wait(self):
        """Wait for the address, which the server prints."""
        for _ in range(10 * SECONDS):
            if found := re.search(r"http://(?:localhost|127\.0\.0\.1):\d+/\S*token=\w+", self.said()):
                self.address = found[0]
                return
            assert self._server.poll() is None, self.said()
            time.sleep(0.1)
        raise TimeoutError(f"JupyterLab says no address: {self.said()}")

    def said(self):
        return self.log.read_text(encoding="utf-8")

    def stop(self):
        """End the server, which ends its kernels."""
        self._server.terminate()
        try:
            self._server.wait(SECONDS)
        finally:
            self._server.kill()


# The texts of pictures and controls that stick out of their cell, which cuts them off; a control's margin may.
STICKING_OUT = """inside => [...inside.querySelectorAll("img, .jupyter-widgets")].filter(one => {
    const cell = one.closest(".jp-OutputArea-child, .jp-MarkdownOutput")
    return cell && one.getBoundingClientRect().right > cell.getBoundingClientRect().right + 3
}).map(one => one.alt || one.textContent)"""


class Chapter:
    """A notebook of `lab.course`, open in a page of a browser, and what its reader does with it."""

    def __init__(self, lab, page, path):
        self.page = page
        self.cells = nbformat.read(lab.course / path, as_version=4).cells
        self.panel = page.locator(".jp-NotebookPanel:visible")
        self.panel.locator(".jp-Cell").nth(len(self.cells) - 1).wait_for(state="attached")

    def __getitem__(self, grade_id):
        """The cell of this `grade_id`."""
        return self.panel.locator(".jp-Cell").nth(self._place(grade_id))

    def hint(self, grade_id, number):
        """A hint of the exercise `grade_id`, folded or open."""
        below = self.panel.locator(".jp-Cell").nth(self._place(grade_id) + 1)
        return below.locator("details").nth(number - 1)

    def _place(self, grade_id):
        return [cell.metadata.get("nbgrader", {}).get("grade_id") for cell in self.cells].index(grade_id)

    def write(self, grade_id, source):
        """Type an answer in the place of what is there."""
        editor = self[grade_id].locator(".cm-content")
        editor.click()
        editor.press("Control+A")
        self.page.keyboard.insert_text(source)

    def run(self, grade_id):
        """Run a cell with Shift+Enter; returns its output's text."""
        cell = self[grade_id]
        cell.locator(".jp-InputPrompt").click()
        self._running(cell, lambda: self.page.keyboard.press("Shift+Enter"))
        return cell.locator(".jp-OutputArea").text_content()

    def run_all(self):
        """Run all cells, by the menu, until the end or the first test that is not passed."""
        first = self.panel.locator(".jp-CodeCell").first
        self._running(first, lambda: choose(self.page, "Run", "Run All Cells"))

    def _running(self, cell, start):
        """Start something that runs `cell`, and wait until nothing runs."""
        prompt = cell.locator(".jp-InputArea-prompt")
        before = prompt.text_content()
        start()
        expect(prompt).not_to_have_text(before)
        expect(self.panel.locator(".jp-InputArea-prompt", has_text="*")).to_have_count(0)

    def validate(self):
        """Press Validate; returns what the box says, and leaves it open."""
        self.panel.get_by_role("button", name="Validate").click()
        box = self.page.locator(".jp-Dialog-content")
        expect(box).to_contain_text("test")
        return box.inner_text()

    def figures(self):
        """The pictures in the outputs, of which each has loaded."""
        found = self.panel.locator(".jp-OutputArea-output img")
        assert found.evaluate_all("all => all.every(one => one.complete && one.naturalWidth)"), "a picture is broken"
        return found

    def in_red(self):
        """Errors, and what is written to stderr."""
        return self.panel.locator("[data-mime-type='application/vnd.jupyter.stderr']").all_text_contents()

    def blemishes(self):
        """What no reader should see: log messages, tags and formulas as their source, and what is cut off."""
        noise = [text for text in self.in_red() if not text.startswith(("✗ Not yet: ", "○ Not started: "))]
        prose = "\n".join(self.panel.locator(".jp-RenderedHTMLCommon:not(pre)").all_text_contents())
        raw = RAW.findall(prose)
        return noise + raw + self.panel.evaluate(STICKING_OUT)

    def picture(self, name, of=None):
        """Keep a picture of the window, with the output of the cell `of` in it."""
        if of:
            self[of].locator(".jp-OutputArea").scroll_into_view_if_needed()
        PICTURES.mkdir(parents=True, exist_ok=True)
        self.page.screenshot(path=PICTURES / f"{name}.png")

    def close_box(self):
        self.page.locator(".jp-Dialog").get_by_role("button", name="Ok").click()


def choose(page, menu, *items):
    """Choose an item of a menu, or of a menu in it."""
    page.get_by_role("menuitem", name=menu, exact=True).click()
    for item in items:
        page.locator(".lm-Menu").get_by_text(item, exact=True).click()


def change_theme(page, name):
    choose(page, "Settings", "Theme", name)
    page.locator(f"body[data-jp-theme-name='{name}']").wait_for(state="attached")
