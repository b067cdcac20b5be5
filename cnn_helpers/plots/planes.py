"""Two classes in a plane, and the regions that a classifier gives to each."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.plots.style import INK, NAVY, VERMILION, WIDTH, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


MARKERS = (("o", NAVY), ("^", VERMILION))


def draw_planes(
    classifiers: dict[str, Callable[[NDArray], ArrayLike]],
    X: ArrayLike,
    y: ArrayLike,
    names: Sequence[str],
    labels: Sequence[str],
    line: float = 0.5,
) -> Figure:
    """Return a figure, one panel a classifier, of points in a plane over the probability of class 1.

    classifiers: {title: function}, each from points (k, 2) to the probability of class 1, (k,) or (k, 1);
    X: (m, 2); y: (m,) of 0 and 1; names: of class 0 and class 1; labels: of the two axes. The line is drawn
    where the probability is `line`. Raises ValueError for other shapes or labels and for no classifier.

    >>> X, y = np.array([[0.0, 0.0], [1.0, 1.0]]), np.array([0, 1])
    >>> figure = draw_planes({"first axis": lambda P: P[:, 0]}, X, y, ("no", "yes"), ("a", "b"))
    >>> figure.axes[0].get_title(), figure.axes[0].get_xlabel()
    ('first axis', 'a')
    """
    X, y = np.asarray(X, float), np.asarray(y)
    if X.ndim != 2 or X.shape[1] != 2 or y.shape != (len(X),):
        raise ValueError(f"X has shape {X.shape} and y {y.shape}; (m, 2) and (m,) are needed")
    if not np.isin(y, (0, 1)).all():
        raise ValueError(f"y has the labels {np.unique(y)}; only 0 and 1 are needed")
    if not classifiers:
        raise ValueError("there is no classifier; at least one {title: function} is needed")
    low, high = X.min(axis=0), X.max(axis=0)
    pad = 0.06 * (high - low)
    across, up = (np.linspace(low[k] - pad[k], high[k] + pad[k], 121) for k in (0, 1))
    points = np.stack(np.meshgrid(across, up), axis=-1)
    figure, ((*panels,),) = new_figure(0.86 * WIDTH / len(classifiers) + 0.5, len(classifiers))
    for axes, (title, probability) in zip(panels, classifiers.items(), strict=True):
        values = np.asarray(probability(points.reshape(-1, 2)), float).reshape(points.shape[:2])
        axes.imshow(
            values,
            extent=(across[0], across[-1], up[0], up[-1]),
            origin="lower",
            aspect="auto",
            cmap="RdBu_r",
            alpha=0.35,
            vmin=0,
            vmax=1,
        )
        axes.contour(across, up, values, [line], colors=INK, linewidths=1.8)
        for label, (marker, colour) in enumerate(MARKERS):
            chosen = X[y == label]
            style = {"s": 16, "edgecolor": "white", "linewidth": 0.4, "label": names[label]}
            axes.scatter(*chosen.T, marker=marker, color=colour, **style)
        axes.set(title=title, xlabel=labels[0])
    panels[0].set_ylabel(labels[1])
    handles, texts = panels[0].get_legend_handles_labels()
    figure.legend(handles, texts, loc="outside upper center", ncols=2, frameon=False, markerscale=1.8)
    return figure
