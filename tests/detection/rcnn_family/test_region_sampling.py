"""Which regions and anchors teach: IoU rules against loops, shares, and what is left out."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import (
    anchor_grid,
    anchor_sizes,
    anchor_targets,
    decode_offsets,
    iou,
    label_anchors,
    label_regions,
    rpn_proposals,
    sample_regions,
)
from cnn_helpers.detection.rcnn_family.offsets import SPREAD


def some_boxes(rng, n, size=20):
    return np.sort(rng.uniform(0, size, (n, 2, 2)), axis=1).reshape(n, 4)


@settings(max_examples=40)
@given(st.integers(0, 999), st.integers(0, 12), st.integers(0, 4))
def test_a_region_shows_the_box_it_overlaps_most_from_half_on(seed, n, k):
    rng = np.random.default_rng(seed)
    regions, boxes, classes = some_boxes(rng, n), some_boxes(rng, k), rng.integers(0, 3, k)
    labels, rows = label_regions(regions, boxes, classes)
    for region, label, row in zip(regions, labels, rows, strict=True):
        overlaps = [iou(region, box) for box in boxes]
        shown = k and max(overlaps) >= 0.5
        assert label == (1 + classes[int(np.argmax(overlaps))] if shown else 0)
        assert row == (int(np.argmax(overlaps)) if k else 0)


@settings(max_examples=40)
@given(st.integers(0, 999), st.integers(1, 12), st.integers(0, 4))
def test_anchors_follow_the_rules_of_07_and_03_and_each_box_has_one(seed, n, k):
    rng = np.random.default_rng(seed)
    anchors, boxes = some_boxes(rng, n), some_boxes(rng, k)
    labels, _ = label_anchors(anchors, boxes)
    table = np.array([[iou(anchor, box) for box in boxes] for anchor in anchors]).reshape(n, k)
    for number, row in enumerate(table):
        best_for_some = any(row[b] > 0 and row[b] == table[:, b].max() for b in range(k))
        most = row.max(initial=0)
        assert labels[number] == (1 if most >= 0.7 or best_for_some else 0 if most < 0.3 else -1)


def test_an_anchor_that_is_the_best_of_a_box_is_moved_onto_that_box():
    anchors, boxes = [[0, 0, 10, 10], [50, 50, 60, 60]], [[0, 0, 10, 9], [8, 0, 9, 30]]
    labels, rows = label_anchors(anchors, boxes)
    assert labels.tolist() == [1, 0] and rows[0] == 0  # of both, the one it overlaps more


@settings(max_examples=30)
@given(st.integers(0, 999), st.integers(1, 40), st.integers(0, 30), st.integers(0, 3))
def test_a_draw_holds_a_quarter_of_objects_at_most_and_its_offsets_lead_to_their_boxes(seed, count, n, k):
    rng = np.random.default_rng(seed)
    boxes, classes = some_boxes(rng, k), rng.integers(0, 3, k)
    near = np.repeat(boxes, 3, axis=0) + rng.uniform(0, 0.01, (3 * k, 1))
    regions = np.concatenate([some_boxes(rng, n), near])
    drawn, targets = sample_regions(regions, boxes, classes, count, rng)
    assert drawn.shape == (count, 4) and targets.shape == (count, 5)
    labels = targets[:, 0]
    assert (labels > 0).sum() <= round(count / 4)
    reached = decode_offsets(drawn[labels > 0], targets[labels > 0, 1:])
    for box, label, region in zip(reached, labels[labels > 0], drawn[labels > 0], strict=True):
        which = int(np.argmax([iou(region, one) for one in boxes]))
        np.testing.assert_allclose(box, boxes[which], atol=1e-6)
        assert label == 1 + classes[which]
    assert (targets[labels <= 0, 1:] == 0).all()


def test_true_boxes_themselves_are_among_the_regions():
    _, targets = sample_regions([], [[0, 0, 5, 5]], [2], count=4, rng=np.random.default_rng(0))
    assert targets[:, 0].tolist() == [3, -1, -1, -1]


def test_anchor_targets_are_half_objects_at_most_and_reach_their_boxes():
    anchors = anchor_grid(12, 12, 4, anchor_sizes([8, 16], [0.5, 1, 2]))
    boxes = some_boxes(np.random.default_rng(3), 4, 40)
    targets = anchor_targets(anchors, boxes, 40, np.random.default_rng(0))
    labels = targets[:, 0]
    shown = labels == 1
    assert 0 < shown.sum() <= 20 and (labels >= 0).sum() == 40
    reached = decode_offsets(anchors[shown], targets[shown, 1:])
    assert all(min(np.abs(boxes - box).max(axis=1)) < 1e-6 for box in reached)


def test_the_same_seed_draws_the_same():
    regions, boxes = some_boxes(np.random.default_rng(1), 50), some_boxes(np.random.default_rng(2), 2)
    first, again, other = (
        sample_regions(regions, boxes, [0, 1], 16, np.random.default_rng(seed))[0] for seed in (5, 5, 6)
    )
    np.testing.assert_array_equal(first, again)
    assert (first != other).any()


def test_anchors_stand_around_the_middle_of_every_place_with_the_areas_asked_for():
    sizes = anchor_sizes([10, 20], [0.5, 2])
    np.testing.assert_allclose(sizes.prod(axis=1), [100, 100, 400, 400])
    np.testing.assert_allclose(sizes[:, 1] / sizes[:, 0], [0.5, 2, 0.5, 2])
    anchors = anchor_grid(2, 3, 8, sizes).reshape(2, 3, 4, 4)
    np.testing.assert_allclose((anchors[1, 2, :, :2] + anchors[1, 2, :, 2:]) / 2, [(20, 12)] * 4)


def test_proposals_of_a_network_that_is_always_right_are_the_boxes():
    anchors = anchor_grid(12, 12, 4, anchor_sizes([8, 16], [0.5, 1, 2]))
    boxes = np.array([[3.0, 5, 12, 17], [20, 8, 41, 19]])
    targets = anchor_targets(anchors, boxes, 200, np.random.default_rng(0))
    scores = np.where(targets[:, 0] == 1, 5.0, -5.0)
    found = rpn_proposals(scores, targets[:, 1:] / SPREAD, anchors, (48, 48), most=2)
    np.testing.assert_allclose(found[found[:, 0].argsort()], boxes, atol=1e-6)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: label_regions([[0, 0, 1, 1]], [[0, 0, 1, 1]], [0, 1]), "classes"),
        (lambda: sample_regions([], [], [], 0, np.random.default_rng(0)), "count is 0"),
        (lambda: anchor_targets([[0, 0, 1, 1]], [], 1, np.random.default_rng(0)), "count is 1"),
        (lambda: anchor_sizes([0], [1]), "above 0"),
        (lambda: anchor_grid(0, 1, 4, [[2, 2]]), "rows is 0"),
        (lambda: anchor_grid(1, 1, 4, [[2, -2]]), "above 0"),
        (lambda: rpn_proposals([1.0], np.zeros((2, 4)), [[0, 0, 1, 1]], (4, 4)), "(2, 4)"),
        (lambda: rpn_proposals([1.0], np.zeros((1, 4)), [[0, 0, 1, 1]], (4, 4), most=0), "most is 0"),
    ],
)
def test_refuses_other_shapes_and_counts(call, words):
    with pytest.raises(ValueError) as refusal:
        call()
    assert words in str(refusal.value)
