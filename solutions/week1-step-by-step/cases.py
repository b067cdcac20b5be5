"""The arguments of one call: shapes and settings come from the family, values from a generator."""

import numpy as np


def normal(rng, shape):
    return rng.normal(size=shape).round(2)


def without_ties(rng, shape):
    """Numbers that all differ, 0.25 apart, half of them negative: no window has two equal maxima."""
    count = int(np.prod(shape))
    return (rng.permutation(count) - count // 2).reshape(shape) / 4


def padding(rng, shape, pad):
    return normal(rng, shape), pad


def single_step(rng, f, channels, bias=True):
    b = rng.uniform(1, 3, size=(1, 1, 1)).round(2) if bias else np.zeros((1, 1, 1))
    return normal(rng, (f, f, channels)), normal(rng, (f, f, channels)), b


def convolution(rng, shape, f, filters, stride, pad):
    """Biases are well away from 0 and change sign from filter to filter, the first one negative."""
    W = normal(rng, (f, f, shape[3], filters))
    b = rng.uniform(1, 3, size=(1, 1, 1, filters)).round(2) * (-1) ** np.arange(1, filters + 1)
    return normal(rng, shape), W, b, {"stride": stride, "pad": pad}


def convolution_back(rng, shape, f, filters, stride, pad):
    cache = convolution(rng, shape, f, filters, stride, pad)
    n_H, n_W = ((n + 2 * pad - f) // stride + 1 for n in shape[1:3])
    return normal(rng, (shape[0], n_H, n_W, filters)), cache


def layer(shape, f, filters=1, stride=1, pad=0):
    """The parameters of a case of `convolution` or `convolution_back`."""
    return {"shape": shape, "f": f, "filters": filters, "stride": stride, "pad": pad}


def above_zero(rng, shape):
    A_prev = without_ties(rng, shape)
    return A_prev - A_prev.min() + 0.25


def pooling(rng, shape, f, stride, mode):
    return above_zero(rng, shape), {"f": f, "stride": stride}, mode


def pooling_below_zero(rng, shape, f, stride, mode):
    return -above_zero(rng, shape), {"f": f, "stride": stride}, mode


def pooling_without_mode(rng, shape, f, stride):
    return above_zero(rng, shape), {"f": f, "stride": stride}


def pooling_back(rng, shape, f, stride, mode):
    n_H, n_W = ((n - f) // stride + 1 for n in shape[1:3])
    dA = normal(rng, (shape[0], n_H, n_W, shape[3]))
    return dA, (without_ties(rng, shape), {"f": f, "stride": stride}), mode


def pooling_back_shared(rng, shape, f, stride, mode):
    """The largest number stands in the middle, where windows overlap, whatever was drawn."""
    dA, (A_prev, hparameters), mode = pooling_back(rng, shape, f, stride, mode)
    middle = A_prev[:, shape[1] // 2, shape[2] // 2]
    largest = A_prev == A_prev.max()
    A_prev[largest], middle[...] = middle.ravel(), A_prev.max()
    return dA, (A_prev, hparameters), mode


def pool(shape, f, stride, mode):
    """The parameters of a case of `pooling` or `pooling_back`."""
    return {"shape": shape, "f": f, "stride": stride, "mode": mode}


def mixed_window(rng, shape):
    return (without_ties(rng, shape),)


def negative_window(rng, shape):
    return (without_ties(rng, shape) - np.prod(shape),)


def tied_window(rng, shape, ties):
    x = without_ties(rng, shape).ravel()
    x[np.argsort(x)[-ties:]] = x.max()
    return (x.reshape(shape),)


def share(rng, shape, sign=1):
    return sign * round(rng.uniform(2, 9), 2), shape
