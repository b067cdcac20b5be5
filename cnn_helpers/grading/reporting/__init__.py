"""What a teacher reads of a graded class: report.html, and CSV files for Canvas and Moodle."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

from ..class_folder import class_folder
from .class_results import GradedClass
from .lms import write_lms
from .page import write_report


def write_all(class_dir: str | os.PathLike, title: Callable[[str], str] | None = None) -> list[Path]:
    """Write report.html, canvas.csv and moodle.csv anew; return their paths.

    The report comes last, because it links to the other two, and comes even when roster.csv is broken. `title`
    gives an assignment's title for its name. Raises what `GradedClass` and `write_lms` raise.
    """
    folder = class_folder(class_dir)
    graded = GradedClass(folder.grades, folder.questions, title)
    try:
        tables = write_lms(folder, graded)
    finally:
        report = write_report(folder, graded)
    return [report, *tables]
