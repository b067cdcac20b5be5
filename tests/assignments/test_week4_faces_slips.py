"""One slip in week4-faces costs the points of its own kind of case under any seed; what is right in another form costs
none."""

import os

os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "3")

import pytest

from cnn_helpers.grading.feedback import grade
from cnn_helpers.grading.judging.judge import judge_hidden, judge_public
from cnn_helpers.grading.judging.local_functions import LocalFunctions
from cnn_helpers.grading.running.grading_task import answer_key_of

NAME = "week4-faces"
FOUND = "    return distance, nearest if distance < threshold else None\n"
SORTED_NAMES = "    nearest = sorted(database)[list(database).index(nearest)]\n" + FOUND
NEAREST = "nearest = min(distances, key=distances.get)\n    distance = float(distances[nearest])"
VISITOR = "    if distance >= threshold:\n        database['visitor'] = embedding\n"
MASK = "return (d_ap < d_an) & (d_an < d_ap + alpha)"
LACKING = "tf.maximum(margin - distances, 0.0)"
CANDIDATES = "for threshold in distances:"
SORTED_STRANGERS = """def best_threshold(distances, same, false_accept):
    strangers = np.sort(distances[~same])
    return strangers[int(false_accept * len(strangers))]
"""


def begins_at(start):
    return f"""nearest, distance = None, {start}
    for name, found in distances.items():
        if found < distance:
            nearest, distance = name, float(found)"""


CHANGED = "right, and the arguments stay as they are"
EVERY = "every positive against every negative"
NEARLY_ALL = "nearly all false accepts are allowed"
SLIPS = {
    "names sorted, vectors not": ("who_is_it", {"the name of the nearest"}, [(FOUND, SORTED_NAMES)]),
    "search begins at 1.5": ("who_is_it", {"nobody is near enough"}, [(NEAREST, begins_at(1.5))]),
    "search begins at 1.8": ("who_is_it", {"nobody is near enough"}, [(NEAREST, begins_at(1.8))]),
    "a stranger enrolled": ("who_is_it", {CHANGED}, [(FOUND, VISITOR + FOUND)]),
    "a stranger enrolled by verify": (
        "verify",
        {CHANGED},
        [("    return float(distance)", VISITOR + "    return float(distance)")],
    ),
    "mask squeezed": (
        "semi_hard_negatives",
        {EVERY},
        [(MASK, f"return np.squeeze({MASK.removeprefix('return ')})")],
    ),
    "mask of two axes at most": (
        "semi_hard_negatives",
        {EVERY},
        [
            (
                MASK,
                f"mask = {MASK[7:]}\n    return mask.reshape(len(mask), -1) if mask.ndim > 1 else mask",
            )
        ],
    ),
    "cut at one": (
        "contrastive_loss",
        {"another margin"},
        [(LACKING, "tf.clip_by_value(margin - distances, 0.0, 1.0)")],
    ),
    "never the largest": (
        "best_threshold",
        {NEARLY_ALL},
        [(CANDIDATES, "for threshold in np.sort(distances)[:-1]:")],
    ),
    "never the first": (
        "best_threshold",
        {"as many pairs of either kind"},
        [(CANDIDATES, "for threshold in distances[1:]:"), ("best = np.min(distances)", "best = 0")],
    ),
    "never the last": (
        "best_threshold",
        {"more pairs of one kind than of the other"},
        [(CANDIDATES, "for threshold in distances[:-1]:")],
    ),
    "a place beyond the last": ("best_threshold", {NEARLY_ALL}, SORTED_STRANGERS),
}


def student_of(solution, edited, name, change):
    return solution.function(change, name) if isinstance(change, str) else edited(name, *change)


@pytest.mark.parametrize("seed", [0, 7, 2**32 - 1])
@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_costs_other_points(solution, edited, slip, seed):
    name, titles, change = SLIPS[slip]
    result = grade(solution, name, student_of(solution, edited, name, change), seed)
    assert {family.title for family in result.families if not family.passed} == titles


