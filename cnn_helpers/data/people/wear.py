"""What changes from day to day: clothes, glasses, and things that cover a part of the head."""

from collections.abc import Callable
from random import Random

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.data.people.brush import Brush
from cnn_helpers.data.people.colours import CLOTH, FRAMES, WARM, mixed, near
from cnn_helpers.data.people.curves import CIRCLE, closed, ellipse, opened, ribbon
from cnn_helpers.data.people.eyes import Eyes, place
from cnn_helpers.data.people.head import Head, surface
from cnn_helpers.data.people.nose import Nose
from cnn_helpers.data.scenes.colours import Colour, shaded

_SQUARE = np.sign(CIRCLE) * np.abs(CIRCLE) ** 0.45


def paint_clothes(
    brush: Brush, rng: Random, settle: Callable[[ArrayLike], NDArray], skin: Colour, n: float
) -> None:
    """Paint shoulders in a colour and a cut that change with every photograph; n: half the neck's width.

    settle: see `paint_neck`.
    """
    colour = near(rng, rng.choice(CLOTH), 16)
    broad, drop = rng.uniform(1.2, 1.5), rng.uniform(0.0, 0.12)
    half = [(n * 0.98, -1.18 - drop, 0), (0.9, -1.34, 0), (broad, -1.6, 0), (broad + 0.16, -2.3, 0)]
    shape = settle(opened([(-x, y, z) for x, y, z in reversed(half)] + half))
    brush.fill_canvas(shape, colour, body=True)
    cut, deep = rng.choice(("round", "pointed", "collar", "high")), rng.uniform(-1.62, -1.44)
    if cut == "high":
        brush.fill_canvas(settle(ellipse(0, -1.24, 0, n + 0.09, 0.2)), shaded(colour, 0.9), body=True)
    else:
        if cut == "round":
            hole = opened(
                [
                    (n, -1.08, 0),
                    (0.8 * n, deep + 0.1, 0),
                    (0, deep, 0),
                    (-0.8 * n, deep + 0.1, 0),
                    (-n, -1.08, 0),
                ]
            )
        else:
            hole = np.array([(n, -1.08, 0), (0, deep - 0.12, 0), (-n, -1.08, 0)])
        brush.fill_canvas(settle(hole), mixed(skin, WARM, 0.06), body=True)
        if cut == "collar":
            for side in (-1, 1):
                flap = [
                    (side * n, -1.16, 0),
                    (side * (n + 0.2), -1.34, 0),
                    (side * 0.3, -1.62, 0),
                    (0, deep - 0.1, 0),
                ]
                brush.fill_canvas(settle(flap), shaded(colour, 1.14))


def paint_glasses(brush: Brush, rng: Random, head: Head, eyes: Eyes, nose: Nose) -> None:
    """Paint a pair of glasses, tinted in some."""
    colour, shape = rng.choice(FRAMES), CIRCLE if rng.random() < 0.5 else _SQUARE
    across, up, bar = rng.uniform(0.2, 0.25), rng.uniform(0.14, 0.2), rng.uniform(0.022, 0.05)
    tint = (30, 34, 40, 150) if rng.random() < 0.2 else (214, 232, 240, 40)
    for side in (-1, 1):
        rim = place(head, eyes, side, shape[:, 0] * across, shape[:, 1] * up, rise=0, up=-0.02, lift=0.12)
        brush.fill(rim, tint)
        brush.fill(ribbon(np.concatenate([rim, rim[:2]]), bar), colour)
        hinge = side * (eyes.apart + across)
        arm = [(hinge, eyes.up + 0.03, rim[0, 2] + 0.02), (side * (head.cheeks + 0.02), eyes.up + 0.06, 0.0)]
        brush.fill(ribbon(opened(arm), bar * 0.9), colour)
        gleam = place(head, eyes, side, np.array([-0.1, -0.03]), np.array([-0.03, 0.07]), rise=0, lift=0.12)
        brush.fill(ribbon(gleam, 0.03), (255, 255, 255, 90))
    inner = eyes.apart - across
    bridge = surface(head, np.array([-inner, 0, inner]), eyes.up + np.array([0.02, 0.05, 0.02]), 0.13)
    brush.fill(ribbon(opened(bridge), bar), colour)


