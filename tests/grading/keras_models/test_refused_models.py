"""What a configuration may not hold is refused in one sentence, before anything is built or allocated."""

import json
import resource
from unittest.mock import Mock

import keras
import pytest
import tensorflow as tf

from cnn_helpers.grading.keras_models import Refused, Sizes, canonical_key, graph, inspect, reported, seeded
from cnn_helpers.grading.values.answers import NotPlain, Outcome, plain
from cnn_helpers.grading.values.keras_values import MODEL

L = keras.layers


def answer(*layers, shape=(4,)):
    return plain(keras.Sequential([keras.Input(shape), *layers]))


def tampered(change, *layers):
    """A plain model whose configuration, as data, `change` has altered."""
    made = answer(*(layers or (L.Dense(3),)))
    config = json.loads(made[MODEL])
    change(config)
    return {**made, MODEL: json.dumps(config)}


def dense(config):
    return config["config"]["layers"][1]


@keras.saving.register_keras_serializable("mine")
class Own(L.Layer):
    def call(self, x):
        return x


def relu(x):
    """Named as Keras's, and written down as Keras's is."""
    return x


def of_my_own(x):
    return x


OWN_FUNCTION = {"module": "builtins", "class_name": "function", "config": "of_my_own"}
REFUSED = {
    "Lambda": (lambda: answer(L.Lambda(lambda x: x)), "the layer Lambda"),
    "own layer": (lambda: answer(Own()), "`Own`, a class of your own"),
    "own activation": (
        lambda: tampered(lambda c: dense(c)["config"].update(activation=OWN_FUNCTION)),
        "an activation is a function",
    ),
    "file of words": (
        lambda: tampered(
            lambda c: dense(c).update(class_name="StringLookup", config={"vocabulary": "/etc/passwd"})
        ),
        "the layer StringLookup",
    ),
    "saved model": (
        lambda: tampered(lambda c: dense(c).update(class_name="TFSMLayer", config={"filepath": "/tmp"})),
        "the layer TFSMLayer",
    ),
    "layer in a wrapper": (
        lambda: tampered(
            lambda c: dense(c).update(
                class_name="TimeDistributed",
                config={"layer": {"module": "keras.src.layers", "class_name": "Lambda", "config": {}}},
            )
        ),
        "the layer Lambda",
    ),
    "bytes": (
        lambda: tampered(
            lambda c: dense(c)["config"].update(units={"class_name": "__bytes__", "config": {}})
        ),
        "a function or an object of your own",
    ),
    "initialiser from elsewhere": (
        lambda: tampered(
            lambda c: dense(c)["config"].update(
                kernel_initializer={"module": "os", "class_name": "system", "config": {"command": "id"}}
            )
        ),
        "not Keras's own",
    ),
    "layer from elsewhere": (
        lambda: tampered(lambda c: dense(c).update(module="os.path")),
        "a class of your own",
    ),
    "operation that takes a function": (
        lambda: tampered(lambda c: dense(c).update(module="keras.src.ops.core", class_name="Map", config={})),
        "the operation Map",
    ),
    "operation that is none": (
        lambda: tampered(
            lambda c: dense(c).update(module="keras.src.ops.numpy", class_name="Path", config={})
        ),
        "the operation Path",
    ),
    "negative units": (lambda: tampered(lambda c: dense(c)["config"].update(units=-1)), "does not fit"),
    "no input shape": (lambda: plain(keras.Sequential([L.Dense(3)])), "begin it with keras.Input"),
    "no JSON": (lambda: {**answer(), MODEL: "{"}, "cannot be read"),
    "no model": (lambda: {**answer(), MODEL: "[1]"}, "no Keras model"),
    "missing parts": (lambda: tampered(lambda c: c.update(config={})), "does not hang together"),
    "deep brackets": (lambda: {**answer(), MODEL: "[" * 100 + "]" * 100}, "too deeply nested"),
    "very deep brackets": (
        lambda: {**answer(), MODEL: "[" * 10**5 + "]" * 10**5},
        "cannot be read|too deeply",
    ),
    "long text": (lambda: {**answer(), MODEL: " " * 3_000_001}, "characters"),
    "unusual compile configuration": (lambda: {**answer(), "compiled": "[]"}, "compile configuration"),
}


