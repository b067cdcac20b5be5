"""The picture of the README: `python -m cnn_helpers.plots.cover` writes it anew."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np

from cnn_helpers.data import photo
from cnn_helpers.layers import conv_forward
from cnn_helpers.plots.style import new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


PICTURE = Path(__file__).parents[2] / "book" / "_static" / "cover.png"
SOBEL = np.array([[1, 0, -1], [2, 0, -2], [1, 0, -1]])


def cover() -> Figure:
    """Return a figure: a photograph, the nine numbers of Sobel's filter, and the edges that they find.

    >>> len(cover().axes)
    3
    """
    grey = photo("camera", width=300, grey=True)
    W = np.stack([SOBEL, SOBEL.T], axis=-1)[:, :, np.newaxis, :]
    Z, _ = conv_forward(
        grey[np.newaxis, :, :, np.newaxis], W, np.zeros((1, 1, 1, 2)), {"stride": 1, "pad": 0}
    )
    strength = np.sqrt((Z[0] ** 2).sum(axis=-1))
    figure, ((left, middle, right),) = new_figure(2.5, columns=3)
    left.imshow(grey, cmap="gray")
    middle.imshow(np.ones((3, 3)), cmap="gray", vmin=0, vmax=1)
    for (row, column), weight in np.ndenumerate(SOBEL):
        middle.text(column, row, f"{weight}".replace("-", "−"), ha="center", va="center", fontsize=16)
    middle.hlines([-0.5, 0.5, 1.5, 2.5], -0.5, 2.5, color="black", linewidth=0.8)
    middle.vlines([-0.5, 0.5, 1.5, 2.5], -0.5, 2.5, color="black", linewidth=0.8)
    middle.set(xlim=(-1.3, 3.3), ylim=(3.3, -1.3))
    right.imshow(np.minimum(2 * strength / strength.max(), 1), cmap="gray_r")
    for axes in (left, middle, right):
        axes.axis("off")
    return figure


def write(path: Path = PICTURE) -> Path:
    """Write the picture and return its path."""
    cover().savefig(path, dpi=130, metadata={"Software": None}, bbox_inches="tight", facecolor="white")
    return path


if __name__ == "__main__":
    print(write())
