"""IoU against counted pixels; two ways to write a box; boxes that are refused."""

import subprocess
import sys

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import iou, iou_matrix, to_centres, to_corners

whole = st.integers(0, 9)
boxes = st.tuples(whole, whole, whole, whole).map(
    lambda c: (min(c[0], c[2]), min(c[1], c[3]), max(c[0], c[2]), max(c[1], c[3]))
)


def pixels(box):
    x1, y1, x2, y2 = box
    plane = np.zeros((9, 9), bool)
    plane[y1:y2, x1:x2] = True
    return plane


@settings(deadline=None)
@given(boxes, boxes)
def test_iou_counts_the_pixels_that_two_boxes_share(one, other):
    shared, covered = pixels(one) & pixels(other), pixels(one) | pixels(other)
    assert iou(one, other) == pytest.approx(shared.sum() / max(1, covered.sum()), abs=1e-15)


def test_all_pairs_equal_one_pair_at_a_time(random_boxes):
    rng = np.random.default_rng(0)
    ours, theirs = random_boxes(rng, 5), random_boxes(rng, 3)
    assert iou_matrix(ours, theirs).tolist() == [[iou(a, b) for b in theirs] for a in ours]


@pytest.mark.parametrize(
    "other", [(5, 5, 6, 6), (2, 0, 4, 2), (0, 2, 2, 4), (2, 2, 3, 3), (1, 1, 1, 2), (1, 1, 1, 1)]
)
def test_boxes_that_are_disjoint_touch_or_have_no_area_share_nothing(other):
    assert iou((0, 0, 2, 2), other) == iou(other, (0, 0, 2, 2)) == 0.0
    assert iou(other, other) == float(other[0] < other[2])


def test_no_boxes_give_an_empty_matrix_and_float32_stays():
    assert iou_matrix([], [[0, 0, 1, 1]]).shape == (0, 1)
    assert iou_matrix(np.ones((2, 4), np.float32), np.ones((3, 4), np.float32)).dtype == np.float32


@settings(deadline=None)
@given(n=st.integers(0, 6), seed=st.integers(0, 99))
def test_corners_and_centres_lead_back_to_each_other(n, seed):
    boxes = np.random.default_rng(seed).uniform(0, 9, (n, 4))
    np.testing.assert_allclose(to_centres(to_corners(boxes)), boxes, atol=1e-12)


@pytest.mark.parametrize(
    ("call", "says"),
    [
        (lambda: iou((2, 0, 1, 1), (0, 0, 1, 1)), r"boxes1 holds \[2.0, 0.0, 1.0, 1.0\]; x1 <= x2"),
        (lambda: iou((0, 0, 1, 1), (0, 3, 1, 1)), "boxes2 holds .* y1 <= y2 are needed"),
        (lambda: iou((0, 0, 1), (0, 0, 1, 1)), r"box1 has shape \(3,\)"),
        (lambda: iou_matrix([[0, 0, 1]], [[0, 0, 1, 1]]), r"boxes1 has shape \(1, 3\); \(n, 4\) is needed"),
        (lambda: iou_matrix([[0, 0, np.nan, 1]], [[0, 0, 1, 1]]), "boxes1 holds numbers that are not finite"),
        (lambda: to_corners([[1, 1, -1, 1]]), "a width and a height of at least 0 are needed"),
        (lambda: to_centres([[1, 1, 0, 1]]), "x1 <= x2 and y1 <= y2 are needed"),
    ],
)
def test_what_is_no_box_is_refused(call, says):
    with pytest.raises(ValueError, match=says):
        call()


def test_boxes_are_compared_and_decoded_without_loading_keras_or_tensorflow():
    code = (
        "import sys; from cnn_helpers.detection import iou, encode_labels, mean_average_precision, yolo_detect; "
        "sys.exit(any(name in sys.modules for name in ('keras', 'tensorflow')))"
    )
    assert subprocess.run([sys.executable, "-c", code], check=False).returncode == 0
