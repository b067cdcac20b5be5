"""Local warp: the image is drawn on a rubber sheet that is pulled a little, differently from place to place."""

import numpy as np
from numpy.typing import ArrayLike
from scipy.ndimage import gaussian_filter

from cnn_helpers.data.augmentation.moved import Augmented, checked, nearest, resampled


def local_warp(
    image: ArrayLike,
    strength: float,
    smoothness: float,
    rng: np.random.Generator,
    mask: ArrayLike | None = None,
) -> Augmented:
    """Return the image with every pixel fetched from a little beside its place.

    strength: the furthest pull in pixels, 0 or more; smoothness: over how many pixels the pull changes (the
    standard deviation of the Gaussian that smooths it), above 0; rng: numpy.random.Generator. There are no
    boxes: a warped one has no corners. Raises ValueError for other values. Source: Simard and others 2003,
    section 2 (elastic distortions).
    """
    image, _, mask = checked(image, None, mask)
    if not (np.isfinite(strength) and strength >= 0):
        raise ValueError(f"strength is {strength}; 0 or more pixels are needed")
    if not (np.isfinite(smoothness) and smoothness > 0):
        raise ValueError(f"smoothness is {smoothness}; a number of pixels above 0 is needed")
    height, width = image.shape[:2]
    down, along = (
        gaussian_filter(rng.uniform(-1, 1, (height, width)), smoothness, mode="nearest") for _ in range(2)
    )
    furthest = max(np.hypot(down, along).max(), np.finfo(float).tiny)
    rows, columns = np.mgrid[:height, :width]
    rows, columns = rows + strength * down / furthest, columns + strength * along / furthest
    new_mask = None if mask is None else nearest(mask, rows, columns)
    return Augmented(resampled(image, rows, columns), mask=new_mask)
