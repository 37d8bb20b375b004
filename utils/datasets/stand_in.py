"""Data made by the course itself, for when the real data are out of reach: same shapes, dtypes and label counts."""

from pathlib import Path

import numpy as np

# How often each digit 0 to 9 occurs in MNIST.
TRAIN_COUNTS = (5923, 6742, 5958, 6131, 5842, 5421, 5918, 6265, 5851, 5949)
TEST_COUNTS = (980, 1135, 1032, 1010, 982, 892, 958, 1028, 974, 1009)

# Fonts that come with matplotlib, so that they are the same on every machine and need no network.
FONTS = (
    "DejaVuSans", "DejaVuSans-Bold", "DejaVuSans-Oblique", "DejaVuSansMono", "DejaVuSansMono-Oblique",
    "DejaVuSerif", "DejaVuSerif-Italic", "STIXGeneral", "STIXGeneralItalic", "STIXGeneralBol",
    "cmr10", "cmss10", "cmtt10", "cmti10", "cmb10",
)  # fmt: skip

SIDE = 28  # pixels of an image
SHARP = 2  # a glyph is drawn so many times larger


def digits(seed: int = 1998):
    """Draw digits like MNIST's: `(x_train, y_train), (x_test, y_test)`.

    The x are uint8 of shape (60000, 28, 28) and (10000, 28, 28), ink 255 on 0; the y are uint8 labels 0 to 9.
    The same seed gives the same digits. Takes a few seconds.
    """
    rng = np.random.default_rng(seed)
    glyphs = _glyphs()
    return _draw(TRAIN_COUNTS, glyphs, rng), _draw(TEST_COUNTS, glyphs, rng)


def _glyphs():
    """Every digit in every font and three strokes, as images whose centre of mass is their centre; one list a digit."""
    from matplotlib import get_data_path
    from PIL import Image, ImageDraw, ImageFont

    side = SIDE * SHARP
    folder = Path(get_data_path()) / "fonts" / "ttf"
    glyphs = [[] for _ in range(10)]
    for name in FONTS:
        font = ImageFont.truetype(folder / f"{name}.ttf", size=26 * SHARP)
        for digit in range(10):
            for stroke in (0, 1):
                wide = Image.new("L", (3 * side, 3 * side))
                ImageDraw.Draw(wide).text((side, side), str(digit), fill=255, font=font, stroke_width=stroke)
                ink = np.asarray(wide, "float64")
                rows, columns = np.arange(3 * side) @ ink.sum(1) / ink.sum(), np.arange(3 * side) @ ink.sum(0) / ink.sum()
                left, top = round(columns - side / 2), round(rows - side / 2)
                glyphs[digit].append(wide.crop((left, top, left + side, top + side)))
    return glyphs


def _draw(counts, glyphs, rng):
    """Draw `counts[d]` images of each digit d, in random order; returns `(x, y)`."""
    from PIL import Image

    y = rng.permutation(np.repeat(np.arange(10, dtype="uint8"), counts))
    x = np.empty((len(y), SIDE, SIDE), "uint8")
    font = rng.integers(len(glyphs[0]), size=len(y))
    meshes = _meshes(len(y), rng)
    for i, mesh in enumerate(meshes.tolist()):
        x[i] = glyphs[y[i]][font[i]].transform(
            (SIDE, SIDE), Image.Transform.MESH, list(zip(CELLS, mesh)), Image.Resampling.BILINEAR
        )
    return x, y

HALF = SIDE // 2
CELLS = [(a, b, a + HALF, b + HALF) for b in (0, HALF) for a in (0, HALF)]

def _meshes(n, rng):
    turn = rng.normal(0, np.radians(J["rot"]), n)
    slant = rng.normal(0, J["slant"], n)
    scale = np.exp(rng.normal(0, J["scale"], (n, 2, 1)))
    shift = rng.normal(0, J["shift"], (n, 1, 1, 2))
    cos, sin = np.cos(turn), np.sin(turn)
    rot = np.stack([np.stack([cos, -sin], 1), np.stack([sin, cos], 1)], 1)
    shear = np.tile(np.eye(2), (n, 1, 1))
    shear[:, 0, 1] = slant
    matrix = shear @ rot / scale
    knots = np.stack(np.meshgrid(*[[-HALF, 0, HALF]] * 2), -1)  # [row, column] = (x, y)
    moved = np.einsum("nij,rcj->nrci", matrix, knots) + shift + rng.normal(0, J["bend"], (n, 3, 3, 2))
    moved = SHARP * (moved + HALF)
    nw, sw, se, ne = moved[:, :-1, :-1], moved[:, 1:, :-1], moved[:, 1:, 1:], moved[:, :-1, 1:]
    return np.stack([nw, sw, se, ne], 3).reshape(n, 4, 8)

J = dict(rot=6, slant=.1, scale=.1, shift=.3, bend=1.7)
