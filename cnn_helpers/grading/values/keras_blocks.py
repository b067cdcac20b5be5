"""Right blocks of networks for callers whose own helper is wrong, without their code near a student's.

A caller that is judged with a mended helper calls a stand-in. Given symbolic tensors it asks the grader, which has
the right helper build its block where no student's code is, and keeps that block. The caller goes on with a
placeholder: a layer without weights that knows the shapes of what comes out. In the network that the caller returns
the grader puts the block in the placeholder's place (see `keras_models.graph`), and only then looks at it.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from .array_models import ArrayModel, described_model, is_described
from .keras_values import MODEL, NotPlain, Symbol, is_plain_model, is_symbolic, symbol

TENSOR, DTYPE = "symbolic tensor", "dtype"
BLOCKS = "blocks"  # in a plain model: the right blocks by their numbers
PLACEHOLDER, NUMBER = "RightBlock", "block"
MOST_BLOCKS, MOST_CHARACTERS = 1000, 50_000_000  # kept for one question


# Where the student's code is.


def marked(value: Any) -> Any:
    """Arguments with a mark in the place of each symbolic tensor and of each model of plain numbers."""
    if is_symbolic(value):
        return {TENSOR: tuple(value.shape), DTYPE: str(value.dtype)}
    if isinstance(value, ArrayModel):
        return value.described()
    if isinstance(value, tuple | list):
        return tuple(marked(part) for part in value)
    return {key: marked(part) for key, part in value.items()} if isinstance(value, dict) else value


def placeholder(told: dict, tensors: list) -> Any:
    """The symbolic tensors that a placeholder for the block `told` gives; alone or together as the helper does."""
    import keras

    class RightBlock(keras.layers.Layer):
        def compute_output_spec(self, inputs: list) -> list:
            return [
                keras.KerasTensor(shape, dtype=dtype)
                for shape, dtype in zip(told["shapes"], told["dtypes"], strict=True)
            ]

        def get_config(self) -> dict:
            return {"name": self.name, NUMBER: told[NUMBER]}

    outputs = RightBlock()(tensors)
    return tuple(outputs) if told["together"] else outputs[0]


# Where the right helper is.


def describing(function: Callable) -> Callable:
    """The right helper with what the caller must know beside its block: the shapes of what comes out."""

    def described(*args: Any) -> dict:
        value = function(*args)
        parts = value if isinstance(value, tuple | list) else (value,)
        if not parts or not all(map(is_symbolic, parts)):
            raise NotPlain("it does not return symbolic tensors alone, and cannot be stood in for")
        return {
            "network": value,
            "shapes": tuple(tuple(part.shape) for part in parts),
            "dtypes": tuple(str(part.dtype) for part in parts),
            "together": isinstance(value, tuple | list),
        }

    return described


def named(function: Callable, names: tuple[str, ...]) -> Callable:
    """`function` with its last arguments given by name: all of a call's tensors stand among the positional ones."""
    if not names:
        return function
    return lambda *args: function(*args[: -len(names)], **dict(zip(names, args[-len(names) :], strict=True)))


# Where neither is: the grader.


def unmarked(value: Any) -> Any:
    """Arguments with a Symbol or a model for each mark. Raises ValueError for a mark that is none."""
    if is_described(value):
        return described_model(value)
    if isinstance(value, dict) and set(value) == {TENSOR, DTYPE}:
        shape, dtype = value[TENSOR], value[DTYPE]
        if not isinstance(shape, tuple) or not shape or shape[0] is not None or not isinstance(dtype, str):
            raise ValueError("a symbolic tensor without a batch, or without a type")
        return symbol(shape[1:], dtype[:20])
    if isinstance(value, tuple | list):
        return type(value)(unmarked(part) for part in value)
    return {key: unmarked(part) for key, part in value.items()} if isinstance(value, dict) else value


def holds_symbols(value: object) -> bool:
    if isinstance(value, tuple | list):
        return any(map(holds_symbols, value))
    return any(map(holds_symbols, value.values())) if isinstance(value, dict) else isinstance(value, Symbol)


class Blocks:
    """The right blocks that one question's stand-ins were given."""

    def __init__(self) -> None:
        self.texts: dict[str, str] = {}

    def keep(self, described: dict) -> dict:
        """Keep a block; returns what the student's process may know of it. Raises ValueError when they are too many."""
        text = described["network"][MODEL]
        if len(self.texts) >= MOST_BLOCKS or sum(map(len, self.texts.values())) > MOST_CHARACTERS:
            raise ValueError(f"more than {MOST_BLOCKS:,} blocks of one network, or too large ones")
        number = f"right-block-{len(self.texts) + 1}"
        self.texts[number] = text
        return {NUMBER: number} | {key: described[key] for key in ("shapes", "dtypes", "together")}

    def put_into(self, answer: dict) -> dict:
        """A plain model beside those blocks that it names."""
        used = {number: text for number, text in self.texts.items() if f'"{number}"' in answer[MODEL]}
        return answer | {BLOCKS: used} if used and is_plain_model(answer) else answer
