"""Known mistakes of `compute_layer_style_cost`: the matrices that are compared; how, see `mistakes_layer_size`."""

from cnn_helpers.grading.assignments.questions import Mistake

from .hints import METHOD, POWER
from .mistakes_layer_size import ENDS, SIZES

SHAPE = "_, n_H, n_W, n_C = a_G.shape"
A_S = "A_S = tf.transpose(tf.reshape(a_S, (n_H * n_W, n_C)))"
A_G = "A_G = tf.transpose(tf.reshape(a_G, (n_H * n_W, n_C)))"
GRAMS = "G_S, G_G = gram_matrix(A_S), gram_matrix(A_G)"
SQUARES = "squares = tf.square(G_S - G_G)"


def both(new: str) -> tuple[tuple[str, str], ...]:
    """The same mistake in both matrices; S stands for the picture."""
    return ((A_S, f"A_S = {new}"), (A_G, "A_G = " + new.replace("a_S", "a_G")))


def squares(new: str) -> tuple[tuple[str, str], ...]:
    return ((SQUARES, f"squares = {new}"),)


MATRICES = (
    Mistake(
        "reshaped-without-transpose",
        "Reshaped straight to (n_C, n_H * n_W), channels and places mix: reshape to (n_H * n_W, n_C), then "
        "transpose.",
        edits=both("tf.reshape(a_S, (n_C, n_H * n_W))"),
    ),
    Mistake(
        "style-reshaped-without-transpose",
        "The matrix of a_S mixes channels and places, the one of a_G is right: reshape to (n_H * n_W, n_C), "
        "then transpose.",
        edits=((A_S, "A_S = tf.reshape(a_S, (n_C, n_H * n_W))"),),
    ),
    Mistake(
        "generated-reshaped-without-transpose",
        "The matrix of a_G mixes channels and places, the one of a_S is right: reshape to (n_H * n_W, n_C), "
        "then transpose.",
        edits=((A_G, "A_G = tf.reshape(a_G, (n_C, n_H * n_W))"),),
    ),
    Mistake(
        "not-transposed",
        "The Gram matrix is that of the *places*: the matrix has a row for each place; transpose it, so "
        "that it has one for each channel.",
        edits=both("tf.reshape(a_S, (n_H * n_W, n_C))"),
    ),
    Mistake(
        "mixed-and-transposed",
        "Reshaped to (n_C, n_H * n_W) channels and places mix, and a transpose after it does not mend that: "
        "reshape to (n_H * n_W, n_C).",
        edits=both("tf.transpose(tf.reshape(a_S, (n_C, n_H * n_W)))"),
    ),
    Mistake(
        "wrong-axes-exchanged",
        "The transpose exchanges columns and channels alone, and the reshape then mixes them: the channels "
        "are to come first, perm=(0, 3, 1, 2).",
        edits=both("tf.reshape(tf.transpose(a_S, (0, 1, 3, 2)), (n_C, n_H * n_W))"),
    ),
    Mistake(
        "rows-and-columns-exchanged",
        "The transpose exchanges rows and columns alone, and the reshape then mixes channels and places: "
        "the channels are to come first, perm=(0, 3, 1, 2).",
        edits=both("tf.reshape(tf.transpose(a_S, (0, 2, 1, 3)), (n_C, n_H * n_W))"),
    ),
    Mistake(
        "rows-for-channels",
        "The matrix has a row for each row of the picture; it is to have one for each channel.",
        edits=both("tf.reshape(a_S, (n_H, n_W * n_C))"),
    ),
    Mistake(
        "columns-for-channels",
        "The matrix has a row for each column of the picture; it is to have one for each channel.",
        edits=both("tf.reshape(tf.transpose(a_S, (0, 2, 1, 3)), (n_W, n_H * n_C))"),
    ),
    Mistake(
        "one-row",
        "All activations lie in one row, as if there were one channel; one row for each channel is needed.",
        edits=both("tf.reshape(a_S, (1, -1))"),
    ),
    Mistake(
        "channel-means",
        "The places are averaged before the Gram matrix, so that each channel is one number; keep all "
        "places.",
        edits=both("tf.reshape(tf.reduce_mean(a_S, axis=(1, 2)), (n_C, 1))"),
    ),
    Mistake(
        "centred",
        "Each channel's mean is subtracted, as for a covariance; the Gram matrix takes the activations as "
        "they are.",
        edits=both("tf.transpose(tf.reshape(a_S - tf.reduce_mean(a_S, axis=(1, 2)), (n_H * n_W, n_C)))"),
    ),
    Mistake(
        "scaled-channels",
        "Each channel is scaled to length 1 before the Gram matrix; take the activations as they are.",
        edits=both("tf.math.l2_normalize(tf.transpose(tf.reshape(a_S, (n_H * n_W, n_C))), axis=1)"),
    ),
    Mistake(
        "negative-activations-dropped",
        "Negative activations are set to 0 (a ReLU); take the activations as they are.",
        edits=both("tf.nn.relu(tf.transpose(tf.reshape(a_S, (n_H * n_W, n_C))))"),
    ),
    Mistake(
        "no-gram-matrix",
        "The activations themselves are compared, place by place, as for the content; compare their Gram "
        "matrices.",
        edits=((GRAMS, "G_S, G_G = A_S, A_G"),),
    ),
    Mistake(
        "gram-of-the-difference",
        "The Gram matrix of a difference is taken; take a Gram matrix of each picture, then the difference.",
        edits=squares("tf.square(gram_matrix(A_S - A_G))"),
    ),
    Mistake(
        "cross-gram",
        "The channels of S are multiplied with those of G; each picture has a Gram matrix of its own.",
        edits=squares("tf.square(tf.matmul(A_S, tf.transpose(A_G)))"),
    ),
    Mistake(
        "style-twice",
        "Both Gram matrices are those of a_S, so the cost is always 0.",
        edits=((GRAMS, "G_S, G_G = gram_matrix(A_S), gram_matrix(A_S)"),),
    ),
    Mistake(
        "generated-twice",
        "Both Gram matrices are those of a_G, so the cost is always 0.",
        edits=((GRAMS, "G_S, G_G = gram_matrix(A_G), gram_matrix(A_G)"),),
    ),
    Mistake(
        "generated-alone",
        "Only the Gram matrix of a_G is squared: that of a_S is not compared with it.",
        edits=squares("tf.square(G_G)"),
    ),
    Mistake(
        "style-alone",
        "Only the Gram matrix of a_S is squared: that of a_G is not compared with it.",
        edits=squares("tf.square(G_S)"),
    ),
    Mistake(
        "one-gram-alone",
        "The Gram matrix of a_S is compared with the matrix of a_G that is none yet, or with 0 and 1: call "
        "gram_matrix for both.",
        edits=squares("tf.square(G_S - tf.linalg.eye(n_C))"),
    ),
    Mistake(
        "channels-first-and-reshaped-to-places",
        "The channels come first, and the reshape to (n_H * n_W, n_C) then mixes them with the places: "
        "(n_C, n_H * n_W) after that transpose, with no further one.",
        edits=both("tf.transpose(tf.reshape(tf.transpose(a_S, (0, 3, 1, 2)), (n_H * n_W, n_C)))"),
    ),
    Mistake(
        "all-axes-turned-and-reshaped-to-places",
        "tf.transpose turns all axes around, so that the channels come first, and the reshape to (n_H * "
        "n_W, n_C) then mixes them with the places: (n_C, n_H * n_W) after it.",
        edits=both("tf.transpose(tf.reshape(tf.transpose(a_S), (n_H * n_W, n_C)))"),
    ),
    Mistake(
        "shape-without-batch-first",
        "The shape is unpacked from the batch's 1 on, so that n_C is the width; the order is batch, n_H, "
        "n_W, n_C.",
        edits=((SHAPE, "n_H, n_W, n_C, _ = a_G.shape"), ("(n_H * n_W, n_C)", "(-1, n_C)")),
    ),
    Mistake(
        "shape-backwards",
        "The shape is unpacked in the order of channels first; the batch's axis, then n_H, n_W and n_C "
        "is its order.",
        edits=((SHAPE, "_, n_C, n_W, n_H = a_G.shape"),),
    ),
    Mistake(
        "maps-of-four-axes",
        "gram_matrix (or the matrix product) is given activations of three or four axes: reshape them "
        "to a matrix first, with a row for each channel.",
        edits=((GRAMS, "G_S, G_G = gram_matrix(a_S), gram_matrix(a_G)"),),
    ),
    Mistake(
        "squares-alone",
        "Only square maps can be reshaped like that: n_H n_W places, and not n_H twice (or n_W).",
        edits=((SHAPE, "_, n_H, _, n_C = a_G.shape\n    n_W = n_H"),),
    ),
    Mistake(
        "no-such-method",
        METHOD,
        edits=both("tf.reshape(a_S, (n_H * n_W, n_C)).T"),
    ),
)

