"""Drawn blocks: who has a shortcut, and that every box lies inside the figure without covering another."""

import itertools

import pytest
from matplotlib.patches import Circle, FancyBboxPatch

from cnn_helpers.plots import draw_blocks

NAMES = ["1×1 conv", "BN, ReLU", "3×3 conv", "BN"]


def patches(figure, kind):
    return [patch for patch in figure.axes[0].patches if isinstance(patch, kind)]


def test_paths_meet_in_a_plus_only_where_there_is_a_shortcut():
    figure = draw_blocks(
        ("plain", NAMES, None), ("identity", NAMES, []), ("projected", NAMES, ["1×1 conv", "BN"])
    )
    assert len(patches(figure, Circle)) == 2
    assert len(patches(figure, FancyBboxPatch)) == 3 * (len(NAMES) + 1) + 2
    assert [text.get_text() for text in figure.axes[0].texts].count("+") == 2


@pytest.mark.parametrize("length", [1, 4, 7])
def test_boxes_lie_inside_the_figure_and_cover_neither_each_other_nor_the_plus(length):
    path = (NAMES * 2)[:length]
    figure = draw_blocks(("identity", path, []), ("projected", path, ["1×1 conv", "BN"]))
    figure.draw_without_rendering()
    boxes = [patch.get_window_extent() for patch in patches(figure, (FancyBboxPatch, Circle))]
    for one, other in itertools.combinations(boxes, 2):
        assert not one.overlaps(other)
    for box in boxes + [text.get_window_extent() for text in figure.axes[0].texts]:
        assert figure.bbox.x0 <= box.x0 and box.x1 <= figure.bbox.x1
        assert figure.bbox.y0 <= box.y0 and box.y1 <= figure.bbox.y1


@pytest.mark.parametrize(
    ("blocks", "message"), [([], "there are no blocks"), ([("empty", [], None)], "'empty' has no layers")]
)
def test_what_cannot_be_drawn_is_refused(blocks, message):
    with pytest.raises(ValueError, match=message):
        draw_blocks(*blocks)
