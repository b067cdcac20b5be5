"""Filtering and non-max suppression against a plain loop, and what they refuse."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import iou, yolo_filter_boxes, yolo_non_max_suppression


def suppress_by_loops(scores, boxes, classes, max_boxes, iou_threshold):
    """Positions kept: class by class, then the best of all classes."""
    kept = []
    for kind in set(classes.tolist()):
        kept_here = []
        for k in sorted(np.flatnonzero(classes == kind), key=lambda k: -scores[k]):  # sorted is stable
            if all(iou(boxes[k], boxes[other]) <= iou_threshold for other in kept_here):
                kept_here.append(k)
        kept += kept_here
    return sorted(kept, key=lambda k: (-scores[k], k))[:max_boxes]


def crowd(seed, n, levels=1000):
    """Boxes on whole pixels and scores on few levels, so that equal overlaps and equal scores happen."""
    rng = np.random.default_rng(seed)
    corners = rng.integers(0, 6, (n, 2))
    boxes = np.hstack([corners, corners + rng.integers(0, 6, (n, 2))]).astype(float)
    return rng.integers(0, levels + 1, n) / levels, boxes, rng.integers(0, 3, n)


@settings(deadline=None)
@given(
    n=st.integers(0, 20),
    seed=st.integers(0, 9999),
    levels=st.sampled_from([2, 1000]),
    max_boxes=st.integers(0, 12),
    threshold=st.sampled_from([0.0, 1 / 3, 0.5, 1.0]),
)
def test_suppression_equals_a_loop_over_classes(n, seed, levels, max_boxes, threshold):
    scores, boxes, classes = crowd(seed, n, levels)
    kept = suppress_by_loops(scores, boxes, classes, max_boxes, threshold)
    answers = yolo_non_max_suppression(scores, boxes, classes, max_boxes, threshold)
    for answer, given_values in zip(answers, (scores, boxes, classes), strict=True):
        np.testing.assert_array_equal(answer, given_values[kept])


def test_an_overlap_of_exactly_the_threshold_stays_and_a_little_more_goes():
    boxes, scores = [[0, 0, 2, 2], [0, 0, 2, 1]], [0.9, 0.8]  # IoU 1/2
    assert len(yolo_non_max_suppression(scores, boxes, [0, 0], iou_threshold=0.5)[0]) == 2
    assert len(yolo_non_max_suppression(scores, boxes, [0, 0], iou_threshold=0.49)[0]) == 1
    assert len(yolo_non_max_suppression(scores, boxes, [0, 1], iou_threshold=0.49)[0]) == 2


def test_what_was_suppressed_suppresses_nothing():
    boxes = [
        [0, 0, 10, 1],
        [3, 0, 13, 1],
        [6, 0, 16, 1],
    ]  # each overlaps the next by 7/13, the first the third by 4/16
    scores, _, _ = yolo_non_max_suppression([0.9, 0.8, 0.7], boxes, [0, 0, 0])
    assert scores.tolist() == [0.9, 0.7]


def test_the_limit_counts_all_classes_together():
    boxes = [[k, 0, k + 1, 1] for k in range(6)]
    _, _, classes = yolo_non_max_suppression(
        [0.9, 0.8, 0.7, 0.6, 0.5, 0.4], boxes, [0, 1, 2, 0, 1, 2], max_boxes=4
    )
    assert classes.tolist() == [0, 1, 2, 0]


@settings(deadline=None, max_examples=50)
@given(grid=st.integers(1, 3), classes=st.integers(1, 4), seed=st.integers(0, 99), threshold=st.floats(0, 1))
def test_filtering_equals_a_loop_over_cells(grid, classes, seed, threshold):
    rng = np.random.default_rng(seed)
    boxes, confidence = rng.normal(size=(grid, grid, 2, 4)), rng.random((grid, grid, 2, 1))
    probabilities = rng.random((grid, grid, 2, classes))
    expected = []
    for place in np.ndindex(grid, grid, 2):
        scores = [confidence[place][0] * chance for chance in probabilities[place]]
        if max(scores) >= threshold:
            expected.append((max(scores), *boxes[place], scores.index(max(scores))))
    scores, kept, kinds = yolo_filter_boxes(boxes, confidence, probabilities, threshold)
    np.testing.assert_array_equal(np.column_stack([scores, kept, kinds]), np.reshape(expected, (-1, 6)))


def test_a_score_of_exactly_the_threshold_is_kept():
    boxes, confidence = np.zeros((1, 1, 1, 4)), np.full((1, 1, 1, 1), 0.75)
    assert len(yolo_filter_boxes(boxes, confidence, np.full((1, 1, 1, 2), 0.5), 0.375)[0]) == 1
    assert len(yolo_filter_boxes(boxes, confidence, np.full((1, 1, 1, 2), 0.5), 0.376)[0]) == 0


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"boxes": [[2, 0, 1, 1]]}, "x1 <= x2"),
        ({"boxes": [[0, 0, 1]]}, r"\(n, 4\) is needed"),
        ({"scores": [np.nan]}, "scores hold numbers that are not finite"),
        ({"scores": [0.5, 0.5]}, r"scores have shape \(2,\); \(1,\) is needed"),
        ({"classes": [0.5]}, "whole numbers are needed"),
        ({"classes": [-1]}, "classes hold -1; classes from 0 and up"),
        ({"max_boxes": -1}, "max_boxes is -1"),
        ({"iou_threshold": 1.1}, "iou_threshold is 1.1; a number from 0 to 1"),
        ({"iou_threshold": "half"}, "iou_threshold is 'half'"),
    ],
)
def test_suppression_refuses_what_are_no_boxes_scores_or_thresholds(change, says):
    good = {"scores": [0.9], "boxes": [[0, 0, 1, 1]], "classes": [0]}
    yolo_non_max_suppression(**good)
    with pytest.raises(ValueError, match=says):
        yolo_non_max_suppression(**(good | change))


def test_filtering_refuses_shapes_that_do_not_fit():
    boxes, confidence, probabilities = (np.ones((2, 2, 3, k)) for k in (4, 1, 5))
    for wrong, says in (
        ((boxes, confidence[..., 0], probabilities), "box_confidence has shape"),
        ((boxes[..., :3], confidence, probabilities), r"boxes has shape \(2, 2, 3, 3\); \(2, 2, 3, 4\)"),
        ((boxes, confidence, probabilities[:1]), r"box_class_probs has shape \(1, 2, 3, 5\)"),
        ((boxes, confidence, probabilities[..., :0]), r"\(2, 2, 3, 1\) is needed"),
        ((boxes, confidence, probabilities, -0.1), "threshold is -0.1"),
    ):
        with pytest.raises(ValueError, match=says):
            yolo_filter_boxes(*wrong)
