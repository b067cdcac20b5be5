"""Wrong versions of encode_labels: of the cell and of the numbers; `mistakes_places` holds the others."""

from cnn_helpers.grading.assignments.questions import Mistake

from .mistakes_places import PLACE, PLACES

CELL = "column, row = min(int(x), grid - 1), min(int(y), grid - 1)"
NUMBERS = "1, x - column, y - row, height, width"

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
        "columns-alone-clamped",
        "A centre at y = 1.0 makes a row that is too large by 1: the last row takes it, as the last column does.",
        edits=((CELL, "column, row = min(int(x), grid - 1), int(y)"),),
    ),
    Mistake(
        "rows-alone-clamped",
        "A centre at x = 1.0 makes a column that is too large by 1: the last column takes it, as the last row does.",
        edits=((CELL, "column, row = int(x), min(int(y), grid - 1)"),),
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
        "remainder-at-the-edge",
        "For a centre at 1.0 bx or by is 0 (a remainder): it is 1, the far edge of the last cell.",
        edits=((NUMBERS, "1, x % 1, y % 1, height, width"),),
    ),
    Mistake(
        "sides-in-the-image-throughout",
        "The sides stayed fractions of the image, for the anchor and in bh and bw: count them in cells.",
        edits=(
            (
                "        column, row",
                "        width, height = width / grid, height / grid\n        column, row",
            ),
        ),
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

LABELS = CELLS + NUMBERS_WRONG + PLACES
