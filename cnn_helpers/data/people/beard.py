"""Beards, moustaches, stubble, freckles and moles."""

from random import Random
from typing import NamedTuple

import numpy as np

from cnn_helpers.data.people.brush import Brush
from cnn_helpers.data.people.colours import WARM, mixed
from cnn_helpers.data.people.curves import closed, ellipse, opened, ribbon
from cnn_helpers.data.people.head import Head, outline, surface
from cnn_helpers.data.people.mouth import Mouth
from cnn_helpers.data.scenes.colours import Colour, shaded

BEARDS = ("none", "none", "none", "none", "stubble", "moustache", "goatee", "full", "sides")


class Marks(NamedTuple):
    """Beard, its thickness, age from 0 to 1, freckles as (x, y) and a mole's place or None."""

    beard: str
    thick: float
    age: float
    freckles: tuple[tuple[float, float], ...]
    mole: tuple[float, float] | None


def random_marks(rng: Random) -> Marks:
    """Return the Marks of a person."""
    spots = rng.randint(14, 26) if rng.random() < 0.18 else 0
    freckles = tuple((rng.uniform(-0.45, 0.45), rng.uniform(-0.3, 0.02)) for _ in range(spots))
    mole = (rng.choice((-1, 1)) * rng.uniform(0.24, 0.5), rng.uniform(-0.55, -0.15))
    return Marks(
        rng.choice(BEARDS),
        rng.uniform(0.7, 1.4),
        rng.random(),
        freckles,
        mole if rng.random() < 0.25 else None,
    )


def paint_marks(brush: Brush, head: Head, marks: Marks) -> None:
    """Paint freckles and the mole."""
    for x, y in marks.freckles:
        u, v, w = surface(head, x, y)
        brush.fill(ellipse(u, v, w, 0.017, 0.017), (*WARM, 96))
    if marks.mole:
        u, v, w = surface(head, *marks.mole)
        brush.fill(ellipse(u, v, w, 0.03, 0.03), (64, 36, 30))


def paint_beard(
    brush: Brush, head: Head, marks: Marks, mouth: Mouth, hair: Colour, skin: Colour, drop: float
) -> None:
    """Paint what grows on the jaw and the lip; drop: how far the jaw hangs open."""
    colour = shaded(mixed(hair, WARM, 0.15), 0.88)
    y, w = mouth.low, mouth.width
    if marks.beard in ("stubble", "full"):
        line = outline(head, drop)
        low = line[(line[:, 1] < 0.05)]
        low = low * (1, 1.02, 1) if marks.beard == "stubble" else low * (1.02, 1 + 0.08 * marks.thick, 1)
        inner = [
            (-0.9, -0.1),
            (-0.72, -0.3),
            (-0.5, -0.42),
            (0, y + 0.14),
            (0.5, -0.42),
            (0.72, -0.3),
            (0.9, -0.1),
        ]
        u, v = np.array(inner).T
        inside = opened(surface(head, u * head.cheeks, v))
        shape = np.concatenate([low, inside[:: -1 if low[-1, 0] > 0 else 1]])
        brush.fill(shape, (*colour, 66) if marks.beard == "stubble" else colour, body=True)
    if marks.beard in ("moustache", "goatee", "full"):
        x = np.array([-1.15, -0.6, 0, 0.6, 1.15]) * w
        lip = opened(surface(head, x, y + np.array([0.025, 0.105, 0.115, 0.105, 0.025]), 0.05))
        brush.fill(
            ribbon(lip, 0.085 * marks.thick * np.sin(np.linspace(0.25, np.pi - 0.25, len(lip)))), colour
        )
    if marks.beard == "goatee":
        chin = -head.length - 0.08 * drop
        tuft = [(-0.17, y - 0.17, 0.03), (0.17, y - 0.17, 0.03), (0.2, 0.6 * chin + 0.4 * y - 0.1, 0.03)]
        tuft += [(0.0, chin - 0.05 * marks.thick, 0.0), (-0.2, 0.6 * chin + 0.4 * y - 0.1, 0.03)]
        u, v, lift = np.array(tuft).T
        brush.fill(closed(surface(head, u, v, lift)), colour, body=True)
    if marks.beard == "sides":
        for side in (-1, 1):
            burn = [(0.97, 0.1), (0.8, 0.05), (0.78, -0.3), (0.86, -0.5)]
            u, v = np.array(burn).T
            brush.fill(closed(surface(head, side * u * head.cheeks, v)), (*colour, 225))
