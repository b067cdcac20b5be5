"""Known mistakes of the two questions that are answered with whole numbers."""

from cnn_helpers.grading.assignments.questions import Mistake

FIRST = "first = n * n * n_C * F1"
SECOND = "second = n * n * f * f * F1 * F2"
THIRD = "third = n * n * F2 * F3"
PLAIN = "plain = 2 * n * n * f * f * n_C * n_C"
RETURN = "return first + second + third, plain"

BOTTLENECK_COST = (
    Mistake(
        "no-filter-area",
        "f is not used: each product of an f × f convolution is counted once, and there are f times f of them.",
        edits=(("f * f * ", ""),),
    ),
    Mistake(
        "middle-F1-twice",
        "The middle convolution is counted from F1 to F1 channels; it has F2 filters.",
        edits=(("f * f * F1 * F2", "f * f * F1 * F1"),),
    ),
    Mistake(
        "places-in-plain-alone",
        "The bottleneck is counted for a single place; each of its filters works at all n times n places.",
        edits=(
            ("first = n * n * ", "first = "),
            ("second = n * n * ", "second = "),
            ("third = n * n * ", "third = "),
        ),
    ),
    Mistake(
        "additions-counted",
        "Each product is counted twice, as if additions counted too: multiplications alone are asked for.",
        edits=((RETURN, "return 2 * (first + second + third), 2 * plain"),),
    ),
    Mistake(
        "biases-counted",
        "Too much is counted: a bias is added, so it costs no multiplication.",
        edits=((RETURN, "return first + second + third + n * n * (F1 + F2 + F3), plain + 2 * n * n * n_C"),),
    ),
    Mistake(
        "parameters",
        "These are the numbers of weights; each weight is multiplied once at every one of the n × n pixels.",
        edits=(("n * n * ", ""),),
    ),
    Mistake(
        "one-row",
        "The sizes are counted along one side only: there are n × n pixels, not n.",
        edits=(("n * n * ", "n * "),),
    ),
    Mistake(
        "f-not-squared",
        "A filter has f × f places, not f.",
        edits=(("f * f", "f"),),
    ),
    Mistake(
        "always-three",
        "The filter size is fixed at 3; it is the argument f.",
        edits=(("f * f", "9"),),
    ),
    Mistake(
        "usual-f-one",
        "Where f is left out it is 1; keep f=3 in the first line of the function.",
        edits=(("filters, f=3", "filters, f=1"),),
    ),
    Mistake(
        "one-plain-convolution",
        "The plain way has two f × f convolutions; one of them is counted.",
        edits=((PLAIN, PLAIN.replace("2 * ", "")),),
    ),
    Mistake(
        "plain-without-channels",
        "In the plain way each of the n_C filters reaches through all n_C channels that come in: n_C counts twice.",
        edits=((PLAIN, PLAIN.removesuffix(" * n_C")),),
    ),
    Mistake(
        "plain-with-F2",
        "The plain convolutions have n_C filters each, not F2.",
        edits=((PLAIN, PLAIN.replace("n_C * n_C", "n_C * F2")),),
    ),
    Mistake(
        "plain-on-few-channels",
        "The plain convolutions work on all n_C channels and give n_C; the few channels are the bottleneck's.",
        edits=((PLAIN, PLAIN.replace("n_C * n_C", "F2 * F2")),),
    ),
    Mistake(
        "plain-not-padded",
        'The plain convolutions are "same": they work at all n × n pixels, not at n - f + 1 a side.',
        edits=((PLAIN, "plain = 2 * (n - f + 1) ** 2 * f * f * n_C * n_C"),),
    ),
    Mistake(
        "depthwise",
        "Every filter of the middle convolution reaches through all the F1 channels that come in.",
        edits=((SECOND, SECOND.replace("F1 * F2", "F2")),),
    ),
    Mistake(
        "middle-on-all-channels",
        "The middle convolution reads F1 channels: the first 1 × 1 has made them few. That is the bottleneck.",
        edits=((SECOND, SECOND.replace("F1 * F2", "n_C * F2")),),
    ),
    Mistake(
        "no-first",
        "The first 1 × 1 convolution is forgotten in the bottleneck.",
        edits=((RETURN, "return second + third, plain"),),
    ),
    Mistake(
        "no-last",
        "The last 1 × 1 convolution is forgotten in the bottleneck.",
        edits=((RETURN, "return first + second, plain"),),
    ),
    Mistake(
        "middle-alone",
        "Only the f × f convolution of the bottleneck is counted; the two 1 × 1 convolutions multiply too.",
        edits=((RETURN, "return second, plain"),),
    ),
    Mistake(
        "first-without-channels",
        "A filter of 1 × 1 still reaches through all n_C channels: it has n_C weights, not one.",
        edits=((FIRST, "first = n * n * F1"), (THIRD, "third = n * n * F3")),
    ),
    Mistake(
        "exchanged",
        "The two numbers are exchanged: the bottleneck's comes first, the plain one's second.",
        edits=((RETURN, "return plain, first + second + third"),),
    ),
    Mistake(
        "ratio",
        "Their ratio is returned; both numbers are asked for, the bottleneck's first.",
        edits=((RETURN, "return plain / (first + second + third)"),),
    ),
    Mistake(
        "list-of-three",
        "The three convolutions stand by themselves; their sum is asked for, beside the plain number.",
        edits=((RETURN, "return (first, second, third), plain"),),
    ),
)

