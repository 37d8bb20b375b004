"""nbval runs every solution notebook again and compares the outputs of the cells that are marked for it."""

import os
import shutil
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from tools.build import sources
from utils import datasets

HERE = Path(__file__).parent
SOLUTIONS = [source.with_suffix(".ipynb") for source in sources()]
MANY_VARIANTS = ("05-imdb-lstm",)  # of a program, each a data set that makes its own batches
NOWHERE = "http://127.0.0.1:9"  # nothing listens there


def nbval(notebook, **environment):
    """Run nbval on one notebook; fail with what it printed if a cell fails."""
    done = subprocess.run(
        [sys.executable, "-m", "pytest", "--nbval-lax", "--nbval-cell-timeout=900", "--nbval-kernel-name=python3"]
        + ["-p", "tests.notebooks.stderr_costs_points", "-p", "no:cacheprovider", "-q", "--no-header", str(notebook)],
        env={**os.environ, **environment},
        cwd=HERE.parents[1],
        capture_output=True,
        text=True,
    )
    assert done.returncode == 0, done.stdout[-8000:] + done.stderr[-2000:]
    return done.stdout


@pytest.mark.parametrize("notebook", SOLUTIONS, ids=lambda path: path.stem)
def test_without_network_on_the_stand_ins_with_few_steps(notebook, stand_ins, few_steps):
    printed = nbval(
        notebook,
        IPYTHONDIR=str(few_steps),
        KERAS_COURSE_CACHE=str(stand_ins),
        KERAS_COURSE_DATA="",
        HTTP_PROXY=NOWHERE,
        HTTPS_PROXY=NOWHERE,
        NO_PROXY="",
    )
    assert " passed" in printed


@pytest.mark.real
@pytest.mark.parametrize("notebook", SOLUTIONS, ids=lambda path: path.stem)
def test_on_the_real_data(notebook, real_data, few_steps):
    """In full, but for many variants of one program: `make build` runs those, `test_promises` holds their figures."""
    shortened = {"IPYTHONDIR": str(few_steps), "ONLY_DATA_SETS": "1"} if notebook.stem in MANY_VARIANTS else {}
    assert " passed" in nbval(notebook, **shortened)


@pytest.fixture(scope="session")
def real_data():
    """The real data are at hand, or can be downloaded now; else a chapter would go on with a stand-in."""
    for name in datasets.ITEMS.keys() - {"train_happy.h5"}:  # chapter 4 does without that one
        datasets.fetch(name)


@pytest.fixture
def few_steps(tmp_path):
    """An IPython profile whose start-up file shortens training; a copy, because IPython writes its history there."""
    return shutil.copytree(HERE / "few_steps", tmp_path / "ipython")


@pytest.fixture(scope="session")
def stand_ins(tmp_path_factory):
    """A cache without real data, shared by all chapters, so that a stand-in is made once."""
    return tmp_path_factory.mktemp("cache")


BROKEN = {
    "a cell that fails": ("1 / 0", {}, "ZeroDivisionError"),
    "a marked output that differs": ("print('new')", {"tags": ["nbval-check-output"]}, "mismatch"),
    "stderr in a graded cell": (
        "import sys; print(1, file=sys.stderr)",
        {"nbgrader": {"grade": True}},
        "writes to stderr",
    ),
}


@pytest.mark.parametrize("source, metadata, says", BROKEN.values(), ids=list(BROKEN))
def test_the_rerun_can_fail(tmp_path, source, metadata, says):
    cell = nbformat.v4.new_code_cell(source, metadata=metadata, execution_count=1)
    cell.outputs = [nbformat.v4.new_output("stream", name="stdout", text="old\n")]
    nbformat.write(nbformat.v4.new_notebook(cells=[cell]), tmp_path / "broken.ipynb")
    with pytest.raises(AssertionError, match=says):
        nbval(tmp_path / "broken.ipynb")
