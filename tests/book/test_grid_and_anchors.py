"""The page's cells: the target of a street, two objects of one cell, and anchors from data."""

import numpy as np
import pytest

from cnn_helpers.detection import encode_labels, shape_iou


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week3/grid-and-anchors", until="\n## Exercises")


def test_the_target_of_a_real_scene_has_a_box_wider_than_its_cell(page):
    assert page["target"].shape == (3, 3, 8) and page["glued"]["target_shape"] == "3×3×8"
    assert page["target"][..., 0].sum() == 3 and page["glued"]["widest"] > 1
    assert page["glued"]["line_column"] == 1 and page["glued"]["line_bx"] == 0
    assert page["glued"]["edge_bx"] == 1


def test_the_car_by_hand_is_the_car_of_the_target(page):
    glued = page["glued"]
    column, bx = divmod(glued["car_x"] / 96, 1)
    row, by = divmod(glued["car_y"] / 96, 1)
    assert (glued["car_column"], glued["car_row"]) == (column, row)
    expected = [1, bx, by, glued["car_h"] / 96, glued["car_w"] / 96, 0, 1, 0]
    np.testing.assert_allclose(page["target"][int(row), int(column)], expected, atol=1e-5)


def test_a_target_is_read_back_into_the_boxes_it_was_made_of(page):
    made, read = (np.sort(page[name], axis=0) for name in ("fractions", "read"))
    np.testing.assert_allclose(read, made, atol=1e-6)


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


def test_the_k_means_of_the_page_measures_as_the_package_does_and_finds_nearly_as_good_anchors(page):
    sizes, anchors = page["sizes"], page["anchors"]
    np.testing.assert_allclose(page["shape_overlap"](sizes, anchors), shape_iou(sizes, anchors), rtol=1e-5)
    assert page["mean_fit"](page["k_means"](sizes, 5, seed=9)) > page["fit"] - 0.06


@pytest.mark.parametrize("grid", [3, 6, 12])
def test_a_box_in_cells_is_that_of_the_target(page, grid):
    boxes = np.random.default_rng(grid).uniform(0.05, 0.95, (20, 4))
    for box in [*boxes, [1.0, 1.0, 0.2, 0.3]]:
        column, row, *rest = page["in_cells"](box, grid)
        target = encode_labels([box], [0], [[1, 1]], grid, 1)
        np.testing.assert_allclose(target[row, column, 0, 1:5], rest, atol=1e-5)
