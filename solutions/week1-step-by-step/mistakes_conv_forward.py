"""Wrong versions of conv_forward."""

from cnn_helpers.grading.assignments.questions import Mistake

CORNER = "top, left = h * stride, w * stride"
ROWS = "n_H = (n_H_prev + 2 * pad - f) // stride + 1"
COLUMNS = "n_W = (n_W_prev + 2 * pad - f) // stride + 1"
ROUNDED_DOWN = "- f) // stride + 1"
STEP = "conv_single_step(a_slice_prev, W[:, :, :, c], b[:, :, :, c])"
CACHE = "cache = (A_prev, W, b, hparameters)"

SIZES = (
    Mistake(
        "size-without-one",
        "There is one row and one column too few: in the formula for the size, 1 is added after the division.",
        edits=((ROUNDED_DOWN, "- f) // stride"),),
    ),
    Mistake(
        "size-without-stride",
        "The size does not depend on the stride: divide by it, and round down, before 1 is added.",
        edits=((ROUNDED_DOWN, "- f) + 1"),),
    ),
    Mistake(
        "size-rounded-up",
        "A window that hangs over the edge was counted: round the division down.",
        edits=(
            (ROWS, "n_H = int(np.ceil((n_H_prev + 2 * pad - f) / stride)) + 1"),
            (COLUMNS, "n_W = int(np.ceil((n_W_prev + 2 * pad - f) / stride)) + 1"),
        ),
    ),
    Mistake(
        "size-rounded-to-nearest",
        "The size was rounded to the nearest whole number: round the division down.",
        edits=(
            (ROWS, "n_H = round((n_H_prev + 2 * pad - f) / stride) + 1"),
            (COLUMNS, "n_W = round((n_W_prev + 2 * pad - f) / stride) + 1"),
        ),
    ),
    Mistake(
        "size-not-a-whole-number",
        "The size is a number with a decimal point, which neither an array's shape nor a loop can use: round it down.",
        edits=((ROUNDED_DOWN, "- f) / stride + 1"),),
    ),
    Mistake(
        "size-ignores-padding",
        "The size is that of an image without its border: the padding is on both sides, so it counts twice.",
        edits=((" + 2 * pad - f", " - f"),),
    ),
    Mistake(
        "size-counts-padding-once",
        "The border stands on both sides of each axis: in the formula for the size the padding counts twice.",
        edits=((" + 2 * pad - f", " + pad - f"),),
    ),
    Mistake(
        "square-assumed",
        "The width was computed from the height: images need not be square.",
        edits=(("n_W = (n_W_prev", "n_W = (n_H_prev"),),
    ),
    Mistake(
        "height-and-width-exchanged",
        "Height and width of the output are exchanged: rows come first, then columns.",
        edits=(("n_H = (n_H_prev", "n_H = (n_W_prev"), ("n_W = (n_W_prev", "n_W = (n_H_prev")),
    ),
)

WINDOWS = (
    Mistake(
        "stride-on-rows-only",
        "The stride moves the window down but not to the right: the left edge is a multiple of the stride too.",
        edits=((CORNER, "top, left = h * stride, w"),),
    ),
    Mistake(
        "stride-on-columns-only",
        "The stride moves the window to the right but not down: the top edge is a multiple of the stride too.",
        edits=((CORNER, "top, left = h, w * stride"),),
    ),
    Mistake(
        "stride-not-used-for-windows",
        "The size is right, but the window moves by one pixel each time: multiply the output position by the stride.",
        edits=((CORNER, "top, left = h, w"),),
    ),
    Mistake(
        "rows-and-columns-exchanged",
        "The window's rows follow the output column and its columns the output row: exchange the two.",
        edits=((CORNER, "left, top = h * stride, w * stride"),),
    ),
    Mistake(
        "window-one-pixel-short",
        "The window is one pixel too small on each side: the end of a slice does not belong to it any more.",
        edits=(("top : top + f, left : left + f", "top : top + f - 1, left : left + f - 1"),),
    ),
    Mistake(
        "padding-forgotten",
        "The size counts the border, but the windows are cut from the image without it: use the padded images.",
        edits=(("A_prev_pad[i,", "A_prev[i,"),),
    ),
    Mistake(
        "padded-by-one-always",
        "The border is one pixel wide whatever the hyperparameters say: use the value of `pad`.",
        edits=(("zero_pad(A_prev, pad)", "zero_pad(A_prev, 1)"),),
    ),
    Mistake(
        "first-image-only",
        "Only the first image of the batch was used: the outermost loop runs over all of them.",
        edits=(("for i in range(m)", "for i in range(1)"),),
    ),
    Mistake(
        "first-image-for-all",
        "Every output shows the first image: cut the window from image number `i`.",
        edits=(("A_prev_pad[i,", "A_prev_pad[0,"),),
    ),
    Mistake(
        "stride-and-pad-exchanged",
        "Stride and padding are exchanged: look at which value you take from which key of the dictionary.",
        edits=(('hparameters["stride"], hparameters["pad"]', 'hparameters["pad"], hparameters["stride"]'),),
    ),
    Mistake(
        "stride-always-one",
        "The stride is taken to be 1: read it from the dictionary.",
        edits=(('stride, pad = hparameters["stride"],', "stride, pad = 1,"),),
    ),
    Mistake(
        "columns-from-the-row",
        "The window's columns follow the output's row: `left` goes with `w`.",
        edits=((CORNER, "top, left = h * stride, h * stride"),),
    ),
    Mistake(
        "windows-never-overlap",
        "The window moves by its own size: it should move by the stride, which may be smaller or larger.",
        edits=((CORNER, "top, left = h * f, w * f"),),
    ),
)

