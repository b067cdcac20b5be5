"""The page's facts: how networks are timed, and what the trained network calls the photographs."""

import pytest


@pytest.fixture(scope="module")
def page(run_page):
    """The page with three of its networks instead of sixteen: each is weighed alike."""
    with pytest.MonkeyPatch.context() as patch:
        from cnn_helpers import models

        built = models.vgg16, models.mobilenet_v2, models.lenet5
        for name in models.__all__:
            if name.startswith(("alexnet", "resnet", "googlenet", "mobilenet_v1", "efficientnet")):
                patch.setattr(models, name, built[1], raising=False)
        return run_page("week2/all-networks", until="## Summary")


def test_every_network_is_timed_alike_after_a_warm_up(page):
    for name, fact in page["facts"].items():
        times = fact["times"]
        assert len(times) == page["REPEATS"] >= 3 and times == sorted(times), name
        assert fact["ms"] == times[len(times) // 2]


def test_the_first_run_of_a_network_is_not_among_its_times(page, monkeypatch):
    ticks = iter([0, 100] + [n for k in range(page["REPEATS"]) for n in (1000 * k + 200, 1000 * k + 201 + k)])
    monkeypatch.setattr(page["time"], "perf_counter", lambda: next(ticks))
    model = page["keras"].Sequential([page["keras"].Input((4, 4, 1)), page["keras"].layers.Flatten()])
    assert page["milliseconds"](model) == [1000 * (k + 1) for k in range(page["REPEATS"])]


def test_each_published_accuracy_belongs_to_a_network_for_a_thousand_classes(page):
    assert set(page["TOP_1"]) == set(page["NAMES"]) - {"lenet5", "network_in_network"}
    assert page["glued"]["mobile_work"] == pytest.approx(51.4, abs=0.1)


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
    assert glued["n_photos"] == 5 and glued["raw_mean"] < 10
    assert max(glued["scaled_mean"], glued["swapped_mean"]) < glued["right_mean"]
