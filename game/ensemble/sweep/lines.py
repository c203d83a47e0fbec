"""Straight lines through points: what each factor moves a metric by while the others vary too, and how sure that is.

The games of all points share their luck. Luck that does the same everywhere drops out of a line; luck that makes a
factor do more in these runs than in others does not, however many points there are. It is seen by drawing the lines
run by run.
"""

import math
from typing import Any, NamedTuple

import numpy as np

from game.ensemble.comparing import t_test
from game.ensemble.sweep.gathering import Gathered
from game.ensemble.sweep.influence import Estimated
from game.sim.summary import t_quantile

__all__ = ["Line", "slope_weights", "straight_lines", "straight_share"]

Numbers = np.ndarray[Any, np.dtype[np.float64]]


class Line(NamedTuple):
    """What a factor moves a metric by from end to end, along the line that fits best."""

    move: Estimated | None  # None where there are too few points
    p: float  # of so steep a line if there were none
    by_luck: float  # of the same by the luck of the runs alone


def slope_weights(where: Numbers, drawn: Any = None) -> Numbers | None:
    """Return what each point weighs in the slope of each line, (K, P); None if there are too few points.

    Parameters
    ----------
    where : positions, (P, K).
    drawn : which points count, (P,); all if not given.
    """
    used = np.ones(len(where), bool) if drawn is None else drawn
    if used.sum() - where.shape[1] - 1 < 1:
        return None
    weights = np.zeros((where.shape[1], len(where)))
    weights[:, used] = (_inverse(where[used]) @ _terms(where[used]).T)[1:]
    return weights


def straight_lines(where: Numbers, found: Gathered, drawn: Any = None) -> list[list[Line]]:
    """Return the lines of all factors, for every metric.

    Parameters
    ----------
    where : positions, (P, K).
    found : what the points came to, with the luck in the slopes where it is known.
    drawn : which points count, (P,); all if not given.
    """
    used = np.ones(len(where), bool) if drawn is None else drawn
    points, many, rows = int(used.sum()), where.shape[1], found.mean.shape[1]
    freedom = points - many - 1
    if freedom < 1:
        return [[Line(None, 1.0, 1.0)] * many for _ in range(rows)]
    terms, inverse = _terms(where[used]), _inverse(where[used])
    values = found.mean[used]
    slopes = inverse @ terms.T @ values
    rest = ((values - terms @ slopes) ** 2).sum(axis=0) / freedom
    scale = np.maximum(np.diag(inverse)[1:], 0.0)
    luck, bend = np.zeros((many, rows)), scale[:, None] * rest
    if found.luck is not None:
        luck = found.luck
        bend = scale[:, None] * np.maximum(rest - _in_both(where[used], scale, found), 0.0)
    return [
        [_line(*one, freedom, found.games - 1) for one in zip(slopes[1:, row].tolist(), bend[:, row].tolist(),
                                                              luck[:, row].tolist(), strict=True)]
        for row in range(rows)
    ]  # fmt: skip


def _in_both(where: Numbers, scale: Numbers, found: Gathered) -> Numbers:
    """Return the chance in the means of points that is in the lines of the runs as well, and counts once, (R,).

    It is what points and runs leave together, less what runs differ in by their lines.
    """
    assert found.luck is not None
    spread = where.var(axis=0, ddof=1)
    left = (found.noise - spread @ found.luck) / max(1.0 - float(spread @ scale), 1e-9)
    return np.asarray(np.clip(left, 0.0, found.noise))


def _line(slope: float, bend: float, luck: float, points: int, runs: int) -> Line:
    """Return a line from two variances of its slope, and what each of them has of freedom (Satterthwaite 1946)."""
    variance = bend + luck
    below = bend**2 / points + (luck**2 / runs if runs > 0 else 0.0)
    freedom = max(1, int(variance**2 / below)) if below > 0 else points
    half = t_quantile(freedom) * math.sqrt(variance)
    move = Estimated(slope, slope - half, slope + half)
    return Line(move, _p(slope, variance, freedom), _p(slope, luck, max(runs, 1)) if luck > 0 else 0.0)


def _p(slope: float, variance: float, freedom: int) -> float:
    error = math.sqrt(variance)
    if error <= abs(slope) * 1e-12:
        return 0.0 if slope else 1.0
    return t_test(slope / error, freedom)


def straight_share(where: Numbers, values: Numbers) -> float | None:
    """Return the part of the variance between points that straight lines account for; None if there are too few.

    It is adjusted for the number of lines, which would account for a part of mere chance as well (Theil 1961).

    Parameters
    ----------
    where : positions, (P, K).
    values : of the metric, (P,).
    """
    points, many = where.shape
    whole = float(((values - values.mean()) ** 2).sum())
    if points - many - 1 < 1 or whole <= 0:
        return None
    terms = _terms(where)
    rest = values - terms @ (_inverse(where) @ (terms.T @ values))
    return float(max(0.0, 1.0 - float(rest @ rest) / (points - many - 1) / (whole / (points - 1))))


def _terms(where: Numbers) -> Numbers:
    return np.column_stack([np.ones(len(where)), where])


def _inverse(where: Numbers) -> Numbers:
    terms = _terms(where)
    square = terms.T @ terms
    try:
        return np.asarray(np.linalg.inv(square))
    except np.linalg.LinAlgError:  # a setting that stands still
        return np.asarray(np.linalg.pinv(square))
