"""A network that shrinks its maps and enlarges them again, drawn as a U with its skips across."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

from matplotlib.patches import FancyArrowPatch, Rectangle

from cnn_helpers.plots.style import GREEN, INK, NAVY, SKY, VERMILION, WIDTH, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


COLUMN, ROW = 1.0, 1.5
TALLEST, WIDEST = 1.1, 0.62  # of a box; its sides are drawn by their square roots
MARGIN = 0.32


def draw_u(maps: Iterable[Sequence[int]], skips: bool = True) -> Figure:
    """Return a figure of maps that go down the left arm of a U and up the right one, with arrows between them.

    maps: (n_H, n_W, n_C) in order, an odd number of at least 3, the middle one at the bottom: a box as high as the
    map and as wide as its channels (by square roots), its size below; skips: whether dashed arrows join the arms.
    Raises ValueError for another count or shape.

    >>> figure = draw_u([(8, 8, 2), (4, 4, 4), (8, 8, 2)])
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['8×8\\n×2', '4×4\\n×4', '8×8\\n×2']
    """
    maps = [tuple(shape) for shape in maps]
    if len(maps) < 3 or len(maps) % 2 == 0:
        raise ValueError(f"{len(maps)} maps were given; an odd number of at least 3 is needed")
    for shape in maps:
        if len(shape) != 3 or min(shape) < 1:
            raise ValueError(f"a map has shape {shape}; (n_H, n_W, n_C) is needed")
    tallest, widest = max(shape[0] for shape in maps), max(shape[2] for shape in maps)
    depth = len(maps) // 2
    width, height = len(maps) * COLUMN, (depth + 1) * ROW + 0.1
    figure, ((axes,),) = new_figure(height * WIDTH / (width + 2 * MARGIN))
    boxes = []
    for place, (n_H, n_W, n_C) in enumerate(maps):
        x, y = (place + 0.5) * COLUMN, ROW * (depth - abs(depth - place) + 0.45)
        tall, wide = TALLEST * (n_H / tallest) ** 0.5, WIDEST * (n_C / widest) ** 0.5
        boxes.append((x, y, wide / 2, tall / 2))
        corner = (x - wide / 2, y - tall / 2)
        axes.add_patch(Rectangle(corner, wide, tall, facecolor=SKY, edgecolor=NAVY, linewidth=1.2, zorder=2))
        text = f"{n_H}×{n_W}\n×{n_C}"
        aside = 0.3 * ((place > depth) - (place < depth))  # off the arrows, which run on the inner side
        axes.text(
            x + aside, y + tall / 2 + 0.06, text, ha="center", va="top", color=INK, fontsize=9.5, zorder=4
        )
    for place in range(depth):
        left, right = boxes[place], boxes[-1 - place]
        if skips:
            _arrow(axes, (left[0] + left[2], left[1]), (right[0] - right[2], right[1]), GREEN, "--")
        (x, y, _, high), (u, v, _, tall) = boxes[place + 1], boxes[-2 - place]
        _arrow(axes, (left[0] + left[2], left[1] + 0.6 * left[3]), (x, y - high), INK)
        _arrow(axes, (u, v - tall), (right[0] - right[2], right[1] + 0.6 * right[3]), VERMILION)
    axes.set(xlim=(-MARGIN, width + MARGIN), ylim=(height, 0), aspect="equal")
    axes.axis("off")
    axes.set_position((0, 0, 1, 1))
    return figure


def _arrow(
    axes: Axes, start: tuple[float, float], end: tuple[float, float], colour: str, dash: str = "-"
) -> None:
    axes.add_patch(
        FancyArrowPatch(
            start,
            end,
            arrowstyle="-|>",
            mutation_scale=10,
            shrinkA=1,
            shrinkB=1,
            color=colour,
            linewidth=1.4,
            linestyle=dash,
            zorder=1,
        )
    )
