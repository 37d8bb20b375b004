"""The data: found, downloaded, checked, or replaced by a stand-in, whatever the network and the disk do."""

import dataclasses
import errno
import hashlib
import io
import json
import os
import pickle
import subprocess
import sys
import tempfile
import zipfile
from pathlib import Path

import numpy as np
import pooch
import pytest
from data_server import DataServer, nobody
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from utils import datasets
from utils.datasets import DataError, Unreachable, files, stand_in
from utils.datasets.registry import ITEMS, Array, Item

REAL_DATA = os.environ.get("KERAS_COURSE_DATA", "")


def npz_bytes(save=np.savez, **arrays) -> bytes:
    buffer = io.BytesIO()
    save(buffer, **arrays)
    return buffer.getvalue()


def sha256(data: bytes) -> str:
    return hashlib.sha256(data).hexdigest()


DIGITS = {
    "x_train": np.arange(5 * 28 * 28, dtype="uint8").reshape(5, 28, 28),
    "y_train": np.arange(5, dtype="uint8"),
    "x_test": np.arange(2 * 28 * 28, dtype="uint8")[::-1].reshape(2, 28, 28),
    "y_test": np.arange(2, dtype="uint8"),
}
CONTENT = npz_bytes(**DIGITS)
TINY = Item(
    name="mnist.npz",
    purpose="a small MNIST for tests",
    urls=(),
    sha256=(sha256(CONTENT),),
    bytes=len(CONTENT),
    licence="none",
    citation="none",
    arrays={k: Array(a.shape, a.dtype.name, sha256(a.tobytes())) for k, a in DIGITS.items()},
)


@pytest.fixture(autouse=True)
def quiet(capfd):
    """nbgrader gives no points to a cell that writes a line on stderr: no test of this file may see one."""
    yield
    assert capfd.readouterr().err == ""


@pytest.fixture(autouse=True)
def cache(tmp_path, monkeypatch):
    """An empty cache of the test's own; afterwards it holds whole, checked files and nothing else."""
    folder = tmp_path / "cache"
    monkeypatch.delenv("KERAS_COURSE_DATA", raising=False)
    monkeypatch.setenv("KERAS_COURSE_CACHE", str(folder))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    files._session_folder.cache_clear()
    yield folder
    files._session_folder.cache_clear()
    for path in folder.iterdir() if folder.is_dir() else []:
        if path.name.startswith("stand-in-"):
            np.load(path).close()
            continue
        assert path.name in ITEMS and files.flaw_of(path, ITEMS[path.name]) is None, path


@pytest.fixture
def server():
    server = DataServer(CONTENT)
    yield server
    server.stop()


@pytest.fixture
def served(server, monkeypatch):
    """Let mnist.npz be the tiny one, downloaded from addresses that behave as named; returns the addresses."""

    def serve(*behaviours: str) -> list[str]:
        urls = [nobody() if behaviour == "nobody" else server.url(behaviour) for behaviour in behaviours]
        monkeypatch.setitem(ITEMS, "mnist.npz", dataclasses.replace(TINY, urls=tuple(urls)))
        return urls

    return serve


@pytest.fixture
def fast_stand_in(monkeypatch):
    monkeypatch.setattr(stand_in, "mnist", lambda: "stand-in")


def put(folder: Path, content: bytes = CONTENT, name: str = "mnist.npz") -> Path:
    folder.mkdir(parents=True, exist_ok=True)
    path = folder / name
    path.write_bytes(content)
    return path


# The registry


@pytest.mark.parametrize("item", ITEMS.values(), ids=lambda item: item.name)
def test_every_item_is_declared_in_full(item):
    assert item.sha256 and item.bytes and item.licence and item.citation and item.purpose
    digests = [*item.sha256, *(array.sha256 for array in item.arrays.values())]
    assert all(len(digest) == 64 and set(digest) <= set("0123456789abcdef") for digest in digests)
    assert item.urls and all(url.startswith("https://") for url in item.urls)


def test_the_stand_in_has_the_shapes_of_the_real_digits():
    arrays = ITEMS["mnist.npz"].arrays
    assert arrays["x_train"].shape[0] == sum(stand_in.TRAIN_COUNTS)
    assert arrays["x_test"].shape[0] == sum(stand_in.TEST_COUNTS)


