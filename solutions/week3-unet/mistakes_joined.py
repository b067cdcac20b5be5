"""Known mistakes of `upsampling_block` up to the join."""

from cnn_helpers.grading.assignments.questions import Mistake

UP = 'up = keras.layers.Conv2DTranspose(n_filters, 3, strides=2, padding="same")(expansive_input)'
MERGED = "merged = keras.layers.Concatenate(axis=3)([up, contractive_input])"
CONV = 'keras.layers.Conv2D(n_filters, 3, padding="same", activation="relu", kernel_initializer="he_normal")'
FIRST, SECOND = f"X = {CONV}(merged)", f"X = {CONV}(X)"
RETURN = "return X"
RELU, SAME, HE = ', activation="relu"', 'padding="same", ', ', kernel_initializer="he_normal"'


def enlarged(new: str) -> tuple[tuple[str, str], ...]:
    """Another way to make `up`."""
    return ((UP, new),)


def of_up(old: str, new: str) -> tuple[tuple[str, str], ...]:
    return ((UP, UP.replace(old, new)),)


def both(old: str, new: str) -> tuple[tuple[str, str], ...]:
    return ((CONV, CONV.replace(old, new)),)


def joined(layer: str) -> tuple[tuple[str, str], ...]:
    """Another layer joins the two; where the channels differ, a 1 x 1 convolution makes them fit."""
    fitted = "contractive_input if contractive_input.shape[-1] == n_filters else "
    fitted += "keras.layers.Conv2D(n_filters, 1)(contractive_input)"
    return ((MERGED, f"skip = {fitted}\n    merged = keras.layers.{layer}()([up, skip])"),)


ENLARGED = (
    Mistake(
        "repeated-alone",
        "UpSampling2D repeats numbers and has no weights; Conv2DTranspose is asked for.",
        edits=enlarged("up = keras.layers.UpSampling2D(2)(expansive_input)"),
    ),
    Mistake(
        "repeated-then-convolved",
        "UpSampling2D and a convolution do the enlarging; Conv2DTranspose is asked for.",
        edits=enlarged(
            "up = keras.layers.Conv2D(n_filters, 3, "
            'padding="same")(keras.layers.UpSampling2D(2)(expansive_input))'
        ),
    ),
    Mistake(
        "repeated-then-convolved-by-two",
        "UpSampling2D and a convolution of 2 × 2 do the enlarging, as in many programs; Conv2DTranspose of 3 "
        "× 3 is asked "
        "for.",
        edits=enlarged(
            'up = keras.layers.Conv2D(n_filters, 2, padding="same", activation="relu", '
            'kernel_initializer="he_normal")(keras.layers.UpSampling2D(2)(expansive_input))'
        ),
    ),
    Mistake(
        "interpolated",
        "UpSampling2D with bilinear interpolation has no weights; Conv2DTranspose is asked for.",
        edits=enlarged('up = keras.layers.UpSampling2D(2, interpolation="bilinear")(expansive_input)'),
    ),
    Mistake(
        "filter-of-two",
        "The transposed convolution has filters of 2 × 2, as in the paper; 3 × 3 is asked for.",
        edits=of_up("n_filters, 3", "n_filters, 2"),
    ),
    Mistake(
        "filter-of-four",
        "The transposed convolution has filters of 4 × 4; 3 × 3 is asked for.",
        edits=of_up("n_filters, 3", "n_filters, 4"),
    ),
    Mistake(
        "sizes-differ",
        "Keras stops on the way to the join. Do the two maps differ in size? Enlarge expansive_input (not "
        'contractive_input), with strides=2 and padding="same", and join along the channels. Or does a TensorFlow '
        "function (tf. …) read a symbolic tensor? Use Keras's layers.",
        edits=of_up("strides=2, ", ""),
    ),
    Mistake(
        "relu-in-the-transposed",
        "The transposed convolution has an activation; none is asked for there.",
        edits=of_up('padding="same"', 'padding="same", activation="relu"'),
    ),
    Mistake(
        "half-the-channels",
        "The transposed convolution gives half as many channels as come from below; n_filters are asked for.",
        edits=of_up("n_filters", "max(1, expansive_input.shape[-1] // 2)"),
    ),
    Mistake(
        "channels-kept",
        "The transposed convolution gives as many channels as come from below; n_filters are asked for.",
        edits=of_up("n_filters", "expansive_input.shape[-1]"),
    ),
    Mistake(
        "channels-of-the-skip",
        "The transposed convolution gives as many channels as the skip has; n_filters are asked for.",
        edits=of_up("n_filters", "contractive_input.shape[-1]"),
    ),
    Mistake(
        "transposed-doubled",
        "The transposed convolution has twice n_filters; n_filters are asked for in all three layers.",
        edits=of_up("n_filters", "2 * n_filters"),
    ),
    Mistake(
        "transposed-without-bias",
        "The transposed convolution has no bias (use_bias=False); leave its settings as Keras has them.",
        edits=of_up('padding="same"', 'padding="same", use_bias=False'),
    ),
    Mistake(
        "batch-norm-after-the-transposed",
        "There is a batch normalisation after the transposed convolution; none is asked for.",
        edits=((UP, f"{UP}\n    up = keras.layers.BatchNormalization()(up)"),),
    ),
)

