"""Modules that would answer a question may be imported; using one raises while answers are judged."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from functools import cache
from importlib.abc import Loader, MetaPathFinder
from importlib.machinery import ModuleSpec
from types import ModuleType
from typing import Any

TF_KERAS = "keras._tf_keras.keras", "tensorflow.keras"  # what `tf.keras` is, before and after it is imported
KERAS_HOMES = "keras.src", *TF_KERAS
TF_PARTS = "tensorflow._api.v2"  # where the modules are that `tf` shows as its own, as in `tf.image`
TF_HOMES = TF_PARTS, f"{TF_PARTS}.compat.v1", f"{TF_PARTS}.compat.v2"


class Delegated(RuntimeError):
    """A question was answered by a library that already has the answer."""


class Stub(ModuleType):
    """Stands for a forbidden module or something imported from it; any use raises Delegated."""

    def __init__(self, name: str):
        super().__init__(name)
        self.__path__ = []

    def __getattr__(self, attribute: str) -> Any:
        if attribute.startswith("__"):
            raise AttributeError(attribute)
        return Stub(f"{self.__name__}.{attribute}")

    def __call__(self, *args: object, **kwargs: object) -> Any:
        raise Delegated(f"{self.__name__} may not be used here: the question asks for your own code")


_stub = cache(Stub)  # TensorFlow alone has 2,600 modules, and each call of a question needs a stub for each


class Finder(MetaPathFinder, Loader):
    """Answers every import of a forbidden module that is not loaded yet with a stub."""

    def __init__(self, forbidden: tuple[str, ...]):
        self.forbidden = forbidden

    def find_spec(self, name: str, path: object = None, target: object = None) -> ModuleSpec | None:
        return ModuleSpec(name, self, is_package=True) if _from(name, self.forbidden) else None

    def create_module(self, spec: ModuleSpec) -> ModuleType:
        return Stub(spec.name)

    def exec_module(self, module: ModuleType) -> None:
        """Nothing to run: a stub is whole as it is made."""


@contextmanager
def without(forbidden: tuple[str, ...], namespace: dict) -> Iterator[None]:
    """While this lasts, forbidden modules are stubs: those in `namespace`, and those imported anew."""
    finder = Finder(forbidden)
    held = {name: module for name, module in sys.modules.items() if _from(name, forbidden)}
    parts = {id(part) for part in _parts_of_tensorflow(held)}
    names = {
        key: value for key, value in namespace.items() if _from(_home(value), forbidden) or id(value) in parts
    }
    sys.modules.update((name, _stub(name)) for name in held)
    for home, child, module in _shown(held):
        setattr(home, child, _stub(module.__name__))
    namespace.update({key: Stub(f"{_home(value)} ({key})") for key, value in names.items()})
    sys.meta_path.insert(0, finder)
    try:
        yield
    finally:
        with suppress(ValueError):  # a function may have taken it away; the next question is none the worse
            sys.meta_path.remove(finder)
        namespace.update(names)
        for name in [name for name, module in sys.modules.items() if isinstance(module, Stub)]:
            sys.modules.pop(name, None)
            parent, _, last = name.rpartition(".")
            if parent in sys.modules and isinstance(vars(sys.modules[parent]).get(last), Stub):
                delattr(sys.modules[parent], last)  # an import left it there
        sys.modules.update(held)
        for home, child, module in _shown(held):
            setattr(home, child, module)


def _parts_of_tensorflow(held: dict[str, ModuleType]) -> Iterator[Callable]:
    """What held modules of `tf` offer; it is written elsewhere, in modules that TensorFlow itself cannot do without."""
    for name, module in held.items():
        if _from(name, (TF_PARTS,)):
            yield from filter(callable, vars(module).values())


def _shown(held: dict[str, ModuleType]) -> Iterator[tuple[ModuleType, str, ModuleType]]:
    """Each held module as an attribute of another: of its parent, or of `tf` or `tf.keras`, where it shows."""
    for name, module in held.items():
        parent, _, child = name.rpartition(".")
        for home in (parent, *{"keras": TF_KERAS, TF_PARTS: ("tensorflow",)}.get(parent, ())):
            if home in sys.modules and home not in held:
                yield sys.modules[home], child, module


def _home(value: object) -> str:
    """The module that a value is or comes from; empty when that cannot be told."""
    home = value.__name__ if isinstance(value, ModuleType) else getattr(value, "__module__", None)
    return home if isinstance(home, str) else ""


def _from(name: str, forbidden: tuple[str, ...]) -> bool:
    """Whether a module is one of the forbidden or lies in one; asked of every loaded module for every call."""
    return f"{name}.".startswith(_beginnings(forbidden))


@cache
def _beginnings(forbidden: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(f"{name}." for module in forbidden for name in (module, *_other_names(module)))


def _other_names(module: str) -> list[str]:
    """Where else a part of Keras or TensorFlow lies: `keras.applications` is `tf.keras.applications` too."""
    package, _, part = module.partition(".")
    homes = {"keras": KERAS_HOMES, "tensorflow": TF_HOMES}.get(package, ())
    return [f"{home}.{part}" for home in homes] if part else []
