"""Sliding windows: how many, where, and that convolutions answer for all of them as cropping does."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from keras import layers

from cnn_helpers.detection import (
    as_convolutional,
    classify_windows,
    sliding_windows,
    window_classifier,
    window_positions,
    window_stride,
)


def chain(size, *steps):
    return keras.Sequential([keras.Input(size), *steps])


def randomised(model):
    """Draw every weight, batch norm's statistics among them."""
    rng = np.random.default_rng(0)
    for weight in model.weights:
        positive = "variance" in weight.name or "gamma" in weight.name
        scale = 1 / np.sqrt(np.prod(weight.shape[:-1])) if weight.ndim > 1 else 0.3
        drawn = rng.uniform(0.5, 1.5, weight.shape) if positive else rng.normal(0, scale, weight.shape)
        weight.assign(drawn)
    return model


def functional():
    inputs = keras.Input((12, 10, 2))
    X = layers.Conv2D(4, 3, dilation_rate=2, activation="relu")(inputs)
    X = layers.Conv2D(5, (2, 1), strides=(2, 1))(X)
    return keras.Model(inputs, layers.Dense(3, activation="softmax")(layers.Flatten()(X)))


NETWORKS = {
    "lectures": lambda: window_classifier(14),
    "window_32": lambda: window_classifier(32),
    "functional, dilated, not square": functional,
    "batch norm and leaky ReLU": lambda: chain(
        (9, 9, 3),
        layers.Rescaling(2.0, -1.0),
        layers.Conv2D(4, 3, use_bias=False),
        layers.BatchNormalization(),
        layers.LeakyReLU(0.1),
        layers.AveragePooling2D(2),
        layers.Flatten(),
        layers.Dropout(0.5),
        layers.Dense(6, use_bias=False),
        layers.BatchNormalization(),
        layers.ReLU(),
        layers.Dense(3),
        layers.Softmax(),
    ),
    "pixels left over": lambda: chain(
        (12, 12, 1), layers.Conv2D(4, 2), layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(2)
    ),
    "padding that never comes": lambda: chain(
        (8, 8, 1),
        layers.Conv2D(4, 1, padding="same"),
        layers.MaxPooling2D(2, padding="same"),
        layers.Flatten(),
        layers.Dense(2),
    ),
    "global average": lambda: chain(
        (8, 6, 2),
        layers.Conv2D(4, 3),
        layers.GlobalAveragePooling2D(),
        layers.Dense(3),
        layers.Activation("tanh"),
    ),
    "global maximum": lambda: chain((8, 6, 2), layers.Conv2D(4, 3, strides=2), layers.GlobalMaxPooling2D()),
    "dense only": lambda: chain((4, 5, 2), layers.Flatten(), layers.Dense(3)),
}


@pytest.mark.parametrize("name", NETWORKS)
def test_convolutions_answer_as_cropping_every_window_does(name):
    model = randomised(NETWORKS[name]())
    convolutional, (down, right) = as_convolutional(model), window_stride(model)
    n_H, n_W, n_C = model.input_shape[1:]
    for more_H, more_W in ((0, 0), (down, 3 * right), (2 * down + 1, right)):
        image = np.random.default_rng(1).random((n_H + more_H, n_W + more_W, n_C), np.float32)
        windows = window_positions(image.shape[:2], (n_H, n_W), (down, right))
        cropped = classify_windows(image, model, windows)
        rows, columns = more_H // down + 1, more_W // right + 1
        answers = keras.ops.convert_to_numpy(convolutional(image[None]))[0, :rows, :columns]
        np.testing.assert_allclose(answers, cropped.reshape(rows, columns, -1), atol=2e-5)
        assert len(windows) == 1 or np.ptp(cropped, axis=0).max() > 1e-3, "windows must be told apart"


def test_the_shapes_of_the_lectures():
    model = window_classifier(14)
    shapes = [as_convolutional(model, (n, n, 3)).output_shape for n in (14, 16, 28)]
    assert shapes == [(None, 1, 1, 4), (None, 2, 2, 4), (None, 8, 8, 4)]
    kinds = [type(layer).__name__ for layer in as_convolutional(model).layers]
    assert kinds == ["InputLayer", "Conv2D", "MaxPooling2D", "Conv2D", "Conv2D", "Conv2D"]
    assert as_convolutional(model).count_params() == model.count_params()


