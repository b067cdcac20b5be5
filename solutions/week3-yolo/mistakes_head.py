"""Wrong versions of yolo_head."""

from cnn_helpers.grading.assignments.questions import Mistake

XY = "(cells + 1 / (1 + np.exp(-raw[..., 1:3]))) / grid"
WH = "anchors * np.exp(raw[..., [4, 3]]) / grid"
SURE = "1 / (1 + np.exp(-raw[..., :1]))"
POWERS = "np.exp(raw[..., 5:])"
SHARES = "powers / powers.sum(axis=-1, keepdims=True)"
ANSWER = "box_xy, box_wh, box_confidence, box_class_probs"

CENTRES = (
    Mistake(
        "cell-forgotten",
        "The centres lie in the first cell: add each cell's column and row before you divide by the grid.",
        edits=(("(cells + 1", "(0 * cells + 1"),),
    ),
    Mistake(
        "rows-and-columns-exchanged",
        "Columns and rows are exchanged: x goes with the column, the second axis of `raw`.",
        edits=(("np.stack([columns, rows]", "np.stack([rows, columns]"),),
    ),
    Mistake(
        "cells-from-one",
        "Every centre lies one cell too far to the right and below: the first cell is number 0.",
        edits=(("(cells + 1 /", "(cells + 1 + 1 /"),),
    ),
    Mistake(
        "centres-in-cells",
        "The centres are counted in cells: divide by the grid, so that they are fractions of the image.",
        edits=((XY, "cells + 1 / (1 + np.exp(-raw[..., 1:3]))"),),
    ),
    Mistake(
        "sigmoid-forgotten-for-centres",
        "The raw bx and by were added as they are: the sigmoid keeps a centre inside its cell.",
        edits=((XY, "(cells + raw[..., 1:3]) / grid"),),
    ),
    Mistake(
        "sigmoid-of-the-cell-too",
        "The sigmoid was taken of cell and raw number together: only the raw number goes through it.",
        edits=((XY, "1 / (1 + np.exp(-(cells + raw[..., 1:3]))) / grid"),),
    ),
    Mistake(
        "exponential-of-centres",
        "The centres went through exp: they take the sigmoid, only sides take exp.",
        edits=((XY, "(cells + np.exp(raw[..., 1:3])) / grid"),),
    ),
    Mistake(
        "grid-divides-the-cell-alone",
        "Only the cell was divided by the grid: the place within it is to be divided too.",
        edits=((XY, "cells / grid + 1 / (1 + np.exp(-raw[..., 1:3]))"),),
    ),
    Mistake(
        "grid-divides-the-place-alone",
        "Only the place in the cell was divided by the grid: divide its sum with the cell (parentheses).",
        edits=((XY, "cells + 1 / (1 + np.exp(-raw[..., 1:3])) / grid"),),
    ),
    Mistake(
        "middle-of-the-cell",
        "The place in the cell was counted from its middle: it is counted from its upper left corner.",
        edits=((XY, "(cells + 1 / (1 + np.exp(-raw[..., 1:3])) + 0.5) / grid"),),
    ),
    Mistake(
        "centres-from-other-channels",
        "bx and by were read from channels 0 and 1: channel 0 is pc, they are 1 and 2.",
        edits=(("raw[..., 1:3]", "raw[..., 0:2]"),),
    ),
    Mistake(
        "centres-exchanged",
        "bx and by were exchanged: x comes first.",
        edits=(("raw[..., 1:3]", "raw[..., [2, 1]]"),),
    ),
)

