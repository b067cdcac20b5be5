"""Which of a submission's cells is which of the release's."""

from __future__ import annotations

from collections.abc import Callable

from ..values.submission_run import MENDED
from .cells import Cell
from .remarks import Noted


def match(cells: list[Cell], released: list[Cell], noted: Noted) -> tuple[dict[int, int], set[int]]:
    """For places in `cells` their place in `released`, one each at most; and the places that are dropped.

    A cell is known by its grade id, else by its cell id, else by having the released text. Editors that
    do not keep one of these keep another. Copies of a locked cell are dropped while they say nothing new.
    """
    found = _by_grade_id(cells, released, noted)
    locked = {(cell.grade_id, cell.kind, cell.source) for cell in released if cell.kept and cell.locked}
    dropped = set()
    for place, cell in enumerate(cells):
        if place not in found and (cell.grade_id, cell.kind, cell.source) in locked:
            noted.add(MENDED, "Copies of graded or read-only cells were left out", cell.grade_id)
            dropped.add(place)
    for key in (lambda cell: (cell.kind, cell.id), lambda cell: (cell.kind, cell.source)):
        _by(key, cells, released, found, dropped)
    return found, dropped


def _by_grade_id(cells: list[Cell], released: list[Cell], noted: Noted) -> dict[int, int]:
    """The cells that nbgrader knows, by grade id.

    Of several copies of a graded cell the last counts, as in nbgrader: whatever a student mended on the way
    stands before it. Of a solution cell the first does; the others run as ordinary cells.
    """
    copies: dict[str, list[int]] = {}
    for place, cell in enumerate(cells):
        if cell.grade_id:
            copies.setdefault(cell.grade_id, []).append(place)
    found = {}
    for number, original in enumerate(released):
        places = copies.get(original.grade_id, []) if original.kept else []
        right = [place for place in places if cells[place].kind == original.kind]
        if places and not right:
            noted.add(MENDED, "Cells that were no longer code (or text) were put right", original.grade_id)
        # a locked cell's text is the release's, whatever it was turned into; a solution's would be lost
        places = right or (places if original.locked else [])
        if places:
            found[places[-1 if original.locked else 0]] = number
    return found


def _by(
    key: Callable[[Cell], tuple[str, str]],
    cells: list[Cell],
    released: list[Cell],
    found: dict[int, int],
    dropped: set[int],
) -> None:
    """Match what is still unmatched by `key`, (kind, something), first come first served; adds to `found`."""
    taken = set(found.values())
    free: dict[tuple[str, str], list[int]] = {}
    for number, original in enumerate(released):
        if number not in taken and key(original)[1]:
            free.setdefault(key(original), []).append(number)
    for place, cell in enumerate(cells):
        if place not in found and place not in dropped and free.get(key(cell)):
            found[place] = free[key(cell)].pop(0)
