"""Pictures and values: a grid of images, a photo with its classes, bars, intervals, points in the plane."""

import math
from numbers import Real

import numpy as np

from .messages import items, number, say
from .style import WIDTH, WRONG, PlottingError, figure, tell_apart

MOST_IMAGES = 100
MOST_INTERVALS = 20
MOST_PREDICTIONS = 20


def images(x, labels=None, predictions=None, columns=None):
    """A grid of images. A wrong prediction has a cross, both classes and a thick frame.

    Args:
        x: array `(n, height, width)`, `(n, height, width, 1)` or `(n, height, width, 3)`, n at most 100; values from
            0 to 255, or from 0 to 1.
        labels: n classes, numbers or names, or None.
        predictions: n predicted classes, or None.
        columns: int, images in a row; None for as many as the titles leave room for, at most 8.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if a shape or a value is not as above.
    """
    pixels, top = as_pixels(x)
    count, height, width = pixels.shape[:3]
    colour = pixels.ndim == 4

    labels = _classes("labels", labels, count)
    predictions = _classes("predictions", predictions, count)
    wrong = [i for i in range(count) if labels and predictions and labels[i] != predictions[i]]
    titles = list(predictions or labels or [])
    for i in wrong:
        between = " " if len(predictions[i] + labels[i]) <= 4 else "\n"
        titles[i] = f"✗ {predictions[i]}{between}({labels[i]})"

    lines = max((title.count("\n") + 1 for title in titles), default=0)
    if columns is None:
        longest = max((len(line) for title in titles for line in title.split("\n")), default=0)
        columns = min(8, max(1, int(WIDTH / (0.1 * longest + 0.2))))
    columns = min(columns, count)
    rows = math.ceil(count / columns)
    side = min(WIDTH / columns, 3)  # inches
    fig, axes = figure(
        rows,
        columns,
        alt=_images_alt(pixels, colour, labels, predictions, wrong),
        width=side * columns,
        height=rows * (side * height / width + 0.24 * lines) + (0.4 if wrong else 0),
        squeeze=False,
    )
    for i, axis in enumerate(axes.flat):
        axis.grid(False)
        if i >= count:
            axis.set_axis_off()
            continue
        # Small images show their pixels; large ones are drawn smaller than they are, and smoothly.
        smooth = "nearest" if width <= 128 else "auto"
        axis.imshow(pixels[i], cmap="gray", vmin=0, vmax=top, interpolation=smooth)
        axis.set(xticks=[], yticks=[])
        if titles:
            axis.set_title(titles[i], fontsize=11, pad=5, fontweight="bold" if i in wrong else "normal")
        axis.spines[:].set(visible=i in wrong, color=WRONG, linewidth=4)
    if wrong:
        fig.supxlabel(say("images_key"), fontsize=10)
    return fig


def as_pixels(x):
    """Images as `images` takes them, `(n, height, width)` or in colour `(n, height, width, 3)`, and what is white.

    In colour the values go from 0 to 1, so white is 1; in grey they stay as they are, and white is 255 or 1.
    """
    x = np.asarray(x)
    if x.ndim not in (3, 4) or (x.ndim == 4 and x.shape[-1] not in (1, 3)) or not np.issubdtype(x.dtype, np.number):
        raise PlottingError(say("images_shape", shape=x.shape))
    if 0 in x.shape:
        raise PlottingError(say("images_empty", shape=x.shape))
    if len(x) > MOST_IMAGES:
        raise PlottingError(say("images_many", limit=MOST_IMAGES, count=len(x)))
    low, high = x.min(), x.max()
    if not (0 <= low and high <= 255):
        raise PlottingError(say("images_range", low=number(low), high=number(high)))
    top = 255 if np.issubdtype(x.dtype, np.integer) or high > 1 else 1
    return (x / top, 1) if x.shape[3:] == (3,) else (x.reshape(x.shape[:3]), top)


def _classes(name, values, count):
    """The classes as text, one for each image, or None."""
    if values is None:
        return None
    values = np.asarray(values)
    if values.ndim == 2 and values.shape[1] > 1:
        raise PlottingError(say("images_probabilities"))
    values = values.ravel()
    if len(values) != count:
        raise PlottingError(say("images_count", name=name, found=len(values), count=count))
    if np.issubdtype(values.dtype, np.floating):
        if (values % 1 != 0).any():
            raise PlottingError(say("images_probabilities"))
        values = values.astype(int)
    return [str(value) for value in values]


