"""What the chapters load: each file declared once, with its addresses, checksums, licence and source."""

from collections.abc import Mapping
from dataclasses import dataclass, field

KERAS = "https://storage.googleapis.com/tensorflow/tf-keras-datasets"
KERAS_2 = "https://s3.amazonaws.com"  # where Keras 2 kept the same files
RAW = "https://raw.githubusercontent.com"
HAPPY = f"{RAW}/vinayak618/TheDeepLearningHouse/04526383be13be499cc3ba1867eaae01cfdc2ce1/datasets"
SQUEEZENET = "rcmalli/keras-squeezenet"


@dataclass(frozen=True)
class Array:
    """One array inside an .npz file; `sha256` is that of its bytes in C order (`array.tobytes()`)."""

    shape: tuple[int, ...]
    dtype: str
    sha256: str


@dataclass(frozen=True)
class Item:
    """One file.

    A file is accepted when its SHA-256 is one of `sha256`; or, where `arrays` are declared, when it is an .npz file
    that holds exactly these arrays: the same data can be zipped in many ways; or, where `numbers` is given, when it is
    an HDF5 file whose arrays, rounded to half precision, have this SHA-256.
    """

    name: str
    purpose: str  # a few words for the table of `python -m utils.datasets`
    urls: tuple[str, ...]  # tried in this order
    sha256: tuple[str, ...]
    bytes: int
    licence: str
    citation: str
    arrays: Mapping[str, Array] = field(default_factory=dict)
    numbers: str = ""


IMDB_TERMS = {
    "licence": "none stated; the authors ask to be cited",
    "citation": "A. L. Maas et al.: Learning Word Vectors for Sentiment Analysis, ACL 2011",
}
HAPPY_TERMS = {
    "licence": "none stated for the photos",
    "citation": "The Happy House, exercise of a deeplearning.ai course, 2017",
}
SQUEEZENET_TERMS = {
    "licence": "BSD (network), MIT (file)",
    "citation": "F. N. Iandola et al.: SqueezeNet, arXiv:1602.07360, 2016; file by R. C. Malli",
}

