"""What is committed is what `make build` makes, and a released notebook gives nothing away."""

import nbformat
import pytest

from tools import build
from tools.classroom import reference_answers

SOURCES = build.sources()
by_name = pytest.mark.parametrize("source", SOURCES, ids=lambda path: path.stem)


def released(source):
    return build.ROOT / "course" / source.parent.name / f"{source.stem}.ipynb"


@by_name
def test_solution_is_made_from_its_source(source):
    assert not build.is_stale(source), f"{source.name} has changed since its notebook was made: run `make build`"


@by_name
def test_solution_keeps_its_outputs(source):
    cells = [
        cell for cell in nbformat.read(source.with_suffix(".ipynb"), as_version=4).cells if cell.cell_type == "code"
    ]
    assert all(cell.execution_count for cell in cells), "not every cell was run: run `make build`"
    for cell in cells:
        build.check_outputs(source, cell)


@by_name
def test_release_is_made_from_the_solution(source):
    assert released(source).read_bytes() == build.release(source), f"course/{source.stem} is stale: run `make build`"


@by_name
def test_release_gives_nothing_away(source):
    text = released(source).read_text(encoding="utf-8")
    notebook = nbformat.reads(text, as_version=4)
    assert "BEGIN SOLUTION" not in text and "HIDDEN TESTS" not in text and "jupytext" not in text
    assert not any(cell.get("outputs") or cell.get("execution_count") for cell in notebook.cells)
    own = {cell.metadata.nbgrader.grade_id: cell for cell in notebook.cells if "nbgrader" in cell.metadata}
    solution = nbformat.read(source.with_suffix(".ipynb"), as_version=4)
    for cell in solution.cells:
        for begin, end in [
            ("### BEGIN SOLUTION", "### END SOLUTION"),
            ("### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"),
        ]:
            if cell.cell_type == "code" and begin in cell.source:
                secret = cell.source.split(begin)[1].split(end)[0].strip()
                assert secret not in own[cell.metadata.nbgrader.grade_id].source
    for grade_id in reference_answers(source.with_suffix(".ipynb")):
        assert "raise NotImplementedError()" in own[grade_id].source


@by_name
def test_release_has_a_plain_kernel_and_stable_ids(source):
    notebook = nbformat.read(released(source), as_version=4)
    assert notebook.metadata.kernelspec.name == "python3"
    assert "version" not in notebook.metadata.language_info
    ids = [cell.id for cell in notebook.cells]
    assert len(set(ids)) == len(ids)
    assert ids == [cell.id for cell in build.notebook_of(source).cells]
    for cell in notebook.cells:
        if "nbgrader" in cell.metadata:
            assert cell.id == cell.metadata.nbgrader.grade_id


def test_every_folder_is_a_chapter_with_its_three_files():
    names = {source.parent.name for source in SOURCES}
    for place in ("solutions", "course"):  # JupyterLab leaves hidden folders in both
        assert names == {path.name for path in (build.ROOT / place).glob("[!.]*") if path.is_dir()}
    assert all(source.stem == source.parent.name for source in SOURCES)


def write_source(folder, text, tag=""):
    source = folder / "09-try" / "09-try.py"
    source.parent.mkdir(parents=True)
    source.write_text(f'# %% tags=["{tag}"]\n{text}\n' if tag else f"# %%\n{text}\n")
    return source


def test_a_changed_source_is_stale(tmp_path):
    source = write_source(tmp_path, "print(1)")
    assert build.is_stale(source)
    build.run(source)
    assert not build.is_stale(source)
    source.write_text("# %%\nprint(2)\n")
    assert build.is_stale(source)


def test_a_notebook_that_was_never_run_is_stale(tmp_path):
    source = write_source(tmp_path, "print(1)")
    nbformat.write(build.notebook_of(source), source.with_suffix(".ipynb"))
    assert build.is_stale(source)


def test_a_stand_in_is_allowed_where_the_tag_says_so(tmp_path):
    source = write_source(tmp_path, "load_faces = print; load_faces('stand-in faces')", "stand-in-allowed")
    (cell,) = nbformat.read(build.run(source), as_version=4).cells
    assert cell.outputs[0].text == "stand-in faces\n"


def test_of_a_picture_that_is_not_kept_the_text_stays(tmp_path):
    source = write_source(
        tmp_path, "from utils import plotting; plotting.images([[[0, 1]]], labels=['a face'])", "picture-not-kept"
    )
    (cell,) = nbformat.read(build.run(source), as_version=4).cells
    (output,) = cell.outputs
    assert list(output.data) == ["text/plain"] and "a face" in output.data["text/plain"]


def test_a_chapter_that_fails_is_told_and_not_written(tmp_path):
    source = write_source(tmp_path, "1 / 0")
    with pytest.raises(build.BuildError, match="09-try.py stops when run"):
        build.run(source)
    assert not source.with_suffix(".ipynb").exists()


@pytest.mark.parametrize(
    "text, says",
    [
        ("import sys; print('oh', file=sys.stderr)", "writes to stderr"),
        ("load_digits = print; load_digits('stand-in digits')", "ran on a stand-in"),
    ],
)
def test_a_build_refuses_noise_and_stand_ins(tmp_path, text, says):
    source = write_source(tmp_path, text)
    with pytest.raises(build.BuildError, match=says):
        build.run(source)
    assert not source.with_suffix(".ipynb").exists()
