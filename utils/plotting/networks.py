"""Looking into a network: what it confuses, what its layers see, how much of the gradient reaches them."""

import math

import numpy as np
from matplotlib.colors import LinearSegmentedColormap
from matplotlib.lines import Line2D
from matplotlib.ticker import MaxNLocator

from .messages import items, number, say
from .style import GREY, WIDTH, WRONG, PlottingError, figure, tell_apart

QUIET = "#767676"  # the faintest grey that is still read easily on white
MOST_CLASSES = 20
MOST_MAPS = 100
MISTAKES_TOLD = 5
LONGEST_NAME = 24  # characters of a class at an axis; the text has the whole name
MISTAKES = LinearSegmentedColormap.from_list("mistakes", ["white", WRONG]).with_extremes(bad="#E6E6E6")


def confusion(matrix, classes=None):
    """A confusion matrix: how often each class was predicted as which.

    Only mistakes are coloured, the darker the more frequent: the right predictions, on the diagonal, are so many more
    that no mistake would be seen beside them.

    Args:
        matrix: int array `(classes, classes)`, at most 20 classes; `matrix[i, j]` counts the examples of class i that
            were predicted as class j.
        classes: names of the classes in order, or None for their numbers from 0 on.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if the matrix is not square, holds other than counts, or has another number of classes.
    """
    matrix = _counts(matrix)
    count = len(matrix)
    names = [str(name) for name in (range(count) if classes is None else np.ravel(classes))]
    if len(names) != count:
        raise PlottingError(say("confusion_classes", found=len(names), count=count))

    shown = [name if len(name) <= LONGEST_NAME else name[: LONGEST_NAME - 1] + "…" for name in names]
    written = [[f"{value:,}" for value in row] for row in matrix]
    margin = 0.9 + 0.085 * max(len(name) for name in shown)  # inches, for the names and the title of an axis
    side = min(0.4 + 1.2 / count, (WIDTH - margin) / count)  # inches, of a cell
    upright = any(0.09 * len(name) > side for name in shown)
    # A digit is about 0.6 of the font size wide, and an inch has 72 points.
    fontsize = min(11, 72 * 0.95 * side / (0.6 * max(len(text) for row in written for text in row)))
    fig, axis = figure(
        alt=_confusion_alt(matrix, names),
        width=max(3.2, margin + side * count),
        height=(margin if upright else 0.8) + 0.85 * side * count,
    )
    axis.grid(False)
    mistakes = matrix - np.diag(matrix.diagonal())
    coloured = np.where(np.eye(count, dtype=bool), np.nan, mistakes)
    axis.imshow(coloured, cmap=MISTAKES, vmin=0, vmax=max(1, mistakes.max()), aspect="auto", interpolation="nearest")
    for (i, j), value in np.ndenumerate(matrix):
        colour = "black" if value else QUIET
        axis.text(j, i, written[i][j], ha="center", va="center", color=colour, fontsize=fontsize)
    axis.set_xticks(range(count), shown, rotation=90 if upright else 0)
    axis.set_yticks(range(count), shown)
    axis.tick_params(length=0)
    axis.set(xlabel=say("confusion_predicted"), ylabel=say("confusion_true"))
    return fig


def _counts(matrix):
    """The matrix as int array."""
    matrix = np.asarray(matrix)
    if matrix.ndim != 2 or matrix.shape[0] != matrix.shape[1] or len(matrix) < 2:
        raise PlottingError(say("confusion_shape", shape=matrix.shape))
    if len(matrix) > MOST_CLASSES:
        raise PlottingError(say("too_many", limit=MOST_CLASSES, things=say("classes"), count=len(matrix)))
    if not np.issubdtype(matrix.dtype, np.number) or not ((matrix >= 0) & (matrix == np.floor(matrix))).all():
        raise PlottingError(say("confusion_counts"))
    if not matrix.any():
        raise PlottingError(say("confusion_empty"))
    return matrix.astype(int)


