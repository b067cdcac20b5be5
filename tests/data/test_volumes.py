"""The drawn volumes: the same for a seed whatever the batch; nodules are balls and vessels tubes, alike in a slice."""

import numpy as np
import pytest

from cnn_helpers.data import volumes
from cnn_helpers.data.volumes import BRIGHT, LUNG, RADII


@pytest.fixture(scope="module")
def quiet():
    return volumes(30, noise=0)


def brightness(scans, k, place):
    return float(scans.volumes[k][tuple(np.rint(place).astype(int))][0])


def test_a_volume_depends_on_the_seed_and_its_number_but_not_on_the_batch():
    few, many = volumes(1, seed=3), volumes(3, seed=3)
    np.testing.assert_array_equal(few.volumes[0], many.volumes[0])
    np.testing.assert_array_equal(few.nodules[0], many.nodules[0])
    assert not np.array_equal(many.volumes[0], many.volumes[1])
    assert not np.array_equal(few.volumes, volumes(1, seed=4).volumes)


def test_shapes_fit_the_size_and_every_volume_has_its_nodules(quiet):
    assert volumes(1, size=24).volumes.shape == (1, 24, 24, 24, 1)
    assert quiet.volumes.shape == (30, 32, 32, 32, 1) and quiet.volumes.dtype == np.float32
    assert {len(centres) for centres in quiet.nodules} == {2, 3}
    for centres, radii in zip(quiet.nodules, quiet.radii, strict=True):
        assert len(centres) == len(radii) and RADII[0] <= min(radii) and max(radii) <= RADII[1]


def test_a_nodule_is_bright_inside_and_dark_around(quiet):
    directions = np.concatenate([np.eye(3), -np.eye(3)])
    for k, (centres, radii) in enumerate(zip(quiet.nodules, quiet.radii, strict=True)):
        for centre, radius in zip(centres, radii, strict=True):
            assert brightness(quiet, k, centre) > BRIGHT - 0.15
            around = sorted(brightness(quiet, k, centre + (radius + 1.5) * step) for step in directions)
            assert around[-2] < BRIGHT - 0.15, "on one side a vessel may pass close by"


def test_a_vessel_cut_across_is_bright_in_the_slices_before_and_after_and_a_nodule_is_not(quiet):
    tubes, balls = [], []
    for k in range(30):
        for places, found in ((quiet.across[k], tubes), (quiet.nodules[k], balls)):
            found += [
                min(quiet.volumes[k][tuple(place + np.array([0, 0, step]))][0] for step in (-3, 3))
                for place in np.rint(places).astype(int)
            ]
    assert len(tubes) > 20 < len(balls)
    assert np.median(tubes) > BRIGHT - 0.2 and np.median(balls) == pytest.approx(LUNG, abs=0.05)


def test_noise_is_what_was_asked_for_and_leaves_the_places(quiet):
    noisy = volumes(2, noise=0.2)
    assert (noisy.volumes - quiet.volumes[:2]).std() == pytest.approx(0.2, rel=0.02)
    np.testing.assert_array_equal(noisy.nodules[1], quiet.nodules[1])


@pytest.mark.parametrize("settings", [{"m": 0}, {"size": 23}, {"seed": -1}, {"noise": -0.1}])
def test_settings_that_cannot_be_drawn_are_refused(settings):
    with pytest.raises(ValueError, match="is needed"):
        volumes(**({"m": 1} | settings))
