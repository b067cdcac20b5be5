"""That the ways to classify windows are timed on the same answers."""

from . import windows


def test_the_ways_to_classify_windows_give_the_same_answers():
    times, count, apart = windows.measure(14, 18, rounds=1)
    assert count == 9 and apart < 1e-5
    assert all(0 < seconds < 10 for seconds in times.values())
