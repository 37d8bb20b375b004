"""Attacks that need no code: each function hands in a damaged submission, and its docstring says what it tries.

Args of each:
    folder: pathlib.Path, the empty folder of the submission, COURSE/submitted/STUDENT/01-basics.
    notebook: nbformat.NotebookNode, the untouched release.
"""

import copy
import io
import json
import os
import shutil
import socket
import zipfile

import nbformat

NAME = "01-basics.ipynb"
SCRIPT = "</title></pre><script>alert(1)</script>"
BREACH = "print('✓ Correct: everything.', 'keras_course_' + 'breach')"  # the word that test_attacks.py looks for
CLAIM = {"output_type": "execute_result", "execution_count": 1, "data": {"text/plain": "1"}, "metadata": {}}


def _write(folder, notebook, name=NAME):
    (folder / name).write_text(json.dumps(notebook), encoding="utf-8")


def _graded(notebook):
    """The cells that nbgrader knows, answers and tests."""
    return [cell for cell in notebook.cells if "nbgrader" in cell.metadata]


def _tests(notebook):
    return [cell for cell in _graded(notebook) if cell.metadata.nbgrader["grade"]]


def _code(source, **nbgrader):
    cell = nbformat.v4.new_code_cell(source)
    if nbgrader:
        defaults = {"grade": True, "locked": True, "points": 1, "schema_version": 3, "solution": False, "task": False}
        cell.metadata["nbgrader"] = defaults | nbgrader
    return cell


def _course(folder):
    return folder.parent.parent.parent


# Lies in the metadata.


def points_of_a_thousand(folder, notebook):
    """Every test cell says that it is worth 1000 points, and prints nothing wrong."""
    for cell in _tests(notebook):
        cell.metadata.nbgrader["points"] = 1000
        cell.source = "1000"
    _write(folder, notebook)


def points_that_are_no_number(folder, notebook):
    """The points are negative, not a number, infinite, text, a list or missing."""
    for cell, points in zip(_tests(notebook), [-1, float("nan"), float("inf"), "1000", [1], None, True, 1e400, {}]):
        cell.metadata.nbgrader["points"] = points
    del _tests(notebook)[-1].metadata.nbgrader["points"]
    _write(folder, notebook)


def test_cells_edited(folder, notebook):
    """Every test cell is unlocked and its source is the value 1, with a checksum of its own."""
    for cell in _tests(notebook):
        cell.metadata.nbgrader |= {"locked": False, "checksum": "0" * 32}
        cell.source = "1"
    _write(folder, notebook)


def test_cells_as_answers(folder, notebook):
    """Every test cell says that it is an answer, to be graded by hand."""
    for cell in _tests(notebook):
        cell.metadata.nbgrader |= {"solution": True, "locked": False}
        cell.source = "1"
    _write(folder, notebook)


def answers_as_test_cells(folder, notebook):
    """Every answer says that it is a test cell of one point."""
    for cell in _graded(notebook):
        cell.metadata.nbgrader |= {"grade": True, "solution": False, "locked": True, "points": 1}
        cell.source = "1"
    _write(folder, notebook)


def test_cells_as_text(folder, notebook):
    """Every test cell is a text cell, a task or a raw cell."""
    for cell, kind in zip(_tests(notebook), ["markdown", "raw", "markdown"] * 10):
        cell.cell_type = kind
        cell.metadata.nbgrader |= {"task": kind == "markdown", "cell_type": kind}
        del cell["outputs"], cell["execution_count"]
    _write(folder, notebook)


def test_cells_without_metadata(folder, notebook):
    """No cell holds nbgrader's metadata, and copies without tests claim the ids at the end."""
    ids = [cell.metadata.nbgrader["grade_id"] for cell in _tests(notebook)]
    for cell in _graded(notebook):
        del cell.metadata["nbgrader"]
    notebook.cells += [_code("1", grade_id=name) for name in ids]
    _write(folder, notebook)


def test_cells_twice(folder, notebook):
    """Each id stands at two cells, before and after the test, and the other one is harmless."""
    ids = [cell.metadata.nbgrader["grade_id"] for cell in _tests(notebook)]
    notebook.cells = [_code("1", grade_id=name) for name in ids] + notebook.cells
    notebook.cells += [_code("1", grade_id=name, locked=False) for name in ids]
    _write(folder, notebook)


