"""Committed numbers stay where new ones are the same but for a processor's last digits; all else is written anew."""

import copy
import json

import numpy as np
import pytest

from cnn_helpers.grading.assignments import published
from cnn_helpers.grading.assignments.kept_numbers import TOLERANCE, as_text, keep_numbers, keep_numbers_of
from cnn_helpers.grading.assignments.release import release
from cnn_helpers.grading.values import comparison, fingerprints
from cnn_helpers.grading.values.fingerprints import same

pytestmark = pytest.mark.numbers

OLD = {
    "questions": [
        {
            "name": "fit",
            "points": 20,
            "mistakes": [{"name": "a", "fingerprints": [["17", 0.978039, -0.00602583]]}],
        },
        {"name": "pad", "points": 80, "mistakes": [], "answer": {"shape": [2], "values": [3, 2.5]}},
    ]
}


def changed(number_to):
    """OLD with every number that is no whole one replaced."""

    def walked(value):
        if isinstance(value, dict):
            return {key: walked(part) for key, part in value.items()}
        if isinstance(value, list):
            return [walked(part) for part in value]
        return number_to(value) if isinstance(value, float) else value

    return walked(OLD)


def test_numbers_of_another_processor_change_nothing():
    other = changed(lambda number: float(f"{number * (1 + 1e-6):.6g}"))
    assert as_text(other) != as_text(OLD)
    assert as_text(keep_numbers(OLD, other)) == as_text(OLD)


def test_numbers_that_moved_further_are_written_anew():
    other = changed(lambda number: number + 1.5 * TOLERANCE * max(1, abs(number)))
    assert keep_numbers(OLD, other) == other


@pytest.mark.parametrize("value", [41, 40.01, "40", None, True, [40], {"shape": 40}])
def test_what_is_another_count_or_no_number_is_written_anew(value):
    assert keep_numbers({"points": 40}, {"points": value}) == {"points": value}


def test_one_unit_in_the_last_of_six_digits_changes_nothing():
    assert keep_numbers([1.00001, -0.00602583], [1.0, -0.00602639]) == [1.00001, -0.00602583]


def test_whole_number_that_came_out_a_hair_off_is_the_same():
    assert keep_numbers([3, 2.999999], [3.000001, 3]) == [3, 2.999999]


def test_one_entry_more_changes_no_other():
    more = changed(lambda number: number * (1 + 1e-6))
    more["questions"].insert(0, {"name": "new", "points": 0, "mistakes": []})
    kept = keep_numbers(OLD, more)
    assert kept["questions"][1:] == OLD["questions"] and kept["questions"][0] == more["questions"][0]
    fewer = {"questions": more["questions"][2:]}
    assert keep_numbers(OLD, fewer) == {"questions": OLD["questions"][1:]}


def test_what_is_kept_is_far_from_telling_two_answers_apart():
    assert TOLERANCE <= comparison.TOLERANCE / 4 and TOLERANCE <= fingerprints.TOLERANCE / 40
    rng = np.random.default_rng(0)
    values = rng.normal(size=50) * 10.0 ** rng.integers(-3, 4, 50)
    moved = values + TOLERANCE * np.maximum(1, np.abs(values)) * rng.uniform(-0.9, 0.9, 50)
    assert keep_numbers(values.tolist(), moved.tolist()) == values.tolist()
    assert same(["50", *values], ["50", *moved]) and comparison.difference(values, moved) is None


def test_released_data_keep_their_numbers_and_take_what_is_new(tiny, tmp_path):
    _, data = release("tiny", tmp_path, tmp_path)
    first = data.read_text()
    double = json.loads(first)["questions"][0]
    assert release("tiny", tmp_path, tmp_path) and data.read_text() == first

    other = json.loads(first)
    prints = other["questions"][0]["mistakes"][0]["fingerprints"][0]
    prints[1], other["questions"][0]["families"][0]["title"] = prints[1] + 3e-6, "an earlier title"
    data.write_text(as_text(other))
    release("tiny", tmp_path, tmp_path)
    again = json.loads(data.read_text())["questions"][0]
    assert again["mistakes"][0]["fingerprints"][0][1] == prints[1]
    assert again["families"][0]["title"] == double["families"][0]["title"]

    broken = copy.deepcopy(other)
    broken["questions"][0]["mistakes"][0]["fingerprints"][0][1] += 0.01
    data.write_text(as_text(broken))
    release("tiny", tmp_path, tmp_path)
    assert data.read_text() == first


def test_data_that_is_missing_or_in_pieces_is_made_anew(tmp_path):
    text = as_text({"a": 1.5})
    assert keep_numbers_of(tmp_path / "none.json", text) == text
    (tmp_path / "broken.json").write_text('{"a": 1.')
    assert keep_numbers_of(tmp_path / "broken.json", text) == text


def test_release_is_silent_about_what_a_known_mistake_prints(tiny, capfd):
    """The tiny assignment knows a mistake that prints its answer."""
    mistake = next(m for m in tiny.assignment.question("double").mistakes if m.name == "prints")
    assert tiny.mistaken(tiny.assignment.question("double"), mistake)(2) is None
    assert capfd.readouterr().out == "4\n"
    published.publish(tiny)
    assert capfd.readouterr() == ("", "")
