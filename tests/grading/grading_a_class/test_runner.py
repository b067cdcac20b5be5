"""A class is graded: every submission has a row, and stock nbgrader gives the same scores."""

import json
import subprocess
import sys
from pathlib import Path

import nbformat
import pytest

from cnn_helpers.grading.assignments import nbgrader_setup, sample_class
from cnn_helpers.grading.assignments.solution import assignment_names
from cnn_helpers.grading.class_files.submissions import submissions
from cnn_helpers.grading.class_files.tables import Grade, QuestionGrade, read
from cnn_helpers.grading.grading_a_class.runner import grade_class

BROKEN = {
    "empty-file": (b"", "the file is empty"),
    "latin-1": ('{"cells": "é"}'.encode("latin-1"), "not text in UTF-8"),
    "half": (b'{"cells": [', "not valid JSON"),
    "a-list": (b"[1, 2]", "not a notebook"),
    "other-json": (b'{"nbformat": 4, "nbformat_minor": 5}', "not a notebook"),
}
LOOP = "def double(x):\n    while True:\n        pass"


@pytest.fixture
def a_class(tiny, tiny_notebook, tmp_path):
    """A class folder with submissions of the tiny assignment; returns the folder."""
    folder = tmp_path / "class"
    mistakes = tiny.assignment.question("double").mistakes
    right = tiny.sources
    answers = {
        "loops": sample_class.styles(tiny)["loops"],
        "right": right,
        "squared": right | {"double": mistakes[0].written(right["double"])},
        "unchanged": {},
        "warns": right
        | {"double": "import sys\ndef double(x):\n    print('careful', file=sys.stderr)\n    return 2 * x"},
        "endless": right | {"double": LOOP},
        "dies": right | {"double": "import os\n\nos._exit(1)"},
    }
    for name, sources in answers.items():
        _hand_in(folder, name, nbformat.writes(sample_class.fill(tiny_notebook, sources)).encode())
    for name, (content, _) in BROKEN.items():
        _hand_in(folder, name, content)
    (folder / "submitted" / "nothing").mkdir()
    return folder


def _hand_in(folder: Path, student: str, content: bytes) -> None:
    path = folder / "submitted" / student / "tiny" / "tiny.ipynb"
    path.parent.mkdir(parents=True)
    path.write_bytes(content)


@pytest.mark.sandbox
def test_every_submission_ends_as_a_row(a_class):
    seen = []
    grades = {grade.student: grade for grade in grade_class(a_class, 2, seen.append)}
    assert len(seen) == len(grades) == 13
    scores = {name: (grade.score, grade.status) for name, grade in grades.items() if grade.status == "graded"}
    assert scores == {
        "loops": (100, "graded"),
        "right": (100, "graded"),
        "squared": (60, "graded"),
        "unchanged": (0, "graded"),
        "warns": (100, "graded"),
        "endless": (60, "graded"),
        "dies": (60, "graded"),
    }
    for name, (_, reason) in BROKEN.items():
        assert (grades[name].status, grades[name].score) == ("failed", 0)
        assert reason in grades[name].reason
    assert "cell 3 ended the kernel, twice (exit code 1); it was left out" in grades["dies"].limits
    assert (grades["nothing"].status, grades["nothing"].max_score) == ("missing", 100)

    assert read(a_class / "grades.csv", Grade) == [grades[name] for name in sorted(grades)]
    rows = {(row.student, row.question): row for row in read(a_class / "questions.csv", QuestionGrade)}
    assert len(rows) == 26
    assert rows["squared", "double"].mistake == "squared"
    assert "squared, not doubled" in rows["squared", "double"].message
    assert "judged with a right `double`" in rows["squared", "double_sum"].message
    assert "not written yet" in rows["unchanged", "double"].message
    assert rows["right", "double"].message == ""

    page = (a_class / "feedback" / "squared" / "tiny" / "tiny.html").read_text()
    assert "squared, not doubled" in page
    assert json.loads((a_class / "seeds.json").read_text()).keys() == {"tiny"}
    assert _stock_scores(a_class) == {name: score for name, (score, _) in scores.items()}


def _stock_scores(a_class: Path) -> dict[str, float]:
    """Scores from nbgrader's own command on the same submissions, broken ones aside, in a new folder."""
    import shutil

    from nbgrader.api import Gradebook

    stock = a_class.parent / "stock"
    for path in (a_class / "submitted").iterdir():
        if path.name not in BROKEN and path.name not in ("nothing", "endless", "dies"):
            shutil.copytree(path, stock / "submitted" / path.name)
    shutil.copy(a_class / "seeds.json", stock)
    project = nbgrader_setup.PROJECT
    for command in ("generate_assignment", "autograde"):
        ran = subprocess.run(
            [sys.executable, "-m", "nbgrader", command, "tiny", f"--CourseDirectory.root={stock}"],
            cwd=project,
            capture_output=True,
            text=True,
        )
        assert ran.returncode == 0, ran.stderr[-2000:]
    with Gradebook(f"sqlite:///{stock / 'gradebook.db'}") as gradebook:
        scores = {s.student.id: s.score for s in gradebook.assignment_submissions("tiny")}
    with Gradebook(f"sqlite:///{a_class / 'gradebook.db'}") as gradebook:
        ours = {s.student.id: s.score for s in gradebook.assignment_submissions("tiny")}
    assert {name: ours[name] for name in scores} == scores
    return scores | {name: ours[name] for name in ("endless", "dies")}


def test_folder_without_submissions_is_refused(tiny, tmp_path):
    with pytest.raises(FileNotFoundError, match="submitted/STUDENT/NAME"):
        submissions(tmp_path / "submitted")


def test_unknown_assignment_is_refused_with_those_there_are(tiny, tmp_path):
    (tmp_path / "submitted" / "a" / "other").mkdir(parents=True)
    with pytest.raises(ValueError, match="tiny"):
        submissions(tmp_path / "submitted")


def test_one_assignment_is_graded_after_the_other(tmp_path):
    """A worker keeps two sandboxes open: student by student, each of eight assignments would be opened anew."""
    names = assignment_names()[:3]
    for student in ("b", "a"):
        for name in names:
            (tmp_path / student / name).mkdir(parents=True)
    order = [(submission.assignment, submission.student) for submission in submissions(tmp_path)]
    assert order == [(name, student) for name in names for student in ("a", "b")]


@pytest.mark.parametrize(("wrong", "said"), [(False, "Success!"), (True, "failed")])
def test_nbgraders_validate_button_passes_right_answers_alone(tiny, tiny_notebook, tmp_path, wrong, said):
    answers = dict(tiny.sources)
    if wrong:
        question = tiny.assignment.question("double")
        answers["double"] = question.mistakes[1].written(answers["double"])
    notebook = tmp_path / "tiny.ipynb"
    notebook.write_text(nbformat.writes(sample_class.fill(tiny_notebook, answers)))
    command = [sys.executable, "-m", "nbgrader", "validate", str(notebook)]
    ran = subprocess.run(command, cwd=tmp_path, capture_output=True, text=True)
    assert said in ran.stdout + ran.stderr
