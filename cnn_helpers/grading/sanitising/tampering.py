"""What a submission's grading metadata says that the release does not: mended either way, told apart here."""

from __future__ import annotations

from nbformat import NotebookNode
from nbgrader.utils import compute_checksum

from ..values.submission_run import MENDED, SUSPICIOUS
from .cell_order import Slot
from .cells import SKIP, Cell
from .remarks import Noted

FLAGS = ("grade", "solution", "locked", "task")


def look_for_tampering(slots: list[Slot], released: list[Cell], noted: Noted) -> None:
    """Note changed points, ids, tags and texts of the release's cells, and graded cells it does not have."""
    known = {cell.grade_id for cell in released if cell.kept}
    for slot in slots:
        if slot.cell is None:
            continue
        if slot.number is not None and released[slot.number].kept:
            _changed(slot.cell, released[slot.number], noted)
        elif slot.cell.grade_id not in known:
            if slot.cell.grading.get("grade") or "points" in slot.cell.grading:
                said = "Graded cells that the release does not have count for nothing"
                noted.add(SUSPICIOUS, said, slot.cell.grade_id or "without a name")
            elif slot.cell.grade_id:
                said = "Cells with a grade id that the release does not have are ordinary cells"
                noted.add(MENDED, said, slot.cell.grade_id)


def _changed(cell: Cell, original: Cell, noted: Noted) -> None:
    name, said, right = original.grade_id, cell.grading, original.grading
    if cell.grade_id not in ("", name):
        noted.add(SUSPICIOUS, "The grade ids of cells were changed", name)
    if "points" in said and said["points"] != right.get("points"):
        noted.add(SUSPICIOUS, "The points of cells differ from the release's, which count", name)
    if any(flag in said and bool(said[flag]) != bool(right.get(flag)) for flag in FLAGS):
        noted.add(SUSPICIOUS, "What nbgrader is to do with cells was changed", name)
    if SKIP in cell.tags and SKIP not in original.tags:
        noted.add(SUSPICIOUS, "Cells were tagged so that graders would skip them", name)
    if original.locked and cell.source.split() != original.source.split():
        if original.graded and not _lines_added(cell.source, original.source):
            noted.add(SUSPICIOUS, "Graded cells were rewritten; the released text counts", name)
        elif not _from_an_earlier_release(cell, original):
            noted.add(MENDED, "Locked cells were changed; the released text counts", name)


def _from_an_earlier_release(cell: Cell, original: Cell) -> bool:
    """Whether a locked cell is as nbgrader once released it: the checksum beside it is that of its text."""
    as_it_is = NotebookNode(cell_type=original.kind, source=cell.source)
    as_it_is.metadata = NotebookNode(nbgrader=original.grading)
    return cell.grading.get("checksum") == compute_checksum(as_it_is)


def _lines_added(source: str, original: str) -> bool:
    """Whether a cell was emptied, or still has all its lines: what happens by accident or while trying."""
    lines = iter(source.splitlines())
    return not source.strip() or all(line in lines for line in original.splitlines())