def paint_cover(brush: Brush, rng: Random, name: str, head: Head, skin: Colour) -> None:
    """Paint a scarf or a hand over a part of the face."""
    if name == "scarf":
        colour, high = near(rng, rng.choice(CLOTH), 16), rng.uniform(-0.78, -0.42)
        w = head.cheeks * 1.08
        edge = [
            (-w, high + 0.16, 0),
            (-0.5 * w, high + 0.03, 0.4),
            (0, high - 0.03, 0.6),
            (0.5 * w, high + 0.03, 0.4),
            (w, high + 0.16, 0),
        ]
        foot = [
            (1.15 * w, -1.3, 0.2),
            (0.6 * w, -1.62, 0.4),
            (0, -1.7, 0.4),
            (-0.6 * w, -1.62, 0.4),
            (-1.15 * w, -1.3, 0.2),
        ]
        brush.fill(np.concatenate([opened(edge), opened(foot)]), colour, body=True, cover=True)
        for share, tint in ((0.3, 0.82), (0.62, 1.15)):
            fold = opened(edge) * (1 - share) + opened(foot)[::-1] * share
            brush.fill(ribbon(fold, 0.05), shaded(colour, tint))
    else:
        side, up = rng.choice((-1, 1)), rng.uniform(-0.1, 0.12)
        shade = mixed(skin, WARM, 0.1)
        x = side * head.cheeks
        palm = [
            (x * 1.1, -1.75, 0.4),
            (x * 1.15, -0.7, 0.4),
            (x * 0.62, -0.55, 0.6),
            (x * 0.42, -0.95, 0.5),
            (x * 0.5, -1.75, 0.4),
        ]
        brush.fill(closed(palm), shade, body=True, cover=True)
        for k in range(4):
            root = x * (1.1 - 0.17 * k), -0.68 + 0.03 * k
            end = x * (0.96 - 0.2 * k), up - 0.1 * abs(k - 1.3) - 0.12 * k
            line = opened(
                [(*root, 0.6), ((root[0] + end[0]) / 2 + 0.02 * x, (root[1] + end[1]) / 2, 0.7), (*end, 0.7)]
            )
            for width, colour in ((0.145, mixed(skin, WARM, 0.35)), (0.12, skin)):
                u, v, w = line[-1]
                brush.fill(ribbon(line, width), colour, body=True, cover=True)
                brush.fill(ellipse(u, v, w, width / 2, width / 2), colour, body=True, cover=True)


def paint_hat(brush: Brush, rng: Random, head: Head) -> None:
    """Paint a knitted hat over the crown."""
    colour, line = near(rng, rng.choice(CLOTH), 16), rng.uniform(0.46, 0.62)
    w = head.cheeks * 1.08
    dome = [(-w, line + 0.1, -0.05), (-0.92 * w, 0.95, -0.1), (-0.5 * w, 1.24, -0.12), (0, 1.32, -0.12)]
    dome += [(-x, y, z) for x, y, z in reversed(dome[:-1])]
    brim = surface(
        head, np.array([1.0, 0.55, 0, -0.55, -1.0]) * head.cheeks, line + np.array([0.02, 0, 0, 0, 0.02])
    )
    brush.fill(np.concatenate([opened(dome), opened(brim)]), colour, body=True, cover=True)
    x = np.array([-1.08, -0.6, 0, 0.6, 1.08]) * head.cheeks
    band = opened(surface(head, x, line + np.array([0.08, 0.07, 0.07, 0.07, 0.08]), 0.05))
    brush.fill(ribbon(band, 0.2), shaded(colour, 0.84), body=True, cover=True)
