import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from matplotlib.patches import Rectangle

from cnn_helpers.layers import shapes
from cnn_helpers.plots import draw_receptive_field


@settings(deadline=None, max_examples=25)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 2)), min_size=1, max_size=4))
def test_the_unit_on_top_rests_on_as_many_pixels_as_it_sees(layers):
    figure = draw_receptive_field([("layer", f, stride) for f, stride in layers])
    cells = [patch for patch in figure.axes[0].patches if isinstance(patch, Rectangle)]
    rows = {}
    for cell in cells:
        rows.setdefault(round(cell.get_y(), 6), []).append(cell.get_x())
    pixels = rows[max(rows)]
    assert len(rows) == len(layers) + 1 and len(rows[0.0]) == 1
    if all(stride <= f for f, stride in layers):
        assert len(pixels) == shapes.receptive_field(layers).size
    assert np.mean(pixels) == pytest.approx(rows[0.0][0])


def test_no_layer_and_a_stride_of_0_are_refused():
    with pytest.raises(ValueError, match="no layers"):
        draw_receptive_field([])
    with pytest.raises(ValueError, match="stride is 0"):
        draw_receptive_field([("conv", 3, 0)])
