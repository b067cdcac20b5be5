"""The two blocks and the network made of them: judged by layers, wiring, first weights and outputs."""

from cnn_helpers.grading.assignments.questions import Family, Question, entry, kinds

from .cases import block, joined, network
from .mistakes_conv_block import CONV_BLOCK
from .mistakes_unet import UNET
from .mistakes_upsampling import UPSAMPLING

LAYERS = entry("layers", "the list of layers")
WIRING = entry("graph", "what the layers read")
OUTPUTS = entry("outputs", "the output")
PARAMETERS = entry("parameters", "the number of parameters")
WEIGHTS = entry("initializers", "the list of first weights")
ACTIVATIONS = "relu", "softmax", "sigmoid", "log_softmax"


def only(name, *wanted):
    """The layers of these kinds alone, whatever stands between them."""
    return LAYERS.then(kinds(*wanted, name=f"{name}, counted"))


def settled(function, *args):
    """The answer with what is free set to the usual: how biases begin, and weights other than of 3x3 convolutions."""
    import keras

    answer = function(*args)
    given = [arg for arg in args if isinstance(arg, keras.KerasTensor)]
    if isinstance(answer, dict):
        return str(answer)
    if given and isinstance(answer, keras.Model):
        raise TypeError("a keras.Model is returned; symbolic tensors are asked for")
    parts = answer if isinstance(answer, tuple | list) else [answer]
    model = answer
    if parts and all(isinstance(part, keras.KerasTensor) for part in parts):
        try:
            model = keras.Model(given, answer)
        except Exception:  # it does not come from what was given; the grader says so
            return answer
    for layer in model._flatten_layers() if isinstance(model, keras.Model) else ():
        if isinstance(layer, keras.layers.Conv2D | keras.layers.Conv2DTranspose):
            layer.bias_initializer = keras.initializers.Zeros()
            if isinstance(layer, keras.layers.Conv2DTranspose) or tuple(layer.kernel_size) == (1, 1):
                layer.kernel_initializer = keras.initializers.GlorotUniform()
    return answer


def parts_of(cases, parts):
    """The families of a question: each part for itself, with its points."""
    return tuple(Family(title, points, **cases, part=part) for title, points, part in parts)


DOWN_CASES = dict(
    make=block,
    case="inputs of shape {shape}, then {settings}",
    public=(
        dict(shape=(6, 8, 3), settings=(4,)),
        dict(shape=(8, 6, 2), settings=(3, 0.3, True)),
        dict(shape=(4, 6, 6), settings=(6, 0.2, False)),  # as many channels as filters
    ),
    hidden=(
        dict(shape=(8, 4, 6), settings=(5, 0.4, True)),
        dict(shape=(6, 4, 1), settings=(2,)),
        dict(shape=(4, 8, 7), settings=(7, 0.1, False)),
    ),
)
CONVOLUTIONS = only("convolutions and ReLUs", "Conv2D", *ACTIVATIONS)
DOWN = Question(
    "conv_block",
    points=20,
    families=(
        *parts_of(
            DOWN_CASES,
            (
                ("two convolutions with ReLU", 5, CONVOLUTIONS),
                ("dropout where it is asked for", 3, only("the dropouts", "Dropout")),
                ("pooling where it is asked for", 3, only("the poolings", "MaxPooling2D")),
                ("the layers in their order", 2, LAYERS),
                ("what each layer reads, and what comes out", 2, WIRING),
                ("the shapes of both", 1, entry("output shape", "what comes out, by its shape")),
                ("weights begin as he_normal", 1, WEIGHTS),
                ("what comes out, with weights set by us", 2, OUTPUTS),
            ),
        ),
        Family(
            "what is left out is 32, 0 and True",
            1,
            block,
            case="inputs of shape {shape}, nothing else",
            public=(dict(shape=(4, 6, 1), settings=()),),
            hidden=(dict(shape=(6, 2, 2), settings=()),),
            part=LAYERS,
        ),
    ),
    mistakes=CONV_BLOCK,
    probe=settled,
)

UP_CASES = dict(
    make=joined,
    case="expansive_input {below}, contractive_input {skip}, then {settings}",
    public=(
        dict(below=(3, 4, 6), skip=(6, 8, 4), settings=(4,)),
        dict(below=(4, 3, 5), skip=(8, 6, 2), settings=(3,)),
    ),
    hidden=(
        dict(below=(2, 5, 4), skip=(4, 10, 3), settings=(3,)),
        dict(below=(3, 3, 2), skip=(6, 6, 5), settings=(6,)),
    ),
)
UP = Question(
    "upsampling_block",
    points=20,
    families=(
        *parts_of(
            UP_CASES,
            (
                (
                    "the transposed convolution",
                    5,
                    only("the enlarging layers", "Conv2DTranspose", "UpSampling2D"),
                ),
                (
                    "concatenated along the channels",
                    3,
                    only(
                        "the layers that join",
                        *("Concatenate", "Add", "Average", "Maximum", "Minimum", "Multiply", "Subtract"),
                    ),
                ),
                ("two convolutions with ReLU", 4, CONVOLUTIONS),
                ("the layers in their order", 2, LAYERS),
                ("what each layer reads", 2, WIRING),
                ("weights begin as he_normal", 1, WEIGHTS),
                ("what comes out, with weights set by us", 2, OUTPUTS),
            ),
        ),
        Family(
            "n_filters left out is 32",
            1,
            joined,
            case="expansive_input {below}, contractive_input {skip}, nothing else",
            public=(dict(below=(2, 2, 1), skip=(4, 4, 2), settings=()),),
            hidden=(dict(below=(2, 3, 2), skip=(4, 6, 1), settings=()),),
            part=LAYERS,
        ),
    ),
    mistakes=UPSAMPLING,
    probe=settled,
)

U_CASES = dict(
    make=network,
    case="input_size, n_filters and n_classes {settings} (as usual where they are left out)",
    public=(dict(settings=((32, 64, 3), 3, 5)),),
    hidden=(dict(settings=()),),
)
U = Question(
    "unet_model",
    points=20,
    helpers=("conv_block", "upsampling_block"),
    families=parts_of(
        U_CASES,
        (
            ("the convolutions with their ReLUs", 5, CONVOLUTIONS),
            (
                "the transposed convolutions",
                3,
                only("the enlarging layers", "Conv2DTranspose", "UpSampling2D"),
            ),
            ("the dropouts", 2, only("the dropouts", "Dropout")),
            ("the poolings", 2, only("the poolings", "MaxPooling2D")),
            ("the layers in their order", 2, LAYERS),
            ("what each layer reads", 2, WIRING),
            ("weights begin as he_normal", 1, WEIGHTS),
            ("what comes out, with weights set by us", 2, OUTPUTS),
            ("the number of parameters", 1, PARAMETERS),
        ),
    ),
    mistakes=UNET,
    probe=settled,
)
BLOCKS = DOWN, UP, U
