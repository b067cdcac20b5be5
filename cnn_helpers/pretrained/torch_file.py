"""Read the tensors of a PyTorch file of the old kind (.pth before version 1.6), without PyTorch.

Such a file is a few pickles, which could run any code, and then raw numbers. The unpickler here knows four
names, those that a file of plain tensors needs, and refuses all others.
"""

import os
import pickle
import struct
from collections import OrderedDict
from typing import Any, BinaryIO, NamedTuple

import numpy as np
from numpy.typing import NDArray

MAGIC = 0x1950A86A20F9469CFC6C
VERSION = 1001
NUMBERS = {"FloatStorage": np.dtype("<f4"), "LongStorage": np.dtype("<i8")}


class _Tensor(NamedTuple):
    """Where a tensor lies: (numbers, key) of its storage, and in it the offset, shape and strides in numbers."""

    storage: tuple
    offset: int
    shape: tuple
    strides: tuple


class _Unpickler(pickle.Unpickler):
    """Makes ordered dictionaries and descriptions of tensors, and nothing else."""

    def find_class(self, module: str, name: str) -> Any:
        if (module, name) == ("collections", "OrderedDict"):
            return OrderedDict
        if (module, name) == ("torch._utils", "_rebuild_tensor_v2"):
            return lambda storage, offset, shape, strides, *_: _Tensor(storage, offset, shape, strides)
        if module == "torch" and name in NUMBERS:
            return NUMBERS[name]
        raise pickle.UnpicklingError(f"it wants {module}.{name}, which a file of tensors does not need")

    def persistent_load(self, pid: Any) -> tuple[np.dtype, str, int]:
        _, numbers, key, _, count, *_ = pid
        return numbers, key, count


def read_torch_file(path: str | os.PathLike[str]) -> dict[str, NDArray]:
    """Return {name: array} of a PyTorch file of the old kind, in the file's order.

    path: the file. Raises ValueError for a file of another kind, one that is cut short, one with tensors
    that reach beyond their numbers, and one that asks for anything but tensors; FileNotFoundError when
    there is none.
    """
    try:
        with open(path, "rb") as file:
            return _read(file)
    except (
        pickle.UnpicklingError,
        struct.error,
        EOFError,
        AttributeError,
        TypeError,
        KeyError,
        IndexError,
    ) as problem:
        raise ValueError(f"{path} is not a PyTorch file of plain tensors: {problem}") from None


def _read(file: BinaryIO) -> dict[str, NDArray]:
    if _Unpickler(file).load() != MAGIC or _Unpickler(file).load() != VERSION:
        raise ValueError(f"{file.name} does not begin as a PyTorch file of the old kind does")
    _Unpickler(file).load()  # the machine it was written on
    tensors, keys = _Unpickler(file).load(), _Unpickler(file).load()
    kinds = {tensor.storage[1]: tensor.storage for tensor in tensors.values()}
    storages = {key: _numbers(file, *kinds[key]) for key in keys}
    if file.read(1):
        raise ValueError(f"{file.name} goes on behind its last tensor")
    return {name: _array(name, tensor, storages) for name, tensor in tensors.items()}


def _numbers(file: BinaryIO, kind: np.dtype, key: str, count: int) -> NDArray:
    (stated,) = struct.unpack("<q", file.read(8))
    raw = file.read(count * kind.itemsize)
    if stated != count or len(raw) != count * kind.itemsize:
        raise ValueError(
            f"{file.name} holds {len(raw):,} bytes of storage {key}; {count * kind.itemsize:,} are needed"
        )
    return np.frombuffer(raw, kind)


def _array(name: str, tensor: _Tensor, storages: dict[str, NDArray]) -> NDArray:
    numbers = storages[tensor.storage[1]]
    last = tensor.offset + sum((n - 1) * step for n, step in zip(tensor.shape, tensor.strides, strict=True))
    if min((tensor.offset, *tensor.shape, *tensor.strides, 0)) < 0 or last >= len(numbers):
        raise ValueError(f"tensor {name} reaches number {last} of a storage that holds {len(numbers)}")
    steps = [step * numbers.itemsize for step in tensor.strides]
    return np.lib.stride_tricks.as_strided(numbers[tensor.offset :], tensor.shape, steps).copy()
