"""Known mistakes of `conv_block`: those in its convolutions, its dropout, its pooling, and in what is returned."""

from cnn_helpers.grading.assignments.questions import Mistake

from .mistakes_down_convolutions import CONVOLUTIONS, DROPPED, FIRST, POOLED, RELU, RETURN, SECOND, SKIP

DROPOUTS = (
    Mistake(
        "no-dropout",
        "There is no dropout; one is asked for when dropout_prob is above 0.",
        edits=((DROPPED, ""),),
    ),
    Mistake(
        "fixed-rate",
        "The dropout has a rate of 0.5 whatever dropout_prob is.",
        edits=(("Dropout(dropout_prob)", "Dropout(0.5)"),),
    ),
    Mistake(
        "part-that-is-kept",
        "The dropout's rate is 1 - dropout_prob; Keras wants the part that is dropped, not the part that is "
        "kept.",
        edits=(("Dropout(dropout_prob)", "Dropout(1 - dropout_prob)"),),
    ),
    Mistake(
        "dropout-after-the-first",
        "The dropout comes after the first convolution; it is to come after the second.",
        edits=((f"    {SECOND}\n{DROPPED}", f"{DROPPED}    {SECOND}\n"),),
    ),
    Mistake(
        "dropout-after-both",
        "There is a dropout after each convolution; one, after the second, is asked for.",
        edits=((f"    {SECOND}\n", f"{DROPPED}    {SECOND}\n"),),
    ),
    Mistake(
        "dropout-of-the-input",
        "The dropout comes before the convolutions; it is to come after the second.",
        edits=(
            (
                f"    {FIRST}\n",
                "    X = keras.layers.Dropout(dropout_prob)(inputs) if dropout_prob > 0 else inputs\n"
                f"    {SECOND}\n",
            ),
            (DROPPED, ""),
        ),
    ),
    Mistake(
        "dropout-after-pooling",
        "The dropout comes after the pooling, so that the skip has none; it comes before both.",
        edits=(
            (DROPPED, ""),
            (
                POOLED,
                f"{POOLED}\n    if dropout_prob > 0:\n        next_layer = "
                "keras.layers.Dropout(dropout_prob)(next_layer)",
            ),
        ),
    ),
    Mistake(
        "skip-before-dropout",
        "The skip is taken before the dropout; it is to be taken after it.",
        edits=((DROPPED, f"    {SKIP}\n{DROPPED}"), (f"    {SKIP}\n    next", "    next")),
    ),
    Mistake(
        "dropout-while-used",
        "The dropout is told training=True, so it would drop while the network is used as well; leave the "
        "flag away.",
        edits=(("Dropout(dropout_prob)(X)", "Dropout(dropout_prob)(X, training=True)"),),
    ),
    Mistake(
        "whole-channels",
        "SpatialDropout2D drops whole channels; Dropout is asked for.",
        edits=(("layers.Dropout", "layers.SpatialDropout2D"),),
    ),
    Mistake(
        "relu-after-dropout",
        "The second ReLU comes after the dropout; it belongs to the convolution, before it.",
        edits=(
            (SECOND, SECOND.replace(RELU, "")),
            (SKIP, f"X = keras.layers.ReLU()(X)\n    {SKIP}"),
        ),
    ),
)

