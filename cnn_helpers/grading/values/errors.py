"""What an exception means here: its kind, told from its text, and where to look.

The class alone names nothing: a TypeError may come from anything. The kinds are those that NumPy, Python, Keras and
TensorFlow raise for students' slips.
"""

from __future__ import annotations

import builtins
import re
from dataclasses import dataclass

from .answers import Outcome

MARK = "error: "  # what the names of recognised exceptions begin with


@dataclass(frozen=True)
class Kind:
    """A name, the texts it is told by, and what it means."""

    name: str
    text: re.Pattern
    meaning: str


def _kind(name: str, text: str, meaning: str) -> Kind:
    return Kind(name, re.compile(text), meaning)


KINDS = (
    _kind(
        "none-among-numbers",
        r"NoneType",
        "None stands where a value is needed: does a function that is called lack its `return`?",
    ),
    _kind(
        "name-not-known",
        r"^name '.*' is not defined",
        "A name is used that this function does not have: a slip in its spelling, or a variable of another "
        "cell or function.",
    ),
    _kind(
        "read-before-it-is-set",
        r"local variable '.*' referenced before assignment|cannot access local variable",
        "A variable is read before it has a value: it is set in a branch or a loop that is not always gone "
        "through, or below this line.",
    ),
    _kind(
        "whole-number-needed",
        r"'(numpy\.)?float\d*' object cannot be interpreted as an integer|slice indices must be integers"
        r"|only integers, slices|expected a sequence of integers or a single integer|integer argument expected",
        "A size or an index is no whole number here: `/` always gives a float; use `//` or `int(...)`.",
    ),
    _kind(
        "shapes-do-not-fit",
        r"could not be broadcast together|could not broadcast|operands could not|matmul: |not aligned"
        r"|all the input array dimensions|all input arrays must have the same shape|Incompatible shapes"
        r"|Dimensions must be equal|Matrix size-incompatible|inhomogeneous shape|einstein sum subscripts|shape "
        r"mismatch",
        "Two arrays meet here whose shapes do not fit: print both shapes before this line.",
    ),
    _kind(
        "array-for-a-number",
        r"only length-1 arrays|only 0-dimensional arrays|only size-1 arrays|can only convert an array of size 1"
        r"|setting an array element with a sequence",
        "An array with several numbers, or with axes, stands where one number is needed: `.item()` takes the "
        "number out of an array that holds just one.",
    ),
    _kind(
        "index-out-of-range",
        r"index -?\d+ is out of bounds|index out of range|too many indices",
        "An index goes past the end of an axis, or there are more indices than axes: does a loop run over "
        "another axis's length?",
    ),
    _kind(
        "axis-there-is-not",
        r"axis -?\d+ is out of bounds|axis \d+ out of",
        "An axis is named that the array does not have.",
    ),
    _kind(
        "cannot-be-reshaped",
        r"cannot reshape array|total size of new array|Cannot reshape a tensor",
        "A reshape asks for another count of numbers than there are.",
    ),
    _kind(
        "truth-of-an-array",
        r"truth value of an array|truth value of an empty array|symbolic .* as a Python `?bool",
        "An `if`, `and`, `or` or a chained comparison asks whether a whole array is true: use `&`, `|`, "
        "`np.where`, or `.any()` and `.all()`.",
    ),
    _kind(
        "argument-missing",
        r"missing \d+ required (positional|keyword-only) argument",
        "A function is called with an argument too few (is it yours, with other parameters than the contract's?).",
    ),
    _kind(
        "argument-too-many",
        r"takes \d+ positional arguments? but|takes from \d+ to \d+ positional|got an unexpected "
        r"keyword|multiple values for argument"
        r"|takes no arguments|unexpected keyword argument",
        "A function is called with an argument that it does not have (is it yours, with other parameters than "
        "the contract's?).",
    ),
    _kind(
        "no-such-attribute",
        r"has no attribute '",
        "The object has nothing of that name: a slip in the spelling, or it is of another kind than expected here.",
    ),
    _kind(
        "not-to-be-called",
        r"object is not callable",
        "Something that is no function is called: a name may have been overwritten, or an operator is missing "
        "before `(`.",
    ),
    _kind(
        "not-to-be-indexed",
        r"object is not subscriptable|object does not support item assignment|invalid index to scalar",
        "Something is indexed that has no parts (a number, None or a function), or that cannot be changed.",
    ),
    _kind(
        "key-missing",
        r"^'[\w ]+'$|^\d+$|^\('",
        "A dictionary is asked for a key that it does not have.",
    ),
    _kind(
        "wrong-count-of-parts",
        r"not enough values to unpack|too many values to unpack|cannot unpack",
        "What is taken apart has another count of parts than there are names on the left.",
    ),
    _kind(
        "division-by-zero", r"division by zero|divide by zero|modulo by zero", "Something is divided by 0."
    ),
    _kind(
        "negative-size",
        r"negative dimensions|index can't contain negative values|must be non-negative|must be >= 0",
        "A size or a width is negative here: look at how it is computed.",
    ),
    _kind(
        "read-only", r"read-only|object is immutable", "What is written to cannot be changed: work on a copy."
    ),
    _kind(
        "dtype-cannot-hold-it",
        r"Cannot cast ufunc|Cannot cast|same_kind|can't multiply sequence|unsupported operand type|cannot convert float"
        r"|ufunc '\w+' not supported|not supported between|must be str|can only concatenate",
        "Two kinds of values meet that do not go together (a list, a text, None, or an array of whole numbers).",
    ),
    _kind("never-ends", r"maximum recursion depth", "The function calls itself without end."),
    _kind(
        "module-missing",
        r"No module named|cannot import name",
        "A module is imported that is not there, or has no such name.",
    ),
    _kind(
        "ranks-differ",
        r"must have rank|expected min_ndim|expected ndim|incompatible with the layer|`?target`? and "
        r"`?output`?|same rank"
        r"|logits and labels|is incompatible with layer",
        "A layer or a loss gets numbers of another shape than it takes: compare the shape it names with what comes in.",
    ),
    _kind(
        "model-returned",
        r"^a keras\.Model is returned; symbolic",
        "A keras.Model comes back where the symbolic tensors themselves are asked for.",
    ),
    _kind(
        "graph-parted",
        r"KerasTensor cannot be used|A KerasTensor is symbolic|Graph disconnected|cannot be used as input to a "
        r"TensorFlow"
        r"|not connected|is not connected",
        "A network's tensors hold no numbers yet: they go through layers and `keras.ops`, not through NumPy or a loop.",
    ),
    _kind(
        "merge-shapes",
        r"inputs with (different|matching) shapes|Inputs have incompatible shapes|should be the same, except",
        "Two branches meet whose shapes differ: strides, padding and filters have to give both the same one.",
    ),
    _kind(
        "shrunk-to-nothing",
        r"Negative dimension size|output size would be zero or negative|output would have been empty|dimension "
        r".* (is|would be) (negative|0)",
        "A layer makes less than one row or column of what comes in: look at padding, strides and the order of layers.",
    ),
)


