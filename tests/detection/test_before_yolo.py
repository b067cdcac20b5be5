"""The small networks that come before YOLO learn: a minute's training cut down to seconds must beat chance clearly."""

import keras
import numpy as np
import pytest

from cnn_helpers.data.people import LANDMARKS, Settings, people
from cnn_helpers.detection import (
    landmark_errors,
    landmark_labels,
    landmark_network,
    landmark_points,
    localisation_label,
    localisation_score,
    localiser,
    one_object_or_none,
    train_landmarks,
    train_localiser,
    train_window_classifier,
    window_classifier,
    window_crops,
)

SIZE = 32


def answers(model, images):
    return keras.ops.convert_to_numpy(model(images, training=False))


def rectangles(n, seed):
    """Return (images, labels): noise, and on three of four a rectangle whose colour is its class."""
    rng = np.random.default_rng(seed)
    images, labels = rng.uniform(0, 0.5, (n, SIZE, SIZE, 3)).astype(np.float32), []
    for k, image in enumerate(images):
        box = kind = None
        if k % 4 < 3:
            (x1, x2), (y1, y2) = (start + np.array([0, side]) for start, side in rng.integers(6, 17, (2, 2)))
            box, kind = (x1, y1, x2, y2), rng.integers(3)
            image[y1:y2, x1:x2, kind] += 0.5
        labels.append(localisation_label(box, kind, (SIZE, SIZE)))
    return images, np.stack(labels)


@pytest.mark.parametrize("loss", ["log", pytest.param("squared", marks=pytest.mark.slow)])
def test_a_localiser_learns_presence_place_and_class(loss):
    (images, labels), (unseen, truth) = rectangles(400, 0), rectangles(80, 1)
    mean = labels[labels[:, 0] == 1].mean(axis=0)
    guess = localisation_score(truth, np.tile(mean, (len(truth), 1)))
    model = train_localiser(images, labels, loss, epochs=8)
    score = localisation_score(truth, answers(model, unseen))
    assert score.mean_iou > guess.mean_iou + 0.1
    assert score.class_accuracy > 0.8 and score.presence_accuracy > 0.85  # 1 of 3 and 3 of 4 by chance


def test_every_fourth_street_is_empty_and_each_is_the_same_whatever_their_number():
    images, labels = one_object_or_none(9, SIZE)
    assert labels[:, 0].tolist() == [1, 1, 1, 0, 1, 1, 1, 0, 1]
    assert (labels[3::4] == 0).all() and (labels[labels[:, 0] == 1, 5:].sum(axis=1) == 1).all()
    again, same = one_object_or_none(3, SIZE, first=2)
    np.testing.assert_array_equal(again, images[2:5])
    np.testing.assert_array_equal(same, labels[2:5])


def test_the_same_seed_trains_the_same_localiser():
    images, labels = (part[:32] for part in rectangles(32, 0))
    one, same = (
        train_localiser(images[:, :16, :16], labels, epochs=1, seed=1).get_weights() for _ in range(2)
    )
    for a, b in zip(one, same, strict=True):
        np.testing.assert_array_equal(a, b)


@pytest.fixture(scope="module")
def faces():
    apart = Settings(shift=0.2, yaw=10, covered=0)
    return people(250, 2, SIZE, 0, apart), people(40, 2, SIZE, 0, apart, first=250)


@pytest.fixture(scope="module")
def trained(faces):
    return train_landmarks(faces[0].images, faces[0].landmarks, epochs=9)


def points_of(model, faces):
    return landmark_points(answers(model, faces.images), (SIZE, SIZE))


def test_landmarks_of_unseen_people_are_found_better_than_their_mean_places(faces, trained):
    known, unseen = faces
    guess = np.tile(known.landmarks.mean(axis=0), (len(unseen), 1, 1))
    chance = landmark_errors(unseen.landmarks, guess).mean()
    assert landmark_errors(unseen.landmarks, points_of(trained, unseen)).mean() < 0.7 * chance