def test_cells_renamed(folder, notebook):
    """Each test cell has another one's id, and the easiest answer is meant for all."""
    cells = _tests(notebook)
    ids = [cell.metadata.nbgrader["grade_id"] for cell in cells]
    for cell, name in zip(cells, ids[1:] + ids[:1]):
        cell.metadata.nbgrader["grade_id"] = name
    _write(folder, notebook)


def test_cells_moved(folder, notebook):
    """The test cells stand in front of all others, in reverse order, merged with the answers."""
    tests = _tests(notebook)
    for cell in tests:
        cell.source = "relu = lambda z: z.clip(0)\n" + cell.source
    notebook.cells = tests[::-1] + [cell for cell in notebook.cells if cell not in tests]
    _write(folder, notebook)


def test_cells_missing(folder, notebook):
    """No test cell, no answer and no text is there: the notebook has no cells at all."""
    notebook.cells = []
    _write(folder, notebook)


def test_cells_that_are_skipped(folder, notebook):
    """Each test cell has the tag by which grading skips cells, and a stored output that says that it is correct."""
    for cell in _tests(notebook):
        tags = ["not-when-grading", "raises-exception", "remove_cell", "skip-execution"]
        cell.metadata |= {"tags": tags, "execution": {"timeout": -1}}
        cell.outputs = [nbformat.v4.new_output("stream", text="✓ Correct: everything.\n"), nbformat.from_dict(CLAIM)]
    _write(folder, notebook)


def test_cells_of_its_own(folder, notebook):
    """Cells with ids of their own claim points, one with an id of SQL and one of a path."""
    names = ["bonus", "", "x' OR 1=1; --", "../../../gradebook.db", SCRIPT, "relu-values ", "x" * 10**6, "\x00\n"]
    notebook.cells += [_code("1000", grade_id=name, points=1000) for name in names]
    _write(folder, notebook)


def ids_of_other_types(folder, notebook):
    """The ids are numbers, lists, dicts, true and missing."""
    for cell, name in zip(_tests(notebook), [1, 1.5, [], {}, True, None, ["relu-values"]]):
        cell.metadata.nbgrader["grade_id"] = name
    del _tests(notebook)[-1].metadata.nbgrader["grade_id"]
    _write(folder, notebook)


def metadata_of_other_types(folder, notebook):
    """nbgrader's metadata are a list, a text, a number and nothing; its switches are texts."""
    cells = _graded(notebook)
    for cell, value in zip(cells, [[], "grade", 1, None, {}, {"grade": "yes", "solution": [], "locked": 0}]):
        cell.metadata["nbgrader"] = value
    for cell in cells[6:]:
        cell.metadata.nbgrader |= {"grade": "true", "solution": "false", "cell_type": 5, "checksum": []}
    _write(folder, notebook)


def schema_too_new(folder, notebook):
    """The metadata have a version that does not exist yet, at which nbgrader ends the whole batch."""
    for cell in _graded(notebook):
        cell.metadata.nbgrader["schema_version"] = 99
    _write(folder, notebook)


def schema_too_old(folder, notebook):
    """The metadata have old versions, a text and none, at which nbgrader ends the whole batch."""
    for cell, version in zip(_graded(notebook), [0, 1, 2, -1, "3", None, 3.5, []] * 10):
        cell.metadata.nbgrader["schema_version"] = version
    del _graded(notebook)[-1].metadata.nbgrader["schema_version"]
    _write(folder, notebook)


def stored_outputs(folder, notebook):
    """Every cell comes with outputs that say 1000 points, and an execution count."""
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [nbformat.from_dict(CLAIM)] * 3, 1000
    _write(folder, notebook)


