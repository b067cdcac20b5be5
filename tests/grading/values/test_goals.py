"""Questions that no single answer is right to: what was trained is judged by unseen examples, labels stay outside."""

import json
import re
from dataclasses import replace
from pathlib import Path

import nbformat
import numpy as np
import pytest

from cnn_helpers.grading.assignments import published, release, sample_class, solution
from cnn_helpers.grading.assignments.questions import Family, Labelled, entry
from cnn_helpers.grading.feedback import check, grade
from cnn_helpers.grading.running.execute import execute
from cnn_helpers.grading.running.grading_task import LocalAnswerKey, draw, sandbox_settings
from cnn_helpers.grading.sandbox.jobs import Sandbox
from cnn_helpers.grading.values.answers import Outcome, from_json, to_json
from cnn_helpers.grading.values.generated_arguments import made, values
from cnn_helpers.grading.values.goals import accuracy
from cnn_helpers.grading.values.submission_run import Handed

SOLUTIONS = Path(__file__).parents[1] / "solutions"

PEEKS = """def learn(points, kinds):
    import gc, sys

    kept = [repr(thing) for thing in gc.get_objects() if type(thing).__name__ in ("Made", "Labelled", "Case")]
    frame = sys._getframe(1)
    while frame:
        kept += [repr(value) for name, value in frame.f_locals.items() if name in ("asked", "args", "cases")]
        frame = frame.f_back
    raise ValueError("a recipe" if "make_moons" in str(kept) else f"no recipe in {len(kept)} things")
"""


@pytest.fixture(scope="module")
def released(tmp_path_factory):
    folder = tmp_path_factory.mktemp("training")
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
        release.release("tiny-training", folder / "assignments", folder / "published")
    return folder


@pytest.fixture
def training(released, monkeypatch):
    monkeypatch.setenv(solution.SOLUTIONS_VARIABLE, str(SOLUTIONS))
    monkeypatch.setenv(published.FOLDER_VARIABLE, str(released / "published"))
    published.find.cache_clear()
    yield solution.load("tiny-training")
    published.find.cache_clear()


def mistaken(training, name):
    question = training.assignment.question("learn")
    return training.mistaken(question, next(m for m in question.mistakes if m.name == name))


def test_reference_reaches_the_goal_and_what_does_not_learn_is_named(training, capsys):
    assert check("learn", training.references["learn"]) == 100
    assert check("learn", mistaken(training, "linear")) == 0
    said = capsys.readouterr().out
    assert "of the unseen points are recognised" in said
    assert "95% are needed" in said
    assert "a straight line cannot tell them apart" in said


@pytest.mark.parametrize("seed", [0, 7, 2**32 - 1])
def test_same_score_under_any_seed(training, seed):
    assert grade(training, "learn", training.references["learn"], seed).points == 100
    assert grade(training, "learn", mistaken(training, "linear"), seed).points == 0


def test_another_way_to_learn_keeps_all_points(training):
    def learn(points, kinds):
        def predict(new):
            near = np.exp(-((new[:, None] - points[None]) ** 2).sum(-1) / 0.02)
            return np.stack([near @ (kinds == kind) for kind in (0, 1)], axis=1)  # scores, not classes

        return predict

    result = grade(training, "learn", learn, 3)
    won = {family.title: family.points for family in result.families}
    assert won == {"runs": 0.0, "learns": 80.0}, "scores are predictions too, and only there"


def test_examples_are_published_as_a_recipe_and_labels_apart(training, released):
    text = (released / "published" / "tiny-training.json").read_text()
    family = json.loads(text)["questions"][0]["families"][1]
    assert len(text) < 20_000
    assert family["goal"] == {"at_least": 0.95, "of": "unseen points"}
    assert family["cases"][0]["answer"]["made"] == "sklearn.datasets:make_moons"


@pytest.mark.sandbox
def test_in_the_sandbox_scores_are_equal_and_hidden_recipes_are_not_to_be_found(training, released):
    notebook = nbformat.read(released / "assignments" / "tiny-training" / "tiny-training.ipynb", as_version=4)
    settings = sandbox_settings(training)
    task = draw(training, 5, notebook, replace(settings, preload=("cnn_helpers.grading.feedback",)))
    results = {}
    with Sandbox(task.settings.preload, (), task.limits) as sandbox:
        for name, source in {
            "right": training.sources["learn"],
            "peeks": PEEKS,
        }.items():
            filled = sample_class.fill(notebook, {"learn": source})
            executed = execute(task, Handed(nbformat.writes(filled), {}), sandbox)
            results[name] = executed.results["learn"]
    assert [results[name].points for name in ("right", "peeks")] == [100, 0]
    assert re.search(r"no recipe in [1-9]\d* things", results["peeks"].families[1].problem)
    hidden = task.hidden("learn")["learns"][0][0]
    assert all(isinstance(arg, np.ndarray) for arg in hidden.args)
    assert len(hidden.args) == 3


