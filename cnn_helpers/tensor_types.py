"""Names for tensors in annotations. TensorFlow and Keras ship no types, so that a type checker takes theirs for Any."""

from typing import TYPE_CHECKING, TypeAlias, Union

from numpy.typing import ArrayLike

if TYPE_CHECKING:
    import keras
    import tensorflow as tf

# A tensor of numbers, or what stands for one while a model is built.
Tensor: TypeAlias = Union["tf.Tensor", "keras.KerasTensor"]
# What keras.ops.convert_to_tensor takes.
TensorLike: TypeAlias = Tensor | ArrayLike
