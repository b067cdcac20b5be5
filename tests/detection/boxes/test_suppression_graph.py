"""Non-max suppression in a TensorFlow graph: ours in NumPy, and TensorFlow's own two, say the same."""

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import non_max_suppression_graph, yolo_non_max_suppression

LISTS = (
    tf.TensorSpec([None], tf.float32),
    tf.TensorSpec([None, 4], tf.float32),
    tf.TensorSpec([None], tf.int64),
)


@tf.function(input_signature=LISTS)
def compiled(scores, boxes, classes):
    return non_max_suppression_graph(scores, boxes, classes, max_boxes=6, iou_threshold=0.5)


def crowd(seed, n, classes=3, levels=1000):
    rng = np.random.default_rng(seed)
    corners = rng.integers(0, 6, (n, 2))
    boxes = np.hstack([corners, corners + rng.integers(1, 6, (n, 2))]).astype(np.float32)
    return (rng.integers(1, levels + 1, n) / levels).astype(np.float32), boxes, rng.integers(0, classes, n)


@settings(deadline=None, max_examples=60)
@given(n=st.integers(0, 25), seed=st.integers(0, 9999), levels=st.sampled_from([2, 1000]))
def test_the_graph_and_numpy_agree_also_where_scores_and_overlaps_are_equal(n, seed, levels):
    lists = crowd(seed, n, levels=levels)
    for ours, graph in zip(yolo_non_max_suppression(*lists, 6, 0.5), compiled(*lists), strict=True):
        np.testing.assert_array_equal(graph, ours)


@settings(deadline=None, max_examples=40)
@given(n=st.integers(1, 25), seed=st.integers(0, 9999), threshold=st.sampled_from([0.2, 0.45, 0.7]))
def test_one_class_equals_tensorflow(n, seed, threshold):
    scores, boxes, classes = crowd(seed, n, classes=1)
    scores = (
        np.random.default_rng(seed).permutation(n).astype(np.float32) / n
    )  # TensorFlow promises nothing for ties
    kept = tf.image.non_max_suppression(boxes[:, [1, 0, 3, 2]], scores, 8, threshold)
    np.testing.assert_array_equal(
        yolo_non_max_suppression(scores, boxes, classes, 8, threshold)[1], boxes[kept]
    )


@settings(deadline=None, max_examples=40)
@given(n=st.integers(1, 25), seed=st.integers(0, 9999), threshold=st.sampled_from([0.2, 0.45, 0.7]))
def test_several_classes_equal_tensorflows_combined_suppression(n, seed, threshold):
    _, boxes, classes = crowd(seed, n)
    scores = (1 + np.random.default_rng(seed).permutation(n).astype(np.float32)) / (n + 1)
    table = np.where(classes[:, np.newaxis] == np.arange(3), scores[:, np.newaxis], 0)[np.newaxis]
    theirs = tf.image.combined_non_max_suppression(
        boxes[np.newaxis, :, np.newaxis], table, 9, 9, threshold, score_threshold=1e-6, clip_boxes=False
    )
    ours = yolo_non_max_suppression(scores, boxes, classes, 9, threshold)
    count = int(theirs.valid_detections[0])
    assert count == len(ours[0])
    for one, other in zip(ours, (theirs.nmsed_scores, theirs.nmsed_boxes, theirs.nmsed_classes), strict=True):
        np.testing.assert_array_equal(one, other[0, :count])


def test_shapes_and_thresholds_that_do_not_fit_are_refused():
    good = {"scores": [0.9], "boxes": [[0.0, 0, 1, 1]], "classes": [0]}
    non_max_suppression_graph(**good)
    for change, says in (
        ({"boxes": [[0.0, 0, 1]]}, r"boxes have shape \(1, 3\); \(n, 4\) is needed"),
        ({"scores": [[0.9]]}, r"scores have shape \(1, 1\); \(n,\) is needed"),
        ({"iou_threshold": -0.5}, "iou_threshold is -0.5"),
        ({"max_boxes": 2.5}, "max_boxes is 2.5"),
    ):
        with pytest.raises(ValueError, match=says):
            non_max_suppression_graph(**(good | change))
