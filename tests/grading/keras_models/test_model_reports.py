"""Reports are the same for one network however it is written, and differ for another."""

import keras
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from cnn_helpers.grading.keras_models import building, canonical_key, inspect, reported, seeded
from cnn_helpers.grading.keras_models.canonical import canonical
from cnn_helpers.grading.keras_models.graph import graph_of
from cnn_helpers.grading.keras_models.report import ENTRIES
from cnn_helpers.grading.values.answers import Outcome, plain
from cnn_helpers.grading.values.comparison import difference

pytestmark = pytest.mark.numbers

L = keras.layers
SHAPE = (8, 8, 4)


def functional(build, shape=SHAPE):
    x = keras.Input(shape)
    return keras.Model(x, build(x))


def report(build, shape=SHAPE):
    return inspect(plain(functional(build, shape)))


def shared(x):
    conv = L.Conv2D(4, 3, padding="same")
    return conv(conv(x))


def sum_of(first, second):
    return lambda x: L.Add()([first(x), second(x)])


def frozen(*parts):
    """A model of these layers that is not to be trained."""
    model = keras.Sequential([*parts])
    model.trainable = False
    return model


def wide(x):
    return L.Conv2D(4, 3, padding="same")(x)


def narrow(x):
    return L.Conv2D(4, 1)(x)


ALIKE = {
    "activation": [
        lambda x: L.Conv2D(4, 3, activation="relu")(x),
        lambda x: L.Activation("relu")(L.Conv2D(4, 3)(x)),
        lambda x: L.ReLU()(L.Conv2D(4, 3)(x)),
        lambda x: keras.ops.relu(L.Conv2D(4, 3)(x)),
        lambda x: keras.activations.relu(L.Conv2D(4, (3, 3), (1, 1), "VALID")(x)),
        lambda x: L.Conv2D(4, 3, activation=L.ReLU())(x),
        lambda x: keras.ops.maximum(L.Conv2D(4, 3)(x), 0),
        lambda x: keras.ops.maximum(0.0, L.Conv2D(4, 3)(x)),
        lambda x: L.LeakyReLU(negative_slope=0.0)(L.Conv2D(4, 3)(x)),
    ],
    "leaky": [
        lambda x: L.LeakyReLU(negative_slope=0.1)(x),
        lambda x: L.ReLU(negative_slope=0.1)(x),
        lambda x: keras.ops.leaky_relu(x, 0.1),
    ],
    "relu6": [
        lambda x: L.ReLU(max_value=6)(x),
        lambda x: keras.ops.relu6(x),
        lambda x: L.Activation("relu6")(x),
    ],
    "order of summands": [sum_of(wide, narrow), sum_of(narrow, wide), lambda x: narrow(x) + wide(x)],
    "padding of 1x1": [lambda x: L.Conv2D(4, 1, 2)(x), lambda x: L.Conv2D(4, (1, 1), 2, padding="same")(x)],
    "mode of a frozen batch norm": [
        lambda x: L.BatchNormalization(trainable=False)(x),
        lambda x: L.BatchNormalization(trainable=False)(x, training=False),
        lambda x: frozen(L.BatchNormalization())(x, training=False),
        lambda x: frozen(L.BatchNormalization())(x),
    ],
    "axis": [lambda x: L.BatchNormalization()(x), lambda x: L.BatchNormalization(axis=3)(x)],
    "concatenation": [
        lambda x: L.Concatenate()([wide(x), x]),
        lambda x: L.concatenate([wide(x), x], axis=3),
        lambda x: keras.ops.concatenate([wide(x), x], axis=-1),
    ],
    "no-ops": [
        lambda x: L.Flatten()(x),
        lambda x: L.Dropout(0.0)(L.Identity()(L.Flatten()(L.Activation("linear")(x)))),
    ],
    "nesting": [
        lambda x: L.Dense(3)(L.Flatten()(wide(x))),
        lambda x: keras.Sequential(
            [keras.Sequential([L.Conv2D(4, 3, padding="same"), L.Flatten()]), L.Dense(3)]
        )(x),
        lambda x: functional(lambda y: L.Dense(3, name="last")(L.Flatten()(y)))(wide(x)),
    ],
    "one activation for two": [
        lambda x: (lambda y: L.Add()([wide(y), y]))(L.ReLU()(x)),
        lambda x: L.Add()([wide(L.ReLU()(x)), L.ReLU()(x)]),
    ],
    "shared": [shared, lambda x: (lambda s: s(s(x)))(keras.Sequential([L.Conv2D(4, 3, padding="same")]))],
}


