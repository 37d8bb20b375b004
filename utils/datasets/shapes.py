"""Small images of three figures: the class is what is drawn, wherever it is drawn."""

import numpy as np

SIDE = 12
_PLUS = ["..#..", "..#..", "#####", "..#..", "..#.."]
_SQUARE = ["#####", "#...#", "#...#", "#...#", "#####"]
_CROSS = ["#...#", ".#.#.", "..#..", ".#.#.", "#...#"]
_INK = np.array([[list(row) for row in figure] for figure in (_PLUS, _SQUARE, _CROSS)]) == "#"


def make_shapes(images, seed):
    """Random images of a plus (class 0), a square (class 1) and a diagonal cross (class 2), anywhere, with noise.

    Args:
        images: int, how many; the classes come in nearly equal numbers and random order.
        seed: int; the same seed gives the same images.

    Returns:
        x: float32 array of shape (images, 12, 12, 1), from 0 to 1; y: int64 array of shape (images,).
    """
    rng = np.random.default_rng(seed)
    classes, size, _ = _INK.shape
    y = rng.permutation(np.arange(images) % classes)
    x = rng.uniform(0, 0.3, size=(images, SIDE, SIDE, 1))
    for image, ink, (row, column) in zip(x, _INK[y], rng.integers(SIDE - size + 1, size=(images, 2))):
        image[row : row + size, column : column + size, 0] += 0.7 * ink
    return x.astype("float32"), y
