"""The page's cells: offsets and RoIs by hand, what sharing saves, and proposals against chance."""

import numpy as np
import pytest

from cnn_helpers.detection import decode_offsets, encode_offsets


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week3/region-proposals", until="\n## Summary")


def test_the_offsets_of_the_text_move_the_region_onto_the_box(page):
    t = [2 / 40, 12 / 80, np.log(0.8), np.log(1.2)]
    np.testing.assert_allclose(encode_offsets([page["region"]], [page["box"]]), [t])
    np.testing.assert_allclose(decode_offsets([page["region"]], [t]), [page["box"]])


def test_the_region_by_hand_has_the_bins_of_the_library(page):
    assert page["pooled"].tolist() == [[6, 3], [2, 8]]
    by_hand = 0.75 * (0.375 * 5 + 0.625 * 4) + 0.25 * (0.375 * 1 + 0.625 * 6)
    assert by_hand == 4.3125 == pytest.approx(page["aligned"][0, 0])


def test_pooling_moves_in_whole_places_and_align_evenly(page):
    np.testing.assert_allclose(np.diff(page["by_align"]), 0.25 / 4, atol=1e-5)
    jumps = page["shifts"][1:][np.diff(page["by_pooling"]) > 0]
    np.testing.assert_allclose(np.diff(jumps), 4)


def test_products_are_counted_layer_by_layer(page):
    crop = 32 * 32 * 27 * 16 + 16 * 16 * 9 * 16 * 32 + 8 * 8 * 9 * 32 * 64 + 4 * 4 * 64 * 128
    assert page["F_crop"] == crop
    head = page["faster"].head
    assert page["h"] == sum(int(np.prod(w.shape)) for w in head.weights if len(w.shape) == 2)


def test_selective_search_finds_more_than_chance_and_never_less_with_more_boxes(page):
    searched, chance = page["recall"].values()
    assert (np.diff(searched) >= 0).all() and (searched[2:] > chance[2:]).all()


def test_every_object_teaches_some_anchor(page):
    assert page["taught"].shape == (6912,)
    assert (page["taught"] == 1).sum() >= len(page["street"].boxes)


def test_the_scores_of_the_log_rise_from_step_to_step(page):
    scores = [one["mAP@0.5"] for one in page["log"]["scores"].values()]
    yolo, *steps = scores
    assert steps == sorted(steps) and yolo > steps[-1]
    assert page["log"]["settings"]["training"] < page["read_log"]("detector")["examples"]


def test_things_in_photographs_have_a_proposal_each(page):
    assert len(page["rows"]) == sum(map(len, page["BY_HAND"].values())) == 6
    assert min(overlap for _, overlap, _ in page["rows"]) > 0.5
