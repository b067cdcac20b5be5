"""Precision, recall and their average by hand, and detections that are matched to true boxes."""

from fractions import Fraction

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from sklearn.metrics import average_precision_score, precision_recall_curve

from cnn_helpers.detection import average_precision, match, mean_average_precision, precision_recall


def test_precision_and_recall_follow_the_scores_not_the_order_given():
    precision, recall = precision_recall([0.2, 0.9, 0.5], [True, True, False], 2)
    np.testing.assert_allclose(precision, [1, 1 / 2, 2 / 3])
    np.testing.assert_allclose(recall, [1 / 2, 1 / 2, 1])


def test_average_precision_by_hand_with_all_points_with_11_and_with_101():
    # Recalls 0 to 0.5 are to be had at precision 1, those above 0.5 at 2/3.
    found = [0.9, 0.8, 0.7], [True, False, True], 2
    assert average_precision(*found) == pytest.approx(0.5 * 1 + 0.5 * 2 / 3)
    assert average_precision(*found, points=101) == pytest.approx((51 + 50 * 2 / 3) / 101)
    assert average_precision(*found, points=11) == pytest.approx((6 + 5 * 2 / 3) / 11)
    assert average_precision(*found, points=2) == pytest.approx((1 + 2 / 3) / 2)


@pytest.mark.parametrize("points", [None, 11, 101])
def test_average_precision_of_all_of_nothing_and_of_misses(points):
    assert average_precision([0.9, 0.8], [True, True], 2, points) == 1
    assert average_precision([], [], 2, points) == average_precision([0.9], [False], 3, points) == 0


def test_a_recall_of_exactly_three_tenths_reaches_the_fourth_of_eleven_points():
    assert average_precision([0.9, 0.8, 0.7], [True] * 3, 10, points=11) == pytest.approx(4 / 11)


def drawn_hits(seed, n, more):
    """Distinct scores, which of them are hits, and how many true boxes there are."""
    rng = np.random.default_rng(seed)
    hits = rng.random(n) < rng.random()
    return rng.permutation(n) / n, hits, int(hits.sum()) + more


def area_by_true_box(scores, hits, n_truths):
    """Each true box found adds 1 / n_truths times the best precision at its place in the list or below it."""
    ranked = sorted(zip(scores, hits, strict=True), reverse=True)
    best, area = Fraction(0), Fraction(0)
    for k in range(len(ranked), 0, -1):
        best = max(best, Fraction(sum(bool(hit) for _, hit in ranked[:k]), k))
        area += best * bool(ranked[k - 1][1]) / n_truths
    return area


@settings(deadline=None)
@given(seed=st.integers(0, 9999), n=st.integers(0, 30), more=st.integers(1, 5))
def test_all_points_is_the_exact_area_and_what_ever_more_points_come_near_to(seed, n, more):
    found = drawn_hits(seed, n, more)
    exact = float(area_by_true_box(*found))
    assert average_precision(*found) == pytest.approx(exact, abs=1e-12)
    # A sum of a falling curve at its left and right ends is at most one step's width from its area.
    for points in (11, 1001):
        assert average_precision(*found, points=points) == pytest.approx(exact, abs=1 / (points - 1))


@settings(deadline=None)
@given(seed=st.integers(0, 9999), n=st.integers(1, 30))
def test_all_points_is_at_least_the_uninterpolated_area_of_scikit_learn_and_equal_once_raised(seed, n):
    scores, hits, n_truths = drawn_hits(seed, n, 0)
    if n_truths == 0:
        return
    precision, recall, _ = precision_recall_curve(hits, scores)  # recall falls from 1 to 0
    raised = np.maximum.accumulate(precision)
    assert average_precision(scores, hits, n_truths) == pytest.approx(-np.diff(recall) @ raised[:-1])
    assert average_precision(scores, hits, n_truths) >= average_precision_score(hits, scores) - 1e-12


def test_a_truth_is_found_once_and_the_surer_detection_takes_it():
    truths = [[0, 0, 4, 4], [10, 0, 14, 4]]
    assert match([[0, 0, 4, 3], [0, 0, 4, 4], [10, 0, 14, 4]], truths).tolist() == [0, -1, 1]
    assert match([[0, 0, 4, 2]], truths, 0.5).tolist() == [0]  # an overlap of exactly the threshold is enough
    assert match([[0, 0, 4, 2]], truths, 0.51).tolist() == [-1]
    assert match([], truths).tolist() == [] and match(truths, []).tolist() == [-1, -1]