@pytest.mark.parametrize("what", ALIKE)
def test_one_network_in_several_styles_has_one_report(what):
    first, *others = [report(build) for build in ALIKE[what]]
    for other in others:
        assert difference(first, other) is None


UNLIKE = {
    "one layer twice": (shared, lambda x: wide(wide(x)), {"layers", "initializers", "parameters", "outputs"}),
    "another summand": (sum_of(wide, narrow), sum_of(wide, wide), {"layers", "parameters", "outputs"}),
    "another wiring": (
        lambda x: (lambda a: L.Add()([wide(a), a]))(narrow(x)),
        lambda x: (lambda a: L.Add()([wide(a), x]))(narrow(x)),
        {"graph", "outputs"},
    ),
    "padding of 1x3": (
        lambda x: L.Conv2D(4, (1, 3), padding="same")(x),
        lambda x: L.Conv2D(4, (1, 3))(x),
        {"layers", "output shape", "outputs"},
    ),
    "rate of a dropout": (lambda x: L.Dropout(0.3)(x), lambda x: L.Dropout(0.5)(x), {"layers"}),
    "an augmentation": (
        lambda x: L.RandomFlip("horizontal")(x),
        lambda x: L.RandomFlip("vertical")(x),
        {"layers"},
    ),
    "a constant": (lambda x: x / 255.0, lambda x: x / 127.0, {"layers", "outputs"}),
    "a maximum": (
        lambda x: keras.ops.maximum(x, 0),
        lambda x: keras.ops.maximum(x, 0.1),
        {"layers", "outputs"},
    ),
    "half precision": (lambda x: L.ReLU()(x), lambda x: L.ReLU(dtype="float16")(x), {"layers"}),
    "a slice": (lambda x: x[:, 1:], lambda x: x[:, :-1], {"layers", "outputs"}),
    "order of a concatenation": (
        lambda x: L.Concatenate()([wide(x), x]),
        lambda x: L.Concatenate()([x, wide(x)]),
        {"graph", "outputs"},
    ),
    "beginning of weights": (
        lambda x: L.Conv2D(4, 3)(x),
        lambda x: L.Conv2D(4, 3, kernel_initializer="he_normal")(x),
        {"initializers"},
    ),
    "batch norm held still": (
        lambda x: keras.Sequential([L.BatchNormalization()])(x),
        lambda x: keras.Sequential([L.BatchNormalization()])(x, training=False),
        {"layers"},
    ),
    "frozen": (
        lambda x: L.Conv2D(4, 3)(x),
        lambda x: L.Conv2D(4, 3, trainable=False)(x),
        {"layers", "trainable"},
    ),
}


@pytest.mark.parametrize("what", UNLIKE)
def test_another_network_differs_where_it_should(what):
    one, other, expected = UNLIKE[what]
    first, second = report(one), report(other)
    found = {key for key in first if difference(first[key], second[key])}
    assert expected <= found, found
    assert canonical_key(plain(functional(one))) != canonical_key(plain(functional(other)))


def test_wrong_setting_in_a_branch_changes_the_order_of_summands():
    """A residual sum reads its two branches in one order, whatever is wrong inside them."""

    def block(**wrong):
        def build(x):
            y = L.BatchNormalization(**wrong)(L.Conv2D(4, 3, padding="same")(x))
            return L.Add()([y, x])

        return build

    right = report(block())["graph"]
    for wrong in ({"scale": False}, {"center": False}, {"axis": 1}, {"momentum": 0.5}):
        assert report(block(**wrong))["graph"] == right


LAYERS = {
    "conv": lambda: [L.Conv2D(3, 3, padding="same", activation="relu")],
    "two steps": lambda: [L.Conv2D(3, 3, strides=2, padding="same"), L.ReLU()],
    "norm": lambda: [L.BatchNormalization()],
    "pool": lambda: [L.MaxPooling2D(2, strides=1, padding="same")],  # valid in a chain of any length
    "depthwise": lambda: [L.DepthwiseConv2D(3, padding="same"), L.Activation("relu6")],
    "up": lambda: [L.Conv2DTranspose(2, 3, strides=2, padding="same", activation="tanh")],
    "drop": lambda: [L.Dropout(0.4)],
}


