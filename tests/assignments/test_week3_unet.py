"""The instructor's functions of week3-unet against the course's own; gradients, arguments, the trained segmenter."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers import models, segmentation
from cnn_helpers.grading.feedback import grade
from cnn_helpers.grading.keras_models import inspect
from cnn_helpers.grading.values.answers import plain
from cnn_helpers.grading.values.comparison import difference
from cnn_helpers.layers import conv_transpose_forward

NAME = "week3-unet"
SEEDS = st.integers(0, 2**32 - 1)


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, n=st.integers(1, 5), f=st.integers(1, 5), stride=st.integers(1, 4), data=st.data())
def test_transposed_convolution_differs_from_the_courses(answers, seed, n, f, stride, data):
    rng = np.random.default_rng(seed)
    x, w = rng.normal(size=(n, n)), rng.normal(size=(f, f))
    # what is left of the canvas has at least a row, and TensorFlow's layers know output_pad below the stride alone
    pad = data.draw(st.integers(0, ((n - 1) * stride + f - 1) // 2))
    output_pad = data.draw(st.integers(0, min(pad, stride - 1)))
    hparameters = {"stride": stride, "pad": pad, "output_pad": output_pad}
    bias = np.zeros((1, 1, 1, 1))
    expected, _ = conv_transpose_forward(x[None, :, :, None], w[:, :, None, None], bias, hparameters)
    found = answers["transposed_conv"](x, w, stride, pad, output_pad)
    np.testing.assert_allclose(found, expected[0, :, :, 0], atol=1e-12)


def test_transposed_convolution_differs_from_tensorflows(answers):
    rng = np.random.default_rng(1)
    x, w = rng.normal(size=(4, 4)), rng.normal(size=(3, 3))
    canvas = tf.nn.conv2d_transpose(x[None, :, :, None], w[:, :, None, None], (1, 9, 9, 1), 2, "VALID")
    found = answers["transposed_conv"](x, w, 2, 1, 1)
    np.testing.assert_allclose(found, np.asarray(canvas)[0, 1:, 1:, 0], atol=1e-12)


def test_example_of_the_text_is_another(answers):
    x, w = np.array([[2, 1], [3, 2]]), np.array([[1, 2, 1], [2, 0, 1], [0, 2, 1]])
    by_hand = [[0, 4, 0, 1], [10, 7, 6, 3], [0, 7, 0, 2], [6, 3, 4, 2]]
    np.testing.assert_array_equal(answers["transposed_conv"](x, w, 2, 1, 1), by_hand)


def report(build, *shapes):
    inputs = [keras.Input(shape) for shape in shapes]
    return inspect(plain(keras.Model(inputs, build(*inputs))))


@pytest.mark.parametrize(
    ("shape", "rest"),
    [((8, 6, 3), (5,)), ((6, 4, 2), (4, 0.3)), ((4, 4, 3), (6, 0.2, False)), ((4, 6, 1), ())],
)
def test_block_down_is_not_the_courses(answers, shape, rest):
    ours, theirs = (
        report(lambda X, build=build: list(build(X, *rest)), shape)
        for build in (models.conv_block, answers["conv_block"])
    )
    assert difference(ours, theirs) is None


@pytest.mark.parametrize(
    ("below", "skip", "rest"), [((3, 4, 6), (6, 8, 2), (4,)), ((2, 2, 1), (4, 4, 3), ())]
)
def test_block_up_is_not_the_courses(answers, below, skip, rest):
    ours, theirs = (
        report(lambda low, high, build=build: build(low, high, *rest), below, skip)
        for build in (models.upsampling_block, answers["upsampling_block"])
    )
    assert difference(ours, theirs) is None


def test_network_is_not_the_courses(answers):
    ours, theirs = (
        inspect(plain(build((32, 48, 3), *sizes)))
        for build, sizes in ((models.unet, (5, 3)), (answers["unet_model"], (3, 5)))
    )
    assert difference(ours, theirs) is None
    whole = answers["unet_model"]()
    assert (whole.count_params(), whole.output_shape) == (8_640_471, (None, 96, 128, 23))


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, n_classes=st.integers(1, 6), m=st.integers(1, 3))
def test_mean_iou_differs_from_the_courses(answers, seed, n_classes, m):
    rng = np.random.default_rng(seed)
    present = rng.permutation(n_classes)[: rng.integers(1, n_classes + 1)]
    maps = rng.choice(present, size=(2, m, 3, 4))
    expected = segmentation.mean_iou(*maps, n_classes)
    assert answers["mean_iou"](*maps, n_classes) == pytest.approx(expected)


@settings(deadline=None, max_examples=20)
@given(seed=SEEDS, n_classes=st.integers(2, 5), m=st.integers(1, 3), smooth=st.sampled_from([0.25, 1.0, 3.0]))
def test_dice_loss_differs_from_the_courses(answers, seed, n_classes, m, smooth):
    rng = np.random.default_rng(seed)
    y_true, logits = rng.integers(0, n_classes, (m, 3, 2)), rng.normal(0, 2, (m, 3, 2, n_classes))
    logits = logits.astype("float32")
    expected = segmentation.soft_dice_loss(y_true, logits, smooth)
    found = answers["dice_loss"](tf.constant(y_true), tf.constant(logits), smooth)
    assert float(found) == pytest.approx(float(expected), abs=1e-6)


def test_gradient_of_the_dice_loss_is_no_slope(solution, answers, cases_of):
    """What the grader compares with, beside finite differences in double precision."""
    question = solution.assignment.question("dice_loss")
    (args,) = [args for family, args in cases_of("dice_loss") if "gradient" in family.title][:1]
    y_true, logits, smooth = args
    told = question.probe(answers["dice_loss"], y_true, logits, smooth)

    def loss(numbers):
        shares = np.exp(numbers) / np.exp(numbers).sum(axis=-1, keepdims=True)
        truth = np.eye(numbers.shape[-1])[y_true]
        both, each = ((array).sum(axis=(0, 1, 2)) for array in (shares * truth, shares + truth))
        return 1 - np.mean((2 * both + smooth) / (each + smooth))

    exact, step = logits.astype(float), 1e-5
    for place in np.ndindex(exact.shape):
        moved = np.zeros_like(exact)
        moved[place] = step
        slope = (loss(exact + moved) - loss(exact - moved)) / (2 * step)
        assert told["gradient"][place] == pytest.approx(slope * logits.size, abs=1e-4)
    assert float(told["loss"]) == pytest.approx(loss(exact), abs=1e-5)


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
def test_gradient_is_too_small_to_be_missed(solution, answers, seed, cases_of):
    """A gradient of zeros must differ by far more than the tolerance."""
    question = solution.assignment.question("dice_loss")
    for family, args in cases_of("dice_loss", seed):
        if "gradient" in family.title:
            gradient = question.probe(answers["dice_loss"], *args)["gradient"]
            assert np.abs(gradient).max() > 0.1


@pytest.mark.parametrize(
    "edits",
    [
        [("p = tf.nn.softmax(logits)", "p = tf.nn.softmax(tf.stop_gradient(logits))")],
        [("return 1 - tf.reduce_mean(score)", "return float(1 - tf.reduce_mean(score))")],
        [("return 1 - tf.reduce_mean(score)", "return (1 - tf.reduce_mean(score)).numpy()")],
        [("(score)", "(tf.stop_gradient(score)) + 0 * tf.reduce_sum(logits)")],
    ],
)
def test_a_loss_without_gradient_loses_other_points(solution, edits, edited):
    question = solution.assignment.question("dice_loss")
    result = grade(solution, "dice_loss", edited("dice_loss", *edits), seed=1)
    assert [family.title for family in result.families if not family.passed] == ["the gradient by the logits"]
    assert result.points == question.points - 3


def test_points_differ_from_the_contract(solution):
    assert {question.name: question.points for question in solution.assignment.questions} == {
        "transposed_conv": 20,
        "conv_block": 20,
        "upsampling_block": 20,
        "unet_model": 20,
        "mean_iou": 10,
        "dice_loss": 10,
    }


@pytest.mark.parametrize(
    ("name", "mistake"), [("transposed_conv", "input-crossed-off"), ("mean_iou", "maps-changed")]
)
def test_a_right_answer_that_changes_its_arguments_loses_more_or_less_than_a_tenth(solution, name, mistake):
    question = solution.assignment.question(name)
    (known,) = [one for one in question.mistakes if one.name == mistake]
    result = grade(solution, name, solution.mistaken(question, known), seed=1)
    assert [family.title for family in result.families if not family.passed] == [question.families[-1].title]
    assert result.points == pytest.approx(0.9 * question.points)


def test_an_argument_is_of_another_kind_than_the_notebook_says(cases_of):
    kinds = {"transposed_conv": {"float32"}, "mean_iou": {"int64"}, "dice_loss": {"int32", "float32"}}
    for name, expected in kinds.items():
        for _, args in cases_of(name):
            assert {arg.dtype.name for arg in args if isinstance(arg, np.ndarray)} == expected
    for _, (_, _, _, pad, *output_pad) in cases_of("transposed_conv"):
        assert not output_pad or output_pad[0] <= pad


@pytest.mark.parametrize(
    ("name", "edits"),
    [
        ("transposed_conv", [("return canvas[pad:end, pad:end]", "return canvas[pad:end, pad:end].tolist()")]),
        ("transposed_conv", [("np.zeros((size, size))", "np.zeros((size, size), 'float32')")]),
        ("mean_iou", [("return float(np.mean(ratios))", "return tf.constant([np.mean(ratios)], tf.float32)")]),
        ("dice_loss", [("return 1 -", "return [1] -")]),
        ("conv_block", [('padding="same", ', 'padding="same", bias_initializer="ones", ')]),
        ("conv_block", [("return next_layer, skip_connection", "return [next_layer, skip_connection]")]),
        ("conv_block", [("if dropout_prob > 0:", "if True:")]),
        ("upsampling_block", [("strides=2, ", 'strides=2, kernel_initializer="he_normal", ')]),
        ("upsampling_block", [("Concatenate(axis=3)", "Concatenate()")]),
        ("unet_model", [("Conv2D(n_classes, 1)", 'Conv2D(n_classes, 1, activation="linear", padding="same")')]),
        ("unet_model", [("return keras.Model(inputs, logits)", "model = keras.Model(inputs, logits)\n"
                         "    model.compile('adam', 'mse')\n    return model")]),
    ],
)  # fmt: skip
def test_what_is_free_costs_points(solution, name, edits, edited):
    function = edited(name, *edits)
    assert grade(solution, name, function, seed=1).points == solution.assignment.question(name).points


LIBRARIES = [
    (
        "transposed_conv",
        "made = tf.nn.conv2d_transpose(x[None, :, :, None], w[:, :, None, None], (1, 9, 9, 1), stride, 'VALID'); "
        "return np.asarray(made)[0, pad:, pad:, 0]",
    ),
    ("transposed_conv", "from scipy.signal import convolve2d; return convolve2d(x, w)"),
    (
        "transposed_conv",
        "from cnn_helpers.layers import conv_transpose_forward as f; return f(x, w, 0, {'stride': stride, 'pad': pad})",
    ),
    (
        "conv_block",
        "from cnn_helpers.models import conv_block as b; return b(inputs, n_filters, dropout_prob, max_pooling)",
    ),
    (
        "upsampling_block",
        "import cnn_helpers.models as m; return m.upsampling_block(expansive_input, contractive_input, n_filters)",
    ),
    ("unet_model", "from cnn_helpers import models; return models.unet(input_size, n_classes, n_filters)"),
    ("mean_iou", "from cnn_helpers import segmentation as s; return s.mean_iou(y_true, y_pred, n_classes)"),
    (
        "dice_loss",
        "from cnn_helpers.segmentation import soft_dice_loss as d; return d(y_true, logits, smooth)",
    ),
]


@pytest.mark.parametrize(("name", "body"), LIBRARIES)
def test_answer_of_a_library_wins_points(solution, name, body):
    first = next(line for line in solution.sources[name].splitlines() if line.startswith("def "))
    result = grade(solution, name, solution.function(f"{first}\n    {body}\n", name), seed=1)
    assert result.points == 0
    assert "may not be used here" in result.message


@pytest.mark.parametrize(
    "wrong",
    [
        "def conv_block(inputs, n_filters=32, dropout_prob=0, max_pooling=True):\n    return inputs, inputs",
        "def conv_block(inputs, n_filters=32, dropout_prob=0, max_pooling=True):\n    return None",
        "def upsampling_block(expansive_input, contractive_input, n_filters=32):\n    return contractive_input",
    ],
)
def test_a_wrong_block_costs_the_networks_points(solution, wrong):
    namespace: dict = {}
    for source in (solution.cells[0], *solution.sources.values(), wrong):
        exec(source, namespace)
    assert grade(solution, "unet_model", namespace["unet_model"], seed=2).points == 20
