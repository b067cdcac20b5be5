"""TensorFlow: every answer is a tensor."""

import tensorflow as tf


def iou(box1, box2):
    box1, box2 = tf.cast(box1, tf.float32), tf.cast(box2, tf.float32)
    sides = tf.nn.relu(tf.minimum(box1[2:], box2[2:]) - tf.maximum(box1[:2], box2[:2]))
    shared = tf.reduce_prod(sides)
    areas = tf.reduce_prod(box1[2:] - box1[:2]) + tf.reduce_prod(box2[2:] - box2[:2])
    return tf.math.divide_no_nan(shared, areas - shared)


def yolo_filter_boxes(boxes, box_confidence, box_class_probs, threshold=0.6):
    box_scores = tf.multiply(box_confidence, box_class_probs)
    scores, classes = tf.reduce_max(box_scores, axis=-1), tf.argmax(box_scores, axis=-1)
    mask = tf.greater_equal(scores, threshold)
    return tf.boolean_mask(scores, mask), tf.boolean_mask(boxes, mask), tf.boolean_mask(classes, mask)


def yolo_non_max_suppression(scores, boxes, classes, max_boxes=10, iou_threshold=0.5):
    scores, boxes, classes = tf.constant(scores), tf.constant(boxes), tf.constant(classes)
    kept = []
    for k in tf.argsort(scores, direction="DESCENDING").numpy():
        if len(kept) < max_boxes:
            same = [j for j in kept if classes[j] == classes[k]]
            if not any(bool(iou(boxes[j], boxes[k]) > iou_threshold) for j in same):
                kept.append(k)
    kept = tf.constant(kept, tf.int32)
    return tf.gather(scores, kept), tf.gather(boxes, kept), tf.gather(classes, kept)


def encode_labels(boxes, classes, anchors, grid, n_classes):
    taken, vectors = [], []
    for box, kind in zip(
        tf.unstack(tf.constant(boxes) * grid), tf.unstack(tf.constant(classes)), strict=True
    ):
        cell = tf.minimum(tf.cast(tf.floor(box[:2]), tf.int32), grid - 1)
        shared = tf.reduce_prod(tf.minimum(box[2:], anchors), axis=1)
        union = tf.reduce_prod(box[2:]) + tf.reduce_prod(tf.constant(anchors), axis=1) - shared
        place = [int(cell[1]), int(cell[0]), int(tf.argmax(shared / union))]
        if place not in taken:
            taken.append(place)
            inside = box[:2] - tf.cast(cell, tf.float32)
            vectors.append(tf.concat([[1.0], inside, box[3:1:-1], tf.one_hot(kind, n_classes)], axis=0))
    shape = (grid, grid, len(anchors), 5 + n_classes)
    if not taken:
        return tf.zeros(shape)
    return tf.scatter_nd(taken, tf.stack(vectors), shape)


def yolo_head(raw, anchors, n_classes):
    t_c, t_xy, t_h, t_w, t_classes = tf.split(raw, [1, 2, 1, 1, n_classes], axis=-1)
    grid = raw.shape[0]
    steps = tf.range(grid, dtype=tf.float32)
    cells = tf.stack(tf.meshgrid(steps, steps), axis=-1)[:, :, tf.newaxis]
    box_xy = (cells + tf.sigmoid(t_xy)) / grid
    box_wh = tf.exp(tf.concat([t_w, t_h], axis=-1)) * anchors / grid
    return box_xy, box_wh, tf.sigmoid(t_c), tf.nn.softmax(t_classes)


def yolo_eval(yolo_outputs, image_shape, max_boxes=10, score_threshold=0.6, iou_threshold=0.5):
    box_xy, box_wh, box_confidence, box_class_probs = yolo_outputs
    corners = tf.concat([box_xy - box_wh / 2.0, box_xy + box_wh / 2.0], axis=-1)
    height, width = (float(side) for side in image_shape)
    corners *= tf.constant([width, height, width, height])
    scores, boxes, classes = yolo_filter_boxes(corners, box_confidence, box_class_probs, score_threshold)
    return yolo_non_max_suppression(scores, boxes, classes, max_boxes, iou_threshold)


def average_precision(scores, correct, n_true):
    order = tf.argsort(tf.constant(scores, tf.float32), direction="DESCENDING")
    right = tf.cast(tf.gather(tf.constant(correct, tf.bool), order), tf.float32)
    precision = tf.cumsum(right) / tf.range(1, len(right) + 1, dtype=tf.float32)
    later = tf.scan(tf.maximum, precision, reverse=True) if len(right) else precision
    return tf.reduce_sum(right * later) / n_true