SIDES = (
    Mistake(
        "sides-as-they-stand",
        "In `raw` bh stands before bw, and `box_wh` and the anchors have the width first: read channel 4, then 3.",
        edits=(("raw[..., [4, 3]]", "raw[..., 3:5]"),),
    ),
    Mistake(
        "anchors-exchanged",
        "The anchor's sides were exchanged: an anchor is width, height, as `box_wh` is.",
        edits=(("anchors * np.exp", "anchors[:, ::-1] * np.exp"),),
    ),
    Mistake(
        "height-first",
        "The boxes' sides came back as height, width: the width comes first.",
        edits=((WH, "anchors[:, ::-1] * np.exp(raw[..., 3:5]) / grid"),),
    ),
    Mistake(
        "sides-in-cells",
        "The sides are counted in cells: divide by the grid, so that they are fractions of the image.",
        edits=((WH, "anchors * np.exp(raw[..., [4, 3]])"),),
    ),
    Mistake(
        "cells-throughout",
        "Centres and sides are counted in cells: divide both by the grid, to have fractions of the image.",
        edits=(
            (XY, XY.replace(" / grid", "")),
            (WH, WH.replace(" / grid", "")),
        ),
    ),
    Mistake(
        "anchors-forgotten",
        "The sides are exp of the raw numbers alone: multiply by the anchor's sides.",
        edits=((WH, "np.exp(raw[..., [4, 3]]) / grid"),),
    ),
    Mistake(
        "anchors-added",
        "The anchor was added to exp of the raw numbers: multiply by it.",
        edits=((WH, "(anchors + np.exp(raw[..., [4, 3]])) / grid"),),
    ),
    Mistake(
        "exponential-forgotten",
        "The anchor was multiplied by the raw numbers: take exp of them first, so that a side is positive.",
        edits=((WH, "anchors * raw[..., [4, 3]] / grid"),),
    ),
    Mistake(
        "exponential-of-the-product",
        "exp was taken of anchor times raw number: take it of the raw number, then multiply.",
        edits=((WH, "np.exp(anchors * raw[..., [4, 3]]) / grid"),),
    ),
    Mistake(
        "sigmoid-of-sides",
        "The sides went through the sigmoid: they take exp, since a box may be larger than its anchor.",
        edits=((WH, "anchors / (1 + np.exp(-raw[..., [4, 3]])) / grid"),),
    ),
    Mistake(
        "sides-of-a-later-yolo",
        "Twice the sigmoid, squared, is what a later YOLO does with the sides: here it is exp.",
        edits=((WH, "anchors * (2 / (1 + np.exp(-raw[..., [4, 3]]))) ** 2 / grid"),),
    ),
    Mistake(
        "first-anchor-for-all",
        "All boxes were made with the first anchor: each place of the third axis has its own.",
        edits=((WH, "anchors[0] * np.exp(raw[..., [4, 3]]) / grid"),),
    ),
    Mistake(
        "half-the-sides",
        "The sides are half as long as they should be: halves are needed later, for the corners.",
        edits=((WH, WH + " / 2"),),
    ),
)

