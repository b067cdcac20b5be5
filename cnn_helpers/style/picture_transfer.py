"""`transfer`: from two pictures to a third."""

import time
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import numpy as np
from numpy.typing import ArrayLike, NDArray
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from cnn_helpers.checks import whole_number
from cnn_helpers.style.arrays import as_picture
from cnn_helpers.style.objective import Costs, Objective
from cnn_helpers.style.optimisers import adam, lbfgs
from cnn_helpers.style.precision import fastest_precision

STARTS = ("content", "noise", "content + noise")
OPTIMISERS = ("adam", "lbfgs")


@dataclass(frozen=True)
class Transfer:
    """A finished picture and how it came about.

    image: (n_H, n_W, 3), float32, red, green, blue from 0 to 1; costs: a Costs for the start and for every
    step; frames: {step: picture}; seconds: of the steps, without building and compiling the network.
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
    precision: str = "fastest",
    progress: bool | None = None,
    **objective: Any,
) -> Transfer:
    """Paint a content in the manner of a style, and return a Transfer.

    content, style: (n_H, n_W, 3), uint8, or floats from 0 to 1, at least 32 pixels a side, of any two sizes;
    the picture has the content's. steps: gradients to compute; start: "content", "noise", "content + noise",
    or a picture; optimiser: "adam" with its learning rate, or "lbfgs", which ends before where no step goes
    down; frames: steps whose pictures are kept; seed: of noise and of random weights; precision: "float32",
    "bfloat16" or "fastest"; progress: whether to show a bar, by default where a terminal can show it;
    objective: alpha, beta, variation, content_layer, style_layers, trained, as `Objective` has them. The same
    arguments give the same picture on the same machine. Raises ValueError for anything else, MissingPackage
    where VGG-16's weights are not installed.
    Source: Gatys, Ecker and Bethge, Image style transfer using convolutional neural networks (2016).
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
    first = _start(start, content, whole_number("seed", seed, least=0))
    precision = fastest_precision() if precision == "fastest" else precision
    goal = Objective(content, style, precision=precision, seed=seed, **objective)
    goal.costs(first)  # compiles it, which is not to be counted
    costs: list[Costs] = []
    kept: dict[int, NDArray] = {}
    with _bar(progress) as bar:
        task = bar.add_task("painting", total=steps + 1, cost=np.nan)

        def see(picture: NDArray, now: Costs) -> None:
            if len(costs) in wanted:
                kept[len(costs)] = picture
            costs.append(now)
            bar.update(task, advance=1, cost=now.total)

        begin = time.perf_counter()
        if optimiser == "adam":
            image = adam(goal, first, steps, see, learning_rate)
        else:
            image = lbfgs(goal, first, steps, see)
    return Transfer(image, costs, kept, time.perf_counter() - begin)


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
