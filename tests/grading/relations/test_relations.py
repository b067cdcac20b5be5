"""What wrong answers are told: the relation that holds, by name, and none where none does."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra.numpy import array_shapes, arrays

from cnn_helpers.grading.assignments.published import PublicFamily
from cnn_helpers.grading.assignments.questions import Case, item
from cnn_helpers.grading.relations.found import held_between, told_of
from cnn_helpers.grading.values.answers import Outcome

rng = np.random.default_rng(3)
X = rng.normal(size=(2, 4, 5, 3))
M = rng.normal(size=(4, 5))
SQUARE = rng.normal(size=(4, 4))
B = rng.normal(size=3)
BOXES = rng.uniform(size=(5, 4))


def first_alone(x):
    return np.concatenate([x[:1], np.zeros_like(x[1:])])


def changed(x, where, to=7.5):
    x = x.copy()
    x[where] = to
    return x


# right, given, arguments, how the name begins
ARRAYS = {
    "NaN": (X, changed(X, (0, 1, 2, 1), np.nan), {}, "nan"),
    "infinity": (X, changed(X, (0, 1, 2, 1), np.inf), {}, "infinity"),
    "zeros": (X, np.zeros_like(X), {}, "all-zero"),
    "one number": (X, np.full_like(X, 0.3), {}, "all-the-same"),
    "a flat array": (X, X.ravel(), {}, "another-shape"),
    "transposed": (M, M.T, {}, "transposed"),
    "square transposed": (SQUARE, SQUARE.T, {}, "transposed"),
    "channels in front": (X, X.transpose(0, 3, 1, 2), {}, "transposed"),
    "a minus": (X, -X, {}, "negated"),
    "no signs": (X, np.abs(X), {}, "absolute"),
    "whole numbers": (3 * X, (3 * X).astype(int), {}, "truncated"),
    "rounded": (3 * X, np.round(3 * X), {}, "rounded"),
    "an argument": (X**2 + 1, X, {"A_prev": X}, "is `A_prev`"),
    "upside down": (M, M[::-1], {}, "mirrored"),
    "no bias": (X + B, X, {"b": B.reshape(1, 1, 1, 3)}, "without `b`"),
    "bias taken away": (X + B, X - B, {"b": B}, "minus `b`"),
    "bias twice": (X + B, X + 2 * B, {"b": B}, "with `b`"),
    "not weighted": (X * B, X, {"gamma": B}, "not times `gamma`"),
    "mean for sum": (
        X,
        X / 2,
        {"A": np.zeros((2, 9)), "stride": 1},
        "divided by the length of axis 0 of `A`",
    ),
    "times a setting": (X, 0.37 * X, {"alpha": 0.37}, "times `alpha`"),
    "times any number": (X, 1.7351 * X, {}, "times 1.735"),
    "moved by a setting": (X, X + 0.21, {"epsilon": 0.21}, "plus `epsilon`"),
    "moved": (X, X + 0.83, {}, "off by 0.83"),
    "channels in another order": (X, X[..., [2, 0, 1]], {}, "other-order along 3"),
    "shuffled": (M, rng.permutation(M.ravel()).reshape(M.shape), {}, "other-places"),
    "the first for all": (X, np.repeat(X[:1], 2, axis=0), {}, "repeated along 0"),
    "no ReLU": (np.maximum(X, 0), X, {}, "relu-missing"),
    "no sigmoid": (1 / (1 + np.exp(-X)), X, {}, "sigmoid-missing"),
    "ReLU too much": (X, np.maximum(X, 0), {}, "relu-too-much"),
    "a square missing": (X**2, np.abs(X), {}, "square-missing"),
    "one row later": (M, np.concatenate([np.zeros((1, 5)), M[:-1]]), {}, "moved along 0"),
    "the last row": (M, changed(M, -1), {}, "last-wrong along 0"),
    "the first column": (M, changed(M, (slice(None), 0)), {}, "first-wrong along 1"),
    "the first image alone": (X, first_alone(X), {}, "first-alone along 0"),
    "inside alone": (X, changed(X, (slice(None), [0, -1])), {}, "border-wrong"),
    "summed": (X, X.sum(axis=0), {}, "sum over axis 0"),
    "not summed": (X.sum(axis=3), X, {}, "sum-missing of these numbers over axis 3"),
    "not averaged": (np.float64(X.mean()), X, {}, "mean-missing of all these numbers"),
    "a column too few": (M, M[:, :-1], {}, "smaller along 1"),
    "padding left": (M, np.pad(M, 1), {}, "wider along 0, 1"),
    "the last channel alone": (X, X[..., -1], {}, "last alone along 3"),
    "boxes too many": (BOXES[:3], BOXES, {}, "too-many"),
    "boxes missing": (BOXES, BOXES[[0, 2, 3]], {}, "some-missing"),
    "sizes exchanged": (M, rng.normal(size=(5, 4)), {}, "sizes exchanged"),
    "another size": (M, rng.normal(size=(6, 7)), {}, "length off by 2"),
    "an axis more": (M, rng.normal(size=(4, 5, 2)), {}, "3 axes for 2"),
    "a comparison": (M, M > 0, {}, "true-or-false"),
    "nothing": (M, None, {}, "nothing"),
    "empty": (M, np.zeros((0, 5)), {}, "empty"),
}


@pytest.mark.parametrize(("right", "wrong", "arguments", "name"), ARRAYS.values(), ids=ARRAYS)
def test_the_relation_is_named(right, wrong, arguments, name):
    held = held_between(right, wrong, arguments)
    assert next(iter(held)).startswith(name), held
    assert next(iter(held.values())).endswith((".", "?"))


TOGETHER = {
    "in another order": ((X, M, 3.5), (M, X, 3.5), "exchanged"),
    "one missing": ((X, M, SQUARE), (X, M), "2 for 3"),
    "one alone": ((X, M, SQUARE), M, "kind"),
    "a part is negated": ((X, M), (X, -M), "negated"),
    "a key missing": ({"dW": X, "db": B}, {"dW": X}, "keys ['db'] []"),
    "an entry is negated": ({"dW": X, "db": B}, {"dW": -X, "db": B}, "negated"),
    "a layer missing": (("Conv2D(filters=8)", "relu"), ("Conv2D(filters=8)",), "missing relu"),
    "a layer too many": (("relu",), ("relu", "Dropout(rate=0.5)"), "too many Dropout"),
    "another setting": (
        ("Conv2D(filters=8, strides=(2, 2))", "relu"),
        ("Conv2D(filters=8, strides=(1, 1))", "relu"),
        "setting strides of Conv2D",
    ),
    "another layer": (("Conv2D(filters=8)", "relu"), ("Conv2D(filters=8)", "tanh"), "tanh for relu"),
    "another activation throughout": (("relu6", "Add", "relu6"), ("relu", "Add", "relu"), "relu for relu6"),
    "a setting without a name": (("Flip(horizontal)",), ("Flip(vertical)",), "setting of Flip"),
    "another text": ("softmax", "sigmoid", "sigmoid for softmax"),
    "layers in another order": (("relu", "Dense(units=3)"), ("Dense(units=3)", "relu"), "other-order"),
    "counted layers": (
        ("2 × Dense(units=3)", "1 × relu"),
        ("1 × Dense(units=3)", "1 × relu"),
        "missing Dense",
    ),
    "a text for a number": (3.5, "3.5", "kind"),
}


@pytest.mark.parametrize(("right", "wrong", "name"), TOGETHER.values(), ids=TOGETHER)
def test_the_relation_of_several_things_is_named(right, wrong, name):
    held = held_between(right, wrong, {})
    assert next(iter(held)).startswith(name), held


def family(*rights, part=None):
    return PublicFamily("it", 1.0, part, tuple((Case((0.5,), "a case"), right) for right in rights))


def named(rights, wrongs, part=None, parameters=("alpha",)):
    return told_of([(family(*rights, part=part), [Outcome(wrong) for wrong in wrongs])], parameters)[0]


NUMBERS = {
    "negated": ((0.731, 2.214), (-0.731, -2.214), "answer: negated"),
    "without an argument": ((0.731, 2.214), (0.231, 1.714), "answer: without `alpha`"),
    "a root missing": ((0.731, 2.214), (0.731**2, 2.214**2), "answer: root-missing"),
    "always as much too large": ((0.731, 2.214), (1.1696, 3.5424), "answer: times 1.6"),
    "one number may be so by chance": ((0.731,), (1.1696,), ""),
    "small whole numbers may be so by chance": ((2,), (4,), ""),
    "in two cases it is no chance": ((2, 3), (4, 9), "answer: root-missing"),
    "one case is otherwise": ((0.731, 2.214, 1.377), (-0.731, -2.214, 1.4), ""),
}


@pytest.mark.parametrize(("rights", "wrongs", "name"), NUMBERS.values(), ids=NUMBERS)
def test_single_numbers_are_named_by_what_holds_in_each_case(rights, wrongs, name):
    assert named(rights, wrongs) == name


def test_a_few_wrong_numbers_are_no_wrong_rows():
    """One wrong number lies in the last row of a matrix, in one of three channels, or at a border, by chance."""
    for where in [(3, 2), (0, 0), (1, 1)]:
        assert not held_between(M, changed(M, where), {})
    assert not held_between(SQUARE[:3, :3], changed(SQUARE[:3, :3], (slice(None), [0, 2])), {})


def test_right_cases_say_nothing_and_wrong_ones_agree():
    assert named((X, M, M), (X, -M, -M)) == "answer: negated"
    assert named((X, M), (-X, M.T)) == ""


def test_gradients_in_another_order_are_named_whichever_is_looked_at():
    whole = (X, M, SQUARE)
    part = item(0, of=3, name="dA_prev")
    assert named((whole,), ((M, X, SQUARE),), part) == "answer: exchanged"
    assert named((whole,), ((X, M),), part) == "answer: 2 for 3 in the answer"
    assert named((whole,), (X,), part) == "answer: one for 3"


def test_a_few_simple_numbers_name_nothing():
    mask = np.array([[1.0, 0.0], [0.0, 0.0]])
    assert named((mask,), (mask[::-1],)) == ""


def test_small_sizes_are_not_told_from_each_other():
    name, said = told_of(
        [(PublicFamily("it", 1.0, None, ((Case((X[:, :2], 2), "a case"), X),)), [Outcome(X / 2)])], ("A", "f")
    )
    assert name == "answer: divided by `f`"
    assert "may as well be the length of axis 0 of `A`" in said


@settings(max_examples=200)
@given(
    arrays(float, array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)),
    arrays(float, array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=4)),
)
def test_no_two_arrays_break_the_search(right, wrong):
    """Any numbers, NaN and infinities too, of any shapes."""
    right = np.nan_to_num(right, nan=0.5, posinf=1e300, neginf=-1e300)
    for name, said in held_between(right, wrong, {"A": right, "f": 2}).items():
        assert name and said


@given(st.lists(st.sampled_from(["Conv2D(filters=8)", "relu", "2 × relu", "", "(", "a=b, c"]), max_size=4))
def test_no_list_of_texts_breaks_the_search(texts):
    right = ("Conv2D(filters=8)", "relu")
    if tuple(texts) != right:
        held_between(right, tuple(texts), {})
