"""What a hand-in may be before anything reads it, copies it or looks at its content."""

import os
import stat
from pathlib import Path

NBGRADERS = ("timestamp.txt", "submission_secret.txt")  # files that nbgrader's exchange adds to a hand-in
MOST_FILES = 1000
MOST_BYTES = 64 << 20  # nbgrader copies all of it, and reads its notebooks into memory
_MOST_CELLS = 2000


def flaw_of(folder, notebooks):
    """Why a hand-in cannot be taken, as a sentence; None if it can.

    Args:
        folder: str or pathlib.Path, submitted/STUDENT/ASSIGNMENT.
        notebooks: list of str, the names of the notebooks that the assignment has, of which one is enough.
    """
    folder = Path(folder)
    if folder.is_symlink() or folder.parent.is_symlink():
        return "Its folder is a link, and links are not followed."
    size = 0
    for count, path in enumerate(_inside(folder)):
        info = path.lstat()
        name = path.relative_to(folder)
        if not (stat.S_ISREG(info.st_mode) or stat.S_ISDIR(info.st_mode)):
            return f"{name} is a link or a device, and these are not followed: the file itself is needed."
        if not os.access(path, os.R_OK | (os.X_OK if path.is_dir() else 0)):
            return f"{name} may not be read: give yourself the right to."
        size += info.st_size
        if count >= MOST_FILES or size > MOST_BYTES:
            return f"It has more than {MOST_FILES} files or {MOST_BYTES >> 20} MB."
    found = [folder / name for name in notebooks if (folder / name).is_file()]
    if not found:
        others = sorted(path.name for path in folder.glob("*") if path.name not in NBGRADERS)
        found = f"there is {', '.join(others[:5])}" if others else "the folder is empty"
        return f"There is no notebook called {' or '.join(notebooks)}: {found}."
    if any(path.read_bytes().count(b'"cell_type"') > _MOST_CELLS for path in found):
        return f"It has more than {_MOST_CELLS} cells."
    return None


def _inside(folder):
    """All that lies in a folder, without following links."""
    if not os.access(folder, os.R_OK | os.X_OK):
        yield folder
    for place, folders, files in os.walk(folder):
        for name in [*folders, *files]:
            yield Path(place, name)
