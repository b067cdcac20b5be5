"""Bars that compare a few numbers by name."""

from __future__ import annotations

from typing import TYPE_CHECKING

import numpy as np

from cnn_helpers.plots.style import INK, LINES, new_figure

if TYPE_CHECKING:
    from matplotlib.figure import Figure


HATCHES = ("", "///", "...", "xxx")  # told apart in grey as well


def bar_chart(
    series: dict[str, dict[str, float]],
    xlabel: str,
    log: bool = False,
    texts: dict[str, dict[str, str]] | None = None,
) -> Figure:
    """Return a figure of horizontal bars, a group for each name and a colour with its hatch for each series.

    series: {series: {name: value}}, with the same names in all; texts: {series: {name: text}} to stand at the
    ends of the bars. Raises ValueError for no bars, for more series than the palette tells apart, for names
    that differ, and for values that a logarithmic axis cannot show.

    >>> figure = bar_chart({"ours": {"forward": 2.0, "backward": 4.0}}, "time in ms")
    >>> [float(bar.get_width()) for bar in figure.axes[0].patches]
    [2.0, 4.0]
    """
    if not 1 <= len(series) <= len(LINES):
        raise ValueError(f"{len(series)} series were given; 1 to {len(LINES)} are needed")
    names = list(next(iter(series.values())))
    for label, values in series.items():
        if list(values) != names or not names:
            raise ValueError(
                f"{label!r} has the names {list(values)}; the same names, at least one, are needed in all series"
            )
        if log and min(values.values()) <= 0:
            raise ValueError(
                f"{label!r} has the value {min(values.values())}; values above 0 are needed on a logarithmic axis"
            )
    thickness = 0.8 / len(series)
    figure, ((axes,),) = new_figure(0.9 + 0.36 * len(names) * max(1, 0.75 * len(series)))
    for number, (label, values) in enumerate(series.items()):
        places = np.arange(len(names)) + (number - (len(series) - 1) / 2) * thickness
        bars = axes.barh(
            places, list(values.values()), thickness, color=LINES[number], hatch=HATCHES[number], label=label
        )
        for bar in bars:
            bar.set(edgecolor="white", linewidth=0.8)
        if texts is not None:
            axes.bar_label(bars, [texts[label][name] for name in names], padding=4, color=INK, fontsize=12)
    axes.set_yticks(range(len(names)), names)
    axes.invert_yaxis()
    axes.set(xlabel=xlabel, xscale="log" if log else "linear")
    axes.margins(x=0.16)
    axes.grid(axis="x", color=INK, alpha=0.15)
    axes.set_axisbelow(True)
    if len(series) > 1:
        axes.legend(loc="best")
    return figure
