"""Arguments that are too many numbers to be written down: what a function of an installed module makes of a few."""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from functools import lru_cache
from typing import Any


@dataclass(frozen=True)
class Made:
    """Stands for what `function` ("module:name") returns for `args` and the `named` ones, (name, value) pairs.

    `item` takes one of several returned things.
    """

    function: str
    args: tuple = ()
    named: tuple[tuple[str, object], ...] = ()
    item: int | None = None

    def made(self) -> Any:
        """The value, computed here; a second call for the same arguments costs nothing."""
        value = _called(self.function, self.args, self.named)
        return value if self.item is None else value[self.item]


def made(
    function: str,
    *args: bool | float | str | None,
    item: int | None = None,
    **named: bool | float | str | None,
) -> Made:
    """A case's argument (or its labels) that a function of an installed module makes: pictures by their seed.

    What students get of a public case is the function's name and arguments; a hidden case is made by the grader, so
    that neither its seed nor its labels reach a student's process.

    >>> made("builtins:range", 3, 6).made()
    range(3, 6)
    """
    module, _, name = function.partition(":")
    if not module or not name:
        raise ValueError(f"the function {function!r}; 'module:name' is needed")
    if not all(arg is None or isinstance(arg, bool | int | float | str) for arg in (*args, *named.values())):
        raise ValueError(f"{function} is given {args!r} and {named!r}; numbers and texts are needed")
    return Made(function, args, tuple(named.items()), item)


def values(value: Any) -> Any:
    """`value` with every `made(...)` in it replaced by what it stands for."""
    if isinstance(value, Made):
        return value.made()
    if isinstance(value, tuple | list):
        return type(value)(values(part) for part in value)
    return {key: values(part) for key, part in value.items()} if isinstance(value, dict) else value


@lru_cache(maxsize=8)
def _called(function: str, args: tuple, named: tuple) -> Any:
    module, _, name = function.partition(":")
    return getattr(importlib.import_module(module), name)(*args, **dict(named))
