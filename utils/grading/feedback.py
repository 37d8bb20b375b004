"""The feedback page: each exercise with its text, the student's answer, what the tests said, points and comments.

nbgrader's GenerateFeedback makes it with `FeedbackExporter`, which nbgrader_config.py names. A notebook's other cells
are in the student's hands already. Nor does the page show the source of a test: its sentences say what it is about,
and hidden tests stay hidden.
"""

import re
from functools import cache, lru_cache
from pathlib import Path

from jinja2 import Environment, FileSystemLoader
from markupsafe import Markup
from nbconvert.exporters import Exporter
from nbconvert.filters import strip_ansi
from pygments import highlight
from pygments.formatters import HtmlFormatter
from pygments.lexers import get_lexer_by_name

from .harmless import harmless, markdown, nbgrader_of
from .preprocess import RESTORED

# A heading of Markdown, or a block of code, in which the same is a comment.
HEADING = re.compile(r"^```(?s:.*?)^```|^#{1,6} +(.+)", flags=re.MULTILINE)

HINT = re.compile(r"<summary>Hint \d+</summary>")

# The errors by which `utils.checks` tells an outcome in sentences. Any other's traceback would show the test's source.
OUTCOMES = {"NotYet", "NotStarted"}


class FeedbackExporter(Exporter):
    """Makes the feedback page of an autograded notebook; nbgrader's GetGrades puts points and comments in."""

    file_extension = ".html"
    output_mimetype = "text/html"

    def from_notebook_node(self, nb, resources=None, **options):
        """Convert a notebook.

        Args:
            nb: nbformat.NotebookNode, the autograded submission.
            resources: dict with nbgrader's part, `nbgrader`.

        Returns:
            (str, dict): the page, and the resources.
        """
        chapter = next((title for cell in nb.cells for title, _ in _headings(cell)), None)
        restored = nb.metadata.get(RESTORED)
        nb.cells = [cell for exercise in exercises(nb.cells) for cell in exercise]
        nb, resources = super().from_notebook_node(harmless(nb), resources, **options)
        told = {"chapter": chapter, "restored": restored, "exercises": [_told(cells) for cells in exercises(nb.cells)]}
        return _template("feedback").render(**told, **resources["nbgrader"]), resources


def refused_page(student, assignment, notebook, problem):
    """The page for a hand-in that could not be graded.

    Args:
        student, assignment, notebook: str, who should have handed in what.
        problem: str, the sentence that says why it could not be graded.

    Returns:
        str.
    """
    told = {"student": student, "assignment": assignment, "notebook": notebook, "problem": problem}
    return _template("refused").render(told)


def exercises(cells):
    """The exercises among the cells of a notebook.

    Args:
        cells: list of nbformat.NotebookNode.

    Returns:
        list of lists of cells: the text from the last heading on, the answer, the hints, and the tests. Code between
        these is a helper, or a piece of the answer, that the student put there.
    """
    found, current, text, own = [], None, [], []
    for cell in cells:
        part = nbgrader_of(cell)
        if part and (part["solution"] or part["grade"] or part["task"]):
            if current is None:
                current = text
                found.append(current)
            current += [*own, cell]
            own = []
        elif _headings(cell):
            current, text, own = None, [cell], []
        elif current is None and cell.cell_type == "markdown":
            text.append(cell)
        elif current is not None and _is_hints(cell):
            current.append(cell)
        elif current is not None and cell.cell_type == "code":
            own.append(cell)
    return found


def _headings(cell):
    """The headings in a cell: list of (title, place where its line ends)."""
    if cell.cell_type != "markdown":
        return []
    return [(found[1][:200].replace("`", ""), found.end()) for found in HEADING.finditer(cell.source) if found[1]]


def _told(cells):
    """What the template needs of an exercise; its text begins below the last heading."""
    title, end = (_headings(cells[0]) or [(None, 0)])[-1]
    cells[0].source = cells[0].source[end:]
    hints = sum(len(HINT.findall(cell.source)) for cell in cells if cell.cell_type == "markdown")
    shown = [cell for cell in cells if not _is_hints(cell)]
    graded = [cell for cell in shown if "score" in cell.metadata.get("nbgrader", {})]
    parts = [cell.metadata.nbgrader for cell in graded]
    points = {"score": sum(part.score for part in parts), "points": sum(part.points for part in parts)}
    return {"title": title, "cells": shown, "hint": _next_hint(graded, hints), **points}


def _is_hints(cell):
    return cell.cell_type == "markdown" and bool(HINT.search(cell.source)) and not nbgrader_of(cell)


def _next_hint(graded, hints):
    """The number of the hint to open, of so many: they lead from the idea almost to the answer. None if all is well."""
    tests = [cell for cell in graded if not cell.metadata.nbgrader.solution]
    failed = [cell for cell in tests if cell.metadata.nbgrader.score < cell.metadata.nbgrader.points]
    if not failed or not hints:
        return None
    if all(outcome(cell).startswith("○") for cell in failed):
        return 1
    return min(2, hints) if len(failed) == len(tests) else hints


def outcome(cell):
    """What a test cell said, as text."""
    told = []
    for output in cell.outputs:
        if output.output_type == "stream":
            told.append(output.text)
        elif output.output_type == "error":
            sentences = "\n".join(output.traceback) if output.ename in OUTCOMES else f"{output.ename}: {output.evalue}"
            told.append(strip_ansi(sentences))
    return "".join(told).strip()


_lexer, _formatter = get_lexer_by_name("ipython3"), HtmlFormatter(nowrap=True)


@lru_cache(maxsize=2000)  # many have the same answer, or none yet
def python(source):
    """Python code as HTML, in colours."""
    return Markup(highlight(source, _lexer, _formatter))


@cache
def _template(name):
    environment = Environment(loader=FileSystemLoader(Path(__file__).parent / "templates"), autoescape=True)
    environment.filters |= {"markdown": markdown, "outcome": outcome, "python": python, "strip_ansi": strip_ansi}
    environment.globals["python_style"] = Markup(_formatter.get_style_defs("code"))
    environment.trim_blocks = environment.lstrip_blocks = True
    return environment.get_template(f"{name}.html.j2")
