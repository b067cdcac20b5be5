"""Known mistakes of `transposed_conv` in laying the stamps."""

from cnn_helpers.grading.assignments.questions import Mistake

SIZE = "size = (n - 1) * stride + f"
CANVAS = "canvas = np.zeros((size, size))"
PLACE = "top, left = i * stride, j * stride"
STAMP = "canvas[top : top + f, left : left + f] += x[i, j] * w"
END = "end = size - pad + output_pad"
RETURN = "return canvas[pad:end, pad:end]"
ROWS = "for i in range(n):\n        for j in range(n):"
BODY = "\n".join(
    (
        f"    {SIZE}",
        f"    {CANVAS}",
        "    for i in range(n):",
        "        for j in range(n):",
        f"            {PLACE}",
        f"            {STAMP}",
    )
)


def stamp(new: str) -> tuple[str, str]:
    return STAMP, new


def window(new: str) -> tuple[str, str]:
    """An edit of the line that adds a stamp: another filter."""
    return STAMP, STAMP.replace("* w", f"* {new}")


STAMPS = (
    Mistake(
        "stamps-overwrite",
        "Where stamps overlap, the later one replaces the earlier; they are to be added: += instead of =.",
        edits=(stamp(STAMP.replace("+=", "=")),),
    ),
    Mistake(
        "largest-stamp",
        "Where stamps overlap, the larger number is kept; they are to be added.",
        edits=(
            stamp(
                "canvas[top : top + f, left : left + f] = "
                "np.maximum(canvas[top : top + f, left : left + f], x[i, j] * w)"
            ),
        ),
    ),
    Mistake(
        "mean-of-stamps",
        "Where stamps overlap, their mean is taken; they are to be added, and nothing is divided.",
        edits=(
            (CANVAS, f"{CANVAS}\n    stamps = np.zeros((size, size))"),
            stamp(f"{STAMP}\n            stamps[top : top + f, left : left + f] += 1"),
            (END, f"canvas = canvas / np.maximum(stamps, 1)\n    {END}"),
        ),
    ),
    Mistake(
        "filter-turned",
        "The filter is turned by half a turn, w[::-1, ::-1]. Stamps are laid as the filter is; only who "
        "gathers over an "
        "input with zeros between its numbers must turn it.",
        edits=(window("w[::-1, ::-1]"),),
    ),
    Mistake(
        "filter-transposed",
        "The filter's rows and columns are exchanged; in spite of its name a transposed convolution does not "
        "transpose "
        "the filter.",
        edits=(window("w.T"),),
    ),
    Mistake(
        "input-transposed",
        "Rows and columns of x are exchanged: the row number i moves the stamp down, the column number j to "
        "the right.",
        edits=((PLACE, "top, left = j * stride, i * stride"),),
    ),
    Mistake(
        "stride-ignored",
        "Stamps lie one row and column apart, whatever the stride is: the stamp of x[i, j] begins at row i * "
        "stride.",
        edits=((SIZE, "size = n - 1 + f"), (PLACE, "top, left = i, j")),
    ),
    Mistake(
        "stride-in-size-alone",
        "The canvas has its right size, but all stamps lie one row and column apart: they begin at i * "
        "stride and "
        "j * stride.",
        edits=((PLACE, "top, left = i, j"),),
    ),
    Mistake(
        "side-by-side",
        "Stamps lie side by side, f apart; they are to lie `stride` apart, and to overlap where the stride is "
        "smaller than f.",
        edits=((SIZE, "size = n * f"), (PLACE, "top, left = i * f, j * f")),
    ),
    Mistake(
        "stride-zeros-between",
        "Stamps lie one row and column too far apart. Between two numbers of x belong stride - 1 zeros, not "
        "`stride` of "
        "them.",
        edits=(
            (SIZE, "size = (n - 1) * (stride + 1) + f"),
            (PLACE, "top, left = i * (stride + 1), j * (stride + 1)"),
        ),
    ),
    Mistake(
        "same-stamp-everywhere",
        "Every stamp is the filter itself; it is to be multiplied by the number x[i, j].",
        edits=(stamp(STAMP.replace("x[i, j] * w", "w")),),
    ),
    Mistake(
        "products-of-windows",
        "A window of x is multiplied with the filter and added up, as in an ordinary convolution; here each "
        "single number "
        "of x makes a whole window of the output.",
        edits=(
            (
                BODY,
                "    padded = np.pad(x, f - 1)\n"
                "    size = (padded.shape[0] - f) // stride + 1\n"
                "    canvas = np.zeros((size, size))\n"
                "    for i in range(size):\n"
                "        for j in range(size):\n"
                "            window = padded[i * stride : i * stride + f, j * stride : j * stride + f]\n"
                "            canvas[i, j] = np.sum(window * w)",
            ),
        ),
    ),
    Mistake(
        "repeated-numbers",
        "Each number of x is repeated in a square, and the filter is not used. That is up-sampling without "
        "weights; here "
        "each number times the filter is added.",
        edits=(
            (SIZE, "size = n * stride"),
            (
                STAMP,
                "canvas[top : top + stride, left : left + stride] += x[i, j]",
            ),
        ),
    ),
    Mistake(
        "spread-without-filter",
        "Each number of x stands alone on the canvas: it is to be multiplied by the whole filter and to fill "
        "f × f places.",
        edits=(stamp("canvas[top, left] += x[i, j]"),),
    ),
    Mistake(
        "last-row-forgotten",
        "The last row and column of x make no stamps; both loops run over all n.",
        edits=((ROWS, ROWS.replace("range(n)", "range(n - 1)")),),
    ),
)