def anybodys(name: str) -> bool:
    """Whether a class of exceptions is Python's or a library's; those of the course's own tell by their names.

    >>> anybodys("ValueError"), anybodys("StopIteration"), anybodys("NoBatch")
    (True, True, False)
    """
    return name.endswith("Error") or hasattr(builtins, name)


def kind_of(outcome: Outcome) -> Kind | None:
    """The kind of an outcome's exception, where its text tells one."""
    if outcome.error is None or outcome.error == "NotImplementedError" or not anybodys(outcome.error):
        return None
    if outcome.error == "RecursionError":
        return next(kind for kind in KINDS if kind.name == "never-ends")
    kinds = (kind for kind in KINDS if kind.text.search(outcome.text))
    found = next(kinds, None)
    return None if found and found.name == "key-missing" and outcome.error != "KeyError" else found


def told_of(outcomes: list[Outcome]) -> tuple[str, str]:
    """Name and meaning of the exception that all these answers end with, or two empty texts."""
    kinds = {kind.name: kind for outcome in outcomes if (kind := kind_of(outcome))}
    if len(kinds) != 1 or not all(map(kind_of, outcomes)):
        return "", ""
    ((name, kind),) = kinds.items()
    first = outcomes[0]
    where = f" in `{first.line}`" if first.line else ""
    return f"{MARK}{name}", f"{kind.meaning} It says{where}: {first.error}: {first.text}"
