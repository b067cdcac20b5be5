"""Maps of classes, a colour for each, with a legend."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import ListedColormap
from matplotlib.patches import Patch
from numpy.typing import ArrayLike

from cnn_helpers.plots.style import GREEN, INK, NAVY, SKY, VERMILION, WIDTH, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


CLASS_COLOURS = (
    SKY,
    "#b9a28c",
    "#5c5d61",
    "#d9d5cb",
    GREEN,
    "#9a6fb0",
    VERMILION,
    NAVY,
    "#f0d24a",
    "#cc79a7",
    "#56365e",
    INK,
)


def show_class_maps(
    maps: Iterable[ArrayLike], names: Sequence[str], labels: Iterable[str] | None = None, columns: int = 2
) -> Figure:
    """Return a figure of class maps side by side, with one legend of the classes that occur.

    maps: whole numbers (n_H, n_W), positions in `names`, or images (n_H, n_W, 3) from 0 to 1 among them; names: up to
    12 texts; labels: a text over each map.
    Raises ValueError for maps of other values or shapes, for too many names, and unless each map has its label.

    >>> figure = show_class_maps([np.array([[0, 2], [2, 2]])], ["sky", "road", "car"], columns=1)
    >>> [text.get_text() for text in figure.legends[0].get_texts()]
    ['sky', 'car']
    """
    arrays = [np.asarray(one) for one in maps]
    texts = [""] * len(arrays) if labels is None else list(labels)
    if not arrays or len(texts) != len(arrays):
        raise ValueError(f"{len(arrays)} maps and {len(texts)} labels were given; one label each is needed")
    if len(names) > len(CLASS_COLOURS):
        raise ValueError(f"{len(names)} names were given; at most {len(CLASS_COLOURS)} are needed")
    class_maps = [one for one in arrays if one.ndim != 3 or one.shape[2] != 3]
    for one in class_maps:
        if one.ndim != 2 or one.dtype.kind not in "iu" or one.min() < 0 or one.max() >= len(names):
            raise ValueError(
                f"a map has shape {one.shape} and type {one.dtype}; (n_H, n_W) of whole numbers "
                f"from 0 to {len(names) - 1} is needed"
            )
    present = np.unique([number for one in class_maps for number in np.unique(one)]).astype(int)
    rows = -(-len(arrays) // columns)
    tallest = max(one.shape[0] / one.shape[1] for one in arrays)
    height = rows * (WIDTH / columns * tallest + 0.3) + 0.3 * -(-len(present) // 3)
    figure, axes = new_figure(height, columns, rows)
    colours = ListedColormap(CLASS_COLOURS[: len(names)])
    for panel in axes.flat:
        panel.axis("off")
    for panel, one, label in zip(axes.flat, arrays, texts, strict=False):
        panel.imshow(one, cmap=colours, vmin=-0.5, vmax=len(names) - 0.5, interpolation="nearest")
        panel.set_title(label, fontsize=13)
    patches = [
        Patch(facecolor=CLASS_COLOURS[k], edgecolor=INK, label=names[k], linewidth=0.5) for k in present
    ]
    figure.legend(handles=patches, loc="outside lower center", ncols=3, frameon=False)
    return figure
