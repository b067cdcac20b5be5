"""Learning curves."""

import numpy as np

from cnn_helpers.plots.style import DASHES, INK, LINES, new_figure


def learning_curves(curves, xlabel, ylabel, log=True, marks=()):
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
