"""What is written down of a class while it is graded: gradebook, feedback pages, and the tables at the end."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

from traitlets.config import Config

from ...files import write_whole
from ..assignments.questions import Question
from ..assignments.solution import load
from ..class_files.submissions import Submission
from ..class_files.tables import Grade, QuestionGrade, read, remark_columns, write
from ..recording.feedback_page import feedback_page
from ..recording.recorded_marks import Recorded
from ..recording.recorder import Recorder
from ..recording.timestamps import handed_in
from ..values.submission_run import SUSPICIOUS, Executed, Remark

if TYPE_CHECKING:
    from distributed import Client, Future

MOST_PAGES_WAITING = 8


class ClassRecords:
    """The one writer. `progress` is called with each submission's row."""

    def __init__(
        self,
        class_dir: Path,
        config: Config,
        progress: Callable[[Grade], None],
        feedback: bool = True,
    ):
        self.class_dir, self.progress, self.feedback = class_dir, progress, feedback
        self.recorder = Recorder(class_dir, config)
        self.grades: dict[Submission, Grade] = {}
        self.questions: dict[Submission, list[QuestionGrade]] = {}
        self._client: Client | None = None
        self._waiting: list[tuple[Path, Future]] = []

    def __enter__(self) -> ClassRecords:
        self.recorder.__enter__()
        return self

    def __exit__(self, *problem: object) -> None:
        self.recorder.__exit__(*problem)

    def pages_on(self, client: Client) -> None:
        """From now on, make feedback pages on these workers."""
        self._client = client

    def missing(self, submission: Submission) -> None:
        """A row for a student who handed nothing in; the gradebook needs none."""
        self._row(submission, Executed("", {}), None, "missing", f"no {submission.assignment}.ipynb")

    def record(self, submission: Submission, executed: Executed) -> None:
        """Write a result into the gradebook, unless it stands there already, and have its page made.

        What no gradebook can hold (such as a student's name that is not text) is a failed row.
        """
        student, assignment = submission.student, submission.assignment
        try:
            when = handed_in(submission.folder)
        except ValueError as problem:
            when = None
            remark = Remark(SUSPICIOUS, f"the time of handing in was not taken: {problem}")
            executed = Executed(**{**vars(executed), "remarks": (*executed.remarks, remark)})
        try:
            recorded = self._recorded(student, assignment, executed, when)
        except ValueError as problem:
            self._row(submission, executed, None, "failed", f"it cannot be recorded: {problem}")
            return
        self._page(submission, executed, recorded)
        status = "failed" if executed.failed else "graded"
        self._row(submission, executed, recorded, status, executed.failed)

    def _recorded(self, student: str, assignment: str, executed: Executed, when: datetime | None) -> Recorded:
        if self.recorder.already_recorded(student, assignment, executed, when):
            return self.recorder.marks(student, assignment)
        return self.recorder.record(student, assignment, executed, when)

    def _row(
        self, submission: Submission, executed: Executed, recorded: Recorded | None, status: str, reason: str
    ) -> None:
        asked = load(submission.assignment).assignment.questions
        rows = [_question_grade(submission, question, executed, recorded, reason) for question in asked]
        score = recorded.score if recorded else 0.0
        grade = Grade(
            submission.student,
            submission.assignment,
            score,
            float(sum(question.points for question in asked)),
            status,
            reason,
            executed.seconds,
            recorded.late_penalty if recorded else 0.0,
            **remark_columns(executed.remarks),
        )
        self.grades[submission], self.questions[submission] = grade, rows
        self.progress(grade)

    def _page(self, submission: Submission, executed: Executed, recorded: Recorded) -> None:
        """Have the feedback page made, here or on a worker, and write it when it comes; a failed one has none."""
        path = self.class_dir / "feedback" / submission.student / submission.assignment
        path = path / f"{submission.assignment}.html"
        if executed.failed or not self.feedback:
            path.unlink(missing_ok=True)  # what it said of an earlier submission is not true any more
            return
        arguments = (executed.notebook, recorded, submission.assignment)
        if self._client:
            self._waiting.append(
                (path, self._client.submit(feedback_page, *arguments, pure=False, priority=-1))
            )
            self.write_pages(MOST_PAGES_WAITING)
        else:
            write_whole(path, feedback_page(*arguments))

    def write_pages(self, left: int = 0) -> None:
        """Wait until no more than `left` feedback pages are still being made."""
        while len(self._waiting) > left:
            path, future = self._waiting.pop(0)
            write_whole(path, future.result())

    def finish(self, every: list[Submission]) -> list[Grade]:
        """Write the tables, with the rows of earlier runs for whom this one was not asked to grade."""
        graded = {(submission.student, submission.assignment) for submission in every}
        for name, kind, rows in (
            ("grades.csv", Grade, [self.grades[submission] for submission in every]),
            ("questions.csv", QuestionGrade, [row for one in every for row in self.questions[one]]),
        ):
            path = self.class_dir / name
            earlier = read(path, kind) if path.exists() else []
            kept = [
                row
                for row in earlier
                if self._still_there(row) and (row.student, row.assignment) not in graded
            ]
            write(path, kind, sorted([*kept, *rows], key=lambda row: (row.student, row.assignment)))
        return [self.grades[submission] for submission in every]

    def _still_there(self, row: Grade) -> bool:
        return (self.class_dir / "submitted" / row.student / row.assignment).exists()


def _question_grade(
    submission: Submission, question: Question, executed: Executed, recorded: Recorded | None, reason: str
) -> QuestionGrade:
    """A question's row; the points are the gradebook's, where a teacher may have changed them."""
    result = executed.results.get(question.name)
    points = result.points if result else 0.0
    if recorded:
        points = recorded.scores.get(f"{question.name}-check", (points, 0.0))[0]
    return QuestionGrade(
        submission.student,
        submission.assignment,
        question.name,
        float(points),
        float(question.points),
        result.mistake if result else "",
        result.message if result else reason,
    )
