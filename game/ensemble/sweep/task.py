"""What is played of a sweep in any process: the same runs at every point, under every line-up that is asked for."""

import hashlib
import pickle
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

import numpy as np

from game.ensemble.players import make_policies
from game.ensemble.sweep.factors import Factor, Point
from game.ensemble.sweep.giving_way import GivingWay
from game.ensemble.sweep.lawful import lawful
from game.ensemble.task import Played, Task, met, play_runs
from game.model.world import World
from game.scenario.findings import Path
from game.scenario.lint import provable
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

    scenario: Scenario  # as it is
    root: MapNode | None  # its tree, where texts are set at some points
    length: str
    factors: tuple[Factor, ...]
    points: Sequence[Point]
    giving_way: GivingWay
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
        found: dict[str, Numbers] = {}
        for task, line_up in zip(self._tasks(point), self.line_ups, strict=True):
            found |= self._kept(task, line_up, runs)
        return np.stack([found[name] for name in self.rows]).astype(np.float32)

    def _kept(self, task: Task, line_up: LineUp, runs: range) -> dict[str, Numbers]:
        """Return what is measured under a line-up, without playing again where nothing has moved that is read."""
        mark = (runs, hashlib.sha256(pickle.dumps(self._read(task, line_up), 5)).digest())
        played = self.kept.setdefault("values", {})
        values = played.pop(mark) if mark in played else _measured(task, line_up, runs)
        played[mark] = values
        if len(played) > _KEPT * len(self.line_ups):
            del played[next(iter(played))]
        return values

    def _read(self, task: Task, line_up: LineUp) -> Task:
        """Return a task without what no game of it reads: what it is called, doctrines and goals that nobody plays by.

        What a seat scores does not count where it is not asked for.
        """
        unread: dict[str, Any] = {"digest": "", "play_digest": ""}
        if line_up.habits:
            seats = task.world.seats
            unread["doctrines"] = {}
            unread["seats"] = [seat for seat in seats if f"score.{seat.actor}" in self.rows]
        return Task(task.world.with_(**unread), task.policies, task.claims, task.seed, task.turns)

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

    def changes(self, point: int) -> tuple[str, ...]:
        """Return what is set at a point as it is written in --set, and what gives way to it."""
        chosen = [(self.factors[place], at) for place, at in self.points[point]]
        texts = (f"{factor.setting}={factor.written(at)}" for factor, at in chosen if factor.is_text)
        units = {factor.path: factor.unit for factor, _ in chosen}
        numbers = self.giving_way.with_all(self._numbers(point)).items()
        told = ((path, number, units.get(path) or self.giving_way.unit(path)) for path, number in numbers)
        return (*texts, *(f"{'.'.join(path)}={number!r} {unit}".strip() for path, number, unit in told))

    def _numbers(self, point: int) -> dict[Path, float]:
        chosen = ((self.factors[place], at) for place, at in self.points[point])
        return {factor.path: factor.number(at) for factor, at in chosen if not factor.is_text}

    def _scenario(self, point: int) -> Scenario:
        """Return the scenario of a point; where only numbers differ, it need not be read anew."""
        if any(self.factors[place].is_text for place, _ in self.points[point]):
            return self._read_anew(self.changes(point))
        try:
            return lawful(self.scenario, self._numbers(point), self.giving_way)
        except ValueError as error:
            raise ValueError(f"with {', '.join(self.changes(point)[:6])}, {error}") from None

    def _read_anew(self, changes: tuple[str, ...]) -> Scenario:
        assert self.root is not None
        told: list[Problem] = []
        parsed = parse(apply_changes(self.root, changes, told), Scenario, GIVEN)
        told += parsed.problems
        if parsed.scenario is not None:
            told += provable(parsed.scenario, parsed)
        if told:
            raise ValueError(f"with {', '.join(changes[:6])}, {told[0].sentence}")
        return parsed.scenario  # type: ignore[no-any-return]


def _measured(task: Task, line_up: LineUp, runs: range) -> dict[str, Numbers]:
    """Play some runs under a line-up and return what is measured, by the ids of the metrics."""
    played = play_runs(task, runs)
    usual = len(played.values) - len(task.claims)
    rows = [
        *(played.values[:usual] if line_up.usual else ()),
        *played.values[usual:],
        *met(task.claims, played.values),
    ]
    names = measured(task.world, line_up.claims, line_up.usual)
    return {metric.id: row for metric, row in zip(names, rows, strict=True)}


def _by_point(runs: range, games: int) -> Iterator[tuple[int, range]]:
    """Yield points, and the runs that are played at each."""
    at = runs.start
    while at < runs.stop:
        point = at // games
        stop = min(runs.stop, (point + 1) * games)
        yield point, range(at - point * games, stop - point * games)
        at = stop