POOLINGS = (
    Mistake(
        "skip-after-pooling",
        "The skip is taken after the pooling, so the detail it is to carry is gone; take it before.",
        edits=((f"    {SKIP}\n", ""), (POOLED, f"{POOLED}\n    skip_connection = next_layer")),
    ),
    Mistake(
        "skip-of-the-first",
        "The skip is taken after the first convolution; it is to be taken after the second and the dropout.",
        edits=((FIRST, f"{FIRST}\n    {SKIP}"), (f"    {SKIP}\n    next", "    next")),
    ),
    Mistake(
        "skip-of-the-input",
        "The skip is the block's input; it is to be taken after both convolutions and the dropout.",
        edits=((SKIP, "skip_connection = inputs"),),
    ),
    Mistake(
        "always-pooled",
        "There is a pooling even where max_pooling is False.",
        edits=((POOLED, "next_layer = keras.layers.MaxPooling2D(2)(X)"),),
    ),
    Mistake(
        "never-pooled",
        "There is no pooling; next_layer is to be pooled where max_pooling is True.",
        edits=((POOLED, "next_layer = X"),),
    ),
    Mistake(
        "pooled-where-not-asked",
        "The condition is the wrong way round: there is a pooling where max_pooling is False, and none where "
        "it is True.",
        edits=(("if max_pooling", "if not max_pooling"),),
    ),
    Mistake(
        "average-pooling",
        "The pooling takes means; MaxPooling2D is asked for.",
        edits=(("MaxPooling2D(2)", "AveragePooling2D(2)"),),
    ),
    Mistake(
        "pooling-of-stride-one",
        "The pooling moves by 1, so the map hardly shrinks; its windows of 2 × 2 lie side by side.",
        edits=(("MaxPooling2D(2)", "MaxPooling2D(2, strides=1)"),),
    ),
    Mistake(
        "pooling-of-three",
        "The pooling has windows of 3 × 3; 2 × 2 is asked for.",
        edits=(("MaxPooling2D(2)", "MaxPooling2D(3, strides=2, padding='same')"),),
    ),
    Mistake(
        "pooling-that-pads",
        'The pooling has padding="same"; leave it as Keras has it. With sides that are no multiples of 2 it '
        "gives another "
        "size.",
        edits=(("MaxPooling2D(2)", "MaxPooling2D(2, padding='same')"),),
    ),
    Mistake(
        "pooled-first",
        "The pooling comes before the convolutions; it is to come last.",
        edits=(
            (FIRST, f"X = keras.layers.MaxPooling2D(2)(inputs) if max_pooling else inputs\n    {SECOND}"),
            (POOLED, "next_layer = X"),
        ),
    ),
    Mistake(
        "none-without-pooling",
        "Without pooling next_layer is None; it is the same tensor as the skip then.",
        edits=(("if max_pooling else X", "if max_pooling else None"),),
    ),
    Mistake(
        "one-without-pooling",
        "Without pooling a single tensor comes back; two are to come back always.",
        edits=((RETURN, f"if not max_pooling:\n        return X\n    {RETURN}"),),
    ),
    Mistake(
        "order",
        "The two tensors come back in the other order: next_layer first, then skip_connection.",
        edits=((RETURN, "return skip_connection, next_layer"),),
    ),
    Mistake(
        "next-alone",
        "Only next_layer comes back; return both: next_layer, skip_connection.",
        edits=((RETURN, "return next_layer"),),
    ),
    Mistake(
        "skip-alone",
        "Only skip_connection comes back; return both: next_layer, skip_connection.",
        edits=((RETURN, "return skip_connection"),),
    ),
    Mistake(
        "model-returned",
        "A keras.Model comes back; the two symbolic tensors themselves are asked for.",
        edits=((RETURN, "return keras.Model(inputs, [next_layer, skip_connection])"),),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: is the last `return` missing?",
        edits=((RETURN, ""),),
    ),
    Mistake(
        "sixty-four-by-itself",
        "Where n_filters is left out it is 64, as in the paper; keep n_filters=32 in the first line of the "
        "function.",
        edits=(("n_filters=32", "n_filters=64"),),
    ),
    Mistake(
        "no-pooling-by-itself",
        "Where max_pooling is left out there is no pooling; keep max_pooling=True in the first line of the "
        "function.",
        edits=(("max_pooling=True", "max_pooling=False"),),
    ),
    Mistake(
        "dropout-by-itself",
        "Where dropout_prob is left out there is a dropout; keep dropout_prob=0 in the first line of the "
        "function.",
        edits=(("dropout_prob=0", "dropout_prob=0.3"),),
    ),
)

CONV_BLOCK = CONVOLUTIONS + DROPOUTS + POOLINGS
