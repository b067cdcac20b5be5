"""Curves of several runs: the line is their median and the band reaches from the least to the most."""

import numpy as np
import pytest

from cnn_helpers.plots import spread_curves


def test_band_and_line_are_the_runs_own():
    runs = np.random.default_rng(0).uniform(1, 2, (5, 7))
    figure = spread_curves({"plain": runs, "residual": runs + 1}, "epoch", "loss")
    axes = figure.axes[0]
    line, band = axes.lines[0], axes.collections[0].get_paths()[0].vertices
    np.testing.assert_array_equal(line.get_xdata(), np.arange(1, 8))
    np.testing.assert_array_equal(line.get_ydata(), np.sort(runs, axis=0)[2])
    for step in range(7):
        heights = band[band[:, 0] == step + 1, 1]
        assert (heights.min(), heights.max()) == (runs[:, step].min(), runs[:, step].max())
    assert [text.get_text() for text in axes.get_legend().get_texts()] == ["plain", "residual"]


@pytest.mark.parametrize(
    ("runs", "message"),
    [
        ({}, "0 curves were given"),
        ({str(n): [[1.0]] for n in range(5)}, "5 curves were given; 1 to 4"),
        ({"loss": [1.0, 2.0]}, r"'loss' has shape \(2,\)"),
        ({"loss": [[]]}, r"'loss' has shape \(1, 0\)"),
        ({"loss": [[1.0, 0.0]]}, "falls to 0.0"),
    ],
)
def test_what_cannot_be_drawn_is_refused(runs, message):
    with pytest.raises(ValueError, match=message):
        spread_curves(runs, "epoch", "loss")


def test_zero_is_fine_on_a_linear_axis():
    assert spread_curves({"loss": [[1.0, 0.0]]}, "epoch", "loss", log=False).axes[0].get_yscale() == "linear"
