import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.layers.shapes import conv_output_size
from cnn_helpers.plots import draw_volumes, draw_windows, learning_curves, new_figure, show_images


def scale(figure):
    return [axes.images[0].get_clim() for axes in figure.axes if axes.images]


def test_grey_images_keep_black_at_0_and_white_at_1():
    assert scale(show_images([np.full((2, 2), 0.5), np.ones((2, 2))], ["a", "b"])) == [(0, 1), (0, 1)]


def test_images_with_negative_numbers_share_one_scale_around_0():
    figure = show_images([np.eye(2), -3 * np.eye(2), np.array([[-1.0, 2.0]])], ["photo", "a", "b"])
    assert scale(figure) == [(0, 1), (-3, 3), (-3, 3)]


@pytest.mark.parametrize("shape", [(4,), (4, 4, 2), (1, 4, 4, 3)])
def test_what_is_not_an_image_is_refused(shape):
    with pytest.raises(ValueError, match="is needed"):
        show_images([np.zeros(shape)], ["?"])


def test_an_image_without_a_label_is_refused():
    with pytest.raises(ValueError, match="2 images and 1 labels"):
        show_images([np.eye(2), np.eye(2)], ["one"])


@settings(max_examples=20, deadline=None)
@given(n=st.integers(1, 12), f=st.integers(1, 5), stride=st.integers(1, 4), pad=st.integers(0, 2))
def test_as_many_windows_are_drawn_as_there_are_outputs(n, f, stride, pad):
    if f > n + 2 * pad:
        with pytest.raises(ValueError, match="no longer than"):
            draw_windows(n, f, stride, pad)
        return
    labels = [text.get_text() for text in draw_windows(n, f, stride, pad).axes[0].texts]
    assert sum(label.startswith("output") for label in labels) == conv_output_size(n, f, stride, pad)


@pytest.mark.parametrize(
    ("sizes", "dropped"), [((8, 3, 2, 1), 1), ((7, 3, 2, 0), 0), ((5, 3, 1, 0), 0), ((2, 1, 2, 0), 0)]
)
def test_only_a_window_that_runs_out_of_pixels_is_drawn_as_dropped(sizes, dropped):
    labels = [text.get_text() for text in draw_windows(*sizes).axes[0].texts]
    assert labels.count("dropped") == dropped


def test_each_filter_of_a_list_gets_a_box_and_a_label():
    figure = draw_volumes((6, 6, 3), "∗", [(3, 3, 3)] * 4, "=", (4, 4, 4))
    labels = [text.get_text() for text in figure.axes[0].texts]
    assert labels.count("3×3×3") == 4 and len(figure.axes[0].patches) == 3 * 6


@pytest.mark.parametrize("shape", [(3, 3), (3, 0, 3)])
def test_a_volume_without_three_sizes_is_refused(shape):
    with pytest.raises(ValueError, match="n_H, n_W, n_C"):
        draw_volumes(shape)


def test_curves_differ_in_dashes_as_well_as_in_colour():
    figure = learning_curves({"a": [1, 2], "b": [2, 1]}, "step", "cost", log=False)
    lines = figure.axes[0].lines
    assert len({line.get_linestyle() for line in lines}) == len({line.get_color() for line in lines}) == 2
    assert [text.get_text() for text in figure.axes[0].get_legend().get_texts()] == ["a", "b"]


def test_marks_sit_on_the_first_curve():
    figure = learning_curves({"cost": [4.0, 2.0, 1.0]}, "step", "cost", marks=(0, 2))
    dots = [tuple(line.get_xydata()[0]) for line in figure.axes[0].lines[1:]]
    assert dots == [(0.0, 4.0), (2.0, 1.0)]


def test_a_logarithm_of_0_is_refused_and_a_linear_axis_takes_it():
    learning_curves({"cost": [1.0, 0.0]}, "step", "cost", log=False)
    with pytest.raises(ValueError, match="above 0"):
        learning_curves({"cost": [1.0, 0.0]}, "step", "cost")


@pytest.mark.parametrize("count", [0, 5])
def test_more_curves_than_colours_and_none_at_all_are_refused(count):
    with pytest.raises(ValueError, match="1 to 4"):
        learning_curves({str(i): [1.0] for i in range(count)}, "step", "cost")


@pytest.mark.parametrize("height", [0, -1.0])
def test_a_figure_without_height_is_refused(height):
    with pytest.raises(ValueError, match="positive number of inches"):
        new_figure(height)


def test_a_legend_made_long_after_the_figure_has_no_frame_unless_one_is_asked_for():
    _, ((axes, other),) = new_figure(2.0, columns=2)
    for panel in (axes, other):
        panel.plot([0, 1], label="a line")
    assert not axes.legend().get_frame_on() and other.legend(frameon=True).get_frame_on()
