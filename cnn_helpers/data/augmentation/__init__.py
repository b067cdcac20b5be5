"""New training images from old ones: NumPy versions to read, Keras layers and a tf.data pipeline to use.

Boxes and masks follow the image wherever it moves. Nothing here loads TensorFlow before it is needed.
"""

from cnn_helpers.data.augmentation.chain import Augmentation
from cnn_helpers.data.augmentation.colour import colour_axes, colour_shift, pca_colour
from cnn_helpers.data.augmentation.crops import crop, random_crop, ten_crop
from cnn_helpers.data.augmentation.geometry import mirror, rotate, shear
from cnn_helpers.data.augmentation.keras_layers import keras_augmentation
from cnn_helpers.data.augmentation.moved import Augmented
from cnn_helpers.data.augmentation.pipeline import training_pipeline
from cnn_helpers.data.augmentation.warp import local_warp

__all__ = [
    "Augmentation",
    "Augmented",
    "colour_axes",
    "colour_shift",
    "crop",
    "keras_augmentation",
    "local_warp",
    "mirror",
    "pca_colour",
    "random_crop",
    "rotate",
    "shear",
    "ten_crop",
    "training_pipeline",
]
