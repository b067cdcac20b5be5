"""Wrong versions of conv_backward."""

from cnn_helpers.grading.assignments.questions import Mistake

CORNER = "top, left = h * stride, w * stride"
DA = "dA_prev_pad[i, top : top + f, left : left + f, :] += W[:, :, :, c] * dZ[i, h, w, c]"
DW = "dW[:, :, :, c] += a_slice_prev * dZ[i, h, w, c]"
DB = "db[:, :, :, c] += dZ[i, h, w, c]"
CUT = "dA_prev_pad[:, pad : pad + n_H_prev, pad : pad + n_W_prev, :]"
RETURN = "return dA_prev, dW, db"
IMAGES = "    for i in range(m):\n"

ADDING_UP = (
    Mistake(
        "input-gradient-not-added-up",
        "In `dA_prev` each window overwrites what earlier windows left: where windows overlap the parts add up.",
        edits=((DA, DA.replace("+=", "=")),),
    ),
    Mistake(
        "filter-gradient-not-added-up",
        "`dW` keeps only the last window's part: every window of every image adds its own.",
        edits=((DW, DW.replace("+=", "=")),),
    ),
    Mistake(
        "bias-gradient-not-added-up",
        "`db` keeps only the last position: every position of every image adds its own.",
        edits=((DB, DB.replace("+=", "=")),),
    ),
    Mistake(
        "nothing-added-up",
        "All three gradients keep only what came last: every window, filter and image adds its part.",
        edits=(
            (DA, DA.replace("+=", "=")),
            (DW, DW.replace("+=", "=")),
            (DB, DB.replace("+=", "=")),
        ),
    ),
    Mistake(
        "filter-gradient-of-the-last-image",
        "`dW` starts again from zero for each image: the batch shares its filters, so all images add up.",
        edits=((IMAGES, IMAGES + "        dW = np.zeros(W.shape)\n"),),
    ),
    Mistake(
        "bias-gradient-of-the-last-image",
        "`db` starts again from zero for each image: the batch shares its biases, so all images add up.",
        edits=((IMAGES, IMAGES + "        db = np.zeros((1, 1, 1, n_C))\n"),),
    ),
    Mistake(
        "first-image-only",
        "Only the first image of the batch was used: the outermost loop runs over all of them.",
        edits=(("for i in range(m)", "for i in range(1)"),),
    ),
    Mistake(
        "divided-by-batch",
        "`dW` and `db` were divided by the number of images: if the cost is a mean, `dZ` already contains that.",
        edits=((RETURN, "return dA_prev, dW / m, db / m"),),
    ),
    Mistake(
        "filter-gradient-averaged",
        "`dW` was divided by the number of images: if the cost is a mean, `dZ` already contains that.",
        edits=((RETURN, "return dA_prev, dW / m, db"),),
    ),
    Mistake(
        "bias-gradient-averaged",
        "`db` is a mean over the positions: it should be their sum.",
        edits=((RETURN, "return dA_prev, dW, db / (m * n_H * n_W)"),),
    ),
    Mistake(
        "first-filter-only",
        "Only the first filter was used: the innermost loop runs over all filters.",
        edits=(("for c in range(n_C)", "for c in range(1)"),),
    ),
)

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
        "rows-and-columns-exchanged",
        "The window's rows follow the output column and its columns the output row: exchange the two.",
        edits=((CORNER, "left, top = h * stride, w * stride"),),
    ),
    Mistake(
        "windows-on-unpadded-images",
        "With padding a window does not fit: the pixels for `dW` and the array for `dA_prev` both need the border.",
        edits=(("a_slice_prev = A_prev_pad[i,", "a_slice_prev = A_prev[i,"),),
    ),
    Mistake(
        "border-not-cut-off",
        "`dA_prev` still has the border: cut it off at the end, so that it has the shape of `A_prev`.",
        edits=((CUT, "dA_prev_pad"),),
    ),
    Mistake(
        "fails-without-padding",
        "Without padding `pad:-pad` is an empty slice, so nothing fits into the image: end the slice at pad plus "
        "the image's size.",
        edits=(
            (
                f"dA_prev = {CUT}",
                "dA_prev = np.zeros(A_prev.shape)\n"
                "    for i in range(m):\n"
                "        dA_prev[i] = dA_prev_pad[i, pad:-pad, pad:-pad, :]",
            ),
        ),
    ),
    Mistake(
        "empty-without-padding",
        "Without padding nothing is left of `dA_prev`: a slice that ends at minus 0 is empty.",
        edits=((CUT, "dA_prev_pad[:, pad:-pad, pad:-pad, :]"),),
    ),
    Mistake(
        "border-cut-off-one-side",
        "The border was cut off above and on the left only: the image lies between two borders.",
        edits=((CUT, "dA_prev_pad[:, pad:, pad:, :]"),),
    ),
    Mistake(
        "wrong-border-cut-off",
        "`dA_prev` has the right shape, but it was cut from the top left corner: the image begins after the border.",
        edits=((CUT, "dA_prev_pad[:, :n_H_prev, :n_W_prev, :]"),),
    ),
)

