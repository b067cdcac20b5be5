"""Figures of detection: cells that own centres, scores beside names, anchors, precision and recall."""

import numpy as np
import pytest
from matplotlib.patches import Rectangle

from cnn_helpers.plots import anchor_chart, recall_curves, show_boxes, show_cells

IMAGE = np.full((60, 90, 3), 0.5)


def tinted(axes):
    return [patch.get_xy() for patch in axes.patches if patch.get_alpha()]


def test_the_cell_that_holds_a_centre_is_tinted_and_the_dot_stands_at_the_centre():
    (axes,) = show_cells(IMAGE, 3, [[10, 10, 50, 40], [80, 50, 90, 60]], ["car", "bus"]).axes
    assert tinted(axes) == [(29.5, 19.5), (59.5, 39.5)]
    dots = [line.get_xydata()[0].tolist() for line in axes.lines if line.get_marker() == "o"]
    assert dots == [[29.5, 24.5], [84.5, 54.5]]
    assert len([patch for patch in axes.patches if not patch.get_fill()]) == 2
    assert [label.get_text() for label in axes.get_xticklabels()] == ["0", "1", "2"]


def test_a_centre_on_the_far_edge_belongs_to_the_last_cell_and_outside_is_refused():
    (axes,) = show_cells(IMAGE, 2, [[90, 60, 90, 60]], ["car"]).axes
    assert tinted(axes) == [(44.5, 29.5)]
    assert tinted(show_cells(IMAGE, 2).axes[0]) == []
    with pytest.raises(ValueError, match="centres inside 90×60 pixels"):
        show_cells(IMAGE, 2, [[100, 0, 120, 9]], ["car"])
    with pytest.raises(ValueError, match="grid is 0"):
        show_cells(IMAGE, 0)


def test_scores_stand_after_the_names_and_kinds_settle_the_colours():
    boxes = [[[0, 0, 5, 5], [6, 6, 9, 9]]]
    (axes,) = show_boxes(
        [IMAGE], boxes, [["bus", "car"]], columns=1, scores=[[0.5, 0.876]], kinds=["car", "bus"]
    ).axes
    assert [text.get_text() for text in axes.texts] == ["bus 0.50", "car 0.88"]
    (other,) = show_boxes([IMAGE], [boxes[0][:1]], [["car"]], columns=1, kinds=["car", "bus"]).axes
    assert (
        axes.patches[1].get_edgecolor() == other.patches[0].get_edgecolor() != axes.patches[0].get_edgecolor()
    )
    with pytest.raises(ValueError, match="2 names and 1 scores"):
        show_boxes([IMAGE], boxes, [["bus", "car"]], scores=[[0.5]])
    with pytest.raises(ValueError, match="names among the kinds"):
        show_boxes([IMAGE], boxes, [["bus", "car"]], kinds=["car"])


def test_scores_may_be_missing_on_one_image_and_texts_on_all():
    boxes, names = [[[0, 0, 5, 5]], [[6, 6, 9, 9]]], [["bus"], ["bus"]]
    found, truth = show_boxes([IMAGE, IMAGE], boxes, names, scores=[[0.5], None]).axes
    assert (found.texts[0].get_text(), truth.texts[0].get_text()) == ("bus 0.50", "bus")
    bare = show_boxes([IMAGE, IMAGE], boxes, names, scores=[[0.5], None], written=False).axes
    assert not any(axes.texts for axes in bare) and all(len(axes.patches) == 1 for axes in bare)


def test_anchors_are_drawn_to_scale_and_numbered():
    left, right = anchor_chart([[1, 2], [3, 1]], [[1, 2], [3, 1]], "cells").axes
    frames = [patch for patch in right.patches if isinstance(patch, Rectangle)]
    assert [(frame.get_width(), frame.get_height()) for frame in frames] == [(1, 2), (3, 1)]
    assert [text.get_text() for text in left.texts] == [text.get_text() for text in right.texts] == ["0", "1"]
    assert left.lines[0].get_xydata().tolist() == [[1, 2], [3, 1]]
    with pytest.raises(ValueError, match=r"anchors have shape \(2,\)"):
        anchor_chart([[1, 2]], [1, 2], "cells")


def test_recall_curves_show_what_they_are_given():
    figure = recall_curves({"car": ([0.5, 1], [1, 0.5]), "bus": ([1], [1])})
    assert figure.axes[0].lines[0].get_xydata().tolist() == [[0.5, 1], [1, 0.5]]
    assert [text.get_text() for text in figure.axes[0].get_legend().get_texts()] == ["car", "bus"]
    with pytest.raises(ValueError, match="0 curves"):
        recall_curves({})
    with pytest.raises(ValueError, match=r"'car' has shapes \(2,\) and \(1,\)"):
        recall_curves({"car": ([0.5, 1], [1])})
