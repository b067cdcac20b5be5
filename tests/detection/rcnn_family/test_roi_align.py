"""RoI align against a loop over points and against TensorFlow's crop_and_resize where the two mean the same."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import RoIAlign, roi_align


def interpolated(plane, y, x):
    """The features at a point, places' centres at whole numbers, from the four places around it."""
    height, width = plane.shape[:2]
    y, x = min(max(y, 0), height - 1), min(max(x, 0), width - 1)
    top, left = int(y), int(x)
    low, right, b, a = min(top + 1, height - 1), min(left + 1, width - 1), y - top, x - left
    return (1 - b) * ((1 - a) * plane[top, left] + a * plane[top, right]) + b * (
        (1 - a) * plane[low, left] + a * plane[low, right]
    )


def by_loop(features, regions, size, stride, samples):
    m, n = regions.shape[:2]
    out = np.zeros((m, n, size, size, features.shape[3]))
    for e, r, i, j in np.ndindex(m, n, size, size):
        x1, y1, x2, y2 = regions[e, r] / stride
        points = [
            interpolated(
                features[e],
                y1 + (i + (p + 0.5) / samples) * (y2 - y1) / size - 0.5,
                x1 + (j + (q + 0.5) / samples) * (x2 - x1) / size - 0.5,
            )
            for p in range(samples)
            for q in range(samples)
        ]
        out[e, r, i, j] = np.mean(points, axis=0)
    return out


def drawn(seed, m, n, height, width, stride):
    rng = np.random.default_rng(seed)
    corners = np.sort(rng.uniform(-3, 1.2 * stride * max(height, width), (m, n, 2, 2)), axis=2)
    return rng.normal(size=(m, height, width, 3)).astype(np.float32), corners.reshape(m, n, 4)


@settings(max_examples=25)
@given(
    st.integers(0, 99),
    st.integers(1, 2),
    st.integers(1, 3),
    st.integers(1, 6),
    st.integers(1, 6),
    st.integers(1, 3),
    st.integers(1, 4),
    st.integers(1, 3),
)
def test_equals_a_loop_over_sampled_points(seed, m, n, height, width, size, stride, samples):
    features, regions = drawn(seed, m, n, height, width, stride)
    found = keras.ops.convert_to_numpy(roi_align(features, regions, size, stride, samples))
    np.testing.assert_allclose(found, by_loop(features, regions, size, stride, samples), atol=2e-5)


@pytest.mark.parametrize("size", [2, 5])
def test_equals_crop_and_resize_told_where_the_bins_middles_are(size):
    features, regions = drawn(7, 1, 6, 9, 12, 1)
    regions = regions.clip(0, 9)[0]
    bins = np.concatenate([regions[:, 2:] - regions[:, :2]] * 2, axis=1) / size * (0.5, 0.5, -0.5, -0.5)
    x1, y1, x2, y2 = ((regions + bins - 0.5).clip(0) / (11, 8, 11, 8)).T  # first and last sampled point
    inside = (regions + bins - 0.5 >= 0).all(axis=1) & (regions[:, 3] <= 8.5)
    assert inside.sum() >= 2
    theirs = tf.image.crop_and_resize(features, np.stack([y1, x1, y2, x2], 1), np.zeros(6, int), (size, size))
    ours = roi_align(features, regions[None], size, samples=1)[0]
    np.testing.assert_allclose(ours[inside], theirs[inside], atol=1e-4)


def test_a_whole_map_with_a_bin_a_place_is_the_map_itself():
    features, _ = drawn(0, 2, 1, 5, 5, 4)
    same = roi_align(features, np.tile((0, 0, 20, 20), (2, 1, 1)), size=5, stride=4, samples=1)
    np.testing.assert_allclose(same[:, 0], features, atol=1e-6)


def test_gradients_reach_the_features_and_sum_to_the_bins():
    features, regions = drawn(3, 1, 2, 6, 6, 4)
    features = tf.convert_to_tensor(features)
    with tf.GradientTape() as tape:
        tape.watch(features)
        total = tf.reduce_sum(roi_align(features, regions, 3, 4))
    assert float(tf.reduce_sum(tape.gradient(total, features))) == pytest.approx(2 * 9 * 3, rel=1e-4)


def test_a_widened_region_keeps_its_middle_and_the_layer_its_settings():
    features, regions = drawn(4, 1, 1, 8, 8, 1)
    regions = np.array([[[2.0, 3, 6, 5]]])
    layer = RoIAlign.from_config(RoIAlign(2, samples=1, widen=1.5).get_config())
    np.testing.assert_allclose(
        layer([features, regions]), roi_align(features, [[[1.0, 2.5, 7, 5.5]]], 2, samples=1), atol=1e-5
    )


@pytest.mark.parametrize(
    ("features", "regions", "keywords", "words"),
    [
        ((4, 4, 1), (1, 1, 4), {}, "(4, 4, 1)"),
        ((1, 4, 4, 1), (1, 4), {}, "(1, 4)"),
        ((1, 4, 4, 1), (1, 1, 5), {}, "(1, 1, 5)"),
        ((1, 4, 4, 1), (1, 1, 4), {"size": 0}, "size is 0"),
        ((1, 4, 4, 1), (1, 1, 4), {"stride": 0}, "stride is 0"),
        ((1, 4, 4, 1), (1, 1, 4), {"samples": 0.5}, "samples is 0.5"),
    ],
)
def test_refuses_other_shapes_and_sizes(features, regions, keywords, words):
    with pytest.raises(ValueError) as refusal:
        roi_align(np.zeros(features), np.zeros(regions), **{"size": 2} | keywords)
    assert words in str(refusal.value)
