"""What the points of a sweep come to while their games arrive: means, and how much of what differs is chance."""

import math
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from game.ensemble.task import Played
from game.sim.claims import wilson
from game.sim.summary import Metric, Moments, t_quantile

__all__ = ["Gathered", "Gatherer", "by_point"]

Numbers = np.ndarray[Any, np.dtype[np.float64]]
_RUNS = 2000  # whose slopes are kept, so that memory does not grow with the games: enough to know how they spread


@dataclass(frozen=True)
class Gathered:
    """What every point comes to; R metrics, P points.

    The games of all points share their luck. What luck does alike at all points drops out of every comparison of
    points; `noise` is what is left of it in the mean of a point.
    """

    mean: Numbers  # (P, R)
    low: Numbers  # of the 95 % interval
    high: Numbers
    spread: Numbers  # standard deviation between games
    noise: Numbers  # (R,) the variance of a point's mean that is chance
    games: int = 0  # at each point
    shared: Numbers | None = None  # (R,) half the 95 % interval of what luck does alike to the means of all points
    luck: Numbers | None = None  # (K, R) the variance that luck leaves in the slopes of straight lines

    @property
    def variance(self) -> Numbers:
        """Between the means of points, (R,)."""
        return np.asarray(self.mean.var(axis=0, ddof=1)) if len(self.mean) > 1 else np.zeros(self.mean.shape[1])

    @property
    def noise_share(self) -> Numbers:
        """The part of the variance between points that is chance, (R,), 0 where nothing varies."""
        variance = self.variance
        return np.clip(np.divide(self.noise, variance, out=np.zeros_like(variance), where=variance > 0), 0.0, 1.0)


class Gatherer:
    """Adds up points in their order; what it keeps does not grow with the number of games of all points together.

    Parameters
    ----------
    metrics : what is measured, in the order of the rows.
    weights : of each point in the slope of the line of each factor, (K, P), where lines are drawn.
    """

    def __init__(self, metrics: Sequence[Metric], weights: Numbers | None = None) -> None:
        self._metrics, self._weights = tuple(metrics), weights
        self._slopes: Any = 0.0  # of every line in every run, (K, R, G)
        self._rows: list[tuple[Numbers, Numbers, Numbers, Numbers]] = []
        self._first: Numbers | None = None
        self._sum: Any = 0.0  # over points, of every run, (R, G)
        self._squares: Any = 0.0  # over points and runs, (R,)

    def add(self, values: Numbers) -> None:
        """Add the games of a point, (R, G) in double precision."""
        self._rows.append(self._point(values))
        if self._first is None:
            self._first = values.mean(axis=1, keepdims=True)
        if self._weights is not None:
            own = self._weights[:, len(self._rows) - 1]
            self._slopes = self._slopes + own[:, None, None] * (values - self._first)[None, :, :_RUNS]
        centred = values - self._first  # so that squares do not swallow small differences
        self._sum = self._sum + centred
        self._squares = self._squares + (centred**2).sum(axis=1)

    def _point(self, values: Numbers) -> tuple[Numbers, Numbers, Numbers, Numbers]:
        found = Moments.of(values).estimates(self._metrics)
        rows = np.array([[one.mean, one.low, one.high, one.spread] for one in found], float)
        for row, metric in enumerate(self._metrics):
            if metric.unit == "0/1":
                rows[row, 1:3] = wilson(int(values[row].sum()), values.shape[1])
        return rows[:, 0], rows[:, 1], rows[:, 2], rows[:, 3]

    def gathered(self) -> Gathered:
        """Return what all points come to."""
        mean, low, high, spread = (np.stack(part) for part in zip(*self._rows, strict=True))
        return Gathered(mean, low, high, spread, self._noise(), *self._of_runs())

    def _of_runs(self) -> tuple[int, Numbers | None, Numbers | None]:
        """Return how many games a point has, and what their luck leaves in the level of all points and in slopes."""
        games = self._sum.shape[1]
        if games < 2:
            return games, None, None
        level = (self._sum / len(self._rows)).std(axis=1, ddof=1) / math.sqrt(games)
        luck = None if self._weights is None else self._slopes.var(axis=2, ddof=1) / games
        return games, np.asarray(t_quantile(games - 1) * level), luck

    def _noise(self) -> Numbers:
        """Return the variance of a point's mean that is due to points and runs together (two-way layout)."""
        points, games = len(self._rows), self._sum.shape[1]
        if points < 2 or games < 2:
            return np.zeros(len(self._metrics))
        centred = np.stack([row[0] for row in self._rows]) - self._first[:, 0]  # type: ignore[index]
        middle = centred.mean(axis=0)
        between_points = games * ((centred - middle) ** 2).sum(axis=0)
        between_runs = points * ((self._sum / points - middle[:, None]) ** 2).sum(axis=1)
        rest = self._squares - points * games * middle**2 - between_points - between_runs
        return np.asarray(np.maximum(rest, 0.0) / ((points - 1) * (games - 1)) / games)


def by_point(
    chunks: Iterable[Played], games: int, progress: Callable[[int], None] | None = None
) -> Iterator[tuple[int, Numbers]]:
    """Yield the games of one point after the other, (R, G), from chunks of any size."""
    parts: list[Any] = []
    have = point = 0
    for played in chunks:
        if progress is not None:
            progress(len(played.runs))
        values = played.values.astype(np.float64)
        while values.shape[1]:
            taken = values[:, : games - have]
            parts.append(taken)
            have += taken.shape[1]
            values = values[:, taken.shape[1] :]
            if have == games:
                yield point, np.concatenate(parts, axis=1)
                parts, have, point = [], 0, point + 1
