"""Wrong versions of yolo_eval."""

from cnn_helpers.grading.assignments.questions import Mistake

CORNERS = "np.concatenate([box_xy - box_wh / 2, box_xy + box_wh / 2], axis=-1)"
SCALE = "np.array([n_W, n_H, n_W, n_H])"
FILTER = "yolo_filter_boxes(boxes, box_confidence, box_class_probs, score_threshold)"
SUPPRESS = "yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)"
CUT = """order = np.argsort(-scores)[:max_boxes]
    scores, boxes, classes = scores[order], boxes[order], classes[order]
    """

PLACES = (
    Mistake(
        "sides-not-halved",
        "The boxes are twice as large as they should be: an edge is half a side away from the centre.",
        edits=((CORNERS, "np.concatenate([box_xy - box_wh, box_xy + box_wh], axis=-1)"),),
    ),
    Mistake(
        "centres-and-sides",
        "The boxes are centres and sides: make corners of them first.",
        edits=((CORNERS, "np.concatenate([box_xy, box_wh], axis=-1)"),),
    ),
    Mistake(
        "centre-taken-for-a-corner",
        "The centre was taken for the upper left corner: that corner lies half a side before the centre.",
        edits=((CORNERS, "np.concatenate([box_xy, box_xy + box_wh], axis=-1)"),),
    ),
    Mistake(
        "corners-exchanged",
        "The lower right corner came first: the order is x1, y1, x2, y2.",
        edits=((CORNERS, "np.concatenate([box_xy + box_wh / 2, box_xy - box_wh / 2], axis=-1)"),),
    ),
    Mistake(
        "corner-and-sides",
        "The last two numbers are the sides: they should be the lower right corner, x2 and y2.",
        edits=((CORNERS, "np.concatenate([box_xy - box_wh / 2, box_wh], axis=-1)"),),
    ),
    Mistake(
        "y-first",
        "The boxes came back as y1, x1, y2, x2: x comes first here.",
        edits=(("corners * " + SCALE, f"(corners * {SCALE})[..., [1, 0, 3, 2]]"),),
    ),
    Mistake(
        "sides-beside-their-axes",
        "Half the height was taken off x and half the width off y: box_wh has the width first.",
        edits=(
            (
                CORNERS,
                "np.concatenate([box_xy - box_wh[..., ::-1] / 2, box_xy + box_wh[..., ::-1] / 2], axis=-1)",
            ),
        ),
    ),
    Mistake(
        "centres-and-sides-exchanged",
        "Centres and sides were exchanged when `yolo_outputs` was taken apart: box_xy comes first.",
        edits=(
            (
                "box_xy, box_wh, box_confidence, box_class_probs = yolo",
                "box_wh, box_xy, box_confidence, box_class_probs = yolo",
            ),
        ),
    ),
)

SCALES = (
    Mistake(
        "scale-forgotten",
        "The boxes are still fractions of the image: multiply x by its width and y by its height, in pixels.",
        edits=((" * " + SCALE, ""),),
    ),
    Mistake(
        "height-and-width-exchanged",
        "x was multiplied by the height and y by the width: `image_shape` is (n_H, n_W), height first.",
        edits=((SCALE, "np.array([n_H, n_W, n_H, n_W])"),),
    ),
    Mistake(
        "scaled-by-the-height",
        "x and y were both multiplied by the height: images need not be square.",
        edits=((SCALE, "n_H"),),
    ),
    Mistake(
        "scaled-by-the-width",
        "x and y were both multiplied by the width: images need not be square.",
        edits=((SCALE, "n_W"),),
    ),
    Mistake(
        "one-corner-scaled",
        "Only the lower right corner was scaled to pixels: scale both.",
        edits=((SCALE, "np.array([1, 1, n_W, n_H])"),),
    ),
    Mistake(
        "scaled-by-the-grid",
        "The boxes were multiplied by the grid: they are fractions of the image, so n_W and n_H make pixels of them.",
        edits=((SCALE, "box_xy.shape[0]"),),
    ),
    Mistake(
        "last-pixel",
        "The boxes were multiplied by n_W - 1 and n_H - 1: an image of n_W pixels reaches from 0 to n_W.",
        edits=((SCALE, "np.array([n_W - 1, n_H - 1, n_W - 1, n_H - 1])"),),
    ),
    Mistake(
        "scaled-twice",
        "The boxes were multiplied by the image's size twice.",
        edits=((SCALE, "np.array([n_W, n_H, n_W, n_H]) ** 2"),),
    ),
    Mistake(
        "clipped",
        "Boxes were cut at the edges of the image: they may reach out of it here.",
        edits=(
            (CORNERS, "np.clip(np.concatenate([box_xy - box_wh / 2, box_xy + box_wh / 2], axis=-1), 0, 1)"),
        ),
    ),
    Mistake(
        "negatives-clipped",
        "Corners left of or above the image were moved to its edge: boxes may reach out of it here.",
        edits=(("corners * " + SCALE, f"np.maximum(corners * {SCALE}, 0)"),),
    ),
    Mistake(
        "whole-pixels",
        "The corners were rounded to whole pixels: leave them as they are.",
        edits=(("corners * " + SCALE, f"np.round(corners * {SCALE})"),),
    ),
)

