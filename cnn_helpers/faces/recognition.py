"""Verify a claimed identity (1:1) and find one among many (1:K), by distance to known vectors.

A database is any mapping from a name to a vector of length 1, or to several of them, as rows. A threshold belongs
to the network that made the vectors.
"""

import math
from collections.abc import Callable, Mapping

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.faces.checks import not_negative
from cnn_helpers.tensor_types import TensorLike


def verify(
    image: ArrayLike,
    identity: str,
    database: Mapping[str, ArrayLike],
    model: Callable[[NDArray], TensorLike],
    threshold: float = 0.7,
) -> tuple[float, bool]:
    """Return (distance, same): how far the picture is from the identity claimed, and whether that is near enough.

    image: (n_H, n_W, n_C), as the model needs it; identity: a name in the database; database: {name: vector (d,), or
    (n, d)}, of length 1; model: gives vectors (m, d) for images (m, n_H, n_W, n_C), brought to length 1 here;
    threshold: distances below it are the same person. Of several vectors the nearest counts. Raises ValueError
    for an unknown identity, for vectors of another length or size, and for a threshold other than the database's.

    >>> database = {"ada": np.float32([1, 0]), "bo": np.float32([0, 1])}
    >>> looks_like_ada = lambda images: np.float32([[3, 0.3]])
    >>> distance, same = verify(np.zeros((4, 4, 3)), "ada", database, looks_like_ada)
    >>> round(distance, 4), same
    (0.0996, True)
    """
    if identity not in database:
        raise ValueError(f"{identity!r} is not in the database; one of {sorted(database)} is needed")
    threshold = _own_threshold(database, threshold)
    distance = _distance(embed(image, model), database[identity], identity)
    return distance, distance < threshold


def who_is_it(
    image: ArrayLike,
    database: Mapping[str, ArrayLike],
    model: Callable[[NDArray], TensorLike],
    threshold: float = 0.7,
) -> tuple[float, str | None]:
    """Return (distance, name) of the nearest person, or (distance, None) if nobody is nearer than the threshold.

    Arguments and refusals as for verify. In an empty database the distance is infinite.

    >>> database = {"ada": np.float32([1, 0]), "bo": np.float32([0, 1])}
    >>> distance, name = who_is_it(np.zeros((4, 4, 3)), database, lambda images: np.float32([[-1, 0]]))
    >>> round(distance, 4), name
    (1.4142, None)
    """
    threshold, vector = _own_threshold(database, threshold), embed(image, model)
    distances = {name: _distance(vector, known, name) for name, known in database.items()}
    if not distances:
        return math.inf, None
    nearest = min(distances, key=distances.__getitem__)
    return distances[nearest], nearest if distances[nearest] < threshold else None


def embed(image: ArrayLike, model: Callable[[NDArray], TensorLike]) -> NDArray:
    """Return the model's vector for one picture, brought to length 1: (d,) float32.

    Raises ValueError if image is not (n_H, n_W, n_C), or the model does not give one vector of length above 0.

    >>> embed(np.zeros((4, 4, 3)), lambda images: [[3.0, 4.0]]).tolist()
    [0.6000000238418579, 0.800000011920929]
    """
    image = np.asarray(image)
    if image.ndim != 3:
        raise ValueError(f"the image has shape {image.shape}; one picture (n_H, n_W, n_C) is needed")
    vectors = np.asarray(model(image[np.newaxis]), np.float32)
    length = np.linalg.norm(vectors)
    if vectors.ndim != 2 or len(vectors) != 1 or not 0 < length < math.inf:
        raise ValueError(
            f"the model gave shape {vectors.shape} and length {length:g} for one picture; "
            "one vector (1, d) of finite length above 0 is needed"
        )
    return vectors[0] / length


def _own_threshold(database: Mapping[str, ArrayLike], threshold: float) -> float:
    own = getattr(database, "threshold", threshold)
    if not_negative("threshold", threshold) != own:
        raise ValueError(f"threshold is {threshold}; the database was calibrated for {own}, which is needed")
    return threshold


def _distance(vector: NDArray, known: ArrayLike, name: str) -> float:
    known = np.atleast_2d(np.asarray(known, np.float32))
    lengths = np.linalg.norm(known, axis=1)
    if known.shape[1:] != vector.shape or not len(known) or not np.allclose(lengths, 1, atol=1e-3):
        raise ValueError(
            f"{name!r} has vectors of shape {known.shape} and lengths from {lengths.min(initial=math.inf):.3f} "
            f"to {lengths.max(initial=0):.3f}; "
            f"{len(vector)} numbers and length 1 are needed"
        )
    return float(np.linalg.norm(known - vector, axis=1).min())
