"""The main job: the sample class gets the scores one expects, from us and from nbgrader's own commands."""

import shutil
import subprocess
import sys

import pytest

from cnn_helpers.grading.assignments.nbgrader_setup import PROJECT
from cnn_helpers.grading.assignments.sample_class import make, styles
from cnn_helpers.grading.assignments.solution import assignment_names, load
from cnn_helpers.grading.class_files.tables import QuestionGrade, read
from cnn_helpers.grading.grading_a_class.runner import grade_class

FEWEST, USUAL = 8, 12  # students
# of an assignment in NumPy and one about networks, stock nbgrader grades some; `make stock` has everyone of all
COMPARED = {"week1-step-by-step": 4, "week2-mobilenet": 2}


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


def fewer(students, folder) -> list:
    """Of a class whose every submission loads TensorFlow, one of each kind; the others hand in nothing.

    All right styles and all mistakes are judged in test_every_assignment.
    """
    right = [student for student in students if student.answers and not student.mistakes]
    wrong = [student for student in students if student.mistakes]
    left_out = [*right[1:-1], *wrong[1:]]
    for student in left_out:
        shutil.rmtree(folder / "submitted" / student.name)
    return [student for student in students if student not in left_out]


def compared(students, count: int) -> list:
    """Whom stock nbgrader grades too: an unusual right one, and the last of those who made mistakes."""
    right = [student for student in students if student.answers and not student.mistakes]
    return [right[-1], *[student for student in students if student.mistakes][1 - count :]]


@pytest.mark.sandbox
@pytest.mark.parametrize("name", assignment_names())
def test_sample_class_gets_the_scores_one_expects(name, tmp_path):
    solution, folder = load(name), tmp_path / "class"
    numpy_alone = "tensorflow" in solution.assignment.forbidden
    students = make(folder, name, USUAL) if numpy_alone else fewer(make(folder, name, FEWEST), folder)
    grades = {row.student: row for row in grade_class(folder)}
    assert list(grades) == [student.name for student in students]
    for student in students:
        row = grades[student.name]
        if student.raw is not None:
            assert (row.status, row.score) == ("failed", 0)
            assert "not valid JSON" in row.reason
            continue
        assert row.status == "graded"
        if student.answers:
            assert (row.score == 100) == (not student.mistakes), student.name
        else:
            assert row.score == 0
    assert sum(row.score == 100 for row in grades.values()) == (len(styles(solution)) if numpy_alone else 2)

    named = {(r.student, r.question): r.mistake for r in read(folder / "questions.csv", QuestionGrade)}
    for student in students:
        for question, mistake in (made.split(":") for made in student.mistakes):
            assert named[student.name, question] == mistake

    if name not in COMPARED:
        return
    if numpy_alone:
        again = {row.student: row.score for row in grade_class(folder)}
        assert again == {who: row.score for who, row in grades.items()}

    stock = tmp_path / "stock"
    both = [student.name for student in compared(students, COMPARED[name])]
    for who in both:
        shutil.copytree(folder / "submitted" / who, stock / "submitted" / who)
    shutil.copy(folder / "seeds.json", stock)
    assert stock_scores(stock, name) == {who: grades[who].score for who in both}
