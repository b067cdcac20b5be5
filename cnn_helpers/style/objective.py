"""The cost of a picture, given a content and a style, with its gradient: compiled once, called at every step."""

from collections.abc import Iterable
from typing import NamedTuple

import keras
import numpy as np
import tensorflow as tf
from numpy.typing import ArrayLike, NDArray

from cnn_helpers.style.costs import compute_content_cost, gram_of_layer, total_cost, total_variation
from cnn_helpers.style.vgg import CONTENT_LAYER, STYLE_LAYERS, activations, style_features
from cnn_helpers.tensor_types import Tensor, TensorLike


class Costs(NamedTuple):
    """What a picture costs: the total, and its three parts before they are weighted."""

    total: float
    content: float
    style: float
    variation: float


class Objective:
    """J(G) = alpha J_content + beta J_style + variation TV, of a picture G against one content and one style.

    content, style: (n_H, n_W, 3), red, green, blue from 0 to 1, of any two sizes; content_layer: its name;
    style_layers: names, or {name: weight}, whose weights are scaled to add up to 1. Content and style
    cost are relative: 1 is the cost of a picture whose activations are all zero. So the weights mean the
    same for every network, layer and size. A weight of 0 leaves its term out and its layers unvisited.
    precision: of the convolutions, "float32" or "bfloat16"; costs are always float32. trained, seed: as in
    `style_features`.
    """

    def __init__(
        self,
        content: ArrayLike,
        style: ArrayLike,
        alpha: float = 1.0,
        beta: float = 100.0,
        variation: float = 5.0,
        content_layer: str = CONTENT_LAYER,
        style_layers: Iterable[str] | dict[str, float] = STYLE_LAYERS,
        precision: str = "float32",
        trained: bool = True,
        seed: int = 0,
    ) -> None:
        self.alpha, self.beta, self.variation = alpha, beta, variation
        total_cost(0, 0, alpha, beta)
        total_cost(0, 0, variation)
        weights = style_layers if isinstance(style_layers, dict) else dict.fromkeys(style_layers, 1.0)
        if beta and not (weights and all(w >= 0 for w in weights.values()) and sum(weights.values()) > 0):
            raise ValueError(f"style_layers is {style_layers!r}; layers with weights above 0 are needed")
        self.style_layers = (
            {name: w / sum(weights.values()) for name, w in weights.items() if w} if beta else {}
        )
        self.content_layers = (content_layer,) if alpha else ()
        names = (*self.content_layers, *self.style_layers)
        self.shape = (1, *np.shape(content))
        self._network = style_features(names, precision, trained, seed) if names else None
        seen = self._seen(_batch(content))
        self._contents = seen[: len(self.content_layers)]
        self._grams = [_mean_gram(a) for a in self._seen(_batch(style))[len(self.content_layers) :]]
        given = tf.TensorSpec(self.shape, tf.float32)
        self.gradient = tf.function(self._gradient).get_concrete_function(given)

    def _seen(self, image: TensorLike) -> list[Tensor]:
        return [] if self._network is None else activations(self._network, image)

    def parts(self, image: TensorLike) -> Tensor:
        """Return the four numbers of `Costs` as one tensor, for a picture (1, n_H, n_W, 3)."""
        seen = self._seen(image)
        count = len(self.content_layers)
        contents = zip(self._contents, seen[:count], strict=True)
        content = sum((_relative_content(*pair) for pair in contents), tf.zeros(()))
        layers = zip(self.style_layers.values(), self._grams, seen[count:], strict=True)
        style = sum((weight * _relative_gram(gram, a) for weight, gram, a in layers), tf.zeros(()))
        rough = total_variation(image)
        total = total_cost(content, style, self.alpha, self.beta) + self.variation * rough
        return tf.stack([total, content, style, rough])

    def _gradient(self, image: Tensor) -> tuple[Tensor, Tensor]:
        with tf.GradientTape() as tape:
            tape.watch(image)
            parts = self.parts(image)
            total = parts[0]
        return parts, tape.gradient(total, image)

    def costs(self, image: ArrayLike) -> Costs:
        """Return the Costs of a picture (n_H, n_W, 3).

        Raises ValueError for another shape than the content's.
        """
        return Costs(*self.gradient(self._right_shape(image))[0].numpy().tolist())

    def _right_shape(self, image: ArrayLike) -> NDArray:
        batch = _batch(image)
        if batch.shape != self.shape:
            raise ValueError(
                f"the picture has shape {batch.shape[1:]}; {self.shape[1:]}, as the content, is needed"
            )
        return batch


def _batch(image: ArrayLike) -> NDArray:
    return np.asarray(image, np.float32)[np.newaxis]


def _relative_content(a_C: Tensor, a_G: Tensor) -> Tensor:
    return compute_content_cost(a_C, a_G) / (compute_content_cost(a_C, keras.ops.zeros_like(a_C)) + 1e-12)


def _mean_gram(a: Tensor) -> Tensor:
    """The Gram matrix over the number of places, so that pictures of two sizes can be compared."""
    return gram_of_layer(a) / (a.shape[1] * a.shape[2])


def _relative_gram(gram_S: Tensor, a_G: Tensor) -> Tensor:
    return tf.reduce_sum((gram_S - _mean_gram(a_G)) ** 2) / (tf.reduce_sum(gram_S**2) + 1e-12)
