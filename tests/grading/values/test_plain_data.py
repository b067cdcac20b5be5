"""Answers as plain data: copied, compared, fingerprinted and stored."""

import json
import time
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cnn_helpers.grading.values.answers import Caller, NotPlain, Outcome, from_json, plain, to_json
from cnn_helpers.grading.values.comparison import difference
from cnn_helpers.grading.values.fingerprints import fingerprint, same, variants

pytestmark = pytest.mark.numbers

ARRAYS = hnp.arrays(
    st.sampled_from(["float64", "float32", "int64", "bool"]),
    hnp.array_shapes(max_dims=4, max_side=4),
    elements={"min_value": -100, "max_value": 100},
).filter(lambda a: a.size > 0)
FLOATS = hnp.arrays(
    "float64", hnp.array_shapes(max_dims=3, max_side=5), elements=st.floats(-50, 50, width=32)
)


@given(
    st.tuples(
        ARRAYS, st.dictionaries(st.sampled_from("ab"), st.integers(-5, 5)), st.none(), st.text(max_size=5)
    )
)
@settings(deadline=None)
def test_json_keeps_an_answer(answer):
    back = from_json(json.loads(json.dumps(to_json(plain(answer)))))
    assert difference(plain(answer), back) is None
    assert back[0].shape == answer[0].shape
    assert back[0].dtype == answer[0].dtype


def test_json_keeps_numbers_that_are_no_numbers():
    back = from_json(json.loads(json.dumps(to_json(np.array([np.nan, np.inf, -np.inf, 1.5])))))
    np.testing.assert_array_equal(back, [np.nan, np.inf, -np.inf, 1.5])


@pytest.mark.parametrize(
    "value", [object(), np.array(["a"]), np.array([1j]), np.zeros(3_000_000), {"a": {1}}]
)
def test_what_is_no_plain_data_is_refused(value):
    with pytest.raises(NotPlain):
        plain(value)


@given(FLOATS)
@settings(deadline=None)
def test_single_precision_is_right_and_a_small_change_is_not(array):
    assert difference(array, array.astype(np.float32)) is None
    assert same(fingerprint(Outcome(array)), fingerprint(Outcome(array.astype(np.float32))))
    changed = array.copy()
    changed.flat[-1] += 0.01 * max(1.0, np.abs(array).max())
    assert "is needed" in difference(array, changed)


@given(FLOATS, st.integers(0, 1000))
@settings(deadline=None)
def test_different_answers_have_different_fingerprints(array, seed):
    other = np.random.default_rng(seed).normal(size=array.shape) * 60
    assert not same(fingerprint(Outcome(array)), fingerprint(Outcome(other)))


@pytest.mark.parametrize("number", [500, -500, 4704, 398_083, 2_102_275])
def test_large_whole_number_is_told_from_its_neighbour_and_known_where_rounding_left_it_a_hair_off(number):
    whole = fingerprint(Outcome(number))
    for off in (1 + 1e-7, 1 - 1e-7):
        assert fingerprint(Outcome(number * off)) == fingerprint(Outcome(np.array([number * off]))) == whole
    for other in (number + 1, number - 1, float(number + 1), number + 0.5):
        assert not same(fingerprint(Outcome(other)), whole)


@pytest.mark.parametrize("number", [499.5, 1234.5678, 55_555.55, 3e7, -4.2e9])
def test_last_digit_of_a_large_number_changes_no_structure(number):
    """3e7 and more are whole in float32 whatever was added up."""
    one, next_one = np.float32(number), np.nextafter(np.float32(number), np.float32(0))
    assert same(fingerprint(Outcome(float(one))), fingerprint(Outcome(float(next_one))))


@pytest.mark.parametrize(
    "wrap", [float, np.array, lambda number: (number, np.ones(3)), lambda number: {"cost": number}]
)
def test_a_number_that_is_nearly_whole_on_one_processor_alone_is_the_same(wrap):
    """The cost of one known mistake was 21,168.9 where it was published, and 21,169.01 elsewhere."""
    nearly, not_nearly = Outcome(wrap(21169.0097)), Outcome(wrap(21169.0497))
    assert not same(fingerprint(nearly), fingerprint(not_nearly))
    for published, seen in ((nearly, not_nearly), (not_nearly, nearly)):
        assert any(same(fingerprint(published), one) for one in variants(seen))
    assert not any(same(fingerprint(nearly), one) for one in variants(Outcome(wrap(21171.0))))


