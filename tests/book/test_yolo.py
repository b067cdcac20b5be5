"""The page's cells up to its exercises, run here once: targets, overlaps, the trained detector and its failures."""

import numpy as np
import pytest

from cnn_helpers.detection import yolo_non_max_suppression


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week3/yolo", until="\n## Summary")


def test_the_target_of_a_real_scene_has_a_box_wider_than_its_cell(page):
    assert page["target"].shape == (3, 3, 8) and page["glued"]["target_shape"] == "3×3×8"
    assert page["target"][..., 0].sum() == 3 and page["glued"]["widest"] > 1
    assert page["glued"]["line_column"] == 1 and page["glued"]["line_bx"] == 0


def test_the_arithmetic_of_the_overlap_is_right(page):
    assert page["overlap"](page["A"], page["B"]) == page["iou"](page["A"], page["B"]) == 9 / 45
    assert "9/(24+30−9) = 9/45 = 0.20" in page["glued"]["iou_arithmetic"]
    assert page["glued"]["third"] == 0.5


def test_two_objects_of_one_cell_need_two_anchors(page):
    assert page["lonely"][..., 0].sum() == 1 and page["pair"][..., 0].sum() == 2
    assert page["pair"].reshape(3, 3, -1).shape == (3, 3, 16)
    assert (page["glued"]["cell_numbers"], page["glued"]["no_bracket"]) == (16, 13)
    assert page["glued"]["single_places"] == 1


def test_finer_grids_and_more_anchors_lose_fewer_objects(page):
    lost = page["lost"]
    for k in (1, 2, 5):
        assert lost[3, k] > lost[6, k] > lost[12, k]
    for grid in (3, 6, 12):
        assert lost[grid, 1] > lost[grid, 2] > lost[grid, 5]
    assert page["glued"]["anchor_fit"] > 1.5 * page["glued"]["single_fit"]
    assert page["glued"]["upright_people"] > 90 > 10 > page["glued"]["wide_people"]


def test_the_loss_on_the_page_is_the_loss_of_the_package(page):
    for part, value in page["ours"].items():
        assert value == pytest.approx(float(page["theirs"][part][0]), rel=1e-4)


def test_training_lowers_the_loss_on_unseen_streets_too(page):
    history = page["history"]
    assert history["loss"][-1] < history["loss"][0] / 1.5 and history["val_loss"][-1] < history["val_loss"][0]


def test_the_detector_is_far_better_than_what_the_page_trains_and_than_the_weak_method(page):
    assert page["score"].mean > 0.75
    assert page["log"]["baseline"]["mAP@0.5"] < 0.4 and page["beginner"].mean < 0.6
    assert page["score"].mean == pytest.approx(page["log"]["scores"]["mAP@0.5"], abs=0.08)
    assert page["glued"]["map_ours"] == pytest.approx(page["glued"]["map_coco"], abs=1e-6)


def test_suppression_on_the_page_keeps_what_the_package_keeps(page):
    scores, boxes, classes = page["low_scores"], page["low_boxes"], page["low_classes"]
    for kind in np.unique(classes):
        own = classes == kind
        kept = page["suppress"](scores[own], boxes[own])
        expected = yolo_non_max_suppression(scores[own], boxes[own], classes[own], max_boxes=len(scores))
        np.testing.assert_array_equal(boxes[own][kept], expected[1])
    assert len(scores) > page["glued"]["n_filtered"] > len(page["unseen"][page["shown"]].boxes)


def test_the_network_of_the_notes_is_built_row_by_row(page):
    glued = page["glued"]
    assert page["built"] == page["printed"] and len(page["printed"]) == 23
    assert (glued["large_parameters"], glued["large_trainable"]) == ("50,983,561", "50,962,889")
    assert glued["large_dense"] == 0 and page["folded"].shape == (2, 2, 4)


def test_far_and_crowded_streets_are_harder_and_small_things_are_missed(page):
    maps = page["maps"]
    assert maps["far away"] < maps["as in training"] and maps["crowded"] < maps["as in training"]
    recalls = list(page["by_height"].values())
    assert recalls[0] < 0.7 * recalls[-1]
    assert page["glued"]["twin_overlap"] > 0.5
