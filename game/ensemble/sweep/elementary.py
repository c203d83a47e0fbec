"""One factor after the other from many places: elementary effects, their means and how much they differ (Morris 1991).

The points of a trajectory share their luck, so the effect of a step is taken game by game. What is left of luck in the
mean of a step looks like an effect: it is told beside the mean of absolute effects, which chance alone would fill.
"""

import math
from collections.abc import Sequence
from typing import Any

import numpy as np

from game.ensemble.comparing import LEVEL, holm, sign_test, t_test
from game.ensemble.sweep.designs import LEVELS, Trajectories
from game.ensemble.sweep.factors import Factor
from game.ensemble.sweep.influence import Estimated, Influence, ranked
from game.sim.summary import Metric, t_quantile

__all__ = ["Elementary"]

Numbers = np.ndarray[Any, np.dtype[np.float64]]
_STEP = (LEVELS // 2) / (LEVELS - 1)  # of the range
_ABSOLUTE = math.sqrt(2 / math.pi)  # mean of the absolute value of a normal number, in its standard deviations


class Elementary:
    """Gathers the effects of steps, of points that come in their order; it keeps two points at once.

    Parameters
    ----------
    factors, points : of the design.
    metrics : in the order of the rows.
    """

    def __init__(self, factors: Sequence[Factor], points: Trajectories, metrics: Sequence[Metric]) -> None:
        self._factors, self._points, self._metrics = tuple(factors), points, tuple(metrics)
        trajectories, shape = len(points) // (len(factors) + 1), (len(factors), len(metrics))
        self._means = np.zeros((trajectories, *shape))  # of every step, from end to end
        self._errors = np.zeros((trajectories, *shape))  # the standard errors that luck leaves in them
        self._p = np.ones((trajectories, *shape))
        self._by_run: dict[int, Numbers] = {}  # of each factor over all trajectories, (R, G)
        self._squares = np.zeros(shape)  # over trajectories and runs
        self._changed = np.zeros(shape, bool)
        self._trajectory, self._last = -1, np.zeros((0, 0))

    def add(self, point: int, values: Numbers) -> None:
        """Add the games of a point, (R, G)."""
        step = self._points.step(point)
        if step is None:
            self._trajectory += 1
        else:
            self._take(step.place, (values - self._last) * ((1 if step.up else -1) / _STEP))
        self._last = values

    def _take(self, place: int, effects: Numbers) -> None:
        games = effects.shape[1]
        means, errors = effects.mean(axis=1), effects.std(axis=1, ddof=1) / math.sqrt(games)
        self._means[self._trajectory, place], self._errors[self._trajectory, place] = means, errors
        self._p[self._trajectory, place] = [_p(*row) for row in zip(effects, means, errors, strict=True)]
        self._by_run[place] = self._by_run.get(place, 0.0) + effects
        self._squares[place] += (effects**2).sum(axis=1)
        self._changed[place] |= (effects != 0).any(axis=1)

    def influences(self) -> tuple[tuple[Influence, ...], ...]:
        """Return the factors of every metric, those with the largest effects first."""
        rows = range(len(self._metrics))
        changed = [(place, row) for row in rows for place in np.flatnonzero(self._changed[:, row]).tolist()]
        alone = {(place, row): self._alone(place, row) for place, row in changed}
        judged = dict(zip(alone, holm([*alone.values()]), strict=True))
        return tuple(
            ranked([self._influence(place, row, judged.get((place, row))) for place in range(len(self._factors))])
            for row in rows
        )

    def _alone(self, place: int, row: int) -> float:
        """Return the p of a factor: of its steps and their mean the least, corrected for their number (Bonferroni)."""
        trajectories = len(self._means)
        over_all = self._by_run[place][row] / trajectories
        error = float(over_all.std(ddof=1)) / math.sqrt(len(over_all))
        least = min(_p(over_all, float(over_all.mean()), error), float(self._p[:, place, row].min()))
        return min(1.0, least * (trajectories + 1))

    def _influence(self, place: int, row: int, p: float | None) -> Influence:
        factor, metric = self._factors[place], self._metrics[row]
        if p is None:
            return Influence(factor, metric, None, 0.0, "same")
        effects = self._means[:, place, row]
        trajectories, absolute = len(effects), np.abs(effects)
        half = t_quantile(trajectories - 1) * float(absolute.std(ddof=1)) / math.sqrt(trajectories)
        size, spread = float(absolute.mean()), float(effects.std(ddof=1))
        chance = _ABSOLUTE * float(self._errors[:, place, row].mean())
        indices = {
            "mu_star": Estimated(size, max(size - half, 0.0), size + half),
            "sigma": Estimated(spread, spread, spread),
            "chance": Estimated(chance, chance, chance),
        }
        verdict: Any = "moves" if p < LEVEL else "open"
        return Influence(factor, metric, self._mean(place, row), size, verdict, p, (), indices)

    def _mean(self, place: int, row: int) -> Estimated:
        """Return the mean effect; its interval covers other trajectories and other luck (crossed random effects)."""
        effects, by_run = self._means[:, place, row], self._by_run[place][row] / len(self._means)
        trajectories, games, middle = len(effects), len(by_run), float(effects.mean())
        between = games * float(((effects - middle) ** 2).sum()), trajectories * float(((by_run - middle) ** 2).sum())
        rest = float(self._squares[place, row]) - trajectories * games * middle**2 - sum(between)
        both = max(rest, 0.0) / ((trajectories - 1) * (games - 1))  # the variance of trajectories and runs together
        variance = (between[0] / (trajectories - 1) + between[1] / (games - 1) - both) / (trajectories * games)
        half = t_quantile(trajectories - 1) * math.sqrt(max(variance, 0.0))
        return Estimated(middle, middle - half, middle + half)


def _p(effects: Numbers, mean: float, error: float) -> float:
    """Return how probable so large a mean is if there were no effect: Student's, or of the signs if all are alike."""
    if error > abs(mean) * 1e-12:
        return t_test(mean / error, len(effects) - 1)
    return sign_test(int((effects > 0).sum()), int((effects < 0).sum()))
