"""The losses that a network learns faces with: judged by their value, and by the gradient that they let through."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry

from .cases import pairs, triplets
from .mistakes_contrastive import CONTRASTIVE as CONTRASTIVE_MISTAKES
from .mistakes_triplet import TRIPLET as TRIPLET_MISTAKES

LOSS = entry("loss", "the loss")
GRADIENT_OF_VECTORS = entry("gradient", "the gradient by anchor (0), positive (1) and negative (2)")
GRADIENT_OF_DISTANCES = entry("gradient", "the gradient by the distances, times their number,")


def of_triplets(function, y_true, y_pred, *alpha):
    """The loss of three tensors, and its gradient by them: (3, m, d)."""
    import numpy as np
    import tensorflow as tf

    truth = None if y_true is None else tf.constant(y_true)
    given = tuple(tf.constant(part) for part in y_pred)
    with tf.GradientTape() as tape:
        tape.watch(given)
        loss = function(truth, given, *alpha)
    if isinstance(loss, list | tuple) and len(loss) == 1:
        loss = loss[0]
    if isinstance(loss, dict):
        loss = str(loss)
    try:
        gradient = tape.gradient(loss, given)
    except Exception:
        return {"loss": loss, "gradient": "none: what comes back is no tensor"}
    if all(part is None for part in gradient):
        return {"loss": loss, "gradient": "none: the way from the vectors to the loss is broken"}
    whole = [tf.zeros_like(one) if part is None else part for one, part in zip(given, gradient, strict=True)]
    # A gradient may come by rows (IndexedSlices); as a tensor it is whole.
    return {"loss": loss, "gradient": np.stack([np.asarray(tf.convert_to_tensor(part)) for part in whole])}


def of_pairs(function, same, distances, *margin):
    """The loss of two tensors, and its gradient by the distances, times as many as there are."""
    import numpy as np
    import tensorflow as tf

    truth, given = tf.constant(same), tf.constant(distances)
    with tf.GradientTape() as tape:
        tape.watch(given)
        loss = function(truth, given, *margin)
    if isinstance(loss, list | tuple) and len(loss) == 1:
        loss = loss[0]
    if isinstance(loss, dict):
        loss = str(loss)
    try:
        gradient = tape.gradient(loss, given)
    except Exception:
        return {"loss": loss, "gradient": "none: what comes back is no tensor"}
    if gradient is None:
        return {"loss": loss, "gradient": "none: the way from the distances to the loss is broken"}
    return {"loss": loss, "gradient": np.asarray(tf.convert_to_tensor(gradient)) * distances.size}


def named(names, *rows):
    return tuple(dict(zip(names, row, strict=True)) for row in rows)


def words_of(settings, name):
    return f"{name} left out" if not settings else name + " {settings[0]}"


T = "apart", "d", "settings", "y_true"
# (distance to the positive, to the negative): the first two cost something at a margin of 0.2, the last two nothing.
HARD, SEMI, EASY, FAR = (0.9, 0.6), (0.7, 0.78), (0.55, 0.95), (0.3, 1.4)


def lost(title, points, public, hidden, part=LOSS, truth=""):
    """Each case: the distances of each triplet, d, alpha or nothing, y_true."""
    words = (
        "distances from the anchor near (positive, negative) {apart}, not squared; vectors of {d} numbers, "
    )
    words += words_of(public[0][2], "alpha") + truth
    return Family(title, points, triplets, named(T, *public), named(T, *hidden), case=words, part=part)


TRIPLET = Question(
    "triplet_loss",
    points=20,
    families=(
        lost(
            "one triplet",
            3,
            [([HARD], 4, (0.2,), "zeros"), ([(0.6, 0.66)], 3, (0.2,), "zeros")],
            [([(1.1, 0.8)], 5, (0.2,), "zeros")],
        ),
        lost(
            "the sum over a batch",
            4,
            [([HARD, SEMI, (1.2, 0.7)], 5, (0.2,), "zeros"), ([SEMI, HARD], 2, (0.2,), "zeros")],
            [([(0.8, 0.5), SEMI, HARD, (1.1, 1.15)], 6, (0.2,), "zeros")],
        ),
        lost(
            "triplets far enough apart cost nothing, each by itself",
            4,
            [([HARD, FAR, SEMI, EASY], 4, (0.2,), "zeros"), ([EASY, FAR], 3, (0.2,), "zeros")],
            [([FAR, SEMI, EASY, HARD, FAR], 5, (0.2,), "zeros"), ([FAR, EASY, FAR], 4, (0.2,), "zeros")],
        ),
        lost(
            "another margin",
            2,
            [([EASY, HARD, SEMI], 4, (0.75,), "zeros")],
            [([SEMI, FAR, EASY], 5, (0.875,), "zeros")],
        ),
        lost(
            "a margin left out is 0.2",
            1,
            [([HARD, EASY, SEMI], 3, (), "zeros")],
            [([SEMI, HARD, FAR], 4, (), "zeros")],
        ),
        lost(
            "y_true makes no difference",
            2,
            [([SEMI, HARD], 4, (0.2,), "numbers"), ([HARD, SEMI], 3, (0.2,), "none")],
            [([HARD, SEMI, EASY], 5, (0.2,), "numbers"), ([SEMI, EASY, HARD], 3, (0.2,), "none")],
            truth=", y_true: {y_true}",
        ),
        lost(
            "the gradient by anchor, positive and negative",
            4,
            [([HARD, SEMI, EASY], 3, (0.25,), "zeros")],
            [([EASY, HARD, (1.0, 0.9), FAR], 4, (0.25,), "zeros")],
            GRADIENT_OF_VECTORS,
        ),
    ),
    mistakes=TRIPLET_MISTAKES,
    probe=of_triplets,
)


P = "same", "distances", "settings"


def paired(title, points, public, hidden, part=LOSS):
    """Each case: 1 for a pair of one person and 0 for one of two, the distances, margin or nothing."""
    words = "pairs {same} (1: one person, 0: two), distances near {distances}, " + words_of(
        public[0][2], "margin"
    )
    return Family(title, points, pairs, named(P, *public), named(P, *hidden), case=words, part=part)


CONTRASTIVE = Question(
    "contrastive_loss",
    points=15,
    families=(
        paired(
            "pairs of one person",
            2,
            [("111", (0.4, 0.9, 1.3), (1.0,))],
            [("1111", (0.6, 0.2, 1.2, 1.5), (1.0,)), ("1", (0.8,), (1.0,))],
        ),
        paired(
            "pairs of two people, nearer than the margin",
            3,
            [("000", (0.3, 0.6, 0.85), (1.0,))],
            [("0000", (0.7, 0.15, 0.5, 0.9), (1.0,)), ("0", (0.4,), (1.0,))],
        ),
        paired(
            "pairs of two people beyond the margin cost nothing",
            2,
            [("000", (0.5, 1.2, 1.6), (1.0,)), ("00", (1.3, 1.1), (1.0,))],
            [("0000", (1.4, 0.3, 1.15, 0.7), (1.0,)), ("000", (1.9, 1.2, 1.4), (1.0,))],
        ),
        paired(
            "pairs of both kinds",
            3,
            [("1011", (0.5, 0.4, 0.9, 1.2), (1.0,)), ("0100", (0.6, 0.8, 1.3, 0.2), (1.0,))],
            [("10010", (0.7, 0.3, 0.8, 0.4, 1.4), (1.0,)), ("110", (0.3, 1.1, 0.55), (1.0,))],
        ),
        paired(
            "another margin",
            1.5,
            [("0101", (0.2, 0.7, 1.2, 1.7), (1.5,)), ("001", (0.3, 0.75, 0.6), (0.5,))],
            [("0010", (1.1, 0.4, 0.9, 2.2), (1.75,)), ("100", (0.8, 0.25, 0.9), (0.625,))],
        ),
        paired(
            "a margin left out is 1",
            1,
            [("010", (0.35, 0.6, 1.2), ())],
            [("1001", (0.9, 0.45, 1.3, 0.5), ())],
        ),
        paired(
            "the gradient by the distances",
            2.5,
            [("10010", (0.5, 0.7, 1.3, 0.8, 0.25), (1.0,))],
            [("0110", (0.4, 1.2, 0.6, 1.5), (1.25,))],
            GRADIENT_OF_DISTANCES,
        ),
    ),
    mistakes=CONTRASTIVE_MISTAKES,
    probe=of_pairs,
)
