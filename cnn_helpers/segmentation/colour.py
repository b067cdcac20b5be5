"""A weak way to segment, against which a network is measured: a pixel's class from its own colour and place alone."""

import numpy as np
from numpy.typing import ArrayLike, NDArray
from sklearn.ensemble import RandomForestClassifier

from cnn_helpers.checks import as_float, whole_number


class ColourClassifier:
    """Says what class a pixel is from its colour, its image's mean colour and its row; made by colour_classifier."""

    def __init__(self, forest: RandomForestClassifier) -> None:
        self.forest = forest

    def segment(self, images: ArrayLike) -> NDArray:
        """Return the class of every pixel.

        images: (m, n_H, n_W, 3) from 0 to 1 -> (m, n_H, n_W) uint8. Raises ValueError for other shapes.
        """
        images = as_float("images", images, "(m, n_H, n_W, n_C)")
        return self.forest.predict(_features(images)).reshape(images.shape[:3]).astype(np.uint8)


def colour_classifier(
    images: ArrayLike, pixel_classes: ArrayLike, pixels: int = 200_000, seed: int = 0
) -> ColourClassifier:
    """Return a ColourClassifier, a random forest, trained on pixels drawn from the images.

    images: (m, n_H, n_W, 3) from 0 to 1; pixel_classes: (m, n_H, n_W) whole numbers; pixels: how many are drawn.
    Raises ValueError for shapes that do not fit.

    >>> ramp = np.linspace(0, 1, 48 * 48 * 3).reshape(1, 48, 48, 3)
    >>> classifier = colour_classifier(ramp, (ramp[..., 0] > 0.5).astype(int), pixels=2000)
    >>> classifier.segment(ramp)[0, ::6, 0]
    array([0, 0, 0, 0, 1, 1, 1, 1], dtype=uint8)
    """
    images, pixel_classes = as_float("images", images, "(m, n_H, n_W, n_C)"), np.asarray(pixel_classes)
    if images.shape[:3] != pixel_classes.shape:
        raise ValueError(
            f"images have shape {images.shape} and pixel_classes {pixel_classes.shape}; "
            "(m, n_H, n_W, 3) and (m, n_H, n_W) are needed"
        )
    pixels = min(whole_number("pixels", pixels, least=1), pixel_classes.size)
    drawn = np.random.default_rng(seed).choice(pixel_classes.size, pixels, replace=False)
    forest = RandomForestClassifier(20, min_samples_leaf=20, random_state=seed)
    return ColourClassifier(forest.fit(_features(images)[drawn], pixel_classes.ravel()[drawn]))


def _features(images: NDArray) -> NDArray:
    m, n_H, n_W, _ = images.shape
    row = np.broadcast_to(np.linspace(0, 1, n_H)[None, :, None, None], (m, n_H, n_W, 1))
    mean = np.broadcast_to(images.mean(axis=(1, 2), keepdims=True), images.shape)
    return np.concatenate([images, mean, row], axis=-1).reshape(m * n_H * n_W, -1)
