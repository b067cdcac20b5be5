"""Two boxes, and which of many boxes are kept."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry, item

from .cases import crowd, equal_classes, exact_pair, on_the_threshold, pair, volume
from .mistakes_filter import FILTER as FILTER_MISTAKES
from .mistakes_iou import IOU as IOU_MISTAKES
from .mistakes_suppression import SUPPRESSION as SUPPRESSION_MISTAKES

PAIR = "boxes near {first} and {second}"
ANSWER = entry("answer", "the answer")
UNTOUCHED = entry("with its arguments as they were", "the answer, with the arguments as they were,")
SCORES, BOXES, CLASSES = (
    ANSWER.then(item(place, of=3, name=name))
    for place, name in enumerate(("the scores", "the boxes", "the classes"))
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
V_HIDDEN = named(V, (3, 2, 4, 0.5), (2, 3, 2, 0.5))
V_WORDS = "grid {grid}, {anchors} anchors, {classes} classes, threshold {threshold}"


def filtered(title, points, part, public=V_PUBLIC, hidden=V_HIDDEN):
    return Family(title, points, volume, public, hidden, case=V_WORDS, part=part)


FILTER = Question(
    "yolo_filter_boxes",
    points=15,
    families=(
        filtered("the scores of what is kept", 4, SCORES),
        filtered("the boxes of what is kept", 2.5, BOXES),
        filtered("the classes of what is kept", 2.5, CLASSES),
        Family(
            "a score equal to the threshold stays",
            1.5,
            on_the_threshold,
            case="grid {grid}, {anchors} anchor(s), one score is the threshold",
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
            case="grid {grid}, {classes} classes, of which {equal} are equal in one place",
            part=CLASSES,
            public=named(
                ("grid", "anchors", "classes", "equal", "threshold"),
                (2, 1, 4, (1, 3), 0.37),
                (2, 1, 3, (0, 1), 0.36),
            ),
            hidden=named(
                ("grid", "anchors", "classes", "equal", "threshold"),
                (2, 2, 5, (2, 4), 0.36),
                (2, 1, 5, (0, 3), 0.34),
            ),
        ),
        Family(
            "all of them, or none",
            1,
            volume,
            case=V_WORDS,
            part=ANSWER,
            public=named(V, (1, 2, 3, 0.1), (2, 1, 3, 0.97)),
            hidden=named(V, (2, 1, 4, 0.1), (2, 2, 2, 0.97)),
        ),
        Family(
            "a threshold left out is 0.6",
            1,
            volume,
            case="grid {grid}, {anchors} anchors, {classes} classes, no threshold",
            part=ANSWER,
            public=named(V[:3], (3, 2, 3)),
            hidden=named(V[:3], (3, 3, 4)),
        ),
        filtered(
            "right, and the arguments stay as they are",
            1.5,
            UNTOUCHED,
            named(V, (2, 2, 4, 0.35)),
            named(V, (2, 3, 4, 0.4)),
        ),
    ),
    mistakes=FILTER_MISTAKES,
    probe=beside_its_arguments,
)


C = "boxes", "ranks", "classes", "settings", "words"
APART = ((0, 0, 8, 6), (20, 0, 29, 7), (0, 20, 7, 31), (25, 22, 33, 30))
PILE = ((0, 0, 10, 10), (1, 0, 11, 10), (3, 3, 13, 12), (30, 2, 38, 9))
CHAIN = ((0, 0, 10, 10), (0, 3, 10, 13), (0, 6, 10, 16), (24, 0, 32, 8))
BETWEEN = ((0, 0, 10, 10), (10, 0, 20, 10), (5, 0, 15, 10))
ROW = tuple((14 * k, 5, 14 * k + 10, 12) for k in range(9))
PAIRS = (
    (1, 40, 11, 50),
    (1, 42, 11, 52),
    (41, 40, 51, 48),
    (44, 40, 54, 48),
    (80, 40, 90, 48),
    (83.75, 40, 93.75, 48),
)
MANY = ROW + PAIRS


def kept(title, points, *rows, part=ANSWER, exact=False):
    public, hidden = (named(C, *these) for these in rows)
    chosen = [tuple(row | {"exact": exact} for row in these) for these in (public, hidden)]
    return Family(title, points, _crowd, *chosen, case="{words}", part=part)


def _crowd(rng, words, **chosen):
    return crowd(rng, **chosen)


SUPPRESSION = Question(
    "yolo_non_max_suppression",
    points=20,
    helpers=("iou",),
    families=(
        kept(
            "boxes apart come back, the best first",
            3,
            [(APART, (2, 0, 3, 1), (0, 0, 0, 0), (10, 0.5), "four boxes apart, of one class")],
            [
                (
                    ((3, 1, 12, 9), (22, 4, 27, 15), (40, 0, 49, 8), (2, 30, 13, 36), (30, 30, 41, 37)),
                    (3, 1, 4, 0, 2),
                    (5, 5, 5, 5, 5),
                    (10, 0.5),
                    "five boxes apart, of one class",
                )
            ],
        ),
        kept(
            "a box that overlaps a better one goes",
            4,
            [
                (PILE, (1, 0, 2, 3), (1, 1, 1, 1), (10, 0.5), "two boxes of four on one object"),
                (
                    (
                        (0, 0, 12, 8),
                        (14, 1, 25, 9),
                        (15, 0, 26, 8),
                        (1, 1, 13, 9),
                        (5, 1, 17, 8),
                        (40, 0, 50, 10),
                        (43, 0, 53, 10),
                    ),
                    (4, 1, 3, 0, 2, 6, 5),
                    (2,) * 7,
                    (10, 0.4),
                    "seven boxes on three objects, threshold 0.4",
                ),
                (BETWEEN, (0, 1, 2), (0, 0, 0), (10, 0.5), "a box that overlaps two others by a third each"),
            ],
            [
                (
                    (
                        (5, 5, 17, 13),
                        (6, 5, 18, 13),
                        (0, 30, 9, 41),
                        (1, 30, 10, 40),
                        (0, 32, 9, 43),
                        (8, 8, 20, 16),
                    ),
                    (2, 1, 3, 0, 4, 5),
                    (7, 7, 7, 7, 7, 7),
                    (10, 0.6),
                    "six boxes on two objects, threshold 0.6",
                ),
                (
                    PILE,
                    (3, 2, 1, 0),
                    (4, 4, 4, 4),
                    (10, 0.3),
                    "three boxes of four on one object, threshold 0.3",
                ),
                (
                    BETWEEN,
                    (1, 2, 3),
                    (6, 6, 6),
                    (10, 0.4),
                    "a box that overlaps two others by a third each, 0.4",
                ),
            ],
        ),
        kept(
            "a box that has gone takes no other with it",
            2,
            [(CHAIN, (0, 1, 2, 3), (0, 0, 0, 0), (10, 0.5), "a chain of three boxes")],
            [
                (
                    ((0, 0, 10, 10), (3, 0, 13, 10), (6, 0, 16, 10), (9, 0, 19, 10), (12, 0, 22, 10)),
                    (0, 2, 1, 4, 3),
                    (6, 6, 6, 6, 6),
                    (10, 0.5),
                    "a chain of five boxes",
                )
            ],
        ),
        kept(
            "each class for itself",
            3,
            [
                (
                    (*PILE[:3], (2, 1, 12, 11), (30, 2, 38, 9), (31, 2, 39, 9)),
                    (2, 0, 3, 4, 5, 1),
                    (0, 1, 0, 0, 2, 1),
                    (10, 0.5),
                    "six boxes of three classes",
                )
            ],
            [
                (
                    (*CHAIN[:3], (1, 0, 11, 10), (24, 0, 32, 8), (25, 0, 33, 8), (24, 1, 32, 9)),
                    (3, 0, 4, 1, 6, 2, 5),
                    (4, 6, 4, 6, 8, 4, 4),
                    (10, 0.5),
                    "seven boxes of three classes",
                )
            ],
        ),
        kept(
            "max_boxes counts all classes together",
            2,
            [
                (
                    (*PILE, (14, 20, 22, 31), (35, 25, 44, 33)),
                    (0, 1, 4, 3, 2, 5),
                    (0, 0, 1, 1, 2, 0),
                    (3, 0.5),
                    "six boxes of three classes, max_boxes 3",
                )
            ],
            [
                (
                    (*PILE, (14, 20, 22, 31), (35, 25, 44, 33), (60, 3, 69, 9)),
                    (1, 0, 6, 2, 3, 4, 5),
                    (5, 5, 7, 5, 9, 7, 9),
                    (4, 0.5),
                    "seven boxes of three classes, max_boxes 4",
                )
            ],
        ),
        kept(
            "an overlap equal to the threshold stays",
            1.5,
            [
                (
                    ((0, 0, 4, 4), (0, 0, 4, 2), (20, 0, 24, 5)),
                    (0, 1, 2),
                    (0, 0, 0),
                    (10, 0.5),
                    "an IoU of exactly 0.5, threshold 0.5",
                ),
                (
                    ((0, 0, 2, 2), (0, 0, 4, 4), (10, 0, 14, 4)),
                    (1, 0, 2),
                    (1, 1, 1),
                    (10, 0.25),
                    "an IoU of exactly 0.25, threshold 0.25",
                ),
            ],
            [
                (
                    ((0, 0, 8, 4), (0, 0, 6, 4), (3, 12, 9, 20)),
                    (1, 0, 2),
                    (4, 4, 4),
                    (10, 0.75),
                    "an IoU of exactly 0.75, threshold 0.75",
                )
            ],
            exact=True,
        ),
        kept(
            "settings left out are 10 boxes and 0.5",
            1.5,
            [
                (
                    MANY,
                    (3, 11, 1, 12, 6, 14, 10, 5, 13, 8, 9, 0, 2, 4, 7),
                    (0,) * 15,
                    (),
                    "fifteen boxes, no settings",
                )
            ],
            [
                (
                    (*MANY, (80, 60, 88, 71)),
                    (15, 3, 14, 1, 12, 6, 8, 10, 5, 13, 0, 9, 11, 4, 2, 7),
                    (6,) * 16,
                    (),
                    "sixteen boxes, no settings",
                )
            ],
        ),
        kept(
            "nothing comes in, nothing goes out",
            1,
            [((), (), (), (10, 0.5), "no boxes, max_boxes 10")],
            [((), (), (), (4, 0.3), "no boxes, max_boxes 4")],
        ),
        kept(
            "right, and the arguments stay as they are",
            2,
            [(PILE[1:] + PILE[:1], (2, 3, 1, 0), (1, 1, 1, 1), (10, 0.4), "four boxes, threshold 0.4")],
            [
                (
                    APART[::-1] + PILE[:2],
                    (5, 0, 3, 1, 4, 2),
                    (3, 3, 9, 9, 3, 3),
                    (10, 0.45),
                    "six boxes, threshold 0.45",
                )
            ],
            part=UNTOUCHED,
        ),
    ),
    mistakes=SUPPRESSION_MISTAKES,
    probe=beside_its_arguments,
)
