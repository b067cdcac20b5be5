"""The cost of a picture as transfer sees it: the contract's costs, relative, of VGG-16's layers; and its gradient."""

import numpy as np
import pytest

from cnn_helpers.data import painting, photo
from cnn_helpers.pretrained import vgg16_features
from cnn_helpers.style import Objective, compute_content_cost, compute_layer_style_cost, style_features
from cnn_helpers.style.vgg import MEANS, activations

RANDOM = {"trained": False, "content_layer": "block2_conv1", "style_layers": ("block1_conv1", "block2_conv2")}


@pytest.fixture(scope="module")
def content():
    return photo("coffee", width=60)[:32, :48].astype(np.float32)


@pytest.fixture(scope="module")
def style():
    return painting("night", width=48)[:32].astype(np.float32)


def seen(names, image, **settings):
    return activations(style_features(names, **settings), image[np.newaxis])


@pytest.mark.needs_network("vgg16_features")
def test_trained_features_are_the_networks_own(content):
    import keras

    names = ("block1_conv1", "block3_pool", "block5_conv3")
    network = vgg16_features()
    whole = keras.Model(network.inputs[0], [network.get_layer(name).output for name in names])
    x = (255 * content)[np.newaxis, ..., ::-1] - np.array(MEANS, np.float32)
    for ours, theirs in zip(seen(names, content), whole(x), strict=True):
        np.testing.assert_allclose(ours, theirs, rtol=1e-4, atol=1e-3)


def test_its_parts_are_the_contracts_costs_over_those_of_nothing(content, style):
    goal = Objective(content, style, alpha=2, beta=3, variation=0.5, **RANDOM)
    costs = goal.costs(np.clip(content * 1.5, 0, 1))
    names = ("block2_conv1", "block1_conv1", "block2_conv2")
    C, S, G = (seen(names, x, trained=False) for x in (content, style, np.clip(content * 1.5, 0, 1)))
    expected = float(compute_content_cost(C[0], G[0]) / compute_content_cost(C[0], 0 * C[0]))
    layers = [
        float(compute_layer_style_cost(s, g) / compute_layer_style_cost(s, 0 * s))
        for s, g in zip(S[1:], G[1:], strict=True)
    ]
    assert costs.content == pytest.approx(expected, rel=1e-4)
    assert costs.style == pytest.approx(np.mean(layers), rel=1e-4)
    assert costs.total == pytest.approx(2 * costs.content + 3 * costs.style + 0.5 * costs.variation, rel=1e-5)


def test_its_gradient_is_a_finite_difference(content, style):
    goal = Objective(content, style, **RANDOM)
    rng = np.random.default_rng(0)
    image = rng.random(content.shape, np.float32)
    gradient = goal.gradient(image[np.newaxis])[1].numpy()[0]
    for direction in (gradient / np.linalg.norm(gradient), rng.normal(size=image.shape) / image.size**0.5):
        step = 1e-2 * direction.astype(np.float32)
        slope = (goal.costs(image + step).total - goal.costs(image - step).total) / 2e-2
        assert (gradient * direction).sum() == pytest.approx(
            slope, rel=0.05, abs=0.05 * float(np.linalg.norm(gradient))
        )


def test_half_precision_points_the_same_way(content, style):
    gradients = []
    for precision in ("float32", "bfloat16"):
        parts, gradient = Objective(content, style, precision=precision, **RANDOM).gradient(style[np.newaxis])
        assert parts.dtype == gradient.dtype == "float32"
        gradients.append(gradient.numpy().ravel())
    one, other = (g / np.linalg.norm(g) for g in gradients)
    assert one @ other > 0.97 and not np.array_equal(one, other)


def test_a_style_of_another_size_is_as_good(content, style):
    tiled = np.concatenate([style, style])  # the same texture, twice as much of it
    one, other = (Objective(content, s, **RANDOM).costs(content).style for s in (style, tiled))
    assert one == pytest.approx(other, rel=0.1)


def test_weights_of_layers_are_shares(content, style):
    settings = {**RANDOM, "style_layers": {"block1_conv1": 3, "block2_conv2": 1}}
    single = [
        Objective(content, style, **{**RANDOM, "style_layers": (name,)}).costs(content).style
        for name in ("block1_conv1", "block2_conv2")
    ]
    mixed = Objective(content, style, **settings).costs(content).style
    assert mixed == pytest.approx((3 * single[0] + single[1]) / 4, rel=1e-3)


def test_a_weight_of_zero_leaves_the_term_out(content, style):
    smooth = Objective(content, style, alpha=0, beta=0, variation=1)
    costs = smooth.costs(content)
    assert costs.content == costs.style == 0 and costs.total == costs.variation > 0


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({"alpha": -1}, "alpha is -1"),
        ({"variation": -1}, "is -1"),
        ({"style_layers": ()}, "weights above 0"),
        ({"style_layers": {"block1_conv1": -1}}, "weights above 0"),
        ({"style_layers": ("conv9",)}, "no layer 'conv9'"),
        ({"content_layer": "conv9"}, "no layer 'conv9'"),
        ({"precision": "int8"}, "precision is 'int8'"),
    ],
)
def test_what_cannot_be_weighed_is_refused(content, style, settings, words):
    with pytest.raises(ValueError, match=words):
        Objective(content, style, **{**RANDOM, **settings})


def test_a_picture_of_another_shape_is_refused(content, style):
    with pytest.raises(ValueError, match="as the content"):
        Objective(content, style, **RANDOM).costs(content[:, :-1])
    with pytest.raises(ValueError, match="at least one"):
        style_features(())
