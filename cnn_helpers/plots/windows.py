"""Windows along one axis of an image: where each falls, and which does not fit."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.colors import to_rgba
from matplotlib.patches import Rectangle

from cnn_helpers.layers.shapes import conv_output_size
from cnn_helpers.plots.style import INK, NAVY, SKY, VERMILION, WIDTH, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def draw_windows(n: int, f: int, stride: int = 1, pad: int = 0) -> Figure:
    """Return a figure of one row of n pixels, its padding, and the windows of a filter that slides over it.

    n, f, stride, pad: whole numbers. Where pixels are left over, the window that would need more of them
    is drawn with dashes: it gives no output. Raises ValueError where `layers.shapes.conv_output_size` does.

    >>> texts = [text.get_text() for text in draw_windows(8, f=3, stride=2, pad=1).axes[0].texts]
    >>> texts[-5:]
    ['output 1', 'output 2', 'output 3', 'output 4', 'dropped']
    """
    outputs = conv_output_size(n, f, stride, pad)
    total = n + 2 * pad
    starts = [stride * output for output in range(outputs)]
    unused = total - (starts[-1] + f)
    dropped = [start for start in (stride * outputs,) if unused and start < total]
    right = max([total, *(start + f for start in dropped)])
    units = right + 3.4
    height = 1.5 + 0.9 * (outputs + len(dropped))
    figure, ((axes,),) = new_figure(height * WIDTH / units)
    for pixel in range(total):
        padding = not pad <= pixel < pad + n
        colour, text = ("#e4ecf5", "0") if padding else (SKY, str(pixel - pad + 1))
        axes.add_patch(Rectangle((pixel, 0), 1, 1, facecolor=colour, edgecolor=NAVY, linewidth=0.8))
        axes.text(pixel + 0.5, 0.52, text, ha="center", va="center", color=INK, fontsize=13)
    for line, start in enumerate(starts + dropped):
        kept = line < outputs
        y, colour = 1.35 + 0.9 * line, VERMILION if kept else INK
        bar = Rectangle((start + 0.06, y), f - 0.12, 0.55, edgecolor=colour, linewidth=1.8)
        bar.set(facecolor=to_rgba(VERMILION, 0.25) if kept else "none", linestyle="-" if kept else "--")
        axes.add_patch(bar)
        text = f"output {line + 1}" if kept else "dropped"
        axes.text(right + 0.3, y + 0.28, text, ha="left", va="center", color=INK, fontsize=13)
    axes.set(xlim=(-0.1, units), ylim=(height, -0.1), aspect="equal")
    axes.axis("off")
    axes.set_position((0, 0, 1, 1))
    return figure
