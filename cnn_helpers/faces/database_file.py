"""The file of a face database: an npz archive with the vectors and, as JSON, everything else. No pickle."""

import hashlib
import json
import os
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.files import PRIVATE, replacing

FORMAT = "cnn_helpers face database 1"


class Stored(NamedTuple):
    """What a file holds. network: name; threshold: a distance; vectors: {name: (n, d) float32 of length 1}."""

    network: str
    threshold: float
    vectors: dict[str, np.ndarray]

    def must_match(self, path: str | os.PathLike[str], network: str, threshold: float) -> None:
        """Raise ValueError unless the network and the threshold are those of the file at `path`."""
        if (self.network, self.threshold) != (network, threshold):
            raise ValueError(
                f"{path} was made by the network {self.network!r} for the threshold {self.threshold}; "
                f"it cannot serve {network!r} and {threshold}"
            )


def write_database(path: str | os.PathLike[str], stored: Stored) -> None:
    """Write `stored` to `path` in one step.

    Raises ValueError if another file is there: damaged, or of another network or threshold.
    """
    path = Path(path)
    if path.exists():
        read_database(path).must_match(path, stored.network, stored.threshold)
    rows = np.concatenate(list(stored.vectors.values()) or [np.zeros((0, 0), np.float32)])
    about = {
        "format": FORMAT,
        "network": stored.network,
        "threshold": stored.threshold,
        "people": [[name, len(vectors)] for name, vectors in stored.vectors.items()],
        "sha256": _digest(rows),
    }
    text = np.frombuffer(json.dumps(about, ensure_ascii=False).encode(), np.uint8)
    with replacing(path, permissions=PRIVATE, lasting=True) as file:  # such data are their owner's alone
        np.savez(file, about=text, vectors=rows)


def read_database(path: str | os.PathLike[str]) -> Stored:
    """Return what the file at `path` holds, as Stored.

    Raises FileNotFoundError without a file, and ValueError with the reason if it is damaged.
    """
    if not Path(path).is_file():
        raise FileNotFoundError(f"{path} is not there; a face database is needed")
    try:
        with np.load(path, allow_pickle=False) as file:
            about, rows = json.loads(file["about"].tobytes()), file["vectors"]
        return _stored(about, rows)
    except Exception as problem:  # whatever goes wrong while reading, the file is not what was written
        raise ValueError(
            f"{path} is damaged or no face database ({type(problem).__name__}: {problem}); "
            "it was left as it is: put back a copy"
        ) from problem


def _stored(about: dict[str, Any], rows: NDArray) -> Stored:
    if about["format"] != FORMAT:
        raise ValueError(f"its format is {about['format']!r}, not {FORMAT!r}")
    names, counts = [name for name, _ in about["people"]], [count for _, count in about["people"]]
    if not all(isinstance(name, str) for name in (*names, about["network"])) or len(set(names)) < len(names):
        raise ValueError("a name is no text, or stands there twice")
    if rows.ndim != 2 or rows.dtype != np.float32 or min(counts, default=1) < 1 or sum(counts) != len(rows):
        raise ValueError(
            f"{sum(counts)} pictures are listed, the vectors are {rows.dtype} of shape {rows.shape}"
        )
    if _digest(rows) != about["sha256"]:
        raise ValueError("the vectors are not those that were written")
    parts = np.split(rows, np.cumsum(counts)[:-1]) if names else []
    return Stored(about["network"], float(about["threshold"]), dict(zip(names, parts, strict=True)))


def _digest(rows: NDArray) -> str:
    return hashlib.sha256(np.ascontiguousarray(rows).tobytes()).hexdigest()
