"""Write the course for students: python -m tools.release makes a folder and a zip in build/release.

Neither solutions nor tests nor the grader are in it. The same course gives the same bytes.
"""

import re
import shutil
import tomllib
import zipfile
from typing import Annotated

import nbformat
import typer
from nbformat.v4 import new_code_cell, new_markdown_cell
from rich.console import Console

from tools.build import ROOT, is_stale, sources

NAME = "keras-course"
KEPT = [
    "course/*/*.ipynb", "utils/*.py", "utils/checks/*.py", "utils/datasets/*.py", "utils/plotting/*.py",
    "binder/*", ".jupyter/*.py", ".jupyter/labconfig/*.json", "tools/system.py",
    "GLOSSARY.md", "LICENSE", ".gitignore", "environment.yml", "nbgrader_config.py", "pyproject.toml",
    "requirements.txt",
]  # fmt: skip
TARGETS = {"help", "lab", "clean"}  # of the Makefile; what sets up belongs to no target of its own

PROJECT = tomllib.loads((ROOT / "pyproject.toml").read_text(encoding="utf-8"))["project"]
REPOSITORY = PROJECT["urls"]["Repository"]  # where the release is pushed to

console = Console()


class ReleaseError(Exception):
    """The course cannot be released; the text says why and what to do."""


def write_release(folder, repository=REPOSITORY):
    """Write the students' course.

    Args:
        folder: pathlib.Path, which is made anew.
        repository: str, the address of the public repository, for Colab.

    Returns:
        pathlib.Path of the zip, which lies beside the folder.

    Raises:
        ReleaseError: if a chapter is stale.
    """
    stale = [source.parent.name for source in sources() if is_stale(source)]
    if stale:
        raise ReleaseError(f"{', '.join(stale)} was changed after its last build: run `make build` first.")
    shutil.rmtree(folder, ignore_errors=True)
    for pattern in KEPT:
        for path in sorted(ROOT.glob(pattern)):
            _copy(path, folder / path.relative_to(ROOT))
    _copy(ROOT / "release" / "test_course.py", folder / "tests" / "test_course.py")
    (folder / "README.md").write_text(readme(), encoding="utf-8")
    (folder / "Makefile").write_text(makefile(), encoding="utf-8")
    for path in sorted(folder.glob("course/*/*.ipynb")):
        (folder / "colab").mkdir(exist_ok=True)
        nbformat.write(for_colab(nbformat.read(path, as_version=4), repository), folder / "colab" / path.name)
    return _zip(folder)


def readme():
    """The README of the release: its own beginning, and the page for students of this repository's README."""
    text = (ROOT / "README.md").read_text(encoding="utf-8")
    sections = re.split(r"(?m)^(?=## )", text)
    kept = [one for one in sections if one.startswith(("## For students", "## Licence"))]
    return (ROOT / "release" / "README.md").read_text(encoding="utf-8") + "".join(kept)


def makefile():
    """The Makefile of the release: what sets up and opens the course, and a test of its own."""
    blocks = (ROOT / "Makefile").read_text(encoding="utf-8").split("\n\n")
    kept = [one for one in blocks if not (target := re.match(r"([a-z-]+):", one)) or target[1] in TARGETS]
    kept = [f".PHONY: {' '.join(sorted(TARGETS | {'test'}))}" if one.startswith(".PHONY") else one for one in kept]
    place = next(n for n, one in enumerate(kept) if one.startswith("lab:"))
    kept.insert(place + 1, "test: $(READY)       ## Run every chapter once.\n\t$(BIN)/python -m pytest tests")
    return "\n\n".join(kept)


def for_colab(notebook, repository=REPOSITORY):
    """A chapter whose first cells install the course in Google Colab, and do nothing elsewhere.

    Args:
        notebook: nbformat.NotebookNode.
        repository: str, the address of the public repository.
    """
    tensorflow = next(one for one in PROJECT["optional-dependencies"]["cpu"] if one.startswith("tensorflow>"))
    wanted = [tensorflow.split(";")[0], f"{NAME} @ {repository}/archive/refs/heads/main.zip"]
    note = new_markdown_cell(
        "**In Google Colab**, run the next cell first. It installs the course, which takes a minute or two; if Colab "
        "then asks you to restart the session, do so. Elsewhere the cell does nothing.",
        id="colab-note",
    )
    source = f'import sys\n\nif "google.colab" in sys.modules:\n    %pip install --quiet {_quoted(wanted)}'
    install = new_code_cell(source, id="colab-install", metadata={"tags": ["not-when-grading"]})
    notebook.cells[:0] = [note, install]
    return notebook


def _quoted(wanted):
    return " ".join(f'"{one}"' for one in wanted)


def _copy(path, target):
    target.parent.mkdir(parents=True, exist_ok=True)
    shutil.copy(path, target)


def _zip(folder):
    path = folder.with_suffix(".zip")
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for file in sorted(one for one in folder.rglob("*") if one.is_file()):
            entry = zipfile.ZipInfo(str(file.relative_to(folder.parent).as_posix()))  # without a date
            entry.external_attr = (0o755 if file.stat().st_mode & 0o100 else 0o644) << 16
            entry.compress_type = zipfile.ZIP_DEFLATED
            archive.writestr(entry, file.read_bytes())
    return path


def main(
    repository: Annotated[str, typer.Option(help="Address of the public repository, for Colab.")] = REPOSITORY,
) -> None:
    """Write build/release/keras-course and its zip."""
    try:
        path = write_release(ROOT / "build" / "release" / NAME, repository)
    except ReleaseError as error:
        console.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(1) from None
    console.print(f"{path.with_suffix('').relative_to(ROOT)} is ready to be pushed, and {path.name} to be given out.")


if __name__ == "__main__":
    typer.run(main)
