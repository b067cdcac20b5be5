"""Verify and identify with plain dictionaries and with a database whose file survives accidents."""

import errno
import json
import math
import os

import numpy as np
import pytest

from cnn_helpers.faces import FaceDatabase, embed, verify, who_is_it


def corner(images):
    """A network of sorts: the first three pixels of each image."""
    return images[:, 0, :3, 0]


def picture(*pixels):
    image = np.zeros((4, 4, 3))
    image[0, :3, 0] = pixels
    return image


def unit(*numbers):
    return np.array(numbers) / np.linalg.norm(numbers)


PEOPLE = {"ada": unit(1, 0, 0), "bo": unit(0, 1, 0), "cy": unit(1, 1, 1)}


def test_verifying_and_identifying_measure_distances_between_vectors_of_length_one():
    image = picture(5, 0.5, 0)
    expected = {name: np.linalg.norm(unit(5, 0.5, 0) - vector) for name, vector in PEOPLE.items()}
    for name, distance in expected.items():
        found, same = verify(image, name, PEOPLE, corner)
        assert found == pytest.approx(distance, abs=1e-6) and same is bool(distance < 0.7)
    assert who_is_it(image, PEOPLE, corner) == (pytest.approx(expected["ada"], abs=1e-6), "ada")


def test_a_distance_equal_to_the_threshold_is_not_below_it():
    image, two = picture(0, 0, 1), {"ada": unit(1, 0, 0)}
    distance, _ = verify(image, "ada", two, corner)
    assert verify(image, "ada", two, corner, threshold=distance) == (distance, False)
    assert who_is_it(image, two, corner, threshold=distance) == (distance, None)
    assert who_is_it(image, two, corner, threshold=distance + 1e-6)[1] == "ada"


def test_whoever_is_far_from_everybody_is_not_recognised():
    distance, name = who_is_it(picture(-1, -1, 0), PEOPLE, corner)
    assert name is None and distance == pytest.approx(
        min(np.linalg.norm(unit(-1, -1, 0) - vector) for vector in PEOPLE.values())
    )
    assert who_is_it(picture(1, 0, 0), {}, corner) == (math.inf, None)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: verify(picture(1, 0, 0), "eve", PEOPLE, corner), r"'eve' is not in the database"),
        (lambda: verify(picture(1, 0, 0)[0], "ada", PEOPLE, corner), r"one picture \(n_H, n_W, n_C\)"),
        (lambda: who_is_it(picture(0, 0, 0), PEOPLE, corner), "finite length above 0"),
        (lambda: who_is_it(picture(1, np.nan, 0), PEOPLE, corner), "finite length above 0"),
        (lambda: who_is_it(picture(1, 0, 0), {"ada": np.ones(3)}, corner), "lengths from 1.732 to 1.732"),
        (lambda: who_is_it(picture(1, 0, 0), {"ada": unit(1, 0)}, corner), "3 numbers and length 1"),
        (lambda: verify(picture(1, 0, 0), "ada", PEOPLE, corner, threshold=-1), "threshold is -1"),
        (lambda: embed(picture(1, 0, 0), lambda images: images), r"one vector \(1, d\)"),
    ],
)
def test_what_cannot_be_compared_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


@pytest.fixture
def door():
    door = FaceDatabase(corner, "corner", threshold=0.5)
    door.enrol("ada", picture(1, 0, 0), picture(1, 1, 0))
    door.enrol("Bö", picture(0, 0, 1))
    return door


def test_of_several_pictures_the_nearest_counts(door):
    for image in (picture(1, 0.1, 0), picture(1, 0.9, 0)):
        assert door.identify(image)[1] == "ada" and door.verify(image, "ada")[1]
    assert door["ada"].shape == (2, 3) and sorted(door) == ["Bö", "ada"]
    door.enrol("ada", picture(0, 1, 0))
    assert door["ada"].shape == (3, 3) and door.identify(picture(0, 1, 0.1))[1] == "ada"


def test_who_is_removed_is_not_recognised_any_more_and_leaves_nothing_in_the_file(door, tmp_path):
    path = tmp_path / "door.npz"
    door.save(path)
    door.remove("Bö")
    assert door.identify(picture(0, 0, 1))[1] is None
    door.save(path)
    assert list(FaceDatabase.load(path, corner, "corner", 0.5)) == ["ada"]
    with np.load(path) as file:
        assert "B" not in file["about"].tobytes().decode() and len(file["vectors"]) == 2
    with pytest.raises(ValueError, match="'Bö' is not enrolled"):
        door.remove("Bö")


def test_handing_out_vectors_does_not_let_them_be_changed(door):
    door["ada"][:] = 0
    assert np.linalg.norm(door["ada"], axis=1) == pytest.approx(1)


def test_a_database_comes_back_from_its_file_as_it_was(door, tmp_path):
    path = tmp_path / "door.npz"
    door.save(path)
    again = FaceDatabase.load(path, corner, "corner", 0.5)
    assert list(again) == list(door) and repr(again) == repr(door)
    assert all((again[name] == door[name]).all() for name in door)
    empty = FaceDatabase(corner, "corner", 0.5)
    empty.save(tmp_path / "empty.npz")
    assert len(FaceDatabase.load(tmp_path / "empty.npz", corner, "corner", 0.5)) == 0
    assert sorted(p.name for p in tmp_path.iterdir()) == ["door.npz", "empty.npz"], (
        "nothing is left beside them"
    )


