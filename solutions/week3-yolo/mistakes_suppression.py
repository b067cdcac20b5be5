"""Wrong versions of yolo_non_max_suppression."""

from cnn_helpers.grading.assignments.questions import Mistake

HEAD = "def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):\n"
ORDER = "np.argsort(-scores)"
RIVALS = "[j for j in kept if classes[j] == classes[k]]"
ALL = "all(iou(boxes[k], boxes[j]) <= iou_threshold for j in rivals)"
STOP = "        if len(kept) == max_boxes:\n            break\n"
ANSWER = "scores[kept], boxes[kept], classes[kept]"

SORTED = (
    Mistake(
        "worst-first",
        "The boxes were taken from the lowest score up: begin with the best.",
        edits=((ORDER, "np.argsort(scores)"),),
    ),
    Mistake(
        "not-sorted",
        "The boxes were taken in the order of the list: begin with the best score, whatever its place.",
        edits=((ORDER, "range(len(scores))"),),
    ),
    Mistake(
        "order-of-the-list",
        "The right boxes were kept, but they came back in the order of the list: the best comes first.",
        edits=(("np.array(kept, dtype=int)", "np.array(sorted(kept), dtype=int)"),),
    ),
    Mistake(
        "worst-of-the-kept-first",
        "The right boxes were kept, but they came back with the lowest score first: the best comes first.",
        edits=(("np.array(kept, dtype=int)", "np.array(kept[::-1], dtype=int)"),),
    ),
    Mistake(
        "class-by-class",
        "The right boxes were kept, but they came back class by class: the best score comes first, of any class.",
        source=HEAD
        + """    kept = []
    for kind in np.unique(classes):
        own = []
        for k in np.argsort(-scores):
            if classes[k] == kind and all(iou(boxes[k], boxes[j]) <= iou_threshold for j in own):
                own.append(k)
        kept += own
    best = sorted(kept, key=lambda k: -scores[k])[:max_boxes]
    kept = np.array([k for k in kept if k in best], dtype=int)
    return scores[kept], boxes[kept], classes[kept]
""",
    ),
    Mistake(
        "largest-first",
        "The boxes were taken by their size: begin with the best score.",
        edits=((ORDER, "np.argsort(-(boxes[:, 2] - boxes[:, 0]) * (boxes[:, 3] - boxes[:, 1]))"),),
    ),
)

