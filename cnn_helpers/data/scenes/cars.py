"""Cars from the side: saloons, hatchbacks, estates and vans."""

from random import Random

from cnn_helpers.data.scenes.colours import (
    CHROME,
    GLASS,
    LAMP,
    PAINT,
    RUBBER,
    STEEL,
    TAIL,
    TYRE,
    Colour,
    mixed,
    shaded,
    varied,
)
from cnn_helpers.data.scenes.drawing import Drawing, rounded

# Outline from the rear bumper over the roof to the front one, as shares of length and height.
OUTLINES = {
    "saloon": (
        (-0.5, 0.62),
        (-0.47, 0.69),
        (-0.33, 0.7),
        (-0.2, 0.99),
        (0.08, 1.0),
        (0.24, 0.69),
        (0.45, 0.62),
        (0.5, 0.5),
    ),
    "hatchback": (
        (-0.5, 0.55),
        (-0.48, 0.7),
        (-0.4, 0.97),
        (-0.2, 1.0),
        (0.1, 0.99),
        (0.28, 0.68),
        (0.46, 0.6),
        (0.5, 0.46),
    ),
    "estate": (
        (-0.5, 0.5),
        (-0.49, 0.66),
        (-0.44, 0.97),
        (-0.3, 1.0),
        (0.1, 1.0),
        (0.26, 0.69),
        (0.46, 0.62),
        (0.5, 0.48),
    ),
    "van": (
        (-0.5, 0.4),
        (-0.5, 0.97),
        (-0.44, 1.0),
        (0.2, 1.0),
        (0.27, 0.97),
        (0.4, 0.62),
        (0.49, 0.52),
        (0.5, 0.4),
    ),
}
# The glass: rear foot, rear top, front top, front foot, and the pillars between the windows.
WINDOWS = {
    "saloon": ((-0.3, -0.185, 0.07, 0.2), (-0.02,)),
    "hatchback": ((-0.42, -0.36, 0.09, 0.24), (-0.2, 0.03)),
    "estate": ((-0.44, -0.4, 0.09, 0.225), (-0.22, 0.0)),
    "van": ((0.08, 0.08, 0.26, 0.36), ()),
}


def car(rng: Random) -> Drawing:
    """Return the Drawing of a car that faces right."""
    drawing = Drawing()
    kind = rng.choice(("saloon", "hatchback", "hatchback", "estate", "van"))
    long, high = rng.uniform(3.5, 4.7), rng.uniform(1.38, 1.55)
    if kind == "van":
        long, high = rng.uniform(4.3, 5.0), rng.uniform(1.85, 2.15)
    paint, radius = varied(rng, PAINT), rng.uniform(0.3, 0.36)
    front, rear = rng.uniform(0.29, 0.33) * long, -rng.uniform(0.28, 0.32) * long
    sill = 0.2
    outline = [(x * long, y * high) for x, y in OUTLINES[kind]]
    ends = [(0.5 * long, sill + 0.1), (0.46 * long, sill), (-0.47 * long, sill), (-0.5 * long, sill + 0.12)]
    body = rounded([*outline, *ends])
    drawing.polygon(body, paint)
    drawing.polygon([(x, min(y, 0.42 * high)) for x, y in body], shaded(paint, 0.78))
    drawing.polygon([(x, min(y, 0.17 * high + 0.02)) for x, y in body], mixed(paint, RUBBER, 0.8))
    drawing.box(-0.47 * long, 0.585 * high, 0.45 * long, 0.6 * high, shaded(paint, 1.25))
    drawing.polygon(
        [
            (-0.19 * long, 0.985 * high),
            (0.06 * long, 0.99 * high),
            (0.05 * long, 0.965 * high),
            (-0.19 * long, 0.96 * high),
        ],
        shaded(paint, 1.3),
    )
    _windows(drawing, kind, long, high, paint, rng)
    for x in (-0.02, 0.2) if kind != "van" else (0.06, 0.3):
        drawing.box(x * long - 0.012, sill + 0.06, x * long + 0.012, 0.62 * high, shaded(paint, 0.62))
        drawing.box(x * long - 0.3, 0.53 * high, x * long - 0.14, 0.56 * high, shaded(paint, 0.5))
    _lamps(drawing, long, high)
    for name, x in (("rear_wheel", rear), ("front_wheel", front)):
        drawing.arch(x, radius, radius * 1.2, (20, 20, 22))
        _wheel(drawing, x, radius)
        drawing.landmarks[name] = (x, radius)
    return drawing


def _windows(drawing: Drawing, kind: str, long: float, high: float, paint: Colour, rng: Random) -> None:
    (rear_foot, rear_top, front_top, front_foot), pillars = WINDOWS[kind]
    glass = shaded(GLASS, rng.choice((rng.uniform(0.6, 1.2), rng.uniform(1.2, 2.6))))
    low, top = 0.68 * high, 0.945 * high
    if kind == "van":
        low = 0.62 * high
    drawing.polygon(
        rounded(
            [
                (rear_foot * long, low),
                (rear_top * long, top),
                (front_top * long, top),
                (front_foot * long, low),
            ],
            1,
        ),
        glass,
    )
    middle = (front_top + rear_top) / 2
    drawing.polygon(
        [
            (middle * long, top - 0.03),
            ((middle + 0.07) * long, top - 0.03),
            ((middle + 0.02) * long, low + 0.05),
            ((middle - 0.05) * long, low + 0.05),
        ],
        mixed(glass, (215, 226, 236), 0.45),
    )
    for x in pillars:
        drawing.box(x * long - 0.035, low - 0.02, x * long + 0.035, top + 0.02, shaded(paint, 0.8))


def _lamps(drawing: Drawing, long: float, high: float) -> None:
    x, y = 0.475 * long, 0.5 * high
    drawing.polygon(
        [(x - 0.16, y - 0.05), (x + 0.04, y - 0.08), (x + 0.03, y + 0.05), (x - 0.14, y + 0.07)], LAMP
    )
    drawing.landmarks["headlamp"] = (x - 0.05, y)
    drawing.lamps.append((x - 0.02, y, 0.5, LAMP))
    x, y = -0.485 * long, 0.52 * high
    drawing.box(x, y - 0.09, x + 0.1, y + 0.1, TAIL)
    drawing.landmarks["tail_lamp"] = (x + 0.05, y)
    drawing.lamps.append((x, y, 0.35, (255, 60, 50)))
    for x in (-0.49 * long, 0.41 * long):
        drawing.box(x, 0.26, x + 0.08 * long, 0.33, RUBBER)


def _wheel(drawing: Drawing, x: float, radius: float) -> None:
    drawing.disc(x, radius, radius, TYRE)
    drawing.disc(x, radius, radius * 0.66, STEEL)
    drawing.disc(x, radius, radius * 0.56, CHROME)
    for a, b in ((0.36, 0.0), (-0.18, 0.31), (-0.18, -0.31)):
        drawing.disc(x + a * radius, radius + b * radius, radius * 0.14, RUBBER)
    drawing.disc(x, radius, radius * 0.15, RUBBER)
