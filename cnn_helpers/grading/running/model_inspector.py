"""A second sandbox for Keras models: rebuilt from their configuration where no student's code is."""

from __future__ import annotations

import hashlib
import json
import socket
from collections import OrderedDict

from ..keras_models import canonical_key
from ..keras_models import inspect as inspect_here
from ..sandbox.jobs import Job, NoSandbox, Sandbox
from ..values import wire
from ..values.keras_values import NotPlain

SECONDS = 60
MOST_REMEMBERED = 500

_known: OrderedDict[str, dict | str] = (
    OrderedDict()
)  # reports by canonical configuration, refusals by the text


def serve(channel: socket.socket, request: dict) -> None:
    """Inside a job of its own: the report on each model that comes."""
    while answer := wire.receive(channel):
        try:
            wire.send(channel, {"report": inspect_here(answer)})
        except NotPlain as problem:
            wire.send(channel, {"refused": str(problem)})


class Inspector:
    """The trusted side: asks for reports, each distinct model once a process. Raises NotPlain for refused ones.

    A refusal is remembered for that very text alone: what cannot be built may read like a right network, and is not to
    take the report from all who have that one.
    """

    def __init__(self, sandbox: Sandbox):
        self.sandbox = sandbox
        self._job: Job | None = None

    def __call__(self, answer: dict) -> dict:
        text = hashlib.sha256(json.dumps(answer, sort_keys=True).encode()).hexdigest()
        key = canonical_key(answer)
        known = _known.get(text) or _known.get(key)
        if known is None:
            known = self._asked(answer)
            _known[text if isinstance(known, str) else key] = known
            while len(_known) > MOST_REMEMBERED:
                _known.popitem(last=False)
        if isinstance(known, str):
            raise NotPlain(known)
        return known

    def _asked(self, answer: dict) -> dict | str:
        try:
            if self._job is None:
                self._job = self.sandbox.start(f"{__name__}:serve")
            wire.send(self._job.channel, answer, SECONDS)
            told = wire.receive(self._job.channel, 2**28, SECONDS)
            return told.get("report") or str(told["refused"])
        except (OSError, EOFError, ValueError, NoSandbox):
            self.close()
            return "a model that could not be rebuilt within the limits"

    def close(self) -> None:
        if self._job:
            self._job.kill()
            self._job = None
