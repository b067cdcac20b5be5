"""Precision against recall."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from cnn_helpers.plots.style import DASHES, INK, LINES, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def recall_curves(curves: dict[str, tuple[ArrayLike, ArrayLike]]) -> Figure:
    """Return a figure of precision over recall, told apart by colour and by dashes.

    curves: {name: (recall (n,), precision (n,))}, numbers from 0 to 1. Raises ValueError for no curves, for more
    than the palette tells apart, and for lengths that differ.

    >>> figure = recall_curves({"car": ([0.5, 1.0], [1.0, 0.8])})
    >>> figure.axes[0].get_xlabel(), figure.axes[0].get_ylabel()
    ('recall', 'precision')
    """
    if not 1 <= len(curves) <= len(LINES):
        raise ValueError(f"{len(curves)} curves were given; 1 to {len(LINES)} are needed")
    figure, ((axes,),) = new_figure(3.1)
    for (name, (recall, precision)), colour, dash in zip(curves.items(), LINES, DASHES, strict=False):
        if np.shape(recall) != np.shape(precision) or np.ndim(recall) != 1:
            raise ValueError(
                f"{name!r} has shapes {np.shape(recall)} and {np.shape(precision)}; (n,) twice is needed"
            )
        axes.plot(recall, precision, color=colour, linestyle=dash, label=name)
    axes.set(xlabel="recall", ylabel="precision", xlim=(0, 1.02), ylim=(0, 1.03))
    axes.grid(color=INK, alpha=0.15)
    if len(curves) > 1:
        axes.legend(loc="lower left")
    return figure
