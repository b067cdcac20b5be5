"""The convolutional layer: fast against loops, and both against TensorFlow and finite differences."""

import subprocess
import sys
import tracemalloc
from unittest import mock

import lazy_loader
import numpy as np
import pytest
from hypothesis import example, given, settings
from hypothesis import strategies as st

from cnn_helpers.layers import (
    conv_backward,
    conv_backward_loops,
    conv_forward,
    conv_forward_loops,
    conv_single_step,
    strips,
    zero_pad,
)

tf = lazy_loader.load("tensorflow")


@st.composite
def conv_cases(draw, most=4):
    """Draw (A_prev, W, b, hparameters) of a convolution that is possible."""
    f, stride, pad = draw(st.integers(1, most)), draw(st.integers(1, 3)), draw(st.integers(0, 3))
    least = max(1, f - 2 * pad)
    m, n_C_prev, n_C = (draw(st.integers(1, 3)) for _ in range(3))
    n_H, n_W = (draw(st.integers(least, least + 5)) for _ in range(2))
    rng = np.random.default_rng(draw(st.integers(0, 9)))
    A_prev, W = rng.standard_normal((m, n_H, n_W, n_C_prev)), rng.standard_normal((f, f, n_C_prev, n_C))
    return A_prev, W, rng.standard_normal((1, 1, 1, n_C)), {"stride": stride, "pad": pad}


def gradient_like(Z):
    return np.random.default_rng(5).standard_normal(Z.shape).astype(Z.dtype)


def windows_that_miss_the_last_pixel():
    """Stride 3 leaves the last row and column to no window; they meet one tap of the filter only, in vain."""
    rng = np.random.default_rng(0)
    arrays = [rng.standard_normal(shape) for shape in ((1, 3, 3, 2), (3, 3, 2, 2), (1, 1, 1, 2))]
    return *arrays, {"stride": 3, "pad": 1}


# A piece of one byte makes every strip a piece of its own.
@settings(deadline=None, max_examples=120)
@example(case=windows_that_miss_the_last_pixel(), piece=strips.PIECE_BYTES)
@given(case=conv_cases(), piece=st.sampled_from([1, 1000, strips.PIECE_BYTES]))
def test_fast_convolution_equals_the_loops_however_it_is_cut_into_pieces(case, piece):
    Z_loops, cache = conv_forward_loops(*case)
    dZ = gradient_like(Z_loops)
    with mock.patch.object(strips, "PIECE_BYTES", piece):
        Z, _ = conv_forward(*case)
        gradients = conv_backward(dZ, cache)
    np.testing.assert_allclose(Z, Z_loops, atol=1e-12)
    for fast, loops in zip(gradients, conv_backward_loops(dZ, cache), strict=True):
        np.testing.assert_allclose(fast, loops, atol=1e-11)


@settings(deadline=None, max_examples=40)
@given(case=conv_cases())
def test_values_and_gradients_are_tensorflows(case):
    A_prev, W, b, hparameters = case
    p = hparameters["pad"]
    Z, cache = conv_forward(*case)
    dZ = gradient_like(Z)
    tensors = [tf.Variable(array) for array in (A_prev, W, b)]
    with tf.GradientTape() as tape:
        padded = tf.pad(tensors[0], [[0, 0], [p, p], [p, p], [0, 0]])
        Z_tf = tf.nn.conv2d(padded, tensors[1], hparameters["stride"], "VALID") + tensors[2]
    np.testing.assert_allclose(Z, Z_tf, atol=1e-12)
    for ours, theirs in zip(
        conv_backward(dZ, cache), tape.gradient(Z_tf, tensors, output_gradients=dZ), strict=True
    ):
        np.testing.assert_allclose(ours, theirs, atol=1e-11)


