"""Asking a function: through its question's probe, with copies of the arguments, models told as reports."""

from __future__ import annotations

from collections.abc import Callable
from typing import Protocol

from ..keras_models import Inspect, reported
from ..values.answers import Caller, Outcome
from ..values.probes import probed


class Asked(Protocol):
    """A Question or a PublicQuestion: what is asked through a probe of its own, where it has one."""

    @property
    def probe_source(self) -> str | None: ...


def asking(
    question: Asked, function: Callable, seconds: float, inspect: Inspect | None = None
) -> Callable[..., Outcome]:
    """What calls `function` with a case's arguments as `question` says, and gives the outcome to compare.

    `inspect` tells about a returned Keras model, in this process
    where nothing else is named. One asker is used for all cases: after a call that takes longer than `seconds`
    the others are not tried.
    """
    call = Caller(probed(function, question.probe_source), seconds)
    return lambda args: reported(call(args), inspect)
