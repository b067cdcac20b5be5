"""`make stock`: every known mistake, graded by nbgrader's own commands too; hours for all assignments."""

import resource
import shutil
import subprocess
import sys

import pytest

from cnn_helpers.grading.assignments.nbgrader_setup import PROJECT
from cnn_helpers.grading.assignments.sample_class import Student, handed_in_by, released_notebook, styles
from cnn_helpers.grading.assignments.solution import assignment_names, load
from cnn_helpers.grading.class_files.tables import QuestionGrade, read
from cnn_helpers.grading.grading_a_class.runner import grade_class
from cnn_helpers.grading.values.limits import MB, Limits

pytestmark = [pytest.mark.slow, pytest.mark.sandbox]


def every_mistake(solution) -> list[Student]:
    """As few students as make every known mistake: each answers every question with its next one."""
    questions = [question for question in solution.assignment.questions if question.mistakes]
    made = []
    for turn in range(max(len(question.mistakes) for question in questions)):
        answers = {}
        for question in questions:
            mistake = question.mistakes[turn % len(question.mistakes)]
            answers[question.name] = mistake.written(solution.sources[question.name])
        made.append(Student(f"m{turn:02d}", dict(solution.sources) | answers))
    return made


def no_more_memory_than_the_engine_gives():
    """Two mistakes of one student together may ask for all that the machine has."""
    most = Limits().memory_mb * MB
    resource.setrlimit(resource.RLIMIT_DATA, (most, most))


def nbgrader(*words: str, folder) -> str:
    command = [sys.executable, "-m", "nbgrader", *words, f"--CourseDirectory.root={folder}"]
    ran = subprocess.run(
        command,
        cwd=PROJECT,
        capture_output=True,
        text=True,
        preexec_fn=no_more_memory_than_the_engine_gives,
    )
    assert ran.returncode == 0, ran.stderr[-2000:]
    return ran.stdout + ran.stderr


def stock_points(folder, name: str) -> dict[tuple[str, str], float]:
    """Points of each student's graded cells in the gradebook of stock nbgrader."""
    from nbgrader.api import Gradebook

    nbgrader("generate_assignment", name, "--force", folder=folder)
    nbgrader("autograde", name, folder=folder)
    with Gradebook(f"sqlite:///{folder / 'gradebook.db'}") as gradebook:
        return {
            (submission.student.id, grade.name.removesuffix("-check")): grade.auto_score
            for submission in gradebook.assignment_submissions(name)
            for notebook in submission.notebooks
            for grade in notebook.grades
        }


@pytest.mark.parametrize("name", assignment_names())
def test_nbgraders_commands_give_the_engines_points_for_every_mistake(name, tmp_path):
    solution, folder, stock = load(name), tmp_path / "class", tmp_path / "stock"
    right = [Student(f"r-{style}", answers) for style, answers in styles(solution).items()]
    released = released_notebook(name)
    for student in [*right, *every_mistake(solution)]:
        path = folder / "submitted" / student.name / name / f"{name}.ipynb"
        path.parent.mkdir(parents=True)
        path.write_text(handed_in_by(student, released), encoding="utf-8")
    assert all(row.status == "graded" for row in grade_class(folder, feedback=False))
    ours = {(r.student, r.question): r.score for r in read(folder / "questions.csv", QuestionGrade)}
    full = {question.name: question.points for question in solution.assignment.questions}
    for (student, question), points in ours.items():
        right_here = student.startswith("r-") or not solution.assignment.by_name[question].mistakes
        assert (points == full[question]) == right_here, (student, question)

    shutil.copytree(folder / "submitted", stock / "submitted")
    shutil.copy(folder / "seeds.json", stock)
    theirs = stock_points(stock, name)
    apart = {which: (ours[which], theirs.get(which)) for which in ours if ours[which] != theirs.get(which)}
    assert not apart


@pytest.mark.parametrize("name", assignment_names())
def test_validate_passes_right_styles_and_stops_every_mistake(name, tmp_path):
    solution, released = load(name), released_notebook(name)
    right = [Student(f"r-{style}", answers) for style, answers in styles(solution).items()]
    for student in [*right, *every_mistake(solution)]:
        path = tmp_path / f"{student.name}.ipynb"
        path.write_text(handed_in_by(student, released), encoding="utf-8")
        said = nbgrader("validate", str(path), folder=tmp_path)
        assert ("Success!" in said) == student.name.startswith("r-"), student.name
