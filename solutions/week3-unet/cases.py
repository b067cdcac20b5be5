"""The arguments of one call: shapes and settings come from the family, values from a generator."""

import numpy as np

from cnn_helpers.grading.assignments.questions import symbol

X, FILTER = ((2, 1), (3, 2)), ((1, 2, 1), (2, 0, 1), (0, 2, 1))  # the example of the notebook's text


def stamped(rng, n, f, stride, pad, output_pad):
    """(x, w, stride, pad, output_pad) in float32; without an output_pad where it is None."""
    settings = (stride, pad) if output_pad is None else (stride, pad, output_pad)
    return (_different(rng, n), _different(rng, f), *settings)


def _different(rng, side):
    """(side, side) quarters of either sign that differ in size, so that no two can be exchanged unseen."""
    ranks = rng.permutation(side * side)
    signs = np.where(rng.permutation(side * side) % 3 == 0, -1, 1)
    return (signs * (ranks / 4 + 0.5)).reshape(side, side).astype("float32")


def example(rng, n, f, stride, pad, output_pad, of_the_text):
    """The example of the notebook's text, or one of its kind."""
    if not of_the_text:
        return stamped(rng, n, f, stride, pad, output_pad)
    return np.array(X, "float32"), np.array(FILTER, "float32"), stride, pad, output_pad


def block(rng, shape, settings):
    """The settings are given in their order; what is left out is as usual."""
    return (symbol(shape), *settings)


def joined(rng, below, skip, settings):
    return (symbol(below), symbol(skip), *settings)


def network(rng, settings):
    return settings


def class_maps(rng, shape, n_classes, counts):
    """(y_true, y_pred, n_classes); `counts` are, for each picture, {(true, pred): pixels}; only places are drawn."""
    side = int(np.prod(shape[-2:]))
    pictures = []
    for of_one in counts:
        pairs = [pair for pair, number in of_one for _ in range(number)]
        if len(pairs) != side:
            raise ValueError(f"{len(pairs)} pixels are given; {side} are needed for {shape}")
        pictures.append(rng.permutation(np.array(pairs, "int64")))
    both = np.stack(pictures)
    return both[..., 0].reshape(shape), both[..., 1].reshape(shape), n_classes


def pixels(rng, shape, counts, smooth):
    """(y_true, logits, smooth): `counts` pixels of each class a picture, of which only the places are drawn.

    Logits lean to the truth, by less from class to class. Without a smooth where it is None.
    """
    maps = [rng.permutation(np.repeat(np.arange(len(of_one)), of_one)) for of_one in counts]
    y_true, n_classes = np.stack(maps).reshape(shape).astype("int32"), len(counts[0])
    leaning = np.diag(np.linspace(2.0, 0.5, n_classes))
    logits = leaning[y_true] + rng.uniform(-0.75, 0.75, (*shape, n_classes))
    arguments = y_true, np.round(logits, 3).astype("float32")
    return arguments if smooth is None else (*arguments, smooth)