@pytest.mark.parametrize("shape", [(13, 28, 3), (28, 13, 3), (28, 28, 1), (28, 28)])
def test_images_smaller_than_a_window_are_refused(shape):
    with pytest.raises(ValueError, match=r"at least one window, \(14, 14, 3\)"):
        as_convolutional(window_classifier(14), shape)


def test_the_copy_has_weights_of_its_own():
    model = window_classifier(14)
    convolutional = as_convolutional(model)
    before = [weight.copy() for weight in convolutional.get_weights()]
    for weight in model.weights:
        weight.assign(weight + 1)
    for ours, kept in zip(convolutional.get_weights(), before, strict=True):
        np.testing.assert_array_equal(ours, kept)


def branched():
    inputs = keras.Input((8, 8, 3))
    both = [layers.Conv2D(2, 3)(inputs), layers.Conv2D(2, 3)(inputs)]
    return keras.Model(inputs, layers.Dense(2)(layers.Flatten()(layers.Add()(both))))


@pytest.mark.parametrize(
    ("make", "words"),
    [
        (lambda: layers.Dense(2), "a built Keras model with one input and one output"),
        (lambda: keras.Sequential([layers.Dense(2)]), "a built Keras model with one input and one output"),
        (branched, "joins 2 branches"),
        (lambda: chain((8, 8, 3), layers.Conv2D(2, 3)), "a vector for each window is needed"),
        (
            lambda: chain((8, 8, 3), layers.Conv2D(2, 3), layers.Flatten()),
            "a vector for each window is needed",
        ),
        (lambda: chain((8,), layers.Dense(2)), "windows .* of one size"),
        (
            lambda: chain((None, None, 3), layers.Conv2D(2, 3), layers.GlobalAveragePooling2D()),
            "windows .* of one size",
        ),
        (
            lambda: chain((8, 8, 3), layers.Conv2D(2, 3, padding="same"), layers.Flatten(), layers.Dense(2)),
            "pads a window of 8x8",
        ),
        (
            lambda: chain(
                (7, 7, 3), layers.MaxPooling2D(2, padding="same"), layers.Flatten(), layers.Dense(2)
            ),
            "pads a window of 7x7",
        ),
        (
            lambda: chain((8, 8, 3), layers.ZeroPadding2D(), layers.Flatten(), layers.Dense(2)),
            "ZeroPadding2D",
        ),
        (lambda: chain((8, 8, 3), layers.UpSampling2D(), layers.Flatten(), layers.Dense(2)), "UpSampling2D"),
        (
            lambda: chain((8, 8, 3), layers.Flatten(), layers.BatchNormalization(), layers.Dense(2)),
            "stands between Flatten and Dense",
        ),
        (
            lambda: chain((8, 8, 3), layers.Flatten(), layers.Softmax(), layers.Dense(2)),
            "stands between Flatten and Dense",
        ),
        (
            lambda: chain((4, 4, 3), layers.BatchNormalization(axis=1), layers.Flatten(), layers.Dense(2)),
            "BatchNormalization; there is no convolution",
        ),
        (
            lambda: chain(
                (8, 8, 3), chain((8, 8, 3), layers.Conv2D(2, 3)), layers.Flatten(), layers.Dense(2)
            ),
            "Sequential; there is no convolution",
        ),
    ],
)
def test_models_that_are_no_chain_of_unpadded_layers_are_refused(make, words):
    for function in (as_convolutional, window_stride):
        with pytest.raises(ValueError, match=words):
            function(make())


@settings(max_examples=40)
@given(
    n_H=st.integers(1, 12),
    n_W=st.integers(1, 12),
    height=st.integers(1, 12),
    width=st.integers(1, 12),
    down=st.integers(1, 4),
    right=st.integers(1, 4),
)
def test_windows_are_all_that_fit(n_H, n_W, height, width, down, right):
    if height > n_H or width > n_W:
        with pytest.raises(ValueError, match="does not fit"):
            window_positions((n_H, n_W), (height, width), (down, right))
        return
    windows = window_positions((n_H, n_W), (height, width), (down, right))
    expected = [
        [x, y, x + width, y + height]
        for y in range(0, n_H, down)
        for x in range(0, n_W, right)
        if x + width <= n_W and y + height <= n_H
    ]
    assert windows.tolist() == expected


