"""The student's side of judging, inside the sandbox: calls their functions and sends back what they answer.

Whatever runs here may have been tampered with by the notebook; all that leaves is plain data, and all that is
believed about it is what it says. Expected answers are never here.
"""

from __future__ import annotations

import socket
import sys
import traceback
from collections.abc import Callable
from typing import TYPE_CHECKING, Any

from ..judging.forbidden_modules import Finder, without
from ..judging.judge import helpers_called, overwritten_in
from ..values import wire
from ..values.answers import Caller, NotPlain, Outcome, plain
from ..values.gradients import holds_tensors, through
from ..values.keras_blocks import marked, placeholder
from ..values.keras_values import inputs_in
from ..values.limits import MB
from ..values.probes import probed

if TYPE_CHECKING:
    from IPython.core.interactiveshell import InteractiveShell

CODE = "__import__('cnn_helpers.grading.running.function_server', fromlist=['answer']).answer()"

RESERVE = (
    8 * MB
)  # of memory that cells cannot take: a cell that fills all of it leaves the server room to answer

_reserves: list[
    bytearray
] = []  # one is let go when a question comes, the other when its answer meets no memory
_channel: socket.socket  # both there after `prepare`
_shell: InteractiveShell


def prepare(channel: socket.socket, shell: InteractiveShell, forbidden: list[str], output_mb: float) -> None:
    """Called once, before the first cell: remember where to answer, and stand in for forbidden modules."""
    global _channel, _shell
    _channel, _shell = channel, shell
    if shell.history_manager is not None:
        shell.history_manager.outputs = _NothingKept()
    bound_output(shell, int(1.05 * output_mb * MB))
    _hold()
    sys.meta_path.insert(0, Finder(tuple(forbidden)))
    wire.send(_channel, {"ready": True})


class _NothingKept(dict):
    """Where IPython 9 puts a copy of all that cells print and show, for ever: a long output fills the memory."""

    def __missing__(self, key: object) -> list:
        return []


def bound_output(shell: InteractiveShell, most: int) -> None:
    """Let a cell print a little more than the grader takes, and drop the rest here.

    A courtesy to loops that print without end; the grader counts for itself.
    """
    left = {"characters": most}

    def bounded(write: Callable[[str], int]) -> Callable[[str], int]:
        def write_some(text: str) -> int:
            write(text[: left["characters"]])
            left["characters"] -= min(len(text), left["characters"])
            return len(text)

        return write_some

    for stream in (sys.stdout, sys.stderr):
        stream.write = bounded(stream.write)  # type: ignore[method-assign]  # this stream alone is bounded
    shell.events.register("pre_run_cell", lambda info: left.update(characters=most))


def answer() -> None:
    """Serve questions until the grader says that it has none left; run by the grader in the kernel."""
    _let_go()
    while asked := wire.receive(_channel, trusted=True):
        try:
            _answer(asked)
        except KeyboardInterrupt:
            wire.send(_channel, {"stamp": asked["stamp"], "stopped": True})
        except Exception:  # after the last outcome, in tidying: what was said stands, and more may be asked
            traceback.print_exc()
    _hold()


def _hold() -> None:
    """Take what is missing of the reserve, as far as there is memory."""
    try:
        while len(_reserves) < 2:
            _reserves.append(bytearray(RESERVE))
    except MemoryError:
        return


def _let_go() -> None:
    if _reserves:
        _reserves.pop()


def _answer(asked: dict) -> None:
    namespace, name, stamp = _shell.user_ns, asked["ask"], asked["stamp"]
    function = namespace.get(name)
    found = {"stamp": stamp, "callable": callable(function), "kind": type(function).__name__[:60]}
    found["overwritten"] = overwritten_in(function, namespace)
    wire.send(_channel, found | {"helpers": helpers_called(function, tuple(asked["helpers"]))})
    if not callable(function):
        return
    own = {helper: namespace[helper] for helper in asked["mended"] if helper in namespace}
    namespace.update({helper: _asked_outside(helper, stamp) for helper in asked["mended"]})
    call = Caller(probed(function, asked["probe"]), asked["seconds"])
    try:
        with without(tuple(asked["forbidden"]), namespace):
            for args in asked["cases"]:
                wire.send(_channel, {"stamp": stamp, "outcome": _outcome(call, args)})
    finally:
        for helper in asked["mended"]:
            namespace.pop(helper, None)
        namespace.update(own)


def _outcome(call: Caller, args: tuple) -> list:
    """What a call ends with, as it is sent; in a full memory not even an exception may be told of otherwise."""
    try:
        return _told(call(args))
    except MemoryError:
        _let_go()
        return _told(Outcome(error="MemoryError"))


def _told(outcome: Outcome) -> list:
    return [outcome.value, outcome.error, outcome.text, outcome.line, outcome.changed]


def _asked_outside(helper: str, stamp: str) -> Callable:
    """A function that has the grader compute a right helper's answer: the right code itself never comes here."""

    def ask(args: tuple, kwargs: dict, gradient: list | None = None) -> Any:
        try:
            given = plain(marked((tuple(args), kwargs)))
        except NotPlain as problem:
            raise TypeError(f"{helper}: {problem}") from None
        frame = {"stamp": stamp, "helper": helper, "args": given}
        wire.send(_channel, frame | ({} if gradient is None else {"gradient": gradient}))
        value, error, text = wire.receive(_channel, trusted=True)
        if error:
            raise RuntimeError(f"{helper} raises {error}: {text}")
        return value

    def stand_in(*args: Any, **kwargs: Any) -> Any:
        symbols = list(inputs_in((args, kwargs)))
        if symbols:
            return placeholder(ask(args, kwargs), symbols)
        return through(ask, args, kwargs) if holds_tensors((args, kwargs)) else ask(args, kwargs)

    stand_in.__name__ = helper
    return stand_in
