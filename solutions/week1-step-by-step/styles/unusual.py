"""Right answers by roads that few take: recursion, products of large matrices, lists, scattered sums."""

import numpy as np


def zero_pad(X, pad):
    if pad == 0:
        return X
    rows = np.zeros_like(X[:, :1])
    X = np.concatenate([rows, X, rows], axis=1)
    columns = np.zeros_like(X[:, :, :1])
    return zero_pad(np.concatenate([columns, X, columns], axis=2), pad - 1)


def conv_single_step(a_slice_prev, W, b):
    pairs = zip(a_slice_prev.ravel().tolist(), W.ravel().tolist(), strict=True)
    return b.reshape(1) + sum(a * w for a, w in pairs)


def conv_forward(A_prev, W, b, hparameters):
    """Every output number is a row of one large matrix that picks pixels of the flattened image."""
    m, f, n_C, s = len(A_prev), W.shape[0], W.shape[3], hparameters["stride"]
    padded = zero_pad(A_prev, hparameters["pad"])
    places = np.arange(padded[0].size).reshape(padded[0].shape)
    tops = range(0, padded.shape[1] - f + 1, s)
    lefts = range(0, padded.shape[2] - f + 1, s)
    matrix = np.zeros((len(tops) * len(lefts) * n_C, padded[0].size))
    row = 0
    for top in tops:
        for left in lefts:
            for c in range(n_C):
                matrix[row, places[top : top + f, left : left + f].ravel()] = W[..., c].ravel()
                row += 1
    Z = padded.reshape(m, -1) @ matrix.T
    return Z.reshape(m, len(tops), len(lefts), n_C) + b, (A_prev, W, b, hparameters)


def pool_forward(A_prev, hparameters, mode="max"):
    f, s = hparameters["f"], hparameters["stride"]
    _, height, width, _ = A_prev.shape

    def pooled(values):
        values = sorted(values.ravel().tolist())
        return values[-1] if mode == "max" else sum(values) / len(values)

    def channels(image):
        return [
            [
                [pooled(image[top : top + f, left : left + f, c]) for c in range(image.shape[2])]
                for left in range(0, width - f + 1, s)
            ]
            for top in range(0, height - f + 1, s)
        ]

    return np.array([channels(image) for image in A_prev]), (A_prev, hparameters)


def conv_backward(dZ, cache):
    """The layer is linear in each of its arguments, so its gradient is found by scattered sums of products."""
    A_prev, W, _, hparameters = cache
    s, p = hparameters["stride"], hparameters["pad"]
    padded = zero_pad(A_prev, p)
    d_padded = np.zeros(padded.shape)
    dW = np.zeros(W.shape)
    for (i, h, w, c), d in np.ndenumerate(dZ):
        u, v, k = np.indices(W.shape[:3])
        place = (np.full(u.shape, i), h * s + u, w * s + v, k)
        np.add.at(d_padded, place, W[..., c] * d)
        np.add.at(dW, (u, v, k, np.full(u.shape, c)), padded[place] * d)
    inside = np.s_[:, p:-p, p:-p] if p else np.s_[:]
    return d_padded[inside], dW, np.ones((1, 1, 1, dZ[..., 0].size)) @ dZ.reshape(1, 1, -1, dZ.shape[3])


def create_mask_from_window(x):
    mask = np.ones(x.shape, dtype=int)
    for value in x.ravel():
        mask = mask * (x >= value)
    return mask


def distribute_value(dz, shape):
    rows, columns = shape
    return np.outer(np.full(rows, dz / rows), np.full(columns, 1 / columns))


def pool_backward(dA, cache, mode="max"):
    A_prev, hparameters = cache
    f, s = hparameters["f"], hparameters["stride"]
    places = np.arange(A_prev.size).reshape(A_prev.shape)
    targets, parts = [], []
    for (i, h, w, c), d in np.ndenumerate(dA):
        window = np.s_[i, h * s : h * s + f, w * s : w * s + f, c]
        values, where = A_prev[window].ravel(), places[window].ravel()
        if mode == "max":
            targets.append(where[values.argmax()])
            parts.append(d)
        else:
            targets.extend(where)
            parts.extend([d / values.size] * values.size)
    return np.bincount(targets, weights=parts, minlength=A_prev.size).reshape(A_prev.shape)
