"""Known mistakes of `gram_matrix`."""

from cnn_helpers.grading.assignments.questions import Mistake

from .hints import BROKEN, LISTED, METHOD

RETURN = "return tf.matmul(A, tf.transpose(A))"
G = "tf.matmul(A, tf.transpose(A))"


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


PRODUCTS = (
    Mistake(
        "transposed",
        "That is the transpose of A times A, with a row for each *place*; A times its transpose has one for "
        "each channel.",
        edits=returned("tf.matmul(tf.transpose(A), A)"),
    ),
    Mistake(
        "not-transposed",
        "Rows and columns do not fit together: multiply A, as it is, with its transpose. Only the second "
        "factor is transposed.",
        edits=returned("tf.matmul(A, A)"),
    ),
    Mistake(
        "reshaped-not-transposed",
        "The second factor has the transpose's shape, but tf.reshape does not exchange rows and columns: "
        "tf.transpose.",
        edits=returned("tf.matmul(A, tf.reshape(A, (A.shape[1], A.shape[0])))"),
    ),
    Mistake(
        "element-by-element",
        "A is squared element by element; a matrix product (tf.matmul) adds up over the places.",
        edits=returned("A * A"),
    ),
    Mistake(
        "sums-multiplied",
        "The sums of two channels are multiplied; multiply place by place, then add.",
        edits=returned("tf.reduce_sum(A, axis=1)[:, tf.newaxis] * tf.reduce_sum(A, axis=1)"),
    ),
    Mistake(
        "distances",
        "Squared distances between the channels come back; the Gram matrix holds their products.",
        edits=returned("tf.reduce_sum(tf.square(A[:, None] - A[None]), axis=-1)"),
    ),
    Mistake(
        "absolute-activations",
        "The activations are taken absolute before they are multiplied.",
        edits=returned("tf.matmul(tf.abs(A), tf.transpose(tf.abs(A)))"),
    ),
    Mistake(
        "negative-activations-dropped",
        "Negative activations are set to 0 (a ReLU) before they are multiplied; take A as it is.",
        edits=returned("tf.matmul(tf.nn.relu(A), tf.transpose(tf.nn.relu(A)))"),
    ),
    Mistake(
        "squared-first",
        "The activations are squared before they are multiplied.",
        edits=returned("tf.matmul(tf.square(A), tf.transpose(tf.square(A)))"),
    ),
    Mistake(
        "element-by-element-with-the-transpose",
        "`*` multiplies number by number; the matrix product is `@` or tf.matmul.",
        edits=returned("A * tf.transpose(A)"),
    ),
    Mistake(
        "reshaped-and-multiplied",
        "tf.reshape gives A the shape of its transpose, but does not exchange rows and columns: A times "
        "tf.transpose(A).",
        edits=returned("tf.matmul(tf.reshape(A, A.shape[::-1]), tf.reshape(A, A.shape[::-1]), True)"),
    ),
    Mistake(
        "no-such-method",
        METHOD,
        edits=returned("tf.matmul(A, A.T)"),
    ),
)

NORMALISED = (
    Mistake(
        "divided-by-places",
        "The products are averaged over the places; here they are added up, and nothing is divided.",
        edits=returned(f"{G} / A.shape[1]"),
    ),
    Mistake(
        "divided-by-channels",
        "The matrix is divided by the number of channels; here nothing is divided.",
        edits=returned(f"{G} / A.shape[0]"),
    ),
    Mistake(
        "divided-by-size",
        "The matrix is divided by the size of A; here nothing is divided. The style cost does that.",
        edits=returned(f"{G} / (A.shape[0] * A.shape[1])"),
    ),
    Mistake(
        "divided-by-twice-the-size",
        "The matrix is divided by 2 n_H n_W n_C; here nothing is divided. The style cost does that.",
        edits=returned(f"{G} / (2 * A.shape[0] * A.shape[1])"),
    ),
    Mistake(
        "halved",
        "The matrix is halved.",
        edits=returned(f"0.5 * {G}"),
    ),
    Mistake(
        "centred",
        "Each channel's mean is subtracted, as for a covariance; a Gram matrix takes the activations as "
        "they are.",
        edits=((RETURN, f"A = A - tf.reduce_mean(A, axis=1, keepdims=True)\n    {RETURN}"),),
    ),
    Mistake(
        "covariance",
        "That is the covariance of the channels: the mean is subtracted and the sum divided. A Gram matrix "
        "does neither.",
        edits=((RETURN, f"A = A - tf.reduce_mean(A, axis=1, keepdims=True)\n    return {G} / A.shape[1]"),),
    ),
    Mistake(
        "centred-over-channels",
        "The mean over the channels is subtracted at each place; a Gram matrix takes the activations as "
        "they are.",
        edits=((RETURN, f"A = A - tf.reduce_mean(A, axis=0, keepdims=True)\n    {RETURN}"),),
    ),
    Mistake(
        "cosines",
        "Each channel is scaled to length 1, so that cosines come out; take A as it is.",
        edits=((RETURN, f"A = tf.math.l2_normalize(A, axis=1)\n    {RETURN}"),),
    ),
    Mistake(
        "places-scaled",
        "At each place the channels are scaled to length 1; take A as it is.",
        edits=((RETURN, f"A = tf.math.l2_normalize(A, axis=0)\n    {RETURN}"),),
    ),
    Mistake(
        "scaled-as-a-whole",
        "A is scaled to length 1 as a whole; take A as it is.",
        edits=((RETURN, f"A = tf.math.l2_normalize(A)\n    {RETURN}"),),
    ),
    Mistake(
        "softmax",
        "A softmax runs over the products, as in attention; the Gram matrix holds the products themselves.",
        edits=returned(f"tf.nn.softmax({G})"),
    ),
    Mistake(
        "scaled-by-a-root",
        "The products are divided by the root of their number, as in attention; here nothing is divided.",
        edits=returned(f"{G} / A.shape[1] ** 0.5"),
    ),
    Mistake(
        "covariance-of-a-sample",
        "That is the covariance of the channels, divided by the number of places less 1: the mean is "
        "subtracted and the sum divided. A Gram matrix does neither.",
        edits=(
            (RETURN, f"A = A - tf.reduce_mean(A, axis=1, keepdims=True)\n    return {G} / (A.shape[1] - 1)"),
        ),
    ),
    Mistake(
        "correlations",
        "Those are the correlations of the channels (np.corrcoef); a Gram matrix takes A as it is.",
        edits=returned("tf.constant(np.corrcoef(A), tf.float32)"),
    ),
    Mistake(
        "centred-as-a-whole",
        "The mean of all activations is subtracted; a Gram matrix takes the activations as they are.",
        edits=((RETURN, f"A = A - tf.reduce_mean(A)\n    {RETURN}"),),
    ),
)

