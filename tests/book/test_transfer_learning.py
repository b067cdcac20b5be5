"""The page's cells: what a paper prints, pieces that do not overlap, and what three regimes and batch norm did."""

import numpy as np
import pytest

pytestmark = pytest.mark.needs_network("efficientnet_lite0")


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week2/transfer-learning", until="\n## Summary")


def test_black_and_white_are_prepared_as_by_hand(page):
    assert page["prepare"](np.zeros((32, 32, 3), np.uint8), 32).min() == pytest.approx(-127 / 128)
    assert page["prepare"](np.full((32, 32, 3), 255, np.uint8), 32).max() == pytest.approx(1)


def test_the_counts_are_those_that_the_papers_print(page):
    assert page["b0"].total.trainable == 5_288_548
    assert page["lite_count"] == 4_652_008 == 5_288_548 - page["excite"]
    assert round(page["b0"].total.multiply_adds / 1e9, 2) == 0.39
    assert page["lite_rows"].total.multiply_adds < 407e6


def test_keras_and_numpy_see_the_same_cup_and_another_padding_another(page):
    assert page["by_keras"].argmax() == page["by_numpy"].argmax() == page["names"].index("espresso")
    assert np.abs(page["by_keras"] - page["by_numpy"]).max() < 1e-4
    assert np.abs(page["by_keras"] - page["by_other_padding"]).max() > 1e-3


def test_no_training_piece_shares_a_pixel_with_a_test_piece(monkeypatch):
    """Of a chess board of 4 by 4 fields, training pieces are all black and test pieces all white."""
    from cnn_helpers.measured import transfer_regimes

    board = np.add.outer(np.arange(240) // 60, np.arange(320) // 80) % 2
    monkeypatch.setattr(transfer_regimes, "photos", lambda: [board.astype(float)])
    monkeypatch.setattr(transfer_regimes, "NAMES", ["board"])
    for colour in (0, 1):
        pieces, labels = transfer_regimes.pieces_of(colour, 40, seed=3)
        assert pieces.shape == (40, 64, 64, 3) and labels.tolist() == [0] * 40
        np.testing.assert_allclose(pieces, (255 * colour - 127) / 128)


def test_caching_saves_at_most_a_factor_of_the_epochs(page):
    F, h, E = page["F"], page["h"], page["E"]
    assert h == 1280 * 11 and page["glued"]["bound"] < E
    assert page["glued"]["bound"] == pytest.approx(E * (F + h) / (F + E * h))
    assert page["kept"].shape == (88, 1280)


def test_each_regime_trains_more_than_the_one_before_and_no_batch_norm(page):
    assert page["with_batch_norm"] == {"some": False, "none": False}
    assert 1280 * 11 + 11 < page["trained"]["some"] < page["trained"]["none"]


def test_every_draw_of_each_size_beats_the_pixels_in_every_regime(page):
    for regime, by_size in page["scores"].items():
        assert [len(draws) for draws in by_size.values()] == [5, 5, 5]
        for size, draws in by_size.items():
            least = min(np.ravel(draw)[-1] for draw in draws)
            assert regime == "pixels" or least > max(page["scores"]["pixels"][size])


def test_gains_are_counted_from_each_draws_own_head(page):
    assert {regime: gains.shape for regime, gains in page["gains"].items()} == {
        "some": (15, 5),
        "none": (15, 5),
    }
    for regime, gains in page["gains"].items():
        heads = np.concatenate(list(page["scores"]["all"].values()))
        np.testing.assert_allclose(gains[:, 0], 0)
        firsts = np.concatenate([np.array(draws)[:, 0] for draws in page["scores"][regime].values()])
        np.testing.assert_allclose(firsts, heads, atol=1)


def test_the_training_done_again_is_that_of_the_record(page):
    assert len(page["curve"]) == 5
    np.testing.assert_allclose(page["curve"], page["scores"]["some"]["small"][1], atol=8)


def test_fit_moves_the_averages_of_a_base_called_with_training_false(page):
    assert page["moved"][True] == 0 < page["moved"][False]
    n, average = 44, 0.0
    for _ in range(n):
        average = 0.99 * average + 0.01
    assert page["glued"]["gone"] == pytest.approx(100 * average)


def test_both_ways_to_fine_tune_begin_with_the_same_heads(page):
    frozen, trained = (np.array(page["curves"][name]) for name in ("frozen", "trained"))
    assert frozen.shape == trained.shape == (5, 4)
    np.testing.assert_array_equal(frozen[:, 0], trained[:, 0])
    assert page["glued"]["lost"] == pytest.approx(np.median(frozen[:, -1] - trained[:, -1]))
