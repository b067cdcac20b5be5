"""`cnn-course train`: a recipe followed under a progress bar, and what came out."""

from __future__ import annotations

import os
from pathlib import Path
from typing import TYPE_CHECKING

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn
from rich.table import Table

if TYPE_CHECKING:
    from ..training import Moment

ASIDE = "What was begun here is damaged or of another version of the recipe; it was set aside"
STAGES = {"data": "making the data", "scores": "scoring on unseen data"}


def train_and_show(
    name: str, out: Path, minutes: float | None, resume: bool, console: Console
) -> dict | None:
    """Train and show epochs, loss and the time left; the log, or None when the time was up first.

    Raises ValueError for a name that no recipe has.
    """
    os.environ.setdefault("TF_CPP_MIN_LOG_LEVEL", "2")  # its start-up remarks would tear the bar apart
    from ..training import load_recipe, train

    recipe = load_recipe(name)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("loss {task.fields[loss]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
    )
    with Progress(*columns, console=console) as progress:
        bar = progress.add_task(name, total=None, loss="-")

        def watch(moment: Moment) -> None:
            if moment.stage == "set aside":
                console.print(f"{ASIDE}: {out / name}.checkpoint.npz.old", soft_wrap=True)
                return
            if moment.stage != "training":
                progress.update(bar, description=STAGES[moment.stage])
                return
            if (
                progress.tasks[0].total is None
            ):  # the steps of epochs done before are not to count for the speed
                progress.reset(bar, total=moment.of * (moment.epochs - moment.epoch + 1))
            words = f"{name}, epoch {moment.epoch} of {moment.epochs}"
            progress.update(bar, description=words, advance=1, loss=f"{moment.loss:.3f}")

        return train(recipe, out, minutes=minutes, resume=resume, watch=watch)


def training_table(log: dict) -> Table:
    """The scores of a training beside those of its weak baseline."""
    words = f"{log['recipe']}: {log['seconds']:.0f} s on {log['cores']} cores, {log['bytes']:,} bytes"
    table = Table("score", "trained", "weak method", title=words)
    for score, value in log["scores"].items():
        weak = log["baseline"].get(score)
        table.add_row(score, f"{value:.3f}", "-" if weak is None else f"{weak:.3f}")
    return table
