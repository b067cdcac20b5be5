"""Two real portraits: found, aligned, embedded, and told apart at a threshold calibrated on them."""

import numpy as np
import pytest

from cnn_helpers.faces import (
    FaceDatabase,
    alterations,
    face_chip,
    pair_distances,
    portrait,
    portrait_network,
    portrait_threshold,
    portrait_vectors,
)
from cnn_helpers.faces.portraits import NETWORK, PORTRAITS

both = pytest.mark.needs_network("find_faces", "face_network")


@both
def test_the_calibrated_threshold_knows_every_altered_portrait_and_lets_no_impostor_in():
    vectors, who, how = portrait_vectors()
    np.testing.assert_allclose(np.linalg.norm(vectors, axis=1), 1, rtol=1e-5)
    assert len(vectors) == 22 and len(set(how)) == 11
    rates = portrait_threshold()
    assert (rates.accuracy, rates.false_accept) == (1.0, 0.0)
    pairs = np.stack(np.triu_indices(len(who), 1), axis=1)
    distances, same = pair_distances(vectors, pairs), who[pairs[:, 0]] == who[pairs[:, 1]]
    assert distances[same].max() < rates.threshold - 0.01 < rates.threshold + 0.01 < distances[~same].min()
    assert distances[~same].max() < 0.7, "the usual threshold would let each in as the other"


@both
def test_a_door_for_one_stays_shut_for_the_other_until_she_is_enrolled_too():
    door = FaceDatabase(portrait_network(), NETWORK, portrait_threshold().threshold)
    collins, hopper = (face_chip(portrait(name)) for name in PORTRAITS)
    door.enrol("Eileen Collins", collins)
    distance, name = door.identify(hopper)
    assert name is None and 0.41 < distance < 0.48
    door.enrol("Grace Hopper", hopper)
    assert door.identify(hopper)[1] == "Grace Hopper"
    assert door.identify(face_chip(alterations(portrait("Eileen Collins"))["dark"]))[1] == "Eileen Collins"


@pytest.mark.needs_network("find_faces")
def test_a_photograph_without_a_face_is_refused():
    with pytest.raises(ValueError, match="no face is found"):
        face_chip(np.full((80, 80, 3), 127, np.uint8))


def test_alterations_change_the_picture_and_keep_its_kind():
    image = portrait("Grace Hopper")
    changed = alterations(image)
    np.testing.assert_array_equal(changed.pop("as it is"), image)
    for name, new in changed.items():
        assert new.dtype == np.uint8 and new.ndim == 3 and new.shape[2] == 3
        assert new.shape != image.shape or np.abs(new.astype(int) - image).mean() > 1, name


def test_only_the_two_portraits_in_the_public_domain_are_there():
    assert sorted(PORTRAITS) == ["Eileen Collins", "Grace Hopper"]
    with pytest.raises(ValueError, match="one of Eileen Collins, Grace Hopper is needed"):
        portrait("Lena")
