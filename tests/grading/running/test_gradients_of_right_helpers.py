"""In the sandbox a wrong helper costs its own question alone, where gradients are judged too."""

import nbformat
import pytest

from cnn_helpers.grading.assignments import sample_class
from cnn_helpers.grading.assignments.solution import load
from cnn_helpers.grading.running.execute import execute
from cnn_helpers.grading.running.grading_task import draw, sandbox_settings
from cnn_helpers.grading.sandbox.jobs import Sandbox
from cnn_helpers.grading.values.submission_run import Handed

pytestmark = pytest.mark.sandbox
NAME = "week4-style"
STOPPED = "G_S, G_G = gram_matrix(A_S), tf.stop_gradient(gram_matrix(A_G))"
WRONG_GRAM = "def gram_matrix(A):\n    return tf.matmul(tf.transpose(A), A)"
WRONG_LAYER = "def compute_layer_style_cost(a_S, a_G):\n    return np.float32(0.5)"


@pytest.fixture(scope="module")
def graded():
    """Grades right answers with some replaced: the points of each question."""
    solution, notebook = load(NAME), sample_class.released_notebook(NAME)
    settings = sandbox_settings(solution)
    task = draw(solution, 5, notebook, settings)
    with Sandbox(settings.preload, settings.forbidden, settings.limits) as sandbox:

        def grade(**answers):
            filled = sample_class.fill(notebook, solution.sources | answers)
            return execute(task, Handed(nbformat.writes(filled), {}), sandbox).results

        yield grade


def test_a_wrong_helper_costs_the_gradients_of_its_callers(graded):
    results = graded(gram_matrix=WRONG_GRAM)
    assert results["gram_matrix"].points < 15
    for name, points in (("compute_layer_style_cost", 25), ("compute_style_cost", 10)):
        assert results[name].points == points, results[name].message
    results = graded(compute_layer_style_cost=WRONG_LAYER)
    assert results["compute_layer_style_cost"].points < 25
    assert results["compute_style_cost"].points == 10, results["compute_style_cost"].message


def test_a_gradient_that_the_caller_breaks_comes_through(graded):
    solution = load(NAME)
    broken = solution.sources["compute_layer_style_cost"].replace(
        "G_S, G_G = gram_matrix(A_S), gram_matrix(A_G)", STOPPED
    )
    result = graded(gram_matrix=WRONG_GRAM, compute_layer_style_cost=broken)["compute_layer_style_cost"]
    lost = [family.title for family in result.families if not family.passed]
    assert lost == ["the gradient by a_G"]
