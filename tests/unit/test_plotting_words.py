"""utils.plotting: words of a text by their effect, and words on a map."""

# Before keras, which would print TensorFlow's start-up lines.
from utils import plotting  # isort: skip

import itertools

import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.text import Text

REVIEW = "this film is not good but the ending is wonderful".split()
EFFECTS = np.array([0, 0.01, 0, -0.4, 0.2, -0.05, 0, 0, 0, 0.3])


def written(figure):
    """The texts of the figure itself, which are the words, top to bottom and left to right."""
    return sorted(figure.texts, key=lambda text: (-text.get_position()[1], text.get_position()[0]))


def boxes(figure, texts):
    figure.draw_without_rendering()
    return [Text.get_window_extent(text) for text in texts]  # without the line of a label


# word_effects


def test_word_effects_tells_the_strongest_words_each_way():
    assert plotting.word_effects(REVIEW, EFFECTS).alt_text == (
        "A text of 10 words, each marked by its effect on the verdict, from -0.4 to 0.3. "
        "Strongest upwards: wonderful (+0.3), good (+0.2), film (+0.01). "
        "Strongest downwards: not (-0.4), but (-0.05)."
    )


def test_word_effects_marks_by_colour_and_strong_words_by_weight_and_sign():
    texts = written(plotting.word_effects(REVIEW, EFFECTS))
    words = [text.get_text() for text in texts]
    assert words == ["this", "film", "is", "not⁻", "good⁺", "but", "the", "ending", "is", "wonderful⁺"]
    assert [text.get_fontweight() == "bold" for text in texts] == [word[-1] in "⁺⁻" for word in words]
    red, _, blue = np.transpose([to_rgb(text.get_bbox_patch().get_facecolor()) for text in texts])
    assert red[4] > blue[4] and red[9] > blue[9] and blue[3] > red[3] and blue[5] > red[5]
    assert red[0] == pytest.approx(1, abs=0.02) and blue[0] == pytest.approx(1, abs=0.02)
    assert blue[9] < blue[4] < 1, "the stronger the effect, the deeper the colour"


def test_word_effects_can_be_read_in_black_on_every_ground():
    for text in written(plotting.word_effects(["up", "down"], [1, -1])):
        rgb = np.array(to_rgb(text.get_bbox_patch().get_facecolor()))
        light = np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4) @ [0.2126, 0.7152, 0.0722]
        assert (light + 0.05) / 0.05 > 4.5


def test_word_effects_wraps_without_overlap_and_stays_inside():
    words = (REVIEW * 9)[:85]
    figure = plotting.word_effects(words, np.resize(EFFECTS, 85))
    texts = written(figure)
    assert [text.get_text().rstrip("⁺⁻") for text in texts] == words
    found = boxes(figure, texts)
    assert not any(a.overlaps(b) for a, b in itertools.combinations(found, 2))
    assert max(box.x1 for box in found) < 800 and min(box.x0 for box in found) > 0
    bar = figure.axes[-1].get_tightbbox()
    assert min(box.y0 for box in found) > bar.y1, "the words end above the scale"


def test_word_effects_shows_the_strongest_part_of_a_long_text():
    words = [f"word{i}" for i in range(600)]
    effects = np.full(600, 0.01)
    effects[400:420] = -0.9
    figure = plotting.word_effects(words, effects)
    shown = [text.get_text() for text in written(figure)]
    assert shown[0] == shown[-1] == "…"
    assert {f"word{i}⁻" for i in range(400, 420)} <= set(shown) and "word0" not in shown
    first, last = shown[1].strip("word⁻"), shown[-2].strip("word⁻")
    assert f"Shown are the words {int(first) + 1} to {int(last) + 1}, the part" in figure.alt_text
    assert figure.get_size_inches()[1] < 6
    assert max(box.x1 for box in boxes(figure, figure.texts)) < 800
    beginning = plotting.word_effects(words, np.linspace(1, 0, 600) ** 4)
    assert written(beginning)[0].get_text() == "word0⁺" and written(beginning)[-1].get_text() == "…"


