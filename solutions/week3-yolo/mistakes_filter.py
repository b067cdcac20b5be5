"""Wrong versions of yolo_filter_boxes."""

from cnn_helpers.grading.assignments.questions import Mistake

PRODUCT = "box_confidence * box_class_probs"
BEST = "np.max(box_scores, axis=-1)"
CLASS = "np.argmax(box_scores, axis=-1)"
KEPT = "scores >= threshold"
ANSWER = "scores[kept], boxes[kept], classes[kept]"

SCORES = (
    Mistake(
        "confidence-alone",
        "The score is the confidence alone: multiply it by the probability of the best class.",
        edits=((BEST, "box_confidence[..., 0]"),),
    ),
    Mistake(
        "probability-alone",
        "The score is the probability alone: multiply it by the confidence that there is anything at all.",
        edits=((PRODUCT, "box_class_probs"),),
    ),
    Mistake(
        "sum-instead-of-product",
        "Confidence and probability were added: a score is their product.",
        edits=((PRODUCT, "box_confidence + box_class_probs"),),
    ),
    Mistake(
        "mean-instead-of-product",
        "The score is the mean of confidence and probability: it is their product.",
        edits=((PRODUCT, "(box_confidence + box_class_probs) / 2"),),
    ),
    Mistake(
        "root-of-the-product",
        "The score is the square root of the product: it is the product itself.",
        edits=((PRODUCT, "np.sqrt(box_confidence * box_class_probs)"),),
    ),
    Mistake(
        "smaller-of-the-two",
        "The score is the smaller of confidence and probability: it is their product.",
        edits=((PRODUCT, "np.minimum(box_confidence, box_class_probs)"),),
    ),
    Mistake(
        "softmax-once-more",
        "The probabilities went through a softmax once more: they are probabilities already.",
        edits=(
            (
                PRODUCT,
                "box_confidence * (np.exp(box_class_probs) / np.exp(box_class_probs).sum(-1, keepdims=True))",
            ),
        ),
    ),
    Mistake(
        "confidence-returned",
        "The right boxes stayed, but their confidences came back for scores: return the products.",
        edits=((ANSWER, "box_confidence[kept][:, 0], boxes[kept], classes[kept]"),),
    ),
    Mistake(
        "probability-returned",
        "The right boxes stayed, but their probabilities came back for scores: return the products.",
        edits=((ANSWER, "np.max(box_class_probs, axis=-1)[kept], boxes[kept], classes[kept]"),),
    ),
    Mistake(
        "scores-with-an-axis",
        "The scores have an axis too many, of length 1: their shape is (n,).",
        edits=((ANSWER, "scores[kept][:, np.newaxis], boxes[kept], classes[kept]"),),
    ),
    Mistake(
        "scores-of-all-classes",
        "Each box came back with the scores of all classes: keep that of its best class.",
        edits=((ANSWER, "box_scores[kept], boxes[kept], classes[kept]"),),
    ),
    Mistake(
        "scores-added-over-the-classes",
        "The scores of all classes were added up: keep the largest.",
        edits=((BEST, "np.sum(box_scores, axis=-1)"),),
    ),
    Mistake(
        "scores-and-classes-over-the-anchors",
        "The best was looked for among the anchors: each box has its own best class, along the last axis.",
        edits=((BEST, "np.max(box_scores, axis=2)"), (CLASS, "np.argmax(box_scores, axis=2)")),
    ),
    Mistake(
        "classes-over-the-anchors",
        "The scores are right; the class was looked for among the anchors: take the last axis there too.",
        edits=((CLASS, "np.argmax(box_scores, axis=2)"),),
    ),
)

CUT = (
    Mistake(
        "equal-dropped",
        "A box with a score of exactly the threshold was dropped: it stays (>=).",
        edits=((KEPT, "scores > threshold"),),
    ),
    Mistake(
        "low-scores-kept",
        "The boxes that are kept are those with low scores: turn the comparison round.",
        edits=((KEPT, "scores < threshold"),),
    ),
    Mistake(
        "cut-by-the-confidence",
        "The boxes were chosen by their confidence, before it was multiplied by the probability: compare the score.",
        edits=((KEPT, "box_confidence[..., 0] >= threshold"),),
    ),
    Mistake(
        "cut-by-the-probability",
        "The boxes were chosen by the probability of their class alone: compare the score.",
        edits=((KEPT, "np.max(box_class_probs, axis=-1) >= threshold"),),
    ),
    Mistake(
        "cut-by-each-of-the-two",
        "Confidence and probability were each compared with the threshold: compare their product.",
        edits=(
            (KEPT, "(box_confidence[..., 0] >= threshold) & (np.max(box_class_probs, axis=-1) >= threshold)"),
        ),
    ),
    Mistake(
        "threshold-ignored",
        "The boxes were cut at 0.6 whatever `threshold` says: use the argument.",
        edits=((KEPT, "scores >= 0.6"),),
    ),
    Mistake(
        "another-default",
        "With the threshold left out your function does not cut at 0.6: the first line names 0.6.",
        edits=(("threshold=0.6", "threshold=0.5"),),
    ),
    Mistake(
        "nothing-dropped",
        "All boxes came back: keep those whose score reaches the threshold.",
        edits=((KEPT, "np.ones(scores.shape, bool)"),),
    ),
    Mistake(
        "zeros-instead-of-dropped",
        "Boxes with low scores became zeros and are still there: a mask in square brackets leaves them out.",
        edits=((ANSWER, "scores * kept, boxes * kept[..., np.newaxis], classes * kept"),),
    ),
    Mistake(
        "zeros-in-a-list",
        "All boxes are in the list, those with low scores with a score of 0: leave them out.",
        edits=((ANSWER, "(scores * kept).ravel(), boxes.reshape(-1, 4), classes.ravel()"),),
    ),
    Mistake(
        "several-classes-of-a-box",
        "A box was kept once for each class that reaches the threshold: each box has one class, its best.",
        source="""def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    kept = box_scores >= threshold
    rows, columns, anchors, classes = np.nonzero(kept)
    return box_scores[kept], boxes[rows, columns, anchors], classes
""",
    ),
    Mistake(
        "one-box-for-each-cell",
        "Only the best anchor of each cell was looked at: every anchor may hold an object of its own.",
        source="""def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    scores = np.max(box_scores, axis=-1)
    classes = np.argmax(box_scores, axis=-1)
    best = scores == scores.max(axis=2, keepdims=True)
    kept = best & (scores >= threshold)
    return scores[kept], boxes[kept], classes[kept]
""",
    ),
)

