"""Labels held against objects that are drawn alone, and against each other."""

from random import Random

import numpy as np
import pytest

from cnn_helpers.data import scenes
from cnn_helpers.data.scenes import CLASSES, LANDMARKS, PIXEL_CLASSES, Settings
from cnn_helpers.data.scenes.composition import REFERENCE, arrange
from cnn_helpers.data.scenes.rendering import GRAIN
from cnn_helpers.data.scenes.street import draw_street

SIZE = REFERENCE // GRAIN
CROWDED = Settings(objects=(4, 9), clutter=(4, 8), most_cut=0.6, least_visible=0.2)


def things(seed, settings):
    """Return the scene and, far to near, its things: (kind, opaque pixels of the thing alone on the canvas)."""
    layout = Random(f"{seed}/0/layout")
    items = arrange(layout, settings, draw_street(layout, settings, 1.0))
    alone = []
    for item in items:
        opaque = np.pad(np.asarray(item.sprite.mask) > 0, 3 * REFERENCE)
        top, left = 3 * REFERENCE - item.sprite.top, 3 * REFERENCE - item.sprite.left
        alone.append((item.kind, opaque[top : top + REFERENCE, left : left + REFERENCE]))
    return scenes.scene(seed, SIZE, settings), alone


@pytest.mark.parametrize("seed", range(12))
def test_a_box_is_the_tight_hull_of_the_object_alone(seed):
    street, alone = things(seed, CROWDED)
    objects = [opaque for kind, opaque in alone if kind in CLASSES]
    assert len(objects) == len(street.boxes) > 0
    for box, opaque in zip(street.boxes, objects, strict=True):
        rows, columns = np.nonzero(opaque.any(1))[0], np.nonzero(opaque.any(0))[0]
        hull = columns[0], rows[0], columns[-1] + 1, rows[-1] + 1
        np.testing.assert_allclose(box, np.array(hull) / GRAIN, rtol=1e-6)


@pytest.mark.parametrize("seed", range(12))
def test_visible_shares_and_maps_are_those_of_things_laid_over_each_other(seed):
    street, alone = things(seed, CROWDED)
    top = np.full((REFERENCE, REFERENCE), -1)
    for position, (_, opaque) in enumerate(alone):
        top[opaque] = position
    objects = [position for position, (kind, _) in enumerate(alone) if kind in CLASSES]
    shares = [(top == position).sum() / alone[position][1].sum() for position in objects]
    np.testing.assert_allclose(street.visible, shares, rtol=1e-6)
    centres = top[GRAIN // 2 :: GRAIN, GRAIN // 2 :: GRAIN]
    for number, position in enumerate(objects, 1):
        np.testing.assert_array_equal(street.instances == number, centres == position)
    for position, (kind, _) in enumerate(alone):
        assert (street.pixel_classes[centres == position] == PIXEL_CLASSES.index(kind)).all()


@pytest.mark.parametrize("seed", range(8))
def test_instances_and_pixel_classes_say_the_same(seed):
    for street in scenes.scenes(4, (96, 128), seed):
        names = np.array(PIXEL_CLASSES)[street.pixel_classes]
        np.testing.assert_array_equal(np.isin(names, CLASSES), street.instances > 0)
        for number, kind in enumerate(street.classes, 1):
            assert (names[street.instances == number] == CLASSES[kind]).all()
        assert len(street.classes) == len(street.boxes) == len(street.visible) == len(street.landmarks)


def test_what_a_picture_shows_of_an_object_lies_in_its_box_and_fills_it_when_nothing_covers_it():
    lonely = Settings(objects=(1, 1), clutter=(0, 0), distance=(5.0, 9.0))
    for street in scenes.scenes(25, 96, 4, lonely):
        (box,) = street.boxes
        rows, columns = np.nonzero(street.instances)
        hull = np.array([columns.min(), rows.min(), columns.max() + 1, rows.max() + 1])
        assert street.visible[0] == 1
        # A pixel belongs to what its centre shows, so up to half a pixel is missing, more at thin ends.
        assert (np.abs(hull - box) <= 1.5).all(), (hull, box)


def test_only_the_object_differs_between_a_picture_with_it_and_one_without():
    plain = {"clutter": (0, 0), "noise": (0, 0), "light": ("overcast",), "distance": (5.0, 9.0)}
    for number in range(10):
        with_it, without = (scenes.scene(8, 96, Settings(objects=(k, k), **plain), number) for k in (1, 0))
        changed = np.abs(with_it.image - without.image).max(2) > 0.02
        x1, y1, x2, y2 = np.round(with_it.boxes[0]).astype(int)
        outside = changed.copy()
        outside[max(y1 - 1, 0) : y2 + 6, max(x1 - 5, 0) : x2 + 5] = False  # shadow under the object
        assert not outside.any()
        assert changed[with_it.instances == 1].mean() > 0.8


def test_landmarks_lie_in_their_boxes_and_those_that_are_seen_lie_on_their_object():
    on_it, elsewhere = [], []
    for street in scenes.scenes(40, 96, 6):
        kinds = [CLASSES[kind] for kind in street.classes]
        for number, (kind, box, points) in enumerate(
            zip(kinds, street.boxes, street.landmarks, strict=True), 1
        ):
            assert tuple(points) == LANDMARKS[kind]
            for x, y, visible in points.values():
                if not (0 <= x < 96 and 0 <= y < 96):
                    assert not visible
                    continue
                assert box[0] <= x <= box[2] and box[1] <= y <= box[3]
                rows = slice(max(int(y) - 1, 0), int(y) + 2)
                columns = slice(max(int(x) - 1, 0), int(x) + 2)
                (on_it if visible else elsewhere).append(number in street.instances[rows, columns])
    # What is seen of a landmark may be narrower than a pixel, and what hides it may end beside it.
    assert len(on_it) > 200 and np.mean(on_it) > 0.98
    assert len(elsewhere) > 20 and np.mean(elsewhere) < 0.5


def test_landmarks_tell_how_an_object_faces_and_which_hand_is_left_in_the_picture():
    turned = set()
    for street in scenes.scenes(30, 96, 9):
        for points in street.landmarks:
            if "head" in points:
                assert points["left_hand"].x <= points["right_hand"].x
                assert points["left_foot"].x <= points["right_foot"].x
                assert points["head"].y < min(points["left_hand"].y, points["left_foot"].y)
            else:
                facing = np.sign(points["front_wheel"].x - points["rear_wheel"].x)
                assert facing == np.sign(points["headlamp"].x - points["tail_lamp"].x)
                turned.add(facing)
    assert turned == {-1, 1}


@pytest.mark.parametrize("number", range(10, 16))
def test_an_object_of_which_a_small_picture_shows_no_pixel_is_left_out(number):
    """Of an object cut off at the edge, a canvas 48 pixels high may not show the thin rest that one of 288 shows."""
    edge = Settings(objects=(10, 30), distance=(80.0, 200.0), most_cut=0.9, least_visible=0.0, clutter=(0, 0))
    street = scenes.scene(0, 16, edge, number)
    assert len(street.boxes) == len(street.classes) == len(street.visible) == len(street.landmarks) > 0
    assert (street.boxes >= 0).all() and (street.boxes <= 16).all()
    assert (street.boxes[:, 2:] > street.boxes[:, :2]).all()
    for position in np.unique(street.instances[street.instances > 0]) - 1:
        kinds = np.unique(street.pixel_classes[street.instances == position + 1])
        assert kinds.tolist() == [PIXEL_CLASSES.index(CLASSES[street.classes[position]])]
