"""Which ends of which settings turn the verdict on a claim."""

from game.ensemble.sweep.running import Explored
from game.ensemble.sweep.setup import Sweep
from game.sim.claims import compile_claims, judge
from game.sim.summary import Metric

__all__ = ["turned"]


def turned(sweep: Sweep, explored: Explored, metric: Metric) -> tuple[str, list[tuple[str, str, float, str]], int]:
    """Return the verdict as it is, every end that gives another one, and how many ends there are.

    Parameters
    ----------
    sweep, explored : a one-at-a-time stage.
    metric : how often a claim is met (`met.ID`).

    Returns
    -------
    tuple
        The verdict; setting, value, how often the claim is met there and the verdict, those farthest away first; the
        number of ends. An undecided end is none: more games may bring it back.
    """
    row = [one.id for one in sweep.metrics].index(metric.id)
    claim = next(one for one in compile_claims(sweep.setup.scenario, sweep.setup.world) if one.id == metric.of)
    games, shares = sweep.plan.games, explored.gathered.mean[:, row]
    verdicts = [judge(claim, round(float(share) * games), games).verdict for share in shares]
    found = []
    for point, share, verdict in zip(explored.stage.points[1:], shares[1:].tolist(), verdicts[1:], strict=True):
        if verdict not in (verdicts[0], "undecided"):
            ((place, at),) = point
            factor = explored.stage.factors[place]
            found.append((factor.setting, factor.told(at), share, verdict))
    return verdicts[0], sorted(found, key=lambda one: -abs(one[2] - float(shares[0]))), len(verdicts) - 1