ITEMS = {
    item.name: item
    for item in (
        Item(
            name="mnist.npz",
            purpose="handwritten digits (chapters 1 to 3)",
            urls=(f"{KERAS}/mnist.npz", f"{KERAS_2}/img-datasets/mnist.npz"),
            sha256=("731c5ac602752760c8e48fbffcf8c3b850d9dc2a2aedcf2cc48468fc17b673d1",),
            bytes=11_490_434,
            licence="CC BY-SA 3.0",
            citation="Y. LeCun, C. Cortes, C. J. C. Burges: The MNIST database of handwritten digits, 1998",
            arrays={
                "x_train": Array(
                    (60_000, 28, 28), "uint8", "741c988805d008ac6e4c904b69001ba184c24b2c540a4ef403f4c71b676cf757"
                ),
                "y_train": Array(
                    (60_000,), "uint8", "1feba77c54802fa5339a11837ea4b2866434b83314ec45192930f1df69120c13"
                ),
                "x_test": Array(
                    (10_000, 28, 28), "uint8", "6d87418db22cc8025d05968bec9bd5c3932904b23485740db143a061a2c9d161"
                ),
                "y_test": Array((10_000,), "uint8", "ddeff807876a9661a1110d45c266c86239a3a1b7d37da0c3716a7a683c852ff5"),
            },
        ),
        # Its arrays of lists are pickled, and unpickling can run code: only a file whose own checksum is known is read.
        Item(
            name="imdb.npz",
            purpose="film reviews as word numbers (chapter 5)",
            urls=(f"{KERAS}/imdb.npz", f"{KERAS_2}/text-datasets/imdb.npz"),
            sha256=(
                "69664113be75683a8fe16e3ed0ab59fda8886cb3cd7ada244f7d9544e4676b9f",  # Keras's
                "e12619f535ea3b6553c2d0ad88dee1f3a3d117ccce1aefaeb31b1cd4fa9f43c7",  # the same reviews, zipped again
            ),
            bytes=17_464_789,
            **IMDB_TERMS,
        ),
        Item(
            name="imdb_word_index.json",
            purpose="the word behind each number (chapter 5)",
            urls=(f"{KERAS}/imdb_word_index.json", f"{KERAS_2}/text-datasets/imdb_word_index.json"),
            sha256=("027313fe9a320280f3bf0fac5baf58c4a683cf39a7ed9c3d3d3912bde4284cf6",),
            bytes=1_641_221,
            **IMDB_TERMS,
        ),
        Item(
            name="train_happy.h5",
            purpose="600 photos of faces, smiling or not (chapter 4)",
            urls=(f"{HAPPY}/train_happy.h5",),
            sha256=("65cbc8a1b83b0b8fa76026f37ba6421a8a29f90a223c31799a1d808bc7d19566",),
            bytes=7_379_760,
            **HAPPY_TERMS,
        ),
        Item(
            name="test_happy.h5",
            purpose="150 more, for testing (chapter 4)",
            urls=(f"{HAPPY}/test_happy.h5",),
            sha256=("5e23db2f28769de83214dce1411e651489d713f9e1ec5d1ca6a61b6222115add",),
            bytes=1_846_560,
            **HAPPY_TERMS,
        ),
        # R. C. Malli published this file in release v1.0 of rcmalli/keras-squeezenet. Nobody here has seen that one, so
        # its checksum is not known. The first checksum is that of a copy whose conv10 went through half precision while
        # all else is exact; so what is released has to have the same numbers in half precision.
        Item(
            name="squeezenet_weights_tf_dim_ordering_tf_kernels.h5",
            purpose="SqueezeNet v1.1 trained on ImageNet (chapter 6)",
            urls=(
                f"https://github.com/{SQUEEZENET}/releases/download/v1.0/"
                "squeezenet_weights_tf_dim_ordering_tf_kernels.h5",
            ),
            sha256=("e13032dd2db2ea0ad38a9c19a9539e4dda2c0c5c87c4a872e7a49e1bdb24bd93",),
            numbers="3fb6c3b7184f3266372dca45c88282c91df566d04f96f0592d4460e0fce76f4f",
            bytes=5_092_408,
            **SQUEEZENET_TERMS,
        ),
        Item(
            name="squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5",
            purpose="SqueezeNet without its last layer (chapter 6)",
            urls=(
                f"https://github.com/{SQUEEZENET}/releases/download/v1.0/"
                "squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5",
                f"{RAW}/{SQUEEZENET}/62b3f05869108b7e6b0510739473bf6ccfbf1073/weights/"
                "squeezenet_weights_tf_dim_ordering_tf_kernels_notop.h5",
            ),
            sha256=("2d935d8c102ad1232484a77da8e6fbdf3ff4ab608974a0d8b6283115ffff204f",),
            bytes=3_032_184,
            **SQUEEZENET_TERMS,
        ),
        Item(
            name="imagenet_class_index.json",
            purpose="the names of the 1,000 ImageNet classes (chapter 6)",
            urls=(
                "https://storage.googleapis.com/download.tensorflow.org/data/imagenet_class_index.json",
                f"{KERAS_2}/deep-learning-models/image-models/imagenet_class_index.json",
            ),
            sha256=("a1e7a966a1f601d39e4b43e119b3e7dd4a2ad3ea08cf69847cbaf021013767bc",),
            bytes=35_363,
            licence="none stated; published with Keras",
            citation="J. Deng et al.: ImageNet: A Large-Scale Hierarchical Image Database, CVPR 2009",
        ),
        Item(
            name="squeeze_test.jpg",
            purpose="an Indian elephant (chapter 6)",
            urls=(
                f"{RAW}/PacktPublishing/Deep-Learning-with-TensorFlow-Second-Edition/"
                "b22c2327ef6255bc0f273ccf22376d5420c9b8fd/Chapter08/keras/squeezenet/squeeze_test.jpg",
            ),
            sha256=("14286e4cadf1fa5f0896146dba135378fa25c099ad05b5c6e64e304d8a62fab9",),
            bytes=13_180,
            licence="MIT (repository); none stated for the photo",
            citation="G. Zaccone, M. R. Karim: Deep Learning with TensorFlow, 2nd edition, Packt 2018",
        ),
        Item(
            name="elephant.jpg",
            purpose="two African elephants (chapter 6)",
            urls=(
                f"{RAW}/luyimin714/DeepLearningWithPython/5c6aff4928b4caf6efb35b0cbf699a96689ef303/"
                "creative_commons_elephant.jpg",
            ),
            sha256=("920dd73adff4627f5d4ef59a6f114fd88553931846730366a541feb1d1231038",),
            bytes=55_490,
            licence="Creative Commons by its name; author not known",
            citation="F. Chollet: Deep Learning with Python, section 5.4, Manning 2017",
        ),
    )
}
