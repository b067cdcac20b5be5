"""A graded class as tables in a terminal; report.html tells the same with figures and links."""

from __future__ import annotations

import os
from collections.abc import Sequence

from rich.markup import escape
from rich.table import Table

from ..grading.class_files.tables import Grade
from ..grading.class_folder import class_folder
from ..grading.reporting.class_results import AssignmentResults, GradedClass
from ..grading.reporting.sections import discrimination
from ..grading.reporting.text import number, percent, visible

MISTAKES = 15


def grades_table(grades: Sequence[Grade]) -> Table:
    """A row a submission, under a title that names the assignments; remarks only where there are any."""
    names = list(dict.fromkeys(grade.assignment for grade in grades))
    remarked = any(grade.remarks or grade.limits for grade in grades)
    table = Table(title="Grades: " + ", ".join(map(_shown, names)))
    table.add_column("student", overflow="fold")
    if len(names) > 1:
        table.add_column("assignment")
    table.add_column("score", justify="right", no_wrap=True)
    table.add_column("status", no_wrap=True)
    table.add_column("reason")
    if remarked:
        table.add_column("remarks")
    for grade in grades:
        score = f"{number(grade.final, 2)} of {number(grade.max_score, 2)}"
        late = f" ({number(grade.score - grade.final, 2)} off: late)" if grade.late_penalty else ""
        row = [_shown(grade.student), score + late, grade.status, _shown(grade.reason)]
        if len(names) > 1:
            row.insert(1, _shown(grade.assignment))
        if remarked:
            row.append(_shown("; ".join(filter(None, (grade.limits, grade.remarks)))))
        table.add_row(*row)
    return table


def report_tables(class_dir: str | os.PathLike) -> list[Table]:
    """Students, questions, recognised mistakes by how often they were made, and suspicious submissions.

    The last one only where there are any. Raises FileNotFoundError when the class has not been graded.
    """
    folder = class_folder(class_dir)
    graded = GradedClass(folder.grades, folder.questions)
    results = graded.assignments
    tables = [
        grades_table(graded.grades),
        questions_table(results),
        mistakes_table(results),
    ]
    suspicious = suspicious_table(results)
    return [*tables, suspicious] if suspicious.row_count else tables


def questions_table(results: Sequence[AssignmentResults]) -> Table:
    """How each question did over the graded submissions."""
    table = Table(title="Questions (graded submissions)")
    for heading in ("assignment", "question"):
        table.add_column(heading, overflow="fold")
    for heading in ("points won", "mean", "all points", "discrimination"):
        table.add_column(heading, justify="right")
    for one in results:
        for item in one.items:
            flag = f"[red]{item.flag}[/] " if item.flag else ""
            table.add_row(
                _shown(one.name),
                _shown(item.question),
                percent(item.difficulty),
                f"{number(item.mean)} of {number(item.max_points)}",
                f"{item.all_points} of {item.submissions}",
                flag + discrimination(item),
            )
    return table


def mistakes_table(results: Sequence[AssignmentResults]) -> Table:
    """The commonest recognised mistakes of each assignment, with the hint that was given."""
    table = Table(title="Recognised mistakes")
    for heading in ("times", "share", "question", "mistake", "hint given"):
        table.add_column(heading, overflow="fold")
    for one in results:
        for made in one.mistakes[:MISTAKES]:
            share = percent(made.times / len(one.graded))
            table.add_row(str(made.times), share, *map(_shown, (made.question, made.mistake, made.hint)))
    return table


def suspicious_table(results: Sequence[AssignmentResults]) -> Table:
    """What looked like an attempt to cheat; each was graded for what its code answers."""
    table = Table(title="Suspicious")
    for heading in ("student", "assignment", "what was noticed"):
        table.add_column(heading, overflow="fold")
    for one in results:
        for grade in one.grades:
            if grade.suspicious:
                table.add_row(*map(_shown, (grade.student, one.name, grade.suspicious)))
    return table


def _shown(text: str) -> str:
    """A text that students could have written: no markup, no control sequence."""
    return escape(visible(text))
