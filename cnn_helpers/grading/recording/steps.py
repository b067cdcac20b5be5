"""nbgrader's own preprocessors, run on an executed notebook with one shared gradebook."""

from __future__ import annotations

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from nbgrader.preprocessors import AssignLatePenalties, SaveAutoGrades
from nbgrader.preprocessors import latesubmissions as late_module
from nbgrader.preprocessors import saveautogrades as save_module
from traitlets import TraitError
from traitlets.config import Config

from .gradebook import SharedGradebook
from .problems import CannotRecord, is_about_database

if TYPE_CHECKING:
    import nbformat
    from nbgrader.api import SubmittedNotebook


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

    def save_grades(
        self,
        gradebook: SharedGradebook,
        submitted: SubmittedNotebook,
        notebook: nbformat.NotebookNode,
        resources: dict,
    ) -> None:
        """Points and comments of every cell, sent to the database together."""
        with sharing(gradebook), gradebook.at_hand(submitted), gradebook.db.no_autoflush:
            self.save(notebook, resources)

    def assign_penalty(
        self, gradebook: SharedGradebook, notebook: nbformat.NotebookNode, resources: dict
    ) -> None:
        """The late penalty. Raises CannotRecord when the class's plugin fails."""
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
