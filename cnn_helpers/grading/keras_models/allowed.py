"""What a model's configuration may hold: layers, operations and settings of Keras itself, and nothing that runs code.

Pure data in, a sentence out: nothing here imports Keras.
"""

from __future__ import annotations

import re
from typing import Any

from ..values.keras_values import NotPlain


class Refused(NotPlain):
    """A model that cannot be judged; the text says why, in one plain sentence."""


MODELS = frozenset({"Functional", "Sequential", "Model"})
ACTIVATION_LAYERS = frozenset({"Activation", "ReLU", "LeakyReLU", "ELU", "Softmax"})
MERGES = frozenset({"Add", "Average", "Concatenate", "Maximum", "Minimum", "Multiply", "Subtract"})
NOISE = frozenset(
    "AlphaDropout Dropout GaussianDropout GaussianNoise SpatialDropout1D SpatialDropout2D SpatialDropout3D".split()
)
POOLING = frozenset(
    f"{kind}{n}D"
    for kind in ("AveragePooling", "MaxPooling", "GlobalAveragePooling", "GlobalMaxPooling")
    for n in (1, 2, 3)
)
RESHAPING = frozenset(
    ["CenterCrop", "Flatten", "Permute", "RepeatVector", "Rescaling", "Reshape", "Resizing"]
    + [f"{kind}{n}D" for kind in ("Cropping", "UpSampling", "ZeroPadding") for n in (1, 2, 3)]
)
WEIGHTED = frozenset(
    [f"{kind}{n}D{end}" for kind in ("Conv",) for n in (1, 2, 3) for end in ("", "Transpose")]
    + [f"{kind}{n}D" for kind in ("DepthwiseConv", "SeparableConv") for n in (1, 2)]
    + "Dense EinsumDense Embedding PReLU GRU LSTM SimpleRNN Bidirectional TimeDistributed".split()
    + "Attention AdditiveAttention MultiHeadAttention".split()
    + "BatchNormalization GroupNormalization LayerNormalization RMSNormalization UnitNormalization".split()
    + ["Normalization", "Dot", "Masking", "ActivityRegularization", "CategoryEncoding", "Identity"]
)
AUGMENTATION = frozenset(
    [f"Random{what}" for what in "Brightness ColorJitter Contrast Crop Erasing Flip GaussianBlur".split()]
    + [f"Random{what}" for what in "Grayscale Hue Perspective Posterization Rotation Saturation".split()]
    + [f"Random{what}" for what in "Sharpness Shear Translation Zoom".split()]
    + ["AugMix", "AutoContrast", "CutMix", "Equalization", "MixUp", "RandAugment", "Solarization"]
)
LAYERS = ACTIVATION_LAYERS | MERGES | NOISE | POOLING | RESHAPING | WEIGHTED | AUGMENTATION
UNLIKE_IN_TRAINING = NOISE | AUGMENTATION | {"BatchNormalization"}
WITHOUT_STATE = POOLING | RESHAPING  # two of them on one tensor give one result

OPERATIONS = frozenset(f"keras.src.ops.{module}" for module in ("core", "image", "math", "nn", "numpy"))
TAKE_FUNCTIONS = frozenset(
    "AssociativeScan Cond CondOp ForiLoop Map Scan Switch VectorizedMap WhileLoop".split()
)
ACTIVATIONS = frozenset(
    "celu elu exponential gelu hard_shrink hard_sigmoid hard_silu hard_tanh leaky_relu linear log_sigmoid log_softmax "
    "mish relu relu6 selu sigmoid silu soft_shrink softmax softplus softsign squareplus swish tanh tanh_shrink".split()
)
SETTINGS = re.compile(r"keras(\.src)?\.(initializers|regularizers|constraints|dtype_policies|layers)(\.|$)")
PRECISION = "precision"  # a setting of an activation layer whose numbers are not the usual float32
CODE = frozenset({"function", "__lambda__", "__bytes__", "__pickle__", "__typespec__"})
ARRAYS = frozenset({"__numpy__", "__tensor__"})


def layer(spec: dict) -> str:
    """The class of a layer that may be used. Raises Refused with the reason otherwise."""
    kind = spec.get("class_name")
    if not isinstance(kind, str):
        raise Refused("a layer without a class; build the model from Keras's own layers")
    if not _keras(spec) or spec.get("registered_name") not in (None, kind):
        raise Refused(f"it uses `{kind[:60]}`, a class of your own; only Keras's own layers can be judged")
    if kind not in LAYERS:
        raise Refused(f"it uses the layer {kind[:60]}, which cannot be judged; use another of Keras's layers")
    for key, value in _config(spec).items():
        if key == "activation":
            activation(value)
        else:
            setting(value, f"{kind}'s {key}")
    return kind


