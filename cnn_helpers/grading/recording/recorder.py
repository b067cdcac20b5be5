"""One submission's grades into nbgrader's gradebook, by nbgrader's own code, in one transaction."""

from __future__ import annotations

import random
import time
from collections.abc import Callable
from contextlib import ExitStack
from datetime import datetime
from pathlib import Path
from typing import TypeVar

import nbformat
from nbgrader.api import MissingEntry, SubmittedNotebook
from nbgrader.coursedir import CourseDirectory
from nbgrader.utils import compute_checksum, determine_grade, is_grade, is_solution, is_task, parse_utc
from traitlets.config import Config

from ..values.submission_run import Executed
from .autograded import Draft, Folder, take_away
from .gradebook import PATIENCE, SharedGradebook, engine_url
from .gradebook_marks import GradeRow, comment_rows, grade_rows, recorded_marks
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

    gradebook: SharedGradebook  # there from entering on

    def __init__(
        self, class_dir: Path, config: Config, db_url: str | None = None, patience: float = PATIENCE
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

        `handed_in` is the time of the submission; None leaves the time that is known. A failed submission gets
        0 points and no graded notebook. Raises ValueError for a notebook without all graded cells and for a
        name no gradebook can hold, CannotRecord as said above.
        """
        _check_name(student)
        return self._trying(lambda: self._record(student, assignment, executed, handed_in))

    def already_recorded(
        self, student: str, assignment: str, executed: Executed, handed_in: datetime | None = None
    ) -> bool:
        """Whether recording this would change nothing, by looking at the gradebook and the file themselves.

        A late submission is never taken as recorded: its penalty is the plugin's to say anew.
        """
        _check_name(student)
        return self._trying(lambda: self._stands(student, assignment, executed, handed_in))

    def marks(self, student: str, assignment: str) -> Recorded:
        """What the gradebook says now. Raises ValueError when there is no such submission."""
        return self._trying(lambda: self._marks(student, assignment))

    def _record(
        self, student: str, assignment: str, executed: Executed, handed_in: datetime | None
    ) -> Recorded:
        with ExitStack() as open_files:
            draft = self._draft(open_files, student, assignment, executed)
            with self.gradebook.transaction(student):
                self._enter_submission(student, assignment, handed_in)
                recorded = self._grade(student, assignment, executed)
            if draft:
                draft.publish()
            else:
                take_away(self.autograded, student, assignment, f"{assignment}.ipynb")
        return recorded

    def _draft(
        self, open_files: ExitStack, student: str, assignment: str, executed: Executed
    ) -> Draft | None:
        """The graded notebook, written before the gradebook is: a full disk is noticed in time."""
        if executed.failed:
            return None
        folder = open_files.enter_context(Folder(self.autograded, student, assignment, self.shared))
        draft = folder.beside(f"{assignment}.ipynb", _bytes(executed), self.permissions)
        return open_files.enter_context(draft)

    def _enter_submission(self, student: str, assignment: str, handed_in: datetime | None) -> None:
        """As stock autograde does: students and submissions that are not known are added."""
        self.gradebook.update_or_create_student(student)
        when = {"timestamp": handed_in} if handed_in else {}
        self.gradebook.update_or_create_submission(assignment, student, **when)

    def _grade(self, student: str, assignment: str, executed: Executed) -> Recorded:
        submitted = self._submitted(student, assignment)
        names = {"notebook": assignment, "assignment": assignment, "student": student}
        resources = {"nbgrader": {**names, "db_url": ""}}
        notebook = _read(executed)
        if executed.failed:
            _give_nothing(submitted)
        else:
            _check_cells(notebook, grade_rows(self.gradebook.db, submitted))
            self.steps.save_grades(self.gradebook, submitted, notebook, resources)
        self.steps.assign_penalty(self.gradebook, notebook, resources)
        return recorded_marks(self.gradebook.db, self._submitted(student, assignment))

    def _stands(self, student: str, assignment: str, executed: Executed, handed_in: datetime | None) -> bool:
        try:
            with self.gradebook.reading():
                submission = self.gradebook.find_submission(assignment, student)
                submitted = self._submitted(student, assignment)
                late = submission.total_seconds_late > 0 or submitted.late_submission_penalty is not None
                if late or (handed_in and submission.timestamp != parse_utc(handed_in)):
                    return False
                grades = {n: row.auto_score for n, row in grade_rows(self.gradebook.db, submitted).items()}
                comments = {n: auto for n, (auto, _) in comment_rows(self.gradebook.db, submitted).items()}
        except MissingEntry:
            return False
        name = f"{assignment}.ipynb"
        if executed.failed:
            page = self.autograded / student / assignment / name
            return all(score == 0 for score in grades.values()) and not page.exists()
        notebook = _read(executed)
        if grades != _auto_scores(notebook) or comments != _auto_comments(notebook):
            return False
        with Folder(self.autograded, student, assignment, self.shared) as folder:
            return folder.holds(name, _bytes(executed))

    def _marks(self, student: str, assignment: str) -> Recorded:
        with self.gradebook.reading():
            return recorded_marks(self.gradebook.db, self._submitted(student, assignment))

    def _submitted(self, student: str, assignment: str) -> SubmittedNotebook:
        return self.gradebook.find_submission_notebook(assignment, assignment, student)

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


def _read(executed: Executed) -> nbformat.NotebookNode:
    """The notebook, which the trusted side wrote: it is not validated a second time."""
    if executed.failed:
        return nbformat.v4.new_notebook()
    return nbformat.v4.reads(executed.notebook)


def _bytes(executed: Executed) -> bytes:
    return executed.notebook.encode("utf-8", "replace")


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


def _auto_scores(notebook: nbformat.NotebookNode) -> dict[str, float | None]:
    """What SaveAutoGrades notes on cells that have points; None where a teacher gives them."""
    return {
        cell.metadata.nbgrader.grade_id: determine_grade(cell)[0] if is_grade(cell) else None
        for cell in notebook.cells
        if is_grade(cell) or is_task(cell)
    }


def _auto_comments(notebook: nbformat.NotebookNode) -> dict[str, str | None]:
    """What SaveAutoGrades notes on answer cells: that one was left as it was."""
    comments = {}
    for cell in notebook.cells:
        if is_solution(cell) or is_task(cell):
            grading = cell.metadata.nbgrader
            untouched = not is_task(cell) and grading.get("checksum") == compute_checksum(cell)
            comments[grading.grade_id] = "No response." if untouched else None
    return comments


def _give_nothing(submitted: SubmittedNotebook) -> None:
    """What stock autograde does for a notebook that was not handed in."""
    for grade in submitted.grades:
        grade.auto_score = 0.0
        grade.needs_manual_grade = False
