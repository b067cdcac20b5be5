"""A class folder with a released assignment of every kind of cell, and what running it might end with."""

import copy
import json
import shutil
import sqlite3
from pathlib import Path
from types import SimpleNamespace

import nbformat
import pytest
from nbgrader.api import Gradebook

from cnn_helpers.grading.assignments.release import generate
from cnn_helpers.grading.class_files.nbgrader_config import class_settings
from cnn_helpers.grading.recording.gradebook_marks import submission_marks
from cnn_helpers.grading.recording.recorder import Recorder
from cnn_helpers.grading.values.submission_run import Executed

NAME = "recorded"
QUESTIONS = 3
POINTS = 10.0


def grading(grade_id: str, **facts) -> dict:
    """nbgrader's metadata of one cell."""
    kind = {"grade": False, "solution": False, "task": False, "locked": False, "schema_version": 3}
    return {"nbgrader": {**kind, "grade_id": grade_id, **facts}}


def source_notebook(questions: int = QUESTIONS) -> nbformat.NotebookNode:
    """An instructor's notebook: questions that are judged, one that a teacher marks, and a task."""
    cells = []
    for i in range(questions):
        answer = f"def f{i}(x):\n    ### BEGIN SOLUTION\n    return x\n    ### END SOLUTION"
        cells.append(nbformat.v4.new_code_cell(answer, metadata=grading(f"f{i}", solution=True)))
        check = grading(f"f{i}-check", grade=True, locked=True, points=POINTS)
        cells.append(nbformat.v4.new_code_cell(f"check('f{i}', f{i})", metadata=check))
    essay = grading("essay", grade=True, solution=True, points=5.0)
    cells.append(nbformat.v4.new_markdown_cell("YOUR ANSWER HERE", metadata=essay))
    task = grading("task", task=True, locked=True, points=2.0)
    cells.append(nbformat.v4.new_markdown_cell("Draw something.", metadata=task))
    return nbformat.v4.new_notebook(cells=cells)


def release(class_dir: Path, config, questions: int = QUESTIONS, name: str = NAME) -> None:
    """The source into the class folder, and nbgrader's generate step over it."""
    path = class_dir / "source" / name / f"{name}.ipynb"
    path.parent.mkdir(parents=True)
    nbformat.write(source_notebook(questions), path)
    generate(name, config)


def executed(class_dir: Path, points: list[float], name: str = NAME, essay: str = "Mine.") -> Executed:
    """The released notebook as it is after running: each question's points are its graded cell's value."""
    path = class_dir / "release" / name / f"{name}.ipynb"
    notebook = copy.deepcopy(nbformat.read(path, as_version=4))
    for i, worth in enumerate(points):
        cells = {c.metadata.nbgrader.grade_id: c for c in notebook.cells}
        cells[f"f{i}"].source = f"def f{i}(x):\n    return {worth}"
        value = nbformat.v4.new_output("execute_result", {"text/plain": str(worth)}, execution_count=1)
        cells[f"f{i}-check"].outputs = [value]
    cells["essay"].source = essay
    return Executed(nbformat.writes(notebook) + "\n", {})


def dump(class_dir: Path) -> list[str]:
    """Every row of every table of a gradebook file."""
    connection = sqlite3.connect(class_dir / "gradebook.db")
    try:
        return list(connection.iterdump())
    finally:
        connection.close()


def page_of(class_dir: Path, student: str, name: str = NAME) -> Path:
    return class_dir / "autograded" / student / name / f"{name}.ipynb"


def sources(path: Path) -> list[str]:
    return [cell["source"] for cell in json.loads(path.read_text())["cells"]]


def marks(recorder, student: str, name: str = NAME):
    """What counts, by the gradebook that a recorder has open."""
    with recorder.gradebook.reading():
        return submission_marks(recorder.gradebook, student, name).recorded


class Written(Exception):
    """A recorder began to write."""


def stands(recorder, *arguments) -> bool:
    """Whether recording this would write nothing."""

    def begin(student):
        raise Written

    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(recorder.gradebook, "transaction", begin)
        try:
            recorder.record(*arguments)
        except Written:
            return False
    return True


@pytest.fixture
def kit():
    """This file's helpers, for test files that cannot import it."""
    helpers = (release, executed, dump, page_of, sources, source_notebook, marks, stands)
    return SimpleNamespace(NAME=NAME, QUESTIONS=QUESTIONS, **{helper.__name__: helper for helper in helpers})


@pytest.fixture(scope="session")
def released(tmp_path_factory):
    """A class folder made once; tests work on copies."""
    folder = tmp_path_factory.mktemp("released-class")
    release(folder, class_settings(folder))
    return folder


@pytest.fixture
def class_dir(tmp_path, released):
    """A class folder whose gradebook knows the assignment."""
    return shutil.copytree(released, tmp_path / "class")


@pytest.fixture
def config(class_dir):
    return class_settings(class_dir)


@pytest.fixture
def recorder(class_dir, config):
    with Recorder(class_dir, config, patience=0.3) as open_recorder:
        yield open_recorder


@pytest.fixture
def gradebook(class_dir):
    """A second, ordinary connection, as nbgrader's formgrader has one."""
    with Gradebook(f"sqlite:///{class_dir / 'gradebook.db'}") as open_gradebook:
        yield open_gradebook
