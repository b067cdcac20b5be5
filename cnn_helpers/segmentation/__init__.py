"""A class for every pixel: the losses that train it, the scores that judge it, and a network that does it.

Names are loaded when first used, so that importing this room does not load TensorFlow.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
