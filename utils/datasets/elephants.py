"""Drawn elephants, an Indian and an African one: the stand-in for the two photos."""

import numpy as np
from PIL import Image, ImageDraw

SIDE = 227  # pixels of an image
SHARPNESS = 4  # pixels of the drawing for each pixel of the image

# Red, green and blue.
SKIN, SHADE, DARK, IVORY = (140, 133, 130), (108, 101, 99), (40, 35, 35), (242, 234, 214)
JUNGLE = {"above": (120, 150, 110), "below": (104, 136, 70)}
SAVANNA = {"above": (205, 216, 222), "below": (196, 160, 98)}

# What an elephant is made of, seen from its left side: points x, y in hundredths of the image's side.
FAR_LEGS = [[(40, 55), (50, 55), (49, 87), (41, 87)], [(70, 55), (80, 55), (79, 87), (71, 87)]]
NEAR_LEGS = [[(34, 50), (46, 55), (44, 91), (35, 91)], [(76, 50), (87, 50), (86, 91), (77, 91)]]
TAIL = [(88, 42), (93, 52), (92, 64)]
TRUNK = [(22, 38), (17, 47), (15, 58), (14, 69), (16, 78), (21, 81)]
SMALL_EAR = [(35, 31), (42, 33), (43, 42), (39, 52), (36, 50), (33, 42)]
LARGE_EAR = [(33, 24), (46, 22), (55, 29), (55, 42), (48, 53), (41, 58), (36, 50), (32, 39)]
SMALL_TUSK = [(21, 52), (18, 57), (17, 57), (19, 51)]
LARGE_TUSK = [(23, 50), (17, 63), (9, 68), (8, 66), (14, 61), (19, 50)]


def draw_elephants():
    """An Indian elephant, with a round back and small ears, and an African one, with large ears and tusks.

    Returns:
        uint8 array of shape (2, 227, 227, 3), red, green and blue from 0 to 255; the same each time.
    """
    return np.stack([_draw(JUNGLE, SMALL_EAR, SMALL_TUSK, 24), _draw(SAVANNA, LARGE_EAR, LARGE_TUSK, 28)])


def _draw(place, ear, tusk, back):
    """One elephant in its place; `back` is how high up its back reaches, in hundredths of the side from above."""
    size = SIDE * SHARPNESS / 100
    image = Image.new("RGB", (SIDE * SHARPNESS, SIDE * SHARPNESS), place["above"])
    pen = ImageDraw.Draw(image)

    def scaled(points):
        return [(size * x, size * y) for x, y in points]

    def ellipse(left, top, right, bottom, colour):
        pen.ellipse([size * left, size * top, size * right, size * bottom], colour)

    pen.rectangle(scaled([(0, 62), (100, 100)]), place["below"])
    for leg in FAR_LEGS:
        pen.polygon(scaled(leg), SHADE)
    pen.line(scaled(TAIL), SHADE, round(1.5 * size), "curve")
    ellipse(31, back, 90, 68, SKIN)
    for leg in NEAR_LEGS:
        pen.polygon(scaled(leg), SKIN)
    for (x, y), width in zip(TRUNK, np.linspace(6.5, 2.5, len(TRUNK))):
        ellipse(x - width, y - width, x + width, y + width, SKIN)
    for (x, y), (next_x, next_y), width in zip(TRUNK, TRUNK[1:], np.linspace(12, 6, len(TRUNK) - 1)):
        pen.line(scaled([(x, y), (next_x, next_y)]), SKIN, round(width * size))
    ellipse(17, 22, 42, 54, SKIN)
    pen.polygon(scaled(tusk), IVORY)
    pen.polygon(scaled(ear), SHADE)
    ellipse(23, 36, 25, 38, DARK)
    return np.asarray(image.reduce(SHARPNESS))
