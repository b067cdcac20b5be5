"""Right helpers that let gradients through, for callers whose own helper is wrong.

A caller that is judged with a mended helper calls a stand-in, which has the grader compute the right answer where no
student's code is. What comes back are numbers, and the way of a gradient ends at numbers. So, given TensorFlow's
tensors, the stand-in answers with a tensor whose gradient it knows: on the way back it asks the grader once more, which
pulls the gradient through the right helper.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import numpy as np

from .probes import source_of

Ask = Callable[..., Any]  # the grader's answer to (args, kwargs), or to those and a gradient


# Where the student's code is.


def holds_tensors(value: object) -> bool:
    """Whether one of TensorFlow's tensors or variables is among a call's arguments."""
    if isinstance(value, tuple | list):
        return any(map(holds_tensors, value))
    if isinstance(value, dict):
        return any(map(holds_tensors, value.values()))
    return type(value).__module__.startswith("tensorflow.") and hasattr(value, "dtype")


def through(ask: Ask, args: tuple, kwargs: dict) -> Any:
    """The grader's answer, with its gradient by the tensors among the arguments where it is an array of floats.

    Where a function of TensorFlow is traced, the grader is asked whenever that function runs.
    """
    import tensorflow as tf

    kwargs = dict(sorted(kwargs.items()))  # so the right helper gets them in the order that `flatten` takes
    parts = tf.nest.flatten((args, kwargs))
    places = [place for place, part in enumerate(parts) if holds_tensors(part)]
    tensors = [tf.convert_to_tensor(parts[place]) for place in places]
    kind = next((tensor.dtype for tensor in tensors if tensor.dtype.is_floating), tf.float32)

    def given(*numbers: Any) -> tuple[tuple, dict]:
        for place, number in zip(places, numbers, strict=True):
            parts[place] = number
        return tf.nest.pack_sequence_as((args, kwargs), parts)

    if not tf.executing_eagerly():
        return tf.py_function(lambda *numbers: through(ask, *given(*numbers)), tensors, kind)
    answer = ask(*given(*tensors))
    if not isinstance(answer, float | np.ndarray) or np.asarray(answer).dtype.kind != "f":
        return answer

    @tf.custom_gradient
    def known(*numbers: Any) -> Any:
        def pulled(gradient: Any) -> list:
            told = ask(*given(*numbers), [np.asarray(gradient), places])
            pairs = zip(told, numbers, strict=True)
            return [None if one is None else tf.constant(one, number.dtype) for one, number in pairs]

        return tf.constant(answer, kind if isinstance(answer, float) else None), pulled

    return known(*tensors)


# Where the right helper is.


def pulled_through(function, gradient, places, *args):  # type: ignore[no-untyped-def]  # it is sent as text
    """A gradient by the function's answer, as gradients by those of its arguments that stand at `places`."""
    import tensorflow as tf

    parts = tf.nest.flatten(args)
    for place in places:
        parts[place] = tf.constant(parts[place], tf.float32 if isinstance(parts[place], float) else None)
    watched = [parts[place] for place in places]
    with tf.GradientTape() as tape:
        tape.watch(watched)
        answer = tf.convert_to_tensor(function(*tf.nest.pack_sequence_as(args, parts)))
    return tuple(tape.gradient(answer, watched, output_gradients=tf.constant(gradient, answer.dtype)))


PROBE = source_of(pulled_through)  # how the right helper is asked for gradients
