"""Verification as a yes-or-no question: one network looks at both pictures, and a head weighs how they differ."""

import keras
from keras import layers, ops

from cnn_helpers.checks import whole_number
from cnn_helpers.faces.checks import equal_vectors
from cnn_helpers.tensor_types import Tensor, TensorLike

HEADS = ("l1", "chi_square")


def chi_square(f: TensorLike, g: TensorLike) -> Tensor:
    """Return the chi-square difference of every pair of numbers, (f - g)² / (f + g): (m, d) and (m, d) to (m, d).

    f, g: batches of vectors without negative numbers; where both are 0 the difference is 0. Raises ValueError
    for other shapes, and for negative numbers if the values are known when it is called.
    Source: Taigman, Yang, Ranzato and Wolf, DeepFace (2014), section 4.1.

    >>> chi_square([[1.0, 0.0, 0.5]], [[0.0, 0.0, 0.25]]).numpy().round(4).tolist()
    [[1.0, 0.0, 0.0833]]
    """
    f, g = (ops.convert_to_tensor(vectors) for vectors in equal_vectors("f, g", (f, g)))
    least = ops.minimum(ops.min(f), ops.min(g))
    if hasattr(least, "numpy") and float(least) < 0:
        raise ValueError(f"f and g hold numbers down to {float(least):g}; numbers of at least 0 are needed")
    both = f + g
    return ops.square(f - g) / ops.where(both > 0, both, 1.0)


def signed_parts(f: TensorLike) -> Tensor:
    """Return vectors without negative numbers that hold the same: (m, d) to (m, 2d), max(f, 0) beside max(-f, 0).

    >>> signed_parts([[0.5, -0.25]]).numpy().tolist()
    [[0.5, 0.0, 0.0, 0.25]]
    """
    f = ops.convert_to_tensor(f)
    return ops.concatenate([ops.maximum(f, 0.0), ops.maximum(-f, 0.0)], axis=-1)


def siamese_head(size: int, kind: str = "l1") -> keras.Model:
    """Return a head as a Keras model: two vectors become the probability that they are of one person.

    size: numbers in a vector; kind: "l1" for sigmoid(sum of w_k |f_k - g_k|, + b), size + 1 weights; "chi_square"
    for chi_square instead of |f - g|, on signed_parts of the vectors, 2 size + 1 weights. Input [(m, size),
    (m, size)], output (m, 1). Raises ValueError for other sizes and kinds.
    Source: Taigman et al. (2014), section 4.2.

    >>> siamese_head(128).count_params(), siamese_head(128, "chi_square").count_params()
    (129, 257)
    """
    if kind not in HEADS:
        raise ValueError(f"kind is {kind!r}; one of {', '.join(HEADS)} is needed")
    f, g = (keras.Input((whole_number("size", size, least=1),), name=name) for name in ("first", "second"))
    difference = ops.abs(f - g) if kind == "l1" else chi_square(signed_parts(f), signed_parts(g))
    same = layers.Dense(1, activation="sigmoid", name="same")(difference)
    return keras.Model([f, g], same, name=f"{kind}_head")


def siamese_network(embedding: keras.Model, kind: str = "l1") -> keras.Model:
    """Return a Siamese network: the embedding sees both pictures with the same weights, a siamese_head compares.

    embedding: a Keras model from images to vectors (m, d); kind: of the head. Input [images, images], output
    (m, 1). Training it trains the embedding too, unless that is frozen. Raises ValueError for a model that does not
    end in vectors, and for another kind.
    Source: Bromley et al., Signature verification using a Siamese time delay neural network (1993).

    >>> pixels = keras.Input((8, 8, 1))
    >>> embedding = keras.Model(pixels, layers.Dense(16)(layers.Flatten()(pixels)))
    >>> siamese_network(embedding).count_params() - embedding.count_params()
    17
    """
    shape = getattr(embedding, "output_shape", None)
    if not isinstance(shape, tuple) or len(shape) != 2 or shape[1] is None:
        raise ValueError(
            f"the embedding's output has shape {shape}; a Keras model to vectors (m, d) is needed"
        )
    first, second = (
        keras.Input(embedding.input_shape[1:], name=f"{name}_image") for name in ("first", "second")
    )
    same = siamese_head(shape[1], kind)([embedding(first), embedding(second)])
    return keras.Model([first, second], same, name="siamese")
