"""The page's cells: the loss by hand, three trainings, and the trained detector from raw numbers to boxes."""

import numpy as np
import pytest

from cnn_helpers.detection import yolo_non_max_suppression


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week3/a-detector-that-works", until="\n## Exercises")


def test_the_loss_of_one_place_is_worked_out_right(page):
    e, ln = np.exp, np.log
    expected = {
        "centre": (1 / (1 + e(-0.4)) - 0.5) ** 2 + (1 / (1 + e(0.6)) - 0.25) ** 2,
        "sides": ln(3 / 3.3) ** 2 + ln(4 / 3.6) ** 2,
        "objectness": ln(1 + e(-1)),
        "class": ln(1 + e(1.5) + e(0.5)) - 1.5,
    }
    assert page["one_place"] == pytest.approx(expected)
    total = 5 * (expected["centre"] + expected["sides"]) + expected["objectness"] + expected["class"]
    assert page["glued"]["place_total"] == pytest.approx(total)


def test_the_loss_on_the_page_is_the_loss_of_the_package(page):
    for part, value in page["ours"].items():
        assert value == pytest.approx(float(page["theirs"][part][0]), rel=1e-4)


def test_training_lowers_the_loss_on_unseen_streets_until_it_rises_again(page):
    assert len(page["histories"]) == 3
    for history in page["histories"]:
        assert history["loss"][-1] < history["loss"][0] / 1.5
        assert min(history["val_loss"]) < history["val_loss"][-1] < history["val_loss"][0]


def test_the_detector_is_far_better_than_what_the_page_trains_and_than_the_weak_method(page):
    assert page["score"].mean > 0.75
    assert page["log"]["baseline"]["mAP@0.5"] < 0.4
    assert len(page["beginners"]) == 3 and max(one.mean for one in page["beginners"]) < 0.6
    assert page["score"].mean == pytest.approx(page["log"]["scores"]["mAP@0.5"], abs=0.08)


def test_the_box_followed_by_hand_is_the_box_of_the_package(page):
    np.testing.assert_allclose(page["one_box"], page["of_the_course"], atol=0.05)
    assert page["glued"]["one_iou"] > 0.5


def test_each_step_from_output_to_boxes_leaves_fewer(page):
    _, low_boxes, _ = page["low"]
    assert len(low_boxes) > page["glued"]["n_filtered"] > page["glued"]["n_kept"] == page["glued"]["n_hits"]
    scores, boxes, classes = page["sure"]
    expected = yolo_non_max_suppression(scores, boxes, classes)
    assert len(expected[0]) == page["glued"]["n_kept"] == len(page["street"].boxes)


def test_photographs_get_boxes_and_hits_are_counted_against_people(page):
    glued = page["glued"]
    assert glued["photo_boxes"] == sum(len(scores) for scores, _, _ in page["seen"]) > glued["photo_hits"]
    for box in page["PEOPLE"].values():
        pedestrian = (np.array([0.9]), np.array([box], float), np.array([0]))
        assert page["hits_of"](pedestrian, np.array([box], float), np.array([0])) == 1