def scripts_in_metadata(folder, notebook):
    """The notebook's title, authors, language, kernel and tags hold a script, where a page may show them."""
    notebook.metadata |= {
        "title": SCRIPT,
        "authors": [{"name": SCRIPT}],
        "kernelspec": {"name": SCRIPT, "display_name": SCRIPT, "language": SCRIPT},
        "language_info": {"name": SCRIPT, "pygments_lexer": SCRIPT, "codemirror_mode": {"name": SCRIPT}},
        "widgets": {"application/vnd.jupyter.widget-state+json": {"state": {SCRIPT: {}}, "version_major": SCRIPT}},
        SCRIPT: SCRIPT,
    }
    for cell in notebook.cells:
        cell.metadata |= {"tags": [SCRIPT, "remove_input"], "name": SCRIPT, "title": SCRIPT, "slideshow": SCRIPT}
        if cell.cell_type == "markdown":
            cell["attachments"] = {"a.png": {"image/png": "' onerror='alert(1)"}, "b.html": {"text/html": SCRIPT}}
            cell.source += "\n\n![a](attachment:a.png) ![b](attachment:b.html)"
    _write(folder, notebook)


def another_kernel(folder, notebook):
    """The notebook names another language and a kernel of its own, which it brings along."""
    notebook.metadata |= {
        "kernelspec": {"name": "../../kernel", "display_name": "x", "language": "bash"},
        "language_info": {"name": "bash"},
        "jupytext": {"formats": "ipynb,../../../x.py"},
    }
    _write(folder, notebook)
    (folder / "kernels/kernel").mkdir(parents=True)
    argv = ["sh", "-c", "touch keras_course_attack"]
    (folder / "kernels/kernel/kernel.json").write_text(json.dumps({"argv": argv, "display_name": "x"}))


# Damaged notebooks.


def cell_ids_not_unique(folder, notebook):
    """All cells have the same id, or none, or one that the format forbids."""
    for cell, name in zip(notebook.cells, ["same", "same", "", " ", "x" * 1000, 5, None, "../x"] * 30):
        cell["id"] = name
    _write(folder, notebook)


def format_3(folder, notebook):
    """The notebook has the format of 2013, with worksheets."""
    old = nbformat.convert(nbformat.from_dict(notebook), 3)
    _write(folder, old)


def format_of_the_future(folder, notebook):
    """The notebook says that its format is 99.5."""
    _write(folder, notebook | {"nbformat": 99, "nbformat_minor": 5})


def format_of_another_type(folder, notebook):
    """The cells are a dict, a source is a number, outputs are text, and a cell is of an unknown type."""
    cells = notebook.cells
    cells[0]["source"], cells[1]["source"], cells[2]["cell_type"], cells[3]["outputs"] = 5, None, "score", "text"
    del cells[4]["source"], cells[5]["metadata"], cells[6]["cell_type"]
    cells += [None, 1, "cell", []]
    _write(folder, notebook)


def cells_are_no_list(folder, notebook):
    """The notebook is an object with the right names, and its cells are a dict."""
    _write(folder, notebook | {"cells": {"0": notebook.cells[0]}, "metadata": []})


def cells_twice(folder, notebook):
    """The file has the name `cells` twice, once for each reader, and other names that Python gives a meaning."""
    extra = json.dumps([_code("1", grade_id="relu-values")])
    text = json.dumps(notebook | {"__class__": "x", "__proto__": {"points": 1000}})
    (folder / NAME).write_text(f'{{"cells": {extra}, {text[1:-1]}, "cells": {extra}}}')


def hundred_thousand_cells(folder, notebook):
    """A hundred thousand cells stand before the first test."""
    _write(folder, notebook | {"cells": [_code("pass") for _ in range(100_000)] + notebook.cells})


def one_huge_cell(folder, notebook):
    """One cell's source has 60 megabytes."""
    notebook.cells.insert(3, _code("x = '" + "y" * 60_000_000 + "'"))
    _write(folder, notebook)


def deeply_nested(folder, notebook):
    """The metadata are lists, a hundred thousand levels deep."""
    text = json.dumps(notebook | {"metadata": {"deep": "DEEP"}})
    (folder / NAME).write_text(text.replace('"DEEP"', "[" * 100_000 + "]" * 100_000))


def source_that_breaks_the_parser(folder, notebook):
    """Sources are nested a hundred thousand levels deep, hold null characters and lone surrogates."""
    for source in ("(" * 100_000 + ")" * 100_000, "-" * 1_000_000 + "1", "x = '\x00'", "x = '\ud800'", "%%\n!\n?"):
        notebook.cells.insert(3, _code(source))
    _write(folder, notebook)


