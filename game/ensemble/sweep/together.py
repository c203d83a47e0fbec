"""All factors at once: rank correlations, shares of variance, and what each moves while the others vary too."""

import math
import warnings
from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from game.ensemble.comparing import LEVEL, Tally, holm, t_test
from game.ensemble.sweep.alone import corrected
from game.ensemble.sweep.designs import problem_of, salib, small_seed
from game.ensemble.sweep.factors import Factor, Point
from game.ensemble.sweep.gathering import Gathered
from game.ensemble.sweep.influence import Estimated, Influence, Shift, ranked
from game.ensemble.sweep.lines import Line, straight_lines
from game.sim.summary import Metric

__all__ = [
    "Marginals",
    "by_rank",
    "by_variance",
    "drawn_apart",
    "partial_rank_correlations",
]

Numbers = np.ndarray[Any, np.dtype[np.float64]]
_Z = 1.959963984540054
_RESAMPLES = 500
Found = tuple[tuple[Influence, ...], ...]


def by_rank(found: Gathered, where: Numbers, factors: Sequence[Factor], metrics: Sequence[Metric]) -> Found:
    """Judge random points by partial rank correlations (Iman and Conover 1979), corrected for their number.

    Parameters
    ----------
    found, factors, metrics : of the points.
    where : their positions, (P, K).

    Ranks are of means over the same runs at all points, so what differs in these runs alone would look like an effect:
    a move is stated where neither chance in the points nor luck in the runs accounts for it.
    """
    rows, freedom = range(len(metrics)), len(where) - 1 - len(factors)
    every = partial_rank_correlations(where, found.mean)
    lines = straight_lines(where, found)
    p = [
        [max(_rank_p(r, freedom), line.by_luck) for r, line in zip(every[row].tolist(), lines[row], strict=True)]
        for row in rows
    ]
    adjusted = iter(holm([one for row in rows if found.variance[row] > 0 for one in p[row]]))
    return tuple(
        ranked([
            _by_rank(factor, metric, line, _fisher(r, freedom), next(adjusted))
            for factor, line, r in zip(factors, lines[row], every[row].tolist(), strict=True)
        ])
        if found.variance[row] > 0
        else tuple(Influence(factor, metric, None, 0.0, "same") for factor in factors)
        for row, metric in enumerate(metrics)
    )  # fmt: skip


def _by_rank(factor: Factor, metric: Metric, line: Line, r: Estimated, p: float) -> Influence:
    verdict: Any = "moves" if p < LEVEL else "open"
    return Influence(factor, metric, line.move, abs(r.value), verdict, p, (), {"rank_correlation": r})


def partial_rank_correlations(where: Numbers, values: Numbers) -> Numbers:
    """Return the correlation of ranks of each factor with each metric, the other factors taken out, (R, K).

    Parameters
    ----------
    where : positions, (P, K).
    values : of the metrics at the points, (P, R).
    """
    own, wanted = _standing(where), _standing(values)
    inverse = np.linalg.pinv(own.T @ own / len(own), hermitian=True)  # the same for all metrics
    between = own.T @ wanted / len(own)  # (K, R)
    weights = inverse @ between
    left = np.maximum(1.0 - (between * weights).sum(axis=0), 0.0)  # of a metric's ranks, when all factors are known
    below = np.sqrt(np.maximum(np.diag(inverse)[:, None] * left + weights**2, 0.0))
    found = np.divide(weights, below, out=np.zeros_like(weights), where=below > 0)
    return np.asarray(np.clip(found, -1.0, 1.0)).T


def _standing(columns: Numbers) -> Numbers:
    """Return the ranks in each column, in standard deviations from their mean; 0 where nothing differs."""
    ranks = np.column_stack([_ranks(column) for column in columns.T])
    spread = ranks.std(axis=0)
    return np.asarray((ranks - ranks.mean(axis=0)) / np.where(spread > 0, spread, 1.0))


def _ranks(values: Numbers) -> Numbers:
    """Return ranks from 1 on; equal values share the mean of theirs."""
    _, inverse, counts = np.unique(values, return_inverse=True, return_counts=True)
    last = np.cumsum(counts)
    return np.asarray((last - (counts - 1) / 2)[inverse], float)


def _rank_p(r: float, freedom: int) -> float:
    if freedom < 1:
        return 1.0
    return 0.0 if abs(r) >= 1 else t_test(r * math.sqrt(freedom / (1 - r * r)), freedom)


def _fisher(r: float, freedom: int) -> Estimated:
    """Return a partial correlation with its interval (Fisher 1924)."""
    if freedom < 3 or abs(r) >= 1:
        return Estimated(r, -1.0 if freedom < 3 else r, 1.0 if freedom < 3 else r)
    middle, half = math.atanh(r), _Z / math.sqrt(freedom - 1)
    return Estimated(r, math.tanh(middle - half), math.tanh(middle + half))


def by_variance(
    found: Gathered, where: Numbers, factors: Sequence[Factor], metrics: Sequence[Metric], seed: int
) -> Found:
    """Judge the points of a Sobol design by their indices: the share of the variance, alone and with others.

    What chance leaves in the means of points looks as if all factors worked together, so it adds to every total
    index. A factor is said to move a metric where its total index lies above the share of noise, or where a straight
    line through the independent half of the points rises or falls: whichever is surer, corrected for both (Bonferroni)
    and for the number of factors and metrics (Holm).
    """
    lines = straight_lines(where, found, drawn_apart(where))
    judged = [_shares(found.mean[:, row], float(found.noise_share[row]), lines[row], factors, seed)
              for row in range(len(metrics))]  # fmt: skip
    adjusted = iter(holm([one.p for own in judged for one in own]))
    return tuple(
        ranked([_by_share(factor, metric, one, next(adjusted)) for factor, one in zip(factors, own, strict=True)])
        if own
        else tuple(Influence(factor, metric, None, 0.0, "same") for factor in factors)
        for metric, own in zip(metrics, judged, strict=True)
    )


