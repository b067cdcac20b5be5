"""`cnn-course check NOTEBOOK`: run a student's notebook as it stands and collect what its checks say."""

from __future__ import annotations

import os
from pathlib import Path

import nbformat

from ..assignments.nbgrader_setup import SECONDS_A_CELL
from ..assignments.published import ASSIGNMENT_VARIABLE
from ..values.display import RESULT_MIME
from ..values.results import QuestionResult
from .course import assignment_of, released
from .notebook_file import readable


def check_notebook(path: Path) -> list[tuple[str, float, QuestionResult | None, str]]:
    """For each graded cell: question, points possible, result (None when none came) and an error's last line.

    The file is not changed. Raises FileNotFoundError, CannotBeRun for what is no notebook, and ValueError when
    it has no graded cell.
    """
    path = Path(path)
    if not path.is_file():
        raise FileNotFoundError(f"{path} is not a file; a notebook (.ipynb) is needed")
    readable(path)
    notebook = nbformat.read(path, as_version=4)
    graded = [cell for cell in notebook.cells if cell.metadata.get("nbgrader", {}).get("grade")]
    if not graded:
        raise ValueError(f"{path} has no graded cell; is it one of the course's assignments?")
    _run(notebook, path.parent, assignment_of(path.read_bytes(), released()))
    return [_said(cell) for cell in graded]


def _run(notebook: nbformat.NotebookNode, folder: Path, assignment: str) -> None:
    from nbclient import NotebookClient

    client = NotebookClient(
        notebook,
        timeout=SECONDS_A_CELL,
        interrupt_on_timeout=True,
        allow_errors=True,
        resources={"metadata": {"path": str(folder)}},
    )
    client.execute(env=os.environ | ({ASSIGNMENT_VARIABLE: assignment} if assignment else {}))


def _said(cell: nbformat.NotebookNode) -> tuple[str, float, QuestionResult | None, str]:
    said = [o.data[RESULT_MIME] for o in cell.outputs if RESULT_MIME in o.get("data", {})]
    errors = [f"{o.ename}: {o.evalue}" for o in cell.outputs if o.output_type == "error"]
    name = cell.metadata.nbgrader.grade_id.removesuffix("-check")
    result = QuestionResult.from_dict(said[-1]) if said else None
    return name, float(cell.metadata.nbgrader.points), result, errors[-1] if errors else ""
