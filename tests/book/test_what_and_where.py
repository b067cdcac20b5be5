"""The page's cells: five answers, the eight numbers by hand, what the loss looks at, and what three starts learn."""

import numpy as np
import pytest

from cnn_helpers.detection import localisation_score


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week3/what-and-where", until="\n## Summary")


def test_instances_count_the_cars_and_connected_patches_do_not(page):
    cars = page["names"].count("car")
    assert cars == page["glued"]["car_objects"] == len(page["of_objects"]) != page["glued"]["car_patches"]
    assert sum(page["of_objects"]) == page["car"].sum() == sum(page["of_patches"])
    assert page["glued"]["detection_numbers"] == 5 * len(page["street"].boxes)


def test_the_label_is_that_of_the_text(page):
    np.testing.assert_allclose(page["y"], [1, 0.45, 0.7, 0.4, 0.5, 0, 1, 0], rtol=1e-6)
    np.testing.assert_allclose(page["boxes"], [[40, 50, 140, 90]], rtol=1e-5)


def test_the_loss_is_that_of_the_text(page):
    by_hand = [0.2**2, 0.05**2, 0.1**2, 0, 0.2**2, 0.1**2, 0.3**2, 0.2**2]
    np.testing.assert_allclose(page["terms"], by_hand, atol=1e-6)
    np.testing.assert_allclose(page["losses"].numpy(), [sum(by_hand), 0.64], rtol=1e-5)
    box = 50 * (0.05**2 + 0.1**2 + 0 + 0.2**2)
    np.testing.assert_allclose(page["logs"], [-np.log(0.8) + box - np.log(0.7), -np.log(0.2)], rtol=1e-4)


def test_an_empty_street_moves_nothing_but_the_presence(page):
    gradient = page["gradient_of_both"]
    assert gradient[1, 0] == pytest.approx(1.6) and not gradient[1, 1:].any()
    assert (gradient[0, [0, 1, 2, 4, 5, 6, 7]] != 0).all()


def test_three_localisers_are_better_than_the_mean_label(page):
    assert len(page["said"]) == 3
    for one, overlaps in zip(page["said"], page["of_nets"], strict=True):
        score = localisation_score(page["truth"], one)
        assert score.mean_iou == pytest.approx(overlaps.mean(), abs=1e-4)
        assert score.mean_iou > page["scores"]["mean label"].mean_iou


def test_no_known_street_or_person_is_among_the_unseen(page):
    known = {image.tobytes() for image in page["images"]}
    assert not known & {image.tobytes() for image in page["unseen"]}
    assert not set(page["known"].identities) & set(page["strangers"].identities)


def test_three_landmark_networks_are_better_than_the_mean_places(page):
    true, errors = page["strangers"].landmarks, page["errors"]
    for name, points in page["found"].items():
        by_hand = np.sqrt(((true - points) ** 2).sum(axis=2))
        np.testing.assert_allclose(errors[name], by_hand, rtol=1e-4)
        assert name == "mean places" or by_hand.mean() < errors["mean places"].mean()
    assert len(errors) == 4


def test_photographs_are_cut_square_and_their_marks_lie_in_the_cut(page):
    assert (
        page["seen"].shape == (2, page["SIZE"], page["SIZE"], 3)
        and 0 <= page["seen"].min() <= page["seen"].max() <= 1
    )
    assert (
        page["marked"].shape == (2, 5, 2)
        and (0 < page["marked"]).all()
        and (page["marked"] < page["SIZE"]).all()
    )
    left_eye, right_eye, nose, mouth_left, mouth_right = page["marked"].transpose(1, 0, 2)
    assert (left_eye[:, 0] < nose[:, 0]).all() and (nose[:, 0] < right_eye[:, 0]).all()
    assert (left_eye[:, 1] < nose[:, 1]).all() and (nose[:, 1] < mouth_left[:, 1]).all()
    assert (mouth_left[:, 0] < mouth_right[:, 0]).all()
    assert page["glued"]["false_alarms"] <= page["glued"]["empty_answers"] == 9
