"""Transposed, depthwise, 1-D and 3-D convolution, against TensorFlow, Keras and finite differences."""

import lazy_loader
import numpy as np
import pytest
from hypothesis import assume, example, given, settings
from hypothesis import strategies as st

from cnn_helpers import layers

keras = lazy_loader.load("keras")
tf = lazy_loader.load("tensorflow")


def random_arrays(seed, *shapes):
    rng = np.random.default_rng(seed)
    return [rng.standard_normal(shape) for shape in shapes]


def assert_same_as_tensorflow(forward, backward, case, tensorflow_forward):
    """Compare value and gradients with tensorflow_forward(A_prev, W, b)."""
    Z, cache = forward(*case)
    (dZ,) = random_arrays(5, Z.shape)
    tensors = [tf.Variable(array) for array in case[:3]]
    with tf.GradientTape() as tape:
        Z_tf = tensorflow_forward(*tensors)
    np.testing.assert_allclose(Z, Z_tf, atol=1e-11)
    theirs = tape.gradient(Z_tf, tensors, output_gradients=tf.constant(dZ))
    for k, gradient in enumerate(backward(dZ, cache)):
        np.testing.assert_allclose(gradient, theirs[k], atol=1e-11)


def padded(A_prev, pad, axes):
    return tf.pad(A_prev, [[0, 0], *[[pad, pad]] * axes, [0, 0]])


geometry = {
    "seed": st.integers(0, 9),
    "m": st.integers(1, 3),
    "n_C_prev": st.integers(1, 3),
    "n_C": st.integers(1, 3),
    "f": st.integers(1, 4),
    "stride": st.integers(1, 3),
    "pad": st.integers(0, 3),
}
sides = {"n_H": st.integers(1, 6), "n_W": st.integers(1, 6)}
checked = settings(deadline=None, max_examples=30)


@checked
@given(**geometry, **sides, output_pad=st.integers(0, 2))
def test_transposed_convolution_is_tensorflows(seed, m, n_C_prev, n_C, f, stride, pad, n_H, n_W, output_pad):
    assume(output_pad < stride)
    full = [(n - 1) * stride + f + output_pad for n in (n_H, n_W)]
    assume(min(full) > 2 * pad)
    arrays = random_arrays(seed, (m, n_H, n_W, n_C_prev), (f, f, n_C, n_C_prev), (1, 1, 1, n_C))

    def tensorflow_forward(A_prev, W, b):
        Z = tf.nn.conv2d_transpose(A_prev, W, [m, *full, n_C], stride, "VALID")
        return Z[:, pad : full[0] - pad, pad : full[1] - pad] + b

    case = (*arrays, {"stride": stride, "pad": pad, "output_pad": output_pad})
    assert_same_as_tensorflow(
        layers.conv_transpose_forward, layers.conv_transpose_backward, case, tensorflow_forward
    )


@checked
@given(**geometry, **sides)
def test_depthwise_convolution_is_tensorflows(seed, m, n_C_prev, n_C, f, stride, pad, n_H, n_W):
    assume(f <= min(n_H, n_W) + 2 * pad)
    case = random_arrays(seed, (m, n_H, n_W, n_C_prev), (f, f, n_C_prev, n_C), (1, 1, 1, n_C_prev * n_C))

    def tensorflow_forward(A_prev, W, b):
        strides = [1, stride, stride, 1]
        return tf.nn.depthwise_conv2d(padded(A_prev, pad, 2), W, strides, "VALID") + b

    case.append({"stride": stride, "pad": pad})
    assert_same_as_tensorflow(
        layers.depthwise_conv_forward, layers.depthwise_conv_backward, case, tensorflow_forward
    )


@checked
@example(seed=0, m=1, n_C_prev=1, n_C=1, f=3, stride=3, pad=1, n=3)  # no window holds the last number
@given(**geometry, n=st.integers(1, 9))
def test_one_dimensional_convolution_is_tensorflows(seed, m, n_C_prev, n_C, f, stride, pad, n):
    assume(f <= n + 2 * pad)
    case = random_arrays(seed, (m, n, n_C_prev), (f, n_C_prev, n_C), (1, 1, n_C))

    def tensorflow_forward(A_prev, W, b):
        return tf.nn.conv1d(padded(A_prev, pad, 1), W, stride, "VALID") + b

    case.append({"stride": stride, "pad": pad})
    assert_same_as_tensorflow(layers.conv1d_forward, layers.conv1d_backward, case, tensorflow_forward)


@checked
@given(**geometry, **sides, n_D=st.integers(1, 6))
def test_three_dimensional_convolution_is_tensorflows(seed, m, n_C_prev, n_C, f, stride, pad, n_H, n_W, n_D):
    assume(f <= min(n_H, n_W, n_D) + 2 * pad)
    case = random_arrays(seed, (m, n_H, n_W, n_D, n_C_prev), (f, f, f, n_C_prev, n_C), (1, 1, 1, 1, n_C))

    def tensorflow_forward(A_prev, W, b):
        strides = [1, stride, stride, stride, 1]
        return tf.nn.conv3d(padded(A_prev, pad, 3), W, strides, "VALID") + b

    case.append({"stride": stride, "pad": pad})
    assert_same_as_tensorflow(layers.conv3d_forward, layers.conv3d_backward, case, tensorflow_forward)


