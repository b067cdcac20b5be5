"""`transfer`: from two pictures to a third."""

import time
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cnn_helpers.checks import whole_number
from cnn_helpers.style.arrays import LEAST, as_picture, resized
from cnn_helpers.style.colours import in_grey, with_colours_of
from cnn_helpers.style.objective import Costs, Objective
from cnn_helpers.style.optimisers import adam, lbfgs
from cnn_helpers.style.precision import fastest_precision

STARTS = ("content", "noise", "content + noise")
OPTIMISERS = ("adam", "lbfgs")


@dataclass(frozen=True)
class Transfer:
    """A finished picture and how it came about.

    image: (n_H, n_W, 3), float32, red, green, blue from 0 to 1; costs: a Costs for the start and for every
    step, at the scale of that step; frames: {step: picture}, all of the size of `image`; seconds: of the steps,
    without building and compiling the network.
    """

    image: np.ndarray
    costs: list[Costs]
    frames: dict[int, np.ndarray]
    seconds: float


def transfer(
    content: ArrayLike,
    style: ArrayLike,
    steps: int = 100,
    start: str | ArrayLike = "content",
    optimiser: str = "adam",
    learning_rate: float = 0.03,
    frames: Iterable[int] = (),
    seed: int = 0,
    scales: Iterable[float] = (1,),
    keep_colours: bool = False,
    precision: str = "fastest",
    progress: bool | None = None,
    **objective: Any,
) -> Transfer:
    """Paint a content in the manner of a style, and return a Transfer.

    content, style: (n_H, n_W, 3), uint8, or floats from 0 to 1, at least 32 pixels a side, of any two sizes;
    the picture has the content's. steps: gradients to compute; start: "content", "noise", "content + noise",
    or a picture; optimiser: "adam" with its learning rate, or "lbfgs", which ends before where no step goes
    down; frames: steps whose pictures are kept; seed: of noise and of random weights; scales: coarse to fine, by
    what the sides of both pictures are divided, such as (4, 2, 1): each result, enlarged, is the start of the next,
    and a scale gets steps in proportion to its number; keep_colours: whether the style's brightness alone is used
    and the content's colours are put back, the costs being those of the grey pictures; precision: "float32",
    "bfloat16" or "fastest"; progress: whether to show a bar, by default where a terminal can show it; objective:
    alpha, beta, variation, content_layer, style_layers, trained, as `Objective` has them. The same arguments give
    the same picture on the same machine. Raises ValueError for anything else, MissingPackage where VGG-16's
    weights are not installed.
    Source: Gatys, Ecker and Bethge, Image style transfer using convolutional neural networks (2016); scales: Gatys
    and others, Controlling perceptual factors in neural style transfer (2017), section 6; colours: Gatys and
    others, Preserving color in neural artistic style transfer (2016), luminance-only transfer.
    """
    content, style = as_picture("content", content), as_picture("style", style)
    whole_number("steps", steps, least=1)
    wanted = {whole_number("a frame", step, least=0) for step in frames}
    if wanted and max(wanted) > steps:
        raise ValueError(f"frame {max(wanted)} is wanted, of {steps} steps")
    if optimiser not in OPTIMISERS:
        raise ValueError(f"optimiser is {optimiser!r}; one of {', '.join(OPTIMISERS)} is needed")
    if not learning_rate > 0:
        raise ValueError(f"learning_rate is {learning_rate}; a number above 0 is needed")
    scales = _checked_scales(scales, steps, content, style)
    begun = _start(start, content, whole_number("seed", seed, least=0))
    precision = fastest_precision() if precision == "fastest" else precision
    originals, (content, style) = content, in_grey(content, style) if keep_colours else (content, style)
    image, seconds = begun, 0.0
    costs: list[Costs] = []
    kept: dict[int, NDArray] = {}
    with _bar(progress) as bar:
        task = bar.add_task("painting", total=steps + 1, cost=np.nan)

        def see(picture: NDArray, now: Costs) -> None:
            if len(costs) in wanted:
                kept[len(costs)] = picture
            costs.append(now)
            bar.update(task, completed=len(costs), cost=now.total)

        for number, (scale, share) in enumerate(zip(scales, _shares(steps, scales), strict=True)):
            small = _divided(content, scale)
            goal = Objective(small, _divided(style, scale), precision=precision, seed=seed, **objective)
            fresh = number == 0 and isinstance(start, str)  # noise of a pixel's size, at any scale
            image = _start(start, small, seed) if fresh else resized(image, *small.shape[:2])
            goal.costs(image)  # compiles it, which is not to be counted
            del costs[-1:]  # of the same picture, at the coarser scale
            begin = time.perf_counter()
            if optimiser == "adam":
                image = adam(goal, image, share, see, learning_rate)
            else:
                image = lbfgs(goal, image, share, see)
            seconds += time.perf_counter() - begin

    def finished(picture: NDArray) -> NDArray:
        whole = resized(picture, *content.shape[:2])
        return with_colours_of(originals, whole) if keep_colours else whole

    return Transfer(finished(image), costs, {step: finished(one) for step, one in kept.items()}, seconds)


def _checked_scales(
    scales: Iterable[float], steps: int, content: NDArray, style: NDArray
) -> tuple[float, ...]:
    scales = tuple(scales)
    if not scales or scales[-1] != 1 or any(not one > other for one, other in pairwise(scales)):
        raise ValueError(f"scales are {scales}; falling numbers that end with 1, as (4, 2, 1), are needed")
    if steps < len(scales):
        raise ValueError(f"steps is {steps}, for {len(scales)} scales; at least one step a scale is needed")
    shortest = min(*content.shape[:2], *style.shape[:2])
    if shortest / scales[0] < LEAST:
        raise ValueError(
            f"a scale is {scales[0]} and a side {shortest} pixels; at least {LEAST} pixels are needed at each scale"
        )
    return scales


def _shares(steps: int, scales: Sequence[float]) -> list[int]:
    """The steps of each scale, at least one: in proportion to its number, since coarse steps are quick."""
    ends = np.round(np.cumsum([0, *scales]) / sum(scales) * (steps - len(scales))).astype(int)
    return [int(share) + 1 for share in np.diff(ends)]


def _divided(picture: NDArray, scale: float) -> NDArray:
    height, width = (round(n / scale) for n in picture.shape[:2])
    return resized(picture, height, width)


def _start(start: str | ArrayLike, content: NDArray, seed: int) -> NDArray:
    if not isinstance(start, str):
        first = as_picture("start", start)
        if first.shape != content.shape:
            raise ValueError(f"start has shape {first.shape}; {content.shape}, as the content, is needed")
        return first
    if start not in STARTS:
        raise ValueError(f"start is {start!r}; one of {', '.join(STARTS)}, or a picture, is needed")
    noise = np.random.default_rng(seed).random(content.shape, np.float32)
    return {"content": content, "noise": noise, "content + noise": (content + noise) / 2}[start]


def _bar(shown: bool | None) -> Progress:
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("cost {task.fields[cost]:.3g}"),
        TimeRemainingColumn(),
    )
    return Progress(
        *columns,
        console=console,
        disable=not (console.is_terminal if shown is None else shown),
        transient=True,
    )
