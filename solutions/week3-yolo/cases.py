"""The arguments of one call: settings come from the family, values from a generator.

Which box overlaps which, which score is the best and what lies on a threshold is the same under any seed.
"""

import numpy as np

STEP, BEST = 0.07, 0.97  # scores of boxes by their rank: 0.97, 0.90, ...


def near(rng, values, by):
    """These numbers, each moved by at most `by`."""
    values = np.asarray(values, float)
    return (values + rng.uniform(-by, by, values.shape)).astype("float32")


def shifted(rng, boxes):
    """These corners, all moved by the same whole number, so that every overlap stays exactly what it is."""
    boxes = np.reshape(boxes, (-1, 4))
    return (boxes + rng.integers(0, 9)).astype("float32")


def pair(rng, first, second):
    return near(rng, first, 0.2), near(rng, second, 0.2)


def exact_pair(rng, first, second):
    return tuple(shifted(rng, (first, second)))


def with_rest(rng, settings):
    """The settings of a call that are named: those after them keep their default."""
    return tuple(value for value in settings if value is not None)


def volume(rng, grid, anchors, classes, threshold=None, anywhere=False):
    """(boxes, confidences, probabilities) of a filter; no score lies near the threshold.

    Unless they may lie `anywhere`, boxes that stay follow each other in one order, whichever axis is read first.
    """
    shape, n = (grid, grid, anchors), grid * grid * anchors
    fixed = np.random.default_rng([grid, anchors, classes])
    confidence = fixed.permutation(np.linspace(0.36, 0.98, n)).reshape(shape)
    best = fixed.permutation(np.linspace(0.52, 0.95, n)).reshape(shape)
    if not anywhere:
        off = np.ones(shape, bool)
        off[tuple(np.transpose(stairs(grid, anchors)))] = False
        low = fixed.uniform(0.6, 0.9, shape) * (0.6 if threshold is None else threshold)
        confidence = np.where(off & (confidence * best > low), low / best, confidence)
    kinds = fixed.permutation(np.arange(n) % classes).reshape(shape)
    others = fixed.dirichlet(np.full(classes - 1, 3.0), shape) if classes > 2 else np.ones((*shape, 1))
    probabilities = np.empty((*shape, classes))
    for place in np.ndindex(shape):
        rest = (1 - best[place]) * others[place]
        probabilities[place] = np.insert(rest, kinds[place], best[place])
    args = corners(rng, shape), near(rng, confidence, 0.003)[..., None], near(rng, probabilities, 0.003)
    return *args, *with_rest(rng, (threshold,))


def stairs(grid, anchors):
    """Places (row, column, anchor) from the first to the last, by one step along one axis each."""
    places, last = [(0, 0, 0)], (grid - 1, grid - 1, anchors - 1)
    while places[-1] != last:
        for axis in (2, 1, 0):
            step = np.array(places[-1])
            step[axis] += 1
            if step[axis] <= last[axis]:
                places.append(tuple(step.tolist()))
    return places


def corners(rng, shape):
    """Boxes of any places and sizes, x2 > x1 and y2 > y1."""
    low, sides = rng.uniform(0, 60, (*shape, 2)), rng.uniform(4, 30, (*shape, 2))
    return np.concatenate([low, low + sides], axis=-1).round(2).astype("float32")


def on_the_threshold(rng, grid, anchors, confidence, probability, classes=3):
    """One place whose score is the threshold exactly, in whole parts of 64; the next are just below and above."""
    boxes, confidences, probabilities, _ = volume(rng, grid, anchors, classes, 0.5)
    rest = (1 - probability) / (classes - 1)
    for place, share in zip(stairs(grid, anchors), (confidence, confidence - 1 / 64, 1.0), strict=False):
        confidences[place] = share
        probabilities[place] = [rest] * (classes - 1) + [probability]
    return boxes, confidences, probabilities, confidence * probability


