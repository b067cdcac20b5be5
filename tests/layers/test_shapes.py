"""Sizes of feature maps, against TensorFlow and against counting."""

import lazy_loader
import numpy as np
import pytest
from hypothesis import assume, given, settings
from hypothesis import strategies as st

from cnn_helpers.layers import shapes

tf = lazy_loader.load("tensorflow")

small = st.integers(1, 12)


@given(n=small, f=small, stride=st.integers(1, 4), pad=st.integers(0, 3))
def test_conv_output_size_counts_the_windows_that_fit(n, f, stride, pad):
    assume(f <= n + 2 * pad)
    starts = [start for start in range(0, n + 2 * pad, stride) if start + f <= n + 2 * pad]
    assert shapes.conv_output_size(n, f, stride, pad) == len(starts)


@settings(deadline=None, max_examples=25)
@given(n=small, f=st.integers(1, 6), stride=st.integers(1, 4))
def test_same_padding_is_where_tensorflow_puts_its_zeros(n, f, stride):
    image = np.random.default_rng(n).standard_normal((1, n, 1, 1))
    W = np.random.default_rng(f).standard_normal((f, 1, 1, 1))
    padded = np.pad(image, ((0, 0), shapes.same_padding(n, f, stride), (0, 0), (0, 0)))
    assert len(padded[0]) >= n
    np.testing.assert_allclose(
        tf.nn.conv2d(padded, W, stride, "VALID"), tf.nn.conv2d(image, W, stride, "SAME")
    )


@given(n=small, f=small, stride=st.integers(1, 4))
def test_size_keeping_padding_keeps_the_size(n, f, stride):
    before, after = shapes.size_keeping_padding(n, f, stride)
    assert 0 <= after - before <= 1
    assert (n + before + after - f) // stride + 1 == n


@given(n=small, f=small, stride=st.integers(1, 4), pad=st.integers(0, 3), output_pad=st.integers(0, 3))
def test_transposed_size_is_what_a_convolution_shrinks_back(n, f, stride, pad, output_pad):
    assume(output_pad < stride and (n - 1) * stride + f - 2 * pad + output_pad >= 1)
    size = shapes.conv_transpose_output_size(n, f, stride, pad, output_pad)
    assert shapes.conv_output_size(size, f, stride, pad) == n


@given(layers=st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3), st.integers(0, 2)), max_size=4))
def test_receptive_field_is_the_set_of_pixels_a_unit_is_computed_from(layers):
    def seen(unit):
        pixels = {unit}
        for f, stride, pad in reversed(layers):
            pixels = {p * stride - pad + k for p in pixels for k in range(f)}
        return pixels

    field = shapes.receptive_field(layers)
    assert field.start == min(seen(0))
    assert field.jump == min(seen(1)) - min(seen(0))
    assert field.size == max(seen(0)) - min(seen(0)) + 1


def test_receptive_field_layer_by_layer_ends_where_the_list_does():
    layers = [(7, 2, 3), (3, 2, 1), (3, 1, 1), (3, 1, 1)]
    field = shapes.ReceptiveField()
    for layer in layers:
        field = field.after(*layer)
    assert field == shapes.receptive_field(layers)
    assert shapes.receptive_field([(f, stride) for f, stride, _ in layers]).size == field.size


@pytest.mark.parametrize(
    ("sizes", "size"), [((6, 3), 4), ((7, 3, 2), 3), ((8, 3, 2, 1), 4), ((39, 3), 37), ((37, 5, 2), 17)]
)
def test_conv_output_size_of_the_course_examples(sizes, size):
    assert shapes.conv_output_size(*sizes) == size


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: shapes.conv_output_size(3, 6, 1, 1), r"filter is 6 long .* = 5;.*no longer"),
        (lambda: shapes.conv_output_size(5, 3, 0), "stride is 0; a whole number of at least 1"),
        (lambda: shapes.conv_output_size(5, 3, 1.5), "stride is 1.5; a whole number"),
        (lambda: shapes.conv_output_size(5, 3, True), "stride is True; a whole number"),
        (lambda: shapes.conv_output_size(5, 3, 1, -1), "pad is -1; a whole number of at least 0"),
        (lambda: shapes.conv_output_size(0, 3), "n is 0; a whole number of at least 1"),
        (lambda: shapes.pool_output_size(2, 3, 1), "filter is 3 long"),
        (lambda: shapes.same_padding(5, 0), "f is 0"),
        (lambda: shapes.size_keeping_padding(5, 3, 0), "stride is 0"),
        (lambda: shapes.conv_transpose_output_size(2, 3, 2, 0, 2), "output_pad is 2; less than the stride 2"),
        (lambda: shapes.conv_transpose_output_size(1, 3, 1, 2), "= -1 pixels are left; at least 1"),
        (lambda: shapes.receptive_field([3]), r"a layer is 3; \(f, stride\)"),
        (lambda: shapes.receptive_field([(3, 1, 1, 1)]), r"a layer is \(3, 1, 1, 1\)"),
        (lambda: shapes.receptive_field([(3, 0)]), "stride is 0"),
    ],
)
def test_impossible_sizes_are_refused_with_both_figures(call, message):
    with pytest.raises(ValueError, match=message):
        call()
