"""A picture of any shape for a network of one shape: shrunk as a whole, with grey bars where it does not reach."""

from typing import NamedTuple, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray
from PIL import Image

from cnn_helpers.checks import as_float, has_values, whole_number
from cnn_helpers.detection.boxes.checks import as_boxes

GREY = 0.5


class Letterbox(NamedTuple):
    """Where an image lies in its letterboxed picture.

    image, inner: (n_H, n_W) of the image, and of the part of the picture that shows it; left, top: that part's
    first column and row.
    """

    image: tuple[int, int]
    inner: tuple[int, int]
    left: int
    top: int

    def to_picture(self, boxes: ArrayLike) -> NDArray:
        """Return boxes of the image as boxes of the picture; (n, 4), x1, y1, x2, y2, in pixels.

        Raises ValueError for what is no box.
        """
        return as_boxes("boxes", boxes) * self._scales() + self._shift()

    def to_image(self, boxes: ArrayLike) -> NDArray:
        """Return boxes of the picture as boxes of the image, cut at its edges; (n, 4), x1, y1, x2, y2, in pixels.

        Raises ValueError for what is no box.
        """
        height, width = self.image
        boxes = (as_boxes("boxes", boxes) - self._shift()) / self._scales()
        return np.clip(boxes, 0, [width, height, width, height])

    def _scales(self) -> NDArray:
        scales = [inner / whole for inner, whole in zip(self.inner, self.image, strict=True)]
        return np.array(2 * scales[::-1])

    def _shift(self) -> NDArray:
        return np.array(2 * [self.left, self.top])


def letterbox(image: ArrayLike, size: int | tuple[int, int]) -> tuple[NDArray, Letterbox]:
    """Return the image, scaled as a whole to fit into a picture of the given size, and where it lies there.

    image: (n_H, n_W, n_C) from 0 to 1; size: pixels, one number or (n_H, n_W).
    -> picture float32 (n_H, n_W, n_C), grey around the image; a Letterbox, whose `to_image` takes boxes back.
    Raises ValueError for other shapes and sizes.

    >>> picture, place = letterbox(np.zeros((40, 80, 3)), size=100)
    >>> picture.shape, place.to_picture([[0, 0, 80, 40]]).tolist()
    ((100, 100, 3), [[0.0, 25.0, 100.0, 75.0]])
    >>> place.to_image([[0, 25, 50, 75]]).tolist()
    [[0.0, 0.0, 40.0, 40.0]]
    """
    image = as_float("image", image, "(n_H, n_W, n_C)")
    has_values("image", image)
    both = (size, size) if np.isscalar(size) else tuple(cast(tuple[int, int], size))
    if len(both) != 2:
        raise ValueError(f"size is {size!r}; one number or (n_H, n_W) in pixels is needed")
    height, width = (whole_number("size", side, least=1) for side in both)
    scale = min(height / image.shape[0], width / image.shape[1])
    inner = max(1, round(scale * image.shape[0])), max(1, round(scale * image.shape[1]))
    top, left = (height - inner[0]) // 2, (width - inner[1]) // 2
    picture = np.full((height, width, image.shape[2]), GREY, np.float32)
    picture[top : top + inner[0], left : left + inner[1]] = resized(image, inner)
    return picture, Letterbox(image.shape[:2], inner, left, top)


def resized(image: NDArray, size: tuple[int, int]) -> NDArray:
    """Return a float image (n_H, n_W, n_C) in another size (n_H, n_W); nothing is checked.

    When it shrinks, Pillow averages over all the pixels around, so that nothing is lost.
    """
    planes = [Image.fromarray(np.ascontiguousarray(plane, np.float32)) for plane in np.moveaxis(image, -1, 0)]
    scaled = [np.asarray(plane.resize((size[1], size[0]), Image.Resampling.BILINEAR)) for plane in planes]
    return np.stack(scaled, axis=-1)
