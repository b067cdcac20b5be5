"""Clutter of the street, some of it shaped or coloured like people, wheels and paint."""

from random import Random

from cnn_helpers.data.scenes.colours import (
    CHROME,
    CLOTHES,
    LAMP,
    LEAVES,
    PAINT,
    RUBBER,
    SKIN,
    STEEL,
    TYRE,
    shaded,
    varied,
)
from cnn_helpers.data.scenes.drawing import Drawing, rounded

BARK = ((84, 66, 50), (104, 88, 70), (66, 56, 48))


def tree(rng: Random) -> Drawing:
    """Return the Drawing of a tree: a trunk and a crown of many discs."""
    drawing = Drawing()
    high, leaves = rng.uniform(2.6, 5.0), varied(rng, LEAVES)
    drawing.limb([(0, 0), (rng.uniform(-0.1, 0.1), high * 0.7)], 0.3, varied(rng, BARK), 0.16)
    for shade, count, spread in ((0.68, 5, 1.0), (0.88, 5, 0.8), (1.12, 4, 0.55)):
        for _ in range(count):
            x, y = rng.uniform(-1.0, 1.0) * spread, high * 0.78 + rng.uniform(-0.8, 0.8) * spread
            drawing.disc(x, y + (1 - spread) * 0.6, rng.uniform(0.35, 0.8), shaded(leaves, shade))
    return drawing


def bush(rng: Random) -> Drawing:
    """Return the Drawing of a bush, low and wide or as tall and slim as a person."""
    drawing = Drawing()
    slim = rng.random() < 0.45
    wide, high = (0.32, rng.uniform(1.2, 1.8)) if slim else (rng.uniform(0.6, 1.3), rng.uniform(0.6, 1.1))
    leaves = varied(rng, LEAVES)
    for shade, count in ((0.7, 5), (0.95, 5), (1.15, 3)):
        for _ in range(count):
            y = rng.uniform(0.15, 0.85) * high
            drawing.disc(
                rng.uniform(-0.7, 0.7) * wide,
                y,
                rng.uniform(0.28, 0.45) * min(wide, high),
                shaded(leaves, shade),
            )
    drawing.ellipse(0, 0.35 * high, wide * 0.8, 0.35 * high, shaded(leaves, 0.85))
    return drawing


def sign(rng: Random) -> Drawing:
    """Return the Drawing of a road sign: a pole and a disc, a triangle or a square, at a head's height or above."""
    drawing = Drawing()
    high, colour = rng.uniform(1.5, 2.5), varied(rng, CLOTHES + SKIN)
    drawing.limb([(0, 0), (0, high)], 0.07, STEEL)
    shape = rng.choice(("disc", "disc", "triangle", "square"))
    if shape == "disc":
        drawing.disc(0, high, 0.24, colour)
        drawing.disc(0, high, 0.17, (236, 234, 228))
    elif shape == "triangle":
        drawing.polygon([(-0.3, high - 0.2), (0.3, high - 0.2), (0, high + 0.32)], colour)
        drawing.polygon([(-0.17, high - 0.12), (0.17, high - 0.12), (0, high + 0.16)], (236, 234, 228))
    else:
        drawing.box(-0.25, high - 0.25, 0.25, high + 0.25, colour)
    return drawing


def post(rng: Random) -> Drawing:
    """Return the Drawing of a parking meter or wrapped post: a person's outline without the limbs."""
    drawing = Drawing()
    high, cloth = rng.uniform(1.2, 1.75), varied(rng, CLOTHES)
    drawing.limb([(0, 0), (0, high * 0.6)], rng.uniform(0.1, 0.24), varied(rng, CLOTHES[:4]))
    drawing.polygon(
        rounded([(-0.2, high * 0.48), (0.2, high * 0.48), (0.2, high * 0.86), (-0.2, high * 0.86)], 1), cloth
    )
    if rng.random() < 0.6:
        drawing.disc(0, high * 0.93, 0.11, varied(rng, SKIN + CLOTHES))
    return drawing


