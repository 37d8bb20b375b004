"""A copy of the gradebook, made before a batch changes it."""

import os
import shutil
import sqlite3
import subprocess
from datetime import datetime
from pathlib import Path

from sqlalchemy.engine import make_url

KEPT = 10  # the newest copies


class NoBackup(Exception):
    """The gradebook cannot be copied; the text says why, and what to do."""


def back_up(db_url, folder, now=None):
    """Copy the gradebook into `folder`, and remove all but the newest copies.

    Args:
        db_url: the gradebook's address, as nbgrader has it.
        folder: pathlib.Path; made if needed.
        now: datetime for the file's name; the present if None.

    Returns:
        pathlib.Path of the copy; None if there is no gradebook yet.

    Raises:
        NoBackup: if it cannot be made.
    """
    url = make_url(db_url)
    folder.mkdir(parents=True, exist_ok=True)
    stem = f"gradebook-{now or datetime.now():%Y%m%d-%H%M%S-%f}"
    if url.get_backend_name() == "sqlite":
        if not Path(url.database).exists():
            return None
        copy = _sqlite(url.database, folder / f"{stem}.db")
    else:
        copy = _postgresql(url, folder / f"{stem}.sql")
    for old in sorted(folder.glob("gradebook-*"))[:-KEPT]:
        old.unlink()
    return copy


def _sqlite(database, copy):
    part = copy.with_suffix(".part")
    source, target = sqlite3.connect(database, timeout=30), sqlite3.connect(part)
    try:
        source.backup(target)
    except sqlite3.Error as error:
        part.unlink(missing_ok=True)
        raise NoBackup(f"The gradebook {database} cannot be copied ({error}): close what else uses it, or make room.")
    finally:
        source.close()
        target.close()
    os.replace(part, copy)
    return copy


def _postgresql(url, copy):
    if not shutil.which("pg_dump"):
        raise NoBackup("The gradebook is in PostgreSQL, and pg_dump, which copies it, is not installed here: install it.")
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    done = subprocess.run(["pg_dump", "--file", str(copy), "--dbname", plain], capture_output=True, text=True)
    if done.returncode:
        copy.unlink(missing_ok=True)
        raise NoBackup(f"The gradebook cannot be copied: {done.stderr.strip().splitlines()[-1]}")
    return copy
