"""Right answers that compute and return float32 throughout."""

import numpy as np


def zero_pad(X, pad):
    return np.pad(np.float32(X), [(0, 0), (pad, pad), (pad, pad), (0, 0)], mode="constant")


def conv_single_step(a_slice_prev, W, b):
    return np.float32(np.sum(np.float32(a_slice_prev) * np.float32(W)) + np.float32(b[0, 0, 0]))


def conv_forward(A_prev, W, b, hparameters):
    stride, pad = hparameters["stride"], hparameters["pad"]
    X = zero_pad(A_prev, pad)
    f, n_C = W.shape[0], W.shape[3]
    n_H = int((X.shape[1] - f) / stride) + 1
    n_W = int((X.shape[2] - f) / stride) + 1
    Z = np.zeros((X.shape[0], n_H, n_W, n_C), dtype=np.float32)
    for h in range(n_H):
        for w in range(n_W):
            window = X[:, h * stride : h * stride + f, w * stride : w * stride + f, :]
            Z[:, h, w, :] = np.tensordot(window, np.float32(W), axes=3) + np.float32(b)[0, 0]
    return Z, (A_prev, W, b, hparameters)


def pool_forward(A_prev, hparameters, mode="max"):
    f, stride = hparameters["f"], hparameters["stride"]
    n_H = 1 + (A_prev.shape[1] - f) // stride
    n_W = 1 + (A_prev.shape[2] - f) // stride
    A = np.zeros((A_prev.shape[0], n_H, n_W, A_prev.shape[3]), dtype=np.float32)
    for h in range(n_H):
        for w in range(n_W):
            window = A_prev[:, h * stride : h * stride + f, w * stride : w * stride + f, :]
            A[:, h, w, :] = window.max(axis=(1, 2)) if mode == "max" else window.mean(axis=(1, 2))
    return A, (A_prev, hparameters)


def conv_backward(dZ, cache):
    A_prev, W, _, hparameters = cache
    stride, pad = hparameters["stride"], hparameters["pad"]
    dZ, W, f = np.float32(dZ), np.float32(W), W.shape[0]
    X = zero_pad(A_prev, pad)
    dX, dW = np.zeros_like(X), np.zeros_like(W)
    for h in range(dZ.shape[1]):
        for w in range(dZ.shape[2]):
            window = np.s_[:, h * stride : h * stride + f, w * stride : w * stride + f, :]
            dX[window] += np.tensordot(dZ[:, h, w], W, axes=(1, 3))
            dW += np.tensordot(X[window], dZ[:, h, w], axes=(0, 0))
    db = np.sum(dZ, axis=(0, 1, 2)).reshape(1, 1, 1, -1)
    if pad > 0:
        dX = dX[:, pad:-pad, pad:-pad, :]
    return dX, dW, db


def create_mask_from_window(x):
    return np.where(x == x.max(), np.float32(1), np.float32(0))


def distribute_value(dz, shape):
    (n_H, n_W) = shape
    return np.ones(shape, dtype=np.float32) * np.float32(dz / (n_H * n_W))


def pool_backward(dA, cache, mode="max"):
    A_prev, hparameters = cache
    f, stride = hparameters["f"], hparameters["stride"]
    dA_prev = np.zeros(A_prev.shape, dtype=np.float32)
    m, n_H, n_W, n_C = dA.shape
    for i, h, w, c in np.ndindex(m, n_H, n_W, n_C):
        window = np.s_[i, h * stride : h * stride + f, w * stride : w * stride + f, c]
        if mode == "average":
            dA_prev[window] += distribute_value(dA[i, h, w, c], (f, f))
        else:
            dA_prev[window] += create_mask_from_window(A_prev[window]) * np.float32(dA[i, h, w, c])
    return dA_prev
