"""Blocks with two paths, drawn from top to bottom: layers on one, a shortcut beside them, and where they meet."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from matplotlib.patches import Circle, FancyArrowPatch, FancyBboxPatch

from cnn_helpers.plots.style import INK, SKY, VERMILION, WIDTH, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


STEP = 1.0  # from one layer to the next
TALL = 0.62  # a layer's box
WIDE = 2.5
SPREAD = 2.8  # from the shortcut to the layers
COLUMN = 5.7  # a block with its shortcut


def draw_blocks(*blocks: tuple[str, Sequence[str], Sequence[str] | None]) -> Figure:
    """Return a figure of blocks side by side: (title, layers, shortcut) each, the texts of their boxes.

    layers: the path's boxes from the input on; shortcut: the boxes beside them, an empty list for an input that is
    handed on as it is, None for a plain block. Paths meet in a plus, and what comes out goes through a ReLU.
    Raises ValueError for no block, and for a block without layers.

    >>> figure = draw_blocks(("identity", ["conv", "ReLU", "conv"], []))
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['identity', 'X', 'conv', 'ReLU', 'conv', '+', 'ReLU']
    """
    if not blocks:
        raise ValueError("there are no blocks; at least one (title, layers, shortcut) is needed")
    for title, path, _ in blocks:
        if not path:
            raise ValueError(f"{title!r} has no layers; at least one is needed")
    rows = max(len(path) for _, path, _ in blocks) + 4.2
    width = COLUMN * len(blocks)
    figure, ((axes,),) = new_figure(min(rows * WIDTH / width * 0.8, 7.0))
    for number, (title, path, shortcut) in enumerate(blocks):
        _draw_block(axes, COLUMN * number, title, path, shortcut)
    axes.set(xlim=(0, width), ylim=(-rows + 0.7, 1.1), aspect="equal")
    axes.axis("off")
    axes.set_position((0, 0, 1, 1))
    return figure


def _draw_block(
    axes: Axes, left: float, title: str, path: Sequence[str], shortcut: Sequence[str] | None
) -> None:
    side, main = left + 1.45, left + 1.45 + SPREAD
    bottom = -STEP * (len(path) + 1.4)  # where the paths meet
    _text(axes, (side + main) / 2, 0.75, title, VERMILION)
    _text(axes, main, 0.0, "X", INK)
    _arrow(axes, (main, -0.25), (main, bottom - 1.9))
    for place, name in enumerate(path, start=1):
        _box(axes, main, -STEP * place - 0.1, name)
    if shortcut is not None:
        axes.plot([main, side, side], [-0.45, -0.45, bottom], color=INK, linewidth=1.4, zorder=1)
        _arrow(axes, (side, bottom), (main - 0.28, bottom))
        middle = -STEP * (len(path) + 1) / 2 - 0.1
        for place, name in enumerate(shortcut):
            _box(axes, side, middle - STEP * (place - (len(shortcut) - 1) / 2), name)
        plus = Circle((main, bottom), 0.28, facecolor="white", edgecolor=VERMILION, linewidth=1.6, zorder=2)
        axes.add_patch(plus)
        _text(axes, main, bottom, "+", VERMILION)
    _box(axes, main, bottom - 0.95, "ReLU")


def _box(axes: Axes, x: float, y: float, name: str) -> None:
    corner, style = (x - WIDE / 2, y - TALL / 2), "round,pad=0,rounding_size=0.1"
    axes.add_patch(FancyBboxPatch(corner, WIDE, TALL, boxstyle=style, facecolor=SKY, edgecolor=INK, zorder=2))
    _text(axes, x, y, name, INK)


def _text(axes: Axes, x: float, y: float, text: str, colour: str) -> None:
    axes.text(x, y, text, ha="center", va="center", color=colour, fontsize=10.5, zorder=3)


def _arrow(axes: Axes, start: tuple[float, float], end: tuple[float, float]) -> None:
    arrow = FancyArrowPatch(
        start,
        end,
        arrowstyle="-|>",
        mutation_scale=12,
        shrinkA=0,
        shrinkB=0,
        color=INK,
        linewidth=1.4,
        zorder=1,
    )
    axes.add_patch(arrow)
