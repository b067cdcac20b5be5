"""Both U-Nets: counts, sizes, what the skips carry, and what is refused."""

import keras
import numpy as np
import pytest
from keras import layers

from cnn_helpers.models import conv_block, describe, unet, unet_unpadded, unpadded_sizes, upsampling_block


@pytest.fixture(scope="module")
def padded():
    return unet((96, 128, 3), classes=23, filters=32)


@pytest.fixture(scope="module")
def unpadded():
    return unet_unpadded()


def test_the_counts_and_sizes_of_the_padded_form(padded):
    assert padded.count_params() == 8_640_471 == describe(padded).total.parameters
    assert padded.output_shape == (None, 96, 128, 23)
    assert padded.layers[-1].activation is keras.activations.linear, "logits come out"
    pooled = [layer.output.shape[1:] for layer in padded.layers if isinstance(layer, layers.MaxPooling2D)]
    assert pooled == [(48, 64, 32), (24, 32, 64), (12, 16, 128), (6, 8, 256)]
    joined = [layer.output.shape[1:] for layer in padded.layers if isinstance(layer, layers.Concatenate)]
    assert joined == [(12, 16, 512), (24, 32, 256), (48, 64, 128), (96, 128, 64)]


def test_dropout_stands_in_the_two_deepest_blocks_or_nowhere(padded):
    drops = [layer for layer in padded.layers if isinstance(layer, layers.Dropout)]
    assert [(layer.rate, layer.output.shape[1]) for layer in drops] == [(0.3, 12), (0.3, 6)]
    assert not any(isinstance(layer, layers.Dropout) for layer in unet((16, 16, 3), 2, 1, dropout=0).layers)


def test_the_unpadded_form_has_the_sizes_and_channels_of_the_papers_figure(unpadded):
    shapes = [
        layer.output.shape[1:]
        for layer in unpadded.layers
        if isinstance(layer, (layers.Conv2D, layers.MaxPooling2D))
        and not isinstance(layer, layers.Conv2DTranspose)
    ]
    down = [(570, 64), (568, 64), (284, 64), (282, 128), (280, 128), (140, 128), (138, 256), (136, 256)]
    down += [(68, 256), (66, 512), (64, 512), (32, 512), (30, 1024), (28, 1024)]
    up = [
        (54, 512),
        (52, 512),
        (102, 256),
        (100, 256),
        (198, 128),
        (196, 128),
        (390, 64),
        (388, 64),
        (388, 2),
    ]
    assert shapes == [(n, n, channels) for n, channels in down + up]
    joined = [layer.output.shape[1:] for layer in unpadded.layers if isinstance(layer, layers.Concatenate)]
    assert joined == [(56, 56, 1024), (104, 104, 512), (200, 200, 256), (392, 392, 128)]
    assert sum(bool(layer.weights) for layer in unpadded.layers) == 23, (
        "23 convolutional layers, says the paper"
    )


def test_the_sizes_by_arithmetic_are_those_of_the_layers(unpadded):
    changing = (layers.Conv2D, layers.Conv2DTranspose, layers.MaxPooling2D, layers.InputLayer)
    sides = [layer.output.shape[1] for layer in unpadded.layers if isinstance(layer, changing)]
    assert sides[:-1] == unpadded_sizes(572), "the 1x1 convolution at the end changes nothing"


def test_a_crop_keeps_the_middle_where_what_was_enlarged_saw_it():
    """Of a network that hands one channel through its first skip, the output is the input's middle."""
    model = unet_unpadded((188, 204, 1), classes=2, filters=1)
    for layer in model.layers:
        if layer.weights:
            layer.kernel.assign(np.zeros(layer.kernel.shape))
            middle = layer.kernel.shape[0] // 2
            if layer.kernel.shape[0] != 2:
                layer.kernel.assign(
                    np.eye(*layer.kernel.shape[2:])[None, None] * _spike(layer.kernel.shape, middle)
                )
    image = np.random.default_rng(0).uniform(size=(1, 188, 204, 1)).astype("float32")
    answer = keras.ops.convert_to_numpy(model(image))
    np.testing.assert_array_equal(answer[..., 0], image[:, 92:-92, 92:-92, 0])


def _spike(shape, middle):
    spike = np.zeros((*shape[:2], 1, 1), "float32")
    spike[middle, middle] = 1
    return spike


def test_a_skip_is_taken_before_the_pooling_and_joins_behind_what_was_enlarged():
    inputs = keras.Input((4, 4, 3))
    down, skip = conv_block(inputs, 2)
    up = upsampling_block(down, skip, 2)
    model = keras.Model(inputs, [down, skip, up])
    X = np.random.default_rng(1).normal(size=(1, 4, 4, 3)).astype("float32")
    a, b, _ = (np.array(value) for value in model(X))
    np.testing.assert_array_equal(a, b.reshape(1, 2, 2, 2, 2, 2).max(axis=(2, 4)))
    (join,) = [layer for layer in model.layers if isinstance(layer, layers.Concatenate)]
    first, second = join.input
    assert isinstance(first._keras_history.operation, layers.Conv2DTranspose)
    assert second is skip


