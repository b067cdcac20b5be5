"""Known mistakes of `semi_hard_negatives`."""

from cnn_helpers.grading.assignments.questions import Mistake

RETURN = "return (d_ap < d_an) & (d_an < d_ap + alpha)"


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


OTHER_NEGATIVES = (
    Mistake(
        "hard",
        "These are the hard negatives, which are nearer than the positive.",
        edits=returned("d_an < d_ap"),
    ),
    Mistake(
        "easy",
        "These are the easy negatives, which are farther by more than the margin.",
        edits=returned("d_an > d_ap + alpha"),
    ),
    Mistake(
        "no-margin",
        "The margin makes no difference: it is forgotten, or it stands on the wrong side (d_ap < d_an + alpha "
        "holds for each farther negative). A negative that is farther by more than alpha is easy: d_an < d_ap + "
        "alpha.",
        edits=returned("d_ap < d_an"),
    ),
    Mistake(
        "all-that-cost",
        "Hard negatives are in the mask too: a semi-hard one is farther than the positive.",
        edits=returned("d_an < d_ap + alpha"),
    ),
    Mistake(
        "hard-by-less-than-the-margin",
        "The negatives are nearer than the positive, by less than the margin, as if d_ap and d_an were exchanged; "
        "semi-hard ones are farther.",
        edits=returned("(d_an < d_ap) & (d_ap < d_an + alpha)"),
    ),
    Mistake(
        "near-on-either-side",
        "The difference may have either sign (abs): a semi-hard negative is farther than the positive.",
        edits=returned("np.abs(d_an - d_ap) < alpha"),
    ),
    Mistake(
        "not-semi-hard",
        "The mask is turned round: true where a negative is not semi-hard.",
        edits=returned("~((d_ap < d_an) & (d_an < d_ap + alpha))"),
    ),
    Mistake(
        "either-condition",
        "One of the two conditions is enough (|); both are needed (&).",
        edits=returned("(d_ap < d_an) | (d_an < d_ap + alpha)"),
    ),
)

MARGIN = (
    Mistake(
        "equal-to-the-positive",
        "A negative just as far as the positive is counted: < and not <=.",
        edits=returned("(d_ap <= d_an) & (d_an < d_ap + alpha)"),
    ),
    Mistake(
        "equal-to-the-margin",
        "A negative farther by just the margin is counted: < and not <=.",
        edits=returned("(d_ap < d_an) & (d_an <= d_ap + alpha)"),
    ),
    Mistake(
        "equal-on-both-sides",
        "Negatives at either end are counted: < and not <=, twice.",
        edits=returned("(d_ap <= d_an) & (d_an <= d_ap + alpha)"),
    ),
    Mistake(
        "always-the-usual-margin",
        "The margin is 0.2, whatever alpha is.",
        edits=returned("(d_ap < d_an) & (d_an < d_ap + 0.2)"),
    ),
    Mistake(
        "another-usual-margin",
        "Where alpha is left out it is 0.2: keep alpha=0.2 in the first line of the function.",
        edits=(("alpha=0.2", "alpha=1.0"),),
    ),
    Mistake(
        "never-true",
        "Nothing is ever true. Is the margin taken off, forgotten, or added on the side of d_an; is a sign "
        "turned; or does a loop never write into its mask (== for =)? It is d_ap < d_an and d_an < d_ap + alpha.",
        edits=returned("(d_ap < d_an) & (d_an < d_ap - alpha)"),
    ),
    Mistake(
        "margin-as-a-factor",
        "d_ap is multiplied by 1 + alpha; alpha is added.",
        edits=returned("(d_ap < d_an) & (d_an < d_ap * (1 + alpha))"),
    ),
    Mistake(
        "margin-alone",
        "d_an is compared with alpha alone; it is to be below d_ap + alpha.",
        edits=returned("(d_ap < d_an) & (d_an < alpha)"),
    ),
    Mistake(
        "margin-squared",
        "The margin is squared; it is added as it is.",
        edits=returned("(d_ap < d_an) & (d_an < d_ap + alpha**2)"),
    ),
    Mistake(
        "twice-the-margin",
        "The margin is added twice.",
        edits=returned("(d_ap < d_an) & (d_an < d_ap + 2 * alpha)"),
    ),
    Mistake(
        "squared-once-more",
        "The distances are squared already: compare them as they are.",
        edits=returned("(d_ap**2 < d_an**2) & (d_an**2 < d_ap**2 + alpha)"),
    ),
    Mistake(
        "roots",
        "Roots of the distances are compared; compare the squared distances as they are.",
        edits=returned("(d_ap < d_an) & (np.sqrt(d_an) < np.sqrt(d_ap) + alpha)"),
    ),
)

