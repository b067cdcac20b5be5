"""The blocks that networks are made of: shapes, costs, shortcuts and refusals."""

import keras
import numpy as np
import pytest
from keras import layers

from cnn_helpers.models import (
    basic_block,
    convolutional_block,
    depthwise_separable_block,
    describe,
    identity_block,
    inception_module,
    inverted_residual_block,
    naive_inception_module,
)


def as_model(block, shape, *arguments, **named):
    inputs = keras.Input(shape)
    return keras.Model(inputs, block(inputs, *arguments, **named))


def with_zero_kernels(model):
    for weight in model.weights:
        if weight.name == "kernel":
            weight.assign(np.zeros(weight.shape))
    return model


@pytest.mark.parametrize(
    ("block", "arguments"),
    [(identity_block, (3, [2, 2, 6])), (basic_block, (3, 6)), (basic_block, (5, 6, 1))],
)
def test_a_block_of_zeros_hands_on_what_is_not_negative(block, arguments):
    model = with_zero_kernels(as_model(block, (5, 5, 6), *arguments))
    X = np.random.default_rng(0).normal(size=(2, 5, 5, 6)).astype("float32")
    np.testing.assert_array_equal(model(X), np.maximum(X, 0))


def test_an_inverted_residual_block_of_zeros_hands_on_everything():
    model = with_zero_kernels(as_model(inverted_residual_block, (5, 5, 6), 6, 4))
    X = np.random.default_rng(0).normal(size=(2, 5, 5, 6)).astype("float32")
    np.testing.assert_array_equal(model(X), X)


def test_a_convolutional_block_of_zeros_gives_the_projection_alone():
    model = as_model(convolutional_block, (6, 6, 3), 3, [2, 2, 8])
    projection = next(
        layer for layer in model.layers if getattr(layer, "strides", 0) == (2, 2) and layer.filters == 8
    )
    kernel = np.random.default_rng(1).normal(size=(1, 1, 3, 8)).astype("float32")
    with_zero_kernels(model)
    projection.kernel.assign(kernel)
    X = np.random.default_rng(0).normal(size=(2, 6, 6, 3)).astype("float32")
    expected = np.maximum(X[:, ::2, ::2] @ kernel[0, 0] / np.sqrt(1 + 1.001e-5), 0)
    np.testing.assert_allclose(model(X), expected, rtol=1e-5, atol=1e-6)


def test_a_bottleneck_counts_what_its_three_layers_cost():
    ledger = describe(as_model(identity_block, (56, 56, 256), 3, [64, 64, 256]))
    assert ledger.total.multiply_adds == 56 * 56 * (256 * 64 + 9 * 64 * 64 + 64 * 256)
    plain = describe(as_model(basic_block, (56, 56, 256), 3, 256))
    assert plain.total.multiply_adds == 56 * 56 * 2 * 9 * 256 * 256


@pytest.mark.parametrize("s", [1, 2, 3])
def test_strides_and_channels_of_the_blocks(s):
    n = -(-9 // s)
    assert as_model(convolutional_block, (9, 9, 4), 3, [2, 2, 8], s=s).output_shape == (None, n, n, 8)
    assert as_model(basic_block, (9, 9, 4), 3, 8, s=s).output_shape == (None, n, n, 8)
    assert as_model(depthwise_separable_block, (9, 9, 4), 8, s=s).output_shape == (None, n, n, 8)
    assert as_model(inverted_residual_block, (9, 9, 4), 8, 6, s=s).output_shape == (None, n, n, 8)


def test_the_bottleneck_of_inception_saves_nine_tenths_of_the_products():
    wide = describe(as_model(lambda X: layers.Conv2D(32, 5, padding="same")(X), (28, 28, 192)))
    assert wide.total.multiply_adds == 120_422_400
    naive = describe(as_model(naive_inception_module, (28, 28, 192), [64, 128, 32]))
    assert [row.multiply_adds for row in naive.rows if row.output_shape == (28, 28, 32)] == [120_422_400]
    module = describe(as_model(inception_module, (28, 28, 192), [64, 96, 128, 16, 32, 32]))
    assert module.rows[-1].output_shape == (28, 28, 64 + 128 + 32 + 32)
    reduce = next(row for row in module.rows if row.output_shape == (28, 28, 16))
    by_5x5 = max(row.multiply_adds for row in module.rows if row.output_shape == (28, 28, 32))
    assert reduce.multiply_adds + by_5x5 == 12_443_648


def test_depthwise_separable_convolution_needs_672_products_instead_of_2160():
    usual = describe(as_model(lambda X: layers.Conv2D(5, 3, padding="same")(X), (4, 4, 3)))
    separable = describe(as_model(depthwise_separable_block, (4, 4, 3), 5))
    assert usual.total.multiply_adds == 2160
    assert [row.multiply_adds for row in separable.rows if row.multiply_adds] == [432, 240]
    ratio = separable.total.multiply_adds / usual.total.multiply_adds
    assert ratio == pytest.approx(1 / 5 + 1 / 9) and round(ratio, 3) == 0.311


def test_an_inverted_residual_block_of_expansion_six_goes_3_18_18_3():
    rows = describe(as_model(inverted_residual_block, (8, 8, 3), 3, 6)).rows
    assert [row.output_shape[-1] for row in rows if "Conv" in row.kind] == [18, 18, 3]
    assert rows[-1].kind == "Add"
    assert "ReLU" not in [row.kind for row in rows[-3:]], "the projection stays linear"


X = keras.Input((8, 8, 6))


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: identity_block(X, 3, [2, 2, 8]), "X has 6 channels and F3 is 8"),
        (lambda: identity_block(X, 3, [2, 6]), r"3 whole numbers \(F1, F2, F3\) are needed"),
        (lambda: identity_block(X, 0, [2, 2, 6]), "f is 0"),
        (lambda: identity_block(np.ones(3), 3, [2, 2, 6]), "a tensor of shape"),
        (lambda: identity_block("X", 3, [2, 2, 6]), "a tensor of shape"),
        (lambda: convolutional_block(X, 3, [2, 2, 6], s=0), "s is 0"),
        (lambda: convolutional_block(X, 3, [2, 0, 6]), "F2 is 0"),
        (lambda: basic_block(X, 3, 6.5), "filters is 6.5"),
        (lambda: basic_block(X, 3, 6, s=-1), "s is -1"),
        (lambda: basic_block(X, None, 6), "f is None"),
        (lambda: inception_module(X, [1, 2, 3]), "6 whole numbers"),
        (lambda: naive_inception_module(X, [1, 2, 3, 4]), "3 whole numbers"),
        (lambda: inception_module(keras.Input((6,)), [1, 2, 3, 4, 5, 6]), "a tensor of shape"),
        (lambda: depthwise_separable_block(X, 0), "filters is 0"),
        (lambda: depthwise_separable_block(X, 4, s=0), "s is 0"),
        (lambda: inverted_residual_block(X, 4, expansion=0), "expansion is 0"),
        (lambda: inverted_residual_block(X, 4, expansion=6, s=1.5), "s is 1.5"),
    ],
)
def test_what_no_block_can_be_built_from_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
