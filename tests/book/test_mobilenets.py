"""The page's cells: costs by arithmetic, and what four starts of each network did."""

import math

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week2/mobilenets")


def test_the_products_of_the_example_are_those_counted_by_hand(page):
    assert (page["by_full"], page["by_parts"]) == (2160, [432, 240])
    assert page["glued"]["ratio"] == pytest.approx(1 / 5 + 1 / 9) == page["glued"]["ratio_again"]


def test_a_separable_layer_is_a_full_one_with_weights_that_are_products(page):
    assert page["product_gap"] < 1e-5 < np.abs(page["Z"]).max()
    ranks = [np.linalg.matrix_rank(page["W"][:, :, c].reshape(9, -1)) for c in range(3)]
    assert ranks == [1, 1, 1] and page["glued"]["few_weights"] == 3 * 9 + 3 * 5


def test_the_rivals_cost_what_arithmetic_says(page):
    places = 4 * 4

    def full(n):
        return places * (9 * n + 3 * 9 * n * n) + 10 * n

    assert page["work"] == {
        "full, 32 filters": full(32),
        "separable, 32 filters": places * (9 * 32 + 3 * (9 * 32 + 32 * 32)) + 10 * 32,
        "full, 12 filters": full(12),
        "softmax regression": 64 * 10,
    }


def test_four_starts_of_each_rival_end_flat_and_in_the_order_that_the_page_tells(page):
    ends, middle = page["ends"], page["middle"]
    assert all(runs.shape == (4, 22) for runs in page["errors"].values())
    assert ends["full, 32 filters"].max() < middle["separable, 32 filters"] < middle["softmax regression"]
    assert middle["full, 12 filters"] < middle["softmax regression"] < 10


def test_mobilenet_v1_with_full_convolutions_costs_what_its_paper_prints(page):
    work = page["v1"].total.multiply_adds
    assert (round(work / 1e6), round((work + page["saved"]) / 1e6)) == (569, 4867)  # the paper: 569 and 4866
    assert page["v1"].total.parameters == 4_253_864


def test_the_inverted_block_goes_from_3_to_18_and_back(page):
    assert [row.output_shape[2] for row in page["steps"]] == [18, 18, 3]
    assert [row.parameters for row in page["steps"]] == [3 * 18, 9 * 18, 18 * 3]
    assert page["v2"].total.parameters == 3_538_984
    assert page["kinds"].count("DepthwiseConv2D") == 17 and page["kinds"].count("Add") == 10


def test_what_relu_leaves_is_recovered_as_often_as_three_numbers_survive(page):
    for n, share in zip(page["channels"], page["measured"], strict=True):
        chance = sum(math.comb(n, k) for k in range(3, n + 1)) / 2**n
        assert share == pytest.approx(chance, abs=4 * math.sqrt(0.25 / 4000))