def _images_alt(pixels, colour, labels, predictions, wrong):
    count, height, width = pixels.shape[:3]
    channels = say("images_colour" if colour else "images_grey")
    size = {"height": height, "width": width, "channels": channels}
    alt = [say("images_alt_one", **size) if count == 1 else say("images_alt", count=count, **size)]
    if labels:
        alt.append(say("images_labels", labels=items(labels)))
    if predictions and labels:
        alt.append(say("images_right", right=count - len(wrong), count=count))
        if wrong:
            told = [
                say("images_one_wrong", position=i + 1, label=labels[i], prediction=predictions[i]) for i in wrong[:10]
            ]
            if wrong[10:]:
                told.append(say("images_more", count=len(wrong[10:])))
            alt.append(say("images_wrong", wrong=say("clause").join(told)))
    elif predictions:
        alt.append(say("images_predictions", predictions=items(predictions)))
    return " ".join(alt)


def predictions(photo, names, probabilities):
    """A photo, and beside it a bar for each of its classes, the most probable on top.

    Args:
        photo: array `(height, width)`, `(height, width, 1)` or `(height, width, 3)`; values from 0 to 255, or from 0
            to 1.
        names: 1 to 20 names of classes.
        probabilities: as many numbers from 0 to 1.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if a shape or a value is not as above.
    """
    photo = np.asarray(photo)
    if photo.ndim not in (2, 3):
        raise PlottingError(say("predictions_photo", shape=photo.shape))
    pixels, top = as_pixels(photo[None])
    names = [str(name) for name in names]
    try:
        values = np.asarray(probabilities, float)
    except (TypeError, ValueError):
        raise PlottingError(say("predictions_range", value=probabilities)) from None
    if values.shape != (len(names),) or not 0 < len(names) <= MOST_PREDICTIONS:
        raise PlottingError(
            say("predictions_count", limit=MOST_PREDICTIONS, names=len(names), probabilities=values.shape)
        )
    for value in values:
        if not 0 <= value <= 1 + 1e-6:  # a softmax of float32 may end a little above 1
            raise PlottingError(say("predictions_range", value=number(value)))
    order = np.argsort(-values, kind="stable")
    names, values = [names[i] for i in order], values[order]
    told = [say("bars_pair", name=name, value=number(value)) for name, value in zip(names, values, strict=True)]
    alt = say("predictions_alt", height=len(photo), width=photo.shape[1], values=say("clause").join(told))
    tall = max(2.8, 0.8 + 0.36 * len(names))
    fig, (left, right) = figure(1, 2, alt=alt, height=tall, width_ratios=[1, 1.2])
    left.imshow(pixels[0], cmap="gray", vmin=0, vmax=top)
    left.set_axis_off()
    heights = np.arange(len(names))  # and not the names, of which two may be the same
    drawn = right.barh(heights, values)
    right.bar_label(drawn, [number(value) for value in values], padding=4, fontsize=10)
    right.set_yticks(heights, names)
    right.set_xlim(0, 1.25)  # leaves room for the number of a bar that reaches 1
    right.set_xticks([0, 0.25, 0.5, 0.75, 1])
    right.invert_yaxis()
    right.grid(False, axis="y")
    right.set_xlabel(say("probability"))
    return fig


def bars(values, label):
    """Horizontal bars with their values, in the order given: class probabilities, how many examples a class has.

    Args:
        values: dict from name to number.
        label: str, what the bars measure, with its unit.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if there is no value, a value is not a finite number, or `label` is empty.
    """
    if not isinstance(values, dict):
        raise PlottingError(say("bars_values", problem=say("bars_not_dict", type=type(values).__name__)))
    if not values:
        raise PlottingError(say("bars_values", problem=say("bars_empty")))
    for name, value in values.items():
        if not isinstance(value, (Real, np.number)) or not np.isfinite(value):
            raise PlottingError(say("bars_values", problem=say("bars_not_number", name=name, value=value)))
    if not label:
        raise PlottingError(say("bars_no_label"))
    told = [say("bars_pair", name=name, value=number(value)) for name, value in values.items()]
    fig, axis = figure(
        alt=say("bars_alt", label=label, values=say("clause").join(told)), height=0.8 + 0.36 * len(values)
    )
    drawn = axis.barh([str(name) for name in values], [float(value) for value in values.values()])
    axis.bar_label(drawn, [number(value) for value in values.values()], padding=4, fontsize=10)
    axis.margins(x=0.12)
    axis.invert_yaxis()
    axis.grid(False, axis="y")
    axis.set_xlabel(label)
    return fig


