"""What is written down of a class while it is graded: gradebook, feedback pages, and the tables at the end."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .executed import SUSPICIOUS, Executed, Remark
from .recording.recorded import Recorded
from .recording.recorder import Recorder
from .recording.timestamps import handed_in
from .solution import load
from .submissions import Submission
from .tables import Grade, QuestionGrade, read, remark_columns, write


class ClassRecords:
    """The one writer. `progress` is called with each submission's row."""

    def __init__(self, class_dir: Path, config, db_url: str | None, progress: Callable[[Grade], None]):
        self.class_dir, self.progress = class_dir, progress
        self.recorder = Recorder(class_dir, config, db_url)
        self.grades: dict[Submission, Grade] = {}
        self.questions: dict[Submission, list[QuestionGrade]] = {}
        self._client, self._pages = None, []

    def __enter__(self) -> ClassRecords:
        self.recorder.__enter__()
        return self

    def __exit__(self, *problem) -> None:
        self.recorder.__exit__(*problem)

    def pages_on(self, client) -> None:
        """From now on, make feedback pages on these workers."""
        self._client = client

    def missing(self, submission: Submission) -> None:
        """A row for a student who handed nothing in; the gradebook needs none."""
        self._row(submission, Executed("", {}), None, "missing", f"no {submission.assignment}.ipynb")

    def record(self, submission: Submission, executed: Executed) -> None:
        """Write a result into the gradebook, unless it stands there already, and have its page made."""
        student, assignment = submission.student, submission.assignment
        try:
            when = handed_in(submission.folder)
        except ValueError as problem:
            when = None
            remark = Remark(SUSPICIOUS, f"the time of handing in was not taken: {problem}")
            executed = Executed(**{**vars(executed), "remarks": (*executed.remarks, remark)})
        if self.recorder.already_recorded(student, assignment, executed, when):
            recorded = self.recorder.marks(student, assignment)
        else:
            recorded = self.recorder.record(student, assignment, executed, when)
        status = "failed" if executed.failed else "graded"
        self._row(submission, executed, recorded, status, executed.failed)

    def _row(self, submission, executed, recorded: Recorded | None, status: str, reason: str) -> None:
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

    def _still_there(self, row) -> bool:
        return (self.class_dir / "submitted" / row.student / row.assignment).exists()


def _question_grade(submission, question, executed, recorded: Recorded | None, reason: str) -> QuestionGrade:
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
