"""Two ensembles that share their luck, run by run: how they differ, how sure that is, and what cannot be told apart.

Nothing here knows games: it is given numbers of the same runs under two arms. The difference of each pair leaves out
what both arms owe to the same luck, so its interval is far narrower than the difference of two means would have.
"""

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from game.sim.summary import Gathering, Metric, t_quantile

__all__ = ["LEVEL", "Difference", "Tally", "corrected", "holm", "sign_test", "t_test"]

Numbers = np.ndarray[Any, np.dtype[Any]]
LEVEL = 0.05  # the chance that a call claims any difference where there is none
_Z = 1.959963984540054  # 97.5 % of a normal distribution lie below
_TINY = 1e-300  # stands for zero in a continued fraction


@dataclass(frozen=True)
class Difference:
    """How a metric differs between an arm and the reference, over the same runs."""

    metric: Metric
    games: int
    reference: float  # mean
    arm: float  # mean
    mean: float  # of arm - reference, run by run
    low: float  # of the 95 % interval of this difference alone
    high: float
    spread: float  # standard deviation between games, of both arms together
    higher: int  # runs in which the arm has more
    lower: int
    p: float  # the probability of so large a difference if there were none
    corrected: float  # the same, after Holm's correction for all comparisons that were made

    @property
    def effect(self) -> float | None:
        """The mean difference in spreads between games (Cohen's d); None if no game differs from the others."""
        return self.mean / self.spread if self.spread > 0 else None

    @property
    def verdict(self) -> str:
        """`same` in every run, `higher` or `lower` than the reference, or `open`: they cannot be told apart."""
        if not self.higher and not self.lower:
            return "same"
        if self.corrected >= LEVEL:
            return "open"
        return "higher" if self.mean > 0 else "lower"


class Tally:
    """Adds up pairs chunk by chunk, in the order of their runs; it needs the same memory for any number of runs.

    Parameters
    ----------
    metrics : what is compared, in the order of the rows. Rows of a metric whose unit is "0/1" count as yes or no.
    """

    def __init__(self, metrics: Sequence[Metric]) -> None:
        self._metrics = tuple(metrics)
        self._all = Gathering()
        self._higher = np.zeros(len(self._metrics), np.int64)
        self._lower = np.zeros(len(self._metrics), np.int64)

    def add(self, reference: Numbers, arm: Numbers) -> None:
        """Add some runs: the values of both arms, each (M, B)."""
        one, other = reference.astype(np.float64), arm.astype(np.float64)
        self._all.add(np.concatenate([one, other, other - one]))
        self._higher += (other > one).sum(axis=1)
        self._lower += (other < one).sum(axis=1)

    def differences(self) -> tuple[Difference, ...]:
        """Return how every metric differs, not yet corrected for the number of comparisons.

        Raises
        ------
        ValueError
            If there are fewer than two runs.
        """
        found, size = self._all.moments(), len(self._metrics)
        if found.count < 2:
            raise ValueError("a difference needs two runs or more")
        spread = np.sqrt(found.squares / (found.count - 1))
        mean, counts = found.mean.tolist(), (self._higher.tolist(), self._lower.tolist())
        return tuple(
            _difference(
                metric, found.count, (mean[row], mean[size + row], mean[2 * size + row]),
                (float(spread[row]), float(spread[size + row]), float(spread[2 * size + row])),
                (counts[0][row], counts[1][row]),
            )
            for row, metric in enumerate(self._metrics)
        )  # fmt: skip


def _difference(
    metric: Metric,
    games: int,
    means: tuple[float, float, float],
    spreads: tuple[float, float, float],
    counts: tuple[int, int],
) -> Difference:
    reference, arm, mean = means
    middle, half, p = (_shares if metric.unit == "0/1" else _means)(games, mean, spreads[2], counts)
    usual = math.sqrt((spreads[0] ** 2 + spreads[1] ** 2) / 2)
    most = metric.most - metric.least  # no difference can be larger
    return Difference(
        metric, games, reference, arm, mean, max(middle - half, -most), min(middle + half, most),
        usual, *counts, p, p,
    )  # fmt: skip


