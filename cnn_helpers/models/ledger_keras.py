"""The ledger's rows for a Keras model, by walking through its graph from the inputs to the outputs."""

from dataclasses import dataclass
from math import prod

import keras

from cnn_helpers.models.ledger_row import Row
from cnn_helpers.models.receptive_field import Sight, join
from cnn_helpers.tensor_types import Tensor

# What a layer does to the sight of a unit, and how its products are counted, by the name of its Keras class.
SAME = {
    "Activation", "ActivityRegularization", "AlphaDropout", "BatchNormalization", "Cropping1D", "Cropping2D",
    "Cropping3D", "Dropout", "ELU", "GaussianDropout", "GaussianNoise", "Identity", "LayerNormalization",
    "LeakyReLU", "Normalization", "PReLU", "ReLU", "Relu", "Relu6", "Rescaling", "Sigmoid", "Silu", "Softmax",
    "SpatialDropout1D", "SpatialDropout2D", "SpatialDropout3D", "Tanh", "UnitNormalization", "ZeroPadding1D",
    "ZeroPadding2D", "ZeroPadding3D", "RandomBrightness", "RandomContrast", "RandomCrop", "RandomFlip",
    "RandomRotation", "RandomShear", "RandomTranslation", "RandomZoom",
}  # fmt: skip
CONV = {
    "Conv1D", "Conv2D", "Conv3D", "DepthwiseConv1D", "DepthwiseConv2D", "SeparableConv1D", "SeparableConv2D",
}  # fmt: skip
TRANSPOSED = {"Conv1DTranspose", "Conv2DTranspose", "Conv3DTranspose"}
POOL = {f"{kind}Pooling{n}D" for kind in ("Max", "Average") for n in (1, 2, 3)}
GLOBAL_POOL = {f"Global{kind}" for kind in POOL}
UPSAMPLING = {"UpSampling1D", "UpSampling2D", "UpSampling3D"}
MERGE = {"Add", "Average", "Concatenate", "Maximum", "Minimum", "Multiply", "Subtract"}
VIEWS = {"Flatten", "Reshape"}
OURS = {"SpaceToDepth", "DarknetReorg"}
KNOWN = (
    SAME | CONV | TRANSPOSED | POOL | GLOBAL_POOL | UPSAMPLING | MERGE | VIEWS | {"Dense", "Embedding"} | OURS
)


@dataclass
class Seen:
    """A tensor of the graph: its shape without the axis of examples, and the sights (None: unknown)."""

    shape: tuple[int, ...]
    sights: list[Sight] | None


def rows_of_keras(model: keras.Model) -> tuple[list[tuple[int, ...]], list[Row]]:
    """Return the shapes of the model's inputs and one Row for every use of a layer.

    Raises ValueError for a model without a graph, or with an axis of unknown length.
    """
    shapes = [_shape(tensor, "an input") for tensor in _graph(model).inputs]
    inputs = [Seen(shape, [Sight.of_input(n) for n in shape[:-1]]) for shape in shapes]
    rows: list[Row] = []
    _walk(model, inputs, "", set(), rows)
    return shapes, rows


def _graph(model: keras.Model) -> keras.Function:
    """Return the functional graph of a model."""
    if isinstance(model, keras.Sequential):
        if not model.built:
            raise ValueError(f"the model {model.name!r} is not built; begin it with keras.Input(shape)")
        model = model._functional
    if not isinstance(model, keras.Function):
        raise ValueError(
            f"{model.name!r} is a {type(model).__name__} without a graph; "
            "a model made by keras.Sequential or keras.Model(inputs, outputs) is needed"
        )
    return model


def _shape(tensor: Tensor, what: str) -> tuple[int, ...]:
    shape = tuple(tensor.shape[1:])
    if None in shape:
        raise ValueError(
            f"{what} has shape {shape}; axes of known length are needed: build with a fixed size"
        )
    return shape


def _walk(
    model: keras.Model, inputs: list[Seen], prefix: str, counted: set[int], rows: list[Row]
) -> list[Seen]:
    """Append the rows of a model whose inputs are given, and return what its outputs see."""
    graph = _graph(model)
    seen = {id(tensor): known for tensor, known in zip(graph.inputs, inputs, strict=True)}
    order = {
        id(operation): place for place, operation in enumerate(graph.operations)
    }  # as model.summary() has it
    for depth in sorted(graph._nodes_by_depth, reverse=True):
        for node in sorted(graph._nodes_by_depth[depth], key=lambda node: order[id(node.operation)]):
            if node.is_input:
                continue
            layer = node.operation
            sources = [seen[id(tensor)] for tensor in node.input_tensors]
            if isinstance(layer, keras.Model):
                outputs = _walk(layer, sources, f"{prefix}{layer.name}/", counted, rows)
            else:
                name = prefix + layer.name
                shapes = [_shape(tensor, f"the output of {name}") for tensor in node.outputs]
                rows.append(_row(name, layer, sources, shapes, counted))
                outputs = [Seen(shape, _sights(layer, sources, shape)) for shape in shapes]
                rows[-1].receptive_field = _pixels(outputs[0].sights)
            seen.update((id(tensor), known) for tensor, known in zip(node.outputs, outputs, strict=True))
    return [seen[id(tensor)] for tensor in graph.outputs]


