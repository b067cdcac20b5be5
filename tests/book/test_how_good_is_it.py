"""The page's cells: average precision by hand and by COCO, the detector's failures, and YOLOv2 row by row."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week3/how-good-is-it", until="\n## Exercises")


def test_three_ways_to_take_the_area_are_those_of_the_text(page):
    assert page["precision"].tolist() == pytest.approx([1, 1, 2 / 3, 3 / 4, 3 / 5])
    assert page["recall"].tolist() == [0.25, 0.5, 0.5, 0.75, 0.75]
    assert page["ap_all"] == pytest.approx(0.25 + 0.25 + 0.75 * 0.25)
    assert page["ap_101"] == pytest.approx((51 + 25 * 0.75) / 101)
    assert page["ap_11"] == pytest.approx((6 + 2 * 0.75) / 11)


def test_the_mean_average_precision_is_that_of_coco(page):
    assert page["score"].mean > 0.75
    assert page["score"].mean == pytest.approx(page["log"]["scores"]["mAP@0.5"], abs=0.08)
    assert page["glued"]["map_ours"] == pytest.approx(page["glued"]["map_coco"], abs=1e-6)
    assert page["strict"]["all"].mean == pytest.approx(page["coco_strict"], abs=1e-6)


def test_cars_and_motorcycles_are_saturated_and_the_default_streets_are_harder(page):
    pedestrian, car, motorcycle = page["score"].per_class
    assert pedestrian < motorcycle < 1 and car > 0.97 and motorcycle > 0.94
    assert page["glued"]["usual_map"] < page["score"].mean - 0.2
    assert page["glued"]["usual_strict"] < page["glued"]["strict_here"] - 0.1


def test_the_network_of_the_notes_is_built_row_by_row(page):
    glued = page["glued"]
    assert page["built"] == page["printed"] and len(page["printed"]) == 23
    assert (glued["large_parameters"], glued["large_trainable"]) == ("50,983,561", "50,962,889")
    assert glued["large_dense"] == 0 and page["folded"].shape == (2, 2, 4)


def test_small_things_are_missed_and_found_with_more_cells(page):
    recalls = page["recalls"]
    assert recalls["far", 96] < recalls["near", 96] and recalls["near", 48] < recalls["near", 96]
    assert recalls["far", 192] > recalls["far", 96]
    coarse, fine = (list(series.values()) for series in page["by_height"].values())
    assert coarse[0] < 0.7 * max(coarse) and fine[0] > coarse[0]


def test_more_cells_and_training_for_them_find_more_of_the_same_streets(page):
    first, finer, second = (sizes["all"] for sizes in page["by_detector"].values())
    assert first.n_truths.tolist() == finer.n_truths.tolist() == second.n_truths.tolist()
    for one, better in ((first, finer), (finer, second)):
        assert one.mean + 0.05 < better.mean and one.per_threshold[0] + 0.05 < better.per_threshold[0]
    log = page["far_log"]
    assert second.mean == pytest.approx(log["scores"]["mAP@0.5:0.95"], abs=0.08)
    assert first.mean == pytest.approx(log["baseline"]["mAP@0.5:0.95"], abs=0.08)


def test_crowded_streets_are_harder_and_few_of_their_objects_lack_a_place(page):
    assert page["maps"]["crowded"] < page["maps"]["as in training"]
    assert page["placed"]["crowded"] < page["placed"]["as in training"]
    assert page["glued"]["crowd_lost"] < page["glued"]["crowd_missed"]
    row = page["rivals"]
    assert len({page["claims"][page["number"]][k] for k in row}) == 1 < len(row)
    assert np.isclose(page["crowd_missed"], 100 * (1 - page["objects"]["crowded"].mean()))
