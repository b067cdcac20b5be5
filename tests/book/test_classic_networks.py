"""The page's cells up to its summary, run here once: the ledgers against arithmetic and against Keras' own VGG."""

import keras
import pytest


@pytest.fixture(scope="module")
def page(run_page):
    return run_page("week2/classic-networks", until="\n## Summary")


def test_lenet_has_the_parameters_that_arithmetic_gives(page):
    parts = [(5 * 5 * 1 + 1) * 6, (5 * 5 * 6 + 1) * 16, 401 * 120, 121 * 84, 85 * 10]
    assert page["by_layer"] == parts and page["glued"]["lenet_total"] == f"{sum(parts):,}" == "61,706"


def test_alexnet_has_the_parameters_that_arithmetic_gives(page):
    convolutions = ((11, 3, 96), (5, 96, 256), (3, 256, 384), (3, 384, 384), (3, 384, 256))
    dense = ((6 * 6 * 256, 4096), (4096, 4096), (4096, 1000))
    total = sum((f * f * n + 1) * k for f, n, k in convolutions) + sum((n + 1) * k for n, k in dense)
    assert page["glued"]["alex_total"] == f"{total:,}" == "62,378,344"
    assert page["glued"]["fc6_inputs"] == "9,216" and page["glued"]["fc6_share"] == pytest.approx(
        60.5, abs=0.1
    )


@pytest.mark.parametrize("name", ["vgg16", "vgg19"])
def test_vgg_has_as_many_parameters_as_keras_says(page, name):
    theirs = getattr(keras.applications, name.upper())(weights=None)
    assert page["glued"][f"{name}_total"] == f"{theirs.count_params():,}"


def test_the_activations_of_vgg16_are_those_of_keras_layers(page):
    theirs = keras.applications.VGG16(weights=None)
    kinds = keras.layers.Conv2D, keras.layers.MaxPooling2D, keras.layers.Dense
    sizes = [keras.ops.prod(layer.output.shape[1:]) for layer in theirs.layers if isinstance(layer, kinds)]
    assert page["glued"]["outputs"] == f"{int(sum(sizes)):,}" == "15,087,080"
    assert page["glued"]["megabytes"] == pytest.approx(60.3, abs=0.1)


def test_parameters_are_dense_and_activations_are_early(page):
    glued = page["glued"]
    assert glued["vgg_dense"] == pytest.approx(100 * 123_642_856 / 138_357_544)
    assert glued["vgg_dense_work"] < 1 and glued["two_blocks"] == pytest.approx(71.9, abs=0.1)
    assert all(share > 80 for share in page["shares"])


def test_the_work_is_constant_until_the_filters_stop_doubling(page):
    shapes = [row.output_shape for row in page["blocks"]]
    assert shapes == [(224, 224, 64), (112, 112, 128), (56, 56, 256), (28, 28, 512), (14, 14, 512)]
    assert page["work"] == [n * n * 9 * k * k for n, _, k in shapes] and page["glued"]["last_work"] == 25
