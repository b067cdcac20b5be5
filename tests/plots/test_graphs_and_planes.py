import numpy as np
import pytest

from cnn_helpers.plots import draw_graph, draw_planes

NODES = {"x": (0, 0), "w": (0, 1), "z": (1, 0.5)}
X, Y = np.array([[0.0, 0.0], [2.0, 4.0], [1.0, 1.0]]), np.array([0, 1, 1])


def places(figure):
    return {text.get_text(): np.array(text.get_position()) for text in figure.axes[0].texts}


@pytest.mark.parametrize("end", [(2, 0), (2, 1), (0, 2), (1, -1)])
def test_the_value_stands_over_its_arrow_and_the_slope_under_it(end):
    nodes = {"x": (0, 0), "z": end}
    drawn = places(draw_graph(nodes, [("x", "z", "value", "slope")]))
    across = drawn["value"] - drawn["slope"]
    assert across @ np.array(end) == pytest.approx(0)  # across the arrow, half on each side
    np.testing.assert_allclose((drawn["value"] + drawn["slope"]) / 2, np.array(end) / 2, atol=0.02)
    assert across[1] <= 0  # the y axis points down


def test_every_node_and_every_arrow_is_drawn_once():
    figure = draw_graph(NODES, [("x", "z"), ("w", "z", "3", "−1")])
    assert set(places(figure)) == {"x", "w", "z", "3", "−1"}
    assert len(figure.axes[0].patches) == 3 + 2


def test_an_arrow_to_nowhere_and_an_empty_graph_are_refused():
    with pytest.raises(ValueError, match="joins 'y'"):
        draw_graph(NODES, [("x", "y")])
    with pytest.raises(ValueError, match="no nodes"):
        draw_graph({}, [])


def test_the_line_lies_where_the_classifier_changes_its_mind():
    figure = draw_planes({"line": lambda P: P[:, :1] / 2}, X, Y, ("no", "yes"), ("a", "b"))
    line = next(c for c in figure.axes[0].collections if hasattr(c, "levels"))
    np.testing.assert_allclose(line.get_paths()[0].vertices[:, 0], 1.0, atol=1e-6)


def test_each_class_has_a_marker_of_its_own_and_all_its_points():
    figure = draw_planes({"a": lambda P: P[:, 0], "b": lambda P: P[:, 1]}, X, Y, ("no", "yes"), ("a", "b"))
    assert [axes.get_title() for axes in figure.axes] == ["a", "b"]
    points = {c.get_label(): c.get_offsets() for c in figure.axes[1].collections if not hasattr(c, "levels")}
    np.testing.assert_array_equal(points["no"], X[Y == 0])
    np.testing.assert_array_equal(points["yes"], X[Y == 1])


@pytest.mark.parametrize(
    ("classifiers", "X", "y"),
    [
        ({}, X, Y),
        ({"a": lambda P: P[:, 0]}, X[:, :1], Y),
        ({"a": lambda P: P[:, 0]}, X, Y[:, None]),
        ({"a": lambda P: P[:, 0]}, X, Y + 1),
    ],
)
def test_what_is_not_two_classes_in_a_plane_is_refused(classifiers, X, y):
    with pytest.raises(ValueError, match="needed"):
        draw_planes(classifiers, X, y, ("no", "yes"), ("a", "b"))
