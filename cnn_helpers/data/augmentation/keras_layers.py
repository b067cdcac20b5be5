"""The same changes as Keras preprocessing layers, which work on batches, in a pipeline or inside a model."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnn_helpers.data.augmentation.chain import Augmentation

if TYPE_CHECKING:
    import keras


def keras_augmentation(settings: Augmentation | None = None, seed: int | None = None) -> keras.Sequential:
    """Return a keras.Sequential that changes images while training and leaves them alone otherwise.

    settings: Augmentation; where it crops, Keras moves and fills up instead, so that the size stays; it leans to
    one side only. seed: for the draws. Images are (m, H, W, 3), floats from 0 to 1. Raises ValueError for other
    settings.
    """
    settings = Augmentation() if settings is None else settings
    if not isinstance(settings, Augmentation):
        raise ValueError(f"settings is {settings!r}; an Augmentation is needed")
    from keras import Sequential, layers

    moved = 1 - settings.cropped
    chain = [
        layers.RandomFlip("horizontal", seed=seed) if settings.mirrored else None,
        layers.RandomRotation(settings.degrees / 360, "nearest", seed=seed) if settings.degrees else None,
        layers.RandomShear(float(np.tan(np.deg2rad(settings.leaning))), fill_mode="nearest", seed=seed)
        if settings.leaning
        else None,
        layers.RandomTranslation(moved / 2, moved / 2, "nearest", seed=seed) if moved else None,
        layers.RandomBrightness(settings.colour, value_range=(0, 1), seed=seed) if settings.colour else None,
    ]
    return Sequential(
        [layer for layer in chain if layer is not None] or [layers.Identity()], name="augmentation"
    )
