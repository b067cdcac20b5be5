"""Features of a frozen network, computed once and kept on disk: training a head then costs next to nothing."""

from __future__ import annotations

import hashlib
import json
import os
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.files import replacing

if TYPE_CHECKING:
    import keras


def cached_features(
    model: keras.Model, X: ArrayLike, folder: str | os.PathLike[str], batch_size: int = 32
) -> NDArray:
    """Return model.predict(X), from `folder` when the same model has seen the same data before.

    model: a Keras model with one output, in inference mode; X: (m, ...); folder: made when missing. Files
    are plain .npy, named by a digest of the model's architecture, its weights and the data: when any of
    them changes, another file is made. A file that is cut short or holds anything but numbers is made anew.
    Raises ValueError for X without examples, OSError when the folder cannot be written.
    """
    X = np.ascontiguousarray(X)
    if X.ndim == 0 or len(X) == 0:
        raise ValueError(f"X has shape {X.shape}; at least one example is needed")
    path = Path(folder) / f"{digest(model, X)}.npy"
    features = _read(path, len(X))
    if features is None:
        features = model.predict(X, batch_size=batch_size, verbose=0)
        path.parent.mkdir(parents=True, exist_ok=True)
        with replacing(path) as file:
            np.save(file, features, allow_pickle=False)
    return features


def digest(model: keras.Model, X: NDArray) -> str:
    """Return the name under which features of X are kept: a digest of architecture, weights and data."""
    hashed = hashlib.sha256(_architecture(model).encode())
    for array in (*model.get_weights(), X):
        array = np.ascontiguousarray(array)
        hashed.update(f"{array.dtype.str}{array.shape}".encode())
        hashed.update(array.data)
    return hashed.hexdigest()[:32]


def _architecture(model: keras.Model) -> str:
    """The model's configuration without the names that Keras counts up: the same network built twice is the same."""

    def unnamed(value: Any) -> Any:
        if isinstance(value, dict):
            return {key: unnamed(part) for key, part in sorted(value.items()) if key not in NAMES}
        if isinstance(value, (list, tuple)):
            return [unnamed(part) for part in value if not isinstance(part, str) or part not in layers]
        return value

    layers = {layer.name for layer in model._flatten_layers()}
    return json.dumps(unnamed(json.loads(model.to_json())), sort_keys=True)


NAMES = ("name", "keras_history", "build_config", "compile_config", "registered_name", "keras_version")


def _read(path: Path, examples: int) -> NDArray | None:
    try:
        features = np.load(path, allow_pickle=False)
    except (OSError, ValueError, EOFError):
        return None
    return features if features.dtype.kind == "f" and features.ndim and len(features) == examples else None