@given(st.lists(st.sampled_from(sorted(LAYERS)), min_size=1, max_size=5))
@settings(deadline=None, max_examples=12)
def test_any_chain_of_layers_is_the_same_as_a_sequential_and_as_calls(names):
    chain = keras.Sequential([keras.Input(SHAPE), *(layer for name in names for layer in LAYERS[name]())])

    def calls(x):
        for name in names:
            for layer in LAYERS[name]():
                x = layer(x)
        return x

    one, other = inspect(plain(chain)), report(calls)
    assert [each.pop("made as") for each in (one, other)] == [
        "keras.Sequential",
        "keras.Model(inputs, outputs)",
    ]
    assert difference(one, other) is None
    assert canonical_key(plain(functional(chain))) == canonical_key(plain(functional(calls)))
    assert one["parameters"] == chain.count_params()
    assert one["trainable"] == sum(int(np.prod(v.shape)) for v in chain.trainable_weights)
    assert one["output shape"] == str(chain.output_shape)


def test_numbers_are_those_that_keras_computes_with_the_same_weights():
    model = keras.Sequential(
        [
            keras.Input(SHAPE),
            L.Conv2D(5, 3, activation="relu"),
            L.BatchNormalization(),
            L.Flatten(),
            L.Dense(3),
        ]
    )
    graph = graph_of(plain(model))
    made = building.built(graph, building.Sizes())
    order = canonical(graph)
    weights = seeded.weights(graph, order, made)
    for (place,), pairs in weights.items():
        model.layers[place - 1].set_weights([array for _, array in pairs])
    (given_input,) = seeded.inputs(graph)
    (output,) = building.run(graph, made, weights, [given_input])
    np.testing.assert_allclose(output, model(given_input, training=False).numpy(), rtol=1e-4, atol=1e-5)


def test_network_of_two_inputs_and_outputs_tells_of_each():
    a, b = keras.Input((4,)), keras.Input((3,), dtype="int32")
    merged = L.Concatenate()([a, L.Flatten()(L.Embedding(5, 2)(b))])
    told = inspect(plain(keras.Model([a, b], [L.Dense(2)(merged), merged])))
    assert told["input shape"] == ("(None, 4)", "(None, 3)")
    assert told["output shape"] == ("(None, 2)", "(None, 10)")
    assert len(told["outputs"]) == 2
    assert told["layers"][1] == "Input(None, 3) of int32"


@pytest.mark.parametrize(
    ("build", "shape"),
    [
        (lambda x: L.Bidirectional(L.LSTM(3))(x), (5, 2)),
        (lambda x: L.MultiHeadAttention(2, 3)(x, x), (5, 4)),
        (lambda x: L.Conv1D(3, 2)(x), (7, 2)),
        (lambda x: L.Conv3D(2, 2)(x), (4, 4, 4, 1)),
        (lambda x: L.SeparableConv2D(3, 3)(L.LayerNormalization()(x)), SHAPE),
        (lambda x: L.TimeDistributed(L.Dense(2))(x), (5, 4)),
        (lambda x: L.Resizing(4, 4)(L.Rescaling(1 / 255)(L.RandomRotation(0.1)(x))), SHAPE),
        (lambda x: keras.ops.mean(keras.ops.split(x, 2, axis=-1)[1], axis=(1, 2)), SHAPE),
        (lambda x: keras.ops.reshape(x, (-1, 16)) @ np.ones((16, 2), "float32"), SHAPE),
        (lambda x: L.Conv2D(2, 3, padding="same")(x), (None, None, 3)),
    ],
)
def test_other_layers_and_operations_of_keras_have_reports(build, shape):
    told = report(build, shape)
    assert np.isfinite(told["outputs"]).all()
    assert told["parameters"] == functional(build, shape).count_params()


COMPILED = [
    dict(optimizer="adam", loss="sparse_categorical_crossentropy", metrics=["accuracy"]),
    dict(optimizer="Adam", loss=keras.losses.SparseCategoricalCrossentropy(), metrics=["acc"]),
    dict(
        optimizer=keras.optimizers.Adam(1e-3),
        loss=keras.losses.sparse_categorical_crossentropy,
        metrics=[keras.metrics.SparseCategoricalAccuracy(name="mine")],
    ),
]
COMPILED_OTHERWISE = [
    dict(optimizer="rmsprop", loss="sparse_categorical_crossentropy", metrics=["accuracy"]),
    dict(optimizer=keras.optimizers.Adam(1e-4), loss="sparse_categorical_crossentropy", metrics=["accuracy"]),
    dict(
        optimizer=keras.optimizers.Adam(beta_1=0.5),
        loss="sparse_categorical_crossentropy",
        metrics=["accuracy"],
    ),
    dict(optimizer="adam", loss="categorical_crossentropy", metrics=["accuracy"]),
    dict(
        optimizer="adam",
        loss=keras.losses.SparseCategoricalCrossentropy(from_logits=True),
        metrics=["accuracy"],
    ),
    dict(optimizer="adam", loss=lambda y, p: p, metrics=["accuracy"]),
    dict(optimizer="adam", loss="sparse_categorical_crossentropy"),
]


