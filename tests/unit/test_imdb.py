"""The reviews: IMDB as Keras gives it, its stand-in from a grammar, the short ones for exercises, a reader's own."""

import dataclasses
import hashlib
import io
import json
import os
import zipfile
from pathlib import Path

import keras
import numpy as np
import pytest
from data_server import nobody
from hypothesis import given
from hypothesis import strategies as st

from utils import datasets
from utils.datasets import DataError, Unreachable, files, imdb, reviews
from utils.datasets.registry import ITEMS

REAL_DATA = os.environ.get("KERAS_COURSE_DATA", "")

# Five reviews in the form of IMDB's file: ranks, not numbers.
RANKED = [[1, 2, 3], [1, 996, 997], [7], [5000, 2, 1], [4, 4]]
WORDS = {"the": 1, "film": 2, "good": 3, "bad": 4, "don't": 5, "10": 6, "café": 7, "rare": 4997}


@pytest.fixture(autouse=True)
def empty_cache(tmp_path, monkeypatch, capfd):
    """An empty cache of the test's own and no network; nothing may be written on stderr."""
    monkeypatch.delenv("KERAS_COURSE_DATA", raising=False)
    monkeypatch.setenv("KERAS_COURSE_CACHE", str(tmp_path / "cache"))
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")
    files._session_folder.cache_clear()
    for name in imdb.FILES:
        monkeypatch.setitem(ITEMS, name, dataclasses.replace(ITEMS[name], urls=(nobody(),)))
    yield
    files._session_folder.cache_clear()
    assert capfd.readouterr().err == ""


@pytest.fixture(scope="module")
def made():
    return reviews.long_reviews()


@pytest.fixture
def stick(tmp_path, monkeypatch):
    """A folder that KERAS_COURSE_DATA names, and a function that puts a file there which the registry knows."""
    folder = tmp_path / "stick"
    folder.mkdir()
    monkeypatch.setenv("KERAS_COURSE_DATA", str(folder))

    def put(name, content):
        (folder / name).write_bytes(content)
        known = (hashlib.sha256(content).hexdigest(),)
        monkeypatch.setitem(ITEMS, name, dataclasses.replace(ITEMS[name], sha256=known))
        return folder / name

    return put


def ragged(lists):
    array = np.empty(len(lists), object)
    array[:] = lists
    return array


def npz_of(**arrays):
    buffer = io.BytesIO()
    np.savez(buffer, **arrays)
    return buffer.getvalue()


SMALL = npz_of(
    x_train=ragged(RANKED), y_train=np.arange(5) % 2, x_test=ragged(RANKED[::-1]), y_test=np.arange(1, 6) % 2
)


def put_both(stick):
    stick("imdb_word_index.json", json.dumps(WORDS).encode())
    return stick("imdb.npz", SMALL)


# The real reviews


def by_keras(path, num_words, monkeypatch):
    from keras.src.datasets import imdb as theirs

    monkeypatch.setattr(theirs, "get_file", lambda **options: str(path))
    return theirs.load_data(num_words=num_words)


def assert_same(ours, theirs):
    for (x, y), (their_x, their_y) in zip(ours, theirs, strict=True):
        assert x.dtype == their_x.dtype and x.shape == their_x.shape
        assert x.tolist() == their_x.tolist()
        assert {type(number) for review in x[:9] for number in review} == {int}
        np.testing.assert_array_equal(y, their_y, strict=True)


@pytest.mark.parametrize("num_words", [5, 6, 1000, np.int64(5000), 100_000])
def test_it_is_what_keras_loads(num_words, stick, monkeypatch):
    path = put_both(stick)
    assert_same(datasets.load_imdb(num_words, source="real"), by_keras(path, num_words, monkeypatch))


def test_it_says_which_reviews_these_are(stick, capfd):
    put_both(stick)
    datasets.load_imdb()
    datasets.load_imdb_word_index()
    assert capfd.readouterr().out == (
        "IMDB: the real reviews, from KERAS_COURSE_DATA.\nIMDB: the real words, from KERAS_COURSE_DATA.\n"
    )


