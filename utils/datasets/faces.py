"""Drawn faces, smiling or not: the stand-in for the Happy House photos, and as many more as an exercise needs."""

from functools import lru_cache

import numpy as np
from PIL import Image, ImageDraw

SIDE = 64  # pixels of an image
SHARPNESS = 3  # pixels of the drawing for each pixel of the image

# How many show no smile, and how many show one: as in the 150 real photos for testing, and half and half in the 600.
TRAIN_COUNTS = (300, 300)
TEST_COUNTS = (66, 84)

# Red, green and blue. A person's colour is one of these, or between two neighbours.
SKIN = np.array([[243, 208, 184], [228, 184, 150], [198, 146, 108], [150, 102, 70], [110, 74, 54]])
HAIR = np.array([[28, 22, 20], [62, 42, 30], [112, 78, 48], [176, 132, 78], [150, 146, 142]])
GARDEN = np.array([[44, 68, 36], [92, 116, 58], [150, 162, 90], [206, 200, 150], [136, 104, 78]])
DARK, WHITE, LIP, THROAT = np.array([[36, 28, 26], [238, 234, 228], [150, 50, 60], [70, 25, 28]])

# Points are complex numbers: x to the right and y downwards from the middle of the face, in halves of its height.
CIRCLE = np.exp(2j * np.pi * np.arange(24) / 24)
ACROSS = np.linspace(-1, 1, 11)  # from the left end of a curve to the right one
BULGE = 1 - ACROSS**2  # a curve that begins and ends at 0
HEAD = 0.76 * CIRCLE.real * (1 - 0.1 * CIRCLE.imag) + 1j * CIRCLE.imag

# The real photos show the same few people before the same garden: here too people and places come back, each time in
# another pose and light.
PEOPLE = 12
PLACES = 6

# How much the pose varies: standard deviations. Chosen, as the light below, by training on the result: HappyModel of
# chapter 4 shall be right on at least 90 % of the 150 in its best epoch of 40, and a linear model 12 points lower.
SHIFT = 0.017  # of the image's side
TILT = 0.04  # radians, towards a shoulder
TURN = 0.1  # radians, to the left or right
NOD = 0.02  # halves of the face's height


def happy():
    """The stand-in for the Happy House photos: 600 drawn faces and 150 others, made in a second.

    Returns:
        `(x_train, y_train), (x_test, y_test)`, as `load_happy` returns them.
    """
    rng = np.random.default_rng(2017)
    return _draw(TRAIN_COUNTS, rng), _draw(TEST_COUNTS, rng)


def make_faces(count, seed):
    """Drawn portraits of people who smile or do not, in many lights, poses and colours.

    Args:
        count: int, how many; the classes come in nearly equal numbers and random order.
        seed: int; the same seed gives the same faces.

    Returns:
        x: uint8 array of shape (count, 64, 64, 3), red, green and blue from 0 to 255; y: uint8 array of shape (count,),
        1 for a smile and 0 for none.
    """
    x, y = _faces(count, seed)
    return x.copy(), y.copy()