STEPS = (
    Mistake(
        "score-threshold-not-handed-on",
        "`score_threshold` was not handed on to yolo_filter_boxes, which then takes 0.6.",
        edits=((FILTER, FILTER.replace(", score_threshold", "")),),
    ),
    Mistake(
        "iou-threshold-not-handed-on",
        "`iou_threshold` was not handed on to yolo_non_max_suppression, which then takes 0.5.",
        edits=((SUPPRESS, SUPPRESS.replace(", iou_threshold", "")),),
    ),
    Mistake(
        "max-boxes-not-handed-on",
        "`max_boxes` was not handed on to yolo_non_max_suppression, which then takes 10.",
        edits=((SUPPRESS, SUPPRESS.replace("max_boxes, iou_threshold", "iou_threshold=iou_threshold")),),
    ),
    Mistake(
        "no-setting-handed-on",
        "Neither function was told the settings: hand them on.",
        edits=(
            (FILTER, FILTER.replace(", score_threshold", "")),
            (SUPPRESS, SUPPRESS.replace(", max_boxes, iou_threshold", "")),
        ),
    ),
    Mistake(
        "thresholds-exchanged",
        "The two thresholds are exchanged: scores are compared with score_threshold, overlaps with iou_threshold.",
        edits=(
            (FILTER, FILTER.replace("score_threshold", "iou_threshold")),
            (SUPPRESS, SUPPRESS.replace("iou_threshold", "score_threshold")),
        ),
    ),
    Mistake(
        "other-default-score",
        "With the settings left out your function does not cut at 0.6: the first line names 0.6.",
        edits=(("score_threshold=0.6", "score_threshold=0.5"),),
    ),
    Mistake(
        "suppression-forgotten",
        "Nothing was suppressed: boxes that overlap a better one of their class are to go.",
        edits=((f"return {SUPPRESS}", "return scores, boxes, classes"),),
    ),
    Mistake(
        "suppression-forgotten-sorted",
        "The best boxes came back, but nothing was suppressed: those that overlap a better one of their class go.",
        edits=(
            (
                f"return {SUPPRESS}",
                "order = np.argsort(-scores)[:max_boxes]\n    return scores[order], boxes[order], classes[order]",
            ),
        ),
    ),
    Mistake(
        "filter-forgotten",
        "Boxes with low scores came back too: filter first, with score_threshold.",
        edits=((FILTER, FILTER.replace("score_threshold", "0")),),
    ),
    Mistake(
        "classes-thrown-away",
        "All classes were suppressed as if they were one: hand the classes on as they are.",
        edits=(
            (
                f"return {SUPPRESS}",
                "kept_scores, kept_boxes, _ = yolo_non_max_suppression("
                "scores, boxes, 0 * classes, max_boxes, iou_threshold)\n"
                "    places = [int(np.flatnonzero(scores == s)[0]) for s in kept_scores]\n"
                "    return kept_scores, kept_boxes, classes[places]",
            ),
        ),
    ),
    Mistake(
        "score-threshold-for-both",
        "`score_threshold` was handed to both functions: overlaps are compared with `iou_threshold`.",
        edits=((SUPPRESS, SUPPRESS.replace("iou_threshold", "score_threshold")),),
    ),
    Mistake(
        "iou-threshold-for-both",
        "`iou_threshold` was handed to both functions: scores are compared with `score_threshold`.",
        edits=((FILTER, FILTER.replace("score_threshold", "iou_threshold")),),
    ),
    Mistake(
        "neither-suppressed-nor-cut",
        "All boxes came back, sorted: were `max_boxes` and `iou_threshold` handed on, and in this order?",
        edits=((SUPPRESS, SUPPRESS.replace("max_boxes, iou_threshold", "iou_threshold, max_boxes")),),
    ),
    Mistake(
        "cut-before-the-suppression",
        "The best `max_boxes` were taken before the suppression, which then left too few: it cuts by itself.",
        edits=((f"return {SUPPRESS}", CUT + f"return {SUPPRESS}"),),
    ),
    Mistake(
        "cut-after-ten",
        "Never more than 10 boxes came back: `max_boxes` may be larger, and the suppression is to know it.",
        edits=((SUPPRESS, SUPPRESS.replace("max_boxes", "min(max_boxes, 10)")),),
    ),
)

RETURNED = (
    Mistake(
        "boxes-before-scores",
        "The three answers are there, the boxes first: the order is scores, boxes, classes.",
        edits=(
            (
                f"return {SUPPRESS}",
                f"scores, boxes, classes = {SUPPRESS}\n    return boxes, scores, classes",
            ),
        ),
    ),
    Mistake(
        "outputs-changed",
        "The answers are right, but `box_wh` was halved where it stands (/=): make a new array.",
        edits=(
            ("    corners = ", "    box_wh /= 2\n    corners = "),
            (CORNERS, "np.concatenate([box_xy - box_wh, box_xy + box_wh], axis=-1)"),
        ),
    ),
    Mistake(
        "nothing-returned",
        "The function gives back None: its last line must return what yolo_non_max_suppression gives.",
        edits=((f"return {SUPPRESS}", f"found = {SUPPRESS}"),),
    ),
)

EVALUATION = PLACES + SCALES + STEPS + RETURNED
