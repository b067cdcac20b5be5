"""What a worker process does: keeps a sandbox for each assignment it has seen, and runs submissions in it."""

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
from .grading_task import GradingTask, SandboxSettings
from .model_inspector import Inspector
from .right_helpers import Oracle

MOST_SANDBOXES = 2  # a zygote with TensorFlow takes half a gigabyte

_sandboxes: OrderedDict[SandboxSettings, Sandbox] = OrderedDict()
_opening = threading.Lock()


def run(task: GradingTask, handed: Handed) -> Executed:
    """Run and judge one submission.

    Raises CannotShutIn when this machine cannot shut it in and it is none of the sample class's.
    """
    sandbox = sandbox_for(task.settings)
    unwalled = sandbox.unsafe and not task.settings.unsafe
    if unwalled and handed.digest not in task.own:
        raise CannotShutIn("a notebook that is not the sample class's was to run without walls")
    executed = execute(task, handed, sandbox)
    executed.unwalled = unwalled
    return executed


def warm(settings: SandboxSettings) -> None:
    """Open the sandbox before it is needed. Raises CannotShutIn."""
    sandbox_for(settings)


def right_answers(settings: SandboxSettings, cells: tuple[str, ...], asked: dict) -> dict[str, list[Outcome]]:
    """What the instructor's functions answer: for each name, its probe and cases, the outcomes.

    They run in the sandbox too, so that this process never imports what they need.
    """
    sandbox = sandbox_for(settings)
    oracle, inspector = Oracle(sandbox, cells), Inspector(sandbox)
    try:
        return {
            name: [reported(oracle(name, args, {}, probe), inspector) for args in cases]
            for name, (probe, cases) in asked.items()
        }
    finally:
        oracle.close()
        inspector.close()


def sandbox_for(settings: SandboxSettings) -> Sandbox:
    """A sandbox like this, opened and proved on its first use; the oldest other one is closed for it."""
    with _opening:  # a cluster's worker may run several tasks at a time
        return _sandbox_for(settings)


def _sandbox_for(settings: SandboxSettings) -> Sandbox:
    if settings not in _sandboxes:
        _sandboxes[settings] = _opened(settings)
        while len(_sandboxes) > MOST_SANDBOXES:
            _sandboxes.popitem(last=False)[1].close()
    _sandboxes.move_to_end(settings)
    return _sandboxes[settings]


def _opened(settings: SandboxSettings) -> Sandbox:
    """A sandbox behind the first wall that holds; without any for those who may, else CannotShutIn."""
    without = partial(Sandbox, settings.preload, settings.forbidden, settings.limits, unsafe=True)
    if settings.unsafe:
        return without().open()
    refused = []
    for wall in walls():
        sandbox = Sandbox(settings.preload, settings.forbidden, settings.limits, wall=wall)
        missing = _missing(sandbox)
        if not missing:
            return sandbox
        sandbox.close()
        refused.append(f"{wall.name} does not hold: {'; '.join(missing)}")
    if settings.made_up:
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
