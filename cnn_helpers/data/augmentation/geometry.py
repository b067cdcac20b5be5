"""Mirror, rotate and shear an image, with its boxes and its mask."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.data.augmentation.moved import Augmented, areas, checked, clipped, nearest, resampled


def mirror(image: ArrayLike, boxes: ArrayLike | None = None, mask: ArrayLike | None = None) -> Augmented:
    """Return the image with left and right exchanged, and its boxes and mask likewise.

    image: (H, W, C); boxes: (k, 4) as x1, y1, x2, y2 in pixels; mask: (H, W). Raises ValueError for other
    shapes.

    >>> mirror(np.zeros((4, 10, 3)), boxes=[[1, 0, 4, 2]]).boxes
    array([[6., 0., 9., 2.]])
    """
    image, boxes, mask = checked(image, boxes, mask)
    if boxes is not None:
        x1, y1, x2, y2 = boxes.T
        boxes = np.stack([image.shape[1] - x2, y1, image.shape[1] - x1, y2], axis=1)
    kept = None if boxes is None else np.arange(len(boxes))
    return Augmented(image[:, ::-1], boxes, kept, None if mask is None else mask[:, ::-1])


def rotate(
    image: ArrayLike, degrees: float, boxes: ArrayLike | None = None, mask: ArrayLike | None = None
) -> Augmented:
    """Return the image turned about its middle, anticlockwise as one sees it; what was outside repeats the rim.

    A turned box is no box: it becomes the smallest upright one around it, so that boxes grow a little. A
    box of which less than 0.3 is left in the picture is dropped. Raises ValueError for other shapes and an
    angle that is not finite.
    """
    turn = np.deg2rad(_finite("degrees", degrees))
    return _moved(image, np.array([[np.cos(turn), np.sin(turn)], [-np.sin(turn), np.cos(turn)]]), boxes, mask)


def shear(
    image: ArrayLike, degrees: float, boxes: ArrayLike | None = None, mask: ArrayLike | None = None
) -> Augmented:
    """Return the image leaning: rows slide sideways, the more the further they are from the middle one.

    degrees: how far an upright line leans to the right, between -89 and 89. Boxes and mask as in `rotate`.
    Raises ValueError for other shapes and angles.
    """
    if abs(_finite("degrees", degrees)) > 89:
        raise ValueError(f"degrees is {degrees}; an angle from -89 to 89 is needed")
    return _moved(image, np.array([[1.0, -np.tan(np.deg2rad(degrees))], [0.0, 1.0]]), boxes, mask)


def _finite(name: str, value: float) -> float:
    if not np.isfinite(value):
        raise ValueError(f"{name} is {value}; a finite number is needed")
    return float(value)


def _moved(image: ArrayLike, matrix: NDArray, boxes: ArrayLike | None, mask: ArrayLike | None) -> Augmented:
    """The image under a linear map of (x, y) about its middle: each new pixel asks where it came from."""
    image, boxes, mask = checked(image, boxes, mask)
    height, width = image.shape[:2]
    middle = np.array([(width - 1) / 2, (height - 1) / 2])
    y, x = np.mgrid[:height, :width]
    back = np.linalg.inv(matrix)
    from_x = back[0, 0] * (x - middle[0]) + back[0, 1] * (y - middle[1]) + middle[0]
    from_y = back[1, 0] * (x - middle[0]) + back[1, 1] * (y - middle[1]) + middle[1]
    new = resampled(image, from_y, from_x)
    new_mask = None if mask is None else nearest(mask, from_y, from_x)
    if boxes is not None:
        boxes = _hulls(boxes, matrix, middle + 0.5)
    return clipped(new, boxes, areas(boxes), new_mask)


def _hulls(boxes: NDArray, matrix: NDArray, middle: NDArray) -> NDArray:
    """The smallest upright boxes around boxes whose corners the map moves about `middle`."""
    corners = boxes[:, [0, 1, 2, 1, 0, 3, 2, 3]].reshape(-1, 4, 2)
    moved = (corners - middle) @ matrix.T + middle
    return np.concatenate([moved.min(axis=1), moved.max(axis=1)], axis=1)
