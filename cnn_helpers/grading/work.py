"""What a worker process does: keeps a sandbox for each exam it has seen, and runs submissions in it."""

from __future__ import annotations

from . import light  # noqa: F401  isort: skip (first: it makes the next imports quick)

import atexit
import os
from collections import OrderedDict
from functools import partial

from .exam import Exam
from .execute import execute
from .executed import Executed, Handed
from .sandbox.jobs import CannotShutIn, Sandbox
from .sandbox.plain import run_plain
from .sandbox.proofs import ESSENTIAL, enough, prove

MOST_SANDBOXES = 2  # a zygote with TensorFlow takes half a gigabyte

_sandboxes: OrderedDict[tuple[str, bool], Sandbox] = OrderedDict()


def run(exam: Exam, handed: Handed, unsafe: bool = False) -> Executed:
    """Run and judge one submission. Raises CannotShutIn when this machine cannot shut it in."""
    return execute(exam, handed, sandbox_for(exam, unsafe))


def sandbox_for(exam: Exam, unsafe: bool) -> Sandbox:
    """The sandbox of this exam, opened and proved on its first use; the oldest other one is closed for it."""
    key = (exam.digest, unsafe)
    if key not in _sandboxes:
        sandbox = Sandbox(exam.preload, exam.forbidden, exam.limits, unsafe).open()
        if not unsafe:
            missing = enough(prove(partial(run_plain, sandbox), sandbox.limits, protections=ESSENTIAL))
            if missing:
                sandbox.close()
                raise CannotShutIn(
                    f"this machine ({os.uname().nodename}) cannot shut notebooks in: {'; '.join(missing)}"
                )
        _sandboxes[key] = sandbox
        while len(_sandboxes) > MOST_SANDBOXES:
            _sandboxes.popitem(last=False)[1].close()
    _sandboxes.move_to_end(key)
    return _sandboxes[key]


@atexit.register
def close_all() -> None:
    """End every sandbox of this process."""
    while _sandboxes:
        _sandboxes.popitem()[1].close()
