"""Measurements that take too long for a page: `cnn-course measure NAME` makes one, a page draws its record."""

import lazy_loader

__getattr__, __dir__, __all__ = lazy_loader.attach_stub(__name__, __file__)