def cut_short(folder, notebook):
    """The file ends in the middle."""
    (folder / NAME).write_text(json.dumps(notebook)[:5000])


def empty_file(folder, notebook):
    """The file is empty."""
    (folder / NAME).touch()


def not_utf_8(folder, notebook):
    """The file is UTF-16, with a byte order mark and bytes that are no text."""
    (folder / NAME).write_bytes(json.dumps(notebook).encode("utf-16") + b"\xff\xfe\x00")


def a_pickle(folder, notebook):
    """The file is a pickle that touches a file, not JSON."""
    (folder / NAME).write_bytes(b"cos\nsystem\n(S'touch keras_course_attack'\ntR.")


# No notebook where one should be.


def nothing(folder, notebook):
    """The folder is empty."""


def wrong_name(folder, notebook):
    """The notebook has other names: with a number, in capitals, with a line break, and beginning with a hyphen."""
    for name in ("01-basics (1).ipynb", "01-BASICS.ipynb", "01-basics.ipynb\n", "--force.ipynb", "*.ipynb", " .ipynb"):
        _write(folder, notebook, name)


def notebook_is_a_folder(folder, notebook):
    """In place of the notebook there is a folder of that name, with the notebook in it."""
    (folder / NAME).mkdir()
    _write(folder / NAME, notebook)


def notebook_is_a_pipe(folder, notebook):
    """In place of the notebook there is a named pipe, at which a reader waits for ever."""
    os.mkfifo(folder / NAME)


def notebook_is_a_socket(folder, notebook):
    """In place of the notebook there is a UNIX socket."""
    here = os.getcwd()
    os.chdir(folder)  # the path of a socket is short
    with socket.socket(socket.AF_UNIX) as server:
        server.bind(NAME)
    os.chdir(here)


def notebook_is_a_device(folder, notebook):
    """The notebook is a symbolic link to a device that never ends."""
    (folder / NAME).symlink_to("/dev/zero")


def notebook_is_a_link_to_the_solution(folder, notebook):
    """The notebook is a symbolic link to the solution."""
    (folder / NAME).symlink_to(_course(folder) / "solutions/01-basics" / NAME)


def notebook_is_a_link_to_a_neighbours(folder, notebook):
    """The notebook is a symbolic link, by `..`, to what somebody else handed in."""
    (folder / NAME).symlink_to(f"../../reference/01-basics/{NAME}")


def notebook_is_a_link_to_itself(folder, notebook):
    """The notebook is a symbolic link to itself."""
    (folder / NAME).symlink_to(NAME)


def folder_is_a_link(folder, notebook):
    """The submission's folder is a symbolic link to somebody else's."""
    folder.rmdir()
    folder.symlink_to(_course(folder) / "submitted/reference/01-basics")


def not_readable(folder, notebook):
    """Nobody may read the notebook, nor a folder beside it."""
    _write(folder, notebook)
    (folder / NAME).chmod(0)
    (folder / "closed").mkdir(mode=0)


# Other files.


def links_beside_the_notebook(folder, notebook):
    """Beside the notebook stand links to the gradebook, the canary, the solutions, the whole disk and each other."""
    _write(folder, notebook)
    for name, place in {
        "data.txt": _course(folder) / "canary.txt",
        "data.db": _course(folder) / "gradebook.db",
        "data": _course(folder) / "solutions",
        "up": "../..",
        "disk": "/",
        "loop": "loop",
        "passwd": "/etc/passwd",
        "environ": "/proc/self/environ",
        "zero": "/dev/zero",
    }.items():
        (folder / name).symlink_to(place)


def pipes_beside_the_notebook(folder, notebook):
    """Beside the notebook stand a named pipe and a socket, at which a copy waits for ever."""
    _write(folder, notebook)
    os.mkfifo(folder / "data.csv")
    notebook_is_a_socket(folder / "..", notebook)
    os.replace(folder.parent / NAME, folder / "data.socket")