def test_the_word_index_is_the_file(stick):
    put_both(stick)
    assert datasets.load_imdb_word_index("real") == WORDS


def test_equal_numbers_are_one_object(stick):
    """Otherwise 12 million numbers would take 28 bytes each beside the 8 of the list."""
    put_both(stick)
    (x_train, _), (x_test, _) = datasets.load_imdb()
    for x in (x_train, x_test):
        large = [number for review in x for number in review if number == 999]
        assert len(large) == 1  # Python shares small numbers by itself
        twos = [number for review in x for number in review if number == 2]
        assert len(set(map(id, twos))) == 1


@pytest.mark.real
def test_the_real_reviews_are_keras_s(monkeypatch):
    monkeypatch.setenv("KERAS_COURSE_DATA", REAL_DATA)
    path = datasets.fetch("imdb.npz")
    ours = datasets.load_imdb(5000, "real")
    assert_same(ours, by_keras(path, 5000, monkeypatch))
    assert [len(review) for review in ours[0][0][:5]] == [218, 189, 141, 550, 147]
    lengths = [len(review) for x, _ in ours for review in x]
    assert np.mean(lengths) == pytest.approx(234.76, abs=0.005)
    assert len({id(number) for review in ours[0][0][:2000] for number in review}) < 5000
    index = datasets.load_imdb_word_index("real")
    assert len(index) == 88_584 and index["the"] == 1 and index["don't"] == 89


@pytest.mark.parametrize("missing", imdb.FILES)
def test_one_file_alone_is_not_enough(missing, stick, capfd, monkeypatch):
    """Numbers of the one with words of the other would be nonsense."""
    put_both(stick).with_name(missing).unlink()
    monkeypatch.setattr(reviews, "imdb", lambda: reviews_of(["the"]))
    for load in (datasets.load_imdb, datasets.load_imdb_word_index):
        with pytest.raises(Unreachable, match=missing):
            load(source="real")
        load()
        assert "stand-in reviews" in capfd.readouterr().out


# Files that are not what they should be


class Trap:
    """Unpickling it makes a file."""

    def __init__(self, path):
        self.path = path

    def __reduce__(self):
        return Path.touch, (self.path,)


def trapped(path):
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w") as archive:
        for name in ("x_train", "y_train", "x_test", "y_test"):
            with archive.open(f"{name}.npy", "w") as file:
                np.lib.format.write_array(file, np.array([Trap(path)], dtype=object), allow_pickle=True)
    return buffer.getvalue()


def test_the_trap_would_spring(tmp_path):
    """So that the next test can fail."""
    with np.load(io.BytesIO(trapped(tmp_path / "opened")), allow_pickle=True) as npz:
        npz["x_train"]
    assert (tmp_path / "opened").exists()


@pytest.mark.parametrize("source", [None, "real"])
def test_a_pickle_that_is_not_known_is_never_opened(source, stick, tmp_path):
    put_both(stick).write_bytes(trapped(tmp_path / "opened"))
    for load in (datasets.load_imdb, datasets.load_imdb_word_index):
        with pytest.raises(DataError, match="imdb.npz is damaged, or not the file the course expects.*Replace it"):
            load(source=source)
    assert not (tmp_path / "opened").exists()


@pytest.mark.parametrize(
    "content",
    [SMALL[:-1], SMALL[:100], b"", npz_of(reviews=np.zeros(3)), npz_of(x_train=ragged(RANKED)), SMALL + b" "],
    ids=["a byte short", "truncated", "empty", "other keys", "a key only", "a byte more"],
)
def test_a_damaged_file_is_named(content, stick):
    put_both(stick).write_bytes(content)
    with pytest.raises(DataError, match="imdb.npz is damaged"):
        datasets.load_imdb()


