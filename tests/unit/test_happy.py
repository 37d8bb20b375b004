"""Faces: the Happy House photos where they can be had, drawn ones where not, and as many more as a test wants."""

import dataclasses
import hashlib
import io
import os
import subprocess
import sys

import h5py
import numpy as np
import pytest
from data_server import DataServer

from utils import datasets
from utils.datasets import DataError, Unreachable, faces
from utils.datasets.registry import ITEMS

REAL_DATA = os.environ.get("KERAS_COURSE_DATA", "")
RNG = np.random.default_rng(1)

pytestmark = pytest.mark.usefixtures("said", "folder")


def h5_bytes(**arrays) -> bytes:
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        for name, array in arrays.items():
            file[name] = array
    return buffer.getvalue()


def photos(count):
    return RNG.integers(256, size=(count, 64, 64, 3), dtype="uint8")


TRAIN = {"train_set_x": photos(4), "train_set_y": np.array([1, 0, 0, 1])}
TEST = {"test_set_x": photos(3), "test_set_y": np.array([0, 1, 1]), "list_classes": np.array([0, 1])}


@pytest.fixture
def known(monkeypatch):
    """Let the course take this content for the file of that name, from these addresses if any."""

    def register(name: str, content: bytes, *urls: str) -> None:
        changed = {"sha256": (hashlib.sha256(content).hexdigest(),), "bytes": len(content)}
        if urls:
            changed["urls"] = urls
        monkeypatch.setitem(ITEMS, name, dataclasses.replace(ITEMS[name], **changed))

    return register


@pytest.fixture
def put(folder, known):
    """Put a file into the folder of data, with a checksum that the course knows."""

    def put(name: str, content: bytes) -> None:
        known(name, content)
        (folder / name).write_bytes(content)

    return put


@pytest.fixture
def drawn(monkeypatch):
    """Drawing takes a while, and here only who draws matters."""
    pairs = (("drawn", 0), ("drawn", 1))
    monkeypatch.setattr(faces, "happy", lambda: pairs)
    return pairs


# The real photos


def test_real_photos_come_as_they_are_with_labels_of_one_axis(put, said):
    put("train_happy.h5", h5_bytes(**TRAIN))
    put("test_happy.h5", h5_bytes(**{**TEST, "test_set_y": TEST["test_set_y"][None]}))  # an older file has a row
    train, test = datasets.load_happy()
    assert said() == "Happy House: the real photos, from KERAS_COURSE_DATA.\n"
    for (x, y), content, split in [(train, TRAIN, "train"), (test, TEST, "test")]:
        np.testing.assert_array_equal(x, content[f"{split}_set_x"], strict=True)
        np.testing.assert_array_equal(y, content[f"{split}_set_y"].astype("uint8"), strict=True)


def test_the_test_photos_alone_need_their_file_alone(put, said):
    put("test_happy.h5", h5_bytes(**TEST))
    x, y = datasets.load_happy_test()
    assert said() == "Happy House: the real photos, from KERAS_COURSE_DATA.\n"
    assert x.shape == (3, 64, 64, 3) and y.tolist() == [0, 1, 1]


def test_without_the_training_file_real_names_it_and_says_how_to_get_it(put):
    put("test_happy.h5", h5_bytes(**TEST))
    with pytest.raises(
        Unreachable, match=r"^train_happy\.h5 could not.*connect to the network.*KERAS_COURSE_DATA to a"
    ):
        datasets.load_happy("real")


def test_without_the_test_file_real_names_that_one(put):
    put("train_happy.h5", h5_bytes(**TRAIN))
    for load in (datasets.load_happy, datasets.load_happy_test):
        with pytest.raises(Unreachable, match=r"^test_happy\.h5 could not"):
            load("real")


def test_without_the_training_file_faces_are_drawn_and_the_line_says_why(put, drawn, said):
    put("test_happy.h5", h5_bytes(**TEST))
    assert datasets.load_happy() == drawn
    line = said()
    assert line.startswith("Happy House: stand-in faces, drawn by the course, because train_happy.h5 could not be")
    assert line.count("\n") == 1 and "For the real ones, connect to the network" in line


