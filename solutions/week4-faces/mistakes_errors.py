"""Known mistakes of `false_accepts`."""

from cnn_helpers.grading.assignments.questions import Mistake

RETURN = "return 1 - (1 - e) ** K"


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


ERRORS = (
    Mistake(
        "all-err",
        "e to the power K is the chance that *all* comparisons err; at least one is asked for.",
        edits=returned("e**K"),
    ),
    Mistake(
        "not-all-err",
        "1 - e^K is the chance that not all comparisons err; that none goes wrong has the chance (1 - e)^K.",
        edits=returned("1 - e**K"),
    ),
    Mistake(
        "none-errs",
        "(1 - e)^K is the chance that no comparison errs; take it off 1.",
        edits=returned("(1 - e) ** K"),
    ),
    Mistake(
        "chances-added",
        "K e adds the chances up, and may exceed 1: two comparisons may err at once.",
        edits=returned("K * e"),
    ),
    Mistake(
        "chances-added-and-cut",
        "K e, cut at 1, is more than the chance: two comparisons may err at once.",
        edits=returned("min(K * e, 1.0)"),
    ),
    Mistake(
        "exactly-one-errs",
        "That is the chance that *exactly* one comparison errs; at least one is asked for.",
        edits=returned("K * e * (1 - e) ** (K - 1)"),
    ),
    Mistake(
        "one-too-few",
        "The power is K - 1; all K comparisons have to go right.",
        edits=returned("1 - (1 - e) ** (K - 1)"),
    ),
    Mistake(
        "one-too-many",
        "The power is K + 1; there are K comparisons.",
        edits=returned("1 - (1 - e) ** (K + 1)"),
    ),
    Mistake(
        "every-pair-of-people",
        "All pairs of the K people are counted; one picture is compared with each of them, which makes K comparisons.",
        edits=returned("1 - (1 - e) ** (K * (K - 1) / 2)"),
    ),
    Mistake(
        "times-for-power",
        "1 - e is multiplied by K; chances of independent things are multiplied with each other: (1 - e)^K.",
        edits=returned("1 - (1 - e) * K"),
    ),
    Mistake(
        "brackets",
        "The brackets are missing: 1 - 1 - e^K is -e^K. It is 1 - (1 - e)^K.",
        edits=returned("1 - 1 - e**K"),
    ),
    Mistake(
        "exponential",
        "1 - exp(-e K) is near the chance for small e only.",
        edits=returned("1 - np.exp(-e * K)"),
    ),
    Mistake(
        "root",
        "That is the chance of one comparison, if K together err with e; it is asked the other way round.",
        edits=returned("1 - (1 - e) ** (1 / K)"),
    ),
    Mistake(
        "xor",
        "^ is no power in Python: **.",
        edits=returned("1 - int(1 - e) ^ K"),
    ),
    Mistake(
        "percent",
        "The chance is in percent: it should lie between 0 and 1.",
        edits=returned("100 * (1 - (1 - e) ** K)"),
    ),
    Mistake(
        "e-alone",
        "The chance of one comparison comes back, whatever K is.",
        edits=returned("e"),
    ),
    Mistake(
        "rounded",
        "The chance is rounded: return it as it is.",
        edits=returned("round(1 - (1 - e) ** K, 2)"),
    ),
    Mistake(
        "calls-itself",
        "The function calls itself once for each comparison, and Python ends such a chain at about 1000 calls; K"
        " may be larger. Use a power, or a loop.",
        source="""def false_accepts(e, K):
    return e if K == 1 else e + (1 - e) * false_accepts(e, K - 1)
""",
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the chance.",
        edits=((RETURN, RETURN.replace("return", "chance =")),),
    ),
)