NO_PAD = {"stride": 2, "pad": 0}
FAMILY = {
    "conv_transpose": [(2, 4, 3, 2), (3, 3, 5, 2), (1, 1, 1, 5), NO_PAD | {"output_pad": 1}],
    "depthwise_conv": [(2, 5, 4, 3), (3, 3, 3, 2), (1, 1, 1, 6), NO_PAD],
    "conv1d": [(2, 9, 3), (3, 3, 2), (1, 1, 2), NO_PAD],
    "conv3d": [(2, 5, 4, 6, 2), (3, 3, 3, 2, 3), (1, 1, 1, 1, 3), NO_PAD],
}


@pytest.mark.parametrize("name", FAMILY)
def test_gradients_are_the_slopes_of_the_cost(name):
    *shapes, hparameters = FAMILY[name]
    forward, backward = getattr(layers, f"{name}_forward"), getattr(layers, f"{name}_backward")
    arrays = random_arrays(1, *shapes)
    Z, cache = forward(*arrays, hparameters)
    (dZ,) = random_arrays(2, Z.shape)
    for k, gradient in enumerate(backward(dZ, cache)):
        assert gradient.shape == arrays[k].shape
        step = 1e-6 * random_arrays(3, arrays[k].shape)[0]
        ahead = [*arrays[:k], arrays[k] + step, *arrays[k + 1 :]]
        behind = [*arrays[:k], arrays[k] - step, *arrays[k + 1 :]]
        slope = np.sum((forward(*ahead, hparameters)[0] - forward(*behind, hparameters)[0]) * dZ) / 2
        np.testing.assert_allclose(np.sum(gradient * step), slope, rtol=1e-5)


@pytest.mark.parametrize("name", FAMILY)
@pytest.mark.parametrize(("given_as", "answered_in"), [("f4", "f4"), ("f8", "f8"), ("i8", "f8")])
def test_float32_stays_float32_and_whole_numbers_become_float64(name, given_as, answered_in):
    *shapes, hparameters = FAMILY[name]
    Z, cache = getattr(layers, f"{name}_forward")(*(np.ones(s, given_as) for s in shapes), hparameters)
    gradients = getattr(layers, f"{name}_backward")(Z, cache)
    assert [a.dtype for a in (Z, *gradients)] == [np.dtype(answered_in)] * 4


@pytest.mark.parametrize("name", FAMILY)
def test_the_cache_is_the_arguments_themselves(name):
    *shapes, hparameters = FAMILY[name]
    arguments = (*random_arrays(1, *shapes), hparameters)
    _, cache = getattr(layers, f"{name}_forward")(*arguments)
    assert all(kept is given_ for kept, given_ in zip(cache, arguments, strict=True))


def test_transposed_weights_have_the_order_of_keras():
    layer = keras.layers.Conv2DTranspose(5, 3, strides=2, padding="valid")
    A_prev = random_arrays(1, (2, 4, 6, 3))[0].astype("float32")
    expected = layer(A_prev)
    W, b = (weight.numpy() for weight in layer.weights)
    hparameters = {"stride": 2, "pad": 0, "output_pad": 0}
    Z, _ = layers.conv_transpose_forward(A_prev, W, b.reshape(1, 1, 1, -1), hparameters)
    np.testing.assert_allclose(Z, expected, atol=1e-5)


def test_transposed_convolution_by_hand_with_and_without_output_padding_and_as_keras_crops_it():
    image = np.array([[2.0, 1.0], [3.0, 2.0]]).reshape(1, 2, 2, 1)
    W = np.array([[1.0, 2.0, 1.0], [2.0, 0.0, 1.0], [0.0, 2.0, 1.0]]).reshape(3, 3, 1, 1)

    def ours(pad, output_pad):
        hparameters = {"stride": 2, "pad": pad, "output_pad": output_pad}
        return layers.conv_transpose_forward(image, W, np.zeros((1, 1, 1, 1)), hparameters)[0][0, :, :, 0]

    by_hand = [[0, 4, 0, 1], [10, 7, 6, 3], [0, 7, 0, 2], [6, 3, 4, 2]]
    np.testing.assert_array_equal(ours(pad=1, output_pad=1), by_hand)
    np.testing.assert_array_equal(ours(pad=1, output_pad=0), np.array(by_hand)[:3, :3])
    same = tf.nn.conv2d_transpose(image, W, [1, 4, 4, 1], 2, "SAME")[0, :, :, 0]
    np.testing.assert_array_equal(ours(pad=0, output_pad=0)[:4, :4], same)


def test_one_row_images_are_sequences():
    A_prev, W, b = random_arrays(1, (2, 9, 3), (4, 3, 5), (1, 1, 5))
    Z, _ = layers.conv1d_forward(A_prev, W, b, {"stride": 1, "pad": 0})
    windows = np.lib.stride_tricks.sliding_window_view(A_prev, 4, axis=1)
    np.testing.assert_allclose(Z, np.einsum("mwcf,fck->mwk", windows, W) + b)
