"""Heartbeat-like signals, drawn and not measured: each beat is a sum of bell curves, as in a sketch of an ECG.

The idea of placing a bell curve for each wave comes from McSharry et al., A dynamical model for generating synthetic
electrocardiogram signals, IEEE Transactions on Biomedical Engineering 50(3), 2003. No person's heart is behind them,
and nothing learned from them says anything about one.
"""

from dataclasses import dataclass
from typing import TypeAlias

import numpy as np
from numpy.typing import NDArray

from cnn_helpers.checks import whole_number

RATE = 100  # samples a second
REGULAR, EARLY, WIDE = 0, 1, 2

Waves: TypeAlias = dict[str, tuple[float, float, float]]
# wave: (seconds after the beat's peak, height, width as the bell's standard deviation in seconds)
WAVES = {
    "P": (-0.17, 0.14, 0.025),
    "Q": (-0.03, -0.12, 0.010),
    "R": (0.0, 1.0, 0.014),
    "S": (0.035, -0.25, 0.014),
    "T": (0.27, 0.35, 0.050),
}
WIDE_WAVES = {
    "R": (0.0, 1.0, 0.040),
    "S": (0.10, -0.55, 0.045),
    "T": (0.32, -0.30, 0.060),
}


@dataclass(frozen=True)
class Heartbeats:
    """Signals (m, n, 1) float32, RATE samples a second; peaks and kinds: m arrays each, of a signal's beats.

    peaks: the sample of each beat's highest point; kinds: REGULAR, EARLY (before its time, shaped as usual) or
    WIDE (before its time, wide, without a P wave).
    """

    signals: np.ndarray
    peaks: list[np.ndarray]
    kinds: list[np.ndarray]


def heartbeats(
    m: int, seconds: int = 10, seed: int = 0, noise: float = 0.08, wander: float = 0.6, clicks: float = 0.3
) -> Heartbeats:
    """Return m signals of that many seconds, each with a rate, a gain and wave shapes of its own.

    noise: standard deviation, wander: height of the slow drift, both where a peak is about 1 high; clicks: how
    many spikes a second a loose contact gives. Signal k depends on the seed and on k alone, not on m.
    Raises ValueError for fewer than 1 signal or 2 seconds, and for negative amounts.

    >>> beats = heartbeats(3)
    >>> beats.signals.shape, [len(peaks) > 8 for peaks in beats.peaks]
    ((3, 1000, 1), [True, True, True])
    """
    whole_number("m", m, least=1)
    whole_number("seconds", seconds, least=2)
    whole_number("seed", seed, least=0)
    for name, amount in (("noise", noise), ("wander", wander), ("clicks", clicks)):
        if not (np.isfinite(amount) and amount >= 0):
            raise ValueError(f"{name} is {amount!r}; a number of at least 0 is needed")
    drawn = [_signal(np.random.default_rng([seed, k]), seconds, noise, wander, clicks) for k in range(m)]
    signals, peaks, kinds = zip(*drawn, strict=True)
    return Heartbeats(np.stack(signals)[..., None].astype(np.float32), list(peaks), list(kinds))


def _rhythm(rng: np.random.Generator, seconds: int) -> tuple[NDArray, NDArray, float]:
    """Return the times of the beats' peaks in seconds, their kinds, and the usual pause between two."""
    pause = 60 / rng.uniform(55, 105)
    odd = rng.uniform(0, 0.5)  # some hearts never stumble, some often do
    breath, phase = rng.uniform(0.2, 0.3), rng.uniform(0, 2 * np.pi)
    times, kinds = [rng.uniform(-pause, 0)], [REGULAR]
    while times[-1] < seconds + 1:
        usual = pause * (
            1 + 0.05 * np.sin(2 * np.pi * breath * times[-1] + phase) + 0.02 * rng.standard_normal()
        )
        if kinds[-1] == WIDE:
            usual *= 1.3  # the heart takes a rest after a wide beat
        kind = REGULAR
        if kinds[-1] == REGULAR and rng.random() < odd:
            kind = int(rng.choice([EARLY, WIDE]))
            usual *= rng.uniform(0.6, 0.75)
        times.append(times[-1] + usual)
        kinds.append(kind)
    return np.array(times), np.array(kinds), pause


def _waves(rng: np.random.Generator, waves: Waves) -> Waves:
    """Return the waves with this signal's own heights and widths."""
    heights, widths = rng.uniform(0.7, 1.3, len(waves)), rng.uniform(0.85, 1.2, len(waves))
    drawn = {
        name: (after, height * grow, width * stretch)
        for (name, (after, height, width)), grow, stretch in zip(waves.items(), heights, widths, strict=True)
    }
    after, height, width = drawn["T"]
    drawn["T"] = (after, height * rng.uniform(0.6, 2.4), width)  # in some signals T stands as tall as R
    return drawn


def _signal(
    rng: np.random.Generator, seconds: int, noise: float, wander: float, clicks: float
) -> tuple[NDArray, NDArray, NDArray]:
    """Return one signal, (n,), with the samples of its peaks and their kinds."""
    t = np.arange(seconds * RATE) / RATE
    times, kinds, pause = _rhythm(rng, seconds)
    shapes = {WIDE: _waves(rng, WIDE_WAVES)}
    shapes[REGULAR] = shapes[EARLY] = _waves(rng, WAVES)
    signal = np.zeros(len(t))
    for time, kind in zip(times, kinds, strict=True):
        for name, (after, height, width) in shapes[kind].items():
            after *= pause**0.5 if name == "T" else 1  # a fast heart's T wave comes sooner
            signal += height * np.exp(-0.5 * ((t - time - after) / width) ** 2)
    signal *= rng.uniform(0.6, 1.5)
    for frequency in rng.uniform(0.1, 0.6, 3):
        signal += (
            wander * rng.uniform(0.2, 0.8) * np.sin(2 * np.pi * frequency * t + rng.uniform(0, 2 * np.pi))
        )
    signal += noise * rng.uniform(0.5, 1.5) * rng.standard_normal(len(t))
    spikes = rng.integers(0, len(t), rng.poisson(clicks * seconds))
    np.add.at(signal, spikes, rng.choice([-1, 1], len(spikes)) * rng.uniform(0.8, 2.0, len(spikes)))
    peaks = np.rint(times * RATE).astype(int)
    inside = (peaks >= 0) & (peaks < len(t))
    return signal, peaks[inside], kinds[inside]
