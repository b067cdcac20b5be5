import subprocess
import sys
import zlib

import numpy as np
import pytest

from cnn_helpers.data import scenes
from cnn_helpers.data.scenes import Settings

pytestmark = pytest.mark.numbers

SIZE = (48, 64)


def same(one, other):
    for name in ("pixels", "boxes", "classes", "visible", "pixel_classes", "instances"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    assert one.landmarks == other.landmarks and one.light == other.light


def test_a_scene_is_the_same_alone_and_in_every_batch():
    batch = scenes.scenes(4, SIZE, seed=5)
    for number in range(4):
        same(scenes.scene(5, SIZE, number=number), batch[number])
    same(scenes.scenes(2, SIZE, seed=5, first=2)[1], batch[3])


def test_seeds_and_numbers_give_different_scenes():
    pictures = [
        scenes.scene(seed, SIZE, number=k).pixels for seed, k in ((0, 0), (0, 1), (1, 0), (11, 0), (1, 10))
    ]
    assert len({picture.tobytes() for picture in pictures}) == len(pictures)


def test_another_process_draws_the_same_bytes():
    program = (
        "import zlib; from cnn_helpers.data import scenes; s = scenes.scene(7, (48, 64));"
        "print(zlib.crc32(s.pixels.tobytes()), zlib.crc32(s.instances.tobytes()), s.boxes.tolist())"
    )
    printed = subprocess.check_output(
        [sys.executable, "-c", program], text=True, env={"PYTHONHASHSEED": "99"}
    )
    here = scenes.scene(7, SIZE)
    expected = (
        f"{zlib.crc32(here.pixels.tobytes())} {zlib.crc32(here.instances.tobytes())} {here.boxes.tolist()}"
    )
    assert printed.strip() == expected


def test_light_and_noise_leave_every_label_where_it_is():
    calm = scenes.scenes(6, SIZE, 3, Settings(light=("day",), noise=(0, 0), cast=0))
    wild = scenes.scenes(6, SIZE, 3, Settings(light=("dusk",), noise=(0.1, 0.2), brightness=(0.3, 0.5)))
    for one, other in zip(calm, wild, strict=True):
        assert np.abs(one.image - other.image).mean() > 0.05
        np.testing.assert_array_equal(one.boxes, other.boxes)
        np.testing.assert_array_equal(one.pixel_classes, other.pixel_classes)
        np.testing.assert_array_equal(one.instances, other.instances)
        assert one.landmarks == other.landmarks


@pytest.mark.parametrize("factor", [2, 3])
def test_a_larger_picture_shows_the_same_street(factor):
    for number in range(8):
        small, large = (scenes.scene(2, 64 * k, number=number) for k in (1, factor))
        np.testing.assert_array_equal(small.classes, large.classes)
        np.testing.assert_allclose(small.boxes * factor, large.boxes, atol=0.75 * factor)
        agree = large.pixel_classes[factor // 2 :: factor, factor // 2 :: factor] == small.pixel_classes
        assert agree.mean() > 0.9


def test_a_batch_holds_what_its_scenes_hold():
    batch = scenes.scenes(3, SIZE, seed=1)
    assert batch.images.shape == (3, 48, 64, 3) and batch.images.dtype == np.float32
    assert batch.images.min() >= 0 and batch.images.max() <= 1 and len(batch) == 3
    for k, one in enumerate(batch):
        np.testing.assert_array_equal(batch.images[k], one.image)
        np.testing.assert_array_equal(batch.pixel_classes[k], one.pixel_classes)
        np.testing.assert_array_equal(batch.instances[k], one.instances)
        assert batch.boxes[k] is one.boxes and batch.landmarks[k] is one.landmarks
        assert batch.classes[k] is one.classes and batch.visible[k] is one.visible


def test_smallest_pictures_can_be_drawn_where_things_are_smaller_than_a_pixel():
    some = scenes.scenes(30, size=16, seed=7, settings=Settings(objects=(1, 2)))
    assert some.pixels.shape == (30, 16, 16, 3)
