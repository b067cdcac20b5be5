"""From raw output to objects: the short way equals its steps, the fast way equals the short one."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import (
    yolo_detect,
    yolo_eval,
    yolo_filter_boxes,
    yolo_head,
    yolo_non_max_suppression,
)

ANCHORS = [[1.0, 1.0], [2.0, 1.0]]


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 99), height=st.integers(1, 200), width=st.integers(1, 200))
def test_the_whole_way_equals_its_steps(seed, height, width):
    raw = np.random.default_rng(seed).normal(0, 3, (3, 3, 2, 8))
    outputs = yolo_head(raw, ANCHORS, 3)
    scores, boxes, classes = yolo_eval(outputs, (height, width), 5, 0.3, 0.4)
    xy, wh, confidence, probabilities = outputs
    x, y, w, h = np.moveaxis(np.concatenate([xy, wh], axis=-1), -1, 0)
    corners = np.stack(
        [(x - w / 2) * width, (y - h / 2) * height, (x + w / 2) * width, (y + h / 2) * height], -1
    )
    expected = yolo_non_max_suppression(*yolo_filter_boxes(corners, confidence, probabilities, 0.3), 5, 0.4)
    for ours, theirs in zip((scores, boxes, classes), expected, strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-10)


@settings(deadline=None)
@given(
    grid=st.integers(1, 5),
    n_classes=st.integers(1, 4),
    seed=st.integers(0, 999),
    threshold=st.sampled_from([0.0, 0.2, 0.6]),
    dtype=st.sampled_from([np.float32, np.float64]),
)
def test_decoding_only_what_can_score_enough_gives_the_same_objects(grid, n_classes, seed, threshold, dtype):
    raw = np.random.default_rng(seed).normal(0, 3, (grid, grid, 2 * (5 + n_classes))).astype(dtype)
    slow = yolo_eval(yolo_head(raw, ANCHORS, n_classes), (48, 64), 8, threshold, 0.4)
    for ours, theirs in zip(
        yolo_detect(raw, ANCHORS, n_classes, (48, 64), 8, threshold, 0.4), slow, strict=True
    ):
        assert ours.dtype == theirs.dtype
        np.testing.assert_allclose(ours, theirs, rtol=1e-4 if dtype == np.float32 else 1e-10)


def test_an_image_without_objects_gives_empty_answers_of_the_right_shape():
    raw = np.full((2, 2, 2, 6), -9.0)
    for answer in (yolo_eval(yolo_head(raw, ANCHORS, 1), (10, 10)), yolo_detect(raw, ANCHORS, 1, (10, 10))):
        assert [part.shape for part in answer] == [(0,), (0, 4), (0,)] and answer[2].dtype == np.int64


def test_batches_and_shapes_and_thresholds_that_cannot_be_are_refused():
    raw = np.zeros((2, 2, 2, 6))
    outputs = yolo_head(raw, ANCHORS, 1)
    for shape in ((10,), (10, 0), (10, 10, 3), 10):
        for call in (lambda: yolo_eval(outputs, shape), lambda: yolo_detect(raw, ANCHORS, 1, shape)):  # noqa: B023
            with pytest.raises(ValueError, match="image_shape is"):
                call()
    for call, says in (
        (
            lambda: yolo_eval(yolo_head(raw[np.newaxis], ANCHORS, 1), (9, 9)),
            r"box_xy has shape \(1, 2, 2, 2, 2\)",
        ),
        (lambda: yolo_detect(raw[np.newaxis], ANCHORS, 1, (9, 9)), "of one image is needed, not of a batch"),
        (lambda: yolo_detect(raw, ANCHORS, 2, (9, 9)), r"raw has shape \(2, 2, 2, 6\)"),
        (lambda: yolo_detect(raw, ANCHORS, 1, (9, 9), score_threshold=2), "score_threshold is 2"),
        (lambda: yolo_eval(outputs, (9, 9), score_threshold=-1), "threshold is -1"),
        (lambda: yolo_eval(outputs, (9, 9), iou_threshold=7), "iou_threshold is 7"),
    ):
        with pytest.raises(ValueError, match=says):
            call()