NUMBERS = (
    Mistake(
        "gradient-changed",
        "`dZ` holds other numbers after the call than before: work on a copy, or leave it alone.",
        edits=((RETURN, "dZ *= 0\n    " + RETURN),),
    ),
    Mistake(
        "window-and-filter-exchanged",
        "Window and filter are exchanged: the input's gradient uses the filter, the filter's gradient uses the window.",
        edits=(
            (DA, DA.replace("W[:, :, :, c]", "a_slice_prev")),
            (DW, DW.replace("a_slice_prev", "W[:, :, :, c]")),
        ),
    ),
    Mistake(
        "filter-flipped",
        "For `dA_prev` the filter was turned upside down and left to right. With this loop it is used as it is.",
        edits=((DA, DA.replace("W[:, :, :, c]", "W[::-1, ::-1, :, c]")),),
    ),
    Mistake(
        "first-filter-for-all",
        "`dA_prev` uses the first filter for every output channel: channel `c` came from filter number `c`.",
        edits=((DA, DA.replace("W[:, :, :, c]", "W[:, :, :, 0]")),),
    ),
    Mistake(
        "output-gradient-missing-in-input-gradient",
        "`dA_prev` only adds up filters: each is to be multiplied by its number of `dZ`.",
        edits=((DA, DA.replace(" * dZ[i, h, w, c]", "")),),
    ),
    Mistake(
        "output-gradient-missing-in-filter-gradient",
        "`dW` only adds up windows: each is to be multiplied by its number of `dZ`.",
        edits=((DW, DW.replace(" * dZ[i, h, w, c]", "")),),
    ),
    Mistake(
        "bias-gradient-counts-positions",
        "`db` counts the positions: add up the numbers of `dZ` there.",
        edits=((DB, "db[:, :, :, c] += 1"),),
    ),
    Mistake(
        "bias-gradient-of-all-filters",
        "Every bias received the sum over all filters: filter number `c` has its own.",
        edits=((DB, "db += dZ[i, h, w, c]"),),
    ),
    Mistake(
        "whole-numbers-only",
        "`dA_prev` was cut to whole numbers: make its array hold floating point numbers.",
        edits=(
            ("np.zeros(A_prev_pad.shape)", "np.zeros(A_prev_pad.shape, dtype=int)"),
            (
                DA,
                DA.replace(
                    "+= W[:, :, :, c] * dZ[i, h, w, c]", "+= (W[:, :, :, c] * dZ[i, h, w, c]).astype(int)"
                ),
            ),
        ),
    ),
    Mistake(
        "gradient-downhill",
        "All gradients have the wrong sign: stepping downhill is the optimiser's work, not the layer's.",
        edits=((RETURN, "return -dA_prev, -dW, -db"),),
    ),
)

RETURNED = (
    Mistake(
        "bias-gradient-flat",
        "`db` is flat: give it the shape of `b`, (1, 1, 1, n_C).",
        edits=((RETURN, "return dA_prev, dW, db[0, 0, 0]"),),
    ),
    Mistake(
        "returned-in-another-order",
        "The gradients came back in another order: `dA_prev` first, then `dW`, then `db`.",
        edits=((RETURN, "return dW, db, dA_prev"),),
    ),
    Mistake(
        "bias-gradient-not-returned",
        "Two gradients came back: return three, `dA_prev`, `dW` and `db`.",
        edits=((RETURN, "return dA_prev, dW"),),
    ),
    Mistake(
        "input-gradient-only",
        "Only `dA_prev` came back: return three gradients, `dA_prev`, `dW` and `db`.",
        edits=((RETURN, "return dA_prev"),),
    ),
)

CONV_BACKWARD = ADDING_UP + WINDOWS + NUMBERS + RETURNED
