"""Read the weights of dlib's face network from dlib's own file, without dlib.

dlib writes a network as a nest of version names and settings, and each layer's parameters as one tensor:
the numbers of its four axes (a length byte, then that many bytes, the least first), and then float32
values. Only the tensors matter here.
"""

import os
import re
from typing import NamedTuple

import numpy as np

# a layer's name with its length before it; "affine_" is the scale that batch norm became, "fc_2" has its
# size behind it
LAYER = re.compile(rb"(\x05con_4|\x07affine_|\x04fc_2\x01.\x02..)\x01\x02", re.DOTALL)
AXES = 4


class Tensor(NamedTuple):
    """The parameters of one layer: its kind ("con_4", "affine_" or "fc_2") and its numbers in dlib's order."""

    kind: str
    values: np.ndarray


def read_dlib_tensors(path: str | os.PathLike[str]) -> list[Tensor]:
    """Return the tensors of a dlib network, from the first layer to the last.

    path: the .dat file. Raises ValueError for a file without such tensors or one that is cut short,
    FileNotFoundError when there is none.
    """
    with open(path, "rb") as file:
        raw = file.read()
    tensors: list[Tensor] = []
    for found in LAYER.finditer(raw):
        place, count = found.end(), 1
        for _ in range(AXES):
            length = raw[place] & 15 if place < len(raw) else 0
            count *= int.from_bytes(raw[place + 1 : place + 1 + length], "little")
            place += 1 + length
        if place + 4 * count > len(raw):
            raise ValueError(
                f"{path} ends {place + 4 * count - len(raw):,} bytes before its tensor {len(tensors)} does"
            )
        kind = re.findall(rb"con_4|affine_|fc_2", found[1])[0].decode()
        tensors.append(Tensor(kind, np.frombuffer(raw, "<f4", count, place)))
    if not tensors:
        raise ValueError(f"{path} holds none of the layers of dlib's face network")
    return tensors
