"""Landmarks and identity held against the pictures."""

import numpy as np
import pytest

from cnn_helpers.data.people import COVERS, LANDMARKS, Settings, face, people, person
from cnn_helpers.data.people.head import RANGES, outline

STILL = {"yaw": 0, "nod": 0, "tilt": 0, "shift": 0, "scale": (1, 1), "noise": (0, 0), "slant": (0, 0)}
PLAIN = Settings(**STILL, expression=0, glasses=0, covered=0, brightness=(1, 1), cast=0)
AT = {name: k for k, name in enumerate(LANDMARKS)}


@pytest.fixture(scope="module")
def usual():
    return people(30, 4, 64, seed=2)


def test_landmarks_keep_their_order_whatever_the_pose(usual):
    x, y = np.moveaxis(usual.landmarks, 2, 0)
    for left, right in (
        ("left_eye", "right_eye"),
        ("left_eye_outer", "left_eye_inner"),
        ("left_eye_inner", "right_eye_inner"),
        ("right_eye_inner", "right_eye_outer"),
        ("mouth_left", "mouth_right"),
        ("left_brow", "right_brow"),
    ):
        assert (x[:, AT[left]] < x[:, AT[right]]).all(), (left, right)
    roll = np.radians([one.pose.roll for one in usual])
    down = x * -np.sin(roll)[:, None] + y * np.cos(roll)[:, None]
    mouth = (down[:, AT["mouth_left"]] + down[:, AT["mouth_right"]]) / 2
    eyes = (down[:, AT["left_eye"]] + down[:, AT["right_eye"]]) / 2
    assert (eyes < down[:, AT["nose"]]).all() and (down[:, AT["nose"]] < mouth).all()
    assert (mouth < down[:, AT["chin"]]).all() and (down[:, AT["left_brow"]] < eyes).all()


def test_a_picture_shows_at_each_landmark_what_its_name_says():
    """The white of the eye lies beside the pupil, lips and chin where they are said to be."""
    darker = []
    for number in range(12):
        someone = person(4, number)
        one = face(someone, 0, 256, PLAIN)
        for name in ("left_eye", "right_eye"):
            x, y = one.landmarks[AT[name]].astype(int)
            pupil = one.image[y - 2 : y + 3, x - 2 : x + 3].mean()
            darker.append(pupil < 0.3 < one.image[y - 6 : y + 7, x - 20 : x + 21].max(2).max())
        chin = one.landmarks[AT["chin"]]
        column = np.abs(np.diff(one.image[int(chin[1]) - 8 : int(chin[1]) + 9, int(chin[0])].sum(1)))
        assert column.max() > 0.03 or someone.marks.beard in ("goatee", "full")
    assert np.mean(darker) > 0.9


def test_every_landmark_lies_within_the_outline_of_its_head():
    from matplotlib.path import Path

    for number in range(20):
        someone = person(6, number)
        one = face(someone, 0, 128, PLAIN)
        edge = outline(someone.head)[:, :2] * (1, -1) * 128 * 0.34 + 64
        grown = (edge - 64) * 1.02 + 64
        inside = Path(grown).contains_points(one.landmarks)
        assert inside.all(), [name for name, ok in zip(LANDMARKS, inside, strict=True) if not ok]


def test_covers_hide_the_landmarks_that_lie_under_them():
    def hidden(cover):
        settings = Settings(**STILL, covered=1, covers=(cover,), glasses=0)
        return 1 - people(12, 2, 64, 0, settings).visible.mean(0)

    bare = 1 - people(12, 2, 64, 0, Settings(**STILL, covered=0)).visible.mean(0)
    assert bare[[AT[name] for name in ("left_eye", "right_eye", "nose", "mouth_left", "chin")]].max() < 0.1
    scarf, hand, hat = (hidden(cover) for cover in COVERS)
    assert scarf[AT["chin"]] == 1 and scarf[AT["left_eye"]] < 0.1
    assert hand[AT["mouth_left"]] + hand[AT["mouth_right"]] > 0.3 and hand[AT["left_eye"]] < 0.3
    assert hat[AT["left_brow"]] >= bare[AT["left_brow"]] and hat[AT["chin"]] == 0


