"""Wrong versions of iou."""

from cnn_helpers.grading.assignments.questions import Mistake

CLIPPED = "max(right - left, 0) * max(bottom - top, 0)"
RATIO = "shared / covered"
GUARD = " if covered > 0 else 0.0"
UNION = "area1 + area2 - shared"
LOW = "left, top = max(box1[0], box2[0]), max(box1[1], box2[1])"
HIGH = "right, bottom = min(box1[2], box2[2]), min(box1[3], box2[3])"
AREA1, AREA2 = (f"(box{k}[2] - box{k}[0]) * (box{k}[3] - box{k}[1])" for k in (1, 2))

INTERSECTION = (
    Mistake(
        "sides-not-clipped",
        "Boxes apart get a width or height below 0 (two of them even a positive area): cut each side off at 0.",
        edits=((CLIPPED, "(right - left) * (bottom - top)"),),
    ),
    Mistake(
        "area-clipped-instead-of-sides",
        "Two boxes at opposite corners share nothing, but two sides below 0 make an area above 0: clip each side.",
        edits=((CLIPPED, "max((right - left) * (bottom - top), 0)"),),
    ),
    Mistake(
        "width-not-clipped",
        "Boxes side by side give a number below 0: the width of what they share cannot be negative either.",
        edits=((CLIPPED, "(right - left) * max(bottom - top, 0)"),),
    ),
    Mistake(
        "height-not-clipped",
        "Boxes one above the other give a number below 0: the height of what they share cannot be negative either.",
        edits=((CLIPPED, "max(right - left, 0) * (bottom - top)"),),
    ),
    Mistake(
        "gap-taken-for-an-overlap",
        "The gap between two boxes was taken for an overlap (abs): where a side is below 0 they share nothing.",
        edits=((CLIPPED, "abs(right - left) * abs(bottom - top)"),),
    ),
    Mistake(
        "box-around-both",
        "What both boxes cover begins at the larger of the left edges and ends at the smaller of the right ones.",
        edits=((LOW, LOW.replace("max", "min")), (HIGH, HIGH.replace("min", "max"))),
    ),
    Mistake(
        "sides-added",
        "Width and height of the shared part were added: an area is their product.",
        edits=((CLIPPED, "max(right - left, 0) + max(bottom - top, 0)"),),
    ),
    Mistake(
        "pixels-counted",
        "1 was added to every side, as if pixels were counted: corners are points, and a side is x2 - x1.",
        edits=(
            (CLIPPED, "max(right - left + 1, 0) * max(bottom - top + 1, 0)"),
            (AREA1, "(box1[2] - box1[0] + 1) * (box1[3] - box1[1] + 1)"),
            (AREA2, "(box2[2] - box2[0] + 1) * (box2[3] - box2[1] + 1)"),
        ),
    ),
    Mistake(
        "pixels-counted-in-the-intersection",
        "1 was added to the sides of what the boxes share: a side is the difference of two corners.",
        edits=((CLIPPED, "max(right - left + 1, 0) * max(bottom - top + 1, 0)"),),
    ),
    Mistake(
        "pixels-counted-in-the-areas",
        "1 was added to the sides of the two boxes: a side is the difference of two corners.",
        edits=(
            (AREA1, "(box1[2] - box1[0] + 1) * (box1[3] - box1[1] + 1)"),
            (AREA2, "(box2[2] - box2[0] + 1) * (box2[3] - box2[1] + 1)"),
        ),
    ),
)

CORNERS = (
    Mistake(
        "sides-instead-of-corners",
        "The boxes were read as x, y, width, height: the last two numbers are a corner, x2 and y2.",
        edits=(
            (HIGH, "right, bottom = (min(box1[k] + box1[k + 2], box2[k] + box2[k + 2]) for k in (0, 1))"),
            (AREA1, "box1[2] * box1[3]"),
            (AREA2, "box2[2] * box2[3]"),
        ),
    ),
    Mistake(
        "centres-instead-of-corners",
        "The boxes were read as centre and sides: they are two corners, x1, y1, x2, y2.",
        edits=(
            (LOW, "left, top = (max(box1[k] - box1[k + 2] / 2, box2[k] - box2[k + 2] / 2) for k in (0, 1))"),
            (
                HIGH,
                "right, bottom = (min(box1[k] + box1[k + 2] / 2, box2[k] + box2[k + 2] / 2) for k in (0, 1))",
            ),
            (AREA1, "box1[2] * box1[3]"),
            (AREA2, "box2[2] * box2[3]"),
        ),
    ),
    Mistake(
        "corner-order",
        "The numbers were read as x1, x2, y1, y2: a box is x1, y1, x2, y2.",
        edits=(
            (LOW, "left, top = max(box1[0], box2[0]), max(box1[2], box2[2])"),
            (HIGH, "right, bottom = min(box1[1], box2[1]), min(box1[3], box2[3])"),
            (AREA1, "(box1[1] - box1[0]) * (box1[3] - box1[2])"),
            (AREA2, "(box2[1] - box2[0]) * (box2[3] - box2[2])"),
        ),
    ),
    Mistake(
        "area-without-the-corner",
        "The areas are x2 times y2: a side is the difference of two corners.",
        edits=((AREA1, "box1[2] * box1[3]"), (AREA2, "box2[2] * box2[3]")),
    ),
    Mistake(
        "area-half-perimeter",
        "Width and height of each box were added: an area is their product.",
        edits=((AREA1, AREA1.replace(") * (", ") + (")), (AREA2, AREA2.replace(") * (", ") + ("))),
    ),
)

