"""Networks and tensors on their way in and out, probes, and the parts of an answer."""

import json
import subprocess
import sys

import keras
import numpy as np
import pytest
import tensorflow as tf

from cnn_helpers.grading.assignments.questions import Family, Question
from cnn_helpers.grading.keras_models import reported
from cnn_helpers.grading.values.answer_parts import entry, from_dict, item, kinds
from cnn_helpers.grading.values.answers import Caller, NotPlain, Outcome, from_json, plain, to_json
from cnn_helpers.grading.values.keras_values import model, symbol
from cnn_helpers.grading.values.probes import probed, source_of

L = keras.layers


def small(compiled=True):
    made = keras.Sequential([keras.Input((3,)), L.Dense(2)])
    if compiled:
        made.compile("sgd", "mse")
    return made


def told(function, *args):
    return reported(Caller(function, seconds=60)(args))


def test_symbol_becomes_an_input_and_what_comes_back_a_model():
    outcome = told(lambda x, n: L.Dense(n)(x), symbol((4,)), 3)
    assert outcome.value["parameters"] == 15
    both = told(lambda x: (L.Dense(2)(x), x), symbol((4,)))
    assert both.value["output shape"] == ("(None, 2)", "(None, 4)")
    apart = told(lambda x: (L.Dense(2)(x), 7), symbol((4,)))
    assert apart.value[0]["parameters"] == 10
    assert apart.value[1] == 7


@pytest.mark.parametrize(
    ("function", "words"),
    [
        (lambda x: keras.Input((2,)) + 1, "does not come from"),
        (lambda x: L.Dense(2, name="a")(L.Dense(2, name="a")(x)), "names occur twice"),
        (lambda x: L.Dense, "an object of type"),
    ],
)
def test_tensor_that_leads_nowhere_is_refused_in_words(function, words):
    outcome = told(function, symbol((2,)))
    assert outcome.error == "NotPlain"
    assert words in outcome.text


def test_model_argument_is_rebuilt_compiled_and_the_same_every_time():
    argument = model(plain(small()))
    weights = Caller(lambda m: m.get_weights()[0])
    np.testing.assert_array_equal(
        weights((argument,)).value, Caller(lambda m: m.get_weights()[0])((argument,)).value
    )
    fitted = told(lambda m: m.fit(np.ones((4, 3)), np.ones((4, 2)), verbose=0), argument)
    assert len(fitted.value["loss"]) == 1, "a History is its dict of lists"
    assert told(lambda m: m, argument).value["compiled"]["loss"] == "MeanSquaredError"
    assert model(plain(small(compiled=False))).compiled is None


def test_json_keeps_symbols_and_models():
    args = (symbol((4, None), "int32"), model(plain(small())), 3)
    assert from_json(json.loads(json.dumps(to_json(args)))) == args


@pytest.mark.parametrize("shape", [3, (0,), (2.5,), ("a",)])
def test_symbol_of_an_impossible_shape_is_refused(shape):
    with pytest.raises(ValueError, match="whole numbers above 0"):
        symbol(shape)


@pytest.mark.parametrize("config", ["", "[]", "{", None])
def test_model_argument_that_is_no_model_is_refused(config):
    with pytest.raises(ValueError, match="no JSON of a Keras model"):
        model(config)


def test_tensors_with_values_are_arrays_and_those_without_are_refused():
    for value in (tf.constant([1.0, 2.0]), tf.Variable([1.0, 2.0]), keras.Variable([1.0, 2.0])):
        np.testing.assert_array_equal(plain(value), [1.0, 2.0])
    refused = []

    @tf.function
    def traced(x):
        with pytest.raises(NotPlain) as problem:
            plain(x)
        refused.append(str(problem.value))
        return x

    traced(tf.constant(1.0))
    assert "without numbers" in refused[0]


def test_lookalikes_of_plain_data_give_away_what_they_hold():
    class Lying(dict):
        def items(self):
            return [("right", 1)]

    assert plain(Lying(wrong=2)) == {"wrong": 2}


def test_equal_arguments_are_asked_about_once():
    calls = []
    call = Caller(lambda *args: calls.append(args))
    for args in (((2, 3), 4), ((2, 3), 4), ((2, 3), 4.0), (np.ones(2),), (np.ones(2),), (np.ones((2, 1)),)):
        call(args)
    assert len(calls) == 4


