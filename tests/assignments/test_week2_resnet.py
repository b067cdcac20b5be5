"""The instructor's functions of week2-resnet against the course's networks, TensorFlow's gradients and its contract."""

import ast
import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers import models
from cnn_helpers.grading.assignments.sample_class import styles
from cnn_helpers.grading.feedback import grade
from cnn_helpers.grading.judging.local_functions import LocalFunctions

NAME = "week2-resnet"
COUNTS = st.integers(1, 5)


def drawn(model, seed=0):
    """The model with batch statistics that are not 0 and 1, and biases that are not 0."""
    rng = np.random.default_rng(seed)
    shapes = [weights.shape for weights in model.get_weights()]
    model.set_weights([rng.uniform(0.1, 0.9, shape) / max(1, np.prod(shape[:-1])) for shape in shapes])
    return model


def scaled(model):
    """The model with the course's epsilon in every batch norm."""
    for layer in model.layers:
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.epsilon = 1.001e-5
    return model


@settings(deadline=None, max_examples=8)
@given(shape=st.tuples(*[st.integers(2, 6)] * 2, COUNTS), f=st.integers(1, 3), F=st.tuples(COUNTS, COUNTS))
def test_identity_block_is_not_the_courses(solution, shape, f, F):
    X, filters = keras.Input(shape), (*F, shape[2])
    mine, ours = (
        keras.Model(X, block(X, f, filters))
        for block in (solution.references["identity_block"], models.identity_block)
    )
    mine = scaled(drawn(mine))
    ours.set_weights(mine.get_weights())
    pictures = np.random.default_rng(1).normal(size=(2, *shape)).astype("float32")
    np.testing.assert_allclose(mine(pictures), ours(pictures), atol=1e-5)


@settings(deadline=None, max_examples=8)
@given(
    shape=st.tuples(*[st.integers(2, 6)] * 2, COUNTS),
    f=st.integers(1, 3),
    filters=st.tuples(COUNTS, COUNTS, COUNTS),
    s=st.integers(1, 3),
)
def test_convolutional_block_is_not_the_courses(solution, shape, f, filters, s):
    X = keras.Input(shape)
    mine, ours = (
        keras.Model(X, block(X, f, filters, s))
        for block in (solution.references["convolutional_block"], models.convolutional_block)
    )
    mine = scaled(drawn(mine))
    in_order = walk_of(solution)
    for layer, other in zip(*(in_order(model.outputs[0], {}) for model in (mine, ours)), strict=True):
        other.set_weights(layer.get_weights())
    pictures = np.random.default_rng(1).normal(size=(2, *shape)).astype("float32")
    np.testing.assert_allclose(mine(pictures), ours(pictures), atol=1e-5)


def walk_of(solution):
    """The notebook's own function that says which layer stands where in a graph."""
    (source,) = [cell.source for cell in solution.notebook.cells if "def layers_before" in cell.source]
    (function,) = [node for node in ast.parse(source).body if getattr(node, "name", "") == "layers_before"]
    namespace = {"keras": keras}
    exec(ast.unparse(function), namespace)
    return namespace["layers_before"]


def test_walk_through_a_style_meets_other_layers(solution):
    """In every style the weights of one network fit into another's, place by place, and give the same scores."""
    pictures = np.random.default_rng(2).normal(size=(2, 32, 32, 3)).astype("float32")
    in_order, expected = walk_of(solution), None
    for style in styles(solution).values():
        network = answers_of(solution, **style)["resnet50"]((32, 32, 3), 4)
        layers = in_order(network.outputs[0], {})
        if expected is None:
            drawn(network)
            weights = [layer.get_weights() for layer in layers]
        for layer, arrays in zip(layers, weights, strict=True):
            layer.set_weights(arrays)
            if isinstance(layer, keras.layers.BatchNormalization):
                layer.epsilon = 1.001e-5
        answers = np.array(network(pictures))
        expected = answers if expected is None else expected
        np.testing.assert_allclose(answers, expected, atol=1e-5)


def test_resnet50_has_another_number_of_parameters_than_the_paper_network(solution):
    network = solution.references["resnet50"]((64, 64, 3), 1000)
    assert network.count_params() == 25_636_712
    assert [layer.output.shape[1:] for layer in network.layers if isinstance(layer, keras.layers.Add)] == [
        *[(16, 16, 256)] * 3, *[(8, 8, 512)] * 4, *[(4, 4, 1024)] * 6, *[(2, 2, 2048)] * 3,
    ]  # fmt: skip
    usual = solution.references["resnet50"]()
    assert (usual.input_shape, usual.output_shape) == ((None, 64, 64, 3), (None, 6))


@settings(deadline=None, max_examples=8)
@given(n=st.integers(2, 9), n_C=COUNTS, F=st.tuples(COUNTS, COUNTS), f=st.sampled_from([1, 3, 5]))
def test_cost_is_not_what_the_ledger_counts(solution, n, n_C, F, f):
    X, filters = keras.Input((n, n, n_C)), (*F, n_C)
    block = keras.Model(X, models.identity_block(X, f, filters))
    wide = keras.Sequential([X, *(keras.layers.Conv2D(n_C, f, padding="same") for _ in range(2))])
    convolutions = [row for row in models.describe(block).rows if row.kind == "Conv2D"]
    counted = sum(row.multiply_adds for row in convolutions), models.describe(wide).total.multiply_adds
    assert solution.references["bottleneck_cost"](n, n_C, filters, f) == counted


