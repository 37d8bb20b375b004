"""Data made by the course itself, for when the real data are out of reach: same shapes, dtypes and label counts."""

from pathlib import Path

import numpy as np

from utils.datasets.files import made_once

# How often each digit from 0 to 9 occurs in MNIST.
TRAIN_COUNTS = (5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949)
TEST_COUNTS = (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)

# They come with matplotlib, so every machine has them.
FONTS = (
    "DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSansMono", "DejaVuSansMono-Oblique",
    "DejaVuSerif", "DejaVuSerif-Italic", "STIXGeneral", "STIXGeneralItalic", "STIXGeneralBol",
    "cmr10", "cmss10", "cmtt10", "cmti10", "cmb10",
)  # fmt: skip
STROKES = (0, 1)  # pixels of a glyph added around its lines

SIDE = 28  # pixels of an image
SHARPNESS = 2  # pixels of a glyph for each pixel of the image it is drawn into
FONT_SIZE = 26  # pixels of the image; digits are then 17 to 19 high, as most of MNIST's are 20

# Standard deviations of what makes two digits of one font differ. Chosen, by training on the result, so that the
# digits are about as easy as MNIST's for a dense network and leave a linear model well behind it.
TURN = 6  # degrees
SLANT = 0.12  # pixels to the side for each pixel of height
STRETCH = 0.1  # of the logarithm of width and height
SHIFT = 0.2  # pixels
WOBBLE = 1.9  # pixels, at each of nine knots on the image


def mnist():
    """The stand-in for MNIST, `digits()`: made once and kept in the user's cache, if that can be written."""
    keys = ("x_train", "y_train", "x_test", "y_test")
    x_train, y_train, x_test, y_test = made_once("stand-in-digits", __file__, keys, lambda: sum(digits(), ()))
    return (x_train, y_train), (x_test, y_test)


def digits(seed: int = 1998):
    """Digits in the manner of MNIST, drawn in two or three seconds.

    Args:
        seed: int; the same seed gives the same digits.

    Returns:
        `(x_train, y_train), (x_test, y_test)`: images, uint8 of shape (60000, 28, 28) and (10000, 28, 28), from 0
        (paper) to 255 (ink); labels, uint8 of shape (60000,) and (10000,), from 0 to 9.
    """
    rng = np.random.default_rng(seed)
    glyphs = _glyphs()
    return _draw(TRAIN_COUNTS, glyphs, rng), _draw(TEST_COUNTS, glyphs, rng)


def _glyphs():
    """For each digit, its picture in every font and stroke, with the centre of mass in the middle, as in MNIST."""
    # Imported here because most sessions have the real data.
    from matplotlib import get_data_path
    from PIL import Image, ImageDraw, ImageFont

    side = SIDE * SHARPNESS
    glyphs = [[] for _ in range(10)]
    for name in FONTS:
        font = ImageFont.truetype(Path(get_data_path(), "fonts", "ttf", f"{name}.ttf"), FONT_SIZE * SHARPNESS)
        for stroke in STROKES:
            for digit in range(10):
                sheet = Image.new("L", (3 * side, 3 * side))
                ImageDraw.Draw(sheet).text((side, side), str(digit), fill=255, font=font, stroke_width=stroke)
                rows, columns = np.nonzero(sheet)
                top, left = round(rows.mean() - side / 2), round(columns.mean() - side / 2)
                glyphs[digit].append(sheet.crop((left, top, left + side, top + side)))
    return glyphs


def _draw(counts, glyphs, rng):
    """Draw `counts[d]` images of each digit d and shuffle them; returns `(x, y)`."""
    from PIL import Image

    y = rng.permutation(np.repeat(np.arange(10, dtype="uint8"), counts))
    x = np.empty((len(y), SIDE, SIDE), "uint8")
    font = rng.integers(len(glyphs[0]), size=len(y))
    half = SIDE // 2
    quarters = [(left, top, left + half, top + half) for top in (0, half) for left in (0, half)]
    for i, corners in enumerate(_corners(len(y), rng).tolist()):
        glyph = glyphs[y[i]][font[i]]
        mesh = list(zip(quarters, corners))
        x[i] = glyph.transform((SIDE, SIDE), Image.Transform.MESH, mesh, Image.Resampling.BILINEAR)
    return x, y


def _corners(n, rng):
    """Where on the glyph the corners of each quarter of n images are taken from.

    Nine knots, three by three, span an image's four quarters. They are turned, slanted, stretched and shifted
    together, and then each wobbles on its own. Returns float64 of shape (n, 4, 8), in pixels of the glyph: quarters
    row by row; corners x, y north-west, south-west, south-east, north-east, the order of Pillow's MESH.
    """
    half = SIDE // 2
    angle = rng.normal(0, np.radians(TURN), n)
    turn = np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
    slant = np.array([[np.ones(n), rng.normal(0, SLANT, n)], [np.zeros(n), np.ones(n)]])
    stretch = np.exp(rng.normal(0, STRETCH, (2, n)))
    place = np.stack(np.meshgrid([-half, 0, half], [-half, 0, half]))  # (x or y, row, column), from the middle
    knots = np.einsum("in,ijn,jkn,krc->nrci", stretch, slant, turn, place, optimize=True)
    knots += rng.normal(0, SHIFT, (n, 1, 1, 2)) + rng.normal(0, WOBBLE, (n, 3, 3, 2))
    knots = SHARPNESS * (knots + half)
    quarters = [knots[:, :-1, :-1], knots[:, 1:, :-1], knots[:, 1:, 1:], knots[:, :-1, 1:]]
    return np.stack(quarters, axis=3).reshape(n, 4, 8)