def _confusion_alt(matrix, names):
    right, of_class = matrix.diagonal(), matrix.sum(axis=1)
    alt = [say("confusion_alt", classes=len(names), right=number(right.sum()), count=number(matrix.sum()))]
    mistakes = matrix - np.diag(right)
    largest = np.argsort(-mistakes, axis=None, kind="stable")[:MISTAKES_TOLD]
    told = [
        say("confusion_mistake", true=names[i], predicted=names[j], count=number(mistakes[i, j]))
        for i, j in np.transpose(np.unravel_index(largest, matrix.shape))
        if mistakes[i, j]
    ]
    if told:
        alt.append(say("confusion_mistakes", mistakes=say("clause").join(told)))
        present = np.flatnonzero(of_class)
        order = present[np.argsort(right[present] / of_class[present], kind="stable")]
        low, high = (
            say(
                "confusion_recall_of",
                name=names[i],
                right=number(right[i]),
                count=number(of_class[i]),
                percent=number(100 * right[i] / of_class[i]),
            )
            for i in order[[0, -1]]
        )
        alt.append(say("confusion_recall", low=low, high=high))
    absent = [name for name, examples in zip(names, of_class, strict=True) if not examples]
    if absent:
        alt.append(say("confusion_absent", classes=items(absent)))
    return " ".join(alt)


def feature_maps(maps, columns=None):
    """What the filters of a convolutional layer make of one image: a small picture for each channel, numbered from 0.

    All share one scale: black is 0 and white the largest value or, where values are negative, white is 0, blue is
    negative and red positive. Maps that are 0 everywhere say so.

    Args:
        maps: float array `(height, width, channels)`, at most 100 channels: the output of a layer for one image.
        columns: int, maps in a row; None for as many as suit their number.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if the shape is not as above, or a value is not finite.
    """
    maps = np.asarray(maps)
    if maps.ndim != 3 or 0 in maps.shape or not np.issubdtype(maps.dtype, np.number):
        raise PlottingError(say("feature_maps_shape", shape=maps.shape))
    height, width, count = maps.shape
    if count > MOST_MAPS:
        raise PlottingError(say("feature_maps_many", limit=MOST_MAPS, count=count))
    if not np.isfinite(maps).all():
        raise PlottingError(say("feature_maps_finite"))
    if columns is None:
        columns = 8 if count <= 32 else 12
    columns = max(1, min(columns, count))
    rows = math.ceil(count / columns)
    side = min(WIDTH / columns, 1.6)  # inches
    signed = maps.min() < 0
    top = np.abs(maps).max() or 1
    tall = rows * (0.93 * side * height / width + 0.24) + 0.8
    fig, axes = figure(
        rows, columns, alt=_feature_maps_alt(maps), width=max(3.2, side * columns), height=tall, squeeze=False
    )
    for i, axis in enumerate(axes.flat):
        axis.grid(False)
        if i >= count:
            axis.set_axis_off()
            continue
        drawn = axis.imshow(
            maps[..., i],
            cmap="RdBu_r" if signed else "gray",
            vmin=-top if signed else 0,
            vmax=top,
            interpolation="nearest",
        )
        axis.set(xticks=[], yticks=[])
        axis.set_title(str(i), fontsize=10, pad=3)
        axis.spines[:].set(visible=True, color=GREY, linewidth=0.6)
        if not maps[..., i].any():
            middle = {"ha": "center", "va": "center", "transform": axis.transAxes}
            axis.text(0.5, 0.5, say("feature_maps_zero"), fontsize=10, color="black" if signed else "white", **middle)
    bar = {"location": "bottom", "shrink": 0.5, "aspect": 30, "pad": 0.1 / tall}
    fig.colorbar(drawn, ax=axes, label=say("feature_maps_value"), **bar)
    return fig


def _feature_maps_alt(maps):
    height, width, count = maps.shape
    strength = np.abs(maps).mean(axis=(0, 1))
    zero = np.flatnonzero(~maps.any(axis=(0, 1)))
    alt = [
        say(
            "feature_maps_alt" if count > 1 else "feature_maps_alt_one",
            count=count,
            height=height,
            width=width,
            low=number(maps.min()),
            high=number(maps.max()),
        )
    ]
    if len(zero) == count:
        alt.append(say("feature_maps_all_zero"))
    else:
        if len(zero):
            alt.append(say("feature_maps_zeros", count=len(zero), total=count, maps=items(zero)))
        strongest = strength.argmax()
        alt.append(say("feature_maps_strongest", map=strongest, value=number(strength[strongest])))
    return " ".join(alt)


