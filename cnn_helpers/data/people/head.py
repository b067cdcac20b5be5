"""The shape of a head: skull, jaw, chin, ears and neck, and where its surface lies."""

from collections.abc import Callable
from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.data.people.brush import Brush
from cnn_helpers.data.people.colours import BLUSH, WARM, mixed
from cnn_helpers.data.people.curves import closed, ellipse, opened, ribbon
from cnn_helpers.data.scenes.colours import Colour


class Head(NamedTuple):
    """Half widths at the cheeks, the jaw and the chin, the chin's depth below the middle, and the ears."""

    cheeks: float
    temples: float
    jaw: float
    chin: float
    length: float
    blush: float
    ear: float
    ear_up: float
    ear_out: float
    neck: float


RANGES = {
    "cheeks": (0.68, 0.82),
    "temples": (0.88, 1.0),
    "jaw": (0.72, 0.95),
    "chin": (0.2, 0.44),
    "length": (0.9, 1.1),
    "blush": (0.0, 1.0),
    "ear": (0.15, 0.23),
    "ear_up": (-0.1, 0.08),
    "ear_out": (0.3, 1.0),
    "neck": (0.36, 0.52),
}


def surface(head: Head, x: float | NDArray, y: float | NDArray, lift: float | NDArray = 0.0) -> NDArray:
    """Return points (k, 3) on the face at (x, y), or in front of it by `lift`."""
    across, up = x / (head.cheeks * 1.04), y / 1.12
    left = 1 - across * across - up * up
    points = np.empty((*np.shape(left), 3))
    points[..., 0], points[..., 1] = x, y
    points[..., 2] = 0.78 * np.sqrt(np.maximum(left, 0)) + lift
    return points


def outline(head: Head, drop: float = 0.0) -> NDArray:
    """Return the face's outline (k, 3); drop: how far the jaw hangs open."""
    w, low = head.cheeks, -head.length - 0.08 * drop
    half = [
        (0.48 * w, 0.93, -0.1),
        (0.84 * w * head.temples, 0.69, -0.08),
        (w * head.temples, 0.32, -0.05),
        (w, 0.0, -0.02),
        (head.jaw * w, -0.42 - 0.04 * drop, 0.12),
        (0.5 * (head.chin + head.jaw * w), 0.26 - 0.06 * drop + 0.97 * low, 0.26),
        (head.chin * 0.78, 0.05 + low, 0.38),
    ]
    right = [(0.0, 1.0, -0.1), *half, (0.0, low, 0.4)]
    return closed(right + [(-x, y, z) for x, y, z in reversed(half)])


def paint_neck(brush: Brush, head: Head, skin: Colour, settle: Callable[[ArrayLike], NDArray]) -> None:
    """Paint the neck between the head and a body that stands still: settle(points) gives its canvas positions."""
    n = head.neck
    top = brush.project([(-n, -0.45, -0.1), (n, -0.45, -0.1)])
    foot = settle([(n * 1.02, -1.32, 0), (n * 1.5, -1.52, 0), (-n * 1.5, -1.52, 0), (-n * 1.02, -1.32, 0)])
    brush.fill_canvas(np.concatenate([top, foot]), mixed(skin, WARM, 0.12), body=True)


def paint_neck_shadow(brush: Brush, head: Head, drop: float) -> None:
    """Paint the chin's shadow on the neck."""
    chin = outline(head, drop)[14:-14] * (0.8, 1, 0.6) - (0, 0.13, 0)
    brush.fill(chin, (*WARM, 84))


def paint_ears(brush: Brush, head: Head, skin: Colour) -> None:
    """Paint both ears; the face will cover most of the one that is turned away."""
    for side in (-1, 1):
        x, y = side * (head.cheeks + 0.035 * head.ear_out), head.ear_up
        brush.fill(ellipse(x, y, -0.1, 0.085 + 0.05 * head.ear_out, head.ear), skin, body=True)
        brush.fill(ellipse(x + side * 0.012, y + 0.02, -0.1, 0.05, head.ear * 0.62), (*WARM, 70))


def paint_face(brush: Brush, head: Head, skin: Colour, drop: float) -> None:
    """Paint the face without its features, and the back of the head as far as it is seen."""
    brush.fill(ellipse(0, 0.26, -0.22, head.cheeks * head.temples, 0.72), skin, body=True)
    brush.fill(outline(head, drop), skin, body=True)
    for side in (-1, 1):
        u, v, w = surface(head, side * head.cheeks * 0.58, -0.27)
        for size, strength in ((0.2, 16), (0.14, 16)):
            brush.fill(ellipse(u, v, w, size * 1.15, size), (*BLUSH, int(strength * (0.3 + head.blush))))


def paint_age(brush: Brush, head: Head, age: float) -> None:
    """Paint the lines that years draw: beside the mouth, under the eyes, on the forehead."""
    if age < 0.45:
        return
    strength = int(150 * (age - 0.4))
    for side in (-1, 1):
        fold = surface(head, side * np.array([0.17, 0.28, 0.33]), np.array([-0.3, -0.42, -0.56]))
        brush.fill(ribbon(opened(fold), 0.022), (*WARM, strength))
        bag = surface(head, side * np.array([0.2, 0.3, 0.42]), np.array([-0.07, -0.11, -0.06]))
        brush.fill(ribbon(opened(bag), 0.018), (*WARM, strength))
    for y in (0.52, 0.62):
        line = surface(head, np.array([-0.3, 0.0, 0.3]), np.array([y - 0.01, y + 0.02, y - 0.01]))
        brush.fill(ribbon(opened(line), 0.016), (*WARM, strength * 2 // 3))
