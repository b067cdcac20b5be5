"""The page's cells: overlaps by hand, and suppression class by class, held against the package's."""

import numpy as np
import pytest

from cnn_helpers.detection import to_centres, yolo_non_max_suppression


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week3/boxes-and-overlap", until="\n## Exercises")


def test_the_two_forms_of_a_box_are_those_of_the_text(page):
    assert page["centre"].tolist() == [[180, 310, 160, 220]]
    np.testing.assert_array_equal(to_centres(page["corners"]), page["centre"])


def test_the_arithmetic_of_the_overlap_is_right(page):
    assert page["overlap"](page["A"], page["B"]) == page["iou"](page["A"], page["B"]) == 9 / 45
    assert "9/(24+30−9) = 9/45 = 0.20" in page["glued"]["iou_arithmetic"]
    assert page["glued"]["third"] == 0.5


def test_boxes_side_by_side_have_one_negative_extent_and_diagonal_ones_two(page):
    negative = {
        name: sum(side < 0 for side in page["extents"](page["first"], box))
        for name, box in page["apart"].items()
    }
    assert negative == {"side by side": 1, "one above the other": 1, "diagonally apart": 2}
    assert all(page["overlap"](page["first"], box) == 0 for box in page["apart"].values())


@pytest.mark.parametrize("seed", range(20))
def test_suppression_on_the_page_keeps_what_the_package_keeps(page, seed):
    scores, boxes, classes = page["random_boxes"](np.random.default_rng(seed))
    for kind in np.unique(classes):
        own = classes == kind
        kept = page["suppress"](scores[own], boxes[own])
        expected = yolo_non_max_suppression(scores[own], boxes[own], classes[own], max_boxes=len(scores))
        np.testing.assert_array_equal(boxes[own][kept], expected[1])
    kept = page["suppress_by_class"](scores, boxes, classes)
    expected = yolo_non_max_suppression(scores, boxes, classes, max_boxes=len(scores))
    np.testing.assert_array_equal(boxes[kept], expected[1])
    np.testing.assert_array_equal(classes[kept], expected[2])


def test_a_street_keeps_one_box_for_each_object(page):
    scores, boxes, classes = page["scores"], page["boxes"], page["classes"]
    expected = yolo_non_max_suppression(scores, boxes, classes, max_boxes=len(scores))
    np.testing.assert_array_equal(boxes[page["kept"]], expected[1])
    assert len(scores) > page["glued"]["n_kept"] == page["glued"]["n_hits"] == page["glued"]["n_true"]


def test_of_the_six_boxes_a_dropped_one_drops_no_other_and_classes_are_apart(page):
    glued = page["glued"]
    assert glued["six_kept"] == "A, P, C, M"
    assert min(glued["iou_ab"], glued["iou_bc"], glued["iou_am"], glued["iou_pq"]) > 0.5 >= glued["iou_ac"]


def test_cutting_by_score_first_or_last_gives_the_same_boxes(page):
    assert page["different"] == 0
    assert page["dropped"] > 50  # sets in which suppression had something to do


def test_two_cars_whose_boxes_overlap_become_one(page):
    glued = page["glued"]
    assert glued["twin_overlap"] > 0.5 and glued["twin_seen"] >= 0.5
    assert glued["twin_after"] == 1 < len(page["twins"].boxes) <= glued["twin_before"]
