"""The blocks and the network made of them: judged by layers, wiring and outputs."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry, kinds

from .cases import block, identity, network, strided
from .mistakes_convolutional_block import CONVOLUTIONAL_BLOCK
from .mistakes_identity_block import IDENTITY_BLOCK
from .mistakes_resnet50 import RESNET50

IDENTITY = "X of shape {shape}, f {f}, filters {filters}"
STRIDED = IDENTITY + ", s {s}"
PICTURES = "input shape {shape}, {classes} classes"
ENDS = "Dense", "softmax", "sigmoid", "Flatten", "GlobalAveragePooling2D", "GlobalMaxPooling2D"

LAYERS = entry("layers", "the list of layers")
WIRING = entry("graph", "what the layers read")
OUTPUTS = entry("outputs", "the output")
PARAMETERS = entry("parameters", "the number of parameters")


def only(name, *wanted):
    """The layers of these kinds alone, whatever stands between them."""
    return entry("layers", name).then(kinds(*wanted, name=f"{name}, counted"))


def settled(function, *args):
    """Set to the usual what is free: batch norm's momentum and small epsilon, and how 1x1 convolutions pad."""
    import keras

    answer = function(*args)
    given = [arg for arg in args if isinstance(arg, keras.KerasTensor)]
    if given and isinstance(answer, keras.Model):
        raise TypeError("a keras.Model is returned; the tensor itself is asked for")
    model = answer
    if isinstance(answer, keras.KerasTensor):
        try:
            model = keras.Model(given, answer)
        except Exception:  # it does not come from X; the grader says so
            return answer
    for layer in model._flatten_layers() if isinstance(model, keras.Model) else ():
        if isinstance(layer, keras.layers.BatchNormalization):
            layer.momentum = 0.99
            layer.epsilon = 1e-3 if layer.epsilon < 1.001e-3 else layer.epsilon
        if isinstance(layer, keras.layers.Conv2D) and tuple(layer.kernel_size) == (1, 1):
            layer.padding = "valid"
    return answer


IDENTITY_CASES = dict(
    make=identity,
    case=IDENTITY,
    public=(
        block((6, 5, 8), 3, (2, 4, 8)),
        block((5, 7, 6), 2, (6, 3, 6)),
        block((4, 4, 5), 1, (3, 2, 5)),
    ),
    hidden=(
        block((4, 6, 12), 5, (3, 6, 12)),
        block((7, 5, 4), 3, (2, 3, 4)),
    ),
)
STRIDED_CASES = dict(
    make=strided,
    case=STRIDED,
    public=(
        block((7, 5, 6), 2, (4, 5, 4), s=3),
        block((5, 4, 6), 1, (3, 2, 7), s=2),
        block((4, 6, 6), 3, (3, 2, 6), s=1),
        block((4, 5, 6), 2, (3, 2, 6), s=2),
    ),
    hidden=(
        block((7, 6, 3), 5, (3, 4, 10), s=2),
        block((5, 5, 9), 3, (2, 4, 5), s=1),
    ),
)
NETWORK_CASES = dict(
    make=network,
    case=PICTURES,
    public=(dict(shape=(32, 48, 3), classes=5),),
    hidden=(dict(shape=None, classes=None),),
)
PARTS = {
    "the convolutions": only("the convolutions", "Conv2D"),
    "batch normalisation": only("the batch normalisations", "BatchNormalization"),
    "ReLU and the sum": only("ReLUs and sums", "relu", "Add"),
    "the layers in their order": LAYERS,
    "what each layer reads": WIRING,
    "what comes out, with weights set by us": OUTPUTS,
}


def parts_of(cases, *points):
    """The families of a block: each of its parts for itself, with its points."""
    return tuple(
        Family(title, worth, **cases, part=part)
        for (title, part), worth in zip(PARTS.items(), points, strict=True)
    )


BLOCKS = (
    Question(
        "identity_block",
        points=20,
        families=parts_of(IDENTITY_CASES, 6, 3, 3, 2, 2, 4),
        mistakes=IDENTITY_BLOCK,
        probe=settled,
    ),
    Question(
        "convolutional_block",
        points=25,
        families=(
            *parts_of(STRIDED_CASES, 7, 4, 3, 2, 2, 5),
            Family(
                "s left out means 2",
                2,
                strided,
                case=IDENTITY + ", s left out",
                public=(block((8, 6, 4), 3, (2, 3, 6), s=None),),
                hidden=(block((6, 7, 3), 2, (3, 2, 5), s=None),),
                part=entry("output shape", "the shape that comes out"),
            ),
        ),
        mistakes=CONVOLUTIONAL_BLOCK,
        probe=settled,
    ),
    Question(
        "resnet50",
        points=20,
        helpers=("identity_block", "convolutional_block"),
        families=(
            Family("the convolutions", 5, **NETWORK_CASES, part=only("the convolutions", "Conv2D")),
            Family(
                "batch normalisation",
                2,
                **NETWORK_CASES,
                part=only("the batch normalisations", "BatchNormalization"),
            ),
            Family(
                "the border and the pooling at the beginning",
                3,
                **NETWORK_CASES,
                part=only("borders and poolings", "ZeroPadding2D", "MaxPooling2D", "AveragePooling2D"),
            ),
            Family("the end", 3, **NETWORK_CASES, part=only("the last layers", *ENDS)),
            Family("the layers in their order", 2, **NETWORK_CASES, part=LAYERS),
            Family("what each layer reads", 1, **NETWORK_CASES, part=WIRING),
            Family("what comes out, with weights set by us", 2, **NETWORK_CASES, part=OUTPUTS),
            Family("the number of parameters", 2, **NETWORK_CASES, part=PARAMETERS),
        ),
        mistakes=RESNET50,
        probe=settled,
    ),
)
