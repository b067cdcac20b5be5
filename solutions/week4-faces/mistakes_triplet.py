"""Known mistakes of `triplet_loss`: the distances, what is not used, and the gradient."""

from cnn_helpers.grading.assignments.questions import Mistake

from .mistakes_hinge import HINGE, RETURN

PARTS = "anchor, positive, negative = y_pred"
D_AP = "d_ap = tf.reduce_sum(tf.square(anchor - positive), axis=1)"
D_AN = "d_an = tf.reduce_sum(tf.square(anchor - negative), axis=1)"


def both(new: str) -> tuple[tuple[str, str], ...]:
    """`new` is the distance of two vectors, written with {one} and {other}."""
    return tuple(
        (old, f"{old.split(' = ')[0]} = {new.format(one='anchor', other=other)}")
        for old, other in ((D_AP, "positive"), (D_AN, "negative"))
    )


DISTANCES = (
    Mistake(
        "not-squared",
        "The distances have a root; they are to be squared.",
        edits=both("tf.norm({one} - {other}, axis=1)"),
    ),
    Mistake(
        "differences-not-squared",
        "The differences are added up as they are; square each of them first.",
        edits=both("tf.reduce_sum({one} - {other}, axis=1)"),
    ),
    Mistake(
        "sizes-of-differences",
        "The sizes of the differences (tf.abs) are added up; their squares are asked for.",
        edits=both("tf.reduce_sum(tf.abs({one} - {other}), axis=1)"),
    ),
    Mistake(
        "squared-twice",
        "The sum of squares is squared once more.",
        edits=both("tf.square(tf.reduce_sum(tf.square({one} - {other}), axis=1))"),
    ),
    Mistake(
        "square-of-the-sum",
        "The differences are added up and then squared; square each of them first.",
        edits=both("tf.square(tf.reduce_sum({one} - {other}, axis=1))"),
    ),
    Mistake(
        "mean-of-squares",
        "The mean over the vectors' numbers is taken; a squared distance is their sum.",
        edits=both("tf.reduce_mean(tf.square({one} - {other}), axis=1)"),
    ),
    Mistake(
        "sum-over-the-batch-first",
        "The squares are added up over the batch (axis 0); add up the numbers of each vector (the last axis).",
        edits=((D_AP, D_AP.replace("axis=1", "axis=0")), (D_AN, D_AN.replace("axis=1", "axis=0"))),
    ),
    Mistake(
        "sum-over-everything-first",
        "The squares of the whole batch are added up before the maximum: give tf.reduce_sum the axis of the vectors' "
        "numbers.",
        edits=((D_AP, D_AP.replace(", axis=1", "")), (D_AN, D_AN.replace(", axis=1", ""))),
    ),
    Mistake(
        "no-sum-over-numbers",
        "The maximum is taken for each number of the vectors; add up their squares first, then there is one "
        "maximum for each triplet.",
        edits=((D_AP, "d_ap = tf.square(anchor - positive)"), (D_AN, "d_an = tf.square(anchor - negative)")),
    ),
    Mistake(
        "positive-against-negative",
        "The second distance is that of positive and negative; both begin at the anchor, the first of the three.",
        edits=((D_AN, D_AN.replace("anchor", "positive")),),
    ),
    Mistake(
        "positive-and-negative-exchanged",
        "The second of the three is taken for the negative and the third for the positive, or the difference is the "
        "wrong way round.",
        edits=((PARTS, "anchor, negative, positive = y_pred"),),
    ),
    Mistake(
        "one-distance-twice",
        "Both distances are those to the positive, so that only the margin is left.",
        edits=((D_AN, D_AN.replace("negative", "positive")),),
    ),
    Mistake(
        "brought-to-length-one",
        "The vectors are brought to length 1 in the loss; they are to be taken as they are.",
        edits=(
            (PARTS, "anchor, positive, negative = (tf.math.l2_normalize(part, axis=1) for part in y_pred)"),
        ),
    ),
    Mistake(
        "dot-products",
        "Dot products stand for the distances, in the order of distances; they grow where two vectors are alike.",
        edits=both("tf.reduce_sum({one} * {other}, axis=1)"),
    ),
    Mistake(
        "cosines",
        "1 minus the cosine stands for the squared distance; that is half of it, and for vectors of length 1 only.",
        edits=both(
            "1 - tf.reduce_sum(tf.math.l2_normalize({one}, 1) * tf.math.l2_normalize({other}, 1), axis=1)"
        ),
    ),
    Mistake(
        "as-if-of-length-one",
        "2 - 2 times the dot product is the squared distance of vectors of length 1 only; these have any length.",
        edits=both("2 - 2 * tf.reduce_sum({one} * {other}, axis=1)"),
    ),
    Mistake(
        "first-triplet-left-out",
        "The first triplet of the batch is left out: does the loop begin one too late?",
        edits=((PARTS, "anchor, positive, negative = (part[1:] for part in y_pred)"),),
    ),
    Mistake(
        "last-triplet-left-out",
        "The last triplet of the batch is left out: does the loop end one too early?",
        edits=((PARTS, "anchor, positive, negative = (part[:-1] for part in y_pred)"),),
    ),
    Mistake(
        "every-positive-with-every-negative",
        "Each distance to a positive meets each one to a negative, m × m of them: both are to have the shape "
        "(m,), or both (m, 1) (keepdims).",
        edits=((D_AP, D_AP.replace("axis=1", "axis=1, keepdims=True")),),
    ),
    Mistake(
        "methods-of-arrays",
        "An AttributeError in every case: something is asked for that is not there. A tensor of TensorFlow has "
        "no .sum() or .mean(), which NumPy's arrays have: tf.reduce_sum(x, axis=1).",
        edits=((D_AP, "d_ap = tf.square(anchor - positive).sum(axis=1)"),),
    ),
    Mistake(
        "first-triplet-alone",
        "Only the first triplet of the batch counts.",
        edits=((PARTS, "anchor, positive, negative = (part[:1] for part in y_pred)"),),
    ),
)

