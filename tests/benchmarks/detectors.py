"""R-CNN, Fast and Faster R-CNN, trained now, beside the YOLO that ships: how much each finds, and how fast.

A quarter to three quarters of an hour on one core; `taskset -c 0` keeps to one. All see the same unseen street scenes.
The first tables need no training: the two YOLOs that ship, by size and by class.
"""

import time
from dataclasses import dataclass

import keras
import numpy as np
from rich.console import Console
from rich.table import Table

from cnn_helpers.data.scenes import CLASSES, Settings, scenes
from cnn_helpers.detection import (
    HARD_STREETS,
    SizeScore,
    coco_average_precision,
    fast_rcnn_detector,
    faster_rcnn_detector,
    proposal_recall,
    rcnn_detector,
    region_proposals,
    train_faster,
    train_regions,
    trained_detector,
)

TRAINING, UNSEEN, TIMED, SEED = 1000, 200, 40, 31
RCNN, FAST, FASTER = {"epochs": 8, "count": 32}, {"epochs": 10, "count": 64}, (4, 10, 2)
COUNTS = (10, 20, 50, 100, 200, 400)


@dataclass
class Row:
    """What was measured of one detector: its scores for each size, seconds an image, and of training."""

    name: str
    scores: dict[str, SizeScore]
    seconds: float
    training: float | None = None
    recall: float | None = None


def seconds_an_image(see, images):
    """Return the median seconds of seeing one image at a time."""
    see(images[0])
    taken = []
    for image in images[:TIMED]:
        start = time.perf_counter()
        see(image)
        taken.append(time.perf_counter() - start)
    return float(np.median(taken))


def score(detector, unseen):
    """Return {size: SizeScore} of a detector on unseen scenes, sizes in pixels of their images."""
    found = detector.detect(unseen.images, score_threshold=0.01, max_boxes=50)
    return coco_average_precision(found, list(zip(unseen.boxes, unseen.classes, strict=True)), len(CLASSES))


def measure(name, detector, unseen, **more):
    """Return the Row of a detector on unseen scenes; more: fields of the Row."""
    return Row(name, score(detector, unseen), seconds_an_image(detector.detect, unseen.images), **more)


def measure_all():
    """Yield the Rows of the four detectors and {name of a kind of proposals: (recalls at COUNTS, seconds an image)}."""
    keras.utils.set_random_seed(SEED)
    streets = HARD_STREETS["as trained"]
    training, unseen = (
        scenes(n, seed=seed, settings=streets) for n, seed in ((TRAINING, SEED), (UNSEEN, SEED + 1))
    )
    yield measure("YOLO, as shipped", trained_detector(), unseen)
    proposals, searched = timed(lambda: [region_proposals(image) for image in training.images])
    found = [region_proposals(image, COUNTS[-1]) for image in unseen.images]
    recalls = proposal_recall(found, unseen.boxes, COUNTS)
    yield {"selective search": (recalls, seconds_an_image(region_proposals, unseen.images))}
    for name, make, settings in (("R-CNN", rcnn_detector, RCNN), ("Fast R-CNN", fast_rcnn_detector, FAST)):
        detector = make()
        _, spent = timed(lambda d=detector, s=settings: train_regions(d.network, training, proposals, **s))
        yield measure(name, detector, unseen, training=searched + spent, recall=recalls[-1])
    detector = faster_rcnn_detector()
    _, spent = timed(lambda: train_faster(detector, training, FASTER))
    found = [detector.propose(image) for image in unseen.images]
    counts = [count for count in COUNTS if count <= detector.most]
    recalls = proposal_recall(found, unseen.boxes, counts)
    yield {"region proposal network": (recalls, seconds_an_image(detector.propose, unseen.images))}
    yield measure("Faster R-CNN", detector, unseen, training=spent, recall=recalls[-1])


def timed(work):
    """Return (what the work returns, its seconds)."""
    start = time.perf_counter()
    result = work()
    return result, time.perf_counter() - start


def tables():
    """Yield the tables of the YOLOs that ship by size, then the table of the detectors and that of the proposals."""
    near, far = "detector", "far_detector"
    for name, side, kind, streets in (
        (near, 96, "its own kind", HARD_STREETS["as trained"]),
        (near, 96, "Settings()", Settings()),
        (far, 144, "Settings()", Settings()),
    ):
        scores = score(trained_detector(name), scenes(UNSEEN, side, SEED + 1, streets))
        yield size_table(f"the {name} on {UNSEEN} unseen street scenes of {kind}, {side} x {side}", scores)
    rows, recalls, console = [], {}, Console(stderr=True)
    for one in measure_all():
        console.print(one)
        recalls.update(one) if isinstance(one, dict) else rows.append(one)
    yield detector_table(rows)
    yield proposal_table(recalls)


def size_table(title, scores):
    """Return the table of {size: SizeScore}: a row for each size; the classes' columns are means over ten IoUs."""
    table = Table(title=title, caption="Sizes: the areas of true boxes, in squared pixels of these pictures.")
    for heading in ("size", "objects", "mAP@0.5", "mAP@0.75", "mAP@0.5:0.95", *CLASSES):
        table.add_column(heading, justify="left" if heading == "size" else "right")
    for name, one in scores.items():
        half, three_quarters = one.per_threshold[[0, 5]]
        values = half, three_quarters, one.mean, *one.per_class
        table.add_row(name, str(one.n_truths.sum()), *(_number(value) for value in values))
    return table


def _number(value):
    return "" if np.isnan(value) else f"{value:.3f}"


def detector_table(rows):
    """Return the table of some Rows, the first of which is what the others are held against."""
    table = Table(
        title=f"detectors on {UNSEEN} unseen street scenes of 96 x 96",
        caption=f"Classes at IoU 0.5, sizes at 0.5:0.95. Seconds: the median of {TIMED} images seen one at a time, "
        f"proposals included. The R-CNN family learned from {TRAINING} scenes, YOLO from more (see its log); making "
        "proposals counts as training.",
    )
    sizes = [size for size in rows[0].scores if size != "all"]
    headings = ("", "mAP@0.5", *CLASSES, "mAP@0.5:0.95", *sizes)
    for heading in (*headings, "recall of proposals", "ms an image", "of YOLO's", "training, s"):
        table.add_column(heading, justify="right" if heading else "left")
    for row in rows:
        every = row.scores["all"]
        values = (
            every.per_threshold[0],
            *every.average_precisions[:, 0],
            every.mean,
            *(row.scores[size].mean for size in sizes),
        )
        table.add_row(
            row.name,
            *(_number(value) for value in values),
            "" if row.recall is None else f"{row.recall:.3f}",
            f"{row.seconds * 1e3:.1f}",
            f"{row.seconds / rows[0].seconds:.1f}",
            "" if row.training is None else f"{row.training:.0f}",
        )
    return table


def proposal_table(recalls):
    """Return the table of what shares of the true boxes a number of proposals finds."""
    table = Table(title="share of the objects that the first n proposals find, IoU of at least 0.5")
    for heading in ("", *(f"n = {count}" for count in COUNTS), "ms an image"):
        table.add_column(heading, justify="right" if heading else "left")
    for name, (found, seconds) in recalls.items():
        values = [f"{value:.3f}" for value in found] + [""] * (len(COUNTS) - len(found))
        table.add_row(name, *values, f"{seconds * 1e3:.1f}")
    return table
