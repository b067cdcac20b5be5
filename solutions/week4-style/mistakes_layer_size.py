"""Known mistakes of `compute_layer_style_cost`: what the sum is divided by, and what comes back."""

from cnn_helpers.grading.assignments.questions import Mistake

from .hints import BROKEN, LISTED, POWER, SQUEEZED, WHOLE_NUMBERS

SQUARES = "squares = tf.square(G_S - G_G)"
SIZE = "4 * n_C**2 * (n_H * n_W) ** 2"
RETURN = f"return tf.reduce_sum(squares) / ({SIZE})"


def size(new: str) -> tuple[tuple[str, str], ...]:
    return ((SIZE, new),)


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


SIZES = (
    Mistake(
        "places-not-squared",
        "n_H n_W is not squared below the line.",
        edits=size("4 * n_C**2 * n_H * n_W"),
    ),
    Mistake(
        "channels-not-squared",
        "n_C is not squared below the line.",
        edits=size("4 * n_C * (n_H * n_W) ** 2"),
    ),
    Mistake(
        "neither-squared",
        "4 n_H n_W n_C stands below the line, as for the content; here n_C and n_H n_W are squared.",
        edits=size("4 * n_C * n_H * n_W"),
    ),
    Mistake(
        "only-n_W-squared",
        "`n_H * n_W ** 2` squares n_W alone; put n_H * n_W in brackets.",
        edits=size("4 * n_C**2 * n_H * n_W**2"),
    ),
    Mistake(
        "only-n_H-squared",
        "Of n_H and n_W only n_H is squared; both are.",
        edits=size("4 * n_C**2 * n_H**2 * n_W"),
    ),
    Mistake(
        "n_H-twice",
        "n_H stands in the place of n_W; in a square map nobody notices.",
        edits=size("4 * n_C**2 * (n_H * n_H) ** 2"),
    ),
    Mistake(
        "n_W-twice",
        "n_W stands in the place of n_H; in a square map nobody notices.",
        edits=size("4 * n_C**2 * (n_W * n_W) ** 2"),
    ),
    Mistake(
        "sides-added",
        "n_H and n_W are added below the line; multiply them.",
        edits=size("4 * n_C**2 * (n_H + n_W) ** 2"),
    ),
    Mistake(
        "without-places",
        "n_H and n_W are missing below the line.",
        edits=size("4 * n_C**2"),
    ),
    Mistake(
        "without-channels",
        "n_C is missing below the line (or the shape was unpacked so that the batch's 1 took its place).",
        edits=size("4 * (n_H * n_W) ** 2"),
    ),
    Mistake(
        "without-the-4",
        "The 4 below the line is missing.",
        edits=size("n_C**2 * (n_H * n_W) ** 2"),
    ),
    Mistake(
        "2-for-4",
        "The factor below the line is 2; it is to be 4.",
        edits=size("2 * n_C**2 * (n_H * n_W) ** 2"),
    ),
    Mistake(
        "16-for-4",
        "The 4 is squared too and has become 16: (2 n_H n_W n_C)² or 4 n_C² (n_H n_W)² is right.",
        edits=size("(4 * n_C * n_H * n_W) ** 2"),
    ),
    Mistake(
        "square-forgotten",
        "2 n_H n_W n_C stands below the line; it is to be squared.",
        edits=size("2 * n_C * n_H * n_W"),
    ),
    Mistake(
        "not-divided",
        "The sum is right, and is not divided by 4 n_C² (n_H n_W)².",
        edits=returned("tf.reduce_sum(squares)"),
    ),
    Mistake(
        "quarter-alone",
        "The sum is divided by 4 alone.",
        edits=size("4"),
    ),
    Mistake(
        "brackets-missing",
        "Without brackets `x / 4 * n_C**2` divides by 4 and *multiplies* by n_C²: put the whole product in "
        "brackets.",
        edits=returned("tf.reduce_sum(squares) / 4 * n_C**2 * (n_H * n_W) ** 2"),
    ),
    Mistake(
        "mean-for-sum",
        "The sum is divided by n_C² twice: it is a mean (take tf.reduce_sum), or n_C has the power 4 below "
        "the line.",
        edits=returned(f"tf.reduce_mean(squares) / ({SIZE})"),
    ),
    Mistake(
        "mean-alone",
        "The mean of the squares comes back; the sum is to be divided by 4 n_C² (n_H n_W)².",
        edits=returned("tf.reduce_mean(squares)"),
    ),
    Mistake(
        "counts-in-32-bits",
        "For maps as large as a network's the number below the line does not fit into 32 bits and turns "
        "into another one: take it as a float (tf.cast before you multiply) or as Python's own integer "
        "(a_G.shape).",
        edits=(
            ("_, n_H, n_W, n_C = a_G.shape", "_, n_H, n_W, n_C = tf.unstack(tf.shape(a_G))"),
            (SIZE, f"tf.cast({SIZE}, tf.float32)"),
        ),
    ),
    Mistake(
        "divided-by-channels-alone",
        "The sum is divided by 4 n_C² and *multiplied* by (n_H n_W)²: put the whole product below the "
        "line in brackets.",
        edits=returned("tf.reduce_sum(squares) / (4 * n_C**2) * (n_H * n_W) ** 2"),
    ),
    Mistake(
        "power-sign-below",
        POWER,
        edits=size("4 * n_C ^ 2 * (n_H * n_W) ^ 2"),
    ),
    Mistake(
        "doubled-for-squared",
        "n_C and n_H n_W are multiplied by 2 below the line; they are to be squared, ** 2.",
        edits=size("4 * n_C * 2 * (n_H * n_W) * 2"),
    ),
    Mistake(
        "whole-numbers",
        WHOLE_NUMBERS,
        edits=size("4 * tf.shape(a_G)[3] ** 2 * (n_H * n_W) ** 2"),
    ),
    Mistake(
        "squeezed",
        SQUEEZED,
        edits=(("_, n_H, n_W, n_C = a_G.shape", "n_H, n_W, n_C = tf.squeeze(a_G).shape"),),
    ),
)

