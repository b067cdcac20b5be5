"""The page's facts: the record of times, and what the trained network calls the photographs."""

import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week2/all-networks", until="## Summary")


def test_networks_timed_again_have_the_counts_of_the_record(page):
    assert set(page["again"]) < set(page["facts"])
    for name, fact in page["again"].items():
        for count in ("input", "parameters", "multiply-adds", "outputs"):
            assert fact[count] == page["facts"][name][count], name


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
