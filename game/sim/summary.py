"""What many games come to: mean and 95 % interval of every metric of every actor.

The metrics of a chunk of games are measured at once; their moments are added
up chunk by chunk, so that ten million games need no more memory than a thousand.
"""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple, Self

import numpy as np

from game.engine.numerics import namespace
from game.engine.scoring import Reading, amount, read, scores
from game.model.arrays import FLOAT, Array
from game.model.state import State
from game.model.world import Measure, World
from game.sim.prepare import with_start

__all__ = ["Estimate", "Gathering", "Metric", "Moments", "measure_games", "metrics_of", "t_quantile", "wedge_index"]

Numbers = np.ndarray[Any, np.dtype[np.float64]]
BLOCK = 1024  # games whose moments are taken at once
_Z = 1.959963984540054  # 97.5 % of a normal distribution lie below


class Metric(NamedTuple):
    """A number by which games are compared."""

    name: str
    of: str  # the id of an actor or corridor, "" for the region
    unit: str
    least: float = -math.inf  # no game can have less of it, so no mean can
    most: float = math.inf

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

    def estimates(self, metrics: Sequence[Metric] = ()) -> tuple[Estimate, ...]:
        """Return mean and 95 % interval (Student's t) of every metric, within what the metric can be."""
        if self.count < 2:
            return tuple(Estimate(float(mean), None, None, None) for mean in self.mean)
        spread = np.sqrt(self.squares / (self.count - 1))
        half = t_quantile(self.count - 1) * spread / np.sqrt(self.count)
        least, most = (
            np.array([getattr(metric, name) for metric in metrics] or [bound])
            for name, bound in (("least", -math.inf), ("most", math.inf))
        )
        low, high = np.maximum(self.mean - half, least), np.minimum(self.mean + half, most)
        rows = zip(self.mean.tolist(), low.tolist(), high.tolist(), spread.tolist(), strict=True)
        return tuple(Estimate(*row) for row in rows)


class Gathering:
    """Moments of games that come in chunks of any size: the same to the last bit, however they are cut.

    Games are counted in blocks of their own, since adding up in another order gives other last digits.
    """

    def __init__(self) -> None:
        self._rest: list[np.ndarray[Any, Any]] = []
        self._moments: Moments | None = None

    def add(self, values: "np.ndarray[Any, Any]") -> None:
        """Add the values of more games, (M, B), in the order of their runs."""
        self._rest.append(values)
        if sum(part.shape[1] for part in self._rest) < BLOCK:
            return
        waiting = np.concatenate(self._rest, axis=1)
        whole = waiting.shape[1] // BLOCK * BLOCK
        for start in range(0, whole, BLOCK):
            self._moments = Moments.of(waiting[:, start : start + BLOCK]).joined(self._moments)
        self._rest = [waiting[:, whole:]]

    def moments(self) -> Moments:
        """Return the moments of all games so far; there must be one."""
        rest = np.concatenate(self._rest, axis=1)
        if rest.shape[1] or self._moments is None:
            return Moments.of(rest).joined(self._moments)
        return self._moments


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
        *(Metric("score", actor, "0-100", 0.0, 100.0) for actor in names.actors),
        *(Metric("dependence_change", power, "points", -100.0, 100.0) for power in names.powers),
        *(Metric("wedge", power, "points", -100.0, 100.0) for power in names.powers),
        *(Metric("signed", power, "bn USD", 0.0) for power in names.powers),
        *(Metric("delivered", power, "bn USD", 0.0) for power in names.powers),
        Metric("tension", "", "0-1", 0.0, 1.0),
        *(Metric("tonnage", corridor, "Mt/year", 0.0) for corridor in names.corridors),
    )


def measure_games(state: State, world: World) -> Array:
    """Return every metric of every game, (M, B).

    `dependence_change` is the change of what a power weighs since the start, in percentage points, as the mean
    over the states; `wedge` is that change less its part of what rivals have gained (see `wedge_index`);
    `signed` and `delivered` are summed over the states.
    """
    xp = namespace(state.purse)
    reading, start = read(state, world), read(world.first_state, world)
    changes = [amount(reading, measures) for measures in _dependence(start)]
    return xp.concat(
        [
            scores(state, world),
            xp.stack(changes),
            wedge_index(reading, start),
            xp.sum(state.signed, axis=1),
            xp.sum(state.delivered, axis=1),
            state.tension[None],
            state.tonnage,
        ]
    )


def wedge_index(now: Reading, start: Reading) -> Array:
    """Return how far each power has come between the states and its rivals, percentage points, (P, B).

    In every state what the power has gained in weight, less an equal part of what each rival has gained there, if it
    has; the mean over the states. A power that grows because all grow at the cost of others outside drives no wedge.

    Parameters
    ----------
    now, start : the state of some games, and the one in which they began.
    """
    change = (now.delivered.dependence[:-1, ...] - start.delivered.dependence[:-1, ...]) * 100.0
    xp, (powers, states, _) = namespace(change), change.shape
    gained = xp.clip(change, 0.0, None)
    rivals = (xp.sum(gained, axis=0) - gained) * (1.0 / (powers - 1))
    return xp.sum(change - rivals, axis=1) * (1.0 / states)


def _dependence(start: Reading) -> Iterator[tuple[Measure, ...]]:
    """Yield the measure of every power's gain of weight, on the mean of the states."""
    names = start.world.names
    states = tuple(range(len(names.states)))
    for power in range(len(names.powers)):
        plain = Measure(
            metric="dependence", powers=(power,), states=states, over="mean", domain=0, corridor=0,
            at="delivered", above=-1000.0, change=True, times=100.0, start=np.zeros(1, FLOAT),
        )  # fmt: skip
        yield with_start((plain,), start)
