"""Cut pieces out of an image: one at a given place, one at random, or the ten that a test looks at."""

from typing import cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.data.augmentation.moved import Augmented, areas, checked, clipped


def crop(
    image: ArrayLike,
    top: int,
    left: int,
    size: int | tuple[int, int],
    boxes: ArrayLike | None = None,
    mask: ArrayLike | None = None,
) -> Augmented:
    """Return the piece of an image whose first pixel is (top, left).

    image: (H, W, C); size: pixels, an int or (height, width); boxes, mask as in `mirror`, in the piece's
    own pixels; a box of which less than 0.3 is left is dropped. Raises ValueError when the piece does not
    lie inside the image.

    >>> crop(np.zeros((8, 8, 3)), 2, 3, 4, boxes=[[3, 2, 6, 5]]).boxes
    array([[0., 0., 3., 3.]])
    """
    image, boxes, mask = checked(image, boxes, mask)
    top, left = whole_number("top", top, least=0), whole_number("left", left, least=0)
    height, width = sizes(size)
    if top + height > image.shape[0] or left + width > image.shape[1]:
        raise ValueError(
            f"a piece of {height}x{width} at ({top}, {left}) does not fit into an image of "
            f"{image.shape[0]}x{image.shape[1]}"
        )
    whole = areas(boxes)
    if boxes is not None:
        boxes = boxes - [left, top, left, top]
    piece = image[top : top + height, left : left + width]
    return clipped(
        piece, boxes, whole, None if mask is None else mask[top : top + height, left : left + width]
    )


def random_crop(
    image: ArrayLike,
    size: int | tuple[int, int],
    rng: np.random.Generator,
    boxes: ArrayLike | None = None,
    mask: ArrayLike | None = None,
) -> Augmented:
    """Return a piece of an image from a place drawn by `rng`, each place as likely as any other.

    size: an int or (height, width), at most the image's; rng: numpy.random.Generator. Else as `crop`.
    """
    image, boxes, mask = checked(image, boxes, mask)
    height, width = sizes(size)
    room = image.shape[0] - height, image.shape[1] - width
    if min(room) < 0:
        raise ValueError(
            f"a piece of {height}x{width} is larger than the image, {image.shape[0]}x{image.shape[1]}"
        )
    top, left = (int(rng.integers(most + 1)) for most in room)
    return crop(image, top, left, (height, width), boxes, mask)


def ten_crop(image: ArrayLike, size: int | tuple[int, int]) -> NDArray:
    """Return the ten pieces that AlexNet looked at: the middle and the four corners, each also mirrored.

    image: (H, W, C); size: an int or (height, width), at most the image's. The result is (10, height,
    width, C): middle, top left, top right, bottom left, bottom right, and the same five mirrored. Raises
    ValueError for a larger size. Source: Krizhevsky and others 2012, section 4.1.

    >>> ten_crop(np.zeros((256, 256, 3)), 224).shape
    (10, 224, 224, 3)
    """
    image, _, _ = checked(image)
    height, width = sizes(size)
    down, along = image.shape[0] - height, image.shape[1] - width
    places = [(max(down, 0) // 2, max(along, 0) // 2), (0, 0), (0, along), (down, 0), (down, along)]
    if min(down, along) < 0:
        raise ValueError(
            f"pieces of {height}x{width} are larger than the image, {image.shape[0]}x{image.shape[1]}"
        )
    five = np.stack([image[top : top + height, left : left + width] for top, left in places])
    return np.concatenate([five, five[:, :, ::-1]])


def sizes(size: int | tuple[int, int]) -> tuple[int, int]:
    """Return (height, width) of an int or a pair. Raises ValueError for anything below 1.

    >>> sizes(3), sizes((2, 5))
    ((3, 3), (2, 5))
    """
    height, width = (size, size) if np.ndim(size) == 0 else cast(tuple[int, int], size)
    return whole_number("height", height, least=1), whole_number("width", width, least=1)
