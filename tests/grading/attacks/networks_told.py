"""Objects of a network that lie when they are asked; and answers that tell of a network that is not there."""

from dataclasses import replace

from .attack import NETWORKS, NETWORKS_EARNED, Attack, first, stole

HEAD = """
def head(base, classes):
    {before}
    X = keras.Input(base.input_shape[1:])
    model = keras.Model(X, keras.layers.Dense(classes)(keras.layers.GlobalAveragePooling2D()(base(X))))
    model.compile(keras.optimizers.Adam({rate}), "mse")
    return model
"""
FREEZE, EMPTY = "base.trainable = False", "; base.set_weights([0 * weight for weight in base.get_weights()])"
RATE = "keras.optimizers.Adam.learning_rate = property(lambda self: 0.001, lambda self, rate: None)"
FROZEN = "keras.Model.trainable_weights = property(lambda self: self.weights[-2:])"
COUNT = "keras.Model.count_params = lambda self: 112"
WEIGHTS = """
kept, own = {}, keras.Model.get_weights
keras.Model.get_weights = lambda self: kept.setdefault(id(self), own(self))
"""
SMALLER = (
    "def block(X, filters):\n    return keras.layers.Activation('relu')(keras.layers.Conv2D(filters, 1)(X))"
)
OWN_RELU = """
def relu(x):
    return x
def block(X, filters):
    return keras.layers.Activation(relu)(keras.layers.Conv2D(filters, 3)(X))
"""
REPORT = """
def block(X, filters):
    height, width, channels = X.shape[1:]
    convolution = f"Conv2D(filters={filters}, kernel_size=(3, 3), padding=valid, strides=(1, 1))"
    return {
        "layers": (f"Input(None, {height}, {width}, {channels})", convolution, "relu"),
        "parameters": filters * (9 * channels + 1),
    }
"""
FINDINGS = """
def head(base, classes):
    return {"base": "with its weights"}
"""
# In the place of the NumPy that the probe imports.
NUMPY = """
import types
fake = types.ModuleType("numpy")
fake.__dict__.update(vars(np))
fake.array_equal = lambda *arrays, **options: True
sys.modules["numpy"] = fake
"""
BELIEVED = (
    "what a probe finds out beside the student's code is believed: code that knows the text can send it"
)
REFUSED = "this course's own `check` and `judge` refuse it like the engine; they did not always"


def _told(
    name: str, code: str, earned: float, works_in: str | None = "asserts", why: str = "", **sources: str
):
    tamper = first(name, f"import keras\nimport numpy as np\n{code}", **sources)
    return Attack(name, "lies about networks", tamper, stole, works_in, why, earned, target=NETWORKS)


ATTACKS = [
    _told("network-rate-told", RATE, 30, head=HEAD.format(before=FREEZE, rate=0.01)),
    _told("network-frozen-told", FROZEN, 30, head=HEAD.format(before="pass", rate=0.001)),
    _told("network-count-told", COUNT, NETWORKS_EARNED, block=SMALLER),
    _told("network-weights-told", WEIGHTS, 30, head=HEAD.format(before=FREEZE + EMPTY, rate=0.001)),
    _told("network-own-relu", "", NETWORKS_EARNED, block=OWN_RELU),
    _told("network-report-by-hand", "", NETWORKS_EARNED, None, REFUSED, block=REPORT),
    _told("network-findings-by-hand", "", 0, None, REFUSED, head=FINDINGS),
    replace(
        _told(
            "network-numpy-replaced", NUMPY, 30, "judge", head=HEAD.format(before=FREEZE + EMPTY, rate=0.001)
        ),
        not_held=BELIEVED,
    ),
]