@pytest.mark.parametrize(
    ("forward", "backward"), [(conv_forward, conv_backward), (conv_forward_loops, conv_backward_loops)]
)
def test_gradients_are_the_slopes_of_the_cost(forward, backward):
    rng = np.random.default_rng(1)
    arrays = [rng.standard_normal(shape) for shape in ((2, 5, 4, 2), (3, 3, 2, 3), (1, 1, 1, 3))]
    hparameters = {"stride": 2, "pad": 1}
    Z, cache = forward(*arrays, hparameters)
    dZ = gradient_like(Z)
    for k, gradient in enumerate(backward(dZ, cache)):
        step = 1e-6 * rng.standard_normal(arrays[k].shape)
        ahead = [*arrays[:k], arrays[k] + step, *arrays[k + 1 :]]
        behind = [*arrays[:k], arrays[k] - step, *arrays[k + 1 :]]
        slope = np.sum((forward(*ahead, hparameters)[0] - forward(*behind, hparameters)[0]) * dZ) / 2
        np.testing.assert_allclose(np.sum(gradient * step), slope, rtol=1e-6)


@pytest.mark.parametrize("shape", [(3, 30, 40, 8), (1, 200, 150, 3)])
def test_float32_convolution_of_larger_images_is_tensorflows(shape):
    rng = np.random.default_rng(2)
    A_prev = rng.standard_normal(shape, np.float32)
    W = rng.standard_normal((5, 5, shape[3], 16), np.float32)
    Z, _ = conv_forward(A_prev, W, np.zeros((1, 1, 1, 16), np.float32), {"stride": 2, "pad": 2})
    padded = tf.pad(A_prev, [[0, 0], [2, 2], [2, 2], [0, 0]])
    np.testing.assert_allclose(Z, tf.nn.conv2d(padded, W, 2, "VALID"), atol=2e-4)


@pytest.mark.parametrize("forward", [conv_forward, conv_forward_loops])
def test_the_cache_is_the_arguments_themselves(forward):
    arguments = (np.ones((1, 3, 3, 1)), np.ones((2, 2, 1, 1)), np.ones((1, 1, 1, 1)), {"stride": 1, "pad": 0})
    _, cache = forward(*arguments)
    assert len(cache) == 4
    assert all(kept is given for kept, given in zip(cache, arguments, strict=True))


@pytest.mark.parametrize(
    ("forward", "backward"), [(conv_forward, conv_backward), (conv_forward_loops, conv_backward_loops)]
)
@pytest.mark.parametrize(
    ("given_as", "answered_in"), [("f4", "f4"), ("f8", "f8"), ("i8", "f8"), ("u1", "f8")]
)
def test_float32_stays_float32_and_whole_numbers_become_float64(forward, backward, given_as, answered_in):
    A_prev, W, b = (np.ones(s, given_as) for s in ((1, 4, 4, 2), (3, 3, 2, 2), (1, 1, 1, 2)))
    Z, cache = forward(A_prev, W, b, {"stride": 1, "pad": 1})
    assert [a.dtype for a in (Z, *backward(Z, cache))] == [np.dtype(answered_in)] * 4


def test_arguments_are_not_written_to():
    rng = np.random.default_rng(3)
    arrays = [rng.standard_normal(s) for s in ((2, 5, 5, 2), (3, 3, 2, 2), (1, 1, 1, 2))]
    before = [a.copy() for a in arrays]
    Z, cache = conv_forward(*arrays, {"stride": 1, "pad": 1})
    conv_backward(Z.copy(), cache)
    for array, copy in zip(arrays, before, strict=True):
        np.testing.assert_array_equal(array, copy)


def test_an_array_in_another_memory_order_gives_the_same_answer():
    rng = np.random.default_rng(4)
    A_prev, W, b = (rng.standard_normal(s) for s in ((3, 6, 5, 2), (1, 1, 2, 4), (1, 1, 1, 4)))
    Z, cache = conv_forward(A_prev, W, b, {"stride": 1, "pad": 0})
    turned = np.asfortranarray(A_prev), np.asfortranarray(W), b, cache[3]
    np.testing.assert_allclose(conv_forward(*turned)[0], Z)
    for got, wanted in zip(conv_backward(np.asfortranarray(Z), turned), conv_backward(Z, cache), strict=True):
        np.testing.assert_allclose(got, wanted)