def compiled(arguments):
    model = functional(lambda x: L.Dense(3, activation="softmax")(L.Flatten()(x)))
    if arguments:
        model.compile(**arguments)
    return inspect(plain(model))["compiled"]


def test_three_ways_to_compile_alike_are_alike_and_others_are_not():
    right, *alike = [compiled(arguments) for arguments in COMPILED]
    assert right["learning rate"] == 0.001
    assert [difference(right, other) for other in alike] == [None, None]
    assert all(difference(right, compiled(arguments)) for arguments in COMPILED_OTHERWISE)
    assert compiled(None)["optimizer"] == "not compiled"


@pytest.mark.parametrize("how", ["adam", "sgd", "rmsprop", "adamw", "nadam", "SGD"])
def test_learning_rate_is_the_one_that_keras_takes(how):
    model = functional(lambda x: L.Flatten()(x))
    assert inspect(plain(model))["learning rate"] == "none"
    model.compile(how, "mse")
    assert inspect(plain(model))["learning rate"] == f"{float(model.optimizer.learning_rate):.4g}"


def test_learning_rate_is_the_optimisers_own_whatever_its_property_says(monkeypatch):
    monkeypatch.setattr(keras.optimizers.Adam, "learning_rate", property(lambda self: 0.001))
    model = functional(lambda x: L.Flatten()(x))
    model.compile(keras.optimizers.Adam(2.5e-5), "mse")
    assert inspect(plain(model))["learning rate"] == "2.5e-05"


def some_frozen(model):
    model.layers[1].trainable = False


def thawed_inside(model):
    """A layer of a frozen model that is trained all the same."""
    model.layers[2].trainable = False
    model.layers[2].layers[-1].trainable = True


def wholly_frozen(model):
    model.trainable = False


@pytest.mark.parametrize("change", [lambda model: None, some_frozen, thawed_inside, wholly_frozen])
def test_trained_weights_are_those_that_keras_would_train(change):
    inner = keras.Sequential([L.Conv2D(4, 1), L.BatchNormalization()])
    model = functional(lambda x: L.Dense(2)(inner(L.Conv2D(5, 3)(x))))
    change(model)
    trained = sorted(f"{weight.name} of shape {tuple(weight.shape)}" for weight in model.trainable_weights)
    assert inspect(plain(model))["trained weights"] == tuple(trained)


def test_trained_weights_are_not_what_a_property_says(monkeypatch):
    model = functional(lambda x: L.Dense(2)(x))
    monkeypatch.setattr(keras.Model, "trainable_weights", property(lambda self: []))
    assert inspect(plain(model))["trained weights"] == ("bias of shape (2,)", "kernel of shape (4, 2)")


def test_models_that_train_other_weights_have_other_keys():
    one, other = (functional(lambda x: frozen(L.Conv2D(4, 1), L.BatchNormalization())(x)) for _ in range(2))
    one.layers[1].layers[-1].trainable = True
    assert canonical_key(plain(one)) != canonical_key(plain(other)), (
        "the second would get the first one's report"
    )


@pytest.mark.parametrize("key", sorted(ENTRIES))
def test_dictionary_cannot_pass_for_a_report(key):
    for forged in ({key: "told"}, {"network": {key: "told"}}, ({key: "told"}, 1)):
        outcome = reported(Outcome(forged))
        assert outcome.error == "NotPlain"
        assert f"tells about a network ({key})" in outcome.text
    honest = Outcome({"rate": 0.1, "network": {"of mine": key}})
    assert reported(honest) == honest


def test_every_entry_of_a_report_is_kept_for_reports():
    assert set(report(lambda x: L.Dense(2)(x))) == ENTRIES


def test_report_hides_whether_the_whole_is_a_sequential():
    def layers():
        return [L.Conv2D(4, 3), L.ReLU(), L.Flatten(), L.Dense(2)]

    listed = plain(keras.Sequential([keras.Input(SHAPE), *layers()]))
    called = plain(functional(lambda x: keras.Sequential(layers())(x)))
    reports = inspect(listed), inspect(called)
    assert [each.pop("made as") for each in reports] == ["keras.Sequential", "keras.Model(inputs, outputs)"]
    assert difference(*reports) is None
    assert canonical_key(listed) != canonical_key(called), "the second would get the first one's report"
