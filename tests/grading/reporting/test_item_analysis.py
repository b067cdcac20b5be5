"""Statistics of questions, held against NumPy's and the standard library's."""

import statistics

import numpy as np
import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from cnn_helpers.grading.class_files.tables import QuestionGrade
from cnn_helpers.grading.reporting import item_analysis
from cnn_helpers.grading.reporting.item_analysis import common_mistakes, correlation, histogram, items, median

POINTS = st.integers(0, 40).map(lambda n: n / 2)


def rows_of(table: np.ndarray) -> list[QuestionGrade]:
    """Rows of questions.csv for a table (students, questions) of points, 20 at most each."""
    return [
        QuestionGrade(f"s{i}", "a", f"q{j}", float(score), 20.0, "", "")
        for i, scores in enumerate(table)
        for j, score in enumerate(scores)
    ]


@given(st.lists(st.tuples(POINTS, POINTS), min_size=3, max_size=30))
def test_correlation_is_numpys(pairs):
    x, y = np.array(pairs).T
    assume(np.ptp(x) > 0 and np.ptp(y) > 0)
    assert correlation(x.tolist(), y.tolist()) == pytest.approx(np.corrcoef(x, y)[0, 1], abs=1e-9)


@pytest.mark.parametrize(
    ("x", "y"), [([], []), ([1.0], [2.0]), ([1.0, 2.0], [2.0, 1.0]), ([0.1] * 7, [1.0, 2, 3, 4, 5, 6, 7])]
)
def test_undefined_correlation_is_none_and_never_a_number(x, y):
    assert correlation(x, y) is None
    assert correlation(y, x) is None


def test_lists_of_different_lengths_are_refused():
    with pytest.raises(ValueError, match="3 and 2"):
        correlation([1.0, 2.0, 3.0], [1.0, 2.0])


@given(st.integers(3, 12), st.integers(1, 5), st.integers(0, 2**32 - 1))
def test_difficulty_and_discrimination_are_those_of_the_score_table(students, questions, seed):
    table = np.random.default_rng(seed).integers(0, 41, (students, questions)) / 2
    for j, item in enumerate(items(rows_of(table))):
        assert item.difficulty == pytest.approx(table[:, j].mean() / 20)
        assert (item.all_points, item.no_points) == ((table[:, j] == 20).sum(), (table[:, j] == 0).sum())
        rest = table.sum(axis=1) - table[:, j]
        if np.ptp(rest) == 0 or np.ptp(table[:, j]) == 0:
            assert item.discrimination is None
        else:
            assert item.discrimination == pytest.approx(np.corrcoef(table[:, j], rest)[0, 1], abs=1e-9)


def test_discrimination_leaves_the_question_itself_out():
    table = np.array([[20, 0], [0, 20], [20, 0], [0, 20]])
    assert [item.discrimination for item in items(rows_of(table))] == [-1, -1]


@pytest.mark.parametrize(("slope", "flag"), [(1, ""), (-1, "negative")])
def test_backward_question_is_flagged_once_the_class_is_large_enough(slope, flag):
    strength = np.arange(30)
    table = np.stack([15 + slope * strength / 2, strength, strength], axis=1)
    assert items(rows_of(table))[0].flag == flag
    assert items(rows_of(table[:29]))[0].flag == ""


def test_weakly_correlated_question_is_flagged_low():
    strength = np.arange(30)
    table = np.stack([np.tile([5, 6], 15), strength, strength], axis=1)
    item = items(rows_of(table))[0]
    assert 0 <= item.discrimination < item_analysis.LOW
    assert item.flag == "low"


def test_nothing_graded_has_no_items():
    assert items([]) == []
    assert common_mistakes([]) == []


def test_mistakes_come_commonest_first_with_the_hint_given_most_often():
    made = [("q", "m", "hint"), ("q", "m", "hint"), ("q", "m", "mend `p` first. hint"), ("p", "n", "other")]
    rows = [QuestionGrade(f"s{i}", "a", q, 0.0, 1.0, m, hint) for i, (q, m, hint) in enumerate(made)]
    rows += [QuestionGrade("t", "a", "q", 0.0, 1.0, "", "a wrong answer that is not recognised")]
    assert [(m.question, m.mistake, m.hint, m.times) for m in common_mistakes(rows)] == [
        ("q", "m", "hint", 3),
        ("p", "n", "other", 1),
    ]


@given(st.lists(st.floats(0, 1e3), min_size=1))
def test_median_is_the_standard_librarys(values):
    assert median(values) == statistics.median(values)


@given(st.lists(st.integers(0, 100), max_size=50))
def test_histogram_is_numpys_on_whole_points(points):
    expected, _ = np.histogram(points, bins=np.arange(0, 101, 10))
    assert histogram([p / 100 for p in points]) == expected.tolist()


@pytest.mark.parametrize("share", [-0.01, 1.01, float("nan")])
def test_share_outside_its_range_is_refused(share):
    with pytest.raises(ValueError, match="from 0 to 1"):
        histogram([share])
