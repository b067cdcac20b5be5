"""What a worker process does: keeps a sandbox for each exam it has seen, and runs submissions in it."""

from __future__ import annotations

import atexit
import os
import threading
from collections import OrderedDict
from functools import partial

from ..keras_models import reported
from ..sandbox.jobs import CannotShutIn, NoSandbox, Sandbox
from ..sandbox.plain import run_plain
from ..sandbox.proofs import ESSENTIAL, enough, prove
from ..sandbox.walls import walls
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
    """Run and judge one submission.

    Raises CannotShutIn when this machine cannot shut it in and it is none of the sample class's.
    """
    sandbox = sandbox_for(exam.room)
    unwalled = sandbox.unsafe and not exam.room.unsafe
    if unwalled and handed.digest not in exam.own:
        raise CannotShutIn("a notebook that is not the sample class's was to run without walls")
    executed = execute(exam, handed, sandbox)
    executed.unwalled = unwalled
    return executed


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
        _sandboxes[room] = _opened(room)
        while len(_sandboxes) > MOST_SANDBOXES:
            _sandboxes.popitem(last=False)[1].close()
    _sandboxes.move_to_end(room)
    return _sandboxes[room]


def _opened(room: Room) -> Sandbox:
    """A sandbox behind the first wall that holds; without any for those who may, else CannotShutIn."""
    without = partial(Sandbox, room.preload, room.forbidden, room.limits, unsafe=True)
    if room.unsafe:
        return without().open()
    refused = []
    for wall in walls():
        sandbox = Sandbox(room.preload, room.forbidden, room.limits, wall=wall)
        missing = _missing(sandbox)
        if not missing:
            return sandbox
        sandbox.close()
        refused.append(f"{wall.name} does not hold: {'; '.join(missing)}")
    if room.made_up:
        return without().open()
    raise CannotShutIn(
        f"this machine ({os.uname().nodename}) cannot shut notebooks in. {'. '.join(refused)}. "
        "cnn-course doctor says more, and --unsafe runs them with your own rights"
    )


def _missing(sandbox: Sandbox) -> list[str]:
    """What a sandbox that is opened here lacks for strangers' notebooks; empty when nothing."""
    try:
        sandbox.open()
        return enough(prove(partial(run_plain, sandbox), sandbox.limits, protections=ESSENTIAL))
    except (OSError, NoSandbox) as problem:
        return [str(problem)]


@atexit.register
def close_all() -> None:
    """End every sandbox of this process."""
    while _sandboxes:
        _sandboxes.popitem()[1].close()