def _means(games: int, mean: float, spread: float, counts: tuple[int, int]) -> tuple[float, float, float]:
    """Return the middle and half the width of the interval of a mean difference, and its p (Student 1908)."""
    error = spread / math.sqrt(games)
    if error <= abs(mean) * 1e-12:  # the same difference in every run: only its sign is left to judge by
        return mean, 0.0, sign_test(*counts)
    return mean, t_quantile(games - 1) * error, t_test(mean / error, games - 1)


def _shares(games: int, _mean: float, _spread: float, counts: tuple[int, int]) -> tuple[float, float, float]:
    """Return the same for a difference of how often (Agresti and Min 2005; McNemar 1947, exact)."""
    higher, lower = counts[0] + 0.5, counts[1] + 0.5
    whole = games + 2
    half = _Z * math.sqrt(higher + lower - (higher - lower) ** 2 / whole) / whole
    return (higher - lower) / whole, half, sign_test(*counts)


def sign_test(higher: int, lower: int) -> float:
    """Return how probable so uneven a split is if either side were as likely: exact, and two-sided."""
    whole, less = higher + lower, min(higher, lower)
    if higher == lower:
        return 1.0
    # A half to the power of `whole`, at `less` or fewer, as a tail of the beta distribution.
    return min(1.0, 2.0 * _beta_tail(whole - less, less + 1, 0.5))


def t_test(t: float, freedom: int) -> float:
    """Return the probability that Student's t lies as far from zero as `t`, on either side."""
    return _beta_tail(freedom / 2, 0.5, freedom / (freedom + t * t))


def _beta_tail(a: float, b: float, x: float) -> float:
    """Return the regularised incomplete beta function I_x(a, b) (DLMF 8.17), for 0 <= x <= 1."""
    if x <= 0 or x >= 1:
        return float(x >= 1)
    if x > (a + 1) / (a + b + 2):  # there the fraction converges slowly, and on the other side fast
        return 1.0 - _beta_tail(b, a, 1.0 - x)
    log = math.lgamma(a + b) - math.lgamma(a) - math.lgamma(b) + a * math.log(x) + b * math.log1p(-x)
    return math.exp(log) / (a * _fraction(a, b, x))


def _fraction(a: float, b: float, x: float) -> float:
    """Return the continued fraction below I_x(a, b) (DLMF 8.17.22), by Lentz's method."""
    value = upper = 1.0
    lower = 0.0
    for step in range(1, 100_000):
        m = step // 2
        if step % 2:
            part = -(a + m) * (a + b + m) * x / ((a + 2 * m) * (a + 2 * m + 1))
        else:
            part = m * (b - m) * x / ((a + 2 * m - 1) * (a + 2 * m))
        lower = 1.0 / ((1.0 + part * lower) or _TINY)
        upper = (1.0 + part / upper) or _TINY
        value *= upper * lower
        if abs(upper * lower - 1.0) < 1e-14:
            break
    return value


def holm(probabilities: Sequence[float]) -> tuple[float, ...]:
    """Correct probabilities for their number, so that the chance of any false alarm stays what it was (Holm 1979).

    Parameters
    ----------
    probabilities : of every comparison that was made, whatever came of it.

    Returns
    -------
    tuple of float
        In the same order; never less than what was given, and never above 1.
    """
    found, least, count = [0.0] * len(probabilities), 0.0, len(probabilities)
    for rank, place in enumerate(sorted(range(count), key=probabilities.__getitem__)):
        least = max(least, min(1.0, (count - rank) * probabilities[place]))
        found[place] = least
    return tuple(found)


def corrected(found: Sequence[Sequence[Difference]]) -> tuple[tuple[Difference, ...], ...]:
    """Correct the differences of several arms for the number of all of them together."""
    every = iter(holm([one.p for differences in found for one in differences]))
    return tuple(tuple(replace(one, corrected=next(every)) for one in differences) for differences in found)
