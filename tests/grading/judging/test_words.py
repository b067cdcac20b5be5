"""What a student is told of a wrong answer: what came back, what is needed, and no name that says nothing."""

import pytest

from cnn_helpers.grading.assignments.published import PublicFamily, PublicQuestion
from cnn_helpers.grading.assignments.questions import Case, entry, item
from cnn_helpers.grading.judging.judge import explain, judge_public
from cnn_helpers.grading.values.answers import Outcome

NAME = item(1, of=2, name="the name")


def problem(part, expected, answer):
    family = PublicFamily("who it is", 4, part, ((Case((), "a picture"), expected),))
    question = PublicQuestion("any", "who", 4, (), (), (family,), ())
    (lost,) = judge_public(question, lambda cases: [Outcome(answer) for _ in cases]).families
    return lost.problem


def test_none_for_a_part_is_taken_for_a_missing_return():
    assert problem(NAME, (0.5, "Ada"), (0.5, None)) == "the name is None; 'Ada' is needed"
    assert problem(None, (0.5, "Ada"), (0.5, None)) == "part 2 of the answer is None; 'Ada' is needed"
    within = entry("answer", "the answer").then(NAME)
    assert "return" not in problem(within, {"answer": (0.5, "Ada")}, {"answer": (0.5, None)})


def test_none_alone_is_not_taken_for_a_missing_return():
    assert "(is a return missing?)" in problem(None, 0.5, None)
    assert "(is a return missing?)" in problem(None, (0.5, "Ada"), None)
    assert "(is a return missing?)" in problem(entry("answer", "it"), {"answer": 0.5}, {"answer": None})


@pytest.mark.parametrize("part", [None, NAME])
def test_two_things_are_asked_for_without_saying_how(part):
    assert "2 things are to be returned together, as a tuple or a list" in problem(part, (0.5, "Ada"), 0.5)


def test_one_thing_is_called_several():
    assert (
        problem(None, 0.5, (0.5,)) == "the answer is a tuple or list of one thing; a single number is needed"
    )
    assert "2 things together" in problem(None, 0.5, (0.5, 0.5))


@pytest.mark.parametrize("error", ["Delegated", "NoBatch", "NotInEveryModel", "PicturesAlone"])
def test_the_name_of_an_error_of_the_courses_own_is_told(error):
    assert explain(0.5, Outcome(error=error, text="what to do instead"), "it") == "what to do instead"


def test_the_name_of_an_error_of_pythons_is_left_out():
    assert explain(0.5, Outcome(error="KeyError", text="'Ada'"), "it") == "it raises KeyError: 'Ada'"
