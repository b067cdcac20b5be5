"""Known mistakes of `dice_loss`."""

from cnn_helpers.grading.assignments.questions import Mistake

P = "p = tf.nn.softmax(logits)"
T = "t = tf.one_hot(y_true, logits.shape[-1])"
OVERLAP = "overlap = tf.reduce_sum(p * t, axis=(0, 1, 2))"
SIZE = "size = tf.reduce_sum(p, axis=(0, 1, 2)) + tf.reduce_sum(t, axis=(0, 1, 2))"
SCORE = "score = (2 * overlap + smooth) / (size + smooth)"
RETURN = "return 1 - tf.reduce_mean(score)"
AXES = "axis=(0, 1, 2)"


def score(new: str) -> tuple[tuple[str, str], ...]:
    return ((SCORE, f"score = {new}"),)


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


PROBABILITIES = (
    Mistake(
        "no-softmax",
        "The logits are taken as they are; p is their softmax.",
        edits=((P, "p = logits"),),
    ),
    Mistake(
        "sigmoid",
        "p is a sigmoid of the logits, for each class by itself; take the softmax over the classes.",
        edits=((P, "p = tf.sigmoid(logits)"),),
    ),
    Mistake(
        "softmax-over-rows",
        "The softmax runs over the rows (axis 1); it is to run over the classes, the last axis.",
        edits=((P, "p = tf.nn.softmax(logits, axis=1)"),),
    ),
    Mistake(
        "softmax-over-columns",
        "The softmax runs over the columns (axis 2); it is to run over the classes, the last axis.",
        edits=((P, "p = tf.nn.softmax(logits, axis=2)"),),
    ),
    Mistake(
        "softmax-over-pictures",
        "The softmax runs over the pictures of the batch (axis 0); it is to run over the classes, the last "
        "axis.",
        edits=((P, "p = tf.nn.softmax(logits, axis=0)"),),
    ),
    Mistake(
        "softmax-twice",
        "The softmax is taken twice.",
        edits=((P, "p = tf.nn.softmax(tf.nn.softmax(logits))"),),
    ),
    Mistake(
        "log-softmax",
        "p is the logarithm of the softmax; take the softmax itself.",
        edits=((P, "p = tf.nn.log_softmax(logits)"),),
    ),
    Mistake(
        "exponential-alone",
        "p is exp of the logits; a softmax divides by their sum too.",
        edits=((P, "p = tf.exp(logits)"),),
    ),
    Mistake(
        "sure-answers",
        "The best class of each pixel counts as a whole (argmax), so no gradient comes through: take the "
        "softmax.",
        edits=((P, "p = tf.one_hot(tf.argmax(logits, axis=-1), logits.shape[-1])"),),
    ),
    Mistake(
        "numbers-as-truth",
        "The class numbers themselves are multiplied with p; make them one-hot: 1 for a pixel's own class, 0 "
        "for the others.",
        edits=((T, "t = tf.cast(y_true, tf.float32)[..., tf.newaxis] * tf.ones_like(logits)"),),
    ),
    Mistake(
        "gradient-stopped",
        "The loss is right, but no gradient comes through to the logits: tf.stop_gradient, .numpy() or NumPy "
        "breaks the way.",
        edits=((P, "p = tf.nn.softmax(tf.stop_gradient(logits))"),),
    ),
    Mistake(
        "numpy",
        "The loss is a plain number, or was worked out with NumPy, so no gradient comes through: use "
        "TensorFlow operations "
        "from the logits to the end.",
        edits=((RETURN, "return float(1 - tf.reduce_mean(score))"),),
    ),
    Mistake(
        "half-the-gradient",
        "The loss is right and its gradient is not: a part of the formula was taken out of it "
        "(tf.stop_gradient, NumPy).",
        edits=((SIZE, SIZE.replace("tf.reduce_sum(p,", "tf.reduce_sum(tf.stop_gradient(p),")),),
    ),
)

