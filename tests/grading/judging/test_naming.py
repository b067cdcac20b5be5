"""Names from sure to vague, for what nobody foresaw: two mistakes at once, a relation, an overwritten name."""

import numpy as np
import pytest

from cnn_helpers.grading.assignments.solution import load
from cnn_helpers.grading.feedback import check, grade


@pytest.fixture(scope="module")
def solution():
    return load("week1-step-by-step")


@pytest.fixture
def result(solution):
    """Returns the result of the reference of a question with edits (old, new), and with names set above it."""

    def judged(name, *edits, above=""):
        source = solution.sources[name]
        for old, new in edits:
            assert old in source
            source = source.replace(old, new)
        namespace: dict = {}
        for cell in (solution.cells[0], *solution.sources.values(), above, source):
            exec(cell, namespace)
        return grade(solution, name, namespace[name], seed=4)

    return judged


UNFORESEEN = {
    "answer: negated": ("pool_forward", ("    return A, cache", "    return -A, cache")),
    "answer: rounded": ("conv_forward", ("return Z, cache", "return np.round(Z), cache")),
    "answer: transposed": ("conv_forward", ("return Z, cache", "return Z.transpose(0, 2, 1, 3), cache")),
    "answer: absolute": ("conv_forward", ("return Z, cache", "return np.abs(Z), cache")),
    "answer: exchanged": ("conv_backward", ("return dA_prev, dW, db", "return db, dW, dA_prev")),
    "answer: divided by `shape[1]`": ("distribute_value", ("(n_H * n_W)", "(n_H * n_W * n_W)")),
    "error: none-among-numbers": (
        "conv_backward",
        ("= zero_pad(A_prev, pad)", "= zero_pad(A_prev, pad).fill(0)"),
    ),
    "error: name-not-known": ("zero_pad", ("(pad, pad), (pad, pad)", "(pads, pads), (pads, pads)")),
}


@pytest.mark.parametrize(("name", "question", "edit"), [(name, *made) for name, made in UNFORESEEN.items()])
def test_a_mistake_that_nobody_foresaw_is_named(result, name, question, edit):
    made = result(question, edit)
    assert made.mistake == name
    assert made.hint


def test_of_two_mistakes_the_one_in_the_first_lost_family_is_named(result):
    made = result(
        "conv_backward",
        (
            "dA_prev_pad[i, top : top + f, left : left + f, :] +=",
            "dA_prev_pad[i, top : top + f, left : left + f, :] =",
        ),
        ("return dA_prev, dW, db", "return dA_prev, dW, 2 * db"),
    )
    assert made.mistake == "input-gradient-not-added-up"


def test_a_known_mistake_that_gives_other_numbers_in_a_lost_family_is_not_named(result):
    """A border that holds the width squared: where the width is 1 it is that of two known mistakes."""
    made = result("zero_pad", ("(0, 0)))", "(0, 0)), constant_values=pad**2)"))
    assert made.mistake not in ("pads-with-ones", "pads-with-the-width")


def test_random_numbers_have_no_name(result):
    made = result(
        "pool_forward",
        ("    return A, cache", "    return np.random.default_rng(0).normal(size=A.shape), cache"),
    )
    assert (made.mistake, made.points) == ("", 1)
    assert "numbers differ" in made.message


@pytest.mark.parametrize("above", ["range = 3", "max = np.max", "print = 3\nrange = [1]"])
def test_an_overwritten_name_is_the_mistake(result, above):
    made = result(
        "conv_forward",
        ("f, f, n_C_prev, n_C = W.shape", "f, f, n_C_prev, n_C = W.shape\n    f = max(f, 0)"),
        above=above,
    )
    assert made.mistake == ("builtin-overwritten" if made.points < 20 else "")
    assert made.points == (20 if above == "max = np.max" else 0) or made.mistake


@pytest.mark.parametrize("above", ["max = 3", "def range(n):\n    return list(__builtins__['range'](n))"])
def test_a_name_that_is_not_called_or_meant_is_no_mistake(result, above):
    made = result(
        "pool_forward",
        ("np.max(window)", "-window.max()"),
        ("np.mean(window)", "-window.mean()"),
        above=above,
    )
    assert made.mistake == "answer: negated"


def test_check_says_it_too(solution, capsys):
    namespace: dict = {}
    for cell in (solution.cells[0], "range = 3", *solution.sources.values()):
        exec(cell, namespace)
    assert check("conv_forward", namespace["conv_forward"], solution.assignment.name) == 0
    assert "`range` is Python's own no more" in capsys.readouterr().out


def test_text_of_numpy_is_text():
    from cnn_helpers.grading.values.answers import plain

    assert plain((np.str_("dropout"), np.bool_(True), np.int8(3), np.float16(0.5))) == (
        "dropout",
        True,
        3,
        0.5,
    )
    assert type(plain(np.str_("dropout"))) is str
