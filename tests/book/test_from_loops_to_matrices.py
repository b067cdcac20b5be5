"""The page's cells, run here once: its layers against TensorFlow's, and what a wrong move gives away."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/from-loops-to-matrices")


def test_all_ways_compute_the_same_layer(page):
    strip, W = page["X"][:1, :3], page["W"]
    expected = page["by_tf"][:1, :1]
    np.testing.assert_allclose(page["conv_six_loops"](strip[0], W)[None], expected, atol=1e-3)
    np.testing.assert_allclose(page["conv_im2col"](strip, W), expected, atol=1e-3)


def test_keras_and_tensorflow_differ_from_ours_by_rounding_only(page):
    for name in ("by_tf", "by_keras"):
        np.testing.assert_allclose(
            page[name], page["conv_forward"](page["X"], page["W"], page["b"], page["unpadded"])[0], atol=1e-3
        )


def test_keras_reads_the_digits_with_numpys_weights(page):
    assert page["glued"]["twin_alike"] == 360 and page["glued"]["twin_percent"] >= 95


def test_same_with_a_stride_and_reshaped_kernels_give_other_numbers(page):
    assert page["glued"]["same_gap"] > 1
    moved, first_map = page["moves"]["reshaped"][0], page["first_map"]
    assert np.abs(page["correlate"](page["image_first"], moved, "valid")[0] - first_map).max() > 1


def test_im2col_takes_more_memory_than_strips(page):
    assert page["plain"] > 2 * page["ours_memory"]


def test_windows_and_products_of_a_layer_are_counted_right(page):
    for m, n, C, f, _, pad in page["cases"].values():
        if pad == 0:  # the page's own im2col does not pad
            rows = page["im2col"](np.zeros((m, n, n, C), np.float32), f)
            assert rows.size == m * (n - f + 1) ** 2 * f * f * C


def test_reshaped_kernels_are_another_layer_and_transposed_ones_are_not(page):
    assert page["gaps_of_moves"][0] < 1e-3 and page["gaps_of_moves"][1] > 1
