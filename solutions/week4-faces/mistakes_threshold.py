"""Known mistakes of `best_threshold`."""

from cnn_helpers.grading.assignments.questions import Mistake

STRANGERS = "strangers = distances[~same]"
BEST = "best = np.min(distances)"
SHARE = "share = np.mean(strangers < threshold)"
ALLOWED = "if share <= false_accept:"
LARGER = "best = max(best, threshold)"
RETURN = "return float(best)"
HEAD = "def best_threshold(distances, same, false_accept):\n"


def shared(new: str) -> tuple[tuple[str, str], ...]:
    return ((SHARE, f"share = {new}"),)


def sorted_strangers(new: str) -> str:
    """A version that takes one of the sorted distances of two people."""
    return f"{HEAD}    strangers = np.sort(distances[~same])\n    return float({new})\n"


SHARES = (
    Mistake(
        "kinds-exchanged",
        "The pairs of one person are counted; a false accept is a pair of *two* people (same is false).",
        edits=((STRANGERS, "strangers = distances[same]"),),
    ),
    Mistake(
        "equal-is-accepted",
        "The distance just before the right one comes back. Is a pair counted as accepted whose distance is the "
        "threshold "
        "itself? < and not <=.",
        edits=shared("np.mean(strangers <= threshold)"),
    ),
    Mistake(
        "equal-is-accepted-or-an-error",
        "Where no distance keeps to the share, max() finds nothing, and the smallest always does: is a pair "
        "counted as accepted whose distance is the threshold itself? < and not <=.",
        edits=(
            *shared("np.mean(strangers <= threshold)"),
            (LARGER, "kept.append(threshold)"),
            (BEST, "kept = []"),
            (RETURN, "return float(max(kept))"),
        ),
    ),
    Mistake(
        "equal-is-accepted-or-no-such-place",
        "Where no distance keeps to the share there is no last one (IndexError), and the smallest always does: "
        "is a pair counted as accepted whose distance is the threshold itself? < and not <=.",
        edits=(
            *shared("np.mean(strangers <= threshold)"),
            (LARGER, "kept.append(threshold)"),
            (BEST, "kept = []"),
            (RETURN, "return float(np.sort(kept)[-1])"),
        ),
    ),
    Mistake(
        "equal-is-accepted-from-zero",
        "The distance just before the right one comes back, or 0. Is a pair counted as accepted whose distance "
        "is the threshold itself? < and not <=.",
        edits=(*shared("np.mean(strangers <= threshold)"), (BEST, "best = 0.0")),
    ),
    Mistake(
        "one-less-the-share",
        "The share is held against 1 - false_accept, or the distances are sorted from the largest down: the "
        "nearest pairs are let in first, and their share is to be at most false_accept.",
        edits=((ALLOWED, "if share <= 1 - false_accept:"),),
    ),
    Mistake(
        "sorted-without-same",
        "The distances are sorted and `same` is not, so that they no longer belong together: sort both by one "
        "order (np.argsort), or pick the pairs of two people before you sort.",
        edits=((STRANGERS, "distances = np.sort(distances)\n    " + STRANGERS),),
    ),
    Mistake(
        "number-for-the-share",
        "The number of false accepts is held against false_accept; that is a share: divide by the number of "
        "pairs of two people.",
        edits=shared("np.sum(strangers < threshold)"),
    ),
    Mistake(
        "rejected-pairs",
        "The largest distance of all comes back, whatever false_accept is. Are pairs *above* the threshold "
        "counted, or is "
        "a sign turned? The share of pairs of two people *below* it is to be *at most* false_accept.",
        edits=shared("np.mean(strangers > threshold)"),
    ),
    Mistake(
        "share-of-all-pairs",
        "The false accepts are divided by all pairs; divide by the pairs of two people.",
        edits=shared("np.sum(strangers < threshold) / len(distances)"),
    ),
    Mistake(
        "share-of-accepted",
        "The false accepts are divided by the pairs accepted (that is the false discovery rate); divide by the pairs "
        "of two people.",
        edits=shared("np.sum(strangers < threshold) / max(np.sum(distances < threshold), 1)"),
    ),
    Mistake(
        "share-of-one-person",
        "The false accepts are divided by the pairs of one person; divide by the pairs of two people.",
        edits=shared("np.sum(strangers < threshold) / np.sum(same)"),
    ),
    Mistake(
        "both-kinds-counted",
        "All accepted pairs are counted, those of one person too; a false accept is a pair of two people.",
        edits=shared("np.mean(distances < threshold)"),
    ),
    Mistake(
        "all-errors",
        "Pairs of one person that are turned away are counted too; only false accepts count here.",
        edits=shared("np.mean((distances < threshold) != same)"),
    ),
    Mistake(
        "false-rejects",
        "The share of pairs of one person that are turned away is held against false_accept; it is about pairs of two "
        "people that are let in.",
        edits=shared("np.mean(distances[same] >= threshold)"),
    ),
)

