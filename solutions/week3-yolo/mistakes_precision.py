"""Wrong versions of average_precision."""

from cnn_helpers.grading.assignments.questions import Mistake

ORDER = "np.argsort(-scores)"
FOUND = "np.cumsum(correct[order])"
PRECISION = "found / np.arange(1, len(scores) + 1)"
RECALL = "found / n_true"
RAISED = "np.maximum.accumulate(precision[::-1])[::-1]"
STEPS = "np.diff(recall, prepend=0)"
AREA = "np.sum(steps * best)"

SORTED = (
    Mistake(
        "not-sorted",
        "The detections were taken in the order of the list: the surest comes first.",
        edits=((ORDER, "np.arange(len(scores))"),),
    ),
    Mistake(
        "least-sure-first",
        "The least sure detection came first: begin with the surest.",
        edits=((ORDER, "np.argsort(scores)"),),
    ),
    Mistake(
        "scores-counted",
        "The scores were added up in place of the right detections: a detection counts 1 or 0, however sure it is.",
        edits=((FOUND, "np.cumsum((scores * correct)[order])"),),
    ),
    Mistake(
        "wrong-ones-counted",
        "The wrong detections were counted in place of the right ones.",
        edits=((FOUND, "np.cumsum(~correct[order])"),),
    ),
    Mistake(
        "ranks-for-the-order",
        "The detections were taken by their ranks (argsort of argsort): one argsort gives the order.",
        edits=((ORDER, "np.argsort(np.argsort(-scores))"),),
    ),
)

CURVE = (
    Mistake(
        "not-raised",
        "The precision was taken as it is: raise it to the best at any higher recall first.",
        edits=((RAISED, "precision"),),
    ),
    Mistake(
        "raised-from-the-left",
        "The precision was raised to the best at any lower recall: look to the right, to higher recalls.",
        edits=((RAISED, "np.maximum.accumulate(precision)"),),
    ),
    Mistake(
        "best-precision-everywhere",
        "The precision was raised to the best of all: only to the best at this recall or a higher one.",
        edits=((RAISED, "np.full(len(scores), precision.max(initial=0))"),),
    ),
    Mistake(
        "next-precision",
        "The precision was compared with the next one alone: take the best of all that follow.",
        edits=((RAISED, "np.maximum(precision, np.append(precision[1:], 0))"),),
    ),
    Mistake(
        "recall-of-the-detections",
        "The recall was divided by the number of detections: divide by `n_true`.",
        edits=((RECALL, "found / max(len(scores), 1)"),),
    ),
    Mistake(
        "recall-of-the-found",
        "The area was shared among the true boxes that were found: divide by `n_true`, those never found count too.",
        edits=((RECALL, "found / max(found.max(initial=0), 1)"),),
    ),
    Mistake(
        "precision-of-the-true-boxes",
        "The precision was divided by `n_true`: divide by how many detections were believed, 1, 2, 3, ...",
        edits=((PRECISION, "found / n_true"),),
    ),
    Mistake(
        "precision-of-all",
        "The precision was divided by all detections: divide by those believed so far, 1, 2, 3, ...",
        edits=((PRECISION, "found / max(len(scores), 1)"),),
    ),
)

SUMMED = (
    Mistake(
        "eleven-points",
        "This is a mean over the recalls 0, 0.1, ..., 1: take the whole area, at every step of the recall.",
        edits=((AREA, "np.mean([best[recall >= r - 1e-9].max(initial=0) for r in np.linspace(0, 1, 11)])"),),
    ),
    Mistake(
        "hundred-and-one-points",
        "This is a mean over the recalls 0, 0.01, ..., 1, as COCO takes it: take the whole area, at every step.",
        edits=((AREA, "np.mean([best[recall >= r - 1e-9].max(initial=0) for r in np.linspace(0, 1, 101)])"),),
    ),
    Mistake(
        "trapezoids",
        "The area was made of trapezoids between the precisions: take rectangles, as high as the raised precision.",
        edits=((AREA, "np.sum(steps * (np.append(1, precision[:-1]) + precision) / 2)"),),
    ),
    Mistake(
        "first-step-forgotten",
        "The first step of the recall, from 0, is missing from the area.",
        edits=((AREA, "np.sum(steps[1:] * best[1:])"),),
    ),
    Mistake(
        "mean-of-precisions",
        "The mean of all precisions came back: weight each with the step of the recall.",
        edits=((AREA, "np.mean(best) if len(best) else 0"),),
    ),
    Mistake(
        "mean-at-the-hits",
        "The mean of the precisions at the right detections came back: raise them, and divide by `n_true`.",
        edits=((AREA, "np.mean(precision[correct[order]]) if correct.any() else 0"),),
    ),
    Mistake(
        "sum-of-precisions",
        "The precisions were added up: multiply each by the step of the recall.",
        edits=((AREA, "np.sum(best)"),),
    ),
    Mistake(
        "recall-instead-of-steps",
        "Each precision was multiplied by its recall: multiply by how far the recall has grown since the one before.",
        edits=((STEPS, "recall"),),
    ),
    Mistake(
        "last-precision",
        "The precision of all detections together came back: take the area under the whole curve.",
        edits=((AREA, "precision[-1] if len(precision) else 0"),),
    ),
    Mistake(
        "recall-alone",
        "The answer is the share of the true boxes that were found: wrong detections that are sure must lower it.",
        edits=((AREA, "recall[-1] if len(recall) else 0"),),
    ),
    Mistake(
        "harmonic-mean",
        "The F1 score of all detections came back: take the area under the whole curve.",
        edits=((AREA, "2 * found[-1] / (len(found) + n_true) if len(found) else 0"),),
    ),
    Mistake(
        "share-of-detections",
        "The area was taken over the number of detections: take it over the recall.",
        edits=((STEPS, "np.full(len(scores), 1 / max(len(scores), n_true))"),),
    ),
)

RETURNED = (
    Mistake(
        "empty-is-no-number",
        "Without any detection the answer is not a number: it should be 0.",
        edits=((AREA, "np.sum(steps * best) if len(scores) else np.nan"),),
    ),
    Mistake(
        "empty-raises",
        "Without any detection your function stops with an IndexError: the answer is 0 then.",
        edits=((STEPS, "np.append(recall[0], np.diff(recall))"),),
    ),
    Mistake(
        "empty-is-perfect",
        "Without any detection the answer is 1: nothing was found, so it is 0.",
        edits=((AREA, "np.sum(steps * best) if len(scores) else 1"),),
    ),
    Mistake(
        "steps-returned",
        "An array came back: add up the rectangles.",
        edits=((f"float({AREA})", "steps * best"),),
    ),
    Mistake(
        "percent",
        "The result is in percent: it should lie between 0 and 1.",
        edits=((AREA, "100 * np.sum(steps * best)"),),
    ),
    Mistake(
        "arguments-sorted",
        "The number is right, but the arrays that came in were changed (sorted, perhaps): make new ones.",
        edits=(
            ("    found = ", "    correct[:] = correct[order]\n    scores[:] = scores[order]\n    found = "),
            (FOUND, "np.cumsum(correct)"),
        ),
    ),
    Mistake(
        "hits-changed",
        "The number is right, but `correct` itself was changed (sorted, perhaps): make a new array.",
        edits=(
            ("    found = ", "    correct[:] = correct[order]\n    found = "),
            (FOUND, "np.cumsum(correct)"),
        ),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the number.",
        edits=(("return float", "area = float"),),
    ),
)

PRECISION = SORTED + CURVE + SUMMED + RETURNED
