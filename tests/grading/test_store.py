"""What was executed once is not executed again; what changed is."""

import numpy as np
import pytest

from utils.grading.job import Store, files_in, job_of
from utils.grading.limits import Limits


def student(source):
    return {"test": False, "source": source, "grade_id": None}


def test(source):
    return {"test": True, "source": source, "grade_id": "id"}


test.__test__ = False  # not one of pytest's


def job(*cells, **files):
    return {"cells": list(cells), "files": {name: np.frombuffer(data, "uint8") for name, data in files.items()}}


def out(text):
    return [{"output_type": "stream", "name": "stdout", "text": text}]


def executed(todo):
    """A result that says of each cell what was run."""
    return {"outputs": [out(cell["source"]) for cell in todo["cells"]], "lost": {}, "seconds": 0}


@pytest.fixture
def store(tmp_path):
    return Store(tmp_path / "store", Limits().as_dict())


WHOLE = (student("a = 1"), test("check a"), student("b = 2"), test("check b"))


def test_a_result_is_found_again(store):
    assert store.outputs(job(*WHOLE)) is None
    assert store.missing(job(*WHOLE)) == job(*WHOLE)
    store.keep(job(*WHOLE), executed(job(*WHOLE)))
    assert store.missing(job(*WHOLE)) is None
    assert store.outputs(job(*WHOLE)) == [out("a = 1"), out("check a"), out("b = 2"), out("check b")]


@pytest.mark.parametrize(
    "other",
    [
        job(student("a = 2"), *WHOLE[1:]),
        job(*WHOLE, student("c = 3")),
        job(*WHOLE, helper=b"x"),
        job(WHOLE[2], *WHOLE[1:2], WHOLE[0], WHOLE[3]),
    ],
    ids=["an answer", "one cell more", "a file", "the order"],
)
def test_another_hand_in_is_executed(store, other):
    store.keep(job(*WHOLE), executed(job(*WHOLE)))
    assert store.missing(other) == other


def test_other_limits_may_have_other_results(store, tmp_path):
    store.keep(job(*WHOLE), executed(job(*WHOLE)))
    assert Store(tmp_path / "store", Limits(cell_seconds=7).as_dict()).missing(job(*WHOLE)) == job(*WHOLE)


def test_after_a_changed_test_only_that_is_executed(store):
    store.keep(job(*WHOLE), executed(job(*WHOLE)))
    changed = job(*WHOLE[:3], test("check b better"))
    todo = store.missing(changed)
    assert todo["cells"] == [WHOLE[0], WHOLE[2], test("check b better")]
    store.keep(todo, executed(todo))
    assert store.outputs(changed) == [out("a = 1"), out("check a"), out("b = 2"), out("check b better")]
    assert store.missing(job(*WHOLE)) is None  # the old test is still known


def test_a_test_that_moved_is_another(store):
    store.keep(job(*WHOLE), executed(job(*WHOLE)))
    moved = job(WHOLE[0], WHOLE[2], WHOLE[1], WHOLE[3])
    assert test("check a") in store.missing(moved)["cells"]


def test_a_damaged_file_is_made_again(store, tmp_path):
    store.keep(job(*WHOLE), executed(job(*WHOLE)))
    (path,) = (tmp_path / "store").rglob("*.gz")
    path.write_bytes(path.read_bytes()[:-9])
    assert store.missing(job(*WHOLE)) == job(*WHOLE)
    store.keep(job(*WHOLE), executed(job(*WHOLE)))
    assert store.outputs(job(*WHOLE))


def test_what_is_executed_of_a_notebook():
    import nbformat.v4 as v4

    cells = [v4.new_markdown_cell("text"), v4.new_code_cell("a = 1"), v4.new_code_cell(" \n"), v4.new_code_cell("slow")]
    cells += [v4.new_code_cell("check"), v4.new_code_cell("essay")]
    cells[3].metadata["tags"] = ["not-when-grading"]
    cells[4].metadata["nbgrader"] = {"grade": True, "solution": False, "grade_id": "id"}
    cells[5].metadata["nbgrader"] = {"grade": True, "solution": True, "grade_id": "by-hand"}
    found, numbers = job_of(v4.new_notebook(cells=cells), {"x": b"ab"})
    assert found["cells"] == [student("a = 1"), test("check"), student("essay")]
    assert numbers == [1, 4, 5]
    assert found["files"]["x"].tolist() == [97, 98]


def test_files_that_lie_with_a_notebook(tmp_path):
    folder = tmp_path / "hand-in"
    (folder / "data").mkdir(parents=True)
    (folder / ".hidden").write_text("x")
    (folder / "chapter.ipynb").write_text("{}")
    (folder / "data" / "a.txt").write_text("a")
    (tmp_path / "secret").write_text("secret")
    (tmp_path / "secrets").mkdir()
    (tmp_path / "secrets" / "b").write_text("secret")
    (folder / "link").symlink_to(tmp_path / "secret")
    (folder / "linked").symlink_to(tmp_path / "secrets")
    assert files_in(folder) == {"data/a.txt": b"a"}