SUMS = (
    Mistake(
        "picture-by-picture",
        "The sums run over one picture at a time, and the mean is taken over pictures too; sum over the "
        "whole batch.",
        edits=((AXES, "axis=(1, 2)"),),
    ),
    Mistake(
        "pixel-by-pixel",
        "The sums run over the classes, for each pixel by itself; sum over all pixels, for each class.",
        edits=((AXES, "axis=-1"),),
    ),
    Mistake(
        "columns-not-added",
        "The sums run over two of three axes, and columns are left apart: pictures, rows and columns, "
        "axis=(0, 1, 2).",
        edits=((AXES, "axis=(0, 1)"),),
    ),
    Mistake(
        "all-classes-together",
        "All classes are added up before the division; divide for each class, then take the mean.",
        edits=((f", {AXES}", ""),),
    ),
    Mistake(
        "means-for-sums",
        "Means over the pixels stand for the sums, so that `smooth` weighs far too much: tf.reduce_sum.",
        edits=(
            (OVERLAP, OVERLAP.replace("reduce_sum", "reduce_mean")),
            (SIZE, SIZE.replace("reduce_sum", "reduce_mean")),
        ),
    ),
    Mistake(
        "squares-below",
        "p and t are squared below the line, as in V-Net; here they are added as they are.",
        edits=((SIZE, SIZE.replace("reduce_sum(p,", "reduce_sum(p * p,")),),
    ),
    Mistake(
        "jaccard",
        "That is the soft IoU: overlap over what either covers. Dice has twice the overlap above, and the "
        "sum of both below.",
        edits=score("(overlap + smooth) / (size - overlap + smooth)"),
    ),
    Mistake(
        "overlap-taken-off",
        "The overlap is taken off below the line, as for the IoU; for Dice p and t are added as they are.",
        edits=score("(2 * overlap + smooth) / (size - overlap + smooth)"),
    ),
    Mistake(
        "overlap-once",
        "The overlap stands once above the line; it is to stand twice: 2 * sum p t.",
        edits=score("(overlap + smooth) / (size + smooth)"),
    ),
    Mistake(
        "two-smooths",
        "`smooth` is doubled too: only the overlap is multiplied by 2.",
        edits=score("2 * (overlap + smooth) / (size + smooth)"),
    ),
    Mistake(
        "no-smooth",
        "`smooth` is not used; it is added above and below the line.",
        edits=score("2 * overlap / size"),
    ),
    Mistake(
        "smooth-below-alone",
        "`smooth` is added below the line alone; above it too.",
        edits=score("2 * overlap / (size + smooth)"),
    ),
    Mistake(
        "smooth-above-alone",
        "`smooth` is added above the line alone; below it too.",
        edits=score("(2 * overlap + smooth) / size"),
    ),
    Mistake(
        "smooth-beside",
        "`smooth` is added to the fraction; it is to be added above and below the line.",
        edits=score("2 * overlap / size + smooth"),
    ),
    Mistake(
        "smooth-in-each-sum",
        "`smooth` is added twice below the line, once to each sum; once is enough.",
        edits=score("(2 * overlap + smooth) / (size + 2 * smooth)"),
    ),
    Mistake(
        "always-one",
        "1 is added above and below, whatever `smooth` is.",
        edits=score("(2 * overlap + 1) / (size + 1)"),
    ),
    Mistake(
        "nothing-by-itself",
        "Where smooth is left out it is 0, or nearly so; keep smooth=1.0 in the first line of the function.",
        edits=(("smooth=1.0", "smooth=1e-6"),),
    ),
)

ENDS = (
    Mistake(
        "score-itself",
        "The mean Dice score comes back; the loss is 1 minus it, so that better answers have a smaller one.",
        edits=returned("tf.reduce_mean(score)"),
    ),
    Mistake(
        "minus-the-score",
        "Minus the mean Dice score comes back; the loss is 1 minus it.",
        edits=returned("-tf.reduce_mean(score)"),
    ),
    Mistake(
        "sum-over-classes",
        "1 minus the *sum* of the scores comes back; their mean is asked for.",
        edits=returned("1 - tf.reduce_sum(score)"),
    ),
    Mistake(
        "losses-added",
        "The losses of the classes are added up; their mean is asked for.",
        edits=returned("tf.reduce_sum(1 - score)"),
    ),
    Mistake(
        "one-number-a-class",
        "A loss for each class comes back; their mean is asked for.",
        edits=returned("1 - score"),
    ),
    Mistake(
        "logarithm",
        "Minus the logarithm of the score comes back; 1 minus the score is asked for.",
        edits=returned("-tf.math.log(tf.reduce_mean(score))"),
    ),
    Mistake(
        "without-the-first",
        "Class 0 is left out of the mean, as if it were a background; all classes count.",
        edits=returned("1 - tf.reduce_mean(score[1:])"),
    ),
    Mistake(
        "present-classes-alone",
        "Classes that do not occur in y_true are left out of the mean; all classes count.",
        edits=returned(f"1 - tf.reduce_mean(tf.boolean_mask(score, tf.reduce_sum(t, {AXES}) > 0))"),
    ),
    Mistake(
        "weighted",
        "Each class counts by its share of the pixels; all classes count alike.",
        edits=returned(f"1 - tf.reduce_sum(score * tf.reduce_mean(t, {AXES}))"),
    ),
    Mistake(
        "rare-classes-weigh-more",
        "Each class is weighted by how rare it is (the generalised Dice loss); here all classes count alike.",
        edits=(
            (
                SCORE,
                f"rare = 1 / (tf.reduce_sum(t, {AXES}) + 1) ** 2\n"
                "    score = (2 * tf.reduce_sum(rare * overlap) + smooth) / (tf.reduce_sum(rare * size) + "
                "smooth)",
            ),
        ),
    ),
    Mistake(
        "cross-entropy",
        "That is the cross-entropy; the Dice loss compares sums over all pixels.",
        edits=returned(
            "tf.reduce_mean(keras.losses.sparse_categorical_crossentropy(y_true, logits, from_logits=True))"
        ),
    ),
    Mistake(
        "cross-entropy-added",
        "The cross-entropy is added; this function is the Dice loss alone.",
        edits=returned(
            "1 - tf.reduce_mean(score) + tf.reduce_mean(\n"
            "        keras.losses.sparse_categorical_crossentropy(y_true, logits, from_logits=True)\n    )"
        ),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the loss.",
        edits=((RETURN, "loss = 1 - tf.reduce_mean(score)"),),
    ),
)

DICE = PROBABILITIES + SUMS + ENDS
