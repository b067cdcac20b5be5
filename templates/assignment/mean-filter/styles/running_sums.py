"""Right answers by differences of running sums."""

import numpy as np


def running(values):
    """Sums of all values before each place, along the first axis."""
    return np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, axis=0)])


def window_mean(window):
    return float(sum(map(sum, window.tolist()))) / window.size


def mean_filter(image, f):
    rows = running(image.astype(float))
    columns = running((rows[f:] - rows[:-f]).T)
    return (columns[f:] - columns[:-f]).T / f**2
