"""Objects found in images: boxes, YOLO's labels, loss and decoding, and how well a detector does.

Boxes are x1, y1, x2, y2 from the left and top edges, unless a function says otherwise. Names are loaded when
first used, so that importing this room does not load TensorFlow.
"""

from cnn_helpers.lazy import lazy_names

_HOMES = {
    "decode_labels": "encoding",
    "encode_labels": "encoding",
    "from_darknet": "head",
    "iou": "overlap",
    "iou_matrix": "overlap",
    "kmeans_anchors": "clustering",
    "shape_iou": "clustering",
    "to_centres": "box_forms",
    "to_corners": "box_forms",
    "yolo_costs": "losses",
    "yolo_head": "head",
    "yolo_loss": "losses",
}

__getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
