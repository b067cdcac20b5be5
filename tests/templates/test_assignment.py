"""The template of an assignment keeps what every assignment keeps, and a class that hands it in is graded rightly."""

import inspect
import shutil

import pytest

from cnn_helpers.grading.assignments import published, release, sample_class, solution
from cnn_helpers.grading.class_files.tables import QuestionGrade, read
from cnn_helpers.grading.grading_a_class.runner import grade_class

from ..assignments import test_every_assignment as every
from .copied import TEMPLATES

NAME = "mean-filter"
QUESTIONS = list(solution.load(NAME, TEMPLATES / "assignment").assignment.by_name)

# the tests of one question of any assignment, for pytest to run here with the questions below
globals().update({
    name: function
    for name, function in vars(every).items()
    if name.startswith("test_") and list(inspect.signature(function).parameters) == ["asked"]
})  # fmt: skip


@pytest.fixture(scope="module", autouse=True)
def course(tmp_path_factory):
    """A course whose only assignment is the template, released; the tests of this file see no other."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copytree(TEMPLATES / "assignment", folder / "solutions")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(solution.SOLUTIONS_VARIABLE, str(folder / "solutions"))
        patch.setenv(published.FOLDER_VARIABLE, str(folder / "published"))
        patch.setattr(sample_class, "ASSIGNMENTS", folder / "assignments")
        published.find.cache_clear()
        release.release(NAME, folder / "assignments")
        yield folder
    published.find.cache_clear()


@pytest.fixture(params=QUESTIONS)
def asked(request):
    """A question of the template, with its solution."""
    made = solution.load(NAME)
    return made, made.assignment.question(request.param)


def test_released_notebook_asks_and_does_not_tell(course):
    text = (course / "assignments" / NAME / f"{NAME}.ipynb").read_text(encoding="utf-8")
    assert text.count("raise NotImplementedError()") == len(QUESTIONS)
    assert not [secret for secret in ("SOLUTION", "HIDDEN", "judge(", "window.size") if secret in text]


@pytest.mark.sandbox
def test_class_gets_full_marks_for_right_answers_and_mistakes_are_named(course, tmp_path):
    students = {student.name: student for student in sample_class.make(tmp_path / "class", NAME, 8)}
    scores = {row.student: row.score for row in grade_class(tmp_path / "class")}
    right = {who for who, student in students.items() if "-right-" in who}
    assert len(right) == 3
    assert {who for who, score in scores.items() if score == 100} == right
    table = read(tmp_path / "class" / "questions.csv", QuestionGrade)
    named = {f"{row.student}:{row.question}:{row.mistake}" for row in table if row.mistake}
    assert named == {f"{who}:{made}" for who, student in students.items() for made in student.mistakes}
    assert named
