"""The order of the cells: the student's, with what is missing put back and no graded cell before its function."""

from __future__ import annotations

from dataclasses import dataclass

from ..values.submission_run import MENDED
from .cells import Cell
from .remarks import Noted


@dataclass(frozen=True, eq=False)
class Slot:
    """A place in the notebook: a student's cell, the number of the released cell it is, or both."""

    cell: Cell | None
    number: int | None

    @property
    def own(self) -> Cell:
        """The student's cell. Raises ValueError for a slot that only the release fills."""
        if self.cell is None:
            raise ValueError(f"cell {self.number} of the release was not handed in; one that was is needed")
        return self.cell


def place(slots: list[Slot], released: list[Cell], noted: Noted) -> list[Slot]:
    """`slots` with every kept cell of the release, in an order in which grading makes sense.

    A locked cell stays where the student has it when the solutions and read-only cells that the release has
    before it come before it here too. Otherwise, and when it is missing, it goes behind all that the release
    has before it, right before the next cell that the release has after it, or to the end. Solutions stay.
    """
    slots = list(slots)
    kept = [number for number, cell in enumerate(released) if cell.kept]
    position = _positions(slots)
    for number in kept:
        before = [position[other] for other in kept if other < number]
        needed = [position[other] for other in kept if other < number and not released[other].graded]
        at = position.get(number)
        if at is not None and (not released[number].locked or all(other < at for other in needed)):
            continue
        name = released[number].grade_id
        if at is None:
            noted.add(MENDED, "Cells that were missing were put back", name)
            slot = Slot(None, number)
        else:
            noted.add(MENDED, "Cells that stood before what they need were moved behind it", name)
            slot = slots.pop(at)
            before = [other - (other > at) for other in before]
        slots.insert(_next(slots, max(before, default=-1) + 1, number), slot)
        position = _positions(slots)
    return slots


def _positions(slots: list[Slot]) -> dict[int, int]:
    return {slot.number: at for at, slot in enumerate(slots) if slot.number is not None}


def _next(slots: list[Slot], start: int, number: int) -> int:
    """The first place from `start` on whose cell comes after `number` in the release; else the end."""
    for at in range(start, len(slots)):
        here = slots[at].number
        if here is not None and here > number:
            return at
    return len(slots)