@pytest.mark.parametrize("slip", SLIPS)
def test_a_slip_is_not_seen_by_the_student(solution, edited, slip):
    """`check` shows what a grader would: each slip is lost on public cases, and on hidden ones alone."""
    name, titles, change = SLIPS[slip]
    student = LocalFunctions(name, student_of(solution, edited, name, change), solution)
    public = student.public(name)

    def ask(cases):
        return student.ask(name, cases)

    lost = {family.title for family in judge_public(public, ask).families if not family.passed}
    hidden = judge_hidden(
        public, answer_key_of(solution, 1).hidden(name), ask, [f.title for f in public.families]
    )
    assert lost == set(hidden) == titles


VECTORIZED = """def triplet_loss(y_true, y_pred, alpha=0.2):
    def cost(one):
        a, p, n = one
        return tf.maximum(tf.reduce_sum((a - p) ** 2) - tf.reduce_sum((a - n) ** 2) + alpha, 0.0)

    return tf.reduce_sum(tf.vectorized_map(cost, y_pred))
"""
SUM = "return tf.reduce_sum(tf.maximum(d_ap - d_an + alpha, 0.0))"
MEAN = "return tf.reduce_mean(together + apart)"
DECIDED = "return float(distance), bool(distance < threshold)"
EXACT = "def false_accepts(e, K):\n    from {0} import {1}\n\n    return 1 - (1 - {1}(e)) ** K\n"
RIGHT = {
    "vectorized map": ("triplet_loss", VECTORIZED),
    "a list of one loss": ("triplet_loss", [(SUM, f"return [{SUM.removeprefix('return ')}]")]),
    "a tuple of one loss": ("contrastive_loss", [(MEAN, f"return ({MEAN.removeprefix('return ')},)")]),
    "an array of two": ("verify", [(DECIDED, "return np.array([distance, distance < threshold])")]),
    "a tensor of two": ("verify", [(DECIDED, "return tf.stack([distance, float(distance < threshold)])")]),
    "fractions": ("false_accepts", EXACT.format("fractions", "Fraction")),
    "decimals": ("false_accepts", EXACT.format("decimal", "Decimal")),
}


@pytest.mark.parametrize("form", RIGHT)
def test_another_form_costs_points(solution, edited, form):
    name, change = RIGHT[form]
    result = grade(solution, name, student_of(solution, edited, name, change), seed=1)
    assert result.points == solution.assignment.question(name).points, result.message


def test_a_text_instead_of_a_name_is_told_word_by_word(solution, edited):
    hints = set()
    for text in ("unknown", "None", ""):
        function = edited("who_is_it", (FOUND, FOUND.replace("else None", f"else {text!r}")))
        hints.add(grade(solution, "who_is_it", function, seed=1).mistake)
    assert hints == {"words-for-strangers"}


@pytest.mark.parametrize(
    ("name", "edits", "words"),
    [
        (
            "who_is_it",
            [("image[np.newaxis]", "image[np.newaxis], training=False")],
            "the pictures and nothing else",
        ),
        ("semi_hard_negatives", [(MASK, "d_ap += 0.0\n    d_ap *= 2\n    " + MASK)], "`d_ap` was changed"),
        ("semi_hard_negatives", [(MASK, MASK.replace("&", "and"))], "it raises ValueError (a whole array"),
        (
            "who_is_it",
            [(FOUND, FOUND.replace("nearest if", "None if"))],
            "the name is None; 'Cleo' is needed",
        ),
        ("verify", [(DECIDED, "return float(distance)")], "together, as a tuple or a list"),
    ],
)
def test_what_is_lost_is_said_in_other_words(solution, edited, name, edits, words):
    result = grade(solution, name, edited(name, *edits), seed=1)
    assert words in " ".join(family.problem for family in result.families)
