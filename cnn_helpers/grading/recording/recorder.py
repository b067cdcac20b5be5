"""One submission's grades into nbgrader's gradebook, by nbgrader's own code, in one transaction."""

from __future__ import annotations

import os
import random
import time
from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import nbformat
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task
from traitlets.config import Config

from ..values.submission_run import Executed
from .autograded import GradedNotebook
from .gradebook import PATIENCE, SharedGradebook, engine_url
from .gradebook_marks import submission_marks
from .problems import explained, is_about_storage, is_race
from .recorded_marks import Recorded
from .steps import Steps

T = TypeVar("T")
TRIES = 6  # when graders get into each other's way
LONGEST_NAME = 128  # nbgrader's column for a student's name


class Recorder:
    """The one who writes grades down: opens the gradebook on entering, closes it on leaving.

    `config` is the class's (`class_settings`); `db_url` takes the place of the config's gradebook. The assignment
    is in the gradebook already, through nbgrader's generate step. Raises CannotRecord when the gradebook or a
    file cannot be written; what was recorded before stays whole.
    """

    def __init__(
        self,
        class_dir: str | os.PathLike,
        config: Config,
        db_url: str | None = None,
        patience: float = PATIENCE,
    ):
        coursedir = CourseDirectory(config=config)
        self.url = engine_url(db_url or coursedir.db_url, patience)
        self.autograded = Path(class_dir).resolve() / coursedir.autograded_directory
        self.shared = coursedir.groupshared
        given = config.Autograde.permissions if "permissions" in config.Autograde else None
        self.permissions = int(str(given or (664 if self.shared else 444)), 8)
        self.steps = Steps(config)

    def __enter__(self) -> Recorder:
        self.gradebook = self._trying(lambda: SharedGradebook(self.url))
        return self

    def __exit__(self, *problem: object) -> None:
        self.gradebook.close()

    def record(
        self, student: str, assignment: str, executed: Executed, handed_in: datetime | None = None
    ) -> Recorded:
        """Write a submission's grades, then its graded notebook; a teacher's grades by hand stay.

        Where all of it stands already, by the gradebook and the file themselves, nothing is written. `handed_in` is
        the time of the submission; None leaves the time that is known. A failed submission gets 0 points and no
        graded notebook. Raises ValueError for a notebook without all graded cells and for a name no gradebook can
        hold, CannotRecord as said above.
        """
        _check_name(student)
        return self._trying(lambda: self._record(student, assignment, executed, handed_in))

    def _record(
        self, student: str, assignment: str, executed: Executed, handed_in: datetime | None
    ) -> Recorded:
        notebook, content, scores, comments = _told(executed)
        with self.gradebook.reading():
            marks = submission_marks(self.gradebook, student, assignment)
        page = GradedNotebook(self.autograded / student / assignment, content, self.permissions, self.shared)
        if marks and marks.tell_of(scores, comments, handed_in) and page.stands():
            return marks.recorded
        with page.being_put(), self.gradebook.transaction(student):
            # as stock autograde does: students and submissions that are not known are added
            self.gradebook.update_or_create_student(student)
            when = {"timestamp": handed_in} if handed_in else {}
            self.gradebook.update_or_create_submission(assignment, student, **when)
            self.steps.grade(self.gradebook, student, assignment, notebook)
            marks = submission_marks(self.gradebook, student, assignment)
        assert marks is not None, "what was just written is there"
        return marks.recorded

    def _trying(self, action: Callable[[], T]) -> T:
        """Run it; again when another grader came in between; tell in words why it cannot be done."""
        left = TRIES
        while True:
            left -= 1
            try:
                return action()
            except Exception as problem:
                if left and is_race(problem):
                    time.sleep(random.uniform(0.01, 0.1))
                elif is_about_storage(problem):
                    raise explained(problem, self.url) from problem
                else:
                    raise


def _check_name(student: str) -> None:
    """Raises ValueError for a name that is no folder's, or that not every gradebook can hold."""
    if student in ("", ".", "..") or "/" in student or "\0" in student:
        raise ValueError(f"{student!r} is no student's name; the name of a folder is needed")
    if len(student) > LONGEST_NAME:
        raise ValueError(
            f"the student's name {student[:20]!r}… has {len(student)} letters; {LONGEST_NAME} fit"
        )
    try:
        student.encode("utf-8")
    except UnicodeEncodeError:
        raise ValueError(f"the student's name {student!r} is not text; UTF-8 is needed") from None


def _told(executed: Executed) -> tuple:
    """The notebook, its file's bytes, and what SaveAutoGrades notes of it: points by cell, comments by cell.

    Points are None where a teacher gives them. All four are None where nothing was run. The trusted side wrote the
    notebook: it is not validated a second time.
    """
    if executed.failed:
        return None, None, None, None
    notebook = nbformat.v4.reads(executed.notebook)
    scores: dict[str, float | None] = {}
    comments: dict[str, str | None] = {}
    for cell in notebook.cells:
        if is_grade(cell) or is_task(cell):
            scores[cell.metadata.nbgrader.grade_id] = determine_grade(cell)[0] if is_grade(cell) else None
        if is_solution(cell) or is_task(cell):
            grading = cell.metadata.nbgrader
            untouched = not is_task(cell) and grading.get("checksum") == compute_checksum(cell)
            comments[grading.grade_id] = "No response." if untouched else None
    return notebook, executed.notebook.encode("utf-8", "replace"), scores, comments
