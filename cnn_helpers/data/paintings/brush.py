"""What a brush does to colours: it drags them along its way, and leaves ridges that catch the light."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import gaussian_filter, map_coordinates


def normalised(values: ArrayLike) -> NDArray:
    """Return an array moved and scaled to run from 0 to 1; a constant one becomes 0.

    >>> normalised(np.array([2.0, 3.0, 6.0])).tolist()
    [0.0, 0.25, 1.0]
    """
    values = np.asarray(values, float)
    span = np.ptp(values)
    return (values - values.min()) / (span if span > 0 else 1)


def smooth_noise(rng: np.random.Generator, shape: tuple[int, int], size: float) -> NDArray:
    """Return noise from 0 to 1 whose blotches are about `size` pixels across.

    >>> smooth_noise(np.random.default_rng(0), (20, 30), 4).shape
    (20, 30)
    """
    return normalised(gaussian_filter(rng.normal(size=shape), size, mode="wrap"))


def dragged(values: ArrayLike, flow: tuple[NDArray, NDArray], length: int) -> NDArray:
    """Return values averaged along the lines of a flow: each place gets the mean of `length` steps both ways.

    values: (n_H, n_W), or with channels; flow: (along rows, along columns), each (n_H, n_W), of any length but 0.
    Source: Cabral and Leedom, Imaging vector fields using line integral convolution (1993), section 4, with
    steps of one pixel.

    >>> stripes = np.tile([0.0, 1.0], (8, 4))
    >>> along, across = (np.ones((8, 8)), np.zeros((8, 8))), (np.zeros((8, 8)), np.ones((8, 8)))
    >>> [round(float(dragged(stripes, flow, 4)[:, 2:6].std()), 2) for flow in (along, across)]
    [0.5, 0.09]
    """
    values = np.asarray(values, float)
    down, right = np.asarray(flow, float) / np.maximum(np.hypot(*flow), 1e-9)
    channels = values.reshape(*values.shape[:2], -1)
    total, rows, columns = (
        np.zeros_like(channels),
        *np.mgrid[: values.shape[0], : values.shape[1]].astype(float),
    )
    for sign in (1, -1):
        y, x = rows.copy(), columns.copy()
        for _ in range(length):
            for c in range(channels.shape[2]):
                total[..., c] += map_coordinates(channels[..., c], (y, x), order=1, mode="nearest")
            step_y, step_x = (
                map_coordinates(part, (y, x), order=1, mode="nearest") for part in (down, right)
            )
            y, x = y + sign * step_y, x + sign * step_x
    return (total / (2 * length)).reshape(values.shape)


def coloured(values: NDArray, palette: ArrayLike, places: Sequence[float]) -> NDArray:
    """Return values as colours, mixed from a palette between the places that its colours stand for.

    palette: (k, 3), from 0 to 255; places: k rising numbers; -> (..., 3), from 0 to 255.

    >>> coloured(np.array([0.25]), [[0, 0, 0], [200, 100, 0]], [0, 1]).tolist()
    [[50.0, 25.0, 0.0]]
    """
    palette = np.asarray(palette, float)
    return np.stack([np.interp(values, places, palette[:, c]) for c in range(3)], axis=-1)


def ridged(colours: NDArray, relief: NDArray, strength: float) -> NDArray:
    """Return colours lit from above on paint of a given height: ridges are brighter, furrows darker.

    colours: (n_H, n_W, 3), from 0 to 255; relief: (n_H, n_W); strength: in the same units as the colours.

    >>> ridged(np.full((8, 8, 3), 100.0), np.eye(8), 20).std() > 0
    np.True_
    """
    edges = gaussian_filter(relief, 0.8) - gaussian_filter(relief, 3)
    return np.clip(colours + strength * (edges / max(edges.std(), 1e-9))[..., np.newaxis], 0, 255)
