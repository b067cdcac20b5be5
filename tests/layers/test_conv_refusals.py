"""What the convolutions refuse, and that the message holds the figure given and the one needed."""

import numpy as np
import pytest

from cnn_helpers import layers

WRONG_HPARAMETERS = [
    ({"stride": 0, "pad": 0}, "stride is 0; a whole number of at least 1"),
    ({"stride": -2, "pad": 0}, "stride is -2; a whole number of at least 1"),
    ({"stride": 1.5, "pad": 0}, "stride is 1.5; a whole number"),
    ({"stride": "1", "pad": 0}, "stride is '1'; a whole number"),
    ({"stride": 1, "pad": -1}, "pad is -1; a whole number of at least 0"),
    ({"stride": 1}, r"\['stride'\]; \['pad'.*\] are needed"),
    ({}, r"\['stride', 'pad'"),
    (1, "hparameters is 1; a dictionary"),
]
# For each layer: what it accepts (A_prev, W, b) and, for each of them, wrong shapes with the message.
LAYERS = {
    "conv": [
        ((1, 4, 4, 3), [((4, 4, 3), "4 axes"), ((1, 4, 4, 2), "2 channels .* 3"), ((1, 1, 1, 3), "2 long")]),
        ((2, 2, 3, 5), [((2, 2, 5), "4 axes"), ((2, 3, 3, 5), "square"), ((5, 5, 3, 5), "5 long .* = 4")]),
        ((1, 1, 1, 5), [((5,), "4 axes"), ((1, 1, 1, 4), r"\(1, 1, 1, 4\); \(1, 1, 1, 5\)")]),
    ],
    "conv_transpose": [
        ((1, 4, 4, 3), [((4, 4, 3), "4 axes"), ((1, 4, 4, 2), "2 channels .* n_C_prev = 3")]),
        ((2, 2, 5, 3), [((2, 2, 5), "4 axes"), ((2, 3, 5, 3), r"\(2, 2, 5, 3\) is needed")]),
        ((1, 1, 1, 5), [((5,), "4 axes"), ((1, 1, 1, 4), r"\(1, 1, 1, 5\) is needed")]),
    ],
    "depthwise_conv": [
        ((1, 4, 4, 3), [((4, 4, 3), "4 axes"), ((1, 4, 4, 2), "2 channels .* 3"), ((1, 1, 1, 3), "2 long")]),
        ((2, 2, 3, 2), [((2, 2, 5), "4 axes"), ((2, 3, 3, 2), r"\(2, 2, 3, 2\) is needed")]),
        ((1, 1, 1, 6), [((6,), "4 axes"), ((1, 1, 1, 3), r"\(1, 1, 1, 6\) is needed")]),
    ],
    "conv1d": [
        ((1, 4, 3), [((4, 3), "3 axes"), ((1, 4, 2), "2 channels .* 3"), ((1, 1, 3), "2 long")]),
        ((2, 3, 5), [((2, 5), "3 axes"), ((5, 3, 5), "5 long .* = 4")]),
        ((1, 1, 5), [((5,), "3 axes"), ((1, 1, 4), r"\(1, 1, 5\) is needed")]),
    ],
    "conv3d": [
        (
            (1, 4, 4, 4, 3),
            [((4, 4, 3), "5 axes"), ((1, 4, 4, 4, 2), "2 channels .* 3"), ((1, 4, 4, 1, 3), "2 long")],
        ),
        ((2, 2, 2, 3, 5), [((2, 2, 5), "5 axes"), ((2, 2, 3, 3, 5), r"\(2, 2, 2, 3, 5\) is needed")]),
        ((1, 1, 1, 1, 5), [((5,), "5 axes"), ((1, 1, 1, 1, 4), r"\(1, 1, 1, 1, 5\) is needed")]),
    ],
}
NAMES = [("conv", ""), ("conv", "_loops"), *((name, "") for name in LAYERS if name != "conv")]


def prepare(name, ending):
    forward = getattr(layers, f"{name}_forward{ending}")
    backward = getattr(layers, f"{name}_backward{ending}")
    hparameters = {"stride": 1, "pad": 0} | ({"output_pad": 0} if name == "conv_transpose" else {})
    return forward, backward, [np.ones(shape) for shape, _ in LAYERS[name]], hparameters


