import matplotlib.pyplot as plt
import numpy as np
import pytest

from cnn_helpers.plots import Grid, draw_grids
from cnn_helpers.plots.style import DPI, WIDTH


def texts(figure):
    return [text.get_text() for text in figure.axes[0].texts if text.get_text()]


def test_every_number_and_sign_is_drawn_in_reading_order():
    figure = draw_grids(Grid([[1, -2], [3, 4]], "image"), "∗", Grid([[5]], "filter"))
    assert texts(figure) == ["1", "−2", "3", "4", "image", "∗", "5", "filter"]


def test_given_texts_replace_the_numbers():
    assert texts(draw_grids(Grid([[1, 2]], texts=[["a", "b"]]))) == ["a", "b"]


def test_shaded_cells_go_from_dark_to_white_and_their_digits_stay_readable():
    axes = draw_grids(Grid([[0, 10]], shade=(0, 10))).axes[0]
    dark, bright = (patch.get_facecolor()[:3] for patch in axes.patches)
    assert max(dark) < 0.4 and min(bright) == 1.0
    assert [text.get_color() for text in axes.texts[:2]] == ["white", "#222222"]


def test_window_tints_exactly_its_own_cells():
    axes = draw_grids(Grid(np.zeros((3, 3)), windows=[(0, 1, 2, 2)])).axes[0]
    tinted = [patch.get_facecolor()[:3] != (1.0, 1.0, 1.0) for patch in axes.patches[:9]]
    assert tinted == [False, True, True, False, True, True, False, False, False]


def test_padding_cells_are_told_apart_from_pixels():
    axes = draw_grids(Grid(np.zeros((3, 3)), border=1)).axes[0]
    plain = [patch.get_facecolor()[:3] == (1.0, 1.0, 1.0) for patch in axes.patches]
    assert plain == [False] * 4 + [True] + [False] * 4


@pytest.mark.parametrize("number", [8, -16, -0.7, 117, -1234])
@pytest.mark.parametrize("columns", [1, 6, 13])
def test_digits_fit_in_their_cells(columns, number):
    figure = draw_grids(Grid(np.full((2, columns), number)))
    figure.canvas.draw()
    axes = figure.axes[0]
    cell = axes.patches[0].get_window_extent().width
    assert max(text.get_window_extent().width for text in axes.texts if text.get_text()) < cell


def test_figures_have_the_width_of_the_text_and_are_closed():
    figure = draw_grids(Grid([[1]]))
    assert figure.get_figwidth() == WIDTH and figure.dpi == DPI
    assert plt.get_fignums() == []


def test_a_window_outside_the_matrix_is_refused():
    with pytest.raises(ValueError, match=r"window \(2, 0, 2, 2\) leaves a 3×3 matrix"):
        Grid(np.zeros((3, 3)), windows=[(2, 0, 2, 2)])


def test_a_vector_is_refused():
    with pytest.raises(ValueError, match="a matrix"):
        Grid([1, 2, 3])


def test_a_row_too_wide_to_read_is_refused_and_one_that_fits_is_not():
    draw_grids(Grid(np.zeros((1, 19))))
    with pytest.raises(ValueError, match=r"20\.0 cells wide"):
        draw_grids(Grid(np.zeros((1, 20))))


def test_nothing_to_draw_is_refused():
    with pytest.raises(ValueError, match="at least one Grid"):
        draw_grids("=")
