"""Three paintings: a night sky in whirls of oil, a meadow in dabs, a window of coloured glass."""

from functools import lru_cache

import numpy as np
from numpy.typing import NDArray
from PIL import Image
from scipy.ndimage import gaussian_filter
from scipy.spatial import cKDTree

from cnn_helpers.checks import whole_number
from cnn_helpers.data.paintings.brush import coloured, dragged, normalised, ridged, smooth_noise

SHAPE = 400, 512  # rows and columns that a painting is made at


def night(rng: np.random.Generator) -> NDArray:
    """Whirls of wind around stars, in oil: colours dragged along the flow, from deep blue to yellow."""
    y, x = np.mgrid[: SHAPE[0], : SHAPE[1]].astype(float)
    down, right = 0.4 * np.sin(x / 60), np.full(SHAPE, 0.6)
    light = smooth_noise(rng, SHAPE, 14)
    places = np.array([(110, 95), (170, 250), (85, 405), (300, 150), (305, 385)]) + rng.normal(0, 8, (5, 2))
    for number, (row, column) in enumerate(places):
        radius, turn = rng.uniform(55, 75), (1, -1)[number % 2]
        dy, dx = y - row, x - column
        near = np.exp(-(dx**2 + dy**2) / (2 * radius**2))
        down += 3 * turn * near * dx / radius
        right -= 3 * turn * near * dy / radius
        light += 0.85 * np.exp(-(dx**2 + dy**2) / (2 * (0.35 * radius) ** 2))
    fine = gaussian_filter(rng.normal(size=SHAPE), 1.3)
    relief = dragged(light + 0.22 * fine / fine.std(), (down, right), 16)
    palette = [(12, 24, 74), (28, 60, 130), (50, 105, 170), (110, 160, 190), (235, 205, 95), (250, 235, 160)]
    return ridged(coloured(1.5 * normalised(relief), palette, (0, 0.3, 0.5, 0.7, 1.0, 1.5)), relief, 26)


def meadow(rng: np.random.Generator) -> NDArray:
    """A slope of flowers under a warm sky, in short dabs: large ones first, small ones over them."""
    rows, columns = SHAPE
    canvas, relief = np.full((*SHAPE, 3), (196, 160, 110), float), np.zeros(SHAPE)
    turning = smooth_noise(rng, SHAPE, 40)
    hills = [
        rows * level + 18 * np.sin(np.arange(columns) / wide + rng.uniform(0, 6))
        for level, wide in ((0.36, 70), (0.6, 110))
    ]
    palettes = (
        [(250, 214, 140), (244, 178, 120), (230, 140, 120), (255, 236, 190), (170, 170, 190)],
        [(92, 104, 140), (126, 120, 158), (64, 92, 120), (160, 132, 150)],
        [
            (60, 110, 60),
            (110, 140, 50),
            (200, 60, 40),
            (224, 90, 50),
            (240, 190, 70),
            (40, 80, 70),
            (236, 226, 200),
        ],
    )
    for length, width, count in ((34, 9, 900), (22, 6, 2600), (13, 4, 5200)):
        for row, column in rng.uniform((0, 0), SHAPE, (count, 2)):
            here = int(row), int(column)
            part = int(row > hills[0][here[1]]) + int(row > hills[1][here[1]])
            tilt = (0.5, 0.9, 2.2)[part] * (turning[here] - 0.5) + (0.05, -0.3, -1.1)[part]
            colour = np.array(palettes[part][rng.integers(len(palettes[part]))]) + rng.normal(0, 12, 3)
            _dab(canvas, relief, here, tilt, length, width, colour, rng)
    return ridged(canvas, relief, 12)


def _dab(
    canvas: NDArray,
    relief: NDArray,
    place: tuple[int, int],
    tilt: float,
    length: int,
    width: int,
    colour: NDArray,
    rng: np.random.Generator,
) -> None:
    """Lay one stroke of a bristled brush on the canvas, in place."""
    reach = int(length) // 2 + 2
    top, left = max(place[0] - reach, 0), max(place[1] - reach, 0)
    part = np.s_[top : place[0] + reach, left : place[1] + reach]
    y, x = np.mgrid[top : min(place[0] + reach, SHAPE[0]), left : min(place[1] + reach, SHAPE[1])].astype(
        float
    )
    y, x = y - place[0], x - place[1]
    along, across = x * np.cos(tilt) + y * np.sin(tilt), y * np.cos(tilt) - x * np.sin(tilt)
    inside = np.clip(2.5 * (1 - (2 * along / length) ** 4 - (2 * across / width) ** 2), 0, 1)
    bristles = np.sin(across * 2.4 + rng.uniform(0, 6)) * 0.5 + 0.5 - 0.02 * along
    cover = inside[..., np.newaxis] * 0.9
    canvas[part] += cover * (colour + 14 * (bristles - 0.5)[..., np.newaxis] - canvas[part])
    relief[part] += inside * (bristles - relief[part])


