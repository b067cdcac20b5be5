"""Every window of an image classified: cropped one by one, all crops in one batch, and by convolution at once."""

import numpy as np
from rich.table import Table

from cnn_helpers.detection import as_convolutional, window_classifier, window_positions, window_stride

from .timing import best_times

SHAPES = ((14, 28), (14, 64), (32, 64), (32, 128))  # pixels a side of the window, and of the image


def ways(side, n, seed=0):
    """Return {name: function -> answers (windows, classes)} for an n x n image, each a compiled TensorFlow function."""
    import tensorflow as tf

    classifier = window_classifier(side)
    convolutional = as_convolutional(classifier)
    image = np.random.default_rng(seed).random((n, n, 3), np.float32)
    windows = window_positions((n, n), side, window_stride(classifier))

    def cut(windows):
        return np.stack([image[y1:y2, x1:x2] for x1, y1, x2, y2 in windows])

    def compiled(model, shape):
        return tf.function(lambda X: model(X, training=False)).get_concrete_function(tf.TensorSpec(shape))

    single = compiled(classifier, (1, side, side, 3))
    batch = compiled(classifier, (len(windows), side, side, 3))
    whole = compiled(convolutional, (1, n, n, 3))
    return {
        "one by one": lambda: np.concatenate([single(tf.constant(cut([window]))) for window in windows]),
        "one batch": lambda: batch(tf.constant(cut(windows))).numpy(),
        "convolution": lambda: whole(tf.constant(image[np.newaxis])).numpy().reshape(len(windows), -1),
    }


def measure(side, n, rounds=5):
    """Return the seconds of each way, the number of windows and how far the answers are apart."""
    functions = ways(side, n)
    answers = [function() for function in functions.values()]
    apart = max(np.abs(answer - answers[0]).max() for answer in answers)
    times = best_times(functions, rounds=rounds, calls=2, warm_up=0.01)
    return times, len(answers[0]), float(apart)


def tables():
    """Yield one table."""
    table = Table(
        title="Classifying every window of an image, best of 10 calls taken in turns (ms)",
        caption="The lectures' network (14x14, stride 2) and its larger sister (32x32, stride 4), compiled; the ratio "
        "is that of one batch of crops over the convolution. Cutting out is included.",
    )
    for heading in "window|image|windows|one by one|one batch|convolution|ratio|largest difference".split(
        "|"
    ):
        table.add_column(heading, justify="right")
    for side, n in SHAPES:
        times, count, apart = measure(side, n)
        table.add_row(
            f"{side}x{side}",
            f"{n}x{n}",
            str(count),
            *(f"{1e3 * seconds:.2f}" for seconds in times.values()),
            f"{times['one batch'] / times['convolution']:.1f}",
            f"{apart:.1e}",
        )
    yield table
