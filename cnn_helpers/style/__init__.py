"""Style transfer: the costs, the optimisation and what the network behind them sees.

Names are loaded when first used, so that importing this room does not load TensorFlow.
"""

from cnn_helpers.lazy import lazy_names

_HOMES = {
    "CONTENT_LAYER": "vgg",
    "STYLE_LAYERS": "vgg",
    "Costs": "objective",
    "Objective": "objective",
    "Patch": "patches",
    "Transfer": "running",
    "activations": "vgg",
    "compute_content_cost": "costs",
    "compute_layer_style_cost": "costs",
    "compute_style_cost": "costs",
    "field_of_layer": "patches",
    "gram_matrix": "costs",
    "nine_patches": "patches",
    "read_picture": "pictures",
    "style_features": "vgg",
    "total_cost": "costs",
    "total_variation": "costs",
    "transfer": "running",
    "write_picture": "pictures",
}

__getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