def glass(rng: np.random.Generator) -> NDArray:
    """A window of coloured glass: panes with leads between them, which wind around two suns."""
    y, x = np.mgrid[: SHAPE[0], : SHAPE[1]].astype(float)
    centres = rng.uniform((-20, -20), (SHAPE[0] + 20, SHAPE[1] + 20), (210, 2))
    suns = np.array([(140, 160), (280, 390)])
    free = np.hypot(*(centres[:, np.newaxis] - suns).transpose(2, 0, 1)).min(axis=1) > 88
    rings = [centres[free], suns]
    for sun in suns:
        for radius, count in ((24, 6), (48, 12), (74, 18)):
            angles = np.arange(count) * 2 * np.pi / count + rng.uniform(0, 1)
            rings.append(sun + radius * np.stack([np.sin(angles), np.cos(angles)], axis=1))
    centres = np.concatenate(rings)
    bent = [axis + 20 * (smooth_noise(rng, SHAPE, 22) - 0.5) for axis in (y, x)]
    (first, second), (panes, beside) = (
        np.moveaxis(found, -1, 0) for found in cKDTree(centres).query(np.stack(bent, axis=-1), k=2)
    )
    to_edge = (second**2 - first**2) / (2 * np.hypot(*(centres[panes] - centres[beside]).transpose(2, 0, 1)))
    palette = np.array(
        [
            (196, 40, 40),
            (232, 150, 30),
            (30, 80, 160),
            (20, 120, 120),
            (60, 140, 70),
            (120, 50, 130),
            (240, 210, 90),
        ],
        float,
    )
    far = np.hypot(*(centres[:, np.newaxis] - suns).transpose(2, 0, 1)).min(axis=1)
    cold = rng.choice([2, 3, 4, 5], len(centres), p=[0.45, 0.3, 0.15, 0.1])
    pick = np.where(far < 30, 6, np.where(far < 60, 1, np.where(far < 85, 0, cold)))
    colours = palette[pick][panes] * rng.uniform(0.75, 1.2, len(centres))[panes][..., np.newaxis]
    clouded = dragged(smooth_noise(rng, SHAPE, 3), (np.ones(SHAPE), smooth_noise(rng, SHAPE, 30) - 0.5), 6)
    colours *= (0.75 + 0.5 * normalised(clouded))[..., np.newaxis]
    lead = np.clip((to_edge - 1.2) / 1.6, 0, 1)
    colours = colours * lead[..., np.newaxis] + np.array((24, 22, 26)) * (1 - lead[..., np.newaxis])
    return ridged(colours, -(1 - lead), 7)


PAINTINGS = {"glass": glass, "meadow": meadow, "night": night}


@lru_cache(maxsize=4)
def _painted(name: str, seed: int) -> Image.Image:
    canvas = np.clip(PAINTINGS[name](np.random.default_rng(seed)), 0, 255)
    return Image.fromarray(canvas.round().astype(np.uint8))


def painting(name: str, width: int | None = None, seed: int = 0) -> NDArray:
    """Return one of the course's own paintings as numbers from 0 to 1.

    name: a key of PAINTINGS; width: pixels, at most 512, the height follows; seed: another seed is another
    painting of the same kind. -> float64 (n_H, n_W, 3). Raises ValueError for an unknown name, and for a width that
    the painting does not have.

    >>> painting("night", width=64).shape
    (50, 64, 3)
    """
    if name not in PAINTINGS:
        raise ValueError(f"{name!r} is not one of the paintings; one of {', '.join(PAINTINGS)} is needed")
    image = _painted(name, whole_number("seed", seed, least=0))
    if width is not None and whole_number("width", width, least=1) > image.width:
        raise ValueError(f"width is {width}; {name!r} has {image.width} columns, at most as many are needed")
    if width is not None:
        image = image.resize(
            (width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS
        )
    return np.asarray(image, np.float64) / 255
