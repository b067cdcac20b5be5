"""Recipes that make the course's own trained networks, and the loop that follows them: `cnn-course train NAME`.

Names are loaded when first used, so that importing this room does not load TensorFlow.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
