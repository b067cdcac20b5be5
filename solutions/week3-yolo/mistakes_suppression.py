"""Wrong versions of yolo_non_max_suppression: of the order and the overlaps; `mistakes_kept` holds the others."""

from cnn_helpers.grading.assignments.questions import Mistake

from .mistakes_kept import ALL, HEAD, KEPT, ORDER

RIVALS = "[j for j in kept if classes[j] == classes[k]]"

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
        "stopped-at-an-overlap",
        "No box was kept after the first one that overlaps: pass over that box, and go on with the next.",
        edits=(
            ("        if all", "        if not all"),
            ("            kept.append(k)", "            break\n        kept.append(k)"),
        ),
    ),
    Mistake(
        "removed-while-looping",
        "A box was passed over after each one removed: do not remove from the list that the loop runs through.",
        source=HEAD
        + """    waiting, kept = list(np.argsort(-scores)), []
    while waiting and len(kept) < max_boxes:
        best = waiting.pop(0)
        kept.append(best)
        for k in waiting:
            if classes[k] == classes[best] and iou(boxes[k], boxes[best]) > iou_threshold:
                waiting.remove(k)
    kept = np.array(kept, dtype=int)
    return scores[kept], boxes[kept], classes[kept]
""",
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

SUPPRESSION = SORTED + COMPARED + KEPT
