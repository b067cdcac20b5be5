"""Known mistakes of `compute_style_cost`."""

from cnn_helpers.grading.assignments.questions import Mistake

from .hints import BROKEN, LISTED

START = "J_style = 0.0\n"
ZIP = "zip(style_activations, generated_activations, weights)"
ADD = "J_style += weight * compute_layer_style_cost(a_S, a_G)"
RETURN = "return J_style"


def added(new: str) -> tuple[tuple[str, str], ...]:
    return ((ADD, new),)


def returned(new: str) -> tuple[tuple[str, str], ...]:
    return ((RETURN, f"return {new}"),)


def zipped(new: str) -> tuple[tuple[str, str], ...]:
    return ((ZIP, new),)


def before(new: str) -> tuple[tuple[str, str], ...]:
    return ((START, f"{new}\n    {START}"),)


WEIGHTS = (
    Mistake(
        "weights-ignored",
        "The layers' costs are added without their weights.",
        edits=added("J_style += compute_layer_style_cost(a_S, a_G)"),
    ),
    Mistake(
        "equal-weights",
        "Every layer counts alike (the mean of the costs): each has its own weight.",
        edits=added("J_style += compute_layer_style_cost(a_S, a_G) / len(weights)"),
    ),
    Mistake(
        "fifths",
        "Each layer's cost is multiplied by 0.2: take the weights that are given.",
        edits=added("J_style += 0.2 * compute_layer_style_cost(a_S, a_G)"),
    ),
    Mistake(
        "weights-scaled",
        "The sum is divided by the sum of the weights; take the weights as they are.",
        edits=returned("J_style / sum(weights)"),
    ),
    Mistake(
        "softmax",
        "A softmax makes other weights of those that are given; take them as they are.",
        edits=before("weights = tf.nn.softmax(tf.constant(list(weights), tf.float32))"),
    ),
    Mistake(
        "weights-squared",
        "The weights are squared, or applied twice.",
        edits=added("J_style += weight**2 * compute_layer_style_cost(a_S, a_G)"),
    ),
    Mistake(
        "roots-of-weights",
        "The square roots of the weights are taken.",
        edits=added("J_style += weight**0.5 * compute_layer_style_cost(a_S, a_G)"),
    ),
    Mistake(
        "divided-by-weights",
        "The costs are divided by the weights; multiply.",
        edits=added("J_style += compute_layer_style_cost(a_S, a_G) / weight"),
    ),
    Mistake(
        "weights-added",
        "The weights are added to the costs; multiply.",
        edits=added("J_style += weight + compute_layer_style_cost(a_S, a_G)"),
    ),
    Mistake(
        "activations-weighted",
        "The activations are multiplied by the weight, which raises it to the fourth power: multiply the "
        "cost.",
        edits=added("J_style += compute_layer_style_cost(weight * a_S, weight * a_G)"),
    ),
    Mistake(
        "generated-weighted",
        "The activations of G are multiplied by the weight and those of S are not: multiply the cost.",
        edits=added("J_style += compute_layer_style_cost(a_S, weight * a_G)"),
    ),
    Mistake(
        "weights-backwards",
        "The weights are taken in reverse order.",
        edits=zipped("zip(style_activations, generated_activations, weights[::-1])"),
    ),
    Mistake(
        "first-weight-alone",
        "All layers have the first weight; each has its own.",
        edits=added("J_style += weights[0] * compute_layer_style_cost(a_S, a_G)"),
    ),
    Mistake(
        "weights-outside",
        "The sum of the weights is multiplied with the sum of the costs; each cost has its own weight.",
        edits=(
            (ADD, "J_style += compute_layer_style_cost(a_S, a_G)"),
            (RETURN, "return sum(weights) * J_style"),
        ),
    ),
    Mistake(
        "weights-summed-up",
        "Each layer's weight is the sum of all up to it: take each as it is.",
        edits=zipped("zip(style_activations, generated_activations, np.cumsum(weights))"),
    ),
    Mistake(
        "weights-shifted",
        "Each layer has the weight of the one before it: weights[i - 1] for weights[i].",
        edits=zipped("zip(style_activations, generated_activations, [weights[-1], *weights[:-1]])"),
    ),
    Mistake(
        "last-weight-alone",
        "All layers have the last weight; each has its own.",
        edits=added("J_style += weights[-1] * compute_layer_style_cost(a_S, a_G)"),
    ),
    Mistake(
        "numbers-of-the-layers",
        "Each layer is weighed by its number, 0, 1, 2, …; take the weights that are given.",
        edits=zipped("zip(style_activations, generated_activations, range(len(weights)))"),
    ),
)

