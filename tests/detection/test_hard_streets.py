"""Where YOLO fails, measured with the detector that ships."""

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from cnn_helpers.detection import (
    HARD_STREETS,
    cell_mates_found,
    hard_street_scores,
    share_a_cell,
    trained_detector,
)
from cnn_helpers.training import detector


def test_hard_streets_are_held_against_those_of_the_training():
    assert HARD_STREETS["as trained"] == detector.STREETS


def test_every_hard_street_is_harder():
    found = hard_street_scores(trained_detector(), n=30)
    assert found.keys() == HARD_STREETS.keys()
    assert max(value for name, value in found.items() if name != "as trained") < found["as trained"] - 0.1


def test_two_centres_in_one_cell_are_found_less_often():
    mates, others, count = cell_mates_found(trained_detector(), n=40)
    assert count > 50 and mates < others - 0.05


@given(st.integers(0, 2**32 - 1), st.integers(0, 8))
def test_sharing_is_found_as_by_a_loop(seed, n):
    corners = np.random.default_rng(seed).uniform(0, 60, (n, 2, 2))
    boxes = np.concatenate([corners.min(axis=1), corners.max(axis=1)], axis=1)
    cells = [(int((x1 + x2) / 2 // 16), int((y1 + y2) / 2 // 16)) for x1, y1, x2, y2 in boxes]
    assert share_a_cell(boxes, 64, 4).tolist() == [cells.count(cell) > 1 for cell in cells]


def test_no_streets_are_refused():
    with pytest.raises(ValueError, match="n is 0"):
        hard_street_scores(trained_detector(), n=0)