def test_an_order_that_changes_from_face_to_face_cannot_be_learnt(faces, trained):
    known, unseen = faces
    eyes = [LANDMARKS.index("left_eye"), LANDMARKS.index("right_eye")]
    mixed = known.landmarks.copy()
    mixed[::2, eyes] = mixed[::2, eyes[::-1]]
    confused = train_landmarks(known.images, mixed, epochs=9)

    def apart(points):
        return np.linalg.norm(points[:, eyes[0]] - points[:, eyes[1]], axis=1).mean()

    assert apart(points_of(trained, unseen)) > 0.8 * apart(unseen.landmarks)
    assert apart(points_of(confused, unseen)) < 0.5 * apart(unseen.landmarks)


def test_points_and_labels_are_two_ways_to_write_the_same():
    points = np.random.default_rng(0).uniform(-5, 70, (4, 3, 2))
    labels = landmark_labels(points, (48, 64))
    assert labels.shape == (4, 6) and labels[1, 2] == np.float32(points[1, 1, 0] / 64)
    np.testing.assert_allclose(landmark_points(labels, (48, 64)), points, rtol=1e-5)
    np.testing.assert_allclose(landmark_errors(points, points + np.array([3, 4])), np.full((4, 3), 5))


@pytest.fixture(scope="module")
def crops():
    return window_crops(130, side=14), window_crops(40, side=14, first=130)


def test_a_classifier_of_crops_tells_objects_from_nothing(crops):
    (known, labels), (unseen, truth) = crops
    model = train_window_classifier(known, labels, epochs=8)
    said = answers(model, unseen).argmax(axis=1)
    shares = [np.mean(said[truth == kind] == kind) for kind in range(4)]
    assert np.mean(shares) > 0.4  # a quarter by chance


def test_crops_show_every_class_and_more_often_nothing(crops):
    images, labels = crops[0]
    counts = np.bincount(labels)
    assert len(counts) == 4 and counts.min() > 30 and counts[3] > counts[:3].max()
    assert images.dtype == np.float32 and 0 <= images.min() < images.max() <= 1


def test_the_classifier_of_the_lectures_has_their_layers():
    shapes = [layer.output.shape[1:] for layer in window_classifier(14).layers]
    assert shapes == [(14, 14, 3), (10, 10, 16), (5, 5, 16), (400,), (400,), (400,), (4,)]


@pytest.mark.parametrize(
    ("call", "words"),
    [
        (lambda: localiser((8, 64, 3)), "n_H of input_shape is 8"),
        (lambda: localiser(classes=0), "classes is 0"),
        (lambda: one_object_or_none(0), "n is 0"),
        (lambda: train_localiser(np.zeros((2, 16, 16, 3)), np.zeros((3, 8))), "images have shape"),
        (lambda: train_localiser(np.zeros((2, 16, 16, 3)), np.zeros((2, 8)), loss="mean"), "loss is 'mean'"),
        (lambda: landmark_network(landmarks=0), "landmarks is 0"),
        (lambda: landmark_labels(np.zeros((2, 3, 3)), (9, 9)), r"\(m, K, 2\)"),
        (lambda: landmark_labels(np.zeros((2, 3, 2)), 9), r"\(n_H, n_W\)"),
        (lambda: landmark_points(np.zeros((2, 5)), (9, 9)), r"\(m, 2K\)"),
        (lambda: landmark_errors(np.zeros((2, 3, 2)), np.zeros((2, 4, 2))), "answered"),
        (lambda: train_landmarks(np.zeros((2, 16, 16, 3)), np.zeros((3, 2, 2))), "images have shape"),
        (lambda: window_classifier(20), "side is 20"),
        (lambda: window_classifier(14, 1), "classes is 1"),
        (lambda: window_crops(0), "n is 0"),
        (lambda: train_window_classifier(np.zeros((2, 14, 14, 3)), np.zeros(3)), "crops have shape"),
    ],
)
def test_what_cannot_be_is_refused(call, words):
    with pytest.raises(ValueError, match=words):
        call()


def test_answers_have_the_form_of_the_label():
    y = answers(
        localiser((24, 32, 3), classes=4), np.random.default_rng(0).random((3, 24, 32, 3), np.float32)
    )
    assert y.shape == (3, 9) and ((0 <= y) & (y <= 1)).all()
    np.testing.assert_allclose(y[:, 5:].sum(axis=1), 1, rtol=1e-5)
