"""What a teacher reads of a graded class: report.html, and CSV files for Canvas and Moodle."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

from .lms import write_lms
from .page import write_report


def write_all(class_dir: Path, title: Callable[[str], str] | None = None) -> list[Path]:
    """Write report.html, canvas.csv and moodle.csv anew; return their paths.

    The report comes last, because it links to the other two, and comes even when roster.csv is broken. Raises what
    `write_report` and `write_lms` raise.
    """
    try:
        tables = write_lms(class_dir, title)
    finally:
        report = write_report(class_dir, title)
    return [report, *tables]
