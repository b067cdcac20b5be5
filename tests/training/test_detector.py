"""The recipes of both detectors: their batches, their anchors, their logs, and the weak method beside the first."""

import numpy as np
import pytest

from cnn_helpers.data.scenes import CLASSES, Settings
from cnn_helpers.detection import decode_labels, kmeans_anchors, shape_iou, to_centres
from cnn_helpers.pretrained.trained_weights import load_trained, read_log
from cnn_helpers.training import detector, far_detector, streets
from cnn_helpers.training.detector_baseline import colour_and_shape


@pytest.fixture(scope="module", params=[detector, far_detector], ids=["near", "far"])
def module(request):
    return request.param


@pytest.fixture(scope="module")
def source(module):
    return module.Boxes(seed=5, n=70)


def batches(source, epoch):
    made = source.epoch(epoch)
    return [made[k] for k in range(len(made))]


def test_an_epoch_is_the_same_whenever_it_is_made_and_the_next_is_another(source):
    one, again, other = batches(source, 3), batches(source, 3), batches(source, 4)
    for (images, targets), (same_images, same_targets) in zip(one, again, strict=True):
        np.testing.assert_array_equal(images, same_images)
        np.testing.assert_array_equal(targets, same_targets)
    assert (one[0][0] != other[0][0]).any()


def test_every_street_comes_once_an_epoch_with_its_boxes_mirrored_as_it_is(module, source):
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
        wanted = to_centres(boxes) / module.SIZE
        wanted[:, 0] = np.where(turned.any(), 1 - wanted[:, 0], wanted[:, 0])
        held, kinds = decode_labels(targets[(as_it_is | turned).argmax()])
        for box, kind in zip(held, kinds, strict=True):
            near = np.abs(wanted - box).max(axis=1)
            assert near.min() < 1e-5 and classes[near.argmin()] == kind
        assert len(held) >= len(boxes) - 1, "two that claim one place are rare"
    assert 20 < mirrored < 50


def test_anchors_fit_as_well_as_freshly_clustered_ones(module):
    some = streets(300, (module.SIZE, module.SIZE), 8, module.STREETS)
    sides = np.concatenate([to_centres(boxes)[:, 2:] for boxes in some.boxes]) / (module.SIZE / module.GRID)
    _, fit = kmeans_anchors(sides, len(module.ANCHORS))
    assert shape_iou(sides, np.array(module.ANCHORS)).max(axis=1).mean() > fit - 0.01


def test_unseen_streets_are_no_training_streets(module):
    assert detector.UNSEEN != module.recipe.seed
    unseen = streets(20, (module.SIZE, module.SIZE), detector.UNSEEN, module.STREETS)
    trained = streets(20, (module.SIZE, module.SIZE), module.recipe.seed, module.STREETS)
    assert not any((one == trained.pixels).all(axis=(1, 2, 3)).any() for one in unseen.pixels)


def test_log_says_what_was_asked_for():
    log = read_log("detector")
    assert log["scores"]["mAP@0.5"] >= 0.9 and log["baseline"]["mAP@0.5"] < 0.4
    assert log["test_examples"] == 500 and log["cores"] == 2
    assert log["core_seconds"] <= 2 * 600, "ten minutes of two cores, whatever else the machine did"


def test_log_of_the_far_detector_says_what_was_asked_for():
    log = read_log("far_detector")
    scores, near = log["scores"], log["baseline"]
    assert scores["mAP@0.5"] >= 0.85 and scores["mAP@0.5:0.95"] >= 0.5
    assert near["mAP@0.5"] < 0.5 and near["mAP@0.5:0.95"] < 0.3
    assert log["test_examples"] == 500 and log["cores"] == 2
    first = read_log("detector")["core_seconds"]
    assert first + log["core_seconds"] <= 2 * 1800, (
        "half an hour of two cores, with the training it began with"
    )


def test_the_far_detector_begins_with_what_the_near_one_learned():
    assert far_detector.recipe.settings["begins_with"] == "detector" and far_detector.STREETS == Settings()
    began, learned = far_detector.network(), load_trained("detector", detector.network())
    for one, other in zip(began.get_weights(), learned.get_weights(), strict=True):
        np.testing.assert_array_equal(one, other)


def test_colour_and_shape_find_little():
    known = streets(250, (detector.SIZE, detector.SIZE), 0, detector.STREETS)
    unseen = streets(60, (detector.SIZE, detector.SIZE), detector.UNSEEN, detector.STREETS)
    score = detector.scores(colour_and_shape(known, unseen.pixels), unseen)
    assert 0.01 < score["mAP@0.5"] < 0.4 and set(score) == {"mAP@0.5", *CLASSES}
