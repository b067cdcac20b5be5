"""Known mistakes of `compute_content_cost`."""

from cnn_helpers.grading.assignments.questions import Mistake

from .hints import BROKEN, LISTED, METHOD, POWER, SQUEEZED, WHOLE_NUMBERS

SQUARES = "squares = tf.square(a_C - a_G)"
SIZE = "4 * n_H * n_W * n_C"
RETURN = f"return tf.reduce_sum(squares) / ({SIZE})"


def squares(new: str) -> tuple[tuple[str, str], ...]:
    return ((SQUARES, f"squares = {new}"),)


def size(new: str) -> tuple[tuple[str, str], ...]:
    return ((SIZE, new),)


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


DIFFERENCES = (
    Mistake(
        "absolute",
        "The differences are taken absolute; they are to be squared.",
        edits=squares("tf.abs(a_C - a_G)"),
    ),
    Mistake(
        "not-squared",
        "The differences themselves are added, so that those above and below 0 cancel; square each first.",
        edits=squares("a_C - a_G"),
    ),
    Mistake(
        "fourth-power",
        "The differences are squared twice.",
        edits=squares("tf.square(tf.square(a_C - a_G))"),
    ),
    Mistake(
        "added-not-subtracted",
        "The activations are added before they are squared; their difference is asked for.",
        edits=squares("tf.square(a_C + a_G)"),
    ),
    Mistake(
        "difference-of-squares",
        "Squares are subtracted; subtract first, then square.",
        edits=squares("tf.square(a_C) - tf.square(a_G)"),
    ),
    Mistake(
        "product",
        "The activations are multiplied; the cost is made of their squared differences.",
        edits=squares("a_C * a_G"),
    ),
    Mistake(
        "one-side",
        "Only differences of one sign count; the square counts both.",
        edits=squares("tf.square(tf.nn.relu(a_C - a_G))"),
    ),
    Mistake(
        "generated-alone",
        "The squares of a_G alone are added up: a_C is not compared with it.",
        edits=squares("tf.square(a_G)"),
    ),
    Mistake(
        "content-alone",
        "The squares of a_C alone are added up: a_G is not compared with it.",
        edits=squares("tf.square(a_C)"),
    ),
    Mistake(
        "gram-matrices",
        "Gram matrices are compared. They forget places, and the content is to stay where it is: compare "
        "the activations.",
        edits=squares(
            "tf.square(tf.einsum('mhwk,mhwl->kl', a_C, a_C) - tf.einsum('mhwk,mhwl->kl', a_G, a_G))"
        ),
    ),
    Mistake(
        "channels-added-first",
        "The channels are added up before they are compared, so differences cancel: square each number's "
        "difference.",
        edits=squares("tf.square(tf.reduce_sum(a_C - a_G, axis=-1))"),
    ),
    Mistake(
        "places-averaged-first",
        "Each channel is averaged over its places before it is compared: compare place by place.",
        edits=squares("tf.square(tf.reduce_mean(a_C - a_G, axis=(1, 2)))"),
    ),
    Mistake(
        "differences-alone",
        "The differences come back as they are: square them, add the squares up, and divide.",
        edits=returned("a_C - a_G"),
    ),
    Mistake(
        "whole-differences",
        "The differences lose what is after the point (a cast to whole numbers); leave them float32.",
        edits=squares("tf.square(tf.cast(tf.cast(a_C - a_G, tf.int32), tf.float32))"),
    ),
    Mistake(
        "power-sign",
        POWER,
        edits=squares("(a_C - a_G) ^ 2"),
    ),
    Mistake(
        "no-such-method",
        METHOD,
        edits=returned(f"squares.sum() / ({SIZE})"),
    ),
)