def test_what_is_taken_leaves_the_second_best_for_the_next():
    truths = [[0, 0, 4, 4], [1, 0, 5, 4]]
    assert match([[0.2, 0, 4.2, 4], [0.3, 0, 4.3, 4]], truths).tolist() == [0, 1]


def test_a_class_is_scored_alone_and_a_class_without_truth_not_at_all():
    box = [[0, 0, 4, 4]]
    score = mean_average_precision([([0.9], box, [1])], [(box, [0])], n_classes=3)
    assert score.per_class[0] == 0 and np.isnan(score.per_class[1:]).all() and score.mean == 0
    assert score.curves[1] is None and score.curves[0].n_truths == 1


def test_the_mean_is_of_average_precisions_with_the_points_asked_for():
    box, far = [0, 0, 4, 4], [8, 8, 9, 9]
    predictions, truths = [([0.9, 0.8, 0.7], [box, far, far], [0, 0, 1])], [([box, far], [0, 1])]
    for points in (None, 11, 101):
        per_class = [
            average_precision([0.9, 0.8], [True, False], 1, points),
            average_precision([0.7], [True], 1, points),
        ]
        score = mean_average_precision(predictions, truths, 2, points=points)
        np.testing.assert_allclose(score.per_class, per_class)
    predictions = [([0.9, 0.8, 0.7], [box, [50, 50, 51, 51], far], [0, 0, 0])]
    truths = [([box, far], [0, 0])]
    assert mean_average_precision(predictions, truths, 1, points=None).mean == pytest.approx(1 / 2 + 1 / 3)
    assert mean_average_precision(predictions, truths, 1).mean == pytest.approx((51 + 50 * 2 / 3) / 101)


def test_images_share_one_ranking():
    box, far = [0, 0, 4, 4], [8, 8, 9, 9]
    predictions = [([0.5], [box], [0]), ([0.9, 0.4], [far, box], [0, 0]), ([], [], [])]
    score = mean_average_precision(predictions, [([box], [0]), ([box], [0]), ([], [])], n_classes=1)
    curve = score.curves[0]
    assert curve.scores.tolist() == [0.9, 0.5, 0.4] and curve.recall.tolist() == [0, 0.5, 1]
    np.testing.assert_allclose(curve.precision, [0, 1 / 2, 2 / 3])
    assert score.mean == pytest.approx(2 / 3)


@pytest.mark.parametrize(
    ("predictions", "truths", "says"),
    [
        ([], [([[0, 0, 1, 1]], [0])], "0 predictions and 1 truths"),
        ([([], [], [])], [([], [])], "truths hold no box"),
        ([([0.5], [[2, 0, 1, 1]], [0])], [([[0, 0, 1, 1]], [0])], "predicted boxes holds .*x1 <= x2"),
        (
            [([np.nan], [[0, 0, 1, 1]], [0])],
            [([[0, 0, 1, 1]], [0])],
            "scores hold numbers that are not finite",
        ),
        ([([0.5], [[0, 0, 1, 1]], [2])], [([[0, 0, 1, 1]], [0])], "predicted classes hold 2"),
        ([([0.5, 0.4], [[0, 0, 1, 1]], [0])], [([[0, 0, 1, 1]], [0])], r"scores have shape \(2,\)"),
        ([([0.5], [[0, 0, 1, 1]], [0])], [([[0, 0, 1, 1]], [-1])], "true classes hold -1"),
    ],
)
def test_what_cannot_be_scored_is_refused(predictions, truths, says):
    with pytest.raises(ValueError, match=says):
        mean_average_precision(predictions, truths, n_classes=2)


def test_impossible_counts_are_refused():
    with pytest.raises(ValueError, match="there are 2 hits and 1 true boxes"):
        average_precision([0.5, 0.4], [True, True], 1)
    with pytest.raises(ValueError, match="n_truths is 0"):
        precision_recall([0.5], [False], 0)
    with pytest.raises(ValueError, match="of True and False is needed"):
        precision_recall([0.5], [1], 1)
    for points in (1, 11.0, True):
        with pytest.raises(ValueError, match=f"points is {points}; a whole number of at least 2"):
            average_precision([0.5], [False], 1, points)
    with pytest.raises(ValueError, match="points is 0"):
        mean_average_precision([([0.5], [[0, 0, 1, 1]], [0])], [([[0, 0, 1, 1]], [0])], 1, points=0)
    with pytest.raises(ValueError, match="iou_threshold is 2"):
        match([[0, 0, 1, 1]], [[0, 0, 1, 1]], 2)
