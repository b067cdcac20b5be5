"""The page's cells, run here once, against the facts of the syllabus."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/one-layer-and-pooling")


def test_without_relu_two_layers_are_one_and_with_it_they_are_not(page):
    np.testing.assert_array_equal(page["twice"], page["conv_map"](page["image"], page["combined"]))
    assert np.abs(page["with_relu"] - page["twice"]).max() > 1


def test_pooling_examples(page):
    np.testing.assert_array_equal(page["pool"](page["four"], 2, 2), [[9, 2], [6, 3]])
    np.testing.assert_array_equal(page["overlapping"], [[9, 9, 5], [9, 9, 5], [8, 6, 9]])


def test_a_layer_of_ten_filters_has_280_parameters_whatever_the_image(page):
    network, Conv = page["Network"], page["Conv"]
    counts = {n: network([Conv(10, f=3)], input_shape=(n, n, 3)).parameters for n in (6, 64)}
    assert set(counts.values()) == {280}


def test_shapes_on_the_page_are_those_of_the_notation(page):
    assert page["b"].shape == (1, 1, 1, 8) and page["Z"].shape == (5, 14, 14, 8)
    assert page["glued"]["rows_after"] == (32 - 5) // 2 + 1


def test_padded_pooling_is_tensorflows_and_zeros_would_be_another(page):
    import tensorflow as tf

    batch = page["negative"][None, :, :, None].astype(float)
    for ours, theirs in ((page["largest"], tf.nn.max_pool2d), (page["means"], tf.nn.avg_pool2d)):
        expected = theirs(batch, ksize=3, strides=1, padding="SAME")[0, :, :, 0].numpy()
        np.testing.assert_allclose(ours, expected, rtol=1e-6)
    assert (page["zeros_win"] != page["largest"]).sum() == page["glued"]["false_zeros"] == 12
