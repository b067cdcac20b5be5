"""Rendered faces a second, beside Matplotlib drawing the same outlines without any light, noise and landmarks."""

import numpy as np
from matplotlib.backends.backend_agg import FigureCanvasAgg
from matplotlib.collections import PolyCollection
from matplotlib.figure import Figure
from rich.table import Table

from cnn_helpers.data.people import face, person
from cnn_helpers.data.people.brush import Brush
from cnn_helpers.data.people.rendering import GRAIN

from .scenes import processor_seconds

GOAL = 200  # faces of 64 x 64 a second
SIZES = (32, 64, 96, 160)


def outlines(number, size):
    """Return (polygons in pixels, colours from 0 to 1) of which photograph 0 of a person is painted, in order."""
    polygons, colours = [], []

    def noted(brush, points, colour, **layers):
        polygons.append(points / GRAIN)
        colours.append(np.array([*colour, 255][:4]) / 255)
        return whole(brush, points, colour, **layers)

    whole, Brush.fill_canvas = Brush.fill_canvas, noted
    try:
        face(person(0, number), 0, size)
    finally:
        Brush.fill_canvas = whole
    return polygons, colours


def matplotlib_picture(shapes, size):
    """Return uint8 (size, size, 3): the outlines alone as Matplotlib draws them."""
    figure = Figure(figsize=(1, 1), dpi=size)
    canvas = FigureCanvasAgg(figure)
    axes = figure.add_axes((0, 0, 1, 1))
    axes.axis("off")
    axes.set(xlim=(0, size), ylim=(size, 0))
    polygons, colours = shapes
    axes.add_collection(PolyCollection(polygons, facecolors=colours, linewidths=0), autolim=False)
    canvas.draw()
    return np.asarray(canvas.buffer_rgba())[:, :, :3]


def measure(size, count=40, rounds=5):
    """Return (seconds a face with its person, seconds Matplotlib needs for its outlines) on one core."""
    ours = processor_seconds([lambda k=k: face(person(0, k), 0, size) for k in range(count)], rounds)
    shapes = [outlines(k, size) for k in range(count)]
    theirs = processor_seconds([lambda one=one: matplotlib_picture(one, size) for one in shapes], rounds)
    return ours / count, theirs / count


def tables():
    """Yield the table of faces a second."""
    table = Table(
        title="rendered faces, processor time on one core, best of 5",
        caption=f"Goal: {GOAL} faces of 64 x 64 a second. Matplotlib draws the outlines of the same faces, "
        "without backdrop, light, noise and landmarks.",
    )
    for heading in (
        "size",
        "ms a face",
        "faces a second",
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
            f"{1 / ours / GOAL:.2f}" if size == 64 else "",
            f"{theirs * 1e3:.2f}",
            f"{ours / theirs:.2f}",
        )
    yield table
