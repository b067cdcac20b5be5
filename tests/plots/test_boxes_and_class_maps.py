import numpy as np
import pytest
from matplotlib.colors import to_rgba

from cnn_helpers.data import scenes
from cnn_helpers.plots import show_boxes, show_class_maps
from cnn_helpers.plots.class_maps import CLASS_COLOURS

IMAGE = np.full((20, 30, 3), 0.5)


def test_a_box_runs_along_the_edges_of_its_pixels():
    (patch,) = show_boxes([IMAGE], [[[3, 4, 12, 18]]], [["car"]], columns=1).axes[0].patches
    # imshow puts the centre of pixel 0 at 0, so its left edge, which a box calls 0, lies at -0.5.
    assert (patch.get_x(), patch.get_y(), patch.get_width(), patch.get_height()) == (2.5, 3.5, 9, 14)


def test_boxes_of_one_name_share_a_colour_on_all_images():
    boxes = [[[0, 0, 5, 5], [6, 6, 9, 9]], [[1, 1, 4, 4]]]
    first, second = show_boxes([IMAGE, IMAGE], boxes, [["car", "bus"], ["bus"]]).axes
    car, bus, other_bus = (patch.get_edgecolor() for patch in (*first.patches, *second.patches))
    assert car != bus and bus == other_bus


def test_an_image_without_boxes_is_shown_bare():
    figure = show_boxes([IMAGE], [np.zeros((0, 4))], [[]], labels=["empty"], columns=1)
    assert not figure.axes[0].patches and figure.axes[0].get_title() == "empty"


def test_boxes_of_a_scene_can_be_shown():
    street = scenes.scene(1)
    names = [scenes.CLASSES[k] for k in street.classes]
    axes = show_boxes([street.image], [street.boxes], [names], columns=1).axes[0]
    assert [text.get_text() for text in axes.texts] == names


@pytest.mark.parametrize(
    ("boxes", "names", "said"),
    [
        ([[[5, 0, 3, 4]]], [["car"]], "x1 <= x2"),
        ([[[0, 0, 3]]], [["car"]], "shape"),
        ([[[0, 0, 3, 4]]], [["car", "bus"]], "for 2 names"),
        ([], [], "one of each"),
    ],
)
def test_boxes_that_do_not_fit_are_refused(boxes, names, said):
    with pytest.raises(ValueError, match=said):
        show_boxes([IMAGE], boxes, names)


def test_a_class_has_its_colour_whatever_else_is_on_the_map():
    names = ["sky", "road", "car"]
    figure = show_class_maps([np.array([[0, 1]]), np.array([[2, 2]])], names)
    for axes in figure.axes:
        image = axes.images[0]
        for row in np.unique(image.get_array()):
            assert image.cmap(image.norm(row)) == to_rgba(CLASS_COLOURS[row])
    legend = figure.legends[0]
    assert [text.get_text() for text in legend.get_texts()] == names
    assert [patch.get_facecolor() for patch in legend.get_patches()] == [
        to_rgba(c) for c in CLASS_COLOURS[:3]
    ]


def test_there_is_a_colour_for_every_class_of_the_scenes_and_no_two_are_alike_in_grey():
    assert len(scenes.PIXEL_CLASSES) <= len(CLASS_COLOURS)
    greys = sorted(np.dot(to_rgba(colour)[:3], [0.299, 0.587, 0.114]) for colour in CLASS_COLOURS[:9])
    assert min(np.diff(greys)) > 0.02


@pytest.mark.parametrize(
    "given", [np.zeros((2, 2)), np.array([[0, 3]]), np.array([[-1, 0]]), np.array([0, 1])]
)
def test_what_is_not_a_map_of_known_classes_is_refused(given):
    with pytest.raises(ValueError, match="from 0 to 2 is needed"):
        show_class_maps([given], ["a", "b", "c"])


def test_a_map_without_a_label_and_too_many_names_are_refused():
    with pytest.raises(ValueError, match="one label each"):
        show_class_maps([np.zeros((2, 2), int)], ["a"], labels=["one", "two"])
    with pytest.raises(ValueError, match="at most 12"):
        show_class_maps([np.zeros((2, 2), int)], list("abcdefghijklm"))


def test_an_image_among_the_maps_is_shown_as_it_is_and_has_no_part_in_the_legend():
    picture = np.random.default_rng(0).uniform(size=(2, 3, 3))
    figure = show_class_maps([picture, np.array([[0, 2, 2], [0, 0, 2]])], ["sky", "road", "car"])
    np.testing.assert_array_equal(figure.axes[0].images[0].get_array(), picture)
    assert [text.get_text() for text in figure.legends[0].get_texts()] == ["sky", "car"]
