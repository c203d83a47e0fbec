"""What a forecast follows through its futures: a score, an objective, or anything that can be measured."""

from dataclasses import dataclass
from typing import Any

import numpy as np

from game.engine.scoring import Reading, amount, read, score
from game.model.world import Measure, World
from game.sim.claims import Claim
from game.sim.prepare import with_start

__all__ = [
    "Track", "claim_track", "corridor_track", "objective_tracks", "power_track", "score_track", "state_track",
    "track_value",
]  # fmt: skip


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


def objective_tracks(actor: str, world: World) -> tuple[Track, ...]:
    """Return what the objectives of a seat measure, in the units of the scenario."""
    seat = world.seats[world.names.actors.index(actor)]
    return tuple(Track(f"objective.{actor}.{wish.id}", -1, wish.measures) for wish in seat.objectives)


def claim_track(claim: Claim) -> Track:
    """Return what a claim measures, such as how far a wedge was driven."""
    return Track(f"claim.{claim.id}", -1, claim.measures)


def power_track(metric: str, power: str, world: World, state: str = "", at: str = "delivered") -> Track:
    """Return a metric of a power, such as its `dependence`, in one state or on the mean of all.

    Parameters
    ----------
    metric : a name in `engine.scoring.METRICS`.
    power, state : of whom and where.
    at : delivered, pledged or both.
    """
    return _track(metric, power, state, "", at, world)


def state_track(metric: str, state: str, world: World, at: str = "delivered") -> Track:
    """Return a metric of a state, such as its number of `partners` or its `development`."""
    return _track(metric, "", state, "", at, world)


def corridor_track(metric: str, corridor: str, world: World) -> Track:
    """Return a metric of a corridor: its `tonnage` or its `stages`."""
    return _track(metric, "", "", corridor, "delivered", world)


def _track(metric: str, power: str, state: str, corridor: str, at: str, world: World) -> Track:
    names = world.names
    part = Measure(
        metric=metric,
        powers=(names.powers.index(power) if power else 0,),
        states=(names.states.index(state),) if state else tuple(range(len(names.states))),
        over="mean", domain=0, corridor=names.corridors.index(corridor) if corridor else 0, at=at, above=-1000.0,
        change=False, times=1.0, start=np.zeros(1, np.float32),
    )  # fmt: skip
    name = ".".join(part for part in (metric, power, state, corridor) if part)
    return Track(name, -1, with_start((part,), read(world.first_state, world)))
