"""The objects in one picture, and how good a list of them is."""

from cnn_helpers.grading.assignments.questions import Family, Question

from .cases import BEST, STEP, detections, outputs
from .mistakes_evaluation import EVALUATION as EVALUATION_MISTAKES
from .mistakes_precision import PRECISION as PRECISION_MISTAKES
from .questions_boxes import ANSWER, BOXES, CLASSES, SCORES, UNTOUCHED, beside_its_arguments, named

E = "grid", "anchors", "n_classes", "seen", "image_shape", "settings", "words"
CAR = (1, 2, 0), (0.72, 0.46, 0.3, 0.22), 0.93, 1, 0.9
CAR_AGAIN = (1, 1, 1), (0.7, 0.47, 0.31, 0.2), 0.95, 1, 0.77
PERSON = (0, 0, 1), (0.2, 0.26, 0.1, 0.34), 0.9, 0, 0.85
PERSON_BEFORE_IT = (1, 2, 1), (0.73, 0.45, 0.28, 0.23), 0.86, 0, 0.8
FAINT = (2, 0, 0), (0.25, 0.8, 0.2, 0.15), 0.75, 2, 0.7
CUT_LEFT = (0, 0, 0), (0.05, 0.06, 0.18, 0.3), 0.88, 0, 0.9
CUT = (2, 1, 0), (0.48, 0.93, 0.35, 0.3), 0.83, 2, 0.9
LOW = (2, 1, 0), (0.48, 0.8, 0.35, 0.3), 0.83, 2, 0.9
FIFTH_CLASS = (0, 1, 1), (0.5, 0.18, 0.18, 0.2), 0.89, 4, 0.9
FAINT_CAR = (0, 1, 0), (0.45, 0.15, 0.2, 0.16), 0.8, 1, 0.78
BETWEEN = (0, 2, 1), (0.8, 0.12, 0.16, 0.2), 0.7, 0, 0.8
NEXT_CAR = (1, 0, 0), (0.84, 0.48, 0.3, 0.22), 0.84, 1, 0.75
EVERYWHERE = tuple(
    (
        (row, column, 0),
        (column / 4 + 0.12, row / 4 + 0.12, 0.08, 0.1),
        0.94 - 0.015 * (4 * row + column),
        kind,
        0.92,
    )
    for row in range(4)
    for column, kind in enumerate((0, 2, 1, 2))
)


def _outputs(rng, words, **chosen):
    return outputs(rng, **chosen)


def seen_in(title, points, public, hidden, part=ANSWER):
    return Family(title, points, _outputs, named(E, *public), named(E, *hidden), case="{words}", part=part)


WIDE_IMAGE = [
    (3, 2, 3, (PERSON, CAR, FAINT), (60, 100), (10, 0.5, 0.5), "an image of 60 × 100, three objects")
]
TALL_IMAGE = [
    (4, 2, 3, (LOW, PERSON, FAINT), (128, 72), (10, 0.5, 0.5), "an image of 128 × 72, three objects")
]

