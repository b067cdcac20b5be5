"""The detector that ships: any picture in, boxes in that picture's own pixels out."""

import numpy as np
import pytest

from cnn_helpers.data.scenes import scenes
from cnn_helpers.detection import (
    HARD_STREETS,
    coco_average_precision,
    detect,
    iou_matrix,
    letterbox,
    trained_detector,
)

pytestmark = pytest.mark.numbers


@pytest.fixture(scope="module")
def streets():
    return scenes(12, seed=41, settings=HARD_STREETS["as trained"])


def same(one, other):
    return all(np.allclose(a, b, atol=1e-3) for a, b in zip(one, other, strict=True))


def test_one_picture_a_batch_and_a_list_are_read_alike(streets):
    together = detect(streets.images)
    assert all(same(a, b) for a, b in zip(together, detect(list(streets.images)), strict=True))
    assert all(same(a, detect(image)) for a, image in zip(together, streets.images, strict=True))
    assert all(same(a, b) for a, b in zip(together, detect(streets.pixels), strict=True)), (
        "uint8 is no darker"
    )
    assert detect([]) == []


def test_boxes_lie_in_the_picture_and_come_best_first(streets):
    for scores, boxes, _ in detect(streets.images, score_threshold=0.05):
        assert (boxes >= 0).all() and (boxes <= 96).all() and (np.diff(scores) <= 0).all()
        assert (scores >= 0.05).all()


def test_objects_are_found_where_they_are(streets):
    found = [
        (iou_matrix(boxes[kinds == kind], truth[None]).max(initial=0) >= 0.5)
        for (_, boxes, kinds), one in zip(detect(streets.images), streets, strict=True)
        for truth, kind, seen in zip(one.boxes, one.classes, one.visible, strict=True)
        if seen > 0.8
    ]
    assert np.mean(found) > 0.8


def test_photograph_of_another_shape_gives_boxes_in_its_own_pixels(streets):
    street = streets.images[0]
    wide = np.repeat(np.repeat(np.pad(street, ((0, 0), (96, 0), (0, 0)), constant_values=0.5), 2, 0), 2, 1)
    picture, place = letterbox(wide, (96, 96))
    scores, boxes, kinds = detect(wide, score_threshold=0.3)
    inside = detect(picture, score_threshold=0.3)
    assert same((scores, kinds), (inside[0], inside[2])) and same([boxes], [place.to_image(inside[1])])


def test_the_far_detector_sees_more_of_the_default_streets_than_the_near_one():
    some = scenes(30, size=144, seed=43)
    truths = list(zip(some.boxes, some.classes, strict=True))
    far, near = (
        coco_average_precision(
            trained_detector(name).detect(some.pixels, score_threshold=0.01), truths, n_classes=3
        )["all"]
        for name in ("far_detector", "detector")
    )
    assert far.per_threshold[0] > near.per_threshold[0] + 0.2 and far.mean > near.mean + 0.1


def test_a_detector_that_nobody_trained_is_named():
    with pytest.raises(ValueError, match="no trained detector 'nearest'; one of detector, far_detector is"):
        trained_detector("nearest")


def test_model_is_read_once_and_knows_its_classes():
    detector = trained_detector()
    assert detector is trained_detector() and detector.classes == ("pedestrian", "car", "motorcycle")
    assert detector.model.output_shape[1:] == (12, 12, len(detector.anchors) * 8)


@pytest.mark.parametrize(
    "image",
    [np.zeros((96, 96)), np.zeros((96, 96, 4)), np.full((96, 96, 3), 255.0), np.full((96, 96, 3), np.nan)],
)
def test_what_is_no_image_is_refused(image):
    with pytest.raises(ValueError, match="needed"):
        detect([image])