def test_reference_that_misses_its_goal_is_no_reference(training):
    question = training.assignment.question("learn")
    runs, learns = question.families
    noisy = replace(learns, public=(dict(count=120, noise=0.8),))
    harder = replace(training.assignment, questions=(replace(question, families=(runs, noisy)),))
    with pytest.raises(ValueError, match=r"reference misses the goal: .* 95% are needed"):
        published.publish(replace(training, assignment=harder))


def only_learning(training, reference):
    """The same assignment with its goal alone, and another reference."""
    question = training.assignment.question("learn")
    goal = replace(question, points=80, families=question.families[1:])
    changed = replace(training, assignment=replace(training.assignment, questions=(goal,)))
    vars(changed)["references"] = {"learn": reference}
    return changed


def test_labels_are_taken_without_training_the_reference_in_each_notebook(training):
    def reference(points, kinds):
        raise AssertionError("the reference is trained")

    (case, labels), *_ = LocalAnswerKey(only_learning(training, reference), 5).hidden("learn")["learns"]
    assert labels is case.labels
    assert set(values(labels)) == {0, 1}


def test_a_class_is_not_graded_where_the_reference_misses_the_goal(training, released):
    notebook = nbformat.read(released / "assignments" / "tiny-training" / "tiny-training.ipynb", as_version=4)

    def answering(asked):
        return {name: [Outcome({"kinds": np.zeros(150)}) for _ in args] for name, (_, args) in asked.items()}

    with pytest.raises(ValueError, match="reference misses the goal"):
        draw(only_learning(training, None), 5, notebook, sandbox_settings(training), answering)


def test_part_that_the_reference_does_not_have_is_refused(training):
    question = training.assignment.question("learn")
    runs, learns = question.families
    elsewhere = replace(runs, part=entry("colours", "the colours"))
    changed = replace(training.assignment, questions=(replace(question, families=(elsewhere, learns)),))
    with pytest.raises(ValueError, match="no such part: there is no 'colours'"):
        published.publish(replace(training, assignment=changed))


@pytest.mark.parametrize(
    ("predictions", "problem"),
    [
        (np.array([[0.1, 0.9], [0.8, 0.2]]), None),
        (np.array([1, 0]), None),
        (np.array([[0.9, 0.1], [0.8, 0.2]]), "50% of"),
        (np.array([[np.nan, np.nan], [np.nan, np.nan]]), "0% of"),
        (np.zeros((2, 0)), "0% of"),
        (np.zeros((3, 2)), "3 predictions"),
        (np.zeros((2, 2, 1)), "no array of predictions"),
        (None, "no array of predictions"),
    ],
)
def test_accuracy_counts_what_is_right(predictions, problem):
    said = accuracy(1.0).problem(np.array([1, 0]), predictions, "the answer")
    assert said is None if problem is None else problem in said


def test_nothing_that_does_not_fit_is_declared():
    for share in (0, -1, 1.5, float("nan")):
        with pytest.raises(ValueError, match="a share above 0"):
            accuracy(share)
    for bad in ("range", ":range", "builtins:"):
        with pytest.raises(ValueError, match="module:name"):
            made(bad)
    with pytest.raises(ValueError, match="numbers and texts"):
        made("builtins:sorted", [3, 1])
    without_labels = Family("f", 1, lambda rng: (1,), ({},), ({},), goal=accuracy(0.5))
    without_goal = Family("f", 1, lambda rng: Labelled((1,), 2), ({},), ({},))
    for family in (without_labels, without_goal):
        with pytest.raises(ValueError, match="labels and a goal are needed together"):
            family.cases("q", ({},), 0)


def test_recipes_survive_json_and_are_made_once():
    recipe = made("numpy:arange", 6, dtype="float32")
    assert from_json(json.loads(json.dumps(to_json(recipe)))) == recipe
    first, second = values((recipe, {"again": recipe}))
    assert first is second["again"]
    assert first.dtype == np.float32
    assert made("numpy:divmod", 7, 2, item=1).made() == 1
    assert accuracy(0.5).verdict(recipe, Outcome(np.arange(6))) == Outcome("reached")
    assert accuracy(0.5).verdict(recipe, Outcome(error="TypeError")).error == "TypeError"
