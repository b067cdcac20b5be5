"""Small matrices drawn as grids of numbers, with windows shaded: image, filter and result in one row."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import TYPE_CHECKING

import numpy as np
from matplotlib.colors import to_rgb
from matplotlib.patches import Rectangle
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.plots.numbers import number_text
from cnn_helpers.plots.style import INK, NAVY, VERMILION, WIDTH, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


GAP = 0.6  # between two grids, in cells
SYMBOL = 1.1  # for a sign such as "=", in cells
WIDEST = 19.0  # cells in a row: more would be illegible on a phone


@dataclass(frozen=True)
class Grid:
    """A matrix to draw: its numbers, a label under it, windows on it, and whether values shade the cells.

    values: (rows, columns); label: text; windows: (row, column, height, width) each, outlined and tinted;
    shade: (darkest, brightest) values, which paint the cells as an image; border: cells of padding on each
    side, drawn pale; texts: the cells' texts, (rows, columns), where they are not the plain numbers.
    Raises ValueError for anything but a matrix, and for a window that leaves it.

    >>> Grid([[1, 2], [3, 4]], "2×2", windows=[(0, 0, 1, 2)]).array.shape
    (2, 2)
    """

    values: ArrayLike
    label: str = ""
    windows: Sequence[tuple[int, int, int, int]] = ()
    shade: tuple[float, float] | None = None
    border: int = 0
    texts: Sequence[Sequence[str]] | None = None

    def __post_init__(self) -> None:
        if self.array.ndim != 2:
            raise ValueError(f"values have shape {self.array.shape}; a matrix (rows, columns) is needed")
        rows, columns = self.array.shape
        for row, column, height, width in self.windows:
            if not (0 <= row and 0 <= column and row + height <= rows and column + width <= columns):
                raise ValueError(
                    f"window {(row, column, height, width)} leaves a {rows}×{columns} matrix; "
                    "(row, column, height, width) inside it are needed"
                )

    @property
    def array(self) -> NDArray:
        return np.asarray(self.values, float)

    @property
    def shown(self) -> Sequence[Sequence[str]]:
        return self.texts or [[number_text(value) for value in row] for row in self.array]


def _fill(grid: Grid, row: int, column: int, inside: bool) -> NDArray:
    rows, columns = grid.array.shape
    padding = not (grid.border <= row < rows - grid.border and grid.border <= column < columns - grid.border)
    colour = np.array(to_rgb("#e4ecf5" if padding else "white"))
    if grid.shade is not None:
        darkest, brightest = grid.shade
        grey = np.clip((grid.array[row, column] - darkest) / (brightest - darkest), 0, 1)
        colour = np.full(3, 0.25 + 0.75 * grey)
    return 0.8 * colour + 0.2 * np.array(to_rgb(VERMILION)) if inside else colour


def _draw_grid(axes: Axes, grid: Grid, left: float, top: float, font: float) -> None:
    rows, columns = grid.array.shape
    for row in range(rows):
        for column in range(columns):
            inside = any(r <= row < r + h and c <= column < c + w for r, c, h, w in grid.windows)
            colour = _fill(grid, row, column, inside)
            x, y = left + column, top + row
            axes.add_patch(Rectangle((x, y), 1, 1, facecolor=colour, edgecolor=NAVY, linewidth=0.6))
            text = grid.shown[row][column]
            dark = float(colour @ (0.3, 0.6, 0.1)) < 0.55
            ink = "white" if dark else INK
            axes.text(x + 0.5, y + 0.52, text, ha="center", va="center", fontsize=font, color=ink)
    for r, c, height, width in grid.windows:
        frame = Rectangle((left + c, top + r), width, height, fill=False, edgecolor=VERMILION, linewidth=2.4)
        axes.add_patch(frame)
    axes.text(left + columns / 2, top + rows + 0.25, grid.label, ha="center", va="top", fontsize=12)


def draw_grids(*items: Grid | str, cells: float | None = None) -> Figure:
    """Return a figure with matrices side by side: each item is a Grid, or a sign such as "∗" or "=".

    cells: how many cells the figure is wide (default: as many as needed, at least 11, so that a small matrix
    is not blown up). Raises ValueError if there is nothing to draw or more than fits legibly in one row.

    >>> figure = draw_grids(Grid([[1, 2]], "1×2"), "=", Grid([[3]], "1×1"))
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['1', '2', '1×2', '=', '3', '1×1']
    """
    grids = [item for item in items if isinstance(item, Grid)]
    if not grids:
        raise ValueError(f"items are {items!r}; at least one Grid is needed")
    widths = [item.array.shape[1] if isinstance(item, Grid) else SYMBOL for item in items]
    neighbours = sum(isinstance(a, Grid) and isinstance(b, Grid) for a, b in pairwise(items))
    needed = sum(widths) + GAP * neighbours
    if needed > WIDEST:
        raise ValueError(f"the row is {needed:.1f} cells wide; at most {WIDEST:.0f} are legible")
    cells = max(needed, 11.0) if cells is None else cells
    tallest = max(grid.array.shape[0] for grid in grids)
    lines = max(grid.label.count("\n") + 1 if grid.label else 0 for grid in grids)
    cell = WIDTH / (cells + 0.4)  # inches
    below = 0.3 + lines * 0.23 / cell
    figure, ((axes,),) = new_figure((tallest + 0.2 + below) * cell)
    longest = max(len(text) - 0.5 * text.count(".") for grid in grids for text in np.ravel(grid.shown))
    font = min(15.0, 0.58 * cell * 72, 1.25 * cell * 72 / longest)
    left = (cells - needed) / 2
    for item, width, following in zip(items, widths, (*items[1:], None), strict=True):
        if isinstance(item, Grid):
            _draw_grid(axes, item, left, (tallest - item.array.shape[0]) / 2, font)
        else:
            axes.text(left + SYMBOL / 2, tallest / 2, item, ha="center", va="center", fontsize=17)
        left += width + GAP * (isinstance(item, Grid) and isinstance(following, Grid))
    axes.set(xlim=(-0.2, cells + 0.2), ylim=(tallest + below, -0.2), aspect="equal")
    axes.axis("off")
    axes.set_position((0, 0, 1, 1))
    return figure