NUMBERS = (
    Mistake(
        "bias-forgotten",
        "The products are added up rightly, but the bias is missing: each filter adds its own.",
        edits=((STEP, "np.sum(a_slice_prev * W[:, :, :, c])"),),
    ),
    Mistake(
        "bias-for-every-product",
        "The bias was added to every product of a window, inside the sum: add it once, after the sum.",
        edits=((STEP, "np.sum(a_slice_prev * W[:, :, :, c] + b[:, :, :, c])"),),
    ),
    Mistake(
        "bias-of-the-first-filter",
        "All filters use the first bias: filter number `c` has bias number `c`.",
        edits=(("b[:, :, :, c]", "b[:, :, :, 0]"),),
    ),
    Mistake(
        "first-filter-for-all",
        "All output channels were made with the first filter: channel `c` belongs to filter number `c`.",
        edits=(("W[:, :, :, c]", "W[:, :, :, 0]"),),
    ),
    Mistake(
        "first-output-channel-only",
        "Only the first output channel was filled: the innermost loop runs over all filters.",
        edits=(("for c in range(n_C)", "for c in range(1)"),),
    ),
    Mistake(
        "first-input-channel-only",
        "Only the first channel of the image was used: a window has all channels, and the sum runs over them.",
        edits=((STEP, "np.sum(a_slice_prev[:, :, 0] * W[:, :, 0, c]) + b[0, 0, 0, c]"),),
    ),
    Mistake(
        "filter-flipped",
        "The filters were turned upside down and left to right: use them as they are.",
        edits=(("W[:, :, :, c]", "W[::-1, ::-1, :, c]"),),
    ),
    Mistake(
        "negative-values-cut-off",
        "Negative results became 0. The activation is a layer of its own: leave it out here.",
        edits=(("return Z, cache", "return np.maximum(Z, 0), cache"),),
    ),
    Mistake(
        "whole-numbers-only",
        "The results were cut to whole numbers: make the output array hold floating point numbers.",
        edits=(("np.zeros((m, n_H, n_W, n_C))", "np.zeros((m, n_H, n_W, n_C), dtype=int)"),),
    ),
    Mistake(
        "channels-in-front",
        "The channels stand before height and width: the order is examples, height, width, channels.",
        edits=(("return Z, cache", "return np.moveaxis(Z, 3, 1), cache"),),
    ),
)

RETURNED = (
    Mistake(
        "cache-holds-padded-images",
        "The cache holds the padded images: it should hold `A_prev` as it came in.",
        edits=((CACHE, "cache = (A_prev_pad, W, b, hparameters)"),),
    ),
    Mistake(
        "cache-in-another-order",
        "The cache has the right parts in another order: it is `(A_prev, W, b, hparameters)`.",
        edits=((CACHE, "cache = (W, b, A_prev, hparameters)"),),
    ),
    Mistake(
        "cache-without-hyperparameters",
        "The cache lacks the dictionary with the hyperparameters: it is `(A_prev, W, b, hparameters)`.",
        edits=((CACHE, "cache = (A_prev, W, b)"),),
    ),
    Mistake(
        "cache-with-numbers-for-dictionary",
        "The cache holds stride and padding as two numbers: put the dictionary itself into it, as its fourth part.",
        edits=((CACHE, "cache = (A_prev, W, b, stride, pad)"),),
    ),
    Mistake(
        "cache-missing",
        "Only the output came back: return two things, the output and the cache.",
        edits=(("return Z, cache", "return Z"),),
    ),
    Mistake(
        "cache-first",
        "The cache came back before the output: return the output first.",
        edits=(("return Z, cache", "return cache, Z"),),
    ),
)

CONV_FORWARD = SIZES + WINDOWS + NUMBERS + RETURNED
