"""People on foot, who walk or stand, seen from the side or from the front."""

from math import cos, sin
from random import Random

from cnn_helpers.data.scenes.colours import CLOTHES, HAIR, SKIN, Colour, shaded, varied
from cnn_helpers.data.scenes.drawing import Drawing, Point, rounded


def pedestrian(rng: Random) -> Drawing:
    """Return the Drawing of a person; left and right hand and foot are those of the picture, facing right."""
    drawing = Drawing()
    tall = rng.uniform(1.5, 1.95) if rng.random() < 0.85 else rng.uniform(1.05, 1.4)
    build = rng.uniform(0.85, 1.3)
    front = rng.random() < 0.35
    swing = rng.uniform(0.16, 0.5) if rng.random() < 0.75 else rng.uniform(0.02, 0.08)
    skin, hair = varied(rng, SKIN, 8), varied(rng, HAIR, 8)
    top, bottom, shoes = varied(rng, CLOTHES), varied(rng, CLOTHES), varied(rng, CLOTHES[:4], 8)
    wear = rng.choice(("trousers", "trousers", "trousers", "shorts", "skirt", "coat"))
    lean = 0.0 if front else 0.05 * swing * tall
    hips, neck = (0.0, 0.49 * tall), (lean, 0.84 * tall)
    half = (0.125 if front else 0.088) * build * tall
    if not front and rng.random() < 0.3:
        _backpack(drawing, varied(rng, CLOTHES), neck, half, tall)
    spread = 0.045 * tall * build if front else 0.0
    stride = swing * (0.25 if front else 1.0)
    back_foot = _leg(
        drawing, hips, -stride, -spread, tall, build, wear, shaded(bottom, 0.72), shaded(skin, 0.8), shoes
    )
    hands = [_arm(drawing, neck, stride, -half, tall, build, shaded(top, 0.72), shaded(skin, 0.8), front)]
    feet = [back_foot, _leg(drawing, hips, stride, spread, tall, build, wear, bottom, skin, shoes)]
    _trunk(drawing, hips, neck, half, tall, build, wear, top, bottom)
    drawing.limb([(lean, 0.83 * tall), (lean * 1.1, 0.9 * tall)], 0.06 * tall, shaded(skin, 0.85))
    _head(drawing, rng, lean * 1.2, tall, skin, hair, front)
    hands.append(_arm(drawing, neck, -stride, half, tall, build, shaded(top, 0.9), skin, front))
    if rng.random() < 0.25:
        x, y = hands[-1]
        drawing.polygon(
            rounded(
                [(x - 0.13, y - 0.02), (x + 0.13, y - 0.02), (x + 0.15, y - 0.26), (x - 0.15, y - 0.26)], 1
            ),
            varied(rng, CLOTHES),
        )
    for name, pair in (("hand", hands), ("foot", feet)):
        drawing.landmarks[f"left_{name}"], drawing.landmarks[f"right_{name}"] = sorted(pair)
    return drawing


def _leg(
    drawing: Drawing,
    hips: Point,
    angle: float,
    offset: float,
    tall: float,
    build: float,
    wear: str,
    cloth: Colour,
    skin: Colour,
    shoe: Colour,
) -> Point:
    """Draw a leg that swings forwards by `angle` radians; return where its foot is."""
    thigh, shin = 0.235 * tall, 0.22 * tall
    bend = 0.12 + 0.5 * max(0.0, -angle)
    x, y = hips[0] + offset, hips[1]
    knee = (x + thigh * sin(angle + bend * 0.6), y - thigh * cos(angle + bend * 0.6))
    ankle = (knee[0] + shin * sin(angle - bend * 0.6), knee[1] - shin * cos(angle - bend * 0.6))
    ankle = (ankle[0], max(ankle[1], 0.035 * tall))
    thick = 0.1 * tall * build
    bare = wear in ("shorts", "skirt")
    drawing.limb([knee, ankle], thick * 0.72, skin if bare else cloth, thick * 0.5)
    drawing.limb([(x, y), knee], thick, skin if wear == "skirt" else cloth, thick * 0.75)
    long = 0.075 * tall if offset == 0 else 0.04 * tall
    foot = ankle[0] + (0.03 * tall if offset == 0 else 0.0), ankle[1] - 0.012 * tall
    drawing.ellipse(foot[0], foot[1], long, 0.024 * tall, shoe)
    return foot