ENDS = (
    Mistake(
        "norm",
        "The square root of the sum is taken: the cost is a squared norm.",
        edits=returned(f"tf.sqrt(tf.reduce_sum(squares)) / ({SIZE})"),
    ),
    Mistake(
        "norm-of-the-notes",
        "The norm is not squared, over 2 n_H n_W n_C, as some notes print it: both are to be squared.",
        edits=returned("tf.sqrt(tf.reduce_sum(squares)) / (2 * n_H * n_W * n_C)"),
    ),
    Mistake(
        "square-of-the-sum",
        "The differences are added up and their sum is squared; square each, then add.",
        edits=(
            (SQUARES, "squares = G_S - G_G"),
            (RETURN, f"return tf.square(tf.reduce_sum(squares)) / ({SIZE})"),
        ),
    ),
    Mistake(
        "relative",
        "The sum is divided by the sum of the squares of G_S; divide by 4 n_C² (n_H n_W)².",
        edits=returned("tf.reduce_sum(squares) / tf.reduce_sum(tf.square(G_S))"),
    ),
    Mistake(
        "one-number-a-channel",
        "One number a channel comes back; add them all up.",
        edits=returned(f"tf.reduce_sum(squares, axis=1) / ({SIZE})"),
    ),
    Mistake(
        "not-added-up",
        "A whole matrix of squares comes back; add them all up.",
        edits=returned(f"squares / ({SIZE})"),
    ),
    Mistake(
        "negative",
        "The sign is turned: a cost grows with the difference.",
        edits=returned(f"-tf.reduce_sum(squares) / ({SIZE})"),
    ),
    Mistake(
        "gradient-stopped",
        f"The cost is right, but no gradient comes through to a_G: {BROKEN}",
        edits=((SQUARES, "squares = tf.square(G_S - tf.stop_gradient(G_G))"),),
    ),
    Mistake(
        "plain-number",
        "The answer is no tensor: it was made a plain number, or worked out with NumPy, so no gradient "
        "comes through. Use TensorFlow or Keras operations to the end.",
        edits=returned(f"float(tf.reduce_sum(squares) / ({SIZE}))"),
    ),
    Mistake(
        "half-the-gradient",
        "The cost is right and its gradient is half of what it should be: one of two equal factors is taken "
        "out of it.",
        edits=((SQUARES, "squares = (G_S - G_G) * tf.stop_gradient(G_S - G_G)"),),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the cost.",
        edits=((RETURN, f"J = tf.reduce_sum(squares) / ({SIZE})"),),
    ),
    Mistake(
        "differences-alone",
        "The difference of the Gram matrices comes back as it is: square it, add the squares up, and divide.",
        edits=returned("G_S - G_G"),
    ),
    Mistake(
        "listed",
        LISTED,
        edits=returned(f"[tf.reduce_sum(squares) / ({SIZE})]"),
    ),
)
