"""A caller of a wrong block keeps its own marks: the right block takes its place where no student's code is."""

import json
from dataclasses import replace

import keras
import nbformat
import numpy as np
import pytest

from cnn_helpers.grading.assignments import published, release, sample_class, solution
from cnn_helpers.grading.feedback import grade
from cnn_helpers.grading.keras_models import Refused, inspect
from cnn_helpers.grading.running.execute import execute
from cnn_helpers.grading.running.grading_task import draw, sandbox_settings
from cnn_helpers.grading.sandbox.jobs import Sandbox
from cnn_helpers.grading.values import keras_blocks
from cnn_helpers.grading.values.answers import Caller, NotPlain
from cnn_helpers.grading.values.keras_blocks import Blocks, describing, marked, named, placeholder, unmarked
from cnn_helpers.grading.values.keras_values import MODEL, inputs_in, plain_model
from cnn_helpers.grading.values.submission_run import Handed

from .conftest import SOLUTIONS

WRONG = {"block": "no-shortcut", "down": "not-pooled", "up": "skip-first"}


def right(X, filters):
    return keras.layers.Conv2D(filters, 3, padding="same")(X)


def calls_twice(block):
    X = keras.Input((8, 8, 3))
    return keras.Model(X, block(block(X, 4), filters=2))


def standing_in(function, blocks):
    """What the student's process, the grader and the right helper's process do, in one."""

    def stand_in(*args, **kwargs):
        args_there, kwargs_there = unmarked(marked((args, kwargs)))
        call = Caller(describing(named(function, tuple(kwargs))))
        outcome = call((*args_there, *kwargs_there.values()))
        assert outcome.error is None, outcome.text
        return placeholder(blocks.keep(outcome.value), list(inputs_in((args, kwargs))))

    return stand_in


def test_network_with_right_blocks_put_in_is_told_like_one_built_from_them():
    blocks = Blocks()
    told = inspect(blocks.put_into(plain_model(calls_twice(standing_in(right, blocks)))))
    expected = inspect(plain_model(calls_twice(right)))
    np.testing.assert_allclose(told.pop("outputs"), expected.pop("outputs"))
    assert told == expected
    other = inspect(plain_model(calls_twice(lambda X, filters: keras.layers.Conv2D(filters, 1)(X))))
    assert told["layers"] != other["layers"]


def test_placeholder_tells_nothing_but_shapes_and_is_no_answer_by_itself():
    blocks = Blocks()
    answer = plain_model(calls_twice(standing_in(right, blocks)))
    assert "Conv2D" not in answer[MODEL]
    with pytest.raises(Refused, match="RightBlock"):
        inspect(answer)
    with pytest.raises(Refused, match="RightBlock"):
        inspect(Blocks().put_into(answer))
    forged = json.loads(answer[MODEL].replace("right-block-1", "right-block-9"))
    with pytest.raises(Refused, match="RightBlock"):
        inspect(blocks.put_into(answer | {MODEL: json.dumps(forged)}))


@pytest.mark.parametrize(
    "mark", [{"shape": (), "dtype": "float32"}, {"shape": (3, 4), "dtype": "float32"}, {"shape": 7, "dtype": "x"},
             {"shape": (None, "4"), "dtype": "float32"}, {"shape": (None, 4), "dtype": 3}],
)  # fmt: skip
def test_mark_that_is_no_tensor_is_refused(mark):
    with pytest.raises(ValueError, match="symbol"):
        unmarked(({keras_blocks.TENSOR: mark["shape"], keras_blocks.DTYPE: mark["dtype"]},))


def test_blocks_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(keras_blocks, "MOST_BLOCKS", 2)
    described = {"network": {MODEL: "{}"}, "shapes": (), "dtypes": (), "together": False}
    blocks = Blocks()
    assert [blocks.keep(described)["block"] for _ in range(2)] == ["right-block-1", "right-block-2"]
    with pytest.raises(ValueError, match="more than 2 blocks"):
        blocks.keep(described)


def test_helper_that_gives_more_than_tensors_is_not_stood_in_for():
    outcome = Caller(describing(lambda X: (X, 3)))(
        (unmarked({"symbolic tensor": (None, 3), "dtype": "float32"}),)
    )
    assert outcome.error == NotPlain.__name__


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("blocks")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
        release.release("tiny-blocks", folder / "assignments", folder / "published")
    return folder


@pytest.fixture
def tiny_blocks(released, monkeypatch):
    monkeypatch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
    monkeypatch.setenv(published.FOLDER_VARIABLE, str(released / "published"))
    published.find.cache_clear()
    yield solution.load("tiny-blocks")
    published.find.cache_clear()


@pytest.mark.sandbox
def test_wrong_blocks_cost_their_own_marks_in_the_sandbox_as_in_this_process(tiny_blocks, released):
    notebook = nbformat.read(released / "assignments" / "tiny-blocks" / "tiny-blocks.ipynb", as_version=4)
    task = draw(tiny_blocks, 5, notebook, replace(sandbox_settings(tiny_blocks), unsafe=False))
    mistakes = {
        name: next(m for m in tiny_blocks.assignment.question(name).mistakes if m.name == mistake)
        for name, mistake in WRONG.items()
    }
    classes = {"all right": (), "one wrong": ("up",), "all wrong": tuple(WRONG)}
    with Sandbox(task.settings.preload, task.forbidden, task.limits) as sandbox:
        for case, wrong in classes.items():
            own = {name: mistakes[name].written(tiny_blocks.sources[name]) for name in wrong}
            filled = sample_class.fill(notebook, tiny_blocks.sources | own)
            outside = execute(task, Handed(nbformat.writes(filled), {}), sandbox).results
            points = {name: result.points for name, result in outside.items()}
            assert points["network"] == 40, f"{case}: {outside['network'].message}"
            named_first = [name for name in WRONG if f"`{name}`" in outside["network"].note]
            assert named_first == list(wrong), case
            namespace: dict = {}
            for source in (tiny_blocks.cells[0], *(tiny_blocks.sources | own).values()):
                exec(source, namespace)
            here = {name: grade(tiny_blocks, name, namespace[name], 5).points for name in points}
            assert points == here, case
            assert [name for name in WRONG if points[name] < 20] == list(wrong), case