def _arm(
    drawing: Drawing,
    neck: Point,
    angle: float,
    side: float,
    tall: float,
    build: float,
    cloth: Colour,
    skin: Colour,
    front: bool,
) -> Point:
    """Draw an arm; return where its hand is."""
    x, y = neck[0] + (side * 0.9 if front else 0.0), neck[1] - 0.035 * tall
    outward = 0.12 * (1 if side > 0 else -1) if front else 0.0
    upper, lower = angle * 0.9 + outward, angle * 0.9 + (outward * 0.5 if front else 0.35)
    elbow = (x + 0.17 * tall * sin(upper), y - 0.17 * tall * cos(upper))
    hand = (elbow[0] + 0.16 * tall * sin(lower), elbow[1] - 0.16 * tall * cos(lower))
    thick = 0.068 * tall * build
    drawing.disc(*hand, 0.027 * tall, skin)
    drawing.limb([(x, y), elbow, hand], thick, cloth, thick * 0.65)
    return hand


def _trunk(
    drawing: Drawing,
    hips: Point,
    neck: Point,
    half: float,
    tall: float,
    build: float,
    wear: str,
    top: Colour,
    bottom: Colour,
) -> None:
    waist = 0.82 * half
    low = hips[1] - 0.02 * tall
    if wear == "skirt":
        flare = half * 1.5
        drawing.polygon(
            [(-waist, 0.56 * tall), (waist, 0.56 * tall), (flare, 0.3 * tall), (-flare, 0.3 * tall)], bottom
        )
    else:
        drawing.polygon(
            [
                (-waist, 0.55 * tall),
                (waist, 0.55 * tall),
                (waist, low - 0.03 * tall),
                (-waist, low - 0.03 * tall),
            ],
            bottom,
        )
    if wear == "coat":
        low = 0.3 * tall
    x, y = neck
    flare = half * (1.15 if wear == "coat" else 0.95)
    body = [
        (-flare, low),
        (-waist, 0.6 * tall),
        (x - half, 0.76 * tall),
        (x - half * 0.8, y),
        (x + half * 0.8, y),
        (x + half, 0.76 * tall),
        (waist, 0.6 * tall),
        (flare, low),
    ]
    drawing.polygon([body[0], *rounded(body, 1)[1:-1], body[-1]], top)


def _head(
    drawing: Drawing, rng: Random, x: float, tall: float, skin: Colour, hair: Colour, front: bool
) -> None:
    y, radius = 0.932 * tall, 0.062 * tall + 0.012
    drawing.landmarks["head"] = (x, y)
    back = 0.0 if front else -0.25 * radius
    style = rng.choice(("short", "short", "long", "hat", "bald", "bun"))
    if style == "long":
        drawing.ellipse(x + back, y - 0.6 * radius, radius * 0.95, radius * 1.5, hair)
    if style == "bun":
        drawing.disc(
            x + (0.0 if front else -radius), y + radius * (1.0 if front else 0.5), radius * 0.45, hair
        )
    if style != "bald":
        drawing.ellipse(x + back * 0.6, y + 0.18 * radius, radius * 1.02, radius * 1.08, hair)
    drawing.ellipse(x - back * 0.5, y - 0.12 * radius, radius * 0.8, radius * 0.98, skin)
    if style == "hat":
        colour = varied(rng, CLOTHES)
        drawing.arch(x, y + 0.3 * radius, radius * 1.05, colour)
        brim = -1.05 * radius if front else -0.4 * radius
        drawing.polygon(
            [
                (x + brim, y + 0.2 * radius),
                (x + 1.6 * radius, y + 0.2 * radius),
                (x + 1.5 * radius, y + 0.45 * radius),
                (x + brim, y + 0.45 * radius),
            ],
            shaded(colour, 0.8),
        )


def _backpack(drawing: Drawing, colour: Colour, neck: Point, half: float, tall: float) -> None:
    x, y = neck[0] - half * 0.8, neck[1] - 0.03 * tall
    drawing.polygon(
        rounded(
            [
                (x, y),
                (x - 0.1 * tall, y - 0.02 * tall),
                (x - 0.11 * tall, y - 0.24 * tall),
                (x + 0.02 * tall, y - 0.25 * tall),
            ],
            1,
        ),
        colour,
    )
