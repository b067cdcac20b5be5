"""Handwritten digits: 1,797 real images of 8 x 8 pixels that scikit-learn carries, so no download is needed.

Source: E. Alpaydin and C. Kaynak, Optical Recognition of Handwritten Digits, UCI Machine Learning Repository
(1998), its test part: 32 x 32 bitmaps of 13 writers, counted in blocks of 4 x 4 to values from 0 to 16.
"""

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.layers.normalization import input_statistics, normalize_inputs


@dataclass(frozen=True)
class Digits:
    """The digits: X_* (m, 8, 8, 1) float32, y_* (m,) from 0 to 9, images_* (m, 8, 8) from 0 to 16.

    X is normalised by `mean` and `std`, both (1, 1, 1, 1), of the training set; images are as they were.
    """

    X_train: np.ndarray
    y_train: np.ndarray
    X_dev: np.ndarray
    y_dev: np.ndarray
    X_test: np.ndarray
    y_test: np.ndarray
    mean: np.ndarray
    std: np.ndarray
    images_train: np.ndarray
    images_dev: np.ndarray
    images_test: np.ndarray


def digits(seed: int = 0, test_size: int = 360, dev_size: int = 0) -> Digits:
    """Return the digits split at random, with every digit's share alike in all parts.

    seed: of the split; test_size, dev_size: examples set aside; the test set does not depend on dev_size.
    A part set aside is empty or has at least 10 examples. Raises ValueError for other sizes.

    >>> data = digits()
    >>> data.X_train.shape, data.X_test.shape
    ((1437, 8, 8, 1), (360, 8, 8, 1))
    >>> np.bincount(data.y_test).tolist()
    [36, 36, 35, 37, 36, 37, 36, 36, 35, 36]
    """
    from sklearn.datasets import load_digits

    loaded = load_digits()
    images, labels = loaded.images.astype(np.float32), loaded.target.astype(np.int64)
    whole_number("seed", seed, least=0)
    rest, test = _split(np.arange(len(labels)), labels, "test_size", test_size, seed)
    train, dev = _split(rest, labels, "dev_size", dev_size, seed)
    mean, std = input_statistics(images[train, :, :, None], axis=(0, 1, 2))
    parts = {}
    for name, positions in (("train", train), ("dev", dev), ("test", test)):
        parts[f"X_{name}"] = normalize_inputs(images[positions, :, :, None], mean, std)
        parts[f"y_{name}"] = labels[positions]
        parts[f"images_{name}"] = images[positions]
    return Digits(mean=mean, std=std, **parts)


def _split(positions: NDArray, labels: NDArray, name: str, size: int, seed: int) -> tuple[NDArray, NDArray]:
    """Return the positions that stay and those set aside."""
    from sklearn.model_selection import train_test_split

    size = whole_number(name, size, least=0)
    if size == 0:
        return positions, positions[:0]
    if not 10 <= size <= len(positions) - 10:
        raise ValueError(f"{name} is {size}; 0 or a number from 10 to {len(positions) - 10} is needed")
    stay, aside = train_test_split(positions, test_size=size, stratify=labels[positions], random_state=seed)
    return stay, aside
