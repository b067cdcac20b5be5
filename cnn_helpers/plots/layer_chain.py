"""A network drawn as its volumes with an arrow between them for each layer, on which the layer's settings stand."""

from __future__ import annotations

from typing import TYPE_CHECKING

from matplotlib.patches import Rectangle

from cnn_helpers.plots.style import INK, NAVY, SKY, VERMILION, WIDTH, new_figure
from cnn_helpers.plots.volumes import SLANT, draw_box

if TYPE_CHECKING:
    from matplotlib.axes import Axes
    from matplotlib.figure import Figure


BOX = 0.8  # the side of the square that the largest volume fills
ARROW = 0.85  # the width that an arrow with its texts takes
ROW = 2.0  # the height of a row
MOST = 5  # volumes in a row: with more, the texts would be illegible on a phone


def draw_layer_chain(start: tuple[int, ...], *layers: tuple[str, dict[str, int], tuple[int, ...]]) -> Figure:
    """Return a figure of the volume `start` and, for each (name, settings, shape), an arrow to the next one.

    start, shape: (n_H, n_W, n_C), drawn as a box, or (units,), drawn as a bar; sides are square roots, so that small
    volumes stay visible. settings: letters with their values, such as {"f": 5, "s": 2, "p": 0}, written under the
    arrow. Raises ValueError for no layer and for other shapes.

    >>> figure = draw_layer_chain((6, 6, 3), ("conv", {"f": 3, "s": 1, "p": 0}, (4, 4, 10)))
    >>> [text.get_text() for text in figure.axes[0].texts if text.get_text()]
    ['6×6\\n×3', 'conv', 'f=3\\ns=1\\np=0', '4×4\\n×10']
    """
    if not layers:
        raise ValueError("there are no layers; at least one (name, settings, shape) is needed")
    shapes = [start, *(shape for _, _, shape in layers)]
    for name, shape in zip(["the start", *(repr(name) for name, _, _ in layers)], shapes, strict=True):
        if len(shape) not in (1, 3) or min(shape) < 1:
            raise ValueError(f"{name} has shape {shape}; (n_H, n_W, n_C) or (units,) is needed")
    rows = -(-len(shapes) // MOST)
    columns = -(-len(shapes) // rows)
    width, height = max(columns, 4) * (BOX + ARROW), rows * ROW
    figure, ((axes,),) = new_figure(height * WIDTH / (width + 0.2))
    scale = BOX / max((_reach(shape) for shape in shapes if len(shape) == 3), default=1.0)
    longest = max((shape[0] for shape in shapes if len(shape) == 1), default=1)
    for number, shape in enumerate(shapes):
        row, column = divmod(number, columns)
        left, level = column * (BOX + ARROW), height - (row + 0.42) * ROW
        if number:
            name, settings, _ = layers[number - 1]
            _draw_arrow(axes, left, level, name, settings)
        _draw_shape(axes, left + ARROW + BOX / 2, level, shape, scale, longest)
    axes.set(xlim=(-0.1, width + 0.1), ylim=(0, height), aspect="equal")
    axes.axis("off")
    axes.set_position((0, 0, 1, 1))
    return figure


def _draw_arrow(axes: Axes, left: float, level: float, name: str, settings: dict[str, int]) -> None:
    start, end = (left + 0.12, level), (left + ARROW - 0.08, level)
    axes.annotate("", end, start, arrowprops={"arrowstyle": "->", "color": INK, "linewidth": 1.4})
    middle = (start[0] + end[0]) / 2
    axes.text(middle, level + 0.1, name, ha="center", va="bottom", color=VERMILION, fontsize=12)
    text = "\n".join(f"{letter}={value}" for letter, value in settings.items())
    axes.text(middle, level - 0.1, text, ha="center", va="top", color=INK, fontsize=12)


def _draw_shape(
    axes: Axes, middle: float, level: float, shape: tuple[int, ...], scale: float, longest: int
) -> None:
    if len(shape) == 3:
        sides, spread = [scale * size**0.5 for size in shape], _reach(shape) * scale
        draw_box(axes, middle - spread / 2, level - spread / 2, sides, SKY)
        text = f"{shape[0]}×{shape[1]}\n×{shape[2]}"
    else:
        tall = max(BOX * (shape[0] / longest) ** 0.5, 0.06)
        axes.add_patch(Rectangle((middle - 0.06, level - tall / 2), 0.12, tall, facecolor=NAVY))
        text = str(shape[0])
    axes.text(middle, level - 0.55, text, ha="center", va="top", color=INK, fontsize=12)


def _reach(shape: tuple[int, ...]) -> float:
    """Return the side of the square that a volume's box fills, before scaling."""
    height, width, depth = (size**0.5 for size in shape)
    return max(height, width) + SLANT * depth
