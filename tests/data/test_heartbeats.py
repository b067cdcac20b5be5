"""The drawn heartbeats: the same for a seed whatever the batch, labelled where the peaks are, and with odd beats."""

import numpy as np
import pytest

from cnn_helpers.data import heartbeats
from cnn_helpers.data.heartbeats import EARLY, RATE, REGULAR, WIDE


def quiet(m, **settings):
    return heartbeats(m, **({"noise": 0, "wander": 0, "clicks": 0} | settings))


def test_a_signal_depends_on_the_seed_and_its_number_but_not_on_the_batch():
    few, many = heartbeats(2, seed=3), heartbeats(5, seed=3)
    np.testing.assert_array_equal(few.signals, many.signals[:2])
    np.testing.assert_array_equal(few.peaks[1], many.peaks[1])
    np.testing.assert_array_equal(few.kinds[1], many.kinds[1])
    assert not np.array_equal(few.signals[0], few.signals[1])
    assert not np.array_equal(few.signals, heartbeats(2, seed=4).signals)


def test_shapes_and_labels_fit_the_seconds():
    beats = heartbeats(4, seconds=7)
    assert beats.signals.shape == (4, 7 * RATE, 1) and beats.signals.dtype == np.float32
    for peaks, kinds in zip(beats.peaks, beats.kinds, strict=True):
        assert len(peaks) == len(kinds) and peaks.min() >= 0 and peaks.max() < 7 * RATE
        assert set(kinds) <= {REGULAR, EARLY, WIDE} and (np.diff(peaks) > 0.3 * RATE).all()


def test_without_noise_a_labelled_peak_is_the_highest_point_near_it():
    beats = quiet(30)
    for signal, peaks in zip(beats.signals[..., 0], beats.peaks, strict=True):
        for peak in peaks[(peaks > 8) & (peaks < len(signal) - 8)]:
            assert abs(signal[peak - 8 : peak + 9].argmax() - 8) <= 2


def test_wide_beats_are_wider_and_odd_beats_come_before_their_time():
    beats = quiet(60, seconds=20)
    widths, pauses = {REGULAR: [], EARLY: [], WIDE: []}, {REGULAR: [], EARLY: [], WIDE: []}
    for signal, peaks, kinds in zip(beats.signals[..., 0], beats.peaks, beats.kinds, strict=True):
        usual = np.median(np.diff(peaks))
        for before, peak, kind in zip(peaks, peaks[1:], kinds[1:], strict=False):
            window = signal[max(peak - 12, 0) : peak + 13]
            widths[kind].append((window > signal[peak] / 2).sum())
            pauses[kind].append((peak - before) / usual)
    assert min(map(len, widths.values())) > 30
    assert np.median(widths[WIDE]) > 2 * np.median(widths[REGULAR])
    assert np.median(widths[EARLY]) == pytest.approx(np.median(widths[REGULAR]), abs=1)
    assert max(np.median(pauses[EARLY]), np.median(pauses[WIDE])) < 0.85 < np.median(pauses[REGULAR])


def test_each_disturbance_changes_the_signal_and_leaves_the_labels():
    for name, amount in (("noise", 0.1), ("wander", 0.5), ("clicks", 2.0)):
        disturbed, clean = quiet(2, **{name: amount}), quiet(2)
        assert np.abs(disturbed.signals - clean.signals).max() > 0.1, name
        np.testing.assert_array_equal(disturbed.peaks[1], clean.peaks[1])


@pytest.mark.parametrize(
    "settings",
    [{"m": 0}, {"seconds": 1}, {"seed": -1}, {"noise": -0.1}, {"wander": float("nan")}, {"clicks": -1}],
)
def test_settings_that_cannot_be_drawn_are_refused(settings):
    with pytest.raises(ValueError, match="is needed"):
        heartbeats(**({"m": 1} | settings))
