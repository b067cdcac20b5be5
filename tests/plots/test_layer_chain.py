import pytest
from matplotlib.patches import Polygon, Rectangle

from cnn_helpers.plots import draw_layer_chain

START = (32, 32, 3)
LAYERS = [
    ("conv", {"f": 5, "s": 1, "p": 0}, (28, 28, 8)),
    ("pool", {"f": 2, "s": 2}, (14, 14, 8)),
    ("conv", {"f": 5, "s": 1, "p": 0}, (10, 10, 16)),
    ("pool", {"f": 2, "s": 2}, (5, 5, 16)),
    ("flatten", {}, (400,)),
    ("dense", {}, (100,)),
]


def test_an_arrow_for_each_layer_carries_its_name_and_its_settings():
    texts = [text.get_text() for text in draw_layer_chain(START, *LAYERS).axes[0].texts]
    arrows = [text for text in draw_layer_chain(START, *LAYERS).axes[0].texts if text.get_text() == ""]
    assert [text for text in texts if text in ("conv", "pool", "flatten", "dense")] == [
        name for name, _, _ in LAYERS
    ]
    assert texts.count("f=5\ns=1\np=0") == texts.count("f=2\ns=2") == 2 and len(arrows) >= len(LAYERS)
    assert [text for text in texts if "×" in text or text.isdigit()] == [
        "32×32\n×3", "28×28\n×8", "14×14\n×8", "10×10\n×16", "5×5\n×16", "400", "100",
    ]  # fmt: skip


def test_areas_of_fronts_and_lengths_of_bars_tell_sizes():
    patches = draw_layer_chain(START, *LAYERS).axes[0].patches
    boxes = [patch.get_path().get_extents() for patch in patches if isinstance(patch, Polygon)][::3]
    fronts = [box.width * box.height for box in boxes]
    assert [front / fronts[0] for front in fronts] == pytest.approx([n / 32 for n in (32, 28, 14, 10, 5)])
    bars = [patch.get_height() for patch in patches if isinstance(patch, Rectangle)]
    assert bars[1] / bars[0] == pytest.approx(0.5)  # the square root of 100 / 400


def test_long_chains_are_wrapped_and_nothing_leaves_the_figure():
    figure = draw_layer_chain(START, *LAYERS)
    axes = figure.axes[0]
    assert len({round(text.get_position()[1], 3) for text in axes.texts if "×" in text.get_text()}) == 2
    figure.canvas.draw()
    frame = figure.bbox
    for text in axes.texts:
        if text.get_text():
            box = text.get_window_extent()
            assert box.x0 >= frame.x0 and box.x1 <= frame.x1 and box.y0 >= frame.y0 and box.y1 <= frame.y1
    assert min(text.get_fontsize() for text in axes.texts if text.get_text()) >= 12


def test_no_text_lies_over_another():
    figure = draw_layer_chain(START, *LAYERS)
    figure.canvas.draw()
    boxes = [text.get_window_extent() for text in figure.axes[0].texts if text.get_text()]
    assert not any(a.overlaps(b) for k, a in enumerate(boxes) for b in boxes[:k])


@pytest.mark.parametrize("shape", [(3, 3), (3, 0, 3), (), (0,)])
def test_what_is_neither_a_volume_nor_a_vector_is_refused(shape):
    with pytest.raises(ValueError, match=r"\(units,\) is needed"):
        draw_layer_chain((3, 3, 1), ("layer", {}, shape))


def test_a_chain_without_layers_is_refused():
    with pytest.raises(ValueError, match="at least one"):
        draw_layer_chain((3, 3, 1))