@pytest.mark.parametrize("function", [relu, of_my_own])
def test_activation_of_ones_own_is_refused_whatever_its_name(function):
    for layer in (L.Dense(3, activation=function), L.Activation(function)):
        for place in ([layer], [keras.Sequential([layer])]):
            with pytest.raises(NotPlain, match="an activation is a function of your own"):
                answer(*place)
    for function_of_theirs in (keras.activations.relu, tf.nn.relu, tf.nn.softmax, "relu"):
        inspect(answer(L.Dense(3, activation=function_of_theirs)))


@pytest.mark.parametrize("what", REFUSED)
def test_anything_but_keras_own_layers_and_settings_is_refused(what):
    make, words = REFUSED[what]
    made = make()
    with pytest.raises(Refused, match=words):
        inspect(made)
    outcome = reported(Outcome((1, made)))
    assert outcome.error == "NotPlain"
    assert len(canonical_key(made)) == 64


@pytest.mark.parametrize(
    "layers",
    [
        [("Dense", {"units": 10**9})],
        [("Dense", {"units": 10**6}), ("Dense", {"units": 10**6})],
        [("RepeatVector", {"n": 10**9})],
        [("Embedding", {"input_dim": 10**12, "output_dim": 10**6})],
    ],
)
def test_large_models_are_refused_before_anything_is_allocated(layers, monkeypatch):
    weights = Mock(wraps=seeded.weights)
    monkeypatch.setattr(seeded, "weights", weights)

    def change(config):
        config["config"]["layers"][1:] = [
            {
                "module": "keras.layers",
                "class_name": name,
                "config": {"name": f"l{n}"} | settings,
                "registered_name": None,
            }
            for n, (name, settings) in enumerate(layers)
        ]

    made = tampered(change)
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(Refused, match="too large"):
        inspect(made)
    assert not weights.called
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 300_000, "kilobytes"


def test_refused_weights_are_not_allocated_by_the_next_network_either():
    with pytest.raises(Refused):
        inspect(tampered(lambda c: dense(c)["config"].update(units=10**9)))
    with keras.StatelessScope():
        pass
    assert keras.Sequential([keras.Input((2,)), L.Dense(2)]).count_params() == 6


def test_limits_count_shared_layers_each_time_they_work_and_once_for_their_weights():
    layer = L.Conv2D(4, 3, padding="same")
    x = keras.Input((8, 8, 4))
    made = plain(keras.Model(x, layer(layer(layer(x)))))
    weights, once = 3 * 3 * 4 * 4 + 4, 2 * 8 * 8 * 4
    assert inspect(made, Sizes(weights, 4 * once, 10**6))["parameters"] == weights
    for sizes in (Sizes(weights - 1), Sizes(activations=4 * once - 1), Sizes(products=2 * 3 * 9 * 16 * 64)):
        with pytest.raises(Refused, match="too large"):
            inspect(made, sizes)


@pytest.mark.parametrize("inner", [[], [L.ReLU()]])
def test_models_in_models_that_multiply_are_refused_after_a_bounded_number_of_steps(inner, monkeypatch):
    """Opened in full, the model would make 8**5 calls; the walk stops at its bound."""
    called = Mock(wraps=graph._call)
    monkeypatch.setattr(graph, "_call", called)

    def wrapped(model, level):
        x = keras.Input((4,))
        y = x
        for _ in range(8):
            y = model(y)
        return keras.Model(x, y, name=f"level{level}")

    x = keras.Input((4,))
    y = x
    for layer in inner:
        y = layer(y)
    model = keras.Model(x, y, name="inner")
    for level in range(5):
        model = wrapped(model, level)
    with pytest.raises(Refused, match="build a smaller one"):
        graph.graph_of(plain(model))
    assert 0 < called.call_count <= 3 * graph.MOST_NODES + 1


def test_model_inside_an_answer_becomes_a_report_and_others_stay():
    outcome = reported(
        Outcome((3.0, {"model": answer(L.Dense(3))})), lambda model: {"parameters": len(model)}
    )
    assert outcome.value == (3.0, {"model": {"parameters": 2}})
    assert reported(Outcome(error="ValueError", text="no")).error == "ValueError"
    assert reported(Outcome({"keras model": 3, "other": None})).value == {"keras model": 3, "other": None}
    assert (
        reported(Outcome({"keras model": 3, "compiled": None})).error == "NotPlain"
    )  # it could pass for a report


def test_refusal_is_one_kind_of_what_is_no_plain_data():
    assert issubclass(Refused, NotPlain)
