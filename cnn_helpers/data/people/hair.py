"""Hair: what lies behind the head, and the cap with its hairline in front."""

from collections.abc import Sequence
from math import pi
from random import Random
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.data.people.brush import Brush
from cnn_helpers.data.people.colours import WARM, mixed
from cnn_helpers.data.people.curves import closed, ellipse, opened, ribbon
from cnn_helpers.data.people.head import Head, surface
from cnn_helpers.data.scenes.colours import Colour, shaded


class Style(NamedTuple):
    """How a hair style is cut.

    top, sides: how far it stands off; low: how far down its sides reach; inner: how much of the cheeks' width stays
    free between them; line: height and sweep of the hairline (0 round, 1 straight, 2 parted, 3 receding);
    back: how far down it falls behind, None where it does not; curls: radius of the curls at its edge; more: a thing
    that is tied of it.
    """

    top: float
    sides: float
    low: float
    inner: float
    line: int
    back: float | None = None
    curls: float = 0.0
    more: str = ""


STYLES = {
    "bald": None,
    "buzz": Style(0.03, 0.01, 0.02, 0.95, 1),
    "crop": Style(0.12, 0.04, -0.06, 0.95, 1),
    "swept": Style(0.17, 0.05, -0.08, 0.95, 2),
    "quiff": Style(0.3, 0.02, 0.0, 0.96, 0),
    "receding": Style(0.03, 0.06, -0.1, 0.96, 3),
    "curls": Style(0.16, 0.1, -0.08, 0.93, 0, curls=0.15),
    "afro": Style(0.32, 0.28, -0.22, 0.92, 0, back=-0.35, curls=0.2),
    "fringe": Style(0.14, 0.12, -0.56, 0.82, 4, back=-0.7),
    "bob": Style(0.15, 0.14, -0.5, 0.84, 2, back=-0.62),
    "long": Style(0.12, 0.1, -1.15, 0.86, 2, back=-1.35),
    "waves": Style(0.16, 0.14, -0.95, 0.86, 2, back=-1.2, curls=0.13),
    "bun": Style(0.05, 0.02, -0.02, 0.96, 0, more="bun"),
    "tail": Style(0.07, 0.02, -0.04, 0.95, 2, more="tail"),
    "plaits": Style(0.07, 0.03, -0.3, 0.93, 2, more="plaits"),
}


class Hair(NamedTuple):
    """The style's name, and how a person wears it: fullness, hairline, place and side of the parting."""

    style: str
    full: float
    height: float
    parting: float
    side: int
    shine: float


def random_hair(rng: Random) -> Hair:
    """Return the Hair of a person."""
    return Hair(
        rng.choice(tuple(STYLES)),
        rng.uniform(0.7, 1.3),
        rng.uniform(0.56, 0.74),
        rng.uniform(0.0, 0.55),
        rng.choice((-1, 1)),
        rng.uniform(1.15, 1.5),
    )


def _outer(head: Head, hair: Hair, style: Style) -> NDArray:
    """Return the edge of the cap, from the left foot over the crown to the right foot."""
    w = head.cheeks + style.sides * hair.full
    top = 1.0 + style.top * hair.full
    t = w * max(head.temples, 0.95)
    half = [(0.52 * t, 0.93 * top, -0.1), (0.89 * t, 0.66 * top, -0.1), (1.02 * w, 0.18, -0.1)]
    foot = (w * 0.98, style.low, -0.05)
    right = [*half, foot]
    return opened([(-x, y, z) for x, y, z in reversed(right)] + [(0.0, top, -0.12), *right], 4)


def _inner(head: Head, hair: Hair, style: Style) -> NDArray:
    """Return the hairline, from the left foot to the right foot, with as many points as the edge."""
    free, up = style.inner * head.cheeks, hair.height
    s, part = hair.side, hair.parting * head.cheeks
    lines = {
        0: [(-0.86, up - 0.22), (-0.6, up), (0.0, up + 0.05), (0.6, up), (0.86, up - 0.22)],
        1: [(-0.92, up - 0.24), (-0.78, up - 0.02), (0.0, up), (0.78, up - 0.02), (0.92, up - 0.24)],
        3: [(-0.92, 0.3), (-0.74, 0.66), (0.0, 0.86), (0.74, 0.66), (0.92, 0.3)],
        4: [(-0.95, up - 0.36), (-0.6, up - 0.2), (0.0, up - 0.17), (0.6, up - 0.2), (0.95, up - 0.36)],
    }
    if style.line == 2:  # the parting lies at `part`, and the hair falls to both sides from there
        middle = part / free
        points = [(-0.96, up - 0.34), ((middle - 0.96) / 2, up + 0.04), (middle, up + 0.2)]
        points += [((middle + 0.9) / 2, up - 0.02), (0.93, up - 0.38)]
        points = points if s > 0 else [(-x, y) for x, y in reversed(points)]
    else:
        points = lines[style.line]
    foot = [(-1.0, style.low), *points, (1.0, style.low)]
    x, y = np.array(
        [
            foot[0],
            (-1.0, min(0.1, style.low / 2 + 0.05)),
            *foot[1:-1],
            (1.0, min(0.1, style.low / 2 + 0.05)),
            foot[-1],
        ]
    ).T
    return opened(surface(head, x * free, y, 0.02), 4)


