"""Faces are found, set upright, and told apart by dlib's network; only public-domain portraits are used."""

import matplotlib.cbook
import numpy as np
import pytest
from PIL import Image
from skimage.transform import rotate

from cnn_helpers import pretrained
from cnn_helpers.data import photo
from cnn_helpers.pretrained.alignment import EYES

both = pytest.mark.needs_network("find_faces", "face_network")


def as_bytes(image):
    return (255 * image).round().astype(np.uint8)


@pytest.fixture(scope="module")
def portraits():
    path = matplotlib.cbook.get_sample_data("grace_hopper.jpg", asfileobj=False)
    return {"collins": as_bytes(photo("astronaut")), "hopper": np.asarray(Image.open(path).convert("RGB"))}


def vector(image):
    face = pretrained.find_faces(image)[0]
    chip = pretrained.align_face(image, face.eyes)
    return pretrained.face_network().predict(chip[np.newaxis].astype(np.float32), verbose=0)[0]


@both
def test_two_people_are_far_apart_and_changes_of_one_photograph_are_near(portraits):
    vectors = {name: vector(image) for name, image in portraits.items()}
    apart = np.linalg.norm(vectors["collins"] - vectors["hopper"])
    collins = portraits["collins"]
    turned = as_bytes(rotate(collins, 10, mode="edge"))
    changed = {"mirrored": collins[:, ::-1], "darker": (0.6 * collins).astype(np.uint8), "turned": turned}
    for change, image in changed.items():
        near = np.linalg.norm(vector(np.ascontiguousarray(image)) - vectors["collins"])
        assert near < 0.45 < 0.55 < apart, f"{change}: {near:.2f}, two people: {apart:.2f}"


@both
def test_landmarks_stand_in_the_face_and_the_surest_face_comes_first(portraits):
    beside = np.zeros((600, 1100, 3), np.uint8)
    beside[:512, :512] = portraits["collins"]
    beside[:600, 588:] = portraits["hopper"][:600, :512]
    faces = pretrained.find_faces(beside)
    assert len(faces) == 2 and faces[0].confidence >= faces[1].confidence
    for face in faces:
        x1, y1, x2, y2 = face.box
        assert all(x1 < x < x2 and y1 < y < y2 for x, y in face.landmarks.values())
        assert face.landmarks["nose"][1] > face.eyes[0][1]


@pytest.mark.needs_network("find_faces")
def test_where_nobody_is_nobody_is_found():
    assert pretrained.find_faces(as_bytes(photo("gravel"))[..., np.newaxis].repeat(3, axis=-1)) == []


def test_eyes_come_to_their_places():
    image = np.zeros((200, 300, 3), np.uint8)
    eyes = (180.0, 60.0), (220.0, 90.0)
    for x, y in eyes:
        image[int(y) - 2 : int(y) + 3, int(x) - 2 : int(x) + 3] = 255
    chip = pretrained.align_face(image, eyes)
    for x, y in EYES:
        assert chip[round(y), round(x)].min() > 200
    assert chip.mean() < 10 and chip.shape == (150, 150, 3)


@pytest.mark.parametrize(
    ("image", "eyes", "words"),
    [
        (np.zeros((9, 9, 3)), ((1, 1), (5, 1)), "uint8"),
        (np.zeros((9, 9), np.uint8), ((1, 1), (5, 1)), "uint8"),
        (np.zeros((9, 9, 3), np.uint8), ((5, 1), (1, 1)), "left first"),
        (np.zeros((9, 9, 3), np.uint8), ((1, 1), (2, 1)), "2 pixels apart"),
        (np.zeros((9, 9, 3), np.uint8), ((1, 1), (np.nan, 1)), "eyes are at"),
    ],
)
def test_faces_that_cannot_be_aligned_are_refused(image, eyes, words):
    with pytest.raises(ValueError, match=words):
        pretrained.align_face(image, eyes)


@pytest.mark.parametrize(
    ("image", "least"),
    [(np.zeros((9, 9)), 0.9), (np.zeros((9, 9, 3), np.uint8), 1.5), (np.zeros((9, 9, 3)), 0.9)],
)
def test_no_faces_are_looked_for_in_what_is_no_image(image, least):
    with pytest.raises(ValueError, match="needed"):
        pretrained.find_faces(image, least)
