"""SqueezeNet's ImageNet weights, the names of the ImageNet classes, and two photos of elephants to try them on."""

import json

import h5py
import numpy as np

from utils.datasets import elephants
from utils.datasets.choice import real_files
from utils.datasets.files import DataError, Unreachable, obtain
from utils.datasets.registry import ITEMS

SIDE = elephants.SIDE  # pixels of a photo
CLASSES = 1000
# Squeeze and expand filters of each fire module: SqueezeNet v1.1, F. N. Iandola et al., arXiv:1602.07360.
FIRES = {2: (16, 64), 3: (16, 64), 4: (32, 128), 5: (32, 128), 6: (48, 192), 7: (48, 192), 8: (64, 256), 9: (64, 256)}


def load_squeezenet_weights(top: bool = True) -> dict[str, list[np.ndarray]] | None:
    """SqueezeNet's weights, trained on ImageNet. There is no stand-in for them; one printed line says if they are here.

    Args:
        top: bool, whether conv10, the layer that knows the 1,000 classes, belongs to them.

    Returns:
        for each layer its `[kernel, bias]`, float32 of shapes (height, width, channels, filters) and (filters,), in the
        network's order: conv1, fire2_squeeze1x1, fire2_expand1x1, fire2_expand3x3, ... fire9_expand3x3, conv10. None
        where the file cannot be had.

    Raises:
        DataError: a damaged file in `KERAS_COURSE_DATA`, or a full disk.

    Source: F. N. Iandola et al.: SqueezeNet, arXiv:1602.07360, 2016; file by R. C. Malli.
    """
    end, which = (".h5", "") if top else ("_notop.h5", " without the last layer")
    path = _only_real(f"squeezenet_weights_tf_dim_ordering_tf_kernels{end}", f"SqueezeNet's ImageNet weights{which}")
    return path and _read_weights(path, _kernel_shapes(top))


def load_imagenet_names() -> list[str] | None:
    """What the 1,000 classes of ImageNet are called. There is no stand-in; one printed line says if they are here.

    Returns:
        1,000 str, such as "Indian_elephant", in the order of a network's outputs, as the official index spells them;
        "crane" and "maillot" stand for two classes each. None where the file cannot be had.

    Raises:
        DataError: a damaged file in `KERAS_COURSE_DATA`, or a full disk.

    Source: the class index that Keras's `decode_predictions` reads.
    """
    path = _only_real("imagenet_class_index.json", "The names of the ImageNet classes")
    return path and _read_names(path)


def load_elephants(source: str | None = None) -> np.ndarray:
    """Two photos, an Indian elephant and two African ones: the real ones, or their stand-in.

    Args:
        source: "real" for the photos themselves, "stand-in" for drawn elephants, None for the photos where both can be
            had and the stand-in where not.

    Returns:
        uint8 array of shape (2, 227, 227, 3), red, green and blue from 0 to 255: squeeze_test.jpg and elephant.jpg,
        each stretched to the square by taking the nearest pixel, as `keras.utils.load_img` does.

    Raises:
        DataError: another `source`, a damaged file in `KERAS_COURSE_DATA`, or a full disk.
        Unreachable: a photo cannot be had, and `source` is "real"; a kind of `DataError`.

    Source: see squeeze_test.jpg and elephant.jpg in `ITEMS`.
    """
    names = ["squeeze_test.jpg", "elephant.jpg"]
    files = real_files(source, names, "Elephants: the real photos", "Elephants: stand-ins, drawn by the course")
    return np.stack([_read_photo(path) for path in files]) if files else elephants.draw_elephants()


def _only_real(name, what):
    """The path of a file that has no stand-in, or None; prints which."""
    try:
        path, origin = obtain(ITEMS[name])
    except Unreachable as problem:
        print(f"{what}: not here, because {problem.reason}. To get them, {problem.remedy}.")
        return None
    print(f"{what}, {origin}.")
    return path


def _kernel_shapes(top):
    """The shape of each layer's kernel, in the network's order."""
    shapes, channels = {"conv1": (3, 3, 3, 64)}, 64
    for number, (squeeze, expand) in FIRES.items():
        shapes[f"fire{number}_squeeze1x1"] = (1, 1, channels, squeeze)
        shapes[f"fire{number}_expand1x1"] = (1, 1, squeeze, expand)
        shapes[f"fire{number}_expand3x3"] = (3, 3, squeeze, expand)
        channels = 2 * expand
    return shapes | {"conv10": (1, 1, channels, CLASSES)} if top else shapes


def _read_weights(path, shapes):
    """Kernels and biases by layer. Attributes are not looked at: the names of groups and arrays say all."""
    try:
        with h5py.File(path) as file:
            weights = {layer: _read_layer(file[layer.replace("_", "/")], shape) for layer, shape in shapes.items()}
    except Exception:  # a damaged HDF5 file can raise almost anything
        raise DataError(
            f"{path} does not hold what it should: a kernel and a bias for each of SqueezeNet's {len(shapes)} layers, "
            "finite float32 numbers of its shapes. Get it again, as `python -m utils.datasets` tells."
        ) from None
    return weights


def _read_layer(group, shape):
    """`[kernel, bias]` of a group such as fire2/squeeze1x1, where Keras 2 kept them in groups of its own."""
    found = {}
    group.visititems(lambda name, node: found.update({name.rsplit("/")[-1]: node}))
    arrays = []
    for name, expected in (("kernel:0", shape), ("bias:0", shape[-1:])):
        if found[name].shape != expected or found[name].dtype != "float32":  # before anything is read
            raise ValueError("another shape or type")
        arrays.append(found[name][()])
        if not np.isfinite(arrays[-1]).all():
            raise ValueError("a number is not finite")
    return arrays


def _read_names(path):
    try:
        index = json.loads(path.read_text(encoding="utf-8"))
        names = [name for _, name in (index[str(i)] for i in range(CLASSES))]
        if len(index) != CLASSES or not all(isinstance(name, str) and name for name in names):
            raise ValueError("other names")
    except Exception:  # not the JSON that is expected, in one of many ways
        raise DataError(
            f"{path} does not hold what it should: a name for each of the {CLASSES:,} ImageNet classes. "
            f"Get it again: `python -m utils.datasets fetch {path.name}`."
        ) from None
    return names


def _read_photo(path):
    import keras  # here and not above: the command line of this package does without

    try:
        return np.asarray(keras.utils.load_img(path, target_size=(SIDE, SIDE)))
    except Exception:  # a damaged image can raise almost anything
        raise DataError(
            f"{path} is no photo that can be read. Get it again: `python -m utils.datasets fetch {path.name}`."
        ) from None
