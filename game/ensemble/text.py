"""Numbers as text: as many digits as they have and no more, many at a time."""

from typing import Any

import numpy as np

from game.model.world import World
from game.sim.summary import metrics_of

__all__ = ["result_rows", "shortest", "trace_rows"]

Numbers = np.ndarray[Any, np.dtype[Any]]
_MOST_DECIMALS = 12  # smaller numbers are written with nine digits, which say a single precision number exactly


def shortest(values: Numbers) -> np.ndarray[Any, np.dtype[np.float64]]:
    """Return the decimal numbers with the fewest decimals that still mean these, in double precision.

    17.3 in single precision is 17.299999; written with the fewest decimals that lead back to it, it is 17.3.
    """
    single = np.asarray(values, np.float32).ravel()
    exact = single.astype(np.float64) + 0.0  # no negative zeros
    found, left = exact.copy(), np.flatnonzero(np.isfinite(single))
    for decimals in range(_MOST_DECIMALS + 1):
        scale = 10.0**decimals
        tried = np.rint(exact[left] * scale) / scale + 0.0
        right = tried.astype(np.float32) == single[left]
        found[left[right]] = tried[right]
        left = left[~right]
        if not left.size:
            break
    return found.reshape(np.shape(values))


def result_rows(runs: range, seed: int, values: Numbers, met: Numbers) -> bytes:
    """Write one line a run: its number, the seed, the values (R, B), and which claims are met (C, B)."""
    columns = np.concatenate([np.arange(runs.start, runs.stop)[None], shortest(values), met])
    line = f"%d,{seed}{',%.9g' * len(values)}{',%d' * len(met)}\n"
    return ((line * len(runs)) % tuple(columns.T.ravel().tolist())).encode("ascii")


def trace_rows(runs: range, trace: Numbers, world: World) -> bytes:
    """Write one line for every run, turn and metric, from a trace (turns, M, B)."""
    lines = [
        f"%d,{turn},{metric.name},{metric.of},%.9g\n"
        for turn in range(1, len(trace) + 1)
        for metric in metrics_of(world)
    ]
    numbers = np.empty((len(runs), len(lines), 2))
    numbers[..., 0] = np.arange(runs.start, runs.stop)[:, None]
    numbers[..., 1] = shortest(trace.reshape(len(lines), len(runs))).T
    return (("".join(lines) * len(runs)) % tuple(numbers.ravel().tolist())).encode("utf-8")
