"""Frames: what one side sends the other gets, and what nobody would send is refused before it is believed."""

import json
import socket
import threading
from unittest.mock import Mock

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from hypothesis.extra import numpy as hnp

from cnn_helpers.grading.values import wire
from cnn_helpers.grading.values.keras_values import Symbol

numbers = st.none() | st.booleans() | st.integers(-(2**62), 2**62) | st.floats(allow_nan=False) | st.text()
arrays = hnp.arrays(
    st.sampled_from([np.float32, np.float64, np.int64, np.uint8, np.bool_]),
    hnp.array_shapes(min_dims=0, max_dims=4, min_side=0, max_side=3),
)
values = st.recursive(
    numbers | arrays,
    lambda inner: (
        st.lists(inner, max_size=3)
        | st.lists(inner, max_size=3).map(tuple)
        | st.dictionaries(st.text(max_size=5), inner, max_size=3)
    ),
    max_leaves=8,
)


def through(value, **more):
    here, there = socket.socketpair()
    with here, there:
        threading.Thread(target=wire.send, args=(here, value), daemon=True).start()
        return wire.receive(there, seconds=10, **more)


def same(a, b) -> bool:
    if isinstance(a, np.ndarray):
        return (
            type(b) is np.ndarray
            and a.dtype == b.dtype
            and np.array_equal(a, b, equal_nan=a.dtype.kind == "f")
        )
    if isinstance(a, dict):
        return type(b) is dict and set(a) == set(b) and all(same(a[key], b[key]) for key in a)
    if isinstance(a, list | tuple):
        return type(a) is type(b) and len(a) == len(b) and all(map(same, a, b))
    return type(a) is type(b) and a == b


@settings(deadline=None, max_examples=80)
@given(values)
def test_what_is_sent_arrives(value):
    assert same(value, through(value))


@settings(deadline=None, max_examples=200)
@given(st.binary(max_size=60), st.binary(max_size=40))
def test_junk_is_refused_and_nothing_else_is_raised(header, body):
    try:
        value = wire.decode(header, body)
    except wire.BadFrame:
        return
    assert not body
    assert value is None or isinstance(value, bool | int | float | str)  # JSON of a single value is a frame


@pytest.mark.parametrize(
    ("header", "body"),
    [
        ({"a": ["<f8", [3]]}, b"1234"),
        ({"a": ["<f8", [2**40, 2**40]]}, b""),
        ({"a": ["<f8", [-1]]}, b""),
        ({"a": ["|O", [1]]}, b"12345678"),
        ({"a": ["<U4", [1]]}, b"1234567812345678"),
        ({"a": ["<c16", [1]]}, b"1234567812345678"),
        ({"a": "x"}, b""),
        ({"t": {"d": {}}}, b""),
        ({"x": []}, b""),
        ({"symbol": [[3], "float32"]}, b""),
        ({"model": ["{}", None, 0]}, b""),
        ([1, 2], b""),
        (None, b"left over"),
        (2**70, b""),
        ({"t": [{"t": [{"t": []}]}] * 1, "d": {}}, b""),
    ],
)
def test_frame_that_encode_would_not_write_is_refused(header, body):
    with pytest.raises(wire.BadFrame):
        wire.decode(json.dumps(header).encode(), body)


def test_data_nested_without_end_is_refused():
    nested = b'{"t":[' * 100 + b"]}" * 100
    with pytest.raises(wire.BadFrame, match="deeper"):
        wire.decode(nested, b"")
    with pytest.raises(wire.BadFrame):
        wire.decode(b"[" * 200_000, b"")


def test_symbols_go_towards_the_sandbox_and_not_back():
    assert through(Symbol((4, None)), trusted=True) == Symbol((4, None))
    with pytest.raises(wire.BadFrame):
        through(Symbol((4, None)))


def test_objects_cannot_be_sent():
    with pytest.raises(TypeError, match="plain data"):
        wire.encode(object())


def test_frame_larger_than_allowed_is_refused_before_it_is_read():
    here, there = socket.socketpair()
    with here, there:
        here.sendall(wire.LENGTHS.pack(10, 2**40))
        with pytest.raises(wire.BadFrame, match="at most 1,000"):
            wire.receive(there, 1000, 5)


def test_half_a_frame_is_late_and_a_closed_side_is_the_end():
    here, there = socket.socketpair()
    with there:
        with here:
            here.sendall(wire.encode("whole")[:-2])
            patient = Mock(wraps=there)
            with pytest.raises(wire.Late):
                wire.receive(patient, 1000, 0.2)
            waits = [call.args[0] for call in patient.settimeout.call_args_list]
            assert 0.2 >= waits[0] and waits == sorted(waits, reverse=True) and waits[-1] > 0
        with pytest.raises(EOFError):
            wire.receive(there, 1000, 5)


def test_sender_does_not_wait_for_ever_for_a_reader():
    here, there = socket.socketpair()
    with here, there, pytest.raises(wire.Late):
        wire.send(here, np.zeros(10**6), 0.2)
