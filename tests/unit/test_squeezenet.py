"""SqueezeNet's weights and ImageNet's names, which have no stand-in, and the elephants, which have one."""

import dataclasses
import hashlib
import io
import json
import os
import pickle
from pathlib import Path

import h5py
import keras
import numpy as np
import pytest
from data_server import nobody
from PIL import Image

from utils import datasets
from utils.datasets import DataError, Unreachable, elephants, files, squeezenet
from utils.datasets.registry import ITEMS

REAL_DATA = os.environ.get("KERAS_COURSE_DATA", "")
FULL = "squeezenet_weights_tf_dim_ordering_tf_kernels.h5"
NO_TOP = "squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5"
NAMES = "imagenet_class_index.json"
PHOTOS = ["squeeze_test.jpg", "elephant.jpg"]

real_files = pytest.mark.skipif(
    not all(os.path.isfile(os.path.join(REAL_DATA, name)) for name in [FULL, NO_TOP, NAMES, *PHOTOS]),
    reason="KERAS_COURSE_DATA does not hold the files of chapter 6",
)

pytestmark = pytest.mark.usefixtures("said", "folder")


@pytest.fixture
def put(folder, monkeypatch):
    """Put a file into the folder of data, with a checksum that the course knows."""

    def put(name: str, content: bytes) -> None:
        known = {"sha256": (hashlib.sha256(content).hexdigest(),), "bytes": len(content)}
        monkeypatch.setitem(ITEMS, name, dataclasses.replace(ITEMS[name], **known))
        (folder / name).write_bytes(content)

    return put


# The weights


def some_weights(top=True):
    """Arrays by their path in the file, in the form in which Keras 2 saved them."""
    rng, arrays = np.random.default_rng(6), {}
    for layer, shape in squeezenet._kernel_shapes(top).items():
        group = layer.replace("_", "/")
        arrays[f"{group}/{group}_3/kernel:0"] = rng.normal(size=shape).astype("float32")
        arrays[f"{group}/{group}_3/bias:0"] = rng.normal(size=shape[-1]).astype("float32")
    return arrays


def h5_bytes(arrays, attributes=None) -> bytes:
    buffer = io.BytesIO()
    with h5py.File(buffer, "w") as file:
        for path, array in arrays.items():
            file[path] = array
        file.attrs.update(attributes or {})
    return buffer.getvalue()


@pytest.mark.parametrize(("name", "top"), [(FULL, True), (NO_TOP, False)])
def test_weights_come_by_layer_in_the_order_of_the_network(name, top, put, said):
    arrays = some_weights(top)
    put(name, h5_bytes(arrays))
    weights = datasets.load_squeezenet_weights(top)
    which = "" if top else " without the last layer"
    assert said() == f"SqueezeNet's ImageNet weights{which}, from KERAS_COURSE_DATA.\n"
    layers = ["conv1"] + [
        f"fire{n}_{part}" for n in range(2, 10) for part in ("squeeze1x1", "expand1x1", "expand3x3")
    ]  # fmt: skip
    assert list(weights) == layers + ["conv10"] * top
    for layer, (kernel, bias) in weights.items():
        group = layer.replace("_", "/")
        np.testing.assert_array_equal(kernel, arrays[f"{group}/{group}_3/kernel:0"], strict=True)
        np.testing.assert_array_equal(bias, arrays[f"{group}/{group}_3/bias:0"], strict=True)


def test_the_shapes_are_those_of_the_paper():
    """1,235,496 parameters with biases: the figure of the network that chapter 6 builds."""
    shapes = squeezenet._kernel_shapes(True)
    assert sum(np.prod(shape) + shape[-1] for shape in shapes.values()) == 1_235_496
    assert shapes["fire9_expand3x3"] == (3, 3, 64, 256) and shapes["conv10"] == (1, 1, 512, 1000)


@pytest.mark.parametrize("top", [True, False])
def test_without_the_weights_one_line_says_so(top, said):
    assert datasets.load_squeezenet_weights(top) is None
    line = said()
    assert line.count("\n") == 1 and line.startswith("SqueezeNet's ImageNet weights")
    assert "not here, because squeezenet_weights" in line and "KERAS_COURSE_DATA to a folder" in line


@pytest.mark.parametrize("name", [FULL, NAMES, PHOTOS[1]])
def test_a_truncated_file_is_reported(name, put, folder):
    put(name, b"something long enough")
    if name in PHOTOS:
        put(PHOTOS[0], b"the other photo")
    (folder / name).write_bytes(b"something long")
    load = {FULL: datasets.load_squeezenet_weights, NAMES: datasets.load_imagenet_names}.get(
        name, datasets.load_elephants
    )
    with pytest.raises(DataError, match=f"{name} is damaged.*Replace it") as error:
        load()
    assert not isinstance(error.value, Unreachable)


