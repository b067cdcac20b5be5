"""Photographs of many people at once."""

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.data.people.person import Person, person
from cnn_helpers.data.people.rendering import LANDMARKS, USUAL, Face, face
from cnn_helpers.data.people.settings import Settings


@dataclass(frozen=True, eq=False)
class People:
    """n photographs of one size, person after person: `people[k]` is photograph k as a Face.

    pixels: (n, n_H, n_W, 3) uint8; images: the same as float32 from 0 to 1, made when first asked for.
    identities: (n,) int64, each person's number; landmarks: (n, 12, 2) float32 in pixels; visible: (n, 12) bool;
    persons: the Person of each of the people, in order.
    """

    items: tuple[Face, ...]
    persons: tuple[Person, ...]
    pixels: np.ndarray
    identities: np.ndarray
    landmarks: np.ndarray
    visible: np.ndarray

    def __len__(self) -> int:
        return len(self.items)

    def __getitem__(self, position: int) -> Face:
        return self.items[position]

    @cached_property
    def images(self) -> NDArray:
        """All pictures as float32 from 0 to 1."""
        return self.pixels.astype(np.float32) / 255


def people(
    n_people: int, n_faces: int, size: int = 64, seed: int = 0, settings: Settings = USUAL, first: int = 0
) -> People:
    """Return n_faces photographs of each of n_people people, number `first` and on of a seed.

    size: pixels a side; person and photograph are the same whatever the counts are: `face(person(seed, number), k,
    size, settings)`. People whose numbers differ are strangers to each other, so a range of numbers kept back is a
    set of unseen people. Raises ValueError for counts below 1 and for what `face` refuses.

    >>> known, unseen = people(3, 2, size=32), people(2, 2, size=32, first=3)
    >>> known.identities.tolist(), unseen.identities.tolist(), unseen.images.shape
    ([0, 0, 1, 1, 2, 2], [3, 3, 4, 4], (4, 32, 32, 3))
    """
    n_people, n_faces = whole_number("n_people", n_people, least=1), whole_number("n_faces", n_faces, least=1)
    first = whole_number("first", first, least=0)
    persons = tuple(person(seed, first + k) for k in range(n_people))
    items = tuple(face(one, k, size, settings) for one in persons for k in range(n_faces))
    return People(
        items=items,
        persons=persons,
        pixels=np.stack([one.pixels for one in items]),
        identities=np.array([one.identity for one in items], np.int64),
        landmarks=np.stack([one.landmarks for one in items]).reshape(-1, len(LANDMARKS), 2),
        visible=np.stack([one.visible for one in items]),
    )
