"""YOLO's loss: against a loop over images, cells and anchors, its gradient, and what it must not punish."""

import math

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.detection import encode_labels, iou, yolo_costs, yolo_loss

ANCHORS = np.array([[1.0, 1.0], [0.7, 2.0], [3.0, 1.5]])
NAMES = ("coordinates", "objectness", "no_object", "classes")


def sigmoid(value):
    return 1 / (1 + math.exp(-value))


def corners(x, y, w, h):
    return x - w / 2, y - h / 2, x + w / 2, y + h / 2


def costs_by_loops(target, raw, anchors, ignore):
    """The four costs of one image, place by place."""
    grid = len(target)
    places = list(np.ndindex(grid, grid, len(anchors)))
    truths = [
        corners(bx + column, by + row, bw, bh)
        for row, column, anchor in places
        for pc, bx, by, bh, bw in [target[row, column, anchor, :5]]
        if pc == 1
    ]
    costs = dict.fromkeys(NAMES, 0.0)
    for row, column, anchor in places:
        pc, bx, by, bh, bw, *kinds = raw[row, column, anchor]
        wide, high = anchors[anchor]
        if target[row, column, anchor, 0] == 1:
            _, true_x, true_y, true_h, true_w, *true_kinds = target[row, column, anchor]
            errors = (
                sigmoid(bx) - true_x,
                sigmoid(by) - true_y,
                bh - math.log(true_h / high),
                bw - math.log(true_w / wide),
            )
            costs["coordinates"] += sum(error**2 for error in errors)
            costs["objectness"] -= math.log(sigmoid(pc))
            chance = math.exp(kinds[true_kinds.index(1)]) / sum(map(math.exp, kinds))
            costs["classes"] -= math.log(chance)
        else:
            box = corners(sigmoid(bx) + column, sigmoid(by) + row, wide * math.exp(bw), high * math.exp(bh))
            if max([iou(box, truth) for truth in truths], default=0) <= ignore:
                costs["no_object"] -= math.log(1 - sigmoid(pc))
    return costs


def draw(seed, m, grid):
    rng = np.random.default_rng(seed)
    targets = []
    for _ in range(m):
        n = rng.integers(0, 5)
        boxes = np.hstack([rng.uniform(0, 1, (n, 2)), rng.uniform(0.1, 0.9, (n, 2))])
        targets.append(encode_labels(boxes, rng.integers(0, 2, n), ANCHORS, grid, 2))
    return np.stack(targets), rng.normal(size=(m, grid, grid, 3, 7)).astype(np.float32)


@settings(deadline=None, max_examples=25)
@given(
    m=st.integers(1, 3),
    grid=st.integers(1, 4),
    seed=st.integers(0, 999),
    ignore=st.sampled_from([0.2, 0.6, 1.0]),
)
def test_the_costs_equal_a_loop_over_places(m, grid, seed, ignore):
    target, raw = draw(seed, m, grid)
    costs = yolo_costs(target, raw.reshape(m, grid, grid, -1), ANCHORS, ignore)
    for k in range(m):
        expected = costs_by_loops(target[k].astype(float), raw[k].astype(float), ANCHORS, ignore)
        assert {name: float(costs[name][k]) for name in NAMES} == pytest.approx(expected, rel=1e-4, abs=1e-5)


def test_the_loss_adds_the_costs_with_their_weights():
    target, raw = draw(1, 3, 3)
    costs = yolo_costs(target, raw, ANCHORS)
    weights = {"coordinates": 2.0, "objectness": 3.0, "no_object": 0.25, "classes": 0.0}
    expected = sum(weights[name] * np.asarray(costs[name]) for name in NAMES)
    np.testing.assert_allclose(yolo_loss(target, raw, ANCHORS, **weights), expected, rtol=1e-6)
    assert (np.asarray(yolo_loss(target, raw, ANCHORS)) > 0).all()


