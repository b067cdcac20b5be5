"""What one unit sees: the cells below it, layer by layer, down to the pixels."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise
from typing import TYPE_CHECKING

from matplotlib.patches import Polygon, Rectangle

from cnn_helpers.layers.shapes import ReceptiveField
from cnn_helpers.plots.style import INK, NAVY, SKY, VERMILION, WIDTH, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


ROW = 1.7  # from one layer to the next, in pixels of the input


def draw_receptive_field(layers: Sequence[tuple[str, int, int]]) -> Figure:
    """Return a figure of one axis of a network: a unit of the last layer on top, and all that it rests on below.

    layers: (name, f, stride) each, from the input on. Raises ValueError for no layer, and where
    `layers.shapes.receptive_field` does.

    >>> figure = draw_receptive_field([("conv 3×3", 3, 1), ("pool 2×2", 2, 2)])
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['pool 2×2: sees 4', 'conv 3×3: sees 3', 'input']
    """
    if not layers:
        raise ValueError("there are no layers; at least one (name, f, stride) is needed")
    fields = [ReceptiveField()]
    for _, f, stride in layers:
        fields.append(fields[-1].after(f, stride))
    units = [1]  # how many of each layer's units the top one rests on, from the top down
    for _, f, stride in reversed(layers):
        units.append((units[-1] - 1) * stride + f)
    width = fields[-1].size
    left, total = 6.2, ROW * len(layers) + 1
    figure, ((axes,),) = new_figure((total + 0.3) * WIDTH / (left + width + 0.4))
    labels = [*(f"{name}: sees {field.size}" for (name, _, _), field in zip(layers, fields[1:], strict=True))]
    places = []
    for line, (field, count) in enumerate(zip(reversed(fields), units, strict=True)):
        middles = [left + index * field.jump + field.size / 2 for index in range(count)]
        places.append((middles, ROW * line))
        for middle in middles:
            axes.add_patch(
                Rectangle(
                    (middle - 0.42, ROW * line),
                    0.84,
                    0.84,
                    facecolor=VERMILION if line == 0 else SKY,
                    edgecolor=NAVY,
                    linewidth=0.8,
                )
            )
        label = labels[-1 - line] if line < len(layers) else "input"
        axes.text(0, ROW * line + 0.45, label, ha="left", va="center", color=INK, fontsize=12)
    for (above, y), (below, y_below) in pairwise(places):
        corners = [
            (above[0] - 0.42, y + 0.84),
            (above[-1] + 0.42, y + 0.84),
            (below[-1] + 0.42, y_below),
            (below[0] - 0.42, y_below),
        ]
        axes.add_patch(Polygon(corners, facecolor=VERMILION, alpha=0.15, edgecolor="none"))
    axes.set(xlim=(-0.1, left + width + 0.2), ylim=(total + 0.1, -0.1), aspect="equal")
    axes.axis("off")
    axes.set_position((0, 0, 1, 1))
    return figure
