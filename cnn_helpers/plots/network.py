"""A network drawn as the chain of volumes that its layers give."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from cnn_helpers.plots.style import INK, NAVY, SKY, VERMILION, WIDTH, new_figure
from cnn_helpers.plots.volumes import SLANT, draw_box

if TYPE_CHECKING:
    from matplotlib.figure import Figure


COLUMN = 1.0  # the width of a stage; the largest box takes this much
GAP = 0.18
ROW = 2.2  # the height of a row, with the texts over and under its boxes
MOST = 6  # stages in a row: with more, the texts would be illegible on a phone


def draw_network(*stages: tuple[str, tuple[int, ...]]) -> Figure:
    """Return a figure of (name, shape) stages in reading order: volumes as boxes, vectors as bars, sizes below.

    shape: (n_H, n_W, n_C) or (units,). Sides are drawn by their square roots, so that 5 pixels stay visible
    beside 32 and 400 units beside 10. Raises ValueError for no stage and for other shapes.

    >>> figure = draw_network(("input", (6, 6, 3)), ("conv 3×3", (4, 4, 10)), ("dense", (2,)))
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['input', '6×6\\n×3', 'conv 3×3', '4×4\\n×10', 'dense', '2']
    """
    if not stages:
        raise ValueError("there are no stages; at least one (name, shape) is needed")
    for name, shape in stages:
        if len(shape) not in (1, 3) or min(shape) < 1:
            raise ValueError(f"{name!r} has shape {shape}; (n_H, n_W, n_C) or (units,) is needed")
    reach = [_reach(shape) for _, shape in stages if len(shape) == 3]
    scale = COLUMN / max(reach, default=1.0)
    longest = max((shape[0] for _, shape in stages if len(shape) == 1), default=1)
    rows = -(-len(stages) // MOST)
    columns = -(-len(stages) // rows)
    width, height = columns * (COLUMN + GAP), rows * ROW
    figure, ((axes,),) = new_figure(height * WIDTH / width)
    for number, (name, shape) in enumerate(stages):
        row, column = divmod(number, columns)
        middle, base = (column + 0.5) * (COLUMN + GAP), height - (row + 1) * ROW + 0.72
        if len(shape) == 3:
            sides = [scale * size**0.5 for size in shape]
            spread = _reach(shape) * scale
            draw_box(axes, middle - spread / 2, base + 0.5 - spread / 2, sides, SKY)
            text = f"{shape[0]}×{shape[1]}\n×{shape[2]}"
        else:
            tall = (shape[0] / longest) ** 0.5
            place = (middle - 0.06, base + 0.5 - tall / 2)
            axes.add_patch(Rectangle(place, 0.12, tall, facecolor=NAVY))
            text = str(shape[0])
        axes.text(middle, base + 1.1, name, ha="center", va="bottom", color=VERMILION, fontsize=13)
        axes.text(middle, base - 0.1, text, ha="center", va="top", color=INK, fontsize=13)
    axes.set(xlim=(0, width), ylim=(0, height), aspect="equal")
    axes.axis("off")
    axes.set_position((0, 0, 1, 1))
    return figure


def _reach(shape: tuple[int, ...]) -> float:
    """Return the side of the square that a volume's box fills, before scaling."""
    height, width, depth = (size**0.5 for size in shape)
    return max(height, width) + SLANT * depth