@settings(deadline=None, max_examples=20)
@given(st.tuples(*[st.integers(1, 6)] * 3), st.integers(0, 2**32 - 1))
def test_gradient_is_not_tensorflows(solution, sizes, seed):
    import tensorflow as tf

    (n, h, m), rng = sizes, np.random.default_rng(seed)
    shapes = (n, m), (n, m), (h, n), (h, 1), (n, h), (n, 1)
    dA_out, A, W1, b1, W2, b2 = arrays = [rng.normal(size=shape) for shape in shapes]
    with tf.GradientTape() as tape:
        variable = tf.constant(A)
        tape.watch(variable)
        inner = tf.nn.relu(W1 @ variable + b1)
        cost = tf.reduce_sum(dA_out * tf.nn.relu(W2 @ inner + b2 + variable))
    np.testing.assert_allclose(
        solution.references["shortcut_gradient"](*arrays), tape.gradient(cost, variable), atol=1e-10
    )


@settings(deadline=None, max_examples=40)
@given(st.lists(st.tuples(st.integers(1, 4), st.integers(1, 3)), max_size=4))
def test_field_is_not_as_wide_as_the_inputs_that_reach_a_unit(solution, layers):
    """The unit at the very left, and from each layer's output back to the inputs it reads."""
    reached = {0}
    for f, s in reversed(layers):
        reached = {unit * s + place for unit in reached for place in range(f)}
    assert solution.references["receptive_field"](layers) == max(reached) + 1


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
def test_a_pre_activation_of_the_gradients_cases_is_nearly_zero(solution, seed):
    question = solution.assignment.question("shortcut_gradient")
    for family in question.families:
        for case in question.public_cases(family) + question.hidden_cases(family, seed):
            dA_out, A, W1, b1, W2, b2 = case.args
            assert {array.dtype.name for array in case.args} == {"float32"}
            assert dA_out.shape == A.shape
            Z1 = W1 @ A + b1
            Z2 = W2 @ np.maximum(Z1, 0) + b2 + A
            assert min(np.abs(Z1).min(), np.abs(Z2).min()) > 0.03


def answers_of(solution, **own):
    """A notebook's functions, those of the solution but for `own` sources."""
    namespace: dict = {}
    for source in (solution.cells[0], *(solution.sources | own).values()):
        exec(source, namespace)
    return namespace


def test_wrong_blocks_cost_the_network_marks(solution):
    wrong = {
        name: next(
            m for m in solution.assignment.question(name).mistakes if m.name == "no-last-relu"
        ).written(solution.sources[name])
        for name in ("identity_block", "convolutional_block")
    }
    notebook = answers_of(solution, **wrong)
    points = {name: grade(solution, name, notebook[name], 5).points for name in (*wrong, "resnet50")}
    assert points["identity_block"] < 20
    assert points["convolutional_block"] < 25
    assert points["resnet50"] == 20


@pytest.mark.parametrize(
    ("setting", "kept"),
    [("epsilon=1e-3", True), ("epsilon=1.001e-5", True), ("epsilon=1e-2", False), ("momentum=0.5", True),
     ("center=False", False)],
)  # fmt: skip
def test_free_setting_of_batch_norm_costs_marks_or_another_one_does_not(solution, setting, kept):
    source = solution.sources["identity_block"].replace("axis=3", f"axis=3, {setting}")
    assert (
        grade(
            solution, "identity_block", answers_of(solution, identity_block=source)["identity_block"], 0
        ).points
        == 20
    ) == kept


@pytest.mark.parametrize(
    "source",
    [
        "def resnet50(input_shape=(64, 64, 3), classes=6):\n"
        "    return keras.applications.ResNet50(weights=None, input_shape=input_shape, classes=classes)",
        "def resnet50(input_shape=(64, 64, 3), classes=6):\n"
        "    from cnn_helpers.models import resnet50\n    return resnet50(input_shape, classes)",
    ],
)
def test_ready_made_network_is_taken(solution, source):
    result = grade(solution, "resnet50", answers_of(solution, resnet50=source)["resnet50"], 0)
    assert result.points == 0
    assert "may not be used here" in result.message


def test_model_in_place_of_a_tensor_is_taken(solution):
    source = solution.sources["identity_block"].replace(
        "return keras.layers.ReLU()(S)", "return keras.Model(X, keras.layers.ReLU()(S))"
    )
    result = grade(
        solution, "identity_block", answers_of(solution, identity_block=source)["identity_block"], 0
    )
    assert result.points == 0
    assert "the tensor itself is asked for" in result.message


def test_style_that_calls_its_blocks_through_another_function_hides_them(solution):
    for style in styles(solution).values():
        function = answers_of(solution, **style)["resnet50"]
        assert LocalFunctions("resnet50", function, solution).helpers_of("resnet50") == [
            "identity_block",
            "convolutional_block",
        ]


def test_points_differ_from_the_contract(solution):
    assert {question.name: question.points for question in solution.assignment.questions} == {
        "identity_block": 20,
        "convolutional_block": 25,
        "resnet50": 20,
        "bottleneck_cost": 10,
        "shortcut_gradient": 15,
        "receptive_field": 10,
    }


def test_a_picture_cannot_be_drawn(solution):
    """Every picture up to the training, with the reference's functions."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    namespace = dict(solution.references_namespace)
    drawn = 0
    for cell in solution.notebook.cells:
        if "skip-execution" in cell.metadata.get("tags", ()):
            if not any(word in cell.source for word in ("losses", "theirs", "scores()")):
                exec(cell.source, namespace)
                drawn += "plt." in cell.source or "draw_blocks(" in cell.source
    plt.close("all")
    assert drawn >= 5
