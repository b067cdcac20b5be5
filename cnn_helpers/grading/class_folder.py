"""Where everything of one class lies: every path in a class folder is named here, once."""

from __future__ import annotations

import os
from dataclasses import dataclass
from pathlib import Path


@dataclass(frozen=True)
class ClassFolder:
    """The paths of a class folder; nothing is opened, looked up or made. It serves wherever a path does.

    nbgrader's own programs read and write submitted, source, release, autograded, feedback and gradebook.db.
    """

    path: Path

    def __fspath__(self) -> str:
        return str(self.path)

    def __str__(self) -> str:
        return str(self.path)

    # What a teacher puts there, or `collect` does.

    @property
    def submitted(self) -> Path:
        return self.path / "submitted"

    @property
    def replaced(self) -> Path:
        """What a student handed in before, by student and assignment."""
        return self.path / "replaced"

    @property
    def roster(self) -> Path:
        return self.path / "roster.csv"

    @property
    def nbgrader_config(self) -> Path:
        return self.path / "nbgrader_config.py"

    @property
    def students(self) -> Path:
        """Which folder under submitted is whose."""
        return self.path / "students.json"

    @property
    def sample_class(self) -> Path:
        """What says that a sample class was made here."""
        return self.path / "sample-class.json"

    @property
    def mistake_names(self) -> Path:
        """Names that a teacher gave to wrong answers."""
        return self.path / "names.csv"

    # What grading keeps.

    @property
    def source(self) -> Path:
        return self.path / "source"

    @property
    def release(self) -> Path:
        return self.path / "release"

    @property
    def seeds(self) -> Path:
        return self.path / "seeds.json"

    @property
    def right_answers(self) -> Path:
        return self.path / "answers"

    @property
    def results(self) -> Path:
        """What was run already."""
        return self.path / "results"

    @property
    def grading_lock(self) -> Path:
        return self.path / ".grading.lock"

    @property
    def collecting_lock(self) -> Path:
        return self.path / ".collect.lock"

    # What grading makes for people.

    @property
    def gradebook(self) -> Path:
        return self.path / "gradebook.db"

    @property
    def autograded(self) -> Path:
        return self.path / "autograded"

    @property
    def feedback(self) -> Path:
        return self.path / "feedback"

    @property
    def grades(self) -> Path:
        return self.path / "grades.csv"

    @property
    def questions(self) -> Path:
        return self.path / "questions.csv"

    @property
    def report(self) -> Path:
        return self.path / "report.html"

    @property
    def canvas(self) -> Path:
        return self.path / "canvas.csv"

    @property
    def moodle(self) -> Path:
        return self.path / "moodle.csv"

    @property
    def for_teachers(self) -> tuple[Path, ...]:
        """What a teacher looks at after grading."""
        tables = (self.grades, self.questions, self.canvas, self.moodle)
        return (self.report, *tables, self.gradebook, self.feedback)


def class_folder(place: str | os.PathLike) -> ClassFolder:
    """The class folder at a place, by its whole path."""
    return ClassFolder(Path(place).resolve())


def notebook_in(folder: Path, assignment: str) -> Path:
    """An assignment's notebook in one of nbgrader's folders, or in a student's folder there."""
    return folder / assignment / f"{assignment}.ipynb"


def page_in(folder: Path, assignment: str) -> Path:
    """An assignment's feedback page in a student's folder."""
    return folder / assignment / f"{assignment}.html"
