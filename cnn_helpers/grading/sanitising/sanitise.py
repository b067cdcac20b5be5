"""One submission folder into what is run."""

from __future__ import annotations

import json
import os
from pathlib import Path

from nbformat import NotebookNode

from ..assignments.questions import Assignment
from ..values.submission_run import CannotBeRun, Handed
from .cell_order import Slot, place
from .cells import Cell
from .data_files import data_files
from .folder import NotTaken, choose, opened, read_plain
from .matching import match
from .parsing import LATEST, parse
from .rebuilding import rebuild
from .remarks import Noted
from .tampering import look_for_tampering


def sanitise(folder: Path, released: NotebookNode, assignment: Assignment) -> Handed:
    """The notebook and data files in `folder`, submitted/STUDENT/NAME, made safe to run and sure to be graded.

    `released` is the notebook that students got. The result has every cell of it that nbgrader knows, exactly
    once; only solution cells and the student's own keep the student's text, and no other data of theirs.
    Sanitising what comes out again changes nothing. Raises CannotBeRun with a reason for people.
    """
    noted = Noted()
    with opened(Path(folder)) as at:
        names = os.listdir(at)
        chosen = choose(names, f"{assignment.name}.ipynb", noted)
        try:
            content = read_plain(chosen, at, assignment.limits.notebook_mb, "notebook_mb")
        except NotTaken as problem:
            raise CannotBeRun(str(problem)) from None
        cells = mended(parse(content, noted), _cells(released), noted)
        files = data_files([name for name in names if name != chosen], at, assignment, noted)
    notebook = {
        "cells": cells,
        "metadata": released.metadata,
        "nbformat": LATEST[0],
        "nbformat_minor": LATEST[1],
    }
    text = json.dumps(notebook, ensure_ascii=False, sort_keys=True, indent=1)
    return Handed(text + "\n", files, noted.remarks())


def mended(cells: list[Cell], released: list[Cell], noted: Noted) -> list[dict]:
    """A submission's cells rebuilt after the release's, as nbformat has them."""
    found, dropped = match(cells, released, noted)
    slots = [Slot(cell, found.get(at)) for at, cell in enumerate(cells) if at not in dropped]
    look_for_tampering(slots, released, noted)
    return rebuild(place(slots, released, noted), released)


def _cells(released: NotebookNode) -> list[Cell]:
    return [Cell(cell.cell_type, cell.source, cell.id, dict(cell.metadata)) for cell in released.cells]