PROBABILITIES = (
    Mistake(
        "confidence-raw",
        "The confidence is the raw number: the sigmoid makes a probability of it.",
        edits=((SURE, "raw[..., :1]"),),
    ),
    Mistake(
        "confidence-as-exponential",
        "The confidence went through exp and may exceed 1: it takes the sigmoid.",
        edits=((SURE, "np.exp(raw[..., :1])"),),
    ),
    Mistake(
        "confidence-turned-over",
        "The confidence is 1 minus what it should be: the sigmoid is 1 / (1 + exp(-t)), with a minus.",
        edits=((SURE, "1 / (1 + np.exp(raw[..., :1]))"),),
    ),
    Mistake(
        "confidence-without-its-axis",
        "The confidences are right, but their last axis is missing: the shape is (grid, grid, n_anchors, 1).",
        edits=((SURE, "1 / (1 + np.exp(-raw[..., 0]))"),),
    ),
    Mistake(
        "confidence-from-another-channel",
        "The confidence was read from channel 4, where other programs keep it: here pc is channel 0.",
        edits=((SURE, "1 / (1 + np.exp(-raw[..., 4:5]))"),),
    ),
    Mistake(
        "order-of-darknet",
        "The channels were read as bx, by, bw, bh, pc: here they are pc, bx, by, bh, bw.",
        edits=(
            ("raw[..., 1:3]", "raw[..., 0:2]"),
            ("raw[..., [4, 3]]", "raw[..., 2:4]"),
            ("raw[..., :1]", "raw[..., 4:5]"),
        ),
    ),
    Mistake(
        "sigmoid-for-classes",
        "Each class went through a sigmoid of its own: the softmax makes them add up to 1.",
        edits=((SHARES, "1 / (1 + np.exp(-raw[..., 5:]))"),),
    ),
    Mistake(
        "three-classes",
        "Probabilities of three classes came back whatever `n_classes` says: all channels from 5 on are classes.",
        edits=((POWERS, "np.exp(raw[..., 5:8])"),),
    ),
    Mistake(
        "classes-raw",
        "The classes are raw numbers: the softmax makes probabilities of them.",
        edits=((SHARES, "raw[..., 5:]"),),
    ),
    Mistake(
        "softmax-not-divided",
        "The classes are exponentials: divide them by their sum over the classes.",
        edits=((SHARES, "powers"),),
    ),
    Mistake(
        "softmax-over-the-anchors",
        "The softmax ran over the anchors: it runs over the classes, the last axis.",
        edits=((SHARES, "powers / powers.sum(axis=-2, keepdims=True)"),),
    ),
    Mistake(
        "softmax-over-everything",
        "The exponentials were divided by the sum of all of them: each place has a softmax of its own.",
        edits=((SHARES, "powers / powers.sum()"),),
    ),
    Mistake(
        "softmax-with-bw",
        "The softmax took channel 4 with it, which is bw: the classes begin at channel 5.",
        edits=((POWERS, "np.exp(raw[..., 4:])"),),
    ),
    Mistake(
        "softmax-over-all-channels",
        "The softmax ran over all channels and the classes were cut out afterwards: it runs over the classes only.",
        edits=((SHARES, "powers / np.exp(raw).sum(axis=-1, keepdims=True)"),),
    ),
    Mistake(
        "classes-times-confidence",
        "The probabilities were multiplied by the confidence already: that is the score, which comes later.",
        edits=((SHARES, "box_confidence * " + SHARES),),
    ),
)

RETURNED = (
    Mistake(
        "confidence-first",
        "The four answers are there, the confidence first: the order is xy, wh, confidence, classes.",
        edits=((ANSWER, "box_confidence, box_xy, box_wh, box_class_probs"),),
    ),
    Mistake(
        "classes-before-confidence",
        "The four answers are there, but the last two are exchanged: the confidence comes before the classes.",
        edits=((ANSWER, "box_xy, box_wh, box_class_probs, box_confidence"),),
    ),
    Mistake(
        "sides-before-centres",
        "The four answers are there, but the first two are exchanged: the centres come before the sides.",
        edits=((ANSWER, "box_wh, box_xy, box_confidence, box_class_probs"),),
    ),
    Mistake(
        "corners-returned",
        "Corners came back in place of centres and sides: yolo_eval makes them later.",
        edits=((ANSWER, "box_xy - box_wh / 2, box_xy + box_wh / 2, box_confidence, box_class_probs"),),
    ),
    Mistake(
        "one-array",
        "One array came back: return four, one after the other.",
        edits=((ANSWER, "np.concatenate([box_xy, box_wh, box_confidence, box_class_probs], axis=-1)"),),
    ),
    Mistake(
        "raw-changed",
        "The answers are right, but `raw` was changed: make new arrays.",
        edits=(
            ("    box_xy = ", "    raw[..., 1:3] = 1 / (1 + np.exp(-raw[..., 1:3]))\n    box_xy = "),
            (XY, "(cells + raw[..., 1:3]) / grid"),
        ),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the four arrays.",
        edits=(("return box_xy", "found = box_xy"),),
    ),
)

HEAD = CENTRES + SIDES + PROBABILITIES + RETURNED
