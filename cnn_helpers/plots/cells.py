"""A grid laid over an image, and which of its cells own the objects."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from numpy.typing import ArrayLike

from cnn_helpers.checks import whole_number
from cnn_helpers.plots.boxes import show_boxes
from cnn_helpers.plots.style import INK, VERMILION

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def show_cells(
    image: ArrayLike,
    grid: int,
    boxes: ArrayLike = (),
    names: Iterable[str] = (),
    kinds: Iterable[str] | None = None,
) -> Figure:
    """Return a figure of an image under a grid: each box has a dot at its centre, whose cell is tinted.

    image: (n_H, n_W, 3) from 0 to 1; grid: cells along a side; boxes: (k, 4), x1, y1, x2, y2 in pixels;
    names: k texts; kinds: as in `show_boxes`. Rows and columns are numbered from 0.
    Raises ValueError as `show_boxes` does, for a grid below 1 and for a centre outside the image.

    >>> figure = show_cells(np.ones((30, 30, 3)), 3, [[1, 11, 5, 15]], ["car"])
    >>> figure.axes[0].patches[0].get_xy()  # the tinted cell: row 1, column 0
    (-0.5, 9.5)
    """
    image, grid = np.asarray(image, float), whole_number("grid", grid, least=1)
    height, width = image.shape[:2]
    boxes = np.asarray(boxes, float).reshape(-1, 4)
    centres = (boxes[:, :2] + boxes[:, 2:]) / 2
    if ((centres < 0) | (centres > [width, height])).any():
        raise ValueError(f"centres are {centres.tolist()}; centres inside {width}×{height} pixels are needed")
    figure = show_boxes([image], [boxes], [list(names)], columns=1, kinds=kinds)
    (axes,) = figure.axes
    high, wide = height / grid, width / grid
    frames = list(axes.patches)
    for x, y in centres:
        column, row = (min(int(value), grid - 1) for value in (x / wide, y / high))
        tint = Rectangle((column * wide - 0.5, row * high - 0.5), wide, high, facecolor=VERMILION, alpha=0.28)
        axes.add_patch(tint)
        axes.plot(
            x - 0.5,
            y - 0.5,
            "o",
            color=INK,
            markersize=6,
            path_effects=[withStroke(linewidth=3, foreground="white")],
        )
    for frame in frames:  # on top of the tints
        frame.remove()
        axes.add_patch(frame)
    thin = 1.0 if grid < 7 else 0.5
    edge = withStroke(linewidth=3 * thin, foreground="white")
    for k in range(1, grid):
        axes.axhline(k * high - 0.5, color=INK, linewidth=thin, path_effects=[edge])
        axes.axvline(k * wide - 0.5, color=INK, linewidth=thin, path_effects=[edge])
    axes.axis("on")
    axes.set_xticks((np.arange(grid) + 0.5) * wide - 0.5, list(map(str, range(grid))))
    axes.set_yticks((np.arange(grid) + 0.5) * high - 0.5, list(map(str, range(grid))))
    axes.tick_params(length=0)
    axes.set(xlabel="column", ylabel="row", xlim=(-0.5, width - 0.5), ylim=(height - 0.5, -0.5))
    return figure
