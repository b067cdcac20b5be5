"""Wrong versions of pool_backward."""

from cnn_helpers.grading.assignments.questions import Mistake

CORNER = "top, left = h * stride, w * stride"
PLACE = "dA_prev[i, top : top + f, left : left + f, c]"
MAX = PLACE + " += mask * dA[i, h, w, c]"
AVERAGE = PLACE + " += shares"
SHARES = "distribute_value(dA[i, h, w, c], (f, f))"

WINDOWS = (
    Mistake(
        "stride-forgotten",
        "The windows move by one pixel whatever the stride: they must lie where they lay in the forward pass.",
        edits=((CORNER, "top, left = h, w"),),
    ),
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
        "windows-never-overlap",
        "The window moves by its own size: it should move by the stride, which may be smaller or larger.",
        edits=((CORNER, "top, left = h * f, w * f"),),
    ),
    Mistake(
        "rows-and-columns-exchanged",
        "The window's rows follow the output column and its columns the output row: exchange the two.",
        edits=((CORNER, "left, top = h * stride, w * stride"),),
    ),
    Mistake(
        "first-image-only",
        "Only the first image of the batch was used: the outermost loop runs over all of them.",
        edits=(("for i in range(m)", "for i in range(1)"),),
    ),
    Mistake(
        "first-channel-only",
        "Only the first channel was used: the innermost loop runs over all channels.",
        edits=(("for c in range(n_C)", "for c in range(1)"),),
    ),
    Mistake(
        "mask-of-the-first-image",
        "The masks were made from the first image: the window belongs to image number `i`.",
        edits=(("window = A_prev[i,", "window = A_prev[0,"),),
    ),
    Mistake(
        "mask-of-the-first-channel",
        "The masks were made from the first channel: every channel has its own maximum.",
        edits=(
            (
                "window = A_prev[i, top : top + f, left : left + f, c]",
                "window = A_prev[i, top : top + f, left : left + f, 0]",
            ),
        ),
    ),
    Mistake(
        "maximum-of-all-channels",
        "The maximum was looked for in all channels at once: every channel has its own.",
        edits=(
            (
                "mask = create_mask_from_window(window)",
                "mask = window == np.max(A_prev[i, top : top + f, left : left + f])",
            ),
        ),
    ),
    Mistake(
        "maximum-of-the-whole-image",
        "The maximum was looked for in the whole image: each window has its own.",
        edits=(("mask = create_mask_from_window(window)", "mask = window == np.max(A_prev[i, :, :, c])"),),
    ),
)

NUMBERS = (
    Mistake(
        "gradient-changed",
        "`dA` holds other numbers after the call than before: work on a copy, or leave it alone.",
        edits=(("return dA_prev", "dA *= 0\n    return dA_prev"),),
    ),
    Mistake(
        "nothing-added-up",
        "Each window overwrites what earlier windows left, in both modes: where windows overlap the parts add up.",
        edits=((MAX, MAX.replace("+=", "=")), (AVERAGE, AVERAGE.replace("+=", "="))),
    ),
    Mistake(
        "max-not-added-up",
        "With max each window overwrites what earlier windows left: where windows overlap the parts add up.",
        edits=((MAX, MAX.replace("+=", "=")),),
    ),
    Mistake(
        "average-not-added-up",
        "With averages each window overwrites what earlier windows left: where windows overlap the parts add up.",
        edits=((AVERAGE, AVERAGE.replace("+=", "=")),),
    ),
    Mistake(
        "mode-ignored",
        "Averages were treated like maxima: look at `mode`.",
        edits=(('elif mode == "average"', "elif False"), ('if mode == "max"', "if True")),
    ),
    Mistake(
        "always-average",
        "Maxima were treated like averages: look at `mode`.",
        edits=(('elif mode == "average"', "else"), ('if mode == "max"', "if False")),
    ),
    Mistake(
        "mode-name-misspelt",
        'With averages all is 0, so your branch for them was never taken: the mode is called `"average"`.',
        edits=(('mode == "average"', 'mode == "avg"'),),
    ),
    Mistake(
        "average-not-divided",
        "With averages every pixel received the whole gradient of its window: it receives an equal share.",
        edits=((SHARES, "dA[i, h, w, c]"),),
    ),
    Mistake(
        "average-divided-by-size-once",
        "With averages the shares are too large: a window has f times f pixels, not f.",
        edits=((SHARES, "dA[i, h, w, c] / f"),),
    ),
    Mistake(
        "average-divided-by-output-size",
        "With averages the gradient was divided by the size of the pooled output: divide by the size of the window.",
        edits=((SHARES, "np.ones((f, f)) * dA[i, h, w, c] / (n_H * n_W)"),),
    ),
    Mistake(
        "average-divided-by-input-size",
        "With averages the gradient was divided by the size of the whole image: divide by the size of the window.",
        edits=((SHARES, "np.ones((f, f)) * dA[i, h, w, c] / (A_prev.shape[1] * A_prev.shape[2])"),),
    ),
    Mistake(
        "average-weighted-by-values",
        "With averages the shares were multiplied by the input: all pixels of a window receive the same share.",
        edits=((AVERAGE, PLACE + " += shares * A_prev[i, top : top + f, left : left + f, c]"),),
    ),
    Mistake(
        "max-without-output-gradient",
        "With max the mask alone was added: multiply it by the window's number of `dA`.",
        edits=((MAX, PLACE + " += mask"),),
    ),
    Mistake(
        "max-multiplied-by-value",
        "With max the gradient was multiplied by the largest value: the mask is 1 there, whatever the value.",
        edits=((MAX, PLACE + " += mask * window * dA[i, h, w, c]"),),
    ),
    Mistake(
        "max-without-mask",
        "With max the whole window received the gradient: only its largest value does.",
        edits=((MAX, PLACE + " += dA[i, h, w, c]"),),
    ),
    Mistake(
        "max-weighted-by-all-values",
        "With max the gradient was multiplied by the values of the window: use the mask of the window instead.",
        edits=((MAX, PLACE + " += window * dA[i, h, w, c]"),),
    ),
    Mistake(
        "smallest-instead",
        "With max the gradient went to the smallest value of each window: it belongs to the largest.",
        edits=(("create_mask_from_window(window)", "window == np.min(window)"),),
    ),
    Mistake(
        "shape-of-the-output",
        "The answer has the shape of `dA`: it should have the shape of the input, `A_prev`.",
        edits=(("np.zeros(A_prev.shape)", "np.zeros(dA.shape)"),),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return `dA_prev`.",
        edits=(("return dA_prev", "dA_prev.sum()"),),
    ),
)

POOL_BACKWARD = WINDOWS + NUMBERS
