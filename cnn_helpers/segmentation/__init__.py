"""A class for every pixel: the losses that train it, the scores that judge it, and a network that does it.

Names are loaded when first used, so that importing this room does not load TensorFlow.
"""

from cnn_helpers.lazy import lazy_names

_HOMES = {
    "ColourClassifier": "colour",
    "Segmenter": "trained",
    "colour_classifier": "colour",
    "confusion_matrix": "metrics",
    "cross_entropy_and_dice": "losses",
    "iou_per_class": "metrics",
    "mean_iou": "metrics",
    "pixel_cross_entropy": "losses",
    "segmenter_network": "trained",
    "soft_dice_loss": "losses",
    "trained_segmenter": "trained",
}

__getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
