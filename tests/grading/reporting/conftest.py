"""Class folders written by hand, for the tests of what a teacher reads."""

import pytest

from cnn_helpers.grading.class_files.tables import Grade, QuestionGrade, write


@pytest.fixture
def class_of(tmp_path):
    """Write grades.csv and questions.csv of a class; returns the folder."""

    def made(grades, questions=(), name="class"):
        folder = tmp_path / name
        folder.mkdir(exist_ok=True)
        write(folder / "grades.csv", Grade, list(grades))
        write(folder / "questions.csv", QuestionGrade, list(questions))
        return folder

    return made


@pytest.fixture
def graded():
    """A graded submission's row; keywords replace its fields."""

    def row(student="ada", score=80.0, **fields):
        usual = {"assignment": "a", "max_score": 100.0, "status": "graded", "reason": "", "seconds": 1.0}
        return Grade(student=student, score=score, **usual | fields)

    return row
