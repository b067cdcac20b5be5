"""COCO's rules of sizes by hand, where each changes a score, and what is refused."""

import numpy as np
import pytest

from cnn_helpers.detection import coco_average_precision

SMALL, MEDIUM = [0, 0, 10, 10], [50, 50, 100, 100]  # 100 and 2500 squared pixels


def one_image(found, boxes):
    """The scores of one image with one class: found holds (score, box), the surest first."""
    scores, guesses = [score for score, _ in found], [box for _, box in found]
    return coco_average_precision(
        [(scores, guesses, [0] * len(found))], [(boxes, [0] * len(boxes))], n_classes=1
    )


def means(scores):
    return {name: score.mean for name, score in scores.items()}


def test_a_detection_of_a_true_box_of_another_size_counts_nowhere():
    scores = one_image([(0.9, MEDIUM), (0.8, SMALL)], [SMALL, MEDIUM])
    assert {name: means(scores)[name] for name in ("all", "small", "medium")} == {
        "all": 1,
        "small": 1,
        "medium": 1,
    }
    assert np.isnan(scores["large"].mean) and np.isnan(scores["large"].per_threshold).all()
    assert [score.n_truths.tolist() for score in scores.values()] == [[2], [1], [1], [0]]


def test_a_detection_of_nothing_counts_in_its_own_size_only():
    nothing = [200, 200, 210, 210]
    scores = one_image([(0.9, nothing), (0.8, SMALL), (0.7, MEDIUM)], [SMALL, MEDIUM])
    assert scores["small"].mean == pytest.approx(1 / 2)
    assert scores["medium"].mean == 1


def test_a_true_box_of_the_size_is_taken_before_a_nearer_one_of_another_size():
    wide = [0, 0, 40, 30]  # medium: 1200 squared pixels
    narrow = [0, 0, 32, 30]  # small: 960
    between = [0, 0, 37, 30]  # IoU 37/40 with the wide one and 32/37 with the narrow one
    scores = one_image([(0.9, between)], [wide, narrow])
    assert scores["small"].average_precisions[0].tolist() == [1] * 8 + [0] * 2  # 32 / 37 = 0.865
    assert scores["medium"].average_precisions[0].tolist() == [1] * 9 + [0]  # 37 / 40 = 0.925
    # Beside a surer detection that takes the narrow box, it finds the wide one, which is ignored among the small.
    scores = one_image([(0.95, narrow), (0.9, between)], [wide, narrow])
    assert scores["small"].mean == 1


def test_an_area_of_exactly_a_limit_is_of_both_sizes():
    scores = one_image([(0.9, [0, 0, 32, 32])], [[0, 0, 32, 32]])
    assert scores["small"].mean == scores["medium"].mean == 1
    assert scores["small"].n_truths.tolist() == scores["medium"].n_truths.tolist() == [1]


def test_sizes_are_those_of_the_picture_as_scored():
    found, truths = np.array([SMALL], float), np.array([SMALL], float)
    for zoom, size in ((1, "small"), (5, "medium"), (10, "large")):
        scores = coco_average_precision([([0.9], found * zoom, [0])], [(truths * zoom, [0])], 1)
        assert [name for name, score in scores.items() if score.n_truths[0]] == ["all", size]
    scores = coco_average_precision([([0.9], found, [0])], [(truths, [0])], 1, size_limits=(50, 99))
    assert scores["large"].mean == 1


def test_the_mean_of_a_size_leaves_out_classes_that_have_none():
    predictions = [([0.9, 0.8], [SMALL, MEDIUM], [0, 1])]
    truths = [([SMALL, [50, 50, 100, 90], [0, 50, 5, 55]], [0, 1, 1])]
    scores = coco_average_precision(predictions, truths, n_classes=3)
    # The medium one's IoU is 0.8, a hit at 7 thresholds of 10; the other small one, of class 1, is missed.
    np.testing.assert_allclose(scores["medium"].per_class, [np.nan, 0.7, np.nan])
    np.testing.assert_allclose(scores["small"].per_class, [1, 0, np.nan])
    np.testing.assert_allclose(scores["all"].per_class, [1, 0.7 * 51 / 101, np.nan])
    assert scores["medium"].mean == pytest.approx(0.7) and scores["small"].mean == pytest.approx(0.5)
    assert scores["all"].per_threshold.tolist() == pytest.approx([(1 + 51 / 101) / 2] * 7 + [0.5] * 3)
    assert scores["all"].mean == pytest.approx((1 + 0.7 * 51 / 101) / 2)


@pytest.mark.parametrize(
    ("more", "says"),
    [
        ({"iou_thresholds": []}, "iou_thresholds hold no number"),
        ({"iou_thresholds": [0.5, 1.5]}, "iou_thresholds is 1.5"),
        ({"size_limits": (96**2, 32**2)}, r"size_limits are \(9216, 1024\); two areas"),
        ({"size_limits": (1024,)}, "two areas in squared pixels are needed"),
        ({"size_limits": (-1, 5)}, "the first from 0 up"),
        ({"size_limits": (5, np.inf)}, "two areas"),
        ({"size_limits": ("5", "6")}, "two areas"),
        ({"max_detections": 0}, "max_detections is 0"),
    ],
)
def test_wrong_thresholds_limits_and_counts_are_refused(more, says):
    with pytest.raises(ValueError, match=says):
        coco_average_precision([([0.9], [SMALL], [0])], [([SMALL], [0])], 1, **more)


@pytest.mark.parametrize(
    ("predictions", "truths", "says"),
    [
        ([], [([SMALL], [0])], "0 predictions and 1 truths"),
        ([([], [], [])], [([], [])], "truths hold no box"),
        ([([0.5], [SMALL], [2])], [([SMALL], [0])], "predicted classes hold 2"),
        ([([0.5], [[2, 0, 1, 1]], [0])], [([SMALL], [0])], "predicted boxes holds .*x1 <= x2"),
    ],
)
def test_what_cannot_be_scored_is_refused(predictions, truths, says):
    with pytest.raises(ValueError, match=says):
        coco_average_precision(predictions, truths, n_classes=2)
