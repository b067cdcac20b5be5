"""Wrong versions of the four short functions: padding, one window, the mask and the equal shares."""

from cnn_helpers.grading.assignments.questions import Mistake

PADS = "((0, 0), (pad, pad), (pad, pad), (0, 0))"

ZERO_PAD = (
    Mistake(
        "pads-every-axis",
        "Zeros were added on all four axes: the number of images and of channels must stay as they are.",
        edits=((PADS, "pad"),),
    ),
    Mistake(
        "pads-the-batch",
        "The first axis counts the images. The border belongs to the second and third axis, height and width.",
        edits=((PADS, "((pad, pad), (pad, pad), (0, 0), (0, 0))"),),
    ),
    Mistake(
        "pads-the-channels",
        "The last axis holds the channels. The border belongs to the second and third axis, height and width.",
        edits=((PADS, "((0, 0), (0, 0), (pad, pad), (pad, pad))"),),
    ),
    Mistake(
        "pads-height-only",
        "There are new rows above and below, but no new columns left and right: pad the width as well.",
        edits=((PADS, "((0, 0), (pad, pad), (0, 0), (0, 0))"),),
    ),
    Mistake(
        "pads-width-only",
        "There are new columns left and right, but no new rows above and below: pad the height as well.",
        edits=((PADS, "((0, 0), (0, 0), (pad, pad), (0, 0))"),),
    ),
    Mistake(
        "pads-before-only",
        "Zeros stand above and to the left only: each side of height and width needs its own.",
        edits=((PADS, "((0, 0), (pad, 0), (pad, 0), (0, 0))"),),
    ),
    Mistake(
        "pads-after-only",
        "Zeros stand below and to the right only: each side of height and width needs its own.",
        edits=((PADS, "((0, 0), (0, pad), (0, pad), (0, 0))"),),
    ),
    Mistake(
        "repeats-the-edge",
        "The border repeats the outermost pixels: it should hold zeros.",
        edits=((PADS + ")", PADS + ', mode="edge")'),),
    ),
    Mistake(
        "pads-with-ones",
        "The border has the right place and size, but it holds ones: it should hold zeros.",
        edits=((PADS + ")", PADS + ", constant_values=1)"),),
    ),
    Mistake(
        "pads-with-the-width",
        "The border holds the number `pad`: it should hold zeros.",
        edits=((PADS + ")", PADS + ", constant_values=pad)"),),
    ),
    Mistake(
        "always-one-pixel",
        "The border is one pixel wide whatever `pad` says: use the argument.",
        edits=((PADS, "((0, 0), (1, 1), (1, 1), (0, 0))"),),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the padded images, not only compute or print them.",
        edits=(("return np.pad", "X_pad = np.pad"),),
    ),
)

STEP = "np.sum(products) + b[0, 0, 0]"

CONV_SINGLE_STEP = (
    Mistake(
        "bias-forgotten",
        "The sum of the products is right; the bias is still to be added.",
        edits=((STEP, "np.sum(products)"),),
    ),
    Mistake(
        "bias-for-every-product",
        "The bias was added to every product, inside the sum: add it once, after the sum.",
        edits=((STEP, "np.sum(products + b)"),),
    ),
    Mistake(
        "bias-subtracted",
        "The bias was subtracted: it is added to the sum.",
        edits=((STEP, "np.sum(products) - b[0, 0, 0]"),),
    ),
    Mistake(
        "bias-inside-the-window",
        "The bias was added to the pixels before they met the filter: add it once, after the sum of the products.",
        edits=(("a_slice_prev * W", "(a_slice_prev + b) * W"), (STEP, "np.sum(products)")),
    ),
    Mistake(
        "matrix-product",
        "This is a matrix product of window and filter: multiply them number by number instead.",
        edits=(("a_slice_prev * W", "a_slice_prev @ W"),),
    ),
    Mistake(
        "sum-of-rows-missing",
        "Only one axis was added up, so several numbers came back: the sum runs over rows, columns and channels.",
        edits=(("np.sum(products)", "np.sum(products, axis=0)"),),
    ),
    Mistake(
        "channels-kept-apart",
        "Each channel has a sum of its own: the sum runs over the channels too, and one number comes back.",
        edits=(("np.sum(products)", "np.sum(products, axis=(0, 1))"), ("b[0, 0, 0]", "b[0, 0]")),
    ),
    Mistake(
        "first-channel-only",
        "Only the first channel was used: the sum runs over all channels.",
        edits=(("np.sum(products)", "np.sum(products[:, :, 0])"),),
    ),
    Mistake(
        "mean-instead-of-sum",
        "The products were averaged: add them up and do not divide.",
        edits=(("np.sum(products)", "np.mean(products)"),),
    ),
    Mistake(
        "filter-flipped",
        "The filter was turned upside down and left to right. Deep learning's convolution uses it as it is.",
        edits=(("a_slice_prev * W", "a_slice_prev * W[::-1, ::-1]"),),
    ),
    Mistake(
        "not-added-up",
        "The products came back one by one: add them up, so that a single number comes back.",
        edits=((STEP, "products + b"),),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the number, not only compute or print it.",
        edits=(("return np", "Z = np"),),
    ),
)

