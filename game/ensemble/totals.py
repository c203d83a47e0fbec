"""What an ensemble comes to while its chunks arrive: means, intervals, and how often each claim is met."""

import numpy as np

from game.ensemble.fans import Fans
from game.ensemble.setup import Setup
from game.ensemble.task import Played, met
from game.sim.claims import Result, judge
from game.sim.summary import Estimate, Gathering, Metric, metrics_of

__all__ = ["Totals"]


class Totals:
    """Adds up chunks in the order of their runs; it needs the same memory for any number of games."""

    def __init__(self, setup: Setup) -> None:
        self.metrics: tuple[Metric, ...] = metrics_of(setup.world)
        self.games = 0
        self.fans = Fans(setup.world)
        self._claims = setup.task.claims
        self._all = Gathering()
        self._met = np.zeros(len(self._claims), np.int64)

    def add(self, played: Played) -> None:
        """Add a chunk."""
        self.games += len(played.runs)
        self._all.add(played.values)
        self.fans.add(played.fans)
        self._met += met(self._claims, played.values).sum(axis=1)

    def estimates(self) -> tuple[Estimate, ...]:
        """Return mean and interval of every metric."""
        return self._all.moments().estimates((*self.metrics, *(Metric(c.id, "", "") for c in self._claims)))[
            : len(self.metrics)
        ]

    def results(self) -> tuple[Result, ...]:
        """Return the verdict on every claim that this line-up tests."""
        means = self._all.moments().mean[len(self.metrics) :].tolist()
        counts = zip(self._claims, self._met.tolist(), means, strict=True)
        return tuple(judge(claim, count, self.games, mean) for claim, count, mean in counts)
