"""The detector's recipe: its batches, its anchors, and the weak method beside it."""

import numpy as np
import pytest

from cnn_helpers.data.scenes import CLASSES
from cnn_helpers.detection import decode_labels, kmeans_anchors, shape_iou, to_centres
from cnn_helpers.pretrained.trained_weights import read_log
from cnn_helpers.training import detector, streets
from cnn_helpers.training.detector_baseline import colour_and_shape


@pytest.fixture(scope="module")
def source():
    return detector.Boxes(seed=5, n=70)


def batches(source, epoch):
    made = source.epoch(epoch)
    return [made[k] for k in range(len(made))]


def test_an_epoch_is_the_same_whenever_it_is_made_and_the_next_is_another(source):
    one, again, other = batches(source, 3), batches(source, 3), batches(source, 4)
    for (images, targets), (same_images, same_targets) in zip(one, again, strict=True):
        np.testing.assert_array_equal(images, same_images)
        np.testing.assert_array_equal(targets, same_targets)
    assert (one[0][0] != other[0][0]).any()


def test_every_street_comes_once_an_epoch_with_its_boxes_mirrored_as_it_is(source):
    made = batches(source, 0)
    images = np.concatenate([images for images, _ in made])
    targets = np.concatenate([targets for _, targets in made])
    assert len(images) == 70
    mirrored = 0
    for pixels, boxes, classes in zip(
        source.streets.pixels, source.streets.boxes, source.streets.classes, strict=True
    ):
        image = pixels.astype(np.float32) / 255
        as_it_is = (images == image).all(axis=(1, 2, 3))
        turned = (images == image[:, ::-1]).all(axis=(1, 2, 3))
        assert as_it_is.sum() + turned.sum() == 1
        mirrored += turned.sum()
        wanted = to_centres(boxes) / detector.SIZE
        wanted[:, 0] = np.where(turned.any(), 1 - wanted[:, 0], wanted[:, 0])
        held, kinds = decode_labels(targets[(as_it_is | turned).argmax()])
        for box, kind in zip(held, kinds, strict=True):
            near = np.abs(wanted - box).max(axis=1)
            assert near.min() < 1e-5 and classes[near.argmin()] == kind
        assert len(held) >= len(boxes) - 1, "two that claim one place are rare"
    assert 20 < mirrored < 50


def test_anchors_fit_as_well_as_freshly_clustered_ones(source):
    some = streets(300, (detector.SIZE, detector.SIZE), 8, detector.STREETS)
    sides = np.concatenate([to_centres(boxes)[:, 2:] for boxes in some.boxes]) / (
        detector.SIZE / detector.GRID
    )
    _, fit = kmeans_anchors(sides, len(detector.ANCHORS))
    assert shape_iou(sides, np.array(detector.ANCHORS)).max(axis=1).mean() > fit - 0.01


def test_unseen_streets_are_no_training_streets(source):
    assert detector.UNSEEN != detector.recipe.seed
    unseen = streets(20, (detector.SIZE, detector.SIZE), detector.UNSEEN, detector.STREETS)
    trained = streets(20, (detector.SIZE, detector.SIZE), detector.recipe.seed, detector.STREETS)
    assert not any((one == trained.pixels).all(axis=(1, 2, 3)).any() for one in unseen.pixels)


def test_log_says_what_was_asked_for():
    log = read_log("detector")
    assert log["scores"]["mAP@0.5"] >= 0.9 and log["baseline"]["mAP@0.5"] < 0.4
    assert log["test_examples"] == 500 and log["cores"] == 2
    assert log["core_seconds"] <= 2 * 600, "ten minutes of two cores, whatever else the machine did"


def test_colour_and_shape_find_little():
    known = streets(250, (detector.SIZE, detector.SIZE), 0, detector.STREETS)
    unseen = streets(60, (detector.SIZE, detector.SIZE), detector.UNSEEN, detector.STREETS)
    score = detector.scores(colour_and_shape(known, unseen.pixels), unseen)
    assert 0.01 < score["mAP@0.5"] < 0.4 and set(score) == {"mAP@0.5", *CLASSES}
