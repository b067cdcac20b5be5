"""The page's cells, run here once, against the facts of the syllabus and the claims of its text."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/why-not-dense", until="## Exercises")


def test_inputs_weights_and_bytes_of_the_two_images(page):
    assert page["glued"]["inputs_64"] == "12,288" and page["weights_of_photo"] == 3_000_000_000
    assert (page["glued"]["gigabytes"], page["glued"]["notes_weights"]) == (12, "307,200")


def test_scrambled_digits_are_read_as_well_as_clean_ones(page):
    clean, mixed = page["clean"], page["mixed"]
    assert min(clean.min(), mixed.min()) > 95
    assert abs(clean.mean() - mixed.mean()) < np.ptp(clean) < 3
    assert page["gap"] < 1e-4, "the twin with its rows shuffled is not the same network"


def test_one_pixel_costs_half_of_the_score_and_two_leave_little(page):
    in_place, one, two = page["scores"]
    assert in_place > 95 and 35 < one < 60 and two < 20


def test_just_the_weights_of_pixels_without_ink_never_moved(page):
    assert 50 < page["unmoved"].sum() < 100
    np.testing.assert_array_equal(page["unmoved"], ~page["ever_inked"])


def test_the_wishes_save_weights(page):
    glued = page["glued"]
    assert (glued["dense_count"], glued["local_count"], glued["shared_count"]) == (35, 15, 3)
    assert (glued["window_weights"], glued["unit_weights"]) == (27, 3)