@pytest.mark.parametrize("name, nearest", [("mnist", "mnist.npz"), ("minst.npz", "mnist.npz"), ("imbd", "imdb.npz")])
@pytest.mark.parametrize("look_up", [datasets.fetch, datasets.where])
def test_an_unknown_name_gets_the_nearest_one(look_up, name, nearest):
    with pytest.raises(DataError, match=f"Did you mean '{nearest}'"):
        look_up(name)


@settings(deadline=None)
@given((st.text() | st.integers() | st.none()).filter(lambda name: name not in ITEMS))
def test_any_unknown_name_is_refused_with_a_sentence(name):
    with pytest.raises(DataError, match="python -m utils.datasets"):
        datasets.fetch(name)


@pytest.mark.parametrize("source", ["fake", "Real", "", 1, False])
def test_an_unknown_source_is_refused(source):
    with pytest.raises(DataError, match='None, "real" or "stand-in"'):
        datasets.load_mnist(source)


def test_ipython_shows_the_sentence_and_no_traceback(said, tmp_path, monkeypatch):
    monkeypatch.setenv("IPYTHONDIR", str(tmp_path))
    from IPython.core.interactiveshell import InteractiveShell

    shell = InteractiveShell()
    shell.run_cell("from utils import datasets; datasets.fetch('minst.npz')")
    shell.history_manager.end_session()
    shown = said()
    assert "Did you mean 'mnist.npz'" in shown
    assert "Traceback" not in shown and "files.py" not in shown


# Where a file is looked for


def test_files_are_looked_for_in_order(cache, served, server, tmp_path, monkeypatch, said):
    served("good")
    assert datasets.where("mnist.npz") is None

    assert datasets.fetch("mnist.npz") == cache / "mnist.npz"
    assert datasets.where("mnist.npz") == "the cache"

    carried = put(tmp_path / "stick")
    monkeypatch.setenv("KERAS_COURSE_DATA", str(carried.parent))
    assert datasets.fetch("mnist.npz") == carried
    assert datasets.where("mnist.npz") == "KERAS_COURSE_DATA"
    assert server.requests == {"good": 1}


def test_each_load_says_which_digits_these_are(served, tmp_path, monkeypatch, said):
    served("good")
    (x_train, y_train), (x_test, y_test) = datasets.load_mnist()
    assert said() == "MNIST: the real digits, downloaded from 127.0.0.1.\n"
    for name, array in zip(DIGITS, (x_train, y_train, x_test, y_test)):
        np.testing.assert_array_equal(array, DIGITS[name], strict=True)

    datasets.load_mnist("real")
    assert said() == "MNIST: the real digits, from the cache.\n"

    monkeypatch.setenv("KERAS_COURSE_DATA", str(put(tmp_path / "stick").parent))
    datasets.load_mnist()
    assert said() == "MNIST: the real digits, from KERAS_COURSE_DATA.\n"


def test_the_folder_of_data_is_only_read(cache, served, tmp_path, monkeypatch):
    served()
    folder = put(tmp_path / "stick").parent
    folder.chmod(0o555)
    monkeypatch.setenv("KERAS_COURSE_DATA", str(folder))
    datasets.load_mnist("real")
    assert [path.name for path in folder.iterdir()] == ["mnist.npz"]
    assert not cache.exists()


def test_a_folder_of_data_that_is_not_there_is_mentioned(served, tmp_path, monkeypatch, said):
    served("good")
    monkeypatch.setenv("KERAS_COURSE_DATA", str(tmp_path / "unplugged"))
    datasets.fetch("mnist.npz")
    assert "unplugged, which is no folder" in said()


def test_a_damaged_file_in_the_folder_of_data_is_reported_and_left(served, tmp_path, monkeypatch):
    served("good")
    path = put(tmp_path / "stick", CONTENT[:-1])
    monkeypatch.setenv("KERAS_COURSE_DATA", str(path.parent))
    for source in (None, "real"):
        with pytest.raises(DataError, match="is damaged.*Replace it") as error:
            datasets.load_mnist(source)
        assert not isinstance(error.value, Unreachable)
    assert path.read_bytes() == CONTENT[:-1]


def test_an_unreadable_file_in_the_folder_of_data_is_reported(served, tmp_path, monkeypatch):
    served("good")
    path = put(tmp_path / "stick")
    monkeypatch.setenv("KERAS_COURSE_DATA", str(path.parent))

    def refuse(*args):  # chmod would not stop root
        raise PermissionError(errno.EACCES, "Permission denied")

    monkeypatch.setattr(files, "open", refuse, raising=False)
    with pytest.raises(DataError, match=r"cannot be read \(Permission denied\)"):
        datasets.load_mnist()


