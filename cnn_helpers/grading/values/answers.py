"""What a student's function gave back, as plain data: arrays, numbers, texts, and tuples and dicts of them.

Nothing else is compared or stored: an object of a student's own class could claim to equal everything.
"""

from __future__ import annotations

import hashlib
import linecache
import math
import re
import signal
import textwrap
import threading
import time
import traceback
import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

import numpy as np

from . import keras_values
from .array_models import ArrayModel, described_model, is_described
from .generated_arguments import Made
from .keras_values import ModelArgument, NotPlain, Symbol

LARGEST = 2_000_000  # numbers in one answer
SECONDS_A_CALL = 5.0  # the largest case takes the slowest right answer a few hundredths of a second
LONGEST_TEXT = 300  # characters of what an exception says
LONGEST_LINE = 120  # of the line that raised it
COLOURS = re.compile(r"\x1b\[[0-9;]*m")
PATIENCE = 3  # times those seconds by the clock, for a call that waits, or that a busy machine keeps waiting


@dataclass(frozen=True)
class Outcome:
    """One call of a function: its plain value, or the name and text of the exception it raised.

    `line` is the line of the function's own code that raised it, where that is known; `changed` the number of the
    first argument, counted from 1, whose numbers the call changed, and 0 where it changed none.
    """

    value: object = None
    error: str | None = None
    text: str = ""
    line: str = ""
    changed: int = 0


def plain(value: Any, inputs: tuple = ()) -> Any:
    """Copy `value` into arrays, Python scalars, tuples and dicts; refuse everything else.

    Lists become tuples, because a contract never tells them apart; a Fraction or a Decimal becomes a float. A Keras
    model becomes its configuration (see `keras_values`), and symbolic tensors the model that leads to them from the
    call's own `inputs`.
    Raises NotPlain for other objects, object arrays, whole numbers of more than 64 bits, and more than 2,000,000
    numbers.
    """
    if value is None or type(value) in (bool, int, float, str):
        if type(value) is int and abs(value) >= 2**63:
            raise NotPlain("a whole number of more than 64 bits; none is that large here")
        return value
    if isinstance(value, np.str_):
        return str(value)
    if type(value) in (Fraction, Decimal):
        return _float(value)
    if keras_values.is_symbolic(value):
        return keras_values.network(value, inputs)
    if keras_values.is_model(value):
        return keras_values.plain_model(value)
    if keras_values.is_history(value):
        return plain(value.history)
    if isinstance(value, np.ndarray | np.generic) or hasattr(value, "__array__"):
        array = _array(value)
        if array.dtype.kind not in "biuf":
            raise NotPlain(f"an array of dtype {array.dtype}; numbers are needed")
        if array.size > LARGEST:
            raise NotPlain(f"an array of {array.size:,} numbers; at most {LARGEST:,} are compared")
        if array.dtype.kind == "f" and array.dtype.itemsize > 8:
            array = array.astype(float)  # item() of a long double is one again, and no Python float
        return np.array(array, copy=True) if array.ndim else array.item()
    if isinstance(value, tuple | list):
        parts = tuple(value)
        if parts and all(map(keras_values.is_symbolic, parts)):
            return keras_values.network(parts, inputs)
        return tuple(plain(part, inputs) for part in parts)
    if isinstance(value, dict):
        return {str(key): plain(part, inputs) for key, part in dict.items(value)}
    raise NotPlain(f"an object of type {type(value).__name__}; arrays and numbers are needed")


def _float(value: Fraction | Decimal) -> float:
    """The nearest float. Raises NotPlain when the number is too large for one."""
    try:
        return float(value)
    except (OverflowError, ValueError):  # a signalling NaN of Decimal raises ValueError
        raise NotPlain(f"a {type(value).__name__} that no float can hold; a number is needed") from None


