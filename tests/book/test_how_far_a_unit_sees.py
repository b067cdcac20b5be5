"""The page's cells, run here once, against the facts of the syllabus."""

import numpy as np
import pytest
import tensorflow as tf


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week1/how-far-a-unit-sees")


def test_a_poke_is_noticed_exactly_in_the_receptive_field(page):
    assert page["glued"]["poked"] == page["glued"]["poked_too"] == page["glued"]["sight_size"] == 10
    assert page["glued"]["plain_size"] == 13 and page["glued"]["deep_size"] == 36


def test_most_of_the_influence_lies_in_the_middle_of_the_field(page):
    assert page["glued"]["middle_area"] < 30 and page["glued"]["middle_least"] > 60


def test_influence_by_poking_is_the_size_of_tensorflows_gradient(page):
    network = page["Network"](
        4 * [page["Conv"](3, f=3), page["ReLU"]()], input_shape=(9, 9, 1), dtype=np.float64
    )
    image = np.random.default_rng(1).normal(size=(1, 9, 9, 1))
    felt = network.forward(image + 1e-6 * np.eye(81).reshape(81, 9, 9, 1)) - network.forward(image)
    x = tf.Variable(image)
    with tf.GradientTape() as tape:
        a = x
        for k in range(1, 5):
            a = tf.nn.relu(tf.nn.conv2d(a, network.params[f"conv_{k}.W"], 1, "VALID"))
        units = a[0, 0, 0]
    gradient = tape.jacobian(units, x).numpy().reshape(3, 81)
    np.testing.assert_allclose(felt.reshape(81, 3).T / 1e-6, gradient, atol=1e-5)


def test_only_the_two_squares_of_the_right_size_are_found(page):
    found = np.argwhere(page["maps"][-1] > 0)
    np.testing.assert_array_equal(found, [[6, 7], [25, 38]])


def test_the_changed_detector_finds_the_larger_square_and_no_other_shape(page):
    np.testing.assert_array_equal(np.argwhere(page["map_of_large"] > 0), [[8, 23]])
