"""Sliding windows: a classifier of crops, shown every window of an image in several sizes."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from time import perf_counter
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, has_values, whole_number
from cnn_helpers.detection.boxes.checks import share
from cnn_helpers.detection.boxes.letterboxing import resized
from cnn_helpers.detection.boxes.suppression import yolo_non_max_suppression
from cnn_helpers.detection.windows.fully_convolutional import as_convolutional, window_stride
from cnn_helpers.layers.shapes import conv_output_size

if TYPE_CHECKING:
    import keras


BATCH = 512  # crops at a time, so that memory stays small


@dataclass(frozen=True, eq=False)
class Sweep:
    """What `sliding_windows` found, and what it cost.

    scores (n,), boxes (n, 4), x1, y1, x2, y2 in pixels of the image, classes (n,), best first; windows: how many
    were classified; seconds: wall clock.
    """

    scores: np.ndarray
    boxes: np.ndarray
    classes: np.ndarray
    windows: int
    seconds: float


def window_positions(
    image_size: int | tuple[int, int], window: int | tuple[int, int], stride: int | tuple[int, int]
) -> NDArray:
    """Return every window that lies wholly in an image, row by row.

    image_size: (n_H, n_W); window: (height, width) or one number; stride: (down, right) or one number, all in
    pixels. -> (n, 4), x1, y1, x2, y2; n = (floor((n_H - height) / down) + 1) (floor((n_W - width) / right) + 1).
    Raises ValueError for a window larger than the image and for anything but whole numbers of at least 1.

    >>> window_positions((16, 16), 14, stride=2).tolist()
    [[0, 0, 14, 14], [2, 0, 16, 14], [0, 2, 14, 16], [2, 2, 16, 16]]
    >>> len(window_positions((28, 28), 14, stride=2))
    64
    """
    (n_H, n_W), (height, width) = pair("image_size", image_size), pair("window", window)
    down, right = pair("stride", stride)
    if height > n_H or width > n_W:
        raise ValueError(f"a window of {height}x{width} does not fit into an image of {n_H}x{n_W}")
    top = down * np.arange(conv_output_size(n_H, height, down, 0))
    left = right * np.arange(conv_output_size(n_W, width, right, 0))
    y, x = (grid.ravel() for grid in np.meshgrid(top, left, indexing="ij"))
    return np.stack([x, y, x + width, y + height], axis=1)


def classify_windows(image: ArrayLike, classifier: keras.Model, windows: ArrayLike) -> NDArray:
    """Return the classifier's answer for each window, cut out and classified by itself: (n, classes).

    image: (n_H, n_W, n_C); classifier: a Keras model of (m, height, width, n_C); windows: (n, 4) whole pixels, all
    of the classifier's size. Raises ValueError for windows of other sizes or outside the image.

    >>> import keras
    >>> mean = keras.Sequential([keras.Input((2, 2, 1)), keras.layers.GlobalAveragePooling2D()])
    >>> image = np.arange(16.0).reshape(4, 4, 1)
    >>> classify_windows(image, mean, window_positions((4, 4), 2, stride=2)).ravel().tolist()
    [2.5, 4.5, 10.5, 12.5]
    """
    image, windows = as_float("image", image, "(n_H, n_W, n_C)"), np.asarray(windows)
    size = tuple(classifier.input_shape[1:3])
    if windows.ndim != 2 or windows.shape[1] != 4 or windows.dtype.kind not in "iu" or not len(windows):
        raise ValueError(f"windows has shape {windows.shape}; (n, 4) whole pixels are needed, n at least 1")
    sides = windows[:, [3, 2]] - windows[:, [1, 0]]
    if (sides != size).any():
        wrong = tuple(sides[(sides != size).any(axis=1)][0].tolist())
        raise ValueError(f"a window has {wrong} pixels; {size} are needed")
    if (windows[:, :2] < 0).any() or (windows[:, [3, 2]] > image.shape[:2]).any():
        raise ValueError(f"a window lies outside the image of {image.shape[0]}x{image.shape[1]}")
    # A view of every window there is, of which only those asked for are copied.
    views = np.lib.stride_tricks.sliding_window_view(image, size, axis=(0, 1))
    answers = []
    for start in range(0, len(windows), BATCH):
        x, y = windows[start : start + BATCH, :2].T
        crops = np.moveaxis(views[y, x], 1, -1)
        answers.append(np.asarray(classifier(crops, training=False)))
    return np.concatenate(answers)


def sliding_windows(
    image: ArrayLike,
    classifier: keras.Model,
    sizes: Sequence[int | tuple[int, int]],
    stride: int | tuple[int, int] | None = None,
    threshold: float = 0.6,
    iou_threshold: float = 0.5,
    max_boxes: int = 10,
    at_once: bool = False,
) -> Sweep:
    """Return the objects that a classifier of windows sees in an image: every window, then non-max suppression.

    image: (n_H, n_W, n_C) from 0 to 1; classifier: a Keras model of windows, (m, height, width, n_C) to
    probabilities of the classes, the last one being "nothing"; sizes: of the windows, each one number or (height,
    width) in pixels. For each size the image is scaled so that such a window has the classifier's size. stride:
    pixels of the scaled image between windows, by default those of the classifier's convolutions together.
    threshold: least probability of an object; iou_threshold, max_boxes: as in `yolo_non_max_suppression`; at_once:
    classify all windows by one pass of `as_convolutional(classifier)` instead of one by one; the answers are the
    same, and stride must be a multiple of the default. -> Sweep.
    Raises ValueError for what cannot be.
    Source: Sermanet et al., OverFeat (2014), section 3.

    >>> import keras
    >>> blank = keras.Sequential([keras.Input((14, 14, 1)), keras.layers.Flatten(), keras.layers.Dense(2)])
    >>> sliding_windows(np.zeros((28, 28, 1)), blank, sizes=(14, 28), stride=2).windows  # 64 of 14x14, 1 of 28x28
    65
    """
    start = perf_counter()
    image = as_float("image", image, "(n_H, n_W, n_C)")
    has_values("image", image)
    threshold = share("threshold", threshold)
    if not isinstance(sizes, (tuple, list)) or not sizes:
        raise ValueError(f"sizes is {sizes!r}; at least one size of windows is needed")
    least = window_stride(classifier)
    stride = least if stride is None else pair("stride", stride)
    if at_once and (stride[0] % least[0] or stride[1] % least[1]):
        raise ValueError(f"stride is {stride}; at once, multiples of {least} are needed")
    look = _at_once(classifier, stride) if at_once else partial(classify_windows, classifier=classifier)
    some_answers, some_boxes = [], []
    for scaled, windows, factors in _scales(image, classifier.input_shape[1:3], sizes, stride):
        some_answers.append(look(scaled, windows=windows))
        some_boxes.append(windows * factors)
    answers, boxes = np.concatenate(some_answers), np.concatenate(some_boxes)
    classes, scores = answers.argmax(axis=1), answers.max(axis=1)
    seen = (classes < answers.shape[1] - 1) & (scores >= threshold)
    kept = yolo_non_max_suppression(scores[seen], boxes[seen], classes[seen], max_boxes, iou_threshold)
    return Sweep(*kept, windows=len(answers), seconds=perf_counter() - start)


def pair(name: str, value: int | tuple[int, int] | list[int] | NDArray) -> tuple[int, int]:
    """Return one number or a pair of them as a pair of whole numbers of at least 1.

    >>> pair("window", 14), pair("window", (48, 20))
    ((14, 14), (48, 20))
    """
    both = value if isinstance(value, (tuple, list, np.ndarray)) else (value, value)
    if len(both) != 2:
        raise ValueError(f"{name} is {value!r}; one number or a pair of them is needed")
    first, second = (whole_number(name, one, least=1) for one in both)
    return first, second


def _scales(
    image: NDArray, window: tuple[int, int], sizes: Sequence[int | tuple[int, int]], stride: tuple[int, int]
) -> Iterator[tuple[NDArray, NDArray, NDArray]]:
    """Yield for each size the scaled image, its windows, and the factors that take a box back to the image."""
    n_H, n_W = image.shape[:2]
    for size in sizes:
        height, width = pair("sizes", size)
        if height > n_H or width > n_W:
            raise ValueError(f"a window of {height}x{width} does not fit into an image of {n_H}x{n_W}")
        scaled_H, scaled_W = round(n_H * window[0] / height), round(n_W * window[1] / width)
        windows = window_positions((scaled_H, scaled_W), window, stride)
        factors = np.array([n_W / scaled_W, n_H / scaled_H] * 2)
        yield resized(image, (scaled_H, scaled_W)), windows, factors


def _at_once(classifier: keras.Model, stride: tuple[int, int]) -> Callable[..., NDArray]:
    """Return a function of an image and its windows, row by row, that classifies them in one pass."""
    convolutional, least = as_convolutional(classifier), window_stride(classifier)
    down, right = (mine // one for mine, one in zip(stride, least, strict=True))

    def look(image: NDArray, windows: NDArray) -> NDArray:
        answers = np.asarray(convolutional(image[np.newaxis], training=False))[0, ::down, ::right]
        rows, columns = (len(np.unique(windows[:, axis])) for axis in (1, 0))
        # Where a window's last pixels go unseen, the convolutions answer for windows that reach out of the image too.
        return answers[:rows, :columns].reshape(len(windows), -1)

    return look
