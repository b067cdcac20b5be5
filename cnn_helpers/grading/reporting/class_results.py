"""A graded class as the report sees it: per assignment, the submissions and their questions."""

from __future__ import annotations

import ast
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

from ..assignments.solution import solutions_root
from ..class_files.tables import Grade, QuestionGrade, read
from .item_analysis import Alike, CommonMistake, Item, common_mistakes, items, unnamed


@dataclass(frozen=True)
class AssignmentResults:
    """One assignment's rows of grades.csv and of questions.csv; statistics are over the graded submissions."""

    name: str
    title: str
    grades: Sequence[Grade]
    questions: Sequence[QuestionGrade]

    def with_status(self, status: str) -> list[Grade]:
        return [grade for grade in self.grades if grade.status == status]

    @cached_property
    def graded(self) -> list[Grade]:
        return self.with_status("graded")

    @cached_property
    def judged(self) -> list[QuestionGrade]:
        """The questions' rows of graded submissions."""
        students = {grade.student for grade in self.graded}
        return [row for row in self.questions if row.student in students]

    @cached_property
    def items(self) -> list[Item]:
        return items(self.judged)

    @cached_property
    def mistakes(self) -> list[CommonMistake]:
        return common_mistakes(self.judged)

    @cached_property
    def unnamed(self) -> list[Alike]:
        return unnamed(self.judged)

    @property
    def finals(self) -> list[float]:
        """Final scores, late penalties taken off."""
        return [grade.final for grade in self.graded]

    @property
    def shares(self) -> list[float]:
        """Final scores as shares of the points there are, from 0 to 1."""
        return [min(1.0, g.final / g.max_score) if g.max_score else 0.0 for g in self.graded]

    @property
    def max_score(self) -> float:
        return max((grade.max_score for grade in self.grades), default=0.0)

    @property
    def late(self) -> list[Grade]:
        return [grade for grade in self.grades if grade.late_penalty > 0]

    def by_remark(self, column: str) -> list[tuple[str, list[str]]]:
        """What is said in a column of remarks and of which students, the commonest first."""
        said: dict[str, list[str]] = {}
        for grade in self.grades:
            for text in filter(None, getattr(grade, column).split("; ")):
                said.setdefault(text, []).append(grade.student)
        return sorted(said.items(), key=lambda one: (-len(one[1]), one[0]))


class GradedClass:
    """A graded class: its assignments in the order of grades.csv; `title` gives an assignment's title for its name.

    Raises FileNotFoundError when the class has not been graded.
    """

    def __init__(
        self, grades_csv: Path, questions_csv: Path, title: Callable[[str], str] | None = None
    ) -> None:
        grades: dict[str, list[Grade]] = {}
        for grade in read(grades_csv, Grade):
            grades.setdefault(grade.assignment, []).append(grade)
        questions: dict[str, list[QuestionGrade]] = {}
        for row in read(questions_csv, QuestionGrade):
            questions.setdefault(row.assignment, []).append(row)
        title = title or title_of
        self.assignments = [
            AssignmentResults(name, title(name), rows, questions.get(name, []))
            for name, rows in grades.items()
        ]

    @property
    def grades(self) -> list[Grade]:
        return [grade for one in self.assignments for grade in one.grades]

    @property
    def students(self) -> list[str]:
        """The names of their folders, in order."""
        return sorted({grade.student for grade in self.grades})


def title_of(name: str) -> str:
    """The title that an assignment's questions.py declares, found without running it; else the name itself."""
    try:
        tree = ast.parse((solutions_root() / name / "questions.py").read_text(encoding="utf-8"))
    except (OSError, ValueError, SyntaxError):
        return name
    for node in ast.walk(tree):
        if isinstance(node, ast.Call) and getattr(node.func, "id", "") == "Assignment":
            named = {keyword.arg: keyword.value for keyword in node.keywords}
            title = named.get("title", node.args[1] if len(node.args) > 1 else None)
            if isinstance(title, ast.Constant) and isinstance(title.value, str):
                return title.value
    return name
