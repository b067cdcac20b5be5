from itertools import pairwise
from random import Random

import numpy as np
import pytest
from hypothesis import given
from hypothesis import settings as examples
from hypothesis import strategies as st

from cnn_helpers.data import scenes
from cnn_helpers.data.scenes import CLASSES, LIGHTS, PIXEL_CLASSES, Settings
from cnn_helpers.data.scenes.composition import REFERENCE, arrange
from cnn_helpers.data.scenes.light import draw_light
from cnn_helpers.data.scenes.street import draw_street


def arranged(seed, settings, aspect=1.0):
    rng = Random(seed)
    street = draw_street(rng, settings, aspect)
    items = arrange(rng, settings, street)
    return street, items, [item for item in items if item.kind in CLASSES]


@examples(max_examples=25, deadline=None)
@given(
    seed=st.integers(0, 10**6),
    least=st.integers(0, 4),
    more=st.integers(0, 4),
    nearest=st.floats(3, 12),
    depth=st.floats(1.5, 4),
    cut=st.floats(0, 0.8),
    visible=st.floats(0, 1),
    aspect=st.sampled_from([0.75, 1.0, 4 / 3]),
)
def test_every_range_is_obeyed(seed, least, more, nearest, depth, cut, visible, aspect):
    settings = Settings(
        objects=(least, least + more),
        distance=(nearest, nearest * depth),
        most_cut=cut,
        least_visible=visible,
    )
    _, items, objects = arranged(seed, settings, aspect)
    assert len(objects) <= least + more and len(items) - len(objects) <= settings.clutter[1]
    width = REFERENCE * aspect
    for item in objects:
        assert nearest <= item.distance <= nearest * depth
        left, _, right, _ = item.sprite.box
        assert (min(right, width) - max(left, 0) + 3) / (right - left) >= 1 - cut
    street = scenes.scene(seed, (96, round(96 * aspect)), settings)
    assert (street.visible >= visible - 1e-6).all()


def test_the_usual_settings_find_room_for_all_objects():
    counts = np.array([len(classes) for classes in scenes.scenes(150, 96, 0).classes])
    assert counts.min() >= 1 and counts.max() == 5
    # Fewer would stand there if places ran out: five are as likely as each other number.
    assert (counts == 5).mean() > 0.12


def test_all_kinds_lights_and_pixel_classes_turn_up():
    streets = scenes.scenes(60, 64, 2)
    assert np.bincount(np.concatenate(streets.classes), minlength=3).min() > 30
    assert {street.light for street in streets} == set(LIGHTS)
    assert set(np.unique(streets.pixel_classes)) == set(range(len(PIXEL_CLASSES)))


@pytest.mark.parametrize("kind", CLASSES)
def test_only_the_kinds_that_were_asked_for_are_drawn(kind):
    streets = scenes.scenes(6, 64, 0, Settings(kinds=(kind,)))
    assert {CLASSES[k] for classes in streets.classes for k in classes} == {kind}


def test_farther_things_stand_higher_and_are_smaller_and_cars_keep_to_the_road():
    for seed in range(30):
        street, items, objects = arranged(seed, Settings())
        for far, near in pairwise(items):
            assert far.distance >= near.distance and far.y <= near.y and far.scale <= near.scale
        for item in objects:
            assert abs(item.sprite.box[3] - item.y) < 0.12 * item.scale + 3, "feet and wheels on the ground"
            if item.kind == "car":
                assert street.near_kerb < item.distance < street.far_kerb


def test_noise_has_the_standard_deviation_that_was_asked_for():
    quiet, noisy = (
        scenes.scene(3, 128, Settings(noise=(s, s), light=("overcast",), brightness=(0.7, 0.7)))
        for s in (0, 0.04)
    )
    unclipped = (quiet.image > 0.15) & (quiet.image < 0.85)
    assert np.std((noisy.image - quiet.image)[unclipped]) == pytest.approx(0.04, rel=0.1)


def test_brightness_is_a_factor():
    dim, bright = (
        scenes.scene(3, 64, Settings(noise=(0, 0), brightness=(b, b), light=("overcast",))).image
        for b in (0.4, 0.8)
    )
    unclipped = bright < 0.99
    np.testing.assert_allclose(bright[unclipped], 2 * dim[unclipped], atol=2.1 / 255)


def test_objects_keep_to_the_middle_when_asked():
    middle = [item.sprite.box for seed in range(20) for item in arranged(seed, Settings(spread=0.0))[2]]
    assert all(abs((left + right) / 2 - REFERENCE / 2) < 3 for left, _, right, _ in middle)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("objects", (3, 2)),
        ("objects", (-1, 2)),
        ("objects", (1.5, 2)),
        ("objects", 3),
        ("objects", (1, 31)),
        ("kinds", ()),
        ("kinds", ("bus",)),
        ("kinds", "car"),
        ("distance", (0.5, 9)),
        ("distance", (9, 9.5)),
        ("least_visible", 1.1),
        ("most_cut", -0.1),
        ("most_cut", float("nan")),
        ("spread", 2),
        ("clutter", (0, 61)),
        ("light", ("night",)),
        ("brightness", (0, 1)),
        ("cast", "red"),
        ("noise", (0.1, 0.6)),
    ],
)
def test_settings_that_cannot_be_are_refused_by_name(name, value):
    with pytest.raises(ValueError, match=f"{name} is .* needed"):
        Settings(**{name: value})


@pytest.mark.parametrize("size", [15, 1025, 0, 96.0, (96,), (96, 8), (1, 2, 3), "96"])
def test_other_sizes_are_refused(size):
    with pytest.raises(ValueError, match=r"size is .* needed"):
        scenes.scene(0, size)


@pytest.mark.parametrize("size", [16, (16, 40), (40, 16)])
def test_small_and_narrow_pictures_are_drawn(size):
    street = scenes.scene(0, size)
    assert street.image.shape == (*(size if isinstance(size, tuple) else (size, size)), 3)


def test_other_seeds_numbers_settings_and_counts_are_refused():
    with pytest.raises(ValueError, match="seed is -1"):
        scenes.scene(-1)
    with pytest.raises(ValueError, match=r"number is 0\.5"):
        scenes.scene(0, number=0.5)
    with pytest.raises(ValueError, match="a Settings is needed"):
        scenes.scene(0, settings={"objects": (1, 2)})
    with pytest.raises(ValueError, match="n is 0"):
        scenes.scenes(0)
    with pytest.raises(ValueError, match="first is -1"):
        scenes.scenes(1, first=-1)


def test_no_sky_is_brighter_than_white():
    for seed in range(300):
        light = draw_light(Random(seed), Settings())
        assert all(0 <= value <= 255 for colour in light.sky for value in colour)


def test_no_sky_is_seen_below_the_horizon():
    for number in range(30):
        street = draw_street(Random(f"4/{number}/layout"), Settings(), 1.0)
        rows = np.nonzero((scenes.scene(4, 96, number=number).pixel_classes == 0).any(1))[0]
        assert rows.max(initial=0) <= street.camera.horizon * 96 + 1
