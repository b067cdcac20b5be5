"""Which submissions are the course's own: those of a sample class, which may run where nothing shuts notebooks in.

Which ones they are is not written anywhere: `own_notebooks` makes them anew and compares, so nothing that is handed
in can pass for one.
"""

from __future__ import annotations

import re
import tempfile
from collections.abc import Collection, Iterable
from contextlib import suppress
from pathlib import Path

import nbformat

from ..assignments.questions import Assignment
from ..assignments.sample_class import handed_in_by, released_notebook, students
from ..assignments.solution import load
from ..class_files.submissions import Submission
from ..sanitising import sanitise
from ..values.submission_run import CannotBeRun


def own_notebooks(mark: Path, every: Collection[Submission]) -> dict[str, list[str]]:
    """By assignment, the texts of these submissions where all are the sample class's; else nothing.

    Without the file `mark`, which a sample class leaves in its folder, none is looked at.
    Each must be, byte for byte and without another file beside it, what `make` writes today for this student.
    """
    if not mark.is_file():
        return {}
    numbers = [number for one in every if (number := re.match(r"s(\d{2,4})-", one.student))]
    if len(numbers) != len(every):
        return {}
    count = max(8, *(int(number[1]) for number in numbers))
    own: dict[str, list[str]] = {}
    for name in {submission.assignment for submission in every}:
        try:
            released = released_notebook(name)
        except OSError:  # no release, so no sample class was made of it here
            return {}
        made = {student.name: student for student in students(load(name), count)}
        for submission in (one for one in every if one.assignment == name):
            student = made.get(submission.student)
            text = handed_in_by(student, released) if student else None
            if text is None or not _holds_only(submission.folder, f"{name}.ipynb", text):
                return {}
            own.setdefault(name, []).append(text)
    return own


def _holds_only(folder: Path, name: str, text: str) -> bool:
    """Whether the folder holds this one file and nothing else; a folder that is not there holds nothing."""
    if not folder.exists():
        return True
    try:
        return [path.name for path in folder.iterdir()] == [name] and (
            folder / name
        ).read_bytes() == text.encode()
    except OSError:
        return False


def sanitised_digests(
    texts: Iterable[str], released: nbformat.NotebookNode, assignment: Assignment
) -> frozenset[str]:
    """The digests of what is run of these notebooks; one that cannot be run has none."""
    digests = set()
    with tempfile.TemporaryDirectory() as scratch:
        path = Path(scratch) / f"{assignment.name}.ipynb"
        for text in texts:
            path.write_text(text, encoding="utf-8")
            with suppress(CannotBeRun):
                digests.add(sanitise(path.parent, released, assignment).digest)
    return frozenset(digests)
