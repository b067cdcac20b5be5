"""A teacher's names for wrong answers, put into results that were run before or are new."""

from __future__ import annotations

from dataclasses import replace

import nbformat

from ..class_files.mistake_names import Names
from ..judging.naming import known
from ..running.result_cells import show_results
from ..values.submission_run import Executed


def named_by_teacher(executed: Executed, assignment: str, names: Names) -> Executed:
    """The same results, with the teacher's names and hints for answers that no known mistake has a name for."""
    results = {
        question: replace(result, mistake=named.name, hint=named.hint)
        for question, result in executed.results.items()
        if not known(result.mistake) and (named := names.get((assignment, question, result.group)))
    }
    if not results:
        return executed
    notebook = nbformat.reads(executed.notebook, as_version=4)
    show_results(notebook, results)
    return replace(executed, notebook=nbformat.writes(notebook), results=executed.results | results)
