"""Change the colours of an image and nothing else: by hand, or along the axes on which its own colours vary."""

from typing import NamedTuple

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.data.augmentation.moved import checked


class ColourAxes(NamedTuple):
    """The principal axes of an image's colours.

    variances: (3,), largest first; axes: (3, 3), each column of length 1 the direction (red, green, blue)
    of that variance.
    """

    variances: np.ndarray
    axes: np.ndarray


def _colours(image: ArrayLike) -> NDArray:
    """The image as floats from 0 to 1, (H, W, 3); raises ValueError for anything else."""
    image, _, _ = checked(image)
    if image.shape[2] != 3:
        raise ValueError(f"the image has {image.shape[2]} channels; red, green and blue are needed")
    if image.dtype.kind == "f" and image.min() >= 0 and image.max() <= 1:
        return image
    if image.dtype != np.uint8:
        raise ValueError("the image is neither uint8 nor floats from 0 to 1")
    return image / 255.0


def _as_before(colours: NDArray, image: ArrayLike) -> NDArray:
    colours = np.clip(colours, 0, 1)
    return (255 * colours).round().astype(np.uint8) if np.asarray(image).dtype == np.uint8 else colours


def colour_shift(image: ArrayLike, shift: ArrayLike) -> NDArray:
    """Return the image with a number added to each channel, cut off at 0 and 1.

    image: (H, W, 3), uint8 or floats from 0 to 1; shift: (red, green, blue), each from -1 to 1. Raises
    ValueError for others.

    >>> colour_shift(np.full((1, 1, 3), 0.5), (0.2, 0, -0.6))
    array([[[0.7, 0.5, 0. ]]])
    """
    added = np.asarray(shift, float)
    if added.shape != (3,) or not (np.abs(added) <= 1).all():
        raise ValueError(f"shift is {added.tolist()}; three numbers from -1 to 1 are needed")
    return _as_before(_colours(image) + added, image)


def colour_axes(image: ArrayLike) -> ColourAxes:
    """Return the principal axes of an image's colours: eigenvectors of the covariance of its red, green and blue.

    image: (H, W, 3), uint8 or floats from 0 to 1. Raises ValueError for others.
    """
    pixels = _colours(image).reshape(-1, 3)
    variances, axes = np.linalg.eigh(np.cov(pixels.T, bias=True))  # the smallest first
    return ColourAxes(np.maximum(variances[::-1], 0), axes[:, ::-1])


def pca_colour(image: ArrayLike, alphas: ArrayLike, axes: ColourAxes | None = None) -> NDArray:
    """Return the image moved along the principal axes of its colours, as light changes them.

    Added to every pixel: sum over k of alphas[k] · sqrt(variance k) · axis k. image: (H, W, 3), uint8 or
    floats from 0 to 1; alphas: (3,), drawn from a normal distribution of standard deviation 0.1 in the
    paper; axes: ColourAxes of a whole data set, or the image's own. Raises ValueError for others. Source:
    Krizhevsky and others 2012, section 4.1 (who multiply by the variance itself).
    """
    alphas = np.asarray(alphas, float)
    if alphas.shape != (3,) or not np.isfinite(alphas).all():
        raise ValueError(f"alphas is {alphas.tolist()}; three finite numbers are needed")
    variances, directions = colour_axes(image) if axes is None else axes
    return _as_before(_colours(image) + directions @ (alphas * np.sqrt(variances)), image)