@lru_cache(maxsize=5)  # tests draw the same faces for one hand-in after another, and 500 take a second
def _faces(count, seed):
    return _draw(((count + 1) // 2, count // 2), np.random.default_rng(seed))


def _draw(counts, rng):
    """Draw `counts[0]` faces that do not smile and `counts[1]` that do, and shuffle them; returns `(x, y)`."""
    y = rng.permutation(np.repeat(np.arange(2, dtype="uint8"), counts))
    x = np.empty((len(y), SIDE, SIDE, 3), "uint8")
    for i, smiling in enumerate(y):
        who, place = rng.integers(PEOPLE), rng.integers(PLACES)
        x[i] = _photo(_person(who, smiling, rng), _background(place), rng)
    return x, y


def _photo(person, background, rng):
    """A person before a background, in a light of its own.

    Args:
        person: float32 array of shape (64, 64, 4), red, green, blue and cover from 0 to 255.
        background: float32 array of shape (64, 64, 3), red, green and blue from 0 to 255.

    Returns:
        array of shape (64, 64, 3), red, green and blue from 0 to 255.
    """
    across = np.linspace(-1, 1, SIDE, dtype="float32")
    down = across[:, None]
    angle = rng.uniform(0, 2 * np.pi)
    side_light = 1 + rng.uniform(0, 0.4) * (np.cos(angle) * across + np.sin(angle) * down)
    if rng.uniform() < 0.5:  # the light comes from behind, as in most of the real photos
        exposure, behind = rng.uniform(0.55, 0.85), rng.uniform(1, 1.2)
    else:
        exposure, behind = rng.uniform(0.85, 1.1), rng.uniform(0.8, 1)
    glare = (across - rng.uniform(-1, 1)) ** 2 + (down - rng.uniform(-1, 0)) ** 2
    glare = (rng.uniform(0, 0.25) * np.exp(-2 * glare))[..., None]
    cover = person[..., 3:] / 255
    picture = cover * person[..., :3] * (exposure * side_light[..., None]) + (1 - cover) * background * behind
    picture = (picture + glare * (255 - picture)) * rng.uniform(0.93, 1.07, 3)
    grain = rng.normal(0, 1, (SIDE, SIDE, 1))
    return (picture + grain).clip(0, 255)


def _background(place):
    """Two parts, one above the other, each plain or of leaves, and blurred; as `_photo` takes it."""
    look = np.random.default_rng([1, place])
    cells = 16
    leaves = GARDEN[look.integers(len(GARDEN), size=(4, cells, cells))].mean(axis=0) * look.uniform(0.9, 1.3)
    plain = look.uniform(140, 255, (2, 1, 1, 1)) * look.uniform(0.85, 1, (2, 1, 1, 3))
    leafy = look.uniform(0, 1, 2) < (0.75, 0.35)
    horizon = look.uniform(4, 12) + look.normal(0, 0.8, cells)
    above = (np.arange(cells)[:, None] < horizon)[..., None]
    blotches = np.where(above, leaves if leafy[0] else plain[0], leaves if leafy[1] else plain[1])
    small = Image.fromarray(blotches.clip(0, 255).astype("uint8"))
    return np.asarray(small.resize((SIDE, SIDE), Image.Resampling.BICUBIC), "float32")


def _person(who, smiling, rng):
    """One person on a transparent ground, as `_photo` takes it."""
    sheet = Sheet(rng)
    look = np.random.default_rng([0, who])
    skin, hair = _between(SKIN, look), _between(HAIR, look)
    smile = rng.uniform(0.7, 1.2) if smiling else rng.uniform(-0.6, 0)
    _draw_body(sheet, skin, hair, look)
    _draw_head(sheet, skin, hair, look)
    _draw_eyes(sheet, skin, hair, smile, rng)
    _draw_mouth(sheet, skin, smile, rng)
    if look.uniform() < 0.15:
        _draw_glasses(sheet)
    return sheet.pixels()


class Sheet:
    """A sheet to draw a person on: knows where the head is, how large, and where it turns to."""

    def __init__(self, rng):
        side = SIDE * SHARPNESS
        self.image = Image.new("RGBA", (side, side))
        self.pen = ImageDraw.Draw(self.image)
        self.size = side * rng.uniform(0.29, 0.32)
        self.middle = side * complex(rng.normal(0.5, SHIFT), rng.normal(0.46, SHIFT))
        self.tilt = np.exp(1j * rng.normal(0, TILT))
        self.turn = rng.normal(0, TURN)
        self.nod = rng.normal(0, NOD)

    def area(self, points, colour, tilted=True):
        self.pen.polygon(self._place(points, tilted), tuple(colour.astype(int).tolist()))

    def line(self, points, colour, width):
        width = max(1, round(width * self.size))
        self.pen.line(self._place(points), tuple(colour.astype(int).tolist()), width, joint="curve")

    def on_face(self, points):
        """Where points of the face are once the head is turned: those in its middle move most."""
        return 0.8 * np.sin(np.arcsin(points.real / 0.8) + self.turn) + 1j * (points.imag + self.nod)

    def pixels(self):
        return np.asarray(self.image.reduce(SHARPNESS), "float32")

    def _place(self, points, tilted=True):
        return (self.middle + self.size * (self.tilt if tilted else 1) * points).view(float).tolist()


def _draw_body(sheet, skin, hair, rng):
    """What lies behind the head: long hair, a shirt, the neck."""
    if rng.uniform() < 0.3:
        sheet.area(_ellipse(0.15j, 0.98, 1.3), hair)
    shirt = rng.uniform(20, 220) * rng.uniform(0.7, 1, 3)
    sheet.area(_ellipse(2.35j, rng.uniform(1.35, 1.7), 1.1), shirt, tilted=False)
    if rng.uniform() < 0.5:  # a low neckline
        sheet.area(_ellipse(1.25j, 0.55, 0.35), 0.88 * skin, tilted=False)
    sheet.area(np.array([-0.4 + 0.3j, 0.4 + 0.3j, 0.46 + 1.4j, -0.46 + 1.4j]), 0.8 * skin)


def _draw_head(sheet, skin, hair, rng):
    """Ears and head, with a beard perhaps, and hair mostly."""
    for side in (-1, 1):
        sheet.area(_ellipse(0.74 * side + 0.05j, 0.12, 0.2), 0.85 * skin)
    sheet.area(HEAD, skin)
    if rng.uniform() < 0.4:
        dense = rng.uniform(0.25, 0.7)
        jaw = HEAD[(CIRCLE.imag > -0.01)]  # from the right ear round the chin to the left one
        cheeks = sheet.on_face(0.6 * ACROSS + 1j * (0.38 - 0.38 * ACROSS**4))
        sheet.area(np.concatenate([jaw, cheeks]), dense * hair + (1 - dense) * skin)
    hairline, parting, temples = rng.uniform(-0.62, -0.45), rng.uniform(-0.12, 0.12), rng.uniform(0.1, 0.45)
    if rng.uniform() < 0.92:
        crown = rng.uniform(1.1, 1.22) * HEAD[CIRCLE.imag < 0.01]
        crown = np.roll(crown, -1)  # from the left ear over the top to the right one
        right_to_left = ACROSS[::-1]
        fringe = 0.66 * right_to_left + 1j * (hairline + parting * right_to_left + temples * right_to_left**4)
        sheet.area(np.concatenate([crown, sheet.on_face(fringe)]), hair)


def _draw_eyes(sheet, skin, hair, smile, rng):
    """Eyes, which a smile narrows, brows and nose, and the folds that a smile draws from nose to mouth."""
    squint = rng.uniform(0, 0.5) + 0.3 * max(smile, 0)
    brow = rng.normal(-0.36, 0.03)
    for side in (-1, 1):
        eye = 0.33 * side - 0.12j
        lid = 1j * (0.085 - 0.06 * squint) * BULGE
        sheet.area(sheet.on_face(eye + _lens(0.15 * ACROSS - lid, 0.15 * ACROSS + 0.8 * lid)), WHITE)
        sheet.area(sheet.on_face(_ellipse(eye, 0.065, 0.075 - 0.05 * squint)), DARK)
        sheet.line(sheet.on_face(eye + 0.15 * ACROSS - lid), 0.45 * skin, 0.035)
        arch = 0.2 * ACROSS + 1j * (0.05 * ACROSS**2 + rng.normal(0, 0.03) * ACROSS)
        sheet.line(sheet.on_face(0.33 * side + 1j * brow + arch), 0.8 * hair, 0.07)
        if smile > 0.3:
            sheet.line(sheet.on_face(np.array([0.24 * side + 0.36j, 0.37 * side + 0.52j])), 0.82 * skin, 0.035)
    sheet.line(sheet.on_face(np.array([0.06 - 0.1j, 0.1 + 0.2j, 0.26j, -0.09 + 0.22j])), 0.78 * skin, 0.05)


def _draw_mouth(sheet, skin, smile, rng):
    """A mouth with its corners up or not, closed or open, with teeth or without."""
    across = rng.uniform(0.26, 0.32) * (1 + 0.45 * max(smile, 0)) * ACROSS
    curve = across + 1j * (0.55 + rng.normal(0, 0.015) + 0.22 * smile * (0.5 - ACROSS**2))
    gap = rng.uniform(0.04, 0.3 if smile > 0.3 else 0.12) if rng.uniform() < (0.8 if smile > 0.3 else 0.4) else 0
    upper, lower = curve - 0.3j * gap * BULGE, curve + 0.9j * gap * BULGE
    sheet.area(sheet.on_face(_lens(upper - 0.05j * BULGE, lower + 0.07j * BULGE)), 0.75 * skin + 0.25 * LIP)
    if gap:
        sheet.area(sheet.on_face(_lens(upper, lower)), THROAT)
        if smile > 0.3 or rng.uniform() < 0.4:
            sheet.area(sheet.on_face(_lens(upper, upper + 1j * min(0.16, gap) * BULGE)), WHITE)
    sheet.line(sheet.on_face(upper), 0.35 * skin, 0.05)


def _draw_glasses(sheet):
    for side in (-1, 1):
        rim = sheet.on_face(_ellipse(0.33 * side - 0.11j, 0.22, 0.17))
        sheet.line(np.append(rim, rim[:2]), DARK, 0.04)
    sheet.line(sheet.on_face(np.array([-0.11 - 0.13j, 0.11 - 0.13j])), DARK, 0.04)


def _ellipse(middle, half_width, half_height):
    return middle + half_width * CIRCLE.real + 1j * half_height * CIRCLE.imag


def _lens(top, bottom):
    """What two curves enclose that have their ends in common."""
    return np.concatenate([top, bottom[::-1]])


def _between(colours, rng):
    """One of the colours, or one between two neighbours."""
    place = rng.uniform(0, len(colours) - 1)
    first = int(place)
    return colours[first] + (place - first) * (colours[first + 1] - colours[first])
