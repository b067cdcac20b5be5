"""The page's cells, run here once, against direct sums, counts by arithmetic and the claims of its text."""

import numpy as np
import pytest
from scipy import signal

NAMES = "dense", "convolution, flattened", "convolution, global pooling"


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/the-bets-paid-off", until="## Exercises")


def test_the_maps_of_a_corner_are_scipys_and_their_maximum_stays(page):
    for place, map_ in zip((page["here"], page["there"]), page["maps"], strict=True):
        np.testing.assert_array_equal(map_, signal.correlate2d(place, page["corner"], "full"))
    assert [map_.max() for map_ in page["maps"]] == [29, 29] == 2 * [page["glued"]["global_max"]]


def test_the_moved_digit_is_found_by_global_pooling_alone(page):
    dense, flat, pooled = (page["scores"][name] for name in NAMES)
    assert min(dense[0], flat[0], pooled[0]) > 88
    assert dense[1] < 55 and flat[1] < 70 and max(dense[2], flat[2]) < 25
    assert pooled == pytest.approx(3 * [pooled[0]], abs=0.2)


def test_logits_do_not_ask_where_the_digit_stands(page):
    network, images = page["third"][0], page["splits"][0].images_test[:40]
    in_place = network.logits(page["sheet"](images))
    for move in ((2, 2), (-2, 1), (0, -2)):
        np.testing.assert_allclose(
            network.logits(page["sheet"](images, *move)), in_place, rtol=1e-3, atol=1e-3
        )
    flat = page["networks"]["convolution, flattened"][0]
    gap = np.abs(flat.logits(page["sheet"](images, 1)) - flat.logits(page["sheet"](images)))
    assert gap.max() > 1, "the flattened network would do the same, so this test shows nothing"


def test_scrambling_costs_the_convolution_and_not_the_dense_network(page):
    lost = page["lost"]
    assert abs(lost["dense"].mean()) < 2 and lost[NAMES[2]].min() > 0
    assert lost[NAMES[2]].mean() > 3 + abs(lost["dense"].mean())


def test_at_equal_training_accuracy_the_gaps_differ(page):
    results = page["results"]
    for parameters, seen, _ in results.values():
        assert seen.mean() > 98.5, parameters
    unseen = {name: row[2] for name, row in results.items()}
    assert (unseen[NAMES[2]] - unseen["dense"]).min() > 30
    assert unseen["dense, as few weights"].mean() < 50


def test_the_counts_are_those_of_pencil_and_paper(page):
    counts = {name: row[0].parameters for name, row in page["networks"].items()}
    by_hand = 144 * 100 + 100 + 1010, 26 * 12 + 192 * 10 + 10, 26 * 8 + (9 * 8 + 1) * 16 + 170
    assert tuple(counts[name] for name in NAMES) == by_hand
    assert page["glued"]["p_few"] == f"{145 * 14 + 15 * 10:,}"


def test_the_order_of_two_digits_is_not_noticed(page):
    assert page["order_gap"] < 1e-4


def test_the_maps_shown_are_those_of_the_network(page):
    layers = page["third"][0].layers
    X = page["sheet"](page["splits"][0].images_test[page["chosen_digit"]][None])
    expected = np.maximum(0, layers["conv_1"].forward(X, training=False)[0])
    for k, map_ in zip(page["strongest"], page["digit_maps"], strict=True):
        np.testing.assert_allclose(map_, expected[:, :, k], atol=1e-5)


def test_the_slider_says_what_the_networks_read(page):
    reader, label = page["third"][0], page["label"]
    for step, alt in zip((-2, -1, 0, 1, 2), page["alts"], strict=True):
        X = page["sheet"](page["splits"][0].images_test[page["chosen_digit"]][None], right=step)
        assert alt.endswith(f"global pooling {reader.predict(X)[0]}.") and f"handwritten {label}," in alt