class _Share(NamedTuple):
    """What a factor's indices are, its straight line, and how probable all that is by chance."""

    first: Estimated
    total: Estimated
    line: Line
    p: float


def drawn_apart(where: Numbers) -> Any:
    """Return which points of a Sobol design are independent: the others repeat all but one position of these, (P,)."""
    block = np.arange(len(where)) % (where.shape[1] + 2)
    return (block == 0) | (block == where.shape[1] + 1)


def _shares(values: Numbers, noise: float, lines: Sequence[Line], factors: Sequence[Factor], seed: int) -> list[_Share]:
    """Return the shares of all factors in what varies of a metric, none if nothing does."""
    if np.ptp(values) <= 1e-12 * max(1.0, float(np.abs(values).max())):
        return []
    return [
        _Share(first, total, line, min(1.0, 2 * min(line.p, _above(total, noise))))
        for first, total, line in zip(*_sobol(values, factors, seed), lines, strict=True)
    ]


def _by_share(factor: Factor, metric: Metric, one: _Share, p: float) -> Influence:
    verdict: Any = "same" if one.total.value == 0 else "moves" if p < LEVEL else "open"
    indices = {"first": one.first, "total": one.total}
    return Influence(factor, metric, one.line.move, one.total.value, verdict, p, (), indices)


def _above(index: Estimated, noise: float) -> float:
    """Return how probable so large an index is if there were nothing but noise."""
    error = (index.high - index.low) / 2 / _Z
    if error <= 0:
        return 0.0 if index.value > noise else 1.0
    return 0.5 * math.erfc((index.value - noise) / error / math.sqrt(2))


def _sobol(values: Numbers, factors: Sequence[Factor], seed: int) -> tuple[list[Estimated], list[Estimated]]:
    """Return the first-order and the total indices of a metric."""
    problem = problem_of(factors)
    with np.errstate(all="ignore"), warnings.catch_warnings():  # a resample in which nothing varies has no indices
        warnings.simplefilter("ignore")
        found = salib("analyze.sobol").analyze(
            problem, values, calc_second_order=False, num_resamples=_RESAMPLES, conf_level=0.95, seed=small_seed(seed)
        )
    first, total = (
        [
            Estimated(float(index), float(index - half), float(index + half))
            for index, half in zip(found[name], np.nan_to_num(found[f"{name}_conf"], nan=1.0), strict=True)
        ]
        for name in ("S1", "ST")
    )
    return first, total


class Marginals:
    """Adds up a grid by the values of each factor, run by run, so that equal luck drops out of their differences.

    Parameters
    ----------
    factors, points : of the design.
    metrics : in the order of the rows.
    """

    def __init__(self, factors: Sequence[Factor], points: Sequence[Point], metrics: Sequence[Metric]) -> None:
        self._factors, self._points, self._metrics = tuple(factors), tuple(points), tuple(metrics)
        self._sums: list[dict[float, Any]] = [{} for _ in factors]
        self._counts: list[dict[float, int]] = [{} for _ in factors]

    def add(self, point: int, values: Numbers) -> None:
        """Add the games of a point, (R, G)."""
        for place, at in self._points[point]:
            sums, counts = self._sums[place], self._counts[place]
            sums[at] = sums.get(at, 0.0) + values
            counts[at] = counts.get(at, 0) + 1

    def influences(self, found: Gathered) -> Found:
        """Return the factors of every metric, those that bring about most of the variance first."""
        plain = [metric._replace(unit="") if metric.unit == "0/1" else metric for metric in self._metrics]
        means = [
            {at: sums[at] / counts[at] for at in sorted(sums)}
            for sums, counts in zip(self._sums, self._counts, strict=True)
        ]
        judged = []
        for own in means:
            first, *others = own.values()
            tallies = [Tally(plain) for _ in others]
            for tally, values in zip(tallies, others, strict=True):
                tally.add(first, values)
            judged.append([tally.differences() for tally in tallies])
        every = iter(corrected([one for own in judged for row in own for one in row]))
        judged = [[tuple(next(every) for _ in row) for row in own] for own in judged]
        return tuple(
            ranked([self._influence(place, row, means[place], judged[place], found) for place in range(len(means))])
            for row in range(len(self._metrics))
        )

    def _influence(self, place: int, row: int, means: Any, judged: Any, found: Gathered) -> Influence:
        factor, metric = self._factors[place], self._metrics[row]
        ends = [one[row] for one in judged]
        if not ends:
            return Influence(factor, metric, None, 0.0, "same")
        shifts = tuple(
            Shift(at, Estimated(one.mean, one.low, one.high)) for at, one in zip(list(means)[1:], ends, strict=True)
        )
        between = float(np.var([values[row].mean() for values in means.values()]))
        whole = float(found.mean[:, row].var())
        share = between / whole if whole > 0 else 0.0
        verdict: Any = "open"
        if all(one.verdict == "same" for one in ends):
            verdict = "same"
        elif any(one.verdict != "open" for one in ends):
            verdict = "moves"
        p = min(one.corrected for one in ends)
        return Influence(
            factor, metric, shifts[-1].by, share, verdict, p, shifts, {"share": Estimated(share, share, share)}
        )
