"""The look that all figures share: one palette, readable in grey and by the colour-blind, one width."""

from __future__ import annotations

import logging
from typing import TYPE_CHECKING, Any

from numpy.typing import NDArray

# Matplotlib announces its font cache on stderr the first time it runs; a page with stderr does not build.
logging.getLogger("matplotlib.font_manager").setLevel(logging.ERROR)

import matplotlib.pyplot as plt  # noqa: E402
from matplotlib.axes import Axes  # noqa: E402

if TYPE_CHECKING:
    from matplotlib.figure import Figure
    from matplotlib.legend import Legend


NAVY, SKY, VERMILION, GREEN, OCHRE, INK = "#1f3a5f", "#8fb8de", "#d55e00", "#007a5a", "#b07800", "#222222"
LINES = (NAVY, VERMILION, GREEN, OCHRE)
DASHES = ("-", "--", "-.", ":")
WIDTH = 5.6  # inches; with DPI it fills the text column, and its letters stay legible on a phone
DPI = 130

STYLE: dict[Any, Any] = {
    "font.size": 12,
    "axes.edgecolor": INK,
    "axes.labelcolor": INK,
    "axes.spines.top": False,
    "axes.spines.right": False,
    "axes.titlesize": 12,
    "figure.facecolor": "white",
    "lines.linewidth": 2.0,
}


class _Axes(Axes):
    """Axes whose legends have no frame: Matplotlib would ask the style in force when the legend is made, not before."""

    def legend(self, *args: Any, **kwargs: Any) -> Legend:
        return super().legend(*args, **{"frameon": False, **kwargs})


def new_figure(height: float, columns: int = 1, rows: int = 1) -> tuple[Figure, NDArray]:
    """Return (figure, axes) of the course's width in its style; axes is an array (rows, columns).

    height: inches. The figure is not left open in pyplot, so a notebook shows it once: where it is returned.
    Raises ValueError for a height that is not positive.

    >>> figure, axes = new_figure(2.0, columns=3)
    >>> axes.shape, plt.get_fignums()
    ((1, 3), [])
    """
    if not height > 0:
        raise ValueError(f"height is {height!r}; a positive number of inches is needed")
    plt.draw_if_interactive()  # loads the backend: loaded within the context, a notebook's shows no later figure
    with plt.rc_context(STYLE):
        figure, axes = plt.subplots(
            rows,
            columns,
            figsize=(WIDTH, height),
            dpi=DPI,
            squeeze=False,
            layout="constrained",
            subplot_kw={"axes_class": _Axes},
        )
    plt.close(figure)
    return figure, axes
