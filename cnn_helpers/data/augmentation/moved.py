"""What every augmentation takes and gives: an image, and the boxes and mask that follow it."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

LEAST_VISIBLE = 0.3  # of a box's area; a box with less of it left in the picture is dropped


class Augmented(NamedTuple):
    """An image after an augmentation, and what followed it.

    image: (H, W, C); boxes: (k, 4) as x1, y1, x2, y2 in pixels, or None; kept: (k,) the places in the old
    list of the boxes that are still in the picture, or None; mask: (H, W), or None.
    """

    image: np.ndarray
    boxes: np.ndarray | None = None
    kept: np.ndarray | None = None
    mask: np.ndarray | None = None


def checked(
    image: ArrayLike, boxes: ArrayLike | None = None, mask: ArrayLike | None = None
) -> tuple[NDArray, NDArray | None, NDArray | None]:
    """Return (image, boxes, mask) as arrays; the image as floats when it holds whole numbers.

    image: (H, W, C); boxes: (k, 4) or None; mask: (H, W) or None. Raises ValueError for other shapes and
    for boxes with x2 < x1 or y2 < y1.
    """
    image = np.asarray(image)
    if image.ndim != 3 or image.size == 0 or image.dtype.kind not in "uif":
        raise ValueError(f"the image is {image.dtype} of shape {image.shape}; numbers (H, W, C) are needed")
    if boxes is not None:
        boxes = np.asarray(boxes, float).reshape(-1, 4) if np.size(boxes) == 0 else np.asarray(boxes, float)
        if boxes.ndim != 2 or boxes.shape[1] != 4:
            raise ValueError(f"boxes have shape {boxes.shape}; (k, 4) is needed")
        if (boxes[:, 2:] < boxes[:, :2]).any():
            raise ValueError("a box has x2 < x1 or y2 < y1; (x1, y1, x2, y2) is needed")
    if mask is not None:
        mask = np.asarray(mask)
        if mask.shape != image.shape[:2]:
            raise ValueError(f"the mask has shape {mask.shape}; the image's {image.shape[:2]} is needed")
    return image, boxes, mask


def clipped(image: NDArray, boxes: NDArray | None, whole: NDArray | None, mask: NDArray | None) -> Augmented:
    """Return Augmented with boxes cut off at the image's rim, without those of which too little is left.

    boxes: (k, 4) after the move, or None; whole: (k,) their areas before they were cut off.
    """
    if boxes is None or whole is None:
        return Augmented(image, mask=mask)
    height, width = image.shape[:2]
    inside = np.clip(boxes, 0, [width, height, width, height])
    left = np.prod(inside[:, 2:] - inside[:, :2], axis=1)
    kept = np.flatnonzero(left > LEAST_VISIBLE * whole)
    return Augmented(image, inside[kept], kept, mask)


def areas(boxes: NDArray | None) -> NDArray | None:
    """Return the areas of boxes, (k,), or None for None."""
    return None if boxes is None else np.prod(boxes[:, 2:] - boxes[:, :2], axis=1)


def resampled(image: NDArray, rows: NDArray, columns: NDArray) -> NDArray:
    """Return the image's values at places between its pixels, each weighed from its four neighbours (bilinear).

    image: (H, W) or (H, W, C); rows, columns: float arrays of one shape, in pixels from the centre of the
    first one. Places outside take the nearest rim. The result has the image's kind of number; whole numbers
    are rounded.

    >>> resampled(np.array([[0.0, 10.0]]), np.array([0.0]), np.array([0.25]))
    array([2.5])
    """
    height, width = image.shape[:2]
    rows, columns = np.clip(rows, 0, height - 1), np.clip(columns, 0, width - 1)
    top, left = np.minimum(rows.astype(int), height - 2 if height > 1 else 0), columns.astype(int)
    left = np.minimum(left, max(width - 2, 0))
    bottom, right = np.minimum(top + 1, height - 1), np.minimum(left + 1, width - 1)
    down, along = rows - top, columns - left
    if image.ndim == 3:
        down, along = down[..., np.newaxis], along[..., np.newaxis]
    upper = image[top, left] * (1 - along) + image[top, right] * along
    lower = image[bottom, left] * (1 - along) + image[bottom, right] * along
    values = upper * (1 - down) + lower * down
    return values.round().astype(image.dtype) if image.dtype.kind in "ui" else values.astype(image.dtype)


def nearest(mask: NDArray, rows: NDArray, columns: NDArray) -> NDArray:
    """Return the mask's values at the pixels nearest to the places: classes are not to be averaged."""
    height, width = mask.shape
    row = np.clip(np.rint(rows), 0, height - 1).astype(int)
    return mask[row, np.clip(np.rint(columns), 0, width - 1).astype(int)]
