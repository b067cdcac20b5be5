"""The page's cells, run here once: stamps by hand, both U-Nets' figures, and what skips and training buy."""

import numpy as np
import pytest

from cnn_helpers.training.segmenter import SETTINGS, SIZE


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week3/segmentation", until="\n## Summary")


def test_the_example_by_hand_in_its_three_sizes(page):
    assert page["transposed"](1, 1).tolist() == [[0, 4, 0, 1], [10, 7, 6, 3], [0, 7, 0, 2], [6, 3, 4, 2]]
    assert page["transposed"](1, 0).tolist() == [[0, 4, 0], [10, 7, 6], [0, 7, 0]]
    np.testing.assert_array_equal(page["by_keras"], page["canvas"][:4, :4])
    np.testing.assert_array_equal(page["M"].T @ [2, 1, 3, 2], page["by_keras"].ravel())


def test_the_counts_and_sizes_of_both_forms(page):
    assert page["glued"]["unet_parameters"] == "8,640,471"
    assert (page["glued"]["paper_in"], page["glued"]["paper_out"]) == (572, 388)
    assert (page["glued"]["lowest_skip"], page["glued"]["lowest_up"]) == (64, 56)


def test_five_tasks_have_five_outputs_that_agree(page):
    street = page["street"]
    assert set(street.classes) == {0, 1, 2}, "the picture shows all kinds of object"
    assert len(np.unique(street.instances)) == len(street.boxes) + 1


def test_skips_help_on_an_equal_budget(page):
    glued = page["glued"]
    assert glued["miou_with"] > glued["miou_without"] + 0.05
    assert glued["edge_gain"] > 0


def test_the_trained_network_is_far_above_colour_and_errs_at_outlines(page):
    glued = page["glued"]
    assert page["streets"] == SETTINGS and page["unseen"].images.shape[1:3] == SIZE
    assert glued["shipped_miou"] > 0.88 and glued["colour_miou"] < 0.6
    assert glued["outline_wrong"] > 3 * glued["outline_share"]
    assert max(glued["dark"], glued["noisy"]) < glued["as_trained"]
