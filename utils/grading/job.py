"""What is executed of a submission, and the store of what came out.

A job is plain data, so that it may be executed on any machine:

    {"cells": [{"test": bool, "source": str, "grade_id": str or None}, ...], "files": {name: uint8 array}}

A test cell's source is the gradebook's. Its result has, for each of the cells, the outputs in nbformat's form.
"""

import contextlib
import functools
import gzip
import hashlib
import json
import os
import tempfile
from importlib import metadata
from pathlib import Path

import numpy as np

from .. import __file__ as utils_file

PART = ".part"  # the end of the name of a file that is not yet written in full
SKIPPED = "not-when-grading"  # the tag of cells that only demonstrate
_LARGEST_FILES = 64 << 20  # bytes of a submission's other files, in all


def job_of(notebook, files):
    """The job of a submission.

    Args:
        notebook: nbformat.NotebookNode, restored (see preprocess.py).
        files: dict of name -> bytes, the files that were handed in with it.

    Returns:
        (job, numbers): the job, and for each of its cells its number in the notebook.
    """
    cells, numbers = [], []
    for number, cell in enumerate(notebook.cells):
        if cell.cell_type != "code" or SKIPPED in cell.metadata.get("tags", []) or not cell.source.strip():
            continue
        nbgrader = cell.metadata.get("nbgrader", {})
        test = bool(nbgrader.get("grade") and not nbgrader.get("solution"))
        cells.append({"test": test, "source": cell.source, "grade_id": nbgrader.get("grade_id") if test else None})
        numbers.append(number)
    return {"cells": cells, "files": {name: np.frombuffer(data, "uint8") for name, data in files.items()}}, numbers


def files_in(folder):
    """The files of a hand-in besides its notebooks: dict of name -> bytes, without links and what is too large."""
    folder, files, left = Path(folder), {}, _LARGEST_FILES
    for path in sorted(folder.rglob("*")):
        name = path.relative_to(folder)
        hidden = any(part.startswith(".") for part in name.parts)
        linked = any((folder / parent).is_symlink() for parent in (name, *name.parents))
        if hidden or linked or not path.is_file() or path.suffix == ".ipynb":
            continue
        left -= path.stat().st_size
        if left >= 0:
            files[str(name)] = path.read_bytes()
    return files


class Store:
    """Results by content, in a folder: the same work is executed once, and not again after an interruption.

    Args:
        folder: where they are kept; made when needed.
        limits: dict as from `Limits.as_dict`; with others, other things may come out.
    """

    def __init__(self, folder, limits):
        self._folder, self._limits = Path(folder), limits

    def missing(self, job):
        """The part of `job` whose result is not in the store: None, or a job with only those test cells."""
        _, known = self._known(job)
        if known is None:
            return job
        tests = known["tests"]
        left = [cell for cell, test in zip(job["cells"], _test_keys(job)) if test is None or test not in tests]
        return {**job, "cells": left} if any(cell["test"] for cell in left) else None

    def keep(self, job, result):
        """Keep the result of a job that `missing` gave."""
        key, known = self._known(job)
        known = known or {"tests": {}}
        known["student"] = [out for cell, out in zip(job["cells"], result["outputs"]) if not cell["test"]]
        known["tests"] |= {test: out for test, out in zip(_test_keys(job), result["outputs"]) if test}
        path = self._path(key)
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            file.write(gzip.compress(json.dumps(known).encode(), compresslevel=1))

    def outputs(self, job):
        """For each cell of `job` its outputs; None unless all of it is in the store."""
        _, known = self._known(job)
        keys = _test_keys(job)
        if known is None or any(test and test not in known["tests"] for test in keys):
            return None
        student = iter(known["student"])
        return [known["tests"][test] if test else next(student) for test in keys]

    def key(self, job):
        """A text that is the same for jobs of which nothing differs but the tests."""
        digest = hashlib.sha256()
        cells = [cell["source"] for cell in job["cells"] if not cell["test"]]
        digest.update(json.dumps([cells, self._limits, versions()]).encode())
        for name, content in sorted(job["files"].items()):
            digest.update(json.dumps([name, len(content)]).encode() + content.tobytes())
        return digest.hexdigest()

    def _known(self, job):
        key = self.key(job)
        try:
            return key, json.loads(gzip.decompress(self._path(key).read_bytes()))
        except (OSError, EOFError, ValueError):  # not there, or damaged: then it is made again
            return key, None

    def _path(self, key):
        return self._folder / key[:2] / f"{key}.json.gz"


def _test_keys(job):
    """For each cell a text that tells a test cell and its place among the student's cells; None for those."""
    before, keys = 0, []
    for cell in job["cells"]:
        before += not cell["test"]
        keys.append(hashlib.sha256(f"{before}\n{cell['source']}".encode()).hexdigest() if cell["test"] else None)
    return keys


@functools.cache
def versions():
    """What else a result depends on: this package's files, and the libraries (list of str)."""
    digest = hashlib.sha256()
    for path in sorted(Path(utils_file).parent.rglob("*.py")):
        digest.update(path.read_bytes())
    return [digest.hexdigest(), _tensorflow(), *(metadata.version(name) for name in ("keras", "numpy", "ipython"))]


def _tensorflow():
    """The version of TensorFlow, by whichever name it is installed; None without it."""
    for name in ("tensorflow-cpu", "tensorflow"):
        with contextlib.suppress(metadata.PackageNotFoundError):
            return metadata.version(name)
    return None


@contextlib.contextmanager
def replacing(path):
    """A file, open for bytes, that takes the place of `path` when all is written."""
    with tempfile.NamedTemporaryFile(dir=path.parent, suffix=PART, delete=False) as file:
        try:
            yield file
            file.close()
            os.replace(file.name, path)
        except BaseException:
            os.unlink(file.name)
            raise
