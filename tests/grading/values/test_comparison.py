"""What two answers differ in, in words that are true of both."""

import pytest

from cnn_helpers.grading.values.answer_parts import kinds
from cnn_helpers.grading.values.answers import Outcome, said_by
from cnn_helpers.grading.values.comparison import difference

NEEDED = "Conv2D(filters=2)", "Conv2D(filters=4)", "Conv2D(filters=4)", "Add", "relu"


def counted(*layers):
    return kinds("Conv2D", "Add", "relu", name="the layers").take(Outcome(layers)).value


@pytest.mark.parametrize(
    ("given", "said"),
    [
        (NEEDED, None),
        (NEEDED[::-1], None),
        (
            ("Conv2D(filters=2)", "Conv2D(dilation=2)", "Conv2D(filters=4)", "Add", "relu"),
            "the layers: '1 × Conv2D(dilation=2)' is there, '2 × Conv2D(filters=4)' is needed",
        ),
        (NEEDED[:3] + NEEDED[4:], "the layers: '1 × Add' is needed and is not there"),
        ((*NEEDED, "Conv2D(filters=9)"), "the layers: '1 × Conv2D(filters=9)' is there, 4 kinds are needed"),
        ((*NEEDED, "relu"), "the layers: '2 × relu' is there, '1 × relu' is needed"),
        ((), "the layers: '1 × Add' is needed and is not there"),
    ],
)
def test_counted_lists_are_told_apart_by_what_one_of_them_lacks(given, said):
    assert difference(counted(*NEEDED), counted(*given), "the layers") == said


def test_exception_is_told_on_one_line_without_colours_and_cut_after_a_word():
    said = said_by(ValueError("\x1b[1mInput 0\x1b[0m of\n  the layer" + " is wrong" * 60))
    assert said.startswith("Input 0 of the layer is wrong is wrong")
    assert said.endswith("wrong …") or said.endswith("is …")
    assert len(said) <= 300
