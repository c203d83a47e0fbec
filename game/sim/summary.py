"""What many games come to: mean and 95 % interval of every metric of every actor.

The metrics of a chunk of games are measured at once; their moments are added
up chunk by chunk, so that ten million games need no more memory than a thousand.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np

from game.engine.numerics import namespace
from game.engine.scoring import amount, read, scores
from game.model.arrays import FLOAT, Array
from game.model.state import State
from game.model.world import Measure, World
from game.sim.prepare import with_start

__all__ = ["Estimate", "Metric", "Moments", "measure_games", "metrics_of", "t_quantile"]

Numbers = np.ndarray[Any, np.dtype[np.float64]]
_Z = 1.959963984540054  # 97.5 % of a normal distribution lie below


class Metric(NamedTuple):
    """A number by which games are compared."""

    name: str
    of: str  # the id of an actor or corridor, "" for the region
    unit: str

    @property
    def id(self) -> str:
        """What it is called in files."""
        return f"{self.name}.{self.of}" if self.of else self.name


@dataclass(frozen=True)
class Estimate:
    """A mean over games, with its 95 % interval (None for a single game) and the spread of the games."""

    mean: float
    low: float | None
    high: float | None
    spread: float | None  # standard deviation between games


@dataclass(frozen=True)
class Moments:
    """The count, the means and the summed squared deviations of M metrics, in double precision."""

    count: int
    mean: Numbers  # (M,)
    squares: Numbers  # (M,)

    @classmethod
    def of(cls, values: "np.ndarray[Any, Any]") -> Self:
        """Return the moments of (M, B) values."""
        exact = values.astype(np.float64)
        mean = exact.mean(axis=1)
        return cls(exact.shape[1], mean, ((exact - mean[:, None]) ** 2).sum(axis=1))

    def joined(self, more: Self | None) -> Self:
        """Return the moments of both sets together (Chan, Golub and LeVeque 1983)."""
        if more is None:
            return self
        count = self.count + more.count
        step = more.mean - self.mean
        mean = self.mean + step * (more.count / count)
        squares = self.squares + more.squares + step**2 * (self.count * more.count / count)
        return type(self)(count, mean, squares)

    def estimates(self) -> tuple[Estimate, ...]:
        """Return mean and 95 % interval (Student's t) of every metric."""
        if self.count < 2:
            return tuple(Estimate(float(mean), None, None, None) for mean in self.mean)
        spread = np.sqrt(self.squares / (self.count - 1))
        half = t_quantile(self.count - 1) * spread / np.sqrt(self.count)
        return tuple(
            Estimate(float(m), float(m - h), float(m + h), float(s))
            for m, h, s in zip(self.mean, half, spread, strict=True)
        )


def t_quantile(freedom: int) -> float:
    """Return the 97.5 % quantile of Student's t (Abramowitz and Stegun 1964, 26.7.5), exact for 1 and 2."""
    exact = {1: 12.706204736, 2: 4.302652730}
    if freedom in exact:
        return exact[freedom]
    z, n = _Z, float(freedom)
    first = (z**3 + z) / 4.0
    second = (5 * z**5 + 16 * z**3 + 3 * z) / 96.0
    third = (3 * z**7 + 19 * z**5 + 17 * z**3 - 15 * z) / 384.0
    fourth = (79 * z**9 + 776 * z**7 + 1482 * z**5 - 1920 * z**3 - 945 * z) / 92160.0
    return z + first / n + second / n**2 + third / n**3 + fourth / n**4


def metrics_of(world: World) -> tuple[Metric, ...]:
    """Return what is measured of every game, in the order of `measure_games`."""
    names = world.names
    return (
        *(Metric("score", actor, "0-100") for actor in names.actors),
        *(Metric("dependence_change", power, "points") for power in names.powers),
        *(Metric("signed", power, "bn USD") for power in names.powers),
        *(Metric("delivered", power, "bn USD") for power in names.powers),
        Metric("tension", "", "0-1"),
        *(Metric("tonnage", corridor, "Mt/year") for corridor in names.corridors),
    )


def measure_games(state: State, world: World) -> Array:
    """Return every metric of every game, (M, B).

    `dependence_change` is the change of what a power weighs since the start, in percentage points, as the mean
    over the states; `signed` and `delivered` are summed over the states.
    """
    xp = namespace(state.purse)
    reading = read(state, world)
    changes = [amount(reading, measures) for measures in _dependence(world)]
    return xp.concat(
        [
            scores(state, world),
            xp.stack(changes),
            xp.sum(state.signed, axis=1),
            xp.sum(state.delivered, axis=1),
            state.tension[None],
            state.tonnage,
        ]
    )


def _dependence(world: World) -> Iterator[tuple[Measure, ...]]:
    """Yield the measure of every power's gain of weight, on the mean of the states."""
    states = tuple(range(len(world.names.states)))
    for power in range(len(world.names.powers)):
        plain = Measure(
            metric="dependence", powers=(power,), states=states, over="mean", domain=0, corridor=0,
            at="delivered", above=-1000.0, change=True, times=100.0, start=np.zeros(1, FLOAT),
        )  # fmt: skip
        yield with_start((plain,), world)