JOINED = (
    Mistake(
        "skip-first",
        "The skip stands first and what was enlarged behind it; the other way round is asked for, and "
        "trained weights fit "
        "one way only.",
        edits=(("[up, contractive_input]", "[contractive_input, up]"),),
    ),
    Mistake(
        "added",
        "The two maps are added, as in a ResNet; a U-Net concatenates them.",
        edits=joined("Add"),
    ),
    Mistake(
        "added-as-they-are",
        "The two maps are added, as in a ResNet, which stops where they differ in channels; a U-Net concatenates.",
        edits=((MERGED, "merged = keras.layers.Add()([up, contractive_input])"),),
    ),
    Mistake(
        "added-after-one-by-one",
        "The skip is added after a 1 × 1 convolution; a U-Net concatenates, without one.",
        edits=(
            (
                MERGED,
                "merged = keras.layers.Add()([up, keras.layers.Conv2D(n_filters, 1)(contractive_input)])",
            ),
        ),
    ),
    Mistake(
        "larger-of-both",
        "Of the two maps the larger numbers are kept; they are to be concatenated.",
        edits=joined("Maximum"),
    ),
    Mistake(
        "mean-of-both",
        "The mean of the two maps is taken; they are to be concatenated.",
        edits=joined("Average"),
    ),
    Mistake(
        "multiplied",
        "The two maps are multiplied; they are to be concatenated.",
        edits=joined("Multiply"),
    ),
    Mistake(
        "below-each-other",
        "The maps are laid below each other (axis 1, the rows); they are to be joined along the channels, "
        "the last axis.",
        edits=(("Concatenate(axis=3)", "Concatenate(axis=1)"),),
    ),
    Mistake(
        "beside-each-other",
        "The maps are laid beside each other (axis 2, the columns); they are to be joined along the "
        "channels, the last axis.",
        edits=(("Concatenate(axis=3)", "Concatenate(axis=2)"),),
    ),
    Mistake(
        "no-skip",
        "The skip is not used: contractive_input is to be concatenated with what was enlarged.",
        edits=((MERGED, "merged = up"),),
    ),
    Mistake(
        "skip-alone",
        "What comes from below is lost: the enlarged map is to be concatenated with contractive_input.",
        edits=((MERGED, "merged = contractive_input"),),
    ),
    Mistake(
        "enlarged-twice",
        "The enlarged map is concatenated with itself; its partner is contractive_input.",
        edits=(("[up, contractive_input]", "[up, up]"),),
    ),
    Mistake(
        "joined-after-the-first",
        "The skip is joined after the first convolution; it is to be joined before both.",
        edits=(
            (FIRST, FIRST.replace("(merged)", "(up)")),
            (f"    {MERGED}\n", ""),
            (SECOND, f"{MERGED.replace('[up,', '[X,')}\n    X = {CONV}(merged)"),
        ),
    ),
    Mistake(
        "joined-at-the-end",
        "The skip is joined after both convolutions; it is to be joined before them.",
        edits=(
            (FIRST, FIRST.replace("(merged)", "(up)")),
            (f"    {MERGED}\n", ""),
            (RETURN, "return keras.layers.Concatenate(axis=3)([X, contractive_input])"),
        ),
    ),
    Mistake(
        "convolved-skip",
        "The skip goes through a convolution before it is joined; it is to be joined as it is.",
        edits=(("[up, contractive_input]", f"[up, {CONV}(contractive_input)]"),),
    ),
)
