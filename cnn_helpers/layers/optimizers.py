"""Gradient descent and its three descendants, as small objects that move parameters in place.

`optimizer.step(params, grads)` takes two dictionaries with the same keys, name -> array, and keeps its
averages by name.
"""

from abc import ABC, abstractmethod

import numpy as np
from numpy.typing import NDArray


def _positive(**numbers: float) -> None:
    for name, value in numbers.items():
        if not (np.isfinite(value) and value > 0):
            raise ValueError(f"{name} is {value!r}; a positive number is needed")


def _share(**numbers: float) -> None:
    for name, value in numbers.items():
        if not 0 <= value < 1:
            raise ValueError(f"{name} is {value!r}; a number from 0 up to but not including 1 is needed")


class Optimizer(ABC):
    """What the four share: checks, and a dictionary of averages for each parameter."""

    def __init__(self, learning_rate: float) -> None:
        _positive(learning_rate=learning_rate)
        self.learning_rate = learning_rate
        self.steps = 0
        self.averages: dict[tuple[str, str], NDArray] = {}

    def step(self, params: dict[str, NDArray], grads: dict[str, NDArray]) -> None:
        """Move every array of `params` in place, by its gradient of the same name and shape.

        Raises ValueError, before anything moves, for names or shapes that differ or whole-number parameters.
        """
        if set(params) != set(grads):
            raise ValueError(
                f"params has the names {sorted(params)} and grads {sorted(grads)}; they must be equal"
            )
        for name, parameter in params.items():
            if not isinstance(parameter, np.ndarray) or parameter.dtype.kind != "f":
                raise ValueError(f"the parameter {name} is not an array of floating point numbers")
            if parameter.shape != np.shape(grads[name]):
                raise ValueError(
                    f"the gradient of {name} has shape {np.shape(grads[name])}; {parameter.shape} is needed"
                )
        self.steps += 1
        for name, parameter in params.items():
            gradient = np.asarray(grads[name], parameter.dtype)
            parameter -= self.learning_rate * self.direction(name, gradient)

    @abstractmethod
    def direction(self, name: str, gradient: NDArray) -> NDArray:
        """Return what the learning rate is multiplied with, for a parameter by name and its gradient."""

    def _average(self, kind: str, name: str, value: NDArray, beta: float) -> NDArray:
        """Return the running average beta * old + (1 - beta) * value, which starts at zero."""
        old = self.averages.get((kind, name), np.zeros_like(value))
        self.averages[kind, name] = beta * old + (1 - beta) * value
        return self.averages[kind, name]


class SGD(Optimizer):
    """Gradient descent: W -= learning_rate * dW; batch, mini-batch or stochastic is the choice of who calls.

    >>> params = {"W": np.array([1.0])}
    >>> SGD(0.1).step(params, {"W": np.array([2.0])})
    >>> params["W"]
    array([0.8])
    """

    def __init__(self, learning_rate: float = 0.01) -> None:
        super().__init__(learning_rate)

    def direction(self, name: str, gradient: NDArray) -> NDArray:
        """Return the gradient itself."""
        return gradient


class Momentum(Optimizer):
    """Gradient descent along the running average v = beta v + (1 - beta) dW.

    Keras' SGD(momentum) leaves (1 - beta) out: for equal steps its learning rate is (1 - beta) times ours.
    Raises ValueError for beta outside [0, 1). Source: Polyak (1964).

    >>> params = {"W": np.array([1.0])}
    >>> Momentum(0.1, beta=0.9).step(params, {"W": np.array([2.0])})
    >>> params["W"]
    array([0.98])
    """

    def __init__(self, learning_rate: float = 0.01, beta: float = 0.9) -> None:
        super().__init__(learning_rate)
        _share(beta=beta)
        self.beta = beta

    def direction(self, name: str, gradient: NDArray) -> NDArray:
        """Return the average gradient."""
        return self._average("v", name, gradient, self.beta)


class RMSprop(Optimizer):
    """Divides the gradient by the root of its running mean square, s = beta s + (1 - beta) dW**2.

    W -= learning_rate * dW / (sqrt(s) + epsilon); Keras puts epsilon inside the root.
    Raises ValueError for beta outside [0, 1).
    Source: Hinton, Neural networks for machine learning (2012), lecture 6e.

    >>> params = {"W": np.array([1.0])}
    >>> RMSprop(0.1, beta=0.75).step(params, {"W": np.array([2.0])})
    >>> params["W"].round(4)
    array([0.8])
    """

    def __init__(self, learning_rate: float = 0.001, beta: float = 0.9, epsilon: float = 1e-8) -> None:
        super().__init__(learning_rate)
        _share(beta=beta)
        _positive(epsilon=epsilon)
        self.beta, self.epsilon = beta, epsilon

    def direction(self, name: str, gradient: NDArray) -> NDArray:
        """Return the gradient over its root mean square."""
        s = self._average("s", name, gradient**2, self.beta)
        return gradient / (np.sqrt(s) + self.epsilon)


class Adam(Optimizer):
    """Momentum's average over RMSprop's root, both corrected for their start at zero.

    v = beta1 v + (1 - beta1) dW, s = beta2 s + (1 - beta2) dW**2, after t steps divided by 1 - beta**t, and
    W -= learning_rate * v / (sqrt(s) + epsilon). Keras adds its epsilon to the root before the correction
    (the paper's "epsilon hat"), which differs only where gradients are about as small as epsilon.
    Raises ValueError for a beta outside [0, 1). Source: Kingma and Ba, Adam (2015), algorithm 1.

    >>> params = {"W": np.array([1.0, 1.0])}
    >>> Adam(0.1).step(params, {"W": np.array([2.0, -0.002])})
    >>> params["W"].round(4)  # the first step has the size of the learning rate, whatever the gradient's
    array([0.9, 1.1])
    """

    def __init__(
        self, learning_rate: float = 0.001, beta1: float = 0.9, beta2: float = 0.999, epsilon: float = 1e-8
    ) -> None:
        super().__init__(learning_rate)
        _share(beta1=beta1, beta2=beta2)
        _positive(epsilon=epsilon)
        self.beta1, self.beta2, self.epsilon = beta1, beta2, epsilon

    def direction(self, name: str, gradient: NDArray) -> NDArray:
        """Return the corrected average over the corrected root mean square."""
        v = self._average("v", name, gradient, self.beta1) / (1 - self.beta1**self.steps)
        s = self._average("s", name, gradient**2, self.beta2) / (1 - self.beta2**self.steps)
        return v / (np.sqrt(s) + self.epsilon)
