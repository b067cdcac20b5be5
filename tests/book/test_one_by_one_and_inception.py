"""The page's cells up to its summary, run here once: equalities that are measured, and counts against arithmetic."""

import numpy as np
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week2/one-by-one-and-inception", until="\n## Summary")


def test_a_1x1_convolution_is_a_matrix_product_at_each_pixel(page):
    kernel, bias = page["conv"].kernel.numpy()[0, 0], page["conv"].bias.numpy()
    expected = np.maximum(page["X"] @ kernel + bias, 0)
    assert page["by_conv"].shape == (1, 6, 6, 5)
    np.testing.assert_allclose(page["by_conv"], expected, atol=1e-5)
    assert page["per_pixel"] < 1e-5


def test_one_changed_weight_is_seen_by_the_comparison(page):
    kernel, bias = page["conv"].kernel.numpy()[0, 0].copy(), page["conv"].bias.numpy()
    kernel[0, 0] += 1
    changed = np.maximum(page["X"] @ kernel + bias, 0)
    assert np.abs(page["by_conv"] - changed).max() > 0.1


def test_each_answer_of_the_one_pass_is_that_of_its_own_window_and_of_no_other(page):
    maps, alone = page["maps"], page["one_by_one"]
    np.testing.assert_allclose(maps, alone, atol=1e-5)
    assert np.abs(maps - alone[::-1, ::-1]).max() > 1e-3


def test_the_one_pass_costs_what_arithmetic_says(page):
    def cost(n, places):
        return n * n * 16 * 75 + places * (5 * 5 * 16 * 400 + 400 * 4)

    assert page["apart"] == 4 * cost(10, 1) and page["together"] == cost(12, 4)


def test_the_bottleneck_saves_what_the_hand_counted(page):
    assert page["direct"] == 28 * 28 * 32 * 5 * 5 * 192 == 120_422_400
    assert page["bottleneck"] == 28 * 28 * (16 * 192 + 32 * 5 * 5 * 16) == 12_443_648


def test_the_module_has_256_channels_and_the_naive_one_416(page):
    assert page["module"].output_shape == (None, 28, 28, 64 + 128 + 32 + 32)
    assert page["naive"].output_shape == (None, 28, 28, 64 + 128 + 32 + 192)


def test_googlenet_with_and_without_its_side_classifiers(page):
    sides = [(channels + 1) * 128 + 2049 * 1024 + 1025 * 1000 for channels in (512, 528)]
    assert page["sides"] == sum(sides)
    glued = page["glued"]
    assert (glued["full_parameters"], glued["main_parameters"]) == ("13,378,280", "6,998,552")
    assert glued["weighted_loss"] == pytest.approx(3.41)
    assert glued["in_a_row"] == 22 and glued["nin_parameters"] == "966,986"
