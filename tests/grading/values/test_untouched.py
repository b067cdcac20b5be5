"""A call that changes its arguments in place costs a tenth of its question, with its name; its callers lose nothing."""

import numpy as np
import pytest

from cnn_helpers.grading.assignments.solution import load
from cnn_helpers.grading.feedback import grade
from cnn_helpers.grading.values import answer_parts
from cnn_helpers.grading.values.answer_parts import item, untouched
from cnn_helpers.grading.values.answers import Caller, Outcome

A = np.arange(6.0).reshape(2, 3)


def scaled(X, factor):
    X *= factor
    return X


def padded(X, cache):
    cache[1]["pad"][:] = 0
    return X.copy()


@pytest.mark.parametrize(
    ("function", "args", "changed"),
    [
        (scaled, (A, 2), 1),
        (scaled, (A, 1), 0),
        (padded, (A, (A, {"pad": np.ones(2)})), 2),
        (lambda X, n: np.sort(X), (A, 2), 0),
        (lambda X, boxes: boxes.append(3), (A, [1, 2]), 2),
        (lambda X: X.sort(), (np.array([3.0, np.nan, 1.0]),), 1),
        (lambda X: X + 1, (np.array([3.0, np.nan]),), 0),
    ],
)
def test_the_changed_argument_is_told_by_its_number(function, args, changed):
    assert Caller(function)(args).changed == changed


def test_a_part_is_taken_as_long_as_nothing_is_changed():
    part = untouched(item(1, of=2, name="dW"))
    assert part.take(Outcome((3, 4))).value == 4
    taken = part.take(Outcome((3, 4), changed=2))
    assert taken.error == "ArgumentChanged" and "argument 2" in taken.text
    assert part.take(Outcome(error="ValueError", text="no")).error == "ValueError"


@pytest.mark.parametrize("part", [untouched(), untouched(item(1, of=2, name="dW"))])
def test_a_part_comes_back_from_json(part):
    assert answer_parts.from_dict(part.to_dict()) == part


CHANGES = {
    "zero_pad": (
        "    return np.pad",
        "    X *= 2\n    return np.pad(X / 2, ((0, 0), (pad, pad), (pad, pad), (0, 0)))\n    return np.pad",
    ),
    "conv_single_step": ("    products = ", "    a_slice_prev *= W\n    products = a_slice_prev\n    a = "),
    "conv_forward": ("    cache = ", "    b *= 2\n    cache = "),
    "pool_forward": ("    cache = ", "    A_prev += 1\n    cache = "),
    "conv_backward": ("    return dA_prev", "    dZ *= 0\n    return dA_prev"),
    "create_mask_from_window": ("    return", "    x -= x.max()\n    return"),
    "pool_backward": ("    return dA_prev", "    dA *= 0\n    return dA_prev"),
}


@pytest.mark.parametrize("name", CHANGES)
def test_a_changed_argument_costs_a_tenth_in_every_question(name):
    solution = load("week1-step-by-step")
    source, (old, new) = solution.sources[name], CHANGES[name]
    assert old in source
    function = solution.function(source.replace(old, new, 1), name)
    result = grade(solution, name, function, seed=4)
    lost = [family.title for family in result.families if not family.passed]
    if name in ("conv_forward", "pool_forward"):  # whose caches hold the changed array
        assert lost == ["the cache", "the arrays passed in are as they were"]
    else:
        assert lost == ["the arrays passed in are as they were"]
        assert result.points == pytest.approx(0.9 * result.max_points)
        assert result.mistake in ("answer: argument-changed", "gradient-changed")
