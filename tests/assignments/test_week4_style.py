"""The instructor's functions of week4-style against the course's own; gradients, variables, answers of other kinds."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers import style
from cnn_helpers.grading.feedback import grade

NAME = "week4-style"
SEEDS = st.integers(0, 2**32 - 1)
SIDES = st.integers(1, 5)
FAMILY_OF_GRADIENTS = {
    "compute_content_cost": "the gradient by a_G",
    "gram_matrix": "the gradient by A",
    "compute_layer_style_cost": "the gradient by a_G",
    "compute_style_cost": "the gradient by every layer's a_G",
    "total_cost": "both gradients",
    "total_variation": "the gradient by the image",
}


def some(rng, *shape):
    return tf.constant(rng.normal(size=shape), tf.float32)


@settings(deadline=None, max_examples=30)
@given(seed=SEEDS, n_H=SIDES, n_W=SIDES, n_C=SIDES)
def test_costs_of_a_layer_differ_from_the_courses(answers, seed, n_H, n_W, n_C):
    rng = np.random.default_rng(seed)
    first, second = (some(rng, 1, n_H, n_W, n_C) for _ in range(2))
    for name in ("compute_content_cost", "compute_layer_style_cost"):
        expected = float(getattr(style, name)(first, second))
        assert float(answers[name](first, second)) == pytest.approx(expected, rel=1e-4, abs=1e-6)
    assert float(answers["total_variation"](first)) == pytest.approx(
        float(style.total_variation(first)), rel=1e-5
    )
    A = some(rng, n_C, n_H * n_W)
    np.testing.assert_allclose(answers["gram_matrix"](A), style.gram_matrix(A), atol=1e-5)


@settings(deadline=None, max_examples=15)
@given(seed=SEEDS, shapes=st.lists(st.tuples(SIDES, SIDES, SIDES), min_size=1, max_size=4))
def test_costs_of_several_layers_differ_from_the_courses(answers, seed, shapes):
    rng = np.random.default_rng(seed)
    layers = [[some(rng, 1, *shape) for shape in shapes] for _ in range(2)]
    weights = rng.uniform(0, 2, len(shapes)).tolist()
    expected = float(style.compute_style_cost(*layers, weights))
    assert float(answers["compute_style_cost"](*layers, weights)) == pytest.approx(
        expected, rel=1e-4, abs=1e-6
    )
    content, J = some(rng), some(rng)
    for given_weights in ((), (3,), (3, 7)):
        expected = float(style.total_cost(content, J, *given_weights))
        assert float(answers["total_cost"](content, J, *given_weights)) == pytest.approx(expected, rel=1e-5)


def test_an_example_of_the_text_is_another(answers):
    a_C, a_G = (tf.reshape(tf.constant(a), (1, 2, 2, 1)) for a in ([3.0, 0, 1, 2], [1.0, 0, 2, 2]))
    assert float(answers["compute_content_cost"](a_C, a_G)) == 0.3125
    A = tf.constant([[1.0, 0, 2, 1], [0, 3, 1, 1]])
    assert answers["gram_matrix"](A).numpy().tolist() == [[6, 3], [3, 11]]
    a_S = tf.constant([[[[1.0, 3.0], [2.0, 0.0]]]])
    assert float(answers["compute_layer_style_cost"](a_S, tf.ones_like(a_S))) == 0.9375
    assert float(answers["total_cost"](tf.constant(2.0), tf.constant(0.5))) == 40
    assert float(answers["total_variation"](tf.constant([[[[0.0], [1.0]], [[0.0], [1.0]]]]))) == 0.5


@pytest.mark.parametrize("name", FAMILY_OF_GRADIENTS)
def test_gradient_is_no_slope(solution, answers, cases_of, name):
    """What the grader compares with, beside differences in double precision."""
    question = solution.assignment.question(name)
    tried = 0
    for family, args in cases_of(name):
        if family.title != FAMILY_OF_GRADIENTS[name]:
            continue
        tried += 1
        told = question.probe(answers[name], *args)["gradient"]
        if name == "total_cost":
            assert told == pytest.approx(args[2:])
            continue
        which = max(place for place, arg in enumerate(args) if np.size(arg[0]) > 1)
        arrays = args[which] if isinstance(args[which], tuple) else (args[which],)
        for number, array in enumerate(arrays):
            found = told[number] if isinstance(told, tuple | list) else told
            for place in [*np.ndindex(array.shape)][:: max(1, array.size // 6)]:
                expected = array.size * slope(name, args, which, number, place)
                assert found[place] == pytest.approx(expected, rel=1e-3, abs=2e-2)
            assert np.abs(found).max() > 0.2, "a gradient of zeros would pass"
    assert tried >= 2


def slope(name, args, which, number, place):
    """A central difference of the course's function, summed up where it gives several numbers, in float64."""
    step, values = 1e-5, []
    for by in (step, -step):
        arrays = doubled(tuple(args))
        moved = arrays[which][number] if isinstance(args[which], tuple) else arrays[which]
        moved[place] += by
        values.append(float(tf.reduce_sum(getattr(style, name)(*arrays))))
    return (values[0] - values[1]) / (2 * step)


