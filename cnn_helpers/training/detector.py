"""A small YOLO that finds pedestrians, cars and motorcycles in rendered streets."""

from dataclasses import asdict

import keras
import numpy as np

from cnn_helpers.data.scenes import CLASSES, Settings
from cnn_helpers.detection import Detector, encode_labels, mean_average_precision, to_centres, yolo_loss
from cnn_helpers.models import small_yolo
from cnn_helpers.training.detector_baseline import colour_and_shape
from cnn_helpers.training.fused_norm import with_fused_norm
from cnn_helpers.training.many_streets import streets
from cnn_helpers.training.recipe import Recipe

SIZE, GRID = 96, 12
STREETS = Settings(distance=(4.0, 9.0), least_visible=0.65, clutter=(2, 4), noise=(0.01, 0.04))
# `kmeans_anchors` of the boxes in 1,500 streets: width, height in cells
ANCHORS = ((1.19, 3.29), (3.97, 2.86), (2.19, 5.55), (5.94, 3.92), (8.77, 4.09))
BATCH = 16
RATE, WARM_UP = 2e-3, 0.05  # Adam's rate at its highest, and after which share of all steps
COORDINATES = (
    15.0  # weight of places and sides in the loss; with 5 narrow boxes, of pedestrians, are missed more often
)
NOTHING = -5.0  # the raw pc that training begins with
UNSEEN = 1_000_003  # seed of the streets that no training sees


class Boxes:
    """Rendered streets and their boxes, mirrored in half of the epochs."""

    def __init__(self, seed, n):
        self.seed = seed
        self.streets = streets(n, (SIZE, SIZE), seed, STREETS)
        self.arrays = (
            self.streets.pixels,
            np.concatenate(self.streets.boxes),
            np.concatenate(self.streets.classes),
        )

    def epoch(self, k):
        return Batches(self.streets, np.random.default_rng((self.seed, k)))


class Batches(keras.utils.PyDataset):
    """One epoch: images float32 from 0 to 1 and the targets of `encode_labels`, in an order of its own."""

    def __init__(self, some, rng):
        super().__init__()
        self.streets = some
        self.order = rng.permutation(len(some.pixels))
        self.mirrored = rng.random(len(some.pixels)) < 0.5

    def __len__(self):
        return -(-len(self.order) // BATCH)

    def __getitem__(self, number):
        chosen = self.order[number * BATCH : (number + 1) * BATCH]
        images = self.streets.pixels[chosen].astype(np.float32) / 255
        mirrored = self.mirrored[chosen]
        images[mirrored] = images[mirrored, :, ::-1]
        return images, np.stack([self._target(k, m) for k, m in zip(chosen, mirrored, strict=True)])

    def _target(self, k, mirrored):
        boxes = to_centres(self.streets.boxes[k]) / SIZE
        if mirrored:
            boxes[:, 0] = 1 - boxes[:, 0]
        return encode_labels(boxes, self.streets.classes[k], ANCHORS, GRID, len(CLASSES))


def network():
    """Return the network before its training."""
    model = with_fused_norm(small_yolo((SIZE, SIZE, 3), len(CLASSES), len(ANCHORS)))
    # Most places hold nothing; a network that begins with "perhaps" everywhere spends its first epoch on that.
    bias = np.zeros((len(ANCHORS), 5 + len(CLASSES)), np.float32)
    bias[:, 0] = NOTHING
    model.layers[-1].bias.assign(bias.ravel())
    return model


def prepare(model, updates):
    """Compile with YOLO's loss and with Adam, whose rate rises for a while and then falls to 0 along a cosine."""
    warm_up = int(WARM_UP * updates)
    rate = keras.optimizers.schedules.CosineDecay(
        0.0, updates - warm_up, warmup_target=RATE, warmup_steps=warm_up
    )

    def loss(y_true, y_pred):
        return yolo_loss(y_true, y_pred, ANCHORS, coordinates=COORDINATES, most=STREETS.objects[1])

    model.compile(keras.optimizers.Adam(rate), loss)


def evaluate(model, n):
    """Return the mean average precision, and that of each class, on n streets of another seed."""
    detector = Detector(model, np.array(ANCHORS), CLASSES, (SIZE, SIZE))
    some = streets(n, (SIZE, SIZE), UNSEEN, STREETS)
    return scores(detector.detect(some.pixels, score_threshold=0.01), some)


def scores(found, some):
    """Return {score: value} of what was found in some Streets."""
    score = mean_average_precision(found, list(zip(some.boxes, some.classes, strict=True)), len(CLASSES))
    return {"mAP@0.5": score.mean} | dict(zip(CLASSES, score.per_class.tolist(), strict=True))


def baseline(n):
    """Return the scores of colour and shape on the same streets."""
    some = streets(n, (SIZE, SIZE), UNSEEN, STREETS)
    known = streets(1000, (SIZE, SIZE), recipe.seed, STREETS)
    return scores(colour_and_shape(known, some.pixels), some)


recipe = Recipe(
    name="detector",
    makes="a small YOLO that finds pedestrians, cars and motorcycles in rendered streets",
    data=Boxes,
    network=network,
    prepare=prepare,
    evaluate=evaluate,
    baseline=baseline,
    examples=14_000,
    epochs=10,
    precision="mixed_bfloat16",
    settings={
        "size": [SIZE, SIZE],
        "classes": list(CLASSES),
        "anchors": ANCHORS,
        "batch": BATCH,
        "rate": RATE,
        "warm_up": WARM_UP,
        "coordinates": COORDINATES,
        "streets": asdict(STREETS),
    },
)
