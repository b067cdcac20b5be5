"""The page's cells: scores and stamps by hand, three crops of one canvas, the checkerboard, an enlarged photograph."""

import numpy as np
import pytest

from cnn_helpers.segmentation import confusion_matrix, iou_per_class, mean_iou
from cnn_helpers.training.segmenter import SETTINGS, SIZE


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week3/transposed-convolution")


def test_the_example_by_hand_in_its_three_sizes(page):
    assert page["transposed"](1, 1).tolist() == [[0, 4, 0, 1], [10, 7, 6, 3], [0, 7, 0, 2], [6, 3, 4, 2]]
    assert page["transposed"](1, 0).tolist() == [[0, 4, 0], [10, 7, 6], [0, 7, 0]]
    np.testing.assert_array_equal(page["by_keras"], page["canvas"][:4, :4])
    np.testing.assert_array_equal(page["M"].T @ [2, 1, 3, 2], page["by_keras"].ravel())


def test_the_first_two_stamps_are_those_of_the_text(page):
    assert page["steps"][0][0].tolist() == [2, 4, 2, 0, 0]
    assert page["steps"][1][0].tolist() == [2, 4, 3, 2, 1]
    assert page["glued"]["shared_column"].startswith("2×1 + 1×1 = 3")


def test_the_scores_of_four_pixels_are_two_thirds_and_a_half():
    ratios = iou_per_class(confusion_matrix([0, 0, 0, 1], [0, 0, 1, 1], 2))
    np.testing.assert_allclose(ratios, [2 / 3, 1 / 2])
    assert mean_iou([0, 0, 0, 1], [0, 0, 1, 1], 2) == pytest.approx(7 / 12)


def test_colour_alone_is_weak_on_the_segmenters_streets(page):
    assert page["streets"] == SETTINGS and page["unseen"].images.shape[1:3] == SIZE
    assert page["glued"]["colour_miou"] < 0.6
    assert page["glued"]["n_unseen"] == len(page["unseen"])


def test_stamps_reach_neighbours_unevenly_only_where_the_stride_does_not_divide_the_filter(page):
    inner = np.s_[1:-1, 1:-1]
    assert set(page["three"][inner].ravel()) == {1, 2, 4}
    assert set(page["four"][inner].ravel()) == {4}


def test_a_photograph_comes_back_as_large_and_without_its_detail(page):
    glued = page["glued"]
    for filter in page["filters"].values():
        assert filter.sum() == pytest.approx(4)  # each output pixel gets a weight of 1 on average
        assert page["enlarge"](page["small"], filter).shape == (128, 128, 3)
    assert glued["error_equal"] > 2 * glued["error_smooth"] > 20
    assert 50 < glued["fine_share"] < 100


def test_what_the_exercises_print(page):
    assert page["half"].sum() == 10 and mean_iou(page["truth"], page["half"], 2) > 0.6
    unpooled = page["unpooled"].reshape(2, 2, 2, 2).swapaxes(1, 2).reshape(4, 4)
    assert unpooled.tolist() == [[0, 5, 0, 0], [0, 0, 0, 7], [8, 0, 0, 0], [0, 0, 3, 0]]
    assert np.any(np.array(page["spot"])[0, :, :, 0] > 0, axis=0).sum() == 7
