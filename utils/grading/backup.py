"""A copy of the gradebook, made before a batch changes it.

To go back to one: see that nothing uses the gradebook, remove gradebook.db-journal if there is one (SQLite would apply
it to the copy), and copy the file over gradebook.db; or, for PostgreSQL, `psql --file COPY` into an empty database.
"""

import os
import shutil
import sqlite3
import subprocess
from datetime import datetime
from itertools import zip_longest
from pathlib import Path

from sqlalchemy.engine import make_url

KEPT = 10  # the newest copies
_PART = ".part"  # the end of the name of a copy that is not yet written in full


class NoBackup(Exception):
    """The gradebook cannot be copied; the text says why, and what to do."""


def back_up(db_url, folder, now=None):
    """Copy the gradebook into `folder`, and remove all but the newest copies.

    Args:
        db_url: the gradebook's address, as nbgrader has it.
        folder: pathlib.Path; made if needed.
        now: datetime for the file's name; the present if None.

    Returns:
        pathlib.Path of the copy, an older one if the gradebook has not changed since; None if there is none yet.

    Raises:
        NoBackup: if it cannot be made.
        OSError: if `folder` cannot be written to.
    """
    url = make_url(db_url)
    folder.mkdir(parents=True, exist_ok=True)
    for left_behind in folder.glob(f"gradebook-*{_PART}*"):  # by a batch that was killed
        left_behind.unlink()
    sqlite = url.get_backend_name() == "sqlite"
    if sqlite and not Path(url.database).exists():
        return None
    copy = folder / f"gradebook-{now or datetime.now():%Y%m%d-%H%M%S-%f}{'.db' if sqlite else '.sql'}"
    part = copy.with_suffix(_PART)
    try:
        (_sqlite if sqlite else _postgresql)(url, part)
        older = sorted(folder.glob(f"gradebook-*{copy.suffix}"))
        if older and all(one == other for one, other in zip_longest(_content(older[-1]), _content(part))):
            return older[-1]
        os.replace(part, copy)
    finally:
        part.unlink(missing_ok=True)
    for old in [*older, copy][:-KEPT]:
        old.unlink()
    return copy


def _sqlite(url, part):
    source, target = sqlite3.connect(url.database), sqlite3.connect(part)
    try:
        source.execute("BEGIN")
        source.execute("SELECT 1 FROM sqlite_master")  # a lock for reading; `backup` would wait for it without end
        source.backup(target)
    except sqlite3.Error as error:
        text = f"The gradebook {url.database} cannot be copied ({error}): close what uses it, or make room."
        raise NoBackup(text) from None
    finally:
        source.close()
        target.close()


def _postgresql(url, part):
    if not shutil.which("pg_dump"):
        raise NoBackup("The gradebook is in PostgreSQL. Install pg_dump, which makes a copy before anything changes.")
    plain = url.set(drivername="postgresql").render_as_string(hide_password=False)
    done = subprocess.run(["pg_dump", "--file", str(part), "--dbname", plain], capture_output=True, text=True)
    if done.returncode:
        raise NoBackup(f"The gradebook cannot be copied: {done.stderr.strip().splitlines()[-1]}")


def _content(copy):
    """The lines of a copy, but for pg_dump's first and last command, which have another random key each time."""
    with open(copy, "rb") as file:
        yield from (line for line in file if not line.startswith((b"\\restrict", b"\\unrestrict")))
