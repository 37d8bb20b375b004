"""Make the derived notebooks of every chapter from its text source.

solutions/NN-name/NN-name.py  --jupytext, run on the real data-->  solutions/NN-name/NN-name.ipynb
solutions/NN-name/NN-name.ipynb  --nbgrader generate_assignment-->  course/NN-name/NN-name.ipynb

A notebook that is up to date stays as it is, so that a second build changes nothing.
"""

import hashlib
import tempfile
from pathlib import Path
from typing import Annotated

import jupytext
import nbformat
import typer
from nbclient import NotebookClient
from nbclient.exceptions import CellExecutionError
from rich.console import Console
from rich.progress import Progress
from traitlets.config import Config

from tools.classroom import ROOT, Classroom, NbgraderFailed

SECONDS_PER_CELL = 900
# Tags of cells: whose real data may be out of reach for us too, and whose pictures are not ours to publish.
STAND_IN_ALLOWED = "stand-in-allowed"
PICTURE_NOT_KEPT = "picture-not-kept"
KERNEL_CONFIG = Config({"KernelManager": {"transport_encryption": "auto"}})  # or the kernel warns

console = Console()


class BuildError(Exception):
    """A chapter cannot be built; the message says why and what to do."""


def sources():
    """The text sources of all chapters, in the order of the book."""
    return sorted((ROOT / "solutions").glob("??-*/??-*.py"))


def notebook_of(source):
    """The notebook that a text source describes, without outputs.

    Args:
        source: path of a jupytext py:percent file.

    Returns:
        nbformat.NotebookNode with stable cell ids and without jupytext metadata, which could pair a released notebook
        with its answers.
    """
    notebook = jupytext.read(source)
    seen = {}
    for cell in notebook.cells:
        grade_id = cell.metadata.get("nbgrader", {}).get("grade_id")
        digest = hashlib.sha256(cell.source.encode()).hexdigest()[:12]
        seen[digest] = seen.get(digest, 0) + 1
        cell.id = grade_id or (digest if seen[digest] == 1 else f"{digest}-{seen[digest]}")
    notebook.metadata = nbformat.from_dict(
        {
            "kernelspec": {"display_name": "Python 3", "language": "python", "name": "python3"},
            "language_info": {"name": "python", "file_extension": ".py", "mimetype": "text/x-python"},
        }
    )
    notebook.nbformat, notebook.nbformat_minor = 4, 5
    return notebook


def without_outputs(notebook):
    """A copy of `notebook` as it was before it was run."""
    notebook = nbformat.from_dict(notebook)
    for cell in notebook.cells:
        if cell.cell_type == "code":
            cell.outputs, cell.execution_count = [], None
    return notebook


def is_stale(source):
    """Whether the executed notebook next to `source` is missing, was never run, or was made from another text."""
    path = source.with_suffix(".ipynb")
    if not path.exists():
        return True
    notebook = nbformat.read(path, as_version=4)
    if any(cell.cell_type == "code" and cell.execution_count is None for cell in notebook.cells):
        return True
    return without_outputs(notebook) != notebook_of(source)


def run(source):
    """Run the notebook that `source` describes and write it, with its outputs, next to it.

    Raises:
        BuildError: if a cell fails; nothing is written then.
    """
    notebook = notebook_of(source)
    with tempfile.TemporaryDirectory() as folder, Progress(console=console, transient=True) as bar:
        nbformat.write(notebook, Path(folder) / source.with_suffix(".ipynb").name)  # checks.progress() reads it
        task = bar.add_task(source.name, total=len(notebook.cells))
        client = NotebookClient(
            notebook,
            timeout=SECONDS_PER_CELL,
            kernel_name="python3",
            resources={"metadata": {"path": folder}},
            record_timing=False,
            config=KERNEL_CONFIG,
            on_cell_executed=lambda cell_index, **_: bar.update(task, completed=cell_index + 1),
        )
        try:
            client.execute()
        except CellExecutionError as error:
            raise BuildError(f"{source.name} stops when run. Mend the source, then build again.\n{error}") from None
    notebook.metadata = notebook_of(source).metadata  # without the kernel's version of Python and the state of widgets
    for cell in notebook.cells:
        if cell.cell_type == "code":
            check_outputs(source, cell)
            if PICTURE_NOT_KEPT in cell.metadata.get("tags", []):
                keep_text_only(cell)
    path = source.with_suffix(".ipynb")
    nbformat.write(notebook, path)
    return path


def check_outputs(source, cell):
    """Hold that an executed cell used the real data, unless its tag lets it, and wrote nothing to stderr.

    Raises:
        BuildError: if not.
    """
    for output in cell.outputs:
        if output.output_type == "stream" and output.name == "stderr":
            raise BuildError(
                f"{source.name} writes to stderr, which costs a student points:\n{cell.source}\n{output.text}"
            )
        loaded = output.output_type == "stream" and "load_" in cell.source
        if loaded and "stand-in" in output.text and STAND_IN_ALLOWED not in cell.metadata.get("tags", []):
            raise BuildError(
                f"{source.name} ran on a stand-in. Solutions show the real data: set KERAS_COURSE_DATA to a folder "
                "that has it, or connect to the network, and build again."
            )


def keep_text_only(cell):
    """Take the pictures out of an executed cell's outputs; their descriptions stay."""
    for output in cell.outputs:
        if "data" in output:
            output.data = {"text/plain": output.data["text/plain"]}


def release(source):
    """The student's version of a chapter, made by nbgrader from the executed notebook next to `source`; bytes.

    Raises:
        BuildError: if nbgrader refuses the chapter.
    """
    chapter = source.parent.name
    # A build needs no gradebook: nbgrader works in a folder of its own, and the instructor's stays untouched.
    with tempfile.TemporaryDirectory() as scratch:
        try:
            return Classroom(scratch, [chapter], source.parent.parent).release(chapter).read_bytes()
        except NbgraderFailed as error:
            raise BuildError(str(error)) from error


def build(
    chapters: Annotated[
        list[str] | None, typer.Argument(help="Chapters, such as 01-basics; all if none is named.")
    ] = None,
    again: Annotated[bool, typer.Option(help="Run even what is up to date, as after a change in utils.")] = False,
):
    """Make the notebooks in solutions/ and course/ from solutions/*/*.py."""
    known = {source.parent.name: source for source in sources()}
    unknown = set(chapters or ()) - known.keys()
    if unknown:
        console.print(f"There is no chapter {', '.join(sorted(unknown))}. Chapters: {', '.join(known)}.")
        raise typer.Exit(1)
    try:
        for name in chapters or known:
            source = known[name]
            if again or is_stale(source):
                console.print(f"{name}: running")
                run(source)
            released = ROOT / "course" / name / f"{name}.ipynb"
            content = release(source)
            if not released.exists() or released.read_bytes() != content:
                released.parent.mkdir(parents=True, exist_ok=True)
                released.write_bytes(content)
            console.print(f"{name}: up to date")
    except BuildError as error:
        console.print(str(error), style="red", markup=False, highlight=False)
        raise typer.Exit(1) from None


if __name__ == "__main__":
    typer.run(build)