def test_a_damaged_file_in_the_cache_is_downloaded_again(cache, served, said):
    served("good")
    put(cache, CONTENT[:100])
    datasets.load_mnist("real")
    assert "mnist.npz in the cache is damaged" in said()
    assert (cache / "mnist.npz").read_bytes() == CONTENT


def test_a_damaged_file_in_the_cache_goes_even_without_a_network(cache, served, said, fast_stand_in):
    served("nobody")
    put(cache, CONTENT[:100])
    assert datasets.load_mnist() == "stand-in"
    assert "mnist.npz in the cache is damaged" in said()
    assert list(cache.iterdir()) == []


# What is accepted


def test_the_same_arrays_in_another_container_are_accepted(cache, served):
    served()
    content = npz_bytes(np.savez_compressed, **DIGITS)
    assert sha256(content) not in TINY.sha256
    put(cache, content)
    datasets.load_mnist("real")


@pytest.mark.parametrize(
    "change",
    [
        {"y_test": np.array([1, 1], "uint8")},
        {"y_test": DIGITS["y_test"].astype("int64")},
        {"x_test": DIGITS["x_test"].reshape(2, 784)},
        {"extra": np.zeros(1)},
    ],
    ids=["label", "dtype", "shape", "extra array"],
)
def test_other_arrays_are_not_accepted(tmp_path, change):
    path = put(tmp_path, npz_bytes(**{**DIGITS, **change}))
    assert "is damaged" in files.flaw_of(path, TINY)


def test_a_pickle_is_never_opened(tmp_path):
    trap = tmp_path / "opened"

    class Trap:
        def __reduce__(self):
            return Path.touch, (trap,)

    path = tmp_path / "mnist.npz"
    with zipfile.ZipFile(path, "w") as archive:
        for name in DIGITS:
            buffer = io.BytesIO()
            np.lib.format.write_array(buffer, np.array([Trap()], dtype=object), allow_pickle=True)
            archive.writestr(f"{name}.npy", buffer.getvalue())
    for content in (path.read_bytes(), pickle.dumps(Trap())):
        path.write_bytes(content)
        assert "is damaged" in files.flaw_of(path, TINY)
    assert not trap.exists()


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(position=st.integers(0, len(CONTENT) - 1), byte=st.integers(0, 255))
def test_any_changed_byte_is_noticed_where_it_matters(tmp_path, position, byte):
    """It is answered with a sentence or, in bytes that a zip file does not need, with the very same arrays."""
    path = put(tmp_path, CONTENT[:position] + bytes([byte]) + CONTENT[position + 1 :])
    if files.flaw_of(path, TINY) is None:
        with np.load(path) as npz:
            for name, array in DIGITS.items():
                np.testing.assert_array_equal(npz[name], array, strict=True)


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200) | st.integers(0, len(CONTENT) - 1).map(lambda n: CONTENT[:n]))
def test_anything_else_is_refused(tmp_path, content):
    assert "is damaged" in files.flaw_of(put(tmp_path, content), TINY)


# The network


@pytest.mark.parametrize("first", ["wrong", "flipped", "missing", "cut", "nobody"])
def test_the_next_address_is_tried(first, cache, served, server):
    served(first, "good")
    datasets.load_mnist("real")
    assert (cache / "mnist.npz").read_bytes() == CONTENT
    assert server.requests["good"] == 1


@pytest.mark.parametrize("behaviour", ["cut-once", "broken-once"])
def test_a_passing_trouble_is_tried_again(behaviour, served, server):
    served(behaviour)
    datasets.load_mnist("real")
    assert server.requests == {behaviour: 2}


TROUBLES = [
    ("wrong", "sends something else than the expected file"),
    ("flipped", "sends something else than the expected file"),
    ("missing", "answers 404 Not Found"),
    ("cut", "the connection to 127.0.0.1 broke off"),
    ("stalled", "takes too long to answer"),
    ("silent", "does not answer"),
    ("nobody", "no connection to 127.0.0.1"),
]