DIVIDED = (
    Mistake(
        "shared-counted-twice",
        "The union is too large: the sum of both areas counts what they share twice. Take it off once.",
        edits=((UNION, "area1 + area2"),),
    ),
    Mistake(
        "shared-taken-off-twice",
        "The union is too small: what the boxes share is to be taken off once, not twice.",
        edits=((UNION, "area1 + area2 - 2 * shared"),),
    ),
    Mistake(
        "one-area-twice",
        "The area of the first box was used in place of the second's as well.",
        edits=((UNION, "area1 + area1 - shared"),),
    ),
    Mistake(
        "box-around-as-union",
        "The shared area was divided by the smallest box around both: the union is only what one of them covers.",
        edits=(
            (
                UNION,
                "(max(box1[2], box2[2]) - min(box1[0], box2[0])) * (max(box1[3], box2[3]) - min(box1[1], box2[1]))",
            ),
        ),
    ),
    Mistake(
        "intersection-alone",
        "The shared area itself came back: divide it by the area of the union.",
        edits=((RATIO, "shared"),),
    ),
    Mistake(
        "union-alone",
        "The area of the union came back: the shared area is divided by it.",
        edits=((RATIO, "covered"),),
    ),
    Mistake(
        "turned-over",
        "Union over intersection came back: it is the other way round.",
        edits=((RATIO + GUARD, "covered / shared if shared > 0 else 0.0"),),
    ),
    Mistake(
        "share-of-the-smaller",
        "The shared area was divided by the smaller box's: a small box inside a large one would count as perfect.",
        edits=((RATIO + GUARD, "shared / min(area1, area2) if min(area1, area2) > 0 else 0.0"),),
    ),
    Mistake(
        "share-of-the-larger",
        "The shared area was divided by the larger box's: divide by what both cover together.",
        edits=((RATIO + GUARD, "shared / max(area1, area2) if max(area1, area2) > 0 else 0.0"),),
    ),
    Mistake(
        "share-of-the-first",
        "The shared area was divided by the first box's: divide by what both cover together.",
        edits=((RATIO + GUARD, "shared / area1 if area1 > 0 else 0.0"),),
    ),
    Mistake(
        "share-of-the-second",
        "The shared area was divided by the second box's: divide by what both cover together.",
        edits=((RATIO + GUARD, "shared / area2 if area2 > 0 else 0.0"),),
    ),
    Mistake(
        "dice",
        "Twice the shared area was divided by the sum of both: that is the Dice coefficient, a larger number.",
        edits=((RATIO, "2 * shared / (area1 + area2)"), ("covered > 0", "area1 + area2 > 0")),
    ),
    Mistake(
        "distance",
        "1 - IoU came back, a distance: equal boxes have an IoU of 1.",
        edits=((RATIO + GUARD, "1 - (shared / covered if covered > 0 else 0.0)"),),
    ),
    Mistake(
        "generalised",
        "This is the generalised IoU, which is negative for boxes far apart: leave the box around both out.",
        source="""def iou(box1, box2):
    left, top = max(box1[0], box2[0]), max(box1[1], box2[1])
    right, bottom = min(box1[2], box2[2]), min(box1[3], box2[3])
    shared = max(right - left, 0) * max(bottom - top, 0)
    area1 = (box1[2] - box1[0]) * (box1[3] - box1[1])
    area2 = (box2[2] - box2[0]) * (box2[3] - box2[1])
    covered = area1 + area2 - shared
    around = (max(box1[2], box2[2]) - min(box1[0], box2[0])) * (max(box1[3], box2[3]) - min(box1[1], box2[1]))
    if covered == 0 or around == 0:
        return 0.0
    return shared / covered - (around - covered) / around
""",
    ),
    Mistake(
        "no-area-divides",
        "Two boxes without area have a union of 0, by which nothing can be divided: the answer is 0 then.",
        edits=((GUARD, ""),),
    ),
    Mistake(
        "no-area-is-full",
        "Two equal boxes without area came out as overlapping fully: without any area the IoU is 0.",
        edits=((RATIO + GUARD, "(shared + 1e-7) / (covered + 1e-7)"),),
    ),
)

RETURNED = (
    Mistake(
        "true-or-false",
        "True or false came back: return the number, and leave it to others to compare it.",
        edits=((RATIO + GUARD, "shared > 0.5 * covered"),),
    ),
    Mistake(
        "whole-number",
        "The result was rounded down to 0 or 1: use the ordinary division.",
        edits=((RATIO, "shared // covered"),),
    ),
    Mistake(
        "rounded",
        "The result was rounded to two digits: return it as it is.",
        edits=((RATIO, "round(float(shared / covered), 2)"),),
    ),
    Mistake(
        "percent",
        "The result is in percent: it should lie between 0 and 1.",
        edits=((RATIO, "100 * shared / covered"),),
    ),
    Mistake(
        "boxes-changed",
        "The number is right, but the boxes themselves were changed: the corners became sides. Work on new names.",
        source="""def iou(box1, box2):
    left, top = max(box1[0], box2[0]), max(box1[1], box2[1])
    right, bottom = min(box1[2], box2[2]), min(box1[3], box2[3])
    shared = max(right - left, 0) * max(bottom - top, 0)
    for box in (box1, box2):
        box[2:] -= box[:2]
    covered = box1[2] * box1[3] + box2[2] * box2[3] - shared
    return shared / covered if covered > 0 else 0.0
""",
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return the number, not only compute or print it.",
        edits=(("return shared", "overlap = shared"),),
    ),
)

IOU = INTERSECTION + CORNERS + DIVIDED + RETURNED
