"""nbgrader's own preprocessors, run on an executed notebook with one shared gradebook."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager

import nbformat
from nbformat.v4 import new_notebook
from nbgrader.api import SubmittedNotebook
from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from nbgrader.preprocessors import latesubmissions as late_module
from nbgrader.preprocessors import saveautogrades as save_module
from nbgrader.utils import is_grade, is_task
from traitlets import TraitError
from traitlets.config import Config

from .gradebook import SharedGradebook
from .gradebook_marks import GradeRow, grade_rows
from .problems import CannotRecord, is_about_database


class Steps:
    """What stock autograde does after running a notebook, in the class's settings."""

    def __init__(self, config: Config):
        silent = logging.Logger("nbgrader", logging.CRITICAL)
        try:
            self.save, self.late = SaveAutoGrades(config=config), AssignLatePenalties(config=config)
            self.plugin = self.late.plugin_class.__name__
        except TraitError as problem:
            raise ValueError(f"the plugin for late penalties cannot be used: {problem}") from problem
        self.save.log = self.late.log = silent

    def grade(
        self,
        gradebook: SharedGradebook,
        student: str,
        assignment: str,
        notebook: nbformat.NotebookNode | None,
    ) -> None:
        """Points and comments of every cell, and the late penalty; None for `notebook` gives nothing.

        Raises ValueError for other graded cells than the released ones, CannotRecord when the class's plugin fails.
        """
        submitted = gradebook.find_submission_notebook(assignment, assignment, student)
        names = {"notebook": assignment, "assignment": assignment, "student": student}
        resources = {"nbgrader": {**names, "db_url": ""}}
        if notebook is None:
            _give_nothing(submitted)
        else:
            _check_cells(notebook, grade_rows(gradebook.db, submitted))
            with sharing(gradebook), gradebook.at_hand(submitted), gradebook.db.no_autoflush:
                self.save(notebook, resources)  # sent to the database together
        self._assign_penalty(gradebook, notebook or new_notebook(), resources)

    def _assign_penalty(
        self, gradebook: SharedGradebook, notebook: nbformat.NotebookNode, resources: dict
    ) -> None:
        try:
            with sharing(gradebook):
                self.late(notebook, resources)
        except Exception as problem:
            if is_about_database(problem):
                raise
            raise CannotRecord(
                f"the plugin for late penalties {self.plugin} failed: {type(problem).__name__}: {problem}. "
                "The results are kept and the gradebook is as it was; mend the plugin, then run again."
            ) from problem


def _give_nothing(submitted: SubmittedNotebook) -> None:
    """What stock autograde does for a notebook that was not handed in."""
    for grade in submitted.grades:
        grade.auto_score = 0.0
        grade.needs_manual_grade = False


def _check_cells(notebook: nbformat.NotebookNode, rows: dict[str, GradeRow]) -> None:
    """Raises ValueError unless the cells with points are the gradebook's, each once and with its points."""
    given = [cell.metadata.nbgrader for cell in notebook.cells if is_grade(cell) or is_task(cell)]
    named = {grading.grade_id: float(grading.points) for grading in given}
    expected = {name: row.max_score for name, row in rows.items()}
    if named != expected or len(given) != len(named):
        raise ValueError(
            f"the graded cells are {sorted((g.grade_id, g.points) for g in given)}; "
            f"{sorted(expected.items())} are needed, each once"
        )


@contextmanager
def sharing(gradebook: SharedGradebook) -> Iterator[None]:
    """The preprocessors open a gradebook by its address: here they get the one that is open."""
    modules = (save_module, late_module)
    stock = [module.Gradebook for module in modules]
    for module in modules:
        module.Gradebook = lambda db_url: gradebook
    try:
        yield
    finally:
        for module, kind in zip(modules, stock, strict=True):
            module.Gradebook = kind
