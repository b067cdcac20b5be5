"""IoU and mean average precision against pycocotools, on the same boxes."""

import io
from contextlib import redirect_stdout

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from pycocotools import mask
from pycocotools.coco import COCO
from pycocotools.cocoeval import COCOeval

from cnn_helpers.detection import (
    COCO_SIZES,
    COCO_THRESHOLDS,
    coco_average_precision,
    iou_matrix,
    mean_average_precision,
    to_centres,
)


def random_boxes(rng, n):
    return np.sort(rng.uniform(0, 20, (n, 2, 2)), axis=1).reshape(n, 4)


def corner_and_sides(boxes):
    """Boxes as COCO writes them: x1, y1, width, height."""
    return np.hstack([boxes[:, :2], to_centres(boxes)[:, 2:]])


@settings(deadline=None)
@given(n=st.integers(1, 7), k=st.integers(1, 7), seed=st.integers(0, 99))
def test_iou_equals_pycocotools(n, k, seed):
    rng = np.random.default_rng(seed)
    ours, theirs = (random_boxes(rng, m) for m in (n, k))
    expected = mask.iou(corner_and_sides(ours), corner_and_sides(theirs), [0] * k)
    np.testing.assert_allclose(iou_matrix(ours, theirs), expected, rtol=1e-9, atol=1e-12)


def coco_precision(predictions, truths, n_classes, threshold):
    """pycocotools' precision (101 recalls, n_classes) at one IoU threshold; -1 for a class without truth."""
    return coco_precisions(predictions, truths, n_classes, [threshold], None)[0, :, :, 0]


def coco_precisions(predictions, truths, n_classes, thresholds=None, size_limits=(32**2, 96**2)):
    """pycocotools' precision (n_thresholds, 101 recalls, n_classes, n_sizes) of 100 detections at most.

    thresholds: None for its own ten; size_limits: None for its own; -1 for a class without truth of a size.
    """
    images = [{"id": k + 1, "width": 99, "height": 99} for k in range(len(truths))]
    annotations = [
        {
            "image_id": k + 1,
            "category_id": int(kind),
            "bbox": box.tolist(),
            "area": float(box[2] * box[3]),
            "iscrowd": 0,
        }
        for k, (boxes, classes) in enumerate(truths)
        for box, kind in zip(corner_and_sides(boxes), classes, strict=True)
    ]
    for number, annotation in enumerate(annotations, 1):
        annotation["id"] = number
    results = [
        {"image_id": k + 1, "category_id": int(kind), "bbox": box.tolist(), "score": float(score)}
        for k, (scores, boxes, classes) in enumerate(predictions)
        for score, box, kind in zip(scores, corner_and_sides(boxes), classes, strict=True)
    ]
    with redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = {
            "images": images,
            "annotations": annotations,
            "categories": [{"id": k} for k in range(n_classes)],
        }
        truth.createIndex()
        evaluation = COCOeval(truth, truth.loadRes(results) if results else COCO(), "bbox")
        if thresholds is not None:
            evaluation.params.iouThrs = np.array(thresholds)
        if size_limits is not None:
            low, high = size_limits
            evaluation.params.areaRng = [[0, 1e10], [0, low], [low, high], [high, 1e10]]
        evaluation.params.imgIds = [image["id"] for image in images]
        evaluation.params.catIds = list(range(n_classes))
        evaluation.evaluate()
        evaluation.accumulate()
    return evaluation.eval["precision"][..., -1]


def draw(seed, n_images, spread, levels):
    """Images whose detections are true boxes moved about, and some from nowhere; scores on few levels tie."""
    rng = np.random.default_rng(seed)
    predictions, truths = [], []
    for _ in range(n_images):
        n, extra = rng.integers(0, 5), rng.integers(0, 4)
        boxes, classes = random_boxes(rng, n), rng.integers(0, 3, n)
        guesses = np.concatenate([boxes + rng.normal(0, spread, (n, 4)), random_boxes(rng, extra)])
        guesses = guesses[rng.random(n + extra) < 0.8]
        guesses = np.hstack(
            [np.minimum(guesses[:, :2], guesses[:, 2:]), np.maximum(guesses[:, :2], guesses[:, 2:])]
        )
        kinds = rng.integers(0, 3, len(guesses))
        kinds[: min(n, len(kinds))] = classes[: min(n, len(kinds))]
        scores = rng.integers(1, levels, len(guesses)) / levels
        predictions.append((scores, guesses, kinds))
        truths.append((boxes, classes))
    return predictions, truths


