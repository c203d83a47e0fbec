"""How the course of games spreads out: quantiles of series after every turn, from counts that add up exactly.

Every value is counted in a bin of its series, so that memory does not grow with the number of games, and chunks that
are added up in any order give the same bits. A quantile is then known to a fraction of a bin.
"""

from collections.abc import Sequence
from typing import Any, NamedTuple

import numpy as np

from game.engine.scoring import scores
from game.engine.shares import current_shares
from game.model.state import State
from game.model.world import World

__all__ = ["BINS", "Fans", "Series", "count_in_bins", "series_of"]

BINS = 400
Numbers = np.ndarray[Any, np.dtype[Any]]


class Series(NamedTuple):
    """One number that is followed from turn to turn."""

    name: str  # score, share, weight, tension, leader
    of: str = ""  # an actor, or a power or "others" for a share or weight
    in_: str = ""  # the state
    domain: str = ""
    most: float = 1.0  # the largest value that it can have; the least is 0


def series_of(world: World) -> tuple[Series, ...]:
    """Return what is followed, in the order of the counts."""
    names = world.names
    partners = (*names.powers, "others")
    return (
        *(Series("score", actor, most=100.0) for actor in names.actors),
        *(Series("share", q, s, d, most=100.0) for d in names.domains for q in partners for s in names.states),
        *(Series("weight", q, s, most=100.0) for q in partners for s in names.states),
        *(Series("leader", in_=s, most=float(BINS)) for s in names.states),
        Series("tension"),
    )


def count_in_bins(state: State, world: World, games: int) -> Numbers:
    """Return how many games lie in every bin of every series, (series, BINS).

    `leader` counts, for every state, which power weighs most there: bin 0 for the first power, and so on.
    """
    values = _parts(state, world)[:, :games]
    series = len(values)
    bins = np.clip((values * BINS).astype(np.int64), 0, BINS - 1) + np.arange(series)[:, None] * BINS
    return np.bincount(bins.ravel(), minlength=series * BINS).reshape(series, BINS).astype(np.uint32)


def _parts(state: State, world: World) -> Numbers:
    """Return every series as a part of the most that it can be, (series, B)."""
    shares = current_shares(state, world)
    weight = np.asarray(shares.dependence)
    lanes = weight.shape[-1]
    rows = (
        np.asarray(scores(state, world)) / 100.0,
        np.asarray(shares.share).reshape(-1, lanes),
        weight.reshape(-1, lanes),
        (weight[:-1].argmax(axis=0) + 0.5) / BINS,
        np.asarray(state.tension)[None],
    )
    return np.concatenate([np.broadcast_to(part, (part.shape[0], lanes)) for part in rows])


class Fans:
    """Adds up the counts of chunks."""

    def __init__(self, world: World) -> None:
        self.series = series_of(world)
        self._place = {series[:4]: at for at, series in enumerate(self.series)}
        self._start = _parts(world.start(2, np), world)[:, 0]
        self._counts: Numbers | None = None

    @property
    def games(self) -> int:
        """Of how many games there are counts."""
        return 0 if self._counts is None else int(self._counts[0, 0].sum())

    def add(self, counts: Numbers | None) -> None:
        """Add the counts of a chunk, (turns + 1, series, BINS); None where nothing was counted."""
        if counts is not None:
            more = counts.astype(np.int64)
            self._counts = more if self._counts is None else self._counts + more

    def quantiles(self, levels: Sequence[float], name: str, of: str = "", in_: str = "", domain: str = "") -> Numbers:
        """Return quantiles of a series at the start and after every turn, (levels, turns + 1).

        A value is taken to lie anywhere in its bin with the same chance.
        """
        at = self._place[name, of, in_, domain]
        counts = self._of(at)
        ends = (
            np.concatenate([np.zeros((len(counts), 1)), np.cumsum(counts, axis=1)], axis=1)
            / counts.sum(axis=1)[:, None]
        )
        edges = np.linspace(0.0, self.series[at].most, BINS + 1)
        start = float(self._start[at]) * self.series[at].most  # the same in all games
        return np.array([[start, *(_crossing(level, row, edges) for row in ends[1:])] for level in levels])

    def leaders(self, state: str, powers: int) -> Numbers:
        """Return in what part of the games each power weighs most in a state, (powers, turns + 1)."""
        counts = self._of(self._place["leader", "", state, ""])[:, :powers]
        found: Numbers = (counts / counts.sum(axis=1)[:, None]).T
        return found

    def _of(self, at: int) -> Numbers:
        assert self._counts is not None
        found: Numbers = self._counts[:, at]
        return found


def _crossing(level: float, ends: Numbers, edges: Numbers) -> float:
    """Return where a cumulated share of the games crosses a level."""
    at = int(np.clip(np.searchsorted(ends, level, side="left"), 1, len(edges) - 1))
    low, high = ends[at - 1], ends[at]
    part = 0.5 if high <= low else (level - low) / (high - low)
    return float(edges[at - 1] + part * (edges[at] - edges[at - 1]))
