"""The training loop of a `Network`: shuffled mini-batches, a history, and progress to look at."""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import TYPE_CHECKING, TypeAlias

import numpy as np
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.checks import same_shape, whole_number
from cnn_helpers.layers.losses import cross_entropy_backward, cross_entropy_forward
from cnn_helpers.layers.optimizers import Adam, Optimizer
from cnn_helpers.layers.regularization import l2_cost, l2_gradient

if TYPE_CHECKING:
    from cnn_helpers.layers.network import Network


Show: TypeAlias = Callable[["History", int, int], None]  # called with the epoch and the batch, counted from 1


@dataclass
class History:
    """What a training run measured.

    batch_loss: one number a mini-batch, L2 cost included; loss, accuracy: means over each epoch, taken before
    each step;
    val_loss, val_accuracy: after each epoch, if validation data were given; seconds: of each epoch;
    interrupted: True if Ctrl-C ended the run.
    """

    batch_loss: list[float] = field(default_factory=list)
    loss: list[float] = field(default_factory=list)
    accuracy: list[float] = field(default_factory=list)
    val_loss: list[float] = field(default_factory=list)
    val_accuracy: list[float] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)
    interrupted: bool = False

    def last(self) -> str:
        """Return the last epoch's figures as text.

        >>> History(loss=[0.5], accuracy=[0.9]).last()
        'loss 0.5000  accuracy 0.900'
        """
        text = f"loss {self.loss[-1]:.4f}  accuracy {self.accuracy[-1]:.3f}"
        if self.val_accuracy:
            text += f"  val_loss {self.val_loss[-1]:.4f}  val_accuracy {self.val_accuracy[-1]:.3f}"
        return text


def mini_batches(m: int, batch_size: int, rng: np.random.Generator) -> list[NDArray]:
    """Return the positions 0 to m - 1, shuffled, in groups of batch_size; the last group takes what is left.

    >>> [len(batch) for batch in mini_batches(10, 4, np.random.default_rng(0))]
    [4, 4, 2]
    """
    whole_number("batch_size", batch_size, least=1)
    order = rng.permutation(m)
    return [order[start : start + batch_size] for start in range(0, m, batch_size)]


def _labelled(name: str, X: ArrayLike, y: ArrayLike) -> tuple[NDArray, NDArray]:
    """Return X and y as arrays, or refuse them; one look at the start is cheaper than a NaN an hour later."""
    X, y = np.asarray(X), np.asarray(y)
    if X.ndim == 0 or len(X) == 0:
        raise ValueError(f"{name} has examples of shape {X.shape}; at least one example is needed")
    same_shape(f"{name}'s labels", y, (len(X),))
    if X.dtype.kind == "f" and not np.isfinite(X).all():
        raise ValueError(f"{name} has a value that is NaN or infinite; numbers are needed")
    return X, y


@contextmanager
def _progress(shown: bool, epochs: int, batches: int) -> Iterator[Show]:
    """Give a function to call after each batch: a bar in a terminal, elsewhere a line an epoch."""
    if not shown:
        yield lambda history, epoch, batch: None
        return
    from rich.console import Console
    from rich.progress import Progress

    console = Console()
    if not console.is_terminal or console.is_jupyter:

        def line(history: History, epoch: int, batch: int) -> None:
            if batch == batches:
                print(f"epoch {epoch}/{epochs}  {history.last()}  ({history.seconds[-1]:.1f} s)", flush=True)

        yield line
        return
    with Progress(console=console) as bar:
        task = bar.add_task("training", total=epochs * batches)

        def advance(history: History, epoch: int, batch: int) -> None:
            text = history.last() if history.loss else f"loss {history.batch_loss[-1]:.4f}"
            bar.update(task, advance=1, description=f"epoch {epoch}/{epochs}  {text}")

        yield advance


def _train_step(
    network: Network, X: NDArray, y: NDArray, optimizer: Optimizer, l2: float
) -> tuple[float, int]:
    """Move the network by one mini-batch; return the loss before, and how many were classified rightly."""
    logits = network.forward(X, training=True)
    loss, cache = cross_entropy_forward(logits, y)
    weights = {name: W for name, W in network.params.items() if name.endswith(".W")} if l2 else {}
    loss = float(loss + l2_cost(weights.values(), l2))
    if np.isfinite(loss):
        network.backward(cross_entropy_backward(cache))
        grads = network.grads
        for name, W in weights.items():
            grads[name] = grads[name] + l2_gradient(W, l2)
        optimizer.step(network.params, grads)
    return loss, int((logits.argmax(axis=1) == y).sum())


def fit(
    network: Network,
    X: ArrayLike,
    y: ArrayLike,
    validation_data: tuple[ArrayLike, ArrayLike] | None = None,
    epochs: int = 10,
    batch_size: int = 32,
    optimizer: Optimizer | None = None,
    l2: float = 0.0,
    seed: int = 0,
    progress: bool = True,
) -> History:
    """Train the network on X, (m, *input_shape), with whole-number labels y, (m,), and return the History.

    validation_data: (X, y), measured after each epoch; optimizer: Adam(1e-3) if not given; l2: lambda / m,
    on the weights named W; seed: of the shuffling. Calling it again goes on from where the network stands.
    Ctrl-C ends the run, and the network keeps what it has learned. Raises ValueError for examples and labels
    that do not fit, and FloatingPointError, saying when, if the loss is no longer a number.
    """
    X, y = _labelled("the training set", X, y)
    if validation_data is not None:
        validation_data = _labelled("the validation set", *validation_data)
    whole_number("epochs", epochs, least=1)
    optimizer = Adam(1e-3) if optimizer is None else optimizer
    rng = np.random.default_rng(seed)
    history = History()
    batches_per_epoch = len(mini_batches(len(X), batch_size, np.random.default_rng(seed)))
    # overflow on the way to a NaN is reported below, once, in words
    with np.errstate(over="ignore", invalid="ignore"), _progress(progress, epochs, batches_per_epoch) as show:
        try:
            for epoch in range(1, epochs + 1):
                _fit_epoch(
                    network, X, y, validation_data, epoch, batch_size, optimizer, l2, rng, history, show
                )
        except KeyboardInterrupt:
            history.interrupted = True
    return history


def _fit_epoch(
    network: Network,
    X: NDArray,
    y: NDArray,
    validation_data: tuple[NDArray, NDArray] | None,
    epoch: int,
    batch_size: int,
    optimizer: Optimizer,
    l2: float,
    rng: np.random.Generator,
    history: History,
    show: Show,
) -> None:
    start, right, total = time.perf_counter(), 0, 0.0
    batches = mini_batches(len(X), batch_size, rng)
    for number, batch in enumerate(batches, start=1):
        loss, right_here = _train_step(network, X[batch], y[batch], optimizer, l2)
        parameters_finite = all(np.isfinite(array).all() for array in network.params.values())
        if not (np.isfinite(loss) and parameters_finite):
            raise FloatingPointError(
                f"training has diverged in epoch {epoch}, batch {number} of {len(batches)} (loss {loss:g}); "
                f"build the network again and lower the learning rate, which is {optimizer.learning_rate:g}"
            )
        history.batch_loss.append(loss)
        right += right_here
        total += loss * len(batch)
        if number < len(batches):
            show(history, epoch, number)
    history.loss.append(total / len(X))
    history.accuracy.append(right / len(X))
    history.seconds.append(time.perf_counter() - start)
    if validation_data is not None:
        val_loss, val_accuracy = network.evaluate(*validation_data)
        history.val_loss.append(val_loss)
        history.val_accuracy.append(val_accuracy)
    show(history, epoch, len(batches))
