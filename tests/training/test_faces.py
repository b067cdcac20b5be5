"""The recipe of the small FaceNet: its batches, its pairs, and the network that came of it."""

import numpy as np
import pytest

from cnn_helpers.data.people import people
from cnn_helpers.faces import pair_distances, trained_embedding, verification_pairs, who_is_it
from cnn_helpers.pretrained.trained_weights import read_log
from cnn_helpers.training import crowd
from cnn_helpers.training import faces as room


@pytest.fixture(scope="module")
def source():
    return room.Portraits(seed=0, n=16 * room.FACES)


def test_a_crowd_is_the_same_however_it_is_divided_among_processes():
    some, same = crowd(3, 2, 32, seed=4, first=7), people(3, 2, 32, seed=4, first=7)
    np.testing.assert_array_equal(some.pixels, same.pixels)
    np.testing.assert_array_equal(some.identities, same.identities)
    assert some.tones.tolist() == [one.tone for one in same.persons for _ in range(2)]


def test_batches_hold_each_person_as_often_as_said_and_a_mirrored_person_is_another(source):
    pixels, identities = source.arrays
    images, labels = source.epoch(0)[0]
    assert images.shape == (room.PEOPLE * room.PICTURES, 64, 64, 3) and images.dtype == np.float32
    assert sorted(np.unique(labels, return_counts=True)[1]) == [room.PICTURES] * room.PEOPLE
    assert {label % 2 for label in labels} == {0, 1}
    for image, label in zip(images, labels, strict=True):
        own = pixels[identities == label // 2] / np.float32(255)
        own = own[:, :, ::-1] if label % 2 else own
        assert (np.abs(own - image).max((1, 2, 3)) == 0).sum() == 1


def test_an_epoch_depends_on_its_number_alone(source):
    (one, labels), (again, _), (other, _) = (source.epoch(k)[2] for k in (1, 1, 2))
    np.testing.assert_array_equal(one, again)
    assert one.shape == other.shape and np.abs(one - other).max() > 0
    assert len(set(labels)) == room.PEOPLE
    np.testing.assert_array_equal(source.arrays[0], room.Portraits(seed=0, n=16 * room.FACES).arrays[0])


def test_people_who_train_who_choose_the_threshold_and_who_are_scored_are_others():
    known = range(room.recipe.examples // room.FACES)
    n = room.recipe.test_examples
    choosing, scored = range(room.CALIBRATION, room.CALIBRATION + n), range(room.UNSEEN, room.UNSEEN + n)
    assert max(known) < min(choosing) and max(choosing) < min(scored)


def test_scores_are_those_of_the_pairs():
    """A network that sees who it is has no errors; one that answers at random errs on half of the pairs."""
    perfect = room._scores(lambda pixels: np.eye(6)[np.repeat(range(6), room.FACES)], 6)
    assert perfect["accuracy"] == perfect["area under the curve"] == perfect["true accepts at 0.001"] == 1
    blind = room._scores(lambda pixels: np.random.default_rng(len(pixels)).normal(size=(len(pixels), 8)), 30)
    assert 0.42 < blind["accuracy"] < 0.58 and blind["true accepts at 0.01"] < 0.1


def test_pictures_themselves_do_not_tell_people_apart():
    log = read_log("faces")
    assert log["baseline"]["accuracy"] < 0.75 < 0.95 <= log["scores"]["accuracy"]
    short = room.baseline(30)
    assert short["accuracy"] < 0.7 and short["accuracy"] == pytest.approx(
        log["baseline"]["accuracy"], abs=0.1
    )


def test_the_trained_network_knows_people_it_has_never_seen_and_turns_strangers_away():
    model, threshold = trained_embedding()
    crowd = people(24, 3, 64, seed=11)
    vectors = model.predict(crowd.images, verbose=0)
    pairs, same = verification_pairs(crowd.identities, 72)
    distances = pair_distances(vectors, pairs)
    assert np.mean((distances < threshold) == same) > 0.88
    strict = trained_embedding(false_accept=0.01).threshold
    assert strict < threshold and np.mean(distances[~same] < strict) < 0.1
    enrolled = {f"person {k}": vectors[3 * k] for k in range(12)}
    answers = [who_is_it(crowd.images[3 * k + 1], enrolled, model, strict)[1] for k in range(24)]
    right = [name == f"person {k}" for k, name in enumerate(answers[:12])]
    assert np.mean(right) > 0.5 and np.mean([name is None for name in answers[12:]]) > 0.7


def test_it_serves_people_of_every_skin_tone():
    scores = read_log("faces")["scores"]
    assert abs(scores["accuracy, lighter half"] - scores["accuracy, darker half"]) < 0.03


@pytest.mark.parametrize("share", [0.5, 0, "few"])
def test_a_share_without_a_threshold_is_refused(share):
    with pytest.raises(ValueError, match=r"false_accept is .*None or one of 0.01, 0.001 is needed"):
        trained_embedding(share)
