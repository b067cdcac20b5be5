"""A database of faces: vectors, not pictures, with the network that made them and the threshold that fits it."""

import os
from collections.abc import Callable, Iterator, Mapping
from typing import Self

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.faces.checks import not_negative
from cnn_helpers.faces.database_file import Stored, read_database, write_database
from cnn_helpers.faces.recognition import embed, verify, who_is_it
from cnn_helpers.tensor_types import TensorLike


class FaceDatabase(Mapping[str, NDArray]):
    """Who is enrolled: {name: (n, d) vectors of length 1}, one row a picture; pictures themselves are not kept.

    model: gives vectors (m, d) for images (m, n_H, n_W, n_C); network: the name of that network, stored with the
    vectors; threshold: distances below it are the same person, calibrated for that network. Raises ValueError for
    an empty name and a negative threshold.

    >>> brightness = lambda images: [[images.mean(), 1 - images.mean()]]
    >>> door = FaceDatabase(brightness, "brightness", threshold=0.3)
    >>> door.enrol("ada", np.full((4, 4, 3), 0.9))
    >>> door.identify(np.full((4, 4, 3), 0.85))[1], door.identify(np.full((4, 4, 3), 0.1))[1]
    ('ada', None)
    """

    def __init__(self, model: Callable[[NDArray], TensorLike], network: str, threshold: float) -> None:
        self.model, self.network = model, _name("network", network)
        self.threshold = not_negative("threshold", threshold)
        self._vectors: dict[str, NDArray] = {}

    def enrol(self, name: str, *images: ArrayLike) -> None:
        """Add pictures of a person, who may be enrolled already. Raises ValueError without a name or a picture."""
        name = _name("name", name)
        if not images:
            raise ValueError(f"no picture of {name!r} is given; at least one is needed")
        new = np.stack([embed(image, self.model) for image in images])
        known = next(iter(self._vectors.values()), new)
        if known.shape[1] != new.shape[1]:
            raise ValueError(f"the model gives {new.shape[1]} numbers; the database holds {known.shape[1]}")
        self._vectors[name] = np.concatenate([self._vectors.get(name, new[:0]), new])

    def remove(self, name: str) -> None:
        """Forget a person. Raises ValueError for somebody who is not enrolled."""
        if name not in self._vectors:
            raise ValueError(f"{name!r} is not enrolled; one of {sorted(self)} is needed")
        del self._vectors[name]

    def verify(self, image: ArrayLike, name: str) -> tuple[float, bool]:
        """Return (distance, same) as `verify` does, with the database's own model and threshold."""
        return verify(image, name, self, self.model, self.threshold)

    def identify(self, image: ArrayLike) -> tuple[float, str | None]:
        """Return (distance, name or None) as `who_is_it` does, with the database's own model and threshold."""
        return who_is_it(image, self, self.model, self.threshold)

    def save(self, path: str | os.PathLike[str]) -> None:
        """Write the database to a file, all or nothing: whatever goes wrong, the file there before is kept.

        Raises ValueError if that file is not a database of this network and threshold.
        """
        write_database(path, Stored(self.network, self.threshold, dict(self._vectors)))

    @classmethod
    def load(
        cls,
        path: str | os.PathLike[str],
        model: Callable[[NDArray], TensorLike],
        network: str,
        threshold: float,
    ) -> Self:
        """Return the database in a file, to be used with this model. The file stays as it is.

        Raises FileNotFoundError without a file, and ValueError if it is damaged, or was made by another network or
        for another threshold.
        """
        database = cls(model, network, threshold)
        stored = read_database(path)
        stored.must_match(path, database.network, database.threshold)
        database._vectors = stored.vectors
        return database

    def __getitem__(self, name: str) -> NDArray:
        return self._vectors[name].copy()

    def __iter__(self) -> Iterator[str]:
        return iter(self._vectors)

    def __len__(self) -> int:
        return len(self._vectors)

    def __repr__(self) -> str:
        pictures = sum(map(len, self._vectors.values()))
        return f"FaceDatabase({self.network!r}, threshold={self.threshold:g}): {len(self)} people, {pictures} pictures"


def _name(what: str, name: str) -> str:
    if not isinstance(name, str) or not name.strip():
        raise ValueError(f"{what} is {name!r}; a text that is not empty is needed")
    return name
