"""Known mistakes of `unet_model`, its blocks aside."""

from cnn_helpers.grading.assignments.questions import Mistake

FOURTH = "next4, skip4 = conv_block(next3, n_filters * 8, dropout_prob=0.3)"
BOTTOM = "bottom, _ = conv_block(next4, n_filters * 16, dropout_prob=0.3, max_pooling=False)"
CONV = 'X = keras.layers.Conv2D(n_filters, 3, padding="same", activation="relu", kernel_initializer="he_normal")(up9)'
LOGITS = "logits = keras.layers.Conv2D(n_classes, 1)(X)"
MODEL = "return keras.Model(inputs, logits)"


def at_the_end(new: str) -> tuple[tuple[str, str], ...]:
    return ((LOGITS, new),)


END = (
    Mistake(
        "softmax",
        "The network ends with a softmax; the logits themselves are asked for, and the loss takes them as "
        "they are.",
        edits=at_the_end('logits = keras.layers.Conv2D(n_classes, 1, activation="softmax")(X)'),
    ),
    Mistake(
        "sigmoid",
        "The network ends with a sigmoid; the logits themselves are asked for.",
        edits=at_the_end('logits = keras.layers.Conv2D(n_classes, 1, activation="sigmoid")(X)'),
    ),
    Mistake(
        "relu-at-the-end",
        "The last convolution has a ReLU; logits may be negative, so it has no activation.",
        edits=at_the_end('logits = keras.layers.Conv2D(n_classes, 1, activation="relu")(X)'),
    ),
    Mistake(
        "last-of-three",
        "The last convolution has filters of 3 × 3; 1 × 1 is asked for.",
        edits=at_the_end('logits = keras.layers.Conv2D(n_classes, 3, padding="same")(X)'),
    ),
    Mistake(
        "twenty-three-classes",
        "The number of outputs is fixed at 23; it is the argument n_classes.",
        edits=at_the_end("logits = keras.layers.Conv2D(23, 1)(X)"),
    ),
    Mistake(
        "filters-at-the-end",
        "The last convolution has n_filters; n_classes are asked for.",
        edits=at_the_end("logits = keras.layers.Conv2D(n_filters, 1)(X)"),
    ),
    Mistake(
        "no-last-one-by-one",
        "The 1 × 1 convolution at the end is missing: n_classes numbers are asked for at each pixel.",
        edits=at_the_end("logits = X"),
    ),
    Mistake(
        "dense-at-the-end",
        "The network ends with one answer for the whole picture; one for each pixel is asked for, by a 1 × 1 "
        "convolution.",
        edits=at_the_end("logits = keras.layers.Dense(n_classes)(keras.layers.GlobalAveragePooling2D()(X))"),
    ),
    Mistake(
        "no-last-three-by-three",
        "The 3 × 3 convolution after the last block is missing.",
        edits=((CONV, "X = up9"),),
    ),
    Mistake(
        "last-three-by-three-without-relu",
        "The 3 × 3 convolution after the last block has no ReLU.",
        edits=((CONV, CONV.replace(', activation="relu"', "")),),
    ),
    Mistake(
        "last-three-by-three-as-usual",
        'The 3 × 3 convolution after the last block has no kernel_initializer="he_normal".',
        edits=((CONV, CONV.replace(', kernel_initializer="he_normal"', "")),),
    ),
    Mistake(
        "last-three-by-three-of-classes",
        "The 3 × 3 convolution after the last block has n_classes filters; it has n_filters.",
        edits=((CONV, CONV.replace("n_filters", "n_classes")),),
    ),
    Mistake(
        "last-three-by-three-does-not-pad",
        'The 3 × 3 convolution after the last block does not pad: padding="same".',
        edits=((CONV, CONV.replace('padding="same", ', "")),),
    ),
    Mistake(
        "last-block-of-two",
        "A whole conv_block stands at the end; one 3 × 3 convolution is asked for before the 1 × 1.",
        edits=((CONV, "X, _ = conv_block(up9, n_filters, max_pooling=False)"),),
    ),
)

