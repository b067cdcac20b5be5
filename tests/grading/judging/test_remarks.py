"""A remark is said to right answers of its kind and costs nothing."""

import numpy as np
import pytest

from cnn_helpers.grading.assignments.published import PublicFamily, PublicQuestion
from cnn_helpers.grading.assignments.questions import Case, Remark, entry
from cnn_helpers.grading.judging.judge import grade, judge_public
from cnn_helpers.grading.values.answers import Outcome

SORTED = Remark("A remark: sorting is not needed.", entry("way", "the way"), "sorted")
FAMILY = PublicFamily(
    "the largest", 4, entry("largest", "the largest"), ((Case((), "a list"), {"largest": 3}),)
)
QUESTION = PublicQuestion("any", "largest", 4, (), (), (FAMILY,), (), remarks=(SORTED,))


def said(**answer):
    return judge_public(QUESTION, lambda cases: [Outcome(answer) for _ in cases])


@pytest.mark.parametrize(
    ("way", "note"),
    [
        ("sorted", SORTED.text),
        ("loop", ""),
        (np.array(["sorted", "loop"]), ""),
        (np.zeros(3), ""),
        (None, ""),
    ],
)
def test_right_answer_of_another_kind_gets_the_remark(way, note):
    result = said(largest=3, way=way)
    assert (result.points, result.note, result.message) == (4, note, note)


def test_answer_without_the_part_gets_a_remark():
    result = said(largest=3)
    assert (result.points, result.note) == (4, "")


def test_wrong_answer_gets_a_remark():
    result = said(largest=2, way="sorted")
    assert (result.points, result.note) == (0, "")


class AnswerKey:
    """The right answer to the one hidden case is `largest`."""

    def __init__(self, largest):
        self.cases = {FAMILY.title: ((Case((), "another list"), {"largest": largest}),)}

    def public(self, name):
        return QUESTION

    def hidden(self, name):
        return self.cases


class Student:
    """Whose function answers 3 and has sorted the list."""

    def ask(self, name, cases, mended=()):
        return [Outcome({"largest": 3, "way": "sorted"}) for _ in cases]

    def helpers_of(self, name):
        return []

    def overwritten_in(self, name):
        return []


@pytest.mark.parametrize(("largest", "points", "note"), [(3, 4, SORTED.text), (5, 0, "")])
def test_answer_that_is_wrong_on_hidden_cases_keeps_its_remark(largest, points, note):
    result = grade(AnswerKey(largest), "largest", Student())
    assert (result.points, result.note) == (points, note)
