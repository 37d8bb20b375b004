"""Grade one chapter of a class: every hand-in that is new or has changed, or whose tests have changed."""

import logging
import os
import statistics
import time
import warnings
from typing import Annotated

import typer
from rich.box import SIMPLE
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn, TimeRemainingColumn
from rich.table import Table

app = typer.Typer(help=__doc__, add_completion=False)
console = Console()
SHOWN = 20  # hand-ins of which something is told


@app.command()
def grade(
    chapter: Annotated[str, typer.Argument(help="The chapter, such as 01-basics.")],
    student: Annotated[list[str] | None, typer.Option(help="Only this student; may be given several times.")] = None,
    workers: Annotated[int, typer.Option(min=1, help="Hand-ins executed at a time.")] = os.cpu_count() or 1,
    scheduler: Annotated[str | None, typer.Option(help="Execute on a Dask cluster: tcp://HOST:8786.")] = None,
    trusted: Annotated[
        bool, typer.Option("--trusted", help="Do not lock student code away: for code that is all your own.")
    ] = False,
) -> None:
    from . import pool, sandbox
    from .batch import Batch, Stopped, stopping

    if trusted:
        console.print(
            "[bold red]--trusted: student code is not locked away.[/] It can read the solutions, other hand-ins and "
            "all your files, change grades, and use the network."
        )
    started = time.monotonic()
    done, nbgrader = [], _nbgrader()
    try:
        batch = Batch(nbgrader, nbgrader.coursedir, chapter, trusted)
        students = batch.students()
        unknown = sorted(set(student or []) - set(students))
        if unknown:
            _fail(f"{', '.join(unknown)} handed in nothing for {chapter}: look into submitted/.")
        students = student or students
        if not students:
            _fail(f"Nobody has handed in {chapter}: there is no submitted/STUDENT/{chapter}.")
        with stopping(), batch.alone(), pool.executor(workers, scheduler, trusted) as (executor, window):
            with _progress() as progress:
                left = len(students)
                task = progress.add_task(chapter, total=left)
                for graded in batch.grade(students, executor, window):
                    done.append(graded)
                    if graded.unchanged:  # it says nothing about the time that the others take
                        left -= 1
                        progress.update(task, total=left)
                    else:
                        progress.advance(task)
    except (Stopped, sandbox.Unsafe, sandbox.Broken, pool.NoPool) as problem:
        _show(chapter, done, started)
        _fail(str(problem))
    except KeyboardInterrupt:
        _show(chapter, done, started)
        _fail("Interrupted. What has been graded is kept; give the same command again to go on.")
    _show(chapter, done, started)
    if batch.copy:
        copy = batch.copy.relative_to(nbgrader.coursedir.root)
        console.print(f"Gradebook as it was before: {copy}", highlight=False)
    if any(one.problem for one in done):
        raise typer.Exit(1)


def _nbgrader():
    """nbgrader, with the configuration of the course in this folder."""
    from nbgrader.apps import NbGrader
    from nbgrader.coursedir import CourseDirectory
    from sqlalchemy.exc import SAWarning

    warnings.simplefilter("ignore", SAWarning)  # nbgrader's own, harmless
    nbgrader = NbGrader(log_level=logging.CRITICAL)
    nbgrader.initialize([])
    nbgrader.log.setLevel(logging.WARNING)
    for log in (nbgrader.log, logging.getLogger("tornado.application")):  # the gradebook has it from there
        log.handlers = [logging.NullHandler()]
        log.propagate = False
    nbgrader.coursedir = CourseDirectory(parent=nbgrader)
    return nbgrader


def _progress():
    columns = [TextColumn("{task.description}"), BarColumn(), MofNCompleteColumn()]
    columns += [TimeElapsedColumn(), TextColumn("left"), TimeRemainingColumn()]
    # Hand-ins differ so much that the last half minute says little: the time left comes from the last thousand.
    return Progress(*columns, console=console, speed_estimate_period=float("inf"))


def _show(chapter, done, started):
    """The summary of a batch, as a table."""
    if not done:
        return
    new = [one for one in done if not one.unchanged]
    seconds = time.monotonic() - started
    points = [one.points for one in done]
    title = f"{chapter}: {len(done)} hand-in{'s' * (len(done) != 1)}"
    table = Table("", "", box=SIMPLE, show_header=False, title=title)
    table.add_row("graded now", f"{len(new)} in {seconds:.0f} s, {60 * len(new) / seconds:.0f} a minute")
    table.add_row("graded before, unchanged", str(len(done) - len(new)))
    table.add_row("late", str(sum(one.late > 0 for one in done)))
    table.add_row("could not be graded: 0 points", str(sum(one.problem is not None for one in done)))
    table.add_row(
        "points", f"median {statistics.median(points):g}, lowest {min(points):g}, highest {max(points):g}"
    )
    console.print(table)
    told = [(one.student, text) for one in done for text in ([one.problem] if one.problem else one.notes)]
    for name, text in told[:SHOWN]:
        console.print(f"{name}: {text}", highlight=False, markup=False)
    if len(told) > SHOWN:
        console.print(f"... and {len(told) - SHOWN} more of this kind.")


def _fail(text):
    console.print(text, style="red", highlight=False, markup=False)
    raise typer.Exit(2)


if __name__ == "__main__":
    app(prog_name="python -m utils.grading")
