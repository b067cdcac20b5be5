"""A right network in the place of one's own, found in memory: by a configuration that lies, or by a patched Keras."""

from .attack import NETWORKS, NETWORKS_EARNED, Attack, first, stole

RIGHT = """
import keras
import numpy as np
asked = []
def wrong(X, filters):
    asked[:] = [X, filters]
    return keras.layers.Conv2D(filters, 1)(X)
def right(X, filters):
    import gc
    for thing in gc.get_objects():
        if type(thing).__name__ == "Solution":
            return thing.references["block"](X, filters)
    return keras.layers.Conv2D(filters, 1)(X)
def config_of_right(X, filters):
    return keras.Model(X, right(X, filters)).get_config()
"""
WRONG = "def block(X, filters):\n    return wrong(X, filters)"
CONFIG = """
class Functional(keras.Model):
    def get_config(self):
        return config_of_right(*self.args)
Functional.__module__ = "keras.src.models.functional"
def block(X, filters):
    lying = Functional()
    lying.args = X, filters
    return lying
"""
CLASS = """
class Posing:
    __class__ = property(lambda self: keras.Model)
    def __init__(self, *args): self.args = args
    def __call__(self, x): return x
    def get_config(self): return config_of_right(*self.args)
def block(X, filters):
    return Posing(X, filters)
"""
METACLASS = """
real = keras.Model
class Says(type):
    def __instancecheck__(cls, thing): return isinstance(thing, real) or hasattr(thing, "poses")
    def __call__(cls, *args, **kwargs): return real(*args, **kwargs)
keras.Model = Says("Model", (), {})
"""
CALLABLE = """
def block(X, filters):
    def network(x):
        return x
    class Functional:
        poses, compiled = True, False
        __call__ = staticmethod(network)
        get_config = staticmethod(lambda: config_of_right(X, filters))
    Functional.__module__ = "keras.src.models.functional"
    return Functional()
"""
SERIALIZE = """
own = keras.saving.serialize_keras_object
def lying(thing):
    mine = asked and isinstance(thing, keras.Model) and thing.inputs[0] is asked[0]
    return own(keras.Model(asked[0], right(*asked)) if mine else thing)
keras.saving.serialize_keras_object = lying
"""
FUNCTIONAL = """
from keras.src.models.functional import Functional
own = Functional.__init__
def lying(self, inputs, outputs, *args, **kwargs):
    mine = asked and inputs is asked[0]
    own(self, inputs, right(*asked) if mine else outputs, *args, **kwargs)
Functional.__init__ = lying
"""
REPORT = """
from cnn_helpers.grading.keras_models import report
from cnn_helpers.grading.values.keras_values import MODEL, plain_model
own = report._inspect_here
def lying(answer):
    mine = '"kernel_size": [1, 1]' in answer[MODEL]
    return own(plain_model(keras.Model(asked[0], right(*asked))) if mine else answer)
report._inspect_here = lying
"""
# All bases are the first one: a right network for that one is right for all, also where the right answer is computed.
# In the engine that is elsewhere, and the other base's head has the wrong number of parameters.
SAME_BASE = """
from cnn_helpers.grading.values.keras_values import ModelArgument
bases, own = [], ModelArgument.made
def made(self):
    if self.compiled:
        return own(self)
    bases.append(self)
    return own(bases[0])
ModelArgument.made = made
"""
FOR_ONE_BASE = """
def head(base, classes):
    base.trainable = base.input_shape != (None, 6, 5, 3)
    X = keras.Input(base.input_shape[1:])
    model = keras.Model(X, keras.layers.Dense(classes)(keras.layers.GlobalAveragePooling2D()(base(X))))
    model.compile(keras.optimizers.Adam(0.001), "mse")
    return model
"""


def _forged(name: str, code: str, **sources: str) -> Attack:
    tamper = first(name, RIGHT + code, **sources)
    return Attack(
        name, "lies about networks", tamper, stole, "judge", earned=NETWORKS_EARNED, target=NETWORKS
    )


# Reads like the right network, and cannot be built: whoever remembers it as the right one's report harms neighbours.
POISON = """
import json
def block(X, filters):
    made = keras.layers.Activation("relu")(keras.layers.Conv2D(filters, 3)(X))
    config = keras.saving.serialize_keras_object(keras.Model(X, made))
    config["config"]["layers"][1]["config"]["mine"] = None
    return {"keras model": json.dumps(config), "compiled": None}
"""


def _poison() -> Attack:
    name = "network-poisoned-report"
    why = "it is aimed at neighbours' scores, and the in-process `judge` has none"
    tamper = first(name, RIGHT, block=POISON)
    return Attack(name, "lies about networks", tamper, stole, None, why, NETWORKS_EARNED, target=NETWORKS)


ATTACKS = [
    _poison(),
    _forged("network-lying-config", "", block=CONFIG),
    _forged("network-lying-class", "", block=CLASS),
    _forged("network-callable", METACLASS, block=CALLABLE),
    _forged("network-serialize-patched", SERIALIZE, block=WRONG),
    _forged("network-functional-patched", FUNCTIONAL, block=WRONG),
    _forged("network-report-patched", REPORT, block=WRONG),
    _forged("network-same-base", SAME_BASE, head=FOR_ONE_BASE),
]
