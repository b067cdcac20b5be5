"""Known mistakes of `triplet_loss`: what is made of the two distances."""

from cnn_helpers.grading.assignments.questions import Mistake

RETURN = "return tf.reduce_sum(tf.maximum(d_ap - d_an + alpha, 0.0))"


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


HINGE = (
    Mistake(
        "mean",
        "The mean over the triplets comes back; they are to be added up: tf.reduce_sum.",
        edits=returned("tf.reduce_mean(tf.maximum(d_ap - d_an + alpha, 0.0))"),
    ),
    Mistake(
        "one-number-a-triplet",
        "A number for each triplet comes back; they are to be added up.",
        edits=returned("tf.maximum(d_ap - d_an + alpha, 0.0)"),
    ),
    Mistake(
        "no-margin",
        "The margin alpha is not added.",
        edits=returned("tf.reduce_sum(tf.maximum(d_ap - d_an, 0.0))"),
    ),
    Mistake(
        "always-the-usual-margin",
        "0.2 is added, whatever alpha is.",
        edits=returned("tf.reduce_sum(tf.maximum(d_ap - d_an + 0.2, 0.0))"),
    ),
    Mistake(
        "another-usual-margin",
        "Where alpha is left out it is 0.2: keep alpha=0.2 in the first line of the function.",
        edits=(("alpha=0.2", "alpha=1.0"),),
    ),
    Mistake(
        "margin-taken-off",
        "The margin is taken off; it is to be added, so that a triplet in the right order may still cost something.",
        edits=returned("tf.reduce_sum(tf.maximum(d_ap - d_an - alpha, 0.0))"),
    ),
    Mistake(
        "margin-after-the-maximum",
        "The margin is added after the maximum, so that every triplet costs at least alpha: add it inside.",
        edits=returned("tf.reduce_sum(tf.maximum(d_ap - d_an, 0.0) + alpha)"),
    ),
    Mistake(
        "margin-after-the-sum",
        "The margin is added once, to the sum: it belongs to each triplet, inside the maximum.",
        edits=returned("tf.reduce_sum(tf.maximum(d_ap - d_an, 0.0)) + alpha"),
    ),
    Mistake(
        "margin-squared",
        "The margin is squared; it is added as it is.",
        edits=returned("tf.reduce_sum(tf.maximum(d_ap - d_an + alpha**2, 0.0))"),
    ),
    Mistake(
        "no-maximum",
        "Triplets that are far enough apart count less than 0: take max(…, 0) of each.",
        edits=returned("tf.reduce_sum(d_ap - d_an + alpha)"),
    ),
    Mistake(
        "maximum-of-the-sum",
        "The maximum is taken of the whole sum, so that good triplets make up for bad ones: take it of each triplet, "
        "then add up.",
        edits=returned("tf.maximum(tf.reduce_sum(d_ap - d_an + alpha), 0.0)"),
    ),
    Mistake(
        "minimum",
        "The smaller of the difference and 0 is taken; the larger one is asked for.",
        edits=returned("tf.reduce_sum(tf.minimum(d_ap - d_an + alpha, 0.0))"),
    ),
    Mistake(
        "at-most-alpha",
        "max(difference, alpha) is no max(difference + alpha, 0): a triplet far enough apart costs 0.",
        edits=returned("tf.reduce_sum(tf.maximum(d_ap - d_an, alpha))"),
    ),
    Mistake(
        "size-of-the-difference",
        "The size of the difference (tf.abs) stands for the maximum with 0.",
        edits=returned("tf.reduce_sum(tf.abs(d_ap - d_an + alpha))"),
    ),
    Mistake(
        "soft-maximum",
        "log(1 + exp(…)) stands for the maximum with 0: it is never quite 0.",
        edits=returned("tf.reduce_sum(tf.math.softplus(d_ap - d_an + alpha))"),
    ),
    Mistake(
        "hinge-squared",
        "The maximum is squared; it is added up as it is.",
        edits=returned("tf.reduce_sum(tf.square(tf.maximum(d_ap - d_an + alpha, 0.0)))"),
    ),
    Mistake(
        "largest-triplet",
        "Only the triplet that costs most counts (reduce_max): add all of them up.",
        edits=returned("tf.reduce_max(tf.maximum(d_ap - d_an + alpha, 0.0))"),
    ),
    Mistake(
        "mean-over-those-that-cost",
        "The mean over the triplets that cost something comes back; the sum is asked for.",
        edits=(
            (
                RETURN,
                "costs = tf.maximum(d_ap - d_an + alpha, 0.0)\n"
                "    return tf.reduce_sum(costs) / tf.maximum(tf.reduce_sum(tf.cast(costs > 0, tf.float32)), 1.0)",
            ),
        ),
    ),
    Mistake(
        "mean-over-those-that-cost-or-nothing",
        "The mean over the triplets that cost something comes back, nan where there is none; the sum is asked "
        "for.",
        edits=(
            (
                RETURN,
                "costs = tf.maximum(d_ap - d_an + alpha, 0.0)\n    return tf.reduce_sum(costs) / "
                "tf.reduce_sum(tf.cast(costs > 0, tf.float32))",
            ),
        ),
    ),
    Mistake(
        "cut-at-one",
        "What a triplet costs is cut at 1 (clip); only what is below 0 is cut.",
        edits=returned("tf.reduce_sum(tf.clip_by_value(d_ap - d_an + alpha, 0.0, 1.0))"),
    ),
    Mistake(
        "margin-for-each-number",
        "The margin is added for each number of the vectors, inside the sum: it is added once for each triplet.",
        edits=returned("tf.reduce_sum(tf.maximum(d_ap - d_an + alpha * anchor.shape[1], 0.0))"),
    ),
    Mistake(
        "minus",
        "The loss has the wrong sign: it is never below 0.",
        edits=returned("-tf.reduce_sum(tf.maximum(d_ap - d_an + alpha, 0.0))"),
    ),
    Mistake(
        "distances-added",
        "The two distances are added; the second is to be taken off the first.",
        edits=returned("tf.reduce_sum(tf.maximum(d_ap + d_an + alpha, 0.0))"),
    ),
    Mistake(
        "half",
        "The loss is halved; there is no factor before the sum.",
        edits=returned("0.5 * tf.reduce_sum(tf.maximum(d_ap - d_an + alpha, 0.0))"),
    ),
)
