"""Make BOOK.md, the book on one page, from the chapters' own words.

solutions/NN-name/NN-name.py  -->  BOOK.md

What a chapter teaches is the promise below its title; what an exercise tests is what its test cells are called.
"""

import ast
import re

from tools.build import ROOT, notebook_of, sources

PAGE = ROOT / "BOOK.md"

OPENING = """\
# The book on one page

What each chapter teaches, how long it takes, and what every exercise tests. The terms are in
[GLOSSARY.md](GLOSSARY.md). This page is made from the chapters by `make build`: do not edit it.

| chapter | what you do in it | reading | exercises | points |
|---|---|---|---|---|
"""

CHAPTER = """
## {link}

| | exercise | section | points | what is tested | id |
|---|---|---|---|---|---|
"""
ROW = "| {number} | {title} | {section} | {points} | `{function}` {what} | `{id}` |\n"


def sections(notebook):
    """The cells of a chapter by its second-level headings: {heading: list of cells}; the title's cells have ""."""
    found, heading = {"": []}, ""
    for cell in notebook.cells:
        begins = re.search(r"^## (.+)$", cell.source, flags=re.MULTILINE)
        if cell.cell_type == "markdown" and begins:
            heading = begins[1]
        found.setdefault(heading, []).append(cell)
    return found


def exercises(notebook):
    """What there is to say of each exercise of a chapter, in order.

    Returns:
        list of dict: "number", "title", "section" (its heading), "id" (the stub's grade_id), "points", "function" (its
        name) and "tests" (a list of what its test cells are called, without the function's name).
    """
    found = []
    for heading, cells in sections(notebook).items():
        for cell in cells:
            grading = cell.metadata.get("nbgrader", {})
            begins = re.search(r"^### Exercise (\d+): (.+)$", cell.source, flags=re.MULTILINE)
            if cell.cell_type == "markdown" and begins:
                found.append({"number": begins[1], "title": begins[2], "section": heading, "points": 0, "tests": []})
            elif grading.get("solution"):
                found[-1]["id"] = grading["grade_id"]
            elif grading.get("grade"):
                found[-1]["points"] += grading["points"]
                found[-1]["function"], title = called(cell.source)
                found[-1]["tests"].append(title.removeprefix(f"{found[-1]['function']} "))
    return found


def called(test):
    """The function that a test cell tests, and what it is called: the arguments of checks.exercise(function, title)."""
    (call,) = (
        node
        for node in ast.walk(ast.parse(test))
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "checks.exercise"
    )
    return [argument.value for argument in call.args]


def minutes(notebook):
    """The minutes for reading and for the exercises, from the chapter's line **Time:**; two ints.

    Raises:
        ValueError: if the line does not tell them.
    """
    told = r"\*\*Time:\*\* (\d+) minutes to read and run, (\d+) minutes for the exercise"
    for cell in notebook.cells:
        if found := re.search(told, cell.source):
            return int(found[1]), int(found[2])
    title = notebook.cells[0].source.splitlines()[0]
    raise ValueError(f"{title}: write `**Time:** 50 minutes to read and run, 70 minutes for the exercises.`")


def page(chapters):
    """The text of BOOK.md.

    Args:
        chapters: list of paths of chapters' text sources, in the order of the book.
    """
    rows, tables, figures = [], [], []
    for source in chapters:
        notebook = notebook_of(source)
        title, promise = notebook.cells[0].source.removeprefix("# ").split("\n\n", 1)
        promise = " ".join(promise.removeprefix("In this chapter you ").split())
        link = f"[{source.stem[:2]} {title}](course/{source.stem}/{source.stem}.ipynb)"
        found = exercises(notebook)
        figures.append((*minutes(notebook), sum(one["points"] for one in found)))
        rows.append("| {} | {} | {} min | {} min | {} |\n".format(link, promise[0].upper() + promise[1:], *figures[-1]))
        tables.append(CHAPTER.format(link=link))
        tables += [ROW.format(what="; ".join(one["tests"]), **one) for one in found]
    rows.append("| together | | {} min | {} min | {} |\n".format(*map(sum, zip(*figures))))
    return "".join([OPENING, *rows, *tables])


if __name__ == "__main__":
    try:
        PAGE.write_text(page(sources()), encoding="utf-8")
    except ValueError as error:
        raise SystemExit(str(error)) from None