SIZES = (
    Mistake(
        "not-divided",
        "The sum is right, and is not divided by 4 n_H n_W n_C.",
        edits=returned("tf.reduce_sum(squares)"),
    ),
    Mistake(
        "quarter-alone",
        "The sum is divided by 4, and not by n_H n_W n_C.",
        edits=size("4"),
    ),
    Mistake(
        "half-alone",
        "The sum is halved; divide by 4 n_H n_W n_C.",
        edits=size("2"),
    ),
    Mistake(
        "without-the-4",
        "That is the mean of the squares; the 4 below the line is missing.",
        edits=size("n_H * n_W * n_C"),
    ),
    Mistake(
        "2-for-4",
        "The factor below the line is 2; it is to be 4.",
        edits=size("2 * n_H * n_W * n_C"),
    ),
    Mistake(
        "16-for-4",
        "The factor below the line is 16: the 4 was squared, or divided by twice.",
        edits=size("16 * n_H * n_W * n_C"),
    ),
    Mistake(
        "without-n_C",
        "n_C is missing below the line (or the shape was unpacked so that the batch's 1 took its place).",
        edits=size("4 * n_H * n_W"),
    ),
    Mistake(
        "channels-alone",
        "Only n_C stands below the line; n_H and n_W belong there too.",
        edits=size("4 * n_C"),
    ),
    Mistake(
        "without-n_H",
        "n_H is missing below the line (or the shape was unpacked so that the batch's 1 took its place).",
        edits=size("4 * n_W * n_C"),
    ),
    Mistake(
        "without-n_W",
        "n_W is missing below the line.",
        edits=size("4 * n_H * n_C"),
    ),
    Mistake(
        "n_H-twice",
        "n_H stands below the line twice and n_W not at all; in a square map nobody notices.",
        edits=size("4 * n_H * n_H * n_C"),
    ),
    Mistake(
        "n_W-twice",
        "n_W stands below the line twice and n_H not at all; in a square map nobody notices.",
        edits=size("4 * n_W * n_W * n_C"),
    ),
    Mistake(
        "mean-divided-once-more",
        "The sum is divided by the number of activations twice: a mean (take tf.reduce_sum), or the square "
        "of n_H n_W n_C below the line, which belongs to the style cost.",
        edits=returned(f"tf.reduce_mean(squares) / ({SIZE})"),
    ),
    Mistake(
        "size-added",
        "n_H, n_W and n_C are added below the line; multiply them.",
        edits=size("4 * (n_H + n_W + n_C)"),
    ),
    Mistake(
        "brackets-missing",
        "Without brackets `x / 4 * n_H` divides by 4 and *multiplies* by n_H: put the whole product in "
        "brackets.",
        edits=returned("tf.reduce_sum(squares) / 4 * n_H * n_W * n_C"),
    ),
    Mistake(
        "size-squared",
        "The whole product below the line is squared; it is not, for the content.",
        edits=size("(4 * n_H * n_W * n_C) ** 2"),
    ),
    Mistake(
        "8-for-4",
        "The cost is half of what it should be: tf.nn.l2_loss halves the squares by itself, or 8 stands "
        "below the line in the place of 4.",
        edits=size("8 * n_H * n_W * n_C"),
    ),
    Mistake(
        "times-4",
        "The 4 stands above the line; it belongs below.",
        edits=returned("4 * tf.reduce_sum(squares) / (n_H * n_W * n_C)"),
    ),
    Mistake(
        "divided-by-4-n_H",
        "The sum is divided by 4 n_H and *multiplied* by n_W and n_C: put the whole product below the "
        "line in brackets.",
        edits=returned("tf.reduce_sum(squares) / (4 * n_H) * n_W * n_C"),
    ),
    Mistake(
        "divided-by-4-n_H-n_W",
        "The sum is divided by 4 n_H n_W and *multiplied* by n_C: put the whole product below the line "
        "in brackets.",
        edits=returned("tf.reduce_sum(squares) / (4 * n_H * n_W) * n_C"),
    ),
    Mistake(
        "floor",
        "`//` drops what is after the point: divide by /.",
        edits=returned(f"tf.reduce_sum(squares) // ({SIZE})"),
    ),
    Mistake(
        "whole-numbers",
        WHOLE_NUMBERS,
        edits=size("4 * tf.size(a_C)"),
    ),
    Mistake(
        "squeezed",
        SQUEEZED,
        edits=(("_, n_H, n_W, n_C = a_C.shape", "n_H, n_W, n_C = tf.squeeze(a_C).shape"),),
    ),
)

ENDS = (
    Mistake(
        "norm",
        "The square root of the sum is taken: the cost is a squared norm.",
        edits=returned(f"tf.sqrt(tf.reduce_sum(squares)) / ({SIZE})"),
    ),
    Mistake(
        "root-of-the-cost",
        "The square root of the whole cost comes back.",
        edits=returned(f"tf.sqrt(tf.reduce_sum(squares) / ({SIZE}))"),
    ),
    Mistake(
        "square-of-the-sum",
        "The differences are added up and their sum is squared; square each, then add.",
        edits=(
            *squares("a_C - a_G"),
            (RETURN, f"return tf.square(tf.reduce_sum(squares)) / ({SIZE})"),
        ),
    ),
    Mistake(
        "relative",
        "The sum is divided by the sum of the squares of a_C; divide by 4 n_H n_W n_C.",
        edits=returned("tf.reduce_sum(squares) / tf.reduce_sum(tf.square(a_C))"),
    ),
    Mistake(
        "one-number-a-channel",
        "The sum runs over the places alone and gives one number a channel; add up the channels too.",
        edits=returned(f"tf.reduce_sum(squares, axis=(0, 1, 2)) / ({SIZE})"),
    ),
    Mistake(
        "one-number-a-place",
        "The sum runs over the channels alone and gives one number a place; add up all places too.",
        edits=returned(f"tf.reduce_sum(squares, axis=-1) / ({SIZE})"),
    ),
    Mistake(
        "not-added-up",
        "A whole map of squares comes back; add them all up.",
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
        edits=squares("tf.square(a_C - tf.stop_gradient(a_G))"),
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
        edits=squares("(a_C - a_G) * tf.stop_gradient(a_C - a_G)"),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the cost.",
        edits=((RETURN, f"J = tf.reduce_sum(squares) / ({SIZE})"),),
    ),
    Mistake(
        "mean-a-place",
        "The mean runs over the channels alone and gives one number a place "
        "(keras.losses.mean_squared_error does that): take the mean over the places too.",
        edits=returned("tf.reduce_mean(squares, axis=-1) / 4"),
    ),
    Mistake(
        "listed",
        LISTED,
        edits=returned(f"[tf.reduce_sum(squares) / ({SIZE})]"),
    ),
)

CONTENT = DIFFERENCES + SIZES + ENDS
