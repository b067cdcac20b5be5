"""Known mistakes of `contrastive_loss`."""

from cnn_helpers.grading.assignments.questions import Mistake

TOGETHER = "together = same * tf.square(distances)"
APART = "apart = (1 - same) * tf.square(tf.maximum(margin - distances, 0.0))"
RETURN = "return tf.reduce_mean(together + apart)"


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


TERMS = (
    Mistake(
        "kinds-exchanged",
        "The two kinds are exchanged: a pair of one person has same = 1, and counts its squared distance.",
        edits=(
            (TOGETHER, TOGETHER.replace("same", "(1 - same)")),
            (APART, APART.replace("(1 - same)", "same")),
        ),
    ),
    Mistake(
        "one-person-alone",
        "Pairs of two people count nothing: add (1 - same) max(margin - d, 0)², with the margin in it.",
        edits=returned("tf.reduce_mean(together)"),
    ),
    Mistake(
        "two-people-alone",
        "Pairs of one person count nothing: add same times d².",
        edits=returned("tf.reduce_mean(apart)"),
    ),
    Mistake(
        "second-term-taken-off",
        "The part of the pairs of two people is taken off; it is to be added.",
        edits=returned("tf.reduce_mean(together - apart)"),
    ),
    Mistake(
        "second-term-for-all",
        "Pairs of one person are pushed apart too: the second part counts for 1 - same.",
        edits=((APART, APART.replace("(1 - same) * ", "")),),
    ),
    Mistake(
        "first-term-for-all",
        "Pairs of two people are drawn together too: the first part counts for `same` alone.",
        edits=((TOGETHER, TOGETHER.replace("same * ", "")),),
    ),
    Mistake(
        "distance-not-squared",
        "The distance of a pair of one person is to be squared.",
        edits=((TOGETHER, "together = same * distances"),),
    ),
    Mistake(
        "hinge-not-squared",
        "What a pair of two people lacks of the margin is to be squared.",
        edits=((APART, "apart = (1 - same) * tf.maximum(margin - distances, 0.0)"),),
    ),
    Mistake(
        "nothing-squared",
        "Both parts are to be squared.",
        edits=(
            (TOGETHER, "together = same * distances"),
            (APART, "apart = (1 - same) * tf.maximum(margin - distances, 0.0)"),
        ),
    ),
    Mistake(
        "no-maximum",
        "Pairs of two people beyond the margin cost something: take max(margin - d, 0) before it is squared.",
        edits=((APART, "apart = (1 - same) * tf.square(margin - distances)"),),
    ),
    Mistake(
        "square-on-the-distance-alone",
        "max(margin - d², 0) stands for max(margin - d, 0)²: the square belongs around the whole.",
        edits=((APART, "apart = (1 - same) * tf.maximum(margin - tf.square(distances), 0.0)"),),
    ),
    Mistake(
        "margin-less-squared-distance",
        "The squared distance is taken off the margin; it is the distance itself: max(margin - d, 0)².",
        edits=((APART, "apart = (1 - same) * tf.square(tf.maximum(margin - tf.square(distances), 0.0))"),),
    ),
    Mistake(
        "difference-of-squares",
        "The squared distance is taken off the squared margin; square the difference instead: max(margin - d, 0)².",
        edits=((APART, "apart = (1 - same) * tf.maximum(margin**2 - tf.square(distances), 0.0)"),),
    ),
    Mistake(
        "beyond-the-margin",
        "The sign is turned: pairs of two people *beyond* the margin cost something; max(margin - d, 0) is asked for.",
        edits=((APART, APART.replace("margin - distances", "distances - margin")),),
    ),
    Mistake(
        "size-of-the-difference",
        "The size of the difference (tf.abs) stands for the maximum with 0, unsquared.",
        edits=((APART, "apart = (1 - same) * tf.abs(margin - distances)"),),
    ),
    Mistake(
        "as-if-squared-already",
        "The distances are taken for squared ones, and a root is drawn: they are not squared.",
        edits=(
            (TOGETHER, "together = same * distances"),
            (APART, "apart = (1 - same) * tf.square(tf.maximum(margin - tf.sqrt(distances), 0.0))"),
        ),
    ),
    Mistake(
        "cross-entropy",
        "That is a cross-entropy of the distances; the contrastive loss has squares and no logarithm.",
        source="""def contrastive_loss(same, distances, margin=1.0):
    likely = tf.exp(-distances)
    return -tf.reduce_mean(same * tf.math.log(likely) + (1 - same) * tf.math.log(1 - likely))
""",
    ),
)

MARGIN = (
    Mistake(
        "always-the-usual-margin",
        "The margin is 1, whatever was given.",
        edits=((APART, APART.replace("margin", "1.0")),),
    ),
    Mistake(
        "another-usual-margin",
        "Where the margin is left out it is 1: keep margin=1.0 in the first line of the function.",
        edits=(("margin=1.0", "margin=0.2"),),
    ),
    Mistake(
        "cut-at-one",
        "What a pair lacks of the margin is cut at 1 (clip); only what is below 0 is cut.",
        edits=((APART, "apart = (1 - same) * tf.square(tf.clip_by_value(margin - distances, 0.0, 1.0))"),),
    ),
    Mistake(
        "margin-squared",
        "The margin is squared; it is taken as it is.",
        edits=((APART, APART.replace("margin -", "margin**2 -")),),
    ),
    Mistake(
        "margin-added",
        "The margin is added to the distance; the distance is to be taken off the margin.",
        edits=((APART, APART.replace("margin - distances", "margin + distances")),),
    ),
    Mistake(
        "margin-for-one-person",
        "Pairs of one person may be a margin apart for nothing; they are to be at distance 0.",
        edits=((TOGETHER, "together = same * tf.square(tf.maximum(distances - margin, 0.0))"),),
    ),
)