def gradient_norms(runs):
    """How large the gradient of each layer's weights is, on a logarithmic axis: where it vanishes, where it explodes.

    A norm of 0, which a logarithmic axis cannot show, stands as a 0 at the lower edge, and one that is not finite as
    a cross at the upper edge.

    Args:
        runs: dict from name (at most 6) to a sequence of norms, one for each layer, the layer nearest the input first.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if there is nothing to draw, or a norm is negative or no number.
    """
    if not isinstance(runs, dict):
        raise PlottingError(say("gradient_norms_type", type=type(runs).__name__))
    if not runs:
        raise PlottingError(say("gradient_norms_empty"))
    runs = {str(name): _norms(name, norms) for name, norms in runs.items()}
    marks = tell_apart(say("runs"), list(runs))
    told = say("clause").join(_gradient_norms_run(name, norms) for name, norms in runs.items())
    fig, axis = figure(alt=say("gradient_norms_alt", runs=told))
    axis.set_yscale("log")
    handles = []
    for name, colour, marker, line in marks:
        norms = np.where(np.isfinite(runs[name]) & (runs[name] > 0), runs[name], np.nan)
        layers = np.arange(1, len(norms) + 1)
        handles += axis.plot(layers, norms, color=colour, linestyle=line, marker=marker, markersize=5, label=name)
    colours = {name: colour for name, colour, _, _ in marks}
    zeros = {colours[name]: np.flatnonzero(norms == 0) + 1 for name, norms in runs.items()}
    others = {colours[name]: np.flatnonzero(~np.isfinite(norms)) + 1 for name, norms in runs.items()}
    handles += _signs(axis, zeros, "$0$", say("gradient_norms_zero"), 0.04, 0.06)
    handles += _signs(axis, others, "x", say("gradient_norms_not_finite"), 0.96, -0.06)
    longest = max(len(norms) for norms in runs.values())
    ticks = MaxNLocator(integer=True, steps=[1, 5, 10]).tick_values(1, longest)
    axis.set_xticks([1, *(tick for tick in ticks if 1 < tick <= longest)])
    axis.set(xlabel=say("gradient_norms_layer"), ylabel=say("gradient_norms_norm"))
    fig.legend(handles=handles, loc="outside lower center", ncols=min(3, len(handles)))
    return fig


def _signs(axis, layers, sign, label, edge, step):
    """Draw `sign` at the edge of the axis for the layers of each colour; return what a legend needs, if any.

    Each run has a row of its own, so that none hides another, and the curves leave room for the rows.
    """
    layers = {colour: some for colour, some in layers.items() if len(some)}
    style = {"marker": sign, "markersize": 8, "linestyle": "none"}
    for row, (colour, some) in enumerate(layers.items()):
        height = np.full(len(some), edge + row * step)
        axis.plot(some, height, color=colour, transform=axis.get_xaxis_transform(), **style)
    if not layers:
        return []
    room = 0.04 + abs(step) * len(layers)  # part of the height, at each end
    axis.margins(y=max(axis.margins()[1], room / (1 - 2 * room)))
    return [Line2D([], [], color=GREY, label=label, **style)]


def _norms(name, norms):
    """The norms of a run as float array."""
    try:
        norms = np.asarray(norms, dtype=float)
    except (TypeError, ValueError):
        raise PlottingError(say("gradient_norms_numbers", run=name)) from None
    if norms.ndim != 1 or not len(norms):
        raise PlottingError(say("gradient_norms_shape", run=name, shape=norms.shape))
    if (norms < 0).any():
        raise PlottingError(say("gradient_norms_negative", run=name, value=number(norms.min())))
    return norms


def _gradient_norms_run(name, norms):
    # Not `number`, which calls small ones 0: here they are the message.
    first, last = f"{norms[0]:.3g}", f"{norms[-1]:.3g}"
    if len(norms) == 1:
        return say("gradient_norms_one", name=name, value=first)
    text = say("gradient_norms_run", name=name, first=first, last=last, layers=len(norms))
    if np.isfinite(norms[[0, -1]]).all() and norms[-1] > 0:
        text += say("gradient_norms_ratio", ratio=f"{norms[0] / norms[-1]:.3g}")
    for key, where in (("gradient_norms_zeros", norms == 0), ("gradient_norms_not_finites", ~np.isfinite(norms))):
        if where.any():
            text += say(key, count=where.sum(), layers=len(norms))
    return text
