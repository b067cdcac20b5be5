"""Every network: its published counts, its ledger, and what it refuses."""

from math import prod

import keras
import numpy as np
import pytest

from cnn_helpers import models
from cnn_helpers.models import describe

PARAMETERS = {
    "lenet5": 61_706,
    "alexnet": 62_378_344,
    "vgg16": 138_357_544,
    "vgg19": 143_667_240,
    "resnet18": 11_689_512 + 9_600,  # torchvision's, which does not count the running statistics
    "resnet34": 21_797_672 + 17_024,
    "resnet50": 25_636_712,
    "resnet101": 44_707_176,
    "resnet152": 60_419_944,
    "network_in_network": 966_986,
    "googlenet": 13_378_280,
    "mobilenet_v1": 4_253_864,
    "mobilenet_v2": 3_538_984,
    "efficientnet_b0": 5_330_571,
    "efficientnet_b1": 7_856_239,
    "efficientnet_b2": 9_177_569,
    "efficientnet_b3": 12_320_535,
    "efficientnet_b4": 19_466_823,
    "efficientnet_b5": 30_562_527,
    "efficientnet_b6": 43_265_143,
    "efficientnet_b7": 66_658_687,
}
SMALLEST = dict.fromkeys(PARAMETERS, 32) | {
    "lenet5": 16,
    "alexnet": 67,
    "network_in_network": 8,
    "googlenet": 65,
}


@pytest.fixture(scope="module", params=PARAMETERS)
def network(request):
    """A network in the size of its paper; the next one takes its place in memory."""
    model = getattr(models, request.param)()
    yield request.param, model, describe(model)
    keras.backend.clear_session()


def test_it_has_its_published_number_of_parameters(network):
    name, model, ledger = network
    assert model.count_params() == PARAMETERS[name]
    assert ledger.total.parameters == model.count_params()
    assert ledger.total.trainable == sum(prod(weight.shape) for weight in model.trainable_weights)


def test_the_ledger_knows_every_layer_and_the_last_sees_the_whole_image(network):
    _, model, ledger = network
    assert ledger.unknown == [] and ledger.total.multiply_adds > 0
    assert ledger.rows[-1].receptive_field == model.input_shape[1:3]


def test_the_answers_are_probabilities_of_the_classes(network):
    name, model, _ = network
    assert model.name == name
    for output in model.outputs:
        assert output.shape == (None, 10 if name in ("lenet5", "network_in_network") else 1000)
        assert output._keras_history.operation.activation is keras.activations.softmax


@pytest.mark.parametrize("name", PARAMETERS)
def test_images_that_are_too_small_are_refused(name):
    smallest = SMALLEST[name]
    message = f"n_W of input_shape is {smallest - 1}; a whole number of at least {smallest} is needed"
    with pytest.raises(ValueError, match=message):
        getattr(models, name)((smallest, smallest - 1, 3), classes=10)


@pytest.mark.parametrize(
    "name", ["lenet5", "alexnet", "resnet18", "network_in_network", "googlenet", "mobilenet_v1"]
)
def test_the_smallest_image_works_and_need_not_be_square(name):
    n = SMALLEST[name]
    model = getattr(models, name)((n, n + 7, 2), classes=3)
    answers = model(np.ones((2, n, n + 7, 2), "float32"))
    for answer in answers if isinstance(answers, list) else [answers]:
        np.testing.assert_allclose(keras.ops.sum(answer, axis=1), 1, rtol=1e-5)


@pytest.mark.parametrize(
    "shape", [None, 32, (32, 32), (32, 32, 3, 1), (None, None, 3), (32.5, 32, 3), (32, 32, 0)]
)
def test_what_is_no_shape_of_an_image_is_refused(shape):
    with pytest.raises(ValueError, match=r"input_shape.*(is|are) needed"):
        models.resnet18(shape)


@pytest.mark.parametrize("name", PARAMETERS)
@pytest.mark.parametrize("classes", [1, 0, 2.5, True, "ten"])
def test_what_is_no_number_of_classes_is_refused(name, classes):
    with pytest.raises(ValueError, match=r"classes is .*; a whole number of at least 2 is needed"):
        getattr(models, name)(classes=classes)


