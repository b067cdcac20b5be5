"""CT-like volumes, drawn and not measured: dark lung, grey organs, bright vessels, and small round nodules to be found.

Cut across, a vessel is as round and as bright as a nodule; only the neighbouring slices tell the tube from the ball.
No patient is behind them, and nothing learned from them says anything about one.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.checks import whole_number

LUNG, ORGAN, BRIGHT = 0.1, 0.5, 0.8
RADII = (1.3, 2.3)  # of vessels and nodules alike, in voxels: neither size nor brightness tells them apart


@dataclass(frozen=True)
class Volumes:
    """Volumes (m, n, n, n, 1) float32, about 0 to 1, and the places in them, in voxels along (height, width, depth).

    nodules: m arrays (k, 3) of centres; radii: m arrays (k,); vessels: m lists of arrays (points, 3), the middle line
    of each vessel; across: m arrays (j, 3), where vessels pass nearly straight through a slice of constant depth.
    """

    volumes: np.ndarray
    nodules: list[np.ndarray]
    radii: list[np.ndarray]
    vessels: list[list[np.ndarray]]
    across: list[np.ndarray]


def volumes(m: int, size: int = 32, seed: int = 0, noise: float = 0.1) -> Volumes:
    """Return m volumes of size x size x size voxels, each with two or three nodules among vessels and organs.

    noise: standard deviation of a voxel. Volume k depends on the seed and on k alone, not on m.
    Raises ValueError for fewer than 1 volume, a size below 24, and a negative noise.

    >>> scans = volumes(2)
    >>> scans.volumes.shape, [len(centres) in (2, 3) for centres in scans.nodules]
    ((2, 32, 32, 32, 1), [True, True])
    """
    whole_number("m", m, least=1)
    whole_number("size", size, least=24)
    whole_number("seed", seed, least=0)
    if not (np.isfinite(noise) and noise >= 0):
        raise ValueError(f"noise is {noise!r}; a number of at least 0 is needed")
    drawn = [_volume(np.random.default_rng([seed, k]), size, noise) for k in range(m)]
    arrays, *places = zip(*drawn, strict=True)
    return Volumes(np.stack(arrays)[..., None].astype(np.float32), *map(list, places))


def _inside(distance: NDArray) -> NDArray:
    """Return how much of each voxel lies inside a surface, from the distance to it (negative inside)."""
    return np.clip(0.5 - distance, 0, 1)


def _organs(rng: np.random.Generator, grid: NDArray, size: int) -> NDArray:
    """Return how much of each voxel is organ: two ellipsoids that come in from the border."""
    share = np.zeros((size,) * 3)
    for _ in range(2):
        centre = rng.uniform(0.2, 0.8, 3) * size
        centre[rng.integers(3)] = rng.choice([-0.12, 1.12]) * size
        half = rng.uniform(0.2, 0.32, 3) * size
        away = np.sqrt((((grid - centre) / half) ** 2).sum(axis=-1))
        share = np.maximum(share, _inside((away - 1) * half.min()))
    return share


def _vessel(rng: np.random.Generator, size: int) -> NDArray:
    """Return the middle line (points, 3) of a slightly bent tube that runs through the whole volume."""
    axis = rng.integers(3)
    middle = rng.uniform(0.15, 0.85, 3) * size
    slope, bend = rng.uniform(-0.5, 0.5, 3), rng.uniform(-0.25, 0.25, 3) / size
    along = np.linspace(-2, size + 1, 3 * size)
    from_middle = (along - size / 2)[:, None]
    line = middle + slope * from_middle + 4 * bend * from_middle**2
    line[:, axis] = along
    return line


def _nodules(
    rng: np.random.Generator, lines: list[NDArray], organs: NDArray, size: int
) -> tuple[NDArray, NDArray]:
    """Return centres and radii of two or three balls that do not touch a vessel, an organ's inside or one another."""
    count = rng.integers(2, 4)
    centres: list[NDArray] = []
    radii: list[float] = []
    for _ in range(2000):
        centre, radius = rng.uniform(7, size - 8, 3), rng.uniform(*RADII)
        near = [np.linalg.norm(line - centre, axis=1).min() for line in lines]
        apart = [np.linalg.norm(other - centre) for other in centres]
        if min(near) < radius + RADII[1] + 0.5 or min(apart, default=size) < 8:
            continue
        if organs[tuple(np.rint(centre).astype(int))] > 0:
            continue
        centres.append(centre)
        radii.append(radius)
        if len(centres) == count:
            break
    return np.array(centres).reshape(-1, 3), np.array(radii)


def _distance(line: NDArray, size: int) -> NDArray:
    """Return each voxel's distance to the nearest of the points, infinite where it is more than a box away."""
    reach, nearest = int(RADII[1]) + 2, np.full((size,) * 3, np.inf)
    for point in line:
        starts = np.clip(np.rint(point).astype(int) - reach, 0, size)
        stops = np.clip(np.rint(point).astype(int) + reach + 1, 0, size)
        box = tuple(map(slice, starts, stops))
        sides = np.ogrid[box]
        away = np.sqrt(sum((side - x) ** 2 for side, x in zip(sides, point, strict=True)))
        nearest[box] = np.minimum(nearest[box], away)
    return nearest


def _across(lines: list[NDArray], size: int) -> NDArray:
    """Return where vessels pass nearly straight through a slice of constant depth, one place every few slices."""
    places = []
    for line in lines:
        direction = np.gradient(line, axis=0)
        straight = np.abs(direction[:, 2]) > 0.95 * np.linalg.norm(direction, axis=1)
        inside = ((line > 6) & (line < size - 7)).all(axis=1)
        places.extend(line[straight & inside][::12])
    return np.array(places).reshape(-1, 3)


def _volume(
    rng: np.random.Generator, size: int, noise: float
) -> tuple[NDArray, NDArray, NDArray, list[NDArray], NDArray]:
    """Return one volume (n, n, n) with its nodules, radii, vessels and the places where vessels are cut across."""
    grid = np.stack(list(np.mgrid[:size, :size, :size]), axis=-1).astype(float)
    organs = _organs(rng, grid, size)
    volume = LUNG + (ORGAN - LUNG) * organs
    lines = [_vessel(rng, size) for _ in range(rng.integers(5, 8))]
    centres, radii = _nodules(rng, lines, organs, size)
    tubes = [(line, rng.uniform(*RADII)) for line in lines]
    balls = [(centre[None], radius) for centre, radius in zip(centres, radii, strict=True)]
    for line, radius in tubes + balls:
        share = _inside(_distance(line, size) - radius)
        volume = volume * (1 - share) + (BRIGHT + rng.uniform(-0.1, 0.1)) * share
    volume += noise * rng.standard_normal(volume.shape)
    return volume, centres, radii, lines, _across(lines, size)
