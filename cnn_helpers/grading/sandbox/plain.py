"""Running a piece of source in a fresh job: for the proofs that the sandbox holds."""

from __future__ import annotations

import contextlib
import io
import socket

from ..values import wire
from .jobs import Job, Sandbox
from .watch import Watch


def run(channel: socket.socket, request: dict) -> None:
    """Inside: execute the request's source and send what it printed."""
    said = io.StringIO()
    with contextlib.redirect_stdout(said):
        try:
            exec(compile(request["source"], "<plain>", "exec"), {"__name__": "plain"})
        except Exception as problem:
            said.write(f"{type(problem).__name__}: {problem}")
    wire.send(channel, said.getvalue()[-20_000:])


def run_plain(sandbox: Sandbox, source: str, seconds: float = 30) -> str:
    """Outside: what `source` prints in a job of its own; "ended: ..." when it does not live to say it."""
    with sandbox.start(f"{__name__}:run", source=source) as job:
        watch = Watch(job, sandbox.limits)
        try:
            return str(wire.receive(job.channel, 2**20, seconds))
        except (OSError, EOFError, wire.BadFrame) as problem:
            return f"ended: {watch.hit or _end(job) or problem}"
        finally:
            watch.stop()


def _end(job: Job) -> str:
    code = job.poll()
    return "" if code is None else f"exit code {code}"
