import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from scipy import ndimage, signal

from cnn_helpers.layers import conv_map, pool_map


@given(st.integers(3, 9), st.integers(3, 9), st.integers(1, 3), st.integers(1, 3), st.integers(0, 2))
def test_a_matrix_is_convolved_as_scipy_correlates_it(n_H, n_W, f, stride, pad):
    rng = np.random.default_rng(n_H * n_W)
    image, kernel = rng.normal(size=(n_H, n_W)), rng.normal(size=(f, f))
    oracle = signal.correlate2d(np.pad(image, pad), kernel, "valid")[::stride, ::stride] + 0.5
    np.testing.assert_allclose(conv_map(image, kernel, stride, pad, bias=0.5), oracle, atol=1e-12)


@pytest.mark.parametrize(
    ("mode", "oracle"), [("max", ndimage.maximum_filter), ("average", ndimage.uniform_filter)]
)
def test_a_matrix_is_pooled_as_scipy_filters_it(mode, oracle):
    image = np.random.default_rng(0).normal(size=(7, 9))
    np.testing.assert_allclose(pool_map(image, 3, 2, mode), oracle(image, 3)[1:-1:2, 1:-1:2], atol=1e-12)


def test_an_image_with_channels_is_refused():
    with pytest.raises(ValueError, match=r"image has shape \(4, 4, 3\); 2 axes"):
        conv_map(np.ones((4, 4, 3)), np.ones((2, 2)))
    with pytest.raises(ValueError, match=r"image has shape \(4,\); 2 axes"):
        pool_map(np.ones(4), 2, 2)
