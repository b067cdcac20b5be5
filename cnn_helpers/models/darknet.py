"""Weights in the binary files of darknet, the C program in which YOLO was made.

A file begins with three int32, the version's major, minor and revision, and the number of images seen in training:
int32 before version 0.2, int64 from then on. float32 follow, layer by layer in the order of darknet's configuration:
a convolution with batch norm has biases (Keras' beta), scales (gamma), running means, running variances and its
kernel; one without has biases and its kernel. A kernel is stored as (out, in, height, width). All is little-endian.
"""

import os
import struct
from collections.abc import Collection
from pathlib import Path

import keras
import numpy as np

from cnn_helpers.checks import whole_number
from cnn_helpers.files import replacing
from cnn_helpers.models.yolo import yolov2

VERSION = 0, 1, 0  # of the published yolov2.weights, and of the files written here
MOST_SEEN = 2**31 - 1


def load_darknet_weights(path: str | os.PathLike[str], model: keras.Model | None = None) -> keras.Model:
    """Set the weights of a darknet file into a network, and return it.

    path: a file such as the published yolov2.weights, 203,934,260 bytes. model: a Keras model of convolutions named
    with a number, their order in the file (conv2d_1, conv2d_2, …), each with a batch norm after it or a bias; None:
    `yolov2(pass_through="darknet")`, which is the network that the published file was trained as.
    Raises ValueError for a directory, a file that is no darknet file or not this network's, and a model that
    darknet's file cannot hold; FileNotFoundError if there is none. The model is changed by a whole file or not at all.
    Source: darknet, src/parser.c, load_weights_upto and load_convolutional_weights.

    >>> load_darknet_weights("yolov9.weights", yolov2((32, 32, 3)))
    Traceback (most recent call last):
    FileNotFoundError: there is no file yolov9.weights
    """
    path = Path(path)
    if not path.exists():
        raise FileNotFoundError(f"there is no file {path}")
    if not path.is_file():
        raise ValueError(f"{path} is not a file; a file of darknet's weights is needed")
    start = _header_length(path)
    model = yolov2(pass_through="darknet") if model is None else model
    variables = _variables(model)
    count = sum(int(np.prod(variable.shape)) for variable, _ in variables)
    size, needed = path.stat().st_size, start + 4 * count
    if size != needed:
        raise ValueError(f"{path} has {size:,} bytes; {model.name} needs {needed:,}")
    values = np.fromfile(path, "<f4", count, offset=start)
    if not np.isfinite(values).all():
        raise ValueError(f"{path} holds numbers that are not finite; its weights are damaged")
    arrays, place = [], 0
    for variable, order in variables:
        shape = [variable.shape[axis] for axis in order]
        array = values[place : place + np.prod(shape, dtype=int)].reshape(shape)
        if variable.name == "moving_variance" and array.min() < 0:
            raise ValueError(
                f"{path} has a variance of {array.min():.3g} in {variable.path}; none is below 0"
            )
        arrays.append(array.transpose(np.argsort(order)))
        place += array.size
    for (variable, _), array in zip(variables, arrays, strict=True):
        variable.assign(array)
    return model


def save_darknet_weights(model: keras.Model, path: str | os.PathLike[str], seen: int = 0) -> None:
    """Write the weights of a network as a file that darknet reads.

    model: as for `load_darknet_weights`; the file of a `yolov2()` for 80 classes and 5 anchors has 203,934,260
    bytes. seen: images seen in training, below 2³¹. darknet will run its own [reorg] with them: train with
    pass_through="darknet" what it shall run. The file appears whole or not at all.
    Raises ValueError for a model that darknet's file cannot hold and for other numbers; OSError if path cannot be
    written.
    Source: darknet, src/parser.c, save_weights_upto and save_convolutional_weights.

    >>> save_darknet_weights(keras.Sequential([keras.Input((4,)), keras.layers.Dense(2, name="dense_1")]), "weights")
    Traceback (most recent call last):
    ValueError: dense_1 is a Dense; darknet's file is read and written for Conv2D and BatchNormalization only
    """
    if whole_number("seen", seen, least=0) > MOST_SEEN:
        raise ValueError(f"seen is {seen}; at most {MOST_SEEN} is needed")
    variables = _variables(model)
    with replacing(Path(path)) as file:
        file.write(struct.pack("<4i", *VERSION, seen))
        for variable, order in variables:
            values = keras.ops.convert_to_numpy(variable).transpose(order)
            file.write(np.ascontiguousarray(values, "<f4").data)


def _header_length(path: Path) -> int:
    """Return the number of bytes before the first weight."""
    with open(path, "rb") as file:
        start = file.read(12)
    if len(start) < 12:
        raise ValueError(f"{path} has {len(start)} bytes; darknet's header alone has 16 or 20")
    major, minor, revision = struct.unpack("<3i", start)
    if major != 0 or minor not in (1, 2) or not 0 <= revision < 1000:
        raise ValueError(
            f"{path} begins with the version {major}.{minor}.{revision}; darknet's files have 0.1 or 0.2, so "
            "this is none"
        )
    return 20 if minor >= 2 else 16


def _variables(model: keras.Model) -> list[tuple[keras.Variable, tuple[int, ...]]]:
    """Return the variables of a model in the order of darknet's file, each with the order of its axes there."""
    norms: dict[int, keras.layers.Layer] = {}
    convolutions: dict[int, keras.layers.Layer] = {}
    for layer in model.layers:
        if isinstance(layer, keras.layers.Conv2D):
            convolutions[_number(layer, convolutions)] = layer
        elif isinstance(layer, keras.layers.BatchNormalization):
            norms[id(layer.input._keras_history.operation)] = layer
        elif layer.weights:
            raise ValueError(
                f"{layer.name} is a {type(layer).__name__}; darknet's file is read and written for Conv2D and "
                "BatchNormalization only"
            )
    variables: list[tuple[keras.Variable, tuple[int, ...]]] = []
    for _, layer in sorted(convolutions.items()):
        norm = norms.pop(id(layer), None)
        if layer.use_bias == (norm is not None):
            raise ValueError(f"{layer.name} needs either a bias or a batch norm after it")
        if norm is None:
            variables.append((layer.bias, (0,)))
        else:
            if not (norm.center and norm.scale and norm.axis in (-1, 3)):
                raise ValueError(f"{norm.name} needs scale and center, and the channels as its axis")
            for variable in (norm.beta, norm.gamma, norm.moving_mean, norm.moving_variance):
                variables.append((variable, (0,)))
        variables.append((layer.kernel, (3, 2, 0, 1)))
    if norms:
        raise ValueError(f"{next(iter(norms.values())).name} needs a Conv2D right before it")
    if not variables:
        raise ValueError(f"{model.name} has no convolution; there is nothing to read or write")
    return variables


def _number(layer: keras.layers.Layer, taken: Collection[int]) -> int:
    digits = layer.name.rpartition("_")[2]
    if not digits.isdecimal() or int(digits) in taken:
        raise ValueError(
            f"a convolution is named {layer.name!r}; a number of its own, its place in the file, is needed at the "
            "end, as in 'conv2d_1'"
        )
    return int(digits)
