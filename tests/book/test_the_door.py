"""The page's cells: who is let in, what a file refuses, errors among many, two portraits, a print, skin tones."""

import numpy as np
import pytest

pytestmark = pytest.mark.needs_network("find_faces", "face_network")


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week4/the-door", until="\n## Summary")


def test_residents_come_in_far_more_often_than_strangers(page):
    assert page["recognised"] / 30 > 0.5 and page["mixed_up"] <= 3
    assert page["strangers_in"] / len(page["outsiders"]) < 0.1


def test_who_moved_out_is_not_found_in_the_file(page):
    assert page["still_enrolled"] == [f"resident {k}" for k in (0, 1, 2, 4, 5, 6, 7, 8, 9)]
    assert page["cut_short"].startswith("refused")


def test_strangers_get_in_as_often_as_independent_errors_would_let_them(page):
    for K, share in zip(page["doors"], page["measured"], strict=True):
        assert share == pytest.approx(1 - (1 - page["e"]) ** K, abs=0.08)
    assert (
        sum(page["counts"])
        == (page["to_first"] < page["tau"]).sum() - ((page["to_first"] < page["tau"]) & page["own"]).sum()
    )


def test_the_tenth_with_the_most_false_accepts_has_no_more_than_chance_gives(page):
    assert page["top_tenth"](np.r_[np.zeros(540, int), np.ones(60, int)]) == 1
    assert page["top_tenth"](np.ones(600, int)) == pytest.approx(0.1)
    assert page["tenth"] < page["tenth_by_chance"].mean() + 0.01


def test_two_portraits_are_told_apart_by_their_own_threshold_and_not_by_another(page):
    apart, one_person = page["apart"], page["one_person"]
    assert apart[one_person].max() < page["real_rates"].threshold < apart[~one_person].min()
    assert page["glued"]["unit_apart"] < 0.7


def test_a_print_before_a_wall_opens_the_door(page):
    assert page["spoof_name"] == "Grace Hopper"
    assert page["spoof_distance"] < page["real_rates"].threshold


def test_two_people_of_one_half_are_confused_more_often_than_one_of_each(page):
    kinds, rates = page["kinds"], page["false_accepts"]
    assert sum(some.sum() for some in kinds.values()) == 600 * 594 / 2
    assert rates["one of each"] < min(rates["both lighter"], rates["both darker"]) / 2