CLASSES = (
    Mistake(
        "least-likely-class",
        "The class is the least likely one: take the largest.",
        edits=((CLASS, "np.argmin(box_scores, axis=-1)"),),
    ),
    Mistake(
        "last-of-equal-classes",
        "Of two classes with equal scores the last was taken: the first counts.",
        edits=((CLASS, "box_scores.shape[-1] - 1 - np.argmax(box_scores[..., ::-1], axis=-1)"),),
    ),
    Mistake(
        "classes-from-one",
        "The classes are counted from 1: the first one is number 0.",
        edits=((CLASS, "np.argmax(box_scores, axis=-1) + 1"),),
    ),
    Mistake(
        "classes-one-hot",
        "The classes are vectors with a single 1: return their numbers.",
        edits=((ANSWER, "scores[kept], boxes[kept], np.eye(box_scores.shape[-1])[classes[kept]]"),),
    ),
    Mistake(
        "probabilities-instead-of-classes",
        "Where the class was asked for its probability came back: np.argmax gives the number of the class.",
        edits=((CLASS, "np.max(box_class_probs, axis=-1)"),),
    ),
)

RETURNED = (
    Mistake(
        "boxes-before-scores",
        "The three answers are there, the boxes first: the order is scores, boxes, classes.",
        edits=((ANSWER, "boxes[kept], scores[kept], classes[kept]"),),
    ),
    Mistake(
        "classes-before-boxes",
        "The three answers are there in another order: scores, boxes, classes.",
        edits=((ANSWER, "scores[kept], classes[kept], boxes[kept]"),),
    ),
    Mistake(
        "scores-missing",
        "Two things came back: return three, the scores first.",
        edits=((ANSWER, "boxes[kept], classes[kept]"),),
    ),
    Mistake(
        "best-first",
        "The boxes were sorted by their score: here they stay in the order of the cells, row by row.",
        source="""def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = box_confidence * box_class_probs
    scores = np.max(box_scores, axis=-1)
    classes = np.argmax(box_scores, axis=-1)
    kept = scores >= threshold
    order = np.argsort(-scores[kept])
    return scores[kept][order], boxes[kept][order], classes[kept][order]
""",
    ),
    Mistake(
        "column-by-column",
        "The cells were read column by column: the first axis holds the rows, and they come one after the other.",
        source="""def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = np.swapaxes(box_confidence * box_class_probs, 0, 1)
    scores = np.max(box_scores, axis=-1)
    classes = np.argmax(box_scores, axis=-1)
    kept = scores >= threshold
    return scores[kept], np.swapaxes(boxes, 0, 1)[kept], classes[kept]
""",
    ),
    Mistake(
        "anchor-by-anchor",
        "All cells of the first anchor came first: the anchors of a cell follow each other, then comes the next cell.",
        source="""def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = np.moveaxis(box_confidence * box_class_probs, 2, 0)
    scores = np.max(box_scores, axis=-1)
    classes = np.argmax(box_scores, axis=-1)
    kept = scores >= threshold
    return scores[kept], np.moveaxis(boxes, 2, 0)[kept], classes[kept]
""",
    ),
    Mistake(
        "boxes-not-masked",
        "Scores and classes of what stays, but all boxes: take the same mask for the boxes.",
        edits=((ANSWER, "scores[kept], boxes.reshape(-1, 4), classes[kept]"),),
    ),
    Mistake(
        "probabilities-changed",
        "The answers are right, but `box_class_probs` was changed (*=): make a new array of the products.",
        edits=(
            (
                "box_scores = " + PRODUCT,
                "box_class_probs *= box_confidence\n    box_scores = box_class_probs",
            ),
        ),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return scores, boxes and classes.",
        edits=(("return scores", "found = scores"),),
    ),
)

FILTER = SCORES + CUT + CLASSES + RETURNED
