"""Style transfer: the costs, the optimisation and what the network behind them sees.

Names are loaded when first used, so that importing this room does not load TensorFlow.
"""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
