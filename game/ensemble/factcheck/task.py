"""What is played of a fact-check in any process: the scenario with one assumption moved, under some line-up."""

import hashlib
import pickle
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import groupby
from typing import Any, NamedTuple

import numpy as np

from game.ensemble.players import make_policies
from game.ensemble.playing import play_all
from game.ensemble.sweep.gathering import by_point
from game.ensemble.task import Played, Task, play_runs
from game.model.world import World
from game.policy.doctrine import ByPowerDoctrine, ByStateDoctrine
from game.policy.simple import Idle, Random
from game.scenario.findings import Path
from game.scenario.schema import Scenario
from game.sim.claims import Claim, compile_claims
from game.sim.prepare import prepare
from game.sim.rollout import CHUNK
from game.sim.what_if import with_number

__all__ = ["ClaimsTask", "LineUp", "Moved", "Point", "line_ups_of", "play_points", "weighs"]

Numbers = np.ndarray[Any, np.dtype[np.float64]]
Moved = tuple[tuple[Path, float], ...]  # numbers of the scenario that are not as they are
_BLIND = (Idle, Random, ByPowerDoctrine, ByStateDoctrine)  # policies that never ask what a score would be
_TOGETHER = 512  # games of several points that are played as one chunk


class LineUp(NamedTuple):
    """Who plays, and which claims are about these games."""

    seats: Mapping[str, str]  # the policy of every actor
    claims: tuple[str, ...]


class Point(NamedTuple):
    """What is played: the scenario with some numbers moved, under the line-up of that place."""

    moved: Moved
    line_up: int


def line_ups_of(claims: Sequence[Claim], seats: Mapping[str, str]) -> tuple[LineUp, ...]:
    """Return every line-up that the claims ask for; claims with the same players share their games."""
    found: dict[tuple[str, ...], tuple[dict[str, str], list[str]]] = {}
    for claim in claims:
        chosen = {**seats, **claim.policies}
        found.setdefault(tuple(chosen.values()), (chosen, []))[1].append(claim.id)
    return tuple(LineUp(chosen, tuple(names)) for chosen, names in found.values())


def weighs(line_up: LineUp, world: World) -> bool:
    """Tell whether anybody weighs orders by what they bring: such games take tens of times as long as others."""
    return not all(isinstance(policy, _BLIND) for policy in make_policies(line_up.seats, world))


@dataclass(frozen=True)
class ClaimsTask:
    """Points in a row: the run `point * games + run` is one game at one point, with the luck of that run everywhere."""

    scenario: Scenario
    length: str
    claims: tuple[str, ...]  # the ids of all, in the order of the values
    line_ups: tuple[LineUp, ...]
    points: tuple[Point, ...]
    seed: int
    games: int  # at each point
    kept: dict[Any, Any] = field(default_factory=dict, compare=False, repr=False)  # what was made and played last

    def play(self, runs: range) -> Played:
        """Play some runs; what is kept is what every claim measures, (C, B), NaN for those of other line-ups."""
        parts = [self._at(self.points[point], own) for point, own in _split(runs, self.games)]
        return Played(runs, np.concatenate(parts, axis=1))

    def _at(self, point: Point, runs: range) -> Any:
        task = self._task(point.moved, point.line_up)
        if not point.moved:
            return self._values(task, runs)
        usual = self.kept.setdefault(("mark", point.line_up), None) or _mark(self._task((), point.line_up))
        self.kept["mark", point.line_up] = usual
        if _mark(task) != usual:
            return self._values(task, runs)
        same = ("values", point.line_up, runs)  # nothing that these games read has moved
        if same not in self.kept:
            self.kept[same] = self._values(self._task((), point.line_up), runs)
        return self.kept[same]

    def _values(self, task: Task, runs: range) -> Any:
        played = play_runs(task, runs).values
        values = np.full((len(self.claims), len(runs)), np.nan, np.float32)
        for row, claim in enumerate(task.claims, start=len(played) - len(task.claims)):
            values[self.claims.index(claim.id)] = played[row]
        return values

    def _task(self, moved: Moved, line_up: int) -> Task:
        world, claims = self._world(moved)
        chosen = self.line_ups[line_up]
        own = tuple(claims[name] for name in chosen.claims)
        turns = max(claim.turn for claim in own)
        return Task(world, make_policies(chosen.seats, world), own, self.seed, turns)

    def _world(self, moved: Moved) -> tuple[World, dict[str, Claim]]:
        """Return the world with some numbers moved; the one as it is and the last one are remembered."""
        found: dict[Moved, Any] = self.kept.setdefault("worlds", {})
        if moved not in found:
            scenario = self.scenario
            for path, value in moved:
                scenario = with_number(scenario, path, value)
            world = prepare(scenario, self.length)
            for old in [old for old in found if old]:
                del found[old]
            found[moved] = (world, {claim.id: claim for claim in compile_claims(scenario, world)})
        return found[moved]  # type: ignore[no-any-return]


def _mark(task: Task) -> bytes:
    """Return a mark of all that games and claims read: not what things are called, nor doctrines that nobody plays.

    Objectives only count where somebody plays by scores.
    """
    world = task.world.with_(doctrines={}, digest="")
    if all(isinstance(policy, _BLIND) for policy in task.policies):
        world = world.with_(seats=())
    return hashlib.sha256(pickle.dumps((world, task.policies, task.claims), 5)).digest()


def _split(runs: range, games: int) -> Iterator[tuple[int, range]]:
    """Yield points, and the runs that are played at each."""
    for point, own in groupby(runs, lambda run: run // games):
        first, *rest = own
        last = rest[-1] if rest else first
        yield point, range(first - point * games, last + 1 - point * games)


def play_points(
    task: ClaimsTask, *, progress: Callable[[int], None] | None = None, **how: Any
) -> Iterator[tuple[Point, Numbers]]:
    """Play all points of a task and yield each with what its games measure, (C, games).

    Parameters
    ----------
    task : what is played.
    progress : is told how many games were played since it was last called.
    how : workers and cluster, as in `play_all`; they change nothing in what is found.
    """
    games = task.games
    chunk = games * max(1, _TOGETHER // games) if games <= CHUNK else -(-games // -(-games // CHUNK))
    played = play_all(task, games * len(task.points), chunk=chunk, **how)
    for number, values in by_point(played, games, progress):
        yield task.points[number], values
