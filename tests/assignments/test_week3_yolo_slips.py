"""One slip in week3-yolo costs the points of its own kind of case, in public cases and in hidden ones alike."""

import pytest

from cnn_helpers.grading.assignments.sample_class import styles
from cnn_helpers.grading.judging.judge import grade, judge_public
from cnn_helpers.grading.judging.local_functions import LocalFunctions
from cnn_helpers.grading.running.grading_task import answer_key_of

NAME = "week3-yolo"
SUPPRESSED = "return yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)"
CUT = """order = np.argsort(-scores)[:max_boxes]
    scores, boxes, classes = scores[order], boxes[order], classes[order]
    """
SLICED = """found = yolo_non_max_suppression(scores, boxes, classes, iou_threshold=iou_threshold)
    return tuple(part[:max_boxes] for part in found)"""
INSIDE = """inside = (boxes >= 0).all(1) & (boxes <= [n_W, n_H, n_W, n_H]).all(1)
    scores, boxes, classes = scores[inside], boxes[inside], classes[inside]
    """
FILTERED = "scores, boxes, classes = yolo_filter_boxes"
CLIPPED = "boxes = np.clip(boxes, 0, [n_W, n_H, n_W, n_H])\n    "
KEPT = "return scores[kept], boxes[kept], classes[kept]"
SQUEEZED = "return np.squeeze(scores[kept]), np.squeeze(boxes[kept]), np.squeeze(classes[kept])"
PRODUCT = "box_confidence * box_class_probs"
THREE_PRODUCTS = "np.stack([box_confidence[..., 0] * box_class_probs[..., k] for k in range(3)], axis=-1)"
SORTED_IN_PLACE = "    correct[:] = correct[order]\n    found = np.cumsum(correct)"

CLASSES = "any number of classes"
HANDED_ON = "the settings are handed on"
SLIPS = {
    "cut before suppression": (
        "yolo_eval",
        "suppression comes before the cut to max_boxes",
        [(SUPPRESSED, CUT + SUPPRESSED)],
    ),
    "cut after ten boxes": ("yolo_eval", HANDED_ON, [(SUPPRESSED, SLICED)]),
    "never more than ten boxes": (
        "yolo_eval",
        HANDED_ON,
        [("classes, max_boxes", "classes, min(max_boxes, 10)")],
    ),
    "boxes clipped": ("yolo_eval", "a box may reach out of the image", [(FILTERED, CLIPPED + FILTERED)]),
    "boxes outside dropped": (
        "yolo_eval",
        "a box may reach out of the image",
        [(SUPPRESSED, INSIDE + SUPPRESSED)],
    ),
    "suppression squeezed": (
        "yolo_non_max_suppression",
        "one box comes in, one box goes out",
        [(KEPT, SQUEEZED)],
    ),
    "suppression of three classes": (
        "yolo_non_max_suppression",
        CLASSES,
        [("np.argsort(-scores)", "(k for k in np.argsort(-scores) if classes[k] in range(3))")],
    ),
    "ten boxes whatever is allowed": (
        "yolo_non_max_suppression",
        "max_boxes counts all classes together",
        [("== max_boxes", "== 10")],
    ),
    "filter squeezed": ("yolo_filter_boxes", "all of them, one, or none", [(KEPT, SQUEEZED)]),
    "filter of three classes": ("yolo_filter_boxes", CLASSES, [(PRODUCT, THREE_PRODUCTS)]),
    "filter column by column": (
        "yolo_filter_boxes",
        "cells row by row, and in a cell the anchors in their order",
        [(PRODUCT, f"np.swapaxes({PRODUCT}, 0, 1)"), ("boxes[kept]", "np.swapaxes(boxes, 0, 1)[kept]")],
    ),
    "labels of three classes": ("encode_labels", CLASSES, [("5 + n_classes", "8")]),
    "head of three classes": ("yolo_head", CLASSES, [("raw[..., 5:]", "raw[..., 5:8]")]),
    "hits sorted in place": (
        "average_precision",
        "right, and the arguments stay as they are",
        [("    found = np.cumsum(correct[order])", SORTED_IN_PLACE)],
    ),
}


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_costs_other_points_than_those_of_its_own_kind(solution, edited, slip):
    name, title, edits = SLIPS[slip]
    student = LocalFunctions(name, edited(name, *edits), solution)
    tried = judge_public(student.public(name), lambda cases: student.ask(name, cases))
    graded = grade(answer_key_of(solution, 3), name, student)
    for result in (tried, graded):
        assert [family.title for family in result.families if not family.passed] == [title]


def test_a_wrong_iou_costs_points_of_labels_that_call_it(solution):
    namespace: dict = {}
    wrong = "def iou(box1, box2):\n    return 0.0"
    for source in (solution.cells[0], *styles(solution)["unusual"].values(), wrong):
        exec(source, namespace)
    labels = LocalFunctions("encode_labels", namespace["encode_labels"], solution)
    graded = grade(answer_key_of(solution, 3), "encode_labels", labels)
    assert labels.helpers_of("encode_labels") == ["iou"]
    assert (graded.points, graded.mistake) == (20, "")
