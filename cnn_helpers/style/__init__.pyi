from .costs import (
    compute_content_cost,
    compute_layer_style_cost,
    compute_style_cost,
    gram_matrix,
    total_cost,
    total_variation,
)
from .objective import Costs, Objective
from .patches import Patch, field_of_layer, nine_patches, strongest_units
from .picture_transfer import Transfer, transfer
from .pictures import read_picture, write_picture
from .recorded import RecordedRun, recorded_run
from .vgg import CONTENT_LAYER, STYLE_LAYERS, activations, style_features

__all__ = [
    "CONTENT_LAYER",
    "STYLE_LAYERS",
    "Costs",
    "Objective",
    "Patch",
    "RecordedRun",
    "Transfer",
    "activations",
    "compute_content_cost",
    "compute_layer_style_cost",
    "compute_style_cost",
    "field_of_layer",
    "gram_matrix",
    "nine_patches",
    "read_picture",
    "recorded_run",
    "strongest_units",
    "style_features",
    "total_cost",
    "total_variation",
    "transfer",
    "write_picture",
]
