"""What a worker process does: keeps a sandbox for each exam it has seen, and runs submissions in it."""

from __future__ import annotations

import atexit
import os
import threading
from collections import OrderedDict
from functools import partial

from ..keras_models import reported
from ..sandbox.jobs import CannotShutIn, Sandbox
from ..sandbox.plain import run_plain
from ..sandbox.proofs import ESSENTIAL, enough, prove
from ..values.answers import Outcome
from ..values.submission_run import Executed, Handed
from .execute import execute
from .grading_task import Exam, Room
from .model_inspector import Inspector
from .right_helpers import Oracle

MOST_SANDBOXES = 2  # a zygote with TensorFlow takes half a gigabyte

_sandboxes: OrderedDict[Room, Sandbox] = OrderedDict()
_opening = threading.Lock()


def run(exam: Exam, handed: Handed) -> Executed:
    """Run and judge one submission. Raises CannotShutIn when this machine cannot shut it in."""
    return execute(exam, handed, sandbox_for(exam.room))


def warm(room: Room) -> None:
    """Open the sandbox before it is needed. Raises CannotShutIn."""
    sandbox_for(room)


def right_answers(room: Room, cells: tuple[str, ...], asked: dict) -> dict[str, list[Outcome]]:
    """What the instructor's functions answer: for each name, its probe and cases, the outcomes.

    They run in the sandbox too, so that this process never imports what they need.
    """
    sandbox = sandbox_for(room)
    oracle, inspector = Oracle(sandbox, cells), Inspector(sandbox)
    try:
        return {
            name: [reported(oracle(name, args, {}, probe), inspector) for args in cases]
            for name, (probe, cases) in asked.items()
        }
    finally:
        oracle.close()
        inspector.close()


def sandbox_for(room: Room) -> Sandbox:
    """A sandbox like this, opened and proved on its first use; the oldest other one is closed for it."""
    with _opening:  # a cluster's worker may run several tasks at a time
        return _sandbox_for(room)


def _sandbox_for(room: Room) -> Sandbox:
    if room not in _sandboxes:
        sandbox = Sandbox(room.preload, room.forbidden, room.limits, room.unsafe).open()
        if not room.unsafe:
            missing = enough(prove(partial(run_plain, sandbox), sandbox.limits, protections=ESSENTIAL))
            if missing:
                sandbox.close()
                raise CannotShutIn(
                    f"this machine ({os.uname().nodename}) cannot shut notebooks in: {'; '.join(missing)}; "
                    "cnn-course doctor says more, and --unsafe runs them with your own rights"
                )
        _sandboxes[room] = sandbox
        while len(_sandboxes) > MOST_SANDBOXES:
            _sandboxes.popitem(last=False)[1].close()
    _sandboxes.move_to_end(room)
    return _sandboxes[room]


@atexit.register
def close_all() -> None:
    """End every sandbox of this process."""
    while _sandboxes:
        _sandboxes.popitem()[1].close()
