"""YOLOv2 is the network of the notes, row by row; blocks move into channels as in TensorFlow, or as in darknet."""

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.models import DarknetReorg, SpaceToDepth, describe, yolov2

# name, kind, output, parameters, what it is connected to; the notes' Lambda is a SpaceToDepth, and their table cuts
# off the second layer that concatenate_1 is connected to
TABLE = """
conv2d_1 Conv2D 608x608x32 864 input_1
batch_normalization_1 BatchNormalization 608x608x32 128 conv2d_1
leaky_re_lu_1 LeakyReLU 608x608x32 0 batch_normalization_1
max_pooling2d_1 MaxPooling2D 304x304x32 0 leaky_re_lu_1
conv2d_2 Conv2D 304x304x64 18432 max_pooling2d_1
batch_normalization_2 BatchNormalization 304x304x64 256 conv2d_2
leaky_re_lu_2 LeakyReLU 304x304x64 0 batch_normalization_2
max_pooling2d_2 MaxPooling2D 152x152x64 0 leaky_re_lu_2
conv2d_3 Conv2D 152x152x128 73728 max_pooling2d_2
batch_normalization_3 BatchNormalization 152x152x128 512 conv2d_3
leaky_re_lu_3 LeakyReLU 152x152x128 0 batch_normalization_3
conv2d_4 Conv2D 152x152x64 8192 leaky_re_lu_3
batch_normalization_4 BatchNormalization 152x152x64 256 conv2d_4
leaky_re_lu_4 LeakyReLU 152x152x64 0 batch_normalization_4
conv2d_5 Conv2D 152x152x128 73728 leaky_re_lu_4
batch_normalization_5 BatchNormalization 152x152x128 512 conv2d_5
leaky_re_lu_5 LeakyReLU 152x152x128 0 batch_normalization_5
max_pooling2d_3 MaxPooling2D 76x76x128 0 leaky_re_lu_5
conv2d_6 Conv2D 76x76x256 294912 max_pooling2d_3
batch_normalization_6 BatchNormalization 76x76x256 1024 conv2d_6
leaky_re_lu_6 LeakyReLU 76x76x256 0 batch_normalization_6
conv2d_7 Conv2D 76x76x128 32768 leaky_re_lu_6
batch_normalization_7 BatchNormalization 76x76x128 512 conv2d_7
leaky_re_lu_7 LeakyReLU 76x76x128 0 batch_normalization_7
conv2d_8 Conv2D 76x76x256 294912 leaky_re_lu_7
batch_normalization_8 BatchNormalization 76x76x256 1024 conv2d_8
leaky_re_lu_8 LeakyReLU 76x76x256 0 batch_normalization_8
max_pooling2d_4 MaxPooling2D 38x38x256 0 leaky_re_lu_8
conv2d_9 Conv2D 38x38x512 1179648 max_pooling2d_4
batch_normalization_9 BatchNormalization 38x38x512 2048 conv2d_9
leaky_re_lu_9 LeakyReLU 38x38x512 0 batch_normalization_9
conv2d_10 Conv2D 38x38x256 131072 leaky_re_lu_9
batch_normalization_10 BatchNormalization 38x38x256 1024 conv2d_10
leaky_re_lu_10 LeakyReLU 38x38x256 0 batch_normalization_10
conv2d_11 Conv2D 38x38x512 1179648 leaky_re_lu_10
batch_normalization_11 BatchNormalization 38x38x512 2048 conv2d_11
leaky_re_lu_11 LeakyReLU 38x38x512 0 batch_normalization_11
conv2d_12 Conv2D 38x38x256 131072 leaky_re_lu_11
batch_normalization_12 BatchNormalization 38x38x256 1024 conv2d_12
leaky_re_lu_12 LeakyReLU 38x38x256 0 batch_normalization_12
conv2d_13 Conv2D 38x38x512 1179648 leaky_re_lu_12
batch_normalization_13 BatchNormalization 38x38x512 2048 conv2d_13
leaky_re_lu_13 LeakyReLU 38x38x512 0 batch_normalization_13
max_pooling2d_5 MaxPooling2D 19x19x512 0 leaky_re_lu_13
conv2d_14 Conv2D 19x19x1024 4718592 max_pooling2d_5
batch_normalization_14 BatchNormalization 19x19x1024 4096 conv2d_14
leaky_re_lu_14 LeakyReLU 19x19x1024 0 batch_normalization_14
conv2d_15 Conv2D 19x19x512 524288 leaky_re_lu_14
batch_normalization_15 BatchNormalization 19x19x512 2048 conv2d_15
leaky_re_lu_15 LeakyReLU 19x19x512 0 batch_normalization_15
conv2d_16 Conv2D 19x19x1024 4718592 leaky_re_lu_15
batch_normalization_16 BatchNormalization 19x19x1024 4096 conv2d_16
leaky_re_lu_16 LeakyReLU 19x19x1024 0 batch_normalization_16
conv2d_17 Conv2D 19x19x512 524288 leaky_re_lu_16
batch_normalization_17 BatchNormalization 19x19x512 2048 conv2d_17
leaky_re_lu_17 LeakyReLU 19x19x512 0 batch_normalization_17
conv2d_18 Conv2D 19x19x1024 4718592 leaky_re_lu_17
batch_normalization_18 BatchNormalization 19x19x1024 4096 conv2d_18
leaky_re_lu_18 LeakyReLU 19x19x1024 0 batch_normalization_18
conv2d_19 Conv2D 19x19x1024 9437184 leaky_re_lu_18
batch_normalization_19 BatchNormalization 19x19x1024 4096 conv2d_19
conv2d_21 Conv2D 38x38x64 32768 leaky_re_lu_13
leaky_re_lu_19 LeakyReLU 19x19x1024 0 batch_normalization_19
batch_normalization_21 BatchNormalization 38x38x64 256 conv2d_21
conv2d_20 Conv2D 19x19x1024 9437184 leaky_re_lu_19
leaky_re_lu_21 LeakyReLU 38x38x64 0 batch_normalization_21
batch_normalization_20 BatchNormalization 19x19x1024 4096 conv2d_20
space_to_depth_x2 SpaceToDepth 19x19x256 0 leaky_re_lu_21
leaky_re_lu_20 LeakyReLU 19x19x1024 0 batch_normalization_20
concatenate_1 Concatenate 19x19x1280 0 space_to_depth_x2+leaky_re_lu_20
conv2d_22 Conv2D 19x19x1024 11796480 concatenate_1
batch_normalization_22 BatchNormalization 19x19x1024 4096 conv2d_22
leaky_re_lu_22 LeakyReLU 19x19x1024 0 batch_normalization_22
conv2d_23 Conv2D 19x19x425 435625 leaky_re_lu_22
"""


