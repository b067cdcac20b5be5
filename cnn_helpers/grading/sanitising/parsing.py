"""From a file's bytes to cells: whatever can be read of a notebook is read."""

from __future__ import annotations

import json
import re

from ..values.submission_run import MENDED, CannotBeRun
from .cells import Cell
from .remarks import Noted

KINDS = ("code", "markdown", "raw")
LATEST = (4, 5)
MOST_CELLS = 5_000
MOST_BRACKETS = 3_000_000  # 50 MB of "[]" would become gigabytes of lists
UNUSABLE = re.compile("[\ud800-\udfff\0]")  # half characters cannot be sent, Python takes no null


def parse(content: bytes, noted: Noted) -> list[Cell]:
    """The cells of a notebook file; what in it cannot be read is left out and noted.

    Raises CannotBeRun for what is not UTF-8, not JSON or no notebook, and for more than MOST_CELLS cells.
    """
    found = _cells(_json(content), noted)
    if len(found) > MOST_CELLS:
        raise CannotBeRun(f"the notebook has {len(found)} cells; at most {MOST_CELLS} are run")
    cells = []
    for number, data in enumerate(found, 1):
        cell = _cell(data)
        if cell is None:
            noted.add(MENDED, "Cells that cannot be read were left out", f"number {number}")
        else:
            usable = UNUSABLE.sub("\ufffd", cell.source)
            if usable != cell.source:
                noted.add(MENDED, "Null characters and half characters were replaced", f"cell {number}")
                cell = Cell(cell.kind, usable, cell.id, cell.metadata)
            cells.append(cell)
    return cells


def _json(content: bytes) -> object:
    if not content.strip():
        raise CannotBeRun("the file is empty")
    if content.count(b"[") + content.count(b"{") > MOST_BRACKETS:
        raise CannotBeRun(f"the file has more than {MOST_BRACKETS} brackets; no notebook is like that")
    try:
        # Python refuses to read numbers of thousands of digits; no number of that size is needed here
        return json.loads(content.decode("utf-8-sig"), parse_int=lambda digits: int(digits[:20]))
    except UnicodeDecodeError:
        raise CannotBeRun("the file is not text in UTF-8") from None
    except json.JSONDecodeError as problem:
        raise CannotBeRun(f"the file is not valid JSON: {problem}") from None
    except RecursionError:
        raise CannotBeRun("the file is not valid JSON: it is nested too deeply") from None


def _cells(notebook: object, noted: Noted) -> list:
    """The list of cells, of formats 2 to 4 and of later ones that keep it where format 4 has it."""
    if not isinstance(notebook, dict):
        raise CannotBeRun("the file is JSON but not a notebook: it holds no object with cells")
    cells, sheets = notebook.get("cells"), notebook.get("worksheets")
    if not isinstance(cells, list) and isinstance(sheets, list):
        inside = [sheet["cells"] for sheet in sheets if isinstance(sheet, dict) and "cells" in sheet]
        cells = [cell for sheet in inside if isinstance(sheet, list) for cell in sheet]
    version = notebook.get("nbformat"), notebook.get("nbformat_minor", 0)
    written = ".".join(str(part) for part in version) if all(type(part) is int for part in version) else ""
    if not isinstance(cells, list):
        newer = f" (format {written}; the latest that is known is 4.5)" if written else ""
        raise CannotBeRun(f"the file is JSON but not a notebook: it has no list of cells{newer}")
    if not written or version[0] != LATEST[0] or version > LATEST:
        found = f"format {written}" if written else "no known format"
        noted.add(MENDED, f"The notebook has {found} and was read as format 4.5")
    return cells


def _cell(data: object) -> Cell | None:
    """One cell, or None for what is none."""
    if not isinstance(data, dict):
        return None
    kind, source = data.get("cell_type"), data.get("source", data.get("input"))
    if isinstance(source, list) and all(isinstance(line, str) for line in source):
        source = "".join(source)
    if not isinstance(source, str):
        return None
    if kind in ("heading", "html"):  # of format 3
        level = data.get("level", 1) if kind == "heading" else 0
        kind, source = "markdown", f"{'#' * level} {source}" if level in range(1, 7) else source
    if kind not in KINDS:
        return None
    name, metadata = data.get("id"), data.get("metadata")
    return Cell(
        kind,
        source,
        name if isinstance(name, str) else "",
        metadata if isinstance(metadata, dict) else {},
    )
