"""Old PyTorch files: tensors come out as they went in; whatever else a file asks for is refused."""

import io
import os
import pickle
import struct
import sys
import types
from collections import OrderedDict

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.pretrained.torch_file import MAGIC, VERSION, read_torch_file


class Storage:
    """What PyTorch leaves in the pickle instead of a tensor's numbers."""

    def __init__(self, key, count):
        self.pid = ("storage", FloatStorage, key, "cpu", count, None)


class FloatStorage:
    pass


def _rebuild_tensor_v2(*args):
    """Named in the pickle by its place only."""


class Tensor:
    def __init__(self, storage, offset, shape, strides):
        self.args = (storage, offset, shape, strides, False, OrderedDict())

    def __reduce__(self):
        return _rebuild_tensor_v2, self.args


class Pickler(pickle.Pickler):
    def persistent_id(self, obj):
        return obj.pid if isinstance(obj, Storage) else None


@pytest.fixture(scope="module", autouse=True)
def torch():
    """A module named torch with the two names that a file refers to, so that files can be written here."""
    top, utils = types.ModuleType("torch"), types.ModuleType("torch._utils")
    top.FloatStorage, utils._rebuild_tensor_v2, top._utils = FloatStorage, _rebuild_tensor_v2, utils
    FloatStorage.__module__, _rebuild_tensor_v2.__module__ = "torch", "torch._utils"
    with pytest.MonkeyPatch.context() as patch:
        patch.setitem(sys.modules, "torch", top)
        patch.setitem(sys.modules, "torch._utils", utils)
        yield


def file_of(tensors, storages, magic=MAGIC):
    out = io.BytesIO()
    for value in (magic, VERSION, {"little_endian": True}, tensors, list(storages)):
        Pickler(out, protocol=2).dump(value)
    for numbers in storages.values():
        out.write(struct.pack("<q", len(numbers)) + numbers.astype("<f4").tobytes())
    return out.getvalue()


def contiguous(array):
    return tuple(stride // array.itemsize for stride in array.strides)


def usual():
    array = np.arange(24, dtype=np.float32).reshape(2, 3, 4)
    tensors = OrderedDict(w=Tensor(Storage("0", 24), 0, array.shape, contiguous(array)))
    return array, tensors


@given(st.lists(st.integers(1, 4), max_size=4), st.integers(0, 3))
@settings(deadline=None)
def test_tensors_come_out_as_they_went_in(shape, offset):
    import tempfile

    array = np.random.default_rng(0).normal(size=shape).astype(np.float32)
    numbers = np.concatenate([np.full(offset, 7, np.float32), array.ravel()])
    kept = Tensor(Storage("a", len(numbers)), offset, array.shape, contiguous(array))
    turned = Tensor(Storage("a", len(numbers)), offset, array.shape[::-1], contiguous(array)[::-1])
    with tempfile.NamedTemporaryFile() as file:
        file.write(file_of(OrderedDict(first=kept, second=turned), {"a": numbers}))
        file.flush()
        read = read_torch_file(file.name)
    np.testing.assert_array_equal(read["first"], array)
    np.testing.assert_array_equal(read["second"], array.T)


def write(tmp_path, raw):
    path = tmp_path / "some.pth"
    path.write_bytes(raw)
    return path


class Attack:
    def __reduce__(self):
        return os.system, ("touch harmed",)


def test_code_in_a_file_is_refused_and_not_run(tmp_path, monkeypatch):
    monkeypatch.chdir(tmp_path)
    path = write(tmp_path, file_of(Attack(), {}))
    with pytest.raises(ValueError, match="system, which a file of tensors does not need"):
        read_torch_file(path)
    assert not (tmp_path / "harmed").exists()


@pytest.mark.parametrize("cut", [1, 30, 97])
def test_file_that_is_cut_short_is_refused(tmp_path, cut):
    array, tensors = usual()
    with pytest.raises(ValueError, match=r"bytes of storage|plain tensors"):
        read_torch_file(write(tmp_path, file_of(tensors, {"0": array.ravel()})[:-cut]))


def test_file_that_goes_on_is_refused(tmp_path):
    array, tensors = usual()
    with pytest.raises(ValueError, match="goes on behind"):
        read_torch_file(write(tmp_path, file_of(tensors, {"0": array.ravel()}) + b"more"))


@pytest.mark.parametrize(
    ("offset", "shape", "strides"),
    [(0, (2, 3, 5), (12, 4, 1)), (-1, (2,), (1,)), (0, (3,), (-1,)), (30, (), ())],
)
def test_tensor_that_reaches_beyond_its_numbers_is_refused(tmp_path, offset, shape, strides):
    tensors = OrderedDict(w=Tensor(Storage("0", 24), offset, shape, strides))
    with pytest.raises(ValueError, match="reaches number"):
        read_torch_file(write(tmp_path, file_of(tensors, {"0": np.zeros(24)})))


@pytest.mark.parametrize("raw", [b"", b"PK\x03\x04 a newer file", b"\x80\x02K\x01."])
def test_file_of_another_kind_is_refused(tmp_path, raw):
    with pytest.raises(ValueError, match="PyTorch file"):
        read_torch_file(write(tmp_path, raw))
