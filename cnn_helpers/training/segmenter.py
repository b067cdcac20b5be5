"""The recipe of the segmenter: a U-Net that names every pixel of rendered streets."""

from dataclasses import asdict

import keras
import numpy as np

from cnn_helpers.data.scenes import PIXEL_CLASSES, Settings
from cnn_helpers.segmentation import (
    Segmenter,
    colour_classifier,
    confusion_matrix,
    cross_entropy_and_dice,
    iou_per_class,
    segmenter_network,
)
from cnn_helpers.training.fused_norm import with_fused_norm
from cnn_helpers.training.many_streets import streets
from cnn_helpers.training.recipe import Recipe

SIZE = (128, 128)
SETTINGS = Settings(distance=(2.5, 6.0))  # nearer than usual: 128 pixels cannot show what stands far away
UNSEEN = 1_000_003  # the seed of the scenes that judge
BATCH = 8
RATE = 4e-3  # Adam's at its highest


class Lessons:
    """The first n training scenes, in another order and mirrored at random in every epoch."""

    def __init__(self, seed, n):
        drawn = streets(n, SIZE, seed, SETTINGS)
        self.seed, self.arrays = seed, (drawn.pixels, drawn.pixel_classes)

    def epoch(self, k):
        return Epoch(self.arrays, np.random.default_rng((self.seed, k)))


class Epoch(keras.utils.PyDataset):
    """Batches of one epoch: images as float32 from 0 to 1, class maps as int32."""

    def __init__(self, arrays, rng):
        super().__init__()
        self.arrays = arrays
        self.order = rng.permutation(len(arrays[0]))
        self.mirrored = rng.random(len(arrays[0])) < 0.5

    def __len__(self):
        return len(self.order) // BATCH

    def __getitem__(self, position):
        drawn = self.order[position * BATCH : (position + 1) * BATCH]
        mirrored = self.mirrored[drawn]
        pixels, classes = (array[drawn] for array in self.arrays)
        pixels[mirrored], classes[mirrored] = pixels[mirrored, :, ::-1], classes[mirrored, :, ::-1]
        return pixels.astype(np.float32) / 255, classes.astype(np.int32)


def network():
    """Return the segmenter's network, quicker to train; its weights are those of `segmenter_network`."""
    return with_fused_norm(segmenter_network(SIZE))


def prepare(model, updates):
    """Compile: Adam whose rate rises for a moment and then falls to zero along a cosine."""
    warm = min(100, updates // 10)
    rate = keras.optimizers.schedules.CosineDecay(0.0, updates - warm, warmup_target=RATE, warmup_steps=warm)
    model.compile(keras.optimizers.Adam(rate, clipnorm=1.0), cross_entropy_and_dice, jit_compile=False)


def evaluate(model, n):
    """Return the mean IoU and each class's, counted over all pixels of n unseen scenes."""
    return _scores(Segmenter(model).segment, n)


def baseline(n):
    """Return the same scores of a classifier that sees single pixels: colour, row and the image's mean colour."""
    few = streets(200, SIZE, 0, SETTINGS)
    return _scores(colour_classifier(few.pixels / np.float32(255), few.pixel_classes).segment, n)


def _scores(segment, n):
    unseen = streets(n, SIZE, UNSEEN, SETTINGS)
    maps = segment(unseen.pixels.astype(np.float32) / 255)
    ratios = iou_per_class(confusion_matrix(unseen.pixel_classes, maps, len(PIXEL_CLASSES)))
    return {"mean IoU": float(np.nanmean(ratios)), **dict(zip(PIXEL_CLASSES, ratios.tolist(), strict=True))}


recipe = Recipe(
    name="segmenter",
    makes="a U-Net that names every pixel of a street: the nine classes of the scenes",
    data=Lessons,
    network=network,
    prepare=prepare,
    evaluate=evaluate,
    baseline=baseline,
    examples=20_000,
    epochs=5,
    precision="mixed_bfloat16",
    settings={
        "size": list(SIZE),
        "scenes": {name: list(v) if isinstance(v, tuple) else v for name, v in asdict(SETTINGS).items()},
        "seed of the unseen scenes": UNSEEN,
        "batch": BATCH,
        "learning rate": RATE,
        "loss": "cross-entropy + Dice",
        "changes": "mirrored at random",
    },
)
