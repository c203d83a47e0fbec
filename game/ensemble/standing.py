"""Figures of what was seen in many games: means with intervals, who stands where, who comes back."""

import math
from typing import Any, NamedTuple

import numpy as np

from game.sim.summary import t_quantile

__all__ = ["Figure", "comeback", "correlation", "figure_of", "lead_changes", "standing"]

Numbers = np.ndarray[Any, np.dtype[Any]]


class Figure(NamedTuple):
    """A mean over games with half the width of its 95 % interval."""

    mean: float
    half: float

    @property
    def low(self) -> float:
        """The lower end of the interval."""
        return self.mean - self.half

    @property
    def high(self) -> float:
        """The upper end of the interval."""
        return self.mean + self.half


def figure_of(values: Numbers) -> Figure:
    """Return the mean of values (B,), with Student's interval; that of a single game is without bounds."""
    exact = np.asarray(values, np.float64)
    count = exact.shape[-1]
    if count < 2:
        return Figure(float(exact.mean()), math.inf)
    return Figure(float(exact.mean()), t_quantile(count - 1) * float(exact.std(ddof=1)) / math.sqrt(count))


def standing(scores: Numbers) -> Numbers:
    """Return scores (T, A, B) against the mean of their seat and turn, in standard deviations."""
    found: Numbers = (scores - scores.mean(axis=2)[..., None]) / (scores.std(axis=2)[..., None] + 1e-6)
    return found


def comeback(z: Numbers) -> float:
    """Return how often the last seat at half-time is in the top half at the end; z is (T, A, B)."""
    last = z[z.shape[0] // 2 - 1 if z.shape[0] > 1 else 0].argmin(axis=0)
    rank = (-z[-1]).argsort(axis=0).argsort(axis=0)
    place = np.take_along_axis(rank, last[None], axis=0)[0]
    return float(np.mean(place < z.shape[1] / 2))


def lead_changes(z: Numbers) -> float:
    """Return how often in a game another seat comes to lead; z is (T, A, B)."""
    return float(np.mean(np.sum(np.diff(z.argmax(axis=1), axis=0) != 0, axis=0)))


def correlation(now: Numbers, final: Numbers) -> float:
    """Return the correlation over games of two sets of scores (A, B), as the mean over seats."""
    found = [np.corrcoef(a, b)[0, 1] for a, b in zip(now, final, strict=True) if a.std() > 0 and b.std() > 0]
    return float(np.mean(found)) if found else 0.0