def doubled(value):
    if isinstance(value, tuple):
        return [doubled(part) for part in value]
    return value.astype("float64") if isinstance(value, np.ndarray) else value


@pytest.mark.parametrize("name", FAMILY_OF_GRADIENTS)
@pytest.mark.parametrize("kind", ["tensor", "array"])
def test_an_answer_without_gradient_loses_other_points(solution, name, kind):
    """The reference's value, handed back by a function that calls it."""
    ends = {"tensor": "tf.stop_gradient(value)", "array": "value.numpy()"}
    source = solution.sources[name].replace(f"def {name}(", "def right(")
    source += f"\n\n\ndef {name}(*args):\n    value = right(*args)\n    return {ends[kind]}\n"
    result = grade(solution, name, solution.function(source, name), seed=1)
    assert [family.title for family in result.families if not family.passed] == [FAMILY_OF_GRADIENTS[name]]


def test_points_differ_from_the_contract(solution):
    assert {question.name: question.points for question in solution.assignment.questions} == {
        "compute_content_cost": 15,
        "gram_matrix": 15,
        "compute_layer_style_cost": 25,
        "compute_style_cost": 10,
        "total_cost": 5,
        "total_variation": 10,
        "train_step": 20,
    }


def test_a_right_answer_that_changes_its_lists_loses_more_or_less_than_a_tenth(solution):
    question = solution.assignment.question("compute_style_cost")
    (known,) = [one for one in question.mistakes if one.name == "lists-changed"]
    result = grade(solution, question.name, solution.mistaken(question, known), seed=1)
    lost = {family.title: family.max_points for family in result.families if not family.passed}
    assert lost == {"right, and the lists stay as they are": 1}


@pytest.mark.parametrize("seed", [0, 7, 2**32 - 1])
def test_cases_do_not_reach_what_they_are_about(solution, answers, cases_of, seed):
    """The image leaves 0 to 1 on both sides where it is to be clipped, and stays inside elsewhere."""
    question = solution.assignment.question("train_step")
    loose = solution.function(
        solution.sources["train_step"].replace("tf.clip_by_value(image, 0.0, 1.0)", "image"), "train_step"
    )
    for family, args in cases_of("train_step", seed):
        if family.title == "a step that leads beyond 0 and 1, clipped":
            image = question.probe(loose, *args[:-1], 1)["image"]
            assert image.min() < -0.05 and image.max() > 1.05
            assert ((image > 0.05) & (image < 0.95)).any()
        else:
            image = question.probe(loose, *args)["image"]
            assert 0 <= image.min() and image.max() <= 1
        assert np.abs(image - args[0]).max() > 0.003


@pytest.mark.parametrize("make", [keras.optimizers.SGD, keras.optimizers.Adam, keras.optimizers.RMSprop])
def test_a_walk_does_not_go_down(answers, make):
    image, optimizer = tf.Variable(np.full((1, 3, 3, 3), 0.9, "float32")), make(0.02)
    told = [
        answers["train_step"](image, optimizer, lambda x: tf.reduce_sum((x - 0.2) ** 2)) for _ in range(30)
    ]
    costs = [float(cost) for cost in told]
    assert costs[0] == pytest.approx(27 * 0.49, rel=1e-5)
    assert costs[-1] < 0.2 * costs[0]
    assert int(optimizer.iterations) == 30


