"""Exceptions that students' slips end with: each kind is told from what NumPy and Python really say."""

import linecache

import numpy as np
import pytest

from cnn_helpers.grading.values.answers import Caller, Outcome
from cnn_helpers.grading.values.errors import KINDS, kind_of, told_of
from cnn_helpers.grading.values.fingerprints import fingerprint, tells

A, B, EMPTY = np.ones((2, 3)), np.ones((4, 5)), np.zeros((0, 2))

SLIPS = {
    "name-not-known": ["return paded + A"],
    "read-before-it-is-set": ["if A.sum() < 0:\n        Z = A\n    return Z"],
    "whole-number-needed": [
        "return np.zeros((2, 5 / 2))",
        "return A[1.0]",
        "return A[: 3 / 2]",
        "return range(2.5)",
    ],
    "shapes-do-not-fit": [
        "return A + B",
        "return A @ B",
        "return np.dot(A, B)",
        "A[:, :2] = B\n    return A",
        "return np.concatenate([A, B])",
        "return np.einsum('ij,jk->ik', A, B)",
        "return np.array([[1, 2], [3]])",
    ],
    "array-for-a-number": ["return float(A)", "Z = np.zeros(3)\n    Z[0] = A\n    return Z"],
    "index-out-of-range": ["return A[2]", "return A[0, 0, 0]", "return [1, 2][2]"],
    "axis-there-is-not": ["return A.sum(axis=2)"],
    "cannot-be-reshaped": ["return A.reshape(4, 2)"],
    "truth-of-an-array": ["return A if A > 0 else B", "return A and B"],
    "argument-missing": ["def f(a, b):\n        return a\n    return f(A)"],
    "argument-too-many": ["def f(a):\n        return a\n    return f(A, B)", "return np.mean(A, over=1)"],
    "no-such-attribute": ["return A.shapes"],
    "not-to-be-called": ["return A(0)"],
    "not-to-be-indexed": ["n = 3\n    return n[0]"],
    "none-among-numbers": ["return None + A", "n = None\n    return n[0]", "n = None\n    return n.shape"],
    "key-missing": ["return {'stride': 2}['pad']"],
    "wrong-count-of-parts": ["a, b, c = A\n    return a", "a, = A\n    return a"],
    "division-by-zero": ["return 1 // 0"],
    "negative-size": ["return np.zeros((2, -1))", "return np.pad(A, -1)"],
    "read-only": ["A.flags.writeable = False\n    A[0] = 2\n    return A"],
    "dtype-cannot-hold-it": [
        "Z = A.astype(int)\n    Z += 0.5\n    return Z",
        "return '3' + 4",
        "return [1] * 2.5",
    ],
    "never-ends": ["def f(n):\n        return f(n + 1)\n    return f(0)"],
    "module-missing": ["import numpi\n    return A", "from numpy import zero\n    return A"],
}


def outcome_of(body: str) -> Outcome:
    """What comes of a function with this body, typed into a cell."""
    source = f"def answer(A, B):\n    {body}\n"
    linecache.cache["<a cell>"] = (len(source), None, source.splitlines(keepends=True), "<a cell>")
    namespace: dict = {"np": np}
    exec(compile(source, "<a cell>", "exec"), namespace)
    return Caller(namespace["answer"])((A, B))


@pytest.mark.parametrize(
    ("kind", "body"), [(kind, body) for kind, bodies in SLIPS.items() for body in bodies]
)
def test_what_a_slip_raises_is_of_its_kind_and_shows_its_line(kind, body):
    outcome = outcome_of(body)
    found = kind_of(outcome)
    assert found and found.name == kind, (outcome.error, outcome.text)
    assert outcome.line and outcome.line in body
    name, meaning = told_of([outcome])
    assert name == f"error: {kind}"
    assert f"in `{outcome.line}`" in meaning and outcome.text in meaning


def test_every_kind_that_needs_no_network_has_a_slip():
    of_networks = {"ranks-differ", "graph-parted", "merge-shapes", "shrunk-to-nothing", "model-returned"}
    assert {kind.name for kind in KINDS} == {*SLIPS, *of_networks}


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        (
            "ranks-differ",
            'Input 0 of layer "dense" is incompatible with the layer: expected min_ndim=2, found ndim=1',
        ),
        (
            "merge-shapes",
            "A `Concatenate` layer requires inputs with matching shapes except for the concatenation axis",
        ),
        (
            "shrunk-to-nothing",
            "Computed output size would be zero or negative. Received: `inputs.shape=[None 1 2 8]`",
        ),
        ("graph-parted", "A KerasTensor cannot be used as input to a TensorFlow function."),
    ],
)
def test_what_keras_says_is_of_its_kind(kind, text):
    assert kind_of(Outcome(error="ValueError", text=text)).name == kind


@pytest.mark.parametrize("body", ["raise ValueError('no')", "raise TypeError", "assert A is None"])
def test_an_exceptions_class_alone_names_nothing(body):
    outcome = outcome_of(body)
    assert kind_of(outcome) is None
    assert told_of([outcome]) == ("", "")
    assert not tells([fingerprint(outcome)])


def test_another_kind_in_another_case_names_nothing():
    assert told_of([outcome_of("return A + B"), outcome_of("return A[2]")]) == ("", "")


def test_the_class_of_a_probe_and_a_known_kind_tell():
    assert tells([fingerprint(Outcome(error="NoBatch", text="pictures (m, 2, 2, 1) are needed"))])
    assert tells([fingerprint(outcome_of("return A + B"))])


def test_a_line_that_nobody_kept_is_not_told():
    namespace: dict = {"np": np}
    exec("def answer(A, B):\n    return A + B", namespace)
    assert Caller(namespace["answer"])((A, B)).line == ""
