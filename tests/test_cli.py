"""`cnn-course` as a person types it."""

import json
import subprocess
import sys

import nbformat
import pytest
from typer.testing import CliRunner

from cnn_helpers.cli import app
from cnn_helpers.grading.assignments import sample_class
from cnn_helpers.grading.assignments.release import ASSIGNMENTS
from cnn_helpers.grading.assignments.solution import assignment_names, load
from cnn_helpers.grading.class_files.tables import Grade, QuestionGrade, write

NAME = "week1-step-by-step"


def run(*words: object):
    return CliRunner().invoke(app, [str(word) for word in words])


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("grade", "nowhere"), "submitted/STUDENT/NAME"),
        (("report", "nowhere"), "cnn-course grade"),
        (("check", "nowhere.ipynb"), "is not a file"),
        (("release", "week9"), "no assignment 'week9'"),
        (("sample-class", "c", "--students", "3"), "at least 8"),
    ],
)
def test_refusal_is_one_sentence_and_no_traceback(tmp_path, monkeypatch, words, said):
    monkeypatch.chdir(tmp_path)
    result = run(*words)
    assert result.exit_code == 1
    assert said in " ".join(result.output.split())
    assert "Traceback" not in result.output
    assert not list(tmp_path.iterdir()), "nothing is left behind"


def test_check_runs_a_notebook_and_counts_its_public_points(tmp_path):
    released = nbformat.read(ASSIGNMENTS / NAME / f"{NAME}.ipynb", as_version=4)
    solution = load(NAME)
    question = solution.assignment.question("zero_pad")
    answers = dict(solution.sources)
    answers["zero_pad"] = question.mistakes[0].written(answers["zero_pad"])
    del answers["pool_backward"]
    path = tmp_path / "mine.ipynb"
    path.write_text(nbformat.writes(sample_class.fill(released, answers)))
    before = path.read_bytes()
    result = run("check", path)
    assert result.exit_code == 0, result.output
    said = " ".join(result.output.split())
    assert " ".join(question.mistakes[0].hint.split()) in said
    assert "pool_forward: 15 of 15 points. All right." in said
    assert "mend `zero_pad` first" in said
    assert "pool_backward: 0 of 20 points." in said
    assert "not written yet" in said
    assert path.read_bytes() == before, "the student's file is left as it is"


def test_check_of_a_file_that_is_no_notebook_says_so(tmp_path):
    (tmp_path / "x.ipynb").write_text("[]")
    result = run("check", tmp_path / "x.ipynb")
    assert result.exit_code == 1
    assert "not a notebook" in " ".join(result.output.split())


def test_check_of_a_notebook_of_no_assignment_says_so(tmp_path):
    nbformat.write(nbformat.v4.new_notebook(), tmp_path / "x.ipynb")
    result = run("check", tmp_path / "x.ipynb")
    assert result.exit_code == 1
    assert "no graded cell" in " ".join(result.output.split())


def test_report_shows_students_questions_and_mistakes(tmp_path):
    write(tmp_path / "grades.csv", Grade, [Grade("ada", "a", 7.5, 10.0, "graded", "", 1.0)])
    write(
        tmp_path / "questions.csv",
        QuestionGrade,
        [QuestionGrade("ada", "a", "pad", 7.5, 10.0, "one-side", "Both!")],
    )
    result = run("report", tmp_path)
    assert result.exit_code == 0
    for text in ("ada", "7.5", "pad", "one-side", "Both!"):
        assert text in result.output


def test_lab_copies_the_assignments(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    count = len(assignment_names())
    assert f"{count} new in work/, 0 left" in run("lab", "--no-start").output
    copy = tmp_path / "work" / NAME / f"{NAME}.ipynb"
    copy.write_text("mine")
    assert f"0 new in work/, {count} left" in run("lab", "--no-start").output
    assert copy.read_text() == "mine"


def test_doctor_finds_every_package():
    result = run("doctor")
    assert result.exit_code == 0, result.output
    assert "CPU:0" in result.output


def test_importing_the_package_loads_no_tensorflow():
    code = "import sys, json, cnn_helpers, cnn_helpers.layers; print(json.dumps(sorted(sys.modules)))"
    ran = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(json.loads(ran.stdout))
    assert not loaded & {"tensorflow", "keras", "scipy", "sklearn", "skimage"}
