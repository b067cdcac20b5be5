"""What was handed out: which assignment is this notebook, and which of its questions were touched?"""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from ..assignments import published
from ..assignments.release import ASSIGNMENTS, METADATA


@dataclass(frozen=True)
class Released:
    """An assignment as students got it: the source of its solution cells, and its graded cells' ids."""

    name: str
    stubs: dict[str, str]
    graded: tuple[str, ...]

    @property
    def ids(self) -> set[str]:
        return {*self.stubs, *self.graded}


def released(folder: Path | None = None) -> dict[str, Released]:
    """Every assignment handed out, by name. Raises FileNotFoundError when there is none."""
    folder = folder or ASSIGNMENTS
    found = {}
    for path in sorted(folder.glob("*/*.ipynb")):
        if path.stem == path.parent.name:
            cells = nbgrader_cells(path.read_bytes())
            stubs = {name: source for name, (kind, source) in cells.items() if kind.get("solution")}
            graded = tuple(name for name, (kind, _) in cells.items() if kind.get("grade"))
            found[path.stem] = Released(path.stem, stubs, graded)
    if not found:
        raise FileNotFoundError(f"{folder} holds no assignment; an instructor makes them: cnn-course release")
    return found


def nbgrader_cells(data: bytes) -> dict[str, tuple[dict, str]]:
    """nbgrader's metadata and the source of every cell that has some, by its id; empty for what is no notebook.

    >>> nbgrader_cells(b'{"cells": [{"metadata": {"nbgrader": {"grade_id": "pad"}}, "source": ["a", "b"]}]}')
    {'pad': ({'grade_id': 'pad'}, 'ab')}
    >>> nbgrader_cells(b"no notebook")
    {}
    """
    found: dict[str, tuple[dict, str]] = {}
    for cell in _cells(_parsed(data)):
        metadata = cell.get("metadata") if isinstance(cell, dict) else None
        kind = metadata.get("nbgrader") if isinstance(metadata, dict) else None
        if isinstance(kind, dict) and isinstance(name := kind.get("grade_id"), str):
            source = cell.get("source", cell.get("input", ""))
            parts = source if isinstance(source, list) else [source]
            found.setdefault(name, (kind, "".join(part for part in parts if isinstance(part, str))))
    return found


def _parsed(data: bytes) -> object:
    """What stands in a file as JSON; None for what is none."""
    try:
        return json.loads(data.decode("utf-8-sig"))
    except (ValueError, RecursionError):
        return None


def named_in(data: bytes) -> str:
    """The assignment that a notebook's metadata name; "" where they name none.

    >>> named_in(b'{"cells": [], "metadata": {"cnn_course": {"assignment": "week1-keras"}}}')
    'week1-keras'
    """
    said: object = _parsed(data)
    for key in ("metadata", METADATA, "assignment"):
        said = said.get(key) if isinstance(said, dict) else None
    return said if isinstance(said, str) else ""


def _cells(notebook: object) -> list:
    """The cells of a notebook in format 4, or in format 3, where they stand in worksheets."""
    if not isinstance(notebook, dict):
        return []
    sheets = notebook.get("worksheets")
    holders = [notebook, *(sheets if isinstance(sheets, list) else [])]
    lists = [holder.get("cells") for holder in holders if isinstance(holder, dict)]
    return [cell for cells in lists if isinstance(cells, list) for cell in cells]


def assignment_of(data: bytes, known: dict[str, Released]) -> str:
    """The assignment that this notebook says it is, or that shares the most cells with it; "" when none stands out.

    What it says counts unless all its graded and solution cells are another assignment's.
    """
    ids, said = set(nbgrader_cells(data)), named_in(data)
    if said in known and (not ids or ids & known[said].ids):
        return said
    shared = sorted((len(ids & one.ids), name) for name, one in known.items())
    most = shared[-1][0]
    leaders = [name for count, name in shared if count == most]
    return leaders[0] if most and len(leaders) == 1 else ""


def data_files(name: str) -> tuple[str, ...]:
    """The patterns of data files that may be handed in with an assignment, as students have them."""
    path = published.folder() / f"{name}.json"
    if not path.exists():
        return ()
    return tuple(json.loads(path.read_text(encoding="utf-8")).get("files", ()))
