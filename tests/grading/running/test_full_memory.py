"""A cell that fills the memory takes it from no other answer, and an error is shown though its message is lost."""

import nbformat
import pytest

from .conftest import RIGHT, points, told

pytestmark = pytest.mark.sandbox
FILL = "keep = []\nwhile True: keep.append(bytearray(1_000_000))"


def test_cell_that_printed_for_ever_leaves_the_memory_to_others(graded):
    held = "int(open('/proc/self/statm').read().split()[5]) * 4096"
    executed = graded(
        first=f"before = {held}\nwhile True: print('x' * 10_000)",
        last=f"grown = {held} - before\nassert grown < 100e6, grown",
    )
    assert points(executed) == RIGHT, told(executed)
    assert not nbformat.reads(executed.notebook, as_version=4).cells[-1].outputs


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("keep = []\nwhile True: keep.append('x' * len(keep))", "MemoryError"),
        ("print('x' * 3_000_000); 1 / 0", "ZeroDivisionError"),
    ],
)
def test_error_is_shown_when_its_message_is_lost(graded, source, name):
    shown = nbformat.reads(graded(first=source).notebook, as_version=4).cells[2].outputs
    assert [output.ename for output in shown if output.output_type == "error"] == [name]


@pytest.mark.parametrize(
    "double",
    [
        "import numpy as np\ndef double(x):\n    return np.ones(20_000_000)[0] * x * 2",
        "import os\ndef double(x):\n    return 2 * x if [bytearray(90_000_000)] else 0",
    ],
)
def test_cell_that_fills_the_memory_takes_it_from_no_answer(graded, double):
    executed = graded(first=FILL, double=double)
    assert points(executed) == RIGHT, told(executed)
    assert "cell 3 met the memory limit of 700 MB and left nothing to others; it was left out" in {
        remark.text for remark in executed.remarks
    }


def test_crash_in_a_filled_memory_is_the_fault_of_who_filled_it(graded):
    """A little is left, so that the crash comes: in a memory that is full the cell may end with MemoryError before."""
    nearly = (
        "try:\n    while True: keep.append(bytearray(1_000_000))\nexcept MemoryError:\n    del keep[-15:]"
    )
    crash = "if 'keep' in globals(): ctypes.string_at(0)"
    executed = graded(first=f"import ctypes\nkeep = []\n{nearly}", last=crash)
    assert points(executed) == RIGHT, told(executed)
    assert [remark.text for remark in executed.remarks] == [
        "cell 3 met the memory limit of 700 MB and left nothing to others; it was left out"
    ]


def test_answer_that_needs_too_much_memory_is_blamed_itself(graded):
    executed = graded(double="def double(x):\n    return [bytearray(50_000_000) for _ in range(40)]")
    assert points(executed) == {"double": 0.0, "double_sum": 60.0}
    assert [remark.text for remark in executed.remarks] == ["`double` met the memory limit of 700 MB"]
