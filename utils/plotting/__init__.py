"""One style for every figure of the course, each with a text for readers who cannot see it.

A figure is shown by being the last value of a cell, or by `display(figure)`. It carries `alt_text`, one or more
sentences with the numbers that the picture shows, and a notebook keeps both.

    images, predictions, bars,    pictures and values
    intervals, points
    activations, losses, paths    functions that every network is made of
    history, progress             training
    record                        a program's figures, which also go into RESULTS.md
    confusion, feature_maps,      looking into a network
    gradient_norms, heatmaps
    word_effects, word_map        words of a review, words in an embedding
    model                         the graph of a Keras model
    explore, upload               a figure with controls, a figure of the reader's own photo
    figure                        an empty figure for a chapter that draws its own
"""

from utils import quiet  # noqa: F401, I001  (before anything that imports TensorFlow)

from .controls import explore, upload
from .curves import activations, losses, paths
from .graph import model
from .heat import heatmaps
from .networks import confusion, feature_maps, gradient_norms
from .pictures import bars, images, intervals, points, predictions
from .results import record
from .style import PALETTE, DescribedFigure, PlottingError, figure
from .training import history, progress
from .words import word_effects, word_map

__all__ = [
    "PALETTE",
    "DescribedFigure",
    "PlottingError",
    "activations",
    "bars",
    "confusion",
    "explore",
    "feature_maps",
    "figure",
    "gradient_norms",
    "heatmaps",
    "history",
    "images",
    "intervals",
    "losses",
    "model",
    "paths",
    "points",
    "predictions",
    "progress",
    "record",
    "upload",
    "word_effects",
    "word_map",
]
