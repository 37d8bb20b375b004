"""Where a network looks: photos with heat over them."""

import math

import numpy as np
from matplotlib.colors import LinearSegmentedColormap, to_rgba

from .messages import items, number, say
from .pictures import as_pixels
from .style import AGAINST, FOR, WIDTH, PlottingError, figure

OPAQUE = 0.9  # the strongest heat, of a place that counts for the output or against it; 0 shows the photo alone
HEAT = LinearSegmentedColormap.from_list(
    "heat",
    [(0, to_rgba(AGAINST, OPAQUE)), (0.5, to_rgba(AGAINST, 0)), (0.5, to_rgba(FOR, 0)), (1, to_rgba(FOR, OPAQUE))],
)
GREY_OF_RGB = (0.299, 0.587, 0.114)  # luma of ITU-R BT.601
PLACES = (("top_left", "top", "top_right"), ("left", "centre", "right"), ("bottom_left", "bottom", "bottom_right"))
TOLD_AGAINST = 0.25  # of the strongest heat of all: the least that counts against the output and is told


def heatmaps(images, heats, titles=None):
    """Photos in grey, each with its heat over it: which places count for a network's output, and which against it.

    All share one scale. Where the heat is 0 the photo shows, positive heat is orange and negative blue; a + marks the
    strongest place of each image, and a − the one that counts most against, where that is much.

    Args:
        images: array of n images, at most 100, as for `images`.
        heats: float array `(n, rows, columns)`, stretched over the images, such as how much the output falls if the
            place is covered.
        titles: n titles, one above each image, or None.

    Returns:
        DescribedFigure.

    Raises:
        PlottingError: if a shape or a value is not as above.
    """
    pixels, top = as_pixels(images)
    count, height, width = pixels.shape[:3]
    if pixels.ndim == 4:
        pixels = pixels @ GREY_OF_RGB
    heats = np.asarray(heats)
    if heats.ndim != 3 or len(heats) != count or 0 in heats.shape or not np.issubdtype(heats.dtype, np.number):
        raise PlottingError(say("heatmaps_shape", shape=heats.shape, count=count))
    if not np.isfinite(heats).all():
        raise PlottingError(say("heatmaps_finite"))
    titles = [""] * count if titles is None else [str(title) for title in np.ravel(titles)]
    if len(titles) != count:
        raise PlottingError(say("images_count", name="titles", found=len(titles), count=count))
    hottest = np.abs(heats).max() or 1
    columns = min(count, 4 if count <= 12 else 8)
    rows = math.ceil(count / columns)
    side = min(WIDTH / columns, 2.6)  # inches
    tall = rows * (side * height / width + (0.24 if any(titles) else 0)) + 0.8
    fig, axes = figure(
        rows,
        columns,
        alt=_heatmaps_alt(heats, titles, hottest),
        width=max(5, side * columns),
        height=tall,
        squeeze=False,
    )
    whole = (-0.5, width - 0.5, height - 0.5, -0.5)  # what the photo covers
    over = {"extent": whole, "interpolation": "bilinear", "interpolation_stage": "data"}
    for i, axis in enumerate(axes.flat):
        axis.grid(False)
        if i >= count:
            axis.set_axis_off()
            continue
        axis.imshow(pixels[i], cmap="gray", vmin=0, vmax=top, alpha=0.7)  # paler, so that the heat stands out
        drawn = axis.imshow(heats[i], cmap=HEAT, vmin=-hottest, vmax=hottest, **over)
        axis.set(xticks=[], yticks=[])
        axis.set_title(titles[i], fontsize=11, pad=5)
        axis.spines[:].set_visible(False)
        for sign, (row, column) in _extremes(heats[i], hottest):
            spot = (column + 0.5) / heats.shape[2], 1 - (row + 0.5) / heats.shape[1]
            mark = {"marker": "$+$" if sign > 0 else "$-$", "color": "black", "markeredgecolor": "white"}
            axis.plot(*spot, transform=axis.transAxes, markersize=11, markeredgewidth=0.7, **mark)
    bar = fig.colorbar(drawn, ax=axes, location="bottom", shrink=0.6, aspect=30, pad=0.1 / tall)
    bar.set_label(say("heatmaps_value"))
    if heats.min() >= 0:
        bar.ax.set_xlim(0, hottest)
    return fig


def _extremes(heat, hottest):
    """`(sign, (row, column))` of the strongest place and, if it is much, of the one that counts most against."""
    found = []
    if heat.max() > 0:
        found.append((1, np.unravel_index(heat.argmax(), heat.shape)))
    if heat.min() < -TOLD_AGAINST * hottest:
        found.append((-1, np.unravel_index(heat.argmin(), heat.shape)))
    return found


def _heatmaps_alt(heats, titles, hottest):
    told = []
    for i, heat in enumerate(heats):
        name = say("heatmaps_titled", position=i + 1, title=titles[i]) if titles[i] else i + 1
        spots = [
            say(
                "heatmaps_for" if sign > 0 else "heatmaps_against",
                place=say(PLACES[int(3 * (row + 0.5) / heat.shape[0])][int(3 * (column + 0.5) / heat.shape[1])]),
                value=number(heat[row, column]),
            )
            for sign, (row, column) in _extremes(heat, hottest)
        ]
        told.append(say("heatmaps_image", name=name, spots=items(spots) or say("heatmaps_nothing")))
    return say("heatmaps_alt", low=number(heats.min()), high=number(heats.max()), images=say("clause").join(told))
