"""Collecting from the exchange, whose inbound folder every student can write to.

nbgrader's own ExchangeCollect copies with the instructor's rights whatever a hand-in links to, files it under the name
that it gives itself, takes its word for when it came, and ends at the first one that has a strange name.
"""

import os
import stat
import tempfile
from datetime import UTC, datetime, timedelta
from pathlib import Path

from nbgrader.exchange import default

from .handin import MOST_BYTES, MOST_FILES

_DEEPEST = 10  # folders within folders
_SLACK = timedelta(minutes=5)  # between the time in a hand-in's name and the end of its copy, on a slow disk


class ExchangeCollect(default.ExchangeCollect):
    """Collects as nbgrader does, but only what is a student's own; each refusal is a warning and costs one hand-in."""

    def init_src(self):
        super().init_src()
        self.src_records = [record for record in self.src_records if record["username"]]

    def _path_to_record(self, path):
        """nbgrader's record of a hand-in; one that is refused has no name, so that it takes nobody's place."""
        folder = Path(path)
        try:
            record = super()._path_to_record(path)
            refused = self._refused(folder, record["username"])
        except Exception:  # whatever a name may hold
            refused = "its name is not one that `nbgrader submit` gives."
        if refused:
            self.log.warning("%s is not collected: %s", folder.name, refused)
            return {"username": "", "filename": folder.name, "timestamp": datetime.min}
        self._compare_times(folder, record)
        return record

    def _refused(self, folder, student):
        """Why a hand-in is not collected, as a sentence; None if it is."""
        info = folder.lstat()
        if not stat.S_ISDIR(info.st_mode):
            return "it is a link or a file, and not a folder."
        if not student:
            return "it names no student."
        # An instructor may hand in for a student.
        if self.check_owner and info.st_uid != os.getuid() and _user(info.st_uid) != student:
            return (
                f"it is said to be {student}'s, and {_user(info.st_uid)} has made it. Where students are no users of "
                "this computer, set c.ExchangeCollect.check_owner = False."
            )
        return None

    def _compare_times(self, folder, record):
        """Warn of a hand-in that was written after the time in its name."""
        times = [path.lstat().st_ctime for path in (folder, *folder.iterdir())] if os.access(folder, os.R_OK) else [0]
        written = datetime.fromtimestamp(max(times), UTC).replace(tzinfo=None, microsecond=0)
        if written > record["timestamp"] + _SLACK:
            self.log.warning(
                "%s says that it was handed in at %s, and was changed at %s (UTC): is it late?",
                record["filename"],
                record["timestamp"].replace(microsecond=0),
                written,
            )

    def copy_files(self):
        self.check_owner = False  # nbgrader's own only warns, also where an instructor hands in for a student
        super().copy_files()

    def do_copy(self, src, dest, log=None):
        with tempfile.TemporaryDirectory() as folder:
            own = Path(folder, "hand-in")
            for left_out in copy_own_files(src, own):
                self.log.warning("%s: %s", os.path.basename(src), left_out)
            super().do_copy(own, dest, log)


def _user(uid):
    import pwd  # not on Windows, which has no exchange

    try:
        return pwd.getpwuid(uid).pw_name
    except KeyError:
        return f"user {uid}"


def copy_own_files(source, target):
    """Copy a folder that its owner may change at this very moment: no link is followed, and nothing of others is read.

    Args:
        source: str or pathlib.Path, the folder.
        target: pathlib.Path, which is made.

    Returns:
        list of str, a sentence for each thing that was left out.
    """
    left_out = []
    try:
        opened = os.open(source, os.O_RDONLY | os.O_NOFOLLOW | os.O_DIRECTORY)
    except OSError as error:
        target.mkdir()
        return [f"it cannot be read ({error.strerror})."]
    try:
        _copy_folder(opened, target, os.fstat(opened).st_uid, _Room(), left_out)
    finally:
        os.close(opened)
    return left_out


class _Room:
    """How much may still be copied of a hand-in."""

    def __init__(self):
        self.files, self.bytes = MOST_FILES, MOST_BYTES

    def take(self, size):
        """Count one file or folder of `size` bytes; returns whether there is room for it."""
        self.files, self.bytes = self.files - 1, self.bytes - size
        return self.files >= 0 and self.bytes >= 0


def _copy_folder(opened, target, owner, room, left_out, depth=0):
    target.mkdir()
    for name in sorted(os.listdir(opened)):
        try:  # a pipe is opened without waiting for its other end
            part = os.open(name, os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK, dir_fd=opened)
        except OSError:
            left_out.append(f"{name} is a link, or may not be read: left out.")
            continue
        try:
            info = os.fstat(part)
            is_folder = stat.S_ISDIR(info.st_mode) and depth < _DEEPEST
            if info.st_uid != owner:  # a hard link
                left_out.append(f"{name} belongs to somebody else: left out.")
            elif not room.take(info.st_size) or not (is_folder or stat.S_ISREG(info.st_mode)):
                left_out.append(f"{name} is too large, too deep, or no file: left out.")
            elif is_folder:
                _copy_folder(part, target / name, owner, room, left_out, depth + 1)
            else:
                with open(part, "rb", closefd=False) as file:
                    (target / name).write_bytes(file.read(info.st_size))
        finally:
            os.close(part)
