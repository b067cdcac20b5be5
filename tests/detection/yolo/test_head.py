"""The decoding of raw numbers against a loop over cells, and darknet's order of channels."""

import math

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import from_darknet, yolo_head

ANCHORS = np.array([[1.0, 2.0], [3.0, 1.5]])


def sigmoid(value):
    return 1 / (1 + math.exp(-value))


@settings(deadline=None, max_examples=30)
@given(grid=st.integers(1, 4), classes=st.integers(1, 3), seed=st.integers(0, 99), flat=st.booleans())
def test_the_head_equals_a_loop_over_cells_and_anchors(grid, classes, seed, flat):
    raw = np.random.default_rng(seed).normal(size=(grid, grid, 2, 5 + classes))
    given_raw = raw.reshape(grid, grid, -1) if flat else raw
    xy, wh, confidence, probabilities = yolo_head(given_raw, ANCHORS, classes)
    for row in range(grid):
        for column in range(grid):
            for anchor in range(2):
                pc, bx, by, bh, bw, *kinds = raw[row, column, anchor]
                place = row, column, anchor
                expected = [(column + sigmoid(bx)) / grid, (row + sigmoid(by)) / grid]
                np.testing.assert_allclose(xy[place], expected)
                width, height = ANCHORS[anchor] / grid
                np.testing.assert_allclose(wh[place], [width * math.exp(bw), height * math.exp(bh)])
                np.testing.assert_allclose(confidence[place], [sigmoid(pc)])
                total = sum(map(math.exp, kinds))
                np.testing.assert_allclose(probabilities[place], [math.exp(kind) / total for kind in kinds])


def test_a_batch_is_decoded_image_by_image_and_float32_stays():
    raw = np.random.default_rng(0).normal(size=(3, 4, 4, 16)).astype(np.float32)
    together = yolo_head(raw, ANCHORS, 3)
    for k in range(3):
        for whole, one in zip(together, yolo_head(raw[k], ANCHORS, 3), strict=True):
            assert whole.dtype == np.float32
            np.testing.assert_array_equal(whole[k], one)


def test_raw_numbers_far_out_give_certain_answers_and_no_overflow():
    raw = np.zeros((1, 1, 2, 6))
    raw[..., 0], raw[..., 1], raw[..., 2] = -2000, 2000, -2000
    with np.errstate(over="raise", invalid="raise"):
        xy, _, confidence, _ = yolo_head(raw, ANCHORS, 1)
    assert confidence.max() == 0 and xy[0, 0, 0].tolist() == [1, 0]


def test_darknets_channels_are_reordered_for_each_anchor():
    raw = np.random.default_rng(1).normal(size=(2, 3, 3, 16))
    ours = from_darknet(raw, 2, 3)
    assert ours.shape == (2, 3, 3, 2, 8)
    for anchor in range(2):
        tx, ty, tw, th, to, *kinds = np.moveaxis(raw[..., 8 * anchor : 8 * anchor + 8], -1, 0)
        np.testing.assert_array_equal(ours[..., anchor, :], np.stack([to, tx, ty, th, tw, *kinds], -1))


@pytest.mark.parametrize(
    ("shape", "classes", "says"),
    [
        ((3, 4, 16), 3, r"raw has shape \(3, 4, 16\); \(..., grid, grid, 2, 8\)"),
        ((3, 3, 15), 3, "is needed for 2 anchors and 3 classes"),
        ((3, 3, 2, 8), 4, "is needed for 2 anchors and 4 classes"),
        ((3, 3, 16), 0, "n_classes is 0"),
    ],
)
def test_output_of_another_shape_is_refused(shape, classes, says):
    for decode in (
        lambda: yolo_head(np.zeros(shape), ANCHORS, classes),
        lambda: from_darknet(np.zeros(shape), 2, classes),
    ):
        with pytest.raises(ValueError, match=says):
            decode()
