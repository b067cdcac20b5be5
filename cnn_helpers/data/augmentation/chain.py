"""Several augmentations one after the other, each drawn anew for every image."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass

import numpy as np
from numpy.typing import ArrayLike

from cnn_helpers.data.augmentation.colour import pca_colour
from cnn_helpers.data.augmentation.crops import random_crop
from cnn_helpers.data.augmentation.geometry import mirror, rotate, shear
from cnn_helpers.data.augmentation.moved import Augmented, checked


@dataclass(frozen=True)
class Augmentation:
    """How much to change an image; called, it changes one.

    mirrored: probability; degrees: the most it is turned either way; leaning: the most it is sheared,
    degrees; cropped: the share of each side that is kept, 1 for all (the piece is the size of the result);
    colour: standard deviation along the colours' principal axes. Raises ValueError for values outside their
    ranges.
    """

    mirrored: float = 0.5
    degrees: float = 10.0
    leaning: float = 5.0
    cropped: float = 0.9
    colour: float = 0.1

    def __post_init__(self) -> None:
        ranges = {
            "mirrored": (0, 1),
            "degrees": (0, 180),
            "leaning": (0, 89),
            "cropped": (0.05, 1),
            "colour": (0, 10),
        }
        for name, (least, most) in ranges.items():
            value = getattr(self, name)
            if not least <= value <= most:
                raise ValueError(f"{name} is {value}; a number from {least} to {most} is needed")

    def __call__(
        self,
        image: ArrayLike,
        rng: np.random.Generator,
        boxes: ArrayLike | None = None,
        mask: ArrayLike | None = None,
    ) -> Augmented:
        """Return Augmented: the image changed, its boxes and mask with it.

        image: (H, W, 3), uint8 or floats from 0 to 1; rng: numpy.random.Generator.
        """
        image, boxes, mask = checked(image, boxes, mask)
        kept = None if boxes is None else np.arange(len(boxes))
        for change in self._changes(rng, image.shape):
            image, boxes, left, mask = change(image, boxes=boxes, mask=mask)
            kept = None if left is None or kept is None else kept[left]
        return Augmented(pca_colour(image, rng.normal(0, self.colour, 3)), boxes, kept, mask)

    def _changes(
        self, rng: np.random.Generator, shape: tuple[int, ...]
    ) -> Iterator[Callable[..., Augmented]]:
        """The moves, drawn all at once, so that the same rng gives the same moves with and without boxes."""
        flip = rng.random() < self.mirrored
        turn, lean = rng.uniform(-self.degrees, self.degrees), rng.uniform(-self.leaning, self.leaning)
        size = max(1, round(self.cropped * shape[0])), max(1, round(self.cropped * shape[1]))
        if flip:
            yield mirror
        yield lambda image, **rest: rotate(image, turn, **rest)
        yield lambda image, **rest: shear(image, lean, **rest)
        yield lambda image, **rest: random_crop(image, size, rng, **rest)
