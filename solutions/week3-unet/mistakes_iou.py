"""Known mistakes of `mean_iou`."""

from cnn_helpers.grading.assignments.questions import Mistake

EITHER = "either = np.sum(true | pred)"
PRESENT = "if either > 0:"
RATIO = "ratios.append(np.sum(true & pred) / either)"
RETURN = "return float(np.mean(ratios))"
MASKS = "true, pred = y_true == c, y_pred == c"
CLASSES = "for c in range(n_classes):"


MEAN_IOU = (
    Mistake(
        "absent-is-zero",
        "A class that is in neither map counts with 0; it is to be left out of the mean.",
        edits=((RETURN, "return float(np.sum(ratios) / n_classes)"),),
    ),
    Mistake(
        "absent-is-one",
        "A class that is in neither map counts with 1; it is to be left out of the mean.",
        edits=((RATIO, f"{RATIO}\n        else:\n            ratios.append(1.0)"),),
    ),
    Mistake(
        "absent-is-no-number",
        "A class that is in neither map gives 0 / 0, and with it the whole mean: leave it out.",
        edits=((PRESENT, "if True:"),),
    ),
    Mistake(
        "smoothed",
        "Something is added to both sides of each fraction to avoid 0 / 0; leave absent classes out instead.",
        edits=((PRESENT, "if True:"), (RATIO, "ratios.append((np.sum(true & pred) + 1) / (either + 1))")),
    ),
    Mistake(
        "classes-of-the-truth",
        "Only classes of y_true are counted; one that was found and is nowhere in truth has an IoU of 0, and "
        "counts.",
        edits=((PRESENT, "if true.any():"),),
    ),
    Mistake(
        "up-to-the-largest-of-the-truth",
        "Classes above the largest one in y_true are left out: there are n_classes, 0 to n_classes - 1.",
        edits=((CLASSES, "for c in range(y_true.max() + 1):"),),
    ),
    Mistake(
        "classes-of-the-answer",
        "Only classes of y_pred are counted; one that is there and was not found has an IoU of 0, and counts.",
        edits=((PRESENT, "if pred.any():"),),
    ),
    Mistake(
        "classes-of-both",
        "Only classes that are in both maps are counted; one that is in either counts, with 0 if need be.",
        edits=((PRESENT, "if true.any() and pred.any():"),),
    ),
    Mistake(
        "zeros-left-out",
        "Classes with an IoU of 0 are left out of the mean; only those that are in neither map are to be.",
        edits=(
            (PRESENT, "if np.sum(true & pred) > 0:"),
            (RETURN, "return float(np.mean(ratios)) if ratios else 0.0"),
        ),
    ),
    Mistake(
        "right-pixels",
        "The answer is the share of right pixels; judge each class by itself, and take the mean.",
        edits=((RETURN, "return float(np.mean(y_true == y_pred))"),),
    ),
    Mistake(
        "recall",
        "What is right was divided by the pixels of the class in truth alone (that is the recall); divide by "
        "those that "
        "are it in either map.",
        edits=((RATIO, "ratios.append(np.sum(true & pred) / max(np.sum(true), 1))"),),
    ),
    Mistake(
        "mean-accuracy",
        "For each class of the truth the share of its pixels that were found is taken; divide by those that "
        "are it in "
        "either map.",
        edits=((EITHER, "either = np.sum(true)"),),
    ),
    Mistake(
        "precision",
        "What is right was divided by the pixels that were called the class (that is the precision); divide "
        "by those that "
        "are it in either map.",
        edits=((EITHER, "either = np.sum(pred)"),),
    ),
    Mistake(
        "shared-counted-twice",
        "Pixels that are the class in both maps are counted twice below the line: take them off once, or use "
        "|.",
        edits=((EITHER, "either = np.sum(true) + np.sum(pred)"),),
    ),
    Mistake(
        "dice",
        "The answer is the Dice score, twice what is shared over the sum of both; the IoU is asked for.",
        edits=(
            (EITHER, "either = np.sum(true) + np.sum(pred)"),
            (RATIO, "ratios.append(2 * np.sum(true & pred) / either)"),
        ),
    ),
    Mistake(
        "shared-taken-off-twice",
        "What is shared is taken off twice below the line: of the two sums it is to be taken off once.",
        edits=(
            (EITHER, "either = np.sum(true) + np.sum(pred) - 2 * np.sum(true & pred)"),
            (PRESENT, "if true.any() or pred.any():"),
            (RATIO, "ratios.append(np.sum(true & pred) / max(either, 1))"),
        ),
    ),
    Mistake(
        "without-the-first",
        "Class 0 is left out; it is a class as the others are.",
        edits=(
            (CLASSES, "for c in range(1, n_classes):"),
            (RETURN, "return float(np.mean(ratios)) if ratios else 0.0"),
        ),
    ),
    Mistake(
        "without-the-last",
        "The last class is left out: the classes are 0 to n_classes - 1, range(n_classes).",
        edits=(
            (CLASSES, "for c in range(n_classes - 1):"),
            (RETURN, "return float(np.mean(ratios)) if ratios else 0.0"),
        ),
    ),
    Mistake(
        "classes-from-one",
        "The classes are counted from 1 to n_classes; they are 0 to n_classes - 1.",
        edits=(
            (CLASSES, "for c in range(1, n_classes + 1):"),
            (PRESENT, "if True:"),
            (RATIO, "ratios.append(np.sum(true & pred) / max(either, 1))"),
        ),
    ),
    Mistake(
        "all-classes-together",
        "The pixels of all classes are added up before one division; divide for each class, then take the "
        "mean.",
        edits=(
            (CLASSES, f"shared, covered = 0, 0\n    {CLASSES}"),
            (RATIO, "shared, covered = shared + np.sum(true & pred), covered + either"),
            (RETURN, "return float(shared / covered)"),
        ),
    ),
    Mistake(
        "weighted",
        "Each class counts by its share of the pixels; all classes count alike.",
        edits=(
            (RATIO, "ratios.append(np.mean(true) * np.sum(true & pred) / either)"),
            (RETURN, "return float(np.sum(ratios))"),
        ),
    ),
    Mistake(
        "picture-by-picture",
        "Several maps are judged one by one, and the mean is taken over them; count all their pixels together.",
        edits=(
            (
                "ratios = []",
                "ratios, whole = [], y_true.ndim == 2\n    maps = [(y_true, y_pred)] if whole else "
                "zip(y_true, y_pred)\n    means = []\n    for y_true, y_pred in maps:\n        ratios = []",
            ),
            (
                f"    {CLASSES}\n        {MASKS}\n        {EITHER}\n        {PRESENT}\n            {RATIO}\n",
                f"        {CLASSES}\n            {MASKS}\n            {EITHER}\n            {PRESENT}\n      "
                f"          {RATIO}\n"
                "        means.append(np.mean(ratios))\n",
            ),
            (RETURN, "return float(np.mean(means))"),
        ),
    ),
    Mistake(
        "sum-of-ratios",
        "The IoUs are added up; their mean is asked for.",
        edits=((RETURN, "return float(np.sum(ratios))"),),
    ),
    Mistake(
        "list-of-ratios",
        "The IoU of each class comes back; their mean is asked for.",
        edits=((RETURN, "return np.array(ratios)"),),
    ),
    Mistake(
        "last-class-alone",
        "Only the IoU of the last class comes back: the return stands inside the loop, or a name is "
        "overwritten.",
        edits=((RETURN, "return float(ratios[-1])"),),
    ),
    Mistake(
        "first-class-alone",
        "Only the IoU of the first class comes back: the return stands inside the loop.",
        edits=((RETURN, "return float(ratios[0])"),),
    ),
    Mistake(
        "smallest",
        "The worst class's IoU comes back; the mean is asked for.",
        edits=((RETURN, "return float(np.min(ratios))"),),
    ),
    Mistake(
        "distance",
        "1 minus the mean IoU comes back (or the share of what is *not* shared); the mean IoU itself is "
        "asked for.",
        edits=((RETURN, "return float(1 - np.mean(ratios))"),),
    ),
    Mistake(
        "percent",
        "The result is in percent; it should lie between 0 and 1.",
        edits=((RETURN, "return float(100 * np.mean(ratios))"),),
    ),
    Mistake(
        "maps-changed",
        "The number is right, but a map that came in was changed: leave the arrays that you are given as "
        "they are.",
        edits=(
            (
                RETURN,
                "y_pred[...] = np.where(y_true == y_pred, y_pred, -1)\n    return float(np.mean(ratios))",
            ),
        ),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the mean.",
        edits=((RETURN, "mean = float(np.mean(ratios))"),),
    ),
)
