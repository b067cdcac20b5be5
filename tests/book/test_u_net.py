"""The page's cells: both forms of U-Net, what skips and Dice buy in three starts, single objects, its failures."""

import keras
import numpy as np
import pytest

from cnn_helpers.segmentation import soft_dice_loss
from cnn_helpers.training.segmenter import SETTINGS, SIZE


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week3/u-net", until="\n## Summary")


def test_the_counts_and_sizes_of_both_forms(page):
    assert page["glued"]["unet_parameters"] == "8,640,471"
    assert (page["glued"]["paper_in"], page["glued"]["paper_out"]) == (572, 388)
    assert (page["glued"]["lowest_skip"], page["glued"]["lowest_up"]) == (64, 56)


def test_skips_help_on_an_equal_budget_in_three_starts(page):
    glued, means = page["glued"], page["means"]
    assert [len(values) for values in means.values()] == [3, 3, 3]
    assert means["with skips"].min() > means["without skips"].max() + 0.05
    assert means["with skips"].min() > page["colour_iou"].mean()
    assert glued["edge_gain"] > 0


def test_the_arms_differ_by_their_maps_and_by_nothing_else(page):
    """The smallest map comes last, and every answer has the size of the labels."""
    sizes = [shape.shape[1] for shape in page["left_arm"].output]
    assert sizes == [page["SIDE"] // 2, page["SIDE"] // 4, page["SIDE"] // 8]
    assert {maps.shape for some in page["answers"].values() for maps in some} == {page["truth"].shape}


def test_enlarging_keeps_a_ramp_where_the_filters_have_their_middle(page):
    """Pixel i of a map that was halved k times lies at 2^k i + 2^k - 1 of the picture."""
    rows = np.arange(48.0)
    for k in (2, 4):
        small = (np.arange(48 // k) * k + k - 1)[None, :, None, None] * np.ones((1, 1, 48 // k, 1))
        inner = slice(k - 1, 48 - k)
        np.testing.assert_allclose(page["enlarged"](small, 48)[0, inner, 5, 0], rows[inner], rtol=1e-5)


def test_the_dice_of_the_example_is_five_ninths():
    """Four pixels of a class, and the probability 0.5 at these and at four others."""
    truth = np.array([[[1, 1, 1, 1, 0, 0, 0, 0, 0]]])
    logits = np.zeros((1, 1, 9, 2))
    logits[0, 0, 8] = 40, 0
    of_class = (2 * 0.5 * 4 + 1) / (0.5 * 8 + 4 + 1)
    of_rest = (2 * (0.5 * 4 + 1) + 1) / (0.5 * 8 + 1 + 5 + 1)
    assert of_class == pytest.approx(5 / 9)
    loss = float(keras.ops.convert_to_numpy(soft_dice_loss(truth, logits)))
    assert loss == pytest.approx(1 - (of_class + of_rest) / 2, abs=1e-6)


def test_dice_was_measured_on_the_smallest_classes(page):
    share = page["pixel_share"]
    assert share[page["SMALLEST"]].max() < np.delete(share, page["SMALLEST"]).min()
    assert page["small_gain"].shape == (3,)


def test_the_trained_network_is_far_above_colour_and_errs_at_outlines(page):
    glued = page["glued"]
    assert page["streets"] == SETTINGS and page["unseen"].images.shape[1:3] == SIZE
    assert glued["shipped_miou"] > 0.88 and glued["small_colour"] < 0.6
    assert glued["outline_wrong"] > 3 * glued["outline_share"]
    assert max(glued["dark"], glued["noisy"]) < glued["as_trained"]


def test_each_object_has_a_box_a_class_and_a_mask_that_agree(page):
    together = page["together"]
    assert {kind for some in together.classes for kind in some} == {0, 1, 2}, "all kinds of object occur"
    for street in together:
        assert len(np.unique(street.instances)) == len(street.boxes) + 1


def test_masks_in_boxes_are_disjoint_and_stay_in_their_boxes(page):
    for detections, class_map in zip(page["boxes_found"], page["class_maps"], strict=True):
        masks, kinds = page["masks_in_boxes"](detections, class_map)
        assert len(masks) == len(detections[1]) and kinds == list(detections[2])
        assert np.sum(masks, axis=0).max(initial=0) <= 1
        for mask, (x1, y1, x2, y2) in zip(masks, detections[1], strict=True):
            rows, columns = np.nonzero(mask)
            if rows.size:
                assert (
                    rows.min() >= y1 - 1
                    and rows.max() <= y2
                    and columns.min() >= x1 - 1
                    and columns.max() <= x2
                )


def test_true_masks_are_all_hit_by_themselves(page):
    street = page["together"][0]
    masks = [street.instances == k for k in range(1, len(street.boxes) + 1)]
    np.testing.assert_allclose(page["mask_overlaps"](masks, masks), np.eye(len(masks)))
