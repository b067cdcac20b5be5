"""Several answers averaged into one: of several networks, or of one network about ten pieces of an image."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.data.augmentation import ten_crop

if TYPE_CHECKING:
    import keras


def ensemble_predict(models: Iterable[keras.Model], X: ArrayLike, batch_size: int = 32) -> NDArray:
    """Return the mean of several networks' probabilities, (m, classes).

    models: Keras models of one output shape; X: (m, ...). Averaging makes fewer mistakes only as far as the
    networks make different ones. Raises ValueError without models or when their outputs differ in shape.
    """
    answers = [model.predict(X, batch_size=batch_size, verbose=0) for model in models]
    shapes = {answer.shape for answer in answers}
    if len(shapes) != 1:
        raise ValueError(f"the models' outputs have the shapes {sorted(shapes)}; one shape is needed")
    return np.mean(answers, axis=0)


def ten_crop_predict(
    model: keras.Model, images: Sequence[ArrayLike] | NDArray, batch_size: int = 40
) -> NDArray:
    """Return a network's probabilities averaged over ten pieces of each image, (m, classes).

    model: a Keras model of inputs (size, size, C) or (height, width, C); images: (m, H, W, C), at least as
    large. Raises ValueError for smaller images. Source: Krizhevsky and others 2012, section 4.1.
    """
    size = model.inputs[0].shape[1:3]
    pieces = np.concatenate([ten_crop(image, size) for image in images])
    answers = model.predict(pieces, batch_size=batch_size, verbose=0)
    return answers.reshape(len(images), 10, -1).mean(axis=1)