def test_a_damaged_word_index_is_named(stick):
    put_both(stick).with_name("imdb_word_index.json").write_text('{"the": 1}')
    with pytest.raises(DataError, match="imdb_word_index.json is damaged"):
        datasets.load_imdb_word_index()


def test_a_damaged_file_in_the_cache_goes(capfd, tmp_path, monkeypatch):
    monkeypatch.setattr(reviews, "imdb", lambda: reviews_of(["the"]))
    path = tmp_path / "cache" / "imdb.npz"
    path.parent.mkdir()
    path.write_bytes(trapped(tmp_path / "opened"))
    datasets.load_imdb()
    said = capfd.readouterr().out
    assert "imdb.npz in the cache is damaged" in said and "stand-in reviews" in said
    assert not path.exists() and not (tmp_path / "opened").exists()


@pytest.mark.parametrize("num_words", [0, -1, 4, 100_001, 10**12, "5000", "all", None, 5000.0, True, [5000]])
def test_another_num_words_gets_a_sentence(num_words):
    for call in (
        lambda: datasets.load_imdb(num_words, "stand-in"),
        lambda: datasets.encode_review("good", WORDS, num_words),
    ):
        with pytest.raises(DataError, match="num_words must be a whole number from 5 to 100000, such as 5000, not"):
            call()


@pytest.mark.parametrize("source", ["fake", "Real", "", 1, False])
def test_another_source_gets_a_sentence(source):
    for load in (datasets.load_imdb, datasets.load_imdb_word_index):
        with pytest.raises(DataError, match='None, "real" or "stand-in"'):
            load(source=source)


# One's own review


@pytest.mark.parametrize(
    "text, ids, unknown",
    [
        ("The film: GOOD!", [1, 4, 5, 6], []),
        ("the 'good' film's bad", [1, 4, 6, 2, 7], ["film's"]),
        ("I don't. I don’t! (10/10)", [1, 2, 8, 2, 8, 9, 9], ["i"]),
        ("good<br /><br />bad<br>film", [1, 6, 7, 5], []),
        ("not-good good_bad", [1, 2, 6, 6, 7], ["not"]),
        ("xyzzy plugh xyzzy", [1, 2, 2, 2], ["xyzzy", "plugh"]),
        ("Café ☕ café", [1, 10, 10], []),
        ("rare", [1, 2], ["rare"]),
    ],
)
def test_a_review_is_encoded(text, ids, unknown):
    assert datasets.encode_review(text, WORDS) == (ids, unknown)


def test_num_words_is_where_the_known_words_end():
    assert datasets.encode_review("rare bad", WORDS, 5001) == ([1, 5000, 7], [])
    assert datasets.encode_review("rare bad", WORDS, 7) == ([1, 2, 2], ["rare", "bad"])


@given(st.lists(st.sampled_from(sorted(WORDS)), min_size=1), st.sampled_from([" ", ", ", "... ", "<br />", "\n"]))
def test_known_words_come_back(words, between):
    ids, unknown = datasets.encode_review(between.join(words).upper(), WORDS, 10_000)
    assert ids == [1] + [WORDS[word] + 3 for word in words] and not unknown


@given(st.text())
def test_any_text_gets_numbers_or_a_sentence(text):
    try:
        ids, unknown = datasets.encode_review(text, WORDS)
    except DataError as problem:
        assert "no word" in str(problem)
    else:
        assert ids[0] == 1 and len(ids) > 1 and set(ids) <= {1, 2, 4, 5, 6, 7, 8, 9, 10}
        assert (2 in ids) == bool(unknown)


@pytest.mark.parametrize("text", ["", "   ", "...!?", "<br />", "'", "🙂"])
def test_a_review_without_a_word_gets_a_sentence(text):
    with pytest.raises(DataError, match="no word in this review: write at least one"):
        datasets.encode_review(text, WORDS)


@pytest.mark.parametrize("text", [None, 5, b"good", ["good", "film"], np.array([1, 2])])
def test_what_is_no_text_gets_a_sentence(text):
    with pytest.raises(DataError, match=f"text between quotes.*not {type(text).__name__}"):
        datasets.encode_review(text, WORDS)


