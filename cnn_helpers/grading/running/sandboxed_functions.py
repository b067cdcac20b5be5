"""The trusted side of judging: asks a sandboxed notebook's functions, and believes no more than plain data."""

from __future__ import annotations

import builtins
import secrets
import select
import socket
from collections.abc import Callable

from ..keras_models import reported
from ..values import wire
from ..values.answers import LONGEST_LINE, LONGEST_TEXT, PATIENCE, Outcome
from ..values.generated_arguments import values
from ..values.gradients import PROBE as PULLED_THROUGH
from ..values.keras_blocks import Blocks, holds_symbols, unmarked
from .grading_task import GradingTask
from .right_helpers import Oracle

GRACE_SECONDS = 15  # beside a call's own time: first uses of a library, a busy machine
STOPPING_SECONDS = 3
MOST_HELPER_CALLS = 200_000


class Stuck(Exception):
    """The sandbox answers no more; what is left to do is to end it."""


class Garbled(Exception):
    """The sandbox sent what it was not asked for."""


class SandboxedFunctions:
    """One sandboxed student, as `judge.StudentFunctions`. `interrupt` sends the kernel what Ctrl-C would."""

    def __init__(
        self,
        channel: socket.socket,
        task: GradingTask,
        oracle: Oracle,
        inspect: Callable,
        interrupt: Callable[[], None],
    ):
        self.channel, self.task, self.oracle = channel, task, oracle
        self.inspect, self.interrupt = inspect, interrupt
        self.given_up: dict[str, str] = {}  # questions that end the kernel: why they are asked no more
        self.judged: set[str] = set()
        self.failed: dict[str, str] = {}  # questions whose own cells ended with an exception: what it said
        self.helpers: dict[str, list[str]] = {}
        self.overwritten: dict[str, list[str]] = {}
        self.remarks: list[str] = []
        self._helper_calls = 0
        self._blocks = Blocks()

    def ready(self, seconds: float) -> None:
        """Wait until the kernel is up. Raises Stuck."""
        try:
            wire.receive(self.channel, 1000, seconds)
        except (wire.BadFrame, EOFError, OSError) as problem:
            raise Stuck(str(problem)) from None

    def begin(self) -> None:
        """Forget what the notebook may have written to the channel unasked."""
        while select.select([self.channel], [], [], 0)[0]:
            self.channel.setblocking(False)
            try:
                if not self.channel.recv(2**20):
                    return
            except OSError:
                return
            if "wrote to the grader's channel" not in self.remarks:
                self.remarks.append("wrote to the grader's channel")

    def end(self) -> None:
        """Let the kernel go on with the notebook."""
        try:
            wire.send(self.channel, None, STOPPING_SECONDS)
        except (wire.BadFrame, OSError) as problem:
            raise Stuck(str(problem)) from None

    def ask(self, name: str, cases: list[tuple], mended: tuple[str, ...] = ()) -> list[Outcome]:
        """The outcomes of one function on these cases. Raises Stuck and Garbled.

        Helpers that end the kernel are mended in any case, and never asked themselves.
        """
        if not cases:
            return []
        if name in self.given_up:
            return [Outcome(error="NotAsked", text=self.given_up[name])] * len(cases)
        question, stamp = self.task.public(name), secrets.token_hex(8)
        mended = tuple(dict.fromkeys([*mended, *(h for h in question.helpers if h in self.given_up)]))
        asked: dict = {
            "ask": name,
            "stamp": stamp,
            "cases": [list(values(case)) for case in cases],
            "mended": list(mended),
        }
        asked |= {"forbidden": list(question.forbidden), "probe": question.probe_source}
        asked |= {"seconds": question.call_seconds, "helpers": list(question.helpers)}
        self._blocks = Blocks()
        try:
            wire.send(self.channel, asked, GRACE_SECONDS)
            return self._outcomes(name, stamp, len(cases), mended)
        except wire.Late:
            raise Stuck(f"`{name}` neither ended in time nor when it was interrupted") from None
        except (wire.BadFrame, KeyError, TypeError, ValueError) as problem:
            raise Garbled(f"what came back for `{name}` cannot be read: {problem}") from None
        except (EOFError, OSError):
            raise Stuck(f"the kernel ended while `{name}` was called") from None

    def _outcomes(self, name: str, stamp: str, count: int, mended: tuple[str, ...]) -> list[Outcome]:
        first = self._frame(stamp)
        named = [str(helper) for helper in first["helpers"] if helper in self.task.public(name).helpers]
        self.helpers[name] = list(dict.fromkeys(named))
        self.overwritten[name] = [str(one) for one in first["overwritten"] if hasattr(builtins, str(one))]
        if not first["callable"]:
            text = f"`{name}` is not defined" if first["kind"] == "NoneType" else f"`{name}` is no function"
            why = f": its cell ends with {self.failed[name]}" if name in self.failed else ""
            return [Outcome(error="NotAsked", text=(text + why)[:LONGEST_TEXT])] * count
        outcomes: list[Outcome] = []
        while len(outcomes) < count:
            frame = self._frame(stamp)
            if "stopped" in frame:
                limit = f"it did not end within {self.task.public(name).call_seconds:g} seconds"
                outcomes += [Outcome(error="TimeLimit", text=limit)] * (count - len(outcomes))
            elif "helper" in frame:
                self._help(frame, mended)
            else:
                value, error, text, line, changed = frame["outcome"]
                told = Outcome(
                    value, error and str(error)[:60], str(text)[:300], str(line)[:LONGEST_LINE], int(changed)
                )
                outcomes.append(reported(told, self._inspected))
        return outcomes

    def _frame(self, stamp: str) -> dict:
        """The next frame that belongs to this question; a call that takes too long is interrupted once."""
        limits = self.task.limits
        most = limits.answer_mb * 2**20
        try:
            frame = wire.receive(self.channel, most, PATIENCE * limits.call_seconds + GRACE_SECONDS)
        except wire.Late:
            self.interrupt()
            frame = wire.receive(self.channel, most, STOPPING_SECONDS)
        if not isinstance(frame, dict) or frame.get("stamp") != stamp:
            raise Garbled("an answer to another question")
        return frame

    def _help(self, frame: dict, mended: tuple[str, ...]) -> None:
        """Answer a call of a helper that is mended for this question, and of no other."""
        helper, (args, kwargs) = frame["helper"], frame["args"]
        self._helper_calls += 1
        if helper not in mended or self._helper_calls > MOST_HELPER_CALLS:
            raise Garbled(f"a call of {str(helper)[:60]!r} that may not be answered")
        args, kwargs = unmarked(args), unmarked(kwargs)
        if "gradient" in frame:
            gradient, places = frame["gradient"]
            outcome = self.oracle(helper, (gradient, places, *args), kwargs, PULLED_THROUGH)
        else:
            outcome = self.oracle(helper, args, kwargs, stands_in=True)
        value = outcome.value
        if not outcome.error and "gradient" not in frame and holds_symbols((args, kwargs)):
            value = self._blocks.keep(value)  # type: ignore[arg-type]  # `describing` gave it
        wire.send(self.channel, [value, outcome.error, outcome.text], GRACE_SECONDS)

    def _inspected(self, answer: dict) -> dict:
        return self.inspect(self._blocks.put_into(answer))

    def overwritten_in(self, name: str) -> list[str]:
        return self.overwritten.get(name, [])

    def helpers_of(self, name: str) -> list[str]:
        """The helpers called whose own questions are judged already: the right answers help none of those."""
        return [helper for helper in self.helpers.get(name, []) if helper in self.judged]