def lamp_post(rng: Random) -> Drawing:
    """Return the Drawing of a street lamp."""
    drawing = Drawing()
    high, metal = rng.uniform(3.2, 4.6), shaded(STEEL, rng.uniform(0.4, 0.8))
    drawing.limb([(0, 0), (0, high)], 0.13, metal, 0.08)
    drawing.limb([(0, high), (0.5, high + 0.12)], 0.08, metal)
    drawing.ellipse(0.62, high + 0.08, 0.24, 0.08, LAMP)
    drawing.lamps.append((0.62, high, 1.1, (255, 226, 160)))
    return drawing


def bin_(rng: Random) -> Drawing:
    """Return the Drawing of a litter bin, sometimes with wheels."""
    drawing = Drawing()
    high, wide, colour = rng.uniform(0.8, 1.2), rng.uniform(0.22, 0.4), varied(rng, CLOTHES + PAINT)
    drawing.polygon(
        [(-wide * 0.85, 0.04), (wide * 0.85, 0.04), (wide, high * 0.86), (-wide, high * 0.86)], colour
    )
    drawing.polygon(
        [(-wide * 1.1, high * 0.86), (wide * 1.1, high * 0.86), (wide, high), (-wide * 0.8, high)],
        shaded(colour, 0.7),
    )
    if rng.random() < 0.5:
        drawing.disc(-wide * 0.6, 0.12, 0.12, TYRE)
    return drawing


def container(rng: Random) -> Drawing:
    """Return the Drawing of a skip or a market stall: a car's size and paint, with openings but no wheels."""
    drawing = Drawing()
    half, high, colour = rng.uniform(1.1, 2.0), rng.uniform(1.1, 1.6), varied(rng, PAINT)
    slope = rng.uniform(-0.25, 0.3)
    drawing.polygon(
        [
            (-half + max(slope, 0), 0.08),
            (half - max(slope, 0), 0.08),
            (half + min(slope, 0), high),
            (-half - min(slope, 0), high),
        ],
        colour,
    )
    drawing.box(-half * 0.85, 0.0, half * 0.85, 0.1, RUBBER)
    drawing.box(-half, high - 0.1, half, high, shaded(colour, 0.75))
    for k in range(rng.randint(1, 4)):
        x = half * (-0.7 + 0.45 * k)
        drawing.box(x, high * 0.5, x + 0.3 * half, high * 0.82, (52, 62, 74))
    return drawing


def tyres(rng: Random) -> Drawing:
    """Return the Drawing of tyres, hoops or barrels that stand side by side: wheels without a vehicle."""
    drawing = Drawing()
    radius, x = rng.uniform(0.26, 0.4), 0.0
    for _ in range(rng.randint(1, 3)):
        drawing.disc(x, radius, radius, varied(rng, (TYRE, RUBBER)))
        drawing.disc(x, radius, radius * rng.uniform(0.5, 0.7), varied(rng, (STEEL, CHROME, *CLOTHES)))
        x += radius * rng.uniform(1.6, 3.2)
    return drawing


def bench(rng: Random) -> Drawing:
    """Return the Drawing of a bench: a dark seat on legs, of a motorcycle's size."""
    drawing = Drawing()
    half, colour = rng.uniform(0.6, 0.95), varied(rng, CLOTHES + PAINT)
    for x in (-0.8 * half, 0.8 * half):
        drawing.limb([(x, 0), (x, 0.45), (x - 0.06, 0.85)], 0.07, RUBBER)
    drawing.box(-half, 0.4, half, 0.5, colour)
    drawing.box(-half, 0.6, half, 0.85, shaded(colour, 0.85))
    return drawing


def hoop(rng: Random) -> Drawing:
    """Return the Drawing of bicycle stands: bent tubes over a rail, thin like a frame and a fork."""
    drawing = Drawing()
    metal = varied(rng, (STEEL, CHROME, *PAINT))
    for k in range(rng.randint(1, 3)):
        x = 0.55 * k
        drawing.limb([(x, 0), (x + 0.08, 0.75), (x + 0.4, 0.8), (x + 0.5, 0)], 0.06, metal)
    return drawing


FURNITURE = (sign, sign, post, post, lamp_post, bin_, bin_, container, tyres, bench, hoop)
PLANTS = (tree, bush, bush)
