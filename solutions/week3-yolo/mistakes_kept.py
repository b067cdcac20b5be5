"""Wrong versions of yolo_non_max_suppression: of how many boxes are kept, and of what is returned."""

from cnn_helpers.grading.assignments.questions import Mistake

HEAD = "def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):\n"
ORDER = "np.argsort(-scores)"
ALL = "all(iou(boxes[k], boxes[j]) <= iou_threshold for j in rivals)"
STOP = "        if len(kept) == max_boxes:\n            break\n"
ANSWER = "scores[kept], boxes[kept], classes[kept]"

COUNTED = (
    Mistake(
        "max-boxes-ignored",
        "More boxes came back than `max_boxes` allows: stop when there are enough.",
        edits=((STOP, ""),),
    ),
    Mistake(
        "max-boxes-for-each-class",
        "`max_boxes` was counted for each class: it counts all classes together.",
        edits=(
            (
                STOP,
                "        if sum(classes[j] == classes[k] for j in kept) == max_boxes:\n            continue\n",
            ),
        ),
    ),
    Mistake(
        "one-box-too-many",
        "One box too many came back: stop as soon as `max_boxes` are kept.",
        edits=((STOP, STOP.replace("== max_boxes", "== max_boxes + 1")),),
    ),
    Mistake(
        "one-box-too-few",
        "One box too few came back: `max_boxes` itself is allowed.",
        edits=((STOP, STOP.replace("== max_boxes", "== max_boxes - 1")),),
    ),
    Mistake(
        "cut-before-the-suppression",
        "The best `max_boxes` were taken before overlapping ones were dropped: those took the place of others.",
        edits=((ORDER, ORDER + "[:max_boxes]"),),
    ),
    Mistake(
        "other-default",
        "With the settings left out your function does not allow 10 boxes: the first line names 10.",
        edits=(("max_boxes=10", "max_boxes=20"),),
    ),
    Mistake(
        "other-default-threshold",
        "With the settings left out your function does not drop from an IoU of 0.5 on: the first line names 0.5.",
        edits=(("iou_threshold=0.5", "iou_threshold=0.6"),),
    ),
    Mistake(
        "ten-boxes",
        "Up to 10 boxes came back whatever `max_boxes` says: use the argument.",
        edits=((STOP, STOP.replace("max_boxes", "10")),),
    ),
    Mistake(
        "ten-at-most",
        "Never more than 10 boxes came back: `max_boxes` may be larger than 10, which is only its default.",
        edits=((STOP, STOP.replace("max_boxes", "min(max_boxes, 10)")),),
    ),
    Mistake(
        "cut-class-by-class",
        "`max_boxes` were taken class by class, the first class first: take the best of all classes.",
        edits=(
            (STOP, ""),
            (
                "    kept = np.array(kept, dtype=int)",
                "    kept = np.array(sorted(kept, key=lambda k: classes[k])[:max_boxes], dtype=int)",
            ),
        ),
    ),
    Mistake(
        "three-classes",
        "Boxes of class 3 and later are missing: there may be more than three classes.",
        edits=((ORDER, "[k for k in np.argsort(-scores) if classes[k] < 3]"),),
    ),
)

RETURNED = (
    Mistake(
        "boxes-before-scores",
        "The three answers are there, the boxes first: the order is scores, boxes, classes.",
        edits=((ANSWER, "boxes[kept], scores[kept], classes[kept]"),),
    ),
    Mistake(
        "places-returned",
        "The places of the kept boxes in the list came back: return their scores, boxes and classes.",
        edits=((ANSWER, "kept"),),
    ),
    Mistake(
        "first-scores",
        "The boxes are right, but the scores are the first of the list: take those of the kept boxes.",
        edits=((ANSWER, "scores[: len(kept)], boxes[kept], classes[kept]"),),
    ),
    Mistake(
        "empty-boxes-flat",
        "Without any box the answer for the boxes has the shape (0,): it should be (0, 4).",
        edits=((ANSWER, "scores[kept], np.array([boxes[k] for k in kept]), classes[kept]"),),
    ),
    Mistake(
        "empty-raises",
        "Without any box your function stops with an IndexError: no box is the best, and no place can be looked up.",
        edits=(("    kept = []\n", "    kept = [np.argsort(-scores)[0]]\n"), (ORDER, ORDER + "[1:]")),
    ),
    Mistake(
        "squeezed",
        "Where one box is kept its axis is gone (np.squeeze): the shapes are (1,), (1, 4) and (1,) then.",
        edits=((ANSWER, "np.squeeze(scores[kept]), np.squeeze(boxes[kept]), np.squeeze(classes[kept])"),),
    ),
    Mistake(
        "scores-changed",
        "The answers are right, but the scores that came in were changed: mark what is dropped in your own array.",
        source=HEAD
        + """    kept = []
    while len(kept) < max_boxes and np.any(scores > 0):
        best = np.argmax(scores)
        kept.append((float(scores[best]), boxes[best], classes[best]))
        for k in range(len(scores)):
            if classes[k] == classes[best] and (k == best or iou(boxes[k], boxes[best]) > iou_threshold):
                scores[k] = 0
    best, found, kinds = ([one[part] for one in kept] for part in (0, 1, 2))
    return np.array(best), np.reshape(found, (-1, 4)), np.array(kinds, int)
""",
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return scores, boxes and classes.",
        edits=(("return scores", "found = scores"),),
    ),
)

KEPT = COUNTED + RETURNED