U = (
    Mistake(
        "three-halvings",
        "There are three blocks with pooling on the way down; four are asked for.",
        edits=(
            (f"    {FOURTH}\n", ""),
            (BOTTOM, BOTTOM.replace("next4", "next3").replace("16", "8")),
            ("    up6 = upsampling_block(bottom, skip4, n_filters * 8)\n", ""),
            ("upsampling_block(up6,", "upsampling_block(bottom,"),
        ),
    ),
    Mistake(
        "five-halvings",
        "There are five blocks with pooling on the way down; four are asked for, then the bottom.",
        edits=(
            (
                BOTTOM,
                "next5, skip5 = conv_block(next4, n_filters * 16, dropout_prob=0.3)\n"
                "    bottom, _ = conv_block(next5, n_filters * 32, dropout_prob=0.3, max_pooling=False)\n"
                "    up5 = upsampling_block(bottom, skip5, n_filters * 16)",
            ),
            ("upsampling_block(bottom, skip4", "upsampling_block(up5, skip4"),
        ),
    ),
    Mistake(
        "same-filters-everywhere",
        "All blocks have n_filters; each block down is to have twice as many as the one before.",
        edits=tuple((f"n_filters * {k}", "n_filters") for k in (16, 8, 4, 2)),
    ),
    Mistake(
        "bottom-of-eight",
        "The bottom has 8 times n_filters, as the block before; it is to have 16 times.",
        edits=(("n_filters * 16", "n_filters * 8"),),
    ),
    Mistake(
        "up-too-wide",
        "The blocks on the way up have twice as many filters as asked for: 8, 4, 2 and 1 times n_filters.",
        edits=tuple(
            (f"skip{k}, {old})", f"skip{k}, {new})")
            for k, old, new in (
                (4, "n_filters * 8", "n_filters * 16"),
                (3, "n_filters * 4", "n_filters * 8"),
                (2, "n_filters * 2", "n_filters * 4"),
                (1, "n_filters", "n_filters * 2"),
            )
        ),
    ),
    Mistake(
        "up-in-the-order-of-down",
        "On the way up the filters grow again (1, 2, 4, 8 times); they are to be halved: 8, 4, 2, 1.",
        edits=tuple(
            (f"skip{k}, {old})", f"skip{k}, {new})")
            for k, old, new in (
                (4, "n_filters * 8", "n_filters"),
                (3, "n_filters * 4", "n_filters * 2"),
                (2, "n_filters * 2", "n_filters * 4"),
                (1, "n_filters", "n_filters * 8"),
            )
        ),
    ),
    Mistake(
        "up-all-alike",
        "The blocks on the way up all have n_filters: 8, 4, 2 and 1 times n_filters are asked for.",
        edits=tuple(
            (f"skip{k}, n_filters * {times})", f"skip{k}, n_filters)")
            for k, times in ((4, 8), (3, 4), (2, 2))
        ),
    ),
    Mistake(
        "sizes-differ",
        "Keras stops where two maps are to be joined. Is the bottom without pooling? "
        "Does each block "
        "down read the pooled tensor, the first of two? Does each block up get the skip, the second, of its "
        "own size, and not both?",
        edits=((", max_pooling=False", ""),),
    ),
    Mistake(
        "pooled-instead-of-skips",
        "A block up gets what the block above has pooled, the first of two tensors. Its size fits, but the skip "
        "is the second tensor, [1], of the block at its own level.",
        edits=(
            ("bottom, skip4", "bottom, next3"),
            ("up6, skip3", "up6, next2"),
            ("up7, skip2", "up7, next1"),
        ),
    ),
    Mistake(
        "no-skips",
        "The skips are not used: what was enlarged is joined with itself.",
        edits=tuple(
            (
                f"upsampling_block({source}, skip{k}, {filters})",
                f"upsampling_block({source}, keras.layers.UpSampling2D(2)({source}), {filters})",
            )
            for source, k, filters in (
                ("bottom", 4, "n_filters * 8"),
                ("up6", 3, "n_filters * 4"),
                ("up7", 2, "n_filters * 2"),
                ("up8", 1, "n_filters"),
            )
        ),
    ),
    Mistake(
        "no-dropout",
        "There is no dropout; 0.3 is asked for in the fourth block and in the bottom.",
        edits=((", dropout_prob=0.3", ""),),
    ),
    Mistake(
        "dropout-at-the-bottom-alone",
        "The fourth block has no dropout; 0.3 is asked for there and in the bottom.",
        edits=((FOURTH, FOURTH.replace(", dropout_prob=0.3", "")),),
    ),
    Mistake(
        "dropout-in-the-fourth-alone",
        "The bottom has no dropout; 0.3 is asked for there and in the fourth block.",
        edits=((BOTTOM, BOTTOM.replace(", dropout_prob=0.3", "")),),
    ),
    Mistake(
        "dropout-of-a-half",
        "The dropouts have a rate of 0.5, as in the paper; 0.3 is asked for.",
        edits=(("0.3", "0.5"),),
    ),
    Mistake(
        "dropout-everywhere",
        "All blocks down have a dropout; only the fourth and the bottom are to have one.",
        edits=tuple(
            (f"conv_block({source}, {filters})", f"conv_block({source}, {filters}, 0.3)")
            for source, filters in (
                ("inputs", "n_filters"),
                ("next1", "n_filters * 2"),
                ("next2", "n_filters * 4"),
            )
        ),
    ),
    Mistake(
        "dropout-one-block-early",
        "The dropouts stand in the third and fourth block; the fourth and the bottom are to have them.",
        edits=(
            ("conv_block(next2, n_filters * 4)", "conv_block(next2, n_filters * 4, 0.3)"),
            (BOTTOM, BOTTOM.replace(", dropout_prob=0.3", "")),
        ),
    ),
    Mistake(
        "tensor-returned",
        "The last tensor comes back; put a keras.Model around it, from the pictures to the logits.",
        edits=((MODEL, "return logits"),),
    ),
    Mistake(
        "any-size",
        "The size of the pictures is left open; it is the argument input_size.",
        edits=(("keras.Input(input_size)", "keras.Input((None, None, input_size[-1]))"),),
    ),
    Mistake(
        "fixed-size",
        "The size of the pictures is fixed at 96 × 128; it is the argument input_size.",
        edits=(("keras.Input(input_size)", "keras.Input((96, 128, 3))"),),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: is the last `return` missing?",
        edits=((MODEL, ""),),
    ),
)

UNET = END + U
