"""Make the course as a book: a static site of the chapters, with search, that loads nothing from elsewhere.

course/*/*.ipynb     -->  build/book/students     the releases, without answers and hidden tests
solutions/*/*.ipynb  -->  build/book/instructors  with answers, outputs and the instructor's notes

Nothing is executed. book/ has Sphinx's settings. A page has the address of its released notebook, so that links to
Binder and Colab open that.
"""

import re
import shutil
import subprocess
import sys
import tempfile
from pathlib import Path

import nbformat

from tools.build import ROOT, sources
from tools.release import REPOSITORY

BOOK = ROOT / "book"
FOLDERS = {"students": "course", "instructors": "solutions"}
TITLES = {"students": "Keras course", "instructors": "Keras course, with answers"}


class SiteError(Exception):
    """The book cannot be made; the message says why."""


# BOOK.md says this to who reads the repository.
MADE_BY = " This page is made from the chapters by `make build`: do not edit it."


def titled(text):
    """Markdown that calls the other pages by their titles, not by the names of their files."""
    return re.sub(r"\[\w+\.md\]\(", "[](", text)


def labelled(text, chapter):
    """Markdown whose numbered sections and exercises have labels to link to: `section-3-of-01-basics`.

    Args:
        text: str, a cell of the chapter.
        chapter: str, such as "01-basics".
    """
    text = re.sub(r"^(?=## (\d+)\. )", rf"(section-\1-of-{chapter})=\n", text, flags=re.MULTILINE)
    return re.sub(r"^(?=### Exercise (\d+): )", rf"(exercise-\1-of-{chapter})=\n", text, flags=re.MULTILINE)


def chapter_page(path):
    """The notebook at `path` as a page: with its number and labels, and with its test cells folded."""
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[0].source = notebook.cells[0].source.replace("# ", f"# {path.stem[:2]} ", 1)
    for cell in notebook.cells:
        if cell.cell_type == "markdown":
            cell.source = labelled(titled(cell.source), path.stem)
        elif cell.metadata.get("nbgrader", {}).get("grade"):
            cell.metadata["tags"] = [*cell.metadata.get("tags", []), "hide-input"]
    return notebook


def map_page(text):
    """BOOK.md with links to each exercise and its section."""
    lines, chapter = [], None
    for line in titled(text.replace(MADE_BY, "")).splitlines():
        if begins := re.match(r"## \[.+\]\(course/(.+)/", line):
            chapter = begins[1]
        row = rf"| \1 | [\2](#exercise-\1-of-{chapter}) | [\3. \4](#section-\3-of-{chapter}) |"
        lines.append(re.sub(r"^\| (\d+) \| ([^|]+) \| (\d+)\. ([^|]+) \|", row, line))
    return "\n".join(lines)


def glossary_page(text):
    """GLOSSARY.md with links to the sections that introduce the terms."""
    return re.sub(r"\[(\d\d, section (\d+))\]\(course/(.+?)/.+?\)", r"[\1](#section-\2-of-\3)", titled(text))


def repository():
    """The address of the course's repository by pyproject.toml; "" as long as it does not name the owner."""
    return "" if "OWNER" in REPOSITORY else REPOSITORY


def lay_out(edition, folder):
    """Write the pages of an edition, as Sphinx reads them, into a folder."""
    shutil.copy(BOOK / "index.md", folder)
    for name, page in {"BOOK.md": map_page, "GLOSSARY.md": glossary_page}.items():
        (folder / name).write_text(page((ROOT / name).read_text(encoding="utf-8")), encoding="utf-8")
    for source in sources():
        target = folder / "course" / source.stem / f"{source.stem}.ipynb"
        target.parent.mkdir(parents=True)
        nbformat.write(chapter_page(ROOT / FOLDERS[edition] / source.stem / target.name), target)
        notes = source.with_name("INSTRUCTOR.md")
        if edition == "instructors" and notes.exists():
            shutil.copy(notes, target.parent)


def make(edition, output, repository):
    """Make an edition of the book.

    Args:
        edition: "students" or "instructors".
        output: path of the folder for the site; what was there is replaced.
        repository: str, the address of the course's repository, for links to Binder and Colab; "" for none.

    Raises:
        SiteError: if Sphinx has something to say, such as a link that leads nowhere.
    """
    shutil.rmtree(output, ignore_errors=True)
    with tempfile.TemporaryDirectory() as scratch:
        pages, made = Path(scratch, "pages"), Path(scratch, "made")
        pages.mkdir()
        lay_out(edition, pages)
        settings = [f"-Dhtml_title={TITLES[edition]}", f"-Drepository={repository}"]
        command = [sys.executable, "-m", "sphinx", "-q", "-W", "--keep-going", "-n", "-j", "auto", "-c", BOOK]
        done = subprocess.run([*command, *settings, pages, made], capture_output=True, text=True)
        if done.returncode:
            raise SiteError(f"Sphinx cannot make the book for {edition}:\n{done.stderr}")
        shutil.rmtree(made / ".doctrees")
        shutil.copytree(made, output)


def main():
    """Make both editions under build/book."""
    try:
        for edition in FOLDERS:
            output = ROOT / "build" / "book" / edition
            make(edition, output, repository())
            print(f"{edition}: {output.relative_to(ROOT)}/index.html")
    except SiteError as error:
        raise SystemExit(str(error)) from None


if __name__ == "__main__":
    main()
