"""Playing a sweep: its points in their order, a screening first where one is asked for, and what is found."""

from collections.abc import Callable, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass
from typing import Any

from game.ensemble.playing import play_all
from game.ensemble.store import Store
from game.ensemble.sweep.alone import Alone
from game.ensemble.sweep.designs import Everywhere, Trajectories, check_installed
from game.ensemble.sweep.elementary import Elementary
from game.ensemble.sweep.factors import Factor
from game.ensemble.sweep.foretelling import foretell
from game.ensemble.sweep.gathering import Gathered, Gatherer, by_point
from game.ensemble.sweep.influence import Influence
from game.ensemble.sweep.lines import slope_weights
from game.ensemble.sweep.setup import Stage, Sweep, stage_of
from game.ensemble.sweep.together import Marginals, by_rank, by_variance, drawn_apart
from game.scenario.experiments import Grid, OneAtATime, Sobol
from game.sim.rollout import CHUNK

__all__ = ["Explored", "leading", "play_sweep"]

_TOGETHER = 256  # games of several points that are played as one chunk, where a point has few
Stores = Callable[[str], AbstractContextManager[Store | None]]


@dataclass(frozen=True)
class Explored:
    """A stage that has been played."""

    stage: Stage
    gathered: Gathered
    influences: Mapping[str, tuple[Influence, ...]]  # by the id of the metric, those that move it most first


def play_sweep(
    sweep: Sweep,
    *,
    stores: Stores | None = None,
    progress: Callable[[int], None] | None = None,
    foretold: Callable[[float], None] | None = None,
    **how: Any,
) -> tuple[Explored, ...]:
    """Play everything and return what was found, a screening first.

    Parameters
    ----------
    sweep : from `set_up_sweep`.
    stores : returns what keeps the finished games of a stage, by its name.
    progress : is told how many games were played or found since it was last called.
    foretold : is told before it begins how many seconds it will take one process.
    how : workers and cluster, as in `play_all`; they change nothing in what is found.

    Raises
    ------
    CallError
        If SALib is needed and not installed.
    """
    check_installed(sweep.experiment.design)
    design = OneAtATime() if sweep.screens else sweep.experiment.design
    stage = stage_of(sweep, "screening" if sweep.screens else "", design, sweep.factors)
    if foretold is not None:
        foretold(foretell(sweep, stage))
    first = _explore(sweep, stage, stores, progress, how)
    if not sweep.screens:
        return (first,)
    second = stage_of(sweep, "", sweep.experiment.design, leading(first, sweep.leading))
    return first, _explore(sweep, second, stores, progress, how)


def leading(found: Explored, many: int) -> tuple[Factor, ...]:
    """Return the factors that lead: of every metric the first, then of every metric the second, and so on.

    Only where fewer factors move any metric are others added, in the same order.
    """
    chosen: dict[str, Factor] = {}
    for verdicts in (("moves",), ("open", "same")):
        lists = [[one for one in own if one.verdict in verdicts] for own in found.influences.values()]
        for place in range(max(map(len, lists), default=0)):
            for own in lists:
                if place < len(own) and len(chosen) < many:
                    chosen.setdefault(own[place].factor.setting, own[place].factor)
    return tuple(chosen.values())


def _explore(
    sweep: Sweep, stage: Stage, stores: Stores | None, progress: Callable[[int], None] | None, how: Mapping[str, Any]
) -> Explored:
    """Play the points of a stage and judge them."""
    gatherer = Gatherer(sweep.metrics, _weights(stage))
    judge = _judge(stage, sweep)
    games, runs = sweep.plan.games, len(stage.points) * sweep.plan.games
    times = len(sweep.line_ups)
    counted = None if progress is None else lambda played: progress(played * times)
    with nullcontext() if stores is None else stores(stage.name) as store:
        chunks = play_all(stage.task, runs, store=store, chunk=_chunk(games), **how)
        for point, values in by_point(chunks, games, counted):
            gatherer.add(values)
            if judge is not None:
                judge.add(point, values)
    gathered = gatherer.gathered()
    found = _influences(sweep, stage, gathered, judge)
    return Explored(stage, gathered, dict(zip((metric.id for metric in sweep.metrics), found, strict=True)))


def _chunk(games: int) -> int:
    """Return how many games are played as one chunk: whole points, or even parts of a point."""
    if games > CHUNK:
        return -(-games // -(-games // CHUNK))
    return games * max(1, _TOGETHER // games)


def _judge(stage: Stage, sweep: Sweep) -> Alone | Elementary | Marginals | None:
    if isinstance(stage.points, Trajectories):
        return Elementary(stage.factors, stage.points, sweep.metrics)
    if isinstance(stage.design, OneAtATime):
        return Alone(stage.factors, stage.points, sweep.metrics)
    return Marginals(stage.factors, stage.points, sweep.metrics) if isinstance(stage.design, Grid) else None


def _weights(stage: Stage) -> Any:
    """Return what each point weighs in straight lines, where lines are drawn through all of them."""
    if not isinstance(stage.points, Everywhere) or isinstance(stage.design, Grid):
        return None
    where = stage.points.where
    return slope_weights(where, drawn_apart(where) if isinstance(stage.design, Sobol) else None)


def _influences(
    sweep: Sweep, stage: Stage, gathered: Gathered, judge: Alone | Elementary | Marginals | None
) -> Sequence[tuple[Influence, ...]]:
    if isinstance(judge, Alone | Elementary):
        return judge.influences()
    if judge is not None:
        return judge.influences(gathered)
    assert isinstance(stage.points, Everywhere)
    if isinstance(stage.design, Sobol):
        return by_variance(gathered, stage.points.where, stage.factors, sweep.metrics, sweep.plan.seed)
    return by_rank(gathered, stage.points.where, stage.factors, sweep.metrics)
