from .colour import ColourClassifier, colour_classifier
from .losses import cross_entropy_and_dice, pixel_cross_entropy, soft_dice_loss
from .metrics import confusion_matrix, iou_per_class, mean_iou
from .trained import Segmenter, segmenter_network, trained_segmenter

__all__ = [
    "ColourClassifier",
    "Segmenter",
    "colour_classifier",
    "confusion_matrix",
    "cross_entropy_and_dice",
    "iou_per_class",
    "mean_iou",
    "pixel_cross_entropy",
    "segmenter_network",
    "soft_dice_loss",
    "trained_segmenter",
]
