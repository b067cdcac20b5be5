"""The small YOLO: its output's form, what its parts are, and the sizes it refuses."""

import keras
import numpy as np
import pytest

from cnn_helpers.models import small_yolo


@pytest.fixture(scope="module")
def model():
    return small_yolo((48, 64, 3), classes=3, anchors=2)


def test_output_has_a_cell_for_every_eight_pixels_and_a_box_for_every_anchor(model):
    assert model.output_shape == (None, 6, 8, 2 * (5 + 3))


def test_layers_are_those_of_yolov2(model):
    kinds = [type(layer).__name__ for layer in model.layers]
    assert kinds.count("Conv2D") == kinds.count("BatchNormalization") + 1 == kinds.count("LeakyReLU") + 1
    assert kinds.count("SpaceToDepth") == kinds.count("Concatenate") == 1
    assert {layer.kernel_size for layer in model.layers if isinstance(layer, keras.layers.Conv2D)} == {
        (1, 1),
        (3, 3),
    }


def test_pass_through_brings_what_the_coarse_map_never_saw(model):
    fine = model.get_layer(next(l.name for l in model.layers if type(l).__name__ == "SpaceToDepth"))
    joined = next(l for l in model.layers if isinstance(l, keras.layers.Concatenate))
    assert joined.output.shape[1:3] == fine.output.shape[1:3] == (6, 8)
    assert fine.input.shape[1:3] == (12, 16)


def test_every_place_of_the_output_sees_the_whole_picture():
    """Cars are nearly as wide as the picture: the middle must see both ends."""
    model = small_yolo()
    weights = [np.abs(w) + 0.01 for w in model.get_weights()]  # so that nothing cancels
    model.set_weights(weights)
    dark = np.zeros((3, 96, 96, 3), np.float32)
    dark[1, 48, 1], dark[2, 48, 94] = 1, 1
    nothing, left, right = np.asarray(model(dark))[:, 6, 6, 0]
    assert left > nothing and right > nothing


def test_output_is_float32_under_mixed_precision_too():
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy("mixed_bfloat16")
    try:
        model = small_yolo((16, 16, 3))
    finally:
        keras.config.set_dtype_policy(before)
    assert model.layers[1].compute_dtype == "bfloat16" and model.output.dtype == "float32"


@pytest.mark.parametrize(
    ("wrong", "words"),
    [
        ({"input_shape": (100, 96, 3)}, "multiples of 8 are needed"),
        ({"input_shape": (8, 96, 3)}, "at least 16 is needed"),
        ({"classes": 1}, "at least 2 is needed"),
        ({"anchors": 0}, "at least 1 is needed"),
        ({"filters": (16, 32)}, "4 whole numbers .* are needed"),
        ({"filters": (16, 32, 0, 8)}, "at least 1 is needed"),
        ({"blocks": (2, 0)}, "at_eighth is 0; .* at least 1 is needed"),
    ],
)
def test_what_it_cannot_be_is_refused(wrong, words):
    with pytest.raises(ValueError, match=words):
        small_yolo(**wrong)
