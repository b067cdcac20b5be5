"""Bounding box regression: where an object lies, told from a region that nearly has it."""

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, same_shape
from cnn_helpers.detection.boxes.checks import as_boxes

SPREAD = (0.1, 0.1, 0.2, 0.2)  # networks predict offsets in these units, so that all are about as large
MOST_GROWTH = 4.0  # t_w and t_h beyond its logarithm are cut off, or one wild offset overflows


def encode_offsets(regions: ArrayLike, boxes: ArrayLike) -> NDArray:
    """Return what moves each region onto its box: t_x, t_y in sides of the region, t_w, t_h as logarithms.

    regions, boxes: (n, 4), x1, y1, x2, y2, all with an area -> (n, 4).
    t_x = (x - x_a) / w_a, t_y = (y - y_a) / h_a, t_w = log(w / w_a), t_h = log(h / h_a), with x, y, w, h the centre
    and sides of the box and x_a, y_a, w_a, h_a those of the region.
    Raises ValueError for other shapes, x2 <= x1 and y2 <= y1.
    Source: Girshick et al., Rich feature hierarchies (2014), appendix C; Ren et al., Faster R-CNN (2015), equation 2.

    >>> encode_offsets([[0, 0, 10, 10]], [[5, 0, 15, 20]]).round(3).tolist()
    [[0.5, 0.5, 0.0, 0.693]]
    """
    (centres, sides), (new_centres, new_sides) = _forms("regions", regions), _forms("boxes", boxes)
    same_shape("boxes", new_centres, centres.shape)
    return np.concatenate([(new_centres - centres) / sides, np.log(new_sides / sides)], axis=1)


def decode_offsets(regions: ArrayLike, offsets: ArrayLike) -> NDArray:
    """Return the boxes onto which offsets move regions: the way back from `encode_offsets`.

    regions: (n, 4), x1, y1, x2, y2; offsets: (n, 4), t_x, t_y, t_w, t_h -> (n, 4), x1, y1, x2, y2. No side grows
    to more than four times, whatever t_w and t_h are.
    Raises ValueError for other shapes, x2 <= x1 and y2 <= y1.

    >>> decode_offsets([[0, 0, 10, 10]], [[0.5, 0.5, 0, np.log(2)]]).round(6).tolist()
    [[5.0, 0.0, 15.0, 20.0]]
    """
    (centres, sides), offsets = _forms("regions", regions), as_float("offsets", offsets, "(n, 4)")
    same_shape("offsets", offsets, (len(centres), 4))
    centres = centres + offsets[:, :2] * sides
    halves = sides * np.exp(np.minimum(offsets[:, 2:], np.log(MOST_GROWTH))) / 2
    return np.concatenate([centres - halves, centres + halves], axis=1)


def clip_boxes(boxes: ArrayLike, image_shape: tuple[int, int]) -> NDArray:
    """Return boxes cut off at the edges of an image.

    boxes: (n, 4), x1, y1, x2, y2; image_shape: (n_H, n_W) -> (n, 4). A box outside is left without area.

    >>> clip_boxes([[-3, 2, 50, 9]], image_shape=(20, 40)).tolist()
    [[0.0, 2.0, 40.0, 9.0]]
    """
    height, width = image_shape
    return np.clip(as_boxes("boxes", boxes), 0, [width, height, width, height])


def _forms(name: str, boxes: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return (centres, sides), each (n, 2), of boxes that all have an area."""
    boxes = as_boxes(name, boxes)
    sides = boxes[:, 2:] - boxes[:, :2]
    if not (sides > 0).all():
        raise ValueError(
            f"{name} holds {boxes[sides.min(1).argmin()].tolist()}; boxes with an area are needed"
        )
    return boxes[:, :2] + sides / 2, sides
