"""Volumes drawn cell by cell: each cell once, each channel in its colour, and refusals in words."""

from collections import Counter

import pytest
from matplotlib.colors import to_hex
from matplotlib.patches import Rectangle

from cnn_helpers.plots import Sheets, draw_sheets

NAVY, RED = "#1f3a5f", "#d55e00"


def cells(figure):
    """How many filled cells each colour has."""
    patches = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle) and patch.get_fill()]
    return Counter(to_hex(patch.get_facecolor()) for patch in patches)


def test_every_cell_stands_once_in_its_channels_colour():
    filters = [Sheets((3, 3, 3), 3 * [NAVY]), Sheets((3, 3, 3), 3 * [RED])]
    figure = draw_sheets(filters, "=", Sheets((4, 4, 2), (NAVY, RED)))
    assert cells(figure) == {NAVY: 27 + 16, RED: 27 + 16}


def test_a_window_is_outlined_on_every_channel():
    figure = draw_sheets(Sheets((6, 6, 3), 3 * [NAVY], window=(1, 2, 3, 3)))
    outlines = [patch for patch in figure.axes[0].patches if not patch.get_fill()]
    assert {(patch.get_width(), patch.get_height()) for patch in outlines} == {(3, 3)}
    assert len({patch.get_xy() for patch in outlines}) == 3
    front = min(outlines, key=lambda patch: patch.get_x())
    lowest = min(patch.get_y() for patch in figure.axes[0].patches if patch.get_fill())
    assert (front.get_x(), front.get_y()) == (2, lowest + 6 - 1 - 3)


def test_nothing_leaves_the_figure_and_volumes_do_not_overlap():
    first, second = Sheets((4, 5, 3), 3 * [NAVY]), Sheets((2, 2, 1), [RED])
    figure = draw_sheets(first, "=", second)
    left, right = figure.axes[0].get_xlim()
    low, high = figure.axes[0].get_ylim()
    sides = {NAVY: [], RED: []}
    for patch in figure.axes[0].patches:
        box = patch.get_extents().transformed(figure.axes[0].transData.inverted())
        assert left <= box.x0 and box.x1 <= right and low <= box.y0 and box.y1 <= high
        sides[to_hex(patch.get_facecolor())].append((box.x0, box.x1))
    assert max(x1 for _, x1 in sides[NAVY]) < min(x0 for x0, _ in sides[RED])


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (((4, 4), [NAVY]), r"shape \(4, 4\)"),
        (((4, 4, 2), [NAVY]), "1 colours for 2 channels"),
        (((4, 4, 1), [NAVY], (2, 0, 3, 3)), "leaves a volume of 4×4×1"),
    ],
)
def test_what_cannot_be_drawn_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        Sheets(*arguments)
    with pytest.raises(ValueError, match="at least one volume"):
        draw_sheets("=")
