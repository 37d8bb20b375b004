"""IMDB's film reviews as word numbers, the words behind the numbers, and the way from a text to its numbers."""

import json
import re

import numpy as np

from utils.datasets import reviews
from utils.datasets.choice import real_files
from utils.datasets.files import DataError

FILES = ["imdb.npz", "imdb_word_index.json"]  # both or none, for the numbers mean nothing without the words

START = 1  # the first number of every review; 0 is left for padding
UNKNOWN = 2  # a word that is not among the most frequent ones
FIRST_RANK = 3  # added to a word's rank, so that the most frequent word has number 4
MOST_WORDS = 100_000  # more than IMDB has, which is 88,584


def load_imdb(num_words: int = 5000, source: str | None = None):
    """50,000 film reviews, liked or not: IMDB, or its stand-in.

    Args:
        num_words: int from 5 to 100,000. Words with a number of `num_words` or more, the rare ones, become 2, unknown.
        source: "real" for IMDB itself, "stand-in" for reviews made from a grammar, None for IMDB where it and its word
            index can be had and the stand-in where not.

    Returns:
        `(x_train, y_train), (x_test, y_test)`, as `keras.datasets.imdb.load_data(num_words)` returns them: reviews,
        object of shape (25000,), each a list of int from 1 to num_words - 1 that begins with 1; labels, int64 of shape
        (25000,), 1 where the reviewer liked the film, 0 where not.

    Raises:
        DataError: another `num_words` or `source`, a damaged file in `KERAS_COURSE_DATA`, or a full disk.
        Unreachable: IMDB or its word index cannot be had, and `source` is "real"; a kind of `DataError`.

    Source: A. L. Maas et al.: Learning Word Vectors for Sentiment Analysis, ACL 2011; order and numbers of Keras.
    """
    _check_num_words(num_words)
    files = real_files(source, FILES, "IMDB: the real reviews", "IMDB: stand-in reviews, made from a grammar")
    if files:
        return _real_reviews(files[0], num_words)
    ranks, lengths, labels, _ = reviews.imdb()
    each = np.empty(len(lengths), object)
    each[:] = np.split(ranks, np.cumsum(lengths)[:-1])
    x_train, x_test = np.split(_numbered(each, num_words), 2)
    y_train, y_test = np.split(labels, 2)
    return (x_train, y_train), (x_test, y_test)


def load_imdb_word_index(source: str | None = None) -> dict[str, int]:
    """The words of the reviews that `load_imdb` returns for the same `source`.

    Args:
        source: as for `load_imdb`.

    Returns:
        for each word its rank, an int: 1 for the most frequent word. In a review it has the number rank + 3.

    Raises:
        DataError, Unreachable: as `load_imdb` does.

    Source: `keras.datasets.imdb.get_word_index`.
    """
    files = real_files(source, FILES, "IMDB: the real words", "IMDB: the words of the stand-in reviews")
    if files:
        return json.loads(files[1].read_text(encoding="utf-8"))
    _, _, _, words = reviews.imdb()
    return {word: rank for rank, word in enumerate(words.tolist(), start=1)}


def encode_review(text: str, word_index: dict[str, int], num_words: int = 5000) -> tuple[list[int], list[str]]:
    """The numbers of a text's words, as in the reviews of `load_imdb`.

    Case and punctuation do not count, nor do line breaks written as <br />. An apostrophe inside a word stays: "don't".

    Args:
        text: str, a review.
        word_index: dict, the rank of each word, from `load_imdb_word_index`.
        num_words: int from 5 to 100,000, as for `load_imdb`.

    Returns:
        `(ids, unknown)`: list of int, which begins with 1 and holds 2 for each unknown word; list of str, the unknown
        words in their order, each once.

    Raises:
        DataError: a text that is no str or holds no word, or another `num_words`.
    """
    _check_num_words(num_words)
    if not isinstance(text, str):
        raise DataError(f'A review is a text between quotes, such as "I liked it.", not {type(text).__name__}.')
    # Phones and word processors type the other apostrophe.
    plain = re.sub(r"<br\s*/?>", " ", text.lower().replace("’", "'"))
    words = re.findall(r"[^\W_]+(?:'[^\W_]+)*", plain)
    if not words:
        raise DataError("There is no word in this review: write at least one.")
    ids = {word: word_index[word] + FIRST_RANK for word in words if word in word_index}
    known = {word: number for word, number in ids.items() if number < num_words}
    unknown = list(dict.fromkeys(word for word in words if word not in known))
    return [START, *(known.get(word, UNKNOWN) for word in words)], unknown


def _check_num_words(num_words):
    if not isinstance(num_words, int | np.integer) or not 5 <= num_words <= MOST_WORDS:
        raise DataError(f"num_words must be a whole number from 5 to {MOST_WORDS}, such as 5000, not {num_words!r}.")


def _real_reviews(path, num_words):
    """The reviews, in Keras's order. The first split is turned into shared numbers before the second is read."""
    splits = []
    # `obtain` has compared the checksum: this is the known file, whose pickles hold lists of numbers and nothing else.
    with np.load(path, allow_pickle=True) as npz:
        rng = np.random.RandomState(113)  # one for both splits, as in Keras
        for split in ("train", "test"):
            labels = npz[f"y_{split}"]
            order = np.arange(len(labels))
            rng.shuffle(order)
            splits.append((_numbered(npz[f"x_{split}"], num_words)[order], labels[order]))
    return tuple(splits)


def _numbered(ranked, num_words):
    """Ranks to numbers, in place: each review becomes a list.

    Equal numbers are one Python object in all reviews. As a pickle gives them, each would take 28 bytes of its own.
    """
    numbers = np.array([*range(num_words), UNKNOWN], dtype=object)
    for i, ranks in enumerate(ranked):
        ranked[i] = [START, *numbers[np.minimum(np.add(ranks, FIRST_RANK, dtype="int32"), num_words)]]
    return ranked