def _array(value: Any) -> np.ndarray:
    """An object's numbers. Raises NotPlain when it says it has some and gives none."""
    try:
        return np.asarray(value)
    except Exception:  # a tensor of a graph that is being traced raises NotImplementedError
        raise NotPlain(f"an object of type {type(value).__name__} without numbers") from None


class TimeLimit(BaseException):
    """A call took too long. No Exception, so that a student's `except Exception` cannot swallow it."""


class Caller:
    """Calls a function on copies of a case's arguments and keeps what comes of it.

    A call that has computed for `seconds`, or lasted `PATIENCE` times as long by the clock, is ended, and the
    calls after it are not tried: a loop that never ends would use up the time of all other cases too. Equal
    arguments are asked about once, because several families look at one network, and building or training it
    takes a while.
    """

    def __init__(self, function: Callable, seconds: float = SECONDS_A_CALL):
        self.function, self.seconds = function, seconds
        self.late: Outcome | None = None
        self.known: dict[str, Outcome] = {}

    def __call__(self, args: tuple) -> Outcome:
        if self.late:
            return self.late
        key = _key(args)
        if key not in self.known:
            self.known[key] = self._called(args)
        return self.known[key]

    def _called(self, args: tuple) -> Outcome:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            try:
                with _time_limit(self.seconds):
                    made = tuple(plain_copy(arg) for arg in args)
                    value = plain(self.function(*made), tuple(keras_values.inputs_in(made)))
                    return Outcome(value, changed=changed(args, made))
            except TimeLimit:
                self.late = Outcome(error="TimeLimit", text=f"it did not end within {self.seconds:g} seconds")
                return self.late
            except NotPlain as problem:
                return Outcome(error="NotPlain", text=str(problem))
            except (Exception, SystemExit) as problem:
                return Outcome(error=type(problem).__name__, text=said_by(problem), line=line_of(problem))


def said_by(problem: BaseException) -> str:
    """What an exception says, on one line, without a terminal's colours, cut after a word."""
    return textwrap.shorten(COLOURS.sub("", str(problem)), LONGEST_TEXT, placeholder=" …")


LIBRARIES = re.compile(
    r"site-packages|dist-packages|[/\\\\]lib[/\\\\]python3|cnn_helpers[/\\\\]|<frozen|<__array_function__"
)


def line_of(problem: BaseException) -> str:
    """The innermost line of code, no library's, that an exception came through; empty where its text is not known."""
    frames = [
        (frame.f_code.co_filename, number) for frame, number in traceback.walk_tb(problem.__traceback__)
    ]
    lines = (
        linecache.getline(file, number).strip()
        for file, number in reversed(frames)
        if not LIBRARIES.search(file)
    )
    return textwrap.shorten(next(filter(None, lines), ""), LONGEST_LINE, placeholder=" …")


def changed(before: tuple, after: tuple) -> int:
    """The number of the first argument, from 1, whose arrays are not as they were; 0 where all are."""
    return next((i for i, pair in enumerate(zip(before, after, strict=True), 1) if _differs(*pair)), 0)


def _differs(before: Any, after: Any) -> bool:
    if isinstance(before, np.ndarray):
        if not isinstance(after, np.ndarray) or before.shape != after.shape:
            return True
        return not np.array_equal(before, after, equal_nan=before.dtype.kind == "f")
    if isinstance(before, tuple | list):
        return len(before) != len(after) or any(map(_differs, before, after))
    if isinstance(before, dict):
        return set(before) != set(after) or any(_differs(before[key], after[key]) for key in before)
    return False


def _key(args: object) -> str:
    """A text that equal arguments share; arrays go by a digest of their numbers."""
    if isinstance(args, np.ndarray):
        digest = hashlib.sha256(np.ascontiguousarray(args).tobytes()).hexdigest()
        return f"array {args.dtype} {args.shape} {digest}"
    if isinstance(args, ArrayModel):
        return f"model {_key(args.described())}"
    if isinstance(args, tuple | list):
        return f"{type(args).__name__} [{', '.join(map(_key, args))}]"
    if isinstance(args, dict):
        return f"{{{', '.join(f'{name!r}: {_key(part)}' for name, part in args.items())}}}"
    return repr(args)


