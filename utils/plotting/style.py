"""The style, and the figure that carries its own description."""

import base64
import html
import io

import matplotlib
from cycler import cycler
from IPython import get_ipython
from IPython.display import publish_display_data
from matplotlib.figure import Figure
from PIL import Image

from .messages import say

# Okabe and Ito, "Color Universal Design" (2008), without yellow and sky blue, which are faint on white. Readers with
# protanopia, deuteranopia or tritanopia can tell them apart (tests/unit/test_plotting.py).
PALETTE = ("#0072B2", "#D55E00", "#009E73", "#CC79A7", "#000000", "#E69F00")
# What tells runs apart besides colour.
MARKERS = ("o", "s", "^", "D", "v", "P")
LINES = ("-", "--", "-.", ":", (0, (5, 1, 1, 1, 1, 1)), (0, (8, 2)))

WRONG = PALETTE[1]
# What counts for something, and what counts against it.
FOR, AGAINST = PALETTE[1], PALETTE[0]
GREY = "#595959"
WIDTH = 8  # inches
DPI = 100  # dots per inch
MOST_COLOURS_OF_A_DRAWING = 2000

# Set once for all of matplotlib, so that what a student draws with pyplot looks the same.
matplotlib.rcParams.update(
    {
        "figure.figsize": (WIDTH, 4),
        "figure.dpi": DPI,
        "font.size": 11,
        "axes.titlesize": 12,
        "axes.labelsize": 11,
        "xtick.labelsize": 10,
        "ytick.labelsize": 10,
        "legend.fontsize": 10,
        "legend.frameon": False,
        "lines.linewidth": 2,
        "lines.markersize": 6,
        "axes.spines.top": False,
        "axes.spines.right": False,
        "axes.axisbelow": True,
        "grid.color": "#D9D9D9",
        "axes.prop_cycle": cycler(color=PALETTE) + cycler(linestyle=LINES),
    }
)


class PlottingError(ValueError):
    """Something that cannot be drawn, in one sentence that says what to do; a notebook shows it without a traceback."""

    def _render_traceback_(self):
        return [str(self)]


def described(alt_text, image_type, image):
    """What a notebook keeps of a picture: an `<img>` with its text, the picture alone, and the text alone.

    Args:
        alt_text: str.
        image_type: "image/png" or "image/svg+xml".
        image: bytes.

    Returns:
        dict from media type to str.
    """
    encoded = base64.b64encode(image).decode()
    return {
        "text/html": f'<img alt="{html.escape(alt_text)}" src="data:{image_type};base64,{encoded}" '
        'style="max-width:100%">',
        # Some readers, such as code hosts, drop the line above.
        image_type: image.decode() if image_type == "image/svg+xml" else encoded,
        "text/plain": alt_text,
    }


def in_notebook():
    """Whether the output goes to a notebook, and not to a terminal."""
    return getattr(get_ipython(), "kernel", None) is not None


class Described:
    """Something with an `alt_text` that shows itself through `_repr_mimebundle_`."""

    def _ipython_display_(self):
        # Shown as a display, never as the cell's value: nbgrader reads a graded cell's value as its score, and pyplot's
        # formatter, once a student has used pyplot, would draw the figure a second time.
        publish_display_data(self._repr_mimebundle_())


class DescribedFigure(Described, Figure):
    """A matplotlib figure with a text for readers who cannot see it.

    It is made outside pyplot, so it shows once, and is freed when nobody holds it.

    Args:
        alt_text: str, what the figure shows, in one or more sentences.
        options: as for `matplotlib.figure.Figure`.

    Raises:
        PlottingError: if `alt_text` is empty.
    """

    def __init__(self, *args, alt_text, **options):
        if not isinstance(alt_text, str) or not alt_text.strip():
            raise PlottingError(say("no_alt"))
        super().__init__(*args, **options)
        self.alt_text = alt_text

    def _repr_mimebundle_(self, include=None, exclude=None):
        drawn, png = io.BytesIO(), io.BytesIO()
        self.savefig(drawn, format="png", dpi=DPI, facecolor="white")
        image = Image.open(drawn).convert("RGB")
        # A third of the bytes, which a notebook keeps twice; a photo, which has more colours, stays as it is.
        if image.getcolors(MOST_COLOURS_OF_A_DRAWING):
            image = image.quantize(256)
        image.save(png, format="png", optimize=True)
        return described(self.alt_text, "image/png", png.getvalue())


def figure(rows=1, columns=1, *, alt, height=None, width=WIDTH, **options):
    """An empty figure in the style of the course.

    Args:
        rows, columns: int, the grid of axes.
        alt: str, what the figure shows, for readers who cannot see it; say the message, with its numbers.
        height, width: in inches.
        options: as for `matplotlib.figure.Figure.subplots`, such as `sharex=True`.

    Returns:
        `(figure, axes)`, as `matplotlib.pyplot.subplots` does.

    Raises:
        PlottingError: a `ValueError`, if `alt` is empty.
    """
    size = width, height or (4 if rows == 1 else 2.8 * rows)
    empty = DescribedFigure(figsize=size, layout="constrained", alt_text=alt)
    axes = empty.subplots(rows, columns, **options)
    for axis in empty.axes:
        axis.grid(True)
    return empty, axes


def tell_apart(things, names):
    """One `(name, colour, marker, line)` for each name.

    Raises:
        PlottingError: if there are more names than the style tells apart.
    """
    if len(names) > len(PALETTE):
        raise PlottingError(say("too_many", limit=len(PALETTE), things=things, count=len(names)))
    return list(zip(names, PALETTE, MARKERS, LINES, strict=False))