def test_drawn_faces_on_request_ask_neither_disk_nor_network(put, drawn, said, monkeypatch):
    put("train_happy.h5", h5_bytes(**TRAIN))
    put("test_happy.h5", h5_bytes(**TEST))
    monkeypatch.setattr("utils.datasets.choice.obtain", lambda item: pytest.fail("looked for a file"))
    assert datasets.load_happy("stand-in") == drawn
    assert datasets.load_happy_test("stand-in") == drawn[1]
    assert said() == 2 * "Happy House: stand-in faces, drawn by the course, as asked.\n"


@pytest.mark.parametrize("load", [datasets.load_happy, datasets.load_happy_test])
@pytest.mark.parametrize("source", ["fake", "Real", "", 1, False])
def test_an_unknown_source_is_refused(load, source):
    with pytest.raises(DataError, match='None, "real" or "stand-in"'):
        load(source)


def test_a_file_is_downloaded_once_and_kept(known, said):
    content = h5_bytes(**TEST)
    server = DataServer(content)
    try:
        known("test_happy.h5", content, server.url("missing"), server.url("good"))
        datasets.load_happy_test("real")
        assert said() == "Happy House: the real photos, downloaded from 127.0.0.1.\n"
        datasets.load_happy_test("real")
        assert said() == "Happy House: the real photos, from the cache.\n"
        assert server.requests == {"missing": 1, "good": 1}
    finally:
        server.stop()


@pytest.mark.parametrize("behaviour", ["wrong", "flipped", "cut"])
def test_a_server_that_sends_something_else_is_not_believed(behaviour, known, tmp_path):
    content = h5_bytes(**TEST)
    server = DataServer(content)
    try:
        known("test_happy.h5", content, server.url(behaviour))
        with pytest.raises(Unreachable, match="test_happy.h5 could not be downloaded"):
            datasets.load_happy_test("real")
        assert list((tmp_path / "cache").iterdir()) == []
    finally:
        server.stop()


@pytest.mark.parametrize("split", ["train", "test"])
@pytest.mark.parametrize("source", [None, "real"])
def test_a_truncated_file_is_reported(split, source, put, folder):
    put("train_happy.h5", h5_bytes(**TRAIN))
    put("test_happy.h5", h5_bytes(**TEST))
    path = folder / f"{split}_happy.h5"
    path.write_bytes(path.read_bytes()[:-100])
    with pytest.raises(DataError, match=rf"{split}_happy\.h5 is damaged.*Replace it") as error:
        datasets.load_happy(source)
    assert not isinstance(error.value, Unreachable)


WHOLE = h5_bytes(**TEST)


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no HDF5 at all",
        WHOLE[:1000],
        WHOLE[: len(WHOLE) // 2],
        h5_bytes(**TRAIN),
        h5_bytes(test_set_x=TEST["test_set_x"]),
        h5_bytes(**{**TEST, "test_set_x": TEST["test_set_x"].astype("float32")}),
        h5_bytes(**{**TEST, "test_set_x": TEST["test_set_x"][:, :32]}),
        h5_bytes(**{**TEST, "test_set_x": TEST["test_set_x"][..., 0]}),
        h5_bytes(**{**TEST, "test_set_x": np.uint8(1)}),
        h5_bytes(**{**TEST, "test_set_y": TEST["test_set_y"][:2]}),
        h5_bytes(**{**TEST, "test_set_y": np.array([0, 1, 256])}),
        h5_bytes(**{**TEST, "test_set_y": np.array([b"no", b"yes", b"yes"])}),
        h5_bytes(**{"test_set_x/inside": TEST["test_set_x"], "test_set_y": TEST["test_set_y"]}),
    ],
    ids=[
        "empty", "no HDF5", "the head alone", "one half", "wrong keys", "no labels", "float photos", "small photos",
        "grey photos", "a number", "too few labels", "other labels", "labels in words", "a group",
    ],
)  # fmt: skip
def test_a_file_that_holds_something_else_gets_one_sentence(content, put):
    put("test_happy.h5", content)
    with pytest.raises(DataError, match=r"test_happy\.h5 does not hold what it should: test_set_x.*Get it again"):
        datasets.load_happy_test("real")


