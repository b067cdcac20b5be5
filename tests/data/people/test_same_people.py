import subprocess
import sys
import zlib

import numpy as np
import pytest

from cnn_helpers.data.people import LANDMARKS, MIRRORED, Settings, face, people, person

pytestmark = pytest.mark.numbers

SIZE = 32


def same(one, other):
    for name in ("pixels", "landmarks", "visible"):
        np.testing.assert_array_equal(getattr(one, name), getattr(other, name), err_msg=name)
    assert (one.identity, one.pose, one.wears) == (other.identity, other.pose, other.wears)


def test_a_photograph_is_the_same_alone_and_in_every_batch():
    batch = people(3, 2, SIZE, seed=5)
    for k in range(6):
        same(face(person(5, k // 2), k % 2, SIZE), batch[k])
    same(people(2, 2, SIZE, seed=5, first=1)[3], batch[5])


def test_seeds_people_and_photographs_differ():
    pictures = [
        face(person(seed, number), k, SIZE).pixels.tobytes()
        for seed, number, k in ((0, 0, 0), (0, 0, 1), (0, 1, 0), (1, 0, 0), (1, 1, 0), (0, 11, 0), (0, 1, 10))
    ]
    assert len(set(pictures)) == len(pictures)


def test_another_process_draws_the_same_bytes():
    program = (
        "import zlib; from cnn_helpers.data.people import face, person; f = face(person(7, 3), 1, 48);"
        "print(zlib.crc32(f.pixels.tobytes()), f.landmarks.tolist())"
    )
    printed = subprocess.check_output(
        [sys.executable, "-c", program], text=True, env={"PYTHONHASHSEED": "99"}
    )
    here = face(person(7, 3), 1, 48)
    assert printed.strip() == f"{zlib.crc32(here.pixels.tobytes())} {here.landmarks.tolist()}"


def test_another_size_shows_the_same_photograph():
    for number in range(4):
        small, large = (face(person(2, number), 0, n, Settings(noise=(0, 0))) for n in (32, 96))
        np.testing.assert_allclose(large.landmarks, 3 * small.landmarks, rtol=1e-5)
        shrunk = large.image.reshape(32, 3, 32, 3, 3).mean((1, 3))
        assert np.abs(shrunk - small.image).mean() < 0.02


def test_light_and_noise_leave_landmarks_where_they_are():
    calm = people(3, 2, SIZE, 1, Settings(noise=(0, 0), slant=(0, 0)))
    wild = people(
        3, 2, SIZE, 1, Settings(noise=(0.1, 0.2), slant=(0.9, 0.9), brightness=(0.4, 0.5), glasses=1)
    )
    assert np.abs(calm.images - wild.images).mean() > 0.05
    np.testing.assert_array_equal(calm.landmarks, wild.landmarks)


def test_unseen_people_are_strangers_who_share_no_photograph():
    known, unseen = people(6, 2, SIZE, seed=3), people(6, 2, SIZE, seed=3, first=6)
    assert not set(known.identities) & set(unseen.identities)
    assert not set(known.persons) & set(unseen.persons)
    assert not {one.pixels.tobytes() for one in known} & {one.pixels.tobytes() for one in unseen}
    assert known.identities.tolist() == [number for number in range(6) for _ in range(2)]
    assert known.images.dtype == np.float32 and 0 <= known.images.min() < known.images.max() <= 1


def test_a_mirror_exchanges_left_and_right():
    assert [LANDMARKS[k] for k in MIRRORED[:4]] == ["right_eye", "left_eye", "nose", "mouth_right"]
    assert [MIRRORED[k] for k in MIRRORED] == list(range(len(LANDMARKS)))
