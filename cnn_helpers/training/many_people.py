"""Photographs of rendered people by the thousand, rendered on all cores."""

from functools import partial
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.data.people import Settings, people
from cnn_helpers.training.parallel import in_pieces


class Crowd(NamedTuple):
    """What trainings need of n photographs.

    pixels: (n, size, size, 3) uint8; identities: (n,) int64; tones: (n,) float64, each person's skin tone from 0,
    the lightest, to 1.
    """

    pixels: np.ndarray
    identities: np.ndarray
    tones: np.ndarray


def crowd(
    n_people: int,
    n_faces: int,
    size: int = 64,
    seed: int = 0,
    first: int = 0,
    settings: Settings | None = None,
    processes: int | None = None,
) -> Crowd:
    """Return a Crowd, the same photographs as `cnn_helpers.data.people.people` gives.

    Arguments as there; processes: as `in_pieces` has it. Raises ValueError for what `people` refuses.

    >>> crowd(2, 3, size=32).pixels.shape
    (6, 32, 32, 3)
    """
    settings = Settings() if settings is None else settings
    job = partial(_piece, n_faces=n_faces, size=size, seed=seed, start=first, settings=settings)
    return Crowd(
        *map(np.concatenate, zip(*in_pieces(job, n_people, piece=40, processes=processes), strict=True))
    )


def _piece(
    first: int, count: int, n_faces: int, size: int, seed: int, start: int, settings: Settings
) -> tuple[NDArray, NDArray, NDArray]:
    some = people(count, n_faces, size, seed, settings, start + first)
    return some.pixels, some.identities, np.repeat([one.tone for one in some.persons], n_faces)
