"""The losses of week4-faces are judged by their gradients too: what the grader compares with, and what it costs."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pytest

from cnn_helpers.grading.feedback import grade

NAME = "week4-faces"


def gradient_cases(solution, cases_of, name, seed=3):
    question = solution.assignment.question(name)
    return question, [args for family, args in cases_of(name, seed) if "gradient" in family.title]


def test_gradient_of_the_triplet_loss_is_no_slope(solution, answers, cases_of):
    """What the grader compares with, beside finite differences in double precision."""
    question, cases = gradient_cases(solution, cases_of, "triplet_loss")
    y_true, vectors, alpha = cases[0]
    told = question.probe(answers["triplet_loss"], y_true, vectors, alpha)

    def loss(stacked):
        a, p, n = stacked
        return np.maximum(((a - p) ** 2).sum(1) - ((a - n) ** 2).sum(1) + alpha, 0).sum()

    slopes_of(loss, np.stack(vectors).astype(float), told)


def test_gradient_of_the_contrastive_loss_is_no_slope(solution, answers, cases_of):
    question, cases = gradient_cases(solution, cases_of, "contrastive_loss")
    same, distances, margin = cases[0]
    told = question.probe(answers["contrastive_loss"], same, distances, margin)

    def loss(d):
        return np.mean(same * d**2 + (1 - same) * np.maximum(margin - d, 0) ** 2)

    slopes_of(loss, distances.astype(float), told, distances.size)


def slopes_of(loss, exact, told, factor=1):
    for place in np.ndindex(exact.shape):
        moved = np.zeros_like(exact)
        moved[place] = 1e-5
        slope = (loss(exact + moved) - loss(exact - moved)) / 2e-5
        assert told["gradient"][place] == pytest.approx(factor * slope, abs=1e-4)
    assert float(told["loss"]) == pytest.approx(loss(exact), abs=1e-5)


@pytest.mark.parametrize("name", ["triplet_loss", "contrastive_loss"])
@pytest.mark.parametrize("seed", [0, 2**32 - 1])
def test_gradient_is_too_small_to_be_missed(solution, answers, cases_of, name, seed):
    question, cases = gradient_cases(solution, cases_of, name, seed)
    for args in cases:
        gradient = question.probe(answers[name], *args)["gradient"]
        for part in gradient if name == "triplet_loss" else [gradient]:
            assert np.abs(part).max() > 0.1


PARTS, SUM = "anchor, positive, negative = y_pred", "return tf.reduce_sum("
MEAN = "return tf.reduce_mean(together + apart)"


@pytest.mark.parametrize(
    ("name", "edits"),
    [
        ("triplet_loss", [(SUM, "return float(tf.reduce_sum("), ("alpha, 0.0))", "alpha, 0.0)))")]),
        ("triplet_loss", [(PARTS, PARTS.replace("y_pred", "map(np.array, y_pred)"))]),
        ("triplet_loss", [(SUM, "d_an = tf.stop_gradient(d_an)\n    " + SUM)]),
        ("contrastive_loss", [(MEAN, "return np.mean((together + apart).numpy())")]),
        ("contrastive_loss", [(MEAN, "return tf.reduce_mean(tf.stop_gradient(together) + apart)")]),
    ],
)  # fmt: skip
def test_a_loss_without_gradient_loses_other_points(solution, name, edits, edited):
    question = solution.assignment.question(name)
    result = grade(solution, name, edited(name, *edits), seed=1)
    assert [family.title for family in result.families if not family.passed] == [question.families[-1].title]
