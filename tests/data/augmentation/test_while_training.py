"""Chains of changes, Keras' layers, and the pipeline that feeds a network."""

import subprocess
import sys

import numpy as np
import pytest

from cnn_helpers.data import augmentation as aug
from cnn_helpers.data import photo

CHELSEA = photo("chelsea", width=90)
STILL = aug.Augmentation(mirrored=0, degrees=0, leaning=0, cropped=1, colour=0)


def test_the_same_draws_give_the_same_image_with_and_without_boxes():
    change = aug.Augmentation()
    plain = change(CHELSEA, np.random.default_rng(3))
    boxed = change(
        CHELSEA, np.random.default_rng(3), boxes=[[20, 10, 60, 50]], mask=np.ones(CHELSEA.shape[:2], int)
    )
    np.testing.assert_array_equal(plain.image, boxed.image)
    assert boxed.mask.shape == boxed.image.shape[:2] and boxed.kept.tolist() == [0]
    assert np.abs(plain.image - change(CHELSEA, np.random.default_rng(4)).image).max() > 0.1


def test_boxes_keep_their_places_in_the_list_through_the_chain():
    boxes = [[0, 0, 3, 3], [30, 20, 60, 50]]
    cropped = aug.Augmentation(mirrored=0, degrees=0, leaning=0, cropped=0.5, colour=0)
    kept = [cropped(CHELSEA, np.random.default_rng(seed), boxes=boxes).kept.tolist() for seed in range(20)]
    assert [1] in kept


def test_no_change_changes_nothing():
    np.testing.assert_allclose(STILL(CHELSEA, np.random.default_rng(0)).image, CHELSEA, atol=1e-6)


def test_keras_layers_change_images_in_training_only():
    layers = aug.keras_augmentation(seed=0)
    batch = np.stack([CHELSEA, CHELSEA]).astype(np.float32)
    np.testing.assert_array_equal(layers(batch, training=False), batch)
    changed = np.asarray(layers(batch, training=True))
    assert changed.shape == batch.shape and changed.min() >= 0 and changed.max() <= 1
    assert np.abs(changed[0] - batch[0]).mean() > 0.01
    assert np.abs(changed[0] - changed[1]).mean() > 0.01, "both images were changed alike"
    np.testing.assert_array_equal(aug.keras_augmentation(STILL)(batch, training=True), batch)


@pytest.mark.parametrize("parallel", [True, False])
def test_an_epoch_shows_every_image_once_with_its_label_in_a_new_order(parallel):
    images = np.arange(50, dtype=np.float32).reshape(50, 1, 1, 1)
    data = aug.training_pipeline(
        images, np.arange(50), lambda x, training: x + 0.25, 8, parallel=parallel, prefetch=parallel
    )
    epochs = []
    for _ in range(2):
        batches = [(x.numpy().ravel(), y.numpy()) for x, y in data]
        assert [len(y) for _, y in batches] == [8] * 6 + [2]
        x, y = (np.concatenate(part) for part in zip(*batches, strict=True))
        np.testing.assert_allclose(x, y + 0.25)
        assert sorted(y) == list(range(50))
        epochs.append(y.tolist())
    assert epochs[0] != epochs[1]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: aug.Augmentation(mirrored=2), "mirrored is 2"),
        (lambda: aug.Augmentation(cropped=0), "cropped is 0"),
        (lambda: aug.keras_augmentation({"degrees": 3}), "an Augmentation is needed"),
        (lambda: aug.training_pipeline(np.zeros((3, 2, 2, 1)), np.zeros(4), None), "m labels"),
        (lambda: aug.training_pipeline(np.zeros((0, 2, 2, 1)), np.zeros(0), None), "m labels"),
        (lambda: aug.training_pipeline(np.zeros((3, 2, 2, 1)), np.zeros(3), None, 0), "batch_size"),
    ],
)
def test_settings_that_make_no_sense_are_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_reading_about_augmentation_loads_no_tensorflow():
    code = "import sys, cnn_helpers.data.augmentation; assert not {'tensorflow', 'keras'} & set(sys.modules)"
    subprocess.run([sys.executable, "-c", code], check=True)
