"""Labels for YOLO: against a plain loop, there and back, at the edges, and what is refused."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import decode_labels, encode_labels, iou, yolo_head

ANCHORS = np.array([[1.0, 1.0], [0.8, 2.0], [3.0, 1.5]])


def encode_by_loops(boxes, classes, anchors, grid, n_classes):
    target = np.zeros((grid, grid, len(anchors), 5 + n_classes))
    for (x, y, w, h), kind in zip(boxes, classes, strict=True):
        column, row = min(int(x * grid), grid - 1), min(int(y * grid), grid - 1)
        overlaps = [iou((0, 0, w * grid, h * grid), (0, 0, *anchor)) for anchor in anchors]
        anchor = overlaps.index(max(overlaps))
        if target[row, column, anchor, 0] == 0:
            target[row, column, anchor, :5] = [1, x * grid - column, y * grid - row, h * grid, w * grid]
            target[row, column, anchor, 5 + kind] = 1
    return target


def draw(seed, n):
    rng = np.random.default_rng(seed)
    return np.hstack([rng.uniform(0, 1, (n, 2)), rng.uniform(0.02, 1, (n, 2))]), rng.integers(0, 3, n)


@settings(deadline=None)
@given(n=st.integers(0, 12), grid=st.integers(1, 5), seed=st.integers(0, 999))
def test_the_target_equals_a_plain_loop(n, grid, seed):
    boxes, classes = draw(seed, n)
    target = encode_labels(boxes, classes, ANCHORS, grid, 3)
    assert target.dtype == np.float32 and target.shape == (grid, grid, 3, 8)
    np.testing.assert_allclose(
        target, encode_by_loops(boxes, classes, ANCHORS, grid, 3), rtol=1e-6, atol=1e-6
    )


@settings(deadline=None)
@given(n=st.integers(0, 5), seed=st.integers(0, 999))
def test_decoding_gives_the_boxes_back(n, seed):
    boxes, classes = draw(seed, n)
    anchors = boxes[:, 2:] * 50 if n else ANCHORS  # each box has an anchor of its own, so none is crowded out
    target = encode_labels(boxes, classes, anchors, 50, 3)
    found, kinds = decode_labels(target)
    order = np.lexsort((found[:, 0], found[:, 1])), np.lexsort((boxes[:, 0], boxes[:, 1]))
    np.testing.assert_allclose(found[order[0]], boxes[order[1]], atol=1e-5)
    assert kinds[order[0]].tolist() == classes[order[1]].tolist()


@settings(deadline=None, max_examples=30)
@given(seed=st.integers(0, 999), grid=st.integers(1, 6))
def test_a_network_that_answers_the_target_is_decoded_to_the_true_boxes(seed, grid):
    boxes, classes = draw(seed, 4)
    boxes[:, :2] = 0.05 + 0.9 * boxes[:, :2]
    target = encode_labels(boxes, classes, ANCHORS, grid, 3).astype(float)
    raw = np.zeros_like(target)
    inside = target[..., 1:3].clip(1e-9, 1 - 1e-9)
    raw[..., 0] = np.where(target[..., 0] == 1, 40, -40)
    raw[..., 1:3] = np.log(inside / (1 - inside))
    with np.errstate(divide="ignore"):
        raw[..., 3:5] = np.where(target[..., :1] == 1, np.log(target[..., 3:5] / ANCHORS[:, ::-1]), 0)
    raw[..., 5:] = 40 * target[..., 5:]
    xy, wh, confidence, probabilities = yolo_head(raw.reshape(grid, grid, -1), ANCHORS, 3)
    held, kinds = decode_labels(target)
    found = confidence[..., 0] > 0.5
    np.testing.assert_allclose(np.hstack([xy[found], wh[found]]), held, atol=1e-6)
    assert probabilities[found].argmax(axis=1).tolist() == kinds.tolist()


def test_a_centre_on_the_far_edges_belongs_to_the_last_cell():
    target = encode_labels([[1.0, 1.0, 0.2, 0.2], [0.0, 0.5, 0.2, 0.2]], [0, 2], [[1, 1]], 2, 3)
    assert target[1, 1, 0, :3].tolist() == [1, 1, 1] and target[1, 0, 0, :3].tolist() == [1, 0, 0]
    assert target[..., 0].sum() == 2


def test_of_two_boxes_that_claim_one_place_the_first_stays():
    target = encode_labels([[0.2, 0.2, 0.3, 0.3], [0.3, 0.3, 0.4, 0.4]], [0, 1], [[1, 1]], 2, 2)
    np.testing.assert_allclose(target[0, 0, 0], [1, 0.4, 0.4, 0.6, 0.6, 1, 0], rtol=1e-6)
    assert target[..., 0].sum() == 1


def test_two_shapes_share_a_cell_at_two_anchors():
    target = encode_labels([[0.5, 0.5, 0.2, 0.6], [0.5, 0.5, 0.9, 0.4]], [0, 1], ANCHORS[1:], 3, 3)
    assert target.shape == (3, 3, 2, 8) and target.reshape(3, 3, 16)[1, 1, [0, 5, 8, 14]].tolist() == [1] * 4


def test_boxes_classes_and_anchors_that_cannot_be_encoded_are_refused():
    good = dict(boxes=[[0.5, 0.5, 0.1, 0.1]], classes=[0], anchors=[[1, 1]], grid=3, n_classes=2)
    encode_labels(**good)
    for change, says in (
        ({"boxes": [[1.2, 0.5, 0.1, 0.1]]}, "fractions of the image, 0 to 1, are needed"),
        ({"boxes": [[0.5, -0.1, 0.1, 0.1]]}, "fractions of the image"),
        ({"boxes": [[0.5, 0.5, 0.0, 0.1]]}, "boxes' sides holds 0.0"),
        ({"boxes": [[0.5, 0.5, 0.1]]}, r"\(n, 4\) is needed"),
        ({"classes": [2]}, "classes hold 2; classes from 0 to 1 are needed"),
        ({"classes": [0, 1]}, r"classes have shape \(2,\)"),
        ({"classes": [0.5]}, "whole numbers are needed"),
        ({"anchors": [[1, -1]]}, "anchors holds -1.0"),
        ({"grid": 0}, "grid is 0"),
    ):
        with pytest.raises(ValueError, match=says):
            encode_labels(**(good | change))
    with pytest.raises(ValueError, match=r"target has shape \(2, 3, 1, 8\)"):
        decode_labels(np.zeros((2, 3, 1, 8)))
