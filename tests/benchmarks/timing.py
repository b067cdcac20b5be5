"""Fair timing of several ways to do the same thing: in turns, in one process, on one machine state."""

import math
import time


def best_times(ways, rounds=7, calls=5, warm_up=0.02):
    """Return {name: seconds}, the fastest of rounds * calls for each of `ways`, {name: function}.

    Every turn starts with `warm_up` seconds of untimed calls, so that the threads of the way before it, which
    spin for a while after their work, have gone to sleep. The fastest call is the one least disturbed.

    >>> sorted(best_times({"a": lambda: 1, "b": lambda: 2}, rounds=1, calls=1, warm_up=0))
    ['a', 'b']
    """
    best = dict.fromkeys(ways, math.inf)
    for _ in range(rounds):
        for name, way in ways.items():
            way()
            warm = time.perf_counter() + warm_up
            while time.perf_counter() < warm:
                way()
            for _ in range(calls):
                start = time.perf_counter()
                way()
                best[name] = min(best[name], time.perf_counter() - start)
    return best


def geometric_mean(ratios):
    """Return the geometric mean, in which twice as fast and twice as slow cancel.

    >>> round(geometric_mean([0.5, 2.0]), 6)
    1.0
    """
    ratios = list(ratios)
    return math.exp(sum(map(math.log, ratios)) / len(ratios))
