"""Wrong versions of encode_labels."""

from cnn_helpers.grading.assignments.questions import Mistake

CELL = "column, row = min(int(x), grid - 1), min(int(y), grid - 1)"
SHARED = "np.minimum(anchors[:, 0], width) * np.minimum(anchors[:, 1], height)"
OVERLAPS = "shared / (width * height + anchors[:, 0] * anchors[:, 1] - shared)"
PLACE = "target[row, column, np.argmax(overlaps)]"
NUMBERS = "1, x - column, y - row, height, width"
FREE = "if place[0] == 0:"
HEAD = "def encode_labels(boxes, classes, anchors, grid, n_classes):\n"

CELLS = (
    Mistake(
        "rows-and-columns-exchanged",
        "The object stands in the cell across the diagonal: the first axis is the row (from y), the second the column.",
        edits=((PLACE, "target[column, row, np.argmax(overlaps)]"),),
    ),
    Mistake(
        "cells-rounded",
        "The cell was rounded to the nearest: round down, for the cell around the centre counts.",
        edits=((CELL, "column, row = min(int(np.round(x)), grid - 1), min(int(np.round(y)), grid - 1)"),),
    ),
    Mistake(
        "cells-from-one",
        "The object stands one cell too far to the right and below: the first cell is number 0.",
        edits=((CELL, "column, row = min(int(x) + 1, grid - 1), min(int(y) + 1, grid - 1)"),),
    ),
    Mistake(
        "rows-from-below",
        "The rows were counted from below: y grows downwards, and row 0 is the uppermost.",
        edits=((PLACE, "target[grid - 1 - row, column, np.argmax(overlaps)]"),),
    ),
    Mistake(
        "corner-instead-of-centre",
        "The cell is that of the box's upper left corner: it is that of its centre.",
        edits=(
            (CELL, CELL.replace("int(x)", "int(x - width / 2)").replace("int(y)", "int(y - height / 2)")),
        ),
    ),
    Mistake(
        "corners-taken",
        "The first two numbers were read as the upper left corner, and half the sides added: they are the centre.",
        edits=(("        column, row", "        x, y = x + width / 2, y + height / 2\n        column, row"),),
    ),
    Mistake(
        "last-cell-forgotten",
        "A centre at 1.0 makes an index that is too large by 1: it belongs to the last cell.",
        edits=((CELL, "column, row = int(x), int(y)"),),
    ),
    Mistake(
        "edge-dropped",
        "An object with its centre at 1.0 was left out: it belongs to the last cell.",
        edits=(
            (
                "        column, row",
                "        if x == grid or y == grid:\n            continue\n        column, row",
            ),
        ),
    ),
    Mistake(
        "edge-in-the-first-cell",
        "A centre at 1.0 came into the first row or column: it belongs to the last cell.",
        edits=((CELL, "column, row = int(x) % grid, int(y) % grid"),),
    ),
    Mistake(
        "line-to-the-cell-before",
        "A centre on the line between two cells belongs to the one after it, where bx or by is 0.",
        edits=((CELL, "column, row = max(int(np.ceil(x)) - 1, 0), max(int(np.ceil(y)) - 1, 0)"),),
    ),
)

