"""One style for every figure of the course, each with a text for readers who cannot see it.

A figure is shown by being the last value of a cell, or by `display(figure)`. It carries `alt_text`, one or more
sentences with the numbers that the picture shows, and a notebook keeps both.

    images, bars, points          pictures and values
    activations, losses, paths    functions that every network is made of
    history, progress             training
    confusion, feature_maps,      looking into a network
    gradient_norms
    model                         the graph of a Keras model
    explore                       a figure with controls
    figure                        an empty figure for a chapter that draws its own
"""

from .controls import explore
from .curves import activations, losses, paths
from .graph import model
from .networks import confusion, feature_maps, gradient_norms
from .pictures import bars, images, points
from .style import PALETTE, DescribedFigure, PlottingError, figure
from .training import history, progress

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
    "history",
    "images",
    "losses",
    "model",
    "paths",
    "points",
    "progress",
]
