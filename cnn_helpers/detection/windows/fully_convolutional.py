"""Dense layers turned into convolutions, so that a classifier of windows looks at all windows of an image at once."""

import keras
import numpy as np
from keras import layers

SLIDING = (layers.Conv2D, layers.MaxPooling2D, layers.AveragePooling2D)
PIXELWISE = (layers.ReLU, layers.LeakyReLU, layers.ELU, layers.Activation, layers.Softmax, layers.Rescaling,
             layers.BatchNormalization)  # fmt: skip
SILENT = (layers.Dropout, layers.SpatialDropout2D, layers.GaussianNoise)  # do nothing once trained
GLOBAL = {
    layers.GlobalAveragePooling2D: layers.AveragePooling2D,
    layers.GlobalMaxPooling2D: layers.MaxPooling2D,
}


def as_convolutional(
    model: keras.Model, input_shape: tuple[int | None, int | None, int] | None = None
) -> keras.Model:
    """Return a classifier of windows as a network of convolutions, which answers for every window of an image.

    model: a Keras model that is a chain of layers from windows (m, n_H, n_W, n_C) to vectors (m, classes);
    input_shape: of the images, (n_H, n_W, n_C), by default of any size. A dense layer on an f x f map becomes a
    convolution with f x f filters, any later one a 1x1 convolution; the weights are copied.
    -> a model to (m, rows, columns, classes): answer (i, j) is the classifier's for the window whose first pixel
    is stride * (i, j), stride being that of all convolutions and poolings together (`window_stride`).
    Raises ValueError for a model with branches, layers it has no convolution for, and padding (at its border a
    window is padded with zeros where the image goes on, so the answers could not be equal), and for smaller images.
    Source: Sermanet et al., OverFeat (2014), section 3.5; Long, Shelhamer and Darrell (2015), section 3.1.

    >>> lecture = keras.Sequential([keras.Input((14, 14, 3)), layers.Conv2D(16, 5, activation="relu"),
    ...     layers.MaxPooling2D(2), layers.Flatten(), layers.Dense(400, activation="relu"),
    ...     layers.Dense(400, activation="relu"), layers.Dense(4, activation="softmax")])
    >>> [as_convolutional(lecture, (n, n, 3)).output_shape[1:] for n in (14, 16, 28)]
    [(1, 1, 4), (2, 2, 4), (8, 8, 4)]
    """
    chain, (n_H, n_W, n_C) = _chain(model), model.input_shape[1:]
    if input_shape is None:
        input_shape = None, None, n_C
    elif len(input_shape) != 3 or input_shape[0] < n_H or input_shape[1] < n_W or input_shape[2] != n_C:
        raise ValueError(
            f"input_shape is {input_shape}; images of at least one window, {(n_H, n_W, n_C)}, are needed"
        )
    inputs = X = keras.Input(input_shape)
    for layer, shape, flattened in chain:
        copied = _converted(layer, shape, flattened)
        if copied is not None:
            X = copied(X)
            weights = layer.get_weights()
            if isinstance(layer, layers.Dense):
                weights[0] = weights[0].reshape(copied.kernel.shape)
            copied.set_weights(weights)
    return keras.Model(inputs, X, name=f"convolutional_{model.name}")


def window_stride(model: keras.Model) -> tuple[int, int]:
    """Return how many pixels apart the windows of `as_convolutional(model)` are: (rows, columns).

    Raises ValueError for models that `as_convolutional` refuses.

    >>> layers_ = [keras.Input((14, 14, 3)), layers.Conv2D(8, 5, 2), layers.MaxPooling2D(2), layers.Flatten()]
    >>> window_stride(keras.Sequential([*layers_, layers.Dense(4)]))
    (4, 4)
    """
    strides = [layer.strides for layer, _, _ in _chain(model) if isinstance(layer, SLIDING)]
    rows, columns = np.prod([(1, 1), *strides], axis=0)
    return int(rows), int(columns)


def _chain(model: keras.Model) -> list[tuple[keras.layers.Layer, tuple[int, ...], tuple[int, ...] | None]]:
    """Return the layers from input to output, each with its input's shape and the map that was flattened to it."""
    if (
        not isinstance(model, keras.Model)
        or not model.built
        or len(model.inputs) != 1
        or len(model.outputs) != 1
    ):
        raise ValueError(
            f"the model is {model!r}; a built Keras model with one input and one output is needed"
        )
    steps, tensor = [], model.outputs[0]
    while True:
        operation, node_index, _ = tensor._keras_history
        if isinstance(operation, layers.InputLayer):
            break
        sources = operation._inbound_nodes[node_index].input_tensors
        if len(sources) != 1:
            raise ValueError(f"{operation.name} joins {len(sources)} branches; a chain of layers is needed")
        (tensor,) = sources
        steps.append((operation, tuple(tensor.shape[1:])))
    if len(tensor.shape) != 4 or None in tensor.shape[1:]:
        raise ValueError(
            f"the input has shape {tensor.shape}; windows (m, n_H, n_W, n_C) of one size are needed"
        )
    chain, flattened = [], None
    for layer, shape in reversed(steps):
        if isinstance(layer, layers.Flatten):
            flattened = shape
        chain.append((layer, shape, flattened))
        if isinstance(layer, layers.Dense):
            flattened = None
    if flattened is not None or len(model.output_shape) != 2:
        raise ValueError(
            f"{model.name} answers with {model.output_shape}; a vector for each window is needed, from a dense layer "
            "or global pooling"
        )
    for step in chain:
        _converted(*step)  # refuses
    return chain


def _converted(
    layer: keras.layers.Layer, shape: tuple[int, ...], flattened: tuple[int, ...] | None
) -> keras.layers.Layer | None:
    """Return a layer for maps of any size that does what `layer` does to a window's; None if it does nothing."""
    kind, config = type(layer), layer.get_config() | {"name": layer.name}
    if kind is layers.Flatten or kind in SILENT:
        return None
    if flattened is not None and kind is not layers.Dense:
        raise ValueError(f"{layer.name} stands between Flatten and Dense; only Dropout may")
    if kind is layers.Dense:
        size = flattened[:2] if flattened is not None else 1
        return layers.Conv2D(
            layer.units, size, activation=layer.activation, use_bias=layer.use_bias, name=layer.name
        )
    if kind in GLOBAL:
        return GLOBAL[kind](shape[:2], strides=1, name=layer.name)
    if getattr(layer, "data_format", "channels_last") != "channels_last":
        raise ValueError(f"{layer.name} has its channels first; data_format='channels_last' is needed")
    if kind in SLIDING:
        _without_padding(layer, shape)
        return kind.from_config(config | {"padding": "valid"})
    if kind in PIXELWISE and getattr(layer, "axis", -1) in (-1, len(shape)):
        return kind.from_config(config)
    raise ValueError(f"{layer.name} is a {kind.__name__}; there is no convolution for it here")


def _without_padding(layer: keras.layers.Layer, shape: tuple[int, ...]) -> None:
    sizes = layer.kernel_size if isinstance(layer, layers.Conv2D) else layer.pool_size
    dilations = getattr(layer, "dilation_rate", (1, 1))
    spans = [(f - 1) * d + 1 for f, d in zip(sizes, dilations, strict=True)]
    padded = any((-(-n // s) - 1) * s + f > n for n, f, s in zip(shape, spans, layer.strides, strict=False))
    if layer.padding != "valid" and padded:
        raise ValueError(
            f"{layer.name} pads a window of {shape[0]}x{shape[1]} with zeros, where the image goes on; "
            "padding='valid' is needed"
        )
