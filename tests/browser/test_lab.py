"""A student alone in JupyterLab: two chapters from the list of files to Validate. The tests are one story, in order."""

import nbformat
import pytest
from playwright.sync_api import expect

from tests.browser.lab import LAPTOP, Chapter, change_theme, choose
from tools.classroom import ROOT, answer, reference_answers

WELCOME, BASICS = "course/00-welcome/00-welcome.ipynb", "course/01-basics/01-basics.ipynb"
DONE = "course/01-basics/done.ipynb"


@pytest.fixture(scope="module")
def done(lab):
    """Chapter 1 with an answer to every exercise, beside the one that is given out."""
    answers = reference_answers(ROOT / "solutions" / "01-basics" / "01-basics.ipynb")
    nbformat.write(answer(nbformat.read(lab.course / BASICS, as_version=4), answers), lab.course / DONE)


@pytest.fixture(scope="module")
def open_chapter(lab, page, done):
    """A function that opens a chapter by its path, from the list of files."""

    def double_click(path):
        files = page.locator(".jp-DirListing-content")
        page.locator(".jp-BreadCrumbs-home").click()
        for name in path.split("/"):
            files.get_by_text(name, exact=True).dblclick()
        return Chapter(lab, page, path)

    return double_click


def test_welcome_is_open_and_runs_to_the_exercise(lab, page):
    chapter = Chapter(lab, page, WELCOME)
    chapter.picture("1-welcome")
    chapter.run_all()
    assert "Not started: scale_pixels" in chapter["scale-pixels-practice"].text_content()
    expect(chapter.panel).to_contain_text("All is well.")
    assert chapter.figures().count() == 2
    assert page.locator(".widget-slider").count() == 2
    assert chapter.blemishes() == []


def test_a_wrong_answer_is_told_a_hint_opens_and_the_right_one_passes(lab, page):
    chapter = Chapter(lab, page, WELCOME)
    chapter.write("scale-pixels", "def scale_pixels(image):\n    return image\n")
    chapter.run("scale-pixels")
    told = chapter.run("scale-pixels-practice")
    assert "✗ Not yet" in told and "1 of 3 checks passed" in told and "as it was: divide it." in told
    assert "Traceback" not in told
    chapter.picture("2-not-yet", of="scale-pixels-practice")
    hint = chapter.hint("scale-pixels", 1)
    expect(hint).not_to_have_attribute("open", "")
    hint.locator("summary").click()
    expect(hint).to_have_attribute("open", "")
    expect(hint).to_contain_text("By which number")
    chapter.picture("3-hint")
    chapter.write("scale-pixels", "def scale_pixels(image):\n    return image / 255\n")
    chapter.run("scale-pixels")
    assert "✓ Correct" in chapter.run("scale-pixels-practice")
    chapter.picture("4-correct", of="scale-pixels-practice")
    assert chapter.blemishes() == []


def test_validate_passes(lab, page):
    chapter = Chapter(lab, page, WELCOME)
    assert "Success" in chapter.validate()
    chapter.picture("5-validated")
    chapter.close_box()


def test_basics_opens_from_the_list_of_files(open_chapter):
    chapter = open_chapter(BASICS)
    chapter.run_all()
    assert "Not started: dense_layer" in chapter["dense-layer-formula"].text_content()
    assert chapter.figures().count() == 4  # digits, the model, its training, its mistakes
    assert chapter.blemishes() == []
    chapter.write("dense-layer", "def dense_layer(x, kernel, bias):\n    return x @ kernel\n")
    chapter.run("dense-layer")
    assert "The bias is missing" in chapter.run("dense-layer-formula")
    chapter.picture("6-basics-not-yet", of="dense-layer-formula")
    chapter.write("dense-layer", "def dense_layer(x, kernel, bias):\n    return x @ kernel + bias\n")
    chapter.run("dense-layer")
    assert "✓ Correct" in chapter.run("dense-layer-formula")


def test_validate_lists_what_does_not_pass(lab, page):
    chapter = Chapter(lab, page, BASICS)
    told = chapter.validate()
    chapter.picture("7-basics-validated")
    chapter.close_box()
    assert "Not started: relu" in told and "dense_layer computes the formula" not in told


def test_basics_done_runs_to_its_end(open_chapter):
    chapter = open_chapter(DONE)
    chapter.run_all()
    chapter.picture("8-basics-done")
    assert chapter.in_red() == []
    assert chapter.blemishes() == []


@pytest.mark.parametrize(
    "theme, width", [("JupyterLab Dark", 1400), ("JupyterLab Light", 800), ("JupyterLab Dark", 400)]
)
def test_nothing_is_cut_off(lab, page, theme, width):
    page.set_viewport_size(LAPTOP)
    change_theme(page, theme)
    if width == 400:
        choose(page, "View", "Appearance", "Show Left Sidebar")  # which else takes half of it
    page.set_viewport_size(LAPTOP | {"width": width})
    for path in (DONE, WELCOME):
        page.locator(".lm-TabBar-tab", has_text=path.split("/")[-1]).click()
        chapter = Chapter(lab, page, path)
        for number, figure in enumerate(chapter.figures().all(), start=1):
            figure.scroll_into_view_if_needed()
            chapter.picture(f"{width}-{path.split('/')[-1][:-6]}-{number}")
        assert chapter.blemishes() == []
