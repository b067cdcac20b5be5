"""Learning curves."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import ArrayLike

from cnn_helpers.plots.style import DASHES, INK, LINES, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


def learning_curves(
    curves: dict[str, ArrayLike], xlabel: str, ylabel: str, log: bool = True, marks: Iterable[int] = ()
) -> Figure:
    """Return a figure of curves over the steps of training, told apart by colour and by dashes.

    curves: {name: values}; marks: steps at which the first curve gets a dot. Raises ValueError for no curves,
    for more than the palette tells apart, and for values that a logarithmic axis cannot show.

    >>> figure = learning_curves({"loss": [1.0, 0.1]}, "step", "mean squared error")
    >>> figure.axes[0].get_yscale(), figure.axes[0].get_xlabel()
    ('log', 'step')
    """
    if not 1 <= len(curves) <= len(LINES):
        raise ValueError(f"{len(curves)} curves were given; 1 to {len(LINES)} are needed")
    figure, ((axes,),) = new_figure(2.9)
    for (name, values), colour, dash in zip(curves.items(), LINES, DASHES, strict=False):
        values = np.asarray(values, float)
        if log and not (values > 0).all():
            raise ValueError(
                f"{name!r} falls to {values.min()}; values above 0 are needed on a logarithmic axis"
            )
        axes.plot(values, color=colour, linestyle=dash, label=name)
    first = np.asarray(next(iter(curves.values())), float)
    for step in marks:
        axes.plot(step, first[step], "o", color=LINES[0], markersize=6)
    axes.set(xlabel=xlabel, ylabel=ylabel, yscale="log" if log else "linear")
    axes.grid(axis="y", color=INK, alpha=0.15)
    if len(curves) > 1:
        axes.legend()
    return figure


def spread_curves(runs: dict[str, ArrayLike], xlabel: str, ylabel: str, log: bool = True) -> Figure:
    """Return a figure of what several runs had in common: their median as a line, from least to most as a band.

    runs: {name: array (runs, steps)}, drawn over the steps 1, 2, ... Raises ValueError for no curves, for more
    than the palette tells apart, for arrays of another rank, and for values that a logarithmic axis cannot show.

    >>> figure = spread_curves({"loss": [[2.0, 1.0], [4.0, 2.0], [8.0, 3.0]]}, "epoch", "loss")
    >>> figure.axes[0].lines[0].get_ydata().tolist()
    [4.0, 2.0]
    """
    if not 1 <= len(runs) <= len(LINES):
        raise ValueError(f"{len(runs)} curves were given; 1 to {len(LINES)} are needed")
    figure, ((axes,),) = new_figure(3.1)
    for (name, values), colour, dash in zip(runs.items(), LINES, DASHES, strict=False):
        values = np.asarray(values, float)
        if values.ndim != 2 or values.size == 0:
            raise ValueError(f"{name!r} has shape {values.shape}; (runs, steps) is needed")
        if log and not (values > 0).all():
            raise ValueError(
                f"{name!r} falls to {values.min()}; values above 0 are needed on a logarithmic axis"
            )
        steps = np.arange(1, values.shape[1] + 1)
        axes.fill_between(steps, values.min(axis=0), values.max(axis=0), color=colour, alpha=0.2, linewidth=0)
        axes.plot(steps, np.median(values, axis=0), color=colour, linestyle=dash, label=name)
    axes.set(xlabel=xlabel, ylabel=ylabel, yscale="log" if log else "linear")
    axes.grid(axis="y", color=INK, alpha=0.15)
    if len(runs) > 1:
        axes.legend()
    return figure
