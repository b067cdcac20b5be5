"""Pictures to train on: small ones with a mark somewhere."""

from __future__ import annotations

import numpy as np

MARKS = np.array(
    [
        [[1, 1, 1], [0, 0, 0], [1, 1, 1]],
        [[1, 0, 1], [1, 0, 1], [1, 0, 1]],
        [[1, 0, 0], [0, 1, 0], [0, 0, 1]],
        [[0, 1, 0], [1, 1, 1], [0, 1, 0]],
    ]
)


def marked(rng, n: int, side: int, classes: int, second_channel: bool) -> tuple[np.ndarray, np.ndarray]:
    """(pictures, labels): n pictures of bytes with two channels, a mark somewhere in the first one.

    The second channel is dark, or else full of noise.
    """
    pictures = np.zeros((n, side, side, 2), dtype="uint8")
    pictures[..., 0] = rng.integers(0, 90, (n, side, side))
    labels = rng.permutation(np.arange(n) % classes)
    for picture, label in zip(pictures, labels, strict=True):
        row, column = rng.integers(0, side - 2, 2)
        bright = rng.integers(150, 256)
        window = picture[row : row + 3, column : column + 3, 0]
        window[:] = np.where(MARKS[label] > 0, bright, window)
    if second_channel:
        pictures[..., 1] = rng.integers(0, 256, (n, side, side))
    return pictures, labels


def as_text(pictures: np.ndarray) -> tuple:
    """Bytes as (shape, text): hashable, so that a network is trained on them once for all families."""
    return pictures.shape, pictures.tobytes().hex()
