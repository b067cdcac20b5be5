"""The page's cells, run here once, against the facts of the syllabus and against SciPy."""

import numpy as np
import pytest
from scipy import signal


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/edges-and-convolution")


def test_vertical_edge_example(page):
    expected = [[-5, -4, 0, 8], [-10, -2, 2, 3], [0, -2, -4, -7], [-3, -2, -3, -16]]
    np.testing.assert_array_equal(page["slide"](page["image"], page["vertical"]), expected)


def test_half_bright_image_and_its_mirror_image(page):
    np.testing.assert_array_equal(page["edge"], [[0, 30, 30, 0]] * 4)
    assert page["glued"]["edge_unit"] == 3 and page["glued"]["edge_flipped"] == "−30"


def test_more_weight_in_the_centre_is_exact_about_directions_and_easier_to_fool(page):
    glued = page["glued"]
    assert glued["error_scharr"] < glued["error_sobel"] < glued["error_vertical"]
    noise = np.random.default_rng(1).normal(size=(400, 400))
    one_wrong = np.zeros((5, 5))
    one_wrong[2, 2] = 1
    for name, kernel in (("vertical", "vertical"), ("sobel", "sobel"), ("scharr", "scharr")):
        per_step = page[kernel] / signal.correlate2d(np.tile([1, 1, 0], (3, 1)), page[kernel], "valid").item()
        assert glued[f"all_{name}"] == pytest.approx(signal.correlate2d(noise, per_step).std(), rel=0.02)
        assert glued[f"one_{name}"] == pytest.approx(np.abs(signal.correlate2d(one_wrong, per_step)).max())
    assert glued["one_vertical"] < glued["one_sobel"] < glued["one_scharr"]


def test_a_column_and_a_row_are_sobels_filter(page):
    whole = signal.correlate2d(page["camera"], page["sobel"], "valid")
    np.testing.assert_allclose(page["difference"], whole, atol=1e-12)
    assert (page["glued"]["products_whole"], page["glued"]["products_two"]) == (9, 6)


def test_what_the_solutions_say(page):
    assert page["slide"](page["without"], page["vertical"])[0, 0] == 6
    assert page["conv_map"](page["ramp"], page["laplacian"]).tolist() == [[0, 0, 0, 0, 0]]
    assert np.linalg.matrix_rank(page["laplacian"]) == 2