def test_without_pooling_both_are_the_same_tensor():
    next_layer, skip = conv_block(keras.Input((4, 4, 3)), 2, dropout_prob=0.5, max_pooling=False)
    assert next_layer is skip and isinstance(skip._keras_history.operation, layers.Dropout)


@pytest.mark.parametrize(
    ("shape", "message"),
    [
        ((96, 100, 3), "n_W of input_shape is 100; a multiple of 16 is needed, such as 96 or 112"),
        ((8, 96, 3), "n_H of input_shape is 8; a multiple of 16 is needed, such as 16"),
    ],
)
def test_sizes_that_do_not_halve_evenly_are_refused_with_ones_that_do(shape, message):
    with pytest.raises(ValueError, match=message):
        unet(shape, 9, 4)


@pytest.mark.parametrize(("n", "next_one"), [(571, 572), (573, 588), (100, 188), (187, 188)])
def test_an_unpadded_size_that_does_not_work_is_refused_with_the_next_that_does(n, next_one):
    with pytest.raises(ValueError, match=f"side {n} does not halve evenly.*as {next_one} is"):
        unpadded_sizes(n)
    unpadded_sizes(next_one)
    assert all(not _works(side) for side in range(n, next_one))
    with pytest.raises(ValueError, match=f"as {next_one} is"):
        unet_unpadded((n, 572, 1))


def _works(n):
    try:
        return bool(unpadded_sizes(n))
    except ValueError:
        return False


@pytest.mark.parametrize("probability", [-0.1, 1, "half"])
def test_what_is_no_share_to_drop_is_refused(probability):
    with pytest.raises(ValueError, match=r"dropout_prob is .* from 0 to below 1 is needed"):
        conv_block(keras.Input((4, 4, 3)), 2, dropout_prob=probability)


def test_a_skip_of_another_size_and_no_filters_are_refused():
    with pytest.raises(ValueError, match="contractive_input is 5 by 4; 4 by 4 is needed"):
        upsampling_block(keras.Input((2, 2, 3)), keras.Input((5, 4, 3)), 2)
    for block in (lambda: conv_block(keras.Input((4, 4, 3)), 0), lambda: unet((16, 16, 3), 2, 0)):
        with pytest.raises(ValueError, match="filters is 0; a whole number of at least 1"):
            block()
    with pytest.raises(ValueError, match="classes is 1"):
        unet((16, 16, 3), classes=1)


def test_fewer_halvings_need_less_even_sizes_and_end_in_a_larger_map():
    model = unet((24, 40, 3), 5, 2, halvings=3)
    assert min(layer.output.shape[1] for layer in model.layers) == 3
    assert model.output_shape == (None, 24, 40, 5)
    with pytest.raises(
        ValueError, match="n_H of input_shape is 20; a multiple of 8 is needed, such as 16 or 24"
    ):
        unet((20, 40, 3), 5, 2, halvings=3)
    with pytest.raises(ValueError, match="halvings is 0; a whole number of at least 1"):
        unet((24, 40, 3), 5, 2, halvings=0)


def test_no_layer_has_more_filters_than_max_filters_and_those_below_it_stay():
    def widths(model):
        return [layer.filters for layer in model.layers if type(layer) is keras.layers.Conv2D]

    free, capped = (unet((16, 16, 3), 2, 2, halvings=3, max_filters=most) for most in (None, 8))
    assert max(widths(free)) == 16
    assert widths(capped) == [min(width, 8) for width in widths(free)]
    with pytest.raises(ValueError, match="max_filters is 1; a whole number of at least 2"):
        unet((16, 16, 3), 2, 2, max_filters=1)


def test_batch_norm_stands_between_every_3x3_convolution_and_its_relu():
    model = unet((16, 16, 3), 2, 1, batch_norm=True, halvings=2)
    kinds = [type(layer).__name__ for layer in model.layers]
    convs = [k for k, layer in enumerate(model.layers) if getattr(layer, "kernel_size", 0) == (3, 3)]
    convs = [k for k in convs if kinds[k] == "Conv2D"]
    assert len(convs) == 2 * 3 + 2 * 2 + 1
    for k in convs:
        assert kinds[k : k + 3] == ["Conv2D", "BatchNormalization", "ReLU"]
        assert not model.layers[k].use_bias and model.layers[k].activation is keras.activations.linear


def test_logits_are_float32_where_the_rest_is_in_half_precision():
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        model = unet((16, 16, 3), 2, 1)
    finally:
        keras.config.set_dtype_policy(before)
    assert model.layers[-1].compute_dtype == "float32" and model.layers[-2].compute_dtype == "bfloat16"
