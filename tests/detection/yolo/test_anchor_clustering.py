"""Anchors: shapes compared by a loop, clusters that are plain to see, and how well the anchors fit."""

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import iou, kmeans_anchors, shape_iou


@settings(deadline=None, max_examples=30)
@given(n=st.integers(1, 6), k=st.integers(1, 6), seed=st.integers(0, 99))
def test_shapes_are_compared_like_boxes_with_a_common_corner(n, k, seed):
    rng = np.random.default_rng(seed)
    ours, theirs = rng.uniform(0.1, 9, (n, 2)), rng.uniform(0.1, 9, (k, 2))
    expected = [[iou((0, 0, *a), (0, 0, *b)) for b in theirs] for a in ours]
    np.testing.assert_allclose(shape_iou(ours, theirs), expected, rtol=1e-12)


def test_clusters_that_stand_apart_are_found_whatever_the_seed():
    rng = np.random.default_rng(0)
    middles = np.array([[2.0, 1.0], [1.0, 3.0], [8.0, 4.0]])
    sizes = np.concatenate([middle * rng.uniform(0.95, 1.05, (30, 2)) for middle in middles])
    for seed in range(5):
        anchors, fit = kmeans_anchors(sizes, 3, seed)
        np.testing.assert_allclose(anchors, middles, rtol=0.03)
        assert fit == pytest.approx(shape_iou(sizes, anchors).max(axis=1).mean()) and fit > 0.93


def test_each_anchor_is_the_mean_of_the_sizes_that_it_fits_best():
    sizes = np.random.default_rng(1).uniform(1, 9, (80, 2))
    anchors, _ = kmeans_anchors(sizes, 4)
    owners = shape_iou(sizes, anchors).argmax(axis=1)
    for number, anchor in enumerate(anchors):
        np.testing.assert_allclose(anchor, sizes[owners == number].mean(axis=0))


def test_small_boxes_weigh_as_much_as_large_ones():
    """Two widths of 1 and 2 are as far apart as two of 50 and 100; euclidean k-means would join the small ones."""
    sizes = np.repeat([[1.0, 1.0], [2.0, 2.0], [95.0, 95.0], [105.0, 105.0]], 10, axis=0)
    anchors, _ = kmeans_anchors(sizes, 3)
    np.testing.assert_allclose(anchors[:, 0], [1, 2, 100])


def test_more_anchors_fit_better_and_come_sorted_by_area():
    sizes = np.random.default_rng(2).uniform(1, 9, (100, 2))
    found = [kmeans_anchors(sizes, k) for k in (1, 2, 4, 8)]
    assert all(one[1] < more[1] for one, more in pairwise(found))
    assert all((np.diff(anchors.prod(axis=1)) > 0).all() for anchors, _ in found)
    assert all(np.array_equal(anchors, kmeans_anchors(sizes, len(anchors))[0]) for anchors, _ in found)


@pytest.mark.parametrize(
    ("sizes", "k", "says"),
    [
        ([[1, 2], [1, 2]], 2, "there are 1 different sizes; at least k = 2 are needed"),
        ([[1, 2, 3]], 1, r"sizes has shape \(1, 3\); \(n, 2\)"),
        ([[1, 0]], 1, "sizes holds 0.0; finite widths and heights above 0"),
        ([[1, 2]], 0, "k is 0; a whole number of at least 1"),
    ],
)
def test_sizes_that_give_no_anchors_are_refused(sizes, k, says):
    with pytest.raises(ValueError, match=says):
        kmeans_anchors(sizes, k)
