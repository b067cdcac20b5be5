"""Unusual: sets and dictionaries, boxes that drop each other until nothing changes, answers as lists."""

import math

import numpy as np


def length(low1, high1, low2, high2):
    """How much two intervals share."""
    return (abs(high1 - low1) + abs(high2 - low2) - abs(max(high1, high2) - min(low1, low2)) + 0.0) * (
        low1 < high2 and low2 < high1
    )


def iou(box1, box2):
    (a, b, c, d), (e, f, g, h) = np.asarray(box1, float).tolist(), np.asarray(box2, float).tolist()
    shared = length(a, c, e, g) * length(b, d, f, h)
    return shared and shared / ((c - a) * (d - b) + (g - e) * (h - f) - shared)


def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    found = []
    for place in np.ndindex(boxes.shape[:3]):
        products = [float(box_confidence[place][0]) * float(p) for p in box_class_probs[place]]
        best = max(products)
        if not best < threshold:
            found.append((best, boxes[place].tolist(), products.index(best)))
    scores, kept, classes = ([one[k] for one in found] for k in range(3))
    return scores, np.array(kept, float).reshape(len(kept), 4), classes


def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    n = len(scores)
    better = [
        {
            j
            for j in range(n)
            if scores[j] > scores[k] and classes[j] == classes[k] and iou(boxes[j], boxes[k]) > iou_threshold
        }
        for k in range(n)
    ]
    gone: set = set()
    while True:  # a box goes when some better rival of its has not gone; again, until nothing changes
        now = {k for k in range(n) if better[k] - gone}
        if now == gone:
            break
        gone = now
    ranked = sorted(set(range(n)) - gone, key=scores.__getitem__, reverse=True)[:max_boxes]
    picked = np.array(ranked, dtype=np.intp)
    return tuple(np.take(values, picked, axis=0) for values in (scores, boxes, classes))


def encode_labels(boxes, classes, anchors, grid, n_classes):
    owners: dict = {}
    for box, kind in zip(np.asarray(boxes, float).tolist(), classes, strict=True):
        x, y, w, h = (grid * number for number in box)
        column, row = (grid - 1 if number >= grid else math.floor(number) for number in (x, y))
        best = max(range(len(anchors)), key=lambda k: iou((0, 0, w, h), (0, 0, *anchors[k])))
        classes_of = [float(k == kind) for k in range(n_classes)]
        owners.setdefault((row, column, best), [1, x - column, y - row, h, w, *classes_of])
    nothing = [0.0] * (5 + n_classes)
    return [
        [[owners.get((row, column, k), nothing) for k in range(len(anchors))] for column in range(grid)]
        for row in range(grid)
    ]


def yolo_head(raw, anchors, n_classes):
    g = raw.shape[0]
    xy, wh = np.empty((*raw.shape[:3], 2)), np.empty((*raw.shape[:3], 2))
    sure, kinds = np.empty((*raw.shape[:3], 1)), np.empty((*raw.shape[:3], n_classes))
    for place in np.ndindex(raw.shape[:3]):
        row, column, k = place
        t_c, t_x, t_y, t_h, t_w, *logits = raw[place].tolist()
        xy[place] = [(start + 1 / (1 + math.exp(-t))) / g for start, t in ((column, t_x), (row, t_y))]
        wh[place] = anchors[k] * [math.exp(t_w), math.exp(t_h)] / g
        sure[place] = 1 / (1 + math.exp(-t_c))
        kinds[place] = [1 / sum(math.exp(other - own) for other in logits) for own in logits]
    return [xy, wh, sure, kinds]


def yolo_eval(yolo_outputs, image_shape, max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    xy, wh, confidence, probabilities = yolo_outputs
    edges = np.stack([xy - wh / 2, xy + wh / 2], axis=-2)
    edges = np.stack([edges[..., 0] * image_shape[1], edges[..., 1] * image_shape[0]], axis=-1)
    everything = yolo_filter_boxes(
        edges.reshape(*xy.shape[:3], 4), confidence, probabilities, score_threshold
    )
    scores, boxes, classes = (np.asarray(part) for part in everything)
    return yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)


def average_precision(scores, correct, n_true):
    hits = [place for place in np.argsort(scores) if correct[place]]
    area, best = 0.0, 0.0
    for place in hits:  # from the least sure on
        believed = scores >= scores[place]
        best = max(best, np.sum(correct & believed) / np.sum(believed))
        area += best / n_true
    return area
