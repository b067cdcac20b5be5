"""NumPy without loops over numbers: masks, broadcasting, a matrix of overlaps."""

import numpy as np


def overlaps_of(boxes1, boxes2):
    """(n, k) overlaps of (n, 4) and (k, 4) boxes."""
    low = np.maximum(boxes1[:, None, :2], boxes2[None, :, :2])
    high = np.minimum(boxes1[:, None, 2:], boxes2[None, :, 2:])
    shared = np.clip(high - low, 0, None).prod(axis=-1)
    areas = [(boxes[:, 2:] - boxes[:, :2]).prod(axis=-1) for boxes in (boxes1, boxes2)]
    union = areas[0][:, None] + areas[1][None] - shared
    return np.divide(shared, union, out=np.zeros_like(shared), where=union > 0)


def iou(box1, box2):
    return overlaps_of(np.asarray(box1)[None], np.asarray(box2)[None])


def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    classes = box_class_probs.argmax(axis=-1)
    best = np.take_along_axis(box_class_probs, classes[..., None], axis=-1)
    scores = (box_confidence * best).reshape(-1)
    places = np.flatnonzero(scores >= threshold)
    return [scores[places], boxes.reshape(-1, 4)[places], classes.reshape(-1)[places]]


def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    order = np.argsort(scores)[::-1]
    scores, boxes, classes = scores[order], boxes[order], classes[order]
    rivals = (overlaps_of(boxes, boxes) > iou_threshold) & (classes[:, None] == classes[None])
    alive = np.ones(len(scores), bool)
    for k in range(len(scores)):
        if alive[k]:
            alive[k + 1 :] &= ~rivals[k, k + 1 :]
    kept = np.flatnonzero(alive)[:max_boxes]
    return scores[kept], boxes[kept], classes[kept]


def encode_labels(boxes, classes, anchors, grid, n_classes):
    target = np.zeros((grid, grid, len(anchors), 5 + n_classes))
    centres, sides = boxes[:, :2] * grid, boxes[:, 2:] * grid
    cells = np.clip(np.floor(centres).astype(int), 0, grid - 1)
    shared = np.minimum(sides[:, None], anchors[None]).prod(axis=-1)
    union = sides.prod(axis=-1)[:, None] + anchors.prod(axis=-1)[None] - shared
    best = (shared / union).argmax(axis=-1)
    places = np.stack([cells[:, 1], cells[:, 0], best], axis=1)
    _, first = np.unique(places, axis=0, return_index=True)
    one_hot = np.eye(n_classes)[classes]
    vectors = np.concatenate([np.ones((len(boxes), 1)), centres - cells, sides[:, ::-1], one_hot], axis=1)
    target[tuple(places[first].T)] = vectors[first]
    return target


def yolo_head(raw, anchors, n_classes):
    g = len(raw)
    squeezed = 0.5 + 0.5 * np.tanh(raw / 2)
    corners = np.indices((g, g))[::-1].transpose(1, 2, 0)[:, :, None]
    logits = raw[..., 5 : 5 + n_classes] - raw[..., 5:].max(axis=-1, keepdims=True)
    shares = np.exp(logits)
    return (
        (corners + squeezed[..., 1:3]) / g,
        np.exp(raw[..., 3:5])[..., ::-1] * anchors / g,
        squeezed[..., :1],
        shares / shares.sum(axis=-1, keepdims=True),
    )


def yolo_eval(yolo_outputs, image_shape, max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    xy, wh, confidence, probabilities = yolo_outputs
    size = np.array(image_shape[::-1], "float32")
    low, high = (xy - 0.5 * wh) * size, (xy + 0.5 * wh) * size
    found = yolo_filter_boxes(np.concatenate([low, high], -1), confidence, probabilities, score_threshold)
    return yolo_non_max_suppression(*found, max_boxes=max_boxes, iou_threshold=iou_threshold)


def average_precision(scores, correct, n_true):
    right = correct[np.argsort(scores)[::-1]]
    recall = np.concatenate([[0], np.cumsum(right) / n_true, [1]])
    precision = np.concatenate([[0], np.cumsum(right) / (np.arange(len(right)) + 1), [0]])
    envelope = np.flip(np.maximum.accumulate(np.flip(precision)))
    grown = np.flatnonzero(recall[1:] != recall[:-1])
    return np.array([((recall[grown + 1] - recall[grown]) * envelope[grown + 1]).sum()])
