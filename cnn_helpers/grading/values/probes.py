"""Probes: a question's own way to call a student's function, sent as text to where that function lives."""

from __future__ import annotations

import ast
import builtins
import dis
import inspect
import textwrap
from collections.abc import Callable, Iterator
from types import CodeType


def source_of(probe: Callable) -> str:
    """The probe's source text. Raises ValueError unless it is one plain function that stands alone."""
    if getattr(probe, "__name__", "") == "<lambda>":
        raise ValueError("a probe is to be one function made with def, and no lambda")
    try:
        text = textwrap.dedent(inspect.getsource(probe))
    except (OSError, TypeError):
        raise ValueError(f"the probe {probe!r} has no source text; a function in a file is needed") from None
    check_source(text)
    return text


def check_source(text: str) -> None:
    """Raises ValueError that names what the probe uses and neither defines nor imports itself.

    >>> check_source("def probe(function, x):\\n    return np.sum(function(x))")
    Traceback (most recent call last):
    ...
    ValueError: the probe `probe` uses np, which it neither defines nor imports inside itself
    """
    name = _name(text)
    used = set(global_names(compile(text, "<probe>", "exec"))) - set(dir(builtins)) - {name}
    if used:
        raise ValueError(
            f"the probe `{name}` uses {', '.join(sorted(used))}, which it neither defines nor imports inside itself"
        )


def _name(text: str) -> str:
    """The name of the one function that the text defines."""
    try:
        body = ast.parse(text).body
    except SyntaxError:  # a lambda's line, cut out of an expression
        body = []
    if len(body) != 1 or not isinstance(body[0], ast.FunctionDef):
        raise ValueError("a probe is to be one function made with def, and no lambda")
    return body[0].name


def global_names(code: CodeType) -> Iterator[str]:
    """The names that code looks up outside of itself; no attributes."""
    for instruction in dis.get_instructions(code):
        if instruction.opname in ("LOAD_GLOBAL", "LOAD_NAME"):
            yield instruction.argval
    for inner in code.co_consts:
        if isinstance(inner, CodeType):
            yield from global_names(inner)


def probed(function: Callable, source: str | None) -> Callable:
    """`function` as the probe calls it; the function itself where a question has no probe.

    >>> probed(abs, "def twice(function, x):\\n    return 2 * function(x)")(-4)
    8
    """
    if not source:
        return function
    namespace: dict = {"__name__": "probe"}
    exec(compile(source, "<probe>", "exec"), namespace)
    probe = namespace[_name(source)]
    return lambda *args: probe(function, *args)
