"""What a network is to say about a picture, and what its raw numbers mean."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry, item

from .cases import objects, on_a_line, raw_output
from .mistakes_head import HEAD as HEAD_MISTAKES
from .mistakes_labels import LABELS as LABELS_MISTAKES
from .questions_boxes import ANSWER, UNTOUCHED, beside_its_arguments, named

PC = entry("pc", "channel 0 (pc)")
CENTRES = entry("centres", "the pair of channels 1 and 2 (bx, by)")
SIDES = entry("sides", "the pair of channels 3 and 4 (bh, bw)")
KINDS = entry("classes", "the group of channels of the classes")
TARGET = entry("target", "the target")


def in_channels(function, *args):
    """The target and its channels by what they mean; and the target again, unless an argument was changed."""
    import numpy as np

    before = [arg.copy() if isinstance(arg, np.ndarray) else arg for arg in args]
    target = function(*args)
    if target is not None and not isinstance(target, dict | str):
        try:
            target = np.asarray(target)
        except ValueError:
            pass
    changed = [
        f"argument {number} was changed"
        for number, (arg, old) in enumerate(zip(args, before, strict=True), 1)
        if not np.array_equal(arg, old)
    ]
    told = {"target": target, "with its arguments as they were": changed[0] if changed else target}
    channels = {"pc": 0, "centres": slice(1, 3), "sides": slice(3, 5), "classes": slice(5, None)}
    whole = getattr(target, "ndim", 0) == 4
    return told | {name: target[..., which] if whole else target for name, which in channels.items()}


OF_CELLS = "cells", "sides", "classes", "anchors", "grid", "n_classes"
WORDS = "{n_classes} classes, grid {grid}, anchors {anchors}, objects in the (column, row) {cells}"
EMPTY_WORDS = "no object, {n_classes} classes, grid {grid}, anchors {anchors}"
TALL, WIDE, LARGE, SMALL, LONG = (0.75, 1.75), (2.0, 1.25), (3.5, 3.0), (0.5, 0.375), (2.5, 0.25)


def labelled(title, points, part, public, hidden, make=objects, case=WORDS):
    return Family(
        title, points, make, named(OF_CELLS, *public), named(OF_CELLS, *hidden), case=case, part=part
    )


ONE = [([(2, 1)], [(0.7, 1.6)], [2], (TALL,), 4, 3), ([(0, 2)], [(2.3, 1.2)], [0], (WIDE,), 3, 3)]
ONE_HIDDEN = [([(3, 0)], [(1.9, 1.1)], [1], (WIDE,), 5, 3), ([(1, 4)], [(0.8, 1.9)], [2], (TALL,), 6, 3)]
THREE = [
    (
        [(4, 1), (0, 3), (4, 1)],
        [(0.8, 1.9), (3.4, 2.7), (2.1, 1.1)],
        [1, 0, 2],
        (WIDE, TALL, LARGE),
        5,
        3,
    )
]
THREE_HIDDEN = [
    (
        [(3, 0), (1, 2), (5, 4), (0, 5)],
        [(2.1, 1.2), (0.7, 1.8), (3.6, 3.1), (0.52, 0.4)],
        [2, 1, 0, 2],
        (LARGE, SMALL, WIDE, TALL),
        6,
        3,
    )
]
LINE_WORDS = "{n_classes} classes, grid {grid}, anchors {anchors}, centre(s) {centres}"
OF_CENTRES = "centres", "sides", "classes", "anchors", "grid", "n_classes"


def lined(title, points, part, public, hidden):
    return Family(
        title,
        points,
        on_a_line,
        named(OF_CENTRES, *public),
        named(OF_CENTRES, *hidden),
        case=LINE_WORDS,
        part=part,
    )


LABELS = Question(
    "encode_labels",
    points=20,
    helpers=("iou",),
    families=(
        labelled("one object: its cell", 3, PC, ONE, ONE_HIDDEN),
        labelled("one object: where in the cell its centre is", 2.5, CENTRES, ONE, ONE_HIDDEN),
        labelled("one object: its height and width in cells", 2.5, SIDES, ONE, ONE_HIDDEN),
        labelled("one object: its class", 1, KINDS, ONE, ONE_HIDDEN),
        labelled(
            "the anchor that fits best",
            2,
            PC,
            [
                ([(1, 2)], [(1.3, 1.4)], [1], (LARGE, TALL, WIDE), 4, 3),
                ([(3, 0)], [(1.3, 0.7)], [0], (LARGE, SMALL, LONG), 4, 3),
                ([(0, 3)], [(0.8, 2.9)], [1], (WIDE, TALL, LARGE), 4, 3),
                ([(2, 2)], [(1.9, 1.6)], [0], (TALL, LARGE, WIDE), 4, 3),
                ([(1, 0)], [(1.0, 0.8)], [2], (TALL, WIDE, SMALL), 4, 3),
            ],
            [
                ([(2, 4)], [(0.9, 1.3)], [2], (WIDE, SMALL, LARGE, TALL), 5, 3),
                ([(4, 1)], [(1.25, 0.75)], [0], (LONG, LARGE, SMALL), 5, 3),
                ([(0, 2)], [(0.75, 2.8)], [1], (LARGE, WIDE, TALL), 5, 3),
                ([(3, 3)], [(2.0, 1.65)], [2], (TALL, WIDE, LARGE), 5, 3),
                ([(2, 1)], [(2.0, 1.2)], [0], (LARGE, TALL, LONG), 5, 3),
            ],
        ),
        labelled(
            "any number of classes",
            1,
            TARGET,
            [([(1, 1)], [(0.8, 1.5)], [4], (TALL,), 3, 5), ([(2, 0)], [(2.2, 1.3)], [1], (WIDE,), 4, 2)],
            [([(3, 1)], [(1.8, 1.1)], [3], (WIDE,), 5, 4), ([(0, 3)], [(0.7, 1.9)], [5], (TALL,), 4, 6)],
        ),
        labelled("several objects", 1.5, TARGET, THREE, THREE_HIDDEN),
        lined(
            "a centre at 1.0 belongs to the last cell",
            1.5,
            TARGET,
            [
                ([(1.0, 0.3125)], [(1.1, 1.6)], [1], (TALL,), 4, 3),
                ([(0.4375, 1.0)], [(1.7, 1.1)], [0], (WIDE,), 4, 3),
            ],
            [
                ([(1.0, 1.0)], [(0.9, 1.2)], [2], (TALL,), 8, 3),
                ([(1.0, 0.59375)], [(1.6, 1.0)], [1], (WIDE,), 8, 3),
            ],
        ),
        lined(
            "a centre on a line belongs to the cell after it",
            1,
            TARGET,
            [
                ([(0.5, 0.3125)], [(0.9, 1.5)], [0], (TALL,), 4, 3),
                ([(0.4375, 0.25)], [(1.9, 1.4)], [1], (WIDE,), 4, 3),
            ],
            [([(0.25, 0.75)], [(1.8, 1.3)], [2], (WIDE,), 8, 3)],
        ),
        labelled(
            "of two boxes that claim one place the first stays",
            1.5,
            TARGET,
            [
                (
                    [(1, 0), (1, 0), (2, 1), (1, 0)],
                    [(0.8, 1.6), (0.9, 1.9), (1.8, 1.3), (0.75, 1.45)],
                    [2, 0, 1, 1],
                    (TALL, WIDE),
                    3,
                    3,
                )
            ],
            [
                (
                    [(2, 3), (0, 1), (2, 3), (2, 3)],
                    [(1.9, 1.2), (0.7, 1.7), (2.2, 1.3), (0.8, 1.8)],
                    [2, 1, 0, 2],
                    (TALL, WIDE),
                    4,
                    3,
                )
            ],
        ),
        labelled(
            "a picture without objects",
            0.5,
            TARGET,
            [([], [], [], (TALL, WIDE), 2, 3)],
            [([], [], [], (LARGE,), 3, 3)],
            case=EMPTY_WORDS,
        ),
        labelled(
            "right, and the arguments stay as they are",
            2,
            UNTOUCHED,
            [([(2, 0), (1, 1)], [(0.8, 1.7), (2.1, 1.2)], [0, 1], (TALL, WIDE), 3, 3)],
            [([(3, 2), (0, 0)], [(2.2, 1.3), (0.7, 1.6)], [2, 0], (WIDE, TALL), 4, 3)],
        ),
    ),
    mistakes=LABELS_MISTAKES,
    probe=in_channels,
)


XY, WH, CONFIDENCE, PROBABILITIES = (
    ANSWER.then(item(place, of=4, name=name))
    for place, name in enumerate(("box_xy", "box_wh", "box_confidence", "box_class_probs"))
)
H = "grid", "anchors", "n_classes"
H_PUBLIC = [(3, (TALL, WIDE), 3), (2, (WIDE, SMALL, TALL), 3)]
H_HIDDEN = [(4, (TALL, WIDE, LARGE), 3), (3, (SMALL, LARGE), 3)]


def headed(title, points, part, public=H_PUBLIC, hidden=H_HIDDEN):
    words = "grid {grid}, anchors {anchors}, {n_classes} classes"
    return Family(title, points, raw_output, named(H, *public), named(H, *hidden), case=words, part=part)


HEAD = Question(
    "yolo_head",
    points=15,
    families=(
        headed("box_xy: where the centres are", 4, XY),
        headed("box_wh: how large the boxes are", 4, WH),
        headed("box_confidence: whether something is there", 2, CONFIDENCE),
        headed("box_class_probs: what it is", 2, PROBABILITIES),
        headed(
            "any number of classes",
            1,
            ANSWER,
            [(2, (TALL, WIDE), 5), (3, (LARGE,), 2)],
            [(3, (SMALL, TALL), 4), (2, (WIDE, LARGE), 6)],
        ),
        headed("one anchor and one class", 0.5, ANSWER, [(2, (LARGE,), 1)], [(3, (TALL,), 1)]),
        headed(
            "right, and the arguments stay as they are",
            1.5,
            UNTOUCHED,
            [(2, (TALL, LARGE), 3)],
            [(3, (WIDE,), 3)],
        ),
    ),
    mistakes=HEAD_MISTAKES,
    probe=beside_its_arguments,
)
