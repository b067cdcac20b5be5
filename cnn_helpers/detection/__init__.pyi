from .boxes.box_forms import to_centres, to_corners
from .boxes.letterboxing import Letterbox, letterbox
from .boxes.overlap import iou, iou_matrix
from .boxes.suppression import yolo_eval, yolo_filter_boxes, yolo_non_max_suppression
from .boxes.suppression_graph import non_max_suppression_graph
from .one_object.landmarks import (
    landmark_errors,
    landmark_labels,
    landmark_network,
    landmark_points,
    train_landmarks,
)
from .one_object.localisation import (
    LocalisationScore,
    localisation_label,
    localisation_log_loss,
    localisation_loss,
    localisation_score,
    read_localisation,
)
from .one_object.localiser_network import localiser, one_object_or_none, train_localiser
from .rcnn_family.offsets import clip_boxes, decode_offsets, encode_offsets
from .rcnn_family.proposals import region_proposals
from .rcnn_family.region_detectors import (
    fast_rcnn_detector,
    faster_rcnn_detector,
    rcnn_detector,
    read_regions,
)
from .rcnn_family.region_features import RoIAlign, roi_align
from .rcnn_family.region_losses import class_loss, object_loss, offset_loss, smooth_l1
from .rcnn_family.region_networks import proposal_head, rcnn, region_head, shared_features
from .rcnn_family.region_sampling import label_regions, sample_regions
from .rcnn_family.region_training import train_faster, train_proposals, train_regions
from .rcnn_family.rpn import anchor_grid, anchor_sizes, anchor_targets, label_anchors, rpn_proposals
from .scores.coco import COCO_SIZES, COCO_THRESHOLDS, SizeScore, coco_average_precision
from .scores.matching import match
from .scores.proposal_recall import proposal_recall
from .scores.recall_curve import average_precision, precision_recall
from .scores.scoring import mean_average_precision
from .windows.fully_convolutional import as_convolutional, window_stride
from .windows.sliding import Sweep, classify_windows, sliding_windows, window_positions
from .windows.window_classifiers import train_window_classifier, window_classifier, window_crops
from .yolo.anchor_clustering import kmeans_anchors, shape_iou
from .yolo.encoding import decode_labels, encode_labels
from .yolo.fast_decoding import yolo_detect
from .yolo.hard_streets import HARD_STREETS, hard_street_scores, rivals_found, share_a_place
from .yolo.head import from_darknet, yolo_head
from .yolo.losses import yolo_costs, yolo_loss
from .yolo.trained import Detector, detect, trained_detector

__all__ = [
    "COCO_SIZES",
    "COCO_THRESHOLDS",
    "HARD_STREETS",
    "Detector",
    "Letterbox",
    "LocalisationScore",
    "RoIAlign",
    "SizeScore",
    "Sweep",
    "anchor_grid",
    "anchor_sizes",
    "anchor_targets",
    "as_convolutional",
    "average_precision",
    "class_loss",
    "classify_windows",
    "clip_boxes",
    "coco_average_precision",
    "decode_labels",
    "decode_offsets",
    "detect",
    "encode_labels",
    "encode_offsets",
    "fast_rcnn_detector",
    "faster_rcnn_detector",
    "from_darknet",
    "hard_street_scores",
    "iou",
    "iou_matrix",
    "kmeans_anchors",
    "label_anchors",
    "label_regions",
    "landmark_errors",
    "landmark_labels",
    "landmark_network",
    "landmark_points",
    "letterbox",
    "localisation_label",
    "localisation_log_loss",
    "localisation_loss",
    "localisation_score",
    "localiser",
    "match",
    "mean_average_precision",
    "non_max_suppression_graph",
    "object_loss",
    "offset_loss",
    "one_object_or_none",
    "precision_recall",
    "proposal_head",
    "proposal_recall",
    "rcnn",
    "rcnn_detector",
    "read_localisation",
    "read_regions",
    "region_head",
    "region_proposals",
    "rivals_found",
    "roi_align",
    "rpn_proposals",
    "sample_regions",
    "shape_iou",
    "share_a_place",
    "shared_features",
    "sliding_windows",
    "smooth_l1",
    "to_centres",
    "to_corners",
    "train_faster",
    "train_landmarks",
    "train_localiser",
    "train_proposals",
    "train_regions",
    "train_window_classifier",
    "trained_detector",
    "window_classifier",
    "window_crops",
    "window_positions",
    "window_stride",
    "yolo_costs",
    "yolo_detect",
    "yolo_eval",
    "yolo_filter_boxes",
    "yolo_head",
    "yolo_loss",
    "yolo_non_max_suppression",
]
