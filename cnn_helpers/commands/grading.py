"""Grading as a person sees it in a terminal: progress, then tables."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.progress import (
    BarColumn,
    MofNCompleteColumn,
    Progress,
    TextColumn,
    TimeElapsedColumn,
    TimeRemainingColumn,
)
from rich.table import Table

from ..grading.runner import grade_class, submissions
from ..grading.tables import Grade, QuestionGrade, read


def grade_with_progress(class_dir: Path, workers: int, console: Console) -> list[Grade]:
    """Grade a class under a progress bar, then print its table."""
    columns = (
        TextColumn("grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
    )
    with Progress(*columns, TextColumn("{task.description}"), console=console, transient=True) as bar:
        task = bar.add_task("", total=len(submissions(class_dir)))
        grades = grade_class(
            class_dir, workers, lambda grade: bar.update(task, advance=1, description=escape(grade.student))
        )
    console.print(grades_table(grades))
    return grades


def grades_table(grades: list[Grade]) -> Table:
    """A row a submission, under a title that names the assignments."""
    table = Table(title="Grades: " + ", ".join(dict.fromkeys(grade.assignment for grade in grades)))
    table.add_column("student", overflow="fold")
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("reason")
    for grade in grades:
        score = f"{grade.score:g} of {grade.max_score:g}"
        table.add_row(escape(grade.student), score, grade.status, escape(grade.reason))
    return table


def report_tables(class_dir: Path) -> list[Table]:
    """Students, questions, and recognised mistakes by how often they were made."""
    grades = read(class_dir / "grades.csv", Grade)
    rows = read(class_dir / "questions.csv", QuestionGrade)
    graded = {(g.student, g.assignment) for g in grades if g.status == "graded"}
    judged = [row for row in rows if (row.student, row.assignment) in graded]
    questions = Table(
        "assignment", "question", "mean", "of", "all points", title="Questions (graded submissions)"
    )
    for key in dict.fromkeys((row.assignment, row.question) for row in judged):
        of_it = [row for row in judged if (row.assignment, row.question) == key]
        mean = sum(row.score for row in of_it) / len(of_it)
        full = sum(row.score >= row.max_score for row in of_it)
        questions.add_row(*key, f"{mean:.1f}", f"{of_it[0].max_score:g}", f"{full} of {len(of_it)}")
    mistakes = Table("times", "question", "mistake", "hint given", title="Recognised mistakes")
    made = Counter((row.question, row.mistake, row.message) for row in judged if row.mistake)
    for (question, mistake, hint), times in made.most_common(15):
        mistakes.add_row(str(times), question, mistake, escape(hint))
    return [grades_table(grades), questions, mistakes]