def paint_back(brush: Brush, head: Head, hair: Hair, colour: Colour) -> None:
    """Paint what lies behind the head and the shoulders."""
    style, dark = STYLES[hair.style], shaded(colour, 0.7)
    if style is None:
        return
    w = head.cheeks + style.sides * hair.full
    skull = ellipse(0, 0.24, -0.3, w * 0.98, 0.76 + style.top * hair.full * 0.9)
    brush.fill(skull, dark, body=True)
    if style.back is not None:
        low = style.back
        half = [
            (0.5 * w, 0.8, -0.2),
            (0.96 * w, 0.3, -0.2),
            (1.04 * w, -0.3, -0.2),
            (1.08 * w, 0.8 * low - 0.1, -0.2),
            (0.8 * w, low, -0.2),
        ]
        fall = closed(half + [(-x, y, z) for x, y, z in reversed(half)])
        brush.fill(fall, dark, body=True)
        if style.curls:
            _curls(brush, fall[4:-4:4], style.curls * 0.9, dark, False)
    if style.more == "bun":
        brush.fill(ellipse(0, 1.16, -0.35, 0.3 * hair.full, 0.27 * hair.full), colour, body=True)
        brush.fill(ellipse(0.04, 1.2, -0.35, 0.17, 0.14), (255, 246, 228, 26))
    if style.more == "tail":
        s = hair.side
        edge = [(0.3, 0.9), (0.72, 0.9), (1.06, 0.5), (1.12, -0.2), (0.92, -0.95), (0.84, -0.3), (0.78, 0.3)]
        tail = closed([(s * x, y, -0.35) for x, y in edge])
        brush.fill(tail, shaded(colour, 0.84), body=True)
        brush.fill(ribbon(opened([(s * x, y, -0.35) for x, y in edge[1:5]]) * (0.97, 1, 1), 0.03), dark)


def paint_front(brush: Brush, head: Head, hair: Hair, colour: Colour, lamp: int) -> None:
    """Paint the cap with its hairline, its shadow on the forehead and its shine; lamp: 1 or -1, the lit side."""
    style = STYLES[hair.style]
    if style is None:
        return
    outer, inner = _outer(head, hair, style), _inner(head, hair, style)
    brush.fill(ribbon(inner[4:-4] - (0, 0.02, 0), 0.12), (*WARM, 44))
    cap = np.concatenate([outer, inner[::-1]])
    if hair.style == "buzz":
        brush.fill(cap, (*colour, 205), body=True, cover=True)
        return
    brush.fill(cap, colour, body=True, cover=True)
    if style.curls:
        _curls(brush, outer[1:-1:2], style.curls, colour, True)
        if style.line != 2:
            _curls(brush, inner[6:-6:3], style.curls * 0.6, colour, True)
    span = np.linspace(0, 1, 24)
    grid = np.linspace(0, 1, len(outer)), np.linspace(0, 1, len(inner))
    rows = [
        [np.interp(span, at, line[:, k]) for k in range(3)]
        for at, line in zip(grid, (outer, inner), strict=True)
    ]
    outer, inner = (np.array(row).T for row in rows)
    for share, width, tint in ((0.25, 0.035, 0.8), (0.62, 0.03, 0.84), (0.45, 0.06, hair.shine)):
        strand = outer * (1 - share) + inner * share
        strand = strand[(13 if lamp > 0 else 4) : (20 if lamp > 0 else 11)] if tint > 1 else strand[2:-2]
        taper = np.sin(np.linspace(0.1, pi - 0.1, len(strand)))
        brush.fill(ribbon(strand, width * taper), shaded(colour, tint))
    if style.more == "plaits":
        for side in (-1, 1):
            for k in range(7):
                x, y = side * (head.cheeks * 0.99 + 0.015 * k), -0.3 - 0.15 * k
                link = ellipse(x, y, 0.05, 0.105 - 0.004 * k, 0.1)
                brush.fill(link, shaded(colour, 0.92 if k % 2 else 1.06), body=True, cover=True)


def _curls(brush: Brush, places: NDArray, radius: float, colour: Colour, cover: bool) -> None:
    for number, (x, y, z) in enumerate(places):
        shade = shaded(colour, (0.94, 1.05, 0.99)[number % 3])
        size = radius * (0.85 + 0.3 * ((number * 7) % 5) / 4)
        brush.fill(ellipse(x, y, z, size, size), shade, body=True, cover=cover)


def under_hat(hair: Hair) -> Hair:
    """Return the same hair pressed down by a hat."""
    flat = {"afro": "curls", "quiff": "crop", "bun": "tail"}
    return hair._replace(style=flat.get(hair.style, hair.style), full=0.4)


def tone(rng: Random, colours: Sequence[Colour]) -> Colour:
    """Return a hair colour: black to blond, red and grey, each as likely for everyone."""
    return mixed(rng.choice(colours), rng.choice(colours), rng.uniform(0, 0.35))