def test_turning_the_head_moves_the_nose_further_than_the_chin_and_the_eyes():
    someone, ahead = person(0, 1), None
    for k in range(12):
        one = face(someone, k, 64, Settings(**{**STILL, "yaw": 30}, expression=0))
        ahead = face(someone, k, 64, PLAIN) if ahead is None else ahead
        moved = one.landmarks[:, 0] - ahead.landmarks[:, 0]
        if abs(one.pose.yaw) > 5:
            assert np.sign(moved[AT["nose"]]) == np.sign(one.pose.yaw)
            assert abs(moved[AT["nose"]]) > abs(moved[AT["chin"]])
            assert abs(moved[AT["nose"]]) > abs(moved[[AT["left_eye"], AT["right_eye"]]].mean())


def test_settings_move_what_they_name(usual):
    shares = [[name in one.wears for one in usual] for name in ("glasses", *COVERS)]
    assert 0.1 < np.mean(shares[0]) < 0.4 and 0.08 < np.any(shares[1:], axis=0).mean() < 0.35
    poses = np.array([one.pose for one in usual])
    assert np.abs(poses[:, 0]).max() <= 24 and np.abs(poses[:, 0]).max() > 18
    assert np.abs(poses[:, 2]).max() <= 14 and poses[:, 3].min() >= 0.84 and poses[:, 3].max() <= 1.1
    assert np.abs(poses[:, 4:] - 0.5).max() <= 0.07


def test_skin_tone_tells_nothing_else_about_a_person():
    crowd = [person(9, number) for number in range(600)]
    tones = np.array([one.tone for one in crowd])
    assert np.abs(np.histogram(tones, 4, (0, 1))[0] - 150).max() < 50  # every tone is as likely
    traits = np.array(
        [[*one.head, *one.eyes, *one.nose, *one.mouth, one.hair.height, one.marks.age] for one in crowd]
    )
    hair = np.array(
        [[one.hair_colour[0], one.hair.style in ("long", "bob"), one.marks.beard == "none"] for one in crowd]
    )
    both = np.concatenate([traits, hair.astype(float)], 1)
    correlation = [np.corrcoef(tones, both[:, k])[0, 1] for k in range(both.shape[1])]
    assert np.abs(correlation).max() < 0.16  # four standard deviations of no correlation
    spread = [traits[(tones > low) & (tones <= low + 0.5)].std(0) for low in (0, 0.5)]
    np.testing.assert_allclose(spread[0], spread[1], rtol=0.15)
    assert len(RANGES) == len(crowd[0].head)


@pytest.mark.parametrize(
    ("call", "message"),
    [
        (lambda: person(-1, 0), "seed is -1"),
        (lambda: person(0, 1.5), "number is 1.5"),
        (lambda: face("Ann"), "someone is 'Ann'; a Person is needed"),
        (lambda: face(person(0, 0), -1), "number is -1"),
        (lambda: face(person(0, 0), size=8), "size is 8"),
        (lambda: face(person(0, 0), size=1024), "size is 1024"),
        (lambda: face(person(0, 0), settings={}), "settings is {}"),
        (lambda: people(0, 1), "n_people is 0"),
        (lambda: people(1, 0), "n_faces is 0"),
        (lambda: people(1, 1, first=-2), "first is -2"),
        (lambda: Settings(yaw=60), "yaw is 60; a number from 0 to 35"),
        (lambda: Settings(noise=(0.2, 0.1)), "noise is .0.2, 0.1.; a tuple"),
        (lambda: Settings(scale=1.0), "scale is 1.0; a tuple"),
        (lambda: Settings(covered=True), "covered is True"),
        (lambda: Settings(covers=("mask",)), "covers is .'mask',"),
    ],
)
def test_what_cannot_be_drawn_is_refused(call, message):
    with pytest.raises(ValueError, match=message):
        call()
