"""Handing work in and collecting it, as a person sees it in a terminal."""

from __future__ import annotations

from collections import Counter
from datetime import UTC, datetime
from pathlib import Path

from rich.console import Console
from rich.markup import escape
from rich.table import Table

from ..grading.class_files.roster import read_roster
from ..grading.handing_in import submit
from ..grading.handing_in.collect import LEFT_OUT, collect
from ..grading.values.display import as_text
from ..grading.values.results import points_text


def submit_and_show(
    path: Path, out: Path | None, student: str, run: bool, force: bool, console: Console
) -> Path:
    """Check a student's work, print what they should know of it, and write the zip."""
    work = submit.inspect(path)
    target = submit.target(work, student, out, force)
    if run:
        with console.status(f"running {escape(str(work.notebook))}"):
            work = submit.checked(work)
    for line in said_of(work, datetime.now(UTC)):
        console.print(line, markup=False, highlight=False, soft_wrap=True)
    submit.write(work, student, target)
    return target


def said_of(work: submit.Work, now: datetime) -> list[str]:
    """What a student should know before the zip leaves: points, what is untouched, deleted or left at home."""
    minutes = max(0, round((now - work.saved).total_seconds() / 60))
    lines = [
        as_text(result) if result else f"{name}: no points: {error}" for name, _, result, error in work.checks
    ]
    if work.checks:
        won, most = sum(r.points for _, _, r, _ in work.checks if r), sum(p for _, p, _, _ in work.checks)
        lines.append(f"{points_text(won)} of {points_text(most)} points on the public cases.")
    if work.trouble:
        lines.append(f"It does not run here: {work.trouble}. It is zipped as it stands.")
    saved = f"{work.saved.astimezone():%d %B %Y, %H:%M} ({_ago(minutes)} ago)"
    lines.append(f"{work.notebook} is taken as it was saved on {saved}; is JupyterLab's last change saved?")
    for words, names in (
        ("Not written yet", work.untouched),
        ("Deleted cells, which grading puts back", work.deleted),
        ("Data files taken along", list(work.data)),
        ("Left out, since a submission is the notebook alone", work.left_out),
    ):
        if names:
            lines.append(f"{words}: {', '.join(names)}.")
    return lines


def _ago(minutes: int) -> str:
    for size, unit in ((24 * 60, "days"), (60, "hours")):
        if minutes >= 2 * size:
            return f"{minutes // size} {unit}"
    return f"{minutes} minutes" if minutes != 1 else "1 minute"


def collect_and_show(
    source: Path, class_dir: Path, assignment: str, roster: Path | None, console: Console
) -> Counter:
    """Collect a source, print a row for each file, and return how many of each kind there were."""
    table = Table(title=f"Collected from {shown(source.name)}")
    for title in ("student", "assignment", "file", "done", "handed in", "remark"):
        table.add_column(title, overflow="fold")
    counts: Counter[str] = Counter()
    known = read_roster(roster) if roster else None
    try:
        with console.status("collecting"):
            for row in collect(source, class_dir, assignment, known):
                counts[row.done] += 1
                cells = [shown(cell) for cell in (row.student, row.assignment, row.file)]
                done = f"[red]{row.done}[/]" if row.done == LEFT_OUT else row.done
                table.add_row(*cells, done, row.when, shown(row.remark))
    finally:
        if table.row_count:
            console.print(table)
    return counts


def shown(text: str) -> str:
    """A name that a stranger chose, safe to print: nothing in it moves the cursor, turns the line or sets a colour.

    >>> shown("a\\x1b[31m[b]")
    'a\\ufffd[31m\\\\[b]'
    """
    return escape("".join(c if c.isprintable() else "\ufffd" for c in text))