def intervals(rows, label=None):
    """Values with their intervals, a dot and whiskers in a line for each name, in the order given.

    Args:
        rows: dict from name to `(value, low, high)`, three finite numbers, low <= value <= high; at most 20 names.
        label: str, what is measured, with its unit; None for accuracies, numbers from 0 to 1 drawn in per cent.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if there is no row, or a row is not as above.
    """
    if not isinstance(rows, dict) or not 0 < len(rows) <= MOST_INTERVALS:
        raise PlottingError(say("intervals_rows", limit=MOST_INTERVALS))
    values = np.array([_interval(name, row) for name, row in rows.items()])
    if label is None:
        if values.min() < 0 or values.max() > 1:
            raise PlottingError(say("intervals_per_cent", value=number(values.flat[np.abs(values - 0.5).argmax()])))
        label, values = say("intervals_label"), 100 * values
    value, low, high = values.T
    written = [say("intervals_row", value=number(v), low=number(a), high=number(b)) for v, a, b in values]
    names = [str(name) for name in rows]
    told = [say("bars_pair", name=name, value=text) for name, text in zip(names, written, strict=True)]
    alt = say("intervals_alt", label=label, values=say("clause").join(told))
    fig, axis = figure(alt=alt, height=0.8 + 0.4 * len(rows))
    heights = np.arange(len(rows))
    whiskers = [value - low, high - value]
    axis.errorbar(value, heights, xerr=whiskers, fmt="o", markersize=7, capsize=5, elinewidth=2, capthick=2)
    for height, end, text in zip(heights, high, written, strict=True):
        place = {"xytext": (8, 0), "textcoords": "offset points", "va": "center"}
        axis.annotate(text, (end, height), fontsize=10, **place)
    axis.set_yticks(heights, names)
    axis.set_ylim(len(rows) - 0.5, -0.5)
    axis.grid(False, axis="y")
    axis.set_xlabel(label)
    return fig


def _interval(name, row):
    """The three numbers of a row."""
    try:
        value, low, high = (float(number) for number in row)
    except (TypeError, ValueError):
        raise PlottingError(say("intervals_numbers", name=name, row=row)) from None
    if not (np.isfinite([low, high]).all() and low <= value <= high):
        raise PlottingError(say("intervals_order", name=name, row=(value, low, high)))
    return value, low, high


def points(x, classes):
    """Points in the plane, each class with its own colour and marker.

    Args:
        x: array `(n, 2)`, two features of each point.
        classes: n classes, numbers or names, at most 6 different ones.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if a shape is not as above, or there are too many classes.
    """
    x, classes = np.asarray(x, dtype=float), np.asarray(classes)
    if x.ndim != 2 or x.shape[1] != 2 or not len(x) or classes.shape != (len(x),):
        raise PlottingError(say("points_shape", x=x.shape, y=classes.shape))
    names = np.unique(classes).tolist()
    marks = tell_apart(say("classes"), names)
    told = []
    for name in names:
        own = x[classes == name]
        centre = own.mean(axis=0)
        told.append(
            say(
                "points_class",
                name=name,
                count=len(own),
                centre=say("point", x=number(round(centre[0], 1) + 0.0), y=number(round(centre[1], 1) + 0.0)),
                distance=number(round(np.linalg.norm(own - centre, axis=1).mean(), 2)),
            )
        )
    alt = say("points_alt", count=len(x), classes=len(names), values=say("clause").join(told))
    fig, axis = figure(alt=alt, width=5, height=5)
    for name, colour, marker, _ in marks:
        axis.plot(*x[classes == name].T, color=colour, marker=marker, linestyle="none", markersize=4, label=str(name))
    axis.set(xlabel=say("feature_1"), ylabel=say("feature_2"), aspect="equal")
    fig.legend(loc="outside lower center", ncols=len(names))
    return fig
