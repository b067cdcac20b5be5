"""Which of many boxes are kept."""

from cnn_helpers.grading.assignments.questions import Family, Question

from .cases import crowd
from .mistakes_suppression import SUPPRESSION as SUPPRESSION_MISTAKES
from .questions_boxes import ANSWER, UNTOUCHED, beside_its_arguments, named

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
            2,
            [(APART, (2, 0, 3, 1), (0, 0, 0, 0), (10, 0.5), "four boxes apart, of one class")],
            [
                (
                    ((3, 1, 12, 9), (22, 4, 27, 15), (40, 0, 49, 8), (2, 30, 13, 36), (30, 30, 41, 37)),
                    (3, 1, 4, 0, 2),
                    (1, 1, 1, 1, 1),
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
                    (0,) * 7,
                    (10, 0.4),
                    "seven boxes on three objects, threshold 0.4",
                ),
                (BETWEEN, (0, 1, 2), (0, 0, 0), (10, 0.5), "a box that overlaps two others by a third each"),
                (
                    ((2, 3, 12, 11), (2, 4, 12, 12), (3, 3, 13, 11), (2, 2, 12, 10), (30, 0, 38, 9)),
                    (0, 1, 2, 3, 4),
                    (1, 1, 1, 1, 1),
                    (10, 0.5),
                    "four boxes of five on one object",
                ),
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
                    (2,) * 6,
                    (10, 0.6),
                    "six boxes on two objects, threshold 0.6",
                ),
                (
                    PILE,
                    (3, 2, 1, 0),
                    (2, 2, 2, 2),
                    (10, 0.3),
                    "three boxes of four on one object, threshold 0.3",
                ),
                (
                    BETWEEN,
                    (1, 2, 3),
                    (1, 1, 1),
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
                    (1, 1, 1, 1, 1),
                    (10, 0.5),
                    "a chain of five boxes",
                )
            ],
        ),
        kept(
            "each class for itself",
            2,
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
                    (0, 1, 0, 1, 2, 0, 0),
                    (10, 0.5),
                    "seven boxes of three classes",
                )
            ],
        ),
        kept(
            "any number of classes",
            1,
            [(APART, (1, 3, 0, 2), (3, 0, 5, 3), (10, 0.5), "four boxes apart, of the classes 0, 3 and 5")],
            [
                (
                    (*APART, (50, 3, 59, 12)),
                    (4, 2, 0, 3, 1),
                    (4, 7, 1, 9, 4),
                    (10, 0.5),
                    "five boxes apart, of the classes 1, 4, 7 and 9",
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
                ),
                (
                    APART,
                    (1, 0, 3, 2),
                    (0, 0, 0, 1),
                    (2, 0.5),
                    "four boxes apart, of two classes, max_boxes 2",
                ),
                (
                    MANY,
                    (11, 3, 12, 1, 6, 14, 10, 5, 13, 8, 9, 0, 2, 4, 7),
                    (0,) * 15,
                    (12, 0.5),
                    "fifteen boxes, max_boxes 12",
                ),
            ],
            [
                (
                    (*PILE, (14, 20, 22, 31), (35, 25, 44, 33), (60, 3, 69, 9)),
                    (1, 0, 6, 2, 3, 4, 5),
                    (0, 0, 2, 0, 1, 2, 1),
                    (4, 0.5),
                    "seven boxes of three classes, max_boxes 4",
                ),
                (
                    (*APART, (50, 3, 59, 12)),
                    (4, 2, 1, 0, 3),
                    (1, 2, 2, 2, 2),
                    (3, 0.5),
                    "five boxes apart, of two classes, max_boxes 3",
                ),
                (
                    (*MANY, (80, 60, 88, 71)),
                    (3, 15, 14, 1, 12, 6, 8, 10, 5, 13, 0, 9, 11, 4, 2, 7),
                    (1,) * 16,
                    (13, 0.5),
                    "sixteen boxes, max_boxes 13",
                ),
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
                    (2, 2, 2),
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
                    (2,) * 16,
                    (),
                    "sixteen boxes, no settings",
                )
            ],
        ),
        kept(
            "one box comes in, one box goes out",
            1,
            [(((3, 4, 12, 9),), (0,), (1,), (10, 0.5), "one box")],
            [(((20, 6, 27, 15),), (2,), (0,), (5, 0.4), "one box, max_boxes 5")],
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
                    (0, 0, 2, 2, 0, 0),
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
