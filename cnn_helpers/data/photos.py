"""Photographs that come inside scikit-image, scikit-learn and matplotlib, each with its credit and licence."""

from functools import lru_cache
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray
from PIL import Image

from cnn_helpers.checks import whole_number

CC0 = "CC0 1.0"
CC_BY = "CC BY 2.0"
PUBLIC_DOMAIN = "public domain"


class Credit(NamedTuple):
    """Who made a photograph, and what its licence is.

    title: what it shows; author: who is to be named; licence: short name; package: where the file lies.
    """

    title: str
    author: str
    licence: str
    package: str = "scikit-image"

    def __str__(self) -> str:
        return f"{self.title}: {self.author}, {self.licence}, from {self.package}"


CREDITS = {
    "astronaut": Credit("Eileen Collins", "NASA", PUBLIC_DOMAIN),
    "brick": Credit("Brick wall", "CC0Textures, Bricks25", CC0),
    "camera": Credit("Photographer at work", "Lav Varshney", CC0),
    "chelsea": Credit("Chelsea the cat", "Stéfan van der Walt", CC0),
    "china": Credit("Temple in China", "danielbuechele", CC_BY, "scikit-learn"),
    "clock": Credit("Clock, blurred by motion", "Stéfan van der Walt", PUBLIC_DOMAIN),
    "coffee": Credit("Coffee cup, Pikolo Espresso Bar", "Rachel Michetti", CC0),
    "flower": Credit("Dahlia", "vultilion", CC_BY, "scikit-learn"),
    "grass": Credit("Grass", "linolafett", CC0),
    "gravel": Credit("Gravel", "CC0Textures, Gravel04", CC0),
    "hopper": Credit("Grace Hopper", "James S. Davis, U.S. Navy", PUBLIC_DOMAIN, "matplotlib"),
    "rocket": Credit("Falcon 9 lifts DSCOVR", "SpaceX", PUBLIC_DOMAIN),
}


def _known(name: str) -> Credit:
    if name not in CREDITS:
        raise ValueError(
            f"{name!r} is not one of the photographs; one of {', '.join(sorted(CREDITS))} is needed"
        )
    return CREDITS[name]


@lru_cache(maxsize=4)
def _read(name: str) -> NDArray:
    if _known(name).package == "scikit-learn":
        from sklearn.datasets import load_sample_image

        return load_sample_image(f"{name}.jpg")
    if _known(name).package == "matplotlib":
        from matplotlib.cbook import get_sample_data

        with Image.open(get_sample_data("grace_hopper.jpg", asfileobj=False)) as opened:
            return np.asarray(opened.convert("RGB"))
    from skimage import data

    return getattr(data, name)()


def photo(name: str, width: int | None = None, grey: bool = False) -> NDArray:
    """Return a photograph as numbers from 0 (black) to 1 (white).

    name: a key of CREDITS; width: pixels to shrink it to, the height follows; grey: one channel, not three.
    -> float64 (n_H, n_W, 3), or (n_H, n_W) for a grey one. Raises ValueError for an unknown name, and for a
    width that the photograph does not have.

    >>> photo("camera", width=64).shape, photo("coffee", width=60).shape, photo("coffee", grey=True).shape
    ((64, 64), (40, 60, 3), (400, 600))
    """
    _known(name)
    image = Image.fromarray(_read(name))
    if grey:
        image = image.convert("L")
    if width is not None:
        width = whole_number("width", width, least=1)
        if width > image.width:
            raise ValueError(
                f"width is {width}; {name!r} has {image.width} columns, at most as many are needed"
            )
        image = image.resize(
            (width, max(1, round(image.height * width / image.width))), Image.Resampling.LANCZOS
        )
    return np.asarray(image, np.float64) / 255


def credit(name: str) -> str:
    """Return the line to print under a photograph: title, author, licence and source.

    Raises ValueError for an unknown name.

    >>> credit("camera")
    'Photographer at work: Lav Varshney, CC0 1.0, from scikit-image'
    """
    return str(_known(name))