@pytest.mark.parametrize("behaviour, words", TROUBLES)
def test_each_trouble_has_its_words(behaviour, words, cache, served, said, fast_stand_in, monkeypatch):
    monkeypatch.setattr(files, "FIRST_ANSWER", 1)
    monkeypatch.setattr(files, "READ_TIMEOUT", 0.5)
    served(behaviour)

    with pytest.raises(Unreachable, match=words) as error:
        datasets.load_mnist("real")
    assert "connect to the network" in str(error.value)
    assert "\n" not in str(error.value)
    assert said() == ""

    assert datasets.load_mnist() == "stand-in"
    line = said()
    assert line.startswith("MNIST: stand-in digits, drawn from fonts, because mnist.npz could not be downloaded")
    assert words in line and "For the real ones, connect to the network" in line
    assert line.count("\n") == 1

    assert list(cache.iterdir() if cache.exists() else []) == []


def test_a_proxy_that_is_not_there_is_named(cache, served, monkeypatch):
    served("good")
    monkeypatch.setenv("NO_PROXY", "")
    monkeypatch.setenv("no_proxy", "")
    monkeypatch.setenv("http_proxy", nobody().removesuffix("/nobody"))
    with pytest.raises(Unreachable, match="the proxy gives no connection to 127.0.0.1"):
        datasets.fetch("mnist.npz")


def test_a_long_download_shows_its_progress_and_wipes_it(served, said, monkeypatch):
    monkeypatch.setattr(files, "CHUNK", 1000)
    served("slow")
    datasets.load_mnist("real")
    *shown, wiped, last = said().split("\r")
    assert any("mnist.npz:" in bar and "%" in bar for bar in shown)
    assert wiped.strip() == ""
    assert last == "MNIST: the real digits, downloaded from 127.0.0.1.\n"


def test_what_a_library_warns_of_stays_off_stderr(served, said, monkeypatch):
    class Chatty(pooch.HTTPDownloader):
        def __call__(self, *args, **kwargs):
            print("a warning", file=sys.stderr)
            super().__call__(*args, **kwargs)

    monkeypatch.setattr(pooch, "HTTPDownloader", Chatty)
    served("good")
    datasets.load_mnist("real")
    assert "a warning" in said()


def test_no_network_is_used_where_none_is_needed(served, server, said, fast_stand_in):
    served("good")
    assert datasets.load_mnist("stand-in") == "stand-in"
    assert said() == "MNIST: stand-in digits, drawn from fonts, as asked.\n"
    assert server.requests == {}


def fetch_in_a_process(url: str) -> subprocess.Popen:
    """Start an interpreter that fetches the tiny mnist.npz from that address and prints its path."""
    code = """
import json, sys
from utils import datasets
from utils.datasets.registry import ITEMS, Item
ITEMS["mnist.npz"] = Item(**json.loads(sys.argv[1]))
print(datasets.fetch("mnist.npz"))
"""
    item = {**dataclasses.asdict(TINY), "urls": [url], "arrays": {}}
    command = [sys.executable, "-c", code, json.dumps(item)]
    return subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True)


def test_two_processes_download_at_once(cache, served, server):
    (url,) = served("together")
    both = [fetch_in_a_process(url) for _ in range(2)]
    for process in both:
        out, err = process.communicate(timeout=120)
        assert (out.strip(), err, process.returncode) == (str(cache / "mnist.npz"), "", 0)
    assert server.requests == {"together": 2}
    assert [path.name for path in cache.iterdir()] == ["mnist.npz"]


# The disk


class FullDisk(io.FileIO):
    """A file on a disk with room for 100 more bytes."""

    def write(self, data):
        if self.tell() + len(data) > 100:
            super().write(bytes(data)[: 100 - self.tell()])
            raise OSError(errno.ENOSPC, "No space left on device")
        return super().write(data)


def test_a_full_disk_is_reported_and_nothing_is_left(cache, served, monkeypatch):
    served("good", "good")
    monkeypatch.setattr(files, "open", lambda path, mode: FullDisk(path, mode.rstrip("b")), raising=False)
    for source in (None, "real"):
        with pytest.raises(DataError, match="has no space left. Free some space.*KERAS_COURSE_CACHE") as error:
            datasets.load_mnist(source)
        assert not isinstance(error.value, Unreachable)
        assert list(cache.iterdir()) == []


