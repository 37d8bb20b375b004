"""The Happy House photos: faces at a door, smiling or not."""

import h5py
import numpy as np

from utils.datasets import faces
from utils.datasets.choice import real_files
from utils.datasets.files import DataError

SIDE = 64  # pixels of a photo


def load_happy(source: str | None = None):
    """Photos of faces, smiling or not: the Happy House photos, or their stand-in.

    Args:
        source: "real" for the photos themselves, "stand-in" for drawn faces, None for the photos where both their files
            can be had and the stand-in where not.

    Returns:
        `(x_train, y_train), (x_test, y_test)`: photos, uint8 of shape (600, 64, 64, 3) and (150, 64, 64, 3), red, green
        and blue from 0 to 255; labels, uint8 of shape (600,) and (150,), 1 for a smile and 0 for none.

    Raises:
        DataError: another `source`, a damaged file in `KERAS_COURSE_DATA`, or a full disk.
        Unreachable: a file cannot be had, and `source` is "real"; a kind of `DataError`.

    Source: The Happy House, exercise of a deeplearning.ai course, 2017.
    """
    files = _files(source, ["train_happy.h5", "test_happy.h5"])
    if files:
        train, test = files
        return _read(train, "train"), _read(test, "test")
    return faces.happy()


def load_happy_test(source: str | None = None):
    """The 150 test photos alone, `x_test` and `y_test` of `load_happy`: their file is enough.

    Args:
        source: as for `load_happy`.

    Returns:
        `(x, y)`: photos, uint8 of shape (150, 64, 64, 3); labels, uint8 of shape (150,), 1 for a smile and 0 for none.

    Raises:
        DataError, Unreachable: as `load_happy` does.

    Source: as for `load_happy`.
    """
    files = _files(source, ["test_happy.h5"])
    if files:
        return _read(files[0], "test")
    return faces.happy()[1]


def _files(source, names):
    return real_files(source, names, "Happy House: the real photos", "Happy House: stand-in faces, drawn by the course")


def _read(path, split):
    """Photos and labels of one file."""
    try:
        with h5py.File(path) as file:
            photos, labels = file[f"{split}_set_x"], file[f"{split}_set_y"]
            if photos.shape[1:] != (SIDE, SIDE, 3) or photos.dtype != "uint8" or labels.size != len(photos):
                raise ValueError("other shapes or types")
            x, y = photos[()], labels[()].ravel()
        if not np.isin(y, (0, 1)).all():
            raise ValueError("other labels")
    except Exception:  # a damaged HDF5 file can raise almost anything
        raise DataError(
            f"{path} does not hold what it should: {split}_set_x, photos of {SIDE} × {SIDE} pixels in colour, and "
            f"{split}_set_y, a 0 or 1 for each. Get it again: `python -m utils.datasets fetch {path.name}`."
        ) from None
    return x, y.astype("uint8")
