"""Objects found in images: boxes, YOLO's labels, loss and decoding, and how well a detector does.

Boxes are x1, y1, x2, y2 from the left and top edges, unless a function says otherwise. Names are loaded when
first used, so that importing this room does not load TensorFlow.
"""

from cnn_helpers.lazy import lazy_names

_HOMES = {
    "average_precision": "recall_curve",
    "cell_mates_found": "hard_streets",
    "decode_labels": "encoding",
    "detect": "trained",
    "Detector": "trained",
    "encode_labels": "encoding",
    "from_darknet": "head",
    "hard_street_scores": "hard_streets",
    "HARD_STREETS": "hard_streets",
    "iou": "overlap",
    "iou_matrix": "overlap",
    "kmeans_anchors": "clustering",
    "Letterbox": "letterboxing",
    "letterbox": "letterboxing",
    "match": "scoring",
    "mean_average_precision": "scoring",
    "non_max_suppression_graph": "graph",
    "precision_recall": "recall_curve",
    "proposal_recall": "recall",
    "region_proposals": "proposals",
    "shape_iou": "clustering",
    "share_a_cell": "hard_streets",
    "to_centres": "box_forms",
    "to_corners": "box_forms",
    "trained_detector": "trained",
    "yolo_costs": "losses",
    "yolo_detect": "objects",
    "yolo_eval": "suppression",
    "yolo_filter_boxes": "suppression",
    "yolo_head": "head",
    "yolo_loss": "losses",
    "yolo_non_max_suppression": "suppression",
}

__getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
