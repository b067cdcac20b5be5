"""The instructor's functions of week2-mobilenet against the course's own networks, its ledger, and training itself."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers import models
from cnn_helpers.grading.feedback import grade
from cnn_helpers.grading.keras_models import inspect
from cnn_helpers.grading.values.answers import plain
from cnn_helpers.grading.values.comparison import difference

NAME = "week2-mobilenet"
SMALL = st.integers(1, 6)


def report(block, shape):
    X = keras.Input(shape)
    return inspect(plain(keras.Model(X, block(X))))


@settings(deadline=None, max_examples=10)
@given(sides=st.tuples(SMALL, SMALL), channels=st.tuples(SMALL, SMALL), f=st.integers(1, 3))
def test_arithmetic_and_the_ledger_count_other_products(answers, sides, channels, f):
    X = keras.Input((*sides, channels[0]))
    normal = keras.layers.Conv2D(channels[1], f, padding="same")(X)
    pointwise = keras.layers.Conv2D(channels[1], 1)(keras.layers.DepthwiseConv2D(f, padding="same")(X))
    counted = [
        row.multiply_adds
        for tensor in (normal, pointwise)
        for row in models.describe(keras.Model(X, tensor)).rows
        if row.kind in ("Conv2D", "DepthwiseConv2D")
    ]
    assert list(answers["depthwise_separable_cost"](*sides, *channels, f)) == counted


def test_example_of_the_contract_is_another(answers):
    assert answers["depthwise_separable_cost"](4, 4, 3, 5, 3) == (2160, 432, 240)


@pytest.mark.parametrize(
    ("shape", "filters", "s"), [((9, 8, 3), 5, 1), ((7, 10, 4), 4, 2), ((8, 8, 2), 6, 3)]
)
def test_separable_block_is_not_the_courses(answers, shape, filters, s):
    ours, theirs = (
        report(lambda X, build=build: build(X, filters, s), shape)
        for build in (models.depthwise_separable_block, answers["depthwise_separable_block"])
    )
    assert difference(ours, theirs) is None


@pytest.mark.parametrize(
    ("shape", "filters", "expansion", "s"),
    [
        ((9, 8, 3), 5, 2, 1),
        ((8, 8, 4), 4, 6, 1),
        ((7, 8, 4), 4, 6, 2),
        ((8, 8, 4), 4, 1, 1),
        ((8, 6, 4), 3, 1, 3),
    ],
)
def test_inverted_block_is_not_the_courses(answers, shape, filters, expansion, s):
    ours, theirs = (
        report(lambda X, build=build: build(X, filters, expansion, s), shape)
        for build in (models.inverted_residual_block, answers["inverted_residual_block"])
    )
    assert difference(ours, theirs) is None


def small_base():
    layers = keras.layers
    X = keras.Input((8, 8, 3))
    Y = layers.BatchNormalization()(layers.Conv2D(4, 3)(X))
    Y = layers.Conv2D(5, 1)(layers.Conv2D(5, 1)(Y))
    return keras.Model(X, layers.BatchNormalization()(Y))


@pytest.fixture
def pictures():
    rng = np.random.default_rng(0)
    return rng.normal(2, 2, (16, 8, 8, 3)).astype("float32"), rng.integers(0, 3, 16)


def moved(base, train):
    before = base.get_weights()
    train()
    return [not np.array_equal(old, new) for old, new in zip(before, base.get_weights(), strict=True)]


def test_transfer_model_trains_the_base(answers, pictures):
    base = small_base()
    model = answers["transfer_model"](base, 3, dropout=0.3)
    head = model.layers[-1].get_weights()
    assert not any(moved(base, lambda: model.fit(*pictures, verbose=0)))
    assert all(np.any(old != new) for old, new in zip(head, model.layers[-1].get_weights(), strict=True))
    assert np.allclose(model.predict(pictures[0], verbose=0).sum(axis=1), 1, atol=1e-5)


@pytest.mark.parametrize("style", ["loops", "operations", "nested", "flat"])
def test_fine_tuning_moves_another_part_of_the_base(solution, pictures, style):
    """Trained for real, after a head that was trained: the upper convolutions move, and nothing else of the base."""
    from cnn_helpers.grading.assignments.sample_class import styles

    namespace: dict = {}
    for source in (solution.cells[0], *styles(solution)[style].values()):
        exec(source, namespace)
    base = small_base()
    model = namespace["transfer_model"](base, 3)
    model.fit(*pictures, verbose=0)
    tuned = namespace["fine_tune"](model, base, 4, learning_rate=1e-3)
    assert tuned is model
    assert moved(base, lambda: model.fit(*pictures, verbose=0)) == [False] * 8 + [True] * 2 + [False] * 4
    assert float(model.optimizer.learning_rate) == pytest.approx(1e-3)


@pytest.mark.parametrize(("trainable", "expected"), [(True, True), (False, False)])
def test_fit_keeps_to_training_false(pictures, trainable, expected):
    """What the notebook says of Keras: a batch norm that is trainable moves, one that is frozen does not."""
    base = small_base()
    norm = base.layers[2]
    norm.trainable = trainable
    X = keras.Input((8, 8, 3))
    means = keras.layers.GlobalAveragePooling2D()(base(X, training=False))
    model = keras.Model(X, keras.layers.Dense(3, activation="softmax")(means))
    model.compile("adam", "sparse_categorical_crossentropy")
    before = np.array(norm.moving_mean)
    model.fit(*pictures, verbose=0)
    assert np.any(np.array(norm.moving_mean) != before) == expected


@pytest.mark.parametrize(
    "call", ["base(inputs)", "base(inputs, training=False)", "base(inputs, training=True)"]
)
def test_training_flag_of_a_frozen_base_costs_points(solution, call, edited):
    function = edited("transfer_model", ("base(inputs, training=False)", call))
    assert grade(solution, "transfer_model", function, seed=1).points == 20


BLOCK = "inverted_residual_block"
LIBRARIES = [
    (
        "depthwise_separable_block",
        "from cnn_helpers import models; return models.depthwise_separable_block(X, filters, s)",
    ),
    (
        BLOCK,
        "from cnn_helpers.models import inverted_residual_block as b; return b(X, filters, expansion, s)",
    ),
    (BLOCK, "return keras.applications.MobileNetV2(weights=None)(X)"),
    (
        "data_augmenter",
        "from cnn_helpers.data.augmentation import keras_augmentation; return keras_augmentation()",
    ),
    (
        "transfer_model",
        "import cnn_helpers.models as m; return m.transfer_model(base, classes, dropout)",
    ),
    (
        "fine_tune",
        "from cnn_helpers.models import fine_tune as f; return f(model, base, first, learning_rate)",
    ),
]


@pytest.mark.parametrize(("name", "body"), LIBRARIES)
def test_answer_of_a_library_wins_points(solution, name, body):
    first = next(line for line in solution.sources[name].splitlines() if line.startswith("def "))
    result = grade(solution, name, solution.function(f"{first}\n    {body}\n", name), seed=1)
    assert result.points == 0
    assert "may not be used here" in result.message


def test_wrong_answer_costs_another_question(solution):
    """No function needs another one: with one of them wrong all others keep their points."""
    namespace: dict = {}
    for name, source in {"imports": solution.cells[0], **solution.sources}.items():
        exec(
            source if name != "inverted_residual_block" else "def inverted_residual_block(*_): return None",
            namespace,
        )
    for question in ("depthwise_separable_block", "transfer_model"):
        full = solution.assignment.question(question).points
        assert grade(solution, question, namespace[question], seed=2).points == full
    assert (
        grade(solution, "inverted_residual_block", namespace["inverted_residual_block"], seed=2).points == 0
    )


@pytest.mark.parametrize(
    ("edits", "remark"),
    [((), "you call the base with training=False"), ([(", training=False", "")], "Yours does so too")],
)
def test_the_flag_of_the_base_costs_points_or_gets_another_remark(solution, edits, remark, edited):
    result = grade(solution, "transfer_model", edited("transfer_model", *edits), seed=3)
    assert result.points == 20
    assert remark in result.message


def test_missing_batch_norm_costs_the_shortcuts_points(solution, edited):
    norm = "    P = keras.layers.BatchNormalization()(P)\n"
    result = grade(solution, "inverted_residual_block", edited("inverted_residual_block", (norm, "")), 1)
    kept = {family.title for family in result.families if family.passed}
    assert {
        "X is added where the shapes are the same",
        "X is not added elsewhere",
        "the size that comes out",
    } <= kept


def test_points_differ_from_the_contract(solution):
    assert {question.name: question.points for question in solution.assignment.questions} == {
        "depthwise_separable_cost": 10,
        "depthwise_separable_block": 20,
        "inverted_residual_block": 25,
        "data_augmenter": 10,
        "transfer_model": 20,
        "fine_tune": 15,
    }


def test_mobilenet_of_these_blocks_has_another_count(solution, capsys, closing_cells):
    namespace = dict(solution.references_namespace)
    (cell,) = [source for source in closing_cells if "TABLE" in source]
    exec(cell, namespace)
    assert "17 blocks, 3,538,984 parameters" in capsys.readouterr().out


def test_a_piece_to_learn_from_meets_one_to_test_with(solution, closing_cells):
    """On photographs of white and black fields every piece has one colour: it lies inside a single field."""
    (cell,) = [source for source in closing_cells if "def pieces_of" in source]
    text = cell[cell.index("NAMES = ") : cell.index("\nx, y = ")]

    def board(name, grey):
        height, width = {"clock": (75, 100), "chelsea": (75, 112)}.get(name, (106, 128))
        field = np.add.outer(np.arange(4), np.arange(4)) % 2
        return np.kron(field, np.ones((height, width)))

    from PIL import Image

    namespace = {"np": np, "Image": Image, "photo": board}
    exec(text, namespace)
    for colour in (0, 1):
        pieces, labels = namespace["pieces_of"](colour, 16, seed=3)
        expected = (255 * colour - 127) / 128
        assert np.allclose(pieces, expected, atol=1e-6)
        assert np.array_equal(np.bincount(labels), [16] * len(namespace["NAMES"]))


def test_a_picture_cannot_be_drawn(solution, closing_cells):
    """Every picture up to the borrowed network, with the reference's functions."""
    import matplotlib

    matplotlib.use("Agg")
    import matplotlib.pyplot as plt

    namespace = dict(solution.references_namespace)
    drawn = 0
    for source in closing_cells:
        if not any(word in source for word in ("TABLE", "lite", "model.", "results", "said", "fine_tune")):
            exec(source, namespace)
            drawn += "plt." in source or "show(" in source
    plt.close("all")
    assert drawn >= 4