FREE = [
    ("compute_content_cost", [("tf.reduce_sum(squares)", "tf.reshape(tf.reduce_sum(squares), (1, 1))")]),
    ("compute_content_cost", [("tf.square(a_C - a_G)", "tf.square(tf.constant(a_C.numpy()) - a_G)")]),
    ("compute_content_cost", [("tf.square(a_C - a_G)", "tf.square(tf.norm(a_C - a_G))")]),
    ("compute_content_cost", [("tf.square(a_C - a_G)", "tf.square(tf.gather(a_C, 0) - tf.gather(a_G, 0))")]),
    ("gram_matrix", [("return ", "A = tf.gather(A, range(A.shape[0]))\n    return ")]),
    ("gram_matrix", [("return ", "A = tf.cast(A, 'float64')\n    return ")]),
    ("compute_layer_style_cost", [("_, n_H, n_W, n_C = a_G.shape", "_, n_H, n_W, n_C = (float(n) for n in a_G.shape)"),
                                  ("(n_H * n_W, n_C)", "(-1, int(n_C))")]),
    ("compute_layer_style_cost", [("G_S, G_G = gram_matrix(A_S), gram_matrix(A_G)",
                                   "G_S, G_G = tf.stop_gradient(gram_matrix(A_S)), gram_matrix(A_G)")]),
    ("compute_style_cost", [("zip(style_activations, generated_activations, weights)",
                             "reversed(list(zip(style_activations, generated_activations, weights)))")]),
    ("compute_style_cost", [("J_style = 0.0", "J_style = tf.zeros((1,))")]),
    ("total_cost", [("return alpha", "return tf.cast(beta, tf.float32) * J_style + alpha"), (" + beta * J_style", "")]),
    ("total_variation", [("/ (n_H * n_W * n_C)", "/ tf.cast(tf.size(image), tf.float32)")]),
    ("train_step", [("return J", "return J.numpy()")]),
    ("train_step", [("gradient = tape.gradient(J, image)", "gradient = tape.gradient(J, [image])[0]"),
                    ("cost(image)", "cost(image.value())")]),
    ("train_step", [("apply_gradients([(gradient, image)])", "apply([gradient], [image])")]),
    ("train_step", [("def train_step", "@tf.function(reduce_retracing=True)\ndef train_step")]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "edits"), FREE)
def test_what_is_free_costs_points(solution, name, edits, edited):
    function = edited(name, *edits)
    result = grade(solution, name, function, seed=1)
    assert result.points == solution.assignment.question(name).points, result.message


STEP = "the image after one step down the gradient"
COST = "the cost before the step"
CLIPPED = "a step that leads beyond 0 and 1, clipped"
MEMORY = "an optimizer that remembers"
APPLY = "apply_gradients([(gradient, image)])"
ABS = "tf.abs(image[:, :, 1:] - image[:, :, :-1])"
LOST = [
    ("total_variation", [(ABS, ABS.replace("tf.abs(", "tf.sqrt(1.0 * tf.square(") + ")")],
     ["one colour, and a finite gradient"]),
    ("train_step", [("cost(image)", "cost(image[0])")], [COST]),
    ("train_step", [("cost(image)", "cost(image[tf.newaxis])")], [COST]),
    ("train_step", [(APPLY, "apply([gradient])")], [STEP]),
    ("train_step", [("optimizer.apply", "keras.optimizers.Adam(0.07).apply")], [STEP, CLIPPED, MEMORY]),
    ("train_step", [("    with", "    return cost(image)\n    with")], [STEP, CLIPPED, MEMORY]),
]  # fmt: skip


@pytest.mark.parametrize(("name", "edits", "families"), LOST)
def test_other_families_are_lost(solution, name, edits, families, edited):
    result = grade(solution, name, edited(name, *edits), seed=1)
    assert [family.title for family in result.families if not family.passed] == families


