import subprocess
import sys

import numpy as np

from cnn_helpers.data import scenes
from cnn_helpers.data.scenes import CLASSES, PIXEL_CLASSES


def colour_bins(pixels):
    """Return each pixel's bin: 8 steps of each channel and 8 bands of rows."""
    red, green, blue = np.moveaxis(pixels // 32, -1, 0).astype(int)
    band = np.arange(pixels.shape[1])[None, :, None] * 8 // pixels.shape[1]
    return ((red * 8 + green) * 8 + blue) * 8 + band


def test_the_commonest_class_of_a_colour_and_a_height_is_mostly_wrong_about_objects():
    train, test = scenes.scenes(120, 64, 0), scenes.scenes(60, 64, 1)
    counts = np.zeros((8**4, len(PIXEL_CLASSES)))
    np.add.at(counts, (colour_bins(train.pixels).ravel(), train.pixel_classes.ravel()), 1)
    said, true = counts.argmax(1)[colour_bins(test.pixels)], test.pixel_classes
    shares = {
        name: ((said == k) & (true == k)).sum() / max(1, ((said == k) | (true == k)).sum())
        for k, name in enumerate(PIXEL_CLASSES)
    }
    assert np.mean(list(shares.values())) < 0.6
    assert max(shares[name] for name in CLASSES) < 0.4


def test_importing_the_scenes_does_not_load_tensorflow():
    program = (
        "import sys, cnn_helpers.data.scenes; print('tensorflow' in sys.modules, 'matplotlib' in sys.modules)"
    )
    assert subprocess.check_output([sys.executable, "-c", program], text=True).split() == ["False", "False"]
