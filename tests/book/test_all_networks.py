"""The page's facts: VGG-16 taken apart, and what the trained network calls the photographs."""

import pytest


@pytest.fixture(scope="module")
def page(run_page):
    """The page with three of its networks instead of twenty-one: each is weighed alike."""
    with pytest.MonkeyPatch.context() as patch:
        from cnn_helpers import models

        built = models.vgg16, models.mobilenet_v2, models.lenet5
        for name in models.__all__:
            if name.startswith(("alexnet", "vgg19", "resnet", "googlenet", "mobilenet_v1", "efficientnet")):
                patch.setattr(models, name, built[1], raising=False)
        return run_page("week2/all-networks", until="## Summary")


def test_vgg16_taken_apart(page):
    glued = page["glued"]
    assert glued["vgg_outputs"] == "15,087,080" and glued["vgg_megabytes"] == pytest.approx(60.3, abs=0.1)
    assert glued["dense_share"] == pytest.approx(89.4, abs=0.1) and glued["dense_work"] < 1
    assert glued["mobile_work"] == pytest.approx(51.4, abs=0.1)


def test_familiar_things_are_named_and_the_unfamiliar_get_another_name(page):
    names = {name: answer[0].name for name, answer in page["answers"].items()}
    assert (names["coffee"], names["camera"]) == ("espresso", "tripod") and "cat" in names["chelsea"]
    for word in ("astronaut", "brick", "gravel", "dahlia"):
        assert all(word not in name.lower().split() for name in page["names"])
    assert any("clock" in name.lower().split() for name in page["names"])


def test_three_changes_at_once_do_more_than_each(page):
    glued = page["glued"]
    assert glued["all_three"] < min(glued["upside"], glued["half_hidden"]) < glued["mirrored"]


def test_wrong_preparation_costs_accuracy_without_an_error(page):
    glued = page["glued"]
    assert glued["raw_mean"] < 10 and max(glued["scaled_mean"], glued["swapped_mean"]) < glued["right_mean"]
