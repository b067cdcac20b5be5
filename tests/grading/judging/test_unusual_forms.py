"""A right answer is right in whatever form it comes, on the public cases and on the hidden ones."""

import functools
from decimal import Decimal
from fractions import Fraction

import numpy as np
import pytest

from cnn_helpers.grading.assignments.solution import load
from cnn_helpers.grading.feedback import check, grade

NAME = "week1-step-by-step"


class Numbers:
    """An object that gives its numbers when NumPy asks for them."""

    def __init__(self, array):
        self.array = array

    def __array__(self, dtype=None, copy=None):
        return np.array(self.array, dtype=dtype)


class OfMyOwn(np.ndarray):
    """A student's own kind of array."""


def on_disk(array):
    """The array in a file that is mapped into the memory."""
    import tempfile

    mapped = np.memmap(tempfile.TemporaryFile(), dtype=array.dtype, shape=array.shape, mode="w+")
    mapped[:] = array
    return mapped


def read_only(array):
    array = array.copy()
    array.flags.writeable = False
    return array


def strided(array):
    """A view of every second number of a larger array, backwards."""
    large = np.zeros((*array.shape[:-1], 2 * array.shape[-1]), array.dtype)
    large[..., ::-2] = array
    return large[..., ::-2]


def broadcast(array):
    """A view with a stride of 0, where the numbers allow it."""
    return np.broadcast_to(array[..., :1], array.shape) if np.ptp(array) == 0 else array


ARRAYS = {
    "float32": lambda a: a.astype(np.float32),
    "longdouble": lambda a: a.astype(np.longdouble),
    "big-endian": lambda a: a.astype(">f8"),
    "big-endian float32": lambda a: a.astype(">f4"),
    "Fortran's order": np.asfortranarray,
    "memmap": on_disk,
    "read-only": read_only,
    "strided": strided,
    "broadcast": broadcast,
    "transposed twice": lambda a: a.T.copy().T,
    "masked, nothing masked": np.ma.masked_array,
    "a subclass": lambda a: a.view(OfMyOwn),
    "an object with numbers": Numbers,
    "record's column": lambda a: np.rec.fromarrays([a], names="x").x,
    "from a buffer": lambda a: np.frombuffer(a.tobytes(), a.dtype).reshape(a.shape),
    "unaligned": lambda a: np.frombuffer(b" " + a.tobytes(), a.dtype, offset=1).reshape(a.shape),
}

NUMBERS = {
    "float": float,
    "float32": np.float32,
    "longdouble": np.longdouble,
    "0-d array": np.array,
    "one of one": lambda x: np.array([x]),
    "one of one of one": lambda x: np.array([[[x]]]),
    "0-d big-endian": lambda x: np.array(x, ">f8"),
    "Fraction": Fraction,
    "Decimal": Decimal,
    "an object with a number": lambda x: Numbers(np.array(x)),
    "masked": lambda x: np.ma.masked_array(x),
}

MASKS = {
    "float": lambda a: a.astype(float),
    "int8": lambda a: a.astype(np.int8),
    "uint8": lambda a: a.astype(np.uint8),
    "float16": lambda a: a.astype(np.float16),
    "matrix": np.matrix,
}


class Callable:
    """An object that is called like a function."""

    def __init__(self, function):
        self.function = function

    def __call__(self, *args):
        return self.function(*args)

    def method(self, *args):
        return self.function(*args)


@functools.singledispatch
def dispatched(x):
    return x == np.max(x)


FUNCTIONS = {
    "an object": Callable,
    "a method": lambda f: Callable(f).method,
    "a partial": functools.partial,
    "a lambda": lambda f: lambda x: f(x),
    "wrapped": lambda f: functools.wraps(f)(lambda *args: f(*args)),
    "dispatched": lambda f: dispatched,
    "with a default": lambda f: lambda x, how="all": f(x),
    "with any arguments": lambda f: lambda *args, **more: f(*args, **more),
}


@pytest.fixture(scope="module")
def solution():
    return load(NAME)


def assert_right(solution, name, function):
    worth = solution.assignment.question(name).points
    assert check(name, function, NAME) == worth
    result = grade(solution, name, function, seed=6)
    assert result.points == worth, result.message


LISTS = {"a list": lambda a: a.tolist(), "a list of arrays": list, "a tuple": tuple, "a generator": iter}


@pytest.mark.parametrize("form", LISTS)
def test_a_list_is_no_array_and_is_told_so(solution, form):
    right = solution.references["zero_pad"]
    result = grade(solution, "zero_pad", lambda X, pad: LISTS[form](right(X, pad)), seed=6)
    assert result.points == 0
    assert result.mistake == ("answer: kind of the answer" if form != "a generator" else "")
    assert "array" in result.message


@pytest.mark.parametrize("name", ["zero_pad", "distribute_value", "pool_backward"])
@pytest.mark.parametrize("form", ARRAYS)
def test_an_array_in_any_form_is_right(solution, name, form):
    right = solution.references[name]
    assert_right(solution, name, lambda *args, **more: ARRAYS[form](right(*args, **more)))


@pytest.mark.parametrize("form", ARRAYS)
def test_arrays_in_any_form_are_right_together(solution, form):
    right = solution.references["conv_backward"]
    assert_right(solution, "conv_backward", lambda *args: [ARRAYS[form](part) for part in right(*args)])


@pytest.mark.parametrize("form", NUMBERS)
def test_a_number_in_any_form_is_right(solution, form):
    right = solution.references["conv_single_step"]
    assert_right(solution, "conv_single_step", lambda *args: NUMBERS[form](float(right(*args))))


@pytest.mark.parametrize("form", MASKS)
def test_a_mask_in_any_form_is_right(solution, form):
    right = solution.references["create_mask_from_window"]
    assert_right(solution, "create_mask_from_window", lambda x: MASKS[form](right(x)))


@pytest.mark.parametrize("form", FUNCTIONS)
def test_a_function_in_any_form_is_right(solution, form):
    function = FUNCTIONS[form](solution.references["create_mask_from_window"])
    assert_right(solution, "create_mask_from_window", function)