CHOICE = (
    Mistake(
        "smallest",
        "The smallest distance that keeps to the share is taken; the largest is asked for.",
        edits=((BEST, "best = np.max(distances)"), (LARGER, "best = min(best, threshold)")),
    ),
    Mistake(
        "last-that-keeps-to-it",
        "The last distance that keeps to the share is taken, in the order in which they come: take the largest.",
        edits=((LARGER, "best = threshold"),),
    ),
    Mistake(
        "first-that-keeps-to-it",
        "The first distance that keeps to the share is taken, in the order in which they come: take the largest.",
        edits=((LARGER, "return float(threshold)"),),
    ),
    Mistake(
        "ends-at-the-first-that-does-not",
        "The search ends at the first distance that does not keep to the share, though the distances are in no order.",
        edits=((LARGER, f"{LARGER}\n        else:\n            break"),),
    ),
    Mistake(
        "smallest-that-does-not",
        "The share is exceeded: that is the smallest distance at which *more* is let in than allowed.",
        edits=(
            (BEST, "best = np.max(distances)"),
            (ALLOWED, "if share > false_accept:"),
            (LARGER, "best = min(best, threshold)"),
        ),
    ),
    Mistake(
        "nearest-share",
        "The threshold whose share is nearest to false_accept is taken, though it may exceed it.",
        source=HEAD
        + """    strangers = distances[~same]
    shares = np.array([np.mean(strangers < threshold) for threshold in distances])
    gaps = np.abs(shares - false_accept)
    return float(np.max(distances[gaps == gaps.min()]))
""",
    ),
    Mistake(
        "same-pairs-alone",
        "Only distances of pairs of one person are tried; those of two people are candidates too.",
        edits=(("for threshold in distances:", "for threshold in distances[same]:"),),
    ),
    Mistake(
        "between-two-distances",
        "A number between two distances comes back; the threshold is to be one of the given distances.",
        source=HEAD
        + """    ordered = np.sort(distances)
    best = ordered[0]
    for low, high in zip(ordered, ordered[1:]):
        if np.mean(distances[~same] < (low + high) / 2) <= false_accept:
            best = (low + high) / 2
    return float(best)
""",
    ),
    Mistake(
        "fixed-steps",
        "Fixed steps (0, 0.1, 0.2, …) are tried; the given distances are the candidates.",
        edits=(("for threshold in distances:", "for threshold in np.arange(0, 2, 0.1):"),),
    ),
    Mistake(
        "quantile",
        "np.quantile gives a number between two distances; the threshold is to be one of the given distances.",
        source=HEAD + "    return float(np.quantile(distances[~same], false_accept))\n",
    ),
    *(
        Mistake(
            f"quantile-{method}",
            f"The share is counted in steps of 1 / (n - 1), as np.quantile does (method={method!r} gives the "
            "same); there are n pairs of two people: count those below each distance, and divide by n.",
            source=HEAD
            + f"    return float(np.quantile(distances[~same], false_accept, method={method!r}))\n",
        )
        for method in ("lower", "higher", "nearest")
    ),
    Mistake(
        "place-beyond-the-last",
        "int(false_accept * n) is n where false_accept is 1, and there is no such place: there the largest "
        "distance of all is right.",
        source=sorted_strangers("strangers[int(false_accept * len(strangers))]"),
    ),
    Mistake(
        "largest-left-out",
        "The largest distance is never the answer: does the loop end one too early?",
        edits=(("for threshold in distances:", "for threshold in np.sort(distances)[:-1]:"),),
    ),
    Mistake(
        "first-left-out",
        "The first distance is never the answer: does the loop begin one too late?",
        edits=(("for threshold in distances:", "for threshold in distances[1:]:"),),
    ),
    Mistake(
        "last-left-out",
        "The last distance is never the answer: does the loop end one too early?",
        edits=(("for threshold in distances:", "for threshold in distances[:-1]:"),),
    ),
    Mistake(
        "quantile-of-all",
        "That is a quantile of all distances; the share is counted over the pairs of two people, and one of the given "
        "distances is asked for.",
        source=HEAD + "    return float(np.quantile(distances, false_accept))\n",
    ),
    Mistake(
        "last-false-accept-allowed",
        "That is the distance of the last pair of two people that may be let in; at this threshold it is not below, "
        "and a larger one keeps to the share too.",
        source=sorted_strangers("strangers[max(int(false_accept * len(strangers)) - 1, 0)]"),
    ),
    Mistake(
        "rounded-up",
        "The number of false accepts that are allowed is rounded up; round down, or the share is exceeded.",
        source=sorted_strangers(
            "strangers[min(int(np.ceil(false_accept * len(strangers))), len(strangers) - 1)]"
        ),
    ),
    Mistake(
        "rounded-to-the-nearest",
        "The number of false accepts that are allowed is rounded up or down; round down, or the share is exceeded.",
        source=sorted_strangers("strangers[min(round(false_accept * len(strangers)), len(strangers) - 1)]"),
    ),
    Mistake(
        "not-sorted",
        "The distances of pairs of two people are taken in the order in which they come: sort them first.",
        source=sorted_strangers("strangers[int(false_accept * len(strangers))]").replace(
            "np.sort(distances[~same])", "distances[~same]"
        ),
    ),
    Mistake(
        "not-sorted-within-the-array",
        "The distances of pairs of two people are taken in the order in which they come: sort them first.",
        source=sorted_strangers(
            "strangers[min(int(false_accept * len(strangers)), len(strangers) - 1)]"
        ).replace("np.sort(distances[~same])", "distances[~same]"),
    ),
    Mistake(
        "sorted-downwards",
        "The distances are sorted from the largest down; the nearest pairs are let in first.",
        source=sorted_strangers("strangers[::-1][int(false_accept * len(strangers))]"),
    ),
    Mistake(
        "most-right",
        "The threshold that judges most pairs rightly is taken; the largest within the share is asked for.",
        source=HEAD
        + """    ordered = np.sort(distances)
    right = [np.mean((distances < threshold) == same) for threshold in ordered]
    return float(ordered[int(np.argmax(right))])
""",
    ),
    Mistake(
        "no-false-accept-ever",
        "The distance of the nearest pair of two people comes back, so that none is let in: false_accept is a share "
        "of them, no number and no percentage.",
        source=HEAD + "    return float(np.min(distances[~same]))\n",
    ),
    Mistake(
        "farthest-pair-of-one-person",
        "The distance of the farthest pair of one person comes back, whatever false_accept is.",
        source=HEAD + "    return float(np.max(distances[same]))\n",
    ),
)

