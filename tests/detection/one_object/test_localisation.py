"""The label of one object or none, its losses against loops and Keras' own, and its score."""

import math

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import (
    LocalisationScore,
    iou,
    localisation_label,
    localisation_log_loss,
    localisation_loss,
    localisation_score,
    read_localisation,
)


def squared_by_loops(y_true, y_pred):
    if y_true[0] == 0:
        return (y_true[0] - y_pred[0]) ** 2
    return sum((a - b) ** 2 for a, b in zip(y_true, y_pred, strict=True))


def logarithmic_by_loops(y_true, y_pred, box_weight):
    if y_true[0] == 0:
        return -math.log(1 - y_pred[0])
    box = sum((a - b) ** 2 for a, b in zip(y_true[1:5], y_pred[1:5], strict=True))
    (kind,) = (k for k, c in enumerate(y_true[5:]) if c == 1)
    return -math.log(y_pred[0]) + box_weight * box - math.log(y_pred[5 + kind])


def drawn(seed, m, n_classes):
    """Return labels, about half of them empty, and answers whose parts are probabilities."""
    rng = np.random.default_rng(seed)
    y_true = np.zeros((m, 5 + n_classes), np.float32)
    for row in y_true:
        if rng.random() < 0.5:
            row[:5] = 1, *rng.random(4)
            row[5 + rng.integers(n_classes)] = 1
    y_pred = rng.uniform(0.05, 0.95, y_true.shape)
    y_pred[:, 5:] /= y_pred[:, 5:].sum(1, keepdims=True)
    return y_true, y_pred.astype(np.float32)


@settings(max_examples=30)
@given(seed=st.integers(0, 10_000), m=st.integers(1, 5), n_classes=st.integers(1, 4), weight=st.floats(0, 9))
def test_losses_equal_loops(seed, m, n_classes, weight):
    y_true, y_pred = drawn(seed, m, n_classes)
    squared = [squared_by_loops(*pair) for pair in zip(y_true, y_pred, strict=True)]
    np.testing.assert_allclose(localisation_loss(y_true, y_pred), squared, rtol=1e-5)
    logs = [logarithmic_by_loops(*pair, weight) for pair in zip(y_true, y_pred, strict=True)]
    np.testing.assert_allclose(localisation_log_loss(y_true, y_pred, weight), logs, rtol=1e-4, atol=1e-5)


def test_the_log_loss_is_kerass_where_an_object_is():
    y_true, y_pred = drawn(0, 40, 3)
    held = y_true[:, 0] == 1
    presence = keras.losses.binary_crossentropy(y_true[:, :1], y_pred[:, :1])
    classes = keras.losses.categorical_crossentropy(y_true[:, 5:], y_pred[:, 5:])
    expected = np.asarray(presence) + held * np.asarray(classes)
    np.testing.assert_allclose(localisation_log_loss(y_true, y_pred, box_weight=0), expected, rtol=1e-4)


@pytest.mark.parametrize("loss", [localisation_loss, localisation_log_loss])
def test_without_an_object_only_pc_counts(loss):
    y_true, y_pred = np.zeros((1, 8), np.float32), np.full((1, 8), 0.3, np.float32)
    other = y_pred.copy()
    other[0, 1:] = 0.9
    assert loss(y_true, y_pred)[0] == loss(y_true, other)[0] > 0
    held = y_true.copy()
    held[0, [0, 5]] = 1
    assert loss(held, y_pred)[0] != loss(held, other)[0]


def test_the_log_loss_stays_finite_for_answers_that_are_sure_and_wrong():
    y_true = np.array([[1, 0, 0, 0, 0, 1, 0], [0, 0, 0, 0, 0, 0, 0]], np.float32)
    y_pred = np.array([[0, 0, 0, 0, 0, 0, 1], [1, 0, 0, 0, 0, 1, 0]], np.float32)
    losses = np.asarray(localisation_log_loss(y_true, y_pred))
    assert np.isfinite(losses).all() and (losses > 10).all()


@given(
    box=st.tuples(*4 * [st.floats(0, 50)]),
    kind=st.integers(0, 2),
    height=st.integers(1, 90),
    width=st.integers(1, 90),
)
def test_a_label_can_be_read_back(box, kind, height, width):
    (x1, x2), (y1, y2) = sorted(box[::2]), sorted(box[1::2])
    y = localisation_label((x1, y1, x2, y2), kind, (height, width))
    presence, boxes, classes = read_localisation(y[None], (height, width))
    assert (presence[0], classes[0]) == (1, kind)
    np.testing.assert_allclose(boxes[0], (x1, y1, x2, y2), atol=1e-4)


def test_height_comes_before_width_in_the_label():
    y = localisation_label((0, 0, 40, 10), 2, (20, 80))
    assert y.tolist() == [1, 0.25, 0.25, 0.5, 0.5, 0, 0, 1]


def test_the_score_counts_boxes_and_classes_only_where_an_object_is():
    y_true, y_pred = drawn(1, 50, 3)
    score = localisation_score(y_true, y_pred)
    held = np.flatnonzero(y_true[:, 0])
    corners = [
        [(y[1] - y[4] / 2, y[2] - y[3] / 2, y[1] + y[4] / 2, y[2] + y[3] / 2) for y in (y_true[k], y_pred[k])]
        for k in held
    ]
    assert score.mean_iou == pytest.approx(np.mean([iou(*both) for both in corners]), abs=1e-5)
    assert score.class_accuracy == np.mean([y_true[k, 5:].argmax() == y_pred[k, 5:].argmax() for k in held])
    assert score.presence_accuracy == np.mean((y_pred[:, 0] >= 0.5) == (y_true[:, 0] == 1))
    assert localisation_score(y_true, y_true) == LocalisationScore(1.0, 1.0, 1.0)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (((0, 0, 5, 5), None, (9, 9)), "both are needed"),
        ((None, 1, (9, 9)), "both are needed"),
        (((0, 0, 5, 5), 3, (9, 9)), "classes from 0 to 2"),
        (((5, 0, 0, 5), 1, (9, 9)), "x1 <= x2"),
        (((0, 0, 5, 5), 1, 9), r"\(n_H, n_W\)"),
        (((0, 0, 5, 5), 1, (9, 0)), "size is 0"),
        ((None, None, (9, 9), 0), "n_classes is 0"),
    ],
)
def test_what_is_no_label_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        localisation_label(*arguments)


def test_other_shapes_are_refused():
    y = np.zeros((2, 8), np.float32)
    for loss in (localisation_loss, localisation_log_loss, localisation_score):
        for other in (np.zeros((2, 7), np.float32), np.zeros(8, np.float32)):
            with pytest.raises(ValueError, match="needed"):
                loss(y, other)
    with pytest.raises(ValueError, match="box_weight is -1"):
        localisation_log_loss(y, y, box_weight=-1)
    with pytest.raises(ValueError, match="holds an object"):
        localisation_score(y, y)
    with pytest.raises(ValueError, match="at least one class"):
        read_localisation(y[:, :5], (9, 9))
