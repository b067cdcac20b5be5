"""The classifier that sliding windows need: what is cut out closely around an object, and what is cut out elsewhere."""

import keras
import numpy as np
from keras import layers
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.data.scenes import CLASSES, Scene, Settings, scene
from cnn_helpers.detection.boxes.letterboxing import resized
from cnn_helpers.detection.boxes.overlap import iou_matrix
from cnn_helpers.detection.one_object.convolutions import fit

FILTERS = (16, 32, 64)
SIDES = {14: 1, 32: 2, 68: 3}  # windows that so many convolutions and poolings make 5x5
NEAR_STREETS = Settings(objects=(1, 3), distance=(4.0, 10.0), least_visible=0.6, most_cut=0.2)
CLOSE, FAR = 0.65, 0.35  # IoU with an object from which on a crop shows it; up to which it shows nothing


def window_classifier(side: int = 14, classes: ArrayLike = 4) -> keras.Model:
    """Return a classifier of square windows: 5x5 convolutions and poolings down to 5x5, dense 400, 400, softmax.

    side: 14 (one convolution of 16 filters, the network of the lectures), 32 (two, 16 and 32) or 68 (three);
    classes: at least 2, by custom the last one for "nothing". No padding, so `as_convolutional` takes it.
    Raises ValueError for other sides and counts.

    >>> [window_classifier(side).count_params() for side in (14, 32)]
    [323620, 496452]
    """
    if side not in SIDES:
        raise ValueError(f"side is {side!r}; one of {sorted(SIDES)} is needed")
    inputs = X = keras.Input((side, side, 3))
    for filters in FILTERS[: SIDES[side]]:
        X = layers.MaxPooling2D(2)(layers.Conv2D(filters, 5, activation="relu")(X))
    X = layers.Dense(400, activation="relu")(layers.Flatten()(X))
    X = layers.Dense(400, activation="relu")(X)
    outputs = layers.Dense(whole_number("classes", classes, least=2), activation="softmax")(X)
    return keras.Model(inputs, outputs, name=f"window_{side}")


def window_crops(
    n: int, side: int = 32, seed: int = 0, size: int = 96, settings: Settings = NEAR_STREETS, first: int = 0
) -> tuple[NDArray, NDArray]:
    """Return (crops, labels) cut from n streets: windows close around objects, and windows elsewhere.

    side: pixels of a crop, to which what was cut out is scaled; size: of the streets, in pixels; first: number of
    the first street. A crop whose IoU with an object is at least 0.65 has its class, one whose IoU with all objects
    is at most 0.35 has the class len(CLASSES), "nothing"; others are not used, for who could say. About 13 crops of
    a street. -> float32 (k, side, side, 3), int64 (k,).
    Raises ValueError for what `scene` refuses.

    >>> crops, labels = window_crops(2, side=14)
    >>> crops.shape[1:], set(labels.tolist()) <= {0, 1, 2, 3}
    ((14, 14, 3), True)
    """
    n, side = whole_number("n", n, least=1), whole_number("side", side, least=1)
    first = whole_number("first", first, least=0)
    crops, labels = [], []
    for k in range(first, first + n):
        street, rng = scene(seed, size, settings, k), np.random.default_rng((seed, k))
        windows = np.concatenate(
            [_near(street.boxes, rng), _beside(street.boxes, rng), _anywhere(street, rng)]
        )
        windows = _inside(windows, street.image.shape)
        overlap = iou_matrix(windows, street.boxes) if len(street.boxes) else np.zeros((len(windows), 1))
        best = overlap.max(axis=1)
        for place in np.flatnonzero((best >= CLOSE) | (best <= FAR)):
            x1, y1, x2, y2 = windows[place].astype(int)
            crops.append(resized(street.image[y1:y2, x1:x2], (side, side)))
            shown = best[place] >= CLOSE
            labels.append(street.classes[overlap[place].argmax()] if shown else len(CLASSES))
    return np.stack(crops), np.array(labels, np.int64)


def train_window_classifier(
    crops: ArrayLike, labels: ArrayLike, epochs: int = 8, seed: int = 0
) -> keras.Model:
    """Return a window classifier trained on crops and their labels.

    crops: (m, side, side, 3) from 0 to 1, side 14, 32 or 68; labels: (m,) whole numbers, the largest being
    "nothing". 12,000 crops of 32x32 and 8 epochs take a minute on one core. Sets Keras' seed.
    Raises ValueError for other shapes.

    >>> train_window_classifier(*window_crops(2, side=14), epochs=1).name
    'window_14'
    """
    crops, labels = np.asarray(crops), np.asarray(labels)
    if crops.ndim != 4 or labels.shape != (len(crops),):
        raise ValueError(
            f"crops have shape {crops.shape} and labels {labels.shape}; (m, side, side, 3) and (m,) are needed"
        )
    keras.utils.set_random_seed(whole_number("seed", seed, least=0))
    model = window_classifier(crops.shape[1], int(labels.max()) + 1)
    epochs = whole_number("epochs", epochs, least=1)
    fit(model, "sparse_categorical_crossentropy", crops, labels, epochs, seed)
    return model


def _near(boxes: NDArray, rng: np.random.Generator) -> NDArray:
    """Return two windows about each box, each side moved a little."""
    boxes = np.repeat(boxes, 2, axis=0)
    return boxes + _sides(boxes) * rng.uniform(-0.12, 0.12, boxes.shape)


def _beside(boxes: NDArray, rng: np.random.Generator) -> NDArray:
    """Return two windows for each box that show a part of its object, or much else."""
    boxes = np.repeat(boxes, 2, axis=0)
    return boxes + _sides(boxes) * rng.uniform([-0.7, -0.7, -0.4, -0.4], [0.4, 0.4, 0.7, 0.7], boxes.shape)


def _sides(boxes: NDArray) -> NDArray:
    """Return width, height, width, height."""
    return np.tile(boxes[:, 2:] - boxes[:, :2], 2)


def _anywhere(street: Scene, rng: np.random.Generator) -> NDArray:
    """Return eight windows of any place and shape."""
    whole = np.array(street.image.shape[1::-1])
    sides = whole * np.exp(rng.uniform(np.log(0.12), np.log(0.7), (8, 2)))
    corners = rng.uniform(0, 1, (8, 2)) * (whole - sides)
    return np.concatenate([corners, corners + sides], axis=1)


def _inside(windows: NDArray, shape: tuple[int, ...]) -> NDArray:
    """Return windows of whole pixels, cut off at the image's edges, at least 4 pixels a side."""
    limits = np.array([shape[1], shape[0]] * 2)
    windows = np.clip(windows.round(), 0, limits)
    windows[:, :2] = np.minimum(windows[:, :2], limits[:2] - 4)
    windows[:, 2:] = np.maximum(windows[:, 2:], windows[:, :2] + 4)
    return windows
