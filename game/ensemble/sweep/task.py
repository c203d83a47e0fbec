"""What is played of a sweep in any process: the same runs at every point, under every line-up that is asked for."""

import hashlib
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from game.ensemble.players import make_policies
from game.ensemble.task import Played, Task, met, play_runs
from game.model.world import World
from game.scenario.lint import lint
from game.scenario.load import GIVEN
from game.scenario.parse import parse
from game.scenario.problems import Problem
from game.scenario.schema import Scenario
from game.scenario.tree import MapNode
from game.scenario.variant import apply_changes
from game.sim.claims import Claim, compile_claims
from game.sim.prepare import prepare
from game.sim.summary import Metric, metrics_of

__all__ = ["LineUp", "SweepTask", "measured"]

Numbers = np.ndarray[Any, np.dtype[Any]]
_KEPT = 8  # points whose values are remembered


@dataclass(frozen=True)
class LineUp:
    """Who plays, and what is measured of these games."""

    seats: Mapping[str, str]  # the policy of every actor
    usual: bool  # whether the metrics of the world are measured, as well as claims
    claims: tuple[str, ...]
    turns: int
    habits: bool = False  # whether all play by habit or chance, so that a doctrine that nobody plays is read by nobody


def measured(world: World, claims: Sequence[str], usual: bool) -> tuple[Metric, ...]:
    """Return what is measured under a line-up: metrics, what each claim measures, and whether it is met."""
    return (
        *(metrics_of(world) if usual else ()),
        *(Metric("claim", name, "") for name in claims),
        *(Metric("met", name, "0/1", 0.0, 1.0) for name in claims),
    )


@dataclass(frozen=True)
class SweepTask:
    """All points of a sweep in a row: the run `point * games + run` is one game at one point.

    A run has the same luck at every point.
    """

    root: MapNode  # the scenario's tree
    length: str
    points: tuple[tuple[str, ...], ...]  # the changes of each, as in --set
    line_ups: tuple[LineUp, ...]
    rows: tuple[str, ...]  # the ids of what is kept, in the order of the values
    seed: int
    games: int  # at each point
    kept: dict[str, Any] = field(default_factory=dict, compare=False, repr=False)  # what was made and played last

    def play(self, runs: range) -> Played:
        """Play some runs, point by point."""
        parts = [self._at(point, own) for point, own in _by_point(runs, self.games)]
        return Played(runs, np.concatenate(parts, axis=1))

    def _at(self, point: int, runs: range) -> Numbers:
        """Return what is kept of some runs at a point, (R, B)."""
        tasks = self._tasks(point)
        read = [_read(task, line_up) for task, line_up in zip(tasks, self.line_ups, strict=True)]
        mark = (runs, hashlib.sha256(pickle.dumps(read, 5)).digest())
        played = self.kept.setdefault("values", {})
        if mark not in played:  # otherwise nothing that a game reads has moved
            played[mark] = self._values(tasks, runs)
        values = played[mark] = played.pop(mark)
        if len(played) > _KEPT:
            del played[next(iter(played))]
        return values  # type: ignore[no-any-return]

    def _values(self, tasks: Sequence[Task], runs: range) -> Numbers:
        """Play some runs under every line-up."""
        found: dict[str, Numbers] = {}
        for line_up, task in zip(self.line_ups, tasks, strict=True):
            played = play_runs(task, runs)
            usual = len(played.values) - len(task.claims)
            rows = [
                *(played.values[:usual] if line_up.usual else ()),
                *played.values[usual:],
                *met(task.claims, played.values),
            ]
            names = measured(task.world, line_up.claims, line_up.usual)
            found |= {metric.id: row for metric, row in zip(names, rows, strict=True)}
        return np.stack([found[name] for name in self.rows]).astype(np.float32)

    def _tasks(self, point: int) -> list[Task]:
        if self.kept.get("point") != point:
            self.kept["point"], self.kept["tasks"] = point, self._made(point)
        return list(self.kept["tasks"])

    def _made(self, point: int) -> list[Task]:
        """Make the world of a point ready, once for each line-up."""
        scenario = self._scenario(point)
        world = prepare(scenario, self.length)
        claims = {claim.id: claim for claim in compile_claims(scenario, world)}
        return [self._task(world, claims, line_up) for line_up in self.line_ups]

    def _task(self, world: World, claims: Mapping[str, Claim], line_up: LineUp) -> Task:
        chosen = tuple(claims[name] for name in line_up.claims)
        return Task(world, make_policies(line_up.seats, world), chosen, self.seed, line_up.turns)

    def _scenario(self, point: int) -> Scenario:
        told: list[Problem] = []
        parsed = parse(apply_changes(self.root, self.points[point], told), Scenario, GIVEN)
        told += parsed.problems
        if parsed.scenario is not None:
            told += (problem for problem in lint(parsed.scenario, parsed) if problem.severity == "error")
        if told:
            raise ValueError(f"with {', '.join(self.points[point][:6])}, {told[0].sentence}")
        return parsed.scenario  # type: ignore[no-any-return]


def _read(task: Task, line_up: LineUp) -> Task:
    """Return a task without what no game of it reads: what it is called, and doctrines that nobody plays."""
    unread: dict[str, Any] = {"digest": "", "play_digest": ""} | ({"doctrines": {}} if line_up.habits else {})
    return Task(task.world.with_(**unread), task.policies, task.claims, task.seed, task.turns)


def _by_point(runs: range, games: int) -> Iterator[tuple[int, range]]:
    """Yield points, and the runs that are played at each."""
    at = runs.start
    while at < runs.stop:
        point = at // games
        stop = min(runs.stop, (point + 1) * games)
        yield point, range(at - point * games, stop - point * games)
        at = stop
