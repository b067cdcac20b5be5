"""A model of plain numbers gets into the sandbox, and from there to a right helper, where no student's code is."""

from dataclasses import replace

import nbformat
import pytest

from cnn_helpers.grading.assignments import published, release, sample_class, solution
from cnn_helpers.grading.feedback import grade
from cnn_helpers.grading.running.execute import execute
from cnn_helpers.grading.running.grading_task import draw, sandbox_settings
from cnn_helpers.grading.sandbox.jobs import Sandbox
from cnn_helpers.grading.values.submission_run import Handed

from ..conftest import SOLUTIONS

NAME = "tiny-door"
ANSWERS = {
    "all right": ({}, {"apart": 50, "nearest": 50}),
    "a wrong helper": (
        {"apart": "def apart(image, name, database, model):\n    return len(name) + model.bias[0]"},
        {"apart": 0, "nearest": 50},
    ),
    "a helper that empties the database": (
        {"apart": "def apart(image, name, database, model):\n    database[name][...] = 0\n    return 0.0"},
        {"apart": 0, "nearest": 50},
    ),
    "no model handed on": (
        {
            "nearest": "def nearest(image, database, model):\n    return apart(image, 'person 0', database, image)"
        },
        {"apart": 50, "nearest": 0},
    ),
}


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp(NAME)
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
        release.release(NAME, folder / "assignments", folder / "published")
    return folder


@pytest.mark.sandbox
def test_a_wrong_helper_costs_its_callers_marks_in_the_sandbox_or_in_this_process(released, monkeypatch):
    monkeypatch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
    monkeypatch.setenv(published.FOLDER_VARIABLE, str(released / "published"))
    published.find.cache_clear()
    door = solution.load(NAME)
    notebook = nbformat.read(released / "assignments" / NAME / f"{NAME}.ipynb", as_version=4)
    task = draw(door, 5, notebook, replace(sandbox_settings(door), unsafe=False))
    with Sandbox(task.settings.preload, task.forbidden, task.limits) as sandbox:
        for case, (own, expected) in ANSWERS.items():
            filled = sample_class.fill(notebook, door.sources | own)
            outside = execute(task, Handed(nbformat.writes(filled), {}), sandbox).results
            assert {name: result.points for name, result in outside.items()} == expected, case
            namespace: dict = {}
            for source in (door.cells[0], *(door.sources | own).values()):
                exec(source, namespace)
            here = {name: grade(door, name, namespace[name], 5).points for name in expected}
            assert here == expected, case
    published.find.cache_clear()
