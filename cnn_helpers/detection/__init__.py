"""Objects found in images: boxes, YOLO's labels, loss and decoding, and how well a detector does.

Boxes are x1, y1, x2, y2 from the left and top edges, unless a function says otherwise. Names are loaded when
first used, so that importing this room does not load TensorFlow.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
