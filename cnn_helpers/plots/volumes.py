"""Volumes (height × width × channels) drawn as boxes, with their sizes written on them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING, TypeAlias

from matplotlib.patches import Polygon

from cnn_helpers.plots.style import INK, LINES, SKY, WIDTH, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


SLANT = 0.45  # how far depth goes right and up, for one unit of it


Shape: TypeAlias = tuple[int, int, int]  # (n_H, n_W, n_C)


def draw_box(axes: Axes, x: float, y: float, size: Sequence[float], colour: str) -> None:
    """Draw a box of size (height, width, depth) with its front's lower left corner at x, y."""
    height, width, depth = size
    step = SLANT * depth
    front = [(x, y), (x + width, y), (x + width, y + height), (x, y + height)]
    top = [
        (x, y + height),
        (x + width, y + height),
        (x + width + step, y + height + step),
        (x + step, y + height + step),
    ]
    side = [
        (x + width, y),
        (x + width + step, y + step),
        (x + width + step, y + height + step),
        (x + width, y + height),
    ]
    for corners, strength in ((front, 0.95), (top, 0.6), (side, 0.75)):
        axes.add_patch(Polygon(corners, facecolor=colour, alpha=strength, edgecolor="white", linewidth=1.2))


def draw_volumes(*items: str | Shape | list[Shape]) -> Figure:
    """Return a figure of volumes in a row; an item is a shape, a list of shapes (filters), or a sign.

    shape: (n_H, n_W, n_C), drawn as a box and labelled with its sizes; those of a list stand in a column,
    in colours of their own. Raises ValueError for a shape that has not three positive sizes.

    >>> figure = draw_volumes((6, 6, 3), "∗", [(3, 3, 3), (3, 3, 3)], "=", (4, 4, 2))
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['6×6×3', '∗', '3×3×3', '3×3×3', '=', '4×4×2']
    """
    placed: list[tuple[str | list[Shape], float]] = []
    left, tallest = 0.0, 0.0
    for item in items:
        if isinstance(item, str):
            placed.append((item, left + 0.9))
            left += 1.8
            continue
        shapes = item if isinstance(item, list) else [item]
        for shape in shapes:
            if len(shape) != 3 or min(shape) < 1:
                raise ValueError(f"a volume has shape {shape}; (n_H, n_W, n_C), all at least 1, is needed")
        placed.append((shapes, left))
        left += max(max(width + SLANT * depth, 3.6) for _, width, depth in shapes)
        tallest = max(tallest, sum(height + SLANT * depth + 1.5 for height, _, depth in shapes))
    figure, ((axes,),) = new_figure((tallest + 0.4) * WIDTH / (left + 0.4))
    for item, x in placed:
        if isinstance(item, str):
            axes.text(x, tallest / 2 + 0.6, item, ha="center", va="center", fontsize=17)
            continue
        y = (tallest - sum(height + SLANT * depth + 1.5 for height, _, depth in item)) / 2
        for number, shape in reversed(list(enumerate(item))):
            height, width, depth = shape
            draw_box(axes, x, y + 1.3, shape, SKY if len(item) == 1 else LINES[number % len(LINES)])
            label = "×".join(str(size) for size in shape)
            axes.text(x + width / 2, y + 1.0, label, ha="center", va="top", color=INK, fontsize=13)
            y += height + SLANT * depth + 1.5
    axes.set(xlim=(-0.2, left + 0.2), ylim=(-0.2, tallest + 0.2), aspect="equal")
    axes.axis("off")
    axes.set_position((0, 0, 1, 1))
    return figure
