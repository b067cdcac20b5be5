"""Losses for a class at every pixel: cross-entropy counts pixels, Dice counts overlap, so that small classes weigh too.

Both take logits; they are written with keras.ops and give a float32 number whatever the logits' type is.
"""

from keras import ops

from cnn_helpers.tensor_types import Tensor, TensorLike


def pixel_cross_entropy(
    y_true: TensorLike, logits: TensorLike, class_weights: TensorLike | None = None
) -> Tensor:
    """Return the mean over all pixels of -log(softmax(logits)[y_true]).

    y_true: (m, n_H, n_W) whole numbers; logits: (m, n_H, n_W, C); class_weights: (C,), how much a pixel of each
    class counts; the sum is divided by the sum of its pixels' weights, so that twice all weights changes nothing.
    Raises ValueError for shapes that do not fit. Source: Ronneberger, Fischer and Brox (2015), section 3.

    >>> float(pixel_cross_entropy([[[0, 1]]], [[[[0.0, 0.0], [0.0, 0.0]]]]))  # log 2: two classes, as likely
    0.6931471824645996
    """
    y_true, logits = _pixels(y_true, logits)
    targets = ops.one_hot(y_true, logits.shape[-1])
    surprise = -ops.sum(targets * ops.log_softmax(logits), axis=-1)
    if class_weights is None:
        return ops.mean(surprise)
    per_class = ops.convert_to_tensor(class_weights, "float32")
    if tuple(per_class.shape) != (logits.shape[-1],):
        raise ValueError(
            f"class_weights have shape {tuple(per_class.shape)}; ({logits.shape[-1]},) is needed"
        )
    weights = ops.sum(targets * per_class, axis=-1)
    return ops.sum(weights * surprise) / ops.sum(weights)


def soft_dice_loss(y_true: TensorLike, logits: TensorLike, smooth: float = 1.0) -> Tensor:
    """Return 1 minus the mean over the classes of the soft Dice score, counted over the whole batch.

    The score of a class is (2 sum p t + smooth) / (sum p + sum t + smooth), with p its probability and t its truth,
    0 or 1, at a pixel: 1 for a perfect answer, near 0 for none. `smooth` keeps a class that nowhere occurs finite.
    y_true: (m, n_H, n_W) whole numbers; logits: (m, n_H, n_W, C). Raises ValueError for shapes that do not fit.
    Source: Milletari, Navab and Ahmadi, V-Net (2016), section 3, with plain sums instead of squares below the line.

    >>> sure = [[[[30.0, 0.0], [0.0, 30.0]]]]  # logits of two pixels, two classes
    >>> round(float(soft_dice_loss([[[0, 1]]], sure)), 4), round(float(soft_dice_loss([[[1, 0]]], sure)), 4)
    (0.0, 0.6667)
    """
    y_true, logits = _pixels(y_true, logits)
    p, t = ops.softmax(logits), ops.one_hot(y_true, logits.shape[-1])
    axes = (0, 1, 2)
    overlap, size = ops.sum(p * t, axis=axes), ops.sum(p, axis=axes) + ops.sum(t, axis=axes)
    return 1 - ops.mean((2 * overlap + smooth) / (size + smooth))


def cross_entropy_and_dice(
    y_true: TensorLike, logits: TensorLike, dice_weight: float = 1.0, class_weights: TensorLike | None = None
) -> Tensor:
    """Return pixel_cross_entropy plus dice_weight times soft_dice_loss.

    Raises ValueError as they do. Source: Isensee et al., nnU-Net (2021), methods, "fixed parameters".

    >>> round(float(cross_entropy_and_dice([[[0, 1]]], [[[[0.0, 0.0], [0.0, 0.0]]]])), 4)  # 0.6931 + 1 - 2/3
    1.0265
    """
    return pixel_cross_entropy(y_true, logits, class_weights) + dice_weight * soft_dice_loss(y_true, logits)


def _pixels(y_true: TensorLike, logits: TensorLike) -> tuple[Tensor, Tensor]:
    y_true, logits = ops.cast(y_true, "int32"), ops.cast(logits, "float32")
    if len(logits.shape) != 4 or tuple(y_true.shape) != tuple(logits.shape[:3]):
        raise ValueError(
            f"y_true has shape {tuple(y_true.shape)} and logits {tuple(logits.shape)}; "
            "(m, n_H, n_W) and (m, n_H, n_W, C) are needed"
        )
    return y_true, logits
