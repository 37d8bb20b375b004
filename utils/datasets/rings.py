"""Points on three rings: a small problem that no straight line solves."""

import numpy as np


def make_rings(points, seed):
    """Random points on three rings around the origin, the inner one class 0 and the outer one class 2.

    Args:
        points: int, how many; the classes come in nearly equal numbers and random order.
        seed: int; the same seed gives the same points.

    Returns:
        x: float32 array of shape (points, 2), about -1.3 to 1.3; y: int64 array of shape (points,).
    """
    rng = np.random.default_rng(seed)
    y = rng.permutation(np.arange(points) % 3)
    radius = 0.3 + 0.4 * y + rng.normal(scale=0.06, size=points)
    angle = rng.uniform(0, 2 * np.pi, size=points)
    x = radius[:, None] * np.stack([np.cos(angle), np.sin(angle)], axis=1)
    return x.astype("float32"), y
