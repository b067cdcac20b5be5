"""Known mistakes of `shortcut_gradient`."""

from cnn_helpers.grading.assignments.questions import Mistake

Z1 = "Z1 = W1 @ A + b1"
Z2 = "Z2 = W2 @ A1 + b2 + A"
DZ2 = "dZ2 = dA_out * (Z2 > 0)"
DA1 = "dA1 = W2.T @ dZ2"
DZ1 = "dZ1 = dA1 * (Z1 > 0)"
DA = "return W1.T @ dZ1 + dZ2"

SHORTCUT_GRADIENT = (
    Mistake(
        "no-identity-path",
        "The gradient through the shortcut is missing: A reaches the sum by two paths, and their gradients add up.",
        edits=((DA, "return W1.T @ dZ1"),),
    ),
    Mistake(
        "identity-path-alone",
        "Only the shortcut's gradient comes back; the one through the two layers is missing.",
        edits=((DA, "return dZ2"),),
    ),
    Mistake(
        "identity-path-past-the-relu",
        "The gradient of the shortcut has not gone through the last ReLU: the sum lies before it, so both paths get "
        "the gradient that it lets through.",
        edits=((DA, "return W1.T @ dZ1 + dA_out"),),
    ),
    Mistake(
        "identity-path-twice",
        "The gradient of the shortcut is added twice; A is added once.",
        edits=((DA, "return W1.T @ dZ1 + 2 * dZ2"),),
    ),
    Mistake(
        "identity-path-of-ones",
        "1 is added for the shortcut, its derivative; by the chain rule it is to be multiplied by the gradient that "
        "arrives at the sum.",
        edits=((DA, "return W1.T @ dZ1 + 1"),),
    ),
    Mistake(
        "paths-multiplied",
        "The gradients of the two paths are multiplied; they add up.",
        edits=((DA, "return (W1.T @ dZ1) * dZ2"),),
    ),
    Mistake(
        "no-last-relu",
        "The last ReLU is forgotten on the way back: where its input is negative nothing passes.",
        edits=((DZ2, "dZ2 = dA_out"),),
    ),
    Mistake(
        "no-first-relu",
        "The ReLU between the two layers is forgotten on the way back: where Z1 is negative nothing passes.",
        edits=((DZ1, "dZ1 = dA1"),),
    ),
    Mistake(
        "no-relu",
        "Both ReLUs are forgotten on the way back: each lets pass only where its input is positive.",
        edits=((DZ2, "dZ2 = dA_out"), (DZ1, "dZ1 = dA1")),
    ),
    Mistake(
        "sum-without-the-shortcut",
        "The last ReLU's input is computed without A: it is W2 A1 + b2 + A, and its sign decides what passes.",
        edits=((Z2, "Z2 = W2 @ A1 + b2"),),
    ),
    Mistake(
        "last-relu-by-A",
        "The last ReLU is judged by the sign of A; it is the sign of its own input that counts, W2 A1 + b2 + A.",
        edits=((DZ2, "dZ2 = dA_out * (A > 0)"),),
    ),
    Mistake(
        "last-relu-by-the-gradient",
        "The last ReLU is judged by the sign of the gradient; it is the sign of its input, on the way forward, that "
        "counts.",
        edits=((DZ2, "dZ2 = np.maximum(dA_out, 0)"),),
    ),
    Mistake(
        "first-relu-by-the-gradient",
        "The first ReLU is judged by the sign of the gradient; it is the sign of its input Z1 that counts.",
        edits=((DZ1, "dZ1 = np.maximum(dA1, 0)"),),
    ),
    Mistake(
        "relus-turned-round",
        "The ReLUs let pass where their inputs are negative; it is the other way round.",
        edits=((DZ2, "dZ2 = dA_out * (Z2 < 0)"), (DZ1, "dZ1 = dA1 * (Z1 < 0)")),
    ),
    Mistake(
        "values-for-derivatives",
        "The gradient is multiplied by what the ReLUs gave; the derivative of a ReLU is 1 or 0.",
        edits=((DZ2, "dZ2 = dA_out * np.maximum(Z2, 0)"), (DZ1, "dZ1 = dA1 * A1")),
    ),
    Mistake(
        "no-b1",
        "b1 is left out of Z1, so that the first ReLU opens and closes in other places.",
        edits=((Z1, "Z1 = W1 @ A"),),
    ),
    Mistake(
        "no-b2",
        "b2 is left out of the sum, so that the last ReLU opens and closes in other places.",
        edits=((Z2, "Z2 = W2 @ A1 + A"),),
    ),
    Mistake(
        "no-relu-forward",
        "On the way forward the first ReLU is left out: W2 is to be multiplied by relu(Z1).",
        edits=((Z2, "Z2 = W2 @ Z1 + b2 + A"),),
    ),
    Mistake(
        "not-transposed",
        "W1 and W2 are not transposed on the way back. With n = h no error says so, but every gradient is wrong.",
        edits=((DA1, "dA1 = W2 @ dZ2"), (DA, "return W1 @ dZ1 + dZ2")),
    ),
    Mistake(
        "W2-not-transposed",
        "W2 is not transposed on the way back. With n = h no error says so, but every gradient is wrong.",
        edits=((DA1, "dA1 = W2 @ dZ2"),),
    ),
    Mistake(
        "W1-not-transposed",
        "W1 is not transposed on the way back. With n = h no error says so, but every gradient is wrong.",
        edits=((DA, "return W1 @ dZ1 + dZ2"),),
    ),
    Mistake(
        "weights-exchanged",
        "The weights are exchanged on the way back: the gradient meets W2 first, then W1.",
        edits=((DA1, "dA1 = W1 @ dZ2"), (DA, "return W2 @ dZ1 + dZ2")),
    ),
    Mistake(
        "mean-over-examples",
        "The gradient is divided by the number of examples; that belongs to the gradients of weights under a mean "
        "loss, and not here.",
        edits=((DA, "return (W1.T @ dZ1 + dZ2) / A.shape[1]"),),
    ),
    Mistake(
        "dA-out-changed",
        "The gradient is right, but the array dA_out is changed on the way (an operator such as *= writes into it): "
        "make a new array.",
        edits=((DZ2, "dA_out *= Z2 > 0\n    dZ2 = dA_out"),),
    ),
    Mistake(
        "A-changed",
        "The gradient is right, but the array A is changed on the way (an operator such as += writes into it): make "
        "a new array.",
        edits=((Z2, "A += W2 @ A1 + b2\n    Z2 = A"),),
    ),
    Mistake(
        "output-returned",
        "What is returned is the block's output; its gradient with respect to A is asked for.",
        edits=((DA, "return np.maximum(Z2, 0)"),),
    ),
    Mistake(
        "no-return",
        "Nothing comes back: is the last `return` missing?",
        edits=((DA, "dA = W1.T @ dZ1 + dZ2"),),
    ),
)
