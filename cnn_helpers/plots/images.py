"""Photographs and feature maps shown as images, side by side."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from cnn_helpers.plots.style import WIDTH, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def show_images(images: Iterable[ArrayLike], labels: Sequence[str], columns: int = 2) -> Figure:
    """Return a figure of images with a label over each.

    images: arrays (n_H, n_W), or (n_H, n_W, 3) from 0 to 1; labels: as many texts. A grey image runs from 0,
    black, to 1, white; those with negative numbers share one scale with 0 in the middle of the greys.
    Raises ValueError for other shapes, and unless there are as many labels as images.

    >>> figure = show_images([np.zeros((4, 6)), np.ones((4, 6, 3))], ["dark", "bright"])
    >>> [axes.get_title() for axes in figure.axes]
    ['dark', 'bright']
    """
    pictures = [np.asarray(image, float) for image in images]
    if not pictures or len(pictures) != len(labels):
        raise ValueError(
            f"{len(pictures)} images and {len(labels)} labels were given; one label each is needed"
        )
    for image in pictures:
        if image.ndim != 2 and (image.ndim != 3 or image.shape[2] != 3):
            raise ValueError(f"an image has shape {image.shape}; (n_H, n_W) or (n_H, n_W, 3) is needed")
    rows = -(-len(pictures) // columns)
    tallest = max(image.shape[0] / image.shape[1] for image in pictures)
    figure, axes = new_figure(rows * (WIDTH / columns * tallest + 0.3), columns, rows)
    signed = [image for image in pictures if image.min() < 0]
    reach = max((np.abs(image).max() for image in signed), default=1.0)
    for panel in axes.flat:
        panel.axis("off")
    for panel, image, label in zip(axes.flat, pictures, labels, strict=False):
        darkest, brightest = (-reach, reach) if image.min() < 0 else (0, 1)
        panel.imshow(image, cmap="gray", vmin=darkest, vmax=brightest)
        panel.set_title(label, fontsize=13)
    return figure
