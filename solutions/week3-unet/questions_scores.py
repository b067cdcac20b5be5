"""How good a class map is, and a loss that lets gradients through."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry

from .cases import class_maps, pixels
from .mistakes_dice import DICE as DICE_MISTAKES
from .mistakes_iou import MEAN_IOU as IOU_MISTAKES
from .questions_transposed import ANSWER, UNTOUCHED, beside_its_arguments

MAPS = "maps of shape {shape}, {n_classes} classes"


def scored(title, points, public, hidden, part=ANSWER):
    """Each case: shape, n_classes, and for each picture the pixels of each (true, pred)."""
    names = "shape", "n_classes", "counts"
    cases = (tuple(dict(zip(names, case, strict=True)) for case in these) for these in (public, hidden))
    return Family(title, points, class_maps, *cases, case=MAPS, part=part)


def pairs(text):
    """One picture's pixels of each (true, pred): "01 4" are four pixels of class 0 that were called 1."""
    return tuple(((int(both[0]), int(both[1])), int(n)) for both, n in map(str.split, text.split(", ")))


MEAN_IOU = Question(
    "mean_iou",
    points=10,
    families=(
        scored(
            "every class in both maps",
            3,
            [
                ((3, 4), 2, [pairs("00 6, 01 1, 10 2, 11 3")]),
                ((4, 4), 3, [pairs("00 5, 02 1, 10 3, 11 2, 12 1, 22 4")]),
            ],
            [
                (
                    (4, 6),
                    7,
                    [pairs("00 4, 01 1, 11 3, 22 2, 23 2, 33 3, 44 2, 45 1, 55 2, 50 1, 66 2, 63 1")],
                ),
                ((5, 5), 6, [pairs("00 5, 03 2, 11 4, 12 1, 22 3, 33 3, 30 1, 44 2, 41 1, 55 2, 54 1")]),
            ],
        ),
        scored(
            "a class that is in neither map is left out",
            2,
            [
                ((3, 4), 4, [pairs("00 4, 03 2, 33 5, 30 1")]),
                ((3, 3), 5, [pairs("11 3, 13 1, 33 5")]),
            ],
            [((4, 4), 11, [pairs("55 6, 58 3, 88 4, 99 1, 95 1, 59 1")])],
        ),
        scored(
            "a class that is in one map only has 0",
            2,
            [
                ((3, 4), 3, [pairs("00 5, 02 2, 11 4, 10 1")]),
                ((4, 3), 3, [pairs("00 4, 11 6, 20 2")]),
                ((3, 4), 3, [pairs("00 4, 01 1, 22 6, 20 1")]),
            ],
            [((5, 4), 7, [pairs("00 4, 02 1, 11 3, 16 1, 33 3, 55 3, 53 1, 40 2, 41 1, 31 1")])],
        ),
        scored(
            "all pixels of several maps together",
            1.5,
            [((2, 2, 4), 3, [pairs("00 6, 01 2"), pairs("00 1, 11 3, 22 2, 12 2")])],
            [
                (
                    (3, 2, 4),
                    6,
                    [pairs("00 3, 05 1, 33 4"), pairs("11 5, 14 1, 55 2"), pairs("22 3, 20 1, 44 3, 41 1")],
                )
            ],
        ),
        scored(
            "all right, or all wrong",
            0.5,
            [((2, 3), 3, [pairs("00 2, 22 4")]), ((2, 3), 2, [pairs("01 6")])],
            [((3, 3), 7, [pairs("44 4, 55 3, 66 2")]), ((2, 4), 7, [pairs("36 8")])],
        ),
        scored(
            "right, and both maps stay as they are",
            1,
            [((3, 3), 3, [pairs("00 3, 01 1, 11 3, 22 1, 20 1")])],
            [((4, 5), 6, [pairs("00 4, 03 1, 11 3, 22 3, 21 1, 33 2, 44 2, 45 1, 55 3")])],
            UNTOUCHED,
        ),
    ),
    mistakes=IOU_MISTAKES,
    probe=beside_its_arguments,
)


def with_gradient(function, y_true, logits, *smooth):
    """The loss of two tensors, and its gradient by the logits, times as many as there are: so it is near 1 in size."""
    import numpy as np
    import tensorflow as tf

    truth, given = tf.constant(y_true), tf.constant(logits)
    with tf.GradientTape() as tape:
        tape.watch(given)
        loss = function(truth, given, *smooth)
    if isinstance(loss, dict):
        loss = str(loss)
    try:
        gradient = tape.gradient(loss, given)
    except Exception as problem:
        return {"loss": loss, "gradient": f"none: {type(problem).__name__}"}
    if gradient is None:
        return {"loss": loss, "gradient": "none: the way from the logits to the loss is broken"}
    return {"loss": loss, "gradient": np.asarray(gradient) * logits.size}


LOSS, GRADIENT = entry("loss", "the loss"), entry("gradient", "the gradient, times the number of logits,")


def lost(title, points, public, hidden, part=LOSS):
    """Each case: shape, pixels of each class for each picture, smooth."""
    names = "shape", "counts", "smooth"
    words = "y_true of shape {shape}, " + ("smooth left out" if public[0][2] is None else "smooth {smooth}")
    cases = (tuple(dict(zip(names, case, strict=True)) for case in these) for these in (public, hidden))
    return Family(title, points, pixels, *cases, case=words, part=part)


DICE = Question(
    "dice_loss",
    points=10,
    families=(
        lost("one picture", 2, [((1, 3, 4), [(6, 4, 2)], 1.0)], [((1, 4, 4), [(4, 2, 5, 3, 2)], 1.0)]),
        lost(
            "sums over the whole batch",
            2,
            [((2, 2, 4), [(8, 0, 0), (1, 2, 5)], 1.0)],
            [((3, 2, 4), [(2, 1, 1, 2, 1, 1), (0, 3, 0, 1, 4, 0), (1, 0, 3, 2, 0, 2)], 1.0)],
        ),
        lost(
            "a class that is nowhere counts too",
            1,
            [((1, 2, 4), [(5, 0, 3, 0)], 1.0)],
            [((2, 2, 4), [(2, 0, 3, 1, 0, 2), (1, 0, 2, 4, 0, 1)], 1.0)],
        ),
        lost(
            "another smooth",
            1,
            [((1, 3, 3), [(4, 3, 2)], 0.25)],
            [((2, 2, 4), [(2, 3, 1, 1, 1), (1, 1, 2, 2, 2)], 3.0)],
        ),
        lost(
            "a smooth left out is 1",
            1,
            [((1, 3, 3), [(2, 3, 4)], None)],
            [((1, 2, 5), [(3, 2, 1, 2, 2)], None)],
        ),
        lost(
            "the gradient by the logits",
            3,
            [((2, 2, 3), [(4, 1, 1), (2, 2, 2)], 1.0)],
            [((1, 3, 4), [(3, 2, 4, 2, 1)], 0.5)],
            GRADIENT,
        ),
    ),
    mistakes=DICE_MISTAKES,
    probe=with_gradient,
)