def rounded(arrays):
    """The arrays with conv10 in half precision, as in a copy whose checksum is known."""
    half = {path: array.astype("float16").astype("float32") for path, array in arrays.items() if "conv10" in path}
    return arrays | half


def more(arrays, share):
    """The arrays, each number of conv10 larger by this share of what half precision can tell apart there."""
    half = {path: array for path, array in arrays.items() if "conv10" in path}
    return arrays | {path: array + share * np.spacing(abs(array).astype("float16")) for path, array in half.items()}


def test_another_file_with_the_same_numbers_in_half_precision_is_as_good(folder, monkeypatch, tmp_path, recwarn):
    arrays = rounded(some_weights())
    (tmp_path / "known.h5").write_bytes(h5_bytes(arrays))
    known = dataclasses.replace(ITEMS[FULL], urls=(nobody(),), numbers=files._numbers(tmp_path / "known.h5"))
    monkeypatch.setitem(ITEMS, FULL, known)
    (folder / FULL).write_bytes(h5_bytes(more(arrays, 0.2), attributes={"saved by": "another program"}))
    weights = datasets.load_squeezenet_weights()
    assert np.abs(weights["conv10"][0] - arrays["conv10/conv10_3/kernel:0"]).max() > 0
    other = arrays | {KERNEL: arrays[KERNEL] * np.float32(1.01)}
    huge = arrays | {KERNEL: np.full((3, 3, 3, 64), 1e30, "float32")}
    fewer = some_weights(top=False)
    for content in (*map(h5_bytes, (more(arrays, 1), other, huge, fewer)), b"no HDF5"):
        (folder / FULL).write_bytes(content)
        with pytest.raises(DataError, match=f"{FULL} is damaged, or not the file"):
            datasets.load_squeezenet_weights()
    assert not recwarn.list


def changed(path, array):
    return h5_bytes({**some_weights(), path: array})


KERNEL, BIAS = "conv1/conv1_3/kernel:0", "fire9/expand3x3/fire9/expand3x3_3/bias:0"
WITHOUT_BIAS = {path: array for path, array in some_weights().items() if path != BIAS}


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"no HDF5 at all",
        h5_bytes(some_weights())[:200_000],
        h5_bytes({"weights": np.zeros(3, "float32")}),
        h5_bytes(some_weights(top=False)),
        h5_bytes(WITHOUT_BIAS),
        changed(KERNEL, np.zeros((3, 3, 64, 3), "float32")),
        changed(KERNEL, np.zeros((3, 3, 3, 64))),
        changed(KERNEL, np.full((3, 3, 3, 64), np.inf, "float32")),
        changed(BIAS, np.full(256, np.nan, "float32")),
        changed(BIAS, np.full(256, b"0")),
        h5_bytes({**WITHOUT_BIAS, BIAS + "/inside": np.zeros(256, "float32")}),
        h5_bytes({**WITHOUT_BIAS, BIAS: h5py.SoftLink("/" + KERNEL)}),
    ],
    ids=[
        "empty", "no HDF5", "a part", "other keys", "no top", "no bias", "axes exchanged", "float64", "infinite", "nan",
        "text", "a group", "a link",
    ],
)  # fmt: skip
def test_a_file_that_holds_something_else_gets_one_sentence(content, put):
    put(FULL, content)
    with pytest.raises(DataError, match=rf"{FULL} does not hold what it should: a kernel and a bias.*Get it again"):
        datasets.load_squeezenet_weights()


class Bomb:
    def __reduce__(self):
        return pytest.fail, ("it was unpickled",)


def test_nothing_is_unpickled(put):
    """Neither an attribute, which nobody looks at, nor an array of pickles."""
    bomb = np.void(pickle.dumps(Bomb()))
    put(FULL, h5_bytes(some_weights(), {"layer_names": bomb, "model_config": bomb}))
    assert len(datasets.load_squeezenet_weights()) == 26
    put(FULL, changed(KERNEL, np.full((3, 3, 3, 64), bomb)))
    with pytest.raises(DataError, match="does not hold what it should"):
        datasets.load_squeezenet_weights()


# The names


INDEX = {str(n): [f"n{n:08}", f"thing_{n}"] for n in range(1000)}


def test_names_come_in_the_order_of_the_outputs(put, said):
    shuffled = dict(sorted(INDEX.items()))  # "10" before "2"
    put(NAMES, json.dumps(shuffled).encode())
    assert datasets.load_imagenet_names() == [f"thing_{n}" for n in range(1000)]
    assert said() == "The names of the ImageNet classes, from KERAS_COURSE_DATA.\n"


