"""Known mistakes of `transposed_conv`: those in laying the stamps, in cutting the canvas, and in what is returned."""

from cnn_helpers.grading.assignments.questions import Mistake

from .mistakes_stamps import CANVAS, END, RETURN, SIZE, STAMP, STAMPS, stamp

CUTS = (
    Mistake(
        "nothing-cut",
        "Nothing is cut away: pad rows above and pad columns on the left go, and pad - output_pad below and "
        "on the right.",
        edits=((RETURN, "return canvas"),),
    ),
    Mistake(
        "zeros-around",
        "pad adds a border of zeros; in a transposed convolution it cuts a border away.",
        edits=((RETURN, "return np.pad(canvas, ((pad, pad - output_pad), (pad, pad - output_pad)))"),),
    ),
    Mistake(
        "input-padded",
        "Zeros are put around x before the stamps, so the output grows by pad; here pad makes the output "
        "smaller.",
        edits=(
            ("n, f = x.shape[0]", "x = np.pad(x, pad)\n    n, f = x.shape[0]"),
            (END, "end = size + output_pad"),
            (RETURN, "return canvas[:end, :end]"),
        ),
    ),
    Mistake(
        "cut-below-alone",
        'All that is cut goes below and on the right (as in Keras, where padding="same" does so); here pad '
        "rows go above "
        "and pad columns on the left.",
        edits=((RETURN, "end -= pad\n    return canvas[:end, :end]"),),
    ),
    Mistake(
        "cut-above-alone",
        "All that is cut goes above and on the left; below and on the right pad - output_pad rows and "
        "columns are to go.",
        edits=((RETURN, "begin = 2 * pad - output_pad\n    return canvas[begin:, begin:]"),),
    ),
    Mistake(
        "cut-above-only-once",
        "Only the pad rows above and the columns on the left are cut; below and on the right pad - "
        "output_pad are to go "
        "too.",
        edits=((RETURN, "return canvas[pad:, pad:]"),),
    ),
    Mistake(
        "cut-below-only-once",
        "Only below and on the right something is cut; pad rows above and pad columns on the left are to go "
        "too.",
        edits=((RETURN, "return canvas[:end, :end]"),),
    ),
    Mistake(
        "cut-twice",
        "Twice as much as pad is cut on every side: pad rows go above, and pad - output_pad below.",
        edits=(
            (END, "end = size - 2 * pad + output_pad"),
            (RETURN, "return canvas[2 * pad : end, 2 * pad : end]"),
        ),
    ),
    Mistake(
        "rows-cut-alone",
        "Only rows are cut; the same number of columns is to go: canvas[…, …].",
        edits=((RETURN, "return canvas[pad:end]"),),
    ),
    Mistake(
        "one-more-cut",
        "One row and one column too many are cut below and on the right: a slice ends before its second "
        "number.",
        edits=((END, "end = size - pad + output_pad - 1"),),
    ),
    Mistake(
        "cut-from-minus-pad",
        "canvas[pad:-pad] is empty where nothing is to be cut, because -0 is 0: count the end from the front.",
        edits=((RETURN, "cut = pad - output_pad\n    return canvas[pad:-cut, pad:-cut]"),),
    ),
    Mistake(
        "output-pad-ignored",
        "output_pad is not used: it keeps that many more rows below and columns on the right.",
        edits=((END, "end = size - pad"),),
    ),
    Mistake(
        "output-pad-taken-away",
        "output_pad cuts more away; it is to keep more: pad - output_pad rows go below.",
        edits=((END, "end = size - pad - output_pad"),),
    ),
    Mistake(
        "output-pad-above",
        "output_pad keeps more above and on the left; it is to do so below and on the right.",
        edits=(
            (RETURN, "begin, end = pad - output_pad, size - pad\n    return canvas[begin:end, begin:end]"),
        ),
    ),
    Mistake(
        "output-pad-everywhere",
        "output_pad keeps more on every side; it is to do so below and on the right alone.",
        edits=((RETURN, "begin = pad - output_pad\n    return canvas[begin:end, begin:end]"),),
    ),
    Mistake(
        "output-pad-as-zeros",
        "What output_pad adds below and on the right are zeros; it keeps numbers of the canvas, which are "
        "there already.",
        edits=(
            (END, "end = size - pad"),
            (RETURN, "return np.pad(canvas[pad:end, pad:end], (0, output_pad))"),
        ),
    ),
    Mistake(
        "output-pad-of-one",
        "Where output_pad is left out it is 1; it is to be 0 (output_pad=0 among the arguments).",
        edits=(("output_pad=0", "output_pad=1"),),
    ),
    Mistake(
        "output-pad-not-optional",
        "The function stops where output_pad is left out; keep output_pad=0 in its first line.",
        edits=(("output_pad=0", "output_pad"),),
    ),
    Mistake(
        "canvas-too-small",
        "The canvas is too small for the last stamps, and NumPy stops: it has (n - 1) * stride + f rows.",
        edits=((SIZE, "size = (n - 1) * stride + f - 2 * pad + output_pad"), (RETURN, "return canvas")),
    ),
    Mistake(
        "canvas-of-n-strides",
        "The canvas has n * stride rows, as if the last stamp were as large as the stride: it has (n - 1) * "
        "stride + f.",
        edits=((SIZE, "size = n * stride"),),
    ),
    Mistake(
        "canvas-too-large",
        "The canvas has `stride` rows and columns too many: there are n - 1 steps between n stamps.",
        edits=((SIZE, "size = n * stride + f"),),
    ),
)

RETURNED = (
    Mistake(
        "whole-numbers",
        "The canvas holds whole numbers, so the stamps cannot be added to it: np.zeros without dtype=int.",
        edits=((CANVAS, "canvas = np.zeros((size, size), dtype=int)"),),
    ),
    Mistake(
        "rounded",
        "What follows the point is lost: the numbers need not be whole.",
        edits=((RETURN, "return canvas[pad:end, pad:end].astype(int)"),),
    ),
    Mistake(
        "four-axes",
        "What comes back has four axes, as in a layer; here it has two.",
        edits=((RETURN, "return canvas[np.newaxis, pad:end, pad:end, np.newaxis]"),),
    ),
    Mistake(
        "filter-changed",
        "The filter itself is multiplied by each number of x, so it is another one for the next stamp: use w "
        "* x[i, j] and "
        "leave w alone.",
        edits=(stamp("w *= x[i, j]\n            canvas[top : top + f, left : left + f] += w"),),
    ),
    Mistake(
        "input-crossed-off",
        "The result is right, but x was changed on the way: leave the arrays that you are given as they are.",
        edits=(stamp(f"{STAMP}\n            x[i, j] = 0"),),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return what is left of the canvas.",
        edits=((RETURN, "canvas = canvas[pad:end, pad:end]"),),
    ),
)

TRANSPOSED = STAMPS + CUTS + RETURNED
