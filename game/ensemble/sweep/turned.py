"""Which points of a sweep turn the verdict on a claim."""

from dataclasses import replace
from typing import NamedTuple

from game.ensemble.sweep.factors import Factor, Point
from game.ensemble.sweep.running import Explored
from game.ensemble.sweep.setup import Sweep
from game.sim.claims import Claim, compile_claims, judge
from game.sim.summary import Metric

__all__ = ["Judged", "turned", "verdicts"]


class Judged(NamedTuple):
    """What came of a claim at a point."""

    share: float  # of the games in which its condition was met
    verdict: str


def verdicts(sweep: Sweep, explored: Explored, metric: Metric) -> list[Judged]:
    """Return the verdict on a claim at every point.

    Parameters
    ----------
    sweep, explored : what was played.
    metric : how often the claim is met (`met.ID`).
    """
    row = [one.id for one in sweep.metrics].index(metric.id)
    claim = next(one for one in compile_claims(sweep.setup.scenario, sweep.setup.world) if one.id == metric.of)
    games, stage, found = sweep.plan.games, explored.stage, []
    bounds = [place for place, factor in enumerate(stage.factors) if factor.path[:3] == ("claims", claim.id, "holds")]
    for number, share in enumerate(explored.gathered.mean[:, row].tolist()):
        own = _as_asked(claim, stage.points[number], stage.factors) if bounds else claim
        found.append(Judged(share, judge(own, round(share * games), games).verdict))
    return found


def _as_asked(claim: Claim, point: Point, factors: tuple[Factor, ...]) -> Claim:
    """Return a claim with the bounds that it has at a point."""
    for place, at in point:
        *start, bound = factors[place].path
        if tuple(start) == ("claims", claim.id, "holds"):
            claim = replace(claim, **{bound: factors[place].number(at)})  # type: ignore[arg-type]
    return claim


def turned(sweep: Sweep, explored: Explored, metric: Metric) -> tuple[str, list[tuple[str, str, Judged]], int]:
    """Return the verdict as it is, every end that gives another one, and how many ends there are.

    Parameters
    ----------
    sweep, explored, metric : as for `verdicts`; a one-at-a-time stage.

    Returns
    -------
    tuple
        The verdict; setting, value and what was judged there, those farthest away first; the number of ends. An
        undecided end is none: more games may bring it back.
    """
    usual, *ends = verdicts(sweep, explored, metric)
    found = []
    for point, judged in enumerate(ends, start=1):
        if judged.verdict not in (usual.verdict, "undecided"):
            ((place, at),) = explored.stage.points[point]
            factor = explored.stage.factors[place]
            found.append((factor.setting, factor.told(at), judged))
    return usual.verdict, sorted(found, key=lambda one: -abs(one[2].share - usual.share)), len(ends)
