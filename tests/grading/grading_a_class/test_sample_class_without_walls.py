"""Where no wall holds the sample class alone is graded: nothing else can pass for it, by accident or on purpose."""

import json
import shutil
from dataclasses import replace

import nbformat
import pytest
from distributed import LocalCluster

from cnn_helpers.grading.assignments import sample_class
from cnn_helpers.grading.assignments.sample_class import MARK
from cnn_helpers.grading.class_files.submissions import submissions
from cnn_helpers.grading.grading_a_class import runner
from cnn_helpers.grading.grading_a_class.own_notebooks import own_notebooks
from cnn_helpers.grading.grading_a_class.runner import UNWALLED, grade_class
from cnn_helpers.grading.running import worker as work
from cnn_helpers.grading.running.grading_task import sandbox_settings
from cnn_helpers.grading.sandbox.jobs import CannotShutIn


@pytest.fixture
def made_up(tiny, tmp_path):
    sample_class.make(tmp_path / "class", "tiny", 8)
    return tmp_path / "class"


@pytest.fixture
def no_walls(monkeypatch):
    """A machine that shuts nothing in: workers are threads here, so that they see it."""
    monkeypatch.setattr(work, "walls", lambda: [])
    work.close_all()
    with LocalCluster(n_workers=1, threads_per_worker=1, processes=False, dashboard_address=None) as cluster:
        yield cluster
    work.close_all()


def notebook_of(folder, student: str):
    return folder / "submitted" / student / "tiny" / "tiny.ipynb"


def first_of(folder) -> str:
    return sorted(path.name for path in (folder / "submitted").iterdir())[0]


def own(folder):
    return own_notebooks(folder / MARK, submissions(folder / "submitted"))


def test_whole_sample_class_is_the_courses_own(made_up):
    texts = own(made_up)["tiny"]
    assert len(texts) == 8
    assert sorted(texts) == sorted(path.read_text() for path in made_up.glob("submitted/*/tiny/tiny.ipynb"))


def test_larger_class_and_one_with_a_student_less_are_its_own_too(made_up):
    sample_class.make(made_up, "tiny", 11)
    shutil.rmtree(made_up / "submitted" / first_of(made_up))
    assert len(own(made_up)["tiny"]) == 10


def changed(path):
    path.write_bytes(path.read_bytes().replace(b"Python 3", b"Python  3", 1))


def with_code(path):
    notebook = nbformat.read(path, as_version=4)
    notebook.cells[-1].source += "\n# mine"
    nbformat.write(notebook, path)


FOREIGN = {
    "a byte": changed,
    "a line": with_code,
    "a file beside it": lambda path: (path.parent / "numpy.py").write_text("x = 1\n"),
    "another name": lambda path: path.rename(path.with_name("mine.ipynb")),
    "a folder in its place": lambda path: (path.unlink(), path.mkdir()),
}


@pytest.mark.parametrize("how", FOREIGN)
def test_one_foreign_submission_makes_it_a_real_class(made_up, how):
    path = notebook_of(made_up, first_of(made_up))
    before = path.read_bytes()
    FOREIGN[how](path)
    assert not path.is_file() or path.read_bytes() != before or len(list(path.parent.iterdir())) > 1
    assert own(made_up) == {}


def test_student_who_is_not_made_up_makes_it_a_real_class_whatever_the_mark_says(made_up):
    ours, path = notebook_of(made_up, first_of(made_up)), notebook_of(made_up, "ada")
    path.parent.mkdir(parents=True)
    shutil.copy(ours, path)
    mark = json.loads((made_up / MARK).read_text())
    (made_up / MARK).write_text(json.dumps(mark | {"ada": []}))
    assert own(made_up) == {}


def test_class_without_the_mark_is_real_even_with_the_same_notebooks(made_up):
    (made_up / MARK).unlink()
    assert own(made_up) == {}


def test_sample_class_is_graded_without_walls_and_it_is_said(made_up, no_walls):
    said = []
    grades = grade_class(made_up, scheduler=no_walls, say=said.append, feedback=False)
    assert said == [UNWALLED]
    assert {grade.status for grade in grades} == {"graded", "failed"}
    assert sum(grade.score == 100 for grade in grades) >= 1
    again = grade_class(made_up, scheduler=no_walls, say=said.append, feedback=False)
    assert [grade.score for grade in again] == [grade.score for grade in grades]
    assert said == [UNWALLED], "the second time nothing ran"


def test_real_class_is_refused_without_walls_before_anything_runs(made_up, no_walls):
    with_code(notebook_of(made_up, first_of(made_up)))
    with pytest.raises(CannotShutIn, match="cannot shut notebooks in"):
        grade_class(made_up, scheduler=no_walls, feedback=False)
    assert not list((made_up / "results").glob("*.json"))


def test_worker_refuses_what_was_put_in_after_the_class_was_looked_at(made_up, no_walls, monkeypatch):
    """What is compared where it runs is what is run, so a file changed meanwhile gains nothing."""

    student = first_of(made_up)

    def then_changed(mark, every):
        texts = own_notebooks(mark, every)
        with_code(notebook_of(made_up, student))
        return texts

    monkeypatch.setattr(runner, "own_notebooks", then_changed)
    with pytest.raises(CannotShutIn, match="not the sample class's"):
        grade_class(made_up, scheduler=no_walls, feedback=False, students=[student])


def test_right_to_run_without_walls_is_another_sandbox(tiny):
    """A worker that has one open for the sample class does not use it for a real one."""
    real, made_up = sandbox_settings(tiny), sandbox_settings(tiny, made_up=True)
    assert real == replace(made_up, made_up=False) != made_up