TRUTH_AND_GRADIENT = (
    Mistake(
        "truth-weighs",
        "The loss of each triplet is multiplied by y_true, which is not used here.",
        edits=(
            (
                RETURN,
                "return tf.reduce_sum(tf.reshape(y_true, (-1,)) * tf.maximum(d_ap - d_an + alpha, 0.0))",
            ),
        ),
    ),
    Mistake(
        "truth-as-the-anchor",
        "y_true is taken for the anchor; all three vectors are in y_pred.",
        edits=((PARTS, f"{PARTS}\n    anchor = tf.reshape(y_true, (-1, 1))"),),
    ),
    Mistake(
        "truth-added",
        "y_true is added to the loss, which makes no use of it.",
        edits=((RETURN, f"{RETURN} + tf.reduce_sum(y_true)"),),
    ),
    Mistake(
        "length-of-the-truth",
        "The loss asks y_true for something, such as its shape; y_true may be anything, None too.",
        edits=((RETURN, f"m = y_true.shape[0]\n    {RETURN} * m / len(anchor)"),),
    ),
    Mistake(
        "numpy",
        "The loss is right, but it was worked out with NumPy or turned into a plain number, so no gradient comes "
        "through: use TensorFlow operations from the vectors to the end.",
        edits=(
            (D_AP, "d_ap = np.sum((anchor.numpy() - positive.numpy()) ** 2, axis=1)"),
            (D_AN, "d_an = np.sum((anchor.numpy() - negative.numpy()) ** 2, axis=1)"),
            (RETURN, "return float(np.sum(np.maximum(d_ap - d_an + alpha, 0.0)))"),
        ),
    ),
    Mistake(
        "made-a-new-tensor",
        "The loss is right, but somewhere on the way to it only its numbers are left, so no gradient comes "
        "through: a NumPy function (np.maximum, np.sum, …), .numpy(), tf.constant, a tf.Variable, "
        "tf.stop_gradient or whole numbers. Use TensorFlow or Keras operations from the vectors to the end.",
        edits=((RETURN, "return tf.constant(np.sum(np.maximum(np.array(d_ap - d_an + alpha), 0.0)))"),),
    ),
    Mistake(
        "anchor-held",
        "The loss is right, but no gradient comes through to the anchor: only its numbers are used (.numpy(), "
        "tf.constant, tf.stop_gradient). Use the tensor itself.",
        edits=((PARTS, f"{PARTS}\n    anchor = tf.stop_gradient(anchor)"),),
    ),
    Mistake(
        "positive-vector-held",
        "The loss is right, but no gradient comes through to the positive: only its numbers are used (.numpy(), "
        "tf.constant, tf.stop_gradient). Use the tensor itself.",
        edits=((PARTS, f"{PARTS}\n    positive = tf.stop_gradient(positive)"),),
    ),
    Mistake(
        "negative-vector-held",
        "The loss is right, but no gradient comes through to the negative: only its numbers are used (.numpy(), "
        "tf.constant, tf.stop_gradient). Use the tensor itself.",
        edits=((PARTS, f"{PARTS}\n    negative = tf.stop_gradient(negative)"),),
    ),
    *(
        Mistake(
            f"{free}-alone-free",
            f"The loss is right, but its gradient comes through to the {free} alone: of the anchor and the "
            f"{held} only the numbers are used (.numpy(), tf.constant, tf.stop_gradient). Use the tensors "
            "themselves.",
            edits=((PARTS, f"{PARTS}\n    anchor, {held} = map(tf.stop_gradient, (anchor, {held}))"),),
        )
        for free, held in (("negative", "positive"), ("positive", "negative"))
    ),
    Mistake(
        "anchor-alone-free",
        "The loss is right, but its gradient comes through to the anchor alone: of positive and negative only "
        "the numbers are used (.numpy(), tf.constant, tf.stop_gradient). Use the tensors themselves.",
        edits=((PARTS, f"{PARTS}\n    positive, negative = map(tf.stop_gradient, (positive, negative))"),),
    ),
    Mistake(
        "negative-held",
        "The loss is right, but no gradient comes through the distance to the negative: take tf.stop_gradient, "
        "tf.constant or NumPy away from it.",
        edits=((RETURN, "d_an = tf.stop_gradient(d_an)\n    " + RETURN),),
    ),
    Mistake(
        "positive-held",
        "The loss is right, but no gradient comes through the distance to the positive: take tf.stop_gradient, "
        "tf.constant or NumPy away from it.",
        edits=((RETURN, "d_ap = tf.stop_gradient(d_ap)\n    " + RETURN),),
    ),
    Mistake(
        "steps-for-the-maximum",
        "The loss is right, but the way to it holds the numbers fast (tf.stop_gradient or NumPy on a part of it), so "
        "that its gradient is not.",
        edits=(
            (
                RETURN,
                "costs = d_ap - d_an + alpha\n"
                "    return tf.reduce_sum(tf.stop_gradient(tf.maximum(costs, 0.0)) + 0 * costs)",
            ),
        ),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the loss.",
        edits=((RETURN, RETURN.replace("return", "loss =")),),
    ),
)

TRIPLET = HINGE + DISTANCES + TRUTH_AND_GRADIENT