LAYERS = (
    Mistake(
        "last-layer-dropped",
        "The last layer is left out.",
        edits=zipped("list(zip(style_activations, generated_activations, weights))[:-1]"),
    ),
    Mistake(
        "first-layer-dropped",
        "The first layer is left out.",
        edits=zipped("list(zip(style_activations, generated_activations, weights))[1:]"),
    ),
    Mistake(
        "first-layer-alone",
        "Only the first layer counts. Does `return` stand inside the loop, or does the loop count "
        "something that is not the layers, such as len(style_activations[0])?",
        edits=((RETURN, "    return J_style"),),
    ),
    Mistake(
        "last-layer-alone",
        "Only the last layer counts. Does `=` stand in the loop where `+=` is needed?",
        edits=added("J_style = weight * compute_layer_style_cost(a_S, a_G)"),
    ),
    Mistake(
        "largest-layer-alone",
        "Only the layer with the largest cost counts; add all of them up.",
        edits=added("J_style = tf.maximum(J_style, weight * compute_layer_style_cost(a_S, a_G))"),
    ),
    Mistake(
        "mean-of-layers",
        "The weighted sum is divided by the number of layers; the weights do that.",
        edits=returned("J_style / len(weights)"),
    ),
    Mistake(
        "costs-multiplied",
        "The layers' costs are multiplied; add them.",
        edits=(
            (START, START.replace("0.0", "1.0")),
            (ADD, "J_style *= weight * compute_layer_style_cost(a_S, a_G)"),
        ),
    ),
    Mistake(
        "starts-at-1",
        "The sum starts at 1; it is to start at 0.",
        edits=((START, START.replace("0.0", "1.0")),),
    ),
    Mistake(
        "subtracted",
        "The costs are subtracted; add them.",
        edits=added("J_style -= weight * compute_layer_style_cost(a_S, a_G)"),
    ),
    Mistake(
        "layers-averaged-by-root",
        "The root of the sum of squares of the layers' costs comes back; add the costs.",
        edits=(
            (ADD, "J_style += tf.square(weight * compute_layer_style_cost(a_S, a_G))"),
            (RETURN, "return tf.sqrt(J_style)"),
        ),
    ),
    Mistake(
        "content-of-layers",
        "The layers are compared place by place, as for the content: call compute_layer_style_cost.",
        edits=added("J_style += weight * compute_content_cost(a_S, a_G)"),
    ),
    Mistake(
        "one-number-a-layer",
        "A list of the layers' costs comes back; their sum is asked for.",
        edits=(
            (START, START.replace("0.0", "[]")),
            (ADD, "J_style.append(weight * compute_layer_style_cost(a_S, a_G))"),
        ),
    ),
    Mistake(
        "root",
        "The square root of the sum comes back.",
        edits=returned("tf.sqrt(J_style)"),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the sum.",
        edits=((f"    {RETURN}", ""),),
    ),
    Mistake(
        "style-twice",
        "a_S is compared with itself in each layer, so the cost is always 0.",
        edits=added("J_style += weight * compute_layer_style_cost(a_S, a_S)"),
    ),
    Mistake(
        "generated-twice",
        "a_G is compared with itself in each layer, so the cost is always 0.",
        edits=added("J_style += weight * compute_layer_style_cost(a_G, a_G)"),
    ),
    Mistake(
        "one-tensor-of-the-layers",
        "A tensor with each layer's cost comes back; their sum is asked for.",
        edits=(
            (START, START.replace("0.0", "[]")),
            (ADD, "J_style.append(weight * compute_layer_style_cost(a_S, a_G))"),
            (RETURN, "return tf.stack(J_style)"),
        ),
    ),
    Mistake(
        "listed",
        LISTED,
        edits=returned("[J_style]"),
    ),
)

GRADIENTS = (
    Mistake(
        "weights-scaled-in-place",
        "The weights are scaled to a sum of 1, in the very list that was given: take them as they are.",
        edits=before("total = sum(weights)\n    weights[:] = [weight / total for weight in weights]"),
    ),
    Mistake(
        "lists-changed",
        "A list that was given is changed (pop, append, reverse, …): the caller needs it for the next step.",
        edits=returned("J_style + 0 * len([style_activations.pop() for _ in weights])"),
    ),
    Mistake(
        "gradient-stopped",
        f"The sum is right, but from one of the layers at least no gradient comes through: {BROKEN}",
        edits=returned("tf.stop_gradient(J_style)"),
    ),
    Mistake(
        "plain-number",
        "The sum is no tensor, so no gradient comes through: float(), .numpy() and NumPy break the way.",
        edits=returned("float(J_style)"),
    ),
)

STYLE = WEIGHTS + LAYERS + GRADIENTS
