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

from cnn_helpers.detection import iou_matrix, mean_average_precision, to_centres


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
        evaluation.params.iouThrs = np.array([threshold])
        evaluation.params.imgIds = [image["id"] for image in images]
        evaluation.params.catIds = list(range(n_classes))
        evaluation.evaluate()
        evaluation.accumulate()
    return evaluation.eval["precision"][0, :, :, 0, -1]  # all areas, 100 detections


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
