"""Grading as a person sees it in a terminal: progress, then a table."""

from __future__ import annotations

import os
from typing import Any

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

from ..grading.class_files.tables import Grade
from ..grading.grading_a_class.runner import grade_class
from ..grading.values.results import shown
from .class_tables import grades_table


def grade_with_progress(class_dir: str | os.PathLike, console: Console, **choices: Any) -> list[Grade]:
    """Grade a class under a progress bar, then print its table; `choices` are those of `grade_class`."""
    columns = (
        TextColumn("grading"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[rate]}"),
        TimeElapsedColumn(),
        TimeRemainingColumn(),
        TextColumn("{task.description}"),
    )
    with Progress(*columns, console=console, transient=True) as bar:
        task = bar.add_task("starting", total=None, rate="")

        def begin(count: int) -> None:
            bar.update(task, total=count)

        def done(grade: Grade) -> None:
            speed = bar.tasks[0].finished_speed or bar.tasks[0].speed
            rate = f"{60 * speed:.0f} a minute" if speed else ""
            bar.update(task, advance=1, description=escape(shown(grade.student, 40)), rate=rate)

        lines: list[str] = []
        grades = grade_class(class_dir, progress=done, begin=begin, say=lines.append, **choices)
    console.print(grades_table(grades))
    for line in lines:
        console.print(line, style="bold", soft_wrap=True)
    return grades
