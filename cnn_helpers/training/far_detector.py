"""A YOLO for the streets of `Settings()`: objects up to twice as far away as the `detector`'s, and half covered ones.

Pictures of one and a half times the side give a grid of 18 cells instead of 12, so that what is far away keeps enough
pixels. The training begins with the `detector`'s weights: a network of convolutions takes pictures of any size.
"""

from dataclasses import asdict
from typing import cast

import keras
import numpy as np
from numpy.typing import NDArray

from cnn_helpers.data.scenes import CLASSES, Settings
from cnn_helpers.detection import (
    Detector,
    coco_average_precision,
    encode_labels,
    to_centres,
    trained_detector,
    yolo_loss,
)
from cnn_helpers.detection.boxes.suppression import Detections
from cnn_helpers.models import small_yolo
from cnn_helpers.pretrained.trained_weights import load_trained
from cnn_helpers.tensor_types import Tensor
from cnn_helpers.training import detector
from cnn_helpers.training.fused_norm import with_fused_norm
from cnn_helpers.training.many_streets import Streets, streets
from cnn_helpers.training.recipe import Recipe

SIZE, GRID = 144, 18
STREETS = Settings()
# `kmeans_anchors` of the boxes in 1,500 streets: width, height in cells
ANCHORS = ((0.98, 2.68), (3.46, 2.38), (2.39, 6.15), (6.93, 3.04), (9.30, 4.65))
LIMITS = 24**2, 48**2  # squared pixels, up to which an object is small and from which it is large
RATE = 1e-3  # Adam's at its highest: half of the `detector`'s, since this one has learned already


class Boxes(detector.Boxes):
    """Rendered streets and their boxes, mirrored in half of the epochs."""

    def __init__(self, seed: int, n: int) -> None:
        self.seed = seed
        self.streets = streets(n, (SIZE, SIZE), seed, STREETS)
        self.arrays = (
            self.streets.pixels,
            np.concatenate(self.streets.boxes),
            np.concatenate(self.streets.classes),
        )

    def epoch(self, k: int) -> "Batches":
        return Batches(self.streets, np.random.default_rng((self.seed, k)))


class Batches(detector.Batches):
    """One epoch, for this recipe's pictures and anchors."""

    def _target(self, k: int, mirrored: bool) -> NDArray:
        boxes = to_centres(self.streets.boxes[k]) / SIZE
        if mirrored:
            boxes[:, 0] = 1 - boxes[:, 0]
        return encode_labels(boxes, self.streets.classes[k], ANCHORS, GRID, len(CLASSES))


def network() -> keras.Model:
    """Return the network before its training: with the weights that the `detector` learned."""
    model = with_fused_norm(small_yolo((SIZE, SIZE, 3), len(CLASSES), len(ANCHORS)))
    return load_trained("detector", model)


def prepare(model: keras.Model, updates: int) -> None:
    """Compile as the `detector` is compiled, with this recipe's anchors."""
    warm_up = int(detector.WARM_UP * updates)
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, updates - warm_up, warmup_target=RATE, warmup_steps=warm_up
    )

    def loss(y_true: Tensor, y_pred: Tensor) -> Tensor:
        return yolo_loss(y_true, y_pred, ANCHORS, coordinates=detector.COORDINATES, most=STREETS.objects[1])

    model.compile(keras.optimizers.Adam(rate), loss)


def evaluate(model: keras.Model, n: int) -> dict[str, float]:
    """Return COCO's scores, by class and by size in this recipe's pictures, on n streets of another seed."""
    some = streets(n, (SIZE, SIZE), detector.UNSEEN, STREETS)
    return scores(Detector(model, np.array(ANCHORS), CLASSES, (SIZE, SIZE)), some)


def scores(seer: Detector, some: Streets) -> dict[str, float]:
    """Return {score: value} of a Detector on some Streets."""
    found = cast(list[Detections], seer.detect(some.pixels, score_threshold=0.01))
    truths = list(zip(some.boxes, some.classes, strict=True))
    by_size = coco_average_precision(found, truths, len(CLASSES), size_limits=LIMITS)
    half = by_size["all"].average_precisions[:, 0]
    return (
        {"mAP@0.5": float(half.mean()), "mAP@0.5:0.95": by_size["all"].mean}
        | dict(zip(CLASSES, half.tolist(), strict=True))
        | {size: by_size[size].mean for size in ("small", "medium", "large")}
    )


def baseline(n: int) -> dict[str, float]:
    """Return the scores of the `detector`, trained on nearer streets at 96 pixels, on the same streets."""
    return scores(trained_detector(), streets(n, (SIZE, SIZE), detector.UNSEEN, STREETS))


recipe = Recipe(
    name="far_detector",
    makes="a small YOLO for streets with objects 5 to 18 m away, in pictures of 144 pixels",
    data=Boxes,
    network=network,
    prepare=prepare,
    evaluate=evaluate,
    baseline=baseline,
    examples=12_000,
    epochs=4,
    precision="mixed_bfloat16",
    settings={
        "begins_with": "detector",
        "size": [SIZE, SIZE],
        "classes": list(CLASSES),
        "anchors": ANCHORS,
        "batch": detector.BATCH,
        "rate": RATE,
        "warm_up": detector.WARM_UP,
        "coordinates": detector.COORDINATES,
        "streets": asdict(STREETS),
    },
)
