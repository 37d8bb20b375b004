"""Show, fetch and check the files that the course loads."""

import os
import shutil
from contextlib import suppress
from pathlib import Path
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.table import Table

from utils.datasets import files
from utils.datasets.registry import ITEMS, Item

app = typer.Typer(help=__doc__, add_completion=False, no_args_is_help=False)


@app.callback(invoke_without_command=True)
def main(context: typer.Context) -> None:
    if context.invoked_subcommand is None:
        show()


@app.command("list")
def show() -> None:
    """Show every file: what it is for, its size, where it is; then sources and licences."""
    table = Table("file", "what for", "MB", "found in", box=SIMPLE)
    table.columns[0].overflow = "fold"
    sources = {}
    for item in ITEMS.values():
        place = files.where(item.name) or "not here yet"
        table.add_row(item.name, item.purpose, f"{item.bytes / 1e6:.2f}", place)
        sources.setdefault(f"{item.citation}. Licence: {item.licence}.", []).append(item.name)
    Console().print(table)
    for source, names in sources.items():
        say(f"{', '.join(names)}: {source}")
    say("")
    for place, folder in files.folders().items():
        say(f"{place}: {folder}")


@app.command()
def fetch(
    names: Annotated[list[str] | None, typer.Argument(help="File names; all files if none is given.")] = None,
    to: Annotated[
        Path | None, typer.Option(help="Copy them into this folder, for KERAS_COURSE_DATA on other machines.")
    ] = None,
) -> None:
    """Download what is not here yet, for a class without a network for instance."""
    failed = False
    for name in names or ITEMS:
        try:
            item = files.registered(name)
            if to is None:
                _, origin = files.obtain(item)
                say(f"{name}: {origin}.")
            else:
                say(f"{name}: {bring(item, to)}.")
        except files.DataError as problem:
            failed = True
            complain(problem)
    if failed:
        raise typer.Exit(1)
    if to is not None:
        say(f"On other machines, set KERAS_COURSE_DATA to the path of this folder, {to}.")


def bring(item: Item, folder: Path) -> str:
    """Make sure that `folder` holds the file; says in a few words how it came there."""
    target = folder / item.name
    if target.is_file():
        if files.flaw_of(target, item) is None:
            return f"already in {folder}"
        with suppress(OSError):
            target.unlink()  # or it would be found here again, should KERAS_COURSE_DATA name this folder
    path, origin = files.obtain(item)
    with files.new_file(target) as copy, open(path, "rb") as original:
        shutil.copyfileobj(original, copy)
    return f"{origin}, copied to {folder}"


@app.command()
def verify() -> None:
    """Check every file that is here against its checksum; the exit code is 1 if one is broken."""
    found = broken = 0
    for place, folder in files.folders().items():
        for item in ITEMS.values():
            path = folder / item.name
            if not os.path.isfile(path):
                continue
            found += 1
            flaw = files.flaw_of(path, item)
            if flaw is None:
                say(f"{item.name} in {place} is as it should be.")
            else:
                broken += 1
                advice = (
                    f"Replace it: python -m utils.datasets fetch {item.name} --to {folder}"
                    if place == "KERAS_COURSE_DATA"
                    else f"Get it again: python -m utils.datasets fetch {item.name}"
                )
                complain(f"{path} {flaw}. {advice}")
    if not found:
        say("No file is here yet. Get them: python -m utils.datasets fetch")
    if broken:
        raise typer.Exit(1)


def say(sentence: str) -> None:
    Console().print(sentence, soft_wrap=True, highlight=False, markup=False)


def complain(sentence: object) -> None:
    Console(stderr=True).print(str(sentence), style="red", soft_wrap=True, highlight=False, markup=False)


if __name__ == "__main__":
    app(prog_name="python -m utils.datasets")