def operation(spec: dict) -> str | None:
    """The class of one of Keras's operations (`keras.ops`), or None when it is no operation."""
    module, kind = spec.get("module"), spec.get("class_name")
    if module not in OPERATIONS and module != "keras.src.activations.activations":
        return None
    if (
        not isinstance(kind, str)
        or not re.fullmatch(r"[A-Z][A-Za-z0-9]{0,40}", kind)
        or kind in TAKE_FUNCTIONS
    ):
        raise Refused(f"it uses the operation {str(kind)[:60]}, which cannot be judged")
    for key, value in _config(spec).items():
        setting(value, f"{kind}'s {key}")
    return kind


def setting(value: Any, where: str) -> None:
    """Raises Refused when a setting holds code, an object that is not Keras's, or something that is no data."""
    if isinstance(value, dict):
        kind = value.get("class_name")
        if kind in ARRAYS:
            return _numbers(value.get("config"), where)
        if kind in CODE or (kind is None and "value" in value):
            raise Refused(f"{where} is a function or an object of your own; only Keras's own can be judged")
        if kind is not None and not (_keras(value) or kind in ("__slice__", "__ellipsis__")):
            raise Refused(f"{where} is `{str(kind)[:60]}`, which is not Keras's own")
        if _layer_inside(value):
            layer(value)
        for part in value.values():
            setting(part, where)
    elif isinstance(value, list | tuple):
        if len(value) > 4096:
            raise Refused(f"{where} holds {len(value):,} values; at most 4,096 are judged")
        for part in value:
            setting(part, where)
    elif not (value is None or isinstance(value, bool | int | float | str)):
        raise Refused(f"{where} is no plain setting")


def activation(value: Any) -> tuple[str, dict]:
    """Name and settings of an activation function. Raises Refused for one that is not Keras's."""
    if isinstance(value, dict) and value.get("module") == "builtins" and value.get("config") == "softmax_v2":
        return "softmax", {}  # what tf.nn.softmax calls itself
    if isinstance(value, dict) and _keras(value) and isinstance(value.get("class_name"), str):
        settings = {k: v for k, v in _config(value).items() if k not in ("name", "trainable", "dtype")}
        if value["class_name"] == "Activation":
            return activation(settings.get("activation"))
        name = activation(_snake(value["class_name"]))[0]
        if name == "leaky_relu" and settings.get("negative_slope") == 0:
            return "relu", {}
        return name, settings
    if value is None:
        return "linear", {}
    if isinstance(value, str) and value in ACTIVATIONS:
        return ("silu" if value == "swish" else value), {}
    raise Refused("an activation is a function of your own; use one of Keras's by its name")


def _numbers(config: Any, where: str) -> None:
    """Raises Refused when a constant is not numbers, or too many of them."""
    level, count = [config.get("value") if isinstance(config, dict) else None], 0
    while level:
        part = level.pop()
        count += 1
        if isinstance(part, list):
            level += part
        if not isinstance(part, list | int | float) or count > 4096:
            raise Refused(f"{where} is a constant that is no array of at most 4,096 numbers")


def _snake(name: str) -> str:
    """ReLU -> relu, LogSoftmax -> log_softmax."""
    known = {"ReLU": "relu", "LeakyReLU": "leaky_relu", "ELU": "elu", "Exp": "exponential"}
    return known.get(name) or re.sub(r"(?<=[a-z0-9])(?=[A-Z])", "_", name).lower()


def operation_activation(kind: str) -> str | None:
    """The activation that an operation's class computes, or None."""
    name = _snake(kind)
    return name if name in ACTIVATIONS - {"swish", "linear"} else None


def _keras(spec: dict) -> bool:
    module = spec.get("module")
    return isinstance(module, str) and (module == "keras" or bool(SETTINGS.match(module)))


def _layer_inside(spec: dict) -> bool:
    """A layer in another layer's settings, as Bidirectional and TimeDistributed hold one."""
    return bool(re.match(r"keras(\.src)?\.layers(\.|$)", str(spec.get("module"))))


def _config(spec: dict) -> dict:
    config = spec.get("config")
    if not isinstance(config, dict):
        raise Refused("a layer's settings cannot be read")
    return config
