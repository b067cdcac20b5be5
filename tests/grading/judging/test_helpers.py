"""A function that calls other answers is judged by itself, and what is said of those others is true."""

import pytest

from cnn_helpers.grading.assignments.solution import load
from cnn_helpers.grading.judging.judge import grade
from cnn_helpers.grading.judging.local_functions import LocalFunctions
from cnn_helpers.grading.running.grading_task import answer_key_of

CHAIN = "yolo_eval", "yolo_non_max_suppression", "iou"  # each calls the next


@pytest.fixture(scope="module")
def solution():
    return load("week3-yolo")


@pytest.fixture(scope="module")
def result_of(solution):
    """Return the result of a question when some sources are edited: (name, old, new)."""
    key = answer_key_of(solution, seed=3)

    def judged(question, *edits):
        sources = dict(solution.sources)
        for name, old, new in edits:
            assert old in sources[name]
            sources[name] = sources[name].replace(old, new)
        namespace = {}
        for source in (solution.cells[0], *sources.values()):
            exec(source, namespace)
        return grade(key, question, LocalFunctions(question, namespace[question], solution))

    return judged


HALVED_IOU = "iou", "return shared", "return 0.5 * shared"
ASCENDING = "yolo_non_max_suppression", "argsort(-scores)", "argsort(scores)"
KEPT = "scores[kept], boxes[kept], classes[kept]"
AS_TENSORS = "yolo_filter_boxes", f"return {KEPT}", f"return tuple(map(tf.constant, ({KEPT})))"


def test_only_the_function_that_is_wrong_itself_is_named(result_of):
    for question in CHAIN[:2]:
        result = result_of(question, HALVED_IOU)
        assert result.right, result.message
        assert result.message == "It was judged with a right `iou` in place of yours."


def test_a_mistake_keeps_its_name_beside_a_wrong_helper(solution, result_of):
    alone = result_of("yolo_non_max_suppression", ASCENDING)
    assert alone.mistake and not alone.note
    both = result_of("yolo_non_max_suppression", ASCENDING, HALVED_IOU)
    assert (both.points, both.mistake) == (alone.points, alone.mistake)
    assert both.note == "It was judged with a right `iou` in place of yours."
    caller = result_of("yolo_eval", ASCENDING, HALVED_IOU)
    assert caller.right and "`yolo_non_max_suppression` and `iou`" in caller.note


def test_right_helpers_that_do_not_fit_together_cost_nothing(result_of):
    assert result_of("yolo_filter_boxes", AS_TENSORS).right
    result = result_of("yolo_eval", AS_TENSORS)
    assert result.right, result.message
    assert (
        "your `yolo_filter_boxes` and `yolo_non_max_suppression` is right but does not fit" in result.message
    )