NUMBERS_WRONG = (
    Mistake(
        "centre-exchanged",
        "bx and by are exchanged: channel 1 is bx, from x, and channel 2 is by.",
        edits=((NUMBERS, "1, y - row, x - column, height, width"),),
    ),
    Mistake(
        "sides-exchanged",
        "Height and width are exchanged: channel 3 is bh, channel 4 is bw.",
        edits=((NUMBERS, "1, x - column, y - row, width, height"),),
    ),
    Mistake(
        "pc-forgotten",
        "Channel 0 is 0 everywhere: it is 1 where a place owns an object.",
        edits=((NUMBERS, "0, x - column, y - row, height, width"),),
    ),
    Mistake(
        "centre-in-the-image",
        "bx and by are fractions of the image: they say where in its cell the centre lies, from 0 to 1.",
        edits=((NUMBERS, "1, x / grid, y / grid, height, width"),),
    ),
    Mistake(
        "centre-in-cells",
        "bx and by are counted from the image's corner: take the cell's column and row off.",
        edits=((NUMBERS, "1, x, y, height, width"),),
    ),
    Mistake(
        "centre-from-the-middle",
        "bx and by are counted from the middle of the cell: count from its upper left corner.",
        edits=((NUMBERS, "1, x - column - 0.5, y - row - 0.5, height, width"),),
    ),
    Mistake(
        "centre-as-fraction-of-a-cell-once-more",
        "bx and by were divided by the grid after the cell was taken off: they are counted in cells already.",
        edits=((NUMBERS, "1, (x - column) / grid, (y - row) / grid, height, width"),),
    ),
    Mistake(
        "sides-in-the-image",
        "bh and bw are fractions of the image: count them in cells.",
        edits=((NUMBERS, "1, x - column, y - row, height / grid, width / grid"),),
    ),
    Mistake(
        "sides-over-anchors",
        "bh and bw were divided by the anchor's: they are the box's own sides, in cells.",
        edits=(
            ("place = " + PLACE, "best = np.argmax(overlaps)\n        place = target[row, column, best]"),
            (NUMBERS, "1, x - column, y - row, height / anchors[best, 1], width / anchors[best, 0]"),
        ),
    ),
    Mistake(
        "sides-as-logarithms",
        "bh and bw are logarithms of box over anchor, which the network's raw numbers stand for: here sides in cells.",
        edits=(
            ("place = " + PLACE, "best = np.argmax(overlaps)\n        place = target[row, column, best]"),
            (
                NUMBERS,
                "1, x - column, y - row, np.log(height / anchors[best, 1]), np.log(width / anchors[best, 0])",
            ),
        ),
    ),
    Mistake(
        "sides-as-roots",
        "bh and bw are square roots, as in the loss of the first YOLO: here they are the sides themselves.",
        edits=((NUMBERS, "1, x - column, y - row, np.sqrt(height), np.sqrt(width)"),),
    ),
    Mistake(
        "sides-below-one",
        "bh and bw were cut off at 1: a box may be larger than its cell.",
        edits=((NUMBERS, "1, x - column, y - row, min(height, 1), min(width, 1)"),),
    ),
    Mistake(
        "sides-of-the-anchor",
        "bh and bw are the anchor's sides: they are the box's own.",
        edits=(
            ("place = " + PLACE, "best = np.argmax(overlaps)\n        place = target[row, column, best]"),
            (NUMBERS, "1, x - column, y - row, anchors[best, 1], anchors[best, 0]"),
        ),
    ),
    Mistake(
        "whole-numbers-only",
        "The numbers were cut to whole ones: make the target of floating point numbers.",
        edits=(('dtype="float32"', "dtype=int"),),
    ),
)

ANCHORS = (
    Mistake(
        "first-anchor",
        "Every object went to the first anchor: take the one whose shape fits best.",
        edits=((PLACE, "target[row, column, 0]"),),
    ),
    Mistake(
        "worst-anchor",
        "The objects went to the anchor that fits worst: take the highest IoU.",
        edits=((PLACE, PLACE.replace("argmax", "argmin")),),
    ),
    Mistake(
        "every-anchor",
        "Every anchor of the cell was filled: an object has one place, its best anchor.",
        source=HEAD
        + """    target = np.zeros((grid, grid, len(anchors), 5 + n_classes), dtype="float32")
    for (x, y, width, height), kind in zip(grid * boxes, classes):
        column, row = min(int(x), grid - 1), min(int(y), grid - 1)
        if target[row, column, 0, 0] == 0:
            target[row, column, :, :5] = 1, x - column, y - row, height, width
            target[row, column, :, 5 + kind] = 1
    return target
""",
    ),
    Mistake(
        "anchors-exchanged",
        "The anchors were read as height, width: they are width, height.",
        edits=((SHARED, "np.minimum(anchors[:, 1], width) * np.minimum(anchors[:, 0], height)"),),
    ),
    Mistake(
        "largest-overlap",
        "The anchor was chosen by the shared area alone, so the largest wins: divide by the union.",
        edits=((OVERLAPS, "shared"),),
    ),
    Mistake(
        "nearest-anchor",
        "The anchor was chosen by the difference of the sides: take the highest IoU of the shapes.",
        edits=((OVERLAPS, "-np.abs(anchors - np.array([width, height])).sum(axis=1)"),),
    ),
    Mistake(
        "nearest-area",
        "The anchor was chosen by its area: take the highest IoU of the shapes.",
        edits=((OVERLAPS, "-np.abs(anchors[:, 0] * anchors[:, 1] - width * height)"),),
    ),
    Mistake(
        "nearest-proportion",
        "The anchor was chosen by width over height alone: take the highest IoU of the shapes.",
        edits=((OVERLAPS, "-np.abs(anchors[:, 0] / anchors[:, 1] - width / height)"),),
    ),
    Mistake(
        "share-of-the-anchor",
        "The shared area was divided by the anchor's alone, so small anchors win: divide by the union.",
        edits=((OVERLAPS, "shared / (anchors[:, 0] * anchors[:, 1])"),),
    ),
    Mistake(
        "anchor-in-other-units",
        "The box's sides were fractions of the image when the anchors, in cells, were compared: count both in cells.",
        edits=(
            (SHARED, "np.minimum(anchors[:, 0], width / grid) * np.minimum(anchors[:, 1], height / grid)"),
            (OVERLAPS, "shared / (width * height / grid**2 + anchors[:, 0] * anchors[:, 1] - shared)"),
        ),
    ),
)