def test_vgg16_keeps_15_million_numbers_and_its_dense_layers_nine_tenths_of_the_parameters():
    ledger = describe(models.vgg16())
    kept = [row for row in ledger.rows if row.kind in ("Conv2D", "MaxPooling2D", "Dense")]
    assert sum(prod(row.output_shape) for row in kept) == 15_087_080 == ledger.total.activations
    assert ledger.total.activation_bytes == 60_348_320, "60 MB in float32"
    dense = sum(row.parameters for row in ledger.rows if row.kind == "Dense")
    assert dense == 25_089 * 4096 - 4096 + 4096 + 4097 * 4096 + 4097 * 1000
    assert dense / ledger.total.parameters == pytest.approx(0.894, abs=5e-4)


@pytest.mark.parametrize(("name", "repeats"), [("resnet18", (2, 2, 2, 2)), ("resnet34", (3, 4, 6, 3))])
def test_short_residual_networks_add_up(name, repeats):
    trainable, n_C = 7 * 7 * 3 * 64 + 2 * 64, 64
    for filters, blocks in zip((64, 128, 256, 512), repeats, strict=True):
        for _ in range(blocks):
            trainable += 9 * n_C * filters + 9 * filters * filters + 2 * 2 * filters
            trainable += (n_C * filters + 2 * filters) * (n_C != filters)
            n_C = filters
    model = getattr(models, name)()
    assert sum(prod(weight.shape) for weight in model.trainable_weights) == trainable + 513 * 1000


INCEPTION = [  # table 1 of Szegedy et al.: F1, R3, F3, R5, F5, P and parameters in units of 1024
    (64, 96, 128, 16, 32, 32, 159),
    (128, 128, 192, 32, 96, 64, 380),
    (192, 96, 208, 16, 48, 64, 364),
    (160, 112, 224, 24, 64, 64, 437),
    (128, 128, 256, 24, 64, 64, 463),
    (112, 144, 288, 32, 64, 64, 580),
    (256, 160, 320, 32, 128, 128, 840),
    (256, 160, 320, 32, 128, 128, 1072),
    (384, 192, 384, 48, 128, 128, 1388),
]


def test_googlenet_adds_up_by_the_table_of_its_paper():
    total, n_C = (7 * 7 * 3 + 1) * 64 + (64 + 1) * 64 + (9 * 64 + 1) * 192, 192
    for F1, R3, F3, R5, F5, P, published in INCEPTION:
        weights = n_C * (F1 + R3 + R5 + P) + 9 * R3 * F3 + 25 * R5 * F5
        assert weights / 1024 == pytest.approx(published, rel=0.08), "the column is rounded, 4c 7% off"
        total += weights + F1 + R3 + F3 + R5 + F5 + P
        n_C = F1 + F3 + F5 + P
    main = models.googlenet(side_classifiers=False)
    assert main.count_params() == total + 1025 * 1000 == 6_998_552
    joins = [layer.output for layer in main.layers if isinstance(layer, keras.layers.Concatenate)]
    assert [join.shape[3] for join in joins] == [256, 480, 512, 512, 512, 528, 832, 832, 1024]
    assert [join.shape[1] for join in joins] == [28] * 2 + [14] * 5 + [7] * 2


def test_googlenets_side_classifiers_see_4x4_maps():
    with_sides, side = models.googlenet(), 0
    for n_C in (512, 528):
        side += (n_C + 1) * 128 + (4 * 4 * 128 + 1) * 1024 + 1025 * 1000
    assert with_sides.count_params() - models.googlenet(side_classifiers=False).count_params() == side


def test_b0_without_the_scaling_of_its_input_has_seven_parameters_fewer():
    model = models.efficientnet_b0()
    assert model.count_params() - model.get_layer("normalization").count_params() == 5_330_564


def test_the_published_sizes_follow_compound_scaling_roughly():
    for phi, pixels in enumerate((224, 240, 260, 300, 380, 456, 528, 600)):
        depth, width, resolution = models.compound_scaling(phi)
        assert pixels / 224 == pytest.approx(resolution, rel=0.15)
        assert 1.9**phi <= depth * width**2 * resolution**2 <= 2**phi
    with pytest.raises(ValueError, match="phi is -1; a number from 0 on is needed"):
        models.compound_scaling(-1)


def test_mobilenet_v2_has_17_blocks_ten_of_which_add_their_input():
    rows = describe(models.mobilenet_v2()).rows
    kinds = [row.kind for row in rows]
    assert (kinds.count("DepthwiseConv2D"), kinds.count("Add")) == (17, 10)
