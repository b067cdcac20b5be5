"""The pieces of a work, whoever does them."""

import os

import numpy as np
import pytest

from cnn_helpers.data.scenes import Settings, scenes
from cnn_helpers.training import in_pieces, streets
from cnn_helpers.training.parallel import cores


def test_pieces_cover_everything_once_and_in_order():
    assert in_pieces(lambda first, count: (first, count), 10, piece=4, processes=1) == [
        (0, 4),
        (4, 4),
        (8, 2),
    ]


def test_other_processes_render_the_same_scenes_as_this_one():
    settings = Settings(objects=(1, 2))
    here, there = scenes(1010, 24, 7, settings), streets(1010, 24, 7, settings, processes=2)
    np.testing.assert_array_equal(there.pixels, here.pixels)
    np.testing.assert_array_equal(there.pixel_classes, here.pixel_classes)
    for name in ("boxes", "classes", "visible"):
        for one, other in zip(getattr(there, name), getattr(here, name), strict=True):
            np.testing.assert_array_equal(one, other)


@pytest.mark.parametrize("counts", [{"n": 0}, {"n": 2.5}, {"n": 3, "piece": 0}, {"n": 3, "processes": -1}])
def test_counts_below_one_are_refused(counts):
    with pytest.raises(ValueError, match="at least 1 is needed"):
        in_pieces(range, **counts)


def test_a_system_that_does_not_know_its_cores_has_one(monkeypatch):
    monkeypatch.delattr(os, "sched_getaffinity", raising=False)
    monkeypatch.setattr(os, "cpu_count", lambda: None)
    assert cores() == 1
