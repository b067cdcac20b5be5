"""Wrong versions of pool_forward."""

from cnn_helpers.grading.assignments.questions import Mistake

CORNER = "top, left = h * stride, w * stride"
ROWS = "n_H = (n_H_prev - f) // stride + 1"
COLUMNS = "n_W = (n_W_prev - f) // stride + 1"
ROUNDED_DOWN = "- f) // stride + 1"
WINDOW = "A_prev[i, top : top + f, left : left + f, c]"
CACHE = "cache = (A_prev, hparameters)"

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
        "A window that hangs over the edge was counted: round the division down, so that it is dropped.",
        edits=(
            (ROWS, "n_H = int(np.ceil((n_H_prev - f) / stride)) + 1"),
            (COLUMNS, "n_W = int(np.ceil((n_W_prev - f) / stride)) + 1"),
        ),
    ),
    Mistake(
        "size-divided-by-window",
        "The size is the input divided by the window: that holds only when stride and window are equal.",
        edits=((ROWS, "n_H = n_H_prev // f"), (COLUMNS, "n_W = n_W_prev // f")),
    ),
    Mistake(
        "square-assumed",
        "The width was computed from the height: images need not be square.",
        edits=(("n_W = (n_W_prev", "n_W = (n_H_prev"),),
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
        "window-one-pixel-short",
        "The window is one pixel too small on each side: the end of a slice does not belong to it any more.",
        edits=(("top : top + f, left : left + f", "top : top + f - 1, left : left + f - 1"),),
    ),
    Mistake(
        "first-image-only",
        "Only the first image of the batch was used: the outermost loop runs over all of them.",
        edits=(("for i in range(m)", "for i in range(1)"),),
    ),
    Mistake(
        "first-image-for-all",
        "Every output shows the first image: cut the window from image number `i`.",
        edits=(("A_prev[i, top", "A_prev[0, top"),),
    ),
    Mistake(
        "first-channel-only",
        "Only the first channel was filled: the innermost loop runs over all channels.",
        edits=(("for c in range(n_C)", "for c in range(1)"),),
    ),
    Mistake(
        "all-channels-in-one-window",
        "Each window was taken from all channels at once: pooling treats every channel on its own.",
        edits=((WINDOW, "A_prev[i, top : top + f, left : left + f, :]"),),
    ),
    Mistake(
        "columns-from-the-row",
        "The window's columns follow the output's row: `left` goes with `w`.",
        edits=((CORNER, "top, left = h * stride, h * stride"),),
    ),
    Mistake(
        "whole-channel",
        "Each window is the whole channel of the image: cut it out with `top`, `left` and `f`.",
        edits=((WINDOW, "A_prev[i, :, :, c]"),),
    ),
    Mistake(
        "all-images-at-once",
        "Each window was taken from all images at once: it belongs to image number `i`.",
        edits=((WINDOW, "A_prev[:, top : top + f, left : left + f, c]"),),
    ),
)

NUMBERS = (
    Mistake(
        "mode-ignored",
        "The largest value came back for averages too: look at `mode`.",
        edits=(("np.mean(window)", "np.max(window)"),),
    ),
    Mistake(
        "always-average",
        "The mean came back for max pooling too: look at `mode`.",
        edits=(("np.max(window)", "np.mean(window)"),),
    ),
    Mistake(
        "modes-exchanged",
        'The two modes are exchanged: `"max"` keeps the largest value, `"average"` the mean.',
        edits=(('mode == "max"', 'mode != "max"'), ('mode == "average"', 'mode == "max"')),
    ),
    Mistake(
        "mode-name-misspelt",
        'Averages are all 0, so your branch for them was never taken: the mode is called `"average"`.',
        edits=(('mode == "average"', 'mode == "avg"'),),
    ),
    Mistake(
        "sum-instead-of-mean",
        "For averages the values were added up but not divided by their number.",
        edits=(("np.mean(window)", "np.sum(window)"),),
    ),
    Mistake(
        "mean-divided-by-size-once",
        "For averages the sum was divided by f: a window has f times f values.",
        edits=(("np.mean(window)", "np.sum(window) / f"),),
    ),
    Mistake(
        "mean-divided-by-stride",
        "For averages the sum was divided by the stride squared: a window has f times f values, whatever the stride.",
        edits=(("np.mean(window)", "np.sum(window) / stride**2"),),
    ),
    Mistake(
        "mean-over-all-channels",
        "The mean was taken over all channels of a window: each channel has its own.",
        edits=(("np.mean(window)", "np.mean(A_prev[i, top : top + f, left : left + f])"),),
    ),
    Mistake(
        "maximum-never-below-zero",
        "Windows of negative numbers gave 0: the search for the largest value must not start at 0.",
        edits=(("np.max(window)", "max(0, np.max(window))"),),
    ),
    Mistake(
        "largest-without-its-sign",
        "The sign was dropped before the largest value was found: a negative number is smaller than a positive one.",
        edits=(("np.max(window)", "np.max(np.abs(window))"),),
    ),
    Mistake(
        "smallest-instead",
        "The smallest value of each window came back: max pooling keeps the largest.",
        edits=(("np.max(window)", "np.min(window)"),),
    ),
    Mistake(
        "whole-numbers-only",
        "The results were cut to whole numbers: make the output array hold floating point numbers.",
        edits=(("np.zeros((m, n_H, n_W, n_C))", "np.zeros((m, n_H, n_W, n_C), dtype=int)"),),
    ),
)

RETURNED = (
    Mistake(
        "cache-holds-output",
        "The cache holds the pooled output: it should hold the input, `A_prev`.",
        edits=((CACHE, "cache = (A, hparameters)"),),
    ),
    Mistake(
        "cache-in-another-order",
        "The cache has the right parts in another order: it is `(A_prev, hparameters)`.",
        edits=((CACHE, "cache = (hparameters, A_prev)"),),
    ),
    Mistake(
        "cache-with-mode",
        "The cache holds a third thing: it is just `(A_prev, hparameters)`. The backward pass is told the mode again.",
        edits=((CACHE, "cache = (A_prev, hparameters, mode)"),),
    ),
    Mistake(
        "cache-missing",
        "Only the output came back: return two things, the output and the cache.",
        edits=(("return A, cache", "return A"),),
    ),
)

POOL_FORWARD = SIZES + WINDOWS + NUMBERS + RETURNED