def test_without_the_names_one_line_says_so(said):
    assert datasets.load_imagenet_names() is None
    line = said()
    assert line.count("\n") == 1 and "not here, because imagenet_class_index.json could not be" in line


@pytest.mark.parametrize(
    "index",
    [
        [],
        {},
        INDEX | {"1000": ["n1", "more"]},
        INDEX | {"7": "n00000007"},
        INDEX | {"7": ["n7", 7]},
        INDEX | {"7": ["n7", ""]},
    ],
    ids=["a list", "empty", "too many", "no pair", "a number", "no name"],
)
def test_other_names_get_one_sentence(index, put):
    put(NAMES, json.dumps(index).encode())
    with pytest.raises(DataError, match=f"{NAMES} does not hold what it should.*Get it again"):
        datasets.load_imagenet_names()


# The elephants


def jpeg(pixels) -> bytes:
    buffer = io.BytesIO()
    Image.fromarray(pixels).save(buffer, "JPEG")
    return buffer.getvalue()


def test_photos_come_stretched_in_their_order_as_keras_reads_them(put, folder, said):
    rng = np.random.default_rng(3)
    for name, size in zip(PHOTOS, [(227, 227, 3), (120, 300, 3)], strict=True):
        put(name, jpeg(rng.integers(256, size=size, dtype="uint8")))
    x = datasets.load_elephants()
    assert said() == "Elephants: the real photos, from KERAS_COURSE_DATA.\n"
    assert (x.shape, x.dtype) == ((2, 227, 227, 3), "uint8")
    for photo, name in zip(x, PHOTOS, strict=True):
        np.testing.assert_array_equal(photo, keras.utils.load_img(folder / name, target_size=(227, 227)))


def test_a_file_that_is_no_photo_gets_one_sentence(put):
    put(PHOTOS[0], jpeg(np.zeros((227, 227, 3), "uint8")))
    put(PHOTOS[1], b"an elephant, in words")
    with pytest.raises(DataError, match=r"elephant\.jpg is no photo that can be read.*Get it again"):
        datasets.load_elephants()


def test_with_one_photo_missing_both_are_drawn_and_the_line_says_why(put, said):
    put(PHOTOS[0], jpeg(np.zeros((227, 227, 3), "uint8")))
    x = datasets.load_elephants()
    np.testing.assert_array_equal(x, elephants.draw_elephants())
    line = said()
    assert line.startswith("Elephants: stand-ins, drawn by the course, because elephant.jpg could not be downloaded")
    assert line.count("\n") == 1
    with pytest.raises(Unreachable, match=r"^elephant\.jpg could not"):
        datasets.load_elephants("real")


@pytest.mark.parametrize("source", ["fake", "Real", "", 1, False])
def test_an_unknown_source_is_refused(source):
    with pytest.raises(DataError, match='None, "real" or "stand-in"'):
        datasets.load_elephants(source)


def test_the_drawn_elephants_are_two_and_the_same_each_time(said):
    x = datasets.load_elephants("stand-in")
    assert said() == "Elephants: stand-ins, drawn by the course, as asked.\n"
    assert (x.shape, x.dtype) == ((2, 227, 227, 3), "uint8")
    np.testing.assert_array_equal(x, datasets.load_elephants("stand-in"))
    # The African one has the larger ears and tusks: more dark grey and more ivory.
    for colour in (elephants.SHADE, elephants.IVORY):
        asian, african = (x == colour).all(axis=-1).sum(axis=(1, 2))
        assert african > 1.5 * asian > 0


# The real files


@pytest.mark.real
@real_files
def test_the_real_files(monkeypatch, said):
    monkeypatch.setenv("KERAS_COURSE_DATA", REAL_DATA)
    weights, body = datasets.load_squeezenet_weights(), datasets.load_squeezenet_weights(top=False)
    names, x = datasets.load_imagenet_names(), datasets.load_elephants("real")
    assert said().count(", from KERAS_COURSE_DATA.\n") == 4
    assert sum(array.size for pair in weights.values() for array in pair) == 1_235_496
    for layer, pair in body.items():
        np.testing.assert_equal(pair, weights[layer])
    assert len(names) == 1000 and names[385:387] == ["Indian_elephant", "African_elephant"]
    assert x.shape == (2, 227, 227, 3)
    np.testing.assert_array_equal(x[0], keras.utils.load_img(Path(REAL_DATA) / PHOTOS[0]))  # it has this size already