SUMS = (
    Mistake(
        "half",
        "The loss is halved. Is there a factor, as in the paper, or a mean over 2 m numbers, of which each pair "
        "gives two? It is the sum over the pairs divided by m.",
        edits=returned("0.5 * tf.reduce_mean(together + apart)"),
    ),
    Mistake(
        "sum",
        "The sum over the pairs comes back; their mean is asked for.",
        edits=returned("tf.reduce_sum(together + apart)"),
    ),
    Mistake(
        "half-of-the-sum",
        "Half of the sum over the pairs comes back; their mean is asked for.",
        edits=returned("0.5 * tf.reduce_sum(together + apart)"),
    ),
    Mistake(
        "half-of-the-first",
        "The part of the pairs of one person is halved; there is no factor.",
        edits=((TOGETHER, TOGETHER.replace("same *", "0.5 * same *")),),
    ),
    Mistake(
        "half-of-the-second",
        "The part of the pairs of two people is halved; there is no factor.",
        edits=((APART, APART.replace("(1 - same) *", "0.5 * (1 - same) *")),),
    ),
    Mistake(
        "one-number-a-pair",
        "A number for each pair comes back; their mean is asked for.",
        edits=returned("together + apart"),
    ),
    Mistake(
        "mean-of-each-kind",
        "The mean over the pairs of one person and that over the pairs of two are added; take one mean over all "
        "pairs.",
        edits=returned(
            "tf.reduce_sum(together) / tf.maximum(tf.reduce_sum(same), 1.0) "
            "+ tf.reduce_sum(apart) / tf.maximum(tf.reduce_sum(1 - same), 1.0)"
        ),
    ),
    Mistake(
        "mean-of-each-kind-or-nothing",
        "The mean over the pairs of one person and that over the pairs of two are added, and give nan where a "
        "kind is missing; take one mean over all pairs.",
        edits=returned(
            "tf.reduce_sum(together) / tf.reduce_sum(same) + tf.reduce_sum(apart) / tf.reduce_sum(1 - same)"
        ),
    ),
    Mistake(
        "half-of-the-means-of-each-kind",
        "The mean over the pairs of one person and that over the pairs of two are added and halved, and give nan"
        " where a kind is missing; take one mean over all pairs.",
        edits=returned(
            "(tf.reduce_sum(together) / tf.reduce_sum(same) + tf.reduce_sum(apart) / tf.reduce_sum(1 - "
            "same)) / 2"
        ),
    ),
    Mistake(
        "first-pair-left-out",
        "The first pair is left out of the sum: does the loop begin one too late?",
        edits=returned("tf.reduce_sum((together + apart)[1:]) / len(distances)"),
    ),
    Mistake(
        "last-pair-left-out",
        "The last pair is left out of the sum: does the loop end one too early?",
        edits=returned("tf.reduce_sum((together + apart)[:-1]) / len(distances)"),
    ),
    Mistake(
        "mean-over-pairs-that-cost",
        "The mean over the pairs that cost something comes back; take the mean over all pairs.",
        edits=returned("tf.reduce_mean((together + apart)[together + apart > 0])"),
    ),
    Mistake(
        "root-of-the-mean",
        "A root is taken of the mean; it comes back as it is.",
        edits=returned("tf.sqrt(tf.reduce_mean(together + apart))"),
    ),
    Mistake(
        "minus",
        "The loss has the wrong sign: it is never below 0.",
        edits=returned("-tf.reduce_mean(together + apart)"),
    ),
    Mistake(
        "square-of-the-mean",
        "The mean of each part is squared; square for each pair, then take the mean.",
        edits=(
            (TOGETHER, "together = tf.square(tf.reduce_mean(same * distances))"),
            (APART, "apart = tf.square(tf.reduce_mean((1 - same) * tf.maximum(margin - distances, 0.0)))"),
        ),
    ),
    Mistake(
        "square-of-one-mean",
        "The mean of distances and of what is lacking is taken first and then squared; square for each pair, "
        "then take the mean.",
        edits=returned(
            "tf.square(tf.reduce_mean(same * distances + (1 - same) * tf.maximum(margin - distances, 0.0)))"
        ),
    ),
    Mistake(
        "numpy",
        "The loss is right, but it was worked out with NumPy or turned into a plain number, so no gradient comes "
        "through: use TensorFlow operations from the distances to the end.",
        edits=returned("float(tf.reduce_mean(together + apart))"),
    ),
    Mistake(
        "made-a-new-tensor",
        "The loss is right, but somewhere on the way to it only its numbers are left, so no gradient comes "
        "through: a NumPy function (np.maximum, np.mean, …), .numpy(), tf.constant, a tf.Variable, "
        "tf.stop_gradient or whole numbers. Use TensorFlow or Keras operations from the distances to the end.",
        edits=returned("tf.constant(np.mean(np.array(together + apart)))"),
    ),
    Mistake(
        "first-term-held",
        "The loss is right, but no gradient comes through the part of the pairs of one person (tf.stop_gradient, "
        "NumPy).",
        edits=returned("tf.reduce_mean(tf.stop_gradient(together) + apart)"),
    ),
    Mistake(
        "second-term-held",
        "The loss is right, but no gradient comes through the part of the pairs of two people (tf.stop_gradient, "
        "NumPy).",
        edits=returned("tf.reduce_mean(together + tf.stop_gradient(apart))"),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the loss.",
        edits=((RETURN, RETURN.replace("return", "loss =")),),
    ),
)

CONTRASTIVE = TERMS + MARGIN + SUMS