def test_whole_numbers_that_differ_are_no_variants():
    assert variants(Outcome(25_636_712)) == [fingerprint(Outcome(25_636_712))]
    assert not any(same(fingerprint(Outcome(25_636_712)), one) for one in variants(Outcome(25_636_713)))


def test_fingerprint_tells_structures_and_exceptions_apart():
    outcomes = [Outcome(np.ones(4)), Outcome(np.ones((2, 2))), Outcome((np.ones(4), None)), Outcome(None)]
    outcomes += [Outcome(error="ValueError"), Outcome(error="IndexError"), Outcome(np.full(4, np.nan))]
    prints = [fingerprint(outcome) for outcome in outcomes]
    assert [[same(a, b) for b in prints] for a in prints] == np.eye(len(prints), dtype=bool).tolist()


@pytest.mark.parametrize(
    ("expected", "given", "words"),
    [
        (np.ones((2, 3)), np.ones((3, 2)), "shape (3, 2); an array of shape (2, 3) is needed"),
        (np.ones(2), np.array([1.0, np.nan]), "nan at [1]; 1 is needed (1 of 2"),
        (np.ones(2), None, "None (is a return missing?)"),
        ((1, 2), 1, "a single number; 2 things"),
        ((1, 2), (1, 2, 3), "holds 3 things; 2 are needed"),
        ({"f": 1}, {"stride": 1}, "has the keys stride; f are needed"),
        (3.0, "3", "the text '3'"),
        ("bias", "variance", "'bias' is needed"),
        (None, 0, "None is needed"),
    ],
)
def test_first_difference_is_said_in_words(expected, given, words):
    assert words in difference(expected, given)


@pytest.mark.parametrize(
    "given", [3, 3.0, np.float32(3), np.array(3.0), np.array([3.0]), np.full((1, 1, 1), 3.0)]
)
def test_every_form_of_one_number_counts_alike(given):
    assert difference(3.0, plain(given)) is None


@pytest.mark.parametrize("given", [Fraction(271, 1000), Decimal("0.271")])
def test_a_fraction_is_no_number(given):
    assert type(plain(given)) is float
    assert difference(0.271, plain(given)) is None


@pytest.mark.parametrize("given", [Fraction(10**400), Decimal("sNaN")])
def test_a_fraction_that_no_float_holds_is_let_through(given):
    with pytest.raises(NotPlain, match="no float can hold"):
        plain(given)


def test_a_fraction_of_a_students_own_class_is_let_through():
    class Own(Fraction):
        def __float__(self):
            return 0.271

    with pytest.raises(NotPlain, match="an object of type Own"):
        plain(Own(1, 2))


def test_mask_of_zeros_and_ones_counts_as_true_and_false():
    assert difference(np.array([True, False]), np.array([1, 0])) is None


def test_call_that_never_ends_is_ended_and_not_tried_again():
    calls = []

    def endless():
        calls.append(1)
        while True:
            try:
                sum(range(1000))
            except Exception:  # a student's net that catches everything
                pass

    caller = Caller(endless, seconds=0.2)
    assert [caller(()).error for _ in range(3)] == ["TimeLimit"] * 3
    assert len(calls) == 1


@pytest.mark.parametrize(("seconds", "waits", "error"), [(1.5, 1.6, None), (0.1, 60, "TimeLimit")])
def test_call_that_waits_has_more_than_its_seconds_and_not_for_ever(seconds, waits, error):
    assert Caller(time.sleep, seconds)((waits,)).error == error


@pytest.mark.parametrize("number", [2**63, -(2**64), 10**40])
def test_whole_number_that_no_array_can_hold_is_refused_and_the_largest_is_not(number):
    assert plain((2**63 - 1, -(2**63) + 1)) == (2**63 - 1, -(2**63) + 1)
    with pytest.raises(NotPlain, match="more than 64 bits"):
        plain({"number": (1, number)})
