"""The three detectors learn in a few epochs what chance does not know, and the parts they are made of."""

import keras
import numpy as np
import pytest

from cnn_helpers.data.scenes import Settings, scenes
from cnn_helpers.detection import (
    fast_rcnn_detector,
    faster_rcnn_detector,
    iou,
    mean_average_precision,
    proposal_recall,
    rcnn,
    rcnn_detector,
    read_regions,
    region_proposals,
    train_faster,
    train_proposals,
    train_regions,
)
from cnn_helpers.detection.rcnn_family.offsets import SPREAD
from cnn_helpers.detection.rcnn_family.proposals import STRATEGIES
from cnn_helpers.detection.rcnn_family.region_training import Minibatches, mirrored

NEAR = Settings(
    objects=(1, 2), distance=(3.5, 6.0), clutter=(0, 1), noise=(0.0, 0.01), light=("day",), least_visible=0.7
)
SHAPE = (48, 48, 3)


@pytest.fixture(scope="module")
def streets():
    return scenes(80, 48, seed=1, settings=NEAR), scenes(30, 48, seed=2, settings=NEAR)


def quick(image):
    return region_proposals(image, 100, strategies=STRATEGIES[:2])


@pytest.fixture(scope="module")
def proposals(streets):
    return [quick(image) for image in streets[0].images]


def score(detector, some):
    found = detector.detect(some.images, score_threshold=0.05)
    return mean_average_precision(found, list(zip(some.boxes, some.classes, strict=True)), 3).mean


@pytest.mark.parametrize(("make", "epochs"), [(rcnn_detector, 9), (fast_rcnn_detector, 7)])
def test_a_short_training_on_proposals_beats_chance_by_far(make, epochs, streets, proposals):
    keras.utils.set_random_seed(0)
    detector = make(SHAPE)
    detector.propose, detector.most = quick, 100
    untrained = score(detector, streets[1])
    losses = train_regions(detector.network, streets[0], proposals, epochs, count=16)
    assert losses["loss"][-1] < 0.7 * losses["loss"][0]
    assert untrained < 0.03 and score(detector, streets[1]) > 0.15


def test_a_short_training_of_faster_rcnn_beats_chance_and_its_proposals_do_too(streets):
    keras.utils.set_random_seed(0)
    detector, some = faster_rcnn_detector(SHAPE), streets[1]

    def recall():
        return proposal_recall([detector.propose(image) for image in some.images], some.boxes, [20])[0]

    untrained, found = score(detector, some), recall()
    train_faster(detector, streets[0], epochs=(4, 6, 1))
    assert untrained < 0.03 and score(detector, some) > 0.2
    assert found < 0.2 and recall() > 0.4


def test_the_same_seed_trains_the_same_network_and_another_sees_other_batches(streets):
    few = scenes(16, 48, seed=3, settings=NEAR)
    regions = [np.array([[0.0, 0, 20, 20], [10, 10, 40, 30], [5, 5, 30, 45]])] * 16
    losses = []
    for _ in range(2):
        keras.utils.set_random_seed(0)
        losses.append(train_regions(rcnn(SHAPE), few, regions, epochs=2, count=2, seed=4)["loss"])
    assert losses[0] == losses[1]
    first, again, other = (
        Minibatches(few.images, [few.boxes], lambda rng, position, boxes: ((), (boxes[:1],)), 8, seed)[0][0]
        for seed in (4, 4, 5)
    )
    assert (first == again).all() and (first != other).any()


@pytest.mark.parametrize("seed", range(5))
def test_reading_regions_equals_a_loop_over_classes(seed):
    rng = np.random.default_rng(seed)
    regions = np.sort(rng.uniform(0, 40, (30, 2, 2)), axis=1).reshape(-1, 4)
    scores, offsets = 2 * rng.normal(size=(30, 4)), rng.normal(size=(30, 3, 4))
    expected = []
    for k in range(3):
        kept = []
        chances = np.exp(scores[:, 1 + k]) / np.exp(scores).sum(axis=1)
        for n in np.argsort(-chances):
            x1, y1, x2, y2 = regions[n]
            t = offsets[n, k] * SPREAD
            x, y = (x1 + x2) / 2 + t[0] * (x2 - x1), (y1 + y2) / 2 + t[1] * (y2 - y1)
            w, h = (x2 - x1) * np.exp(t[2]), (y2 - y1) * np.exp(t[3])
            box = np.clip([x - w / 2, y - h / 2, x + w / 2, y + h / 2], 0, 40)
            if chances[n] >= 0.1 and all(iou(box, other) <= 0.4 for _, other, _ in kept):
                kept.append((chances[n], box, k))
        expected.extend(kept)
    expected.sort(key=lambda one: -one[0])
    found = read_regions(scores, offsets, regions, (40, 40), score_threshold=0.1, max_boxes=100)
    assert len(expected) > 3
    for ours, theirs in zip(found, zip(*expected, strict=True), strict=True):
        np.testing.assert_allclose(ours, theirs, atol=1e-9)


def test_a_mirrored_image_takes_its_boxes_along_and_epochs_differ(streets):
    some = streets[0]
    batches = Minibatches(
        some.images, [some.boxes], lambda rng, position, boxes: ((boxes[:1],), (boxes[:1],)), 8
    )
    turned = 0
    for number in range(3):
        (images, boxes), _ = batches[number]
        for image, (box,) in zip(images, boxes, strict=True):
            one = next(k for k in range(80) if (np.sort(some.images[k], 1) == np.sort(image, 1)).all())
            is_turned = not (some.images[one] == image).all()
            turned += is_turned
            expected = mirrored(some.boxes[one], 48)[0] if is_turned else some.boxes[one][0]
            np.testing.assert_array_equal(box, expected)
    assert 3 < turned < 21
    before = batches[0][0][0]
    np.testing.assert_array_equal(batches[0][0][0], before)
    batches.on_epoch_end()
    assert (batches[0][0][0] != before).any()


def test_one_image_gives_what_it_gives_among_several(streets):
    keras.utils.set_random_seed(0)
    detector, images = faster_rcnn_detector(SHAPE), streets[1].images[:2]
    one = detector.detect(images[1], score_threshold=0.1)
    for ours, theirs in zip(one, detector.detect(images, score_threshold=0.1)[1], strict=True):
        np.testing.assert_array_equal(ours, theirs)


def test_refuses_other_images_and_lists_that_do_not_match(streets):
    detector, few = faster_rcnn_detector(SHAPE), scenes(8, 48, seed=3, settings=NEAR)
    calls = {
        "(32, 48, 3)": lambda: detector.detect(np.zeros((32, 48, 3))),
        "(48, 48)": lambda: detector.detect(np.zeros((48, 48))),
        "8 scenes and 1": lambda: train_regions(rcnn(SHAPE), few, [[]]),
        "epochs is 0": lambda: train_proposals(detector.proposer, detector.anchors, few, epochs=0),
        "8 are needed": lambda: train_proposals(detector.proposer, detector.anchors, scenes(7, 48)),
        "sides that 8 divides": lambda: fast_rcnn_detector((50, 48, 3)),
        "classes is 1": lambda: rcnn(SHAPE, n_classes=1),
        "regions has shape": lambda: read_regions(
            np.zeros((2, 3)), np.zeros((2, 2, 4)), np.zeros((3, 4)), (9, 9)
        ),
        "offsets has shape": lambda: read_regions(
            np.zeros((2, 3)), np.zeros((2, 3, 4)), np.zeros((2, 4)), (9, 9)
        ),
    }
    for words, call in calls.items():
        with pytest.raises(ValueError) as refusal:
            call()
        assert words in str(refusal.value)