def files_of_the_grader(folder, notebook):
    """Beside the notebook stand files by which a grader marks what is done, and a gradebook of its own."""
    _write(folder, notebook)
    for name in (".graded", ".autograded", "gradebook.db", "score.json", "results.json", "feedback/01-basics.html"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text('{"score": 1000, "status": "done"}')
    for name in ("timestamp.txt", ".ipynb_checkpoints/01-basics-checkpoint.ipynb"):
        (folder / name).parent.mkdir(exist_ok=True)
        (folder / name).write_text("99999-99-99 not a time " + "9" * 10_000)


def settings_beside_the_notebook(folder, notebook):
    """Beside the notebook stand settings for nbgrader, Jupyter, IPython, pytest and Python, each with code in it."""
    _write(folder, notebook)
    for name in ("nbgrader_config.py", "jupyter_config.py", "ipython_config.py", "ipython_kernel_config.py"):
        (folder / name).write_text(f"{BREACH}\nopen('keras_course_attack', 'w')\n")
    for name in ("conftest.py", "pyproject.toml", "setup.cfg", ".env", "pyvenv.cfg", "Makefile"):
        (folder / name).write_text(BREACH)
    (folder / "jupyter_config.json").write_text('{"Autograde": {"sanitize_preprocessors": []}}')


def modules_beside_the_notebook(folder, notebook):
    """Beside the notebook stand modules with the names of those that the tests and the grader import."""
    _write(folder, notebook)
    names = "sitecustomize usercustomize numpy keras tensorflow json secrets queue nbformat nbgrader tempfile".split()
    for name in [*names, "utils/__init__", "utils/checks/__init__", "utils/datasets/__init__", "checks"]:
        (folder / f"{name}.py").parent.mkdir(parents=True, exist_ok=True)
        (folder / f"{name}.py").write_text(f"{BREACH}\nraise SystemExit(0)\n")
    (folder / "keras_course_attack.pth").write_text(f"import os; {BREACH}\n")


def names_of_files(folder, notebook):
    """Files have names with line breaks, hyphens, HTML, bytes that are no text, and of 255 letters."""
    _write(folder, notebook)
    for name in (b"a\nb.txt", b"--force", b"-rf", b"<script>alert(1)<script>", b"\xff\xfe", b"x" * 255):
        with open(os.fsencode(folder) + b"/" + name, "w") as file:
            file.write("data")
    deep = folder
    for _ in range(15):
        deep = deep / ("d" * 200)
        try:
            deep.mkdir()
        except OSError:
            break


def many_files(folder, notebook):
    """Twenty thousand files lie beside the notebook."""
    _write(folder, notebook)
    for number in range(20_000):
        (folder / f"{number}.txt").touch()


def sparse_file(folder, notebook):
    """A file of four gigabytes that takes no room here, and would wherever it is copied to."""
    _write(folder, notebook)
    with open(folder / "data.bin", "wb") as file:
        file.truncate(4 << 30)


def zip_bomb(folder, notebook):
    """An archive of two gigabytes of zeros, one that unpacks to `..`, and one that holds links."""
    _write(folder, notebook)
    with zipfile.ZipFile(folder / "01-basics.zip", "w", zipfile.ZIP_DEFLATED) as archive:
        with archive.open("zeros", "w", force_zip64=True) as file:
            for _ in range(128):
                file.write(bytes(1 << 24))
        archive.writestr("../../reference/01-basics/01-basics.ipynb", "{}")
        archive.writestr("/keras_course_attack", "")
        link = zipfile.ZipInfo("link")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, "/etc/passwd")
    nested = io.BytesIO()
    with zipfile.ZipFile(nested, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.write(folder / "01-basics.zip", "again.zip")
    (folder / "again.zip").write_bytes(nested.getvalue())


def second_notebook(folder, notebook):
    """Beside the notebook stands a second one, whose test cells are all 1, and a copy of it in a folder."""
    easy = copy.deepcopy(notebook)
    for cell in _tests(easy):
        cell.source = "1"
    _write(folder, notebook)
    _write(folder, easy, "00-first.ipynb")
    _write(folder, easy, "01-basics-copy.ipynb")
    (folder / "01-basics").mkdir()
    _write(folder / "01-basics", easy)
    shutil.copytree(folder / "01-basics", folder / "solutions" / "01-basics")
