"""Volumes drawn cell by cell: a sheet of cells for each channel, in a colour of its own, with a window shaded."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from cnn_helpers.plots.style import INK, VERMILION, WIDTH, new_figure

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


STEP = 0.72  # how far the sheet of the next channel stands to the right and up, in cells
LABEL = 1.3  # room for the label under a volume, in cells
SIGN = 1.5  # for a sign such as "=", in cells
GAP = 0.7  # between two volumes, in cells


@dataclass(frozen=True)
class Sheets:
    """A volume to draw: its sizes, a colour for each channel, the front one first, and a window on all of them.

    shape: (n_H, n_W, n_C); colours: n_C of them; window: (row, column, height, width), or None; label: the text
    below, the sizes if empty. Raises ValueError for other counts, and for a window that leaves the volume.

    >>> Sheets((3, 3, 2), ("#1f3a5f", "#d55e00")).text
    '3×3×2'
    """

    shape: tuple[int, int, int]
    colours: Sequence[str]
    window: tuple[int, int, int, int] | None = None
    label: str = ""

    def __post_init__(self) -> None:
        if len(self.shape) != 3 or min(self.shape) < 1:
            raise ValueError(f"a volume has shape {self.shape}; (n_H, n_W, n_C), all at least 1, is needed")
        if len(self.colours) != self.shape[2]:
            raise ValueError(
                f"{len(self.colours)} colours for {self.shape[2]} channels; one for each is needed"
            )
        if self.window is not None:
            row, column, height, width = self.window
            if not (0 <= row <= self.shape[0] - height and 0 <= column <= self.shape[1] - width):
                raise ValueError(
                    f"window {self.window} leaves a volume of {self.text}; one inside it is needed"
                )

    @property
    def text(self) -> str:
        return self.label or "×".join(str(size) for size in self.shape)

    @property
    def width(self) -> float:
        return self.shape[1] + STEP * (self.shape[2] - 1)

    @property
    def height(self) -> float:
        return self.shape[0] + STEP * (self.shape[2] - 1) + LABEL


def _draw(axes: Axes, volume: Sheets, x: float, y: float) -> None:
    """Draw a volume with its front sheet's lower left corner at x, y + LABEL; the last channel first."""
    rows, columns, channels = volume.shape
    for channel in reversed(range(channels)):
        left, bottom = x + STEP * channel, y + LABEL + STEP * channel
        for row in range(rows):
            for column in range(columns):
                place = left + column, bottom + rows - 1 - row
                colour = volume.colours[channel]
                axes.add_patch(Rectangle(place, 1, 1, facecolor=colour, edgecolor="white", linewidth=0.9))
        if volume.window is not None:
            row, column, height, width = volume.window
            place = left + column, bottom + rows - row - height
            axes.add_patch(Rectangle(place, width, height, fill=False, edgecolor=INK, linewidth=3.4))
            axes.add_patch(Rectangle(place, width, height, fill=False, edgecolor=VERMILION, linewidth=1.8))
    axes.text(x + columns / 2, y + LABEL - 0.3, volume.text, ha="center", va="top", color=INK, fontsize=12)


def draw_sheets(*items: Sheets | list[Sheets] | str) -> Figure:
    """Return a figure of volumes in a row, cell by cell; a list of volumes (filters) stands in a column.

    An item is a Sheets, a list of them, or a sign such as "∗" or "=". Raises ValueError without a volume.

    >>> image = Sheets((4, 4, 3), ("#d55e00", "#007a5a", "#1f3a5f"), window=(0, 0, 3, 3))
    >>> figure = draw_sheets(image, "∗", [Sheets((3, 3, 3), 3 * ["#1f3a5f"])], "=", Sheets((2, 2, 1), ["#1f3a5f"]))
    >>> [text.get_text() for text in figure.axes[0].texts]
    ['4×4×3', '∗', '3×3×3', '=', '2×2×1']
    """
    columns = [
        item if isinstance(item, str) else item if isinstance(item, list) else [item] for item in items
    ]
    heights = [
        sum(one.height for one in column) + GAP * (len(column) - 1)
        for column in columns
        if not isinstance(column, str)
    ]
    if not heights:
        raise ValueError(f"items are {items!r}; at least one volume is needed")
    tallest, left = max(heights), 0.0
    places = []
    for column in columns:
        places.append(left)
        left += SIGN if isinstance(column, str) else max(one.width for one in column) + GAP
    figure, ((axes,),) = new_figure((tallest + 0.4) * WIDTH / (left + 0.4))
    for column, x in zip(columns, places, strict=True):
        if isinstance(column, str):
            axes.text(
                x + (SIGN - GAP) / 2, (tallest + LABEL) / 2, column, ha="center", va="center", fontsize=17
            )
            continue
        y = (tallest - sum(one.height for one in column) - GAP * (len(column) - 1)) / 2
        for volume in reversed(column):
            _draw(axes, volume, x, y)
            y += volume.height + GAP
    axes.set(xlim=(-0.2, left + 0.2), ylim=(-0.2, tallest + 0.2), aspect="equal")
    axes.axis("off")
    axes.set_position((0, 0, 1, 1))
    return figure
