"""Decoding and non-max suppression of a 19x19x5x80 output beside TensorFlow's combined_non_max_suppression."""

import numpy as np
from rich.table import Table

from cnn_helpers.detection import yolo_detect, yolo_eval, yolo_head

from .timing import best_times

GRID, CLASSES, SIDE, MOST, SCORE, OVERLAP = 19, 80, 608, 10, 0.6, 0.5
ANCHORS = np.array(  # YOLOv2's for COCO, in cells
    [[0.57273, 0.677385], [1.87446, 2.06253], [3.33843, 5.47434], [7.88282, 3.52778], [9.77052, 9.16828]],
    np.float32,
)


def street(objects, seed=0, grid=GRID, classes=CLASSES):
    """Return a raw output with so many objects, each seen by up to four neighbouring cells, and no other."""
    rng = np.random.default_rng(seed)
    raw = rng.normal(0, 0.5, (grid, grid, len(ANCHORS), 5 + classes)).astype(np.float32)
    raw[..., 0] -= 6
    for _ in range(objects):
        row, column = rng.integers(0, grid - 1, 2)
        anchor, kind = rng.integers(len(ANCHORS)), rng.integers(classes)
        around = raw[row : row + 2, column : column + 2, anchor]
        around[..., 0] = rng.uniform(0.8, 4, (2, 2))
        around[..., 5 + kind] = 12
    return raw


def ways(raw):
    """Return {name: function} of the ways from a raw output to the best boxes, all with the same answer."""
    classes = raw.shape[-1] - 5
    return {
        "ours": lambda: yolo_detect(raw, ANCHORS, classes, (SIDE, SIDE), MOST, SCORE, OVERLAP),
        "step by step": lambda: yolo_eval(
            yolo_head(raw, ANCHORS, classes), (SIDE, SIDE), MOST, SCORE, OVERLAP
        ),
        "TensorFlow": tensorflow_way(raw),
    }


def tensorflow_way(raw):
    """Return TensorFlow's decoding and combined_non_max_suppression of the same numbers as one compiled function."""
    import tensorflow as tf

    grid, classes = raw.shape[0], raw.shape[-1] - 5
    cells = np.stack(np.meshgrid(np.arange(grid), np.arange(grid)), axis=-1)[:, :, np.newaxis].astype(
        np.float32
    )

    @tf.function
    def detect(raw):
        centres = (tf.sigmoid(raw[..., 1:3]) + cells) / grid
        sides = tf.exp(raw[..., 4:2:-1]) * ANCHORS / grid
        boxes = SIDE * tf.concat([centres - sides / 2, centres + sides / 2], axis=-1)
        scores = tf.sigmoid(raw[..., :1]) * tf.nn.softmax(raw[..., 5:])
        return tf.image.combined_non_max_suppression(
            tf.reshape(boxes, (1, -1, 1, 4)),
            tf.reshape(scores, (1, -1, classes)),
            MOST,
            MOST,
            OVERLAP,
            SCORE,
            clip_boxes=False,
        )

    raw = tf.constant(raw)
    return lambda: detect(raw)


def tables():
    """Yield one table: from a raw output to at most ten boxes, with few objects and with many."""
    table = Table(
        title=f"decode + NMS, {GRID}x{GRID}x{len(ANCHORS)}x{CLASSES}, float32, best of 175 calls taken in turns (ms)",
        caption="Goal: ours at most 1.0 of TensorFlow. Ours is yolo_detect, which decodes only what can score enough; "
        "step by step is yolo_head, then yolo_eval. All three return the same boxes.",
    )
    for heading in "objects|ours|TensorFlow|ours/TF|step by step|step by step/TF".split("|"):
        table.add_column(heading, justify="right")
    for objects in (0, 5, 50, 500):
        ms = {name: 1e3 * seconds for name, seconds in best_times(ways(street(objects)), calls=25).items()}
        table.add_row(
            str(objects),
            f"{ms['ours']:.2f}",
            f"{ms['TensorFlow']:.2f}",
            f"{ms['ours'] / ms['TensorFlow']:.2f}",
            f"{ms['step by step']:.2f}",
            f"{ms['step by step'] / ms['TensorFlow']:.2f}",
        )
    yield table
