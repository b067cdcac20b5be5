"""How much two boxes agree, and which boxes are likely enough; what the questions of this assignment share."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry, item

from .cases import equal_classes, exact_pair, on_the_threshold, pair, volume
from .mistakes_filter import FILTER as FILTER_MISTAKES
from .mistakes_iou import IOU as IOU_MISTAKES

PAIR = "boxes near {first} and {second}"
ANSWER = entry("answer", "the answer")
UNTOUCHED = entry("with its arguments as they were", "the answer, with the arguments as they were,")
SCORES, BOXES, CLASSES = (
    ANSWER.then(item(place, of=3, name=name))
    for place, name in enumerate(("the array of scores", "the array of boxes", "the array of classes"))
)


def beside_its_arguments(function, *args):
    """What comes back, lists of numbers as arrays; and the same again, unless an argument was changed."""
    import numpy as np

    def arrays(value):
        if isinstance(value, tuple):
            return [array for part in value for array in arrays(part)]
        return [value] if isinstance(value, np.ndarray) else []

    def as_array(value):
        try:
            return np.array(value) if isinstance(value, list) else value
        except ValueError:
            return value

    before = [[array.copy() for array in arrays(arg)] for arg in args]
    answer = function(*args)
    if isinstance(answer, tuple | list) and not all(isinstance(part, int | float) for part in answer):
        answer = tuple(as_array(part) for part in answer)
    else:
        answer = as_array(answer)
    changed = [
        f"argument {number} was changed"
        for number, (arg, old) in enumerate(zip(args, before, strict=True), 1)
        if not all(map(np.array_equal, arrays(arg), old))
    ]
    return {"answer": answer, "with its arguments as they were": changed[0] if changed else answer}


def pairs(*boxes):
    return tuple(dict(first=first, second=second) for first, second in boxes)


def named(names, *rows):
    return tuple(dict(zip(names, row, strict=True)) for row in rows)


IOU = Question(
    "iou",
    points=10,
    families=(
        Family(
            "boxes that overlap",
            3,
            pair,
            case=PAIR,
            part=ANSWER,
            public=pairs(
                ((2, 3, 9, 8), (5, 5, 15, 12)),
                ((6, 1, 12, 14), (1, 7, 8, 11)),
                ((2, 5, 9, 14), (1, 4, 8, 11)),
                ((3, 4, 13, 12), (4, 4, 14, 12)),
            ),
            hidden=pairs(
                ((1, 6, 14, 11), (9, 2, 18, 9)),
                ((3, 2, 8, 17), (1, 9, 12, 13)),
                ((1, 3, 9, 12), (2, 6, 11, 15)),
                ((5, 1, 14, 13), (5, 2, 14, 14)),
            ),
        ),
        Family(
            "one box inside the other",
            2,
            pair,
            case=PAIR,
            part=ANSWER,
            public=pairs(((1, 2, 12, 9), (3, 4, 8, 7)), ((5, 6, 9, 8), (2, 1, 11, 13))),
            hidden=pairs(((2, 1, 9, 14), (4, 5, 7, 11)), ((6, 4, 10, 7), (3, 2, 19, 9))),
        ),
        Family(
            "boxes apart",
            2,
            pair,
            case=PAIR,
            part=ANSWER,
            public=pairs(
                ((1, 1, 5, 4), (8, 9, 14, 15)),
                ((2, 3, 7, 9), (11, 4, 15, 8)),
                ((3, 12, 9, 17), (1, 2, 12, 6)),
            ),
            hidden=pairs(
                ((9, 10, 13, 18), (2, 3, 6, 7)),
                ((12, 2, 19, 9), (1, 4, 7, 8)),
                ((2, 1, 8, 5), (4, 9, 13, 12)),
            ),
        ),
        Family(
            "boxes that touch, or have no area",
            2,
            exact_pair,
            case="boxes like {first} and {second}",
            part=ANSWER,
            public=pairs(
                ((0, 1, 4, 5), (4, 2, 9, 6)),
                ((2, 0, 6, 3), (6, 3, 8, 7)),
                ((1, 1, 7, 6), (3, 2, 3, 5)),
                ((4, 2, 4, 2), (4, 2, 4, 2)),
            ),
            hidden=pairs(
                ((1, 4, 8, 9), (2, 9, 6, 12)),
                ((5, 3, 5, 8), (5, 3, 5, 8)),
                ((0, 2, 9, 7), (2, 4, 6, 4)),
            ),
        ),
        Family(
            "right, and both boxes stay as they are",
            1,
            pair,
            case=PAIR,
            part=UNTOUCHED,
            public=pairs(((3, 2, 10, 6), (6, 4, 11, 13))),
            hidden=pairs(((4, 1, 12, 8), (2, 3, 7, 13))),
        ),
    ),
    mistakes=IOU_MISTAKES,
    probe=beside_its_arguments,
)


V = "grid", "anchors", "classes", "threshold"
V_PUBLIC = named(V, (2, 2, 3, 0.45), (2, 3, 3, 0.44))
V_HIDDEN = named(V, (3, 2, 3, 0.54), (2, 1, 3, 0.43))
V_WORDS = "grid {grid}, anchors: {anchors}, classes: {classes}, threshold {threshold}"
DEFAULT_WORDS = "grid {grid}, anchors: {anchors}, classes: {classes}, no threshold"


def filtered(title, points, part, public=V_PUBLIC, hidden=V_HIDDEN, words=V_WORDS):
    return Family(title, points, volume, public, hidden, case=words, part=part)


def anywhere(*rows):
    return tuple(row | {"anywhere": True} for row in named(V, *rows))


FILTER = Question(
    "yolo_filter_boxes",
    points=15,
    families=(
        filtered("the scores of what is kept", 3, SCORES),
        filtered("the boxes of what is kept", 2, BOXES),
        filtered("the classes of what is kept", 2, CLASSES),
        filtered(
            "cells row by row, and in a cell the anchors in their order",
            1,
            ANSWER,
            anywhere((2, 2, 3, 0.37), (3, 1, 3, 0.3)),
            anywhere((3, 2, 3, 0.35), (2, 3, 3, 0.37)),
        ),
        filtered(
            "any number of classes",
            1,
            ANSWER,
            named(V, (2, 2, 5, 0.36), (2, 2, 2, 0.33)),
            named(V, (2, 3, 4, 0.4), (3, 1, 6, 0.45)),
        ),
        Family(
            "a score equal to the threshold stays",
            1.5,
            on_the_threshold,
            case="grid {grid}, anchors: {anchors}, one score is the threshold",
            part=ANSWER,
            public=named(("grid", "anchors", "confidence", "probability"), (2, 1, 0.75, 0.75)),
            hidden=named(
                ("grid", "anchors", "confidence", "probability"), (2, 2, 0.75, 0.875), (3, 1, 0.875, 0.8125)
            ),
        ),
        Family(
            "of two equal classes the first",
            1,
            equal_classes,
            case="grid {grid}, classes: {classes}, of which {equal} are equal in one place",
            part=CLASSES,
            public=named(
                ("grid", "anchors", "classes", "equal", "threshold"),
                (2, 1, 3, (1, 2), 0.37),
                (2, 1, 3, (0, 1), 0.36),
            ),
            hidden=named(
                ("grid", "anchors", "classes", "equal", "threshold"),
                (2, 2, 3, (0, 2), 0.36),
                (3, 1, 3, (1, 2), 0.36),
            ),
        ),
        filtered(
            "all of them, one, or none",
            1,
            ANSWER,
            named(V, (1, 2, 3, 0.1), (2, 2, 3, 0.74), (2, 1, 3, 0.97)),
            named(V, (1, 3, 3, 0.1), (2, 3, 3, 0.75), (2, 2, 3, 0.97)),
        ),
        filtered(
            "a threshold left out is 0.6",
            1,
            ANSWER,
            named(V[:3], (3, 2, 3)),
            named(V[:3], (4, 3, 3)),
            DEFAULT_WORDS,
        ),
        filtered(
            "right, and the arguments stay as they are",
            1.5,
            UNTOUCHED,
            named(V, (2, 1, 3, 0.35)),
            named(V, (2, 3, 3, 0.42)),
        ),
    ),
    mistakes=FILTER_MISTAKES,
    probe=beside_its_arguments,
)