PARTS = (
    Mistake(
        "diagonal-alone",
        "Only the squares of the channels are there, one a channel: products of two different channels are "
        "missing.",
        edits=returned("tf.reduce_sum(A * A, axis=1)"),
    ),
    Mistake(
        "zeros-beside-the-diagonal",
        "Beside the diagonal stand zeros: products of two different channels are missing.",
        edits=returned("tf.linalg.diag(tf.reduce_sum(A * A, axis=1))"),
    ),
    Mistake(
        "no-diagonal",
        "The diagonal is 0: each channel's product with itself belongs there.",
        edits=returned(f"tf.linalg.set_diag({G}, tf.zeros(A.shape[0]))"),
    ),
    Mistake(
        "upper-triangle",
        "Only the upper triangle is filled; the matrix is symmetric.",
        edits=returned(f"tf.linalg.band_part({G}, 0, -1)"),
    ),
    Mistake(
        "lower-triangle",
        "Only the lower triangle is filled; the matrix is symmetric.",
        edits=returned(f"tf.linalg.band_part({G}, -1, 0)"),
    ),
    Mistake(
        "all-added-up",
        "All products are added up to a single number; the matrix itself is asked for.",
        edits=returned(f"tf.reduce_sum({G})"),
    ),
    Mistake(
        "rows-added-up",
        "The products of each channel are added up; the matrix itself is asked for.",
        edits=returned(f"tf.reduce_sum({G}, axis=1)"),
    ),
    Mistake(
        "flattened",
        "The matrix is laid out in one row; (n_C, n_C) is asked for.",
        edits=returned(f"tf.reshape({G}, (-1,))"),
    ),
    Mistake(
        "a-batch-of-one",
        "The matrix has a batch axis of length 1; (n_C, n_C) is asked for.",
        edits=returned(f"({G})[tf.newaxis]"),
    ),
    Mistake(
        "absolute-products",
        "The products are taken absolute; keep their signs.",
        edits=returned(f"tf.abs({G})"),
    ),
    Mistake(
        "products-squared",
        "The products are squared; that is for the style cost to do, after the difference.",
        edits=returned(f"tf.square({G})"),
    ),
    Mistake(
        "root",
        "The square root of the products is taken.",
        edits=returned(f"tf.sqrt(tf.abs({G}))"),
    ),
    Mistake(
        "negative",
        "The sign of every product is turned.",
        edits=returned(f"-{G}"),
    ),
    Mistake(
        "listed",
        LISTED,
        edits=returned(f"[list(row) for row in {G}]"),
    ),
    Mistake(
        "transpose-alone",
        "The transpose of A comes back; multiply A with it (tf.matmul).",
        edits=returned("tf.transpose(A)"),
    ),
    Mistake(
        "root-of-negatives",
        "The square root of the products is taken, and where they are negative there is none.",
        edits=returned(f"tf.sqrt({G})"),
    ),
)

GRADIENTS = (
    Mistake(
        "gradient-stopped",
        f"The matrix is right, but no gradient comes through to A: {BROKEN}",
        edits=((RETURN, f"A = tf.stop_gradient(A)\n    {RETURN}"),),
    ),
    Mistake(
        "numpy",
        "The matrix is a NumPy array, so no gradient comes through: use TensorFlow or Keras operations.",
        edits=returned(f"({G}).numpy()"),
    ),
    Mistake(
        "half-the-gradient",
        "The matrix is right and its gradient is half of what it should be: one of the two factors is taken "
        "out of it.",
        edits=returned("tf.matmul(A, tf.transpose(tf.stop_gradient(A)))"),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the matrix.",
        edits=((RETURN, f"G = {G}"),),
    ),
)

GRAM = PRODUCTS + NORMALISED + PARTS + GRADIENTS
