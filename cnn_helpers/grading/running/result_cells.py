"""The graded cells of a notebook: which question each asks, and its result in place of what the cell said."""

from __future__ import annotations

from collections.abc import Mapping

import nbformat
from nbformat.v4 import new_output

from ..values.display import RESULT_MIME, as_html, as_text
from ..values.results import QuestionResult


def asked_in(cell: nbformat.NotebookNode) -> str:
    """The question that a graded cell asks; empty for other cells."""
    marks = cell.metadata.get("nbgrader", {})
    return marks["grade_id"].removesuffix("-check") if marks.get("grade") else ""


def show_results(notebook: nbformat.NotebookNode, results: Mapping[str, QuestionResult]) -> None:
    """Put each result where nbgrader and people look for it."""
    for cell in notebook.cells:
        name = asked_in(cell)
        if name in results:
            result = results[name]
            bundle: dict = {"text/plain": as_text(result), "text/html": as_html(result)}
            bundle[RESULT_MIME] = result.to_dict()
            points = {"text/plain": str(result.points)}
            cell.outputs = [
                new_output("display_data", data=bundle),
                new_output("execute_result", data=points, execution_count=cell.execution_count),
            ]