@pytest.fixture
def mount(tmp_path):
    """Mount a small disk of its own with the given options; skipped where that is not allowed."""
    folder = tmp_path / "disk"
    folder.mkdir()

    def mount(options):
        try:
            subprocess.run(["mount", "-t", "tmpfs", "-o", options, "tmpfs", folder], check=True, capture_output=True)
        except (OSError, subprocess.CalledProcessError):
            pytest.skip("mounting a disk needs root; the same case with a simulated disk is always run")
        return folder

    yield mount
    subprocess.run(["umount", folder], capture_output=True)


def test_a_really_full_disk(served, mount, monkeypatch):
    served("good")
    disk = mount("size=4k")
    monkeypatch.setenv("KERAS_COURSE_CACHE", str(disk))
    with pytest.raises(DataError, match="has no space left"):
        datasets.load_mnist()
    assert list(disk.iterdir()) == []


def test_a_really_read_only_cache(served, mount, monkeypatch, said):
    served("good")
    monkeypatch.setenv("KERAS_COURSE_CACHE", str(mount("ro")))
    datasets.load_mnist("real")
    assert "cannot be written, so mnist.npz is kept for this session only" in said()


def test_with_a_read_only_cache_a_download_serves_this_session(cache, served, server, monkeypatch, said):
    served("good")
    a_file = put(cache)
    monkeypatch.setenv("KERAS_COURSE_CACHE", str(a_file / "cache"))  # not even root makes a folder there

    datasets.load_mnist("real")
    assert "kept for this session only. Set KERAS_COURSE_CACHE to a folder of yours to keep it." in said()
    assert datasets.where("mnist.npz") == "a temporary folder"

    datasets.load_mnist("real")
    assert said() == "MNIST: the real digits, from a temporary folder.\n"
    assert server.requests == {"good": 1}


def test_a_damaged_file_in_a_read_only_cache_is_passed_over(cache, served, server, tmp_path, monkeypatch, said):
    served("good")
    damaged = put(tmp_path / "read-only", CONTENT[:100])
    monkeypatch.setenv("KERAS_COURSE_CACHE", str(damaged.parent))
    remove = Path.unlink

    def read_only(*args, **kwargs):
        raise OSError(errno.EROFS, "Read-only file system")

    monkeypatch.setattr(tempfile, "TemporaryFile", read_only)
    monkeypatch.setattr(Path, "unlink", lambda self: read_only() if self == damaged else remove(self))
    for _ in range(2):
        datasets.load_mnist("real")
    assert server.requests == {"good": 1}


def test_an_interrupted_download_leaves_nothing(cache, served, monkeypatch):
    served("good")

    def interrupt(*args):
        raise KeyboardInterrupt

    monkeypatch.setattr(files, "flaw_of", interrupt)
    with pytest.raises(KeyboardInterrupt):
        datasets.fetch("mnist.npz")
    monkeypatch.undo()
    assert list(cache.iterdir()) == []


# The stand-in


@pytest.fixture(scope="module")
def digits():
    return stand_in.digits()


def test_the_stand_in_looks_like_mnist_from_outside(digits):
    for (x, y), counts in zip(digits, (stand_in.TRAIN_COUNTS, stand_in.TEST_COUNTS)):
        assert (x.shape, x.dtype, y.shape, y.dtype) == ((sum(counts), 28, 28), "uint8", (sum(counts),), "uint8")
        assert tuple(np.bincount(y, minlength=10)) == counts
        assert x.min() == 0 and x.max() == 255
        assert 28 < x.mean() < 40  # MNIST: 33.3
        assert len(np.unique(y[:100])) == 10, "not shuffled"


def test_the_stand_in_is_centred_and_inside(digits):
    (x, _), _ = digits
    rows, columns = (x.sum(axis, dtype="int64") for axis in (2, 1))
    ink = rows.sum(1)
    assert ink.min() > 0, "an empty image"
    middle = np.stack([rows @ np.arange(28) / ink, columns @ np.arange(28) / ink])
    assert np.abs(middle - 13.5).mean() < 1
    assert (x[:, 0].max(1) == 0).mean() > 0.9, "digits touch the edge"


def test_the_stand_in_is_the_same_each_time_and_has_no_doubles(digits, monkeypatch):
    (x, y), _ = digits
    assert len(np.unique(x.reshape(len(x), -1)[:5000], axis=0)) == 5000
    monkeypatch.setattr(stand_in, "TRAIN_COUNTS", (3,) * 10)
    monkeypatch.setattr(stand_in, "TEST_COUNTS", (2,) * 10)
    first, again, other = stand_in.digits(seed=5), stand_in.digits(seed=5), stand_in.digits(seed=6)
    np.testing.assert_equal(first, again)
    assert (first[0][0] != other[0][0]).any()


