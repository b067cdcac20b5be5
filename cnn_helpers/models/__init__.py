"""Networks of the course in Keras, and `describe`, the ledger of any of them.

Names are loaded when first used, so that importing this room does not load TensorFlow.
"""

from importlib import import_module

_HOMES = {
    "Ledger": "ledger",
    "describe": "ledger",
}

__all__ = sorted(_HOMES)


def __getattr__(name):
    if name not in _HOMES:
        raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
    return getattr(import_module(f"{__name__}.{_HOMES[name]}"), name)


def __dir__():
    return sorted([*globals(), *_HOMES])