DIFFERENCES = (
    Mistake(
        "absolute",
        "The differences of the Gram matrices are taken absolute; they are to be squared.",
        edits=squares("tf.abs(G_S - G_G)"),
    ),
    Mistake(
        "not-squared",
        "The differences themselves are added, so that those above and below 0 cancel; square each first.",
        edits=squares("G_S - G_G"),
    ),
    Mistake(
        "added-not-subtracted",
        "The Gram matrices are added before they are squared; their difference is asked for.",
        edits=squares("tf.square(G_S + G_G)"),
    ),
    Mistake(
        "difference-of-squares",
        "Squares are subtracted; subtract first, then square.",
        edits=squares("tf.square(G_S) - tf.square(G_G)"),
    ),
    Mistake(
        "matrix-product",
        "The differences are multiplied as matrices, or added up by rows before they are squared: square "
        "each by itself.",
        edits=squares("tf.matmul(G_S - G_G, G_S - G_G)"),
    ),
    Mistake(
        "diagonal-alone",
        "Only the diagonals are compared; all products of two channels count.",
        edits=squares("tf.square(tf.linalg.diag_part(G_S - G_G))"),
    ),
    Mistake(
        "triangle-alone",
        "Each pair of channels counts once; the sum runs over the whole matrix, and so over each pair twice.",
        edits=squares("tf.square(tf.linalg.band_part(G_S - G_G, 0, -1))"),
    ),
    Mistake(
        "diagonal-left-out",
        "The diagonal is left out; a channel's product with itself counts too.",
        edits=squares("tf.square(tf.linalg.set_diag(G_S - G_G, tf.zeros(n_C)))"),
    ),
    Mistake(
        "grams-divided-by-places",
        "The sum is divided by (n_H n_W)² twice: in the Gram matrices, and once more at the end. Divide "
        "once.",
        edits=squares("tf.square((G_S - G_G) / (n_H * n_W))"),
    ),
    Mistake(
        "grams-scaled",
        "Each Gram matrix is scaled to length 1; compare them as they are.",
        edits=squares("tf.square(tf.math.l2_normalize(G_S) - tf.math.l2_normalize(G_G))"),
    ),
    Mistake(
        "squares-halved",
        "The cost is half of what it should be: the squares are halved, or 8 stands below the line in the "
        "place of 4.",
        edits=squares("0.5 * tf.square(G_S - G_G)"),
    ),
    Mistake(
        "each-pair-once",
        "Each pair of two different channels counts once, and no channel with itself; the sum runs over "
        "the whole matrix.",
        edits=squares("tf.square(tf.linalg.set_diag(tf.linalg.band_part(G_S - G_G, 0, -1), tf.zeros(n_C)))"),
    ),
    Mistake(
        "power-sign",
        POWER,
        edits=squares("(G_S - G_G) ^ 2"),
    ),
)

LAYER = MATRICES + DIFFERENCES + SIZES + ENDS
