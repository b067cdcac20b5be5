"""The main job: the sample class gets the scores one expects, from us and from nbgrader's own commands."""

import shutil
import subprocess
import sys

import pytest

from cnn_helpers.grading.assignments.nbgrader_setup import PROJECT
from cnn_helpers.grading.assignments.sample_class import make, styles
from cnn_helpers.grading.assignments.seeds import seed_for
from cnn_helpers.grading.assignments.solution import assignment_names, load
from cnn_helpers.grading.class_files.tables import QuestionGrade, read
from cnn_helpers.grading.feedback import grade
from cnn_helpers.grading.grading_a_class.runner import grade_class

FEWEST, USUAL = 8, 12  # students; each who builds networks does so three times in this test


def expected_score(solution, student, seed: int) -> float:
    """The student's points, judged here without a notebook."""
    namespace: dict = {}
    for source in (solution.cells[0], *student.answers.values()):
        exec(source, namespace)
    asked = [question.name for question in solution.assignment.questions if question.name in student.answers]
    return sum(grade(solution, name, namespace[name], seed).points for name in asked)


def stock_scores(folder, name: str) -> dict[str, float]:
    """Scores by `nbgrader generate_assignment` and `nbgrader autograde`."""
    from nbgrader.api import Gradebook

    for command in (["generate_assignment", name, "--force"], ["autograde", name]):
        words = [sys.executable, "-m", "nbgrader", *command, f"--CourseDirectory.root={folder}"]
        ran = subprocess.run(words, cwd=PROJECT, capture_output=True, text=True)
        assert ran.returncode == 0, ran.stderr[-2000:]
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {
            submission.student.id: submission.score for submission in gradebook.assignment_submissions(name)
        }


@pytest.mark.sandbox
@pytest.mark.parametrize("name", assignment_names())
def test_sample_class_gets_the_scores_one_expects(name, tmp_path):
    solution, folder = load(name), tmp_path / "class"
    count = USUAL if "tensorflow" in solution.assignment.forbidden else FEWEST
    students = {student.name: student for student in make(folder, name, count)}
    grades = {row.student: row for row in grade_class(folder)}
    assert len(grades) == len(students) == count

    seed = seed_for(folder, name)
    whole = {name: student for name, student in students.items() if student.raw is None}
    expected = {who: expected_score(solution, student, seed) for who, student in whole.items()}
    assert {who: grades[who].score for who in whole} == expected
    assert all(grades[who].status == "graded" for who in whole)
    for who, student in students.items():
        if student.raw is not None:
            assert (grades[who].status, grades[who].score) == ("failed", 0)
            assert "not valid JSON" in grades[who].reason
        elif not student.answers:
            assert grades[who].score == 0
        else:
            assert (grades[who].score == 100) == (not student.mistakes), who
    assert sum(score == 100 for score in expected.values()) == len(styles(solution))

    named = {(r.student, r.question): r.mistake for r in read(folder / "questions.csv", QuestionGrade)}
    for who, student in students.items():
        for question, mistake in (made.split(":") for made in student.mistakes):
            assert named[who, question] == mistake

    again = {row.student: row.score for row in grade_class(folder)}
    assert again == {who: row.score for who, row in grades.items()}

    stock = tmp_path / "stock"
    for who in whole:
        shutil.copytree(folder / "submitted" / who, stock / "submitted" / who)
    shutil.copy(folder / "seeds.json", stock)
    assert stock_scores(stock, name) == expected