@pytest.fixture(scope="module")
def model():
    return yolov2()


def test_every_row_of_the_notes_table_stands_where_it_does(model):
    ledger = describe(model)
    assert ledger.input_shapes == [(608, 608, 3)]
    ours = [
        f"{row.name} {row.kind} {'x'.join(map(str, row.output_shape))} {row.parameters} {_sources(model, row.name)}"
        for row in ledger.rows
    ]
    for row, wanted in zip(ours, TABLE.strip().split("\n"), strict=True):
        assert row == wanted


def _sources(model, name):
    inputs = model.get_layer(name).input
    inputs = inputs if isinstance(inputs, list) else [inputs]
    return "+".join(tensor._keras_history.operation.name for tensor in inputs)


def test_the_sums_are_those_of_the_notes(model):
    total = describe(model).total
    assert (total.parameters, total.trainable) == (50_983_561, 50_962_889)
    assert total.parameters == model.count_params()
    assert total.parameters - total.trainable == 20_672
    assert model.output_shape == (None, 19, 19, 425)
    assert describe(model).unknown == []


def test_a_cell_sees_most_of_the_picture_however_it_is_passed_through(model):
    assert describe(model).rows[-1].receptive_field == (566, 566)
    darknets = describe(yolov2((64, 64, 3), pass_through="darknet"))
    assert darknets.rows[-1].receptive_field is None and darknets.unknown == []


