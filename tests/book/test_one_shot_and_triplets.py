"""The page's cells: errors among many, weak distances, twins, margin and collapse, mined triplets, the record."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week4/one-shot-and-triplets", until="\n## Summary")


def test_dice_fall_as_the_formula_says_and_a_hundred_people_make_an_error_likely(page):
    for K, share in zip(page["sizes"], page["simulated"], strict=True):
        assert share == pytest.approx(1 - 0.99**K, abs=0.015)
    assert page["glued"]["error_100"] == pytest.approx(0.634, abs=5e-4)


def test_distances_without_a_network_are_little_better_than_a_coin(page):
    assert page["same"].mean() == 0.5
    assert all(0.5 < value < 0.68 for value in page["weak"].values())
    grey = page["weak_vectors"](page["unseen"].images[:4] * 0.5)["grey, made equal"]
    bright = page["weak_vectors"](page["unseen"].images[:4])["grey, made equal"]
    np.testing.assert_allclose(grey, bright, atol=1e-4)
    np.testing.assert_allclose(grey.std(axis=1), 1, rtol=1e-4)


def test_twins_share_their_weights_and_strangers_do_not(page):
    twins, strangers, f = page["twins"], page["strangers"], page["starts"][0]
    assert twins.count_params() == f.count_params() == strangers.count_params() / 2
    assert page["lopsided"](twins) < 1e-6 < 0.01 < page["lopsided"](strangers)
    vectors = f(page["unseen"].images[:20]).numpy()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)


def test_without_a_margin_everybody_ends_in_nearly_one_place_at_nearly_no_loss(page):
    falling, holding = page["falling"], page["holding"]
    assert falling["loss"][-1] < holding["loss"][-1] and len(falling["loss"]) == 3
    assert falling["apart"][-1] < 0.3 < 0.8 < holding["apart"][-1]
    assert falling["accuracy"][-1] < holding["accuracy"][-1]


def test_every_mined_triplet_is_of_its_kind(page):
    names, vectors = page["names"], page["vectors"]
    pairs = {tuple(row) for row in page["mined"]["random"][:, :2].tolist()}
    assert len(pairs) == 16 * 4 * 3 and len(names) == 64
    for kind, triplets in page["mined"].items():
        for a, p, n in triplets:
            assert a != p and names[a] == names[p] != names[n]
            d_ap, d_an = (((vectors[a] - vectors[k]) ** 2).sum() for k in (p, n))
            if kind == "semi_hard":
                assert d_ap < d_an < d_ap + 0.2
            if kind == "hard":
                nearest = ((vectors[names != names[a]] - vectors[a]) ** 2).sum(axis=1).min()
                assert d_an == pytest.approx(nearest, rel=1e-5)


def test_the_triplets_that_are_drawn_are_hard_semi_hard_and_easy(page):
    d, a, p = page["d"], page["anchor"], page["positive"]
    hard, semi_hard, easy = page["negatives"]
    assert d[a, hard] <= d[a, p] < d[a, semi_hard] < d[a, p] + 0.2 <= d[a, easy]
    names = page["names"]
    assert names[a] == names[p] and names[a] not in names[[hard, semi_hard, easy]]


def test_the_page_trains_the_first_epochs_of_the_record(page):
    record = page["record"]
    for run, kind in ((page["holding"], "random"), (page["falling"], "no margin")):
        logged = np.median(record["results"]["curves"][kind]["accuracy"], axis=0)[:3]
        np.testing.assert_allclose(run["accuracy"], logged, atol=0.06)
    assert record["settings"]["known"] == [len(page["known"].persons), 8]
    assert record["settings"]["unseen"] == [len(page["unseen"].persons), 6]