@settings(deadline=None, max_examples=60)
@given(
    seed=st.integers(0, 9999),
    n_images=st.integers(1, 6),
    spread=st.sampled_from([0.1, 0.8, 3.0]),
    levels=st.sampled_from([3, 1000]),
    threshold=st.sampled_from([0.3, 0.5, 0.75]),
)
def test_mean_average_precision_equals_pycocotools(seed, n_images, spread, levels, threshold):
    predictions, truths = draw(seed, n_images, spread, levels)
    if not any(len(boxes) for boxes, _ in truths):
        return
    expected = coco_precision(predictions, truths, 3, threshold)
    ours = mean_average_precision(predictions, truths, 3, threshold)
    for kind, curve in enumerate(ours.curves):
        if curve is None:
            assert (expected[:, kind] == -1).all()
        else:
            np.testing.assert_allclose(curve.interpolated, expected[:, kind], atol=1e-12)
    assert ours.mean == pytest.approx(expected[:, expected[0] >= 0].mean(axis=0).mean())


def test_images_without_truth_or_without_prediction_count_as_pycocotools_counts_them():
    box, none = np.array([[1.0, 1.0, 5.0, 5.0]]), np.zeros((0, 4))
    predictions = [([0.9], box, [0]), ([0.95], box, [0]), ([], none, []), ([], none, [])]
    truths = [(box, [0]), (none, []), (box, [0]), (none, [])]
    ours = mean_average_precision(predictions, truths, 1)
    assert ours.mean == pytest.approx(coco_precision(predictions, truths, 1, 0.5).mean())
    assert ours.mean == pytest.approx(
        0.5 * 51 / 101
    )  # half the boxes found, each hit beside a miss that is surer


def test_more_than_a_hundred_detections_of_a_class_are_cut_as_pycocotools_cuts_them():
    box = np.array([[1.0, 1.0, 5.0, 5.0]])
    scores = np.linspace(0.9, 0.1, 130)
    boxes = np.concatenate([np.tile(box + 50, (120, 1)), np.tile(box, (10, 1))])
    predictions, truths = [(scores, boxes, np.zeros(130, int))], [(box, [0])]
    assert (
        mean_average_precision(predictions, truths, 1).mean
        == coco_precision(predictions, truths, 1, 0.5).mean()
        == 0
    )
    assert mean_average_precision(predictions, truths, 1, max_detections=130).mean > 0


