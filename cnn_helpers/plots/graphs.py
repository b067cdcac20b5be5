"""Computation graphs: what each step computes, what flows forward, and which slope flows back."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Circle, FancyArrowPatch
from numpy.typing import NDArray

from cnn_helpers.plots.style import INK, NAVY, SKY, VERMILION, WIDTH, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


RADIUS = 0.26  # of a node; columns and rows are 1 apart


def draw_graph(
    nodes: dict[str, tuple[float, float]], arrows: Sequence[tuple[str, ...]], columns: int | None = None
) -> Figure:
    """Return a figure of nodes joined by arrows, with the value that goes forward and the slope that returns.

    nodes: {name: (column, row)}, row 0 on top; the name is drawn, so it may be mathematics such as "$z$";
    arrows: (from, to) or (from, to, value, slope), the two texts stand over and under the arrow's middle;
    columns: the width of the drawing, if it is to be wider than its last node needs.
    Raises ValueError for no nodes and for an arrow between names that are not nodes.

    >>> figure = draw_graph({"x": (0, 0), "z": (1, 0)}, [("x", "z", "2", "−0.7")])
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['x', 'z', '2', '−0.7']
    """
    if not nodes:
        raise ValueError("there are no nodes; at least one {name: (column, row)} is needed")
    for start, end, *_ in arrows:
        missing = [name for name in (start, end) if name not in nodes]
        if missing:
            raise ValueError(f"an arrow joins {missing[0]!r}; one of the nodes {sorted(nodes)} is needed")
    last_row = max(row for _, row in nodes.values())
    width = (columns or max(column for column, _ in nodes.values()) + 1) - 1 + 2 * RADIUS + 0.1
    height = last_row + 2 * RADIUS + 0.1
    figure, ((axes,),) = new_figure(height * WIDTH / width)
    for name, place in nodes.items():
        axes.add_patch(Circle(place, RADIUS, facecolor=SKY, edgecolor=NAVY, linewidth=1.2, zorder=2))
        axes.text(*place, name, ha="center", va="center", color=INK, fontsize=13, zorder=3)
    for start, end, *texts in arrows:
        _draw_arrow(axes, np.array(nodes[start]), np.array(nodes[end]), texts)
    margin = RADIUS + 0.05
    axes.set(xlim=(-margin, width - margin), ylim=(last_row + margin, -margin), aspect="equal")
    axes.axis("off")
    axes.set_position((0, 0, 1, 1))
    return figure


def _draw_arrow(axes: Axes, start: NDArray, end: NDArray, texts: Sequence[str]) -> None:
    """Draw an arrow from rim to rim and its texts beside the middle, across its direction."""
    along = (end - start) / np.linalg.norm(end - start)
    tail, head = start + RADIUS * along, end - (RADIUS + 0.02) * along
    axes.add_patch(
        FancyArrowPatch(
            tail, head, arrowstyle="-|>", mutation_scale=10, shrinkA=0, shrinkB=0, color=INK, linewidth=1
        )
    )
    upwards = np.array([along[1], -along[0]])  # the y axis points down
    if upwards[1] > 0:
        upwards = -upwards
    for text, side, colour in zip(texts, (1, -1), (NAVY, VERMILION), strict=False):
        x, y = (tail + head) / 2 + 0.17 * side * upwards
        axes.text(x, y, text, ha="center", va="center", color=colour, fontsize=13, zorder=3)
