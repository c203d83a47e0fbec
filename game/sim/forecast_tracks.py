"""What a forecast follows through its futures: a score, or a metric of a power."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from game.engine.scoring import Reading, amount, read, score
from game.model.world import Measure, World
from game.sim.prepare import with_start

__all__ = ["Track", "power_track", "score_track", "track_value"]


@dataclass(frozen=True)
class Track:
    """Something to follow; `name` is what it is known by, its parts parted by dots."""

    name: str
    seat: int = -1  # whose score it is; -1 where it is none
    measures: tuple[Measure, ...] = ()  # what is added up, where it is no score


def track_value(track: Track, reading: Reading) -> Any:
    """Return what a track comes to in every game, (B,)."""
    if track.seat >= 0:
        return np.asarray(score(reading, track.seat))
    return np.asarray(amount(reading, track.measures))


def score_track(actor: str, world: World) -> Track:
    """Return the score of a seat, 0 to 100."""
    return Track(f"score.{actor}", world.names.actors.index(actor))


def power_track(metric: str, power: str, world: World, state: str = "", at: str = "delivered") -> Track:
    """Return a metric of a power, such as its `dependence`, in one state or on the mean of all.

    Parameters
    ----------
    metric : a name in `engine.scoring.METRICS`.
    power, state : of whom and where.
    at : delivered, pledged or both.
    """
    names = world.names
    part = Measure(
        metric=metric, powers=(names.powers.index(power),),
        states=(names.states.index(state),) if state else tuple(range(len(names.states))),
        over="mean", domain=0, corridor=0, at=at, above=-1000.0, change=False, times=1.0,
        start=np.zeros(1, np.float32),
    )  # fmt: skip
    name = ".".join(part for part in (metric, power, state) if part)
    return Track(name, -1, with_start((part,), read(world.first_state, world)))
