"""Streets made to be hard for YOLO: crowds, things far away, and two centres in one cell."""

from dataclasses import replace

import numpy as np

from cnn_helpers.data.scenes import Settings, scenes
from cnn_helpers.detection.checks import as_boxes
from cnn_helpers.detection.overlap import iou_matrix
from cnn_helpers.detection.scoring import mean_average_precision
from cnn_helpers.layers.checks import whole_number

AS_TRAINED = Settings(distance=(4.0, 9.0), least_visible=0.65, clutter=(2, 4), noise=(0.01, 0.04))
HARD_STREETS = {
    "as trained": AS_TRAINED,
    "crowded": replace(AS_TRAINED, objects=(12, 16), least_visible=0.25),
    "far away": replace(AS_TRAINED, distance=(14.0, 28.0)),
    "noisy dusk": replace(AS_TRAINED, light=("dusk",), brightness=(0.45, 0.65), noise=(0.08, 0.12)),
}
SEED = 1_000_016


def hard_street_scores(detector, n=100):
    """Return {name: mAP@0.5} of a detector on n unseen streets of each kind in HARD_STREETS.

    detector: a `Detector`. Raises ValueError for n below 1.
    """
    n, found = whole_number("n", n, least=1), {}
    for name, settings in HARD_STREETS.items():
        some = scenes(n, detector.size, SEED, settings)
        seen = detector.detect(some.pixels, score_threshold=0.01, max_boxes=50)
        truths = list(zip(some.boxes, some.classes, strict=True))
        found[name] = mean_average_precision(seen, truths, len(detector.classes)).mean
    return found


def share_a_cell(boxes, size, grid):
    """Return for each box whether another one's centre lies in the same cell.

    boxes: (n, 4), x1, y1, x2, y2 in pixels; size: pixels along a side of the picture; grid: cells along it -> (n,)
    bool. Raises ValueError for what is no box.

    >>> share_a_cell([[0, 0, 4, 4], [2, 2, 6, 6], [20, 0, 24, 4]], size=32, grid=4)
    array([ True,  True, False])
    """
    boxes, grid = as_boxes("boxes", boxes), whole_number("grid", grid, least=1)
    cells = np.floor((boxes[:, :2] + boxes[:, 2:]) / 2 * grid / size).clip(0, grid - 1)
    return (cells[:, None] == cells).all(axis=2).sum(axis=1) > 1


def cell_mates_found(detector, n=400, score_threshold=0.3):
    """Return which share of the objects is found whose cell holds another object's centre, and of all others.

    n: crowded streets to look through. Found: a box of the right class with that score and an IoU of 0.5.
    -> (share among the cell mates, share among the others, how many cell mates there were).
    """
    some = scenes(n, detector.size, SEED, HARD_STREETS["crowded"])
    seen = detector.detect(some.pixels, score_threshold=score_threshold, max_boxes=50)
    grid = detector.model.output_shape[1]
    mates, hits = [], []
    for (_, boxes, kinds), truths, classes in zip(seen, some.boxes, some.classes, strict=True):
        overlap = iou_matrix(boxes, truths) * (kinds[:, None] == classes)
        hits.append(overlap.max(axis=0, initial=0) >= 0.5)
        mates.append(share_a_cell(truths, detector.size[0], grid))
    mates, hits = np.concatenate(mates), np.concatenate(hits)
    return float(hits[mates].mean()), float(hits[~mates].mean()), int(mates.sum())
