"""What a class handed in: one submission for each student and each assignment that anyone handed in."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from pathlib import Path

from ..assignments.solution import assignment_names


@dataclass(frozen=True)
class Submission:
    """One student's folder for one assignment, submitted/STUDENT/NAME; it may not exist."""

    student: str
    assignment: str
    folder: Path


def submissions(
    submitted: Path, students: Collection[str] = (), assignments: Collection[str] = ()
) -> list[Submission]:
    """What is under submitted/STUDENT/ of a class, of the named students and assignments where any are named.

    One assignment comes after the other: a worker keeps few sandboxes open, and to open one takes seconds.
    Raises FileNotFoundError when there is no such folder, ValueError when it holds no known assignment or none of
    the named students and assignments.
    """
    if not submitted.is_dir():
        raise FileNotFoundError(
            f"{submitted} does not exist; put notebooks at submitted/STUDENT/NAME/NAME.ipynb"
        )
    there = sorted(folder.name for folder in submitted.iterdir() if folder.is_dir() or folder.is_symlink())
    handed_in = {folder.name for student in there for folder in _inside(submitted / student)}
    known = [name for name in assignment_names() if name in handed_in]
    if not known:
        raise ValueError(f"{submitted} holds none of the assignments {', '.join(assignment_names())}")
    _refuse_unknown("student", students, there)
    _refuse_unknown("assignment", assignments, known)
    return [
        Submission(student, name, submitted / student / name)
        for name in known
        if not assignments or name in assignments
        for student in there
        if not students or student in students
    ]


def _inside(folder: Path) -> list[Path]:
    """What lies in a student's folder; nothing where it is a link or cannot be read."""
    try:
        return [] if folder.is_symlink() else list(folder.iterdir())
    except OSError:
        return []


def _refuse_unknown(kind: str, named: Collection[str], there: Collection[str]) -> None:
    unknown = sorted(set(named) - set(there))
    if unknown:
        raise ValueError(f"no {kind} {', '.join(unknown)} here; there are {', '.join(there)}")