MASK = "x == np.max(x)"

CREATE_MASK = (
    Mistake(
        "smallest-instead",
        "The mask marks the smallest value: it should mark the largest.",
        edits=((MASK, "x == np.min(x)"),),
    ),
    Mistake(
        "largest-without-its-sign",
        "The mask marks the value that is furthest from zero: a negative number is never larger than a positive one.",
        edits=((MASK, "np.abs(x) == np.max(np.abs(x))"),),
    ),
    Mistake(
        "largest-of-each-row",
        "The mask marks the largest value of each row: look for the largest of the whole window.",
        edits=((MASK, "x == np.max(x, axis=1, keepdims=True)"),),
    ),
    Mistake(
        "largest-of-each-column",
        "The mask marks the largest value of each column: look for the largest of the whole window.",
        edits=((MASK, "x == np.max(x, axis=0)"),),
    ),
    Mistake(
        "value-kept",
        "The maximum stands in its place, but as its own value: a mask says only true or false (1 or 0).",
        edits=((MASK, "x * (x == np.max(x))"),),
    ),
    Mistake(
        "positive-values",
        "The mask marks everything above zero: it should mark the largest value only.",
        edits=((MASK, "x > 0"),),
    ),
    Mistake(
        "place-instead-of-mask",
        "The place of the maximum came back as a number: a mask has the shape of the window.",
        edits=((MASK, "np.argmax(x)"),),
    ),
    Mistake(
        "value-instead-of-mask",
        "The largest value itself came back: a mask says for every pixel whether it is the largest.",
        edits=((MASK, "np.max(x)"),),
    ),
    Mistake(
        "first-maximum-only",
        "When the largest value stands in several places, the mask is true at each of them, not only at the first.",
        edits=((MASK, "np.arange(x.size).reshape(x.shape) == np.argmax(x)"),),
    ),
    Mistake(
        "mask-upside-down",
        "True and false are exchanged: the mask is true at the maximum and false elsewhere.",
        edits=((MASK, "x < np.max(x)"),),
    ),
)

SHARE = "np.ones((n_H, n_W)) * dz / (n_H * n_W)"

DISTRIBUTE_VALUE = (
    Mistake(
        "value-ignored",
        "The shares add up to 1 and not to `dz`: the value itself is missing.",
        edits=(("* dz ", ""),),
    ),
    Mistake(
        "divided-by-rows-only",
        "Each share is the number divided by the height alone: divide by how many pixels the window has.",
        edits=(("/ (n_H * n_W)", "/ n_H"),),
    ),
    Mistake(
        "divided-by-height-squared",
        "Each share is the number divided by the height squared, as if the window were square: use its width too.",
        edits=(("n_H * n_W)", "n_H * n_H)"),),
    ),
    Mistake(
        "divided-by-rows-plus-columns",
        "Each share is the number divided by height plus width: a window has height times width pixels.",
        edits=(("n_H * n_W", "n_H + n_W"),),
    ),
    Mistake(
        "not-divided",
        "Every pixel received the whole number: together the shares must give the number again.",
        edits=((" / (n_H * n_W)", ""),),
    ),
    Mistake(
        "one-share-only",
        "One share came back: return an array of the window's shape, with the share in every place.",
        edits=(("np.ones((n_H, n_W)) * ", ""),),
    ),
    Mistake(
        "rows-and-columns-exchanged",
        "Height and width are exchanged: `shape` holds the number of rows first, then the number of columns.",
        edits=(("np.ones((n_H, n_W))", "np.ones((n_W, n_H))"),),
    ),
    Mistake(
        "whole-numbers-only",
        "The shares were rounded down to whole numbers: use the ordinary division.",
        edits=((" / ", " // "),),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the array, not only compute or print it.",
        edits=(("return np", "shares = np"),),
    ),
)
