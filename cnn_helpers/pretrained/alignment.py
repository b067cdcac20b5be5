"""Turn, scale and move a face so that its eyes stand where a face network expects them."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from skimage.transform import SimilarityTransform, warp

# Eye centres (x, y) in dlib's chip of 150 pixels: the left one in the picture, then the right one.
EYES = ((47.7, 47.1), (100.3, 47.1))
SIZE = 150


def align_face(image: ArrayLike, eyes: ArrayLike, size: int = SIZE) -> NDArray:
    """Return the face as a square of `size` pixels with its eyes level and at dlib's places; uint8.

    image: (H, W, 3), uint8; eyes: ((x, y), (x, y)) in pixels, the one further left in the picture first.
    What lies outside the image becomes its nearest rim. Raises ValueError for other images, eyes in the
    wrong order, or eyes less than two pixels apart.
    """
    pixels, (left, right) = np.asarray(image), np.asarray(eyes, float).reshape(2, 2)
    if pixels.ndim != 3 or pixels.shape[2] != 3 or pixels.dtype != np.uint8:
        raise ValueError(f"the image is {pixels.dtype} of shape {pixels.shape}; uint8 (H, W, 3) is needed")
    if not np.isfinite([left, right]).all() or np.hypot(*(right - left)) < 2 or left[0] >= right[0]:
        raise ValueError(
            f"the eyes are at {left.tolist()} and {right.tolist()}; "
            "two places at least 2 pixels apart, left first, are needed"
        )
    there = np.array(EYES) * size / SIZE
    from_chip = SimilarityTransform.from_estimate(there, np.array([left, right]))
    chip = warp(pixels / 255.0, from_chip, output_shape=(size, size), order=1, mode="edge")
    return (255 * chip).round().astype(np.uint8)
