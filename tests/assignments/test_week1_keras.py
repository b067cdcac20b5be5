"""The instructor's networks of week1-keras against their contract, Keras's own counts, and a linear model."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.data.scenes import one_object
from cnn_helpers.grading.values.goals import Accuracy

NAME = "week1-keras"
SHAPES = st.tuples(st.integers(2, 20), st.integers(2, 20), st.integers(1, 4))


def shapes(model):
    return [(type(layer).__name__, layer.output.shape[1:]) for layer in model.layers]


def test_sequential_model_is_not_the_contracts(solution):
    model = solution.references["sequential_model"]((64, 64, 3), 3)
    assert isinstance(model, keras.Sequential)
    assert shapes(model) == [
        ("ZeroPadding2D", (70, 70, 3)),
        ("Conv2D", (64, 64, 32)),
        ("BatchNormalization", (64, 64, 32)),
        ("ReLU", (64, 64, 32)),
        ("MaxPooling2D", (32, 32, 32)),
        ("Flatten", (32 * 32 * 32,)),
        ("Dense", (3,)),
    ]
    assert model.layers[1].kernel.shape == (7, 7, 3, 32)


def test_functional_model_is_not_the_contracts(solution):
    model = solution.references["functional_model"]((64, 60, 3), 3)
    assert not isinstance(model, keras.Sequential)
    assert shapes(model) == [
        ("InputLayer", (64, 60, 3)),
        ("Conv2D", (64, 60, 8)),
        ("ReLU", (64, 60, 8)),
        ("MaxPooling2D", (8, 8, 8)),
        ("Conv2D", (8, 8, 16)),
        ("ReLU", (8, 8, 16)),
        ("MaxPooling2D", (2, 2, 16)),
        ("Flatten", (64,)),
        ("Dense", (3,)),
    ]
    kernels = [weights.shape for weights in model.trainable_variables if weights.name == "kernel"]
    assert kernels == [(4, 4, 3, 8), (2, 2, 8, 16), (64, 3)]


@pytest.mark.parametrize("name", ["sequential_model", "functional_model"])
def test_model_is_compiled_otherwise(solution, name):
    model = solution.references[name]((16, 16, 1), 2)
    settings = model.get_compile_config()
    assert isinstance(model.optimizer, keras.optimizers.Adam)
    assert np.isclose(float(model.optimizer.learning_rate), 1e-3)
    assert (settings["loss"], settings["metrics"]) == ("sparse_categorical_crossentropy", ["accuracy"])
    assert np.allclose(model.predict(np.ones((2, 16, 16, 1)), verbose=0).sum(axis=1), 1, atol=1e-5)


@settings(deadline=None, max_examples=15)
@given(shape=SHAPES, classes=st.integers(2, 10))
def test_arithmetic_and_keras_count_other_parameters(solution, shape, classes):
    model = solution.references["sequential_model"](shape, classes)
    counted = solution.references["count_parameters"](shape, classes)
    assert counted == [layer.count_params() for layer in model.layers]


@given(*[st.integers(0, 500)] * 3)
def test_diagnosis_is_not_the_tables(solution, human, train, dev):
    """Errors in thousandths, so that the threshold is met exactly only where it is left out."""
    bias, variance = train - human, dev - train
    if 20 in (bias, variance):
        return
    table = {(True, False): "bias", (False, True): "variance", (True, True): "both"}
    expected = table.get((bias > 20, variance > 20), "neither")
    assert solution.references["diagnose"](human / 1000, train / 1000, dev / 1000) == expected


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
def test_a_diagnosis_sits_on_the_threshold(solution, seed):
    question = solution.assignment.question("diagnose")
    cases = [
        case for f in question.families for case in question.public_cases(f) + question.hidden_cases(f, seed)
    ]
    assert len(cases) == 31
    for case in cases:
        human, train, dev = case.args
        assert 0 < min(case.args)
        assert max(case.args) < 0.5
        assert min(abs(train - human - 0.02), abs(dev - train - 0.02)) > 0.0039, case


def test_a_linear_model_comes_near_the_bar_of_fit(solution):
    from sklearn.linear_model import RidgeClassifier

    question = solution.assignment.question("fit")
    (goal,) = [family.goal for family in question.families if family.goal]
    assert isinstance(goal, Accuracy)
    images, labels = one_object(1200, size=64, seed=9)
    flat = images.reshape(len(images), -1) - 0.5
    shares = [
        RidgeClassifier(alpha=alpha).fit(flat[:800], labels[:800]).score(flat[800:], labels[800:])
        for alpha in (30.0, 300.0, 3000.0)
    ]
    assert 0.35 < max(shares) < goal.at_least - 0.08


def test_fit_is_asked_about_other_pictures_than_the_contract_says(solution):
    question = solution.assignment.question("fit")
    family = next(family for family in question.families if family.goal)
    (case,) = question.hidden_cases(family, seed=3)
    _, x, y, (x_dev, y_dev), unseen = case.args
    assert (x.shape, y.shape, unseen.shape) == ((800, 64, 64, 3), (800,), (300, 64, 64, 3))
    assert (x_dev.shape, y_dev.shape, case.labels.shape) == ((100, 64, 64, 3), (100,), (300,))
    assert x.dtype == "float32"
    assert 0 <= x.min()
    assert x.max() <= 1
    assert set(np.unique(y)) == {0, 1, 2}
    (other,) = question.hidden_cases(family, seed=4)
    assert not np.array_equal(other.labels, case.labels), "every class gets streets of its own"


def test_bright_channel_is_seen_in_training(solution):
    """What tells whether validation data was learned: a channel that only these light up."""
    question = solution.assignment.question("fit")
    for case in question.public_cases(question.families[1]):
        _, (shape, x), _, ((shape_dev, x_dev), _), _ = case.args
        channel, channel_dev = (
            np.frombuffer(bytes.fromhex(text), "uint8").reshape(of)[..., 1]
            for of, text in ((shape, x), (shape_dev, x_dev))
        )
        assert not channel.any()
        assert channel_dev.mean() > 100


def test_points_differ_from_the_contract(solution):
    assert {question.name: question.points for question in solution.assignment.questions} == {
        "sequential_model": 25,
        "functional_model": 25,
        "count_parameters": 15,
        "fit": 20,
        "diagnose": 15,
    }


def test_a_picture_cannot_be_drawn(solution):
    """Every picture up to the training of both networks, with the reference's functions."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    namespace = dict(solution.references_namespace)
    drawn = 0
    for cell in solution.notebook.cells:
        if "skip-execution" in cell.metadata.get("tags", ()):
            if not any(word in cell.source for word in ("networks", "records", "wrong", "more_x")):
                exec(cell.source, namespace)
                drawn += "plt." in cell.source or "show(" in cell.source
    plt.close("all")
    assert drawn >= 7