COMPARED = (
    Mistake(
        "all-classes-at-once",
        "A box took boxes of other classes with it: compare it with kept boxes of its own class only.",
        edits=((RIVALS, "kept"),),
    ),
    Mistake(
        "other-classes",
        "Boxes of other classes were dropped, and those of the same class were not: it is the other way round.",
        edits=((RIVALS, RIVALS.replace("==", "!=")),),
    ),
    Mistake(
        "equal-dropped",
        "A box whose IoU is exactly the threshold was dropped: only more than the threshold drops it.",
        edits=((ALL, ALL.replace("<=", "<")),),
    ),
    Mistake(
        "overlapping-kept",
        "Boxes that overlap a better one were kept, and the others dropped: turn the comparison round.",
        edits=((ALL, ALL.replace("<=", ">")),),
    ),
    Mistake(
        "any-instead-of-all",
        "A box was kept when it lies apart from any of the kept ones: it must lie apart from all of them.",
        edits=((ALL, "not rivals or any(iou(boxes[k], boxes[j]) <= iou_threshold for j in rivals)"),),
    ),
    Mistake(
        "the-best-alone",
        "Boxes were compared with the best one of their class only: compare them with every kept one.",
        edits=((RIVALS, RIVALS + "[:1]"),),
    ),
    Mistake(
        "the-last-kept-alone",
        "Boxes were compared with the last one that was kept only: compare them with every kept one.",
        edits=((RIVALS, RIVALS + "[-1:]"),),
    ),
    Mistake(
        "dropped-boxes-drop-others",
        "A box that had gone took another one with it: only boxes that are kept drop others.",
        source=HEAD
        + """    kept, seen = [], []
    for k in np.argsort(-scores):
        rivals = [j for j in seen if classes[j] == classes[k]]
        if all(iou(boxes[k], boxes[j]) <= iou_threshold for j in rivals):
            kept.append(k)
        seen.append(k)
    kept = np.array(kept[:max_boxes], dtype=int)
    return scores[kept], boxes[kept], classes[kept]
""",
    ),
    Mistake(
        "overlaps-added",
        "A box was dropped because its overlaps with several kept ones were added up: compare each by itself.",
        edits=((ALL, "sum(iou(boxes[k], boxes[j]) for j in rivals) <= iou_threshold"),),
    ),
    Mistake(
        "one-of-each-class",
        "One box of each class was kept: there may be several objects of a class, well apart.",
        edits=((ALL, "not rivals"),),
    ),
    Mistake(
        "threshold-ignored",
        "Boxes were dropped from an IoU of 0.5 on, whatever `iou_threshold` says: use the argument.",
        edits=((ALL, ALL.replace("iou_threshold", "0.5")),),
    ),
    Mistake(
        "nothing-dropped",
        "No box was dropped: of two that overlap too much the worse one goes.",
        edits=((ALL, "True"),),
    ),
    Mistake(
        "scores-cut",
        "Boxes with a score up to `iou_threshold` were dropped: that threshold is for overlaps, not for scores.",
        edits=((ALL, ALL + " and scores[k] > iou_threshold"),),
    ),
    Mistake(
        "overlap-of-the-smaller",
        "The overlap was divided by the smaller box: use the intersection over union.",
        source=HEAD
        + """    def overlap(a, b):
        width = max(min(a[2], b[2]) - max(a[0], b[0]), 0)
        height = max(min(a[3], b[3]) - max(a[1], b[1]), 0)
        return width * height / min((c[2] - c[0]) * (c[3] - c[1]) for c in (a, b))

    kept = []
    for k in np.argsort(-scores):
        if len(kept) == max_boxes:
            break
        if all(overlap(boxes[k], boxes[j]) <= iou_threshold for j in kept if classes[j] == classes[k]):
            kept.append(k)
    kept = np.array(kept, dtype=int)
    return scores[kept], boxes[kept], classes[kept]
""",
    ),
    Mistake(
        "scores-lowered",
        "Scores of overlapping boxes were lowered and the boxes kept, as soft suppression does: here they are dropped.",
        source=HEAD
        + """    left, waiting, kept = np.array(scores, float), list(range(len(scores))), []
    while waiting and len(kept) < max_boxes:
        best = max(waiting, key=lambda k: left[k])
        waiting.remove(best)
        kept.append(best)
        for k in waiting:
            overlap = iou(boxes[k], boxes[best])
            if classes[k] == classes[best] and overlap > iou_threshold:
                left[k] *= 1 - overlap
    kept = np.array(kept, dtype=int)
    return left[kept], boxes[kept], classes[kept]
""",
    ),
    Mistake(
        "boxes-averaged",
        "A box was averaged with those it stands for: return the kept boxes as they came in.",
        source=HEAD
        + """    waiting, kept, means = list(np.argsort(-scores)), [], []
    while waiting and len(kept) < max_boxes:
        best = waiting[0]
        same = [k for k in waiting if classes[k] == classes[best] and iou(boxes[k], boxes[best]) > iou_threshold]
        same = same or [best]
        waiting = [k for k in waiting if k not in same and k != best]
        kept.append(best)
        means.append(boxes[same].mean(axis=0))
    kept = np.array(kept, dtype=int)
    return scores[kept], np.array(means).reshape(-1, 4), classes[kept]
""",
    ),
)

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
        "Without any box your function stops with an IndexError: it looks for a best box where there is none.",
        edits=(("    kept = []\n", "    kept = [np.argsort(-scores)[0]]\n"), (ORDER, ORDER + "[1:]")),
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

SUPPRESSION = SORTED + COMPARED + COUNTED + RETURNED
