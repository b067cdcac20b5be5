"""Selective search held against the paper's words: a loop that groups regions from their pixels."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from hypothesis.extra.numpy import arrays

from cnn_helpers.data.scenes import scenes
from cnn_helpers.detection import iou_matrix, proposal_recall, region_proposals
from cnn_helpers.detection.rcnn_family.proposals import STRATEGIES, Strategy
from cnn_helpers.detection.rcnn_family.region_grouping import (
    COLOUR_BINS,
    SIMILARITIES,
    TEXTURE_BINS,
    group,
    measure_regions,
    neighbours,
    texture_bins,
)


@pytest.fixture(scope="module")
def streets():
    return scenes(6, size=64, seed=11)


def histogram(values, bins):
    """The histogram of (k, channels) whole numbers, channel after channel, of sum 1."""
    counts = np.array([[np.sum(channel == k) for k in range(bins)] for channel in values.T]).ravel()
    return counts / counts.sum()


def box_of(mask):
    rows, columns = np.nonzero(mask)
    return columns.min(), rows.min(), columns.max() + 1, rows.max() + 1


def likeness(one, other, channels, texture):
    """Equations 3 to 6 for two masks, from their pixels."""
    both = one | other
    x1, y1, x2, y2 = box_of(both)
    colours = np.minimum((channels * COLOUR_BINS).astype(int), COLOUR_BINS - 1)
    shared = sum(
        np.minimum(histogram(values[one], bins), histogram(values[other], bins)).sum()
        for values, bins in ((colours, COLOUR_BINS), (texture, TEXTURE_BINS))
    )
    return shared + 1 - both.sum() / both.size + 1 - ((x2 - x1) * (y2 - y1) - both.sum()) / both.size


def touch(one, other):
    grown = one.copy()
    grown[1:] |= one[:-1]
    grown[:-1] |= one[1:]
    grown[:, 1:] |= one[:, :-1]
    grown[:, :-1] |= one[:, 1:]
    return (grown & other).any()


@pytest.mark.parametrize("seed", range(3))
def test_grouping_unites_the_likest_neighbours_as_a_loop_over_masks_does(seed):
    rng = np.random.default_rng(seed)
    channels = rng.random((16, 18, 3))
    labels = rng.integers(0, 3, (4, 6)).repeat(4, 0).repeat(3, 1) + 3 * (np.arange(18) // 6)
    labels = np.unique(labels, return_inverse=True)[1].reshape(16, 18)
    texture = texture_bins(channels)
    masks = [labels == k for k in range(labels.max() + 1)]
    expected = [box_of(mask) for mask in masks]
    while len(masks) > 1:
        pairs = [(i, j) for i in range(len(masks)) for j in range(i) if touch(masks[i], masks[j])]
        i, j = max(pairs, key=lambda pair: likeness(masks[pair[0]], masks[pair[1]], channels, texture))
        union = masks[i] | masks[j]
        masks = [mask for k, mask in enumerate(masks) if k not in (i, j)] + [union]
        expected.append(box_of(union))
    found = group(labels, measure_regions(labels, channels, texture), SIMILARITIES)
    np.testing.assert_array_equal(found, expected)


@given(arrays(np.int64, st.tuples(st.integers(1, 5), st.integers(1, 5)), elements=st.integers(0, 3)))
def test_neighbours_are_the_pairs_that_share_a_pixels_side(labels):
    labels = np.unique(labels, return_inverse=True)[1].reshape(labels.shape)
    count = labels.max() + 1
    expected = [[i, j] for i in range(count) for j in range(i + 1, count) if touch(labels == i, labels == j)]
    assert neighbours(labels).tolist() == expected


def test_each_part_of_the_likeness_changes_what_is_grouped(streets):
    image = streets.images[0]
    found = [region_proposals(image, 60, strategies=[Strategy("lab", (part,))]) for part in SIMILARITIES]
    for k in range(4):
        for other in found[k + 1 :]:
            assert found[k].shape != other.shape or (found[k] != other).any()


def test_proposals_find_far_more_objects_than_as_many_random_boxes(streets):
    found = [region_proposals(image) for image in streets.images]
    rng = np.random.default_rng(0)
    luck = [np.sort(rng.uniform(0, 64, (len(some), 2, 2)), axis=1).reshape(-1, 4) for some in found]
    (ours,), (chance,) = (proposal_recall(some, streets.boxes, [400]) for some in (found, luck))
    assert ours > 0.6 and ours > chance + 0.25


def test_proposals_lie_in_the_image_and_hardly_overlap(streets):
    found = region_proposals(streets.images[1], most=150)
    assert len(found) == 150
    assert (found >= 0).all() and (found <= 64).all() and (found[:, 2:] - found[:, :2] >= 2).all()
    assert (iou_matrix(found, found) - np.eye(150)).max() <= 0.8


def test_same_seed_same_proposals_and_fewer_are_the_first_of_many(streets):
    image = streets.images[2]
    many = region_proposals(image, most=200, seed=4)
    np.testing.assert_array_equal(region_proposals(image, most=50, seed=4), many[:50])
    assert (region_proposals(image, most=50, seed=5) != many[:50]).any()


@pytest.mark.parametrize(
    ("keywords", "words"),
    [
        ({"image": np.zeros((20, 20))}, "3 axes"),
        ({"image": np.zeros((20, 20, 1))}, "(20, 20, 1)"),
        ({"image": np.full((20, 20, 3), 255)}, "255"),
        ({"image": np.full((20, 20, 3), np.nan)}, "nan"),
        ({"most": 0}, "most is 0"),
        ({"seed": -1}, "seed is -1"),
        ({"strategies": ()}, "empty"),
        ({"strategies": [Strategy("xyz", SIMILARITIES)]}, "'xyz'"),
        ({"strategies": [Strategy("lab", ("smell",))]}, "smell"),
        ({"strategies": [Strategy("lab", ())]}, "parts"),
    ],
)
def test_refuses_what_cannot_be_searched(keywords, words):
    with pytest.raises(ValueError) as refusal:
        region_proposals(**{"image": np.zeros((20, 20, 3)), "strategies": STRATEGIES[:1]} | keywords)
    assert words in str(refusal.value)


def test_an_image_of_one_colour_has_one_region():
    assert region_proposals(np.full((20, 30, 3), 0.3)).tolist() == [[0, 0, 30, 20]]


def test_recall_counts_only_the_first_proposals_of_each_image():
    proposals = [[[0, 0, 9, 9], [0, 0, 2, 2]], [[5, 5, 7, 7]], []]
    truths = [[[0, 0, 2, 2]], [[5, 5, 7, 7], [0, 0, 1, 1]], [[1, 1, 2, 2]]]
    np.testing.assert_allclose(proposal_recall(proposals, truths, (1, 2)), [1 / 4, 2 / 4])
    assert proposal_recall([[[0, 0, 2, 1]]], [[[0, 0, 2, 2]]], [1], iou_threshold=0.5) == 1
    for wrong in ((proposals[:2], truths, [1]), ([[]], [[]], [1]), (proposals, truths, [0])):
        with pytest.raises(ValueError, match="need"):
            proposal_recall(*wrong)