def draw_crowds(seed, n_images, most, whole, levels):
    """Pictures of up to `most` objects of four classes, the last class rare, whose sides are 3 to 60 pixels.

    whole: boxes have whole numbers, so that overlaps and areas meet thresholds and limits exactly; levels: on how
    many numbers the scores lie, few of them tie.
    """
    rng = np.random.default_rng(seed)
    predictions, truths = [], []
    for _ in range(n_images):
        n, extra = rng.integers(0, most + 1), rng.integers(0, most // 2 + 1)
        corners = rng.uniform(0, 90, (n + extra, 2))
        boxes = np.hstack([corners, corners + np.exp(rng.uniform(np.log(3), np.log(60), (n + extra, 2)))])
        classes = rng.choice(4, n + extra, p=[0.45, 0.35, 0.18, 0.02])
        twice = np.concatenate([np.arange(n + extra), rng.permutation(n)[: n // 3]])  # some are found twice
        guesses = boxes[twice] + rng.normal(
            0, rng.choice([0.02, 0.3, 1.0, 3.0], (len(twice), 1)), (len(twice), 4)
        )
        if whole:
            boxes, guesses = boxes.round(), guesses.round()
        guesses = np.hstack(
            [np.minimum(guesses[:, :2], guesses[:, 2:]), np.maximum(guesses[:, :2], guesses[:, 2:])]
        )
        kinds = np.where(rng.random(len(twice)) < 0.9, classes[twice], rng.integers(0, 4, len(twice)))
        kept = rng.permutation(len(twice))[: rng.integers(0, len(twice) + 1)]
        scores = rng.integers(1, levels, len(kept)) / levels
        predictions.append((scores, guesses[kept], kinds[kept]))
        truths.append((boxes[:n], classes[:n]))
    return predictions, truths


@settings(deadline=None, max_examples=60, print_blob=True)
@given(
    seed=st.integers(0, 99999),
    n_images=st.integers(1, 6),
    most=st.sampled_from([4, 40]),
    whole=st.booleans(),
    levels=st.sampled_from([4, 10_000]),
    size_limits=st.sampled_from([COCO_SIZES, (12**2, 24**2), (144, 576.0), (0.5, 3.5)]),
)
def test_average_precision_over_thresholds_and_by_size_equals_pycocotools(
    seed, n_images, most, whole, levels, size_limits
):
    predictions, truths = draw_crowds(seed, n_images, most, whole, levels)
    if not any(len(boxes) for boxes, _ in truths):
        return
    ours = coco_average_precision(predictions, truths, 4, size_limits=size_limits)
    assert_equal_to_coco(ours, coco_precisions(predictions, truths, 4, size_limits=size_limits))


def assert_equal_to_coco(ours, theirs):
    """Compare each class at each threshold, and the means as pycocotools' summary takes them: over all but -1."""
    assert list(ours) == ["all", "small", "medium", "large"]
    for number, score in enumerate(ours.values()):
        expected = theirs[..., number].mean(axis=1)
        expected = np.where(expected == -1, np.nan, expected)
        np.testing.assert_allclose(score.average_precisions, expected.T, rtol=0, atol=1e-9)
        known = theirs[..., number][theirs[..., number] > -1]
        np.testing.assert_allclose(score.mean, known.mean() if known.size else np.nan, rtol=0, atol=1e-9)


def test_the_limits_and_thresholds_are_pycocotools_own_unless_others_are_given():
    predictions, truths = draw_crowds(5, 8, 40, whole=True, levels=4)
    boxes = np.concatenate([boxes for boxes, _ in truths])
    ours = coco_average_precision(predictions, truths, 4)
    assert_equal_to_coco(ours, coco_precisions(predictions, truths, 4, size_limits=None))
    assert ours["all"].n_truths.sum() == len(boxes) and ours["medium"].n_truths[:3].all()
    some = coco_average_precision(predictions, truths, 4, iou_thresholds=[0.75, 0.3])
    assert_equal_to_coco(some, coco_precisions(predictions, truths, 4, thresholds=[0.75, 0.3]))


def test_at_one_threshold_and_all_sizes_it_is_the_mean_average_precision():
    predictions, truths = draw_crowds(6, 6, 40, whole=False, levels=100)
    scores = coco_average_precision(predictions, truths, 5)["all"]
    for number, threshold in enumerate(COCO_THRESHOLDS):
        score = mean_average_precision(predictions, truths, 5, threshold)
        np.testing.assert_allclose(scores.average_precisions[:, number], score.per_class, atol=1e-12)
        assert scores.per_threshold[number] == pytest.approx(score.mean)


def test_more_than_a_hundred_detections_are_cut_before_sizes_are_told_apart():
    small, large = np.array([[1.0, 1.0, 5.0, 5.0]]), np.array([[40.0, 0.0, 140.0, 100.0]])
    boxes = np.concatenate([np.tile(large, (100, 1)), small])
    predictions, truths = [(np.linspace(0.9, 0.1, 101), boxes, np.zeros(101, int))], [(small, [0])]
    ours = coco_average_precision(predictions, truths, 1)
    assert_equal_to_coco(ours, coco_precisions(predictions, truths, 1))
    assert ours["small"].mean == 0
    # With room for it the small one is found, and no large detection counts against it among the small.
    more = coco_average_precision(predictions, truths, 1, max_detections=101)
    assert more["small"].mean == 1 and more["all"].mean == pytest.approx(1 / 101)


@pytest.mark.parametrize(("order", "mean"), [([0, 1], 1), ([1, 0], 51 / 101)])
def test_of_true_boxes_that_are_equally_near_the_last_is_taken_as_pycocotools_takes_it(order, mean):
    left_and_right = np.array([[0.0, 0.0, 4.0, 4.0], [2.0, 0.0, 6.0, 4.0]])
    predictions = [([0.9, 0.8], np.array([[1.0, 0.0, 5.0, 4.0], left_and_right[0]]), [0, 0])]
    truths = [(left_and_right[order], [0, 0])]
    ours = coco_average_precision(predictions, truths, 1)
    assert_equal_to_coco(ours, coco_precisions(predictions, truths, 1))
    assert ours["all"].per_threshold[0] == pytest.approx(mean)
