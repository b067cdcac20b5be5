"""Sizes of boxes and the anchors that stand for them."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike

from cnn_helpers.plots.style import INK, NAVY, SKY, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def anchor_chart(sizes: ArrayLike, anchors: ArrayLike, unit: str) -> Figure:
    """Return a figure: on the left each box as a dot and each anchor as a number, on the right the anchors drawn from
    a common corner.

    sizes: (n, 2), anchors: (k, 2), width and height in a common unit; unit: its name. Anchors are numbered from 0.
    Raises ValueError for other shapes.

    >>> figure = anchor_chart([[1, 2], [2, 1]], [[1, 2]], "cells")
    >>> [text.get_text() for text in figure.axes[0].texts], figure.axes[0].get_xlabel()
    (['0'], 'width in cells')
    """
    sizes, anchors = np.asarray(sizes, float), np.asarray(anchors, float)
    for name, array in (("sizes", sizes), ("anchors", anchors)):
        if array.ndim != 2 or array.shape[1] != 2 or len(array) == 0:
            raise ValueError(f"{name} have shape {array.shape}; (n, 2) is needed: width, height")
    figure, ((left, right),) = new_figure(2.9, columns=2)
    left.plot(*sizes.T, "o", color=SKY, markersize=3, alpha=0.5, markeredgewidth=0)
    left.set(xlim=(0, None), ylim=(0, None))
    left.grid(color=INK, alpha=0.15)
    paper = {"facecolor": NAVY, "edgecolor": "white", "boxstyle": "circle,pad=0.2"}
    for number, (width, height) in enumerate(anchors):
        left.text(
            width, height, str(number), color="white", ha="center", va="center", fontsize=10, bbox=paper
        )
        right.add_patch(Rectangle((0, 0), width, height, fill=False, edgecolor=NAVY, linewidth=2))
        right.text(
            width, height, str(number), color="white", ha="center", va="center", fontsize=10, bbox=paper
        )
    reach = 1.12 * anchors.max()
    right.set(xlim=(0, reach), ylim=(0, reach), aspect="equal", xlabel=f"width in {unit}")
    left.set(xlabel=f"width in {unit}", ylabel=f"height in {unit}")
    return figure
