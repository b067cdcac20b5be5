"""Motorcycles from the side, some with a rider, who is part of the motorcycle."""

from random import Random

from cnn_helpers.data.scenes.colours import (
    CHROME,
    CLOTHES,
    LAMP,
    PAINT,
    RUBBER,
    SKIN,
    STEEL,
    TAIL,
    TYRE,
    Colour,
    mixed,
    shaded,
    varied,
)
from cnn_helpers.data.scenes.drawing import Drawing, Point, rounded


def motorcycle(rng: Random) -> Drawing:
    """Return the Drawing of a motorcycle that faces right."""
    drawing = Drawing()
    paint, radius = varied(rng, PAINT), rng.uniform(0.29, 0.35)
    base, stretch = rng.uniform(1.3, 1.55), rng.uniform(0.92, 1.08)
    front, rear = (base / 2, radius), (-base / 2, radius)
    head = (base / 2 - rng.uniform(0.22, 0.36), 0.92 * stretch)
    for name, (x, y) in (("rear_wheel", rear), ("front_wheel", front)):
        _wheel(drawing, x, y, radius)
        drawing.landmarks[name] = (x, y)
    drawing.limb([rear, (-0.12, 0.42)], 0.09, STEEL)
    drawing.limb([front, head], 0.07, CHROME)
    drawing.limb([(-0.15, 0.72), (0.28, 0.36), head], 0.08, RUBBER)
    drawing.polygon(
        rounded([(-0.26, 0.3), (0.26, 0.28), (0.32, 0.52), (0.1, 0.68), (-0.24, 0.62)], 1), shaded(STEEL, 0.8)
    )
    drawing.disc(0.02, 0.42, 0.12, CHROME)
    drawing.limb([(0.18, 0.3), (-0.3, 0.26), (rear[0] - 0.16, 0.36)], 0.075, CHROME, 0.11)
    _body(drawing, rng, paint, radius, rear, front, head, stretch)
    if rng.random() < 0.35:
        _rider(drawing, rng, head, stretch)
    return drawing


def _wheel(drawing: Drawing, x: float, y: float, radius: float) -> None:
    drawing.disc(x, y, radius, TYRE)
    drawing.disc(x, y, radius * 0.72, shaded(STEEL, 0.75))
    drawing.disc(x, y, radius * 0.62, (70, 72, 76))
    for a, b in ((0.6, 0.0), (0.3, 0.52), (-0.3, 0.52)):
        drawing.bar(x - a * radius, y - b * radius, x + a * radius, y + b * radius, 0.03, CHROME)
    drawing.disc(x, y, radius * 0.2, STEEL)


def _body(
    drawing: Drawing,
    rng: Random,
    paint: Colour,
    radius: float,
    rear: Point,
    front: Point,
    head: Point,
    stretch: float,
) -> None:
    """Draw tank, seat, tail, mudguards, handlebar and lamps."""
    seat, tail = 0.76 * stretch, (rear[0] - rng.uniform(0.0, 0.14), 0.8 * stretch)
    drawing.polygon(
        rounded([(-0.1, seat - 0.14), tail, (tail[0] - 0.02, tail[1] + 0.09), (-0.1, seat + 0.04)], 1), paint
    )
    drawing.polygon(
        rounded(
            [
                (0.0, seat - 0.05),
                (tail[0] + 0.12, tail[1] + 0.04),
                (tail[0] + 0.14, tail[1] + 0.14),
                (-0.2, seat + 0.07),
            ],
            1,
        ),
        RUBBER,
    )
    drawing.polygon(
        rounded(
            [
                (-0.12, seat - 0.06),
                (0.34, seat - 0.05),
                (0.42, seat + 0.08),
                (0.3, seat + 0.21),
                (-0.02, seat + 0.18),
            ],
            2,
        ),
        paint,
    )
    drawing.polygon(
        rounded([(0.0, seat + 0.1), (0.3, seat + 0.1), (0.27, seat + 0.17), (0.04, seat + 0.15)], 1),
        mixed(paint, (255, 255, 255), 0.4),
    )
    x, y = front
    drawing.polygon(
        [
            (x - 0.9 * radius, y + 0.75 * radius),
            (x - 0.2 * radius, y + 1.22 * radius),
            (x + 0.6 * radius, y + 1.02 * radius),
            (x + 0.5 * radius, y + 0.88 * radius),
            (x - 0.2 * radius, y + 1.06 * radius),
        ],
        paint,
    )
    style = rng.choice(("naked", "fairing", "screen"))
    if style == "fairing":
        drawing.polygon(
            rounded(
                [
                    (0.2, 0.42),
                    (0.5, 0.5),
                    (head[0] + 0.3, head[1] - 0.12),
                    (head[0] + 0.08, head[1] + 0.18),
                    (head[0] - 0.12, head[1] - 0.08),
                ],
                1,
            ),
            shaded(paint, 0.92),
        )
    if style != "naked":
        drawing.polygon(
            [
                (head[0] + 0.02, head[1] + 0.02),
                (head[0] + 0.14, head[1]),
                (head[0] - 0.02, head[1] + 0.3),
                (head[0] - 0.08, head[1] + 0.3),
            ],
            (150, 170, 184),
        )
    grip = (head[0] - 0.16, head[1] + 0.16 * stretch)
    drawing.limb([head, (head[0] - 0.02, head[1] + 0.12), grip], 0.045, RUBBER)
    drawing.limb([(head[0] - 0.04, head[1] + 0.12), (head[0] - 0.02, head[1] + 0.26)], 0.02, RUBBER)
    drawing.ellipse(head[0] - 0.02, head[1] + 0.28, 0.05, 0.035, STEEL)
    lamp = (head[0] + 0.13, head[1] - 0.06)
    drawing.disc(*lamp, 0.105, RUBBER)
    drawing.disc(lamp[0] + 0.02, lamp[1], 0.085, LAMP)
    drawing.landmarks["headlamp"] = lamp
    drawing.lamps.append((*lamp, 0.45, LAMP))
    back = (tail[0] + 0.0, tail[1] + 0.04)
    drawing.ellipse(*back, 0.05, 0.06, TAIL)
    drawing.landmarks["tail_lamp"] = back
    drawing.lamps.append((*back, 0.25, (255, 60, 50)))


def _rider(drawing: Drawing, rng: Random, head: Point, stretch: float) -> None:
    jacket, trousers, skin = varied(rng, CLOTHES), varied(rng, CLOTHES[:5]), varied(rng, SKIN, 8)
    hips, chest = (-0.28, 0.9 * stretch), (-0.02, 1.36 * stretch)
    drawing.limb([hips, (0.16, 0.72 * stretch), (-0.04, 0.34)], 0.17, trousers, 0.11)
    drawing.ellipse(0.03, 0.31, 0.13, 0.05, RUBBER)
    drawing.limb([hips, (-0.16, 1.14 * stretch), chest], 0.26, jacket, 0.3)
    drawing.limb(
        [chest, (0.14, 1.12 * stretch), (head[0] - 0.16, head[1] + 0.15)], 0.11, shaded(jacket, 0.85), 0.08
    )
    drawing.disc(head[0] - 0.14, head[1] + 0.15, 0.045, skin)
    x, y = 0.07, 1.58 * stretch
    drawing.disc(x, y, 0.145, varied(rng, PAINT))
    drawing.polygon(
        [(x + 0.02, y + 0.05), (x + 0.14, y + 0.04), (x + 0.13, y - 0.06), (x + 0.02, y - 0.05)], (34, 38, 46)
    )
