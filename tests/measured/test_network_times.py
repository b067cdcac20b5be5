"""How networks are timed."""

import keras
import pytest

from cnn_helpers.measured import network_times, read_record


def test_every_network_was_timed_alike_after_a_warm_up():
    record = read_record("network_times")
    for name, fact in record["results"].items():
        assert len(fact["times"]) == record["settings"]["repeats"] >= 3, name
        assert fact["times"] == sorted(fact["times"]), name


def test_the_first_run_of_a_network_is_not_among_its_times(monkeypatch):
    ticks = iter([0, 100] + [n for k in range(4) for n in (1000 * k + 200, 1000 * k + 201 + k)])
    monkeypatch.setattr(network_times.time, "perf_counter", lambda: next(ticks))
    model = keras.Sequential([keras.Input((4, 4, 1)), keras.layers.Flatten()])
    assert network_times.milliseconds(model, 4) == pytest.approx([1000, 2000, 3000, 4000])


def test_a_small_network_has_the_counts_of_the_record():
    fact, recorded = network_times.weighed("lenet5", repeats=1), read_record("network_times")["results"]
    assert {**fact, "times": None} == {**recorded["lenet5"], "times": None}
