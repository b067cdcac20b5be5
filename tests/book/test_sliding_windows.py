"""The page's cells: how many windows, a dense layer as a convolution, one pass against cropping, and products."""

import numpy as np
import pytest

from cnn_helpers.detection import iou


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week3/sliding-windows", until="\n## Summary")


def test_windows_are_counted_as_by_hand(page):
    for (height, width), count in zip(page["scaled"], page["counts"], strict=True):
        tops, lefts = range(0, height - 14 + 1, 2), range(0, width - 14 + 1, 2)
        assert count == len(tops) * len(lefts)
    assert page["glued"]["all_windows"] == f"{sum(page['counts']):,}" and len(page["all_windows"]) == sum(
        page["counts"]
    )


def test_no_window_leaves_the_street(page):
    assert page["all_windows"].min() >= 0 and page["all_windows"].max() <= 96 + 1e-9


def test_a_unit_is_a_filter_of_the_maps_size(page):
    assert page["by_filter"].tolist() == [[11, 9], [12, 11]]
    assert page["glued"]["unit_arithmetic"] == "1·1 + 0·2 + 2·3 + 1·4 = 11"
    assert page["filters"].shape == (5, 5, 16, 400)
    np.testing.assert_allclose(page["convolved"][:, 0, 0], page["dense"], atol=1e-4)


def test_the_sizes_are_those_of_the_lectures(page):
    shapes = {n: model.output_shape[1:] for n, model in page["converted"].items()}
    assert shapes == {14: (1, 1, 4), 16: (2, 2, 4), 28: (8, 8, 4)}


def test_one_pass_answers_as_each_window_alone(page):
    piece, classifier = page["piece"], page["classifier"]
    for row, column in ((0, 0), (3, 5), (7, 7)):
        window = piece[2 * row : 2 * row + 14, 2 * column : 2 * column + 14]
        np.testing.assert_allclose(
            page["at_once"][row, column], page["ask"](classifier, window[None])[0], atol=1e-4
        )
    assert page["largest"] < 1e-4


def test_products_are_those_of_the_layers(page):
    window = 10 * 10 * 16 * 75 + 400 * 400 + 400 * 400 + 400 * 4
    whole = 24 * 24 * 16 * 75 + 64 * (400 * 400 + 400 * 400 + 400 * 4)
    assert page["counted"][14, 28] == (64 * window, whole, 64)
    assert page["glued"]["share_limit"] == pytest.approx(window / (window - 10 * 10 * 16 * 75))
    assert page["ratios"][68, 128] > page["ratios"][32, 128] > page["ratios"][14, 28]


def test_every_way_was_timed_three_times(page):
    for times in page["measured"].values():
        assert list(times) == ["one by one", "one batch", "one pass"]
        assert all(len(taken) == 3 and min(taken) > 0 for taken in times.values())


def test_no_street_of_the_training_is_scored(page):
    known = {image.tobytes() for image in page["known"].images}
    assert not known & {image.tobytes() for image in page["unseen"].images}
    assert len(page["counted_boxes"]) == len(page["sweeps"]) == 3


def test_found_objects_and_false_boxes_are_counted_as_by_hand(page):
    for sweeps, (found, false) in zip(page["sweeps"], page["counted_boxes"], strict=True):
        hits = misses = 0
        for sweep, boxes, kinds in zip(sweeps, page["unseen"].boxes, page["unseen"].classes, strict=True):
            right = [
                [iou(one, box) >= 0.5 and said == kind for box, kind in zip(boxes, kinds, strict=True)]
                for one, said in zip(sweep.boxes, sweep.classes, strict=True)
            ]
            hits += sum(map(any, zip(*right, strict=True)))
            misses += sum(not any(row) for row in right)
        assert (found, false) == (hits, misses)


def test_even_the_best_window_does_not_fit(page):
    best, areas = page["best"], []
    for box in page["known"].boxes[0]:
        corners = np.concatenate([np.maximum(page["all_windows"][:, :2], box[:2]),
                                  np.minimum(page["all_windows"][:, 2:], box[2:])], axis=1)  # fmt: skip
        sides = np.maximum(corners[:, 2:] - corners[:, :2], 0)
        shared = sides.prod(axis=1)
        own = (page["all_windows"][:, 2:] - page["all_windows"][:, :2]).prod(axis=1)
        areas.append((shared / (own + (box[2:] - box[:2]).prod() - shared)).max())
    np.testing.assert_allclose(best[: len(areas)], areas, rtol=1e-4)
    assert best.mean() < 1
