"""Recipes that make the course's own trained networks, and the loop that follows them: `cnn-course train NAME`.

Names are loaded when first used, so that importing this room does not load TensorFlow.
"""

from cnn_helpers.lazy import lazy_names

_HOMES = {
    "Moment": "loop",
    "RECIPES": "recipe",
    "Recipe": "recipe",
    "crowd": "many_people",
    "in_pieces": "pieces",
    "load_recipe": "recipe",
    "streets": "many_streets",
    "train": "loop",
}

__getattr__, __dir__, __all__ = lazy_names(__name__, _HOMES)