def test_a_batch_of_no_images_gives_no_outputs_and_zero_gradients():
    W, b = np.ones((2, 2, 1, 3)), np.ones((1, 1, 1, 3))
    Z, cache = conv_forward(np.ones((0, 4, 4, 1)), W, b, {"stride": 1, "pad": 0})
    dA_prev, dW, db = conv_backward(Z, cache)
    assert Z.shape == (0, 3, 3, 3) and dA_prev.shape == (0, 4, 4, 1)
    assert not dW.any() and not db.any()


def workspace_bytes(function, results):
    """Return the most memory that `function` held at once, less what it returned."""
    tracemalloc.start()
    kept = function()
    _, peak = tracemalloc.get_traced_memory()
    tracemalloc.stop()
    return peak - sum(a.nbytes for a in results(kept))


@pytest.mark.parametrize("stride", [1, 2])
def test_workspace_stays_below_64_megabytes_however_large_the_batch(stride):
    W, b = np.ones((3, 3, 16, 32), np.float32), np.zeros((1, 1, 1, 32), np.float32)
    hparameters = {"stride": stride, "pad": 1}
    used = []
    for m in (128, 512):
        A_prev = np.ones((m, 32, 32, 16), np.float32)
        Z, cache = conv_forward(A_prev, W, b, hparameters)
        forward = workspace_bytes(lambda c=cache: conv_forward(*c), lambda kept: [kept[0]])
        backward = workspace_bytes(lambda z=Z, c=cache: conv_backward(z, c), lambda kept: kept)
        used.append((forward, backward))
    assert 9 * A_prev.nbytes > 64 << 20, "a full im2col would not have been noticed"
    assert max(used[1]) < 64 << 20
    np.testing.assert_allclose(used[0], used[1], rtol=0.1)


def test_workspace_stays_below_64_megabytes_for_one_large_image():
    A_prev = np.ones((1, 1000, 1000, 3), np.float32)
    W, b = np.ones((7, 7, 3, 4), np.float32), np.zeros((1, 1, 1, 4), np.float32)
    assert 7 * A_prev.nbytes > 64 << 20, "the strips of the whole image would not have been noticed"
    Z, cache = conv_forward(A_prev, W, b, {"stride": 1, "pad": 3})
    assert workspace_bytes(lambda: conv_forward(*cache), lambda kept: [kept[0]]) < 64 << 20
    assert workspace_bytes(lambda: conv_backward(Z, cache), lambda kept: kept) < 64 << 20


def test_single_step_is_the_sum_of_products_plus_the_bias():
    rng = np.random.default_rng(0)
    window, W = rng.standard_normal((2, 3, 3, 4))
    answer = conv_single_step(window, W, np.full((1, 1, 1), 2.0))
    assert np.shape(answer) == ()
    np.testing.assert_allclose(answer, np.vdot(window, W) + 2)


@given(n_H=st.integers(0, 4), n_W=st.integers(0, 4), pad=st.integers(0, 3))
def test_zero_pad_surrounds_the_image_and_nothing_else(n_H, n_W, pad):
    X = np.random.default_rng(0).uniform(1, 2, (2, n_H, n_W, 3))
    padded = zero_pad(X, pad)
    assert padded.shape == (2, n_H + 2 * pad, n_W + 2 * pad, 3)
    np.testing.assert_array_equal(padded[:, pad : pad + n_H, pad : pad + n_W], X)
    assert padded.sum() == pytest.approx(X.sum())


def test_layers_load_neither_tensorflow_nor_scipy_nor_sklearn():
    heavy = "{'tensorflow', 'keras', 'scipy', 'sklearn'}"
    program = f"import sys, cnn_helpers.layers; print({heavy} & set(sys.modules))"
    assert subprocess.check_output([sys.executable, "-c", program], text=True).strip() == "set()"