EVALUATION = Question(
    "yolo_eval",
    points=10,
    helpers=("yolo_filter_boxes", "yolo_non_max_suppression", "iou"),
    families=(
        seen_in("the boxes, in pixels", 2.5, WIDE_IMAGE, TALL_IMAGE, BOXES),
        seen_in("the scores, the best first", 1, WIDE_IMAGE, TALL_IMAGE, SCORES),
        seen_in("the classes", 1, WIDE_IMAGE, TALL_IMAGE, CLASSES),
        seen_in(
            "one box for each object",
            1.5,
            [
                (
                    3,
                    2,
                    3,
                    (CAR, CAR_AGAIN, PERSON, PERSON_BEFORE_IT, NEXT_CAR),
                    (80, 80),
                    (10, 0.5, 0.5),
                    "a car seen twice, another behind it, and someone before it",
                ),
                (
                    3,
                    2,
                    5,
                    (CAR, CAR_AGAIN, FIFTH_CLASS),
                    (70, 90),
                    (10, 0.5, 0.5),
                    "a car seen twice, five classes",
                ),
            ],
            [
                (
                    4,
                    2,
                    3,
                    (CAR_AGAIN, PERSON_BEFORE_IT, CAR, LOW, NEXT_CAR),
                    (90, 60),
                    (10, 0.5, 0.5),
                    "a car seen twice, another behind it, and someone before it",
                ),
                (
                    4,
                    2,
                    6,
                    (FIFTH_CLASS, CAR_AGAIN, PERSON, CAR),
                    (50, 80),
                    (10, 0.5, 0.5),
                    "a car seen twice, six classes",
                ),
            ],
        ),
        seen_in(
            "a box may reach out of the image",
            0.5,
            [(3, 2, 3, (CUT, CUT_LEFT), (50, 70), (10, 0.5, 0.5), "objects cut by the edges")],
            [(3, 2, 3, (CAR, CUT, CUT_LEFT), (70, 40), (10, 0.5, 0.5), "objects cut by the edges")],
            BOXES,
        ),
        seen_in(
            "suppression comes before the cut to max_boxes",
            1,
            [
                (
                    3,
                    2,
                    3,
                    (CAR, CAR_AGAIN, PERSON, FAINT_CAR),
                    (56, 88),
                    (3, 0.5, 0.5),
                    "max_boxes 3, the second best car is one that was seen already",
                )
            ],
            [
                (
                    4,
                    2,
                    3,
                    (CAR_AGAIN, LOW, CAR, PERSON, FAINT_CAR),
                    (88, 56),
                    (4, 0.5, 0.5),
                    "max_boxes 4, the second best car is one that was seen already",
                )
            ],
        ),
        seen_in(
            "the settings are handed on",
            1,
            [
                (
                    3,
                    2,
                    3,
                    (CAR, PERSON, FAINT, LOW, NEXT_CAR),
                    (64, 96),
                    (4, 0.33, 0.5),
                    "max_boxes 4, score_threshold 0.33",
                ),
                (
                    3,
                    2,
                    3,
                    (CAR, CAR_AGAIN, FAINT_CAR),
                    (96, 64),
                    (10, 0.7, 0.9),
                    "score_threshold 0.7, iou_threshold 0.9",
                ),
                (
                    3,
                    2,
                    3,
                    (CAR, NEXT_CAR, FAINT, PERSON),
                    (64, 80),
                    (10, 0.57, 0.3),
                    "score_threshold 0.57, iou_threshold 0.3",
                ),
                (4, 2, 3, EVERYWHERE[:14], (90, 70), (12, 0.5, 0.5), "fourteen objects, max_boxes 12"),
            ],
            [
                (
                    3,
                    2,
                    3,
                    (CAR, PERSON, NEXT_CAR, FAINT),
                    (96, 48),
                    (3, 0.34, 0.48),
                    "max_boxes 3, score_threshold 0.34, iou_threshold 0.48",
                ),
                (
                    4,
                    2,
                    3,
                    (CAR, CAR_AGAIN, LOW, FAINT_CAR),
                    (48, 96),
                    (10, 0.72, 0.9),
                    "score_threshold 0.72, iou_threshold 0.9",
                ),
                (
                    4,
                    2,
                    3,
                    (CAR, FAINT, NEXT_CAR, LOW),
                    (80, 64),
                    (10, 0.56, 0.29),
                    "score_threshold 0.56, iou_threshold 0.29",
                ),
                (5, 1, 3, EVERYWHERE[1:], (70, 60), (13, 0.5, 0.5), "fifteen objects, max_boxes 13"),
            ],
        ),
        seen_in(
            "settings left out are 10, 0.6 and 0.5",
            0.5,
            [
                (3, 2, 3, (CAR, CAR_AGAIN, FAINT, FAINT_CAR, BETWEEN), (72, 96), (), "no settings"),
                (4, 2, 3, EVERYWHERE[:12], (72, 96), (), "twelve objects, no settings"),
            ],
            [
                (4, 2, 3, (LOW, PERSON, CAR, CAR_AGAIN, BETWEEN), (96, 72), (), "no settings"),
                (4, 1, 3, EVERYWHERE[3:], (64, 80), (), "thirteen objects, no settings"),
            ],
        ),
        seen_in(
            "right, and the arguments stay as they are",
            1,
            [(3, 2, 3, (CAR, LOW), (40, 60), (10, 0.5, 0.5), "an image of 40 × 60, two objects")],
            [(3, 2, 3, (LOW, FAINT_CAR), (60, 40), (10, 0.5, 0.5), "an image of 60 × 40, two objects")],
            UNTOUCHED,
        ),
    ),
    mistakes=EVALUATION_MISTAKES,
    probe=beside_its_arguments,
)

P = "ranks", "hits", "n_true", "words"


def scored(title, points, public, hidden, part=ANSWER):
    cases = (named(P, *((*case, _in_words(*case)) for case in cases)) for cases in (public, hidden))
    return Family(title, points, _detections, *cases, case="{words}", part=part)


def _detections(rng, words, **chosen):
    return detections(rng, **chosen)


def _in_words(ranks, hits, n_true):
    """What a case holds, with scores that anyone can take to try it again: only their order counts."""
    true = f"{n_true} true box{'es' if n_true > 1 else ''}"
    if not hits:
        return f"{true}, no detections"
    scores = ", ".join(f"{BEST - STEP * rank:.2f}" for rank in ranks)
    return f"{true}; scores near {scores}; right (y) or wrong (n): {hits}"


def order(n):
    return tuple(range(n))


PRECISION = Question(
    "average_precision",
    points=10,
    families=(
        scored(
            "every true box found, no precision rises",
            2,
            [(order(3), "yyy", 3), (order(4), "yyny", 3)],
            [(order(6), "yyynyn", 4), (order(5), "ynnnn", 1)],
        ),
        scored(
            "a precision that rises again is raised",
            2.5,
            [(order(5), "ynyny", 3), (order(4), "nyyy", 3)],
            [(order(7), "nynyyyn", 4), (order(6), "ynnyyy", 4)],
        ),
        scored(
            "detections in any order",
            2,
            [((3, 0, 4, 1, 2), "nyyny", 3)],
            [((5, 2, 0, 3, 6, 1, 4), "nyynynn", 3)],
        ),
        scored(
            "true boxes that were never found",
            1.5,
            [(order(4), "yyny", 6), ((2, 0, 1), "nyn", 4)],
            [((1, 0, 3, 2, 4, 5), "ynnyyn", 8)],
        ),
        scored(
            "no detection, or none that is right",
            1,
            [((), "", 2), (order(3), "nnn", 2)],
            [((), "", 5), (order(4), "nnnn", 1)],
        ),
        scored(
            "right, and the arguments stay as they are",
            1,
            [((2, 0, 3, 1), "nyyn", 3)],
            [((1, 5, 2, 0, 4, 3), "ynnyny", 4)],
            UNTOUCHED,
        ),
    ),
    mistakes=PRECISION_MISTAKES,
    probe=beside_its_arguments,
)
