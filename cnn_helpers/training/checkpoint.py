"""Where a training stands after an epoch, kept so that it goes on as if nothing had happened."""

from __future__ import annotations

import io
import json
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np

from cnn_helpers.files import write_whole

if TYPE_CHECKING:
    import keras


class Checkpoint:
    """The file that holds all variables of a model and its optimizer, and the log's lines so far.

    path: an .npz; version: what must not have changed since it was written, such as a recipe's hash.
    """

    def __init__(self, path: Path, version: str) -> None:
        self.path, self.version = path, version
        self.aside = path.with_name(path.name + ".old")
        self.set_aside = False

    def save(self, model: keras.Model, state: dict[str, Any]) -> None:
        """Write the model's variables, the optimizer's, and `state`, which JSON can hold."""
        arrays = {f"{place:04d}": np.asarray(v) for place, v in enumerate(_variables(model))}
        text = json.dumps({"version": self.version, **state})
        file = io.BytesIO()
        np.savez(file, allow_pickle=False, state=np.array(text), **arrays)
        write_whole(self.path, file.getvalue())

    def restore(self, model: keras.Model) -> dict[str, Any] | None:
        """Fill a compiled model and its optimizer, and return the state; None when there is nothing to go on from.

        A file that is damaged or of another version is set aside: `.old` is added to its name, and `set_aside` is
        true from then on.
        """
        if not self.path.is_file():
            return None
        try:
            with np.load(self.path, allow_pickle=False) as file:
                state = json.loads(str(file["state"]))
                arrays = [file[key] for key in sorted(set(file.files) - {"state"})]
        except Exception:  # a damaged zip raises many kinds
            state, arrays = {}, []
        variables = _variables(model)
        if state.get("version") != self.version or len(arrays) != len(variables):
            self.path.replace(self.aside)
            self.set_aside = True
            return None
        for variable, array in zip(variables, arrays, strict=True):
            variable.assign(array)
        return state

    def remove(self) -> None:
        """Take the file away; the training is done."""
        self.path.unlink(missing_ok=True)


def _variables(model: keras.Model) -> list[keras.Variable]:
    """All that changes while a model trains, random states and the optimizer's moments too."""
    model.optimizer.build(model.trainable_variables)
    return [*model.variables, *model.optimizer.variables]
