"""A browser, and JupyterLab as `make lab` starts it."""

import shutil

import pytest
from playwright.sync_api import sync_playwright

from tests.browser.lab import LAPTOP, SECONDS, Lab
from tools.system import PROGRAMS, missing

QUIET = ["--disable-background-networking", "--disable-component-update", "--disable-sync", "--no-first-run"]


@pytest.fixture(scope="module")
def browser():
    """Chromium. One for each file, because Playwright allows one at a time in a process."""
    if reason := missing("Chromium"):
        pytest.skip(reason)
    program = next(filter(None, map(shutil.which, PROGRAMS["Chromium"][0])))
    with sync_playwright() as playwright:
        running = playwright.chromium.launch(executable_path=program, args=["--no-sandbox", *QUIET])
        yield running
        running.close()


@pytest.fixture(scope="module")
def lab(browser, tmp_path_factory):
    """JupyterLab, as `make lab` starts it, without a network and on the stand-ins."""
    running = Lab(tmp_path_factory.mktemp("lab"))
    try:
        running.wait()
        yield running
    finally:
        running.stop()


@pytest.fixture(scope="module")
def page(browser, lab):
    """A page that shows JupyterLab."""
    page = browser.new_context(viewport=LAPTOP).new_page()
    page.set_default_timeout(1000 * SECONDS)
    page.goto(lab.address)
    page.locator("#jp-main-dock-panel").wait_for()
    return page