def _row(
    name: str, layer: keras.Operation, sources: list[Seen], shapes: list[tuple[int, ...]], counted: set[int]
) -> Row:
    fresh = [weight for weight in getattr(layer, "weights", []) if id(weight) not in counted]
    counted.update(map(id, fresh))
    trainable = set(map(id, getattr(layer, "trainable_weights", [])))
    return Row(
        name=name,
        kind=type(layer).__name__,
        output_shape=shapes[0],
        parameters=sum(prod(weight.shape) for weight in fresh),
        trainable=sum(prod(weight.shape) for weight in fresh if id(weight) in trainable),
        multiply_adds=_multiply_adds(layer, sources, shapes[0]),
        # a flattened map is the same numbers under another shape: they are counted where they arise
        activations=0 if _kind(layer) in VIEWS else sum(map(prod, shapes)),
        receptive_field=None,
    )


def _kind(layer: keras.Operation) -> str | None:
    """Return the name of the class, Keras' or ours, that the ledger knows the layer by, or None."""
    for base in type(layer).__mro__:
        if base.__name__ in KNOWN and base.__module__.partition(".")[0] in ("keras", "cnn_helpers"):
            return base.__name__
    return None


def _multiply_adds(layer: keras.Operation, sources: list[Seen], shape: tuple[int, ...]) -> int | None:
    """Return the products of weights and activations for one example, or None if the kind is unknown."""
    kind = _kind(layer)
    if kind is None:
        return None
    if kind in ("SeparableConv1D", "SeparableConv2D"):
        return prod(shape[:-1]) * (prod(layer.depthwise_kernel.shape) + prod(layer.pointwise_kernel.shape))
    if kind in CONV or kind == "Dense":
        return prod(shape[:-1]) * prod(layer.kernel.shape)
    if kind in TRANSPOSED:  # every input number is multiplied by the whole kernel, what is cropped included
        return prod(sources[0].shape[:-1]) * prod(layer.kernel.shape)
    return 0


def _sights(layer: keras.Operation, sources: list[Seen], shape: tuple[int, ...]) -> list[Sight] | None:
    """Return what a unit of the layer's output sees along each axis of the input, or None if that is unknown."""
    kind = _kind(layer)
    if getattr(layer, "data_format", None) == "channels_first":
        raise ValueError(f"{layer.name} has its channels first; data_format='channels_last' is needed")
    known = [source.sights for source in sources if source.sights is not None]
    if kind is None or len(known) < len(sources):
        return None
    source, sights = sources[0], known[0]
    if kind in SAME or kind == "Dense":
        return sights
    if kind == "Embedding":
        return [Sight.of_input(n) for n in source.shape]
    if kind in MERGE:
        return _joined(known, [source.shape for source in sources], shape)
    if kind in VIEWS:
        return _reshaped(sights, source.shape, shape)
    if kind == "DarknetReorg":  # numbers of one place come from two rows, at an edge from opposite sides
        return None
    lengths = source.shape[:-1]
    if len(sights) != len(lengths):
        return None
    if kind in GLOBAL_POOL:
        return [sight.everything(n) for sight, n in zip(sights, lengths, strict=True)]
    return [_after(layer, kind, axis, sight) for axis, sight in enumerate(sights)]


def _after(layer: keras.Operation, kind: str, axis: int, sight: Sight) -> Sight:
    """Return the sight along one axis after a layer that slides a window, or upsamples."""
    if kind in UPSAMPLING:
        size = layer.size if isinstance(layer.size, int) else layer.size[axis]
        if getattr(layer, "interpolation", "nearest") == "nearest":
            return sight.transposed(size, size)
        return sight.transposed(2 * size - size % 2, size)  # a triangle of weights blends two neighbours
    if kind in POOL:
        return sight.window(layer.pool_size[axis], layer.strides[axis])
    if kind == "SpaceToDepth":
        return sight.window(layer.block, layer.block)
    f = (layer.kernel_size[axis] - 1) * layer.dilation_rate[axis] + 1
    return (sight.transposed if kind in TRANSPOSED else sight.window)(f, layer.strides[axis])


def _joined(
    sights: list[list[Sight]], shapes: list[tuple[int, ...]], shape: tuple[int, ...]
) -> list[Sight] | None:
    """Return the widest sight along each axis over all paths; vectors and maps may meet in a gate."""
    axes = len(sights[0])
    if any(len(path) != axes for path in sights):
        return None
    if any(len(before) - 1 != axes for before in shapes):
        return [join([path[axis] for path in sights], [1] * len(sights), 1) for axis in range(axes)]
    return [
        join([path[axis] for path in sights], [before[axis] for before in shapes], shape[axis])
        for axis in range(axes)
    ]


def _reshaped(sights: list[Sight], before: tuple[int, ...], shape: tuple[int, ...]) -> list[Sight] | None:
    """Return the sights after numbers were put in another shape."""
    lengths = before[:-1]
    if len(sights) != len(lengths):  # a vector already: each of its units sees the same
        return sights
    if len(shape) == 1:
        return [sight.everything(n) for sight, n in zip(sights, lengths, strict=True)]
    # positions stay together if the channels do
    return sights if shape[-1] == before[-1] else None


def _pixels(sights: list[Sight] | None) -> tuple[int, ...] | None:
    return None if sights is None else tuple(sight.pixels for sight in sights)