START = "field, jump = 1, 1"
GROW = "field += (f - 1) * jump"
JUMP = "jump *= s"

RECEPTIVE_FIELD = (
    Mistake(
        "starts-at-nothing",
        "The count starts at 0; a unit of the input sees one pixel, itself.",
        edits=((START, "field, jump = 0, 1"),),
    ),
    Mistake(
        "adds-f",
        "A filter of size f adds f - 1 pixels, not f: the one in the middle is counted already.",
        edits=((GROW, "field += f * jump"),),
    ),
    Mistake(
        "strides-ignored",
        "The strides are ignored: after a stride of 2 neighbouring units are 2 pixels apart, and later layers reach "
        "twice as far.",
        edits=((GROW, "field += f - 1"),),
    ),
    Mistake(
        "own-stride",
        "A layer's own stride widens its field here; it matters only to the layers after it.",
        edits=((GROW, "field += (f - 1) * jump * s"),),
    ),
    Mistake(
        "stride-of-this-layer-alone",
        "The growth is multiplied by the layer's own stride; the product of all strides before it is needed.",
        edits=((GROW, "field += (f - 1) * s"),),
    ),
    Mistake(
        "previous-stride-alone",
        "Only the stride of the layer before is looked at; the product of all earlier strides is needed.",
        edits=((JUMP, "jump = s"),),
    ),
    Mistake(
        "strides-added",
        "The strides are added up; distances between neighbours multiply: after 2 and 3 they are 6 pixels.",
        edits=((JUMP, "jump += s"),),
    ),
    Mistake(
        "strides-added-less-one",
        "The strides are added up; distances between neighbours multiply: after strides 2 and 2 they are 4 pixels.",
        edits=((JUMP, "jump += s - 1"),),
    ),
    Mistake(
        "sizes-multiplied",
        "The filter sizes are multiplied; each layer adds (f - 1) times the distance of its neighbours.",
        edits=((GROW, "field *= f"),),
    ),
    Mistake(
        "wrong-end",
        "The rule (field - 1) · s + f is for a walk from the last layer back to the first; here it runs from the "
        "first one on.",
        edits=((GROW, "field = (field - 1) * s + f"),),
    ),
    Mistake(
        "field-multiplied",
        "The whole field is multiplied by the distance; only what the layer adds, f - 1, is.",
        edits=((GROW, "field = (field + f - 1) * jump"),),
    ),
    Mistake(
        "last-layer-left-out",
        "The last layer is left out: what is asked for is what one of its own units sees.",
        edits=(("in layers:", "in layers[:-1]:"),),
    ),
    Mistake(
        "first-layer-left-out",
        "The first layer is left out: start at the input, before it.",
        edits=(("in layers:", "in layers[1:]:"),),
    ),
    Mistake(
        "largest-filter",
        "The largest filter is returned; every layer widens what the last one sees.",
        edits=((GROW, "field = max(field, f)"),),
    ),
    Mistake(
        "pixels",
        "This is the number of pixels in the square; its side is asked for.",
        edits=(("return field", "return field**2"),),
    ),
    Mistake(
        "nothing-for-nothing",
        "Without any layer a unit is a pixel and sees one: an empty list gives 1.",
        edits=((START, "if not layers:\n        return 0\n    field, jump = 1, 1"),),
    ),
    Mistake(
        "pair-returned",
        "Two numbers are returned; the side of the square alone is asked for.",
        edits=(("return field", "return field, field"),),
    ),
)
