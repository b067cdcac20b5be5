"""Known mistakes of `total_variation`: the differences; for the rest, see `mistakes_variation_size`."""

from cnn_helpers.grading.assignments.questions import Mistake

from .hints import METHOD, SHAPES
from .mistakes_variation_size import ENDS, SIZES

RIGHT = "right = tf.abs(image[:, :, 1:] - image[:, :, :-1])"
BELOW = "below = tf.abs(image[:, 1:] - image[:, :-1])"
SIZE = "(n_H * n_W * n_C)"
SUM = "(tf.reduce_sum(right) + tf.reduce_sum(below))"
RETURN = f"return {SUM} / {SIZE}"


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


def both(old: str, new: str) -> tuple[tuple[str, str], ...]:
    return ((RIGHT, RIGHT.replace(old, new)), (BELOW, BELOW.replace(old, new)))


DIFFERENCES = (
    Mistake(
        "squared",
        "The differences are squared; they are to be taken absolute.",
        edits=both("tf.abs", "tf.square"),
    ),
    Mistake(
        "signs-kept",
        "The differences keep their signs, so that ups and downs cancel: tf.abs.",
        edits=both("tf.abs", ""),
    ),
    Mistake(
        "falls-dropped",
        "Only rises count (a ReLU); take the absolute value.",
        edits=both("tf.abs", "tf.nn.relu"),
    ),
    Mistake(
        "right-alone",
        "Only the neighbour to the right counts; the one below counts too.",
        edits=returned(f"tf.reduce_sum(right) / {SIZE}"),
    ),
    Mistake(
        "below-alone",
        "Only the neighbour below counts; the one to the right counts too. (Axis 0 is the batch, 1 the "
        "rows, 2 the columns.)",
        edits=returned(f"tf.reduce_sum(below) / {SIZE}"),
    ),
    Mistake(
        "right-twice",
        "The neighbour to the right counts twice, the one below not at all.",
        edits=((BELOW, BELOW.replace("1:]", ":, 1:]").replace(":-1]", ":, :-1]")),),
    ),
    Mistake(
        "below-twice",
        "The neighbour below counts twice, the one to the right not at all.",
        edits=((RIGHT, RIGHT.replace(":, :, ", ":, ")),),
    ),
    Mistake(
        "channels-for-columns",
        "Channels are compared with the next channel in the place of columns.",
        edits=((RIGHT, RIGHT.replace(":, :, ", ":, :, :, ")),),
    ),
    Mistake(
        "channels-too",
        "Channels are compared with the next channel too: neighbours are pixels.",
        edits=((SUM, f"({SUM} + tf.reduce_sum(tf.abs(image[..., 1:] - image[..., :-1])))"),),
    ),
    Mistake(
        "wrapped-around",
        "The last row and column are compared with the first ones (tf.roll): the edge has no neighbour "
        "there.",
        edits=(
            (RIGHT, "right = tf.abs(image - tf.roll(image, -1, axis=2))"),
            (BELOW, "below = tf.abs(image - tf.roll(image, -1, axis=1))"),
        ),
    ),
    Mistake(
        "zeros-around",
        "The image is padded with zeros, and its edge is compared with them: the edge has no neighbour "
        "there.",
        edits=((RIGHT, f"image = tf.pad(image, ((0, 0), (1, 1), (1, 1), (0, 0)))\n    {RIGHT}"),),
    ),
    Mistake(
        "inside-alone",
        "The last row and the last column are left out: their neighbours count in the other direction.",
        edits=(
            (RIGHT, RIGHT.replace(":, :, ", ":, :-1, ")),
            (BELOW, "below = tf.abs(image[:, 1:, :-1] - image[:, :-1, :-1])"),
        ),
    ),
    Mistake(
        "next-but-one",
        "Each pixel is compared with the next but one; its neighbour is one step away.",
        edits=(
            (RIGHT, RIGHT.replace("1:", "2:").replace(":-1", ":-2")),
            (BELOW, BELOW.replace("1:", "2:").replace(":-1", ":-2")),
        ),
    ),
    Mistake(
        "diagonal",
        "Each pixel is compared with the one below to the right; the neighbours are the one to the right "
        "and the one below.",
        edits=(
            (RIGHT, "right = tf.abs(image[:, 1:, 1:] - image[:, :-1, :-1])"),
            (SUM, "tf.reduce_sum(right)"),
        ),
    ),
    Mistake(
        "diagonals-too",
        "The neighbour below to the right counts too; there are two neighbours, to the right and below.",
        edits=((SUM, f"({SUM} + tf.reduce_sum(tf.abs(image[:, 1:, 1:] - image[:, :-1, :-1])))"),),
    ),
    Mistake(
        "grey",
        "The channels are averaged first; take the differences channel by channel.",
        edits=((RIGHT, f"image = tf.reduce_mean(image, axis=-1, keepdims=True)\n    {RIGHT}"),),
    ),
    Mistake(
        "channels-added-first",
        "The differences of the channels are added up before they are taken absolute, so they cancel.",
        edits=(
            (RIGHT, "right = tf.abs(tf.reduce_sum(image[:, :, 1:] - image[:, :, :-1], axis=-1))"),
            (BELOW, "below = tf.abs(tf.reduce_sum(image[:, 1:] - image[:, :-1], axis=-1))"),
        ),
    ),
    Mistake(
        "lengths",
        "The root of the summed squares of both differences is taken at each pixel; here the two are added "
        "as they are.",
        edits=returned(
            "(tf.reduce_sum(tf.sqrt(tf.square(right[:, :-1]) + tf.square(below[:, :, :-1]) + 1e-12))) / "
            f"{SIZE}"
        ),
    ),
    Mistake(
        "variance",
        "That is the variance of the colours; it does not know neighbours.",
        edits=returned("tf.math.reduce_variance(image)"),
    ),
    Mistake(
        "channels-for-rows",
        "Columns are compared, and channels in the place of rows. Axis 0 is the batch, 1 the rows, 2 "
        "the columns; image[0] has one axis less.",
        edits=((BELOW, "below = tf.abs(image[..., 1:] - image[..., :-1])"),),
    ),
    Mistake(
        "absolute-value-of-each-sum",
        "The absolute value is taken of each *sum*, in which ups and downs have cancelled: take it of "
        "each difference, then add.",
        edits=((*both("tf.abs", ""), (SUM, "(tf.abs(tf.reduce_sum(right)) + tf.abs(tf.reduce_sum(below)))"))),
    ),
    Mistake(
        "absolute-value-of-the-sum",
        "The absolute value is taken of the *sum*, in which ups and downs have cancelled: take it of "
        "each difference, then add.",
        edits=((*both("tf.abs", ""), (SUM, "tf.abs(tf.reduce_sum(right) + tf.reduce_sum(below))"))),
    ),
    Mistake(
        "zeros-at-the-ends",
        "A row and a column of zeros stand below and on the right, and the edge is compared with them: "
        "the edge has no neighbour there.",
        edits=((RIGHT, f"image = tf.pad(image, ((0, 0), (0, 1), (0, 1), (0, 0)))\n    {RIGHT}"),),
    ),
    Mistake(
        "shapes-that-do-not-fit",
        SHAPES
        + " The differences to the right are n_W - 1 a row, those below n_H - 1 a column: add each up, "
        "then the two sums.",
        edits=((SUM, "tf.reduce_sum(right + below)"),),
    ),
    Mistake(
        "no-such-method",
        METHOD,
        edits=((SIZE, "image.size"),),
    ),
    Mistake(
        "lengths-with-nan",
        "The root of the summed squares of both differences is taken at each pixel; here the two are added as they "
        "are. (A root has no finite gradient at 0 either.)",
        edits=returned(
            f"(tf.reduce_sum(tf.sqrt(tf.square(right[:, :-1]) + tf.square(below[:, :, :-1])))) / {SIZE}"
        ),
    ),
    Mistake(
        "clipped-first",
        "The image is clipped to 0 to 1 before it is compared; take it as it is.",
        edits=((RIGHT, f"image = tf.clip_by_value(image, 0.0, 1.0)\n    {RIGHT}"),),
    ),
)

VARIATION = DIFFERENCES + SIZES + ENDS
