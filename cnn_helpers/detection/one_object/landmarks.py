"""Landmarks: a network that answers with the coordinates of named points, always in the same order."""

import keras
import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import as_float, whole_number
from cnn_helpers.detection.one_object.convolutions import coordinates, fit, trunk
from cnn_helpers.models.checks import image_input


def landmark_network(input_shape: tuple[int, int, int] = (64, 64, 3), landmarks: int = 12) -> keras.Model:
    """Return a network that answers with 2K numbers: l1x, l1y, l2x, l2y, … as fractions of the image.

    input_shape: (n_H, n_W, n_C), at least 16 pixels a side; landmarks: K, at least 1. -> (m, 2K), without a last
    activation, for a point may lie outside the image. Raises ValueError for other shapes and counts.

    >>> landmark_network((64, 64, 3), landmarks=12).output_shape
    (None, 24)
    """
    inputs = image_input(input_shape, least=16)
    count = whole_number("landmarks", landmarks, least=1)
    outputs = coordinates(trunk(inputs), 2 * count, activation=None, start=0.5)  # the middle of the image
    return keras.Model(inputs, outputs, name="landmarks")


def landmark_labels(points: ArrayLike, size: tuple[int, int]) -> NDArray:
    """Return the labels of images whose landmarks are known: l1x, l1y, l2x, l2y, …

    points: (m, K, 2), x and y in pixels, landmark k the same one in every image; size: (n_H, n_W) in pixels.
    -> float32 (m, 2K), fractions of the image. Raises ValueError for other shapes.

    >>> landmark_labels([[[16, 32], [48, 32]]], (64, 64)).tolist()
    [[0.25, 0.5, 0.75, 0.5]]
    """
    points = as_float("points", points, "(m, K, 2)")
    if points.shape[2] != 2 or points.shape[1] == 0:
        raise ValueError(f"points has shape {points.shape}; (m, K, 2) with K of at least 1 is needed")
    return (points / _width_and_height(size)).reshape(len(points), -1).astype(np.float32)


def landmark_points(labels: ArrayLike, size: tuple[int, int]) -> NDArray:
    """Return the points that labels or a network's answers stand for: the way back of `landmark_labels`.

    labels: (m, 2K); size: (n_H, n_W) in pixels -> (m, K, 2) in pixels. Raises ValueError for other shapes.

    >>> landmark_points([[0.25, 0.5, 0.75, 0.5]], (64, 64)).tolist()
    [[[16.0, 32.0], [48.0, 32.0]]]
    """
    labels = as_float("labels", labels, "(m, 2K)")
    if labels.shape[1] % 2 or labels.shape[1] == 0:
        raise ValueError(f"labels has shape {labels.shape}; (m, 2K) with K of at least 1 is needed")
    return labels.reshape(len(labels), -1, 2) * _width_and_height(size)


def landmark_errors(points: ArrayLike, answered: ArrayLike) -> NDArray:
    """Return how far each answered point lies from the true one: (m, K), in pixels if the points are.

    points, answered: (m, K, 2). Raises ValueError for shapes that differ.

    >>> landmark_errors([[[0, 0], [8, 8]]], [[[3, 4], [8, 9]]])
    array([[5., 1.]])
    """
    points, answered = as_float("points", points, "(m, K, 2)"), as_float("answered", answered, "(m, K, 2)")
    if points.shape != answered.shape or points.shape[2] != 2:
        raise ValueError(
            f"points has shape {points.shape} and answered {answered.shape}; the same (m, K, 2) is needed"
        )
    return np.linalg.norm(points - answered, axis=2)


def train_landmarks(images: ArrayLike, points: ArrayLike, epochs: int = 12, seed: int = 0) -> keras.Model:
    """Return a landmark network trained on images and the places of their landmarks.

    images: (m, n_H, n_W, n_C) from 0 to 1; points: (m, K, 2), x and y in pixels, in the same order in every image:
    if the "left eye" were now one eye and now the other, the best answer would lie between them. The loss is the
    squared error of the 2K fractions. 3,000 faces of 64x64 and 12 epochs take a minute on one core. Sets Keras' seed.
    Raises ValueError for other shapes.

    >>> from cnn_helpers.data.people import people
    >>> faces = people(2, 4, size=32)
    >>> train_landmarks(faces.images, faces.landmarks, epochs=1).output_shape
    (None, 24)
    """
    images, points = np.asarray(images), np.asarray(points)
    if images.ndim != 4 or points.ndim != 3 or len(images) != len(points):
        raise ValueError(
            f"images have shape {images.shape} and points {points.shape}; (m, n_H, n_W, n_C) and "
            "(m, K, 2) are needed"
        )
    labels = landmark_labels(points, images.shape[1:3])
    keras.utils.set_random_seed(whole_number("seed", seed, least=0))
    model = landmark_network(images.shape[1:], labels.shape[1] // 2)
    fit(model, "mean_squared_error", images, labels, whole_number("epochs", epochs, least=1), seed)
    return model


def _width_and_height(size: tuple[int, int]) -> NDArray:
    if not isinstance(size, tuple) or len(size) != 2:
        raise ValueError(f"size is {size!r}; (n_H, n_W) in pixels is needed")
    n_H, n_W = (whole_number("size", side, least=1) for side in size)
    return np.array([n_W, n_H], float)
