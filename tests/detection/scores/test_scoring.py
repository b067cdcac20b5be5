"""Precision, recall and their average by hand, and detections that are matched to true boxes."""

import numpy as np
import pytest

from cnn_helpers.detection import average_precision, match, mean_average_precision, precision_recall


def test_precision_and_recall_follow_the_scores_not_the_order_given():
    precision, recall = precision_recall([0.2, 0.9, 0.5], [True, True, False], 2)
    np.testing.assert_allclose(precision, [1, 1 / 2, 2 / 3])
    np.testing.assert_allclose(recall, [1 / 2, 1 / 2, 1])


def test_average_precision_is_the_area_under_the_steps_by_hand():
    # Recalls 0 to 0.5 are to be had at precision 1, those above 0.5 at 2/3: 51 points of 1, 50 points of 2/3.
    assert average_precision([0.9, 0.8, 0.7], [True, False, True], 2) == pytest.approx(
        (51 + 50 * 2 / 3) / 101
    )
    assert average_precision([0.9], [False], 3) == 0


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
    with pytest.raises(ValueError, match="iou_threshold is 2"):
        match([[0, 0, 1, 1]], [[0, 0, 1, 1]], 2)
