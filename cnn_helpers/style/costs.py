"""How far a picture is from a content and from a style, measured in a network's activations.

Gradients flow through all of it. Source: Gatys, Ecker and Bethge, A neural algorithm of artistic style (2015),
sections "Methods"; the factors 1/4 are those of the course's notes.
"""

from collections.abc import Iterable, Sequence

from keras import ops

from cnn_helpers.tensor_types import Tensor, TensorLike


def compute_content_cost(a_C: TensorLike, a_G: TensorLike) -> Tensor:
    """Return sum (a_C - a_G)^2 / (4 n_H n_W n_C), how far a picture's activations are from the content's.

    a_C, a_G: (1, n_H, n_W, n_C), of one layer; -> a scalar. Raises ValueError for other shapes.

    >>> float(compute_content_cost(ops.zeros((1, 2, 2, 3)), ops.ones((1, 2, 2, 3))))
    0.25
    """
    a_C, a_G = _pair(a_C=a_C, a_G=a_G)
    return ops.sum(ops.square(a_C - a_G)) / (4 * _count(a_C))


def gram_matrix(A: TensorLike) -> Tensor:
    """Return A A^T: for each two channels, the sum over all places of the product of their activations.

    A: (n_C, n_H * n_W); -> (n_C, n_C). No mean is subtracted and nothing is divided, so it is the channels'
    uncentred second moment, unnormalised, and not their covariance. Raises ValueError for another rank.

    >>> gram_matrix([[1.0, 2.0], [3.0, 0.0]]).numpy().tolist()
    [[5.0, 3.0], [3.0, 9.0]]
    """
    A = _real(A)
    if len(A.shape) != 2:
        raise ValueError(f"A has shape {tuple(A.shape)}; (n_C, n_H * n_W) is needed")
    return ops.matmul(A, ops.transpose(A))


def gram_of_layer(a: TensorLike) -> Tensor:
    """Return the Gram matrix (n_C, n_C) of activations (1, n_H, n_W, n_C).

    >>> gram_of_layer([[[[1.0, 3.0], [2.0, 0.0]]]]).numpy().tolist()
    [[5.0, 3.0], [3.0, 9.0]]
    """
    a = _activations("a", a)
    return gram_matrix(ops.transpose(ops.reshape(a, (-1, a.shape[-1]))))


def compute_layer_style_cost(a_S: TensorLike, a_G: TensorLike) -> Tensor:
    """Return sum (G_S - G_G)^2 / (2 n_H n_W n_C)^2, the squared distance of two layers' Gram matrices.

    a_S, a_G: (1, n_H, n_W, n_C), of one layer; -> a scalar. Raises ValueError for other shapes.

    >>> float(compute_layer_style_cost([[[[1.0, 3.0], [2.0, 0.0]]]], [[[[2.0, 0.0], [1.0, 3.0]]]]))
    0.0
    """
    a_S, a_G = _pair(a_S=a_S, a_G=a_G)
    difference = gram_of_layer(a_S) - gram_of_layer(a_G)
    return ops.sum(ops.square(difference)) / (2 * _count(a_S)) ** 2


def compute_style_cost(
    style_activations: Sequence[TensorLike],
    generated_activations: Sequence[TensorLike],
    weights: Iterable[float] | None = None,
) -> Tensor:
    """Return the sum over layers of weight times `compute_layer_style_cost`.

    style_activations, generated_activations: one array (1, n_H, n_W, n_C) a layer; weights: one number of at
    least 0 a layer, equal and adding up to 1 if not given. Raises ValueError unless there are as many of each.

    >>> one, none = ops.ones((1, 1, 1, 1)), ops.zeros((1, 1, 1, 1))
    >>> float(compute_style_cost([one, one], [none, one], weights=[0.8, 0.2]))
    0.2...
    """
    count = len(style_activations)
    weights = [1 / max(count, 1)] * count if weights is None else list(weights)
    if count == 0 or len(generated_activations) != count or len(weights) != count:
        raise ValueError(
            f"{count} layers of the style, {len(generated_activations)} of the picture and {len(weights)} weights "
            "were given; as many of each, at least one, are needed"
        )
    for weight in weights:
        _not_negative("a weight", weight)
    layers = zip(weights, style_activations, generated_activations, strict=True)
    return sum(weight * compute_layer_style_cost(a_S, a_G) for weight, a_S, a_G in layers)


def total_cost(
    J_content: float | Tensor, J_style: float | Tensor, alpha: float = 10, beta: float = 40
) -> float | Tensor:
    """Return alpha J_content + beta J_style.

    alpha, beta: numbers of at least 0. Raises ValueError for others.

    >>> total_cost(2.0, 0.5)
    40.0
    """
    return _not_negative("alpha", alpha) * J_content + _not_negative("beta", beta) * J_style


def total_variation(image: TensorLike) -> Tensor:
    """Return how rough an image is: the absolute differences of neighbours, summed, over how many numbers it holds.

    image: (1, n_H, n_W, n_C); neighbours are the pixel to the right and the one below. Raises ValueError for
    another shape. Source: Rudin, Osher and Fatemi, Nonlinear total variation based noise removal (1992), with
    the two directions taken apart.

    >>> float(total_variation([[[[0.0], [1.0]], [[0.0], [1.0]]]]))
    0.5
    """
    image = _activations("image", image)
    right = ops.abs(image[:, :, 1:] - image[:, :, :-1])
    below = ops.abs(image[:, 1:] - image[:, :-1])
    return (ops.sum(right) + ops.sum(below)) / _count(image)


def _real(values: TensorLike) -> Tensor:
    """Values as a tensor of float32, or float64 if they are: a sum in half precision would lose most of itself."""
    tensor = ops.convert_to_tensor(values)
    return tensor if str(tensor.dtype).endswith("float64'>") else ops.cast(tensor, "float32")


def _activations(name: str, values: TensorLike) -> Tensor:
    tensor = _real(values)
    shape = tuple(tensor.shape)
    if len(shape) != 4 or shape[0] != 1 or 0 in shape:
        raise ValueError(f"{name} has shape {shape}; (1, n_H, n_W, n_C) is needed")
    return tensor


def _pair(**named: TensorLike) -> tuple[Tensor, Tensor]:
    (name, one), (other_name, other) = ((name, _activations(name, a)) for name, a in named.items())
    if tuple(one.shape) != tuple(other.shape):
        raise ValueError(
            f"{name} has shape {tuple(one.shape)} and {other_name} {tuple(other.shape)}; the same is needed"
        )
    return one, other


def _count(a: Tensor) -> float:
    """How many numbers a tensor of known shape holds; a float, since its square leaves int32."""
    count = 1.0
    for length in a.shape:
        count *= length
    return count


def _not_negative(name: str, value: float) -> float:
    if not value >= 0:
        raise ValueError(f"{name} is {value!r}; a number of at least 0 is needed")
    return value