@pytest.mark.parametrize(("name", "ending"), NAMES)
def test_arrays_that_do_not_fit_are_refused(name, ending):
    forward, _, arrays, hparameters = prepare(name, ending)
    forward(*arrays, hparameters)
    for k, (_, wrongs) in enumerate(LAYERS[name]):
        for shape, message in wrongs:
            with pytest.raises(ValueError, match=message):
                forward(*arrays[:k], np.ones(shape), *arrays[k + 1 :], hparameters)


@pytest.mark.parametrize(("name", "ending"), NAMES)
@pytest.mark.parametrize(("wrong", "message"), WRONG_HPARAMETERS)
def test_hparameters_that_mean_nothing_are_refused(name, ending, wrong, message):
    forward, _, arrays, hparameters = prepare(name, ending)
    if isinstance(wrong, dict) and {"stride", "pad"} <= set(wrong):
        wrong = hparameters | wrong
    with pytest.raises(ValueError, match=message):
        forward(*arrays, wrong)


@pytest.mark.parametrize(("name", "ending"), NAMES)
def test_no_filters_at_all_are_refused(name, ending):
    forward, _, (A_prev, W, b), hparameters = prepare(name, ending)
    for axis in range(W.ndim):
        empty = W.take([], axis=axis)
        with pytest.raises(
            ValueError, match=rf"W has shape \({', '.join(map(str, empty.shape))}\); at least 1"
        ):
            forward(A_prev, empty, b, hparameters)


@pytest.mark.parametrize(("name", "ending"), NAMES)
def test_backward_refuses_a_gradient_or_cache_of_another_layer(name, ending):
    forward, backward, arrays, hparameters = prepare(name, ending)
    Z, cache = forward(*arrays, hparameters)
    backward(Z, cache)
    with pytest.raises(ValueError, match=rf"dZ has shape .*; \({', '.join(map(str, Z.shape))}\) is needed"):
        backward(np.concatenate([Z, Z]), cache)
    with pytest.raises(ValueError, match=f"{Z.ndim} axes"):
        backward(Z[0], cache)
    with pytest.raises(ValueError, match=r"tuple of 3; the tuple \(A_prev, W, b, hparameters\)"):
        backward(Z, cache[:3])
    with pytest.raises(ValueError, match="cache is dict; the tuple"):
        backward(Z, hparameters)


@pytest.mark.parametrize(("name", "ending"), NAMES)
@pytest.mark.parametrize("values", ["c16", "U1", "O"])
def test_values_that_are_not_real_numbers_are_refused(name, ending, values):
    forward, _, arrays, hparameters = prepare(name, ending)
    with pytest.raises(ValueError, match=r"A_prev holds .* values; real numbers are needed"):
        forward(arrays[0].astype(values), *arrays[1:], hparameters)


def test_transposed_output_padding_must_be_less_than_the_stride():
    forward, _, arrays, hparameters = prepare("conv_transpose", "")
    with pytest.raises(ValueError, match="output_pad is 1; less than the stride 1"):
        forward(*arrays, hparameters | {"output_pad": 1})
    with pytest.raises(ValueError, match=r"\['output_pad'\] are needed"):
        forward(*arrays, {"stride": 1, "pad": 0})
    with pytest.raises(ValueError, match="= -1 pixels are left"):
        forward(*arrays, hparameters | {"pad": 3})


@pytest.mark.parametrize(
    ("shapes", "message"),
    [
        (((1, 2, 2, 1), (2, 2, 1), (1, 1, 1)), r"a_slice_prev has shape .*; 3 axes \(f, f, n_C_prev\)"),
        (((2, 2, 1), (2, 2, 3), (1, 1, 1)), r"W has shape \(2, 2, 3\); \(2, 2, 1\) is needed"),
        (((2, 2, 1), (2, 2, 1), (1, 1, 2)), r"b has shape \(1, 1, 2\); \(1, 1, 1\) is needed"),
    ],
)
def test_single_step_refuses_shapes_that_differ(shapes, message):
    with pytest.raises(ValueError, match=message):
        layers.conv_single_step(*map(np.ones, shapes))


@pytest.mark.parametrize(
    ("X", "pad", "message"),
    [
        (np.ones((3, 3, 1)), 1, "X has shape .*; 4 axes"),
        (np.ones((1, 3, 3, 1)), -1, "pad is -1; a whole number of at least 0"),
        (np.ones((1, 3, 3, 1)), 0.5, "pad is 0.5"),
    ],
)
def test_zero_pad_refuses_other_ranks_and_pads(X, pad, message):
    with pytest.raises(ValueError, match=message):
        layers.zero_pad(X, pad)
