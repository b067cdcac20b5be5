"""The arguments of one call: shapes and settings come from the family, values from a generator."""

import numpy as np

from cnn_helpers.grading.assignments.questions import symbol


def block(shape, f, filters, s=1):
    """The parameters of a case of `identity` or `strided`."""
    return dict(shape=shape, f=f, filters=filters, s=s)


def identity(rng, shape, f, filters, s):
    return symbol(shape), f, filters


def strided(rng, shape, f, filters, s):
    """Without a stride where s is None."""
    return (symbol(shape), f, filters) if s is None else (symbol(shape), f, filters, s)


def network(rng, shape, classes):
    """Without arguments where shape is None."""
    return () if shape is None else (shape, classes)


def volume(rng, n, n_C, filters, f=None):
    """Without a filter size where f is None."""
    return (n, n_C, filters) if f is None else (n, n_C, filters, f)


def chain(rng, layers):
    return (layers,)


def gradient(rng, n, h, m, kind):
    """(dA_out, A, W1, b1, W2, b2) in float32, drawn until every part of the block makes a difference.

    `kind`: "mixed"; "shut", where the first ReLU lets nothing pass; "open", where both let everything pass.
    """
    while True:
        args = _drawn(rng, n, h, m, kind)
        if _telling(kind, *args):
            return tuple(np.asarray(arg, "float32") for arg in args)


def _drawn(rng, n, h, m, kind):
    """Halves; biases end in an odd eighth or thirty-second, finer than all products, so no pre-activation is 0."""

    def halves(most, *shape):
        return rng.choice([-1, 1], size=shape) * rng.integers(1, 2 * most + 1, size=shape) / 2

    dA_out, A = halves(3, n, m), halves(3, n, m)
    W1, W2 = halves(2, h, n), halves(2, n, h)
    b1, b2 = halves(2, h, 1) + 1 / 8, halves(4, n, 1) + 1 / 32
    if kind == "shut":
        b1 = b1 - 6 * n - 3
    if kind == "open":
        A, W1, W2, b1, b2 = (np.abs(array) for array in (A, W1, W2, b1, b2))
    return dA_out, A, W1, b1, W2, b2


def _telling(kind, dA_out, A, W1, b1, W2, b2):
    """Whether another sign that is looked at, and a bias or A left out, opens and closes other ReLUs."""

    def passes(bias, other, shortcut):
        Z1 = W1 @ A + bias
        Z2 = W2 @ np.maximum(Z1, 0) + other + shortcut
        return Z1 > 0, Z2 > 0

    first, last = passes(b1, b2, A)
    looked_at = [dA_out > 0]
    if kind != "open":
        looked_at += [passes(b1, 0 * b2, A)[1], passes(b1, b2, 0 * A)[1], A > 0]
    if kind == "mixed":
        without_b1 = passes(0 * b1, b2, A)
        looked_at.append(without_b1[1])
        if not 0.2 < first.mean() < 0.8 or not (first != without_b1[0]).any():
            return False
    halfway = kind == "open" or 0.2 < last.mean() < 0.8
    return halfway and all((last != other).any() for other in looked_at)
