"""The instructor's functions of week3-yolo against the course's own; ties, arguments, and answers of other kinds."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import numpy as np
import pytest
import tensorflow as tf
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers import detection
from cnn_helpers.detection import yolo_head as course_head
from cnn_helpers.grading.assignments.sample_class import styles
from cnn_helpers.grading.feedback import grade

NAME = "week3-yolo"
SEEDS = st.integers(0, 2**32 - 1)


def some_boxes(rng, n):
    """Boxes with corners on a coarse lattice, so that many touch, coincide or have no area."""
    low = rng.integers(0, 6, (n, 2))
    return np.concatenate([low, low + rng.integers(0, 5, (n, 2))], axis=1).astype("float32")


@settings(deadline=None, max_examples=60)
@given(seed=SEEDS)
def test_iou_differs_from_the_courses(answers, seed):
    first, second = some_boxes(np.random.default_rng(seed), 2)
    assert float(answers["iou"](first, second)) == pytest.approx(detection.iou(first, second))


@settings(deadline=None, max_examples=40)
@given(seed=SEEDS, grid=st.integers(1, 3), anchors=st.integers(1, 3), classes=st.integers(1, 4))
def test_filter_differs_from_the_courses(answers, seed, grid, anchors, classes):
    rng = np.random.default_rng(seed)
    shape = grid, grid, anchors
    confidence, probabilities = rng.integers(0, 9, (*shape, 1)) / 8, rng.integers(0, 9, (*shape, classes)) / 8
    arguments = some_boxes(rng, np.prod(shape)).reshape(*shape, 4), confidence, probabilities, 0.375
    for mine, theirs in zip(
        answers["yolo_filter_boxes"](*arguments), detection.yolo_filter_boxes(*arguments), strict=True
    ):
        np.testing.assert_array_equal(mine, theirs)


@settings(deadline=None, max_examples=60)
@given(seed=SEEDS, n=st.integers(0, 12), most=st.integers(1, 6), threshold=st.sampled_from([0.25, 0.4, 0.5]))
def test_suppression_differs_from_the_courses(answers, seed, n, most, threshold):
    rng = np.random.default_rng(seed)
    arguments = (
        rng.permutation(n).astype("float32") / 16,
        some_boxes(rng, n),
        rng.integers(0, 3, n),
        most,
        threshold,
    )
    for mine, theirs in zip(
        answers["yolo_non_max_suppression"](*arguments),
        detection.yolo_non_max_suppression(*arguments),
        strict=True,
    ):
        np.testing.assert_array_equal(mine, theirs)


@settings(deadline=None, max_examples=60)
@given(seed=SEEDS, n=st.integers(0, 6), grid=st.sampled_from([1, 2, 3, 4, 8]))
def test_target_differs_from_the_courses(answers, seed, n, grid):
    rng = np.random.default_rng(seed)
    centres, sides = rng.integers(0, 17, (n, 2)) / 16, rng.uniform(0.05, 0.9, (n, 2))
    boxes = np.concatenate([centres, sides], axis=1).astype("float32")
    arguments = boxes, rng.integers(0, 3, n), rng.uniform(0.3, 4, (3, 2)).astype("float32"), grid, 3
    np.testing.assert_allclose(
        answers["encode_labels"](*arguments), detection.encode_labels(*arguments), atol=1e-5
    )


@settings(deadline=None, max_examples=30)
@given(seed=SEEDS, grid=st.integers(1, 4), n_classes=st.integers(1, 4))
def test_head_and_evaluation_differ_from_the_courses(answers, seed, grid, n_classes):
    rng = np.random.default_rng(seed)
    raw = rng.uniform(-3, 3, (grid, grid, 2, 5 + n_classes)).astype("float32")
    anchors = rng.uniform(0.3, 3, (2, 2)).astype("float32")
    seen = answers["yolo_head"](raw, anchors, n_classes)
    for mine, theirs in zip(seen, course_head(raw, anchors, n_classes), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-4, atol=1e-5)
    arguments = seen, (40, 70), 5, 0.3, 0.4
    for mine, theirs in zip(answers["yolo_eval"](*arguments), detection.yolo_eval(*arguments), strict=True):
        np.testing.assert_allclose(mine, theirs, rtol=1e-5)


def area_by_thresholds(scores, correct, n_true):
    """The average precision by another road: for each recall that is reached, the best precision there or later."""
    points = []
    for least in scores:
        believed = scores >= least
        points.append((np.sum(correct & believed), np.sum(correct & believed) / np.sum(believed)))
    reached = range(1, int(np.sum(correct)) + 1)
    return sum(max(precision for right, precision in points if right >= k) for k in reached) / n_true


@settings(deadline=None, max_examples=60)
@given(seed=SEEDS, n=st.integers(0, 9), more=st.integers(0, 3))
def test_average_precision_is_another_area(answers, seed, n, more):
    rng = np.random.default_rng(seed)
    scores, correct = rng.permutation(n).astype("float32") / 10, rng.random(n) < 0.6
    n_true = max(1, int(correct.sum()) + more)
    found = answers["average_precision"](scores, correct, n_true)
    assert found == pytest.approx(area_by_thresholds(scores, correct, n_true))


def test_head_does_not_undo_the_labels(answers):
    """A target whose numbers a network says exactly gives its boxes again."""
    anchors = np.array([(0.8, 1.6), (2.0, 1.2)], "float32")
    boxes = np.array([(0.3, 0.6, 0.2, 0.45), (0.8, 0.35, 0.5, 0.25)], "float32")
    target = answers["encode_labels"](boxes, np.array([1, 0]), anchors, 4, 2).astype(float)
    owners = target[..., 0] == 1
    inside, sides = target[owners][:, 1:3], target[owners][:, 4:2:-1] / anchors[np.nonzero(owners)[2]]
    raw = np.zeros(target.shape)
    raw[owners, 1:3], raw[owners, 4], raw[owners, 3] = np.log(inside / (1 - inside)), *np.log(sides).T
    xy, wh, _, _ = answers["yolo_head"](raw, anchors, 2)
    again = np.concatenate([xy[owners], wh[owners]], axis=1)
    np.testing.assert_allclose(sorted(again.tolist()), sorted(boxes.tolist()), atol=1e-5)


def test_points_differ_from_the_contract(solution):
    assert {question.name: question.points for question in solution.assignment.questions} == {
        "iou": 10,
        "yolo_filter_boxes": 15,
        "yolo_non_max_suppression": 20,
        "encode_labels": 20,
        "yolo_head": 15,
        "yolo_eval": 10,
        "average_precision": 10,
    }


def test_changing_an_argument_costs_more_or_less_than_a_tenth(solution):
    for question in solution.assignment.questions:
        last = question.families[-1]
        assert "stay as they are" in last.title or "stays as they are" in last.title
        assert last.points == question.points / 10


@pytest.mark.parametrize(
    ("name", "mistake"),
    [
        ("iou", "boxes-changed"),
        ("yolo_filter_boxes", "probabilities-changed"),
        ("yolo_non_max_suppression", "scores-changed"),
        ("encode_labels", "boxes-changed"),
        ("yolo_head", "raw-changed"),
        ("yolo_eval", "outputs-changed"),
        ("average_precision", "arguments-sorted"),
    ],
)
def test_a_right_answer_that_changes_its_arguments_loses_something_else(solution, name, mistake):
    question = solution.assignment.question(name)
    (known,) = [one for one in question.mistakes if one.name == mistake]
    result = grade(solution, name, solution.mistaken(question, known), seed=1)
    assert [family.title for family in result.families if not family.passed] == [question.families[-1].title]


@pytest.mark.parametrize("seed", [0, 1, 2**32 - 1])
def test_a_case_sits_on_a_tie_that_the_contract_does_not_settle(seed, cases_of):
    for family, (_, confidence, probabilities, *threshold) in cases_of("yolo_filter_boxes", seed):
        scores = (confidence * probabilities).max(axis=-1)
        gap = np.sort(np.abs(scores - (threshold[0] if threshold else 0.6)).ravel())
        settled = family.title == "a score equal to the threshold stays"
        assert gap[1 if settled else 0] > 2e-3, family.title
        assert (gap[0] == 0) == settled
    for family, (scores, boxes, _, *rest) in cases_of("yolo_non_max_suppression", seed):
        assert len(np.unique(scores)) == len(scores)
        if len(boxes):
            overlaps = detection.iou_matrix(boxes, boxes)[np.triu_indices(len(boxes), 1)]
            gaps = np.abs(overlaps - (rest[1] if rest else 0.5))
            settled = family.title == "an overlap equal to the threshold stays"
            assert gaps[gaps > 0].min(initial=1) > 0.01, family.title
            assert (gaps.min(initial=1) == 0) == settled
    for family, (boxes, _, anchors, grid, _) in cases_of("encode_labels", seed):
        inside = np.abs(grid * boxes[:, :2] - np.round(grid * boxes[:, :2]))
        if "line" not in family.title and "1.0" not in family.title:
            assert inside.min(initial=1) > 0.1
        if len(boxes) and len(anchors) > 1:
            best = np.sort(detection.shape_iou(grid * boxes[:, 2:], anchors), axis=1)
            assert (best[:, -1] - best[:, -2]).min() > 0.02, family.title
    for _, (outputs, _, *rest) in cases_of("yolo_eval", seed):
        scores = (outputs[2] * outputs[3]).max(axis=-1)
        assert np.abs(scores - (rest[1] if rest else 0.6)).min() > 5e-3
    for _, (scores, _, _) in cases_of("average_precision", seed):
        assert len(np.unique(scores)) == len(scores)


def test_an_argument_is_of_another_kind_than_the_notebook_says(solution, cases_of):
    def arrays(value):
        if isinstance(value, tuple):
            return [array for part in value for array in arrays(part)]
        return [value] if isinstance(value, np.ndarray) else []

    for question in solution.assignment.questions:
        for _, args in cases_of(question.name):
            assert {array.dtype.name for array in arrays(args)} <= {"float32", "int64", "bool"}


@pytest.mark.parametrize(
    ("name", "edits"),
    [
        ("iou", [("return shared / covered if", "return tf.constant([shared / covered]) if")]),
        (
            "yolo_filter_boxes",
            [("return scores[kept], boxes[kept]", "return scores[kept].tolist(), tf.constant(boxes[kept])")],
        ),
        ("encode_labels", [("return target", "return target.tolist()")]),
        ("yolo_head", [("return box_xy, box_wh,", "return tf.constant(box_xy), box_wh.astype(float),")]),
        (
            "average_precision",
            [("return float(np", "return tf.constant(np"), ("best))", "best), tf.float32)")],
        ),
    ],
)
def test_another_kind_of_array_costs_points(solution, name, edits, edited):
    function = edited(name, *edits)
    assert grade(solution, name, function, seed=1).points == solution.assignment.question(name).points


LIBRARIES = [
    ("iou", "from cnn_helpers.detection import iou as theirs; return theirs(box1, box2)"),
    ("iou", "from cnn_helpers.detection.boxes.overlap import iou as theirs; return theirs(box1, box2)"),
    (
        "yolo_non_max_suppression",
        "kept = tf.image.non_max_suppression(boxes, scores, max_boxes, iou_threshold).numpy(); "
        "return scores[kept], boxes[kept], classes[kept]",
    ),
    (
        "yolo_non_max_suppression",
        "kept = tf.raw_ops.NonMaxSuppressionV3(boxes=boxes, scores=scores, max_output_size=max_boxes, "
        "iou_threshold=iou_threshold, score_threshold=0.0).numpy(); return scores[kept], boxes[kept], classes[kept]",
    ),
    (
        "encode_labels",
        "import cnn_helpers.detection as d; return d.encode_labels(boxes, classes, anchors, grid, n_classes)",
    ),
    (
        "average_precision",
        "from cnn_helpers import detection as d; return d.average_precision(scores, correct, n_true)",
    ),
]


@pytest.mark.parametrize(("name", "body"), LIBRARIES)
def test_answer_of_a_library_wins_points(solution, name, body):
    first = next(line for line in solution.sources[name].splitlines() if line.startswith("def "))
    result = grade(solution, name, solution.function(f"{first}\n    {body}\n", name), seed=1)
    assert result.points == 0
    assert "may not be used here" in result.message
    assert tf.image.non_max_suppression([[0.0, 0, 1, 1]], [0.5], 1).numpy().tolist() == [0]


@pytest.mark.parametrize(
    ("wrong", "asked"),
    [
        ("def iou(box1, box2):\n    return 0.0", "yolo_non_max_suppression"),
        ("def iou(box1, box2):\n    return None", "yolo_eval"),
        (
            "def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):\n"
            "    box_class_probs *= 0\n    return None",
            "yolo_eval",
        ),
        (
            "def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):\n    return 3",
            "yolo_eval",
        ),
    ],
)
def test_a_wrong_helper_costs_its_callers_points(solution, wrong, asked):
    namespace: dict = {}
    for source in (solution.cells[0], *solution.sources.values(), wrong):
        exec(source, namespace)
    assert (
        grade(solution, asked, namespace[asked], seed=2).points == solution.assignment.question(asked).points
    )


def test_a_style_of_tensors_returns_something_else(solution):
    namespace: dict = {}
    for source in (solution.cells[0], *styles(solution)["tensors"].values()):
        exec(source, namespace)
    found = namespace["yolo_non_max_suppression"](
        np.ones(1, "float32"), np.ones((1, 4), "float32"), np.zeros(1, int)
    )
    assert all(tf.is_tensor(part) for part in found)
