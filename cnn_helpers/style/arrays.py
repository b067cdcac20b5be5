"""Pictures as arrays."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

LEAST = 32  # pixels a side: VGG-16 halves a picture five times


def as_picture(name: str, values: ArrayLike) -> NDArray:
    """Return a picture as float32 from 0 to 1.

    values: (n_H, n_W, 3), uint8, or floats from 0 to 1, at least 32 pixels a side. Raises ValueError for
    anything else.

    >>> as_picture("content", np.full((32, 40, 3), 51, np.uint8)).max()
    np.float32(0.2)
    """
    pixels = np.asarray(values)
    if pixels.ndim != 3 or pixels.shape[2] != 3 or min(pixels.shape[:2]) < LEAST:
        raise ValueError(
            f"{name} has shape {pixels.shape}; (n_H, n_W, 3), at least {LEAST} pixels a side, is needed"
        )
    if pixels.dtype == np.uint8:
        return pixels.astype(np.float32) / 255
    if pixels.dtype.kind != "f" or not (
        np.isfinite(pixels).all() and pixels.min() >= 0 and pixels.max() <= 1
    ):
        raise ValueError(f"{name} holds {pixels.dtype} values; uint8, or floats from 0 to 1, are needed")
    return pixels.astype(np.float32)


def resized(picture: NDArray, height: int, width: int) -> NDArray:
    """Return a picture of another size, by Lanczos' filter, float32 from 0 to 1.

    picture: (n_H, n_W, 3), float32 from 0 to 1; -> (height, width, 3). A picture of that size comes back as it is.

    >>> resized(np.full((64, 40, 3), 0.25, np.float32), 32, 20).shape
    (32, 20, 3)
    """
    if picture.shape[:2] == (height, width):
        return picture
    channels = [
        Image.fromarray(np.ascontiguousarray(picture[..., c])).resize(
            (width, height), Image.Resampling.LANCZOS
        )
        for c in range(3)
    ]
    return np.clip(np.stack([np.asarray(channel) for channel in channels], axis=-1), 0, 1)
