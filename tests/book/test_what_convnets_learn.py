"""The page's facts: what units see, what the maps of a classifier mark, and where such pictures mislead."""

import numpy as np
import pytest

pytestmark = pytest.mark.needs_network("vgg16_features", "efficientnet_lite0")


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week4/what-convnets-learn", until="\n## Exercises")


def test_receptive_fields_are_those_of_the_text(page):
    assert [field.size for field in page["fields"].values()] == [5, 14, 40, 92, 196]


def test_every_unit_has_nine_patches_of_its_field(page):
    for layer, units in page["patches"].items():
        assert list(units) == page["chosen"][layer] and len(units) == 2
        for nine in units.values():
            assert [patch.image.shape for patch in nine] == [(page["fields"][layer].size,) * 2 + (3,)] * 9


def test_grad_cam_by_hand(page):
    assert page["heat"].tolist() == [[0.75, 0], [0, 1]]


def test_what_the_map_marks_mostly_matters_to_the_answer(page):
    whole, hottest, coolest = page["of_choice"].T
    assert 3 < (hottest < coolest).sum() == page["glued"]["faithful"] < 6 and hottest.mean() < whole.mean()


def test_the_climb_goes_beyond_every_patch_unless_the_unit_is_silent(page):
    first, last = page["free_climb"][[0, -1]]
    assert ((last > page["best_patch"].activation) == (first > 0)).all() and (first > 0).any()
    assert min(page["calm_climb"][-1]) > page["best_patch"].activation


def test_a_class_that_is_not_there_has_a_map_all_the_same(page):
    assert page["glued"]["fish"] < 0.001 and np.max(page["goldfish"]) == 1