@pytest.mark.parametrize(("network", "threshold"), [("other", 0.5), ("corner", 0.4)])
def test_another_network_or_threshold_is_refused_on_reading_and_on_writing(
    door, tmp_path, network, threshold
):
    path = tmp_path / "door.npz"
    door.save(path)
    before = path.read_bytes()
    with pytest.raises(
        ValueError, match=r"made by the network 'corner' for the threshold 0.5; it cannot serve"
    ):
        FaceDatabase.load(path, corner, network, threshold)
    with pytest.raises(ValueError, match="it cannot serve"):
        FaceDatabase(corner, network, threshold).save(path)
    assert path.read_bytes() == before


def test_a_threshold_other_than_the_databases_own_is_refused(door):
    with pytest.raises(ValueError, match=r"threshold is 0.7; the database was calibrated for 0.5"):
        who_is_it(picture(1, 0, 0), door, corner)
    assert who_is_it(picture(1, 0, 0), door, corner, threshold=0.5) == door.identify(picture(1, 0, 0))


def damage(path, how):
    data = bytearray(path.read_bytes())
    if how == "cut":
        data = data[: len(data) // 2]
    elif how == "flipped":
        data[data.index(b"vectors.npy") + 160] ^= 1
    elif how == "empty":
        data = b""
    elif how == "text":
        data = b"these are not the faces you are looking for"
    path.write_bytes(data)
    if how == "an array":
        with path.open("wb") as file:
            np.save(file, np.zeros(3))


@pytest.mark.parametrize("how", ["cut", "flipped", "empty", "text", "an array"])
def test_a_damaged_file_is_refused_and_left_as_it_is(door, tmp_path, how):
    path = tmp_path / "door.npz"
    door.save(path)
    damage(path, how)
    before = path.read_bytes()
    with pytest.raises(ValueError, match="damaged or no face database"):
        FaceDatabase.load(path, corner, "corner", 0.5)
    with pytest.raises(ValueError, match="left as it is"):
        door.save(path)
    assert path.read_bytes() == before and len(door) == 2


@pytest.mark.parametrize(
    "change",
    [
        {"format": "something else"},
        {"people": [["ada", 2], ["ada", 1]]},
        {"people": [["ada", 2]]},
        {"people": [["ada", 2], [7, 1]]},
        {"sha256": "0" * 64},
        {"threshold": None},
    ],
)
def test_a_file_whose_parts_do_not_fit_is_refused(door, tmp_path, change):
    path = tmp_path / "door.npz"
    door.save(path)
    with np.load(path) as file:
        about, rows = json.loads(file["about"].tobytes()), file["vectors"]
    np.savez(path, about=np.frombuffer(json.dumps(about | change).encode(), np.uint8), vectors=rows)
    with pytest.raises(ValueError, match="damaged or no face database"):
        FaceDatabase.load(path, corner, "corner", 0.5)


def test_a_file_that_would_run_code_when_unpickled_is_refused(tmp_path):
    path = tmp_path / "door.npz"
    np.savez(path, about=np.array([Bomb()], object), vectors=np.zeros((1, 3), np.float32))
    with pytest.raises(ValueError, match="damaged or no face database"):
        FaceDatabase.load(path, corner, "corner", 0.5)


class Bomb:
    def __reduce__(self):
        return os._exit, (1,)


@pytest.mark.parametrize("step", ["fsync", "replace"])
def test_a_disk_that_fails_while_saving_loses_nothing(door, tmp_path, monkeypatch, step):
    path = tmp_path / "door.npz"
    door.save(path)
    before = path.read_bytes()

    def full(*args, **kwargs):
        raise OSError(errno.ENOSPC, "no space left")

    door.enrol("di", picture(0, 1, 0))
    monkeypatch.setattr(os, step, full)
    with pytest.raises(OSError, match="no space left"):
        door.save(path)
    monkeypatch.undo()
    assert path.read_bytes() == before and [p.name for p in tmp_path.iterdir()] == ["door.npz"]
    door.save(path)
    assert "di" in FaceDatabase.load(path, corner, "corner", 0.5)


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda door: door.enrol("ada"), "no picture of 'ada'"),
        (lambda door: door.enrol("  ", picture(1, 0, 0)), "a text that is not empty"),
        (lambda door: door.enrol(["ada"], picture(1, 0, 0)), "a text that is not empty"),
        (lambda door: door.enrol("eve", picture(0, 0, 0)), "length above 0"),
        (lambda door: FaceDatabase(corner, "", 0.5), "network is ''"),
        (lambda door: FaceDatabase(corner, "corner", -0.5), "threshold is -0.5"),
    ],
)
def test_what_cannot_be_enrolled_is_refused_and_changes_nothing(door, call, words):
    with pytest.raises(ValueError, match=words):
        call(door)
    assert sorted(door) == ["Bö", "ada"] and len(door["ada"]) == 2


def test_a_missing_file_is_said_to_be_missing(tmp_path):
    with pytest.raises(FileNotFoundError, match="a face database is needed"):
        FaceDatabase.load(tmp_path / "none.npz", corner, "corner", 0.5)
