"""Asking a function: through its question's probe, with copies of the arguments, models told as reports."""

from __future__ import annotations

from collections.abc import Callable

from ..keras_models import Inspect, reported
from ..values.answers import Caller, Outcome
from ..values.probes import probed


def asking(
    question, function: Callable, seconds: float, inspect: Inspect | None = None
) -> Callable[..., Outcome]:
    """What calls `function` with a case's arguments as `question` says, and gives the outcome to compare.

    `question` is a Question or PublicQuestion; `inspect` tells about a returned Keras model, in this process
    where nothing else is named. One asker is used for all cases: after a call that takes longer than `seconds`
    the others are not tried.
    """
    call = Caller(probed(function, question.probe_source), seconds)
    return lambda args: reported(call(args), inspect)