def test_the_stand_in_can_be_learnt_and_is_not_trivial(digits):
    """A linear model, fitted by least squares to 10,000 digits, is far above chance and far from perfect."""
    (x, y), (x_new, y_new) = digits
    x, y = x[:10_000].reshape(-1, 784) / 255, np.eye(10)[y[:10_000]]
    weights = np.linalg.solve(x.T @ x + 10 * np.eye(784), x.T @ y)
    accuracy = (np.argmax(x_new.reshape(-1, 784) / 255 @ weights, axis=1) == y_new).mean()
    assert 0.7 < accuracy < 0.95


def test_rings_are_balanced_apart_and_the_same_each_time():
    x, y = datasets.make_rings(301, seed=4)
    assert (x.shape, x.dtype, y.shape) == ((301, 2), "float32", (301,))
    assert np.ptp(np.bincount(y, minlength=3)) <= 1
    radius = np.linalg.norm(x, axis=1)
    assert np.all(np.diff([radius[y == ring].mean() for ring in range(3)]) > 0.3)
    np.testing.assert_equal((x, y), datasets.make_rings(301, seed=4))
    assert (x != datasets.make_rings(301, seed=5)[0]).any()


def test_shapes_are_balanced_anywhere_and_the_same_each_time():
    x, y = datasets.make_shapes(1201, seed=4)
    assert (x.shape, x.dtype, y.shape) == ((1201, 12, 12, 1), "float32", (1201,))
    assert 0 <= x.min() and x.max() <= 1
    assert np.ptp(np.bincount(y, minlength=3)) <= 1
    ink = x[..., 0] > 0.5
    assert [set(ink[y == shape].sum(axis=(1, 2))) for shape in range(3)] == [{9}, {16}, {9}]
    corners = {(rows.min(), columns.min()) for rows, columns in map(np.nonzero, ink)}
    assert corners == {(row, column) for row in range(8) for column in range(8)}
    np.testing.assert_equal((x, y), datasets.make_shapes(1201, seed=4))
    assert (x != datasets.make_shapes(1201, seed=5)[0]).any()


# The real thing


@pytest.mark.real
@pytest.mark.skipif(
    not os.path.isfile(os.path.join(REAL_DATA, "mnist.npz")), reason="KERAS_COURSE_DATA holds no mnist.npz"
)
def test_the_real_digits_are_accepted_by_their_arrays(monkeypatch, said):
    monkeypatch.setenv("KERAS_COURSE_DATA", REAL_DATA)
    (x, y), (x_new, y_new) = datasets.load_mnist("real")
    assert said() == "MNIST: the real digits, from KERAS_COURSE_DATA.\n"
    assert tuple(np.bincount(y)) == stand_in.TRAIN_COUNTS and tuple(np.bincount(y_new)) == stand_in.TEST_COUNTS
    assert x.shape == (60_000, 28, 28) and x_new.shape == (10_000, 28, 28)


def test_the_stand_in_is_made_once_and_kept(cache, monkeypatch):
    made = []
    monkeypatch.setattr(stand_in, "TRAIN_COUNTS", (3,) * 10)
    monkeypatch.setattr(stand_in, "TEST_COUNTS", (2,) * 10)
    draw = stand_in.digits
    monkeypatch.setattr(stand_in, "digits", lambda: made.append(1) or draw())
    first, again = stand_in.mnist(), stand_in.mnist()
    assert len(made) == 1
    assert all((a == b).all() for pair, other in zip(first, again) for a, b in zip(pair, other))
    (kept,) = cache.glob("stand-in-digits-*.npz")
    kept.write_bytes(kept.read_bytes()[:1000])
    assert (stand_in.mnist()[0][0] == first[0][0]).all() and len(made) == 2, "a damaged file is made anew"


def test_a_stand_in_that_cannot_be_kept_is_given_all_the_same(tmp_path, monkeypatch):
    (tmp_path / "file").touch()
    monkeypatch.setenv("KERAS_COURSE_CACHE", str(tmp_path / "file" / "below a file"))
    monkeypatch.setattr(stand_in, "digits", lambda: ((np.zeros(1), np.zeros(1)), (np.zeros(1), np.zeros(1))))
    assert len(stand_in.mnist()) == 2
