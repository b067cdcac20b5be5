"""The page's cells: costs by arithmetic, what the starts of each rival did, and EfficientNet's counts."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week2/efficientnet")


def by_hand(depth, width, side):
    places = (side // 2) ** 2
    return places * 9 * width + depth * places * 9 * width * width + 10 * width


def test_the_work_of_every_network_is_what_arithmetic_says(page):
    for name, size in page["rivals"].items():
        assert page["work"](*size) == by_hand(*size), name


def test_the_rivals_cost_four_times_the_base_and_grow_in_the_directions_of_their_names(page):
    base = page["rivals"]["base"]
    grows = {name: tuple(np.greater(size, base)) for name, size in page["rivals"].items()}
    assert grows == {
        "base": (False, False, False),
        "depth alone": (True, False, False),
        "width alone": (False, True, False),
        "resolution alone": (False, False, True),
        "all three": (True, True, True),
        "width and resolution": (False, True, True),
    }
    for name in page["grown"]:
        assert by_hand(*page["rivals"][name]) == pytest.approx(4 * by_hand(*base), rel=0.08)


def test_no_piece_is_for_training_and_for_validation(page):
    train, valid = page["pieces"]("brick")
    assert len(train) == len(valid) == 128 and train.shape[1:] == (32, 32)
    seen = {piece.tobytes() for piece in train}
    assert len(seen) == 128 and not any(piece.tobytes() in seen for piece in valid)
    np.testing.assert_allclose(train.mean(axis=(1, 2)), 0, atol=1e-6)


def test_every_start_of_a_network_with_convolutions_beats_every_start_without(page):
    ends = dict(page["ends"])
    weak = ends.pop("softmax regression")
    assert all(len(end) == 3 for end in ends.values())
    assert max(end.max() for end in ends.values()) < weak.min() < page["glued"]["guess"]


def test_the_text_names_the_winner_and_sorts_the_others_by_their_starts(page):
    glued, ends = page["glued"], page["ends"]
    assert all(page["middle"][glued["best"]] <= page["middle"][name] for name in page["grown"])
    for name in set(page["grown"]) - {glued["best"]}:
        reached = ends[name].min() <= ends[glued["best"]].max()
        assert (name in glued["near_best"].split(", ")) == reached
        assert (name in glued["apart"].split(", ")) == (not reached)


def test_b0_and_its_gates_have_the_published_counts(page):
    assert page["glued"]["b0_parameters"] == "5,330,571"
    assert [row.parameters for row in page["second"][1:3]] == [96 * 4 + 4, 4 * 96 + 96]


def test_a_step_of_the_papers_scaling_costs_nearly_twice(page):
    assert page["glued"]["one_step"] == pytest.approx(1.2 * 1.1**2 * 1.15**2)


def test_the_scaling_rule_predicts_the_work_of_the_published_networks(page):
    for _, _, _, _, rule, counted, _ in page["rows"]:
        assert float(rule) == pytest.approx(float(counted), rel=0.35)
