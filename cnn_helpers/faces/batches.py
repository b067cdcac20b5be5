"""Batches in which every person has several pictures, so that triplets can be made within a batch."""

from collections.abc import Sequence

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import whole_number
from cnn_helpers.faces.checks import identity_list


def identity_batches(
    identities: ArrayLike, people: int, pictures: int, batches: int, seed: int | Sequence[int] = 0
) -> NDArray:
    """Return the places of the pictures of each batch: (batches, people * pictures), a NumPy array.

    identities: (m,), whole numbers or names; people: people in a batch, at least 2; pictures: different
    pictures of each, at least 2. A batch draws its people without repeating one. Raises ValueError when fewer
    people have that many pictures. Source: Schroff et al. (2015), section 3.2.

    >>> places = identity_batches(["ada", "bo", "ada", "bo", "bo"], people=2, pictures=2, batches=3)
    >>> places.shape
    (3, 4)
    """
    people, pictures = whole_number("people", people, least=2), whole_number("pictures", pictures, least=2)
    batches, rng = whole_number("batches", batches, least=0), np.random.default_rng(seed)
    codes = np.unique(identity_list(identities), return_inverse=True)[1]
    places = [np.flatnonzero(codes == code) for code in range(codes.max(initial=-1) + 1)]
    places = [own for own in places if len(own) >= pictures]
    if len(places) < people:
        raise ValueError(
            f"{len(places)} people have {pictures} pictures or more; {people} are needed for a batch"
        )
    drawn = [rng.choice(len(places), people, replace=False) for _ in range(batches)]
    rows = [[rng.choice(places[k], pictures, replace=False) for k in row] for row in drawn]
    return np.array(rows, int).reshape(batches, people * pictures)
