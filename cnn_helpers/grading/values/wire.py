"""Plain data between processes that do not trust each other: JSON for the structure, raw bytes for arrays.

A frame is two lengths (header and body, four and eight bytes), the header as JSON, and the body: all arrays
behind one another. Nothing is ever unpickled, and everything is checked before it is believed.
"""

from __future__ import annotations

import json
import math
import socket
import struct
import time
from typing import Any

import numpy as np

from .answers import LARGEST
from .array_models import ArrayModel, described_model
from .keras_values import ModelArgument, Symbol

LENGTHS = struct.Struct(">IQ")
LARGEST_HEADER = 4 * 2**20
DTYPES = {"|b1", *(f"|{kind}1" for kind in "iu"), *(f"<{kind}{n}" for kind in "iu" for n in (2, 4, 8))}
DTYPES |= {"<f2", "<f4", "<f8"}
DEEPEST = 20


class BadFrame(ValueError):
    """What came is not a frame, or a larger one than is allowed."""


class Late(BadFrame):
    """Nothing whole came in time."""


def encode(value: object) -> bytes:
    """One frame. `value` is built of None, bool, int, float, str, arrays, tuples, lists and dicts.

    Symbols and models among a case's arguments go too, but only towards the sandbox.
    """
    arrays: list[bytes] = []
    header = json.dumps(_pack(value, arrays)).encode()
    return b"".join([LENGTHS.pack(len(header), sum(map(len, arrays))), header, *arrays])


def _pack(value: Any, arrays: list[bytes]) -> Any:
    if value is None or isinstance(value, bool | int | float | str):
        return value
    if isinstance(value, np.ndarray | np.generic):
        array = np.ascontiguousarray(value)
        array = array.astype(array.dtype.newbyteorder("<"), copy=False)
        arrays.append(array.tobytes())
        return {"a": [array.dtype.str, list(np.shape(value))]}
    if isinstance(value, tuple):
        return {"t": [_pack(part, arrays) for part in value]}
    if isinstance(value, list):
        return {"l": [_pack(part, arrays) for part in value]}
    if isinstance(value, dict):
        return {"d": {str(key): _pack(part, arrays) for key, part in value.items()}}
    if isinstance(value, Symbol):
        return {"symbol": [list(value.shape), value.dtype]}
    if isinstance(value, ModelArgument):
        return {"model": [value.config, value.compiled, value.seed]}
    if isinstance(value, ArrayModel):
        return {"array model": _pack(value.described(), arrays)}
    raise TypeError(f"{type(value).__name__} cannot be sent; plain data is needed")


def decode(header: bytes, body: bytes, trusted: bool = False) -> Any:
    """The value of a frame's two parts. Raises BadFrame for anything that `encode` does not write.

    Symbols and models are taken from a `trusted` side alone.
    """
    try:
        packed = json.loads(header)
    except (ValueError, RecursionError):
        raise BadFrame("the header is not JSON") from None
    value, left = _unpack(packed, memoryview(body), 0, trusted)
    if len(left):
        raise BadFrame(f"{len(left)} bytes belong to no array")
    return value


def _unpack(packed: Any, body: memoryview, depth: int, trusted: bool) -> tuple[Any, memoryview]:
    if depth > DEEPEST:
        raise BadFrame(f"data nested deeper than {DEEPEST}")
    if packed is None or isinstance(packed, bool | int | float | str):
        if type(packed) is int and abs(packed) >= 2**63:
            raise BadFrame("a whole number of more than 64 bits")
        return packed, body
    if isinstance(packed, dict) and len(packed) == 1:
        ((kind, inner),) = packed.items()
        if kind == "a":
            return _array(inner, body)
        if kind in ("t", "l") and isinstance(inner, list):
            parts = []
            for part in inner:
                value, body = _unpack(part, body, depth + 1, trusted)
                parts.append(value)
            return (tuple(parts) if kind == "t" else parts), body
        if kind == "d" and isinstance(inner, dict):
            values = {}
            for key, part in inner.items():
                values[key], body = _unpack(part, body, depth + 1, trusted)
            return values, body
        if trusted and kind == "symbol":
            return Symbol(tuple(inner[0]), inner[1]), body
        if trusted and kind == "model":
            return ModelArgument(*inner), body
        if trusted and kind == "array model":
            described, body = _unpack(inner, body, depth + 1, trusted)
            return described_model(described), body
    raise BadFrame("the header is not what a frame's header looks like")


def _array(described: Any, body: memoryview) -> tuple[np.ndarray, memoryview]:
    try:
        dtype, shape = described
        whole = all(type(n) is int and 0 <= n <= LARGEST for n in shape)
    except (TypeError, ValueError):
        raise BadFrame("an array without dtype and shape") from None
    if dtype not in DTYPES or not whole or len(shape) > DEEPEST:
        raise BadFrame(f"an array of dtype {str(dtype)[:20]} and shape {str(shape)[:60]}")
    size = math.prod(shape) * np.dtype(dtype).itemsize
    if size > len(body):
        raise BadFrame("an array with fewer numbers than its shape needs")
    values = np.frombuffer(body[:size], dtype=dtype)
    if dtype == "|b1":
        values = values.view(np.uint8) != 0  # any other byte would be neither true nor false
    return values.reshape(shape).copy(), body[size:]


def send(sock: socket.socket, value: object, seconds: float | None = None) -> None:
    """Send one frame; waits while the other side reads. Raises Late after `seconds`."""
    sock.settimeout(seconds)
    try:
        sock.sendall(encode(value))
    except TimeoutError:
        raise Late("nobody reads what is sent") from None


def receive(
    sock: socket.socket, most_bytes: int = 2**28, seconds: float | None = None, trusted: bool = False
) -> Any:
    """The next frame's value. Raises BadFrame, Late after `seconds`, and EOFError when the other side closed."""
    until = None if seconds is None else time.monotonic() + seconds
    header_size, body_size = LENGTHS.unpack(_read(sock, LENGTHS.size, until))
    if header_size > LARGEST_HEADER or body_size > most_bytes:
        raise BadFrame(f"a frame of {header_size + body_size:,} bytes; at most {most_bytes:,} are taken")
    header = _read(sock, header_size, until)
    return decode(header, _read(sock, body_size, until), trusted)


def _read(sock: socket.socket, count: int, until: float | None) -> bytes:
    parts, missing = [], count
    while missing:
        if until is not None:
            left = until - time.monotonic()
            if left <= 0:
                raise Late("no whole answer came in time")
            sock.settimeout(left)
        else:
            sock.settimeout(None)
        try:
            part = sock.recv(min(missing, 2**20))
        except TimeoutError:
            raise Late("no whole answer came in time") from None
        if not part:
            raise EOFError("the other side has closed")
        parts.append(part)
        missing -= len(part)
    return b"".join(parts)
