import pytest
from matplotlib.patches import FancyArrowPatch, Rectangle

from cnn_helpers.plots import draw_u

DOWN = [(96, 128, 32), (48, 64, 64), (24, 32, 128)]
MAPS = [*DOWN, *DOWN[-2::-1]]


def boxes(figure):
    return [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]


def test_boxes_are_as_high_as_their_maps_and_as_wide_as_their_channels():
    first, second, *_ = boxes(draw_u(MAPS))
    assert second.get_height() / first.get_height() == pytest.approx(0.5**0.5)
    assert second.get_width() / first.get_width() == pytest.approx(2**0.5)


def test_arms_mirror_each_other_and_meet_at_the_bottom():
    heights = [box.get_y() + box.get_height() / 2 for box in boxes(draw_u(MAPS))]
    assert heights == heights[::-1] and heights[0] < heights[1] < heights[2]


@pytest.mark.parametrize(("skips", "arrows"), [(True, 6), (False, 4)])
def test_skips_can_be_left_out(skips, arrows):
    patches = draw_u(MAPS, skips).axes[0].patches
    assert sum(isinstance(patch, FancyArrowPatch) for patch in patches) == arrows


def test_nothing_leaves_the_figure():
    figure = draw_u(MAPS)
    figure.draw_without_rendering()
    frame = figure.bbox
    for text in figure.axes[0].texts:
        box = text.get_window_extent()
        assert frame.x0 <= box.x0 and box.x1 <= frame.x1 and frame.y0 <= box.y0 and box.y1 <= frame.y1


@pytest.mark.parametrize("maps", [MAPS[:2], MAPS[:1], [(4, 4, 1), (2, 2), (4, 4, 1)], [(4, 4, 0)] * 3])
def test_what_is_no_u_is_refused(maps):
    with pytest.raises(ValueError, match=r"odd number|\(n_H, n_W, n_C\) is needed"):
        draw_u(maps)
