"""The loop that follows a recipe: data, epochs with a checkpoint after each, scores, weights and log."""

import hashlib
import json
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

import keras

from cnn_helpers.files import write_whole
from cnn_helpers.pretrained.trained_weights import packed, unpack
from cnn_helpers.training.batches import untuned
from cnn_helpers.training.checkpoint import Checkpoint
from cnn_helpers.training.machine import core_seconds, has_bfloat16, machine
from cnn_helpers.training.recipe import Recipe


class Moment(NamedTuple):
    """What a training does now.

    stage: "data", "training", "scores", or "set aside" when a checkpoint was found that it cannot go on from;
    done, of: steps of this epoch; loss: of the epoch so far.
    """

    stage: str
    done: int = 0
    of: int = 0
    epoch: int = 0
    epochs: int = 0
    loss: float = float("nan")


def train(
    recipe: Recipe,
    folder: Path,
    minutes: float | None = None,
    resume: bool = True,
    watch: Callable[[Moment], None] = lambda moment: None,
) -> dict[str, Any] | None:
    """Follow a recipe and write NAME.npz and NAME.json; return the log, or None when the time was up before.

    folder: a pathlib.Path, where NAME.checkpoint.npz is kept while the training runs: one that was stopped goes
    on from it and ends with the same weights as if it had not been. minutes: no epoch is begun that would
    end later; resume: False begins anew; watch: is called with each Moment.
    Raises ValueError for minutes that are not above 0.
    """
    if minutes is not None and not minutes > 0:
        raise ValueError(f"minutes is {minutes}; a number above 0 is needed")
    began, cores_began = time.perf_counter(), core_seconds()
    folder.mkdir(parents=True, exist_ok=True)
    checkpoint = Checkpoint(folder / f"{recipe.name}.checkpoint.npz", recipe.version)
    if not resume:
        checkpoint.remove()
    watch(Moment("data"))
    source = recipe.data(recipe.seed, recipe.examples)
    model, precision = _compiled(recipe, steps=len(source.epoch(0)))
    state = checkpoint.restore(model) or {"epochs": [], "sessions": 0, "seconds": 0.0, "core_seconds": 0.0}
    if checkpoint.set_aside:
        watch(Moment("set aside"))
    state["sessions"] += 1
    before = {name: state[name] for name in ("seconds", "core_seconds")}
    for epoch in range(len(state["epochs"]), recipe.epochs):
        start = time.perf_counter()
        longest = max((line["seconds"] for line in state["epochs"]), default=0.0)
        if minutes is not None and start - began + longest > 60 * minutes:
            return None
        told = _Told(watch, epoch, recipe.epochs)
        losses = model.fit(untuned(source.epoch(epoch)), shuffle=False, verbose=0, callbacks=[told]).history
        line = {name: round(values[-1], 5) for name, values in losses.items()}
        state["epochs"].append({"epoch": epoch + 1, **line, "seconds": round(time.perf_counter() - start, 2)})
        # From the beginning of the session, so that they hold the making of the data.
        state["seconds"] = round(before["seconds"] + time.perf_counter() - began, 1)
        state["core_seconds"] = round(before["core_seconds"] + core_seconds() - cores_began, 1)
        checkpoint.save(model, state)
    log = _finished(recipe, folder, model, state, precision, watch)
    checkpoint.remove()
    return log


def _compiled(recipe: Recipe, steps: int) -> tuple[keras.Model, str]:
    keras.utils.set_random_seed(recipe.seed)
    precision = recipe.precision if has_bfloat16() else "float32"
    with _policy(precision):
        model = recipe.network()
    recipe.prepare(model, steps * recipe.epochs)
    return model, precision


@contextmanager
def _policy(name: str) -> Iterator[None]:
    before = keras.config.dtype_policy()
    keras.config.set_dtype_policy(name)
    try:
        yield
    finally:
        keras.config.set_dtype_policy(before)


class _Told(keras.callbacks.Callback):
    """Tell the watcher after every step."""

    def __init__(self, watch: Callable[[Moment], None], epoch: int, epochs: int) -> None:
        super().__init__()
        self.watch, self.epoch, self.epochs = watch, epoch, epochs

    def on_train_batch_end(self, batch: int, logs: dict[str, float]) -> None:
        of = self.params["steps"] or 0
        self.watch(Moment("training", batch + 1, of, self.epoch + 1, self.epochs, float(logs["loss"])))


def _finished(
    recipe: Recipe,
    folder: Path,
    model: keras.Model,
    state: dict[str, Any],
    precision: str,
    watch: Callable[[Moment], None],
) -> dict[str, Any]:
    """Write the weights and the log; the scores are those of the weights as they were written."""
    watch(Moment("scores"))
    content = packed(model)
    log = {
        "recipe": recipe.name,
        "makes": recipe.makes,
        **state,
        "examples": recipe.examples,
        "test_examples": recipe.test_examples,
        "seed": recipe.seed,
        "precision": precision,
        "settings": recipe.settings,
        "parameters": model.count_params(),
        "bytes": len(content),
        "sha256": {
            "recipe": recipe.code_hash,
            "data": recipe.data_hash,
            "weights": hashlib.sha256(content).hexdigest(),
        },
        **machine(),
    }
    shipped = unpack(content, recipe.network())
    log["scores"] = recipe.evaluate(shipped, recipe.test_examples)
    log["baseline"] = recipe.baseline(recipe.test_examples)
    write_whole(folder / f"{recipe.name}.npz", content)
    write_whole(
        folder / f"{recipe.name}.json", (json.dumps(log, indent=1, ensure_ascii=False) + "\n").encode()
    )
    return log
