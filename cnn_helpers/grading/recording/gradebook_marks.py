"""Reading one submission's marks out of the gradebook with queries whose cost does not grow with the class."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    GradeCell,
    MissingEntry,
    SubmittedNotebook,
    TaskCell,
)
from nbgrader.utils import parse_utc
from sqlalchemy import func, select
from sqlalchemy.orm import scoped_session

from .recorded_marks import Recorded


@dataclass(frozen=True)
class GradeRow:
    """One graded cell: the grader's points, a teacher's, what counts, and the most there is."""

    auto_score: float | None
    score: float
    max_score: float


def cells_of(session: scoped_session, notebook: SubmittedNotebook) -> dict[str, tuple[str, float]]:
    """Name and points of the released notebook's cells, by nbgrader's id.

    Asked first, so that grades are then looked up by cell: only for that nbgrader's tables have an index.
    """
    in_code, in_task, cells = GradeCell.__table__.c, TaskCell.__table__.c, BaseCell.__table__
    query = (
        select(cells.c.id, cells.c.name, func.coalesce(in_code.max_score, in_task.max_score, 0.0))
        .select_from(cells)
        .outerjoin(GradeCell.__table__, in_code.id == cells.c.id)
        .outerjoin(TaskCell.__table__, in_task.id == cells.c.id)
        .where(cells.c.notebook_id == notebook.notebook_id)
    )
    return {key: (name, float(most)) for key, name, most in session.execute(query)}


def grade_rows(session: scoped_session, notebook: SubmittedNotebook) -> dict[str, GradeRow]:
    """The grades of a submitted notebook by their cell's name."""
    cells = cells_of(session, notebook)
    query = select(Grade.cell_id, Grade.auto_score, Grade.score).where(
        Grade.cell_id.in_(cells), Grade.notebook_id == notebook.id
    )
    rows = session.execute(query)
    return {cells[key][0]: GradeRow(auto, float(score), cells[key][1]) for key, auto, score in rows}


def comment_rows(session: scoped_session, notebook: SubmittedNotebook) -> dict[str, tuple[str | None, str]]:
    """The comments of a submitted notebook by their cell's name: the grader's, and the one that counts."""
    cells = cells_of(session, notebook)
    query = select(Comment.cell_id, Comment.auto_comment, Comment.comment).where(
        Comment.cell_id.in_(cells), Comment.notebook_id == notebook.id
    )
    return {cells[key][0]: (auto, comment or "") for key, auto, comment in session.execute(query)}


@dataclass(frozen=True)
class Marks:
    """What the gradebook says of a submission: when it came, the grader's own points and comments, what counts."""

    handed_in: datetime | None
    late: bool
    auto_scores: dict[str, float | None]
    auto_comments: dict[str, str | None]
    recorded: Recorded

    def tell_of(self, scores: dict | None, comments: dict | None, handed_in: datetime | None) -> bool:
        """Whether they are those of this result; None for `scores` is a failed one's.

        A late submission's never are: its penalty is the plugin's to say anew.
        """
        if self.late or (handed_in and self.handed_in != parse_utc(handed_in)):
            return False
        if scores is None:
            return all(score == 0 for score in self.auto_scores.values())
        return (self.auto_scores, self.auto_comments) == (scores, comments)


def submission_marks(gradebook: Gradebook, student: str, assignment: str) -> Marks | None:
    """The marks of a submission; None where the gradebook has none of it."""
    try:
        submission = gradebook.find_submission(assignment, student)
        notebook = gradebook.find_submission_notebook(assignment, assignment, student)
    except MissingEntry:
        return None
    grades, comments = grade_rows(gradebook.db, notebook), comment_rows(gradebook.db, notebook)
    return Marks(
        submission.timestamp,
        submission.total_seconds_late > 0 or notebook.late_submission_penalty is not None,
        {name: grade.auto_score for name, grade in grades.items()},
        {name: auto for name, (auto, _) in comments.items()},
        Recorded(
            score=sum(grade.score for grade in grades.values()),
            max_score=sum(grade.max_score for grade in grades.values()),
            late_penalty=float(notebook.late_submission_penalty or 0.0),
            scores={name: (grade.score, grade.max_score) for name, grade in grades.items()},
            comments={name: comment for name, (_, comment) in comments.items()},
        ),
    )
