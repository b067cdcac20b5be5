"""Wrong versions of encode_labels: of the anchor, of a place that is taken, of the class, and of what is returned."""

from cnn_helpers.grading.assignments.questions import Mistake

SHARED = "np.minimum(anchors[:, 0], width) * np.minimum(anchors[:, 1], height)"
OVERLAPS = "shared / (width * height + anchors[:, 0] * anchors[:, 1] - shared)"
PLACE = "target[row, column, np.argmax(overlaps)]"
FREE = "if place[0] == 0:"
HEAD = "def encode_labels(boxes, classes, anchors, grid, n_classes):\n"

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
        "smallest-ratio",
        "The anchor was chosen by the largest ratio of sides, as a later YOLO does: take the highest IoU.",
        edits=((OVERLAPS, "-np.max([anchors / (width, height), (width, height) / anchors], axis=(0, 2))"),),
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
    Mistake(
        "stopped-at-a-claimed-place",
        "All boxes after the first that found its place taken are missing: leave out that one only.",
        edits=((FREE, "if place[0]:\n            break\n        else:"),),
    ),
)

CLASSES = (
    Mistake(
        "class-one-place-too-early",
        "The 1 of the class stands one channel too early, where bw belongs: the classes begin at channel 5.",
        edits=(("place[5 + kind]", "place[4 + kind]"),),
    ),
    Mistake(
        "class-one-place-too-late",
        "The 1 of the class stands one channel too late: class 0 has channel 5.",
        edits=(("place[5 + kind] = 1", "place[6 + kind] = 1"),),
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
        "eight-channels",
        "The target has eight channels whatever `n_classes` says: it has 5 + n_classes.",
        edits=(("5 + n_classes)", "8)"),),
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

PLACES = ANCHORS + CLAIMED + CLASSES + RETURNED
