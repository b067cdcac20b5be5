"""Losses of class maps against Keras, scikit-learn's log loss and a loop."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import log_loss

from cnn_helpers.segmentation import cross_entropy_and_dice, pixel_cross_entropy, soft_dice_loss


@st.composite
def pixels(draw):
    m, n_H, n_W, C = (draw(st.integers(1, most)) for most in (3, 5, 5, 6))
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    logits = rng.normal(0, 3, (m, n_H, n_W, C + 1)).astype("float32")
    return rng.integers(0, C + 1, (m, n_H, n_W)), logits, rng


def softmax(logits):
    powers = np.exp(logits.astype(float) - logits.max(axis=-1, keepdims=True))
    return powers / powers.sum(axis=-1, keepdims=True)


@settings(max_examples=30, deadline=None)
@given(pixels())
def test_cross_entropy_is_that_of_keras_and_with_weights_that_of_scikit_learn(case):
    y_true, logits, rng = case
    keras_loss = keras.losses.SparseCategoricalCrossentropy(from_logits=True)(y_true, logits)
    assert float(pixel_cross_entropy(y_true, logits)) == pytest.approx(float(keras_loss), rel=1e-4, abs=1e-5)
    weights = rng.uniform(0.1, 5, logits.shape[-1])
    expected = log_loss(
        y_true.ravel(),
        softmax(logits).reshape(-1, logits.shape[-1]),
        labels=range(logits.shape[-1]),
        sample_weight=weights[y_true.ravel()],
    )
    for scale in (1, 7):
        ours = float(pixel_cross_entropy(y_true, logits, scale * weights))
        assert ours == pytest.approx(expected, rel=1e-3, abs=1e-4)


@settings(max_examples=30, deadline=None)
@given(pixels())
def test_dice_is_that_of_a_loop(case):
    y_true, logits, rng = case
    smooth = float(rng.uniform(0.5, 2))
    probabilities, scores = softmax(logits).reshape(-1, logits.shape[-1]), []
    for k in range(logits.shape[-1]):
        overlap = size = 0.0
        for p, t in zip(probabilities[:, k], y_true.ravel() == k, strict=True):
            overlap, size = overlap + p * t, size + p + t
        scores.append((2 * overlap + smooth) / (size + smooth))
    expected = 1 - np.mean(scores)
    assert float(soft_dice_loss(y_true, logits, smooth)) == pytest.approx(expected, rel=1e-4, abs=1e-5)
    both = float(pixel_cross_entropy(y_true, logits)) + 2 * float(soft_dice_loss(y_true, logits))
    assert float(cross_entropy_and_dice(y_true, logits, dice_weight=2)) == pytest.approx(both, rel=1e-5)


def test_dice_of_sure_answers_is_one_minus_the_f1_score_of_the_classes():
    rng = np.random.default_rng(0)
    y_true, answer = rng.integers(0, 3, (2, 1, 20, 20))
    logits = 60 * np.eye(3, dtype="float32")[answer]
    matrix = np.array([[((y_true == i) & (answer == j)).sum() for j in range(3)] for i in range(3)])
    f1 = 2 * np.diag(matrix) / (matrix.sum(0) + matrix.sum(1))
    assert float(soft_dice_loss(y_true, logits, smooth=0)) == pytest.approx(1 - f1.mean(), rel=1e-5)


def test_dice_minds_a_small_class_that_cross_entropy_hardly_sees():
    y_true = np.zeros((1, 40, 40), int)
    y_true[0, 20, 20:24] = 1
    blind = np.zeros((1, 40, 40, 2), "float32")
    blind[..., 0] = 6  # "all is background"
    seeing = blind.copy()
    seeing[0, 20, 20:24] = [0, 6]

    def gap(loss):
        return float(loss(y_true, blind)) - float(loss(y_true, seeing))

    assert gap(pixel_cross_entropy) < 0.02 and gap(soft_dice_loss) > 0.2


def test_losses_of_half_precision_logits_are_float32_numbers():
    logits = keras.ops.cast(np.random.default_rng(0).normal(size=(1, 2, 2, 3)), "bfloat16")
    for loss in (pixel_cross_entropy, soft_dice_loss, cross_entropy_and_dice):
        assert keras.backend.standardize_dtype(loss(np.zeros((1, 2, 2), int), logits).dtype) == "float32"


@pytest.mark.parametrize("loss", [pixel_cross_entropy, soft_dice_loss, cross_entropy_and_dice])
@pytest.mark.parametrize(("y_shape", "shape"), [((1, 4, 4), (1, 4, 5, 3)), ((1, 4, 4, 3), (1, 4, 4, 3))])
def test_maps_that_do_not_fit_the_logits_are_refused(loss, y_shape, shape):
    with pytest.raises(ValueError, match=r"y_true has shape .* and logits .* are needed"):
        loss(np.zeros(y_shape, int), np.zeros(shape))


def test_weights_of_other_classes_are_refused():
    with pytest.raises(ValueError, match=r"class_weights have shape \(2,\); \(3,\) is needed"):
        pixel_cross_entropy(np.zeros((1, 2, 2), int), np.zeros((1, 2, 2, 3)), [1, 1])
