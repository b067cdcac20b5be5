"""What ships is what today's recipes make: same recipe, same data, small, and as good as its log says."""

import json

import pytest

from cnn_helpers.pretrained.trained_weights import FOLDER, load_trained, read_log, trained_names
from cnn_helpers.training import RECIPES, load_recipe

pytestmark = pytest.mark.numbers

UNSEEN = 40  # examples; the log's scores come from many more


def test_every_recipe_has_its_weights_and_all_weights_have_their_recipe():
    assert trained_names() == sorted(RECIPES)


@pytest.mark.parametrize("name", RECIPES)
def test_weights_are_those_of_the_recipe_and_data_of_today(name):
    recipe, log = load_recipe(name), read_log(name)
    again = f"cnn-course train {name} --out {FOLDER.relative_to(FOLDER.parents[2])}"
    assert log["sha256"]["recipe"] == recipe.code_hash, f"the recipe changed: {again}"
    assert log["sha256"]["data"] == recipe.data_hash, f"the data changed: {again}"
    assert log["settings"] == json.loads(json.dumps(recipe.settings)) and log["makes"] == recipe.makes
    assert len(log["epochs"]) == recipe.epochs and log["examples"] == recipe.examples
    assert log["bytes"] == (FOLDER / f"{name}.npz").stat().st_size <= 3e6


@pytest.mark.parametrize("name", RECIPES)
def test_short_score_is_near_the_one_of_the_log(name):
    recipe, log = load_recipe(name), read_log(name)
    scores = recipe.evaluate(load_trained(name, recipe.network()), UNSEEN)
    assert scores.keys() == log["scores"].keys()
    for score, value in scores.items():
        assert value == pytest.approx(log["scores"][score], abs=0.12), score