def test_word_effects_of_little_and_of_odd_words(recwarn):
    assert "one word, with an effect of -0.2" in plotting.word_effects(["dull"], [-0.2]).alt_text
    nothing = plotting.word_effects(["a", "b"], [0, 0])
    assert "Strongest upwards: none. Strongest downwards: none." in nothing.alt_text
    assert [text.get_text() for text in written(nothing)] == ["a", "b"]
    odd = plotting.word_effects(["$x^2$", "a\nb", "好", "z" * 400], [0, 0, 0, 1])
    assert [text.get_text() for text in written(odd)] == ["$x^2$", "a b", "□", "z" * 39 + "…⁺"]
    assert "z" * 400 in odd.alt_text
    odd._repr_mimebundle_()
    assert not recwarn.list, "no warning of a letter that the font has not"


@pytest.mark.parametrize(
    ("words", "effects", "sentence"),
    [
        ([], [], r"here are 0 words and effects of shape \(0,\)"),
        (["a", "b"], [1], r"here are 2 words and effects of shape \(1,\)"),
        (["a"], [[1]], r"shape \(1, 1\)"),
        (["a"], [np.nan], "finite numbers"),
        (["a"], ["much"], "finite numbers"),
    ],
)
def test_word_effects_that_cannot_be_drawn(words, effects, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.word_effects(words, effects)


# word_map


def labels(figure):
    return figure.axes[0].texts


def test_word_map_tells_its_groups_and_what_is_near():
    points = [[1, 0], [1.2, 0.2], [-1, 0], [-3, 0]]
    figure = plotting.word_map(points, ["good", "great", "bad", "awful"], ["praise", "praise", "blame", "blame"])
    assert figure.alt_text == (
        "Map of 4 words. praise, around (1.1, 0.1): good, great. blame, around (-2, 0): bad, awful. "
        "Nearest to each other: good and great; farthest apart: great and awful."
    )
    lines = figure.axes[0].lines
    assert [line.get_label() for line in lines] == ["praise", "blame"]
    assert lines[0].get_color() != lines[1].get_color() and lines[0].get_marker() != lines[1].get_marker()
    np.testing.assert_array_equal(np.transpose(lines[0].get_data()), points[:2])
    assert figure.axes[0].get_aspect() == 1, "a distance is as long in both directions"


@pytest.mark.parametrize("shape", [(1, 1), (3, 1), (1, 3)])
def test_word_map_labels_do_not_overlap(shape):
    words = [f"word{i}" for i in range(30)]
    points = np.random.default_rng(3).normal(size=(30, 2)) * shape
    figure = plotting.word_map(points, words)
    axis = figure.axes[0]
    found = boxes(figure, labels(figure))
    assert {text.get_text() for text in labels(figure)} == set(words)
    assert not any(a.overlaps(b) for a, b in itertools.combinations(found, 2))
    width, height = figure.get_size_inches() * 100
    assert all(0 < box.x0 and box.x1 < width and 0 < box.y0 and box.y1 < height for box in found)
    # Each label is nearest to its own point, or a line leads to it.
    dots = axis.transData.transform(points)
    for text, box in zip(labels(figure), found, strict=True):
        own = words.index(text.get_text())
        away = np.linalg.norm(dots[own] - np.clip(dots[own], box.min, box.max))
        assert away < 15 or text.arrow_patch is not None


def test_word_map_of_one_word_and_of_words_in_one_place(recwarn):
    assert plotting.word_map([[0, 0]], ["alone"]).alt_text == "Map of 1 words. They are alone."
    figure = plotting.word_map(np.zeros((3, 2)), ["a", "b", "$c$"])
    found = boxes(figure, labels(figure))
    assert not any(a.overlaps(b) for a, b in itertools.combinations(found, 2))
    figure._repr_mimebundle_()
    assert not recwarn.list


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((np.zeros((2, 3)), ["a", "b"]), r"shape \(2, 2\) here; this one has shape \(2, 3\)"),
        ((np.zeros((2, 2)), ["a"]), r"shape \(1, 2\) here"),
        ((np.zeros((0, 2)), []), r"shape \(0, 2\)"),
        ((np.full((1, 2), np.inf), ["a"]), "finite"),
        ((np.zeros((61, 2)), ["a"] * 61), "at most 60 words"),
        ((np.zeros((2, 2)), ["a", "b"], ["one"]), "groups has 1 names for 2 words"),
        ((np.zeros((7, 2)), list("abcdefg"), list("abcdefg")), "at most 6 groups"),
    ],
)
def test_word_maps_that_cannot_be_drawn(arguments, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.word_map(*arguments)