@pytest.mark.real
@pytest.mark.skipif(
    not os.path.isfile(os.path.join(REAL_DATA, "test_happy.h5")), reason="KERAS_COURSE_DATA holds no test_happy.h5"
)
def test_the_real_test_photos(monkeypatch, said):
    monkeypatch.setenv("KERAS_COURSE_DATA", REAL_DATA)
    x, y = datasets.load_happy_test("real")
    assert said() == "Happy House: the real photos, from KERAS_COURSE_DATA.\n"
    assert (x.shape, x.dtype, y.dtype) == ((150, 64, 64, 3), "uint8", "uint8")
    assert tuple(np.bincount(y)) == faces.TEST_COUNTS


# The drawn faces


@pytest.fixture(scope="module")
def many():
    return datasets.make_faces(1000, seed=3)


def test_the_stand_in_looks_like_the_photos_from_outside():
    for (x, y), counts in zip(faces.happy(), (faces.TRAIN_COUNTS, faces.TEST_COUNTS)):
        assert (x.shape, x.dtype, y.shape, y.dtype) == ((sum(counts), 64, 64, 3), "uint8", (sum(counts),), "uint8")
        assert tuple(np.bincount(y)) == counts
        assert len(np.unique(y[:30])) == 2, "not shuffled"


@pytest.mark.parametrize("count", [0, 1, 2, 7])
def test_faces_are_as_many_as_asked_and_balanced(count):
    x, y = datasets.make_faces(count, seed=1)
    assert (x.shape, x.dtype, y.shape, y.dtype) == ((count, 64, 64, 3), "uint8", (count,), "uint8")
    assert np.ptp(np.bincount(y, minlength=2)) <= 1


def test_faces_are_the_same_each_time_and_other_with_another_seed():
    first, again, other = (datasets.make_faces(20, seed) for seed in (5, 5, 6))
    np.testing.assert_equal(first, again)
    assert (first[0] != other[0]).any(axis=(1, 2, 3)).all()


def test_no_two_faces_are_alike(many):
    small = many[0].reshape(-1, 8, 8, 8, 8, 3).mean(axis=(2, 4)).reshape(1000, -1)
    apart = (small**2).sum(1)[:, None] + (small**2).sum(1) - 2 * small @ small.T
    np.fill_diagonal(apart, np.inf)
    assert np.sqrt(apart.min() / small.shape[1]) > 5, "two faces differ by less than 5 of 255"


def advantage(features, y, seed=0):
    """How far above one half the accuracy of a linear model is, fitted by ridge regression to 600 and tried on 400."""
    features = np.c_[(features - features.mean(0)) / features.std(0), np.ones(len(features))]
    train, new = features[:600], features[600:]
    best = 0
    for strength in (1, 100, 1e4, 1e5):
        weights = train.T @ np.linalg.solve(train @ train.T + strength * np.eye(600), 2.0 * y[:600] - 1)
        best = max(best, ((new @ weights > 0) == y[600:]).mean())
    return best - 0.5


def test_neither_brightness_nor_colour_nor_contrast_tells_who_smiles(many):
    x, y = many
    assert advantage(np.c_[x.mean((1, 2)), x.std((1, 2))], y) < 0.1
    corner = x[:, :20, :12].mean((1, 2))
    assert advantage(corner, y) < 0.1


def test_a_linear_model_stays_below_the_network(many):
    """With standardized inputs and the best of four strengths it reaches 0.82 to 0.86; HappyModel, more than 0.9."""
    x, y = many
    assert advantage(x.reshape(1000, -1), y) < 0.4


@pytest.mark.parametrize("seed", range(20))
def test_a_smile_changes_the_face_and_nothing_else(seed):
    """The same person twice: hair, clothes and place stay, and the mouth is another one."""
    plain, smiling = (faces._person(seed, smile, np.random.default_rng(seed)) for smile in (0, 1))
    rows, columns = np.nonzero((plain != smiling).any(axis=-1))
    assert rows.size > 30
    assert 16 < rows.min() and rows.max() < 54 and np.ptp(rows) < 30 and np.ptp(columns) < 30
    np.testing.assert_array_equal(plain[..., 3], smiling[..., 3])


# The memory


def test_peak_memory_counts_this_process_in_megabytes():
    code = """
from utils.datasets import peak_memory
print(peak_memory())
taken = bytearray(300_000_000)
del taken
print(peak_memory())
"""
    told = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    before, after = map(int, told.stdout.split())
    assert before > 0 and 200 <= after - before <= 310
