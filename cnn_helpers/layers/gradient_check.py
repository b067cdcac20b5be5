"""A gradient from its definition, to hold a backward pass against."""

from collections.abc import Callable
from typing import Any

import numpy as np


def numerical_gradient(f: Callable[[Any], float], params: Any, eps: float = 1e-6) -> Any:
    """Return the gradients of the number f(params) by central differences, a dictionary like `params`.

    params: name -> float64 array; each number is moved by eps both ways and put back.
    Raises ValueError for other types: in float32 the difference of two costs is mostly rounding.

    >>> numerical_gradient(lambda p: float((p["W"] ** 2).sum()), {"W": np.array([3.0])})["W"].round(6)
    array([6.])
    """
    if not eps > 0:
        raise ValueError(f"eps is {eps!r}; a positive number is needed")
    for name, parameter in params.items():
        if not isinstance(parameter, np.ndarray) or parameter.dtype != np.float64:
            kind = getattr(parameter, "dtype", type(parameter).__name__)
            raise ValueError(f"the parameter {name} is {kind}; an array of float64 is needed")
    grads = {name: np.zeros_like(parameter) for name, parameter in params.items()}
    for name, parameter in params.items():
        for index in np.ndindex(parameter.shape):
            value = parameter[index]
            parameter[index] = value + eps
            above = f(params)
            parameter[index] = value - eps
            below = f(params)
            parameter[index] = value
            grads[name][index] = (above - below) / (2 * eps)
    return grads


def gradient_check(f: Callable[[Any], float], params: Any, grads: Any, eps: float = 1e-6) -> float:
    """Return the relative error ||g - g'|| / (||g|| + ||g'||) between `grads` and central differences of f.

    f: takes `params`, returns the cost; params and grads: name -> float64 array, the same names and shapes.
    A right backward pass gives less than 1e-7, a wrong one usually more than 1e-3; two zero gradients give 0.
    Raises ValueError for names or shapes that differ, and for parameters that are not float64.

    >>> cost = lambda p: float((p["W"] ** 3).sum())
    >>> params = {"W": np.array([1.0, 2.0])}
    >>> gradient_check(cost, params, {"W": 3 * params["W"] ** 2}) < 1e-7
    True
    >>> round(gradient_check(cost, params, {"W": 2 * params["W"] ** 2}), 3)
    0.2
    """
    if set(params) != set(grads):
        raise ValueError(
            f"params has the names {sorted(params)} and grads {sorted(grads)}; they must be equal"
        )
    for name, parameter in params.items():
        if np.shape(grads[name]) != np.shape(parameter):
            raise ValueError(
                f"the gradient of {name} has shape {np.shape(grads[name])}; {np.shape(parameter)} is needed"
            )
    numerical = numerical_gradient(f, params, eps)
    g = np.concatenate([np.ravel(grads[name]) for name in params])
    g_numerical = np.concatenate([np.ravel(numerical[name]) for name in params])
    sizes = np.linalg.norm(g) + np.linalg.norm(g_numerical)
    return float(np.linalg.norm(g - g_numerical) / sizes) if sizes else 0.0
