"""Sizes of feature maps: how long an axis is after a layer, and how far a unit sees."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import reduce
from typing import NamedTuple

from cnn_helpers.checks import whole_number


def conv_output_size(n: int, f: int, stride: int = 1, pad: int = 0) -> int:
    """Return floor((n + 2 pad - f) / stride) + 1, the length of an axis after a convolution.

    n: pixels along the axis; f: filter length; a last window that does not fit is dropped.
    Raises ValueError if the filter is longer than the padded axis.
    Source: Dumoulin and Visin, A guide to convolution arithmetic for deep learning (2016), relationship 6.

    >>> conv_output_size(8, f=3, stride=2, pad=1)
    4
    """
    n, f = whole_number("n", n, least=1), whole_number("f", f, least=1)
    stride, pad = whole_number("stride", stride, least=1), whole_number("pad", pad, least=0)
    if f > n + 2 * pad:
        raise ValueError(
            f"the filter is {f} long and the padded axis {n} + 2*{pad} = {n + 2 * pad}; "
            "the filter must be no longer than the padded axis"
        )
    return (n + 2 * pad - f) // stride + 1


def pool_output_size(n: int, f: int, stride: int) -> int:
    """Return floor((n - f) / stride) + 1, the length of an axis after pooling without padding.

    Raises ValueError if the window is longer than the axis.

    >>> pool_output_size(4, f=2, stride=2)
    2
    """
    return conv_output_size(n, f, stride, pad=0)


def conv_transpose_output_size(n: int, f: int, stride: int = 1, pad: int = 0, output_pad: int = 0) -> int:
    """Return (n - 1) stride + f - 2 pad + output_pad, the length of an axis after a transposed convolution.

    output_pad: rows added at the far end, fewer than `stride`, because several lengths shrink to the same n.
    Raises ValueError if output_pad >= stride or nothing is left after cropping `pad` on both sides.
    Source: Dumoulin and Visin (2016), relationship 14.

    >>> conv_transpose_output_size(2, f=3, stride=2, pad=1, output_pad=1)
    4
    """
    n, f = whole_number("n", n, least=1), whole_number("f", f, least=1)
    stride, pad = whole_number("stride", stride, least=1), whole_number("pad", pad, least=0)
    output_pad = whole_number("output_pad", output_pad, least=0)
    if output_pad >= stride:
        raise ValueError(f"output_pad is {output_pad}; less than the stride {stride} is needed")
    size = (n - 1) * stride + f - 2 * pad + output_pad
    if size < 1:
        raise ValueError(
            f"({n} - 1)*{stride} + {f} - 2*{pad} + {output_pad} = {size} pixels are left; "
            f"at least 1 is needed, so pad must be smaller than {pad}"
        )
    return size


def same_padding(n: int, f: int, stride: int = 1) -> tuple[int, int]:
    """Return the zeros (before, after) with which TensorFlow's "same" gives ceil(n / stride) outputs.

    An odd total puts the extra zero after. The output is smaller than the input when stride > 1;
    `size_keeping_padding` is the other meaning of the word.

    >>> same_padding(224, f=7, stride=2)
    (2, 3)
    """
    n, f = whole_number("n", n, least=1), whole_number("f", f, least=1)
    stride = whole_number("stride", stride, least=1)
    outputs = -(-n // stride)
    total = max((outputs - 1) * stride + f - n, 0)
    return total // 2, total - total // 2


def size_keeping_padding(n: int, f: int, stride: int = 1) -> tuple[int, int]:
    """Return the zeros (before, after) with which the output is as long as the input, whatever the stride.

    Their sum is 2p = n stride - n + f - stride, from solving (n + 2p - f) / stride + 1 = n.

    >>> size_keeping_padding(6, f=3, stride=2)
    (3, 4)
    """
    n, f = whole_number("n", n, least=1), whole_number("f", f, least=1)
    stride = whole_number("stride", stride, least=1)
    total = n * stride - n + f - stride
    return total // 2, total - total // 2


class ReceptiveField(NamedTuple):
    """What one unit sees of the input, along one axis and in input pixels.

    size: pixels seen; jump: pixels between the fields of two neighbouring units;
    start: first pixel of the first unit's field (negative where it lies in the padding).
    """

    size: int = 1
    jump: int = 1
    start: int = 0

    def after(self, f: int, stride: int = 1, pad: int = 0) -> ReceptiveField:
        """Return the receptive field of a unit one layer further on.

        >>> ReceptiveField().after(f=3).after(f=2, stride=2).after(f=3)
        ReceptiveField(size=8, jump=2, start=0)
        """
        f, stride = whole_number("f", f, least=1), whole_number("stride", stride, least=1)
        pad = whole_number("pad", pad, least=0)
        return ReceptiveField(
            self.size + (f - 1) * self.jump, self.jump * stride, self.start - pad * self.jump
        )


def receptive_field(layers: Iterable[Sequence[int]]) -> ReceptiveField:
    """Return the ReceptiveField of a unit after a list of layers (f, stride) or (f, stride, pad).

    Raises ValueError for a layer that is not such a pair or triple.
    Source: Araujo, Norris and Sim, Computing receptive fields of ConvNets (Distill, 2019).

    >>> receptive_field([(3, 1), (3, 1), (2, 2)]).size
    6
    """
    layers = [tuple(layer) if isinstance(layer, (tuple, list)) else layer for layer in layers]
    for layer in layers:
        if not isinstance(layer, tuple) or len(layer) not in (2, 3):
            raise ValueError(f"a layer is {layer!r}; (f, stride) or (f, stride, pad) is needed")
    return reduce(lambda field, layer: field.after(*layer), layers, ReceptiveField())