SHAPES = (
    Mistake(
        "brackets-missing",
        "& binds more tightly than <: put each comparison in brackets, (a < b) & (c < d).",
        edits=returned("d_ap < d_an & d_an < d_ap + alpha"),
    ),
    Mistake(
        "and-of-arrays",
        "A whole array is asked whether it is true (`and`, `if`, `min`, or a chain a < b < c), and any() or "
        "all() would "
        "not help: compare twice, in brackets, with & between.",
        edits=returned("d_ap < d_an < d_ap + alpha"),
    ),
    Mistake(
        "every-pair",
        "Every positive is held against every negative, whatever the shapes; where both have one shape the mask has "
        "it too.",
        edits=returned(
            "(np.ravel(d_ap)[:, None] < np.ravel(d_an)) & (np.ravel(d_an) < np.ravel(d_ap)[:, None] + alpha)"
        ),
    ),
    Mistake(
        "flat",
        "The mask is flat; it is to have the broadcast shape.",
        edits=((RETURN, f"mask = {RETURN.removeprefix('return ')}\n    return np.ravel(mask)"),),
    ),
    Mistake(
        "element-after-element",
        "The elements are paired one after the other (zip): broadcast the shapes, as < and + do by themselves.",
        edits=returned("np.array([a < n < a + alpha for a, n in zip(np.ravel(d_ap), np.ravel(d_an))])"),
    ),
    Mistake(
        "zip",
        "The elements are paired one after the other (zip): broadcast the shapes, as < and + do by themselves.",
        edits=returned("[p < n < p + alpha for p, n in zip(d_ap, d_an)]"),
    ),
    Mistake(
        "new-axis",
        "An axis is added to d_ap (d_ap[:, None]), whatever the shapes; they broadcast as they are.",
        edits=((RETURN, f"d_ap = d_ap[:, None]\n    {RETURN}"),),
    ),
    Mistake(
        "squeezed",
        "Axes of length 1 are taken out of the mask (squeeze); it is to have the broadcast shape.",
        edits=returned("np.squeeze((d_ap < d_an) & (d_an < d_ap + alpha))"),
    ),
    Mistake(
        "transposed",
        "The mask is transposed; it is to have the broadcast shape.",
        edits=returned("((d_ap < d_an) & (d_an < d_ap + alpha)).T"),
    ),
    Mistake(
        "places-of-where",
        "np.where or np.nonzero gives the places of the semi-hard negatives; a mask is asked for, true or false "
        "for each.",
        edits=returned("np.where((d_ap < d_an) & (d_an < d_ap + alpha))"),
    ),
    Mistake(
        "places-of-argwhere",
        "The places of the semi-hard negatives come back (np.argwhere); a mask is asked for, true or false for "
        "each.",
        edits=returned("np.argwhere((d_ap < d_an) & (d_an < d_ap + alpha))"),
    ),
    Mistake(
        "places",
        "The places of the semi-hard negatives come back; a mask is asked for, true or false for each.",
        edits=returned("np.flatnonzero((d_ap < d_an) & (d_an < d_ap + alpha))"),
    ),
    Mistake(
        "chosen-distances",
        "The distances of the semi-hard negatives come back; a mask is asked for, true or false for each.",
        edits=(
            (
                RETURN,
                "d_an = np.broadcast_arrays(d_ap, d_an)[1]\n    return d_an[(d_ap < d_an) & (d_an < d_ap + alpha)]",
            ),
        ),
    ),
    Mistake(
        "distances-where-true",
        "The distances come back, with 0 elsewhere; a mask is asked for, true or false for each.",
        edits=returned("d_an * ((d_ap < d_an) & (d_an < d_ap + alpha))"),
    ),
    Mistake(
        "how-many",
        "The number of semi-hard negatives comes back; a mask is asked for, true or false for each.",
        edits=returned("np.sum((d_ap < d_an) & (d_an < d_ap + alpha))"),
    ),
    Mistake(
        "any",
        "One answer for the whole array comes back (any); a mask is asked for, true or false for each.",
        edits=returned("np.any((d_ap < d_an) & (d_an < d_ap + alpha))"),
    ),
    Mistake(
        "margin-added-in-place",
        "The mask is right, but d_ap itself was changed (+=): work on a new name.",
        edits=((RETURN, "farther = d_ap < d_an\n    d_ap += alpha\n    return farther & (d_an < d_ap)"),),
    ),
    Mistake(
        "positive-taken-off-in-place",
        "The difference is written into d_an (-=), which changes the array that was given: work on a new name.",
        edits=((RETURN, "d_an -= d_ap\n    return (0 < d_an) & (d_an < alpha)"),),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the mask.",
        edits=((RETURN, RETURN.replace("return", "mask =")),),
    ),
)

SEMI_HARD = OTHER_NEGATIVES + MARGIN + SHAPES
