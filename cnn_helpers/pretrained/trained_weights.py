"""Weights that the course trained itself: NAME.npz beside NAME.json, the log of the training that made them."""

from __future__ import annotations

import hashlib
import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

if TYPE_CHECKING:
    import keras


FOLDER = Path(__file__).with_name("trained")
MAKE = "make them: cnn-course train"


def trained_names(folder: Path = FOLDER) -> list[str]:
    """Return the names of the weights that lie in a folder; those that ship with the course when none is given."""
    return sorted(path.stem for path in folder.glob("*.npz"))


def load_trained(name: str, model: keras.Model, folder: Path = FOLDER) -> keras.Model:
    """Fill a Keras model with shipped weights, in place, and return it.

    name: such as "detector"; folder: where NAME.npz and its log NAME.json lie. Raises FileNotFoundError when
    one of them is missing, OSError when the weights are not those of the log, and ValueError when the model's
    variables are others, in number, kind or shape.
    """
    return unpack(whole_file(name, folder), model, name)


def whole_file(name: str, folder: Path = FOLDER) -> bytes:
    """Return the bytes of NAME.npz, once they were found to be those of its log; raises what `load_trained` says."""
    path = folder / f"{name}.npz"
    if not path.is_file():
        raise FileNotFoundError(f"{path} is missing; {MAKE} {name} --out {folder}")
    content = path.read_bytes()
    if hashlib.sha256(content).hexdigest() != read_log(name, folder)["sha256"]["weights"]:
        raise OSError(f"{path} is not the file of its log {name}.json (its SHA-256 differs)")
    return content


def read_log(name: str, folder: Path = FOLDER) -> dict[str, Any]:
    """Return the log of the training that made `name`. Raises FileNotFoundError when there is none, OSError when
    it is damaged.
    """
    path = folder / f"{name}.json"
    if not path.is_file():
        raise FileNotFoundError(
            f"{path}, the log of {name}'s training, is missing; {MAKE} {name} --out {folder}"
        )
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except ValueError as problem:
        raise OSError(f"{path} is damaged: {problem}") from None


def packed(model: keras.Model) -> bytes:
    """Return the bytes of an .npz of a model's weights as float16, in the model's order.

    Raises ValueError for weights that float16 cannot hold.
    """
    arrays = {}
    for place, variable in enumerate(model.weights):
        values = np.asarray(variable, np.float32)
        if not (np.abs(values) < np.finfo(np.float16).max).all():
            raise ValueError(
                f"{variable.path} holds values beyond float16 or none at all; it cannot be packed"
            )
        arrays[f"{place:03d}-{variable.name}"] = values.astype(np.float16)
    file = io.BytesIO()
    np.savez_compressed(file, allow_pickle=False, **arrays)
    return file.getvalue()


def unpack(content: bytes, model: keras.Model, name: str = "this") -> keras.Model:
    """Fill a model with weights that `packed` packed, in place, and return it.

    name: of the weights, for the text of the ValueError that other variables raise.
    """
    with np.load(io.BytesIO(content), allow_pickle=False) as file:
        arrays = {key: file[key] for key in sorted(file.files)}
    given = [f"{key.split('-')[1]} {array.shape}" for key, array in arrays.items()]
    needed = [f"{variable.name} {tuple(variable.shape)}" for variable in model.weights]
    if given != needed:
        place = next(
            (k for k, pair in enumerate(zip(given, needed, strict=False)) if len(set(pair)) > 1), None
        )
        differ = f"{len(given)} variables" if place is None else f"{given[place]} at place {place}"
        wanted = f"{len(needed)}" if place is None else needed[place]
        raise ValueError(f"{name}.npz holds {differ}; {wanted} is needed by {model.name}")
    model.set_weights([array.astype(np.float32) for array in arrays.values()])
    return model