def test_other_sizes_and_counts():
    model = yolov2((64, 96, 1), classes=3, anchors=2)
    assert model.output_shape == (None, 2, 3, 16)
    assert model(np.zeros((1, 64, 96, 1), np.float32)).shape == (1, 2, 3, 16)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ({"input_shape": (600, 608, 3)}, "multiples of 32"),
        ({"input_shape": (0, 608, 3)}, "n_H of input_shape"),
        ({"input_shape": (608, 608)}, "three whole numbers"),
        ({"classes": 0}, "classes is 0"),
        ({"anchors": 0}, "anchors is 0"),
        ({"pass_through": "reorg"}, "pass_through is 'reorg'"),
    ],
)
def test_what_is_no_yolov2_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        yolov2(**arguments)


@settings(max_examples=20)
@given(
    m=st.integers(1, 2),
    n_H=st.integers(1, 3),
    n_W=st.integers(1, 3),
    n_C=st.integers(1, 4),
    b=st.integers(2, 3),
)
def test_blocks_move_into_channels_as_in_tensorflow(m, n_H, n_W, n_C, b):
    X = np.random.default_rng(0).random((m, n_H * b, n_W * b, n_C), np.float32)
    np.testing.assert_array_equal(SpaceToDepth(b)(X), tf.nn.space_to_depth(X, b))


def test_channel_order_by_hand():
    X = np.array([[["a1", "a2"], ["b1", "b2"]], [["c1", "c2"], ["d1", "d2"]]])
    numbers = np.arange(8, dtype=np.float32).reshape(1, 2, 2, 2)
    moved = keras.ops.convert_to_numpy(SpaceToDepth(2)(numbers)).ravel().astype(int)
    assert X.ravel()[moved].tolist() == ["a1", "a2", "b1", "b2", "c1", "c2", "d1", "d2"]


@pytest.mark.parametrize("shape", [(8, 6, 4), (6, 8, 8), (38, 38, 64)])
def test_darknets_reorg_is_space_to_depth_after_the_middle_two_of_four_rows_changed_places(shape):
    n_H, n_W, n_C = shape
    X = np.random.default_rng(0).random((2, *shape), np.float32)
    rows = X.transpose(0, 3, 1, 2).reshape(2, -1, 4, n_W)[:, :, [0, 2, 1, 3]]
    exchanged = rows.reshape(2, n_C, n_H, n_W).transpose(0, 2, 3, 1)
    np.testing.assert_array_equal(DarknetReorg(2)(X), SpaceToDepth(2)(exchanged))
    unmoved = np.mean(keras.ops.convert_to_numpy(DarknetReorg(2)(X)) == SpaceToDepth(2)(X))
    assert unmoved == pytest.approx(0.5, abs=1e-6)


@pytest.mark.parametrize("layer", [SpaceToDepth, DarknetReorg])
def test_a_saved_network_keeps_its_blocks(tmp_path, layer):
    inputs = keras.Input((6, 12, 9))
    model = keras.Model(inputs, layer(3)(inputs))
    model.save(tmp_path / "model.keras")
    X = np.random.default_rng(0).random((1, 6, 12, 9), np.float32)
    loaded = keras.models.load_model(tmp_path / "model.keras")
    np.testing.assert_array_equal(loaded(X), model(X))
    assert type(loaded.layers[-1]) is layer and model.output_shape == (None, 2, 4, 81)


@pytest.mark.parametrize(
    ("layer", "shape", "words"),
    [
        (SpaceToDepth, (5, 4, 1), "multiples of 2"),
        (SpaceToDepth, (4, None, 1), "multiples of 2"),
        (SpaceToDepth, (4, 4), "multiples of 2"),
        (DarknetReorg, (4, 4, 6), "6 channels; a multiple of 4"),
    ],
)
def test_maps_that_do_not_fall_into_blocks_are_refused(layer, shape, words):
    with pytest.raises(ValueError, match=words):
        layer(2)(keras.Input(shape))


@pytest.mark.parametrize("block", [0, 1.5, True])
def test_what_is_no_block_is_refused(block):
    with pytest.raises(ValueError, match="block is"):
        SpaceToDepth(block)