def test_a_review_of_the_stand_in_comes_back():
    (x_train, _), _ = datasets.load_imdb(source="stand-in")
    index = datasets.load_imdb_word_index("stand-in")
    words = {rank + 3: word for word, rank in index.items()}
    review = x_train[0]
    text = " ".join(words.get(number, "xyzzy") for number in review[1:])
    assert datasets.encode_review(text, index)[0] == review


# The stand-in


def reviews_of(words):
    """What `reviews.imdb` returns, for two reviews of one word each."""
    return np.array([1, 1], "uint16"), np.array([1, 1], "int32"), np.array([0, 1]), np.array(words)


def test_the_stand_in_looks_like_imdb(made):
    ranks, lengths, labels, words = made
    assert lengths.shape == labels.shape == (50_000,) and labels.dtype == "int64" and len(ranks) == lengths.sum()
    assert labels[:25_000].sum() == labels[25_000:].sum() == 12_500
    assert 160 < np.median(lengths) < 195 and 220 < lengths.mean() < 250
    assert lengths.min() >= 5 and 2000 < lengths.max() < 3500
    frequency = np.bincount(ranks)
    assert frequency[0] == 0 and (np.diff(frequency[1:]) <= 0).all() and frequency[-1] > 0
    assert len(words) == len(frequency) - 1 == len(set(words.tolist())) > 10_000
    assert 0.01 < (ranks > 4996).mean() < 0.1


def test_the_words_of_opinions_are_among_the_frequent_ones(made):
    frequent = set(made[3][:1000].tolist())
    for words in (*reviews.ADJECTIVES.values(), *reviews.VERBS.values(), *reviews.WORDS.values()):
        assert set(words.replace("|", " ").split()) <= frequent


POLARITY = {
    word: sign
    for kinds in (reviews.ADJECTIVES, reviews.VERBS)
    for kind, sign in (("good", 1), ("bad", -1))
    for word in kinds[kind].split("|")
}
REFUSALS = ("not", "never", "at all", "hardly", "hardly a", "no means", "anything but", "far from", "cannot", "do not")


def worth(words, modifiers):
    """What a reader who knows the grammar finds in a review; without the modifiers, one who only counts words."""
    total = 0
    for place, word in enumerate(words):
        factor = 1
        if modifiers and word in POLARITY:
            before = {words[place - 1], " ".join(words[max(place - 2, 0) : place])}
            factor = -1 if before & {*REFUSALS} else 2 if before & {*reviews.WORDS["very"].split("|")} else 1
            factor = 0.5 if before & {*reviews.WORDS["rather"].split("|")} else factor
        total += factor * POLARITY.get(word, 0)
    return total


def test_the_label_is_what_the_opinions_say(made):
    ranks, lengths, labels, words = made
    read = [words[review - 1].tolist() for review in np.split(ranks, np.cumsum(lengths[:2000]))[:2000]]
    in_order = np.mean([(worth(review, True) > 0) == label for review, label in zip(read, labels)])
    counted = np.mean([(worth(review, False) > 0) == label for review, label in zip(read, labels)])
    assert in_order > 0.95 and counted < 0.8


def test_the_same_seed_gives_the_same_reviews(made):
    for one, other in zip(made, reviews.long_reviews(), strict=True):
        np.testing.assert_array_equal(one, other, strict=True)
    assert not np.array_equal(made[1], reviews.long_reviews(seed=1)[1])


def test_the_stand_in_is_made_once(made, tmp_path, monkeypatch):
    monkeypatch.setattr(reviews, "long_reviews", lambda: made)
    first = reviews.imdb()
    (path,) = (tmp_path / "cache").iterdir()
    assert path.name.startswith("stand-in-reviews-")
    monkeypatch.setattr(reviews, "long_reviews", lambda: pytest.fail("made again"))
    for one, other in zip(first, reviews.imdb(), strict=True):
        np.testing.assert_array_equal(one, other, strict=True)

    path.write_bytes(b"broken")
    monkeypatch.setattr(reviews, "long_reviews", lambda: made)
    assert reviews.imdb()[2] is made[2]