@contextmanager
def _time_limit(seconds: float) -> Iterator[None]:
    """Raise TimeLimit here, where signals can do so: in the main thread of a Unix process.

    After `seconds` both by the clock and of processor time, or after `PATIENCE` times as many by the clock.
    """
    if not hasattr(signal, "setitimer") or threading.current_thread() is not threading.main_thread():
        yield
        return

    began, computed = time.monotonic(), time.process_time()

    def stop(number: int, frame: object) -> None:
        left = min(computed + seconds - time.process_time(), began + PATIENCE * seconds - time.monotonic())
        if left <= 0:
            raise TimeLimit
        signal.setitimer(signal.ITIMER_REAL, left)

    before = signal.signal(signal.SIGALRM, stop)
    signal.setitimer(signal.ITIMER_REAL, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_REAL, 0)
        signal.signal(signal.SIGALRM, before)


def plain_copy(value: Any) -> Any:
    """A deep copy of a case's argument, so that a function that scribbles on its input harms nobody.

    Symbols, models and what `made(...)` stands for, which a case holds as plain data, are made anew.
    """
    if isinstance(value, Symbol | ModelArgument):
        return value.made()
    if isinstance(value, Made):
        return plain_copy(value.made())
    if isinstance(value, np.ndarray | ArrayModel):
        return value.copy()
    if isinstance(value, tuple | list):
        return type(value)(plain_copy(part) for part in value)
    if isinstance(value, dict):
        return {key: plain_copy(part) for key, part in value.items()}
    return value


def to_json(value: Any, decimals: int = 6) -> Any:
    """Plain data as JSON; floats are rounded, so that the same release comes out on every machine."""
    if isinstance(value, np.ndarray):
        flat = value.ravel()
        values = np.round(flat, decimals).tolist() if flat.dtype.kind == "f" else flat.tolist()
        return {"shape": list(value.shape), "dtype": value.dtype.name, "values": [_tidy(v) for v in values]}
    if isinstance(value, tuple):
        return {"tuple": [to_json(part, decimals) for part in value]}
    if isinstance(value, dict):
        return {"dict": {key: to_json(part, decimals) for key, part in value.items()}}
    if isinstance(value, float):
        return round(value, decimals)
    if isinstance(value, Symbol):
        return {"symbol": list(value.shape), "dtype": value.dtype}
    if isinstance(value, ModelArgument):
        return {"model": value.config, "compiled": value.compiled, "seed": value.seed}
    if isinstance(value, ArrayModel):
        return to_json(value.described(), decimals)
    if isinstance(value, Made):
        return {"made": value.function, "args": value.args, "named": dict(value.named), "item": value.item}
    return value


def _tidy(number: float) -> float | str:
    """JSON has no NaN: it is written as text. Whole floats are written short."""
    if isinstance(number, float):
        if not math.isfinite(number):
            return str(number)
        if number == int(number):
            return int(number)
    return number


def from_json(data: Any) -> Any:
    """What `to_json` wrote, as arrays, tuples, dicts and models again."""
    if isinstance(data, dict):
        if "shape" in data:
            return (
                np.array([float(v) if isinstance(v, str) else v for v in data["values"]])
                .astype(data["dtype"])
                .reshape(data["shape"])
            )
        if "tuple" in data:
            return tuple(from_json(part) for part in data["tuple"])
        if "symbol" in data:
            return Symbol(tuple(data["symbol"]), data["dtype"])
        if "model" in data:
            return ModelArgument(data["model"], data["compiled"], data["seed"])
        if "made" in data:
            return Made(data["made"], tuple(data["args"]), tuple(data["named"].items()), data["item"])
        values = {key: from_json(part) for key, part in data["dict"].items()}
        return described_model(values) if is_described(values) else values
    return data
