import pytest
from matplotlib.patches import Polygon, Rectangle

from cnn_helpers.plots import draw_network

LENET = [("input", (32, 32, 3)), ("conv", (28, 28, 8)), ("pool", (14, 14, 8)), ("conv", (10, 10, 16))]
DENSE = [("pool", (5, 5, 16)), ("flatten", (400,)), ("dense", (120,)), ("dense", (84,)), ("dense", (10,))]


def drawn(figure):
    """The areas of the fronts of the boxes and the heights of the bars, in order."""
    patches = figure.axes[0].patches
    boxes = [patch.get_path().get_extents() for patch in patches if isinstance(patch, Polygon)][::3]
    return [box.width * box.height for box in boxes], [
        p.get_height() for p in patches if isinstance(p, Rectangle)
    ]


def test_areas_of_fronts_and_lengths_of_bars_tell_sizes():
    fronts, bars = drawn(draw_network(*LENET, *DENSE))
    assert [front / fronts[0] for front in fronts] == pytest.approx([n / 32 for n in (32, 28, 14, 10, 5)])
    assert [bar / bars[0] for bar in bars] == pytest.approx([(n / 400) ** 0.5 for n in (400, 120, 84, 10)])


def test_all_stages_are_named_with_their_sizes_in_reading_order():
    texts = [text.get_text() for text in draw_network(*LENET, *DENSE).axes[0].texts]
    assert texts[::2] == [name for name, _ in LENET + DENSE]
    assert texts[1::2][:2] == ["32×32\n×3", "28×28\n×8"] and texts[-1] == "10"


def test_a_long_network_is_wrapped_so_that_its_texts_stay_legible():
    texts = draw_network(*LENET, *DENSE).axes[0].texts
    rows = {round(text.get_position()[1], 3) for text in texts[::2]}
    assert len(rows) == 2 and min(text.get_fontsize() for text in texts) >= 12


def test_nothing_leaves_the_figure():
    axes = draw_network(("a", (5, 5, 500)), ("b", (9, 9, 1)), ("c", (3,))).axes[0]
    for patch in axes.patches:
        box = patch.get_path().get_extents(patch.get_patch_transform())
        assert box.x0 >= 0 and box.x1 <= axes.get_xlim()[1] and box.y0 >= 0 and box.y1 <= axes.get_ylim()[1]


@pytest.mark.parametrize("shape", [(3, 3), (3, 0, 3), (), (0,)])
def test_what_is_neither_a_volume_nor_a_vector_is_refused(shape):
    with pytest.raises(ValueError, match=r"\(units,\) is needed"):
        draw_network(("input", (3, 3, 1)), ("layer", shape))


def test_a_network_without_stages_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        draw_network()
