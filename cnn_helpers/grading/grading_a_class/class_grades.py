"""The rows of grades.csv and questions.csv, from what became of the submissions."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from ..assignments.questions import Question
from ..assignments.solution import Solution
from ..class_files.tables import Grade, QuestionGrade, read, write
from ..class_folder import ClassFolder
from ..values.submission_run import LIMIT, MENDED, SUSPICIOUS, Remark
from .gradebook_entries import Entry


class ClassGrades:
    """The two tables of a class, with the rows of earlier runs for whom this one was not asked to grade."""

    def __init__(self, solutions: Mapping[str, Solution]):
        self.solutions = solutions
        self.grades: dict[tuple[str, str], Grade] = {}
        self.questions: list[QuestionGrade] = []

    def add(self, entry: Entry) -> Grade:
        """The submission's row of grades.csv, which `write_to` writes with its rows of questions.csv."""
        asked = self.solutions[entry.submission.assignment].assignment.questions
        grade = _grade(entry, float(sum(question.points for question in asked)))
        self.grades[_place(grade)] = grade
        self.questions += [_question_grade(entry, question) for question in asked]
        return grade

    def write_to(self, folder: ClassFolder) -> list[Grade]:
        """Write both tables, each whole or not at all; return the submissions' rows of grades.csv."""
        grades = sorted(self.grades.values(), key=_place)
        for path, kind, rows in (
            (folder.grades, Grade, grades),
            (folder.questions, QuestionGrade, self.questions),
        ):
            earlier = read(path, kind) if path.exists() else []
            kept = [row for row in earlier if self._stays(row, folder.submitted)]
            write(path, kind, sorted([*kept, *rows], key=_place))
        return grades

    def _stays(self, row: Grade | QuestionGrade, submitted: Path) -> bool:
        return _place(row) not in self.grades and (submitted / row.student / row.assignment).exists()


def _place(row: Grade | QuestionGrade) -> tuple[str, str]:
    return row.student, row.assignment


def remark_columns(remarks: Iterable[Remark]) -> dict[str, str]:
    """A Grade's three columns of remarks, each sentence once.

    >>> remark_columns([Remark("limit", "the memory limit was hit"), Remark("mended", "a cell was put back")])
    {'remarks': 'a cell was put back', 'limits': 'the memory limit was hit', 'suspicious': ''}
    """
    said = list(remarks)
    columns = {"remarks": MENDED, "limits": LIMIT, "suspicious": SUSPICIOUS}
    return {
        column: "; ".join(dict.fromkeys(remark.text for remark in said if remark.kind == kind))
        for column, kind in columns.items()
    }


def _grade(entry: Entry, max_score: float) -> Grade:
    recorded = entry.recorded
    return Grade(
        entry.submission.student,
        entry.submission.assignment,
        recorded.score if recorded else 0.0,
        max_score,
        entry.status,
        entry.reason,
        entry.executed.seconds,
        recorded.late_penalty if recorded else 0.0,
        **remark_columns(entry.executed.remarks),
    )


def _question_grade(entry: Entry, question: Question) -> QuestionGrade:
    """A question's row; the points are the gradebook's, where a teacher may have changed them."""
    result = entry.executed.results.get(question.name)
    points = result.points if result else 0.0
    if entry.recorded:
        points = entry.recorded.scores.get(f"{question.name}-check", (points, 0.0))[0]
    return QuestionGrade(
        entry.submission.student,
        entry.submission.assignment,
        question.name,
        float(points),
        float(question.points),
        result.mistake if result else "",
        result.message if result else entry.reason,
        result.group if result else "",
    )