def test_the_stand_in_has_the_form_of_imdb(made, monkeypatch, capfd):
    monkeypatch.setattr(reviews, "imdb", lambda: made)
    for split in datasets.load_imdb():
        x, y = split
        assert x.dtype == object and x.shape == y.shape == (25_000,) and y.dtype == "int64"
        assert all(review[0] == 1 and min(review) == 1 and max(review) < 5000 for review in x[:500].tolist())
        assert any(2 in review for review in x[:500]) and type(x[0][-1]) is int
    assert "stand-in reviews, made from a grammar, because imdb.npz could not be downloaded" in capfd.readouterr().out


# What a bag of words can see


def bag_of_words(x, words):
    return np.array([np.bincount(review, minlength=words)[:words] > 0 for review in x], "float32")


def accuracy_of_words_alone(x, y, x_new, y_new, words, hidden=()):
    keras.utils.set_random_seed(1)
    layers = [keras.layers.Dense(units, activation="relu") for units in hidden]
    model = keras.Sequential([keras.Input((words,)), *layers, keras.layers.Dense(1, activation="sigmoid")])
    model.compile(keras.optimizers.Adam(0.01), "binary_crossentropy", metrics=["accuracy"])
    model.fit(bag_of_words(x, words), y, epochs=6, batch_size=64, verbose=0)
    return model.evaluate(bag_of_words(x_new, words), y_new, verbose=0)[1]


def test_words_alone_tell_little_of_the_stand_in(made, monkeypatch):
    monkeypatch.setattr(reviews, "imdb", lambda: made)
    (x, y), (x_new, y_new) = datasets.load_imdb(400, "stand-in")
    accuracy = accuracy_of_words_alone(x[:5000], y[:5000], x_new[:3000], y_new[:3000], 400)
    assert 0.55 < accuracy < 0.78


@pytest.mark.parametrize("hidden", [(), (32,)], ids=["linear", "with a hidden layer"])
def test_words_alone_tell_little_of_the_short_reviews(hidden):
    x, y = datasets.make_reviews(3000, 1)
    x_new, y_new = datasets.make_reviews(2000, 2)
    assert 0.5 < accuracy_of_words_alone(x, y, x_new, y_new, datasets.REVIEW_WORDS, hidden) < 0.75


# The short ones


@pytest.mark.parametrize("count, seed", [(0, 0), (1, 3), (1001, 7), (400, np.int64(5))])
def test_short_reviews_keep_their_promise(count, seed):
    x, y = datasets.make_reviews(count, seed)
    assert isinstance(x, list) and len(x) == count and y.shape == (count,) and y.dtype == "uint8"
    assert abs(2 * int(y.sum()) - count) <= 1
    assert all(4 <= len(review) <= 14 for review in x)
    assert {type(number) for review in x for number in review} <= {int}
    assert all(1 <= number < datasets.REVIEW_WORDS < 80 for review in x for number in review)
    again, _ = datasets.make_reviews(count, seed)
    assert again == x


def test_every_number_of_the_short_reviews_occurs():
    x, _ = datasets.make_reviews(1000, 1)
    assert {number for review in x for number in review} == set(range(1, datasets.REVIEW_WORDS))
    assert x != datasets.make_reviews(1000, 2)[0]


def test_another_order_of_the_same_words_turns_the_verdict():
    labels = {}
    for review, label in zip(*datasets.make_reviews(20_000, 1)):
        labels.setdefault(tuple(sorted(review)), set()).add(int(label))
    both = sum(len(found) == 2 for found in labels.values())
    assert both > 500
    ordered = {}
    for review, label in zip(*datasets.make_reviews(20_000, 1)):
        assert ordered.setdefault(tuple(review), label) == label
