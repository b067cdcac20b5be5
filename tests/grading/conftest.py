"""A tiny assignment of two questions, released once for the tests of this folder; and rosters of one class."""

from pathlib import Path

import pytest

from cnn_helpers.grading.assignments import published, release, sample_class, solution
from cnn_helpers.grading.class_files.roster import read_roster

SOLUTIONS = Path(__file__).parent / "solutions"
ROSTERS = {
    "own": "student,number,name\ns1,12,Ada Lovelace\ns2,,Grace Hopper\n",
    "moodle": (
        "Identifier,Full name,ID number,Email address,Status,Grade,Last modified (submission)\n"
        'Participant 12,Ada Lovelace,s1,ada@x.org,Submitted,,"Thursday, 4 April 2024, 10:15 AM"\n'
        "Participant 34,Grace Hopper,,grace@x.org,No submission,,-\n"
    ),
    "canvas": (
        "Student,ID,SIS User ID,SIS Login ID,Section,tiny (77)\n"
        "    Points Possible,,,,,100.00\n"
        '"Lovelace, Ada",12,s1,ada,A,\n'
        '"Hopper, Grace",34,,grace,A,\n'
        '"Student, Test",,,abc,A,\n'
    ),
}


@pytest.fixture(scope="session")
def tiny_release(tmp_path_factory):
    """The folder of the tiny assignment's student notebook and feedback data."""
    folder = tmp_path_factory.mktemp("released")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
        release.release("tiny", folder / "assignments", folder / "published")
    return folder


@pytest.fixture
def tiny(monkeypatch, tiny_release):
    """The tiny assignment's Solution; `check`, `release` and `grade` see it and nothing else."""
    monkeypatch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
    monkeypatch.setenv(published.FOLDER_VARIABLE, str(tiny_release / "published"))
    monkeypatch.setattr(sample_class, "ASSIGNMENTS", tiny_release / "assignments")
    published.find.cache_clear()
    yield solution.load("tiny")
    published.find.cache_clear()


@pytest.fixture
def tiny_notebook(tiny, tiny_release):
    """The student notebook of the tiny assignment."""
    import nbformat

    return nbformat.read(tiny_release / "assignments" / "tiny" / "tiny.ipynb", as_version=4)


@pytest.fixture
def roster(tmp_path, monkeypatch):
    """Reads one of ROSTERS, or a text of one's own."""
    monkeypatch.setenv("TZ", "UTC")

    def of(text: str):
        path = tmp_path / "some-roster.csv"
        path.write_text(ROSTERS.get(text, text), encoding="utf-8")
        return read_roster(path)

    return of
