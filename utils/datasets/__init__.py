"""The course's data: what to load, from where, and how it is checked.

`load_mnist()` returns what `keras.datasets.mnist.load_data()` returns. The real data are looked for in the folder
that the environment variable `KERAS_COURSE_DATA` names (it is only read), then in the user's cache (elsewhere with
`KERAS_COURSE_CACHE`), then on the network. Where none of these has them, a stand-in made by the course takes their
place. Each call prints one line that says which data it returns. On a command line, `python -m utils.datasets` shows,
fetches and checks the files.
"""

from utils import quiet  # noqa: F401, I001  (before anything that imports TensorFlow)

import numpy as np

from utils.datasets.choice import real_files
from utils.datasets.faces import make_faces
from utils.datasets.files import DataError, Unreachable, fetch, where
from utils.datasets.happy import load_happy, load_happy_test
from utils.datasets.imdb import encode_review, load_imdb, load_imdb_word_index
from utils.datasets.memory import peak_memory
from utils.datasets.photos import read_photo
from utils.datasets.registry import ITEMS
from utils.datasets.reviews import REVIEW_WORDS, make_reviews
from utils.datasets.rings import make_rings
from utils.datasets.shapes import make_shapes
from utils.datasets.squeezenet import load_elephants, load_imagenet_names, load_squeezenet_weights

__all__ = [
    "ITEMS",
    "REVIEW_WORDS",
    "DataError",
    "Unreachable",
    "encode_review",
    "fetch",
    "load_elephants",
    "load_happy",
    "load_happy_test",
    "load_imagenet_names",
    "load_imdb",
    "load_imdb_word_index",
    "load_mnist",
    "load_squeezenet_weights",
    "make_faces",
    "make_reviews",
    "make_rings",
    "make_shapes",
    "peak_memory",
    "read_photo",
    "where",
]


def load_mnist(source: str | None = None):
    """Handwritten digits: MNIST, or its stand-in.

    Args:
        source: "real" for MNIST itself, "stand-in" for digits drawn from fonts, None for MNIST where it can be had
            and the stand-in where not.

    Returns:
        `(x_train, y_train), (x_test, y_test)`: images, uint8 of shape (60000, 28, 28) and (10000, 28, 28), from 0
        (paper) to 255 (ink); labels, uint8 of shape (60000,) and (10000,), from 0 to 9.

    Raises:
        DataError: another `source`, a damaged file in `KERAS_COURSE_DATA`, or a full disk.
        Unreachable: MNIST cannot be had, and `source` is "real"; a kind of `DataError`.

    Source: Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits, 1998; CC BY-SA 3.0.
    """
    files = real_files(source, ["mnist.npz"], "MNIST: the real digits", "MNIST: stand-in digits, drawn from fonts")
    if files:
        with np.load(files[0], allow_pickle=False) as npz:
            return (npz["x_train"], npz["y_train"]), (npz["x_test"], npz["y_test"])

    from utils.datasets import stand_in  # here and not above: most sessions have the real data

    return stand_in.mnist()