RETURNED = (
    Mistake(
        "share-returned",
        "The share comes back; the threshold is asked for.",
        edits=((RETURN, "return float(np.mean(strangers < best))"),),
    ),
    Mistake(
        "place-returned",
        "The place of the threshold in the array comes back; the distance itself is asked for.",
        edits=((RETURN, "return int(np.argmax(distances == best))"),),
    ),
    Mistake(
        "with-its-share",
        "The share comes back beside the threshold; the threshold alone is asked for.",
        edits=((RETURN, "return float(best), float(np.mean(strangers < best))"),),
    ),
    Mistake(
        "all-that-keep-to-it",
        "All distances that keep to the share come back; the largest of them is asked for.",
        edits=((RETURN, "return np.sort(distances[distances <= best])"),),
    ),
    Mistake(
        "rounded",
        "The threshold is rounded: return it as it is.",
        edits=((RETURN, "return round(float(best), 2)"),),
    ),
    Mistake(
        "distances-changed",
        "The answer is right, but the array of distances was changed: np.sort gives a sorted copy, the array's "
        "own .sort() changes the array, and d = distances is a second name and no copy.",
        edits=((RETURN, f"distances.sort()\n    {RETURN}"),),
    ),
    Mistake(
        "same-changed",
        "The answer is right, but the array `same` was changed: work on a new name.",
        edits=((STRANGERS, "np.logical_not(same, out=same)\n    strangers = distances[same]"),),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the threshold.",
        edits=((RETURN, RETURN.replace("return", "answer =")),),
    ),
)

THRESHOLD = SHARES + CHOICE + RETURNED
