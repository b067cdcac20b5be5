"""What colour and shape alone find: the weak method that a detector is held against.

Each pixel's colour and height in the picture say how likely it belongs to a class; connected pixels that are
likely enough are candidates; a forest of decision trees judges a candidate by its size, place and colour.
"""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from scipy.ndimage import find_objects, gaussian_filter, label
from sklearn.ensemble import RandomForestClassifier

from cnn_helpers.data.scenes import CLASSES, PIXEL_CLASSES
from cnn_helpers.detection import iou_matrix, yolo_non_max_suppression
from cnn_helpers.detection.boxes.suppression import Detections
from cnn_helpers.training.many_streets import Streets

STEPS, BANDS = 8, 8  # of each colour channel, and of the picture's rows
LIKELY = (
    1.5,
    3,
    6,
    12,
)  # times as likely as anywhere a pixel must be to count; each gives its own candidates
SMALLEST = 10  # pixels of a candidate


def colour_and_shape(known: Streets, pixels: NDArray) -> list[Detections]:
    """Return for each picture (scores, boxes, classes), best first, as a detector does.

    known: Streets to learn from; pixels: (m, n_H, n_W, 3) uint8 of other streets.
    """
    likelihoods = _likelihoods(known)
    forests = [_judge(known, likelihoods, kind) for kind in range(len(CLASSES))]
    return [_found(likelihoods, forests, picture) for picture in pixels]


def _likelihoods(known: Streets) -> NDArray:
    """Return (bins, n_classes): how many times as likely as any pixel one of a colour belongs to a class."""
    counts = np.zeros((STEPS**3 * BANDS, len(PIXEL_CLASSES)))
    np.add.at(counts, (_bins(known.pixels).ravel(), known.pixel_classes.ravel()), 1)
    objects = counts[:, [PIXEL_CLASSES.index(name) for name in CLASSES]]
    return objects / (counts.sum(axis=1, keepdims=True) + 1) / (objects.sum(axis=0) / counts.sum())


def _bins(pixels: NDArray) -> NDArray:
    red, green, blue = np.moveaxis(pixels // (256 // STEPS), -1, 0).astype(int)
    rows = np.arange(pixels.shape[-3])[:, None] * BANDS // pixels.shape[-3]
    return ((red * STEPS + green) * STEPS + blue) * BANDS + rows


def _candidates(likelihoods: NDArray, picture: NDArray, kind: int) -> tuple[NDArray, NDArray]:
    """Return boxes (n, 4) and features (n, 7) of connected pixels that look like one class."""
    likely = gaussian_filter(likelihoods[_bins(picture), kind], 1)
    boxes: list[ArrayLike] = [np.zeros((0, 4))]
    features: list[ArrayLike] = [np.zeros((0, 7))]
    for least in LIKELY:
        parts, _ = label(likely > least)
        for number, (rows, columns) in enumerate(find_objects(parts), 1):
            inside = parts[rows, columns] == number
            if inside.sum() >= SMALLEST:
                box = columns.start, rows.start, columns.stop, rows.stop
                colour = likely[rows, columns][inside]
                height, width = inside.shape
                boxes.append([box])
                features.append(
                    [[width, height, width / height, rows.stop, inside.mean(), colour.mean(), colour.max()]]
                )
    return np.concatenate(boxes), np.concatenate(features)


def _judge(known: Streets, likelihoods: NDArray, kind: int) -> RandomForestClassifier:
    """Return a forest that says how likely a candidate overlaps an object of the class by half."""
    features, right = [], []
    for picture, boxes, classes in zip(known.pixels, known.boxes, known.classes, strict=True):
        found, some = _candidates(likelihoods, picture, kind)
        features.append(some)
        right.append(iou_matrix(found, boxes[classes == kind]).max(axis=1, initial=0) >= 0.5)
    forest = RandomForestClassifier(60, min_samples_leaf=5, random_state=0)
    return forest.fit(np.concatenate(features), np.concatenate(right))


def _found(likelihoods: NDArray, forests: list[RandomForestClassifier], picture: NDArray) -> Detections:
    scores, boxes, kinds = [], [], []
    for kind, forest in enumerate(forests):
        found, features = _candidates(likelihoods, picture, kind)
        if len(found):
            scores.append(forest.predict_proba(features)[:, -1])
            boxes.append(found)
            kinds.append(np.full(len(found), kind))
    if not boxes:
        return np.zeros(0), np.zeros((0, 4)), np.zeros(0, np.int64)
    everything = np.concatenate(scores), np.concatenate(boxes), np.concatenate(kinds)
    return yolo_non_max_suppression(*everything, max_boxes=20, iou_threshold=0.3)
