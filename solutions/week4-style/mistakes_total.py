"""Known mistakes of `total_cost`."""

from cnn_helpers.grading.assignments.questions import Mistake

from .hints import BROKEN, LISTED, WHOLE_NUMBERS

HEAD = "def total_cost(J_content, J_style, alpha=10, beta=40):"
DEFAULTS = "alpha=10, beta=40"
RETURN = "return alpha * J_content + beta * J_style"


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


def defaults(new: str) -> tuple[tuple[str, str], ...]:
    return ((DEFAULTS, new),)


TOTAL = (
    Mistake(
        "weights-exchanged",
        "alpha weighs the style and beta the content: it is the other way round.",
        edits=returned("beta * J_content + alpha * J_style"),
    ),
    Mistake(
        "defaults-exchanged",
        "The defaults are exchanged: alpha is 10 and beta 40.",
        edits=defaults("alpha=40, beta=10"),
    ),
    Mistake(
        "defaults-1",
        "The defaults are 1 and 1: alpha is 10 and beta 40.",
        edits=defaults("alpha=1, beta=1"),
    ),
    Mistake(
        "default-of-alpha",
        "alpha is 1 where it is left out; it is to be 10.",
        edits=defaults("alpha=1, beta=40"),
    ),
    Mistake(
        "default-of-beta",
        "beta is 100 where it is left out; it is to be 40.",
        edits=defaults("alpha=10, beta=100"),
    ),
    Mistake(
        "default-of-beta-10",
        "beta is 10 where it is left out; it is to be 40.",
        edits=defaults("alpha=10, beta=10"),
    ),
    Mistake(
        "always-10-and-40",
        "10 and 40 are written into the formula, so that other weights make no difference.",
        edits=returned("10 * J_content + 40 * J_style"),
    ),
    Mistake(
        "not-weighted",
        "The costs are added without their weights.",
        edits=returned("J_content + J_style"),
    ),
    Mistake(
        "content-not-weighted",
        "alpha is missing: the content cost has a weight too.",
        edits=returned("J_content + beta * J_style"),
    ),
    Mistake(
        "style-not-weighted",
        "beta is missing: the style cost has a weight too.",
        edits=returned("alpha * J_content + J_style"),
    ),
    Mistake(
        "one-bracket",
        "Both costs are multiplied by alpha: a bracket stands around the whole sum.",
        edits=returned("alpha * (J_content + beta * J_style)"),
    ),
    Mistake(
        "sums-multiplied",
        "The sum of the weights is multiplied with the sum of the costs; each cost has its own weight.",
        edits=returned("(alpha + beta) * (J_content + J_style)"),
    ),
    Mistake(
        "weights-added",
        "The weights are added to the costs; multiply.",
        edits=returned("alpha + J_content + beta + J_style"),
    ),
    Mistake(
        "mean",
        "The weighted sum is divided by the sum of the weights; the sum itself is asked for.",
        edits=returned("(alpha * J_content + beta * J_style) / (alpha + beta)"),
    ),
    Mistake(
        "halved",
        "The weighted sum is halved; the sum itself is asked for.",
        edits=returned("(alpha * J_content + beta * J_style) / 2"),
    ),
    Mistake(
        "subtracted",
        "The style cost is subtracted; both costs are to fall, so they are added.",
        edits=returned("alpha * J_content - beta * J_style"),
    ),
    Mistake(
        "product",
        "The weighted costs are multiplied; add them.",
        edits=returned("alpha * J_content * beta * J_style"),
    ),
    Mistake(
        "divided-by-the-weights",
        "The costs are divided by the weights (a 0 is left out); multiply.",
        edits=returned("J_content / max(alpha, 1) + J_style / max(beta, 1)"),
    ),
    Mistake(
        "squared-costs",
        "The costs are squared; they are squares already.",
        edits=returned("alpha * J_content**2 + beta * J_style**2"),
    ),
    Mistake(
        "weights-squared",
        "The weights are squared.",
        edits=returned("alpha**2 * J_content + beta**2 * J_style"),
    ),
    Mistake(
        "content-alone",
        "The style cost is left out.",
        edits=returned("alpha * J_content"),
    ),
    Mistake(
        "style-alone",
        "The content cost is left out.",
        edits=returned("beta * J_style"),
    ),
    Mistake(
        "larger-of-both",
        "The larger of the weighted costs comes back; their sum is asked for.",
        edits=returned("tf.maximum(alpha * J_content, beta * J_style)"),
    ),
    Mistake(
        "both-returned",
        "The weighted costs come back as two numbers; their sum is asked for.",
        edits=returned("alpha * J_content, beta * J_style"),
    ),
    Mistake(
        "gradient-stopped",
        f"The sum is right, but no gradient comes through to both costs: {BROKEN}",
        edits=returned("tf.stop_gradient(alpha * J_content + beta * J_style)"),
    ),
    Mistake(
        "plain-number",
        "The sum is no tensor, so no gradient comes through: float() and .numpy() break the way.",
        edits=returned("float(alpha * J_content + beta * J_style)"),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the sum.",
        edits=((RETURN, "J = alpha * J_content + beta * J_style"),),
    ),
    Mistake(
        "alpha-twice",
        "Both costs are multiplied by alpha; beta weighs the style.",
        edits=returned("alpha * J_content + alpha * J_style"),
    ),
    Mistake(
        "beta-twice",
        "Both costs are multiplied by beta; alpha weighs the content.",
        edits=returned("beta * J_content + beta * J_style"),
    ),
    Mistake(
        "1-less-alpha",
        "The style is weighed by 1 - alpha; it has a weight of its own, beta.",
        edits=returned("alpha * J_content + (1 - alpha) * J_style"),
    ),
    Mistake(
        "no-defaults",
        "alpha and beta have no default: leave the line with `def` as it was given.",
        edits=defaults("alpha, beta"),
    ),
    Mistake(
        "0-for-left-out",
        "A weight of 0 is taken for one that is left out (`alpha or 10`): 0 is a weight too.",
        edits=returned("(alpha or 10) * J_content + (beta or 40) * J_style"),
    ),
    Mistake(
        "whole-numbers",
        WHOLE_NUMBERS,
        edits=returned("tf.constant(alpha) * J_content + tf.constant(beta) * J_style"),
    ),
    Mistake(
        "listed",
        LISTED,
        edits=returned("[alpha * J_content + beta * J_style]"),
    ),
)
