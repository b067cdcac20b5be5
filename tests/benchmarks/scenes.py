"""Street scenes a second, beside Matplotlib drawing the same shapes without any labels."""

import time
from math import inf
from random import Random

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from rich.table import Table

from cnn_helpers.data.scenes import Settings, scene
from cnn_helpers.data.scenes.composition import REFERENCE, arrange
from cnn_helpers.data.scenes.street import draw_street

GOAL = 300  # scenes of 96 x 96 a second
SIZES = (64, 96, (96, 128), 256)
CIRCLE = np.linspace(0, 2 * np.pi, 24, endpoint=False)


def processor_seconds(functions, rounds=5):
    """Return the processor seconds of calling each function once, the best of some rounds for each, summed.

    >>> processor_seconds([lambda: None] * 3, rounds=2) < 1
    True
    """
    best = dict.fromkeys(range(len(functions)), inf)
    for _ in range(rounds):
        for number, function in enumerate(functions):
            start = time.process_time()
            function()
            best[number] = min(best[number], time.process_time() - start)
    return sum(best.values())


def shapes(number):
    """Return the things of scene `number` of seed 0, farthest first: polygons in rows of the reference canvas."""
    layout, settings = Random(f"0/{number}/layout"), Settings()
    things = []
    for item in arrange(layout, settings, draw_street(layout, settings, 1.0)):
        points = item.drawing.outline()[0] * (item.scale * item.facing, -item.scale) + (item.x, item.y)
        polygons = [points[first:last] for first, last, _ in item.drawing.shapes]
        colours = [np.array(colour) / 255 for _, _, colour in item.drawing.shapes]
        things.append(([_outline(polygon) for polygon in polygons], colours))
    return things


def _outline(polygon):
    if len(polygon) > 2:
        return polygon
    (x, y), (u, v) = polygon
    return np.stack(
        [(x + u) / 2 + abs(u - x) / 2 * np.cos(CIRCLE), (y + v) / 2 + abs(v - y) / 2 * np.sin(CIRCLE)], 1
    )


def matplotlib_picture(things, size):
    """Return uint8 (size, size, 3): the things alone as Matplotlib draws them, without street, light and labels."""
    figure = Figure(figsize=(1, 1), dpi=size)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, REFERENCE), ylim=(REFERENCE, 0))
    for polygons, colours in things:
        axes.add_collection(PolyCollection(polygons, facecolors=colours, linewidths=0), autolim=False)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[:, :, :3]


def measure(size, count=40, rounds=5):
    """Return (seconds a scene, seconds Matplotlib needs for its things) on one core, of a square or wider size."""
    ours = processor_seconds([lambda k=k: scene(0, size, number=k) for k in range(count)], rounds)
    things = [shapes(k) for k in range(count)]
    side = size if isinstance(size, int) else size[0]
    theirs = processor_seconds([lambda one=one: matplotlib_picture(one, side) for one in things], rounds)
    return ours / count, theirs / count


def tables():
    """Yield the table of scenes a second."""
    table = Table(
        title="street scenes, processor time on one core, best of 5",
        caption=f"Goal: {GOAL} scenes of 96 x 96 a second. Matplotlib draws the things of the same scenes "
        "(square pictures), without street, light, noise and labels.",
    )
    for heading in (
        "size",
        "ms a scene",
        "scenes a second",
        "of the goal",
        "Matplotlib, ms",
        "ours/Matplotlib",
    ):
        table.add_column(heading, justify="right")
    for size in SIZES:
        ours, theirs = measure(size)
        table.add_row(
            str(size),
            f"{ours * 1e3:.2f}",
            f"{1 / ours:,.0f}",
            f"{1 / ours / GOAL:.2f}" if size == 96 else "",
            f"{theirs * 1e3:.2f}",
            f"{ours / theirs:.2f}",
        )
    yield table
