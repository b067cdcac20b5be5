"""A network on disk: its description as JSON text and its arrays, in one .npz file of plain numbers.

Reading such a file cannot run code, so a network from a stranger is safe to open.
"""

from __future__ import annotations

import json
import os
import zipfile
import zlib
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.files import replacing

if TYPE_CHECKING:
    from cnn_helpers.layers.network import Network

FORMAT = "cnn_helpers network 1"


def write_network(path: str | os.PathLike[str], network: Network) -> None:
    """Write the network; the file appears only when it is whole, under the name given."""
    description = {
        "format": FORMAT,
        "input_shape": list(network.input_shape),
        "dtype": network.dtype.name,
        "layers": [[type(layer).__name__, layer.settings] for layer in network.layers.values()],
    }
    arrays: dict[str, Any] = network.params | network.state
    with replacing(Path(path)) as file:  # given a name, savez would append .npz to it
        np.savez(file, description=np.array(json.dumps(description)), **arrays)


def read_network(path: str | os.PathLike[str]) -> tuple[dict[str, Any], dict[str, NDArray]]:
    """Return the description, a dictionary, and the arrays, name -> array.

    Raises ValueError for a file that is damaged or no network's, FileNotFoundError for none.
    """
    try:
        with np.load(path, allow_pickle=False) as file:
            arrays = {name: file[name] for name in file.files}
        description = json.loads(str(arrays.pop("description")))
        known = description["format"] == FORMAT
    except (ValueError, KeyError, TypeError, EOFError, OSError, zipfile.BadZipFile, zlib.error) as error:
        if isinstance(error, FileNotFoundError | PermissionError | IsADirectoryError):
            raise
        raise ValueError(f"{path} is damaged or not a saved network ({error})") from None
    if not known:
        raise ValueError(f"{path} has the format {description['format']!r}; {FORMAT!r} is needed")
    return description, arrays
