"""Functions that every network is made of: activations, losses, and what an optimizer does on a loss."""

import keras
import numpy as np

from .messages import number, say
from .style import GREY, MARKERS, PALETTE, PlottingError, figure, tell_apart


def activations(functions=("relu", "sigmoid", "tanh", "softplus")):
    """Activation functions and their slopes, one small picture each, z from -5 to 5.

    Args:
        functions: names that `keras.activations` knows, or a dict from name to a function from array to array.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if a name is unknown, or an activation is not elementwise, as softmax.
    """
    if isinstance(functions, str):
        functions = (functions,)
    if not isinstance(functions, dict):
        functions = {name: _activation(name) for name in functions}
    if not functions:
        raise PlottingError(say("activations_empty"))
    z = np.linspace(-5, 5, 1001, dtype="float32")
    values = {name: _elementwise(name, function, z) for name, function in functions.items()}
    slopes = {name: np.gradient(value, z) for name, value in values.items()}
    told = [
        say(
            "activation_curve",
            name=name,
            low=number(z[0]),
            high=number(z[-1]),
            first=number(value[0]),
            middle=number(value[500]),
            last=number(value[-1]),
            slope=number(slopes[name][np.abs(slopes[name]).argmax()]),
        )
        for name, value in values.items()
    ]
    alt = say("activations_alt", low=number(z[0]), high=number(z[-1]), curves=say("clause").join(told))
    columns = {1: 1, 2: 2, 4: 2}.get(len(values), 3)
    rows = -(-len(values) // columns)
    fig, axes = figure(rows, columns, alt=alt, height=0.6 + 2.4 * rows, sharex=True, squeeze=False)
    for axis, name in zip(axes.flat, values, strict=False):
        axis.axhline(0, color=GREY, linestyle="-", linewidth=0.8)
        axis.axvline(0, color=GREY, linestyle="-", linewidth=0.8)
        (value,) = axis.plot(z, values[name], color=PALETTE[0], linestyle="-")
        (slope,) = axis.plot(z, slopes[name], color=PALETTE[1], linestyle="--")
        axis.set_title(name)
        axis.set_xlabel(say("activation_input"))
        axis.tick_params(labelbottom=True)
    for axis in axes.flat[len(values) :]:
        axis.set_axis_off()
    fig.legend([value, slope], [say("activation_value"), say("activation_slope")], loc="outside lower center", ncols=2)
    return fig


def _activation(name):
    other = {"get", "serialize", "deserialize"}
    known = [key for key in dir(keras.activations) if not key.startswith("_") and key not in other]
    if name not in known:
        raise PlottingError(say("activation_unknown", name=name, known=say("list").join(known)))
    return getattr(keras.activations, name)


def _elementwise(name, function, z):
    """`function(z)` as an array."""
    try:
        value, part = (keras.ops.convert_to_numpy(function(some)) for some in (z, z[:100]))
    except Exception as error:
        raise PlottingError(say("activation_fails", name=name, error=type(error).__name__, text=error)) from None
    if value.shape != z.shape or not np.allclose(value[:100], part, atol=1e-5):
        raise PlottingError(say("activation_not_elementwise", name=name))
    return value


def losses():
    """Losses as functions of what they judge: a predicted probability on the left, an error on the right.

    The values are those of `keras.losses`: binary cross-entropy and mean squared error of one prediction p for the
    target 1; mean squared, mean absolute and Huber loss (delta = 1) of one prediction for the target 0.

    Returns:
        DescribedFigure.
    """
    probability = np.linspace(0.01, 1, 100, dtype="float32")
    error = np.linspace(-3, 3, 121, dtype="float32")
    left = {
        "cross_entropy": _loss(keras.losses.binary_crossentropy, 1, probability),
        "squared_error": _loss(keras.losses.mean_squared_error, 1, probability),
    }
    right = {
        "squared_error": _loss(keras.losses.mean_squared_error, 0, error),
        "absolute_error": _loss(keras.losses.mean_absolute_error, 0, error),
        "huber": _loss(keras.losses.huber, 0, error),
    }
    fig, axes = figure(1, 2, alt=_losses_alt(left, right))
    # One colour and line for each loss, the same in both pictures.
    names = list(dict.fromkeys([*left, *right]))
    marks = {name: {"color": colour, "linestyle": line} for name, colour, _, line in tell_apart(say("loss"), names)}
    for axis, x, curves, label in (
        (axes[0], probability, left, "losses_probability"),
        (axes[1], error, right, "losses_error"),
    ):
        for name, values in curves.items():
            axis.plot(x, values, label=say(name), **marks[name])
        axis.set(xlabel=say(label), ylabel=say("loss"))
        axis.legend()
    return fig


def _loss(function, target, predictions):
    """The loss of each prediction alone."""
    column = predictions[:, None]
    return keras.ops.convert_to_numpy(function(np.full_like(column, target), column))


def _losses_alt(left, right):
    told_left = [
        say(
            "losses_left",
            name=say(name),
            low=0.01,
            middle=0.5,
            at_low=number(values[0]),
            at_middle=number(values[49]),
            at_high=number(round(float(values[-1]), 3)),
        )
        for name, values in left.items()
    ]
    told_right = [
        say("losses_right", name=say(name), high=3, at_one=number(values[80]), at_high=number(values[120]))
        for name, values in right.items()
    ]
    return say("losses_alt", left=say("clause").join(told_left), right=say("clause").join(told_right))


def paths(loss, runs, limits=None):
    """Paths of optimizers over the contours of a loss of two weights.

    Args:
        loss: function of two arrays of the same shape, returning the loss at each point.
        runs: dict from the name of an optimizer (at most 6) to an array `(n, 2)`, the weights before the first step and
            after each.
        limits: `((lowest w1, highest w1), (lowest w2, highest w2))`; None for all of every path that stays near.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if a path or the loss has another shape.
    """
    if not isinstance(runs, dict) or not runs:
        raise PlottingError(say("paths_empty"))
    runs = {str(name): np.asarray(run, dtype=float) for name, run in runs.items()}
    for name, run in runs.items():
        if run.ndim != 2 or run.shape[1] != 2 or not len(run):
            raise PlottingError(say("paths_shape", name=name, shape=run.shape))
        if not np.isfinite(run[0]).all():
            raise PlottingError(say("paths_start", name=name))
    marks = tell_apart(say("runs"), list(runs))
    low, high = _window(loss, runs) if limits is None else np.array(limits, dtype=float).T
    grid, values = _surface(loss, low, high)
    minimum = _lowest(loss, low, high)
    fig, axis = figure(alt=_paths_alt(loss, runs, low, high, minimum), height=5)
    axis.grid(False)
    # Evenly spaced in the square root, which on a bowl is the distance from the bottom.
    bottom, top = np.nanmin(values), np.nanmax(values)
    levels = bottom + (top - bottom) * np.linspace(0, 1, 15) ** 2
    if levels[-1] > levels[0]:
        axis.contourf(*grid, values, levels=levels, cmap="Greys", alpha=0.35)
        axis.contour(*grid, values, levels=levels, colors="#A6A6A6", linewidths=0.6)
    for name, colour, marker, line in marks:
        run = runs[name]
        every = max(1, len(run) // 25)
        axis.plot(*run.T, color=colour, linestyle=line, marker=marker, markersize=4, markevery=every, label=name)
    starts = np.unique([run[0] for run in runs.values()], axis=0)
    hollow = {"markerfacecolor": "white", "markeredgecolor": "black", "linestyle": "none", "zorder": 5}
    axis.plot(*starts.T, marker=MARKERS[0], markersize=11, label=say("start"), **hollow)
    if minimum is not None:
        axis.plot(*minimum, marker="*", markersize=17, label=say("minimum"), **hollow)
    axis.set(xlim=(low[0], high[0]), ylim=(low[1], high[1]), xlabel=say("weight_1"), ylabel=say("weight_2"))
    fig.legend(loc="outside lower center", ncols=4)
    return fig


def _window(loss, runs):
    """Corners of a window that holds every path but for steps farther than three times the way from start to bottom."""
    starts = np.array([run[0] for run in runs.values()])
    reach = 2 * np.abs(starts).max() + 1
    bottom = _lowest(loss, starts.min(axis=0) - reach, starts.max(axis=0) + reach)
    near = starts if bottom is None else np.vstack([starts, bottom])
    size = max(np.ptp(near, axis=0).max(), 1e-3)
    points = np.vstack([*runs.values(), near])
    points = points[np.isfinite(points).all(axis=1)]
    points = np.clip(points, near.min(axis=0) - size, near.max(axis=0) + size)
    margin = np.maximum(0.1 * np.ptp(points, axis=0), 0.05 * size)
    return points.min(axis=0) - margin, points.max(axis=0) + margin


def _surface(loss, low, high, count=121):
    """A grid of points and the loss there."""
    grid = np.meshgrid(*np.linspace(low, high, count).T)
    try:
        with np.errstate(all="ignore"):
            values = np.asarray(loss(*grid), dtype=float)
    except Exception as error:
        problem = say("paths_loss_raised", error=type(error).__name__, text=error)
        raise PlottingError(say("paths_loss", problem=problem)) from None
    if values.shape != grid[0].shape:
        problem = say("paths_loss_shape", shape=values.shape, wanted=grid[0].shape)
        raise PlottingError(say("paths_loss", problem=problem))
    values = np.where(np.isfinite(values), values, np.nan)
    if np.isnan(values).all():
        raise PlottingError(say("paths_loss", problem=say("paths_loss_not_finite")))
    return grid, values


def _lowest(loss, low, high):
    """The lowest point inside the window, found by looking ever closer, or None if it lies on the edge."""
    step = (high - low) / 120
    window = low, high
    for _ in range(6):
        grid, values = _surface(loss, *window)
        lowest = np.array([axis.flat[np.nanargmin(values)] for axis in grid])
        window = np.maximum(lowest - step, low), np.minimum(lowest + step, high)
        step = step / 30
    inside = ((lowest > low + (high - low) / 200) & (lowest < high - (high - low) / 200)).all()
    return lowest if inside else None


def _paths_alt(loss, runs, low, high, minimum):
    told = []
    for name, run in runs.items():
        with np.errstate(all="ignore"):
            end = float(np.asarray(loss(run[-1:, 0], run[-1:, 1])).ravel()[0])
            left = not ((run >= low) & (run <= high)).all()
        text = say(
            "paths_run", name=name, first=_point(run[0]), steps=len(run) - 1, last=_point(run[-1]), loss=number(end)
        )
        told.append(text + say("paths_leaves") if left else text)
    if minimum is None:
        bottom = say("paths_no_minimum")
    else:
        bottom = say("paths_minimum", loss=number(loss(*minimum[:, None])[0]), point=_point(minimum))
    return say("paths_alt", minimum=bottom, runs=say("clause").join(told))


def _point(weights):
    # Four places are finer than the picture, and a minimum found on a grid reads as 0, not as 1.2e-08.
    return say("point", x=number(round(weights[0], 4)), y=number(round(weights[1], 4)))