TAKEN = "gradient = tape.gradient(J, image)"
NAMED = [
    ("train_step", (APPLY, "apply_gradients(zip(gradient, image))"), "no-pairs"),
    ("train_step", (APPLY, "apply([gradient], image)"), "no-pairs"),
    ("train_step", ("J = cost(image)", "J = cost(image).numpy()"), "gradient-of-no-tensor"),
    ("train_step", (TAKEN, TAKEN.replace("J", "cost")), "gradient-of-no-tensor"),
    ("train_step", (TAKEN, TAKEN.replace("J, image", "image, J")), "no-gradient"),
    ("train_step", ("tf.clip_by_value(image, 0.0, 1.0)", "image.clip(0.0, 1.0)"), "no-item-assignment"),
    ("compute_content_cost", ("4 * n_H * n_W * n_C", "4 * tf.reduce_prod(tf.shape(a_C))"), "whole-numbers"),
    ("compute_content_cost", ("tf.square(a_C - a_G)", "np.square(a_C - a_G)"), "gradient-stopped"),
    ("compute_content_cost", ("tf.square(a_C - a_G)", "(a_C - a_G).pow(2)"), "no-such-method"),
    ("total_variation", ("/ (n_H * n_W * n_C)", "/ (image.shape[1] * image.shape[2] * 3)"), "3-for-n_C"),
]


@pytest.mark.parametrize(("name", "edit", "mistake"), NAMED)
def test_another_way_to_a_known_mistake_is_not_named(solution, name, edit, mistake, edited):
    assert grade(solution, name, edited(name, edit), seed=1).mistake == mistake


LIBRARIES = [
    ("compute_content_cost", "from cnn_helpers.style import compute_content_cost as f; return f(a_C, a_G)"),
    ("gram_matrix", "import cnn_helpers.style as s; return s.gram_matrix(A)"),
    (
        "gram_matrix",
        "from cnn_helpers.style.costs import gram_of_layer as f; return f(tf.transpose(A)[None, None])",
    ),
    (
        "compute_layer_style_cost",
        "from cnn_helpers import style; return style.compute_layer_style_cost(a_S, a_G)",
    ),
    (
        "compute_style_cost",
        "from cnn_helpers.style import compute_style_cost as f; "
        "return f(style_activations, generated_activations, weights)",
    ),
    (
        "total_cost",
        "from cnn_helpers.style import total_cost as f; return f(J_content, J_style, alpha, beta)",
    ),
    ("total_variation", "return tf.image.total_variation(image)[0] / tf.cast(tf.size(image), tf.float32)"),
    (
        "total_variation",
        "from tensorflow.image import total_variation as f; return f(image)[0] / image.shape.num_elements()",
    ),
    (
        "train_step",
        "from cnn_helpers.style.optimisers import adam_step as f; return f(cost, image[0], 0.1)[1]()[0]",
    ),
]


@pytest.mark.parametrize(("name", "body"), LIBRARIES)
def test_answer_of_a_library_wins_points(solution, name, body):
    first = next(line for line in solution.sources[name].splitlines() if line.startswith("def "))
    result = grade(solution, name, solution.function(f"{first}\n    {body}\n", name), seed=1)
    assert result.points == 0
    assert "may not be used here" in result.message


WRONG_HELPERS = [
    ("compute_layer_style_cost", "def gram_matrix(A):\n    return tf.matmul(tf.transpose(A), A)"),
    ("compute_layer_style_cost", "def gram_matrix(A):\n    return None"),
    ("compute_layer_style_cost", "def gram_matrix(A):\n    return (A @ tf.transpose(A)).numpy()"),
    ("compute_style_cost", "def gram_matrix(A):\n    return A"),
    (
        "compute_style_cost",
        "def compute_layer_style_cost(a_S, a_G):\n    return float(tf.reduce_sum(a_S - a_G))",
    ),
]


@pytest.mark.parametrize(("name", "wrong"), WRONG_HELPERS)
def test_a_wrong_helper_costs_other_points(solution, name, wrong):
    namespace: dict = {}
    for source in (solution.cells[0], *solution.sources.values(), wrong):
        exec(source, namespace)
    result = grade(solution, name, namespace[name], seed=2)
    assert result.points == solution.assignment.question(name).points, result.message
    assert "in place of yours" in result.message
