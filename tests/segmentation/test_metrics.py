"""Confusion matrices and IoU against scikit-learn, Keras and a loop."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn import metrics as sklearn_metrics

from cnn_helpers.segmentation import confusion_matrix, iou_per_class, mean_iou


@st.composite
def pairs_of_maps(draw):
    n_classes = draw(st.integers(2, 6))
    shape = tuple(draw(st.lists(st.integers(1, 6), min_size=1, max_size=3)))
    rng = np.random.default_rng(draw(st.integers(0, 1000)))
    present = rng.choice(
        n_classes, size=draw(st.integers(1, n_classes)), replace=False
    )  # some are in neither
    return *(rng.choice(present, size=shape).astype(np.uint8) for _ in range(2)), n_classes


@settings(max_examples=60, deadline=None)
@given(pairs_of_maps())
def test_matrix_and_iou_are_those_of_scikit_learn(maps):
    y_true, y_pred, n_classes = maps
    expected = sklearn_metrics.confusion_matrix(y_true.ravel(), y_pred.ravel(), labels=range(n_classes))
    matrix = confusion_matrix(y_true, y_pred, n_classes)
    np.testing.assert_array_equal(matrix, expected)
    present = np.union1d(y_true, y_pred)
    jaccard = sklearn_metrics.jaccard_score(y_true.ravel(), y_pred.ravel(), labels=present, average=None)
    np.testing.assert_allclose(iou_per_class(matrix)[present], jaccard)
    assert np.isnan(np.delete(iou_per_class(matrix), present)).all()
    assert mean_iou(y_true, y_pred, n_classes) == pytest.approx(jaccard.mean())


@settings(max_examples=40, deadline=None)
@given(pairs_of_maps())
def test_mean_iou_is_that_of_a_loop_over_the_classes(maps):
    y_true, y_pred, n_classes = maps
    ratios = []
    for k in range(n_classes):
        both = either = 0
        for t, p in zip(y_true.ravel(), y_pred.ravel(), strict=True):
            both += t == k and p == k
            either += t == k or p == k
        if either:
            ratios.append(both / either)
    assert mean_iou(y_true, y_pred, n_classes) == pytest.approx(sum(ratios) / len(ratios))


def test_mean_iou_is_that_of_keras():
    rng = np.random.default_rng(0)
    y_true, y_pred = rng.integers(0, 4, (2, 2, 5, 6))
    oracle = keras.metrics.MeanIoU(num_classes=7)  # it too leaves out classes that are in neither
    oracle.update_state(y_true, y_pred)
    assert mean_iou(y_true, y_pred, 7) == pytest.approx(float(oracle.result()), rel=1e-6)


def test_matrices_of_batches_add_up():
    rng = np.random.default_rng(1)
    y_true, y_pred = rng.integers(0, 3, (2, 4, 5, 5))
    halves = sum(confusion_matrix(y_true[k : k + 2], y_pred[k : k + 2], 3) for k in (0, 2))
    np.testing.assert_array_equal(halves, confusion_matrix(y_true, y_pred, 3))


@pytest.mark.parametrize(
    ("y_true", "y_pred", "message"),
    [
        ([0, 9], [0, 1], "y_true holds values from 0 to 9; whole numbers from 0 to 8 are needed"),
        ([0, 1], [-1, 1], "y_pred holds values from -1 to 1; whole numbers from 0 to 8"),
        ([0, 1], [0.2, 0.8], "y_pred holds float64 values; whole numbers"),
        ([0, 1], [[0, 1]], r"y_true has shape \(2,\) and y_pred \(1, 2\); they must be equal"),
        ([], [], "at least one pixel is needed"),
    ],
)
def test_what_is_no_pair_of_maps_is_refused(y_true, y_pred, message):
    with pytest.raises(ValueError, match=message):
        mean_iou(y_true, y_pred, 9)


def test_a_matrix_that_is_not_square_is_refused():
    with pytest.raises(ValueError, match=r"shape \(2, 3\); \(C, C\) is needed"):
        iou_per_class(np.ones((2, 3)))
