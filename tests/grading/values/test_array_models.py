"""A model of plain numbers crosses to a student's process and back as an argument, and is no answer."""

import json
import socket
import threading

import numpy as np
import pytest

from cnn_helpers.grading.values import wire
from cnn_helpers.grading.values.answers import Caller, NotPlain, from_json, plain, to_json
from cnn_helpers.grading.values.array_models import BIAS, WEIGHTS, ArrayModel, NoBatch, PicturesAlone
from cnn_helpers.grading.values.keras_blocks import marked, unmarked

PICTURES = np.linspace(0, 1, 12).reshape(2, 1, 2, 3)


@pytest.fixture
def model():
    rng = np.random.default_rng(0)
    return ArrayModel(rng.normal(size=(1, 2, 3, 4)).round(4), rng.normal(size=4).round(4))


def through(value, trusted):
    here, there = socket.socketpair()
    with here, there:
        threading.Thread(target=wire.send, args=(here, value), daemon=True).start()
        return wire.receive(there, seconds=10, trusted=trusted)


def test_vectors_are_not_those_of_a_loop(model):
    for picture, vector in zip(PICTURES, model(PICTURES), strict=True):
        expected = model.bias.copy()
        for place in np.ndindex(picture.shape):
            expected += picture[place] * model.weights[place]
        np.testing.assert_allclose(vector, expected, rtol=1e-6)


def test_vectors_are_neither_an_array_nor_like_a_tensor(model):
    vectors = model(PICTURES)
    assert isinstance(vectors, np.ndarray) and vectors.dtype == np.float32
    assert type(vectors.numpy()) is np.ndarray
    np.testing.assert_array_equal(plain(vectors), vectors)


@pytest.mark.parametrize("shape", [(1, 2, 3), (2, 2, 1, 3), (1, 2, 3, 1), ()])
def test_anything_but_a_batch_of_its_pictures_is_accepted(model, shape):
    with pytest.raises(NoBatch, match=r"pictures \(m, 1, 2, 3\) are needed"):
        model(np.zeros(shape))


@pytest.mark.parametrize(
    ("others", "named"), [((), {"training": False}), ((None,), {}), ((), {"verbose": 0})]
)
def test_more_than_the_pictures_is_accepted(model, others, named):
    with pytest.raises(PicturesAlone, match=r"nothing else.*model\(pictures\)"):
        model(PICTURES, *others, **named)


def test_model_has_what_not_every_function_has(model):
    assert not hasattr(model, "layers")
    outcome = Caller(lambda given: given.predict(PICTURES))((model,))
    assert outcome.error == "NotInEveryModel"
    assert "call it like a function" in outcome.text


@pytest.mark.parametrize("bias", [np.zeros(3), np.zeros((1, 4)), [0, 0, 0, 0], None])
def test_a_bias_of_another_kind_is_accepted(model, bias):
    with pytest.raises(ValueError, match="bias"):
        ArrayModel(model.weights, bias)


@pytest.mark.parametrize(
    "way",
    [
        lambda value: through(value, trusted=True),
        lambda value: from_json(json.loads(json.dumps(to_json(value)))),
        lambda value: unmarked(marked(value)),
    ],
)
def test_model_that_arrives_answers_otherwise(model, way):
    arrived = way({"one": (model, "ada")})["one"][0]
    assert isinstance(arrived, ArrayModel)
    np.testing.assert_array_equal(arrived(PICTURES), model(PICTURES))


def test_model_comes_back_from_a_process_that_nobody_trusts(model):
    with pytest.raises(wire.BadFrame):
        through(model, trusted=False)
    with pytest.raises(NotPlain, match="ArrayModel"):
        plain(model)


@pytest.mark.parametrize("bias", [3, np.zeros(3), "none"])
def test_mark_that_is_no_model_is_accepted(model, bias):
    with pytest.raises(ValueError, match="bias"):
        unmarked(({WEIGHTS: model.weights, BIAS: bias},))


def test_function_that_changes_a_model_changes_the_cases_own(model):
    def spoil(given):
        given.weights[...] = 0
        return given(PICTURES)

    before = model(PICTURES)
    assert not np.ptp(Caller(spoil)((model,)).value, axis=0).any()
    np.testing.assert_array_equal(model(PICTURES), before)


def test_two_models_are_taken_for_one(model):
    call = Caller(lambda given: given(PICTURES))
    weights = model.weights.copy()
    weights[0, 1, 2, 3] += 1e-3
    first, second = (call((one,)).value for one in (model, ArrayModel(weights, model.bias)))
    assert not np.array_equal(first, second)
