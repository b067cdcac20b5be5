"""Two ways to walk down the cost of a picture: Adam, and L-BFGS, which remembers how the slope has changed.

Both report each picture (n_H, n_W, 3) at which they have computed a gradient: see(picture, Costs).
"""

from collections.abc import Callable

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import NDArray
from scipy.optimize import minimize

from cnn_helpers.style.objective import Costs, Objective
from cnn_helpers.tensor_types import Tensor


def adam(
    objective: Objective,
    start: NDArray,
    steps: int,
    see: Callable[[NDArray, Costs], None],
    learning_rate: float = 0.03,
) -> NDArray:
    """Return the picture after some steps, each of which moves a colour by about the learning rate.

    start: (n_H, n_W, 3), from 0 to 1, and there the colours stay. see gets the start and the picture after
    every step. Source: Kingma and Ba, Adam (2015), algorithm 1.
    """
    image, take_step = adam_step(objective, start, learning_rate)
    picture = start
    for _ in range(steps):
        see(picture, Costs(*take_step().numpy().tolist()))
        picture = np.array(image.value)[0]
    see(picture, objective.costs(picture))
    return picture


def adam_step(
    objective: Objective, start: NDArray, learning_rate: float
) -> tuple[keras.Variable, Callable[[], Tensor]]:
    """Return a variable (1, n_H, n_W, 3), and a function that moves it by a step and returns what it cost before."""
    image = keras.Variable(start[np.newaxis], dtype="float32")
    optimizer = keras.optimizers.Adam(learning_rate)
    optimizer.build([image])

    @tf.function
    def step() -> Tensor:
        parts, gradient = objective.gradient(image.value)
        optimizer.apply([gradient], [image])
        image.assign(tf.clip_by_value(image.value, 0, 1))
        return parts

    return image, step.get_concrete_function()


class _Enough(Exception):
    """As many gradients as were asked for have been computed."""


def lbfgs(
    objective: Objective, start: NDArray, steps: int, see: Callable[[NDArray, Costs], None], memory: int = 10
) -> NDArray:
    """Return the best picture that so many gradients lead to.

    start: as for `adam`; steps: gradients after the one at the start, those that a line search throws away
    included, so that a step costs what one of Adam's costs; memory: how many past steps shape the next.
    Source: Liu and Nocedal, On the limited memory BFGS method for large scale optimization (1989), here as
    SciPy has it, which keeps the colours in 0 to 1.
    """
    best, lowest = start, np.inf
    left = steps + 1

    def value_and_gradient(flat: NDArray) -> tuple[float, NDArray]:
        nonlocal left, best, lowest
        picture = flat.reshape(start.shape).astype(np.float32)
        parts, gradient = objective.gradient(picture[np.newaxis])
        costs = Costs(*parts.numpy().tolist())
        see(picture, costs)
        if costs.total < lowest:
            best, lowest = picture, costs.total
        left -= 1
        if not left:
            raise _Enough
        return costs.total, gradient.numpy().astype(np.float64).ravel()

    limits = {"maxfun": steps + 1, "maxiter": steps + 1, "maxcor": memory, "ftol": 0, "gtol": 0}
    bounds = np.broadcast_to((0.0, 1.0), (start.size, 2))
    try:
        minimize(
            value_and_gradient, start.ravel(), jac=True, method="L-BFGS-B", bounds=bounds, options=limits
        )
    except _Enough:
        pass
    return best
