"""The triplet loss: a picture must lie nearer to another of its person than to anybody else's, by a margin."""

from collections.abc import Sequence

from keras import ops
from numpy.typing import NDArray

from cnn_helpers.faces.checks import equal_vectors, not_negative
from cnn_helpers.tensor_types import Tensor, TensorLike


def triplet_loss(y_true: object, y_pred: Sequence[TensorLike] | NDArray, alpha: float = 0.2) -> Tensor:
    """Return the triplet loss of a batch, summed: max(|a - p|² - |a - n|² + alpha, 0); a scalar tensor.

    y_true: not used (Keras hands it to every loss); y_pred: (anchor, positive, negative), each (m, d); alpha:
    the margin, at least 0. Raises ValueError for other counts and shapes, and for a negative margin.
    Source: Schroff, Kalenichenko and Philbin, FaceNet (2015), equation 3.

    >>> anchor, positive, negative = [[0.0, 0.0]], [[0.6, 0.0]], [[0.0, 0.5]]
    >>> round(float(triplet_loss(None, [anchor, positive, negative])), 4)  # 0.36 - 0.25 + 0.2
    0.31
    """
    anchor, positive, negative = (
        ops.convert_to_tensor(part) for part in equal_vectors("anchor, positive, negative", y_pred)
    )
    d_ap = ops.sum(ops.square(anchor - positive), axis=1)
    d_an = ops.sum(ops.square(anchor - negative), axis=1)
    return ops.sum(ops.maximum(d_ap - d_an + not_negative("alpha", alpha), 0.0))


def squared_distances(f: TensorLike, g: TensorLike) -> Tensor:
    """Return the squared distance of every vector of f to every vector of g: (m, d) and (k, d) to (m, k).

    Computed as |f|² - 2 f·g + |g|², and never below 0. Raises ValueError for vectors of unequal length.

    >>> squared_distances([[0.0, 0.0], [3.0, 0.0]], [[3.0, 4.0]]).numpy().tolist()
    [[25.0], [16.0]]
    """
    f, g = ops.convert_to_tensor(f), ops.convert_to_tensor(g)
    if len(f.shape) != 2 or len(g.shape) != 2 or f.shape[1] != g.shape[1]:
        raise ValueError(
            f"f has shape {tuple(f.shape)} and g {tuple(g.shape)}; (m, d) and (k, d) with one d are needed"
        )
    lengths_f = ops.sum(ops.square(f), axis=1, keepdims=True)
    lengths_g = ops.sum(ops.square(g), axis=1)
    return ops.maximum(lengths_f - 2 * ops.matmul(f, ops.transpose(g)) + lengths_g, 0.0)
