"""Streets made to be hard for YOLO: crowds, things far away, and two objects for one place."""

from dataclasses import replace
from typing import Any, cast

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.data.scenes import Settings, scenes
from cnn_helpers.detection.boxes.box_forms import to_centres
from cnn_helpers.detection.boxes.checks import as_boxes
from cnn_helpers.detection.boxes.suppression import Detections
from cnn_helpers.detection.scores.matching import match
from cnn_helpers.detection.scores.scoring import mean_average_precision
from cnn_helpers.detection.yolo.anchor_clustering import shape_iou
from cnn_helpers.detection.yolo.trained import Detector
from cnn_helpers.pretrained.trained_weights import read_log


def _as_trained() -> Settings:
    """Return the settings of the streets that the shipped detector was trained on, from the log of its training."""
    known = read_log("detector")["settings"]["streets"]
    settings: dict[str, Any] = {name: tuple(v) if isinstance(v, list) else v for name, v in known.items()}
    return Settings(**settings)


AS_TRAINED = _as_trained()
HARD_STREETS = {
    "as trained": AS_TRAINED,
    "crowded": replace(AS_TRAINED, objects=(12, 16), least_visible=0.25),
    "far away": replace(AS_TRAINED, distance=(14.0, 28.0)),
    "noisy dusk": replace(AS_TRAINED, light=("dusk",), brightness=(0.45, 0.65), noise=(0.08, 0.12)),
}
SEED = 1_000_016


def hard_street_scores(detector: Detector, n: int = 100) -> dict[str, float]:
    """Return {name: mAP@0.5} of a detector on n unseen streets of each kind in HARD_STREETS.

    detector: a `Detector`. Raises ValueError for n below 1.
    """
    n, found = whole_number("n", n, least=1), {}
    for name, settings in HARD_STREETS.items():
        some = scenes(n, detector.size, SEED, settings)
        seen = cast(list[Detections], detector.detect(some.pixels, score_threshold=0.01, max_boxes=50))
        truths = list(zip(some.boxes, some.classes, strict=True))
        found[name] = mean_average_precision(seen, truths, len(detector.classes)).mean
    return found


def share_a_place(boxes: ArrayLike, size: int, anchors: ArrayLike, grid: int) -> NDArray:
    """Return for each box whether another one claims the same place of a target: its cell and its anchor.

    boxes: (n, 4), x1, y1, x2, y2 in pixels; size: pixels along a side of the picture; anchors: (n_anchors, 2), width,
    height in cells; grid: cells along a side -> (n,) bool. Raises ValueError for what is no box and no anchor.

    >>> boxes = [[0, 0, 4, 4], [2, 2, 6, 6], [1, 2, 7, 4]]  # three centres in one cell, of two shapes
    >>> share_a_place(boxes, size=32, anchors=[[0.5, 0.5], [1, 0.3]], grid=4)
    array([ True,  True, False])
    """
    boxes, grid = as_boxes("boxes", boxes), whole_number("grid", grid, least=1)
    if len(boxes) == 0:
        return np.zeros(0, bool)
    scaled = to_centres(boxes) * grid / size
    cells = np.floor(scaled[:, :2]).clip(0, grid - 1)
    best = shape_iou(np.maximum(scaled[:, 2:], 1e-9), anchors).argmax(axis=1)
    places = np.column_stack([cells, best])
    return (places[:, None] == places).all(axis=2).sum(axis=1) > 1


def rivals_found(detector: Detector, n: int = 400, score_threshold: float = 0.3) -> tuple[float, float, int]:
    """Return which share is found of the objects whose place another one claims too, and of all others.

    n: crowded streets to look through. Found: a box of its own, of the right class, with that score
    and an IoU of 0.5.
    -> (share among the rivals, share among the others, how many rivals there were).
    """
    some = scenes(n, detector.size, SEED, HARD_STREETS["crowded"])
    seen = cast(list[Detections], detector.detect(some.pixels, score_threshold=score_threshold, max_boxes=50))
    grid = detector.model.output_shape[1]
    some_rivals, some_hits = [], []
    for (_, boxes, kinds), truths, classes in zip(seen, some.boxes, some.classes, strict=True):
        hit = np.zeros(len(truths), bool)
        for kind in set(classes.tolist()):  # a box stands for one object only, so rivals cannot share it
            own = np.flatnonzero(classes == kind)
            partners = match(boxes[kinds == kind], truths[own])
            hit[own[partners[partners >= 0]]] = True
        some_hits.append(hit)
        some_rivals.append(share_a_place(truths, detector.size[0], detector.anchors, grid))
    rivals, hits = np.concatenate(some_rivals), np.concatenate(some_hits)
    return float(hits[rivals].mean()), float(hits[~rivals].mean()), int(rivals.sum())