def test_parts_of_parts_are_taken_and_survive_json():
    part = item(1, of=2, name="the skip").then(entry("layers", "its layers"))
    for kept in (part, from_dict(json.loads(json.dumps(part.to_dict())))):
        assert kept.name == "its layers"
        assert kept.take(Outcome((0, {"layers": ("relu",)}))).value == ("relu",)
        assert "2 things" in kept.take(Outcome(3)).text
        assert "cannot be told" in kept.take(Outcome((0, 3))).text
        assert kept.take(Outcome(error="ValueError")).error == "ValueError"
    assert "is a return missing" in entry("layers", "the layers").take(Outcome(None)).text
    assert "no 'layers' among a, b" in entry("layers", "the layers").take(Outcome({"b": 1, "a": 2})).text


LAYERS = "Input(None, 4)", "Conv2D(filters=2)", "relu", "Conv2D(filters=1)", "relu, frozen", "Conv2DTranspose"


def test_operations_of_some_kinds_are_counted_whatever_their_order_and_survive_json():
    part = entry("layers", "the layers").then(kinds("Conv2D", "relu", name="its convolutions"))
    for kept in (part, from_dict(json.loads(json.dumps(part.to_dict())))):
        assert kept.name == "its convolutions"
        counted = kept.take(Outcome({"layers": LAYERS})).value
        assert counted == ("1 × Conv2D(filters=1)", "1 × Conv2D(filters=2)", "1 × relu", "1 × relu, frozen")
        assert kept.take(Outcome({"layers": LAYERS[::-1]})).value == counted
        assert kept.take(Outcome({"layers": (*LAYERS, "relu")})).value != counted
        assert "cannot be told" in kept.take(Outcome({"layers": 3})).text
        assert "cannot be told" in kept.take(Outcome({"layers": (3,)})).text


@pytest.mark.parametrize(
    "part",
    [entry("layers", "x"), entry("layers", "x").then(kinds("relu", name="y")), item(1, of=2, name="z"),
     item(0, of=2, name="z").then(entry("a", "y")), entry("layers", "x").then(entry("a", "y")), entry("graph", "x")],
)  # fmt: skip
def test_what_a_part_needs_of_an_answer_gives_the_same_part(part):
    for value in ({"layers": LAYERS, "outputs": 3}, (3, 4), ({"a": 2}, 1), None, {"layers": 3}):
        assert part.take(Outcome(part.needed(value))) == part.take(Outcome(value))
    assert entry("layers", "x").then(kinds("relu", name="y")).needed({"layers": LAYERS, "b": 1}) == {
        "layers": LAYERS
    }
    nested = entry("network", "x").then(entry("layers", "x"))
    assert nested.needed({"network": {"layers": LAYERS, "b": 1}, "c": 2}) == {"network": {"layers": LAYERS}}


def good(function, x):
    import numpy as np

    def inner(part):
        return np.sum(function(part))

    return inner(x)


def uses_a_global(function, x):
    return np.sum(function(x))


@pytest.mark.parametrize("probe", [uses_a_global, lambda function, x: function(x), len])
def test_probe_that_does_not_stand_alone_is_refused_when_it_is_declared(probe):
    with pytest.raises(ValueError, match=r"uses np|no lambda|no source"):
        _question(probe)


def _question(probe):
    family = Family("f", 1, lambda rng, n: (n,), (dict(n=1),), (dict(n=2),))
    return Question("double", 1, (family,), probe=probe)


def test_probe_runs_from_its_text_alone():
    assert probed(lambda x: 2 * x, _question(good).probe_source)(np.ones(3)) == 6
    assert probed(abs, None) is abs
    assert source_of(good).startswith("def good")


def test_grading_loads_keras_only_when_it_meets_a_network():
    code = (
        "import sys\n"
        "from cnn_helpers.grading.assignments import function_calls, published, questions\n"
        "from cnn_helpers.grading.values import answers\n"
        "answers.plain({'a': (1, 2.0)}), questions.symbol((2,))\n"
        "sys.exit(any(name in sys.modules for name in ('keras', 'tensorflow')))"
    )
    assert subprocess.run([sys.executable, "-c", code], timeout=60).returncode == 0
