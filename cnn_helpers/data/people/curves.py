"""Smooth outlines in head units: x to the picture's right, y up, z out of the picture, half a head's height is 1."""

from collections.abc import Sequence
from functools import cache
from math import pi
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

Points: TypeAlias = NDArray | Sequence[Sequence[float]]  # (k, 3)

_TURNS = np.linspace(0, 2 * pi, 28, endpoint=False)
CIRCLE = np.stack([np.cos(_TURNS), np.sin(_TURNS), np.zeros_like(_TURNS)], 1)


@cache
def _weights(count: int, closed: bool, steps: int) -> NDArray:
    """Return the matrix from control points to the points of a Catmull-Rom spline through them."""
    spans = count if closed else count - 1
    rows = []
    for span in range(spans):
        for t in np.arange(steps) / steps:
            row = np.zeros(count)
            parts = (
                -0.5 * t + t**2 - 0.5 * t**3,
                1 - 2.5 * t**2 + 1.5 * t**3,
                0.5 * t + 2 * t**2 - 1.5 * t**3,
                -0.5 * t**2 + 0.5 * t**3,
            )
            for offset, part in zip((-1, 0, 1, 2), parts, strict=True):
                place = span + offset
                row[place % count if closed else min(max(place, 0), count - 1)] += part
            rows.append(row)
    if not closed:
        rows.append(np.eye(count)[-1])
    return np.array(rows)


def closed(points: Points, steps: int = 4) -> NDArray:
    """Return the points of a closed smooth curve through control points (k, 3).

    >>> closed([(1, 0, 0), (0, 1, 0), (-1, 0, 0), (0, -1, 0)])[4].tolist()
    [0.0, 1.0, 0.0]
    """
    return _weights(len(points), True, steps) @ np.asarray(points, float)


def opened(points: Points, steps: int = 4) -> NDArray:
    """Return the points of an open smooth curve from the first to the last of control points (k, 3).

    >>> opened([(0, 0, 0), (1, 1, 0), (2, 0, 0)], steps=2)[:, 0].tolist()
    [0.0, 0.4375, 1.0, 1.5625, 2.0]
    """
    return _weights(len(points), False, steps) @ np.asarray(points, float)


def ribbon(points: NDArray, widths: float | NDArray) -> NDArray:
    """Return the outline of a line of varying width around points (k, 3); widths: one, or one for each point."""
    along = np.empty((len(points), 2))
    along[1:-1] = points[2:, :2] - points[:-2, :2]
    along[0], along[-1] = points[1, :2] - points[0, :2], points[-1, :2] - points[-2, :2]
    half = 0.5 * widths / np.maximum(np.hypot(along[:, 0], along[:, 1]), 1e-9)
    outline = np.concatenate([points, points[::-1]])
    x, y = half * along[:, 1], half * along[:, 0]
    outline[:, 0] += np.concatenate([-x, x[::-1]])
    outline[:, 1] += np.concatenate([y, -y[::-1]])
    return outline


def ellipse(x: float, y: float, z: float, across: float, up: float) -> NDArray:
    """Return an ellipse around (x, y, z), which faces the viewer, from its two radii."""
    return CIRCLE * (across, up, 1) + (x, y, z)