CLAIMED = (
    Mistake(
        "last-stays",
        "Where two boxes claim one place both have written to it, the later one last: the first stays.",
        edits=((FREE, "if True:"),),
    ),
    Mistake(
        "last-stays-alone",
        "Of two boxes that claim one place the last stayed: the first stays.",
        edits=((FREE, "if True:\n            place[:] = 0"),),
    ),
    Mistake(
        "larger-stays",
        "Of two boxes that claim one place the larger stayed: the first in the list stays, whatever its size.",
        edits=((FREE, "if place[3] * place[4] < width * height:\n            place[:] = 0"),),
    ),
    Mistake(
        "next-anchor",
        "A box whose place was taken went to another anchor: it is left out.",
        source=HEAD
        + """    target = np.zeros((grid, grid, len(anchors), 5 + n_classes), dtype="float32")
    for (x, y, width, height), kind in zip(grid * boxes, classes):
        column, row = min(int(x), grid - 1), min(int(y), grid - 1)
        shared = np.minimum(anchors[:, 0], width) * np.minimum(anchors[:, 1], height)
        overlaps = shared / (width * height + anchors[:, 0] * anchors[:, 1] - shared)
        for best in np.argsort(-overlaps):
            if target[row, column, best, 0] == 0:
                target[row, column, best, :5] = 1, x - column, y - row, height, width
                target[row, column, best, 5 + kind] = 1
                break
    return target
""",
    ),
    Mistake(
        "one-object-for-each-cell",
        "A cell took one object only, whatever its anchors: two objects of different shapes may share a cell.",
        edits=((FREE, "if not target[row, column, :, 0].any():"),),
    ),
)

CLASSES = (
    Mistake(
        "class-one-place-too-early",
        "The 1 of the class stands one channel too early, where bw belongs: the classes begin at channel 5.",
        edits=(("place[5 + kind]", "place[4 + kind]"),),
    ),
    Mistake(
        "class-as-number",
        "The class stands in the target as a number: it is a 1 in a channel of its own.",
        edits=(("place[5 + kind] = 1", "place[5] = kind"),),
    ),
    Mistake(
        "class-forgotten",
        "All channels of the classes are 0: the one of the object's class is 1.",
        edits=(("place[5 + kind] = 1", "pass"),),
    ),
    Mistake(
        "classes-in-reverse",
        "The classes were counted from the last channel: class 0 has channel 5.",
        edits=(("place[5 + kind]", "place[-1 - kind]"),),
    ),
)

RETURNED = (
    Mistake(
        "anchors-and-channels-as-one-axis",
        "The vectors of a cell stand in one row: the target has an axis for the anchors and one for the channels.",
        edits=(("return target", "return target.reshape(grid, grid, -1)"),),
    ),
    Mistake(
        "anchors-first",
        "The anchors are the first axis: the order is row, column, anchor, channel.",
        edits=(("return target", "return np.moveaxis(target, 2, 0)"),),
    ),
    Mistake(
        "channels-of-anchors-only",
        "The target has no channels for the classes: it has 5 + n_classes.",
        edits=(("return target", "return target[..., :5]"),),
    ),
    Mistake(
        "boxes-changed",
        "The target is right, but the boxes that came in were changed (*=): make a new array.",
        edits=(("    target = np", "    boxes *= grid\n    target = np"), ("zip(grid * boxes", "zip(boxes")),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the target.",
        edits=(("return target", "answer = target"),),
    ),
)

LABELS = CELLS + NUMBERS_WRONG + ANCHORS + CLAIMED + CLASSES + RETURNED
