"""The page's cells, run here once, against the facts of the syllabus and against SciPy."""

import numpy as np
import pytest
from scipy import signal


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/padding-stride-volumes")


def test_strided_example(page):
    np.testing.assert_array_equal(page["strided"], [[91, 100, 88], [69, 91, 117], [44, 72, 74]])


def test_a_corner_pixel_is_used_once_and_with_padding_four_times(page):
    np.testing.assert_array_equal(page["without"], signal.convolve2d(np.ones((4, 4)), np.ones((3, 3))))
    assert (page["without"][0, 0], page["padded"][0, 0]) == (1, 4)


def test_sizes_of_the_syllabus(page):
    shapes = page["shapes"]
    assert shapes.conv_output_size(7, f=3, stride=2) == 3
    assert shapes.conv_output_size(8, f=3, pad=1, stride=2) == page["glued"]["windows_kept"] == 4
    assert page["glued"]["padded_size"] == 6
    assert page["covered"].shape == (7, 7) and page["smaller"].shape == (4, 4)


def test_a_dilated_filter_is_tensorflows(page):
    import tensorflow as tf

    image = page["seven"][None, :, :, None].astype(float)
    kernel = page["vertical"][:, :, None, None].astype(float)
    expected = tf.nn.conv2d(image, kernel, strides=1, padding="VALID", dilations=2)[0, :, :, 0]
    np.testing.assert_allclose(page["conv_map"](page["seven"], page["dilated"]), expected)
    assert page["glued"]["dilated_size"] == 5 and page["wide_edge"].shape == (2, 2)
