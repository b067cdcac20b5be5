"""Hints that several questions give."""

BROKEN = "tf.stop_gradient, tf.constant, .numpy(), a NumPy function (np.…) or a tf.Variable made inside breaks the way."
LISTED = "The answer stands in a list, or is a list of lists; one tensor is asked for (tf.stack makes one of several)."
METHOD = (
    "A tensor has not what the message names: TensorFlow's tensors have a shape, and no .T, .sum(), .size or "
    ".reshape. Use tf.transpose, tf.reduce_sum, tf.size or tf.reshape."
)
POWER = "`^` is no power, neither of a tensor nor of a number: x ** 2, or tf.square(x)."
SHAPES = "Two tensors are added, subtracted or multiplied number by number whose shapes do not fit together."
SQUEEZED = (
    "It fails where a side or the number of channels is 1: tf.squeeze drops *every* axis of length 1. Take the "
    "batch's axis alone off, a[0]."
)
WHOLE_NUMBERS = (
    "A tensor of whole numbers (tf.shape, tf.size, tf.constant(10)) meets one of float32, and TensorFlow does not "
    "mix them: take Python's own numbers (a.shape), or tf.cast(…, tf.float32)."
)
