"""The course's own segmenter: a U-Net trained on rendered streets by `cnn-course train segmenter`."""

from __future__ import annotations

from functools import lru_cache
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float
from cnn_helpers.data.scenes import PIXEL_CLASSES
from cnn_helpers.models import unet
from cnn_helpers.pretrained.trained_weights import load_trained

if TYPE_CHECKING:
    import keras


SIZE = (128, 128)
FILTERS, HALVINGS, MAX_FILTERS = 16, 4, 128


class Segmenter:
    """A network that names every pixel: model, the names of its classes, and the (n_H, n_W) of its images."""

    def __init__(self, model: keras.Model, classes: tuple[str, ...] = PIXEL_CLASSES) -> None:
        self.model, self.classes, self.size = model, classes, model.input_shape[1:3]

    def segment(self, images: ArrayLike) -> NDArray:
        """Return the class of every pixel of images, or of a single one.

        The class with the greatest logit, averaged over an image and its mirror image.
        images: (m, n_H, n_W, 3) or (n_H, n_W, 3) from 0 to 1, of the network's size -> uint8 (m, n_H, n_W) or
        (n_H, n_W), positions in `classes`. Raises ValueError for other shapes and values.
        """
        images = np.asarray(images)
        if images.ndim == 3:
            return self.segment(images[None])[0]
        images = as_float("images", images, "(m, n_H, n_W, 3)").astype(np.float32)
        if images.shape[1:] != (*self.size, 3):
            raise ValueError(
                f"images have shape {images.shape}; (m, {self.size[0]}, {self.size[1]}, 3) is needed"
            )
        if images.size and not (images.min() >= 0 and images.max() <= 1):
            raise ValueError(
                f"images run from {images.min()} to {images.max()}; numbers from 0 to 1 are needed"
            )
        maps = [self._classes(images[k : k + 32]) for k in range(0, len(images), 32)]
        return np.concatenate([np.empty((0, *self.size), np.uint8), *maps]).astype(np.uint8)

    def _classes(self, images: NDArray) -> NDArray:
        logits = np.asarray(self.model(images)) + np.asarray(self.model(images[:, :, ::-1]))[:, :, ::-1]
        return np.argmax(logits, axis=-1)


def segmenter_network(size: tuple[int, int] = SIZE) -> keras.Model:
    """Return the network of the segmenter, untrained, for images of (n_H, n_W); its weights fit every size.

    A U-Net with batch norm, from 16 filters to 128. Raises ValueError for sides that are no multiples of 16.
    """
    return unet(
        (*size, 3),
        len(PIXEL_CLASSES),
        FILTERS,
        dropout=0,
        batch_norm=True,
        halvings=HALVINGS,
        max_filters=MAX_FILTERS,
    )


@lru_cache(maxsize=1)
def trained_segmenter() -> Segmenter:
    """Return the Segmenter with the weights that ship with the course; do not train it, it is shared.

    Raises FileNotFoundError when the weights are missing and OSError when they are damaged.
    """
    return Segmenter(load_trained("segmenter", segmenter_network()))
