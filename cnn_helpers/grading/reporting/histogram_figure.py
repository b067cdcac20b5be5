"""The histogram of a class's scores, as an SVG figure with its counts in words."""

from __future__ import annotations

import math
from collections.abc import Sequence

from .item_analysis import histogram, median
from .markup import Html, element
from .text import counted, number

WIDTH, HEIGHT = 360, 216  # about a phone's width, so that letters keep their size there
LEFT, RIGHT, TOP, BOTTOM = 40, 350, 26, 170  # 31 wide for each tenth: a bar of 28 and a gap
BINS = 10


def histogram_figure(shares: Sequence[float], out_of: float, title: str) -> Html:
    """How many final scores (shares, 0 to 1) lie in each tenth, with the median marked; `out_of` in points."""
    counts = histogram(shares, BINS)
    top = ceiling(max(counts, default=0))
    parts = [_scale(top), _bars(counts, top), _ticks(), _median_mark(shares), _counts(counts, top)]
    label = f"final score, % of {number(out_of)} points"
    return element(
        "svg",
        element("title", title),
        element("desc", in_words(counts)),
        parts,
        element("text", label, x=(LEFT + RIGHT) / 2, y=HEIGHT - 8, text_anchor="middle"),
        element(
            "text", "students", transform=f"translate(11 {(TOP + BOTTOM) / 2}) rotate(-90)", class_="mid"
        ),
        viewBox=f"0 0 {WIDTH} {HEIGHT}",
        class_="histogram",
        role="img",
        aria_label=f"{title}. {in_words(counts)}",
    )


def in_words(counts: Sequence[int]) -> str:
    """
    >>> in_words([0, 2, 1])
    'Scores of 33 to 67 %: 2 students; 67 to 100 %: 1 student.'
    """
    edges = [round(100 * i / len(counts)) for i in range(len(counts) + 1)]
    filled = [
        f"{edges[i]} to {edges[i + 1]} %: {counted(count, 'student')}"
        for i, count in enumerate(counts)
        if count
    ]
    return f"Scores of {'; '.join(filled)}." if filled else "There are no scores yet."


def ceiling(most: int) -> int:
    """The end of an axis that holds `most`: at least 2, and an even number of a round step.

    >>> [ceiling(n) for n in (0, 3, 7, 58, 400)]
    [2, 4, 8, 60, 400]
    """
    step = 10 ** max(0, math.floor(math.log10(most or 1)))
    for nice in (step / 5, step / 2, step, 2 * step):
        if nice >= 1 and nice == int(nice) and math.ceil(most / (2 * nice)) <= 4:
            return max(2, int(2 * nice * math.ceil(most / (2 * nice))))
    return 2 * step * math.ceil(most / (2 * step))


def _y(count: float, top: int) -> float:
    return round(BOTTOM - (BOTTOM - TOP) * count / top, 1)


def _x(share: float) -> float:
    return round(LEFT + (RIGHT - LEFT) * share, 1)


def _scale(top: int) -> list[Html]:
    """Grid lines and counts at nothing, half way and the top."""
    lines = []
    for count in (0, top // 2, top):
        y = _y(count, top)
        lines.append(element("line", x1=LEFT, x2=RIGHT, y1=y, y2=y, class_="grid"))
        lines.append(element("text", count, x=LEFT - 6, y=y + 4, text_anchor="end"))
    return lines


def _bars(counts: Sequence[int], top: int) -> list[Html]:
    return [
        element(
            "rect",
            x=_x(i / BINS) + 1.5,
            y=_y(n, top),
            width=28,
            height=round(BOTTOM - _y(n, top), 1),
            class_="bar",
        )
        for i, n in enumerate(counts)
        if n
    ]


def _counts(counts: Sequence[int], top: int) -> list[Html]:
    """The counts over the bars, drawn last: nothing crosses them."""
    return [
        element("text", n, x=_x((i + 0.5) / BINS), y=_y(n, top) - 4, class_="count")
        for i, n in enumerate(counts)
        if n
    ]


def _ticks() -> list[Html]:
    return [
        element("text", tick, x=_x(tick / 100), y=BOTTOM + 15, text_anchor="middle")
        for tick in range(0, 101, 20)
    ]


def _median_mark(shares: Sequence[float]) -> list[Html]:
    middle = median(shares)
    if middle is None:
        return []
    x = _x(middle)
    label_x = min(max(x, LEFT + 30), RIGHT - 30)
    return [
        element("line", x1=x, x2=x, y1=TOP - 8, y2=BOTTOM, class_="median"),
        element("text", f"median {number(100 * middle)} %", x=label_x, y=TOP - 12, class_="median"),
    ]
