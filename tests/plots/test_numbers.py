import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_helpers.plots import arithmetic, gap_text, number_text, power_text

whole = st.integers(-20, 20)


@given(st.lists(st.tuples(whole, whole), min_size=1, max_size=9))
def test_a_written_out_sum_is_true(pairs):
    window, kernel = np.array(pairs).T
    left, right = arithmetic(window, kernel).replace("·", "*").replace("−", "-").split(" = ")
    assert eval(left) == int(right) == window @ kernel


@given(st.floats(1e-30, 1e30))
def test_a_power_of_ten_has_one_digit_and_the_right_size(value):
    digit, exponent = power_text(value).split("·10")
    exponent = int(exponent.translate(str.maketrans("⁻⁰¹²³⁴⁵⁶⁷⁸⁹", "-0123456789")))
    assert len(digit) == 1 and float(f"{digit}e{exponent}") == pytest.approx(value, rel=0.5)


def test_a_rounded_number_never_reads_minus_zero():
    assert number_text(-0.01) == number_text(-0.0) == "0"


@pytest.mark.parametrize("value", [0, -1.0])
def test_no_power_of_ten_for_zero_and_below(value):
    with pytest.raises(ValueError, match="above 0"):
        power_text(value)


def test_a_sum_of_unequal_shapes_is_refused():
    with pytest.raises(ValueError, match=r"\(2, 2\) and the filter \(3, 3\)"):
        arithmetic(np.ones((2, 2)), np.ones((3, 3)))


def test_a_difference_of_nothing_reads_0_and_a_negative_one_is_refused():
    assert (gap_text(0), gap_text(2e-7)) == ("0", "2·10⁻⁷")
    with pytest.raises(ValueError, match="above 0"):
        gap_text(-1e-9)
