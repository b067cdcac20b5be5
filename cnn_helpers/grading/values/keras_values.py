"""Keras's objects on their way in and out of a student's function; nothing here imports Keras before it meets one.

A case holds `symbol(...)` and `model(...)` as plain data; they become a `keras.Input` and a `keras.Model` where
the function is called. A model, a symbolic tensor or a History that comes back becomes plain data again.
"""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from types import FunctionType
from typing import Any

MODEL, COMPILED = "keras model", "compiled"
LONGEST = 3_000_000  # characters of one configuration; ResNet-152's has about 500,000


class NotPlain(ValueError):
    """The answer holds something that is not numbers, text, or a tuple, list or dict of them."""


@dataclass(frozen=True)
class Symbol:
    """Stands for `keras.Input(shape, dtype=dtype)` in a case's arguments; the batch is left out of `shape`."""

    shape: tuple[int | None, ...]
    dtype: str = "float32"

    def made(self) -> Any:
        """The symbolic tensor, made where the function is called."""
        import keras

        return keras.Input(self.shape, dtype=self.dtype)


@dataclass(frozen=True)
class ModelArgument:
    """Stands for a Keras model in a case's arguments: its configuration, compiled or not, and a seed."""

    config: str
    compiled: str | None = None
    seed: int = 0

    def made(self) -> Any:
        """The model, rebuilt and compiled where the function is called; the seed settles its first weights."""
        import keras

        keras.utils.set_random_seed(self.seed)
        rebuilt = keras.saving.deserialize_keras_object(json.loads(self.config), safe_mode=True)
        if self.compiled:
            rebuilt.compile_from_config(json.loads(self.compiled))
        return rebuilt


def symbol(shape: Sequence[int | None], dtype: str = "float32") -> Symbol:
    """A case's argument that is a symbolic tensor of `shape` (without the batch) where the function is called.

    >>> symbol((32, 32, 3))
    Symbol(shape=(32, 32, 3), dtype='float32')
    """
    if not isinstance(shape, tuple | list) or not all(n is None or (type(n) is int and n > 0) for n in shape):
        raise ValueError(f"a symbol of shape {shape!r}; a tuple of whole numbers above 0 (or None) is needed")
    return Symbol(tuple(shape), dtype)


def model(config: str | dict, compiled: str | None = None, seed: int = 0) -> ModelArgument:
    """A case's argument that is a Keras model where the function is called.

    `config` is the JSON text of its configuration, or the dict that `answers.plain` makes of a model.
    Raises ValueError when the text is no JSON of a Keras object.
    """
    text = config.get(MODEL, "") if isinstance(config, dict) else config
    if isinstance(config, dict):
        compiled = config.get(COMPILED)
    for part in (text, compiled or "{}"):
        try:
            known = isinstance(json.loads(part), dict)
        except (TypeError, ValueError):
            known = False
        if not known:
            raise ValueError(f"the configuration {str(part)[:60]!r} is no JSON of a Keras model")
    return ModelArgument(text, compiled, seed)


def _kind(*names: str) -> type | None:
    """A class of Keras if Keras is loaded (and not a stand-in that raises); None otherwise."""
    found = sys.modules.get("keras")
    for name in names:
        found = getattr(found, name, None)
    return found if isinstance(found, type) else None


def _is(value: object, *names: str) -> bool:
    kind = _kind(*names)
    return kind is not None and isinstance(value, kind)


def is_symbolic(value: object) -> bool:
    """Whether this is a tensor of a network that is being built, without numbers."""
    return _is(value, "KerasTensor")


def is_model(value: object) -> bool:
    return _is(value, "Model")


def is_history(value: object) -> bool:
    return _is(value, "callbacks", "History")


def inputs_in(args: object) -> Iterator:
    """The symbolic tensors among a call's arguments, in order."""
    if is_symbolic(args):
        yield args
    elif isinstance(args, tuple | list):
        for part in args:
            yield from inputs_in(part)
    elif isinstance(args, dict):
        for part in args.values():
            yield from inputs_in(part)


def network(outputs: Any, inputs: tuple) -> dict:
    """The model from a call's symbolic arguments to the symbolic tensors it returned, as plain data."""
    import keras

    if not inputs:
        raise NotPlain("a symbolic tensor, where no symbolic tensor was given")
    ins = list(inputs) if len(inputs) > 1 else inputs[0]
    try:
        built = keras.Model(ins, list(outputs) if isinstance(outputs, tuple | list) else outputs)
    except Exception as problem:
        if "unique" in str(problem):
            raise NotPlain(f"a network in which names occur twice: {str(problem)[:160]}") from None
        raise NotPlain("a tensor that does not come from the one that was given") from None
    return plain_model(built)


def plain_model(built: Any) -> dict:
    """A model's configuration and compile configuration as JSON texts; weights stay behind.

    Raises NotPlain for a model without a configuration (a subclass that does not say how it is made), for one with
    an activation function that is neither Keras's nor TensorFlow's, and for one of more than 3,000,000 characters.
    """
    import keras

    _refuse_own_activations(built)
    try:
        config = keras.saving.serialize_keras_object(built)
        compiled = config.pop("compile_config", None) if isinstance(config, dict) else None
        texts = [json.dumps(config), json.dumps(compiled) if compiled and built.compiled else None]
    except Exception as problem:
        raise NotPlain(
            f"a model that cannot be written down ({type(problem).__name__}); build it from Keras's own layers, "
            "as Sequential or as keras.Model(inputs, outputs)"
        ) from None
    longest = max(len(text or "") for text in texts)
    if longest > LONGEST:
        raise NotPlain(f"a model of {longest:,} characters; at most {LONGEST:,} are judged")
    return dict(zip((MODEL, COMPILED), texts, strict=True))


def _refuse_own_activations(built: Any) -> None:
    """Raises NotPlain for a function of one's own: one called `relu` is written down as Keras's is, by its name."""
    for layer in getattr(built, "_flatten_layers", list)():
        for which in ("activation", "recurrent_activation"):
            function = getattr(layer, which, None)
            home = str(getattr(function, "__module__", "")).partition(".")[0]
            if isinstance(function, FunctionType) and home not in ("keras", "tensorflow"):
                raise NotPlain("an activation is a function of your own; use one of Keras's by its name")


def is_plain_model(value: object) -> bool:
    """Whether plain data is what `plain_model` makes of a model."""
    return (
        type(value) is dict
        and set(value) == {MODEL, COMPILED}
        and isinstance(value[MODEL], str)
        and (value[COMPILED] is None or isinstance(value[COMPILED], str))
    )
