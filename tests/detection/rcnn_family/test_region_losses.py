"""The losses of regions and anchors against loops that follow the papers' equations."""

import numpy as np
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import class_loss, object_loss, offset_loss, smooth_l1
from cnn_helpers.detection.rcnn_family.offsets import SPREAD

shapes = st.tuples(st.integers(0, 99), st.integers(1, 3), st.integers(1, 4), st.integers(1, 3))


def smooth(e):
    return 0.5 * e * e if abs(e) < 1 else abs(e) - 0.5


@settings(max_examples=20)
@given(shapes)
def test_class_loss_is_the_mean_cross_entropy_of_the_regions_that_count(shape):
    seed, m, n, kinds = shape
    rng = np.random.default_rng(seed)
    labels, scores = rng.integers(-1, kinds + 1, (m, n)), rng.normal(size=(m, n, kinds + 1))
    losses = [
        -np.log(np.exp(scores[place][labels[place]]) / np.exp(scores[place]).sum())
        for place in np.ndindex(m, n)
        if labels[place] >= 0
    ]
    np.testing.assert_allclose(class_loss(labels, scores), np.mean(losses or [0]), rtol=1e-4, atol=1e-6)


@settings(max_examples=20)
@given(shapes)
def test_object_loss_is_the_mean_log_loss_of_the_anchors_that_count(shape):
    seed, m, n, _ = shape
    rng = np.random.default_rng(seed)
    labels, scores = rng.integers(-1, 2, (m, n)), rng.normal(size=(m, n))
    chances = 1 / (1 + np.exp(-scores))
    losses = [
        -np.log(chances[place] if labels[place] else 1 - chances[place])
        for place in np.ndindex(m, n)
        if labels[place] >= 0
    ]
    np.testing.assert_allclose(object_loss(labels, scores), np.mean(losses or [0]), rtol=1e-4, atol=1e-6)


@settings(max_examples=20)
@given(shapes)
def test_offset_loss_counts_the_true_class_of_regions_with_an_object(shape):
    seed, m, n, kinds = shape
    rng = np.random.default_rng(seed)
    y_true = np.concatenate([rng.integers(-1, kinds + 1, (m, n, 1)), rng.normal(size=(m, n, 4))], 2)
    offsets = rng.normal(size=(m, n, kinds, 4))
    total, count = 0.0, 0
    for place in np.ndindex(m, n):
        label = int(y_true[place][0])
        count += label >= 0
        if label > 0:
            for k in range(4):
                total += smooth(offsets[place][label - 1][k] - y_true[place][1 + k] / SPREAD[k])
    np.testing.assert_allclose(offset_loss(y_true, offsets), total / max(1, count), rtol=1e-4, atol=1e-6)


def test_smooth_l1_and_its_slope_have_no_jump_where_square_and_line_meet():
    e = np.array([-1 - 1e-3, -1 + 1e-3, 1 - 1e-3, 1 + 1e-3], np.float32)
    np.testing.assert_allclose(smooth_l1(e), [smooth(one) for one in e], rtol=1e-5)
    left, right = np.array(smooth_l1(e)).reshape(2, 2)
    np.testing.assert_allclose([left[0] - left[1], right[1] - right[0]], 2e-3, rtol=1e-2)
