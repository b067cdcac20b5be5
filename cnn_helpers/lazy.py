"""Rooms whose names are loaded when first used, so that importing a room stays quick."""

from importlib import import_module


def lazy_names(room, homes):
    """Return `__getattr__`, `__dir__` and `__all__` for a room's `__init__`.

    room: the package's `__name__`; homes: {public name: module of the room that defines it}. No module may be
    named like one of its names: importing the module would put it in the name's place.
    """

    def load(name):
        if name not in homes:
            raise AttributeError(f"module {room!r} has no attribute {name!r}")
        return getattr(import_module(f"{room}.{homes[name]}"), name)

    def names():
        return sorted({*vars(import_module(room)), *homes})

    return load, names, sorted(homes)