def bright_corner(threshold=0.5):
    """A classifier of 4x4 windows: "bright" if their mean is above the threshold, else "nothing"."""
    model = chain((4, 4, 1), layers.Flatten(), layers.Dense(2, activation="softmax"))
    kernel = np.zeros((16, 2))
    kernel[:, 0] = 20 / 16
    model.set_weights([kernel, np.array([-20 * threshold, 0])])
    return model


@pytest.mark.parametrize("at_once", [False, True])
def test_a_bright_square_is_found_in_its_place_and_size(at_once):
    image = np.zeros((24, 20, 1), np.float32)
    image[8:16, 12:20] = 1
    found = sliding_windows(
        image, bright_corner(), sizes=(8, (16, 8), 12), stride=2, threshold=0.9, at_once=at_once
    )
    assert found.boxes[0].tolist() == [12, 8, 20, 16] and found.classes[0] == 0
    counts = [5 * 4, 2 * 4, 3 * 2]  # at 12x10, 6x10 and 8x7 pixels the window is 4x4
    assert found.windows == sum(counts) and found.seconds > 0


def test_both_ways_find_the_same():
    model = randomised(chain((6, 6, 3), layers.Conv2D(4, 3), layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(3),
                             layers.Softmax()))  # fmt: skip
    image = np.random.default_rng(3).random((30, 26, 3), np.float32)
    one_by_one, at_once = (
        sliding_windows(image, model, [6, 9, (12, 8)], stride=4, threshold=0.4, max_boxes=30, at_once=way)
        for way in (False, True)
    )
    assert one_by_one.windows == at_once.windows and len(one_by_one.boxes) > 3
    np.testing.assert_allclose(one_by_one.boxes, at_once.boxes)
    np.testing.assert_allclose(one_by_one.scores, at_once.scores, rtol=1e-5)
    assert one_by_one.classes.tolist() == at_once.classes.tolist()


def test_an_empty_street_has_no_objects():
    found = sliding_windows(np.zeros((16, 16, 1)), bright_corner(), sizes=[8])
    assert len(found.boxes) == 0 and found.boxes.shape == (0, 4) and found.windows > 0


@pytest.mark.parametrize(
    ("settings_", "words"),
    [
        ({"sizes": ()}, "at least one size"),
        ({"sizes": 8}, "at least one size"),
        ({"sizes": [20]}, "20x20 does not fit"),
        ({"sizes": [(8, 8, 8)]}, "one number or a pair"),
        ({"sizes": [0]}, "sizes is 0"),
        ({"stride": 0}, "stride is 0"),
        ({"threshold": 2}, "threshold is 2"),
    ],
)
def test_sweeps_that_cannot_be_are_refused(settings_, words):
    with pytest.raises(ValueError, match=words):
        sliding_windows(np.zeros((16, 16, 1)), bright_corner(), **({"sizes": [8]} | settings_))


def test_a_stride_that_convolutions_cannot_make_is_refused_at_once_only():
    model = chain((6, 6, 1), layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(2, activation="softmax"))
    image = np.zeros((9, 9, 1))
    assert sliding_windows(image, model, [6], stride=3).windows == 4
    with pytest.raises(ValueError, match=r"multiples of \(2, 2\)"):
        sliding_windows(image, model, [6], stride=3, at_once=True)


@pytest.mark.parametrize(
    ("windows", "words"),
    [
        ([[0, 0, 4, 5]], r"\(5, 4\) pixels; \(4, 4\) are needed"),
        ([[14, 0, 18, 4]], "outside the image"),
        ([[-1, 0, 3, 4]], "outside the image"),
        ([[0.0, 0, 4, 4]], "whole pixels"),
        ([], "whole pixels"),
    ],
)
def test_windows_that_cannot_be_cut_out_are_refused(windows, words):
    with pytest.raises(ValueError, match=words):
        classify_windows(np.zeros((16, 16, 1)), bright_corner(), windows)
