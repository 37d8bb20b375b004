"""A small table of the chapter's tests, done and open."""

import ast
import html
import os
from pathlib import Path

from IPython.display import display

from .exercise import outcomes
from .messages import say


def progress():
    """Show which tests of this chapter's exercises pass, are not yet correct, or are not started, in this session."""
    notebook = _this_notebook()
    tests = chapter_tests(notebook) if notebook else [(name, title, 0) for name, title in outcomes]
    if not tests:
        print(say("progress_empty"))
        return
    states = [outcomes.get((name, title), "not_started") for name, title, _ in tests]
    max_points = sum(points for _, _, points in tests)
    summary = say(
        "progress_title" if max_points else "progress_title_ungraded",
        done=states.count("correct"),
        total=len(tests),
        points=sum(points for (_, _, points), state in zip(tests, states) if state == "correct"),
        max_points=max_points,
    )
    rows = {}
    for (name, title, points), state in zip(tests, states):
        rows.setdefault(name, []).append((title, points, state))
    body = "".join(
        f"<tr><th scope='row' style='text-align:left'><code>{html.escape(name)}</code></th><td style='text-align:left'>"
        + "<br>".join(f"{say('state_' + state)} {html.escape(title)}" for title, _, state in parts)
        + f"</td><td>{sum(points for _, points, _ in parts):g}</td></tr>"
        for name, parts in rows.items()
    )
    head = "".join(
        f"<th scope='col' style='text-align:left'>{say('progress_' + key)}</th>"
        for key in ("exercise", "tests", "points")
    )
    table = f"<table><caption>{summary}</caption><thead><tr>{head}</tr></thead><tbody>{body}</tbody></table>"
    lines = [summary] + [
        f"{say('state_' + state)} {name}: {title}" for name, parts in rows.items() for title, _, state in parts
    ]
    display({"text/html": table + f"<p>{say('progress_note')}</p>", "text/plain": "\n".join(lines)}, raw=True)


def chapter_tests(path):
    """The test cells of a notebook.

    Args:
        path: the notebook's file.

    Returns:
        list of (function name, title, points), in order.
    """
    import nbformat  # here and not above, because it takes a second

    tests = []
    for cell in nbformat.read(path, as_version=4).cells:
        nbgrader = cell.metadata.get("nbgrader", {})
        if cell.cell_type == "code" and nbgrader.get("grade"):
            called = exercise_of(cell.source)
            if called:
                tests.append((*called, float(nbgrader.get("points", 0))))
    return tests


def exercise_of(source):
    """The two arguments of `checks.exercise(name, title)` in a test cell's source, or None."""
    try:
        tree = ast.parse(source)
    except SyntaxError:  # a test cell that a student has edited
        return None
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "exercise":
            values = [argument.value for argument in node.args if isinstance(argument, ast.Constant)]
            if len(values) == 2:
                return tuple(values)
    return None


def _this_notebook():
    """The file of the notebook that is running: Jupyter's own word for it, else the only notebook in the folder."""
    session = Path(os.environ.get("JPY_SESSION_NAME", ""))
    if session.suffix == ".ipynb" and Path(session.name).exists():
        return Path(session.name)
    notebooks = sorted(Path.cwd().glob("*.ipynb"))
    return notebooks[0] if len(notebooks) == 1 else None
