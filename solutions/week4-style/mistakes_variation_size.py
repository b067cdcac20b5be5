"""Known mistakes of `total_variation`: what the sum is divided by, and what comes back."""

from cnn_helpers.grading.assignments.questions import Mistake

from .hints import BROKEN, LISTED, SQUEEZED, WHOLE_NUMBERS

RIGHT = "right = tf.abs(image[:, :, 1:] - image[:, :, :-1])"
BELOW = "below = tf.abs(image[:, 1:] - image[:, :-1])"
SIZE = "(n_H * n_W * n_C)"
SUM = "(tf.reduce_sum(right) + tf.reduce_sum(below))"
RETURN = f"return {SUM} / {SIZE}"


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


def both(old: str, new: str) -> tuple[tuple[str, str], ...]:
    return ((RIGHT, RIGHT.replace(old, new)), (BELOW, BELOW.replace(old, new)))


SIZES = (
    Mistake(
        "not-divided",
        "The sum is not divided by the number of values.",
        edits=returned(SUM),
    ),
    Mistake(
        "divided-by-pixels",
        "The sum is divided by the number of pixels; there are n_C values a pixel.",
        edits=((SIZE, "(n_H * n_W)"),),
    ),
    Mistake(
        "divided-by-channels",
        "The sum is divided by the number of channels alone.",
        edits=((SIZE, "n_C"),),
    ),
    Mistake(
        "mean-each-way",
        "A mean is taken for each direction, over its number of differences; divide the sum of both by the "
        "number of values.",
        edits=returned("tf.reduce_mean(right) + tf.reduce_mean(below)"),
    ),
    Mistake(
        "mean-of-means",
        "The mean of two means comes back; divide the sum of both directions by the number of values.",
        edits=returned("(tf.reduce_mean(right) + tf.reduce_mean(below)) / 2"),
    ),
    Mistake(
        "divided-by-differences",
        "The sum is divided by the number of differences; divide by the number of values in the image.",
        edits=((SIZE, "(tf.size(right).numpy() + tf.size(below).numpy())"),),
    ),
    Mistake(
        "halved",
        "The sum is halved too; divide by the number of values alone.",
        edits=((SIZE, "(2 * n_H * n_W * n_C)"),),
    ),
    Mistake(
        "divided-by-4",
        "The sum is divided by 4 n_H n_W n_C, as the content cost; here there is no 4.",
        edits=((SIZE, "(4 * n_H * n_W * n_C)"),),
    ),
    Mistake(
        "doubled",
        "Each pair of neighbours counts twice: compare with the one to the right and the one below alone.",
        edits=((SUM, f"2 * {SUM}"),),
    ),
    Mistake(
        "n_H-twice",
        "n_H stands in the place of n_W; in a square image nobody notices.",
        edits=((SIZE, "(n_H * n_H * n_C)"),),
    ),
    Mistake(
        "n_W-twice",
        "n_W stands in the place of n_H; in a square image nobody notices.",
        edits=((SIZE, "(n_W * n_W * n_C)"),),
    ),
    Mistake(
        "number-squared",
        "The number of values is squared below the line, as in the style cost.",
        edits=((SIZE, "(n_H * n_W * n_C) ** 2"),),
    ),
    Mistake(
        "largest",
        "The largest difference of each direction counts; add all of them up.",
        edits=((SUM, "(tf.reduce_max(right) + tf.reduce_max(below))"),),
    ),
    Mistake(
        "divided-by-sides-less-1",
        "The sum is divided by (n_H - 1)(n_W - 1) n_C; divide by the number of values in the image.",
        edits=((SIZE, "(np.float32(n_H - 1) * (n_W - 1) * n_C)"),),
    ),
    Mistake(
        "3-for-n_C",
        "3 stands in the place of n_C: not every image has three channels.",
        edits=((SIZE, "(n_H * n_W * 3)"),),
    ),
    Mistake(
        "below-alone-divided",
        "Only the second sum is divided by the number of values: put both in brackets.",
        edits=((SUM, "tf.reduce_sum(right) + tf.reduce_sum(below)"),),
    ),
    Mistake(
        "brackets-missing",
        "Without brackets `x / n_H * n_W` divides by n_H and *multiplies* by n_W: put the whole product "
        "in brackets.",
        edits=((SIZE, "n_H * n_W * n_C"),),
    ),
    Mistake(
        "pixels-without-brackets",
        "Without brackets `x / n_H * n_W` divides by n_H and *multiplies* by n_W: put the whole product "
        "in brackets, with n_C.",
        edits=((SIZE, "n_H * n_W"),),
    ),
    Mistake(
        "whole-numbers",
        WHOLE_NUMBERS,
        edits=((SIZE, "tf.size(image)"),),
    ),
    Mistake(
        "squeezed",
        SQUEEZED,
        edits=(("_, n_H, n_W, n_C = image.shape", "n_H, n_W, n_C = tf.squeeze(image).shape"),),
    ),
)

ENDS = (
    Mistake(
        "both-returned",
        "Two numbers come back, one a direction; add them.",
        edits=returned(f"tf.reduce_sum(right) / {SIZE}, tf.reduce_sum(below) / {SIZE}"),
    ),
    Mistake(
        "one-number-a-channel",
        "One number a channel comes back; add them up.",
        edits=returned(
            f"(tf.reduce_sum(right, axis=(0, 1, 2)) + tf.reduce_sum(below, axis=(0, 1, 2))) / {SIZE}"
        ),
    ),
    Mistake(
        "negative",
        "The sign is turned: a rough image costs more.",
        edits=returned(f"-{SUM} / {SIZE}"),
    ),
    Mistake(
        "root",
        "The square root comes back.",
        edits=returned(f"tf.sqrt({SUM} / {SIZE})"),
    ),
    Mistake(
        "gradient-stopped",
        f"The number is right, but no gradient comes through to the image: {BROKEN}",
        edits=((RIGHT, f"image = tf.stop_gradient(image)\n    {RIGHT}"),),
    ),
    Mistake(
        "plain-number",
        "The answer is no tensor: it was made a plain number, or worked out with NumPy, so no gradient "
        "comes through. Use TensorFlow or Keras operations to the end.",
        edits=returned(f"float({SUM} / {SIZE})"),
    ),
    Mistake(
        "gradient-of-one-neighbour",
        "The number is right, but the gradient reaches one of two neighbours alone: the other one is taken "
        "out of it.",
        edits=both("- image", "- tf.stop_gradient(image)"),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the number.",
        edits=((RETURN, f"roughness = {SUM} / {SIZE}"),),
    ),
    Mistake(
        "root-of-squares",
        "The absolute value is the root of a square, which has no gradient at 0: where two neighbours "
        "are equal, it is nan, and so is the whole image after a step. tf.abs has one everywhere.",
        edits=(
            (RIGHT, "right = tf.sqrt(tf.square(image[:, :, 1:] - image[:, :, :-1]))"),
            (BELOW, "below = tf.sqrt(tf.square(image[:, 1:] - image[:, :-1]))"),
        ),
    ),
    Mistake(
        "smoothed-root",
        "A small number is added below the root, so that even one colour has a variation: tf.abs needs "
        "no such number.",
        edits=(
            (RIGHT, "right = tf.sqrt(tf.square(image[:, :, 1:] - image[:, :, :-1]) + 1e-6)"),
            (BELOW, "below = tf.sqrt(tf.square(image[:, 1:] - image[:, :-1]) + 1e-6)"),
        ),
    ),
    Mistake(
        "listed",
        LISTED,
        edits=returned(f"[{SUM} / {SIZE}]"),
    ),
)