def equal_classes(rng, grid, anchors, classes, equal, threshold):
    """In one place the two best classes are equally probable."""
    boxes, confidences, probabilities, _ = volume(rng, grid, anchors, classes, threshold)
    place = stairs(grid, anchors)[1]
    confidences[place] = 0.875
    probabilities[place] = 0.125 / (classes - 2)
    probabilities[place][list(equal)] = 0.4375
    return boxes, confidences, probabilities, threshold


def crowd(rng, boxes, ranks, classes, settings=(10, 0.5), exact=False):
    """(scores, boxes, classes, ...) of a suppression; rank 0 is the best score."""
    step = min(STEP, 0.9 / max(len(ranks), 1))  # many boxes have positive scores too
    scores = near(rng, BEST - step * np.array(ranks, float), 0.008)
    moved = shifted(rng, boxes)
    if not exact:  # sizes differ, so that an order by size is the same under any seed
        moved[:, 2] += 0.04 * np.arange(len(moved))
        moved = near(rng, moved, 0.005)
    return scores, moved, np.array(classes, np.int64), *with_rest(rng, settings)


def objects(rng, cells, sides, classes, anchors, grid, n_classes):
    """(boxes, classes, anchors, grid, n_classes) of a target.

    cells: (column, row) of each object; sides: (width, height) in cells.
    """
    place = np.reshape(cells, (-1, 2)).astype(float)
    after = np.random.default_rng([grid, len(place)]).random(place.shape) < 0.5  # the middle of the cell
    inside = rng.uniform(0.15, 0.4, place.shape) + 0.45 * after
    sides = np.reshape(sides, (-1, 2)) * rng.uniform(0.99, 1.01, (len(place), 2))
    boxes = (np.concatenate([place + inside, sides], axis=1) / grid).round(4).astype("float32")
    return boxes, np.array(classes, np.int64), np.array(anchors, "float32"), grid, n_classes


def on_a_line(rng, centres, sides, classes, anchors, grid, n_classes):
    """The same with centres as fractions of the image, which are kept to the last digit."""
    boxes, *rest = objects(rng, [(0, 0)] * len(centres), sides, classes, anchors, grid, n_classes)
    boxes[:, :2] = centres
    return boxes, *rest


def raw_output(rng, grid, anchors, n_classes, spread=1.2):
    """(raw, anchors, n_classes) of a head."""
    raw = rng.normal(0, spread, (grid, grid, len(anchors), 5 + n_classes)).clip(-7, 7)
    return raw.round(2).astype("float32"), np.array(anchors, "float32"), n_classes


def outputs(rng, grid, anchors, n_classes, seen, image_shape, settings=(10, 0.5, 0.5)):
    """((box_xy, box_wh, box_confidence, box_class_probs), image_shape, ...) of an evaluation.

    seen: of each object (row, column, anchor), (x, y, width, height) as fractions, confidence, class and probability;
    all other places are unsure.
    """
    shape = grid, grid, anchors
    xy, wh = rng.uniform(0.1, 0.9, (*shape, 2)), rng.uniform(0.1, 0.4, (*shape, 2))
    confidence = rng.uniform(0.02, 0.15, (*shape, 1))
    probabilities = rng.dirichlet(np.full(n_classes, 2.0), shape)
    for place, box, sure, kind, probability in seen:
        xy[place], wh[place] = near(rng, box[:2], 0.002), near(rng, box[2:], 0.002)
        confidence[place] = sure + rng.uniform(-0.003, 0.003)
        probabilities[place] = (1 - probability) / (n_classes - 1)
        probabilities[place][kind] = probability
    arrays = tuple(array.round(4).astype("float32") for array in (xy, wh, confidence, probabilities))
    return arrays, image_shape, *with_rest(rng, settings)


def detections(rng, ranks, hits, n_true):
    """(scores, correct, n_true) of an average precision; `hits` in the order of the list, rank 0 is the best score."""
    scores = near(rng, BEST - STEP * np.array(ranks, float), 0.02)
    return scores, np.array([hit == "y" for hit in hits], bool), n_true
