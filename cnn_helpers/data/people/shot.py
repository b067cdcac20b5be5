"""How somebody looks in one photograph: pose, mood, light, and what is worn."""

from math import cos, pi, sin
from random import Random
from typing import NamedTuple

from cnn_helpers.data.people.settings import Settings


class Mood(NamedTuple):
    """An expression: smile -0.6 to 1, jaw 0 to 1 (open), lids about 1, brows -1 to 1, frown 0 to 1, gaze (x, y)."""

    smile: float
    jaw: float
    lids: float
    brows: float
    frown: float
    gaze: tuple[float, float]


class Pose(NamedTuple):
    """Turns in degrees (to the right of the picture, upwards, clockwise), size, and the middle as shares of a side."""

    yaw: float
    nod: float
    roll: float
    scale: float
    x: float
    y: float


class Light(NamedTuple):
    """Where the light comes from (x right, y up, z to the viewer, length 1), its gain, contrast and noise."""

    direction: tuple[float, float, float]
    gain: tuple[float, float, float]
    slant: float
    gamma: float
    noise: float


def random_pose(rng: Random, settings: Settings) -> Pose:
    """Return a Pose within the settings."""
    yaw, nod, tilt = settings.yaw, settings.nod, settings.tilt
    return Pose(
        rng.uniform(-yaw, yaw),
        rng.uniform(-nod, nod),
        rng.uniform(-tilt, tilt),
        rng.uniform(*settings.scale),
        0.5 + rng.uniform(-settings.shift, settings.shift),
        0.5 + rng.uniform(-settings.shift, settings.shift),
    )


def random_mood(rng: Random, settings: Settings) -> Mood:
    """Return a Mood within the settings."""
    much = settings.expression
    opened = rng.random() < 0.3
    return Mood(
        much * rng.uniform(-0.3, 1.0),
        much * rng.uniform(0.25, 1.0) if opened else 0.0,
        0.12 if rng.random() < 0.04 * much else 1 + much * rng.uniform(-0.3, 0.15),
        much * rng.uniform(-0.6, 1.0),
        much * max(0.0, rng.uniform(-2.0, 1.0)),
        (much * rng.uniform(-1, 1), much * rng.uniform(-1, 1)),
    )


def random_light(rng: Random, settings: Settings) -> Light:
    """Return a Light within the settings."""
    around, high = rng.uniform(-0.42 * pi, 0.42 * pi), rng.uniform(0.0, 0.3 * pi)
    bright, warm = rng.uniform(*settings.brightness), rng.uniform(-settings.cast, settings.cast)
    tint = 0.3 * rng.uniform(-settings.cast, settings.cast)
    return Light(
        (sin(around) * cos(high), sin(high), cos(around) * cos(high)),
        (bright * (1 + warm), bright * (1 + tint), bright * (1 - warm)),
        rng.uniform(*settings.slant),
        rng.uniform(0.85, 1.2),
        rng.uniform(*settings.noise),
    )
