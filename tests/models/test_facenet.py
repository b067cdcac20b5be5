"""FaceNet: its published counts, stage by stage, and the answers of its table read again in plain TensorFlow."""

from math import prod

import keras
import numpy as np
import pytest
import tensorflow as tf

from cnn_helpers.models import describe, facenet, inception_resnet_a, inception_resnet_b, inception_resnet_c


@pytest.fixture(scope="module")
def network():
    return facenet()


def test_it_has_its_published_number_of_parameters(network):
    assert network.count_params() == 22_808_144
    assert sum(prod(weight.shape) for weight in network.trainable_weights) == 22_779_312
    ledger = describe(network)
    assert ledger.total.parameters == 22_808_144 and ledger.unknown == []
    assert facenet((80, 75, 1), embedding=512).count_params() == 22_808_144 - 2 * 288 + 384 * (1792 + 3)


def test_its_stages_have_the_sizes_and_blocks_of_the_table(network):
    joins = [
        layer.output.shape[1:] for layer in network.layers if isinstance(layer, keras.layers.Concatenate)
    ]
    a, b, c = (17, 17, 96), (8, 8, 256), (3, 3, 384)
    assert joins == [a] * 5 + [(8, 8, 896)] + [b] * 10 + [(3, 3, 1792)] + [c] * 6
    scales = [layer.scale for layer in network.layers if isinstance(layer, keras.layers.Rescaling)]
    assert scales == [0.17] * 5 + [0.10] * 10 + [0.20] * 5 + [1.0]


def conv_bn(n_C, filters, f_H, f_W):
    """Trainable parameters of a convolution without bias and a batch norm without factor."""
    return f_H * f_W * n_C * filters + filters


@pytest.mark.parametrize(
    ("block", "n_C", "paths"),
    [
        (inception_resnet_a, 256, [(32, (1, 1)), (32, (1, 1), (3, 3)), (32, (1, 1), (3, 3), (3, 3))]),
        (inception_resnet_b, 896, [(128, (1, 1)), (128, (1, 1), (1, 7), (7, 1))]),
        (inception_resnet_c, 1792, [(192, (1, 1)), (192, (1, 1), (1, 3), (3, 1))]),
    ],
)
def test_a_block_adds_up_and_with_a_scale_of_zero_hands_its_input_on(block, n_C, paths):
    inputs = keras.Input((7, 9, n_C))
    model = keras.Model(inputs, block(inputs, scale=0.0, activation=None))
    joined = sum(filters for filters, *_ in paths)
    expected = (joined + 1) * n_C
    for filters, *sizes in paths:
        for k, size in enumerate(sizes):
            expected += conv_bn(filters if k else n_C, filters, *size)
    assert sum(prod(weight.shape) for weight in model.trainable_weights) == expected
    X = np.random.default_rng(0).normal(size=(1, 7, 9, n_C)).astype("float32")
    np.testing.assert_array_equal(model(X), X)


def test_the_same_weights_in_plain_tensorflow_give_the_same_vectors():
    model, rng = facenet((99, 75, 3)), np.random.default_rng(0)
    for weight in model.weights:
        spread = np.sqrt(2 / prod(weight.shape[:-1])) if weight.name == "kernel" else 0.2
        value = rng.normal(0, spread, weight.shape)
        weight.assign(rng.uniform(0.5, 1.5, weight.shape) if "variance" in weight.name else value)
    images = rng.normal(size=(2, 99, 75, 3)).astype("float32")
    ours, theirs = model(images).numpy(), reference(model, images).numpy()
    np.testing.assert_allclose(np.linalg.norm(ours, axis=1), 1, rtol=1e-5)
    np.testing.assert_allclose(ours, theirs, atol=2e-5)
    assert np.abs(ours[0] - ours[1]).max() > 1e-2, "another image, another vector"
    kernel = made(model, keras.layers.Conv2D)[70].kernel
    kernel.assign(kernel + 0.05)
    assert np.abs(model(images).numpy() - theirs).max() > 1e-3, "a changed filter is noticed"


def made(model, kind):
    """The layers of a kind in the order in which they were made."""
    layers = [layer for layer in model.layers if type(layer) is kind]
    return sorted(layers, key=lambda layer: int("0" + layer.name.rpartition("_")[2].strip("convd")))


def reference(model, X):
    """The network read from its paper's figures a second time, in TensorFlow's own operations."""
    convs, norms = iter(made(model, keras.layers.Conv2D)), iter(made(model, keras.layers.BatchNormalization))

    def norm(X):
        beta, mean, variance = next(norms).get_weights()
        return tf.nn.batch_normalization(X, mean, variance, beta, None, 1e-3)

    def conv(X, filters, f, s=1, padding="SAME"):
        layer = next(convs)
        assert layer.kernel.shape == (*f, X.shape[3], filters)
        return tf.nn.relu(norm(tf.nn.conv2d(X, layer.kernel, s, padding)))

    def pool(X):
        return tf.nn.max_pool2d(X, 3, 2, "VALID")

    def block(X, filters, scale, *paths, last=tf.nn.relu):
        ends = []
        for path in paths:
            Y = X
            for f in path:
                Y = conv(Y, filters, f)
            ends.append(Y)
        layer = next(convs)
        return last(X + scale * (tf.nn.conv2d(tf.concat(ends, 3), layer.kernel, 1, "SAME") + layer.bias))

    one, three = (1, 1), (3, 3)
    X = conv(X, 32, three, 2, "VALID")
    X = conv(X, 32, three, 1, "VALID")
    X = pool(conv(X, 64, three))
    X = conv(conv(X, 80, one), 192, three, 1, "VALID")
    X = conv(X, 256, three, 2, "VALID")
    for _ in range(5):
        X = block(X, 32, 0.17, [one], [one, three], [one, three, three])
    X = tf.concat(
        [
            conv(X, 384, three, 2, "VALID"),
            conv(conv(conv(X, 192, one), 192, three), 256, three, 2, "VALID"),
            pool(X),
        ],
        3,
    )
    for _ in range(10):
        X = block(X, 128, 0.10, [one], [one, (1, 7), (7, 1)])
    X = tf.concat(
        [
            conv(conv(X, 256, one), 384, three, 2, "VALID"),
            conv(conv(X, 256, one), 256, three, 2, "VALID"),
            conv(conv(conv(X, 256, one), 256, three), 256, three, 2, "VALID"),
            pool(X),
        ],
        3,
    )
    for _ in range(5):
        X = block(X, 192, 0.20, [one], [one, (1, 3), (3, 1)])
    X = block(X, 192, 1.0, [one], [one, (1, 3), (3, 1)], last=tf.identity)
    X = norm(tf.reduce_mean(X, (1, 2)) @ next(iter(made(model, keras.layers.Dense))).kernel)
    assert next(convs, None) is None and next(norms, None) is None
    return X / tf.norm(X, axis=1, keepdims=True)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: facenet((74, 160, 3)), "n_H of input_shape is 74; a whole number of at least 75"),
        (lambda: facenet((160, 160)), "three whole numbers"),
        (lambda: facenet(embedding=1), "embedding is 1; a whole number of at least 2"),
        (lambda: inception_resnet_a(np.zeros((4, 4)), 0.1), r"tensor of shape \(m, n_H, n_W, n_C\)"),
    ],
)
def test_what_no_facenet_can_be_built_from_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()
