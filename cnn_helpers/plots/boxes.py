"""Boxes with names on images."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.patches import Rectangle
from matplotlib.patheffects import withStroke
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.plots.images import show_images
from cnn_helpers.plots.style import DASHES, LINES

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


def show_boxes(
    images: Sequence[ArrayLike] | NDArray,
    boxes: Sequence[ArrayLike],
    names: Sequence[Sequence[str]],
    labels: Sequence[str] | None = None,
    columns: int = 2,
    scores: Sequence[Sequence[float] | NDArray] | None = None,
    kinds: Iterable[str] | None = None,
    written: bool = True,
) -> Figure:
    """Return a figure of images with boxes on them, each named; alike names share a colour and a dash.

    images: arrays (n_H, n_W, 3) from 0 to 1; boxes: for each image (k, 4), x1, y1, x2, y2 in pixels from the
    left and top edges; names: for each image k texts; labels: a text over each image; scores: for each image k
    numbers to be written after the names, or None; kinds: all names, whose order gives the colours, so that
    several figures agree; written: False leaves names and scores off the boxes.
    Raises ValueError for boxes of another shape or with x2 < x1 or y2 < y1, unless each box has its name and
    score, and for a name that is not among the kinds.

    >>> figure = show_boxes([np.ones((20, 30, 3))], [[[3, 4, 12, 18]]], [["car"]], columns=1)
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['car']
    """
    if not len(images) == len(boxes) == len(names):
        raise ValueError(
            f"{len(images)} images, {len(boxes)} lists of boxes and {len(names)} of names were given; "
            "one of each for every image is needed"
        )
    figure = show_images(images, labels or [""] * len(images), columns)
    found = list(dict.fromkeys(name for several in names for name in several))
    known = found if kinds is None else list(kinds)
    if set(found) - set(known):
        raise ValueError(f"names are {found}; names among the kinds {known} are needed")
    lists = [None] * len(images) if scores is None else scores
    for axes, some, several, numbers in zip(figure.axes, boxes, names, lists, strict=False):
        texts = _texts(several, numbers) if written else [""] * len(several)
        for box, name, text in zip(_checked(some, several), several, texts, strict=True):
            kind = known.index(name)
            _draw(axes, box, text, LINES[kind % len(LINES)], DASHES[kind // len(LINES) % len(DASHES)])
    return figure


def _texts(names: Sequence[str], scores: Sequence[float] | NDArray | None) -> Sequence[str]:
    if scores is None:
        return names
    if len(names) != len(scores):
        raise ValueError(
            f"{len(names)} names and {len(scores)} scores were given; one score for each is needed"
        )
    return [f"{name} {score:.2f}".strip() for name, score in zip(names, scores, strict=True)]


def _checked(boxes: ArrayLike, names: Sequence[str]) -> NDArray:
    boxes = np.asarray(boxes, float).reshape(-1, 4) if np.size(boxes) == 0 else np.asarray(boxes, float)
    if boxes.ndim != 2 or boxes.shape[1] != 4 or len(boxes) != len(names):
        raise ValueError(
            f"boxes have shape {boxes.shape} for {len(names)} names; ({len(names)}, 4) is needed"
        )
    if (boxes[:, 2:] < boxes[:, :2]).any():
        raise ValueError(f"boxes are {boxes.tolist()}; x1 <= x2 and y1 <= y2 are needed")
    return boxes


def _draw(axes: Axes, box: NDArray, name: str, colour: str, dash: str) -> None:
    # Pixel centres are whole numbers in an image's axes; boxes count from the pixels' edges.
    x1, y1, x2, y2 = box - 0.5
    frame = Rectangle((x1, y1), x2 - x1, y2 - y1, fill=False, edgecolor=colour, linewidth=2, linestyle=dash)
    frame.set_path_effects([withStroke(linewidth=3.2, foreground="white")])  # seen on dark images too
    axes.add_patch(frame)
    if name:
        paper = {"facecolor": colour, "edgecolor": "none", "pad": 1.5}
        # A name runs inwards from the nearer side edge, or it would leave the image.
        side, place = ("left", x1) if x1 + x2 < sum(axes.get_xlim()) else ("right", x2)
        axes.text(place, y1, name, color="white", fontsize=10, va="bottom", ha=side, bbox=paper, clip_on=True)
