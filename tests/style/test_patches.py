"""The patches that a unit answers to most: where they lie, and that they are all it saw."""

import numpy as np
import pytest
import tensorflow as tf

from cnn_helpers.data import photo
from cnn_helpers.style import activations, field_of_layer, nine_patches, strongest_units, style_features


@pytest.mark.parametrize(
    ("layer", "size", "jump"),
    [("block1_conv1", 3, 1), ("block1_pool", 6, 2), ("block3_conv3", 40, 4), ("block5_conv3", 196, 16)],
)
def test_receptive_fields_are_those_of_the_vgg_paper(layer, size, jump):
    field = field_of_layer(layer)
    assert (field.size, field.jump) == (size, jump)


@pytest.mark.parametrize("layer", ["block1_conv2", "block2_conv2", "block3_conv1"])
def test_the_box_is_exactly_what_moves_the_unit(layer):
    image = np.random.default_rng(0).random((64, 80, 3), np.float32)
    patch = nine_patches([image], layer, [0], count=1, trained=False)[0][0]
    field = field_of_layer(layer)
    row, column = ((begin - field.start) // field.jump for begin in (patch.box[1], patch.box[0]))
    x = tf.constant(image[np.newaxis])
    with tf.GradientTape() as tape:
        tape.watch(x)
        activation = activations(style_features((layer,), trained=False), x)[0][0, row, column, 0]
    assert float(activation) == pytest.approx(patch.activation, rel=1e-4)
    rows, columns = np.nonzero(np.abs(tape.gradient(activation, x)[0]).max(axis=-1))
    assert patch.box == (columns.min(), rows.min(), columns.max() + 1, rows.max() + 1)
    np.testing.assert_array_equal(
        patch.image, image[patch.box[1] : patch.box[3], patch.box[0] : patch.box[2]]
    )


def test_a_planted_pattern_is_found():
    """On plain grey, the nine pixels that a filter of the first layer likes best."""
    kernel = style_features(("block1_conv1",), trained=False).layers[1].kernel.numpy()[..., 5]
    image = np.full((40, 50, 3), 0.45, np.float32)  # about ImageNet's mean: little activation
    image[20:23, 31:34] = kernel[..., ::-1] > 0  # the network's channels are blue, green, red
    best = nine_patches([np.full((40, 50, 3), 0.45), image], "block1_conv1", [5], trained=False)[5][0]
    assert (best.photograph, best.box) == (1, (31, 20, 34, 23))


def test_patches_come_best_first_and_none_lies_in_the_middle_of_another():
    photographs = [photo(name, width=160) for name in ("coffee", "chelsea")]
    found = nine_patches(photographs, "block2_conv2", [3, 7], trained=False)
    assert list(found) == [3, 7]
    for patches in found.values():
        assert len(patches) == 9
        activations = [patch.activation for patch in patches]
        assert activations == sorted(activations, reverse=True) and activations[-1] > 0
        for one in patches:
            for other in patches:
                if one is not other and one.photograph == other.photograph:
                    apart = max(abs(one.box[0] - other.box[0]), abs(one.box[1] - other.box[1]))
                    assert apart > (one.box[2] - one.box[0]) // 2 - 2


def test_the_best_patch_is_the_maximum_of_the_map():
    image = photo("coffee", width=120).astype(np.float32)
    maps = np.array(activations(style_features(("block1_conv1",), trained=False), image[np.newaxis])[0])[0]
    best = nine_patches([image], "block1_conv1", [2], trained=False)[2][0]
    assert best.activation == pytest.approx(maps[1:-1, 1:-1, 2].max(), rel=1e-5)


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        (([np.zeros((40, 40, 3))], "block9_conv1", [0]), "no layer"),
        (([np.zeros((40, 40, 3))], "block1_conv1", [64]), "unit 64 is wanted; block1_conv1 has 64"),
        (([np.zeros((40, 40, 3))], "block5_conv3", [0]), "sees 196×196"),
        (([np.zeros((40, 40))], "block1_conv1", [0]), "photograph 0 has shape"),
        (([np.zeros((40, 40, 3))], "block1_conv1", [0], 0), "count is 0"),
    ],
)
def test_what_cannot_be_looked_for_is_refused(arguments, words):
    with pytest.raises(ValueError, match=words):
        nine_patches(*arguments, trained=False)


def test_strongest_units_are_those_of_the_rule_by_loops():
    photographs = [
        photo(name, width=64).astype(np.float32) for name in ("coffee", "chelsea", "china", "flower")
    ]
    layers = ("block1_conv1", "block2_conv1")
    found = strongest_units(photographs, layers, count=3, trained=False)
    for layer, start, size, jump in (("block1_conv1", -1, 3, 1), ("block2_conv1", -4, 10, 2)):
        seen = [[] for _ in photographs]
        for number, image in enumerate(photographs):
            maps = np.array(activations(style_features((layer,), trained=False), image[np.newaxis])[0])[0]
            for y, x in np.ndindex(maps.shape[:2]):
                top, left = start + y * jump, start + x * jump
                if top >= 0 and left >= 0 and top + size <= len(image) and left + size <= image.shape[1]:
                    seen[number].append(maps[y, x])
        third = np.sort([np.max(places, axis=0) for places in seen], axis=0)[1]
        best = third[found[layer]]
        assert len(best) == 3 and (np.diff(best) <= 0).all()
        np.testing.assert_allclose(best, np.sort(third)[:-4:-1], rtol=1e-4)


def test_a_rule_that_needs_three_photographs_says_so():
    with pytest.raises(ValueError, match=r"2 photographs are as large as the 5×5 pixels.*at least 3"):
        strongest_units([np.ones((40, 40, 3))] * 2, ("block1_conv2",), trained=False)
    with pytest.raises(ValueError, match="count is 0"):
        strongest_units([np.ones((40, 40, 3))] * 3, ("block1_conv2",), count=0, trained=False)
