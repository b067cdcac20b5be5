"""Where YOLO fails, measured with the detector that ships."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_helpers.detection import (
    HARD_STREETS,
    hard_street_scores,
    rivals_found,
    shape_iou,
    share_a_place,
    trained_detector,
)
from cnn_helpers.training import detector


def test_hard_streets_are_held_against_those_of_the_training():
    assert HARD_STREETS["as trained"] == detector.STREETS


def test_every_hard_street_is_harder():
    found = hard_street_scores(trained_detector(), n=30)
    assert found.keys() == HARD_STREETS.keys()
    assert max(value for name, value in found.items() if name != "as trained") < found["as trained"] - 0.1


def test_objects_that_claim_one_place_are_found_less_often():
    rivals, others, count = rivals_found(trained_detector(), n=200)
    assert count > 100 and rivals < others - 0.03


@given(st.integers(0, 2**32 - 1), st.integers(0, 8))
def test_sharing_is_found_as_by_a_loop(seed, n):
    corners = np.random.default_rng(seed).uniform(0, 60, (n, 2, 2))
    boxes = np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)
    anchors = np.array([[0.5, 1.5], [1.5, 0.5]])
    places = [
        (
            int((x1 + x2) / 2 // 16),
            int((y1 + y2) / 2 // 16),
            shape_iou([[x2 - x1, y2 - y1]], anchors * 16).argmax(),
        )
        for x1, y1, x2, y2 in boxes
    ]
    wanted = [places.count(place) > 1 for place in places]
    assert share_a_place(boxes, 64, anchors, 4).tolist() == wanted


def test_no_streets_are_refused():
    with pytest.raises(ValueError, match="n is 0"):
        hard_street_scores(trained_detector(), n=0)