def test_the_slope_equals_finite_differences():
    target, raw = draw(3, 1, 2)
    target[0, 0, 0, 0] = [1, 0.3, 0.6, 0.9, 1.2, 0, 1]

    def loss(values):
        return tf.reduce_sum(yolo_loss(target, values, ANCHORS, ignore=1.0))

    variable = tf.Variable(raw)
    with tf.GradientTape() as tape:
        value = loss(variable)
    slope = tape.gradient(value, variable).numpy()
    for place in ((0, 0, 0, 0, channel) for channel in range(7)):
        step = np.zeros_like(raw)
        step[place] = 1e-2
        assert slope[place] == pytest.approx(
            float(loss(raw + step) - loss(raw - step)) / 2e-2, rel=2e-2, abs=2e-3
        )


def test_a_good_box_at_a_neighbouring_anchor_is_not_told_that_nothing_is_there():
    anchors = [[2.0, 1.0], [2.2, 1.0]]
    target = encode_labels([[0.5, 0.5, 0.66, 0.33]], [0], anchors, 3, 1)[np.newaxis]
    raw = np.full((1, 3, 3, 2, 6), -20.0, np.float32)
    raw[..., 1:5] = 0
    raw[0, 1, 1, 1, 0] = 3.0  # the other anchor of the same cell is sure of itself, and its box is right
    punished = float(yolo_costs(target, raw, anchors, ignore=1.0)["no_object"][0])
    assert punished == pytest.approx(math.log1p(math.exp(3)), rel=1e-5)
    assert float(yolo_costs(target, raw, anchors)["no_object"][0]) < 1e-6


def test_wild_raw_numbers_give_a_finite_loss_and_slope():
    target, raw = draw(5, 2, 3)
    raw = tf.Variable(raw * 200)
    with tf.GradientTape() as tape:
        loss = yolo_loss(target, raw, ANCHORS)
    assert np.isfinite(loss).all() and np.isfinite(tape.gradient(loss, raw)).all()


def test_keras_trains_with_it_and_16_bit_outputs_are_summed_in_32():
    target, raw = draw(2, 2, 3)
    exact = yolo_loss(target, raw, ANCHORS)
    short = yolo_loss(target, tf.cast(raw, tf.bfloat16), ANCHORS)
    assert short.dtype == tf.float32
    np.testing.assert_allclose(short, exact, rtol=0.05)
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.layers.Input((3, 3, 4)), keras.layers.Conv2D(21, 1)])
    model.compile("adam", lambda y_true, y_pred: yolo_loss(y_true, y_pred, ANCHORS))
    images = np.random.default_rng(0).normal(size=(2, 3, 3, 4)).astype(np.float32)
    losses = model.fit(images, target, epochs=5, verbose=0).history["loss"]
    assert losses[-1] < losses[0]


@pytest.mark.parametrize(
    ("true", "pred", "options", "says"),
    [
        (
            (1, 3, 3, 3, 7),
            (1, 3, 3, 20),
            {},
            r"y_pred has shape \(1, 3, 3, 20\); .*\('m', 3, 3, 21\) is needed",
        ),
        ((1, 3, 3, 2, 7), (1, 3, 3, 21), {}, r"y_true has shape \(1, 3, 3, 2, 7\); \(m, grid, grid, 3, 5"),
        ((1, 3, 3, 3, 5), (1, 3, 3, 15), {}, "at least one class"),
        ((1, 3, 3, 3, 7), (1, 3, 3, 21), {"coordinates": -1}, "coordinates is -1; a weight of at least 0"),
        ((1, 3, 3, 3, 7), (1, 3, 3, 21), {"ignore": 1.5}, "ignore is 1.5; a number from 0 to 1"),
        ((1, 3, 3, 3, 7), (1, 3, 3, 21), {"most": 0}, "most is 0; a whole number of at least 1"),
    ],
)
def test_other_shapes_and_weights_are_refused(true, pred, options, says):
    with pytest.raises(ValueError, match=says):
        yolo_loss(np.zeros(true), np.zeros(pred), ANCHORS, **options)
