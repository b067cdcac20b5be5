"""Right helpers, for functions that are judged with a wrong one mended: they run where no student's code is."""

from __future__ import annotations

import socket

from ..sandbox.jobs import Job, NoSandbox, Sandbox
from ..values import wire
from ..values.answers import Caller, Outcome
from ..values.keras_blocks import describing, holds_symbols, named
from ..values.probes import probed

SECONDS, GRACE_SECONDS = 30, 30  # of one call, unless the assignment's own calls may take longer


def serve(channel: socket.socket, request: dict) -> None:
    """Inside a job of its own: run the instructor's cells, then answer calls of their functions."""
    namespace: dict = {"__name__": "oracle"}
    for cell in wire.receive(channel):
        exec(compile(cell, "<solution>", "exec"), namespace)
    while asked := wire.receive(channel, trusted=True):
        name, args, kwargs, probe, seconds, stands_in = asked
        function, args = named(namespace[name], tuple(kwargs)), (*args, *kwargs.values())
        if stands_in and holds_symbols(args):
            function = describing(function)
        outcome = Caller(probed(function, probe), seconds)(args)
        wire.send(channel, [outcome.value, outcome.error, outcome.text])


class Oracle:
    """The trusted side: starts the job when it is first asked, and again when a call was too much for it."""

    def __init__(self, sandbox: Sandbox, cells: tuple[str, ...]):
        self.sandbox, self.cells = sandbox, cells
        self._job: Job | None = None

    def __call__(
        self, name: str, args: tuple, kwargs: dict, probe: str | None = None, stands_in: bool = False
    ) -> Outcome:
        """What the right function answers; with a `probe`, as the question asks it.

        Where it stands in for a student's, a block of a network comes with its shapes (`keras_blocks`).
        """
        try:
            if self._job is None:
                self._job = self.sandbox.start(f"{__name__}:serve")
                wire.send(self._job.channel, list(self.cells), SECONDS)
            seconds = max(SECONDS, 2 * self.sandbox.limits.call_seconds)
            wire.send(self._job.channel, [name, args, kwargs, probe, seconds, stands_in], SECONDS)
            value, error, text = wire.receive(self._job.channel, 2**28, seconds + GRACE_SECONDS)
            return Outcome(value, error, text)
        except (OSError, EOFError, ValueError, NoSandbox):
            self.close()
            return Outcome(error="TooMuch", text="the course's own version could not answer this call")

    def close(self) -> None:
        if self._job:
            self._job.kill()
            self._job = None
