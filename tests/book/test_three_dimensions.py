"""The page's cells, run here once, against the facts of the syllabus and the claims of its text."""

import keras
import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/three-dimensions")


def test_shapes_and_parameters_through_three_axes(page):
    glued = page["glued"]
    assert (glued["shape_3d_one"], glued["shape_3d_two"]) == ("10×10×10×16", "6×6×6×32")
    assert (glued["parameters_3d"], glued["parameters_2d"]) == ("64,032", "12,832")
    assert glued["products_3d"] == 6**3 * 32 * 5**3 * 16 / 1e6


def test_three_dimensions_find_nodules_where_two_find_vessels(page):
    glued = page["glued"]
    assert (
        glued["f1_brightness"] < 0.3 and glued["most_2d"] < 0.65 and np.mean(page["tallies"]["3-D"][2]) > 0.7
    )
    assert np.mean(page["tallies"]["3-D"][2]) > np.mean(page["tallies"]["2-D"][2]) + 0.15
    assert page["by_colour"] > glued["most_2d"]
    assert abs(page["solids"][0].parameters - page["flats"][0].parameters) < 50, "an unfair comparison"
    assert glued["vessel_share"] > 90


def test_a_large_network_answers_at_each_place_as_the_small_one_does_on_its_box(page):
    volume, half = page["unseen"].volumes[0], page["half"]
    whole = page["maps_3d"](page["solids"][0], page["unseen"])[0]
    for place in ((4, 4, 4), (15, 9, 20), (27, 27, 27)):
        box = tuple(slice(x - half, x + half + 1) for x in place)
        alone = page["solids"][0].forward(volume[box][None]).item()
        assert whole[tuple(x - half for x in place)] == pytest.approx(alone, abs=1e-4)


def test_a_tube_changes_the_answer_only_within_the_window(page):
    drops, distances = page["drops"], page["distances"]
    assert (drops[:, distances >= 7] == 0).all(), (
        "the window reaches four voxels, and the tube is thinner than three"
    )
    assert distances.min() == 4.5, "nearer, ball and tube would be closer than in any volume"
    assert (drops[:, distances == 4.5] < -2).all()


def test_keras_gives_the_same_numbers(page):
    ours, A = page["pair_3d"], np.random.default_rng(0).standard_normal((2, 14, 14, 14, 1), np.float32)
    theirs = keras.Sequential(
        [
            keras.layers.Input((14, 14, 14, 1)),
            keras.layers.Conv3D(16, 5),
            keras.layers.Conv3D(32, 5),
        ]
    )
    for place, array in zip(theirs.weights, ours.params.values(), strict=True):
        place.assign(array.reshape(place.shape))
    np.testing.assert_allclose(ours.forward(A), keras.ops.convert_to_numpy(theirs(A)), atol=1e-3)
