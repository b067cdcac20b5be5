"""The arguments of one call: shapes and settings come from the family, values from a generator."""

import numpy as np


def activations(rng, shape):
    """(1, n_H, n_W, n_C) numbers of either sign, of which each channel has a mean of its own."""
    means = np.linspace(-1.0, 2.5, shape[-1])
    return (means + rng.normal(0, 1.5, (1, *shape))).round(3).astype("float32")


def one(rng, shape):
    return (activations(rng, shape),)


def two(rng, shape):
    """Activations of two pictures; those of the second are larger."""
    return activations(rng, shape), (1.4 * activations(rng, shape) + 0.3).round(3).astype("float32")


def equal(rng, shape):
    a = activations(rng, shape)
    return a, a.copy()


def moved(rng, shape):
    """The same activations at other places; whole numbers, whose sums are exact in any order."""
    a = activations(rng, shape).round()
    places = rng.permutation(shape[0] * shape[1])
    return a, a.reshape(-1, shape[2])[places].reshape(a.shape)


def large(rng, shape, times):
    """The probe lays `times` by `times` such maps side by side."""
    return (*two(rng, shape), times)


def matrix(rng, shape):
    """(n_C, n_H * n_W), each row with a mean of its own."""
    means = np.linspace(-1.0, 2.5, shape[0])[:, np.newaxis]
    return ((means + rng.normal(0, 1.5, shape)).round(3).astype("float32"),)


def layers(rng, shapes, weights):
    """(style_activations, generated_activations, weights)."""
    style, generated = zip(*(two(rng, shape) for shape in shapes), strict=True)
    return style, generated, weights


def costs(rng, weights, size=1):
    """(J_content, J_style), and the weights that are not None."""
    J_content, J_style = size * rng.uniform(1, 3), size * rng.uniform(4, 6)
    return round(J_content, 3), round(J_style, 3), *(w for w in weights if w is not None)


def picture(rng, shape):
    """(1, n_H, n_W, n_C) colours in which no two neighbours are equal."""
    ranks = rng.permutation(int(np.prod(shape))) + rng.uniform(0.2, 0.8)
    return ((ranks / np.prod(shape)).reshape(1, *shape).round(4).astype("float32"),)


def flat(rng, shape):
    """(1, n_H, n_W, n_C), each channel of one colour everywhere."""
    return (np.broadcast_to(rng.uniform(0.2, 0.8, shape[-1]).round(3), (1, *shape)).astype("float32"),)


def descent(rng, shape, cost, rule, rate, steps, where="inside"):
    """(start, goal, weights, cost, rule, rate, steps) of a walk that stays in 0 to 1.

    Where it is "far", a third of it leaves 0 to 1 above and a third below; "near" its goal steps of 0.9 are too large,
    so that they cost more.
    """
    n = int(np.prod(shape))
    third = np.arange(n) % 3
    if where == "far":
        start, weights = rng.uniform(0.35, 0.45, n), np.where(third == 2, 0.1, 1.0) + rng.uniform(0, 0.05, n)
        goal = np.select([third == 0, third == 1], [0.9, -0.3], 0.6) + rng.uniform(-0.02, 0.02, n)
    elif where == "near":
        start, weights = rng.uniform(0.4, 0.6, n), rng.uniform(1.2, 1.5, n)
        goal = start + rng.choice([-1, 1], n) * rng.uniform(0.05, 0.1, n)
    else:
        start, weights = rng.uniform(0.3, 0.7, n), rng.uniform(0.5, 1.5, n)
        goal = rng.uniform(0.05, 0.95, n)
    arrays = (np.reshape(array, (1, *shape)).round(3).astype("float32") for array in (start, goal, weights))
    return *arrays, cost, rule, rate, steps
