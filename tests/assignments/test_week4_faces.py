"""The instructor's functions of week4-faces against the course's own; gradients, ties, arguments, helpers."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import keras
import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers import faces
from cnn_helpers.grading.feedback import grade
from cnn_helpers.grading.values.array_models import ArrayModel

NAME = "week4-faces"
SEEDS = st.integers(0, 2**32 - 1)


def visit(rng, people=4, d=5):
    """A picture, a database of vectors of length 1, a model."""
    vectors = rng.normal(size=(people, d))
    vectors /= np.linalg.norm(vectors, axis=1, keepdims=True)
    database = {f"person {k}": vector.astype("float32") for k, vector in enumerate(vectors)}
    weights, bias = rng.normal(size=(2, 2, 3, d)), rng.normal(size=d)
    return rng.random((2, 2, 3)).astype("float32"), database, ArrayModel(weights, bias)


@settings(deadline=None, max_examples=25)
@given(seed=SEEDS, m=st.integers(1, 6), d=st.integers(1, 5), alpha=st.sampled_from([0.0, 0.2, 1.5]))
def test_triplet_loss_differs_from_the_courses(answers, seed, m, d, alpha):
    vectors = tuple(np.random.default_rng(seed).normal(size=(3, m, d)).astype("float32"))
    found = answers["triplet_loss"](None, tuple(map(tf.constant, vectors)), alpha)
    assert float(found) == pytest.approx(float(faces.triplet_loss(None, vectors, alpha)), rel=1e-5, abs=1e-5)


@settings(deadline=None, max_examples=25)
@given(seed=SEEDS, m=st.integers(1, 5), k=st.integers(1, 5), alpha=st.sampled_from([0.125, 0.25, 0.5]))
def test_mask_differs_from_the_courses(answers, seed, m, k, alpha):
    rng = np.random.default_rng(seed)
    d_ap, d_an = (rng.integers(0, 9, shape).astype("float32") / 8 for shape in ((m, 1), (k,)))
    found = answers["semi_hard_negatives"](d_ap, d_an, alpha)
    np.testing.assert_array_equal(found, faces.semi_hard_negatives(d_ap, d_an, alpha))


@settings(deadline=None, max_examples=25)
@given(seed=SEEDS, m=st.integers(1, 7), margin=st.sampled_from([0.3, 1.0, 1.7]))
def test_contrastive_loss_is_not_what_each_pair_costs(answers, seed, m, margin):
    rng = np.random.default_rng(seed)
    same, distances = rng.integers(0, 2, m).astype("float32"), rng.uniform(0, 2, m).astype("float32")
    costs = [d**2 if one else max(margin - d, 0) ** 2 for one, d in zip(same, distances, strict=True)]
    found = answers["contrastive_loss"](tf.constant(same), tf.constant(distances), margin)
    assert float(found) == pytest.approx(sum(costs) / m, abs=1e-5)


@settings(deadline=None, max_examples=25)
@given(seed=SEEDS, people=st.integers(1, 5), threshold=st.floats(0.3, 1.7))
def test_door_differs_from_the_courses(answers, seed, people, threshold):
    image, database, model = visit(np.random.default_rng(seed), people)
    for name in database:
        found = answers["verify"](image, name, database, model, threshold)
        assert found == pytest.approx(faces.verify(image, name, database, model, threshold), abs=1e-5)
    distance, name = answers["who_is_it"](image, database, model, threshold)
    expected, expected_name = faces.who_is_it(image, database, model, threshold)
    assert (distance, name) == (pytest.approx(expected, abs=1e-5), expected_name)


@settings(deadline=None, max_examples=25)
@given(e=st.floats(0, 0.9), K=st.integers(1, 50))
def test_chance_of_an_error_differs_from_the_courses(answers, e, K):
    assert answers["false_accepts"](e, K) == pytest.approx(faces.identification_error(e, K), abs=1e-9)


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, n=st.integers(2, 12), allowed=st.floats(0.01, 0.99))
def test_threshold_is_not_the_largest_that_keeps_to_the_share(answers, seed, n, allowed):
    rng = np.random.default_rng(seed)
    distances, same = rng.permutation(n).astype("float32") / 8, rng.random(n) < 0.5
    same[:2] = True, False
    found = answers["best_threshold"](distances, same, allowed)
    shares = {float(one): np.sum((distances < one) & ~same) / np.sum(~same) for one in distances}
    assert found == max(one for one, share in shares.items() if share <= allowed)
    assert found == faces.calibrate(distances, same, allowed).threshold


def test_points_differ_from_the_contract(solution):
    assert {question.name: question.points for question in solution.assignment.questions} == {
        "triplet_loss": 20,
        "semi_hard_negatives": 15,
        "contrastive_loss": 15,
        "verify": 15,
        "who_is_it": 15,
        "false_accepts": 5,
        "best_threshold": 15,
    }


@pytest.mark.parametrize(
    ("name", "mistake"),
    [
        ("semi_hard_negatives", "margin-added-in-place"),
        ("verify", "picture-changed"),
        ("verify", "database-changed"),
        ("who_is_it", "picture-changed"),
        ("who_is_it", "database-changed"),
        ("best_threshold", "distances-changed"),
        ("best_threshold", "same-changed"),
    ],
)
def test_a_right_answer_that_changes_its_arguments_loses_more_or_less_than_a_tenth(solution, name, mistake):
    question = solution.assignment.question(name)
    (known,) = [one for one in question.mistakes if one.name == mistake]
    loses_a_tenth(solution, question, solution.mistaken(question, known))


@pytest.mark.parametrize(
    "change", ["database.popitem()", "database['visitor'] = embedding", "database.clear()"]
)
@pytest.mark.parametrize("name", ["verify", "who_is_it"])
def test_a_right_answer_that_changes_who_is_in_the_database_loses_more_or_less_than_a_tenth(
    solution, edited, name, change
):
    function = edited(name, ("    return ", f"    {change}\n    return "))
    loses_a_tenth(solution, solution.assignment.question(name), function)


def loses_a_tenth(solution, question, function):
    result = grade(solution, question.name, function, seed=1)
    assert [family.title for family in result.families if not family.passed] == [question.families[-1].title]
    assert result.points == pytest.approx(0.9 * question.points)


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
def test_a_case_sits_on_a_tie_that_the_contract_does_not_settle(answers, cases_of, seed):
    for family, (_, (a, p, n), *alpha) in cases_of("triplet_loss", seed):
        gaps = ((a - p) ** 2).sum(1) - ((a - n) ** 2).sum(1) + (alpha or [0.2])[0]
        assert np.abs(gaps).min() > 0.02, family.title
    for family, (d_ap, d_an, *alpha) in cases_of("semi_hard_negatives", seed):
        lower, upper = np.abs(d_an - d_ap), np.abs(d_an - d_ap - (alpha or [0.2])[0])
        nearest = np.minimum(lower, upper).min()
        settled = "none" in family.title
        assert (nearest == 0) == settled
        assert settled or nearest > 2e-3, family.title
    for family, (same, distances, *margin) in cases_of("contrastive_loss", seed):
        assert np.abs(distances - (margin or [1.0])[0])[same == 0].min(initial=1) > 0.02, family.title
    for name in ("verify", "who_is_it"):
        for family, args in cases_of(name, seed):
            *_, database, model = args if isinstance(args[-1], ArrayModel) else args[:-1]
            threshold = 0.7 if args[-1] is model else args[-1]
            vector = model(args[0][None])[0]
            apart = np.array(
                [np.linalg.norm(known - vector / np.linalg.norm(vector)) for known in database.values()]
            )
            assert ((apart == threshold).any()) == ("equal" in family.title)
            assert np.abs(apart - threshold)[apart != threshold].min(initial=1) > 0.02, family.title
            assert np.diff(np.sort(apart)[:2]).min(initial=1) > 0.02  # nobody is as near as the nearest
            assert all(np.linalg.norm(known) == pytest.approx(1, abs=1e-6) for known in database.values())
    for family, (distances, same, allowed) in cases_of("best_threshold", seed):
        shares = (distances[~same] < distances[:, None]).mean(axis=1)
        assert np.abs(shares - allowed).min() > 0.01, family.title
        assert np.diff(np.sort(distances)).min() > 0.01


def test_an_argument_is_of_another_kind_than_the_notebook_says(solution, cases_of):
    for question in solution.assignment.questions:
        for _, args in cases_of(question.name):
            arrays = [part for arg in args for part in (arg if isinstance(arg, tuple) else [arg])]
            kinds = {array.dtype.name for array in arrays if isinstance(array, np.ndarray)}
            assert kinds <= {"float32", "bool"}
            assert "bool" not in kinds or question.name == "best_threshold"
    assert {type(args[0]) for _, args in cases_of("triplet_loss")} == {np.ndarray, type(None)}


MEAN = "return tf.reduce_mean(together + apart)"
SUM = "return tf.reduce_sum(tf.maximum(d_ap - d_an + alpha, 0.0))"
MASK = "return (d_ap < d_an) & (d_an < d_ap + alpha)"
DECIDED = "return float(distance), bool(distance < threshold)"
FREE = {
    "one loss in brackets": (
        "triplet_loss",
        SUM,
        f"return tf.reshape({SUM.removeprefix('return ')}, (1, 1))",
    ),
    "Keras": ("triplet_loss", "tf.maximum", "keras.ops.maximum"),
    "the last axis": ("triplet_loss", "axis=1", "axis=-1"),
    "a mask of TensorFlow": (
        "semi_hard_negatives",
        MASK,
        f"return tf.constant({MASK.removeprefix('return ')})",
    ),
    "a mask of numbers": ("semi_hard_negatives", MASK, "return 1.0 * (d_ap < d_an) * (d_an < d_ap + alpha)"),
    "one number in an array": ("contrastive_loss", MEAN, MEAN.replace("return ", "return [1.0] * ")),
    "a list of two": ("verify", DECIDED, "return [tf.constant([distance]), np.bool_(distance < threshold)]"),
    "a text of NumPy": ("who_is_it", "nearest = min(", "nearest = np.str_(min("),
    "a list of one": ("best_threshold", "return float(best)", "return [best]"),
    "an array of one": ("false_accepts", "return 1 - (1 - e) ** K", "return np.array([[1 - (1 - e) ** K]])"),
}


@pytest.mark.parametrize("case", FREE)
def test_what_is_free_costs_points(solution, case, edited):
    name, old, new = FREE[case]
    closed = [("key=distances.get)", "key=distances.get))")] if case == "a text of NumPy" else []
    result = grade(solution, name, edited(name, (old, new), *closed), seed=1)
    assert result.points == solution.assignment.question(name).points, result.message


LIBRARIES = [
    ("triplet_loss", "from cnn_helpers.faces import triplet_loss as t; return t(y_true, y_pred, alpha)"),
    (
        "triplet_loss",
        "import tensorflow_addons as a; return a.losses.TripletSemiHardLoss(alpha)(y_true, y_pred)",
    ),
    ("semi_hard_negatives", "from cnn_helpers.faces import mining; return mining.mine_triplets(d_ap, d_an)"),
    ("contrastive_loss", "import cnn_helpers.faces as f; return f.contrastive_loss(same, distances, margin)"),
    ("verify", "from cnn_helpers import faces as f; return f.verify(image, identity, database, model)"),
    (
        "who_is_it",
        "from cnn_helpers.faces.recognition import who_is_it as w; return w(image, database, model)",
    ),
    ("false_accepts", "from cnn_helpers.faces import identification_error as i; return i(e, K)"),
    (
        "best_threshold",
        "from cnn_helpers.faces import calibrate as c; return c(distances, same, false_accept)",
    ),
    ("best_threshold", "from sklearn.metrics import roc_curve as r; return r(~same, distances)[2][0]"),
    ("best_threshold", "import sklearn.metrics as m; return m.roc_curve(~same, distances)[2][0]"),
]


@pytest.mark.parametrize(("name", "body"), LIBRARIES)
def test_answer_of_a_library_wins_points(solution, name, body):
    first = next(line for line in solution.sources[name].splitlines() if line.startswith("def "))
    result = grade(solution, name, solution.function(f"{first}\n    {body}\n", name), seed=1)
    assert result.points == 0
    assert "may not be used here" in result.message
    assert faces.identification_error(0.5, 1) == 0.5


CALLS_VERIFY = """def who_is_it(image, database, model, threshold=0.7):
    distances = {name: verify(image, name, database, model=model)[0] for name in database}
    name = min(distances, key=distances.get)
    return distances[name], name if distances[name] < threshold else None
"""
WRONG_VERIFY = [
    "def verify(image, identity, database, model, threshold=0.7):\n    return 0.5, True",
    "def verify(image, identity, database, model, threshold=0.7):\n    database.clear()",
]


@pytest.mark.parametrize("wrong", WRONG_VERIFY)
def test_a_wrong_verify_costs_the_points_of_its_caller(solution, wrong):
    namespace: dict = {}
    for source in (solution.cells[0], wrong, CALLS_VERIFY):
        exec(source, namespace)
    result = grade(solution, "who_is_it", namespace["who_is_it"], seed=2)
    assert (result.points, result.note) == (15, "It was judged with a right `verify` in place of yours.")


def test_a_keras_model_cannot_be_asked_who_it_is(answers):
    keras.utils.set_random_seed(0)
    model = keras.Sequential([keras.Input((2, 2, 3)), keras.layers.Flatten(), keras.layers.Dense(5)])
    image, database, _ = visit(np.random.default_rng(1))
    found, name = answers["who_is_it"](image, database, model, 2.1)
    assert (found, True) == answers["verify"](image, name, database, model, 2.1)
