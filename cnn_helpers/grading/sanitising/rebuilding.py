"""Cells made anew: text of the release or of the student, everything else of the release."""

from __future__ import annotations

import copy
import re
from collections import Counter
from itertools import count

from .cell_order import Slot
from .cells import SKIP, Cell

CELL_ID = re.compile(r"[a-zA-Z0-9_-]{1,64}")
PUT_BACK = "# This cell was missing. What it was for may stand elsewhere in the notebook."


def rebuild(slots: list[Slot], released: list[Cell]) -> list[dict]:
    """The notebook's cells as nbformat 4.5 has them, without outputs."""
    names = _ids(slots, released)
    skipped = _skipped(slots, released)
    return [
        _rebuilt(slot, None if slot.number is None else released[slot.number], name, skip)
        for slot, name, skip in zip(slots, names, skipped, strict=True)
    ]


def _rebuilt(slot: Slot, original: Cell | None, name: str, skip: bool) -> dict:
    if original is None:
        kind, source, metadata = slot.own.kind, slot.own.source, {"tags": [SKIP]} if skip else {}
    else:
        kind, source, metadata = original.kind, _source(slot.cell, original), copy.deepcopy(original.metadata)
    made = {"cell_type": kind, "id": name, "metadata": metadata, "source": source}
    return made | ({"execution_count": None, "outputs": []} if kind == "code" else {})


def _source(cell: Cell | None, original: Cell) -> str:
    """A locked cell's text is the release's; a missing solution's is not the stub, which would hide the answer."""
    if original.locked:
        return original.source
    if cell is not None:
        return cell.source
    return PUT_BACK if original.kind == "code" else ""


def _ids(slots: list[Slot], released: list[Cell]) -> list[str]:
    """The release's cell ids; a student's own where they are valid and met for the first time, else new ones."""
    taken = {cell.id for cell in released}
    names = [None if slot.number is None else released[slot.number].id for slot in slots]
    for at, slot in enumerate(slots):
        if names[at] is None and CELL_ID.fullmatch(slot.own.id) and slot.own.id not in taken:
            names[at] = slot.own.id
            taken.add(slot.own.id)
    fresh = (name for name in map("own-{}".format, count(1)) if name not in taken)
    return [name or next(fresh) for name in names]


def _skipped(slots: list[Slot], released: list[Cell]) -> list[bool]:
    """Which of the student's own cells are not run (the release's keep their tags).

    Those behind the last graded cell can change no grade any more, and may train for minutes. Before it, an
    own cell tagged to be skipped is believed where the release skips a cell, in the same place, that was not
    found: an editor lost its id and the student changed its text. Where a person gives points, all are run.
    """
    here = {slot.number for slot in slots}
    lost: Counter = Counter()
    behind = None
    for number, cell in enumerate(released):
        behind = number if cell.kept else behind
        lost[behind] += cell.skipped and number not in here
    graded = [at for at, slot in enumerate(slots) if slot.number is not None and released[slot.number].graded]
    by_machine = all(cell.locked and not cell.grading.get("task") for cell in released if cell.graded)
    end = graded[-1] if graded and by_machine else len(slots)
    skipped, behind = [], None
    for at, slot in enumerate(slots):
        if slot.number is not None:
            behind = slot.number if released[slot.number].kept else behind
            skipped.append(False)
        else:
            believed = slot.own.skipped and lost[behind] > 0
            lost[behind] -= believed
            skipped.append(slot.own.kind == "code" and (at > end or believed))
    return skipped
