"""The real data where they can be had, else the stand-in, and one line that says which."""

from pathlib import Path

from utils.datasets.files import DataError, Unreachable, obtain
from utils.datasets.registry import ITEMS


def real_files(source: str | None, names: list[str], real: str, stand_in: str) -> list[Path] | None:
    """The real files, checked, or None for the stand-in; prints which.

    Args:
        source: "real", "stand-in", or None for the real files where all of them can be had and the stand-in where not.
        names: the files' names in the registry.
        real, stand_in: the two kinds of data as the printed line calls them.

    Returns:
        the files' paths in the order of `names`, or None.

    Raises:
        DataError: another `source`, a damaged file in `KERAS_COURSE_DATA`, or a full disk.
        Unreachable: a file cannot be had, and `source` is "real"; a kind of `DataError`.
    """
    if source not in (None, "real", "stand-in"):
        raise DataError(f'source can be None, "real" or "stand-in", not {source!r}.')
    because = ", as asked."
    if source != "stand-in":
        try:
            found = [obtain(ITEMS[name]) for name in names]
        except Unreachable as problem:
            if source == "real":
                raise
            because = f", because {problem.reason}. For the real ones, {problem.remedy}."
        else:
            origins = dict.fromkeys(origin for _, origin in found)
            print(f"{real}, {' and '.join(origins)}.")
            return [path for path, _ in found]
    print(f"{stand_in}{because}")
    return None
